"""Whose words a cue brings: its subject, shared or governed.

Comes in: a cue and the findings before it. Goes out: a range of tokens. It knows
shared subjects, participles, causatives and impersonal verbs; it does not know who
the words stand for.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.annotate.attribution import Finding
from builder.annotate.cue_groups import Cue, find_quoter
from builder.annotate.noun_phrases import Reader
from builder.annotate.word_classes import Range


def find_subject(reader: Reader, cue: Cue, before: Sequence[Finding]) -> Range | None:
    """The subject of a cue, shared with an earlier cue where it has none."""
    if cue.shape == "finite":
        if cue.clitic >= 0:
            return (cue.clitic, cue.clitic + 1)
        found = reader.subject_before(cue.first)
        another = _of_another(reader, cue, found, before)
        return _body_before(reader, found) or another
    if cue.shape == "part":
        return _participle_subject(reader, cue, before)
    return _infinitive_subject(reader, cue, before)


def _body_before(reader: Reader, subject: Range | None) -> Range | None:
    """Whose "on" it is: "Du côté de la direction, on assure que", "À la mairie, on"."""
    if subject is None or not reader.is_in(subject[0], "indefinite"):
        return None
    comma = subject[0] - 1 - (reader.low(subject[0] - 1) == "l'")
    opener = next(
        (p for p in reader.lexicon.phrases["sides"].get(reader.low(0), ())
         if reader.reads(0, p)), None,
    )  # fmt: skip
    if opener is None or reader.low(comma) != ",":
        return None
    start = len(opener) - reader.is_in(len(opener) - 1, "determiners")
    found = reader.phrase_after(start)
    named = found is not None and found[1] == comma
    return found if named and _can_speak(reader, start, comma) else None


def _of_another(
    reader: Reader, cue: Cue, found: Range | None, before: Sequence[Finding]
) -> Range | None:
    """ "The minister said the union was slow and urged it to vote": whoever is "it"
    does not urge, or "itself" would stand there. A verb is no part of a subject."""
    if found is None or not reader.lexicon.zero_that:
        return found
    told = reader.low(found[1] - 1) in reader.lexicon.speech
    if told and reader.is_pronoun(found[1] - 2):
        return None  # "which she said showed that"
    joined = reader.is_in(cue.first - 1, "conjunctions")
    if joined and reader.low(cue.last) in ("it", "him", "them") and before:
        return before[-1].source or found
    return found


def is_impersonal(reader: Reader, cue: Cue, source: Range) -> bool:
    """ "il convient que", "il est à noter que", "il n'y a ... suggérant que"."""
    if not reader.lexicon.inversion or reader.low(source[0]) not in ("il", "-il"):
        return False
    if reader.is_in(cue.head, "impersonal_verbs"):
        return True
    return cue.shape != "finite" and any(
        reader.is_any(i, "be", "impersonal_verbs") or reader.low(i) == "y"
        for i in range(source[1], min(cue.first, source[1] + 4))
    )


def _participle_subject(
    reader: Reader, cue: Cue, before: Sequence[Finding]
) -> Range | None:
    """The subject of the verb that the participle goes with."""
    quoter = find_quoter(reader, cue.first)
    if quoter >= 0:
        return quoter + 1, cue.first - 1
    own = _own_subject(reader, cue)
    if own is not None:
        return own
    shared = next((f for f in reversed(before) if f.source), None)
    if shared is not None:
        return shared.source
    for k in range(cue.first - 1, -1, -1):
        if reader.kind(k) != "w":
            continue
        if reader.is_in(k, "relative") and (
            reader.low(k) != "that" or reader.is_finite(k + 1)
        ):
            return reader.subject_before(k + 1)
        if reader.is_finite(k):
            first = k
            while first > 0 and (
                reader.is_finite(first - 1) or reader.is_in(first - 1, "clitics")
            ):
                first -= 1
            return reader.subject_before(first)
    return None


def _own_subject(reader: Reader, cue: Cue) -> Range | None:
    """The noun straight before a participle: "a call telling them that"."""
    k = cue.first - 1
    if reader.is_any(k, "prepositions", "subordinators"):
        return None  # "en affirmant", "while saying"
    while k > 0 and (reader.is_in(k, "clitics") or reader.is_adverb(k)):
        k -= 1
    if reader.kind(k) != "w" or reader.is_any(k, "prepositions", "conjunctions"):
        return None
    start = reader.segment_start(k, 0)
    verb = next((i for i in range(k, start - 1, -1) if reader.is_finite(i)), start - 1)
    if verb == k:
        return None
    if _is_past(reader, verb + 1):
        return None  # "had written to her suggesting"
    for i in range(verb + 1, k + 1):
        if reader.starts_phrase(i, first=i == verb + 1):
            return (i, k + 1) if _can_speak(reader, i, k + 1) else None
    return None


def _is_past(reader: Reader, i: int) -> bool:
    """A past participle of a verb of saying, behind its auxiliary."""
    forms = reader.lexicon.forms.get(reader.low(i), ())
    return reader.is_in(i - 1, "have") and any(form.shape == "past" for form in forms)


def _can_speak(reader: Reader, first: int, last: int) -> bool:
    """A name or a listed noun stands in the phrase."""
    return any(
        reader.uppers[i] or reader.low(i) in reader.lexicon.nouns
        for i in range(first, last)
    )


def _narrated(reader: Reader, cue: Cue) -> Range | None:
    """ "Et le maire d'ajouter : ...": the infinitive that goes on with a story."""
    link = cue.first - 1
    if reader.low(link) not in ("de", "d'") or not reader.lexicon.inversion:
        return None
    if reader.any_finite(0, link):
        return None
    start = int(reader.is_in(0, "conjunctions"))
    if link <= start or not reader.starts_phrase(start, first=True):
        return None
    return (start, link)


def _infinitive_subject(
    reader: Reader, cue: Cue, before: Sequence[Finding]
) -> Range | None:
    """The subject of the verb above, or the object of one that makes speak."""
    told = _narrated(reader, cue)
    if told is not None:
        return told
    k = cue.first - 1
    if before and reader.is_in(k, "bare_of") and reader.is_in(k - 1, "before_doing"):
        return before[-1].source  # "..., a dit le maire, avant d'ajouter que"
    if reader.low(k) == "to":
        k -= 1
    while reader.is_any(k, "clitics", "prepositions", "negation") and k >= 0:
        k -= 1
    if k < 0:
        return None
    start = reader.segment_start(k, 0)
    verb = next((i for i in range(k, start - 1, -1) if reader.is_finite(i)), None)
    if verb is None or reader.is_any(verb, "impersonal_verbs", "unreal"):
        return None
    causer = next(
        (i for i in range(k, verb - 1, -1) if reader.is_in(i, "causatives")), None
    )
    if causer is not None:
        found = reader.phrase_after(causer + 1)
        return (found[0], min(found[1], cue.first - 1)) if found else None
    if verb < k - 4:
        return None
    while verb > 0 and (
        reader.is_finite(verb - 1) or reader.is_in(verb - 1, "clitics")
    ):
        verb -= 1
    return reader.subject_before(verb)
