"""Completion for shells, made from the commands themselves.

Comes in: the parser. Goes out: a script for bash, zsh or fish. Ids are read from
``content/`` by the shell, so that a key press starts no Python.

A record may be anybody's, and what a shell completes it may also run: ids go through
no expansion (``compgen -W`` has one), and only plain ones are offered.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import Final

_IDS: Final = "ID"
"""What an argument is called that an id of an event or article may stand for."""

_BASH: Final = """\
_recoupe_offer() {{
  local typed="$1" word
  shift
  for word in "$@"; do
    case "$word" in "$typed"*) COMPREPLY+=("$word") ;; esac
  done
}}
_recoupe_ids() {{
  local root=. name i
  for ((i = 2; i < COMP_CWORD; i++)); do
    if [ "${{COMP_WORDS[i]}}" = --root ]; then
      root="${{COMP_WORDS[i + 1]}}"
      if [ "$root" = "=" ]; then root="${{COMP_WORDS[i + 2]}}"; fi
    fi
  done
  case "$root" in "~/"*) root="$HOME/${{root#??}}" ;; esac
  while IFS= read -r name; do
    case "$name" in *[!a-zA-Z0-9._-]*) ;; *) _recoupe_offer "$1" "$name" ;; esac
  done < <(
    sed -n 's/^id: *//p' -- "$root"/content/events/*.yaml 2>/dev/null
    for name in "$root"/content/articles/*.md; do
      name="${{name##*/}}"
      printf '%s\\n' "${{name%.md}}"
    done
  )
}}
_recoupe() {{
  local typed="${{COMP_WORDS[COMP_CWORD]}}" before="${{COMP_WORDS[COMP_CWORD - 1]}}"
  COMPREPLY=()
  if [ "$typed" = "=" ]; then
    typed=""
  elif [ "$before" = "=" ]; then
    before="${{COMP_WORDS[COMP_CWORD - 2]}}"
  fi
  if [ "$COMP_CWORD" -eq 1 ]; then
    _recoupe_offer "$typed" {verbs}
    return
  fi
  case "${{COMP_WORDS[1]}} $before" in
{values}
  esac
  case "${{COMP_WORDS[1]}} $typed" in
{words}
  esac
}}
complete -o default -F _recoupe recoupe
"""

_ZSH: Final = """\
#compdef recoupe
autoload -U +X bashcompinit && bashcompinit
"""

_FISH: Final = """\
function __recoupe_ids
    set -l root .
    set -l words (commandline -opc)
    for i in (seq (count $words))
        switch $words[$i]
            case --root
                set -q words[(math $i + 1)]; and set root $words[(math $i + 1)]
            case '--root=*'
                set root (string replace -- --root= '' $words[$i])
        end
    end
    set -l events $root/content/events/*.yaml
    set -l articles $root/content/articles/*.md
    begin
        count $events >/dev/null; and sed -n 's/^id: *//p' -- $events 2>/dev/null
        string replace -r '.*/(.*)\\.md$' '$1' -- $articles
    end | string match -r '^[a-zA-Z0-9._-]+$'
end
complete -c recoupe -f
"""


def render_completion(shell: str, parser: argparse.ArgumentParser) -> str:
    """The script for one shell; ``eval`` it or put it where the shell looks."""
    verbs = _find_verbs(parser)
    if shell == "fish":
        return _FISH + _render_fish(verbs)
    script = _BASH.format(
        verbs=" ".join([*verbs, *_find_options(parser)]),
        values="\n".join(
            line for name, verb in verbs.items() for line in _render_values(name, verb)
        ),
        words="\n".join(
            line for name, verb in verbs.items() for line in _render_words(name, verb)
        ),
    )
    return script if shell == "bash" else _ZSH + script


def _render_values(name: str, verb: argparse.ArgumentParser) -> list[str]:
    """Cases of what stands behind an option; a folder is left to the shell."""
    lines = []
    for action in verb._actions:
        if not action.option_strings or action.nargs == 0:
            continue
        pattern = "|".join(f'"{name} {option}"' for option in action.option_strings)
        offer = f'_recoupe_offer "$typed" {" ".join(_choices_of(action))}; '
        lines.append(f"    {pattern}) {offer if action.choices else ''}return ;;")
    return lines


def _render_words(name: str, verb: argparse.ArgumentParser) -> list[str]:
    """Cases of what else may stand behind a verb."""
    options = " ".join(_find_options(verb))
    lines = [f'    "{name} -"*) _recoupe_offer "$typed" {options} ;;']
    ids, words = _find_arguments(verb)
    if ids:
        lines.append(f'    "{name} "*) _recoupe_ids "$typed" ;;')
    else:
        every = " ".join([*words, *_find_options(verb)])
        lines.append(f'    "{name} "*) _recoupe_offer "$typed" {every} ;;')
    return lines


def _render_fish(verbs: Mapping[str, argparse.ArgumentParser]) -> str:
    lines = []
    for name, verb in verbs.items():
        about = _quote(verb.description or "")
        lines.append(
            f"complete -c recoupe -n __fish_use_subcommand -a {name} -d {about}"
        )
        when = f"complete -c recoupe -n '__fish_seen_subcommand_from {name}'"
        for action in verb._actions:
            names = [option for option in action.option_strings if option[:2] == "--"]
            lines += [f"{when} -l {option[2:]}{_takes(action)}" for option in names]
        ids, words = _find_arguments(verb)
        if words:
            lines.append(f"{when} -a {_quote(' '.join(words))}")
        if ids:
            lines.append(f"{when} -a '(__recoupe_ids)'")
    return "\n".join(lines) + "\n"


def _takes(action: argparse.Action) -> str:
    """What fish should know of the value and the sense of an option."""
    about = f" -d {_quote(action.help or '')}"
    if action.choices:
        return f" -x -a {_quote(' '.join(_choices_of(action)))}{about}"
    if action.metavar == "FOLDER":
        return f" -x -a '(__fish_complete_directories)'{about}"
    return about if action.nargs == 0 else f" -x{about}"


def _quote(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


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


def _find_arguments(verb: argparse.ArgumentParser) -> tuple[bool, Sequence[str]]:
    """Whether an id may stand there, and which words may."""
    places = [action for action in verb._actions if not action.option_strings]
    words = [word for action in places for word in _choices_of(action)]
    return any(action.metavar == _IDS for action in places), words


def _choices_of(action: argparse.Action) -> list[str]:
    return [str(choice) for choice in action.choices or ()]
