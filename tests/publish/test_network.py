"""Who relays whom: links, rings, first speakers; a table and a drawing that agree."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.model import Annotations, Article, Citation, Relay, Report, SourceRecord
from builder.publish import render_site
from builder.publish.arcs import (
    MOST_ABREAST,
    WIDTH,
    Arc,
    choose_arcs,
    render_arcs,
    shorten,
)
from builder.publish.library import make_library
from builder.publish.network_pages import MOST, MOST_NAMES, MOST_TOLD
from builder.publish.relays import find_relays, find_rings, order_by_flow
from builder.publish.source_pages import MOST_LINKS, MOST_LISTED
from tests.examples import examples
from tests.publish import sample
from tests.publish.sample import Config, Content, make_article, make_report
from tests.steps import count_steps

Chains = Mapping[str, tuple[str, list[list[str]]]]
"""By article: its outlet, and who is cited through whom."""

SVG = "{http://www.w3.org/2000/svg}"


def write(chains: Chains, **fields: object) -> dict[str, Article]:
    return {
        name: make_article(name, "Il pleut.", outlet=outlet, **fields)
        for name, (outlet, _) in chains.items()
    }


def note(chains: Chains) -> dict[str, Annotations]:
    return {
        name: Annotations(
            name,
            citations=tuple(
                Citation(
                    content=((0, 8),),
                    cue=(0, 2),
                    source=(0, 2),
                    name=first,
                    ref=first,
                    kind="unknown",
                    mode="indirect",
                    rule="fr/test",
                    via=tuple(Relay(ref, (0, 2)) for ref in via),
                )
                for first, *via in cited
            ),
        )
        for name, (_, cited) in chains.items()
    }


def links(
    chains: Chains, reports: Mapping[str, list[Report]] | None = None
) -> dict[tuple[str, str], int]:
    found = find_relays(write(chains), note(chains), reports or {})
    return {(one.speaker, one.relay): one.passages for one in found.links}


def publish(
    chains: Chains, sources: Mapping[str, SourceRecord] | None = None, **config: object
) -> dict[str, str]:
    content = Content(write(chains), {}, sources or {}, {})
    settings = Config(language="en", **config)  # type: ignore[arg-type]
    files = dict(render_site(content, note(chains), settings))
    return {name: data.decode() for name, data in files.items() if name[-5:] == ".html"}


def words_of(page: str) -> str:
    blocks = re.sub(r"</(?:p|li|td|th|h1|h2)>", " ", page)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", blocks)).split())


# --- links -------------------------------------------------------------------------


def test_ones_own_words_are_relayed_by_nobody() -> None:
    assert links({"a": ("gazette", [["gazette"], ["unknown@a"]])}) == {}


def test_an_unnamed_outlet_is_not_another_one() -> None:
    found = links({"a": ("unknown", [["X"]]), "b": ("unknown", [["X"]])})
    assert found == {("X", "unknown@a"): 1, ("X", "unknown@b"): 1}


def test_each_link_of_a_chain_and_no_other() -> None:
    found = links({"a": ("gazette", [["X", "afp"], ["X"], ["Y", "afp"]])})
    assert found == {
        ("X", "afp"): 1,
        ("Y", "afp"): 1,
        ("afp", "gazette"): 2,
        ("X", "gazette"): 1,
    }


def test_a_credit_passes_on_what_the_article_cites() -> None:
    chains: Chains = {"a": ("gazette", [["X"]])}
    found = find_relays(write(chains, credits=["afp"]), note(chains), {})
    assert [(one.speaker, one.relay) for one in found.links] == [
        ("X", "afp"),
        ("afp", "gazette"),
    ]


def test_reports_add_what_no_citation_says() -> None:
    told = make_report("r-1", "a", "X", "Il pleut.")
    more = make_report("r-2", "a", "Y", "Il pleut.", via=["afp"])
    chains: Chains = {"a": ("gazette", [["X"]]), "b": ("herald", [])}
    assert links(chains, {"a": [told, more]}) == {
        ("X", "gazette"): 1,
        ("Y", "afp"): 1,
        ("afp", "gazette"): 1,
    }
    alone = find_relays(write(chains), {}, {"a": [told, told, more]})
    assert {(x.speaker, x.relay): x.passages for x in alone.links} == {
        ("X", "gazette"): 2,
        ("Y", "afp"): 1,
        ("afp", "gazette"): 1,
    }


def test_first_and_last_are_dates_of_articles() -> None:
    chains: Chains = {name: ("gazette", [["X"]]) for name in "abcd"}
    dates = {"a": "2031-05", "b": "2029-01-02", "c": "unknown", "d": "2031-07-01~"}
    articles = {
        name: replace(a, record=replace(a.record, published=dates[name]))
        for name, a in write(chains).items()
    }
    (link,) = find_relays(articles, note(chains), {}).links
    assert (link.first, link.last) == ("2029-01-02", "2031-07-01~")
    assert link.articles == ("b", "a", "d", "c")
    (undated,) = find_relays(write(chains), note(chains), {}).links
    assert (undated.first, undated.last) == (None, None)


# --- rings and first speakers -------------------------------------------------------


@pytest.mark.parametrize(
    ("pairs", "rings"),
    [
        ([], []),
        ([("a", "b"), ("a", "c"), ("b", "c")], []),
        ([("a", "b"), ("b", "a")], [("a", "b")]),
        ([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")], [("a", "b", "c")]),
        ([("a", "b"), ("b", "a"), ("c", "d"), ("d", "c"), ("b", "c")],
         [("a", "b"), ("c", "d")]),
    ],
)  # fmt: skip
def test_rings(pairs: list[tuple[str, str]], rings: list[tuple[str, ...]]) -> None:
    assert list(find_rings(pairs)) == rings


names = st.sampled_from("abcdefg")
graphs = st.lists(
    st.tuples(names, names).filter(lambda pair: pair[0] != pair[1]), max_size=14
)


def reach(pairs: list[tuple[str, str]], start: str) -> set[str]:
    found: set[str] = set()
    left = [start]
    while left:
        name = left.pop()
        fresh = {b for a, b in pairs if a == name} - found
        found |= fresh
        left += fresh
    return found


@examples(150)
@given(graphs)
def test_a_ring_is_all_who_lead_to_each_other(pairs: list[tuple[str, str]]) -> None:
    wanted = {
        tuple(sorted({b for b in reach(pairs, a) if a in reach(pairs, b)}))
        for a, _ in pairs
        if a in reach(pairs, a)
    }
    assert set(find_rings(pairs)) == wanted


@examples(150)
@given(graphs)
def test_who_passes_on_stands_below_but_in_rings(
    pairs: list[tuple[str, str]],
) -> None:
    order = order_by_flow(pairs)
    assert sorted(order) == sorted({name for pair in pairs for name in pair})
    ring_of = {name: ring for ring in find_rings(pairs) for name in ring}
    for speaker, relay in pairs:
        if speaker not in ring_of or ring_of[speaker] != ring_of.get(relay):
            assert order.index(speaker) < order.index(relay)


def test_long_chains_are_no_depth() -> None:
    pairs = [(f"n{i:05}", f"n{i + 1:05}") for i in range(5000)]
    assert find_rings(pairs) == ()
    assert order_by_flow(pairs)[-1] == "n05000"
    assert len(find_rings([*pairs, ("n05000", "n00000")])) == 1


def test_first_speakers_of_several_and_the_only_one() -> None:
    chains: Chains = {
        "a": ("gazette", [["afp"], ["X", "afp"]]),
        "b": ("herald", [["X"], ["X", "afp"]]),
        "c": ("journal", [["Y"]]),
    }
    found = find_relays(write(chains), note(chains), {})
    assert found.origins == {"X": ("gazette", "herald")}
    assert found.single == {"herald": ("X", 2)}


def test_tallies_look_through_relays() -> None:
    chains: Chains = {"a": ("gazette", [["X", "afp"], ["X"]])}
    tallies = find_relays(write(chains), note(chains), {}).tallies
    assert tallies["X"].carried_by == (("afp", 1), ("gazette", 2))
    assert tallies["gazette"].cites == (("X", 2), ("afp", 1))
    assert tallies["X"].cites == ()


# --- the page ------------------------------------------------------------------------

RING: Chains = {
    "a": ("gazette", [["herald"], ["X", "afp"], ["Anna <b>@a"]]),
    "b": ("herald", [["gazette"], ["X", "afp"]]),
    "c": ("unknown", [["X"], ["X"]]),
}
SOURCES = {
    "gazette": SourceRecord(name="Gazette des Ponts & Cie", kind="outlet"),
    "herald": SourceRecord(name="The Herald", kind="outlet"),
}


def rows_of(page: str) -> list[list[str]]:
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        [words_of(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
        for row in table.split("<tr>")[1:]
    ]


def drawing_of(page: str) -> ElementTree.Element:
    svg = page[page.index('<svg class="arcs"') : page.index("</figure>")]
    return ElementTree.fromstring(svg.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))


def test_a_site_where_nobody_is_cited_says_so() -> None:
    page = publish({"a": ("gazette", [])})["network.html"]
    assert "No article says that anybody passes on" in page
    assert "<svg class=" not in page
    assert "None: nobody passes on" in page


def test_table_and_drawing_say_the_same() -> None:
    page = publish(RING, SOURCES)["network.html"]
    told = {
        f"{relay} passes on {speaker}: {count} passage{'s' * (count != '1')}"
        for relay, speaker, count, _, _ in rows_of(page)
    }
    drawn = [
        title.text or "" for title in drawing_of(page).iterfind(f"{SVG}g/{SVG}title")
    ]
    assert len(drawn) == len(told) == 7
    named = {
        text.replace("outlet not named (c)", "publisher not named (article c)")
        for text in drawn
    }
    assert {text.partition("; first")[0] for text in named} == told
    assert all("first article: date not established" in text for text in drawn)


def test_the_drawing_has_a_name_a_description_and_stays_inside() -> None:
    drawing = drawing_of(publish(RING, SOURCES)["network.html"])
    ids = {e.get("id"): e.text for e in drawing if e.get("id")}
    assert drawing.get("role") == "img"
    labels = (drawing.get("aria-labelledby") or "").split()
    assert all(ids[label] for label in labels)
    assert "7 links between 6 sources" in str(ids["arcs-desc"])
    numbers = [
        float(n)
        for path in drawing.iter(f"{SVG}path")
        for n in re.findall(r"[MC ](\d+) \d+", path.get("d") or "")
    ]
    assert 0 < max(numbers) * 0.75 < WIDTH
    assert not [e for e in drawing.iter() if e.get("style")]


def test_rings_and_first_speakers_are_named() -> None:
    page = publish(RING, SOURCES)["network.html"]
    words = words_of(page)
    assert "Gazette des Ponts & Cie and The Herald pass on each other’s words" in words
    assert "X is the first speaker for 3 outlets" in words
    assert (
        "publisher not named (article c) passes on (2 passages) comes from X" in words
    )
    assert page.count('class="arc back"') == 1
    assert "<b>" not in page


def test_no_score_anywhere() -> None:
    words = words_of(publish(RING, SOURCES)["network.html"]).casefold()
    assert not re.search(r"score|rank(?!ed)|%|reliab|trust|credib", words)


def test_links_lead_to_pages_that_are_there() -> None:
    site = publish(RING, SOURCES)
    for href in re.findall(r'<a href="([^"#]+)', site["network.html"]):
        assert unescape(href) in site or href.startswith("http"), href


def test_what_is_left_out_is_counted() -> None:
    many: Chains = {
        "a": ("gazette", [[f"s{n}@a"] for n in range(MOST + 5)] + [["X"], ["X", "afp"]])
    }
    page = publish(many)["network.html"]
    assert len(rows_of(page)) == MOST
    assert "8 more links" in words_of(page)
    assert {"X", "afp"} <= {row[1] for row in rows_of(page)}


def test_the_drawing_leaves_tangles_to_the_table() -> None:
    few: Chains = {"a": ("gazette", [[f"s{n}"] for n in range(MOST_ABREAST)])}
    page = publish(few)["network.html"]
    assert page.count("<g class=") == len(rows_of(page)) == MOST_ABREAST
    assert "not drawn" not in words_of(page)
    cited = [[f"s{n}"] for n in range(MOST_ABREAST + 6)]
    page = publish({"a": ("gazette", [*cited, ["s0"], ["s1"]])})["network.html"]
    assert page.count("<g class=") == MOST_ABREAST
    assert len(rows_of(page)) == MOST_ABREAST + 6
    assert "6 links of the table are not drawn" in words_of(page)
    drawn = words_of(page[page.index("<svg class") :])
    assert "gazette passes on s0: 2 passages" in drawn
    assert "gazette passes on s1: 2 passages" in drawn


@examples(80)
@given(st.lists(st.tuples(names, names), max_size=30, unique=True), st.randoms())
def test_arcs_chosen_can_be_told_apart(
    pairs: list[tuple[str, str]], dice: random.Random
) -> None:
    arcs = [Arc(a, b, dice.randrange(1, 4), "x") for a, b in pairs if a != b]
    order = order_by_flow([(arc.speaker, arc.relay) for arc in arcs])
    kept = choose_arcs(arcs, order, most=3)
    spans = [sorted((order.index(a.speaker), order.index(a.relay))) for a in kept]
    over = [sum(a <= gap < b for a, b in spans) for gap in range(len(order))]
    assert max(over, default=0) <= 3
    assert choose_arcs(arcs, order, most=30) == tuple(arcs)
    heaviest = max((arc.passages for arc in arcs), default=0)
    assert not arcs or heaviest in {arc.passages for arc in kept}


def test_200_sources_stay_readable() -> None:
    dice = random.Random(7)
    chains: Chains = {
        f"a{n}": (
            f"outlet{n % 20}",
            [[f"Speaker number {dice.randrange(170)}", f"agency{n % 9}"]] * 2,
        )
        for n in range(200)
    }
    page = publish(chains)["network.html"]
    drawing = drawing_of(page)
    labels = list(drawing.iter(f"{SVG}text"))
    assert len(labels) > 60
    heights = [int(label.get("y") or 0) for label in labels]
    assert all(b - a >= 20 for a, b in pairwise(heights))
    assert heights[-1] < int(drawing.get("height") or 0)
    assert drawing.get("width") == str(WIDTH)
    assert len(page) < 300_000


def test_long_lists_of_first_speakers_and_rings_are_cut_and_counted() -> None:
    everybody = [[f"s{n}"] for n in range(MOST_TOLD + 3)]
    chains: Chains = {f"a{n}": (f"outlet{n}", everybody) for n in range(MOST_NAMES + 2)}
    chains |= {
        f"r{n}": (f"outlet{n}", [[f"outlet{(n + 1) % (MOST_NAMES + 2)}"]])
        for n in range(MOST_NAMES + 2)
    }
    words = words_of(publish(chains)["network.html"])
    assert words.count("is the first speaker for") == MOST_TOLD
    assert "3 more are not told here" in words
    assert "outlet7 and 2 others pass on each other’s words" in words


def test_the_work_grows_with_the_citations() -> None:
    def many(count: int) -> Chains:
        return {
            f"a{n}": (f"o{n % 7}", [[f"s{n % 31}", f"r{n % 5}"]]) for n in range(count)
        }

    def work(count: int) -> int:
        articles, notes = write(many(count)), note(many(count))
        return count_steps(lambda: find_relays(articles, notes, {}))

    assert work(800) < 9 * work(100)


def test_a_name_is_cut_to_its_room() -> None:
    assert shorten("short") == "short"
    assert shorten("x" * 27) == "x" * 27
    assert shorten("x" * 28) == "x" * 26 + "…"
    assert len(shorten("橋" * 30)) <= 14
    hostile = render_arcs({"<a>": "<b>&"}, [], "<t>", "<d>")
    assert "<b>" not in hostile
    assert "<t>" not in hostile
    assert render_arcs({"a": "A", "b": "B"}, [Arc("a", "b", 1, "x")], "t", "d")


# --- the pages of sources -------------------------------------------------------------


def test_a_source_that_is_only_cited_has_a_page() -> None:
    site = publish(RING, SOURCES)
    page = next(site[name] for name in site if name.startswith("source/x"))
    words = words_of(page)
    assert "What articles cite it with" in words
    assert "Nothing of an event told here" in words
    assert "Nothing in its own name" not in words
    assert page.count("<q ") == 4
    assert "Who carries it" in words
    assert 'href="../article/a.html#p-1"' in page
    assert 'href="../network.html"' in page


def test_someone_heard_in_one_article_only_gets_no_page_by_a_citation() -> None:
    site = publish(RING, SOURCES)
    assert not [name for name in site if name.startswith("source/anna")]


def test_a_source_page_says_no_more_than_may_be_shown() -> None:
    body = "Un mot. " * 80
    article = make_article("a", body, outlet="gazette")
    citation = replace(
        note(RING)["c"].citations[0], content=((300, 600),), cue=(290, 296)
    )
    site = dict(
        render_site(
            Content({"a": article}, {}, {}, {}),
            {"a": Annotations("a", citations=(citation,))},
            Config(language="en", excerpt_share=0.05),
        )
    )
    page = next(site[name].decode() for name in site if name.startswith("source/x"))
    assert "<q" not in page
    assert "words not reproduced" in page


def test_who_only_passes_on_has_a_page() -> None:
    site = publish(RING, SOURCES)
    page = next(site[name] for name in site if name.startswith("source/afp"))
    assert "Whom it cites" in words_of(page)


def test_long_lists_are_cut_and_counted() -> None:
    site = publish({"a": ("gazette", [["X"]] * 75)})
    found = next(site[name] for name in site if name.startswith("source/x"))
    assert found.count("<q ") == 60
    assert "15 more citations" in words_of(found)


def test_a_list_of_very_many_sources_is_cut_and_counted() -> None:
    cited = [[f"s{n}"] for n in range(MOST_LISTED + 1)]
    site = publish({"a": ("gazette", [*cited, ["s0"]])}, SOURCES)
    listed = words_of(site["sources.html"])
    assert "Gazette des Ponts & Cie" in listed
    assert "s0" in listed.split()
    assert "2 more sources" in listed
    gazette = next(site[name] for name in site if name.startswith("source/gazette"))
    assert gazette.count('<span class="number">') == MOST_LINKS
    assert f"{MOST_LISTED + 1 - MOST_LINKS} more sources" in words_of(gazette)


def test_the_sample_has_its_links() -> None:
    library = make_library(sample.CONTENT, sample.ANNOTATIONS, Config())
    assert library.relays.links
    assert set(library.tallies) == {
        ref for link in library.relays.links for ref in (link.speaker, link.relay)
    }
