"""The words that a W&B sweep puts on a command line, in the spelling of the parser of `go2mjx train`.

A sweep's command has `${args}`, `--flag=VALUE`, or `${args_no_equals}`, `--flag VALUE`. Each value is one word, as
Python prints it: `False`, `[64, 64]`, and `{'air_time': 1.0}` for nested parameters.
"""

import re
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from go2mjx.process.errors import UsageError

_BOOLEANS = {"true": True, "false": False}


def plain(argv: Sequence[str], known: Mapping[str, Any], switches: Sequence[str]) -> list[str]:
    """`argv` with such values taken apart; `known` is a value of each setting by its flag, `switches` are flags that
    are off unless they are given.

    Raises UsageError for another value of a boolean, and for the forms of a sweep that have no `--`.
    """
    words: list[str] = []
    rest = deque(argv)
    while rest:
        word = rest.popleft()
        flag, equals, value = word.partition("=")
        if not flag.startswith("--"):
            _check_form(word, words[-1] if words else "", known)
            words.append(word)
            continue
        if not equals and not rest:
            words.append(word)  # the last word has no value
            continue
        name = flag[2:].replace("-", "_")
        value = value if equals else rest[0]
        spelled = _spelled(name, value, known, switches)
        if spelled is not None:
            words += spelled
            if not equals:
                rest.popleft()
        elif equals and (name in switches or isinstance(known.get(name), bool)):
            raise UsageError(f"{flag} {value!r}: allowed are True and False, or the flag alone")
        else:
            words.append(word)
    return words


def _spelled(name: str, value: str, known: Mapping[str, Any], switches: Sequence[str]) -> list[str] | None:
    """The words for `value` of the flag `name`; None where the parser takes it as it is."""
    default = known.get(name)
    if value.lower() in _BOOLEANS:
        on = _BOOLEANS[value.lower()]
        if name in switches:
            return [f"--{name}"] if on else []
        if isinstance(default, bool):
            return [f"--{name}" if on else f"--no_{name}"]
    if isinstance(default, list) and not value.startswith("-"):
        return [f"--{name}", *re.findall(r"[^\s,\[\]]+", value)]
    if value.startswith("{") and any(flag.startswith(f"{name}.") for flag in known):
        try:
            group = yaml.safe_load(value)
        except yaml.YAMLError:
            return None
        return [f"--{name}.{key}={item}" for key, item in group.items()]
    return None


def _check_form(word: str, before: str, known: Mapping[str, Any]) -> None:
    """Raises UsageError for `word`, after `before`, if a sweep wrote it that had no `${args}`."""
    if before.startswith("--") and "=" not in before:
        return  # the value of that flag
    name, equals, _ = word.lstrip("+").partition("=")
    if word.startswith("{") or (equals and name in known):
        raise UsageError(f"{word!r}: settings are written --flag=VALUE, in the command of a sweep ${{args}}")
