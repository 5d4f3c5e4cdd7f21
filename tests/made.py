"""A made corpus of any size: invented outlets, towns and happenings.

Comes in: how many articles. Goes out: file names and texts, the same at every run.
Every third story is told by several outlets with other words and other numbers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

OUTLETS = {
    "fr": ("Le Courrier de Valombre", "La Dépêche des Îles", "Radio Sarenne"),
    "en": ("The Northern Herald", "Harbour Post", "Tidewater News"),
}
TOWNS = ("Valombre", "Port-Ansel", "Querne", "Saint-Elme", "Brigance", "Ostravel")
SPEAKERS = {
    "fr": ("la préfecture", "le syndicat des dockers", "un témoin", "l’hôpital"),
    "en": ("the harbour police", "the dockers’ union", "a witness", "the hospital"),
}
MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre"
    " décembre",
    "en": "January February March April May June July August September October"
    " November December",
}
STORIES = {
    "fr": (
        "Une explosion a fait {n} morts et {m} blessés le {day} à {town}.",
        "Un incendie a détruit {n} entrepôts dans la nuit du {day} à {town}.",
        "{n} roquettes ont visé le dépôt de {town} le {day}, faisant {m} blessés.",
    ),
    "en": (
        "An explosion killed {n} people and wounded {m} on {day} in {town}.",
        "A fire destroyed {n} warehouses in {town} on the night of {day}.",
        "{n} rockets hit the depot of {town} on {day}, wounding {m} people.",
    ),
}
SAID = {
    "fr": (
        "Selon {who}, {n} personnes ont été transportées à l’hôpital.",
        "« Nous n’avions jamais vu cela », a déclaré {who}.",
        "{Who} a affirmé que {n} bâtiments avaient été touchés.",
        "Le lendemain, {who} a démenti ce bilan.",
        "Les habitants du quartier {odd} ont été évacués vers l’école voisine.",
    ),
    "en": (
        "According to {who}, {n} people were taken to hospital.",
        "“We had never seen anything like it,” {who} said.",
        "{Who} said that {n} buildings had been hit.",
        "The next day, {who} denied that toll.",
        "People of the district {odd} were moved to the school next door.",
    ),
}
_FIRST = date(2031, 1, 1)


def make_articles(count: int) -> Iterator[tuple[str, str]]:
    """File name and text of each article."""
    for number in range(count):
        story = number - number % 3 if number % 9 < 3 else number
        shared, own = random.Random(story), random.Random(f"own {number}")
        language = "fr" if number % 2 == 0 else "en"
        day = _FIRST + timedelta(days=shared.randrange(900))
        facts = {"town": shared.choice(TOWNS), "n": shared.randrange(2, 40)}
        kind = shared.randrange(3)
        lead = STORIES[language][kind].format(
            day=_say(day, language), m=own.randrange(2, 90), **facts
        )
        outlet = OUTLETS[language][number % 3]
        published = _say(day + timedelta(days=1), language)
        lines = [f"{outlet}, {published}", lead]
        for _ in range(8):
            parts = own.sample(SAID[language], 3)
            lines.append(" ".join(_fill(part, language, own) for part in parts))
        yield f"{number:05}-made.txt", "\n\n".join(lines) + "\n"


def write_seeds(root: Path, count: int) -> None:
    """A project that holds nothing but ``seeds/``."""
    folder = root / "seeds"
    folder.mkdir(parents=True)
    for name, text in make_articles(count):
        (folder / name).write_text(text, encoding="utf-8", newline="")


def _say(day: date, language: str) -> str:
    return f"{day.day} {MONTHS[language].split()[day.month - 1]} {day.year}"


def _fill(part: str, language: str, own: random.Random) -> str:
    who = own.choice(SPEAKERS[language])
    odd = "".join(own.choice("bcdflmnrstv") + own.choice("aeiou") for _ in range(3))
    return part.format(
        who=who, Who=who[0].upper() + who[1:], n=own.randrange(2, 99), odd=odd.title()
    )
