"""Nothing that stands in a record, a setting or a text becomes markup on any page.

Every text field of every type of record holds a script element, a link that acts and
an attribute that closes its quotation marks.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Any, Literal, get_args, get_origin, get_type_hints

import lxml.html
import pytest

from builder.model import (
    Annotations,
    Article,
    ArticleRecord,
    Block,
    Citation,
    EventRecord,
    PlaceRecord,
    Relation,
    SourceRecord,
    TimeExpression,
)
from builder.publish import render_site
from tests.publish.sample import Broken, Config, Content

BAD = (
    "</script></title></style><script>alert(1)</script><img src=x onerror=alert(1)>"
    "\"' onmouseover='alert(1)' x=\" [l](javascript:alert(1))"
    " <a href='JaVaScript:x'>y</a>"
)


def fill(kind: Any, /, **known: object) -> Any:
    """A record of a type whose texts are all hostile."""
    hints = get_type_hints(kind)
    values: dict[str, object] = {}
    for field in dataclasses.fields(kind):
        values[field.name] = known.get(field.name, make(hints[field.name]))
    return kind(**values)


def make(hint: Any) -> object:
    """A hostile value of a type; what has a closed list of values keeps to it."""
    args = get_args(hint)
    if hint is str or str in args:
        return [BAD] if get_origin(hint) is list else BAD
    if get_origin(hint) is list:
        return [make(args[0])]
    if get_origin(hint) is Literal or hint in (int, float):
        return args[0] if args else hint(1)
    if dataclasses.is_dataclass(hint):
        return fill(hint)
    return make(next(arg for arg in args if arg is not type(None)))


def hostile_content() -> tuple[Content, dict[str, Annotations]]:
    """An article and two events in which every field is hostile."""
    body = f"{BAD} le 4 mars\n\n{BAD}"
    blocks = (
        Block("heading", (0, len(BAD) + 10)),
        Block("paragraph", (len(BAD) + 12, len(body))),
    )
    record = fill(ArticleRecord, id=BAD, published="2031-03-04")
    article = Article(record, body, blocks, BAD)
    event = fill(EventRecord, id=BAD, date="2031", maybe_same_as=["e2"])
    reports = [
        dataclasses.replace(report, article=BAD, quote=BAD) for report in event.reports
    ]
    event = dataclasses.replace(
        event, reports=reports, relations=[Relation(after="e2", quote=BAD, article=BAD)]
    )
    plain = fill(EventRecord, id="e2", reports=[], relations=[])
    notes = Annotations(
        article=BAD,
        times=(
            TimeExpression(
                (len(BAD) + 1, len(BAD) + 10), "DATE", "2031-03-04", "2031-03-04", BAD
            ),
        ),
        citations=(
            Citation(
                content=((len(BAD) + 12, len(body)),),
                cue=(0, 9),
                source=(0, 9),
                name=BAD,
                ref=BAD,
                kind="person",
                mode="direct",
                rule=BAD,
                hedge=BAD,
            ),
        ),
    )
    content = Content(
        articles={BAD: article},
        events={BAD: event, "e2": plain},
        sources={BAD: fill(SourceRecord)},
        places={BAD: fill(PlaceRecord)},
        unreadable=(Broken(BAD, (BAD + "2",)),),
    )
    return content, {BAD: notes}


@pytest.fixture(scope="module", params=["fr", "en"])
def pages(request: pytest.FixtureRequest) -> dict[str, bytes]:
    content, notes = hostile_content()
    config = Config(
        title=BAD, description=BAD, language=request.param, excerpt_share="full",
        passage_limit=1000,
    )  # fmt: skip
    return dict(render_site(content, notes, config))


def test_the_strings_do_reach_the_pages(pages: dict[str, bytes]) -> None:
    """Otherwise the tests below prove nothing."""
    for folder in ("event/", "article/", "source/", "index", "method", "sources"):
        text = "".join(
            lxml.html.document_fromstring(data.decode()).text_content()
            for name, data in pages.items()
            if name.startswith(folder)
        )
        assert "<script>alert(1)</script>" in text, folder


def test_no_element_or_attribute_comes_of_them(pages: dict[str, bytes]) -> None:
    for name, data in pages.items():
        if not name.endswith(".html"):
            continue
        tree = lxml.html.document_fromstring(data.decode())
        scripts = [s.get("src", "") for s in tree.iter("script")]
        assert all(re.fullmatch(r"(\.\./)?assets/site\.js", s) for s in scripts), name
        assert not list(tree.iter("img", "style", "iframe", "object", "form", "base"))
        handlers = [a for a in tree.xpath("//@*") if a.attrname.startswith("on")]
        assert handlers == [], name


def test_no_link_acts(pages: dict[str, bytes]) -> None:
    for name, data in pages.items():
        if name.endswith(".html"):
            tree = lxml.html.document_fromstring(data.decode())
            for href in tree.xpath("//@href | //@src | //@action"):
                plain = re.sub(r"[\x00-\x20]", "", href).lower()
                assert not re.match(r"(javascript|vbscript):", plain), name
                assert not plain.startswith("data:") or plain == "data:,", name


def test_no_script_can_be_closed_from_within(pages: dict[str, bytes]) -> None:
    assert b"<" not in pages["assets/search.js"]


def test_no_file_leaves_the_site(pages: dict[str, bytes]) -> None:
    for name in pages:
        assert ".." not in name.split("/")
        assert re.fullmatch(r"[A-Za-z0-9._/-]+", name), name
