"""Mistakes of the user: the exception that becomes a message and exit code 2, and the hint in it."""

import difflib
from collections.abc import Iterable


class UsageError(Exception):
    """A mistake that the user can correct; the text says what is wrong and what is allowed."""


def suggestion(name: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?` for the nearest of `known`, or nothing."""
    near = difflib.get_close_matches(name.replace("-", "_"), list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
