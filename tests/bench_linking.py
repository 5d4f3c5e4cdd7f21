"""How the cost of linking grows: part of ``make bench``.

Comes in: nothing; made reports of made articles, the same at every run. Goes out: a row
for each size with the CPU seconds of this process to find stories and main events and
to group the reports. Annotating is not counted. The stream is of one density: twice as
many reports are twice as many days.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from datetime import date, timedelta

from builder.link.events import group_reports
from builder.link.mains import Reading, find_mains
from builder.linking import uncollected
from builder.model import (
    Annotations,
    Article,
    ArticleRecord,
    Block,
    EventMention,
    Evidence,
    FoundClaim,
    FoundReport,
    PlaceRecord,
    TimeExpression,
)

SIZES = (5_000, 10_000, 20_000)
MOST_SECONDS = 10
"""For 10,000 reports."""
MOST_GROWTH = 2.2
"""From 10,000 to 20,000."""
_A_DAY = 100
"""Articles published on a day."""
_REPORTS = 4
"""In each article: of its story, and of what else it tells."""
_OUTLETS = 12
_FIRST = date(2031, 1, 1)
_KINDS = ("attack", "attack/rockets", "accident/road", "protest", "disaster/flood")
_SYLLABLES = tuple(a + b for a in "bcdfghjklmnprstvwz" for b in "aeiou")


@dataclass(frozen=True)
class Made:
    found: list[FoundReport]
    readings: list[Reading]
    places: dict[str, PlaceRecord]


def make_reports(count: int) -> Made:
    """So many reports, four to an article; three articles or so tell each story."""
    words = _make_words(random.Random("words"), 6_000)
    towns = [word.capitalize() for word in _make_words(random.Random("towns"), 400)]
    made = Made([], [], {t.lower(): PlaceRecord(name=t, kind="town") for t in towns})
    for number in range(count // _REPORTS):
        story = random.Random(f"story {number // _A_DAY} {number % _A_DAY // 3}")
        own = random.Random(f"article {number}")
        day = _FIRST + timedelta(days=number // _A_DAY)
        town, kind = story.choice(towns), story.choice(_KINDS)
        matter = story.sample(words, 14)
        spans, body, rows = [], f"# {town} {' '.join(matter[:4])}\n\n", []
        for part in range(_REPORTS + 2):
            named = town if part < 2 else own.choice(towns)
            shared = own.sample(matter, 7) if part < 3 else []
            told = [*shared, *own.choices(words, k=20 - len(shared))]
            sentence = f"In {named} {' '.join(told)}. "
            span = (len(body), len(body) + len(sentence) - 1)
            spans.append(span)
            body += sentence
            if part < _REPORTS:
                that = kind if part < 2 else own.choice(_KINDS)
                when = day if part < 2 else day - timedelta(days=own.randrange(9))
                rows.append((span, named.lower(), that, when))
        name = f"{number:06}"
        record = ArticleRecord(
            id=name,
            evidence=Evidence(file=f"seeds/{name}.txt", sha256=""),
            outlet=f"outlet-{number % _OUTLETS}",
            published=day.isoformat(),
            language="en",
        )
        heading = Block("heading", (2, body.index("\n")))
        article = Article(
            record,
            body,
            (heading, Block("paragraph", (heading.span[1] + 2, len(body)))),
        )
        made.found.extend(_make_report(name, own, *row) for row in rows)
        notes = Annotations(name, sentences=tuple(spans))
        made.readings.append(Reading(article, notes))
    return made


def _make_words(rng: random.Random, count: int) -> list[str]:
    made = {
        "".join(rng.choices(_SYLLABLES, k=rng.randrange(2, 5))) for _ in range(count)
    }
    return sorted(made)


def _make_report(
    article: str,
    own: random.Random,
    passage: tuple[int, int],
    place: str,
    kind: str,
    day: date,
) -> FoundReport:
    trigger = (passage[0] + 3, passage[0] + 9)
    when = TimeExpression(
        (passage[0], passage[0] + 2), "DATE", day.isoformat(), day.isoformat(), "made"
    )
    return FoundReport(
        article=article,
        passage=passage,
        evidence=passage,
        mention=EventMention(trigger, kind, passage, "asserted", "en/made"),
        source=f"source-{own.randrange(40)}",
        via=(),
        rule="publisher",
        times=(when,),
        places=(place,),
        claims=(FoundClaim("killed", trigger, value=own.randrange(9)),),
    )


def measure(count: int) -> tuple[float, int, int]:
    """CPU seconds, stories and groups."""
    made = make_reports(count)
    bodies = {one.article.id: one.article.body for one in made.readings}
    start = time.process_time()
    with uncollected():
        mains = find_mains(made.found, made.readings)
        groups = group_reports(mains.found, bodies, made.places, stories=mains.stories)
    return time.process_time() - start, len(mains.stories), len(groups)


def report() -> None:
    """Print a row for each size."""
    print(
        f"linking ({MOST_SECONDS} s allowed for 10,000, {MOST_GROWTH} times for twice)"
    )
    layout = "{:>9} {:>9} {:>8} {:>8} {:>8}"
    print(layout.format("reports", "seconds", "growth", "stories", "events"))
    before = 0.0
    for size in SIZES:
        seconds, stories, events = measure(size)
        growth = f"{seconds / before:.2f}" if before else ""
        print(
            layout.format(size, f"{seconds:.2f}", growth, stories, events), flush=True
        )
        before = seconds


if __name__ == "__main__":
    report()
