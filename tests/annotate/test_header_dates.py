"""Publication dates of header lines: what states none, what states one."""

from __future__ import annotations

import pytest

from builder.annotate.header_dates import (
    find_published_in_line,
)

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
    ("Aired March 8, 2024", "2024-03-08", "Aired March 8, 2024", "published"),
    ("Transcript, 20 January 2024", "2024-01-20", "Transcript, 20 January 2024",
     "published"),
    ("*Posted by Ann Rowe on 24 May 2023*", "2023-05-24",
     "*Posted by Ann Rowe on 24 May 2023", "published"),
    ("PARIS, 3 mai 2019 (AFP) - Un texte", "2019-05-03", "PARIS, 3 mai 2019 (AFP)",
     "dateline"),
    ("ROME (May 3, 2019) - A text", "2019-05-03", "ROME (May 3, 2019)", "dateline"),
    ("2019-05-03", "2019-05-03", "2019-05-03", "alone"),
    ("vendredi 3 mai 2019 18h30", "2019-05-03", "vendredi 3 mai 2019 18h30", "alone"),
    ("May 3, 2019 5:30 p.m.", "2019-05-03", "May 3, 2019 5:30 p.m.", "alone"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "why"), NONE)
def test_states_no_publication_date(line: str, why: str) -> None:
    assert find_published_in_line(line) is None, why


@pytest.mark.parametrize(("line", "edtf", "quote", "rule"), STATED)
def test_states(line: str, edtf: str, quote: str, rule: str) -> None:
    assert find_published_in_line(line) == (edtf, quote, f"header/{rule}")
    assert quote in line


@pytest.mark.parametrize(
    "line",
    [
        "4/3/2021",  # the third of April or the fourth of March
        "Jun Tanaka, 12 years",  # a first name
        "Par Jean Dupont, correspondant",  # no date at all
        "NATO - 2021",  # a year alone dates no page
    ],
)
def test_lines_that_do_not_say_when(line: str) -> None:
    assert find_published_in_line(line) is None


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("Fri 10 Jun 2022 17.20 BST", "2022-06-10"),
        ("Published On 21 Nov 2022", "2022-11-21"),
        ("Updated: Jan 30, 2024 10:21 IST", "2024-01-30"),
        ("March 9, 2017 / 8:02 PM", "2017-03-09"),
        ("Saint-Etienne (France), Sept 4, 2023 (AFP) - Twenty", "2023-09-04"),
        ("LE HAVRE, France, March 7, 2023 (Reuters) - Dockers", "2023-03-07"),
        ("OLJ / le 18 mai 2023 à 09h30", "2023-05-18"),
        ("Mercredi 12 octobre 2022, par Jean Dupont", "2022-10-12"),
        ("By Ann Rowe, 4 March 2020", "2020-03-04"),
        ("Publié le mer. 12 oct. 2022 à 10:00", "2022-10-12"),
        ("le 12/10/2022 à 10:00", "2022-10-12"),
        ("Le 12/10/2022 à 10:00", "2022-10-12"),  # French: the day first
        ("10/12/2022 8:00 AM EST", "2022-10-12"),  # American: the month first
        ("Issued on: 21/11/2022 - 08:15", "2022-11-21"),
    ],
)
def test_lines_as_sites_print_them(line: str, edtf: str) -> None:
    found = find_published_in_line(line)
    assert found is not None
    assert found[0] == edtf
