"""What a command says: results on standard output, and the progress of a run on standard error.

Progress is a bar on a terminal, plain lines elsewhere; `message` and `warning` print above the bar.
"""

import codecs
import contextlib
import os
import sys
import time
from collections.abc import Callable, Mapping
from datetime import timedelta

from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

_console = Console(stderr=True)
_SPELLED = {"✓": "+", "✗": "x", "≤": "<=", "≥": ">=", "°": "deg"}
"""What stands for a character that the output's encoding lacks, where a `?` would hide the meaning."""
_LINE_PERIOD = 10.0  # s between two plain lines
_EVALUATION = {
    "success_rate": "",
    "velocity_error": " m/s",
    "yaw_rate_error": " rad/s",
    "average_return": "",
    "average_length": " steps",
}


def show(*results: RenderableType, width: int | None = None) -> None:
    """Print results, texts or rich tables, on standard output; `width` is that of tables, in columns.

    A character that the output's encoding lacks is replaced; an output that takes nothing more, a full disk or a
    pipe that nobody reads, is one warning: what was computed is not lost to printing.
    """
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors=_spell.__name__)
    try:
        printer = Console(width=width)
        for result in results:
            if isinstance(result, str):
                printer.print(Text(result), soft_wrap=True)
            else:
                printer.print(result)
    except OSError as error:
        warning(f"the output ends here: {error.strerror}")
        # what is still buffered would fail again when the process ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _spell(error: UnicodeError) -> tuple[str, int]:
    """An error handler of codecs, see `_SPELLED`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_SPELLED.get(character, "?") for character in lacking), error.end


codecs.register_error(_spell.__name__, _spell)


def message(text: str) -> None:
    """Print a line, above the progress bar if there is one."""
    _say(text)


def warning(text: str) -> None:
    """Print a line that starts with `warning:`."""
    _say(f"warning: {text}", style="yellow")


def _say(text: str, style: str = "") -> None:
    with contextlib.suppress(OSError):  # nobody reads standard error any more: no reason to end a training
        _console.print(Text(text, style), soft_wrap=True)


class ProgressConsole:
    """Shows the metric rows of a run; a context manager around the training loop.

    Calling it with a row is safe from any thread. `clock` gives seconds.
    """

    def __init__(
        self,
        max_steps: int,
        training_starts: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._max_steps = max_steps
        self._training_starts = training_starts
        self._clock = clock
        self._next_line = clock()
        self._bar: Progress | None = None
        if _console.is_terminal:
            self._bar = Progress(
                BarColumn(bar_width=20),
                MofNCompleteColumn(),
                TextColumn("{task.description}"),
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
    parts = [
        f"{name.replace('_', ' ')} {row[f'eval/{name}']:.3g}{unit}"
        for name, unit in _EVALUATION.items()
        if f"eval/{name}" in row
    ]
    if "exam/score" in row:
        parts.append(f"exam {row['exam/score']:.3g} of its limits")
    return ", ".join(parts)
