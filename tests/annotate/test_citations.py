"""Citations: what is none, who speaks in what is one, and who relays whom."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from builder.annotate.citations import find_citations
from builder.annotate.cues import inflect, load_lexicon
from builder.annotate.knowledge import Knowledge
from builder.annotate.quotations import find_quotations
from builder.annotate.sentences import find_sentences
from builder.annotate.sources import resolve_name
from builder.data import load_general_sources
from builder.languages import load_rules
from builder.model import (
    Article,
    ArticleRecord,
    Block,
    Citation,
    Evidence,
    SourceRecord,
)
from tests.examples import examples
from tests.steps import count_steps, grows_evenly

CORPUS = Path(__file__).parents[1] / "corpus"
LANGUAGES = ("fr", "en")
KNOWLEDGE = Knowledge(sources=load_general_sources())


def _phrases(section: str) -> list[Any]:
    out = []
    for language in LANGUAGES:
        rows = (CORPUS / language / "citations.yaml").read_text(encoding="utf-8")
        for text, *rest in yaml.safe_load(rows)[section]:
            out.append(pytest.param(language, text, rest, id=f"{language}:{text}"))
    return out


def _article(body: str, language: str) -> Article:
    blocks = []
    at = 0
    for part in body.split("\n\n"):
        if part.strip():
            blocks.append(Block("paragraph", (at, at + len(part))))
        at += len(part) + 2
    record = ArticleRecord(
        id="a1", evidence=Evidence(file="seeds/a1.txt", sha256="0"), language=language
    )
    return Article(record, body, tuple(blocks))


def find(
    body: str, language: str = "fr", knowledge: Knowledge = KNOWLEDGE
) -> tuple[Citation, ...]:
    article = _article(body, language)
    sentences = find_sentences(body, article.blocks, language)
    quotations = find_quotations(body, article.blocks, language)
    return find_citations(article, sentences, quotations, knowledge)


def told(body: str, citation: Citation) -> str:
    source = body[slice(*citation.source)] if citation.source else ""
    content = " […] ".join(body[a:b] for a, b in citation.content)
    parts = [source, content, *(link.ref for link in citation.via)]
    return " | ".join(parts)


@pytest.mark.parametrize(("language", "text", "rest"), _phrases("none"))
def test_no_citation(language: str, text: str, rest: list[str]) -> None:
    assert [told(text, c) for c in find(text, language)] == [], rest[0]


@pytest.mark.parametrize(("language", "text", "rest"), _phrases("found"))
def test_citation(language: str, text: str, rest: list[str]) -> None:
    assert [told(text, c) for c in find(text, language)] == rest


def test_no_citation_in_a_language_without_rules() -> None:
    assert find("Der Minister sagte, dass die Straße gesperrt ist.", "de") == ()


def test_a_statement_beside_a_citation_is_the_publishers_own() -> None:
    body = "Selon Reuters, le pont a sauté. Deux camions ont brûlé."
    assert [told(body, c) for c in find(body)] == ["Reuters | le pont a sauté"]


def test_the_heading_is_no_place_for_citations() -> None:
    body = "Le maire dit que la route est coupée"
    article = _article(body, "fr")
    heading = Article(article.record, body, (Block("heading", (0, len(body))),))
    assert find_citations(heading, [(0, len(body))], (), KNOWLEDGE) == ()


@pytest.mark.parametrize(
    ("body", "ref", "kind"),
    [
        ("Selon l'OSDH, le pont a sauté.", "osdh", "monitor"),
        ("Selon la chaîne qatarie al-Jazira, le pont a sauté.", "al-jazeera", "outlet"),
        (
            "Selon des sources locales, le pont a sauté.",
            "sources locales@a1",
            "anonymous",
        ),
        (
            "La Gazette des Ponts affirme que la route est coupée.",
            "Gazette des Ponts",
            "unknown",
        ),
        ("Jeanne Roux affirme que la route est coupée.", "Jeanne Roux", "person"),
        (
            "Paul Morin, porte-parole du Pentagone, affirme que la route est coupée.",
            "Paul Morin",
            "official",
        ),
    ],
)
def test_sources_are_known_named_or_of_this_article(
    body: str, ref: str, kind: str
) -> None:
    (citation,) = find(body)
    assert (citation.ref, citation.kind) == (ref, kind)


def test_pronouns_and_short_names_find_their_speaker() -> None:
    body = (
        "Jeanne Roux a déclaré que la route était coupée. Elle a ajouté que le pont "
        "tenait.\n\nPlus tard, Roux a précisé que deux camions avaient brûlé."
    )
    assert [c.ref for c in find(body)] == ["Jeanne Roux"] * 3


def test_this_newspaper_is_the_one_named_before() -> None:
    body = (
        "Le Monde a indiqué que le pont tenait. Ce journal a accusé des « pillards »."
    )
    assert [c.ref for c in find(body)] == ["le-monde", "le-monde"]


def test_a_pronoun_without_antecedent_stays_in_its_article() -> None:
    (citation,) = find("Elle a ajouté que le pont tenait.")
    assert citation.ref == "Elle@a1"


@pytest.mark.parametrize(
    ("body", "mode"),
    [
        ("Le maire a dit : « La route est coupée. »", "direct"),
        ("Le maire a dit que la route était coupée.", "indirect"),
        ("Le maire a dit que la route serait « coupée pour longtemps ».", "mixed"),
    ],
)
def test_mode_is_typographic(body: str, mode: str) -> None:
    assert [c.mode for c in find(body)] == [mode]


@pytest.mark.parametrize(
    ("body", "polarity"),
    [
        ("Le maire a nié que la route fût coupée.", "denies"),
        ("Le maire n'a pas dit que la route était coupée.", "denies"),
        ("Les rebelles ont promis de partir.", "intends"),
        ("L'armée appelle les habitants à partir.", "orders"),
        ("Le maire a dit que la route était coupée.", "says"),
    ],
)
def test_polarity(body: str, polarity: str) -> None:
    assert [c.polarity for c in find(body)] == [polarity]


def test_a_reportive_conditional_is_a_hedge() -> None:
    (citation,) = find("Selon Reuters, trois hommes auraient fui.")
    assert citation.hedge == "auraient"


def test_every_citation_names_its_rule() -> None:
    for language in LANGUAGES:
        for param in _phrases("found"):
            if param.values[0] == language:
                text = str(param.values[1])
                for citation in find(text, language):
                    assert citation.rule.startswith(f"{language}/")


def test_a_quotation_in_the_next_paragraph_belongs_to_the_announcing_cue() -> None:
    body = "Jane Miller continued:\n\n“The road is closed. The bridge is not.”"
    found = [told(body, c) for c in find(body, "en")]
    assert found == ["Jane Miller | The road is closed. The bridge is not."]


def test_the_sources_are_those_quoted_just_before() -> None:
    body = (
        "Le pont a sauté, selon des sources citées par Reuters. « La route est "
        "coupée », ont précisé les sources locales."
    )
    first, second = find(body)
    assert first.ref == second.ref == "sources@a1"
    assert [v.ref for v in second.via] == ["reuters"]


def test_an_agency_spoken_to_relays_the_words() -> None:
    (citation,) = find("Le maire a dit à l'AFP que la route était coupée.")
    assert [v.ref for v in citation.via] == ["afp"]
    (citation,) = find("The mayor told Reuters that the road was closed.", "en")
    assert [v.ref for v in citation.via] == ["reuters"]


def test_a_person_spoken_to_does_not_relay() -> None:
    (citation,) = find("Le maire a dit à Jeanne Roux que la route était coupée.")
    assert citation.via == ()


def test_a_short_name_with_two_owners_stays_short() -> None:
    body = "Jeanne Roux et Paul Roux sont venus. Roux affirme que la route est coupée."
    assert [c.ref for c in find(body)] == ["Roux"]


def test_who_was_called_by_a_last_name_before_is_not_the_full_name_met_later() -> None:
    later = (
        "Mayor Dale opened the fair. Rose Dale, a baker, sang. “It was cold,” Mayor "
        "Dale said on Monday."
    )
    assert [c.ref for c in find(later, "en")] == ["Dale"]
    first = (
        "Rose Dale, a baker, opened the fair. “It was cold,” Ms Dale said on Monday."
    )
    assert [c.ref for c in find(first, "en")] == ["Rose Dale"]


def test_a_short_name_whose_full_name_is_listed_is_that_source() -> None:
    own = {"ann-vasseur": SourceRecord(name="Ann Vasseur")}
    known = Knowledge(sources={**KNOWLEDGE.sources, **own})
    body = "Ann Vasseur est maire. Vasseur a dit que la route est coupée."
    assert [c.ref for c in find(body, "fr", known)] == ["ann-vasseur"]
    other = "Paul Vasseur est maire. Vasseur a dit que la route est coupée."
    assert [c.ref for c in find(other, "fr", known)] == ["Paul Vasseur"]


def test_a_project_names_its_own_sources() -> None:
    own = {"gazette": SourceRecord(name="Gazette des Ponts", kind="outlet")}
    (citation,) = find(
        "Selon la Gazette des Ponts, tout va bien.", "fr", Knowledge(own)
    )
    assert citation.ref == "gazette"


UNION = Knowledge(
    {
        "dockers": SourceRecord(
            name="Union des dockers",
            kind="group",
            variants=["syndicat des dockers", "dockers' union", "Union of Dockers"],
        ),
        "nord": SourceRecord(name="préfecture du Nord", kind="official"),
    }
)


@pytest.mark.parametrize(
    ("language", "body", "ref"),
    [
        ("fr", "Le port est bloqué, selon le syndicat des marins.",
         "syndicat des marins@a1"),
        ("fr", "Selon la préfecture, le port est bloqué.", "préfecture@a1"),
        ("en", "A spokesman for the mayor said the port was shut.",
         "spokesman for the mayor@a1"),
        ("fr", "Le port est bloqué, a annoncé le syndicat des dockers.", "dockers"),
        ("fr", "Selon la préfecture du Nord, le port est bloqué.", "nord"),
        ("fr", "Le porte-parole du syndicat des dockers a dit que le port est fermé.",
         "dockers"),
        ("en", "The port is shut, the dockers' union said.", "dockers"),
        ("en", "A spokesman for the dockers' union said the port was shut.", "dockers"),
        ("en", "A spokeswoman for the Union of Dockers said the port was shut.",
         "dockers"),
    ],
)  # fmt: skip
def test_a_listed_body_is_known_by_all_of_its_name(
    language: str, body: str, ref: str
) -> None:
    assert [c.ref for c in find(body, language, UNION)] == [ref]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("OSDH", "osdh"),
        ("l'OSDH", "osdh"),
        ("Observatoire syrien des droits de l’homme", "osdh"),
        ("AL JAZEERA", "al-jazeera"),
        ("afp", "afp"),
        ("Nowhere Gazette", None),
        ("", None),
    ],
)
def test_names_are_folded(name: str, source: str | None) -> None:
    assert resolve_name(name, KNOWLEDGE) == source


def test_a_common_word_is_not_the_outlet_of_the_same_letters() -> None:
    body = "Le monde entier affirme que la route est coupée."
    assert all(c.ref != "le-monde" for c in find(body))


@pytest.mark.parametrize(
    ("language", "base", "form"),
    [
        ("fr", "annoncer", "annonçait"),
        ("fr", "rappeler", "rappellent"),
        ("fr", "suggérer", "suggère"),
        ("fr", "écrire", "écrivent"),
        ("fr", "prétendre", "prétendu"),
        ("fr", "maintenir", "maintient"),
        ("en", "deny", "denied"),
        ("en", "say", "said"),
        ("en", "admit", "admitting"),
    ],
)
def test_forms_come_from_the_tables(language: str, base: str, form: str) -> None:
    tables = load_rules(language, "citations")["inflection"]
    assert isinstance(tables, dict)
    assert form in {made for _, made in inflect(base, tables)}


def test_the_general_list_is_large_and_sound() -> None:
    sources = load_general_sources()
    assert len(sources) >= 120
    names: dict[str, str] = {}
    for source_id, record in sources.items():
        assert record.kind != "unknown"
        for name in (record.name, *record.variants):
            assert names.setdefault(name.casefold(), source_id) == source_id


PIECES = [
    "selon",
    "Selon Reuters",
    "le maire",
    "a dit",
    "que",
    "la route",
    "«",
    "»",
    '"',
    ",",
    ".",
    ":",
    "est coupée",
    "qui",
    "et",
    "-il",
    "(",
    ")",
    "\n\n",
    "said",
    "that",
    "The mayor",
    "according to",
    "croient-ils",
    "’",
    "affirmant",
    "“",
    "”",
    ";",
    "tout",
]


@examples(150)
@given(st.lists(st.sampled_from(PIECES), max_size=30), st.sampled_from(LANGUAGES))
def test_any_text_gives_sound_spans(pieces: list[str], language: str) -> None:
    body = " ".join(pieces)
    found = find(body, language)
    assert found == find(body, language)
    check_spans(body, found)


@examples(100)
@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
def test_no_text_raises(body: str, language: str) -> None:
    check_spans(body, find(body, language))


def check_spans(body: str, found: tuple[Citation, ...]) -> None:
    """Parts in order and apart; no cue in its own source; no citation told twice."""
    for citation in found:
        last = -1
        for start, end in citation.content:
            assert last <= start < end <= len(body)
            last = end
        first, end = citation.cue
        assert 0 <= first < end <= len(body)
        if citation.source is not None:
            assert 0 <= citation.source[0] < citation.source[1] <= len(body)
    told_of = [(c.content, c.cue, c.source) for c in found]
    assert len(told_of) == len(set(told_of))


GROWING = [
    ("fr", "Le maire, élu hier, a dit que la route, selon Reuters, est coupée. "),
    ("fr", "le maire qui a dit que "),
    ("fr", "« La route « est coupée, dit-il, "),
    ("fr", "selon le maire, "),
    ("fr", "affirmant que, "),
    ("en", "The mayor, elected in May, said the road, according to Reuters, is shut. "),
    ("en", "the mayor who said that "),
    ("en", "“The road ‘is shut,” he said, "),
    ("en", "according to the mayor and "),
    ("en", "The claim by the mayor that "),
]


def grows_like_the_text(language: str, words: str, times: int, factor: int) -> bool:
    def work(size: int) -> int:
        return count_steps(lambda: find(words * size, language))

    find(words, language)  # what is read once is read
    return grows_evenly(work, times, factor)


@pytest.mark.parametrize(("language", "words"), GROWING)
def test_work_grows_with_the_text_and_no_faster(language: str, words: str) -> None:
    assert grows_like_the_text(language, words, 120, 3)


@pytest.mark.long
@pytest.mark.parametrize(("language", "words"), GROWING)
def test_work_grows_with_a_long_text_and_no_faster(language: str, words: str) -> None:
    assert grows_like_the_text(language, words, 400, 10)


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_least_250_words_of_saying_with_what_they_govern(language: str) -> None:
    lexicon = load_lexicon(language)
    verbs = {
        form.verb.lemma: form.verb.frames
        for forms in lexicon.forms.values()
        for form in forms
    }
    framed = {lemma for lemma, frames in verbs.items() if frames}
    assert len(framed) >= 250
    known = {"that", "zero", "clause", "colon", "incise", "wh", "to", "object", "label"}
    known |= {"person", "measure"}
    assert {f for frames in verbs.values() for f in frames} <= known


@pytest.mark.parametrize("language", LANGUAGES)
def test_verbs_of_saying_are_bent_by_tables(language: str) -> None:
    lexicon = load_lexicon(language)
    forms: dict[str, set[str]] = {}
    for form, entries in lexicon.forms.items():
        for entry in entries:
            if not entry.tail:
                forms.setdefault(entry.verb.lemma, set()).add(form)
    assert [lemma for lemma, bent in forms.items() if len(bent) < 3] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_least_100_phrases_that_are_no_citation(language: str) -> None:
    rows = (CORPUS / language / "citations.yaml").read_text(encoding="utf-8")
    phrases = {text for text, _ in yaml.safe_load(rows)["none"]}
    assert len(phrases) >= 100


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (
            "Interior Minister Kemal Oz spoke. Oz said the road was closed.",
            ["Kemal Oz"],
        ),
        (
            "The treasurer, Ann Rowe, came late. Asked about the dam, she said: "
            "“It will hold.”",
            ["Ann Rowe"],
        ),
        (
            "Ann Rowe says that she is tired. She says the pay is low. I met a "
            "farmer. “I am not greedy,” he told me.",
            ["Ann Rowe", "Ann Rowe", "farmer"],
        ),
        (
            "Ann Rowe told reporters that no plant would close. Tom Fox, a union "
            "official, was unconvinced. “Words,” he said.",
            ["Ann Rowe", "Tom Fox"],
        ),
    ],
)
def test_who_a_short_name_or_a_pronoun_stands_for(body: str, names: list[str]) -> None:
    assert [c.name for c in find(body, "en")] == names
