"""What an event did: dead, wounded, damage; who is blamed, who claims it.

Comes in: a scene, ``roles`` of the language's ``events.yaml``. Goes out: roles with
exact spans. A count of persons is of killed or wounded only when a word nearby says
so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, cast

from builder.annotate.nominals import (
    Scene,
    auxiliaries,
    find_phrase,
    find_subject,
    grammar,
    overlap,
    phrase_ends,
)
from builder.annotate.tolls import find_toll
from builder.annotate.triggers import load_events
from builder.annotate.words import Hit, PhraseTable, Words, list_phrases
from builder.languages import load_rules
from builder.model import Facet, Quantity, Role, Span
from builder.taxonomy import family, load_units

_NEAR = 7
"""Words between a count of persons and the word that says what befell them."""
_TAIL = 9
"""Words that say what was damaged."""
_PASSIVE = 4
"""How much further a participle counts whose subject stands before it."""
_HARMLESS = ("trial", "arrest", "election", "sanction")
"""What harms nobody, whoever it is about."""
_NATURAL = ("disaster", "accident", "health")
"""What nobody retaliates for."""
_BLAMELESS = ("disaster", "health")
"""What nobody is behind."""
_EARLIER = 7
"""Words of "the previous count of" before a number."""
_PART = 10
"""Words of "dont onze policiers" between two commas."""
_BLAMED = 16
"""Words between "blames" and "on" whom."""
_BEFALLEN: tuple[tuple[str, Facet | None], ...] = (
    ("killed_before", "killed"),
    ("wounded_before", "wounded"),
    ("killed_after", "killed"),
    ("wounded_after", "wounded"),
    ("missing_before", None),
    ("missing_after", None),
)
"""What may have befallen persons; the missing are neither dead nor wounded."""
_BEYOND = (
    "damage",
    "blamed_after",
    "blamed_to",
    "identified",
    "not_determined",
    "claimed_by",
    "claims_it",
    "response",
)
"""What else is told of harm."""
_VERBAL = (
    "persons_after",
    "agents_of_others",
    "response",
    "claims_it",
    "blamed_to",
    "blamed_after",
)


@cache
def cues(language: str, key: str) -> PhraseTable[str]:
    """The phrases under a key of ``roles``; verbs and nouns among them are bent."""
    table: PhraseTable[str] = PhraseTable(language)
    for phrase in load_events(language)["roles"][key]:
        table.add_fixed(phrase, key)
        table.add_noun(phrase, key)
        if key.endswith(("_before", "_after")) or key in _VERBAL:
            table.add_verb(phrase, key)
    return table


def _find_hits(scene: Scene, key: str) -> Iterator[Hit[str]]:
    table = cues(scene.language, key)
    return table.find_each(scene.words, scene.first, scene.end)


@cache
def _telling(language: str) -> frozenset[str]:
    """Words one of which stands in every passage that tells of more than casualties."""
    return frozenset().union(*(cues(language, key).telling for key in _BEYOND))


def may_tell_harm(words: Words, counts: Sequence[Quantity], language: str) -> bool:
    """Whether a sentence has what ``find_harm`` reads at all: most have none of it."""
    return bool(counts) or not _telling(language).isdisjoint(words.known)


def find_harm(scene: Scene) -> Iterator[Role]:
    """Killed, wounded, damage, blame, claims and response, in this order."""
    if scene.quantities:
        yield from _find_casualties(scene)
    said = scene.words.texts[scene.first : scene.end]
    if _telling(scene.language).isdisjoint(said):
        return
    yield from _find_damage(scene)
    if family(scene.kind) not in _BLAMELESS:
        yield from _find_blame(scene)
    yield from _find_claimants(scene)
    if family(scene.kind) in _NATURAL:
        return
    for hit in _find_hits(scene, "response"):
        yield _role(scene, "response", scene.span(hit.first, hit.last), "response")
        return


def _role(scene: Scene, facet: Facet, span: Span, rule: str) -> Role:
    return Role(facet, span, f"{scene.language}/{rule}")


# --- persons -------------------------------------------------------------------


def _find_casualties(scene: Scene) -> Iterator[Role]:
    if family(scene.kind) in _HARMLESS:
        return
    units = load_units()
    for quantity in scene.find_quantities():
        unit = quantity.unit
        hurt, personal = (
            unit in ("dead", "wounded"),
            unit in units and units[unit].person,
        )
        if unit in units and not (hurt or personal or quantity.state != "number"):
            continue
        if _is_part(scene, quantity) or _is_share(scene, quantity):
            continue
        if _held_before(scene, quantity):
            continue
        if quantity.state != "number" and unit in ("dead", "wounded", "person"):
            facet: Facet = "wounded" if unit == "wounded" else "killed"
            yield _role(scene, facet, quantity.span, quantity.state)
        elif hurt:
            facet = "killed" if unit == "dead" else "wounded"
            yield _role(scene, facet, quantity.span, f"counted-{unit}")
        elif personal or (unit not in units and _follows_harm(scene, quantity)):
            near = _befallen(scene, quantity)
            if near and near[0]:
                yield _role(scene, near[0], quantity.span, near[1])


def _follows_harm(scene: Scene, quantity: Quantity) -> bool:
    """Whether a count of something no list knows is the object of "kill"."""
    table = cues(scene.language, "persons_after")
    start = bisect_left(scene.words.starts, quantity.span[0], scene.first, scene.end)
    return start > scene.first and bool(table.find_all(scene.words, start - 1))


def _is_part(scene: Scene, quantity: Quantity) -> bool:
    """Whether it counts some of those counted just before: "dont onze policiers"."""
    start = bisect_left(scene.words.starts, quantity.span[0], scene.first, scene.end)
    if start - 2 < scene.first or scene.words.texts[start - 2] not in ",(":
        return False
    if scene.words.texts[start - 1] not in grammar(scene.language, "part"):
        return False
    units = load_units()
    left = scene.words.starts[max(scene.first, start - _PART)]
    return any(
        left <= q.span[0] < quantity.span[0]
        and (
            q.unit in ("dead", "wounded") or (q.unit in units and units[q.unit].person)
        )
        for q in scene.find_quantities()
    )


@cache
def _beside(language: str, key: str, side: str = "") -> PhraseTable[str]:
    """Phrases of ``quantities.yaml`` that stand beside a number."""
    rules: Any = load_rules(language, "quantities").get(key, {} if side else ())
    return list_phrases(language, fixed=rules.get(side, ()) if side else rules)


def _words_of(scene: Scene, quantity: Quantity) -> tuple[int, int]:
    """The words of a count: the first one, and one past the last."""
    start, end = (
        bisect_left(scene.words.starts, at, scene.first, scene.end)
        for at in quantity.span
    )
    return start, end


def _is_share(scene: Scene, quantity: Quantity) -> bool:
    """Whether it counts some of the dead or hurt: "twelve of the dead"."""
    if quantity.unit not in ("dead", "wounded") or quantity.state != "number":
        return False
    start, end = _words_of(scene, quantity)
    table = _beside(scene.language, "partitive_definite")
    return any(table.find_each(scene.words, start, end))


def _held_before(scene: Scene, quantity: Quantity) -> bool:
    """Whether it is an earlier count: "initially twelve", "up from 40"."""
    start, end = _words_of(scene, quantity)
    before = _beside(scene.language, "earlier", "before")
    after = _beside(scene.language, "earlier", "after")
    near = max(scene.first, start - _EARLIER), start + 1
    return any(
        start - 1 <= hit.last <= start
        for index in before.find_firsts(scene.words, *near)
        for hit in before.find_all(scene.words, index)
    ) or (end < scene.end and bool(after.find_all(scene.words, end)))


def _befallen(scene: Scene, quantity: Quantity) -> tuple[Facet | None, str] | None:
    """What the nearest word says befell the persons counted."""
    inside = [
        i
        for i in range(scene.first, scene.end)
        if quantity.span[0] <= scene.words.starts[i] < quantity.span[1]
    ]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    best: tuple[int, int] | None = None
    for n, (key, _) in enumerate(_BEFALLEN):
        for gap in _gaps(scene, key, first, last):
            if best is None or (gap, n) < best:
                best = gap, n
    if best is None:
        return None
    key, facet = _BEFALLEN[best[1]]
    return facet, key.replace("_", "-")


def _gaps(scene: Scene, key: str, first: int, last: int) -> Iterator[int]:
    """Words between a count and each cue of a key on the cue's side of it."""
    table = cues(scene.language, key)
    left = key.endswith("before")
    if left:
        reach = (max(scene.first, first - _NEAR), first)
    else:
        last = _past_part(scene, last)
        reach = (last + 1, min(scene.end, last + 1 + _NEAR))
    for hit in table.find_each(scene.words, *reach):
        near = (hit.last + 1, first) if left else (last + 1, hit.first)
        between = scene.words.texts[near[0] : near[1]]
        if near[0] > near[1] or any(text in ";:.»" for text in between):
            continue
        behind = left and _looks_back(scene, hit)
        yield len(between) + (_PASSIVE if behind else 0)


def _past_part(scene: Scene, last: int) -> int:
    """The comma behind ", dont onze policiers,"; the same word where there is none."""
    words = scene.words
    part = grammar(scene.language, "part")
    if last + 2 >= scene.end or words.texts[last + 1] != ",":
        return last
    if words.texts[last + 2] not in part:
        return last
    for index in range(last + 3, min(scene.end, last + 3 + _PART)):
        if words.texts[index] == ",":
            return index
    return last


def _looks_back(scene: Scene, hit: Hit[str]) -> bool:
    """Whether a participle speaks of the words before it: "3 were killed and 5 ..."."""
    be = auxiliaries(scene.language, "aux_be")
    near = scene.words.texts[max(scene.first, hit.first - 3) : hit.first]
    return "part" in hit.tenses and any(text in be for text in near)


# --- things --------------------------------------------------------------------


def _find_damage(scene: Scene) -> Iterator[Role]:
    breaks = grammar(scene.language, "subject_breaks")
    chain, stops = grammar(scene.language, "chain"), phrase_ends(scene.language)
    toll = find_toll(scene.words, scene.first, scene.end, scene.language)
    for hit in _find_hits(scene, "damage"):
        end = hit.last
        for index in range(hit.last + 1, min(scene.end, hit.last + 1 + _TAIL)):
            text = scene.words.texts[index]
            if text in ",;:.!?()»”" or text in breaks or index == toll:
                break
            end = index
        while end > hit.last and (
            scene.words.texts[end] in chain or scene.words.texts[end] in stops
        ):
            end -= 1
        yield _role(scene, "damage", scene.span(hit.first, end), "damage")


# --- who is held to be behind it -----------------------------------------------


def _find_blame(scene: Scene) -> Iterator[Role]:
    determiners = grammar(scene.language, "determiners")
    charges = grammar(scene.language, "charged_of")
    found: list[Span] = []
    for key in ("blamed_after", "blamed_to", "identified"):
        for hit in _find_hits(scene, key):
            if key == "blamed_after" and (
                _is_noun(scene, hit) or _is_denied(scene, hit)
            ):
                continue
            if key == "blamed_after" and _is_inserted(scene, hit):
                continue
            start = hit.last + 1
            charged = start < scene.end and scene.words.texts[start] in charges
            if key == "blamed_after" and charged:  # "suspected of murder"
                continue
            if start < scene.end and scene.words.texts[start] in determiners:
                start += 1
            span = find_phrase(scene, start) if start < scene.end else None
            if span and key == "blamed_after":
                span = _blamed_on(scene, hit) or _without_charge(scene, start, span)
            if key == "identified" and span and _holds_trigger(scene, span):
                continue  # "il s'agit de l'accident le plus grave"
            if span and not any(overlap(span, other) for other in found):
                found.append(span)
                yield _role(scene, "blamed_on", span, key.replace("_", "-"))
    yield from _find_undetermined(scene)


def _blamed_on(scene: Scene, hit: Hit[str]) -> Span | None:
    """Who is blamed where what happened stands before: "blamed the fire on a smoker".

    "On Monday" blames nobody, nor does what stands behind "for" or a comma.
    """
    rules = load_events(scene.language)["roles"]
    ends = frozenset(rules.get("blamed_ends", ()))
    if scene.words.texts[hit.first] not in rules.get("blame_on", ()):
        return None
    for index in range(hit.last + 1, min(scene.end - 1, hit.last + 1 + _BLAMED)):
        text = scene.words.texts[index]
        if text in ends:
            return None
        if text in rules["blame_marks"]:
            if scene.words.texts[index + 1] in _days(scene.language):
                return None
            return find_phrase(scene, index + 1)
    return None


@cache
def _days(language: str) -> frozenset[str]:
    """Weekdays and months."""
    calendar = load_rules(language, "calendar")
    return frozenset(
        str(word).casefold()
        for table in ("weekdays", "months")
        for word in cast("Iterable[str]", calendar.get(table, ()))
    )


def _holds_trigger(scene: Scene, span: Span) -> bool:
    """Whether words name the event itself, not who is behind it."""
    starts = (scene.words.starts[trigger.first] for trigger in scene.triggers)
    return any(span[0] <= start < span[1] for start in starts)


def _is_inserted(scene: Scene, hit: Hit[str]) -> bool:
    """Whether the verb stands behind what is said: "« ... », accuse le maire"."""
    before = scene.words.texts[hit.first - 1] if hit.first else ""
    ahead = scene.words.texts[hit.first - 2] if hit.first > 1 else ""
    return (before in '»”"' and bool(before)) or (before == "," and ahead in '»”"')


def _without_charge(scene: Scene, start: int, span: Span) -> Span:
    """Who is accused, without of what: "the party of fraud", "le front d'être"."""
    infinitive = _infinitive(scene.language)
    deeds = {scene.words.starts[t.first] for t in scene.triggers}
    index = start + 1
    words = scene.words
    while index + 1 < scene.end and words.ends[index + 1] <= span[1]:
        following = words.texts[index + 1]
        if words.texts[index] in grammar(scene.language, "charged_of") and (
            words.starts[index + 1] in deeds
            or following in grammar(scene.language, "crimes")
            or (words.cased[index - 1] and not words.cased[index + 1])
            or infinitive.search(following)
        ):
            return span[0], scene.words.ends[index - 1]
        index += 1
    return span


@cache
def _infinitive(language: str) -> re.Pattern[str]:
    """The form of a verb behind "of": a gerund, in French an infinitive."""
    return re.compile(str(load_events(language)["grammar"]["charged_verb"]))


def _is_denied(scene: Scene, hit: Hit[str]) -> bool:
    """Whether nobody is blamed: "he is not blaming the crew"."""
    negation = load_events(scene.language)["modality"]["negation"]
    near = scene.words.texts[max(scene.first, hit.first - 2) : hit.first]
    return any(text in negation for text in near)


def _is_noun(scene: Scene, hit: Hit[str]) -> bool:
    """Whether a verb's form stands where a noun does: "the suspect fled"."""
    if not hit.first:
        return False
    before = scene.words.texts[hit.first - 1]
    rules = load_events(scene.language)
    marks = (*rules["noun_markers"], *rules["definite"])
    if before in marks:
        return True
    described = "-" in before and scene.words.texts[max(0, hit.first - 2)] in marks
    return described and "past" not in hit.tenses  # "the 38-year-old suspect"


def _find_undetermined(scene: Scene) -> Iterator[Role]:
    """Somebody says that it is not known who did it."""
    authors = frozenset(load_events(scene.language)["roles"]["author"])
    if authors.isdisjoint(scene.words.texts[scene.first : scene.end]):
        return
    for hit in _find_hits(scene, "not_determined"):
        yield _role(scene, "blamed_on", scene.span(hit.first, hit.last), "undetermined")
        return


def _find_claimants(scene: Scene) -> Iterator[Role]:
    for hit in _find_hits(scene, "claimed_by"):
        span = find_phrase(scene, hit.last + 1)
        if span:
            yield _role(scene, "claimed_by", span, "claimed-by")
        return
    be = auxiliaries(scene.language, "aux_be")
    for hit in _find_hits(scene, "claims_it"):
        before = scene.words.texts[hit.first - 1] if hit.first else ""
        after = scene.words.texts[hit.last + 1] if hit.last + 1 < scene.end else ""
        if before in be or after[:1].isdigit():  # "was not claimed", "claimed 300"
            continue
        span = find_subject(scene, hit.first)
        if span and not _is_nobody(scene, span):
            yield _role(scene, "claimed_by", span, "claims-it")
        return


def _is_nobody(scene: Scene, span: Span) -> bool:
    """Whether a phrase says that there is none: "no group"."""
    none = load_events(scene.language)["modality"]["none"]
    starts, whole = scene.words.starts, (scene.first, scene.end)
    first, end = (bisect_left(starts, border, *whole) for border in span)
    return any(text in none for text in scene.words.texts[first:end])
