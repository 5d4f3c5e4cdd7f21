"""The whole site of the invented corpus: what every page says and never says."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest

from builder.languages import known_languages
from builder.model import SetAside
from builder.publish import render_site
from builder.publish.words import Interface
from tests.browser.markup import find_dead_links, find_markup_faults
from tests.publish.sample import (
    ANNOTATIONS,
    COLLAPSE,
    CONTENT,
    COURRIER,
    HOSTILE,
    Broken,
    Config,
    Content,
    make_extra,
)

Page = lxml.html.HtmlElement
EVENT = "event/pont-sarenne-2031-03-04.html"
ARTICLE = "article/courrier-01.html"


def render(
    content: Content = CONTENT, root: Path | None = None, **settings: object
) -> dict[str, bytes]:
    config = Config(**settings)  # type: ignore[arg-type]
    return dict(render_site(content, ANNOTATIONS, config, root))


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    return render(excerpt_share=0.4)


@pytest.fixture(scope="module")
def whole() -> dict[str, bytes]:
    return render(language="en")


def page(files: Mapping[str, bytes], name: str) -> Page:
    return lxml.html.document_fromstring(files[name].decode())


def text_of(element: Page) -> str:
    return " ".join(element.text_content().split())


def with_events(**events: object) -> Content:
    return replace(CONTENT, events={**CONTENT.events, **events})


# --- never ---------------------------------------------------------------------------


def test_nothing_in_a_record_or_a_text_becomes_markup(whole: dict[str, bytes]) -> None:
    for name, data in whole.items():
        if name.endswith(".html"):
            tree = lxml.html.document_fromstring(data)
            scripts = [s.get("src", "") for s in tree.iter("script")]
            assert [s.removeprefix("../") for s in scripts] == ["assets/site.js"], name
            assert not list(tree.iter("img", "iframe", "object", "form", "base")), name
            assert not tree.xpath("//@style | //@onerror | //@onload"), name
    article = next(n for n in whole if n.startswith("article/") and "--" in n)
    assert "<script>alert(1)</script> {{ 7*7 }} a été dit" in text_of(
        page(whole, article)
    )


def test_markdown_is_cleaned() -> None:
    bad = (
        "<script>x</script> [a](javascript:alert(1)) ![i](http://x/y.png) <b onclick=x>"
    )
    files = render(with_events(**{COLLAPSE.id: replace(COLLAPSE, note=bad)}))
    html = files[EVENT].decode()
    assert "javascript:" not in html
    assert "http://x" not in html
    assert "onclick" not in html


def test_the_search_index_cannot_close_its_script() -> None:
    event = replace(make_extra(1, "2030"), title="</script><b>\u2028")
    data = render(with_events(**{event.id: event}))["assets/search.js"].decode("ascii")
    assert "<" not in data
    rows = json.loads(data.removeprefix("window.RECOUPE=").rstrip(";\n"))["rows"]
    assert "</script><b>\u2028" in [row[1] for row in rows]


@pytest.mark.parametrize("share", [0.1, 0.4])
def test_all_files_together_show_no_more_than_the_share(share: float) -> None:
    """Also of an article whose events quote nothing of it."""
    sentences = [f"La phrase numéro {n} parle du vieux pont." for n in range(200)]
    long = replace(
        COURRIER,
        body=COURRIER.body + "\n\n" + " ".join(sentences),
        blocks=(*COURRIER.blocks, *[
            type(COURRIER.blocks[0])("paragraph", (len(COURRIER.body) + 2,
            len(COURRIER.body) + 2 + len(" ".join(sentences))))
        ]),
    )  # fmt: skip
    content = replace(CONTENT, articles={**CONTENT.articles, long.id: long})
    everything = "".join(
        text_of(page(files, name)) if name.endswith(".html") else data.decode()
        for files in [render(content, excerpt_share=share)]
        for name, data in files.items()
    )
    shown = sum(len(s) for s in sentences if s in everything)
    assert shown <= share * len(long.body)


def test_texts_set_aside_are_only_begun(site: dict[str, bytes]) -> None:
    caption = "Une légende bien longue. " * 20
    record = replace(
        COURRIER.record, set_aside=[SetAside(role="caption", text=caption)]
    )
    article = replace(COURRIER, record=record)
    content = replace(CONTENT, articles={**CONTENT.articles, article.id: article})
    html = text_of(page(render(content, excerpt_share=0.4), ARTICLE))
    assert html.count("Une légende bien longue.") <= 2


def test_machine_records_stay_off_a_checked_site() -> None:
    files = render(publish="checked")
    assert EVENT not in files
    assert "event/peniche-pile.html" in files
    assert "article/courrier-01.html" in files, "a disputed event cites it"
    every = b"".join(files.values())
    assert COLLAPSE.id.encode() not in every
    assert HOSTILE.id.encode() not in every


def test_no_page_asks_for_anything_from_elsewhere(whole: dict[str, bytes]) -> None:
    for name, data in whole.items():
        if name.endswith(".html"):
            tree = lxml.html.document_fromstring(data)
            for link in tree.xpath("//@src | //link/@href"):
                assert not re.match(r"[a-z]+:|/", link) or link == "data:,", (
                    name,
                    link,
                )
            (policy,) = tree.xpath(
                "//meta[@http-equiv='Content-Security-Policy']/@content"
            )
            assert policy.startswith("default-src 'none'")
        elif name.endswith(".css"):
            assert b"url(" not in data
            assert b"@import" not in data


def test_no_link_is_dead(site: dict[str, bytes], tmp_path: Path) -> None:
    for name, data in site.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    assert find_dead_links(tmp_path) == []


def test_the_markup_is_sound(site: dict[str, bytes]) -> None:
    faults = {
        name: found
        for name, data in site.items()
        if name.endswith(".html") and (found := find_markup_faults(data.decode()))
    }
    assert faults == {}


# --- the comparison ------------------------------------------------------------------


def cells(files: Mapping[str, bytes], by: str) -> list[Page]:
    return page(files, EVENT).xpath(
        f"//div[contains(@class,'view-{by}')]//td[@data-source]"
    )


@pytest.mark.parametrize("by", ["outlet", "source"])
def test_each_cell_has_its_sources_own_words_or_says_not_stated(
    site: dict[str, bytes], by: str
) -> None:
    found = cells(site, by)
    stated = [cell for cell in found if "stated" in cell.get("class").split()]
    assert len(stated) >= 12
    bodies = {name: article.body for name, article in CONTENT.articles.items()}
    for cell in found:
        quotes = cell.xpath(".//q")
        if cell in stated:
            assert quotes
            assert all(any(q.text in body for body in bodies.values()) for q in quotes)
            assert cell.xpath(
                ".//a[contains(@href,'article/') and contains(@href,'#p-')]"
            )
        else:
            assert not quotes
            assert "non dit" in text_of(cell)


def test_the_outlet_view_sets_three_accounts_side_by_side(
    site: dict[str, bytes],
) -> None:
    tree = page(site, EVENT)
    heads = tree.xpath("//div[contains(@class,'view-outlet')]//th[@scope='col']")
    words = [text_of(head) for head in heads[1:]]
    assert words[0].startswith("A Northern Herald Cite Regional fire service")
    assert words[1].startswith("B Le Courrier de Valombre Cite Préfecture de Valombre")
    assert "média non nommé" in words[2]
    assert tree.xpath("//input[@id='by-outlet']/@checked")
    assert not tree.xpath("//input[@id='by-source']/@checked")


def test_a_single_outlet_is_said_at_the_top(site: dict[str, bytes]) -> None:
    assert "Un seul média" in text_of(page(site, "event/inspection-2027.html"))
    assert "Un seul média" not in text_of(page(site, EVENT))


def test_the_chain_is_told_in_order(site: dict[str, bytes]) -> None:
    chains = [text_of(p) for p in page(site, EVENT).find_class("passage-voice")]
    assert "A « a police source » → , Agence Levant → , Northern Herald" in chains


def test_counts_say_at_least_where_an_outlet_is_unknown(
    site: dict[str, bytes],
) -> None:
    tally = text_of(page(site, EVENT).find_class("tally")[0])
    assert tally == (
        "au moins 9 sources · au moins 2 médias · au moins 5 origines · 3 articles"
    )


def test_columns_beyond_six_stand_in_a_table_of_their_own(
    site: dict[str, bytes],
) -> None:
    tree = page(site, EVENT)
    tables = tree.xpath("//div[contains(@class,'view-source')]//table")
    assert [len(t.xpath(".//th[@scope='col']")) - 1 for t in tables] == [6, 5]
    facets = [[text_of(h) for h in t.xpath(".//tbody//th")] for t in tables]
    assert facets[0] == facets[1]
    assert text_of(tables[1].find("caption")) == "Suite : sources G à K"


def test_words_said_twice_have_a_link_to_each_passage() -> None:
    again = replace(
        COLLAPSE.reports[9],
        id="r-c9",
        quote="L’Agence Levant fait état de quatre morts",
    )
    event = replace(COLLAPSE, reports=[*COLLAPSE.reports, again])
    tree = page(render(with_events(**{event.id: event})), EVENT)
    (said,) = (
        s
        for s in tree.xpath("//div[contains(@class,'view-source')]//*[@class='said']")
        if "quatre morts" in text_of(s) and "radio-3" in text_of(s)
    )
    links = said.xpath(".//a[contains(@class,'to-passage')]")
    assert [text_of(link) for link in links] == ["passage 1", "passage 2"]
    assert len({link.get("aria-label") for link in links}) == 2


def test_a_doubt_about_two_events_is_said_on_both() -> None:
    doubting = replace(CONTENT.events["peniche-pile"], maybe_same_as=[COLLAPSE.id])
    files = render(with_events(**{doubting.id: doubting}))
    for name, other in ((EVENT, "peniche-pile"), (f"event/{doubting.id}.html", "pont")):
        (words,) = page(files, name).find_class("maybe")
        assert "Peut-être le même événement que" in text_of(words)
        assert "à une personne d’en décider" in text_of(words)
        assert words.xpath(f".//a[contains(@href,'{other}')]")
    assert not page(render(), EVENT).find_class("maybe")


def test_a_doubt_about_an_event_that_is_not_shown_is_not_said() -> None:
    event = replace(COLLAPSE, maybe_same_as=["gone"])
    files = render(with_events(**{event.id: event}))
    assert not page(files, EVENT).find_class("maybe")


# --- other pages ---------------------------------------------------------------------


def test_the_front_page_shows_the_event_most_spoken_of(site: dict[str, bytes]) -> None:
    tree = page(site, "index.html")
    assert text_of(tree.find_class("event-title")[0]) == COLLAPSE.title
    links = tree.xpath("//a[contains(@class,'entry')]/@href")
    assert sorted(links) == sorted(
        n for n in site if n.startswith("event/") and "pont-2031" not in n
    )


def test_what_has_no_date_stands_in_its_own_section(site: dict[str, bytes]) -> None:
    heads = [text_of(h) for h in page(site, "index.html").find_class("period-title")]
    assert heads[-3:] == [
        "Année non établie",
        "Datés par relation",
        "Sans date établie",
    ]


def test_an_article_shows_its_marks_and_explains_them(site: dict[str, bytes]) -> None:
    files = render(excerpt_share="full")
    tree = page(files, ARTICLE)
    for kind in ("date", "cite", "claim"):
        assert tree.find_class(f"note-{kind}"), kind
    note = text_of(tree.find_class("note-date")[0])
    assert "fr/night-of" in note
    assert "écartée" in note
    assert "plus loin de la publication" in note, "why, in words"
    assert text_of(tree).count("Mis à part") == 1
    assert "La fête du fleuve" in text_of(tree)
    assert "9f9f9f" in text_of(tree)
    assert "inconnue : la pièce ne porte pas d’adresse" in text_of(tree)


def test_gaps_say_how_much_is_missing(site: dict[str, bytes]) -> None:
    assert re.search(
        r"\[… \d+ caractères non reproduits …\]", text_of(page(site, ARTICLE))
    )


def test_without_annotations_articles_still_work_and_say_so() -> None:
    files = dict(render_site(CONTENT, {}, Config()))
    tree = page(files, ARTICLE)
    assert "n’a pas encore été analysé" in text_of(tree)
    assert tree.find_class("note-claim")
    assert not tree.find_class("note-date")


def test_an_unreadable_record_has_a_placeholder_where_its_page_was() -> None:
    broken = (
        Broken("content/events/a.yaml", ("pont",)),
        Broken("content/articles/<b>.md"),
    )
    files = render(replace(CONTENT, unreadable=broken))
    assert "content/events/a.yaml" in text_of(page(files, "event/pont.html"))
    (name,) = [n for n in files if n.startswith("article/b--")]
    assert "content/articles/<b>.md" in text_of(page(files, name))


def test_an_old_address_leads_to_the_new_one(site: dict[str, bytes]) -> None:
    html = site["event/pont-2031.html"].decode()
    assert 'content="0; url=pont-sarenne-2031-03-04.html"' in html


def test_unreviewed_records_are_marked(site: dict[str, bytes]) -> None:
    assert "Non relu" in text_of(page(site, EVENT))
    assert "Non relu" not in text_of(
        page(site, "event/peniche-pile.html").find_class("event")[0]
    )


def test_the_list_marks_what_is_unread_and_says_once_what_the_mark_means(
    site: dict[str, bytes],
) -> None:
    tree = page(site, "index.html")
    assert len(tree.find_class("unread-key")) == 1
    entries = tree.xpath("//a[contains(@class,'entry')]")
    marked = [e for e in entries if e.find_class("unread")]
    unread = [e for e in CONTENT.events.values() if e.status == "machine"]
    assert len(marked) == len(unread) > 0
    assert all("Non relu" in text_of(e) for e in marked), "also for who cannot see it"
    checked = render(publish="checked")
    assert not page(checked, "index.html").find_class("unread-key")


def test_the_method_page_states_its_rules(site: dict[str, bytes]) -> None:
    words = text_of(page(site, "method.html"))
    told = ("restent des candidats", "règle relation", "vers la date de l’article")
    for part in (*told, "l’une de", "recoupe explain", "premier locuteur"):
        assert part in words
    rules = page(site, "method.html").find_class("rules")
    assert rules
    assert all(re.search(r"\d", text_of(r)) for r in rules)


def test_pages_are_hidden_from_search_engines_until_a_person_decides() -> None:
    robots = "//meta[@name='robots']/@content"
    assert page(render(), EVENT).xpath(robots) == ["noindex"]
    assert page(render(index=True), EVENT).xpath(robots) == []


def test_a_source_page_says_what_it_says_and_who_carries_it(
    site: dict[str, bytes],
) -> None:
    words = text_of(page(site, "source/agence-levant.html"))
    assert "Ce qu’elle dit" in words
    assert "Levant Press Agency" in words
    assert "Qui la rapporte" in words


def test_the_english_interface_has_no_french_left(whole: dict[str, bytes]) -> None:
    assert "not stated" in text_of(page(whole, EVENT))
    assert "non dit" not in text_of(page(whole, EVENT))
    assert page(whole, EVENT).get("lang") == "en"


def test_passages_bear_the_language_of_their_article(whole: dict[str, bytes]) -> None:
    quotes = page(whole, EVENT).xpath("//blockquote")
    assert {q.get("lang") for q in quotes} == {"fr", "en"}
    assert {q.get("dir") for q in quotes} == {"ltr"}


def test_languages_have_the_same_messages() -> None:
    languages = list(known_languages("interface"))
    assert {"en", "fr"} <= set(languages)
    keys = [set(Interface(code).messages) for code in languages]
    assert all(one == keys[0] for one in keys)
    with pytest.raises(KeyError):
        Interface("fr").t("no.such.message")


# --- many, templates, sameness -------------------------------------------------------


def test_a_long_chronology_is_cut_into_years() -> None:
    events = {
        f"extra-{n:04}": make_extra(n, f"{1900 + n // 4}-0{n % 4 + 1}")
        for n in range(400)
    }
    files = render(replace(CONTENT, events=events))
    front = page(files, "index.html")
    assert len(front.xpath("//a[contains(@class,'entry')]")) == 200
    assert "year/1900.html" in files
    assert front.xpath("//a[@href='year/1900.html']")
    assert front.xpath("//a[@href='#y-1999']")
    near = page(files, "event/extra-0200.html").xpath(
        "//nav//a[contains(@class,'entry')]"
    )
    assert len(near) == 31


def test_an_empty_project_has_a_site() -> None:
    files = render(Content({}, {}, {}, {}))
    assert "Aucun événement" in text_of(page(files, "index.html"))
    assert {"method.html", "404.html", ".nojekyll", ".gitkeep"} <= set(files)


def test_a_projects_template_extends_the_default_block_by_block(tmp_path: Path) -> None:
    (tmp_path / "templates" / "assets").mkdir(parents=True)
    (tmp_path / "templates" / "404.html").write_text(
        '{% extends "default/404.html" %}'
        "{% block footer %}<footer>Ours</footer>{% endblock %}"
    )
    (tmp_path / "templates" / "assets" / "custom.css").write_text("body { color: red }")
    (tmp_path / "content" / "pages").mkdir(parents=True)
    (tmp_path / "content" / "pages" / "about.md").write_text("# Qui ?\n\nNous, *là*.")
    files = render(root=tmp_path)
    assert "Ours" in text_of(page(files, "404.html"))
    assert "Page introuvable" in text_of(page(files, "404.html"))
    assert files["assets/custom.css"] == b"body { color: red }"
    assert "Ours" not in text_of(page(files, "index.html"))
    assert text_of(page(files, "about.html").find(".//h1")) == "Qui ?"
    assert page(files, "index.html").xpath("//a[@href='about.html']")


def test_the_order_of_files_changes_no_byte() -> None:
    turned = Content(
        *(
            dict(reversed(part.items()))
            for part in (
                CONTENT.articles,
                CONTENT.events,
                CONTENT.sources,
                CONTENT.places,
            )
        )
    )
    assert render(turned) == render()
