"""Edits keep every byte that is not theirs."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.yamlio import (
    Edit,
    Insert,
    Remove,
    SetValue,
    SpliceRefused,
    apply_edits,
    dump,
    load,
    make_edits,
    same,
    splice,
)
from tests.examples import examples

CLAIM = {"facet": "means", "value": 3, "quote": "3 obus"}
FLOW = '{facet: means, value: 3, quote: "3 obus"}'

LAYOUTS: dict[str, tuple[str, list[Edit], str]] = {
    "plain scalar, comment kept": (
        "a: one # why\nb: 2\n",
        [SetValue(("a",), "two")],
        "a: two # why\nb: 2\n",
    ),
    "double quotes stay": (
        'a: "one"\n',
        [SetValue(("a",), "two")],
        'a: "two"\n',
    ),
    "single quotes stay, an apostrophe is doubled": (
        "a: 'one'\n",
        [SetValue(("a",), "l'autre")],
        "a: 'l''autre'\n",
    ),
    "plain text becomes quoted where it must": (
        "date: unknown\n",
        [SetValue(("date",), "2022-01-05")],
        'date: "2022-01-05"\n',
    ),
    "folded text": (
        "note: >-\n    one\n    two\n\n# tail\nb: 1\n",
        [SetValue(("note",), "three")],
        "note: >-\n    three\n\n# tail\nb: 1\n",
    ),
    "literal text keeps its indentation": (
        "note: |\n   one\n   two\nb: 1\n",
        [SetValue(("note",), "x\n\ny\n")],
        "note: |\n   x\n\n   y\nb: 1\n",
    ),
    "plain text over two lines": (
        "a: one\n  two # c\nb: 1\n",
        [SetValue(("a",), "three")],
        "a: three # c\nb: 1\n",
    ),
    "empty value": ("a:\nb: 1\n", [SetValue(("a",), "x")], "a: x\nb: 1\n"),
    "empty value before a comment": (
        "a: # why\nb: 1\n",
        [SetValue(("a",), "x")],
        "a: x # why\nb: 1\n",
    ),
    "number": ("a:   1   # c\n", [SetValue(("a",), 22)], "a:   22   # c\n"),
    "CRLF": (
        "a: 1\r\nl:\r\n  - x\r\nb: 2\r\n",
        [Insert(("l",), 1, "z"), SetValue(("a",), 3)],
        "a: 3\r\nl:\r\n  - x\r\n  - z\r\nb: 2\r\n",
    ),
    "byte order mark": ("\ufeffa: 1\n", [SetValue(("a",), 2)], "\ufeffa: 2\n"),
    "no line end at the end": (
        "l:\n  - a",
        [Insert(("l",), 1, "b")],
        "l:\n  - a\n  - b",
    ),
    "append before what belongs to the next key": (
        "l:\n  - a # one\n    # still a\n\n# about b\nb: 1\n",
        [Insert(("l",), 1, "c")],
        "l:\n  - a # one\n    # still a\n  - c\n\n# about b\nb: 1\n",
    ),
    "insert before an item and its comment": (
        "l:\n  - a\n  # on b\n  - b\n",
        [Insert(("l",), 1, "x")],
        "l:\n  - a\n  - x\n  # on b\n  - b\n",
    ),
    "list in the column of its key": (
        "l:\n- a\n- b\nk: 1\n",
        [Insert(("l",), 2, {"id": "r", "via": ["x"]}), Remove(("l", 0))],
        "l:\n- b\n- id: r\n  via: [x]\nk: 1\n",
    ),
    "list indented by four": (
        "l:\n    - id: a\n      claims:\n          - {x: 1}\n",
        [Insert(("l", 0, "claims"), 1, CLAIM)],
        f"l:\n    - id: a\n      claims:\n          - {{x: 1}}\n          - {FLOW}\n",
    ),
    "claim into a list in brackets": (
        "l:\n  - id: a\n    claims: [{x: 1}] # c\n  - id: b\n",
        [Insert(("l", 0, "claims"), 1, CLAIM)],
        f"l:\n  - id: a\n    claims: [{{x: 1}}, {FLOW}] # c\n  - id: b\n",
    ),
    "claim into empty brackets": (
        "l:\n  - id: a\n    claims: [] # none yet\n  - id: b\n",
        [Insert(("l", 0, "claims"), 0, CLAIM)],
        f"l:\n  - id: a\n    claims: # none yet\n      - {FLOW}\n  - id: b\n",
    ),
    "claim where the key is missing": (
        "l:\n  - id: a\n  - id: b\n",
        [Insert(("l", 0, "claims"), 0, CLAIM)],
        f"l:\n  - id: a\n    claims:\n      - {FLOW}\n  - id: b\n",
    ),
    "claim where the key is empty": (
        "l:\n  - id: a\n    claims:\n  - id: b\n",
        [Insert(("l", 0, "claims"), 0, CLAIM)],
        f"l:\n  - id: a\n    claims:\n      - {FLOW}\n  - id: b\n",
    ),
    "words into empty brackets": (
        "via: [] # c\n",
        [Insert(("via",), 0, "x"), Insert(("via",), 0, "z")],
        "via: [x, z] # c\n",
    ),
    "key into empty braces": (
        "a: {}\nb: 1\n",
        [Insert(("a",), "k", "v")],
        "a: {k: v}\nb: 1\n",
    ),
    "new key goes to its place": (
        "id: x\n\n# kinds\nkind: k\nplace: p\n",
        [Insert((), "title", "T", before=("kind", "place"))],
        "id: x\n\ntitle: T\n# kinds\nkind: k\nplace: p\n",
    ),
    "new key at the end of an item": (
        "l:\n  - id: a\n    q: x # c\n  # on b\n  - id: b\n",
        [Insert(("l", 0), "hedge", "h")],
        "l:\n  - id: a\n    q: x # c\n    hedge: h\n  # on b\n  - id: b\n",
    ),
    "new first key of an item": (
        "l:\n  - id: a\n    q: x\n",
        [Insert(("l", 0), "num", 1, before=("id",))],
        "l:\n  - num: 1\n    id: a\n    q: x\n",
    ),
    "remove an item with its own comments only": (
        "l:\n  - id: a\n  # on b\n  - id: b # b\n    # deep b\n  # on c\n  - id: c\n",
        [Remove(("l", 1))],
        "l:\n  - id: a\n  # on c\n  - id: c\n",
    ),
    "remove the last item": (
        "l:\n  - a\n  - b # c\n\n# on k\nk: 1\n",
        [Remove(("l", 1))],
        "l:\n  - a\n\n# on k\nk: 1\n",
    ),
    "remove every item": (
        "l: # head\n  - a\n  - b\nk: 1\n",
        [Remove(("l", 0)), Remove(("l", 1))],
        "l: [] # head\nk: 1\n",
    ),
    "remove a key and its comment": (
        "a: 1\n# on b\nb:\n  - x\n  - y\n# on c\nc: 3\n",
        [Remove(("b",))],
        "a: 1\n# on c\nc: 3\n",
    ),
    "remove the first key of an item": (
        "l:\n  - id: a # c\n    q: x\n  - z\n",
        [Remove(("l", 0, "id"))],
        "l:\n  - q: x\n  - z\n",
    ),
    "remove the first key, comment below": (
        "l:\n  - id: a\n    # on q\n    q: x\n",
        [Remove(("l", 0, "id"))],
        "l:\n  -\n    # on q\n    q: x\n",
    ),
    "remove in brackets": (
        "l: [a, b, c]\nm: {x: 1, y: 2}\nn: [z]\n",
        [Remove(("l", 0)), Remove(("l", 2)), Remove(("m", "y")), Remove(("n", 0))],
        "l: [b]\nm: {x: 1}\nn: []\n",
    ),
    "brackets over several lines": (
        "l: [\n  a, # on a\n  b, # on b\n]\n",
        [Remove(("l", 1)), Insert(("l",), 1, "x")],
        "l: [\n  a,\n  x, # on a\n]\n",
    ),
    "a list set as a whole changes where it differs": (
        "l:\n  - a # on a\n  - b # on b\n  - c # on c\n",
        [SetValue(("l",), ["a", "c", "d"])],
        "l:\n  - a # on a\n  - c # on c\n  - d\n",
    ),
    "a word in a list takes its comment with it": (
        "l: # l\n  - a # on a\n  # on b\n  - b # b\n",
        [SetValue(("l",), ["b", "c"])],
        "l: # l\n  # on b\n  - b # b\n  - c\n",
    ),
    "a map becomes a word": (
        "a:\n  b: 1\n  c: 2\n# d\nd: 1\n",
        [SetValue(("a",), "x")],
        "a: x\n# d\nd: 1\n",
    ),
    "a word becomes a list of records": (
        "a: x # c\nd: 1\n",
        [SetValue(("a",), [{"id": "r", "num": 1}])],
        "a: # c\n  - id: r\n    num: 1\nd: 1\n",
    ),
    "quoted keys and wide characters": (
        '"é 😀": [\'😀\', "é"] # 😀\nb: 1\n',
        [SetValue(("é 😀", 1), "ü"), SetValue(("b",), 2)],
        '"é 😀": [\'😀\', "ü"] # 😀\nb: 2\n',
    ),
    "only comments in the file": (
        "# schema\n",
        [Insert((), "osdh", {"name": "OSDH"})],
        "# schema\nosdh: {name: OSDH}\n",
    ),
    "edits inside edits, in any order": (
        "l:\n  - id: a\n    c: [1, 2]\n  - id: b\n",
        [
            Remove(("l", 0, "c", 0)),
            Insert(("l",), 0, "new"),
            SetValue(("l", 1, "id"), 5),
        ],
        "l:\n  - new\n  - id: a\n    c: [2]\n  - id: 5\n",
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_only_the_touched_lines_change(name: str) -> None:
    text, edits, wanted = LAYOUTS[name]
    assert splice(text, edits) == wanted


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("a: 1\n", Remove(("b",))),
        ("a: [1]\n", Remove(("a", 3))),
        ("a: [1]\n", SetValue(("a", 3), 1)),
        ("a: 1\n", Insert((), "a", 2)),
        ("a: [1]\n", Insert(("a",), "k", 2)),
        ("a: 1\n", Insert(("a",), "k", 2)),
        ("a: 1\n", Remove(())),
        ("a: 1\na: 2\n", SetValue(("a",), 3)),
        ("a: &x 1\n", SetValue(("a",), 3)),
    ],
)
def test_what_cannot_be_made_is_refused(text: str, edit: Edit) -> None:
    with pytest.raises(SpliceRefused):
        splice(text, [edit])


def test_no_edit_no_change() -> None:
    assert splice("a: [ 1,2 ]", []) == "a: [ 1,2 ]"


def test_only_the_given_part_is_edited() -> None:
    text = "---\na: 1\n---\na: 1: body\n"
    assert splice(text, [SetValue(("a",), 2)], 4, 9) == "---\na: 2\n---\na: 1: body\n"


# --- a law: random documents, random edits -----------------------------------------

words = st.sampled_from(["x", "deux mots", "2022-01", "yes", "a: b", "l'un", "«»", ""])
scalars = st.one_of(words, st.integers(-5, 5), st.none(), st.booleans())
keys = st.sampled_from(["id", "b", "claims", "quote", "clé x", "7"])
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)
    ),
    max_leaves=8,
)
documents = st.dictionaries(keys, values, min_size=1, max_size=4)


def paths_of(data: object, here: tuple[str | int, ...] = ()) -> list[tuple]:  # type: ignore[type-arg]
    found = [here]
    if isinstance(data, dict):
        steps: list[str | int] = list(data)
    else:
        steps = list(range(len(data))) if isinstance(data, list) else []
    for step in steps:
        found += paths_of(data[step], (*here, step))  # type: ignore[index]
    return found


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """A document in some layout with comments, and up to three edits of it."""
    data = draw(documents)
    text = draw_layout(draw, dump(data))
    paths = paths_of(data)
    edits: list[Edit] = []
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(paths))
        home = data
        for step in path:
            home = home[step]
        kind = draw(st.sampled_from(["set", "insert", "remove"]))
        if kind == "insert" and isinstance(home, list):
            index = draw(st.integers(0, len(home)))
            edits.append(Insert(path, index, draw(values)))
        elif kind == "insert" and isinstance(home, dict):
            edits.append(Insert(path, draw(keys), draw(values)))
        elif path and kind == "remove":
            edits.append(Remove(path))
        elif path:
            edits.append(SetValue(path, draw(values)))
    return text, edits


def draw_layout(draw: st.DrawFn, text: str) -> str:
    """Comments and blank lines in between, another line end."""
    lines: list[str] = []
    for number, line in enumerate(text.splitlines()):
        indent = len(line) - len(line.lstrip(" "))
        how = draw(st.integers(0, 5))
        literal = any(mark in text for mark in ("|", ">"))
        if how == 1:
            lines.append("")
        if how == 2 and not literal:
            lines.append(" " * indent + f"# above {number}")
        lines.append(line + (f" # on {number}" if how == 3 and not literal else ""))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return end.join(lines) + draw(st.sampled_from(["", end]))


@examples(150)
@given(edited())
def test_splicing_is_applying_the_edits(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    before = load(text, "").data
    try:
        wished = apply_edits(before, edits)
    except SpliceRefused:
        return
    result = splice(text, edits)
    assert same(load(result, "").data, wished)


@examples(200)
@given(documents, documents)
def test_small_edits_lead_from_one_value_to_another(old: object, new: object) -> None:
    assert same(apply_edits(old, make_edits(old, new)), new)
    assert same(load(splice(dump(old), make_edits(old, new)), "").data, new)


@examples(200)
@given(documents, st.data())
def test_lines_of_other_keys_stay(data: dict[str, object], draw: st.DataObject) -> None:
    """Each top-level entry has a comment above it and one behind it."""
    parts = {}
    for key in data:
        entry = dump({key: data[key]}).rstrip("\n")
        head, _, rest = entry.partition("\n")
        parts[key] = f"# above {key}\n{head} # on {key}\n" + (rest and rest + "\n")
    text = "\n".join(parts.values())
    if load(text, "").problems or not same(load(text, "").data, data):
        return
    name = draw.draw(st.sampled_from(list(data)))
    result = splice(text, [SetValue((name,), draw.draw(values))])
    for key, part in parts.items():
        if key != name:
            assert part in result


# --- a law: a record full of comments -------------------------------------------------

RECORD = """\
# yaml-language-server: $schema=x   # c0

format: 1 # c1
# c2 on id
id: e   # c3
title: 'L''attaque'   # c4

kind: "a: b" # c5
date: [2022-01, 2022-02] # c6
because: {rule: r, quote: "q # no comment"} # c7

# c8 before reports

# c9 on reports
reports: # c10
  # c11 on the first
  - id: r-1 # c12
    via: [] # c13
    # c14 on the quote
    quote: >- # c15
      one
      two
    claims: # c16
      - {facet: means, value: 3} # c17
      # c18 on the second
      - facet: damage # c19
        quote: x # c20

      # c21 below the claims
    # c22 below the report

  # c23 on the second

  # c24 on the second
  - # c25
    id: r-2 # c26
    claims: [ {facet: when}, # c27
              {facet: where} ] # c28
    # c29 below
# c30 on note
note: | # c31
  line # text

  line
# c32
checked: # c33
- date # c34
# c35
- place # c36

# c37 at the end
"""


def is_part(few: list[str], many: list[str]) -> bool:
    """Whether lines stand in others in the same order."""
    rest = iter(many)
    return all(line in rest for line in few)


def block_homes() -> list[tuple[tuple[str | int, ...], int | str]]:
    """Lists and mappings of RECORD that are not in brackets, with places to insert."""
    homes: list[tuple[tuple[str | int, ...], int | str]] = [((), "new")]
    homes += [(("reports",), i) for i in range(3)]
    homes += [(("reports", i), "new") for i in range(2)]
    homes += [(("reports", 0, "claims"), i) for i in range(3)]
    homes += [(("reports", 0, "claims", 1), "new"), (("checked",), 0)]
    return [*homes, (("checked",), 1), (("checked",), 2)]


def equal_ends(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many lines are equal at the beginning and, of the rest, at the end."""
    head = count_equal(old, new)
    return head, count_equal(old[head:][::-1], new[head:][::-1])


def count_equal(old: list[str], new: list[str]) -> int:
    count = 0
    while count < min(len(old), len(new)) and old[count] == new[count]:
        count += 1
    return count


def comments_of(text: str) -> list[str]:
    return re.findall(r"# c\d+.*", text)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("value", ["x", ["a"], {"id": "x", "claims": [CLAIM]}])
@pytest.mark.parametrize(("home", "key"), block_homes())
def test_inserting_keeps_every_line(
    home: tuple[str | int, ...], key: int | str, value: object, end: str
) -> None:
    text = RECORD.replace("\n", end)
    result = splice(text, [Insert(home, key, value)])
    assert is_part(text.split(end), result.split(end))
    assert result.count("\n") == result.count(end)


@pytest.mark.parametrize(
    "path", [path for path in paths_of(load(RECORD, "").data) if path]
)
def test_removing_takes_only_lines_of_its_own(path: tuple[str | int, ...]) -> None:
    result = splice(RECORD, [Remove(path)])
    old, new = RECORD.split("\n"), result.split("\n")
    head, tail = equal_ends(old, new)
    assert head + tail >= len(new) - 1, "in one piece; its parent's line may change"
    above = load(RECORD, "").key_mark(path).line - 1
    assert head >= above - 4


@pytest.mark.parametrize("value", ["x", "a: b", 7, None, ["y"], "two\nlines"])
@pytest.mark.parametrize(
    "path", [path for path in paths_of(load(RECORD, "").data) if path]
)
def test_setting_keeps_what_stands_around(
    path: tuple[str | int, ...], value: object
) -> None:
    result = splice(RECORD, [SetValue(path, value)])
    if result == RECORD:
        return
    old, new = RECORD.split("\n"), result.split("\n")
    head, tail = equal_ends(old, new)
    mark = load(RECORD, "").key_mark(path).line - 1
    assert head >= mark - 2, "only its comments stand above"
    home = load(RECORD, "").data
    for step in path:
        home = home[step]
    if not isinstance(home, (dict, list)):
        assert len(old) - tail <= mark + 4, "its own lines and no more"
        assert comments_of(result) == comments_of(RECORD)
