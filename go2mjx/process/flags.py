"""Which flags a user has typed: what applies to nothing is refused only then, not where a preset brings it."""

from collections.abc import Sequence


def typed(argv: Sequence[str]) -> set[str]:
    """Names of the flags in `argv`, with underscores; one that is switched off, `--no_video`, counts as `video`."""
    words = (word[2:].partition("=")[0].replace("-", "_") for word in argv if word.startswith("--"))
    return {name for word in words for name in (word, word.removeprefix("no_"))}
