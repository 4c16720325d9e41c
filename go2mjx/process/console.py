"""Progress of a run on standard error: a bar on a terminal, plain lines elsewhere.

`message` and `warning` print above the bar. Standard output stays free for results.
"""

import time
from collections.abc import Callable, Mapping
from datetime import timedelta

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

_console = Console(stderr=True)
_LINE_PERIOD = 10.0  # s between two plain lines
_EVALUATION = {
    "success_rate": "",
    "velocity_error": " m/s",
    "yaw_rate_error": " rad/s",
    "average_return": "",
    "average_length": " steps",
}


def message(text: str) -> None:
    """Print a line, above the progress bar if there is one."""
    _console.print(text, markup=False, highlight=False, soft_wrap=True)


def warning(text: str) -> None:
    """Print a line that starts with `warning:`."""
    _console.print(f"warning: {text}", style="yellow", markup=False, highlight=False, soft_wrap=True)


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
