"""What is known of the patterns of date rules: it may spare tries, never a match."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from builder.annotate.timex_patterns import (
    Vocabulary,
    find_form_vocabulary,
    find_vocabulary,
)
from builder.annotate.timex_rules import Rule, Rules, rules_for

CORPUS = Path(__file__).parents[1] / "corpus"
_RUN = re.compile(r"[^\W_]+")


def _phrases(language: str) -> list[str]:
    phrases = list[str]()
    for name in ("times.yaml", "dates.yaml"):
        tables = yaml.safe_load((CORPUS / language / name).read_text("utf-8"))
        rows = [row for part in tables.values() for row in part]
        phrases += [row if isinstance(row, str) else row[0] for row in rows]
    return phrases + [words.upper() for words in phrases]


def _matches(rules: Rules, phrases: list[str]) -> list[tuple[Rule, re.Match[str]]]:
    return [
        (rule, match)
        for rule in rules.rules
        for phrase in phrases
        for match in rule.pattern.finditer(phrase)
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_sieve_leaves_no_rule_out_that_reads(language: str) -> None:
    """What it says a rule cannot read, the whole pattern of the rule never reads."""
    rules = rules_for(language)
    assert rules is not None
    found, left_out = set[str](), set[tuple[str, str]]()
    for rule, match in _matches(rules, _phrases(language)):
        found.add(rule.id)
        if rule.make != "offset" and not _kept(rules, match) >> rule.rank & 1:
            left_out.add((rule.id, match[0]))
    assert left_out == set()
    assert len(found) > len(rules.rules) // 2


def _kept(rules: Rules, match: re.Match[str]) -> int:
    """The rules that may read the words of a match and the marks between them."""
    text, sieve = match.string, rules.sieve
    runs = list(_RUN.finditer(text, *match.span()))
    may = [sieve.words[run[0]] for run in runs]
    first = text[match.start()]
    kept = sieve.by_length[len(runs)] & may[-1].end
    kept &= may[0].begin if first.isalnum() else sieve.begun_by_marks[first]
    kept &= -1 if first.isalnum() else sieve.marked
    for word in may:
        kept &= word.read
    for run in runs[:-1]:
        kept &= sieve.marks[text[run.end()]]
    return kept


@pytest.mark.parametrize(("language", "word"), [("fr", "le"), ("en", "the")])
def test_the_sieve_spares_most_rules(language: str, word: str) -> None:
    rules = rules_for(language)
    assert rules is not None
    for text, share in ((word, 0.5), ("zebu", 0.05)):
        may = rules.sieve.words[text]
        assert may.read.bit_count() <= share * len(rules.rules)
        assert may.begin.bit_count() <= may.read.bit_count()
    assert rules.sieve.words["zebu"].end.bit_count() < len(rules.rules) // 2


@pytest.mark.parametrize("language", ["fr", "en", "de", "ru"])
def test_every_group_of_a_rule_is_a_slot(language: str) -> None:
    rules = rules_for(language)
    assert rules is not None
    assert [r.id for r in rules.rules if len(r.names) != r.pattern.groups] == []


_NAME = find_form_vocabulary(["May", "Sept."])


def _read(source: str, *, cut: bool = False) -> Vocabulary:
    found = find_vocabulary(source, {"name": _NAME})
    found.end(cut=cut)
    return found


@pytest.mark.parametrize(
    ("source", "words", "letters"),
    [
        ("may", {"may"}, ""),
        ("(early|late) may", {"early", "late"}, ""),
        ("the {name}", {"the"}, ""),
        ("(the )?{name}", {"the", "may", "sept"}, ""),
        ("mid ?{name}", {"mid", "midmay", "midsept"}, ""),
        ("plans? to", {"plan", "plans"}, ""),
        ("[ab]c", {"ac", "bc"}, ""),
        ("[0-9]{1,2} may", set(), "0123456789"),
        ("re[a-z]+ may", set(), "r"),
        ("[(]{name}", set(), "("),
        ("(?<=x )(?!the)<{name}>", {"may", "sept"}, ""),
    ],
)
def test_with_what_a_pattern_begins(source: str, words: set[str], letters: str) -> None:
    assert _read(source).opening() == (words, set(letters), False)


@pytest.mark.parametrize(
    ("source", "words", "letters"),
    [
        ("may", {"may"}, ""),
        ("the {name}", {"the", "may", "sept"}, " \n\r\t\v\f\x1c\x1d\x1e\x1f."),
        ("mid-?(may|june)", {"mid", "midmay", "midjune", "may", "june"}, "-‐‑–"),
        ("(?!the)may(?= day)", {"may"}, ""),
        ("(?P<sep>[./])may", {"may"}, "./"),
        ("a[0-9]{2}/b", {"b"}, "a/"),
    ],
)
def test_what_a_pattern_reads(source: str, words: set[str], letters: str) -> None:
    assert _read(source).whole() == (words, set(letters), False)


@pytest.mark.parametrize(
    ("source", "last", "not_last"),
    [
        ("may day", "day", "may"),
        ("may( day)?", "may", "the"),
        ("(the )?may", "may", "the"),
        ("the (may|june)", "june", "the"),
        ("the {name} day", "day", "may"),
    ],
)
def test_with_what_a_pattern_ends(source: str, last: str, not_last: str) -> None:
    found = _read(source).closing()
    assert last in found.words
    assert not_last not in found.words
    assert not found.wide


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("[^\\W_]+ may", Vocabulary.opening),
        ("(the )?(may)?", Vocabulary.opening),
        ("may [^\\W_]+", Vocabulary.whole),
        ("(?P<sep>[./])may(?P=sep)", Vocabulary.whole),
        ("may [^\\W_]+", Vocabulary.closing),
        ("may ?", Vocabulary.closing),
    ],
)
def test_a_pattern_that_may_read_anything(
    source: str, place: Callable[[Vocabulary], tuple[object, object, bool]]
) -> None:
    assert place(_read(source))[2]


def test_a_word_that_may_go_on_is_known_by_its_first_letter() -> None:
    assert _read("may", cut=True).opening() == (set(), {"m"}, False)
