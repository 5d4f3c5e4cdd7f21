"""Units and their tokens: what is passed over, and that nothing is lost by it."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.annotate import clauses
from builder.annotate.clauses import Unit, cut_unit, make_units
from builder.annotate.cues import load_lexicon
from builder.annotate.knowledge import Knowledge
from builder.annotate.names import find_full_names, is_introduced
from builder.annotate.quotations import find_quotations
from builder.annotate.sources import find_known, longest_known, names_index
from builder.annotate.tokens import QUOTED, token_reader
from builder.model import Block, SourceRecord
from tests.annotate.test_citations import find

LANGUAGES = ("fr", "en")
QUIET = {
    "fr": "La pluie tombait sur la vallée-basse.",
    "en": "Rain fell on the low-lying valley.",
}


SAID = {"fr": "Ana dit", "en": "Ana said"}
BESIDE = {"fr": "Ana qui se a son que", "en": "Ana has her that"}
"""What some words of saying need in their sentence: auxiliary, owner, clause."""


def make(body: str, language: str) -> list[Unit]:
    """The units of a text of one sentence."""
    span = (0, len(body))
    quotations = find_quotations(body, (Block("paragraph", span),), language)
    return make_units(body, [span], quotations, [span], language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_in_which_nobody_speaks_is_not_cut(language: str) -> None:
    (unit,) = make(QUIET[language], language)
    assert unit.tokens is None
    texts, starts, ends = cut_unit(QUIET[language], unit, language)
    assert (texts[0], texts[-1]) == (QUIET[language].split()[0], ".")
    assert [QUIET[language][a:b] for a, b in zip(starts, ends, strict=True)] == texts


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("fr", "La route est coupée, dit-il."),
        ("fr", "La route est coupée, a-t-elle précisé."),
        ("fr", "« La route est coupée. »"),
        ("en", "The road is shut, said'Ana."),
        ("en", "The road " + "is so very long and " * 25 + "shut."),
    ],
)
def test_what_may_tell_is_cut(language: str, body: str) -> None:
    assert all(unit.tokens for unit in make(body, language))


WRITTEN = st.sampled_from(
    [*"abL.,;'’-‑‐_&3 (…", "aujourd'hui", "d'", "L’", "entr'", "lorsqu'", "dit-il",
     "-t-elle", "n't", "'s", "Mr", "M.", "O'Neill", "10,5", ",10.5", "...", "--", "''"]
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@given(pieces=st.lists(WRITTEN, min_size=1, max_size=9))
def test_tokens_are_the_same_whichever_way_they_are_cut(
    language: str, pieces: list[str]
) -> None:
    body = f"{SAID[language]} {''.join(pieces)}".rstrip()
    span = 0, len(body)
    (unit,) = make_units(body, [span], [], [span], language)
    with patch.object(clauses, "_are_tokens", return_value=False):
        (cut,) = make_units(body, [span], [], [span], language)
    assert unit.tokens is not None
    assert cut.tokens is not None
    assert list(map(list, unit.tokens)) == list(map(list, cut.tokens))


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("fr", "Les arbres arrachés, la rue confirmée."),
        ("fr", "Les rues avaient changé, les murs aussi."),
        ("fr", "Cette hypothèse a vécu."),
        ("en", "The road-report-writers were there."),
        ("en", "The record was old."),
        ("en", "The announcement was old."),
    ],
)
def test_a_word_that_tells_only_with_others_is_not_enough(
    language: str, body: str
) -> None:
    assert all(unit.tokens is None for unit in make(body, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_saying_tells(language: str) -> None:
    lexicon = load_lexicon(language)
    said = [
        (form, *entry.tail)
        for form, entries in lexicon.forms.items()
        for entry in entries
    ]
    by = [phrase for found in lexicon.phrases["according"].values() for phrase in found]
    nouns = [(noun,) for noun in lexicon.saying_nouns]
    assert len(said) > 1000
    for phrase in (*said, *by, *nouns):
        body = f"{BESIDE[language]} {' '.join(phrase)} Bo"
        (unit,) = make(body, language)
        tokens = map(token_reader(language), cut_unit(body, unit, language)[0])
        read = tuple(low for low, *_ in tokens)
        assert unit.tokens or read[-len(phrase) - 1 : -1] != phrase


@pytest.mark.parametrize("body", ["The mayor said it", "The mayor said that"])
def test_a_sentence_may_stop_behind_its_verb(body: str) -> None:
    assert find(body, "en") == ()


PIECES = {
    "fr": [
        *(
            "Ana",
            "le maire",
            "dit",
            "-il",
            "a",
            "-t-elle",
            "affirmé",
            "que",
            "l'",
            "qu’",
        ),
        *("selon", "de source", "l'idée que", "« ", " »", ",", ".", "-", "‑", "'", " "),
        *("la route est coupée", "sous-", "&", "_", "12,5", "M.", "…", "fait état de"),
    ],
    "en": [
        *("Ana", "the mayor", "said", "says", "that", "according to", "claim", "'s"),
        *("“", "”", ",", ".", "-", "‑", "'", "’", " ", "the road is shut", "so-", "&"),
        *("_", "12,5", "Dr.", "n't", "made", "clear", "told reporters", "--"),
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
def test_nothing_is_lost_by_passing_over(language: str, data: st.DataObject) -> None:
    pieces = data.draw(st.lists(st.sampled_from(PIECES[language]), max_size=14))
    body = data.draw(st.sampled_from(("", " "))).join(pieces)
    found = find(body, language)
    with patch.object(clauses, "_is_quiet", return_value=False):
        assert find(body, language) == found


@pytest.mark.parametrize(
    ("language", "text", "absent", "present"),
    [
        ("fr", "portrait", "verb_form", None),
        ("fr", "maintenant", "cue", "adverb"),
        ("fr", "parlement", "adverb", None),
        ("fr", "Clairement", "verb_form", "adverb"),
        ("fr", "bourgeonnaient", "finite", "verb_form"),
        ("fr", "marchons", "finite", "first_person"),
        ("en", "red", "verb_form", None),
        ("en", "walked", "finite", "verb_form"),
        ("en", "Quietly", "verb_form", "adverb"),
        ("en", "who", "pronoun", "any_relative"),
        ("en", "Said", "adverb", "cue"),
    ],
)
def test_classes_of_a_word(
    language: str, text: str, absent: str, present: str | None
) -> None:
    low, kind, _, classes = token_reader(language)(text)
    assert (kind, low) == ("w", text.lower())
    assert absent not in classes
    assert present is None or present in classes


@pytest.mark.parametrize(
    ("text", "kind"),
    [("'s", "w"), ("-il", "w"), ("«", "m"), ("’", "m"), ("'", "p"), (QUOTED, "q")],
)
def test_kinds_of_a_token(text: str, kind: str) -> None:
    assert token_reader("fr")(text)[1] == kind


@pytest.mark.parametrize(
    ("body", "name", "full"),
    [
        ("The Ruiz left.", "ruiz", None),
        ("Ana Ruiz met Bo Ruiz.", "ruiz", None),
        ("Ana de Ruiz left.", "ruiz", None),
        ("Ana\nRuiz left.", "ruiz", None),
        ("xAna Ruiz left.", "ruiz", None),
        ("Ana Bo Cy Du Ruiz left.", "ruiz", None),
        ("ана Ruiz left.", "ruiz", None),
        ("Yesterday The Ana\u00a0Ruiz-Bo left.", "ruiz-bo", "Yesterday Ana Ruiz-Bo"),
        ("Senator Ana Ruiz left, Ana Ruiz said.", "ruiz", "Ana Ruiz"),
        ("Bo Senator Ana Ruiz left.", "ruiz", "Ana Ruiz"),
    ],
)
def test_full_names(body: str, name: str, full: str | None) -> None:
    found = find_full_names(body, load_lexicon("en")).get(name)
    assert (found if found and is_introduced(found, body) else None) == full


NAMES = names_index(
    Knowledge(
        sources={
            "dockers": SourceRecord(name="The Dockers' Union", kind="group"),
            "echo": SourceRecord(name="L'Écho", kind="outlet"),
            "soir": SourceRecord(name="Le Soir", kind="outlet"),
            "sun": SourceRecord(name="The Sun", kind="outlet"),
            "times": SourceRecord(name="The Times", kind="outlet"),
            "la-times": SourceRecord(name="LA Times", kind="outlet"),
        }
    )
)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Union", None),
        ("A Dockers' Union", None),
        ("dockers union", "dockers"),
        ("The Dockers’ Union", "dockers"),
        ("“L’écho”", "echo"),
        ("Echo", None),
        ("The Echo", None),
        ("du Soir", None),
        ("Soir", "soir"),
        ("Sun", None),
        ("the Sun", "sun"),
        ("le Sun", "sun"),
        ("Times", None),
        ("LA Times", "la-times"),
        ("the LA Times", "la-times"),
        ("la Times", "times"),
    ],
)
def test_known_names_in_any_writing(text: str, known: str | None) -> None:
    found = find_known(text, NAMES)
    assert (found.source if found else None) == known


@pytest.mark.parametrize(
    ("words", "where"),
    [
        (["the", "docks"], None),
        (["(", "L'", "Écho", ")"], (0, 4, "echo")),
        (["boss", "of", "the", "Dockers'", "Union"], (2, 5, "dockers")),
    ],
)
def test_the_longest_run_of_words_that_is_a_name(
    words: list[str], where: tuple[int, int, str] | None
) -> None:
    assert longest_known(words, NAMES) == where
