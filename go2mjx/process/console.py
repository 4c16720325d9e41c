"""What a command says: results on standard output, and the progress of a run on standard error.

Progress is a bar on a terminal, plain lines elsewhere; `message` and `warning` print above the bar.
"""

import codecs
import os
import shlex
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import TextIO, TypeVar

from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

Item = TypeVar("Item")


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Let the caller decide; rich would end the process, and with it a training."""
        raise


_console = _Console(stderr=True)
_SPELLED = {"✓": "+", "✗": "x", "≤": "<=", "≥": ">=", "°": "deg"}
"""What stands for a character that the output's encoding lacks, where a `?` would hide the meaning."""
_BAR = (BarColumn(bar_width=20), MofNCompleteColumn(), TextColumn("{task.description}"))
_LINE_PERIOD = 10.0  # s between two plain lines
_EVALUATION = {
    "success_rate": ("survival", ""),
    "velocity_error": ("velocity error", " m/s"),
    "yaw_rate_error": ("yaw rate error", " rad/s"),
    "average_return": ("average return", ""),
    "average_length": ("average length", " steps"),
}
"""What a line says of `eval/<name>`: words and unit. Not to fall is no success yet: who stands still survives."""


def show(*results: RenderableType, width: int | None = None) -> None:
    """Print results, texts or rich tables, on standard output; `width` is that of tables, in columns.

    A character that the output's encoding lacks is replaced; an output that takes nothing more, a full disk or a
    pipe that nobody reads, is one warning: what was computed is not lost to printing.
    """
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors=_spell.__name__)
    try:
        printer = _Console(width=width)
        for result in results:
            if isinstance(result, str):
                printer.print(Text(result), soft_wrap=True)
            else:
                printer.print(result)
    except OSError as error:
        warning(f"the output ends here: {error.strerror}")
        _discard(sys.stdout)


def _discard(stream: TextIO) -> None:
    """Send `stream` nowhere from now on; what it still buffers would fail again when the process ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _spell(error: UnicodeError) -> tuple[str, int]:
    """An error handler of codecs, see `_SPELLED`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_SPELLED.get(character, "?") for character in lacking), error.end


codecs.register_error(_spell.__name__, _spell)


def command(*words: object) -> str:
    """A `go2mjx` command as this user can type it, whether or not the environment is activated."""
    program = ["go2mjx"] if shutil.which("go2mjx") else [os.path.relpath(sys.executable), "-m", "go2mjx"]
    return shlex.join([*program, *map(str, words)])


def message(text: str) -> None:
    """Print a line, above the progress bar if there is one."""
    _say(text)


def warning(text: str) -> None:
    """Print a line that starts with `warning:`."""
    _say(f"warning: {text}", style="yellow")


def _say(text: str, style: str = "") -> None:
    try:
        _console.print(Text(text, style), soft_wrap=True)
    except OSError:  # nobody reads standard error any more: no reason to end a training
        _discard(sys.stderr)


def counted(
    items: Iterable[Item], total: int, what: str, clock: Callable[[], float] = time.monotonic
) -> Iterator[Item]:
    """Go through `items`, `total` of them, and show how many of `what` are done and the time left.

    That is a bar on a terminal, elsewhere a line every ten seconds. `clock` gives seconds.
    """
    if _console.is_terminal:
        columns = (*_BAR, TimeRemainingColumn())
        with Progress(*columns, console=_console, refresh_per_second=2, transient=True) as bar:
            yield from bar.track(items, total=total, description=what)
        return
    started = clock()
    next_line = started + _LINE_PERIOD
    for done, item in enumerate(items, start=1):
        yield item
        now = clock()
        if now >= next_line:
            next_line = now + _LINE_PERIOD
            left = timedelta(seconds=round((now - started) / done * (total - done)))
            message(f"{done:,}/{total:,} {what}  {left} left")


class ProgressConsole:
    """Shows the metric rows of a run; a context manager around the training loop.

    Calling it with a row is safe from any thread. `clock` gives seconds.
    """

    def __init__(
        self, max_steps: int, training_starts: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._max_steps = max_steps
        self._training_starts = training_starts
        self._clock = clock
        self._next_line = clock()
        self._bar: Progress | None = None
        if _console.is_terminal:
            self._bar = Progress(
                *_BAR,
                console=_console,
                refresh_per_second=2,  # the training needs the cores
            )
            self._task = self._bar.add_task("compiling", total=max_steps)

    def __enter__(self) -> "ProgressConsole":
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, role: str, row: Mapping[str, float]) -> None:
        """Show `row`; `role` ("actor" or "learner") matters to other listeners only."""
        if any(key.startswith("eval/") for key in row):
            message(f"evaluation at {row['actor/total_steps']:,.0f} steps: {_evaluation(row)}")
        if "actor/steps_per_second" not in row:
            return
        text = self._status(row)
        if self._bar is not None:
            self._bar.update(self._task, completed=int(row["actor/total_steps"]), description=text)
        elif self._clock() >= self._next_line:
            self._next_line = self._clock() + _LINE_PERIOD
            message(f"{row['actor/total_steps']:,.0f}/{self._max_steps:,} steps  {text}")

    def _status(self, row: Mapping[str, float]) -> str:
        speed = row["actor/steps_per_second"]
        parts = [f"{speed:,.0f} steps/s"]
        stored = row.get("actor/replay_buffer_size", self._training_starts)
        if stored < self._training_starts:
            parts.append(f"replay {stored:.0f}/{self._training_starts}")
        if "actor/avg_episode_reward_10" in row:
            parts.append(f"return {row['actor/avg_episode_reward_10']:.2f}")
        if "actor/avg_episode_length_10" in row:
            parts.append(f"length {row['actor/avg_episode_length_10']:.0f}")
        if speed > 0:
            left = max(0.0, self._max_steps - row["actor/total_steps"]) / speed
            parts.append(f"{timedelta(seconds=round(left))} left")
        return "  ".join(parts)


def _evaluation(row: Mapping[str, float]) -> str:
    told = _EVALUATION | ({"success_rate": ("up", "")} if "eval/stands" in row else {})
    parts = [
        f"{words} {row[f'eval/{name}']:.3g}{unit}"
        for name, (words, unit) in told.items()
        if f"eval/{name}" in row
    ]
    if "exam/score" in row:
        parts.append(f"exam {row['exam/score']:.3g} of its limits")
    return ", ".join(parts)
