"""How many speak, how many independent origins stand behind them, and copied texts."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from builder.compare import count_voices, find_copies, make_comparison
from builder.compare.origins import Copies, find_origins, find_same_texts
from builder.model import Article, Claim, EventRecord, Report
from tests.publish.sample import make_article, make_report

OUTLETS = ("courrier", "herald", "radio", "gazette")
ARTICLES: dict[str, Article] = {
    f"{outlet}-{n}": make_article(f"{outlet}-{n}", "x", outlet=outlet)
    for outlet in OUTLETS
    for n in (1, 2)
}
ARTICLES["lost"] = make_article("lost", "x")
WORDS = [f"{a}{b}{c}" for a in "bdfglm" for b in "aeiou" for c in ("ne", "re", "ton")]


def text_of(seed: int, length: int = 200) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def tell(article: str, source: str, *via: str, quote: str | None = None) -> Report:
    words = f"mots de {article} et de {source}" if quote is None else quote
    return make_report(f"r-{article}-{source}", article, source, words, via=list(via))


def origins(*reports: Report, copies: Copies | None = None) -> list[tuple[str, ...]]:
    found = find_origins(reports, ARTICLES, copies)
    assert count_voices(reports, ARTICLES, copies).origins <= len(found)
    return [origin.speakers for origin in found]


# --- must not ------------------------------------------------------------------------


def test_an_outlet_that_cites_is_no_origin_of_its_own() -> None:
    reports = [
        tell("courrier-1", "agence"),
        tell("courrier-1", "courrier"),
    ]
    assert origins(*reports) == [("agence",)]


def test_a_relay_that_speaks_itself_is_no_second_origin() -> None:
    reports = [
        tell("courrier-1", "porte-parole", "chaîne"),
        tell("courrier-1", "chaîne"),
    ]
    assert origins(*reports) == [("porte-parole",)]


def test_three_outlets_that_carry_one_agency_are_one_origin() -> None:
    reports = [tell(f"{outlet}-1", "agence") for outlet in OUTLETS[:3]]
    assert origins(*reports) == [("agence",)]
    counts = count_voices(reports, ARTICLES)
    assert (counts.sources, counts.outlets, counts.origins) == (1, 3, 1)


def test_outlets_that_cite_each_other_still_leave_an_origin() -> None:
    reports = [tell("courrier-1", "herald"), tell("herald-1", "courrier")]
    assert origins(*reports) == [("herald",), ("courrier",)]


def test_the_anonymous_of_two_articles_are_not_surely_two() -> None:
    reports = [tell(f"{o}-1", f"un témoin@{o}-1") for o in OUTLETS[:2]]
    counts = count_voices(reports, ARTICLES)
    assert (counts.origins, counts.origins_at_least) == (1, True)


def test_texts_that_share_a_formula_or_a_subject_are_no_copies() -> None:
    formula = "toute reproduction même partielle est interdite sans accord"
    texts = {f"a{n}": f"{text_of(n)} {formula}" for n in range(40)}
    assert find_copies(texts) == ()
    assert find_copies({"a": "", "b": ""}) == ()
    assert find_copies({"a": "le pont a cédé", "b": "le pont a cédé"}) == ()


def test_one_article_is_not_a_copy_of_itself() -> None:
    words = text_of(1)
    reports = [
        tell("courrier-1", "courrier", quote=words),
        tell("courrier-1", "herald", quote=words),
    ]
    assert find_same_texts(reports, ARTICLES) == ()


# --- counts --------------------------------------------------------------------------


def test_seven_sources_one_outlet_four_origins() -> None:
    reports = [
        tell("lost", "sources@lost", "télévision"),
        tell("lost", "observatoire"),
        tell("lost", "unknown@lost"),
        tell("lost", "journal"),
        tell("lost", "chaîne"),
        tell("lost", "porte-parole", "chaîne"),
    ]
    counts = count_voices(reports, ARTICLES)
    assert (counts.sources, counts.outlets, counts.origins) == (7, 1, 4)
    assert not (counts.sources_at_least)
    assert not (counts.origins_at_least)
    found = find_origins(reports, ARTICLES)
    assert found[0].relays == ("télévision", "unknown@lost")


def test_two_outlets_that_speak_themselves_are_two() -> None:
    assert origins(tell("courrier-1", "courrier"), tell("herald-1", "herald")) == [
        ("courrier",),
        ("herald",),
    ]


# --- one text in several articles ----------------------------------------------------


def test_a_text_trimmed_and_retouched_is_found() -> None:
    words = text_of(5, 300).split()
    trimmed = " ".join(words[:180])
    retouched = " ".join("autre" if n % 40 == 0 else w for n, w in enumerate(words))
    texts = {"a": " ".join(words), "b": trimmed, "c": retouched, "d": text_of(6)}
    assert find_copies(texts) == (("a", "b", "c"),)


def test_outlets_that_print_one_text_are_one_origin() -> None:
    words = text_of(7, 30)
    reports = [
        tell("courrier-1", "courrier", quote=words),
        tell("herald-1", "herald", quote=f"Dépêche. {words}"),
        tell("radio-1", "radio", quote=text_of(8, 30)),
    ]
    assert origins(*reports) == [("courrier", "herald"), ("radio",)]
    (same,) = find_same_texts(reports, ARTICLES)
    assert same.articles == ("courrier-1", "herald-1")


def test_articles_that_are_one_text_share_their_anonymous_sources() -> None:
    reports = [tell(f"{o}-1", f"un témoin@{o}-1") for o in OUTLETS[:2]]
    copies = dict.fromkeys(("courrier-1", "herald-1"), ("courrier-1", "herald-1"))
    assert len(origins(*reports, copies=copies)) == 1
    counts = count_voices(reports, ARTICLES, copies)
    assert (counts.origins, counts.origins_at_least) == (1, False)


def test_copies_are_named_by_their_credits() -> None:
    articles = {
        **ARTICLES,
        "herald-1": make_article("herald-1", "x", outlet="herald", credits=["Agence"]),
    }
    words = text_of(9, 30)
    reports = [tell(f"{o}-1", o, quote=words) for o in OUTLETS[:2]]
    event = EventRecord(id="e", title="t", kind="event", reports=reports)
    (same,) = make_comparison(event, articles, {}, {}).same_texts
    assert same.credits == ("Agence",)


def test_an_agreement_of_one_origin_is_said_to_be_one() -> None:
    words = text_of(12, 30)

    def say(article: str, source: str, quote: str) -> Report:
        claim = Claim(facet="killed", value=4, unit="dead", quote=quote[:20])
        return make_report(f"r-{article}", article, source, quote, claim)

    printed = [say(f"{outlet}-1", outlet, words) for outlet in OUTLETS[:2]]
    witness = say("radio-1", "un témoin", text_of(13, 30))

    def verdicts(*reports: Report) -> list[tuple[str, bool]]:
        event = EventRecord(id="e", title="t", kind="event", reports=list(reports))
        found = make_comparison(event, ARTICLES, {}, {}).verdicts["killed"]
        return [(verdict.kind, verdict.one_origin) for verdict in found]

    assert verdicts(*printed) == [("same", True)]
    assert verdicts(*printed, witness) == [("same", False)]


def test_who_agrees_with_those_it_cites_adds_nothing_and_others_do() -> None:
    def say(article: str, source: str) -> Report:
        claim = Claim(facet="killed", value=4, unit="dead", quote=f"4 morts, {source}")
        return make_report(f"r-{article}-{source}", article, source, "x", claim)

    def agreed(*reports: Report) -> bool:
        event = EventRecord(id="e", title="t", kind="event", reports=list(reports))
        (found,) = make_comparison(event, ARTICLES, {}, {}).verdicts["killed"]
        return found.one_origin

    cited = [say("courrier-1", "mairie"), say("courrier-1", "courrier")]
    assert agreed(*cited)
    assert not agreed(*cited, say("herald-1", "herald"))
    assert not agreed(cited[1], say("courrier-2", "police"), say("herald-1", "herald"))


# --- laws ----------------------------------------------------------------------------


@given(st.permutations(range(8)), st.integers(1, 8))
def test_copies_do_not_hang_on_names_or_order(order: Sequence[int], kept: int) -> None:
    texts = [text_of(n // 3, 60) for n in range(8)][:kept]
    plain = find_copies({f"t{n}": text for n, text in enumerate(texts)})
    other = find_copies({f"t{n}": texts[n] for n in order if n < kept})
    assert plain == other
    assert plain == tuple(
        tuple(f"t{n}" for n in range(start, min(start + 3, kept)))
        for start in range(0, kept, 3)
        if min(start + 3, kept) - start > 1
    )


def test_many_copies_of_one_text_are_one_group() -> None:
    words = text_of(11, 60)
    texts = {f"t{n:03}": f"{words} {text_of(100 + n, 20)}" for n in range(120)}
    (group,) = find_copies(texts)
    assert len(group) == 120
