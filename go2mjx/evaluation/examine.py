"""Takes the exam of `go2mjx.evaluation.exam` in either simulator and prints it."""

from collections.abc import Callable

import numpy as np
from rich.table import Table

from go2mjx.evaluation import exam
from go2mjx.evaluation.episodes import command_set
from go2mjx.evaluation.exam import SWITCHES, Course, Exam, Track
from go2mjx.evaluation.final import criteria_table
from go2mjx.evaluation.verdict import SEED

Drive = Callable[[Course], Track]
"""Runs the episodes of a course: `drive` of `episodes` or of `record_mujoco` with all that it needs beside."""
TRAINING_STARTS = 2
"""Starts of each direction in an exam during training: with them the exam fills two calls of 32 episodes."""
STARTS = 8
"""Starts of each direction in the exam that ends a run and that `go2mjx eval` repeats: one fall in a direction is
more than the limit allows."""
SWITCHING_EPISODES = 32


def examine(
    drive: Drive,
    max_command: tuple[float, float, float],
    starts: int = STARTS,
    switching_episodes: int = SWITCHING_EPISODES,
    seed: int = SEED,
) -> Exam:
    """Take the exam with `starts` of each direction; `switching_episodes` may be 0, `seed` is that of the switching."""
    track = drive(exam.direction_course(max_command, starts))
    switching = None
    if switching_episodes:
        switching = exam.results(drive(switching_course(switching_episodes, SWITCHES, max_command, seed)))
    return Exam(exam.results(track), switching, track.mirror_residual)


def switching_course(
    episodes: int, commands: int, max_command: tuple[float, float, float], seed: int, held: int = 1
) -> Course:
    """Episodes with so many `commands` one after the other, each for `held` times `exam.SWITCH_STEPS`, drawn from `seed`."""
    drawn = command_set(episodes * commands, max_command, seed)
    np.random.default_rng(seed).shuffle(drawn)  # standing comes first in the set
    each = np.repeat(drawn.reshape(episodes, commands, 3), held, axis=1)
    return Course(each, each.shape[1] * exam.SWITCH_STEPS)


def tables(result: Exam) -> list[Table]:
    """A row for each direction, then the criteria with their limits and the figures without one."""
    starts = max(figures.starts for figures in result.figures)
    rows = Table(
        *("", "stays\nup", "bias\nahead", "bias\nleft", "bias\nyaw", "heading", "path", "left-\nright"),
        title=f"directions of 20 s, {starts} starts each",
        caption="stays up: share of the starts without a fall; bias: mean velocity less the command after the "
        "first second, m/s and rad/s; heading and path: off the commanded line in 20 s, ° and m; left-right: "
        "difference to the mirrored command as a share of it",
    )
    for column in rows.columns[1:]:
        column.justify, column.no_wrap = "right", True
    for figures in result.figures:
        cells = (cell.text if cell.within else f"[red]{cell.text}[/red]" for cell in figures.cells)
        rows.add_row(figures.name, *cells)
    verdict = "tracks its commands" if result.tracks else "does not track its commands"
    title = f"exam of the directions: the robot {verdict}"
    judged = criteria_table(title, result.criteria, "worst direction")
    judged.add_section()
    judged.add_row("mirror residual of the actions", f"{result.mirror_residual:.3f}")
    if result.switching is not None:
        count, means = len(result.switching), result.switching.means(slice(None))
        judged.add_row(
            f"a new command every 2 s for 60 s, {count} episodes: survived", f"{means['survived']:.3f}"
        )
        judged.add_row("velocity error", f"{means['velocity_error']:.3f} m/s")
        judged.add_row("yaw rate error", f"{means['yaw_rate_error']:.3f} rad/s")
    return [rows, judged]
