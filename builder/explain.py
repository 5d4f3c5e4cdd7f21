"""``recoupe explain``: why a value stands where it stands, in the site's language.

Comes in: a project's folder, the id of an event or article, perhaps some words. Goes
out: lines for a person. It runs the stages without writing and decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from builder.compare import make_chain, make_comparison
from builder.datewords import words as date_words
from builder.explain_citations import explain_citation, explain_continuation
from builder.explain_dates import explain_anchor
from builder.explain_events import Told, explain_event, explain_expression
from builder.folding import fold
from builder.languages import load_rules
from builder.link.lookalikes import find_look_alikes
from builder.model import (
    UNKNOWN,
    EventRecord,
    Report,
    SourceRecord,
    Span,
)
from builder.pipeline import State, find_dated_by_hand, update_content
from builder.problems import nearest
from builder.taxonomy import load_facets, load_verdict_labels, load_verdict_rules

_MARKS = '«“„"'


def explain(root: Path, what: str) -> tuple[list[str], bool]:
    """The lines to print, and whether ``what`` names something of this project.

    ``what`` is the id of an event, the id of an article, or ``ARTICLE:WORDS`` for the
    expressions that hold these words.
    """
    state = update_content(root, write=False)
    language = state.config.language
    texts = load_rules(language, "reasons") or load_rules("en", "reasons")
    if what in state.content.events:
        return _explain_event(state, state.content.events[what], texts, language), True
    if what in state.content.articles:
        return _explain_article(state, what, "", texts, language), True
    article, colon, words = what.partition(":")
    if colon and article in state.content.articles:
        return _explain_article(state, article, words, texts, language), True
    say = _words(texts)
    lines = [say["not_found"].format(what=what)]
    name = nearest(article, [*state.content.events, *state.content.articles])
    if name:
        lines.append(say["near"].format(name=name))
    return lines, False


def _words(texts: Mapping[str, Any]) -> Mapping[str, str]:
    words: Mapping[str, str] = texts["words"]
    return words


def _explain_event(
    state: State, event: EventRecord, texts: Mapping[str, Any], language: str
) -> list[str]:
    say = _words(texts)
    linked = state.linked
    lines = [f"{event.title}  [{event.id}]"]
    lines += _explain_date(state, event, say, language)
    position = {rid: i for i, rid in enumerate(linked.report_ids)}
    why = {
        linked.report_ids[i]: reasons
        for group in linked.groups
        for i, reasons in group.reasons.items()
    }
    lines += [say["included"].format(rule=say[_rule(state, event, position)]), ""]
    for report in event.reports:
        chain = _chain(state, report, say)
        lines.append(say["report"].format(id=report.id, chain=chain))
        if report.id in position:
            found = linked.found[position[report.id]]
            names = [texts["grounds"].get(g, g) for g in why.get(report.id, ())]
            grounds = ", ".join(names) or texts["grounds"]["first"]
            lines.append("    " + say["found_by"].format(rule=found.rule))
            lines.append("    " + say["together"].format(grounds=grounds))
        lines += [f"    {line}" for line in _explain_claims(report, say, language)]
    lines += _explain_verdicts(state, event, say, language)
    return lines + _explain_apart(state, event, texts)


def _explain_verdicts(
    state: State, event: EventRecord, say: Mapping[str, str], language: str
) -> list[str]:
    """How the claims on each facet relate, by which rule, as the page says it."""
    known = state.knowledge
    comparison = make_comparison(
        event, state.content.articles, known.sources, known.places
    )
    rules, labels, facets = load_verdict_rules(), load_verdict_labels(), load_facets()
    lines = []
    for facet, verdicts in comparison.verdicts.items():
        for verdict in verdicts:
            if verdict.rule == "nobody-speaks":
                continue
            quotes = ", ".join(
                stated.claim.quote
                if stated.claim.quote[:1] in _MARKS
                else say["quote"].format(quote=stated.claim.quote)
                for stated in verdict.claims
            )
            text = say["verdict" if verdict.scope == "between" else "verdict_inside"]
            line = text.format(
                facet=facets[facet].get(language, facet),
                verdict=labels[verdict.kind].get(language, verdict.kind),
                says=rules[verdict.rule].says.get(language, ""),
                rule=verdict.rule,
                quotes=quotes,
            )
            lines.append(line)
    return ["", *lines] if lines else []


def _explain_apart(
    state: State, event: EventRecord, texts: Mapping[str, Any]
) -> list[str]:
    """The events that are much like one, and why each is apart."""
    linked, content = state.linked, state.content
    number = {name: n for n, name in linked.event_ids.items()}
    if event.id not in number:
        return []
    position = {rid: i for i, rid in enumerate(linked.report_ids)}
    apart = [
        frozenset((position[report.id], position[other]))
        for one in content.events.values()
        for report in one.reports
        for other in report.not_same_as
        if report.id in position and other in position
    ]
    rows = find_look_alikes(
        number[event.id],
        linked.groups,
        linked.found,
        {name: article.body for name, article in content.articles.items()},
        state.knowledge.places,
        apart,
    )
    say = _words(texts)
    lines = []
    for other, why in rows:
        record = content.events.get(linked.event_ids.get(other, ""))
        if record is not None:
            said = texts["apart"][why]
            lines.append(
                say["apart"].format(title=record.title, id=record.id, why=said)
            )
    return ["", say["alike"], *lines] if lines else []


def _rule(state: State, event: EventRecord, position: Mapping[str, int]) -> str:
    """Which part of the inclusion rule an event meets; else a person put it there."""
    here = [position[r.id] for r in event.reports if r.id in position]
    modalities = {state.linked.found[i].mention.modality for i in here}
    if "asserted" in modalities:
        return "asserted"
    return "dated_or_placed" if "possible" in modalities else "person"


def _explain_date(
    state: State, event: EventRecord, say: Mapping[str, str], language: str
) -> list[str]:
    """The date, and the sentence that the page of the event says too."""
    why = explain_event(_told(state), event, language)
    if event.date == UNKNOWN:
        return [say["undated"], why]
    text = event.date
    if not isinstance(text, str):
        text = f"[{','.join(text)}]"
    return [say["date"].format(date=f"{date_words(text, language)} ({text})"), why]


def _told(state: State) -> Told:
    """What the sentences look up, as the pages do."""
    by_hand = find_dated_by_hand(state)
    by_article: dict[str, dict[str, EventRecord]] = {}
    for name, event in sorted(state.content.events.items()):
        for report in event.reports:
            by_article.setdefault(report.article, {})[name] = event
    return Told(
        articles=state.content.articles,
        events=state.content.events,
        annotations=state.annotations,
        told_in=lambda name: by_article.get(name, {}).values(),
        by_hand=lambda name: name in by_hand,
    )


def _explain_claims(report: Report, say: Mapping[str, str], language: str) -> list[str]:
    facets = load_facets()
    lines = []
    for claim in report.claims:
        label = facets[claim.facet].get(language, claim.facet)
        value = "" if claim.value is None else f" = {claim.value}"
        if claim.hedge:
            value += f" ({claim.hedge})"
        lines.append(say["claim"].format(facet=label, quote=claim.quote, value=value))
    return lines


def _chain(state: State, report: Report, say: Mapping[str, str]) -> str:
    chain = make_chain(report, state.content.articles, _sources(state))
    return " → ".join(
        voice.words or say["unknown_publisher"].format(article=voice.article)
        for voice in chain
    )


def _sources(state: State) -> Mapping[str, SourceRecord]:
    return state.knowledge.sources


def _explain_article(
    state: State, name: str, wanted: str, texts: Mapping[str, Any], language: str
) -> list[str]:
    say = _words(texts)
    article, notes = state.content.articles[name], state.annotations[name]
    body, key, told = article.body, fold(wanted), _told(state)
    lines = [] if wanted else [explain_anchor(notes.anchor, language), ""]
    rows = [
        (time.span[0], explain_expression(told, name, time, language))
        for time in notes.times
        if key in fold(body[slice(*time.span)])
    ]
    sources = _sources(state)

    def read(span: Span) -> str:
        return body[slice(*span)]

    def wants(*spans: Span | None) -> bool:
        return any(key in fold(read(span)) for span in spans if span is not None)

    rows += [
        (
            citation.content[0][0],
            explain_citation(citation, article, sources, read, language),
        )
        for citation in notes.citations
        if wants(*citation.content, citation.cue, citation.source)
    ]
    rows += [
        (still.span[0], explain_continuation(still, sources, read, language))
        for still in notes.continuations
        if wants(still.span)
    ]
    lines += [text for _, text in sorted(rows)]
    return lines or [say["nothing"].format(words=wanted, article=name)]
