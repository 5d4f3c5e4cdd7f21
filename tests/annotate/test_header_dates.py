"""Publication dates of header lines: what states none, what states one."""

from __future__ import annotations

import pytest

from builder.annotate.header_dates import find_published_in_header

NONE = [
    ("Le 3 mai 2019, un convoi a quitté la ville.", "a sentence of the article"),
    ("En 2011, la guerre a commencé.", "a year in a sentence"),
    ("PARIS, 3 mai - Un convoi", "no year"),
    ("Publié le 3 mai", "no year"),
    ("date limite : 3 mai 2019", "another date than that of the text"),
    ("Un rapport publié le 3 mai 2019 affirme", "published is said of something else"),
    ("Carte de la région le 8 mars 2019", "a caption"),
    ("Updated rules came on May 3, 2019 after a long debate", "a sentence"),
    ("2019", "a year alone"),
    ("06 12 34 56 78", "a telephone number"),
    ("", "nothing"),
]

STATED = [
    (" date 2022-01 En Syrie, à l’heure où", "2022-01", "date 2022-01", "date"),
    ("Publié le 3 mai 2019 à 18h", "2019-05-03", "Publié le 3 mai 2019", "published"),
    ("Publiée 03/05/2019 - 10:11", "2019-05-03", "Publiée 03/05/2019", "published"),
    ("Published: May 3, 2019", "2019-05-03", "Published: May 3, 2019", "published"),
    ("Mis à jour le 4/5/2019", "2019-05-04", "Mis à jour le 4/5/2019", "updated"),
    ("PARIS, 3 mai 2019 (AFP) - Un texte", "2019-05-03", "PARIS, 3 mai 2019 (AFP)",
     "dateline"),
    ("ROME (May 3, 2019) - A text", "2019-05-03", "ROME (May 3, 2019)", "dateline"),
    ("2019-05-03", "2019-05-03", "2019-05-03", "alone"),
    ("vendredi 3 mai 2019 18h30", "2019-05-03", "vendredi 3 mai 2019 18h30", "alone"),
    ("May 3, 2019 5:30 p.m.", "2019-05-03", "May 3, 2019 5:30 p.m.", "alone"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "why"), NONE)
def test_states_no_publication_date(line: str, why: str) -> None:
    assert find_published_in_header([line]) is None, why


@pytest.mark.parametrize(("line", "edtf", "quote", "rule"), STATED)
def test_states(line: str, edtf: str, quote: str, rule: str) -> None:
    assert find_published_in_header([line]) == (edtf, quote, f"header/{rule}")
    assert quote in line


def test_publication_goes_before_update() -> None:
    lines = ["Mis à jour le 5 mai 2019", "Publié le 3 mai 2019"]
    found = find_published_in_header(lines)
    assert found is not None
    assert found[0] == "2019-05-03"
