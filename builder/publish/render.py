"""Templates, and the few things every template may call.

Comes in: a library and pages (path, template, context). Goes out: bytes. Templates
get functions that look things up, never the library itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import markdown
import nh3
from markupsafe import Markup, escape

from builder.compare import Entry
from builder.cutting import cut
from builder.explain_citations import explain_citation, explain_continuation
from builder.explain_dates import explain_exclusion
from builder.explain_events import explain_event, explain_expression
from builder.folding import fold
from builder.model import (
    UNKNOWN,
    Citation,
    Claim,
    Continuation,
    EventRecord,
    Relation,
    Report,
    TimeExpression,
)
from builder.publish.addresses import LOST, make_url, page_path, passage_anchor
from builder.publish.dates import day_key, machine_date, say_date, say_relation
from builder.publish.glyphs import render_mark
from builder.publish.library import Library, find_told
from builder.publish.lookups import Lookup, Lookups, shelve_library
from builder.publish.templates import make_environment
from builder.taxonomy import (
    VerdictKind,
    load_facets,
    load_units,
    load_verdict_labels,
    load_verdict_rules,
)
from builder.taxonomy import label as kind_label
from builder.voices import Voice, chain_of, make_voice, resolve_ref
from builder.web_address import make_base_path

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
    " base-uri 'none'; form-action 'none'"
)
"""Holds from disk too: Chromium and Firefox read 'self' of a file as files."""

_TAGS = {
    "a", "blockquote", "br", "code", "dd", "dl", "dt", "em", "h2", "h3", "h4", "li",
    "ol", "p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_OPENING, _CLOSING = '«“„"', '»”"'
_WORDS = re.compile(r"\w+")
_DIGITS = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"(?<=[0-9])[ \u00a0\u202f.,](?=[0-9]{3}(?![0-9]))")
_LONG_ID = 16
"""Code points of an id that a label shows whole."""

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ckb", "ps", "sd", "yi"})


@dataclass(frozen=True, slots=True)
class Page:
    """One HTML file to be."""

    path: str
    template: str
    title: str
    context: Mapping[str, object] = field(default_factory=dict)
    """All that the page is made from, or the beginning of it."""
    section: str = ""
    """Which entry of the main navigation it belongs to."""
    canonical: str | None = ""
    """The page whose address is to be kept: ``""`` this one; None: no page's."""
    listed: bool = True
    """Whether the sitemap names it."""
    more: Callable[[Library, str], Mapping[str, object]] | None = None
    """Makes the rest of the context, only when the page has to be made. A function of
    a module: what it is not given and does not look up would go unnoticed."""
    about: str = ""
    """The id that ``more`` is given."""


def render_markdown(text: str) -> Markup:
    """A note or a page in Markdown, cleaned of everything that could act."""
    html = markdown.markdown(text, extensions=["tables", "sane_lists", "fenced_code"])
    clean = nh3.clean(html, tags=_TAGS, url_schemes={"http", "https", "mailto"})
    # What is wide scrolls in a box of its own, not the page; with keys, too.
    clean = clean.replace("<pre>", '<pre tabindex="0">')
    clean = clean.replace("<table>", '<div class="wide" tabindex="0"><table>')
    return Markup(clean.replace("</table>", "</table></div>"))


def plain_words(text: str) -> str:
    """Words alone, without accents, case and signs, between single spaces."""
    return f" {' '.join(_WORDS.findall(fold(text)))} "


def quote_marks(words: str) -> str:
    """Which marks stand around quoted words: ``bare`` where they bear their own,
    ``inner`` where marks stand within, ``""`` for the plain ones."""
    text = words.strip()
    opened, closed = text[:1] in _OPENING, text[-1:] in _CLOSING
    signs = [sign for sign in text if sign in _OPENING + _CLOSING]
    if len(signs) == 1 and (opened or closed):
        return "bare"
    if opened and closed and (len(signs) == 2 or signs[1] in _OPENING):
        return "bare"
    return "inner" if signs else ""


def direction(language: str) -> str:
    """``rtl`` or ``ltr``; ``auto`` where the language is unknown."""
    if language == UNKNOWN:
        return "auto"
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def short_id(name: str) -> str:
    """An id as a label: the beginning of a long one."""
    return name if len(name) <= _LONG_ID else name[: _LONG_ID // 2] + "…"


class Renderer:
    """Pages of one library; what they look up there is noted."""

    def __init__(
        self, library: Library, own_pages: Sequence[tuple[str, str]] = ()
    ) -> None:
        self.lookups = Lookups()
        self.library = shelve_library(library, self.lookups)
        self.environment = make_environment(library.root)
        self.t = library.interface.t
        self.own_pages = own_pages
        self._entries: dict[tuple[str, str], tuple[Markup, Mapping[Lookup, None]]] = {}
        self._voices: dict[Voice, Markup] = {}
        self._links: dict[tuple[str, Voice], Markup] = {}

    def render(self, page: Page) -> bytes:
        """One page as bytes."""
        template = self.environment.get_template(page.template)
        settings = self.library.settings
        root = "../" * page.path.count("/")
        canonical = ""
        if settings.address != UNKNOWN:
            if page.path == LOST:
                root = make_base_path(settings.address)
            if page.canonical is not None:
                kept = page.canonical or page.path
                canonical = make_url(settings.address, kept)
        more = {} if page.more is None else page.more(self.library, page.about)
        text = template.render(
            **self._tools(root),
            **page.context,
            **more,
            page=page,
            root=root,
            site_title=settings.title,
            site_description=settings.description,
            canonical=canonical,
            noindex=not settings.index or page.canonical is None,
            policy=POLICY,
            own_pages=self.own_pages,
            lang=self.library.interface.language,
            dir=self.library.interface.direction,
        )
        return text.encode("utf-8", "replace")

    def _tools(self, root: str) -> dict[str, Callable[..., object]]:
        """The functions a template may call; links start at the page's own folder."""
        return {
            "t": self.t,
            "to": lambda kind, name, anchor="": self.link(root, kind, name, anchor),
            "entry": lambda entry: self.entry(root, entry),
            "short_title": self.short_title,
            "voice": self.voice,
            "voice_link": lambda voice: self.voice_link(root, voice),
            "voice_of": self.voice_of,
            "passage_link": lambda report: self.passage_link(root, report),
            "article_name": self.article_name,
            "article_lang": self.article_lang,
            "date": lambda value: say_date(value, self.library.interface),
            "datetime": machine_date,
            "day_key": day_key,
            "mark": render_mark,
            "facet": self.facet,
            "verdict_label": self.verdict_label,
            "verdict_rule": self.verdict_rule,
            "kind": self.kind,
            "source_kind": lambda kind: self.library.interface.name(
                "source_kind", kind
            ),
            "place": self.library.place_name,
            "relation": lambda relation: self.relation(root, relation),
            "value": self.value,
            "value_beyond": self.value_beyond,
            "marks": quote_marks,
            "quoted": lambda said: self.quoted(said.report, said.claim),
            "quoted_claim": self.quoted,
            "passage": self.passage,
            "verified": lambda article: article not in self.library.absent,
            "markdown": render_markdown,
            "direction": direction,
            "short": cut,
            "anchor_of": passage_anchor,
            "explain": self.explain,
            "explain_citation": self.explain_citation,
            "explain_continuation": self.explain_continuation,
            "explain_event": self.explain_event,
            "chain": self.chain,
            "why_excluded": lambda candidate: explain_exclusion(
                candidate, self.library.interface.language
            ),
        }

    # --- links and names

    def link(self, root: str, kind: str, name: str, anchor: str = "") -> str:
        """The page-relative address of a page, and of a place on it."""
        return root + page_path(kind, name) + (f"#{anchor}" if anchor else "")

    def passage_link(self, root: str, report: Report) -> str:
        """Where a report's words stand on the page of its article."""
        if report.article not in self.library.articles:
            return ""
        anchor = passage_anchor(report.id)
        if self.library.plan.find(report.article, report.quote) is None:
            anchor = ""
        return self.link(root, "article", report.article, anchor)

    def article_name(self, name: str) -> Markup:
        """A headline in quotation marks, as far as the plan shows it; else outlet and
        date, else the id."""
        if name not in self.library.articles:
            return escape(name)
        title = self.library.plan.titles[name]
        record = self.library.articles[name].record
        if title.strip(" …"):
            language = self.article_lang(name) or self.library.interface.language
            headline = Markup('<span lang="{}" dir="{}">{}</span>').format(
                language, direction(record.language), title
            )
            return self.t("article.quoted", words=headline)
        if record.outlet == UNKNOWN:
            return self.t("article.untitled", id=name)
        outlet = make_voice(record.outlet, self.library.sources).words
        if record.published == UNKNOWN:
            return escape(f"{outlet} ({name})")
        return escape(f"{outlet}, {say_date(record.published, self.library.interface)}")

    def article_lang(self, name: str) -> str:
        """The language of an article; ``""`` where nobody knows."""
        article = self.library.articles.get(name)
        language = UNKNOWN if article is None else article.record.language
        return "" if language == UNKNOWN else language

    def voice_of(self, ref: str) -> Voice:
        """The voice of a reference, and of an article's publisher."""
        resolved = resolve_ref(ref, self.library.articles)
        return make_voice(resolved, self.library.sources)

    def voice(self, voice: Voice) -> Markup:
        """A name to show, isolated from the direction of the text around it."""
        if voice not in self._voices:
            self._voices[voice] = self._say_voice(voice)
        return self._voices[voice]

    def _say_voice(self, voice: Voice) -> Markup:
        if voice.standing == "unknown_publisher":
            return self.t("voice.publisher", article=short_id(voice.article))
        name = Markup("<bdi>{}</bdi>").format(voice.words)
        if voice.standing == "here_only":
            return self.t("voice.here_only", words=name)
        return name

    def voice_link(self, root: str, voice: Voice) -> Markup:
        """A name that leads to its source's page, where it has one."""
        if voice.ref not in self.library.by_source:
            return self.voice(voice)
        if (root, voice) not in self._links:
            href = self.link(root, "source", voice.ref)
            link = Markup('<a href="{}">{}</a>').format(href, self.voice(voice))
            self._links[root, voice] = link
        return self._links[root, voice]

    # --- values

    def facet(self, name: str) -> str:
        """The label of a row."""
        return load_facets()[name][self.library.interface.language]

    def verdict_label(self, kind: VerdictKind) -> str:
        """What a verdict is called."""
        return load_verdict_labels()[kind][self.library.interface.language]

    def verdict_rule(self, rule: str) -> str:
        """What the rule behind a verdict says."""
        return load_verdict_rules()[rule].says[self.library.interface.language]

    def kind(self, name: str) -> str:
        """Neutral words for a kind of event."""
        return kind_label(name, self.library.interface.language)

    def relation(self, root: str, relation: Relation) -> Markup:
        """A distance from another event, which it links to where it is published."""
        other = relation.after or relation.before or ""
        title = self.t("relation.unpublished")
        if other in self.library.entries:
            href = self.link(root, "event", other)
            title = Markup('<a href="{}">{}</a>').format(
                href, self.library.entries[other].title
            )
        return say_relation(relation, title, self.library.interface)

    def value(self, claim: Claim) -> str:
        """A claim's value as it was read, beside its words; ``""`` where that adds
        nothing."""
        t = self.t
        if claim.value == UNKNOWN:
            return str(t("value.unknown"))
        if claim.facet == "when" and isinstance(claim.value, str):
            return say_date(claim.value, self.library.interface)
        if isinstance(claim.value, str):
            name = self.library.place_name(claim.value)
            if claim.facet == "kind":
                name = self.kind(claim.value)
            return "" if name.casefold() in claim.quote.casefold() else name
        return self._count(claim)

    def value_beyond(self, claim: Claim) -> str:
        """A claim's value where it says more than its words; else ``""``.

        A count says nothing more beside its own digits, or beside a number in words;
        what is told as so many times another count names no number of its own.
        """
        if claim.value == UNKNOWN:
            return self.value(claim)
        said = plain_words(claim.quote)
        if isinstance(claim.value, int) or claim.value is None:
            bounds = (claim.value, claim.at_least, claim.at_most)
            counts = {str(n) for n in bounds if n is not None}
            digits = set(_DIGITS.findall(_GROUPED.sub("", claim.quote)))
            told = bool(digits) if claim.value is None else claim.hedge != claim.quote
            if told and (counts <= digits or not digits):
                return ""
            return self._count(claim)
        value = self.value(claim)
        return "" if plain_words(value) in said else value

    def _count(self, claim: Claim) -> str:
        least, most = claim.at_least, claim.at_most
        if claim.value == 0:
            return f"{self.t('value.zero')} {self.unit(claim.unit, 0)}".strip()
        if isinstance(claim.value, int):
            return f"{claim.value} {self.unit(claim.unit, claim.value)}".strip()
        if least is not None and most is not None:
            words = self.t("value.between", least=least, most=most)
        elif least is not None:
            words = self.t("value.at_least", least=least)
        elif most is not None:
            words = self.t("value.at_most", most=most)
        else:
            return ""
        return f"{words} {self.unit(claim.unit, most or least or 0)}".strip()

    def unit(self, unit: str | None, count: int) -> str:
        """What is counted, in the interface language where the taxonomy knows it."""
        if unit is None:
            return ""
        interface = self.library.interface
        if f"unit.{unit}" in interface.messages:
            return interface.names("unit", unit, count)
        known = load_units().get(unit)
        nouns = known.nouns.get(interface.language, ()) if known else ()
        return nouns[0] if nouns else unit

    # --- words of articles

    def quoted(self, report: Report, claim: Claim) -> str:
        """The exact words of a claim."""
        plan = self.library.plan
        return plan.words(
            report.article, claim.quote, plan.find(report.article, report.quote)
        )

    def explain(self, found: TimeExpression, words: str, article: str) -> str:
        """Why shown words are read as a date; only those words are said again."""
        known, language = find_told(self.library), self.library.interface.language
        return explain_expression(known, article, found, language, words)

    def explain_event(self, event: EventRecord) -> str:
        """Why an event stands where it stands, as ``recoupe explain`` says it."""
        return explain_event(
            find_told(self.library), event, self.library.interface.language
        )

    def explain_citation(self, found: Citation, article: str) -> str:
        """Who is read as speaking, in the words of the article that may be shown."""
        library = self.library
        return explain_citation(
            found,
            library.articles[article],
            library.sources,
            partial(library.plan.read, article),
            library.interface.language,
        )

    def explain_continuation(self, found: Continuation, article: str) -> str:
        """Who perhaps still speaks."""
        library = self.library
        read = partial(library.plan.read, article)
        language = library.interface.language
        return explain_continuation(found, library.sources, read, language)

    def chain(self, found: Citation, article: str) -> tuple[Voice, ...]:
        """First speaker first, publisher last."""
        links = chain_of(found.ref, found.via, self.library.articles[article])
        return tuple(self.voice_of(link.ref) for link in links)

    def passage(self, report: Report) -> Mapping[str, object]:
        """A report's passage as the plan shows it."""
        plan = self.library.plan
        span = plan.find(report.article, report.quote)
        if span is None:
            words = cut(report.quote, plan.limit) if plan.limit else report.quote
            return {"pieces": ({"text": words, "gap": 0},), "found": False}
        return {
            "pieces": plan.show(report.article, span, plan.limit),
            "found": True,
        }

    def short_title(self, entry: Entry) -> str:
        """A title without the date it ends with, for where the date stands already."""
        date = say_date(entry.date, self.library.interface)
        return entry.title.removesuffix(f", {date}") or entry.title

    def entry(self, root: str, entry: Entry) -> Markup:
        """One line of the chronology, rendered once for each depth of folder."""
        key = (root, entry.id)
        if key not in self._entries:
            template = self.environment.get_template("parts/entry.html")
            with self.lookups.noting() as lookups:
                html = template.render(**self._tools(root), event=entry)
            self._entries[key] = Markup(html.strip()), lookups
        shown, lookups = self._entries[key]
        self.lookups.repeat(lookups)
        return shown
