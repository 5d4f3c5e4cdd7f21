"""What one stage leaves to another."""

from __future__ import annotations

from builder.annotate import annotate
from builder.annotate.knowledge import Knowledge
from builder.model import Annotations, Article, ArticleRecord, Evidence
from builder.working_copy import find_blocks


def notes_on(body: str, language: str) -> Annotations:
    evidence = Evidence(file="seeds/a.txt", sha256="")
    record = ArticleRecord(id="a", evidence=evidence, language=language)
    return annotate(Article(record, body, find_blocks(body)), Knowledge())


def test_a_year_and_a_day_count_nothing() -> None:
    body = "An explosion on 4 May 2031 wounded five people.\n"
    found = [body[slice(*q.span)] for q in notes_on(body, "en").quantities]
    assert found == ["five people"]


def test_a_count_beside_a_duration_stays() -> None:
    body = "En deux jours, l'incendie a tué 5 personnes.\n"
    found = [body[slice(*q.span)] for q in notes_on(body, "fr").quantities]
    assert "5 personnes" in found


def test_a_count_within_what_is_told_from_an_event_stays() -> None:
    body = "Deux jours après l'attentat qui a tué 5 personnes, le marché a rouvert.\n"
    found = [body[slice(*q.span)] for q in notes_on(body, "fr").quantities]
    assert "5 personnes" in found
