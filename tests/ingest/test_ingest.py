"""Evidence to working copy; what may not be lost or guessed comes first."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from builder.annotate.knowledge import Knowledge
from builder.ingest import Ingested, article_id, find_repeated, ingest_bytes
from builder.ingest.align import Alignment
from builder.ingest.paragraphs import find_paragraphs
from builder.model import UNKNOWN, ArticleRecord, SourceRecord
from builder.working_copy import find_blocks

KNOWN = Knowledge(
    sources={
        "agence-une": SourceRecord(name="Agence Une", kind="agency", variants=["AUN"]),
        "radio-deux": SourceRecord(name="Radio Deux", kind="outlet"),
    }
)
PROSE = "Les pompiers ont travaillé toute la nuit, a indiqué la mairie de la ville."
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))

LINES = [
    "TV",
    "Un titre de quelques mots sans point",
    "Lire aussi : Le pont rouvre",
    "Partager cet article",
    "A man on a bridge in the town on Monday. (AP photo)",
    "date 2022-01 En ville, le pont est fermé depuis hier soir.",
    "VALMER (AUN) - Le pont est fermé depuis hier, a dit le maire.",
    "Source : Radio Deux",
    "Avec Agence Une",
    "# dièse",
    "> chevron",
    "---",
    "\\ barre",
    "\u00a0",
    "",
    PROSE,
    f"{PROSE} (AUN)",
]


def ingest(text: str, repeated: frozenset[str] = frozenset()) -> Ingested:
    return ingest_bytes(text.encode(), "seeds/essai.txt", KNOWN, repeated)


def record_of(text: str) -> ArticleRecord:
    record = ingest(text).record
    assert record is not None
    return record


def letters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


@given(
    st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=80)), max_size=12),
    st.sampled_from(["\n", "\n\n", "\r\n"]),
)
def test_nothing_is_lost_and_nothing_added(lines: list[str], gap: str) -> None:
    text = gap.join(lines)
    assume("\x00" not in text and not text.startswith("\ufeff"))
    result = ingest(text)
    if result.record is None:
        return
    paragraphs = [paragraph.text for paragraph in find_paragraphs(text)]
    assume(len(set(paragraphs)) == len(paragraphs))
    kept = letters(result.body) + sum(
        (letters(row.text) for row in result.record.set_aside), Counter()
    )
    assert letters(text) - kept <= Counter()
    assert set(kept - letters(text)) <= {"#", "\\"}


@given(st.lists(st.sampled_from(LINES), max_size=12, unique=True))
def test_every_block_stands_in_the_evidence(lines: list[str]) -> None:
    result = ingest("\n".join(lines))
    alignment = Alignment(result.body, result.text)
    for block in find_blocks(result.body):
        words = result.body[slice(*block.span)]
        found = alignment.to_evidence(block.span)
        assert found is not None
        assert words.split() == result.text[slice(*found)].split()


@given(st.lists(st.text(max_size=60), max_size=8))
def test_what_is_written_is_read_back(lines: list[str]) -> None:
    """No paragraph turns into a heading or a quotation of the body format."""
    text = "\n\n".join(f"{line} {PROSE}" for line in lines)
    assume("\x00" not in text and not text.startswith("\ufeff"))
    result = ingest(text)
    if result.record is None:
        return
    blocks = find_blocks(result.body)
    assert {block.kind for block in blocks} <= {"paragraph", "heading"}
    read = Counter(result.body[slice(*block.span)] for block in blocks)
    for paragraph in find_paragraphs(text):
        assert paragraph.text in read or any(
            row.text in paragraph.text for row in result.record.set_aside
        )


def test_no_outlet_where_the_page_names_none() -> None:
    record = record_of(f"{PROSE}\n{PROSE[:-1]} hier.")
    assert (record.title, record.outlet, record.published) == (UNKNOWN,) * 3
    assert record.credits == []


def test_an_agency_is_a_credit_not_an_outlet() -> None:
    record = record_of(f"{PROSE}\nSource : AUN")
    assert (record.outlet, record.credits) == (UNKNOWN, ["agence-une"])


def test_a_body_nobody_knows_is_a_credit() -> None:
    record = record_of(f"{PROSE}\nSource : Institut Quatre")
    assert (record.outlet, record.credits) == (UNKNOWN, ["Institut Quatre"])


def test_an_outlet_inside_the_text_is_none_of_the_page() -> None:
    record = record_of(f"{PROSE}\nSource : Radio Deux\n{PROSE[:-1]} hier.")
    assert record.outlet == UNKNOWN


def test_two_outlets_are_none() -> None:
    record = record_of(f"{PROSE}\nSource : Radio Deux, Journal Trois")
    assert (record.outlet, record.credits) == (UNKNOWN, ["radio-deux", "Journal Trois"])


def test_outlet_by_id_or_by_name() -> None:
    assert record_of(f"{PROSE}\nSOURCE: FRENCH RADIO DEUX").outlet == "radio-deux"
    assert record_of(f"{PROSE}\nSource : Gazette Cinq").outlet == "Gazette Cinq"
    assert record_of(f"{PROSE}\nSource : www.exemple.org").outlet == "www.exemple.org"
    assert record_of(f"{PROSE}\n© 2021 Institut Quatre").outlet == "Institut Quatre"
    assert record_of(f"{PROSE}\n© 2021 Journal Trois").outlet == "Journal Trois"


def test_credits() -> None:
    assert record_of(f"{PROSE}\nAvec Journal Trois").credits == ["Journal Trois"]
    assert record_of(f"{PROSE}\nPar Jeanne Dupont").credits == []
    assert record_of(f"{PROSE}\n{PROSE[:-1]} hier. (AUN)").credits == ["agence-une"]
    assert record_of(f"VALMER (AUN) - {PROSE}").credits == ["agence-une"]
    dated = record_of(f"VALMER, 5 mai 2019 (Agence Une) - {PROSE}")
    assert (dated.credits, dated.published) == (["agence-une"], "2019-05-05")


def test_a_subject_in_capitals_is_no_dateline() -> None:
    result = ingest(f"Le maire (gauche) - {PROSE}")
    assert result.body.startswith("Le maire (gauche)")


def test_marks_of_the_body_format_are_escaped() -> None:
    texts = [f"# {PROSE}", f"> {PROSE}", "---", f"\\{PROSE}", PROSE]
    result = ingest("\n\n".join(texts))
    blocks = find_blocks(result.body)
    assert [block.kind for block in blocks] == ["paragraph"] * 5
    assert [result.body[slice(*block.span)] for block in blocks] == texts


def test_unreadable_evidence_makes_no_record() -> None:
    result = ingest_bytes(b"\x00\x01\x02\x03", "seeds/a.bin", KNOWN)
    assert result.record is None
    assert [problem.path for problem in result.problems] == ["seeds/a.bin"]


def test_a_page_of_furniture_is_a_problem() -> None:
    result = ingest("Partager cet article\nLire aussi : Le pont")
    assert [problem.code for problem in result.problems] == ["E017"]


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("seeds/../../etc/passwd", "passwd"),
        ("seeds\\Été à Nîmes (1).txt", "ete-a-nimes-1"),
        ("seeds/CON.txt", "article-con"),
        ("seeds/....txt", "article-0a1b2c3d"),
        ("seeds/مقال.txt", "article-0a1b2c3d"),
        ("seeds/004_a8.txt", "004_a8"),
        ("seeds/" + "a" * 300, "a" * 80),
    ],
)
def test_ids_are_safe(file: str, wanted: str) -> None:
    assert article_id(file, (), "0a1b2c3d4e5f") == wanted


def test_taken_ids_get_the_hash() -> None:
    assert article_id("a/x.txt", {"x"}, "0a1b2c3d4e5f") == "x-0a1b2c3d"


# --- the five articles ---------------------------------------------------------------


@pytest.fixture(scope="module")
def seeds() -> dict[str, Ingested]:
    texts = [path.read_bytes().decode() for path in SEEDS]
    repeated = find_repeated(texts)
    return {
        path.name[:3]: ingest_bytes(
            path.read_bytes(), f"seeds/{path.name}", KNOWN, repeated
        )
        for path in SEEDS
    }


def test_headlines(seeds: dict[str, Ingested]) -> None:
    titles = {name: r.record.title for name, r in seeds.items() if r.record}
    assert titles["001"].startswith("Saignée anti-US")
    assert titles["003"].startswith("Les convois militaires US")
    assert {titles[name] for name in ("000", "002", "004")} == {UNKNOWN}


def test_what_is_set_aside(seeds: dict[str, Ingested]) -> None:
    rows = {
        name: [(row.role, row.text[:10]) for row in r.record.set_aside]
        for name, r in seeds.items()
        if r.record
    }
    assert rows["000"] == [
        *[("related", "Lire aussi")] * 4,
        ("credit", "Avec al-Wa"),
    ]
    assert rows["001"] == [
        ("label", "TV"),
        ("caption", "US Rep. Il"),
        ("caption", "Carte d'al"),
        ("related", "Lire plus:"),
        ("share", "Partager C"),
        ("credit", "SOURCE: FR"),
    ]
    assert rows["002"] == [("metadata", "date 2022-")]
    assert [role for role, _ in rows["003"]] == [
        "label",
        *["caption"] * 2,
        *["related"] * 3,
        "share",
        "credit",
    ]
    assert rows["004"] == []


def test_nothing_of_the_caption_is_left(seeds: dict[str, Ingested]) -> None:
    assert not any("2019" in result.body for result in seeds.values())


def test_body_of_002_starts_after_its_date(seeds: dict[str, Ingested]) -> None:
    assert seeds["002"].body.startswith("En Syrie, à l’heure")
    record = seeds["002"].record
    assert record is not None
    assert record.published == "2022-01"
    assert record.because is not None
    assert record.because.quote == "date 2022-01"
