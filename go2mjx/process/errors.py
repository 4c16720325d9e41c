"""Mistakes of the user: the exception that becomes a message and exit code 2, and the hint in it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class UsageError(Exception):
    """A mistake that the user can correct; the text says what is wrong and what is allowed."""


def suggestion(name: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?` for the nearest of `known`, or nothing; neither case nor `-` for `_` makes a difference."""
    spelled = {_plain(word): word for word in known}
    near = difflib.get_close_matches(_plain(name), spelled, n=1)
    return f"; did you mean {spelled[near[0]]!r}?" if near else ""


def _plain(word: str) -> str:
    return word.lower().replace("-", "_")
