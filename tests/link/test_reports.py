"""Reports: what makes none first, then speakers, times, places and claims."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from builder.annotate.mentions import find_mentions
from builder.annotate.quantities import find_quantities
from builder.link.reports import find_reports
from builder.model import (
    Annotations,
    Article,
    ArticleRecord,
    Block,
    Citation,
    EventOffset,
    Evidence,
    FoundReport,
    PlaceMention,
    Relay,
    Span,
    TimeExpression,
)

_PIECES = (
    "Une bombe a explosé au marché, tuant 3 civils.",
    "Après l’attaque, le maire a démissionné lundi.",
    "Selon lui, « 12 drones ont visé la gare », mais aucun blessé n’est signalé ;",
    "Cette frappe, qui a été revendiquée par un groupe,",
    "On ignore qui a tiré. L’auteur n’est pas connu.",
    "(voir plus bas)",
)


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def cite(text: str, source: str, cue: str, content: str, via: str = "") -> Citation:
    relays = (Relay(via, at(text, via)),) if via else ()
    return Citation(
        content=(at(text, content),),
        cue=at(text, cue),
        source=at(text, source),
        name=source,
        ref=source,
        kind="agency",
        mode="indirect",
        rule="fr/test",
        via=relays,
    )


def read(
    text: str,
    citations: tuple[Citation, ...] = (),
    places: tuple[str, ...] = (),
    times: tuple[tuple[str, str], ...] = (),
    outlet: str = "unknown",
    expressions: tuple[TimeExpression, ...] = (),
) -> tuple[FoundReport, ...]:
    record = ArticleRecord(
        id="a",
        evidence=Evidence(file="seeds/a.txt", sha256="0"),
        language="fr",
        outlet=outlet,
    )
    article = Article(record, text, (Block("paragraph", (0, len(text))),))
    ends = [i + 1 for i, c in enumerate(text) if c == "."]
    sentences = tuple((a + (a > 0), b) for a, b in zip([0, *ends], ends, strict=False))
    found = Annotations(
        "a",
        sentences,
        citations=citations,
        places=tuple(PlaceMention(at(text, p), p.lower(), "x") for p in places),
        times=tuple(
            TimeExpression(at(text, w), "DATE", edtf, edtf, "x") for w, edtf in times
        )
        + expressions,
        quantities=find_quantities(article),
    )
    found = replace(found, mentions=find_mentions(article, found))
    return find_reports(article, found, None)


def test_plans_and_bare_references_are_no_reports() -> None:
    assert read("Le groupe menace d’attaquer la caserne de Verfeil.") == ()
    assert read("Cette attaque inquiète.") == ()


def test_the_article_speaks_where_nobody_is_cited() -> None:
    text = "Une bombe a explosé à Verfeil."
    (report,) = read(text, places=("Verfeil",))
    assert (report.source, report.rule) == ("unknown@a", "publisher")
    assert report.places == ("verfeil",)
    (named,) = read(text, places=("Verfeil",), outlet="le-journal")
    assert named.source == "le-journal"


def test_the_first_speaker_is_the_source_and_the_relay_stands_in_via() -> None:
    text = "Une bombe a explosé à Verfeil, selon des témoins cités par Radio Sud."
    said = "Une bombe a explosé à Verfeil"
    cited = cite(text, "des témoins", "selon", said, via="Radio Sud")
    (report,) = read(text, (cited,), places=("Verfeil",))
    assert (report.source, report.via) == ("des témoins", ("Radio Sud",))


def test_who_tells_of_a_threat_does_not_make_it() -> None:
    said = "le groupe avait menacé la mairie de Verfeil"
    text = f"Le préfet a déclaré que {said}."
    (report,) = read(text, (cite(text, "Le préfet", "a déclaré que", said),))
    assert (report.source, report.speaks) == ("Le préfet", False)
    text = "Le groupe a menacé la mairie de Verfeil d’un siège."
    (own,) = read(text, (cite(text, "Le groupe", "a menacé", "d’un siège"),))
    assert (own.source, own.speaks) == ("Le groupe", True)


def test_the_day_of_speaking_does_not_date_the_event() -> None:
    text = "Une bombe a explosé à Verfeil, a déclaré mardi le préfet."
    cited = cite(text, "le préfet", "a déclaré", "Une bombe a explosé à Verfeil")
    times = (("mardi", "2021-05-04"),)
    (report,) = read(text, (cited,), places=("Verfeil",), times=times)
    assert report.times == ()
    (own,) = read("Une bombe a explosé mardi à Verfeil.", times=times)
    assert [t.edtf for t in own.times] == ["2021-05-04"]


def test_where_the_words_fell_is_not_where_it_happened() -> None:
    text = "Une bombe a explosé à Verfeil, a déclaré le préfet à Ostrel."
    cited = cite(text, "le préfet", "a déclaré", "Une bombe a explosé à Verfeil")
    (report,) = read(text, (cited,), places=("Verfeil", "Ostrel"))
    assert report.places == ("verfeil",)


def test_a_time_that_ends_it_is_not_when_it_began() -> None:
    times = (("vendredi", "2021-05-07"),)
    text = "Les dockers ont bloqué le pont et manifesté à Verfeil jusqu’à vendredi."
    (report,) = read(text, places=("Verfeil",), times=times)
    assert report.times == ()


def test_a_time_that_ends_it_may_stand_at_the_end_of_its_clause() -> None:
    times = (("le 7 mai", "2021-05-07"),)
    text = "Les dockers ont manifesté à Verfeil jusqu’à l’arrêté du maire le 7 mai."
    assert all(r.times == () for r in read(text, places=("Verfeil",), times=times))


def test_since_when_it_is_the_worst_is_not_when_it_happened() -> None:
    times = (("2004", "2004/.."),)
    worst = "Le déraillement de Verfeil est le pire accident depuis 2004."
    assert all(r.times == () for r in read(worst, places=("Verfeil",), times=times))
    count = "Le déraillement de Verfeil est le 27e accident depuis 2004."
    assert all(r.times == () for r in read(count, places=("Verfeil",), times=times))
    held = "Les dockers bloquent et manifestent à Verfeil depuis 2004."
    assert any(r.times for r in read(held, places=("Verfeil",), times=times))


def test_a_sentence_shown_twice_is_one_report() -> None:
    times = (("le 3 mai", "2021-05-03"),)
    text = "Une bombe a tué 3 hommes à Verfeil le 3 mai."
    assert len(read(f"{text} {text}", places=("Verfeil",), times=times)) == 1
    assert len(read(f"{text} {text.replace('3 hommes', 'dix hommes')}")) == 2


def test_the_day_of_a_new_toll_is_not_that_of_the_event() -> None:
    text = "Un séisme a frappé Verfeil lundi. Le bilan est passé mercredi à dix morts."
    times = (("lundi", "2021-05-03"), ("mercredi", "2021-05-05"))
    first, second = read(text, places=("Verfeil",), times=times)
    assert [t.edtf for t in first.times] == ["2021-05-03"]
    assert second.times == ()
    assert [c.value for c in second.claims if c.facet == "killed"] == [10]


def test_people_brought_to_safety_answer_what_drove_them_out() -> None:
    text = "Un incendie a ravagé un hangar. Plus de 200 habitants ont été évacués."
    first, second = read(text)
    assert second.mention.kind == first.mention.kind
    assert "killed" not in {c.facet for c in second.claims}
    assert [text[slice(*c.span)] for c in second.claims if c.facet == "response"] == [
        "Plus de 200 habitants"
    ]


def test_a_charge_is_not_dated_by_its_deed() -> None:
    text = "Un homme soupçonné d’avoir tué lundi un voisin a été arrêté mardi."
    times = (("lundi", "2021-05-03"), ("mardi", "2021-05-04"))
    (report,) = read(text, times=times)
    assert report.mention.kind == "arrest"
    assert [t.edtf for t in report.times] == ["2021-05-04"]


def test_the_day_beside_a_death_is_that_of_the_death() -> None:
    text = "Un passager du car accidenté lundi près de Verfeil est mort mercredi."
    times = (("lundi", "2021-05-03"), ("mercredi", "2021-05-05"))
    (report,) = read(text, places=("Verfeil",), times=times)
    assert report.mention.kind == "death"
    assert report.times[0].edtf == "2021-05-05"


def test_an_actor_country_is_not_where_it_happened() -> None:
    text = "La France a bombardé le port de Verfeil."
    (report,) = read(text, places=("France", "Verfeil"))
    assert report.places == ("verfeil",)


def test_what_is_told_of_those_beside_it_is_not_told_of_it() -> None:
    text = (
        "Cette attaque et celles menées à Oudon au moyen de drones ont fait trois"
        " morts, dont un à Verfeil."
    )
    (report,) = read(text, places=("Oudon", "Verfeil"))
    told = {(claim.facet, text[slice(*claim.span)]) for claim in report.claims}
    assert ("means", "drones") not in told
    assert [words for facet, words in told if facet == "where"] == ["à Verfeil"]


def test_weapons_that_do_it_are_means_and_nobody() -> None:
    text = "La caserne de Verfeil a été visée par des drones."
    (report,) = read(text, places=("Verfeil",))
    told = {claim.facet: text[slice(*claim.span)] for claim in report.claims}
    assert told["means"] == "des drones"
    assert "actor" not in told


def test_two_nouns_of_one_none_are_both_zero_and_keep_the_word() -> None:
    text = "L’explosion n’a fait ni mort ni blessé à Verfeil."
    (report,) = read(text, places=("Verfeil",))
    told = {c.facet: (c.value, text[slice(*c.span)]) for c in report.claims}
    assert told["killed"] == (0, "ni mort")
    assert told["wounded"] == (0, "ni mort ni blessé")


def test_a_ship_is_attacked_and_a_bare_name_may_be_either() -> None:
    facets = {}
    for name in ("du pétrolier", "du groupe", "de Daech"):
        text = f"L’attaque {name} a fait deux morts à Verfeil."
        (report,) = read(text, places=("Verfeil",))
        facets[name] = {c.facet for c in report.claims} & {"actor", "target"}
    assert facets == {
        "du pétrolier": {"target"},
        "du groupe": {"actor"},
        "de Daech": set(),
    }


def test_those_who_act_are_counted() -> None:
    text = "Quelque 3 000 cheminots ont manifesté à Verfeil."
    (report,) = read(text, places=("Verfeil",))
    (actor,) = (claim for claim in report.claims if claim.facet == "actor")
    assert (actor.value, actor.hedge) == (3000, "Quelque 3 000")


def test_claims_carry_values_and_lie_in_the_passage() -> None:
    text = (
        "Au moins 12 roquettes ont visé la caserne de Verfeil, tuant cinq soldats ; "
        "on ignore s’il y a des blessés."
    )
    (report,) = read(text, places=("Verfeil",))
    claims = {(c.facet, c.value, c.at_least, c.unit) for c in report.claims}
    assert ("means", 12, 12, "rocket") in claims
    assert ("killed", 5, None, "soldier") in claims
    assert ("wounded", "unknown", None, "wounded") in claims
    start, end = report.passage
    assert all(start <= c.span[0] < c.span[1] <= end for c in report.claims)
    assert any(c.facet == "where" and c.value == "verfeil" for c in report.claims)


def test_zero_is_a_number_and_unknown_is_not() -> None:
    text = "L’armée a bombardé le port de Verfeil sans faire de victimes."
    (report,) = read(text, places=("Verfeil",))
    assert [c.value for c in report.claims if c.facet == "killed"] == [0]


def test_the_passage_is_also_given_in_the_evidence() -> None:
    class Shifted:
        def to_evidence(self, span: Span) -> Span | None:
            return span[0] + 7, span[1] + 7

    text = "Une bombe a explosé à Verfeil."
    record = ArticleRecord(
        id="a", evidence=Evidence(file="seeds/a.txt", sha256="0"), language="fr"
    )
    article = Article(record, text, (Block("paragraph", (0, len(text))),))
    so_far = Annotations(
        "a",
        ((0, len(text)),),
        places=(PlaceMention(at(text, "Verfeil"), "verfeil", "x"),),
    )
    so_far = replace(so_far, mentions=find_mentions(article, so_far))
    (report,) = find_reports(article, so_far, Shifted())
    assert report.evidence == (report.passage[0] + 7, report.passage[1] + 7)


def offset(
    text: str, words: str, event: str, direction: str = "after"
) -> TimeExpression:
    told = EventOffset(
        "before" if direction == "before" else "after", "P2D", "P2D", at(text, event)
    )
    return TimeExpression(at(text, words), "DATE", "", "", "x", offset=told)


def test_an_event_named_for_a_distance_is_no_report_and_not_dated_by_it() -> None:
    words = "Deux jours après cette frappe aérienne"
    text = f"{words}, la caserne de Verfeil a été prise pour cible d’un missile."
    times = (offset(text, words, "cette frappe aérienne"),)
    (report,) = read(text, places=("Verfeil",), expressions=times)
    assert text[slice(*report.mention.trigger)] == "prise pour cible"
    assert report.times == times
    assert [c.facet for c in report.claims].count("when") == 1


def test_an_event_told_anew_keeps_its_report_without_the_distance() -> None:
    event = "avoir attaqué au drone la caserne de Verfeil"
    text = f"Deux jours après {event}, l’armée a tué 3 rebelles à Querne."
    times = (offset(text, f"Deux jours après {event}", event),)
    first, second = read(text, places=("Verfeil", "Querne"), expressions=times)
    assert text[slice(*first.mention.trigger)] == "attaqué"
    assert first.times == ()
    assert not [c for c in first.claims if c.facet == "when"]
    assert second.times == times


def test_a_distance_at_the_end_dates_what_stands_before_it() -> None:
    words = "deux jours avant la frappe de Querne"
    text = f"Une bombe a tué 3 hommes à Verfeil {words}."
    times = (offset(text, words, "la frappe de Querne", "before"),)
    reports = read(text, places=("Verfeil", "Querne"), expressions=times)
    assert [r.times for r in reports if r.mention.kind != "attack"] == [times]


def test_news_is_told_where_somebody_reports_it() -> None:
    text = "Des témoins font état d’une nouvelle progression des rebelles à Verfeil."
    (report,) = read(text, places=("Verfeil",))
    assert report.mention.kind == "offensive"
    assert read("La progression des rebelles à Verfeil l’inquiète.", places=()) == ()


def test_words_that_name_somebody_end_before_a_date() -> None:
    text = "La police a arrêté le chef de la bande le 3 mai à Verfeil."
    (report,) = read(text, places=("Verfeil",), times=(("le 3 mai", "2021-05-03"),))
    targets = [text[slice(*c.span)] for c in report.claims if c.facet == "target"]
    assert targets == ["le chef de la bande"]


def test_a_hedge_is_a_verb_that_leaves_it_open() -> None:
    bomb = "Une bombe a tué 3 hommes à Verfeil."
    known = f"{bomb} C’est l’œuvre de séparatistes."
    open_ = f"{bomb} Il s’agirait de séparatistes."
    wrong = f"{bomb} La mise en œuvre de la loi tarde."
    hedges = {
        text: [
            c.hedge
            for r in read(text, places=("Verfeil",))
            for c in r.claims
            if c.facet == "blamed_on"
        ]
        for text in (known, open_, wrong)
    }
    assert hedges == {known: [None], open_: ["Il s’agirait de"], wrong: []}


@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=8))
def test_claims_always_lie_in_their_passage(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for report in read(text):
        start, end = report.passage
        assert 0 <= start < end <= len(text)
        assert report.claims
        assert all(start <= c.span[0] < c.span[1] <= end for c in report.claims)


def test_what_was_said_behind_a_colon_belongs_to_a_statement() -> None:
    text = (
        "Dans son discours aux marins, la ministre a dit : « Le port restera ouvert »."
    )
    said = cite(text, "la ministre", "a dit", "Le port restera ouvert")
    (report,) = read(text, (said,))
    assert report.mention.kind == "statement/message"
    assert text[slice(*report.passage)].endswith("Le port restera ouvert »")


def test_what_is_said_is_not_where_it_is_said_and_its_time_dates_it() -> None:
    text = (
        "La ministre a accordé un entretien à Ostrel le 12 mai, affirmant que la "
        "digue de Varne tiendra."
    )
    said = cite(text, "La ministre", "affirmant", "la digue de Varne tiendra")
    (report,) = read(
        text, (said,), places=("Varne", "Ostrel"), times=(("12 mai", "2031-05-12"),)
    )
    assert report.mention.kind == "statement/interview"
    assert report.places == ("ostrel",)
    assert [t.value for t in report.times] == ["2031-05-12"]
