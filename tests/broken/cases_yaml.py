"""Texts that are not the YAML a person meant: marks, indentation, encodings."""

from __future__ import annotations

from tests.broken.case import ARTICLE, EVENT, PLACES, Case, Edit, Put, edit

TITLE = "title: A vigil on the quay\n"
QUOTED = 'title: "A vigil on the quay"\n'


def title(name: str, broken: str, mended: str, at: str) -> Case:
    """A title that is no YAML text, or another one than it seems."""
    new = f"title: {broken}\n"
    return edit(name, EVENT, TITLE, new, f"title: {mended}\n", at)


def whole(name: str, data: bytes | str, at: str = "") -> Case:
    """A record that is something else altogether; the hint is to write one."""
    mend = Put(EVENT, "id: hand\ntitle: A vigil\nkind: protest\n")
    return Case(name, [Put(EVENT, data)], [mend], at)


_BOMB = "a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join(['*' + a] * 8)}]\n"
    for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)

CASES = [
    whole("empty-record", ""),
    whole("comment-only-record", "# nothing yet\n"),
    whole("record-is-a-list", "- id: hand\n- title: x\n", "- id"),
    whole("record-is-a-text", "A vigil on the quay\n", "A vigil"),
    whole("binary-record", bytes(range(256)) * 40, ""),
    whole("record-of-20-megabytes", b"title: " + b"x" * 20_000_000, "title"),
    whole("alias-bomb", _BOMB, "&a [x"),
    whole("100000-brackets", "a: " + "[" * 100_000, "["),
    whole("100000-dashes", "- " * 100_000, "- "),
    edit(
        "tab-indent",
        EVENT,
        "\nstatus: checked\n",
        "\n\tstatus: checked\n",
        "\nstatus: checked\n",
        "\tstatus",
    ),
    edit(
        "tab-in-a-report",
        EVENT,
        "\n    hedge: a raconté",
        "\n\thedge: a raconté",
        "\n    hedge: a raconté",
        "\thedge",
    ),
    edit(
        "no-break-space-indent",
        EVENT,
        "\n    hedge:",
        "\n\u00a0\u00a0\u00a0\u00a0hedge:",
        "\n    hedge:",
        "\u00a0",
    ),
    edit("no-break-space-key", EVENT, "\nwhy:", "\n\u00a0why:", "\nwhy:", "\u00a0why"),
    edit(
        "wrong-indent",
        EVENT,
        "\nwhy: told",
        "\n  why: told",
        "\nwhy: told",
        "why: told",
    ),
    edit(
        "key-without-colon",
        EVENT,
        "\nstatus: checked",
        "\nstatus checked",
        "\nstatus: checked",
        "status checked",
    ),
    edit("duplicate-key", EVENT, TITLE, TITLE + "kind: riot\n", TITLE, "kind: protest"),
    edit("merge-key", EVENT, TITLE, TITLE + "<<: {why: x}\n", TITLE, "<<"),
    edit("key-is-a-list", EVENT, TITLE, TITLE + "? [a, b]\n: c\n", TITLE, "[a, b]"),
    edit(
        "anchor",
        EVENT,
        "kind: protest",
        "kind: &k protest",
        "kind: protest",
        "&k protest",
    ),
    title("tag", "!str A vigil", "A vigil", "!str"),
    title(
        "code-tag",
        "!!python/object/apply:os.system [touch pwned]",
        '"A vigil"',
        "!!python",
    ),
    title("colon-in-a-text", "Quay: a vigil", '"Quay: a vigil"', ": a vigil"),
    title("leading-quote", "'L'attaque' du quai", "\"'L'attaque' du quai\"", "attaque"),
    title(
        "leading-double-quote",
        '"Vigil" on the quay',
        '"\\"Vigil\\" on the quay"',
        "on the quay",
    ),
    title("unclosed-quote", '"A vigil', '"A vigil"', '"A vigil'),
    title("leading-at", "@quay", '"@quay"', "@quay"),
    title("leading-percent", "%d dead", '"%d dead"', "%d dead"),
    title("leading-star", "*quay* vigil", '"*quay* vigil"', "*quay*"),
    title("leading-ampersand", "& vigil", '"& vigil"', "& vigil"),
    title("leading-bracket", "[sic] A vigil", '"[sic] A vigil"', "[sic]"),
    title("template-syntax-unquoted", "{{ 7 * 7 }}", '"{{ 7 * 7 }}"', "{ 7"),
    title(
        "template-block-unquoted", "{% include 'x' %}", "\"{% include 'x' %}\"", "% inc"
    ),
    title("windows-path", r'"C:\quay"', r"'C:\quay'", r"\quay"),
    title("control-character", "A \x07 vigil", "A  vigil", "\x07"),
    title("nul-character", "A \0 vigil", "A  vigil", "\0"),
    title("lone-surrogate-escape", r'"A \ud800 vigil"', '"A vigil"', ""),
    edit(
        "unclosed-bracket",
        EVENT,
        "was: [hand-written]",
        "was: [hand-written",
        "was: [hand-written]",
        "[hand-written",
    ),
    edit(
        "missing-comma",
        EVENT,
        "{facet: actor, quote",
        "{facet: actor quote",
        "{facet: actor, quote",
        "{facet",
    ),
    Case(
        "several-documents",
        [
            Edit(
                EVENT,
                "maybe_same_as: [port-ancel-protest-2031-05-05]\n",
                "---\nid: second\ntitle: x\nkind: protest\n",
            )
        ],
        [
            Edit(EVENT, "---\nid: second\ntitle: x\nkind: protest\n", ""),
            Put("content/events/second.yaml", "id: second\ntitle: x\nkind: protest\n"),
        ],
        "---",
    ),
    edit(
        "git-conflict",
        EVENT,
        "kind: protest\n",
        "<<<<<<< HEAD\nkind: protest\n=======\nkind: riot\n>>>>>>> other\n",
        "kind: protest\n",
        "<<<<<<<",
    ),
    edit(
        "git-conflict-in-an-article",
        ARTICLE,
        "status: machine\n",
        "<<<<<<< HEAD\nstatus: machine\n=======\nstatus: checked\n>>>>>>> other\n",
        "status: machine\n",
        "<<<<<<<",
    ),
    edit(
        "git-conflict-in-a-body",
        ARTICLE,
        "La compagnie a démenti",
        "<<<<<<< HEAD\nLa compagnie\n=======\nLa société\n>>>>>>> other\na démenti",
        "La compagnie a démenti",
        "<<<<<<<",
    ),
    Case(
        "latin-1-record",
        [Edit(EVENT, "raconté\n", "racont\udce9\n")],
        [Edit(EVENT, "racont\udce9\n", "raconté\n")],
        "\ufffd",
    ),
    Case(
        "utf-16-record",
        [Put(EVENT, "id: hand\n".encode("utf-16"))],
        [Put(EVENT, "id: hand\ntitle: A vigil\nkind: protest\n")],
        "",
    ),
    Case(
        "front-matter-missing",
        [Put("content/articles/mine.md", "Only a text.\n")],
        [
            Put(
                "content/articles/mine.md",
                "---\nformat: 1\nid: mine\n"
                'evidence: {file: seeds/mine.txt, sha256: "00"}\n---\nOnly a text.\n',
            )
        ],
        "Only",
    ),
    edit(
        "front-matter-unclosed",
        ARTICLE,
        "status: machine\n---\n",
        "status: machine\n",
        "status: machine\n---\n",
        "---",
    ),
    Case(
        "front-matter-empty",
        [Put("content/articles/mine.md", "---\n---\nA text.\n")],
        [
            Put(
                "content/articles/mine.md",
                "---\nformat: 1\nid: mine\n"
                'evidence: {file: seeds/mine.txt, sha256: "00"}\n---\nA text.\n',
            )
        ],
        "---",
    ),
    Case(
        "hash-cuts-a-text",
        [Edit(EVENT, TITLE, "title: Quay #1\n")],
        [Edit(EVENT, "title: Quay #1\n", 'title: "Quay #1"\n')],
        "#1",
        "warning",
    ),
    edit(
        "very-long-line",
        EVENT,
        "note: A *note* of a person.",
        "note: " + "word " * 20_000 + ": word",
        "note: short",
        ": word",
    ),
    Case(
        "places-with-a-tab",
        [Edit(PLACES, "  kind: bay", "\tkind: bay")],
        [Edit(PLACES, "\tkind: bay", "  kind: bay")],
        "\tkind",
        updated=False,
    ),
]
