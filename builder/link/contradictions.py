"""Words and dates that cannot all be right, told to the person who can mend them.

Comes in: what linking found not to hold, content with the text of its files. Goes out:
Problems at the words, each naming the other passage by file, line and column, and what
to write instead. It decides nothing about dates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from builder.annotate.tenses import tenses_of
from builder.edtf import make_range, next_day
from builder.link.dating import Clash, Dated, Offset
from builder.link.grounds import find_date, parse_known
from builder.link.network import parse_distance
from builder.link.publication import Hold
from builder.model import UNKNOWN, Date, FoundReport, Span
from builder.problems import Problem, find_place, make_problem
from builder.records import Content


@dataclass(frozen=True, slots=True)
class Known:
    """What the messages name."""

    content: Content
    dated: Sequence[Dated]
    """By number of the group."""
    ids: Mapping[int, str]
    """By number of the group; those that are recorded."""
    by_hand: Mapping[int, Date]
    """Dates that a person set, by number of the group."""

    def date_of(self, number: int) -> Date:
        """What the records say: a person's word, or what the words gave."""
        return self.by_hand.get(number, self.dated[number].date)


# --- a distance between two events ---------------------------------------------------


def tell_clash(clash: Clash, known: Known) -> Problem:
    """A distance that two dates do not have, at the words that state it."""
    offset, content = clash.offset, known.content
    file = content.article_files[offset.article]
    ends = [_tell_date(n, known) for n in (offset.earlier, offset.later)]
    names = [known.ids.get(n, "an event") for n in (offset.earlier, offset.later)]
    what = (
        f'"{_line(offset.quote)}" puts {names[1]} {_tell_distance(offset)} after '
        f"{names[0]}; but {names[0]} is dated {ends[0]}, {names[1]} {ends[1]}"
    )
    at = max(file.text.find(offset.quote), 0)
    hint = _fitting(offset, known)
    return make_problem(file.path, file.text, at, "W331", what, hint, "warning")


def _tell_distance(offset: Offset) -> str:
    if offset.at_least == offset.at_most:
        return offset.at_least
    low, high = offset.at_least or "P0D", offset.at_most
    return f"{low} to {high}" if high else f"at least {low}"


def _tell_date(number: int, known: Known) -> str:
    """A date and where it stands: in the record, or the words it was read from."""
    value = known.date_of(number)
    text = value if isinstance(value, str) else " or ".join(value)
    name, because = known.ids.get(number, ""), known.dated[number].because
    if number in known.by_hand and name in known.content.event_files:
        file = known.content.event_files[name]
        at = file.loaded.mark(("date",))
        return f"{text} ({file.path}:{at.line}:{at.column})"
    if because is None or because.article not in known.content.article_files:
        return text
    article = known.content.article_files[because.article]
    at_words = max(article.text.find(because.quote), 0)
    line, column = find_place(article.text, at_words)
    return f'{text} ("{_line(because.quote)}", {article.path}:{line}:{column})'


def _fitting(offset: Offset, known: Known) -> str:
    """What to write into the later event, so that the distance holds."""
    name = known.ids.get(offset.later, "")
    earlier = parse_known(known.date_of(offset.earlier))
    if name not in known.content.event_files or earlier is None:
        return "correct the date of one of them"
    least, most = parse_distance(offset.at_least, offset.at_most)
    low = next_day(earlier.lower, least) if earlier.lower else None
    high = earlier.upper and most is not None and next_day(earlier.upper, most)
    value = make_range(low, high or None)
    path = known.content.event_files[name].path
    if value is None:
        return f"correct 'date' in {path}"
    other = known.ids.get(offset.earlier, "the other event")
    return f"write date: {value.text} into {path}, or correct the date of {other}"


# --- an event and the publication of an article --------------------------------------


def tell_hold(name: str, clash: tuple[Hold, Hold | None], known: Known) -> Problem:
    """Events of one article whose dates leave no day for its publication."""
    hold, other = clash
    content = known.content
    event, day = hold.settled.event, hold.date.text
    what = f"{_quote(name, hold.words, content)} tells of {event}, which is dated {day}"
    path = content.event_files[event].path
    if other is None:
        stated = _tell_published(name, content)
        what += f"; that does not fit the article, which is {stated}"
        hint = f"correct 'date' in {path}, or what is said of the article"
    else:
        place = _place_of(name, other.words, content)
        what += (
            f"; {_quote(name, other.words, content)} ({place}) tells of "
            f"{other.settled.event}, which is dated {other.date.text}: one article "
            "cannot tell of both like this"
        )
        second = content.event_files[other.settled.event].path
        hint = f"correct 'date' in {path} or in {second}"
    return _at_words(name, hold.words, content, "W332", what, hint)


def find_later(found: Sequence[FoundReport], content: Content) -> Iterator[Problem]:
    """What an article tells as past and dates after the day that a person wrote.

    Only where a person said when it was published or captured: of the two, the person
    is the one to ask.
    """
    for report in found:
        article = content.articles[report.article]
        value, by = find_date(report.times)
        if value is None or by is None or by.quoted or value.lower is None:
            continue
        if value.uncertain or report.mention.modality != "asserted":
            continue
        limits = _limits(report.article, content)
        late = [key for key, day in limits if value.lower > day]
        tenses = tenses_of(article.body, article.record.language)
        if not late or not tenses.is_past(by.span):
            continue
        key = late[0]
        stated = _tell_published(report.article, content)
        words = _quote(report.article, by.span, content)
        what = (
            f"{words} is told as past and read as {value.text}; the article is {stated}"
        )
        hint = f"write {key}: {value.lower}/.. or what is right"
        if key == "captured":
            hint = "write captured: unknown, or the day on which it was captured"
        yield _at_words(report.article, by.span, content, "W333", what, hint)


def _limits(name: str, content: Content) -> Iterator[tuple[str, date]]:
    """The last days that a person's words leave for a publication."""
    record = content.articles[name].record
    for key, said in (
        ("published", record.published if record.because is None else UNKNOWN),
        ("captured", record.evidence.captured),
    ):
        value = parse_known(said)
        if value is not None and value.upper is not None:
            yield key, value.upper


def _tell_published(name: str, content: Content) -> str:
    """What its record says of its publication, and where."""
    record, file = content.articles[name].record, content.article_files[name]
    said = []
    for key, path, value in (
        ("published", ("published",), record.published),
        ("captured", ("evidence", "captured"), record.evidence.captured),
    ):
        if value != UNKNOWN:
            at = file.loaded.mark(path)
            text = value if isinstance(value, str) else " or ".join(value)
            said.append(f"{key} {text} ({file.path}:{at.line}:{at.column})")
    return ", ".join(said)


# --- places --------------------------------------------------------------------------


def _line(words: str) -> str:
    return " ".join(words.split())


def _quote(name: str, words: Span, content: Content) -> str:
    return f'"{_line(content.articles[name].body[slice(*words)])}"'


def _offset(name: str, words: Span, content: Content) -> int:
    """Where words of a body stand in its file: the body is the file's end."""
    file, body = content.article_files[name], content.articles[name].body
    return len(file.text) - len(body) + words[0]


def _place_of(name: str, words: Span, content: Content) -> str:
    """``file:line:column`` of words of an article."""
    file = content.article_files[name]
    line, column = find_place(file.text, _offset(name, words, content))
    return f"{file.path}:{line}:{column}"


def _at_words(
    name: str, words: Span, content: Content, code: str, what: str, hint: str
) -> Problem:
    file, at = content.article_files[name], _offset(name, words, content)
    return make_problem(file.path, file.text, at, code, what, hint, "warning")
