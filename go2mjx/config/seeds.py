"""The seeds that a user names in one word: `3`, `0-9`, `0-4,7`."""

import re

from go2mjx.process.errors import UsageError

LARGEST = 4_294_967_295
MOST = 1000
"""Trainings that one command starts at most."""


def parse(text: str) -> tuple[int, ...]:
    """The seeds in `text` in its order. Raises UsageError for other text, a seed named twice, and too many of them."""
    found: list[int] = []
    for part in text.split(","):
        match = re.fullmatch(r"(\d{1,10})(?:-(\d{1,10}))?", part.strip(), re.ASCII)
        if match is None:
            raise UsageError(
                f"--seeds {text}: {part!r} is neither a seed nor a range of them, such as 0-9 or 0-4,7"
            )
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first:
            raise UsageError(f"--seeds {text}: {part} ends before it begins")
        if last > LARGEST:
            raise UsageError(f"--seeds {text}: {last} is more than {LARGEST}")
        if len(found) + last - first >= MOST:
            raise UsageError(f"--seeds {text}: more than {MOST} seeds")
        found += range(first, last + 1)
    if len(set(found)) < len(found):
        raise UsageError(f"--seeds {text}: names a seed twice")
    return tuple(found)
