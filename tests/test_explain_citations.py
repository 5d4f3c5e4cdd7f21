"""The sentences that say who speaks, through whom, and who perhaps still does."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_type_hints

import pytest

from builder.explain_citations import explain_citation, explain_continuation
from builder.languages import known_languages, load_rules
from builder.model import (
    Article,
    ArticleRecord,
    Citation,
    Continuation,
    Evidence,
    Relay,
    SourceRecord,
    Span,
)
from builder.voices import chain_of, credit_of

SOURCES = {
    "gazette": SourceRecord(name="Gazette des Ponts", kind="outlet"),
    "agence": SourceRecord(name="Agence du Levant", kind="agency"),
}
BODY = "Le maire a dit à la Gazette des Ponts que « le quai », hier, tiendrait bon."


def article(**fields: Any) -> Article:
    evidence = Evidence(file="seeds/a.txt", sha256="0")
    return Article(ArticleRecord(id="a1", evidence=evidence, **fields), BODY, ())


def at(words: str) -> Span:
    start = BODY.index(words)
    return start, start + len(words)


def read(span: Span) -> str:
    return BODY[slice(*span)]


def cite(**fields: Any) -> Citation:
    found: dict[str, Any] = {
        "content": (at("le quai"), at("tiendrait bon")),
        "cue": at("a dit"),
        "source": at("Le maire"),
        "name": "Paul Roux",
        "ref": "Paul Roux",
        "kind": "official",
        "mode": "mixed",
        "rule": "fr/verb-that",
    }
    return Citation(**{**found, **fields})


# --- chains ------------------------------------------------------------------------


def test_several_credits_pass_nothing_on() -> None:
    assert credit_of(article(credits=["agence", "gazette"])) == ""
    assert credit_of(article(credits=["gazette"], outlet="gazette")) == ""


def test_ones_own_words_have_one_link() -> None:
    own = article(outlet="gazette", credits=["agence"])
    assert [link.ref for link in chain_of("gazette", (), own)] == ["gazette"]
    assert [link.ref for link in chain_of("unknown@a1", (), own)] == ["gazette"]


def test_the_first_speaker_first_the_publisher_last() -> None:
    links = chain_of(
        "Paul Roux",
        (Relay("gazette", at("la Gazette des Ponts")),),
        article(outlet="journal", credits=["agence"]),
    )
    assert [(link.ref, link.role) for link in links] == [
        ("Paul Roux", "speaker"),
        ("gazette", "relay"),
        ("agence", "credit"),
        ("journal", "publisher"),
    ]


def test_nobody_stands_twice_in_a_chain() -> None:
    relays = (Relay("agence", (0, 1)), Relay("journal", (0, 1)))
    by = article(outlet="journal", credits=["agence"])
    links = [(link.ref, link.role) for link in chain_of("Paul Roux", relays, by)]
    assert links == [
        ("Paul Roux", "speaker"),
        ("agence", "relay"),
        ("journal", "publisher"),
    ]
    assert [link.ref for link in chain_of("agence", (), by)] == ["agence", "journal"]


# --- sentences ---------------------------------------------------------------------


def test_every_link_with_its_words() -> None:
    found = cite(
        via=(Relay("gazette", at("la Gazette des Ponts")),),
        hedge="tiendrait",
        polarity="denies",
    )
    by = article(outlet="journal", credits=["agence"])
    assert explain_citation(found, by, SOURCES, read, "en") == (
        "“le quai […] tiendrait bon”: denied by Paul Roux (“Le maire”); announced by "
        "“a dit”; partly in direct speech; with the reserve “tiendrait”; passed on by "
        "Gazette des Ponts (“la Gazette des Ponts”); the text is credited to Agence du "
        "Levant; published by journal; rule fr/verb-that."
    )
    assert explain_citation(found, by, SOURCES, read, "fr") == (
        "«\u00a0le quai […] tiendrait bon\u00a0»\u00a0: nié par Paul Roux («\u00a0Le "
        "maire\u00a0»)\u00a0; annoncé par «\u00a0a dit\u00a0»\u00a0; en partie au "
        "discours direct\u00a0; avec la réserve «\u00a0tiendrait\u00a0»\u00a0; relayé "
        "par Gazette des Ponts («\u00a0la Gazette des Ponts\u00a0»)\u00a0; texte "
        "crédité à Agence du Levant\u00a0; publié par journal\u00a0; règle "
        "fr/verb-that."
    )


def test_what_may_not_be_shown_is_not_said() -> None:
    found = cite(via=(Relay("gazette", at("la Gazette des Ponts")),))
    sentence = explain_citation(found, article(), SOURCES, lambda _: "", "en")
    assert not any(word in sentence for word in ("quai", "a dit", "maire", "la Gaz"))
    assert "said by Paul Roux" in sentence
    assert "published by the outlet, which the text does not name" in sentence


def test_a_persons_word_is_said_to_be_one() -> None:
    here = at("le quai")
    found = cite(content=(here,), cue=(here[0], here[0]), source=None, rule="person")
    sentence = explain_citation(found, article(outlet="gazette"), SOURCES, read, "en")
    assert "announced" not in sentence
    assert "“le quai”: said by Paul Roux; partly in direct speech; " in sentence
    assert sentence.endswith("set by a person (rule person).")


def test_who_perhaps_still_speaks() -> None:
    still = Continuation(
        at("hier"), at("a dit"), "Paul Roux", "Paul Roux", "continues/x"
    )
    assert explain_continuation(still, SOURCES, read, "en") == (
        "“hier”: no words say who speaks here; perhaps still Paul Roux, cited just "
        "before with “a dit”; not counted as a citation (rule continues/x)."
    )
    assert "peut-être encore" in explain_continuation(still, SOURCES, read, "fr")
    hidden = explain_continuation(still, SOURCES, lambda _: "", "en")
    assert hidden.startswith("“…”: no words say who speaks here; perhaps still Paul")
    assert "cited just before" not in hidden


def test_a_long_content_is_cut() -> None:
    long = "mot " * 200
    sentence = explain_citation(cite(), article(), SOURCES, lambda _: long, "en")
    assert len(sentence) < 1500
    assert "mot …”" in sentence


def test_a_language_without_words_is_told_in_english() -> None:
    words = explain_citation(cite(), article(), SOURCES, read, "xx")
    assert words == explain_citation(cite(), article(), SOURCES, read, "en")


# --- words of every language -----------------------------------------------------


def _leaves(data: Mapping[str, Any], at: str = "") -> Iterator[tuple[str, str]]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{at}{key}.")
        else:
            yield f"{at}{key}", str(value)


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", known_languages("explain"))
def test_every_language_has_every_message(language: str) -> None:
    own = dict(_leaves(load_rules(language, "explain")["citation"]))  # type: ignore[arg-type]
    english = dict(_leaves(load_rules("en", "explain")["citation"]))  # type: ignore[arg-type]
    assert own.keys() == english.keys()
    assert {k: _fields(v) for k, v in own.items()} == {
        k: _fields(v) for k, v in english.items()
    }
    hints = get_type_hints(Citation)
    assert {f"who.{name}" for name in get_args(hints["polarity"])} <= own.keys()
    assert {f"mode.{name}" for name in get_args(hints["mode"])} <= own.keys()
