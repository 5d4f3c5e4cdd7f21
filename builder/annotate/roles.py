"""Who did it, to whom, with what, with what harm: words that fill the facets.

Comes in: the words of a passage, its triggers, the counts and places in it, ``roles``
of the language's ``events.yaml``. Goes out: roles with exact spans. It has no syntax
tree: it reads the words left and right of a trigger up to words that end a noun
phrase, and gives no role where it is not sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from builder.annotate.modality import is_finite
from builder.annotate.triggers import Trigger, load_events
from builder.annotate.words import (
    Hit,
    PhraseTable,
    Word,
    inflection,
    make_verb_forms,
)
from builder.model import Facet, Quantity, Role, Span
from builder.taxonomy import family, load_units

_LONGEST = 14
"""Words a noun phrase may have."""
_NEAR = 7
"""Words between a count of persons and the word that says what befell them."""
_MARKS = frozenset(",;:.!?()…")
_QUOTES = frozenset('«»“”"')


@dataclass(frozen=True, slots=True)
class Scene:
    """One event's passage, ready for reading."""

    words: Sequence[Word]
    """Of the sentence."""
    first: int
    end: int
    """The passage, as word indexes."""
    triggers: tuple[Trigger, ...]
    kind: str
    quantities: tuple[Quantity, ...]
    language: str

    def span(self, first: int, last: int) -> Span:
        return self.words[first].start, self.words[last].end


@cache
def _stops(language: str) -> frozenset[str]:
    return frozenset(str(w).casefold() for w in load_events(language)["stop"])


@cache
def _cues(language: str, key: str) -> PhraseTable[str]:
    """A table of the phrases under a key of ``roles``; one-word verbs are bent."""
    table: PhraseTable[str] = PhraseTable(language)
    for phrase in load_events(language)["roles"][key]:
        table.add_fixed(phrase, key)
        table.add_noun(phrase, key)
        if key.endswith(("_before", "_after")) or key in (
            "response",
            "claims_it",
            "blamed_to",
        ):
            table.add_verb(phrase, key)
    return table


def find_roles(scene: Scene) -> tuple[Role, ...]:
    """Every role of one event, in the order of the text, one span once a facet."""
    found: list[Role] = []
    for reader in (
        _find_casualties,
        _find_means,
        _find_agents,
        _find_targets,
        _find_damage,
        _find_blame,
        _find_claims_of_responsibility,
        _find_response,
    ):
        for role in reader(scene):
            if all(
                r.facet != role.facet or not _overlap(r.span, role.span) for r in found
            ):
                found.append(role)
    actors = [r.span for r in found if r.facet in ("claimed_by", "blamed_on")]
    kept = [
        r
        for r in found
        if r.facet != "actor" or not any(_overlap(r.span, span) for span in actors)
    ]
    return tuple(sorted(kept, key=lambda r: (r.span, r.facet)))


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


# --- noun phrases ----------------------------------------------------------------------


def find_phrase(scene: Scene, start: int) -> Span | None:
    """The noun phrase that begins at a word; None where none does."""
    words, stops = scene.words, _stops(scene.language)
    last, quoted = -1, False
    for index in range(start, min(scene.end, start + _LONGEST)):
        text = words[index].text
        if text in _QUOTES:
            quoted = not quoted if text == '"' else text in "«“"
            if index > start or not quoted:
                last = index
            continue
        if text in _MARKS and not quoted:
            break
        if not quoted and (text in stops or _is_gerund(text, scene.language)):
            break
        last = index
    while last > start and words[last].text in (
        "et",
        "and",
        "ou",
        "or",
        "de",
        "d'",
        "of",
        "the",
        "des",
        "du",
    ):
        last -= 1
    if last < start or not any(
        words[i].text[0].isalpha() for i in range(start, last + 1)
    ):
        return None
    return scene.span(start, last)


@cache
def _gerunds(language: str) -> frozenset[str]:
    return frozenset({"faisant", "causant", "tuant", "blessant", "provoquant"})


def _is_gerund(text: str, language: str) -> bool:
    return text in _gerunds(language)


def _find_subject(scene: Scene, verb: int) -> Span | None:
    """The noun phrase that ends before a verb group."""
    words, language = scene.words, scene.language
    end = _group_start(scene, verb)
    if end <= scene.first:
        return None
    breaks = {";", ":", "(", ")"}
    last = end - 1
    if words[last].text == ",":
        last -= 1
    start = last
    quoted = False
    while start >= scene.first and last - start < _LONGEST + 6:
        text = words[start].text
        if text in "»”":
            quoted = True
        elif text in "«“":
            quoted = False
        elif not quoted and (
            text in breaks or text == "," or text in _subject_breaks(language)
        ):
            break
        start -= 1
    start += 1
    while start <= last and words[start].text in _leading(language):
        start += 1
    if start > last or words[start].text in _pronouns(language):
        return None
    return scene.span(start, last)


@cache
def _subject_breaks(language: str) -> frozenset[str]:
    if language == "fr":
        return frozenset(
            [
                "que",
                "qu'",
                "qui",
                "dont",
                "où",
                "mais",
                "car",
                "lorsque",
                "lorsqu'",
                "quand",
                "alors",
                "selon",
                "après",
                "depuis",
            ]
        )
    return frozenset(
        [
            "that",
            "which",
            "who",
            "but",
            "when",
            "after",
            "while",
            "where",
            "said",
            "says",
            "because",
            "before",
            "as",
            "since",
        ]
    )


@cache
def _leading(language: str) -> frozenset[str]:
    return frozenset(["et", "and", "puis", "then", "«", '"', "“"])


@cache
def _pronouns(language: str) -> frozenset[str]:
    return frozenset(
        [
            "il",
            "elle",
            "ils",
            "elles",
            "on",
            "je",
            "nous",
            "vous",
            "ce",
            "cela",
            "ceci",
            "c'",
            "it",
            "he",
            "she",
            "they",
            "we",
            "i",
            "you",
            "this",
            "that",
            "there",
            "y",
            "en",
            "se",
            "s'",
        ]
    )


@cache
def _group_words(language: str) -> frozenset[str]:
    rules = load_events(language)["modality"]
    forms: set[str] = set(rules["negation"])
    for key in ("aux_have", "aux_be"):
        forms |= set(make_verb_forms(rules[key], inflection(language)))
    if language == "fr":
        forms |= {
            "s'",
            "se",
            "l'",
            "les",
            "la",
            "le",
            "en",
            "y",
            "pas",
            "également",
            "aussi",
            "déjà",
            "visiblement",
            "ainsi",
            "finalement",
            "fini",
            "par",
            "réussi",
            "à",
            "décidé",
            "de",
            "commencé",
            "ensuite",
            "notamment",
        }
    else:
        forms |= {
            "also",
            "already",
            "not",
            "reportedly",
            "then",
            "will",
            "would",
            "to",
            "began",
            "allegedly",
            "recently",
            "later",
        }
    return frozenset(forms)


def _group_start(scene: Scene, verb: int) -> int:
    """The first word of the verb group that ends at a verb."""
    have = load_events(scene.language)["modality"]
    forms = set(make_verb_forms(have["aux_have"], inflection(scene.language)))
    forms |= set(make_verb_forms(have["aux_be"], inflection(scene.language)))
    start = verb
    for index in range(verb - 1, max(scene.first, verb - 7) - 1, -1):
        if scene.words[index].text in forms:
            start = index
        elif scene.words[index].text in ",;:":
            break
    while start > scene.first and scene.words[start - 1].text in _group_words(
        scene.language
    ) - {"de", "à", "la", "le", "les", "par", "to", "l'"}:
        start -= 1
    return start


def _is_passive(scene: Scene, trigger: Trigger) -> bool:
    """Whether a participle stands with "be" or with no auxiliary at all."""
    if not trigger.name.verb or "part" not in trigger.tenses:
        return False
    rules = load_events(scene.language)["modality"]
    be = make_verb_forms(rules["aux_be"], inflection(scene.language))
    have = make_verb_forms(rules["aux_have"], inflection(scene.language))
    for index in range(trigger.first - 1, max(scene.first, trigger.first - 6) - 1, -1):
        text = scene.words[index].text
        if text in be:
            return True
        if text in have:
            return False
    by = load_events(scene.language)["roles"]["by"]
    following = [w.text for w in scene.words[trigger.last + 1 : trigger.last + 4]]
    return scene.language == "fr" or any(word in by for word in following)


# --- readers ---------------------------------------------------------------------------


def _inside(scene: Scene) -> Iterator[Quantity]:
    start, end = scene.words[scene.first].start, scene.words[scene.end - 1].end
    for quantity in scene.quantities:
        if start <= quantity.span[0] and quantity.span[1] <= end:
            yield quantity


def _find_casualties(scene: Scene) -> Iterator[Role]:
    units = load_units()
    for quantity in _inside(scene):
        if quantity.state in ("zero", "unknown") and quantity.unit in (
            "dead",
            "wounded",
            "person",
        ):
            facet: Facet = "wounded" if quantity.unit == "wounded" else "killed"
            yield Role(facet, quantity.span, f"{scene.language}/{quantity.state}")
        elif quantity.unit in ("dead", "wounded"):
            facet = "killed" if quantity.unit == "dead" else "wounded"
            yield Role(
                facet, quantity.span, f"{scene.language}/counted-{quantity.unit}"
            )
        elif quantity.unit in units and units[quantity.unit].person:
            near = _befallen(scene, quantity)
            if near:
                yield Role(near[0], quantity.span, f"{scene.language}/{near[1]}")


def _befallen(scene: Scene, quantity: Quantity) -> tuple[Facet, str] | None:
    """What the nearest word says befell the persons counted."""
    first, last = _indexes(scene, quantity.span)
    best: tuple[int, int, Facet, str] | None = None
    for n, key in enumerate(
        ("killed_before", "wounded_before", "killed_after", "wounded_after")
    ):
        facet: Facet = "killed" if key.startswith("killed") else "wounded"
        table = _cues(scene.language, key)
        left = key.endswith("before")
        reach = (
            range(max(scene.first, first - _NEAR), first)
            if left
            else range(last + 1, min(scene.end, last + 1 + _NEAR))
        )
        for index in reach:
            for hit in table.find_all(scene.words, index)[:1]:
                gap = first - hit.last - 1 if left else hit.first - last - 1
                between = (
                    scene.words[hit.last + 1 : first]
                    if left
                    else scene.words[last + 1 : hit.first]
                )
                if gap < 0 or any(w.text in ";:.»" for w in between):
                    continue
                if left and _is_passive_hit(scene, hit):
                    gap += 4
                candidate = (gap, n, facet, key)
                if best is None or candidate < best:
                    best = candidate
    return (best[2], best[3]) if best else None


def _is_passive_hit(scene: Scene, hit: Hit[str]) -> bool:
    """Whether a cue to the left belongs to the words before it ("3 tués et 5 ...")."""
    rules = load_events(scene.language)["modality"]
    be = make_verb_forms(rules["aux_be"], inflection(scene.language))
    if "part" not in hit.tenses:
        return False
    near = scene.words[max(scene.first, hit.first - 3) : hit.first]
    return any(word.text in be for word in near)


def _indexes(scene: Scene, span: Span) -> tuple[int, int]:
    inside = [
        i
        for i in range(scene.first, scene.end)
        if span[0] <= scene.words[i].start and scene.words[i].end <= span[1]
    ]
    return (inside[0], inside[-1]) if inside else (scene.first, scene.first)


@cache
def weapons(language: str) -> PhraseTable[str]:
    """Words for the means of an attack, with their unit."""
    table: PhraseTable[str] = PhraseTable(language)
    for unit in load_units().values():
        if unit.kind or unit.id in ("shot", "explosion"):
            for noun in unit.nouns.get(language, ()):
                table.add_noun(noun, unit.id)
    return table


def _find_means(scene: Scene) -> Iterator[Role]:
    if family(scene.kind) not in (
        "attack",
        "explosion",
        "clash",
        "killing",
        "crime",
        "movement",
        "operation",
        "accident",
    ):
        return
    units = load_units()
    counted: list[Span] = []
    for quantity in _inside(scene):
        unit = units.get(quantity.unit)
        if unit and unit.serves == "means" and not _in_noun_of(scene, quantity):
            counted.append(quantity.span)
            yield Role("means", quantity.span, f"{scene.language}/counted-means")
        elif (
            unit
            and family(scene.kind) == "movement"
            and (unit.id == "vehicle" or unit.person)
        ):
            counted.append(quantity.span)
            yield Role("means", quantity.span, f"{scene.language}/moved")
    if family(scene.kind) not in ("attack", "killing", "explosion"):
        return
    for hit in weapons(scene.language).find(scene.words[scene.first : scene.end]):
        first, last = hit.first + scene.first, hit.last + scene.first
        if hit.value == "explosion" or any(
            _overlap(scene.span(first, last), s) for s in counted
        ):
            continue
        first = _with_determiner(scene, first)
        span = find_phrase(scene, first)
        yield Role("means", span or scene.span(first, last), f"{scene.language}/weapon")


def _in_noun_of(scene: Scene, quantity: Quantity) -> bool:
    """ "sites de lancement de roquettes" counts sites."""
    return False


def _with_determiner(scene: Scene, first: int) -> int:
    determiners = {
        "fr": (
            "des",
            "le",
            "la",
            "les",
            "un",
            "une",
            "l'",
            "aux",
            "au",
            "de",
            "ses",
            "leurs",
            "redoutables",
        ),
        "en": ("the", "a", "an"),
    }
    while first - 1 >= scene.first and scene.words[first - 1].text in determiners.get(
        scene.language, ()
    ):
        first -= 1
        if scene.words[first].text in ("aux", "au", "des"):
            break
    return first


def _find_agents(scene: Scene) -> Iterator[Role]:
    rules = load_events(scene.language)["roles"]
    for hit_at in range(scene.first, scene.end):
        for hit in _cues(scene.language, "by_nouns").find_all(scene.words, hit_at)[:1]:
            span = find_phrase(scene, hit.last + 1)
            if span:
                yield Role("actor", span, f"{scene.language}/led-by")
    for trigger in scene.triggers:
        if trigger.name.verb and _is_passive(scene, trigger):
            yield from _by(scene, trigger, rules["by"])
        elif (
            is_finite(trigger, scene.words, scene.first, scene.language)
            or "inf" in trigger.tenses
        ):
            span = _find_subject(scene, trigger.first)
            if (
                span
                and not _is_weaponry(scene, span)
                and not _holds_trigger(scene, span)
            ):
                yield Role("actor", span, f"{scene.language}/subject")
        elif not trigger.name.verb:
            yield from _by(scene, trigger, rules["by"], reach=9)
            if (
                family(trigger.kind) in rules["of_is_actor"]
                or trigger.kind in rules["of_is_actor"]
            ):
                yield from _of(scene, trigger, rules["of"], "actor")


def _holds_trigger(scene: Scene, span: Span) -> bool:
    return any(
        span[0] <= scene.words[t.first].start < span[1]
        for t in scene.triggers
        if not t.name.verb
    )


def _is_weaponry(scene: Scene, span: Span) -> bool:
    words = find_words_between(scene, span)
    return bool(words) and any(
        weapons(scene.language).find_all(words, i) for i in range(min(len(words), 4))
    )


def find_words_between(scene: Scene, span: Span) -> Sequence[Word]:
    return [
        w
        for w in scene.words[scene.first : scene.end]
        if span[0] <= w.start and w.end <= span[1]
    ]


def _by(
    scene: Scene, trigger: Trigger, marks: Sequence[str], reach: int = 10
) -> Iterator[Role]:
    for index in range(trigger.last + 1, min(scene.end, trigger.last + 1 + reach)):
        text = scene.words[index].text
        if text in ";:":
            return
        if text in marks:
            span = find_phrase(scene, index + 1)
            if span and not _is_weaponry(scene, span) and not _is_time(scene, span):
                yield Role("actor", span, f"{scene.language}/by")
            return


def _is_time(scene: Scene, span: Span) -> bool:
    return False


def _of(
    scene: Scene, trigger: Trigger, marks: Sequence[str], facet: Facet
) -> Iterator[Role]:
    index = trigger.last + 1
    if index < scene.end and scene.words[index].text in marks:
        start = index if scene.words[index].text in ("du", "des") else index + 1
        span = find_phrase(scene, start + (scene.words[start].text in ("du", "des")))
        if (
            span
            and not _is_weaponry(scene, span)
            and not scene.words[start].text[0].isdigit()
        ):
            yield Role(facet, span, f"{scene.language}/of")


def _find_targets(scene: Scene) -> Iterator[Role]:
    rules = load_events(scene.language)["roles"]
    if family(scene.kind) in (
        "attack",
        "clash",
        "offensive",
        "sanction",
        "operation",
        "protest",
        "killing",
        "explosion",
    ):
        for index in range(scene.first, scene.end):
            for hit in _cues(scene.language, "target").find_all(scene.words, index)[:1]:
                span = find_phrase(scene, hit.last + 1)
                if span and not _is_weaponry(scene, span):
                    yield Role("target", span, f"{scene.language}/against")
    for trigger in scene.triggers:
        yield from _target_of(scene, trigger, rules)


def _target_of(
    scene: Scene, trigger: Trigger, rules: dict[str, Sequence[str]]
) -> Iterator[Role]:
    if not trigger.name.verb:
        if (
            family(trigger.kind) in rules["of_is_target"]
            or trigger.kind in rules["of_is_target"]
        ):
            yield from _of(scene, trigger, rules["of"], "target")
        return
    if _is_passive(scene, trigger):
        span = _find_subject(scene, trigger.first)
        if span and not _is_weaponry(scene, span) and not _holds_trigger(scene, span):
            yield Role("target", span, f"{scene.language}/passive-subject")
        fire = rules["target_of_fire"]
        for index in range(trigger.last + 1, min(scene.end, trigger.last + 4)):
            if scene.words[index].text in fire and family(scene.kind) == "attack":
                span = find_phrase(scene, index + 1)
                if span:
                    yield Role("target", span, f"{scene.language}/fired-at")
        return
    start = trigger.last + 1
    while start < scene.end and scene.words[start].text in (
        "sans",
        "causer",
        "pertes",
        "de",
        "faire",
        "victimes",
    ):
        start += 1
    span = find_phrase(scene, start) if start < scene.end else None
    if span and not _is_weaponry(scene, span) and not _holds_trigger(scene, span):
        yield Role("target", span, f"{scene.language}/object")


def _find_damage(scene: Scene) -> Iterator[Role]:
    table = _cues(scene.language, "damage")
    for index in range(scene.first, scene.end):
        for hit in table.find_all(scene.words, index)[:1]:
            end = hit.last
            for following in range(hit.last + 1, min(scene.end, hit.last + 10)):
                text = scene.words[following].text
                if text in _MARKS or text in (
                    "mais",
                    "but",
                    "et",
                    "and",
                    "selon",
                    "qui",
                    "que",
                    "that",
                    "according",
                    "said",
                ):
                    break
                end = following
            while end > hit.last and scene.words[end].text in (
                "de",
                "du",
                "la",
                "le",
                "of",
                "the",
                "in",
            ):
                end -= 1
            yield Role("damage", scene.span(hit.first, end), f"{scene.language}/damage")


def _find_blame(scene: Scene) -> Iterator[Role]:
    for key in ("blamed_after", "blamed_to", "identified"):
        table = _cues(scene.language, key)
        for index in range(scene.first, scene.end):
            for hit in table.find_all(scene.words, index)[:1]:
                start = hit.last + 1
                if start < scene.end and scene.words[start].text in (
                    "des",
                    "les",
                    "le",
                    "la",
                    "l'",
                    "the",
                ):
                    start += 1
                span = find_phrase(scene, start) if start < scene.end else None
                if span:
                    yield Role(
                        "blamed_on", span, f"{scene.language}/{key.replace('_', '-')}"
                    )
    yield from _find_undetermined(scene)


def _find_undetermined(scene: Scene) -> Iterator[Role]:
    """Somebody says that it is not known who did it."""
    authors = frozenset(load_events(scene.language)["roles"]["author"])
    if not any(scene.words[i].text in authors for i in range(scene.first, scene.end)):
        return
    table = _cues(scene.language, "not_determined")
    for index in range(scene.first, scene.end):
        for hit in table.find_all(scene.words, index)[:1]:
            yield Role(
                "blamed_on",
                scene.span(hit.first, hit.last),
                f"{scene.language}/undetermined",
            )
            return


def _find_claims_of_responsibility(scene: Scene) -> Iterator[Role]:
    for index in range(scene.first, scene.end):
        for hit in _cues(scene.language, "claimed_by").find_all(scene.words, index)[:1]:
            span = find_phrase(scene, hit.last + 1)
            if span:
                yield Role("claimed_by", span, f"{scene.language}/claimed-by")
            return
        for hit in _cues(scene.language, "claims_it").find_all(scene.words, index)[:1]:
            span = _find_subject(scene, hit.first)
            if span:
                yield Role("claimed_by", span, f"{scene.language}/claims-it")
            return


def _find_response(scene: Scene) -> Iterator[Role]:
    for index in range(scene.first, scene.end):
        for hit in _cues(scene.language, "response").find_all(scene.words, index)[:1]:
            yield Role(
                cast(Facet, "response"),
                scene.span(hit.first, hit.last),
                f"{scene.language}/response",
            )
            return
