"""The words of the interface, in the language of site.yaml.

Comes in: a language code. Goes out: messages with their values escaped. A message
nobody wrote is a bug and raises; the test compares the languages key by key.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from builder.languages import known_languages, load_rules

STAGE = "interface"


def _flatten(data: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    flat: dict[str, object] = {}
    for key, value in data.items():
        if isinstance(value, Mapping) and not set(value) <= {"one", "other"}:
            flat.update(_flatten(value, f"{prefix}{key}."))
        else:
            flat[f"{prefix}{key}"] = value
    return flat


class Interface:
    """Messages of one language."""

    def __init__(self, language: str) -> None:
        self.language = language if language in known_languages(STAGE) else "en"
        self.messages = _flatten(load_rules(self.language, STAGE))
        self.direction = str(self.messages["direction"])
        ones = self.messages["plural_one"]
        self._plain: dict[str, Markup] = {}
        self._ones = tuple(ones) if isinstance(ones, list) else ()

    def t(self, key: str, /, **values: object) -> Markup:
        """A message; ``count`` chooses between its forms. Values are escaped.

        Raises: KeyError for a message that no language file has.
        """
        if not values:
            if key not in self._plain:
                self._plain[key] = Markup(str(self.messages[key]))
            return self._plain[key]
        message = self.messages[key]
        if isinstance(message, Mapping):
            message = message["one" if values.get("count") in self._ones else "other"]
        return Markup(str(message)).format(**values)

    def name(self, group: str, key: str) -> str:
        """A label such as ``unit.rocket``; the key itself where there is none."""
        message = self.messages.get(f"{group}.{key}")
        return key if message is None else str(message)

    def names(self, group: str, key: str, count: int) -> str:
        """A label that has a plural, for a count."""
        message = self.messages.get(f"{group}.{key}", key)
        if isinstance(message, Mapping):
            message = message["one" if count in self._ones else "other"]
        return str(message)
