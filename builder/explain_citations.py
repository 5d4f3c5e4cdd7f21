"""Why words are read as a citation, and who passes them on, in one sentence for people.

Comes in: a citation or a continuation, a way to read its words, the sources, and the
words of a language (``languages/<code>/explain.yaml``). Goes out: text, not escaped. It
decides nothing: all it says stands in the data already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from builder.languages import known_languages, load_rules
from builder.model import Article, Citation, Continuation, SourceRecord, Span
from builder.voices import Link, chain_of, make_voice

Reader = Callable[[Span], str]
"""The words of a span as far as they may be shown; ``""`` where none may."""

_LONGEST = 240
"""Characters of a content that the sentence repeats."""


def explain_citation(
    citation: Citation,
    article: Article,
    sources: Mapping[str, SourceRecord],
    read: Reader,
    interface: str,
) -> str:
    """One sentence: what is said, how, by whom, passed on by whom, and by which rule.

    ``interface`` is the code of the language to speak; English where it has no words.
    """
    say = _texts(interface)
    links = chain_of(citation.ref, citation.via, article)
    speaker, *others = [_name(link, sources, say, read) for link in links]
    if citation.source is not None:
        speaker = _beside(speaker, citation.source, say, read)
    parts = [say["who"][citation.polarity].format(who=speaker)]
    cue = read(citation.cue) if citation.cue[0] < citation.cue[1] else ""
    parts += [say["cue"].format(words=_shorten(cue))] if cue else []
    parts.append(say["mode"][citation.mode])
    if citation.hedge:
        parts.append(say["hedge"].format(words=citation.hedge))
    relays = [n for link, n in zip(links[1:], others, strict=True)
              if link.role == "relay"]  # fmt: skip
    if relays:
        parts.append(say["via"].format(who=say["then"].join(relays)))
    for link, name in zip(links[1:], others, strict=True):
        if link.role != "relay":
            parts.append(say[link.role].format(who=name))
    by_hand = "by_hand" if citation.rule.startswith("person") else "rule"
    parts.append(say[by_hand].format(rule=citation.rule))
    content = say["gap"].join(filter(None, map(read, citation.content)))
    words = _shorten(content) or say["not_shown"]
    return str(say["sentence"]).format(words=words, parts=say["joint"].join(parts))


def explain_continuation(
    still: Continuation,
    sources: Mapping[str, SourceRecord],
    read: Reader,
    interface: str,
) -> str:
    """One sentence: nothing says who speaks, and who perhaps still does."""
    say = _texts(interface)
    voice = make_voice(still.ref, sources)
    cue = _shorten(read(still.cue))
    after = say["after"].format(words=cue) if cue else ""
    return str(say["perhaps"]).format(
        words=_shorten(read(still.span)) or say["not_shown"],
        who=voice.words or still.name,
        after=after,
        rule=still.rule,
    )


def _texts(interface: str) -> Mapping[str, Any]:
    language = interface if interface in known_languages("explain") else "en"
    rules: Mapping[str, Any] = load_rules(language, "explain")
    texts: Mapping[str, Any] = rules["citation"]
    return texts


def _name(
    link: Link,
    sources: Mapping[str, SourceRecord],
    say: Mapping[str, Any],
    read: Reader,
) -> str:
    """The name of a link, with the words that make it one."""
    name = make_voice(link.ref, sources).words or str(say["unknown_publisher"])
    return name if link.span is None else _beside(name, link.span, say, read)


def _beside(name: str, span: Span, say: Mapping[str, Any], read: Reader) -> str:
    """A name with the words that name it, where they are others."""
    words = _shorten(read(span))
    if not words or words.casefold() == name.casefold():
        return name
    return str(say["named"]).format(name=name, words=words)


def _shorten(text: str) -> str:
    """Words on one line, with single blanks, cut where they go on for long."""
    text = " ".join(text.split())
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rpartition(" ")[0].rstrip(" ,;:") + " …"
