"""Event mentions: sentences that tell of nothing first, then kinds and facets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.annotate.mentions import find_mentions
from builder.annotate.quantities import find_quantities
from builder.model import (
    Annotations,
    Article,
    ArticleRecord,
    Block,
    EventMention,
    Evidence,
    Span,
    TimeExpression,
)
from builder.taxonomy import compatible, label, load_kinds, reported

CORPUS = Path(__file__).parents[1] / "corpus"


def make_article(text: str, language: str) -> Article:
    record = ArticleRecord(
        id="a", evidence=Evidence(file="seeds/a.txt", sha256="0"), language=language
    )
    return Article(record, text, (Block("paragraph", (0, len(text))),))


def read(
    text: str, language: str, times: tuple[str, ...] = ()
) -> tuple[EventMention, ...]:
    article = make_article(text, language)
    sentences: list[Span] = []
    start = 0
    for piece in text.split(". "):
        end = min(start + len(piece) + 1, len(text))
        sentences.append((start, end))
        start = end + 1
    dated = tuple(
        TimeExpression(
            (text.index(t), text.index(t) + len(t)),
            "DATE",
            "2021-05-04",
            "2021-05-04",
            "x",
        )
        for t in times
    )
    so_far = Annotations("a", tuple(sentences), times=dated)
    so_far = replace(so_far, quantities=find_quantities(article))
    return find_mentions(article, so_far)


def rows(key: str) -> list[Any]:
    out = []
    for language in ("fr", "en"):
        path = CORPUS / language / "events.yaml"
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))[key]:
            name = row["text"] if isinstance(row, dict) else row[0]
            out.append(pytest.param(language, row, id=name))
    return out


@pytest.mark.parametrize(("language", "row"), rows("silent"))
def test_nothing_is_asserted(language: str, row: list[str]) -> None:
    text, why = row
    assert not [m for m in read(text, language) if m.modality == "asserted"], why


@pytest.mark.parametrize(("language", "row"), rows("told"))
def test_kind_and_facets(language: str, row: dict[str, str]) -> None:
    text = row["text"]
    told = [m for m in read(text, language) if m.modality == "asserted"]
    assert [m.kind for m in told] == [row["kind"]]
    roles = {(r.facet, text[slice(*r.span)]) for r in told[0].roles}
    wanted = {(f, w) for f, w in row.items() if f not in ("text", "kind")}
    assert wanted <= roles


@pytest.mark.parametrize(("language", "row"), rows("unfilled"))
def test_a_facet_is_left_open(language: str, row: list[str]) -> None:
    text, facet, words, why = row
    found = [
        text[slice(*r.span)]
        for m in read(text, language)
        for r in m.roles
        if r.facet == facet
    ]
    assert words not in found, f"{why}: {found}"


def test_what_is_said_again_points_back() -> None:
    text = "Une bombe a explosé au port. Cette attaque a fait deux morts."
    first, second = read(text, "fr")
    assert (first.definite, second.definite) == (False, True)


def test_an_event_that_dates_another_has_its_own_passage() -> None:
    text = (
        "Deux jours après avoir attaqué le port, les rebelles ont pris le contrôle "
        "de la gare."
    )
    first, second = read(text, "fr")
    assert text[slice(*first.passage)].endswith("le port")
    assert text[slice(*second.passage)].startswith("les rebelles")


def test_blame_without_a_name_goes_on_with_the_event_before() -> None:
    text = "Une roquette a touché la base. Le gouverneur a accusé les insurgés."
    first, second = read(text, "fr")
    assert second.kind == first.kind
    assert second.definite
    assert [text[slice(*r.span)] for r in second.roles] == ["insurgés"]


@pytest.mark.parametrize(
    ("language", "text", "killed"),
    [
        (
            "fr",
            "Un feu de forêt a ravagé un camp. Le bilan est désormais de trois morts.",
            "trois morts",
        ),
        (
            "fr",
            "Un incendie a ravagé un hangar. Un troisième ouvrier est décédé hier.",
            "Un troisième ouvrier",
        ),
        ("en", "A quake struck a town. The death toll rose to 412.", "412"),
        ("en", "A fire gutted a plant. The toll stood at three.", "three"),
    ],
)
def test_a_toll_goes_on_with_what_it_counts(
    language: str, text: str, killed: str
) -> None:
    first, second = read(text, language)
    assert second.kind == first.kind
    assert second.definite
    assert killed in [text[slice(*r.span)] for r in second.roles if r.facet == "killed"]


def test_a_death_of_another_day_is_an_event_of_its_own() -> None:
    text = "Un incendie a ravagé un hangar. Un élu est mort lundi à Metz."
    first, second = read(text, "fr", ("lundi",))
    assert second.kind != first.kind


def test_an_author_nobody_can_name_is_unknown() -> None:
    text = (
        "Une bombe a explosé au marché. Les auteurs de cette attaque ne sont pas "
        "encore connus."
    )
    roles = read(text, "fr")[-1].roles
    assert [r.rule for r in roles if r.facet == "blamed_on"] == ["fr/undetermined"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Un accident similaire a fait onze morts."),
        ("en", "A similar attack killed seven people."),
    ],
)
def test_a_similar_one_is_another_one(language: str, text: str) -> None:
    assert read(text, language)[0].again


def test_another_one_is_marked_as_such() -> None:
    (mention,) = read("Le port a été bombardé à nouveau.", "fr")
    assert mention.again


def test_a_dated_happening_of_no_known_kind_is_an_event() -> None:
    text = "Le 4 mai, la statue a retrouvé son socle."
    (mention,) = read(text, "fr", ("Le 4 mai",))
    assert mention.kind == "event"
    assert read(text, "fr") == ()


def test_a_decision_to_act_holds_when_the_act_is_pointed_at() -> None:
    text = "Le général a décidé de bombarder le port. Cette frappe a fait trois morts."
    assert [m.modality for m in read(text, "fr")] == ["asserted", "asserted"]
    assert read(text.split(". ")[0] + ".", "fr")[0].modality == "planned"


def test_kinds_are_compatible_both_ways() -> None:
    kinds = [*load_kinds()]
    assert all(compatible(a, b) == compatible(b, a) for a in kinds for b in kinds)
    assert not compatible("attack/rockets", "election")
    assert compatible("attack/rockets", "attack/missile")
    assert not compatible("decision/vote", "attack")


def test_every_kind_has_a_participle_in_both_languages() -> None:
    assert all(reported(k, c) for k in load_kinds() for c in ("fr", "en"))
    assert reported("attack/rockets", "fr") == "signalés"
    assert reported("attack", "fr") == "signalée"


def test_every_kind_has_a_label_in_both_languages() -> None:
    assert all(label(k, c) != k for k in load_kinds() for c in ("fr", "en"))


def test_the_lexicons_name_known_kinds_only() -> None:
    from builder.languages import load_rules

    for language in ("fr", "en"):
        triggers = load_rules(language, "events")["triggers"]
        assert isinstance(triggers, dict)
        assert set(triggers) <= set(load_kinds())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The strike killed four soldiers. The union was silent.", "killing"),
        ("A missile strike hit the barracks on Monday.", "attack/missile"),
        ("Bakers began a three-day strike over pay on Monday.", "strike"),
        ("The strike in Dover began Monday. The union met. Pay is low.", "strike"),
        ("Rebels hailed the takeover of the town on Monday.", "capture"),
        ("The takeover of a rival by the company cost millions.", "business"),
    ],
)
def test_a_word_of_two_senses(text: str, kind: str) -> None:
    found = read(text, "en", ("Monday",) if "Monday" in text else ())
    assert found[0].kind == kind


def test_a_present_tense_is_news_in_a_headline_only() -> None:
    text = "Bakers walk out in Dover"
    article = make_article(text, "en")
    told = find_mentions(article, Annotations("a", ((0, len(text)),)))
    assert [m.modality for m in told] == ["background"]
    heading = replace(article, blocks=(Block("heading", (0, len(text))),))
    told = find_mentions(heading, Annotations("a", ((0, len(text)),)))
    assert [m.modality for m in told] == ["asserted"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Most houses would not survive a strong quake."),
        ("fr", "La digue ne résisterait pas à une crue."),
    ],
)
def test_what_is_only_supposed_did_not_happen(language: str, text: str) -> None:
    assert all(m.modality == "background" for m in read(text, language))


def test_whom_a_relative_clause_describes_is_what_was_freed() -> None:
    (told,) = read("Rebels freed two nurses who were abducted in May.", "en")
    assert told.kind == "release"
    (told,) = read("Kidnapped nurses released after talks.", "en")[:1]
    assert told.kind == "release"


def test_to_state_a_toll_is_not_to_kill() -> None:
    text = "Une crue a frappé la vallée. La mairie fait état de deux morts."
    assert [m.kind for m in read(text, "fr") if m.modality == "asserted"] == [
        "disaster/flood",
        "disaster/flood",
    ]


def test_an_accuser_behind_his_words_is_not_accused() -> None:
    text = "Une bombe a tué 3 gardes. « On nous ment », accuse le maire."
    roles = [r.facet for m in read(text, "fr") for r in m.roles]
    assert "blamed_on" not in roles


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Gunmen fled with the gold of a bank."),
        ("fr", "Les voleurs ont pris la fuite avec les bijoux."),
    ],
)
def test_robbers_on_the_run_are_no_refugees(language: str, text: str) -> None:
    kinds = [m.kind for m in read(text, language)]
    assert "movement/displacement" not in kinds


def test_the_worst_accident_is_not_blamed_for_itself() -> None:
    text = "Une grue a tué 3 gardes. Il s’agit de l’accident le plus grave du port."
    roles = [r.facet for m in read(text, "fr") for r in m.roles]
    assert "blamed_on" not in roles
