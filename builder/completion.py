"""Completion for shells, made from the commands themselves.

Comes in: the parser. Goes out: a script for bash, zsh or fish. Ids are read from
``content/`` by the shell, so that a key press starts no Python.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Final

_IDS: Final = (
    "sed -n 's/^id: *//p' content/events/*.yaml content/articles/*.md 2>/dev/null"
)
"""Ids of events and articles of the project one stands in."""

_BASH: Final = """\
_recoupe() {{
  local word="${{COMP_WORDS[COMP_CWORD]}}" verb="${{COMP_WORDS[1]}}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="{verbs}"
  else
    case "$verb" in
{cases}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}}
complete -o default -F _recoupe recoupe
"""

_ZSH: Final = """\
#compdef recoupe
autoload -U +X bashcompinit && bashcompinit
"""


def render_completion(shell: str, parser: argparse.ArgumentParser) -> str:
    """The script for one shell; ``eval`` it or put it where the shell looks."""
    verbs = _find_verbs(parser)
    if shell == "fish":
        return _render_fish(verbs)
    script = _BASH.format(
        verbs=" ".join([*verbs, *_find_options(parser)]),
        cases="\n".join(
            f'      {name}) words="{_words_of(name, verb)}" ;;'
            for name, verb in verbs.items()
        ),
    )
    return script if shell == "bash" else _ZSH + script


def _words_of(name: str, verb: argparse.ArgumentParser) -> str:
    words = [*_find_options(verb), *_find_choices(verb)]
    return " ".join([*words, f"$({_IDS})"] if name == "explain" else words)


def _render_fish(verbs: Mapping[str, argparse.ArgumentParser]) -> str:
    lines = ["complete -c recoupe -f"]
    for name, verb in verbs.items():
        about = (verb.description or "").replace("'", "\\'")
        lines.append(
            f"complete -c recoupe -n __fish_use_subcommand -a {name} -d '{about}'"
        )
        when = f"complete -c recoupe -n '__fish_seen_subcommand_from {name}'"
        lines += [f"{when} -l {option[2:]}" for option in _find_options(verb)]
        choices = _find_choices(verb)
        if choices:
            lines.append(f"{when} -a '{' '.join(choices)}'")
        if name == "explain":
            lines.append(f'{when} -a "({_IDS})"')
    return "\n".join(lines) + "\n"


def _find_verbs(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def _find_options(parser: argparse.ArgumentParser) -> list[str]:
    return sorted(
        option
        for action in parser._actions
        for option in action.option_strings
        if option.startswith("--")
    )


def _find_choices(parser: argparse.ArgumentParser) -> list[str]:
    """What may stand in the place of an argument, and behind an option."""
    return sorted(
        {str(choice) for action in parser._actions for choice in action.choices or ()}
    )
