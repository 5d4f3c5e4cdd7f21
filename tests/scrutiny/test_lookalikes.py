"""Which names are worth asking about, and that asking stays cheap."""

from __future__ import annotations

import pytest

from builder.data import load_general_sources
from builder.scrutiny import lookalikes
from builder.scrutiny.lookalikes import Name, find_pairs


def alike(*spellings: str) -> bool:
    return bool(list(find_pairs([named(str(n), s) for n, s in enumerate(spellings)])))


def named(ref: str, words: str) -> Name:
    return Name(ref, words, None, (), True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour News", "Arbor News"),
        ("LA Times", "The Times"),
        ("ABC News", "BBC News"),
        ("Rudi", "Radio"),
        ("Radio Litorale", "Radio Liberale"),
        ("Agence Efa", "Agence Wafo"),
        ("AFO", "AO"),
        ("Saba Post", "Sky Post"),
        ("Union of Dockers", "Union of Teachers"),
        ("Ministry of Health", "Ministry of Wealth"),
        ("North Herald", "South Herald"),
        ("Ali", "Ela"),
        ("the coast guard", "the city guard"),
        ("", " "),
        ("…", "—"),
    ],
)
def test_others_are_not_alike(one: str, other: str) -> None:
    assert not alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al-Nahar Post", "Alnahar Post"),
        ("al-Ouarda", "Al Warda"),
        ("Hizb al-Bahr", "Hezb el-Bahr"),
        ("Khaled Mourad", "Khalid Murad"),
        ("Tchernov", "Chernov"),
        ("Djamila Haddad", "Jamila Hadad"),
        ("PortTV", "Port TV"),
        ("The Halden Herald", "Halden Herald"),
        ("James Jeffry", "James Jeffery"),
        ("Observatoire du littoral et des îles", "OLI"),
        ("Watch for Coastal Rights", "WCR"),
        ("A.G.P.", "AGP"),
        ("Élan d’Orvanie", "Elan d'Orvanie"),
        ("Новости порта", "новости Порта"),
        ("ميناء", "ميناء"),
    ],
)
def test_spellings_of_one_name_are_alike(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


def test_a_source_whose_short_form_is_known_has_no_other() -> None:
    names = [named("a", "Agence de presse sarde"), named("b", "APS")]
    assert list(find_pairs(names))
    assert not list(find_pairs([*names, named("a", "SARDA")]))


def test_the_list_of_the_package_has_few_that_are_alike() -> None:
    """Those that are, are others; no source stands in it twice."""
    names = [
        named(key, words)
        for key, source in load_general_sources().items()
        for words in (source.name, *source.variants)
    ]
    found = {frozenset((a.ref, b.ref)) for a, b in find_pairs(names)}
    known = {("el-mundo", "le-monde"), ("belga", "bna")}
    assert found <= {frozenset(pair) for pair in known}


def test_many_names_of_one_block_are_compared_with_their_neighbours_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[tuple[str, str]] = []

    def count(one: str, other: str) -> bool:
        compared.append((one, other))
        return True

    monkeypatch.setattr(lookalikes, "_is_one_word", count)
    vowels = "aeiu"
    names = [
        named(f"{a}{b}{c}{d}", f"M{a}r{b}n{c}s{d}t")
        for a in vowels
        for b in vowels
        for c in vowels
        for d in vowels
    ]
    assert len(list(find_pairs(names))) == len(names) - 1 == len(compared)
