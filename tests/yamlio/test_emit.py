"""New files: read back the same, and misread by nobody."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from builder.yamlio import dump, load, same
from tests.examples import examples

QUOTED = {
    "2022-01-05": "a date to other readers",
    "2022-01": "a person's eye takes it for a number",
    "2022": "a number",
    "12:30": "750 to YAML 1.1",
    "010": "8 to YAML 1.1",
    "1_000": "1000 to YAML 1.1",
    "0x1F": "31 to others",
    "0o17": "15 to YAML 1.2",
    "1e3": "1000 to YAML 1.2",
    "12e03": "12000 to YAML 1.2",
    "yes": "true to YAML 1.1",
    "No": "false to YAML 1.1",
    "y": "true to YAML 1.1",
    "null": "nothing",
    "~": "nothing",
    "": "nothing",
    "=": "a special value of YAML 1.1",
    "<<": "a merge key",
    "a: b": "a mapping",
    "a:": "a mapping",
    "a #b": "cut at the #",
    "- a": "a list",
    "-": "a list",
    "@a": "an error",
    "%a": "an error",
    "*a": "an alias",
    "&a": "an anchor",
    "!a": "a tag",
    "'a'": "quotation marks lost",
    " a": "the blank lost",
    "a ": "the blank lost",
    "a\u00a0": "a blank nobody sees",
    "[a": "a list",
    "« a »": "an opening mark reads as part of the quote",
    "a\u2028b": "a line break to YAML",
    "a\u202eb": "turns the text around",
}

PLAIN = ["osdh", "r-7f3a2c", "attack/rockets", "002_b592d8b5", "l'un", "Aïn al-Asad, d"]


@pytest.mark.parametrize("text", QUOTED)
def test_what_could_be_mistaken_is_quoted(text: str) -> None:
    assert dump({"a": text}).startswith('a: "'), QUOTED[text]
    assert yaml.safe_load(dump({"a": text})) == {"a": text}


@pytest.mark.parametrize("text", PLAIN)
def test_words_stand_plain(text: str) -> None:
    assert dump({"a": text}) == f"a: {text}\n"


def test_a_comma_is_quoted_only_inside_brackets() -> None:
    assert dump({"a": ["x, y"]}) == 'a: ["x, y"]\n'


def test_layout_of_a_record() -> None:
    claim = {"facet": "means", "value": 3, "unit": "rocket", "quote": "3 roquettes"}
    data = {
        "format": 1,
        "date": "2022-01",
        "because": {"rule": "published-month", "quote": "date 2022-01"},
        "checked": [],
        "reports": [{"id": "r-1", "via": ["a", "b"], "quote": "x", "claims": [claim]}],
        "note": "one\n\ntwo\n",
    }
    assert dump(data, "first\nsecond") == (
        "# first\n"
        "# second\n"
        "format: 1\n"
        'date: "2022-01"\n'
        'because: {rule: published-month, quote: "date 2022-01"}\n'
        "checked: []\n"
        "reports:\n"
        "  - id: r-1\n"
        "    via: [a, b]\n"
        '    quote: "x"\n'
        "    claims:\n"
        '      - {facet: means, value: 3, unit: rocket, quote: "3 roquettes"}\n'
        "note: |\n"
        "  one\n"
        "\n"
        "  two\n"
    )


def test_long_maps_get_lines_of_their_own_and_nothing_is_wrapped() -> None:
    quote = "mot " * 60 + "fin"
    text = dump({"claims": [{"facet": "damage", "quote": quote}]})
    assert text == f'claims:\n  - facet: damage\n    quote: "{quote}"\n'


def test_no_form_for_what_is_no_yaml() -> None:
    with pytest.raises(TypeError):
        dump({"a": object()})
    with pytest.raises(ValueError, match="finite"):
        dump({"a": float("inf")})


texts = st.text(max_size=30)
scalars = st.one_of(
    texts,
    st.sampled_from([*QUOTED, *PLAIN, "a\nb", "a\n", "\na", "a\n\n", " a\nb\n"]),
    st.integers(-(10**17), 10**17),
    st.floats(
        allow_nan=False, allow_infinity=False, min_value=-1e17, max_value=1e17
    ).map(lambda number: round(number, 12)),
    st.booleans(),
    st.none(),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)
    ),
    max_leaves=12,
)


@examples(150)
@given(st.dictionaries(texts, values, min_size=1, max_size=5))
@example({"quote": "a\nb\r\n\x85\u2028\ufeff\x00\ud7ff\U0010ffff"})
@example({"a": [[], {}, [[]], [{}], {"b": []}]})
def test_what_is_written_is_read_back(data: dict[str, object]) -> None:
    loaded = load(dump(data), "x")
    assert loaded.problems == ()
    assert same(loaded.data, data)


@examples(200)
@given(st.lists(texts, min_size=1))
def test_other_readers_agree_on_texts(data: list[str]) -> None:
    assert yaml.safe_load(dump({"a": data})) == {"a": data}
    assert yaml.safe_load(dump({"note": data[0]})) == {"note": data[0]}
