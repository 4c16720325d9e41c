"""What `go2mjx eval` adds for the robot, in either simulator: command grid, gait, standing, pushes, delay."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from rich.table import Table

from go2mjx.evaluation import command_grid, examine, final, gait, push_recovery, verdict
from go2mjx.evaluation.exam import Exam
from go2mjx.evaluation.recording import Recording, Trials
from go2mjx.evaluation.verdict import MAX_STANDING_DRIFT, Criterion, Episodes, FinalEvaluation

Record = Callable[[Trials, int, int], Recording]
"""`record(trials, seed, action_delay_steps)`, of `record_mjx` or `record_mujoco` with the policy."""
STANDING_EPISODES = 8
MIN_STEPS_PER_SECOND = 1.0
MAX_DUTY_FACTOR_SPREAD = 0.25
MAX_FOOT_SLIP = 0.15
"""m/s"""
MIN_FEET_DOWN = 0.9
MAX_ACTION_CHANGE = 1 / 3
"""Of actions in [-1, 1] in one control step: half of that of independent, uniformly random actions."""
MIN_RETURN_KEPT = 0.8
"""Share of the return that a policy should keep when its actions come late."""


@dataclass(frozen=True)
class RobotEvaluation:
    """Figures as JSON types in SI units; the functions that made them say what they mean."""

    final: FinalEvaluation  # with the delay
    exam: Exam  # likewise
    return_kept: float | None  # return with delay / without; None without a delay or a positive return
    grid: dict[str, Any]
    gait: dict[str, Any]  # over the moving commands of the grid
    standing: dict[str, float]
    push: dict[str, Any]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Limits on how the robot walks and stands; those of walking are in `final`."""
        walking, standing = self.gait, self.standing
        result = [
            Criterion("standing drift", standing["largest_drift"], MAX_STANDING_DRIFT, "m"),
            Criterion("all feet but one down when standing", standing["feet_down"], MIN_FEET_DOWN, "", True),
        ]
        if walking:
            slowest = min(walking["steps_per_second"].values())
            slip = max(walking["foot_slip"].values())
            result += [
                Criterion("steps of the slowest foot", slowest, MIN_STEPS_PER_SECOND, "1/s", True),
                Criterion(
                    "spread of duty factors", walking["duty_factor_spread"], MAX_DUTY_FACTOR_SPREAD, ""
                ),
                Criterion("slip of the worst foot", slip, MAX_FOOT_SLIP, "m/s"),
                Criterion("action change per step", walking["action_change"], MAX_ACTION_CHANGE, ""),
            ]
        if self.return_kept is not None:
            result.append(
                Criterion("return kept with the delay", self.return_kept, MIN_RETURN_KEPT, "", True)
            )
        return tuple(result)


def evaluate_robot(
    max_command: tuple[float, float, float],
    record: Record,
    usual: FinalEvaluation | None,
    exam: Exam,
    plan: final.Plan,
    grid: command_grid.Shape,
    action_delay_steps: int = 0,
) -> RobotEvaluation:
    """Record everything but `exam`, which was taken with the delay, and work it out.

    `plan` has the commands of the final evaluation, and `usual` is what they gave without a delay; None records
    them first.
    """

    def planned(delay: int) -> FinalEvaluation:
        trials = Trials.undisturbed(plan.commands)
        return plan.evaluation(record(trials, plan.seed, delay).episodes)

    usual = usual or planned(0)
    result = planned(action_delay_steps) if action_delay_steps else usual
    commands = command_grid.grid_commands(grid, max_command)
    parts = [
        Trials.undisturbed(commands),
        Trials.undisturbed(np.zeros((STANDING_EPISODES, 3))),
        push_recovery.push_trials(max_command),
    ]
    recording = record(Trials.concatenate(parts), plan.seed, action_delay_steps)
    ends = np.cumsum([len(part) for part in parts])
    cells = recording[: ends[0]]
    return RobotEvaluation(
        final=result,
        exam=exam,
        return_kept=_return_kept(usual, result) if action_delay_steps else None,
        grid=command_grid.grid_figures(cells, grid),
        gait=gait.gait_figures(cells[cells.command.any(axis=-1)]),
        standing=gait.standing_figures(recording[ends[0] : ends[1]]),
        push=push_recovery.push_figures(recording[ends[1] :]),
    )


def _return_kept(usual: FinalEvaluation, delayed: FinalEvaluation) -> float | None:
    """Ratio of the returns over both sets of commands."""
    before, after = (
        Episodes.concatenate([result.chosen_on, result.held_out]).episode_return.mean()
        for result in (usual, delayed)
    )
    return float(after / before) if before > 0 else None


def to_json(result: RobotEvaluation) -> dict[str, Any]:
    """The final evaluation's JSON and all figures beside it."""
    criteria = [item.to_json() for item in result.criteria]
    figures = {name: getattr(result, name) for name in ("grid", "gait", "standing", "push", "return_kept")}
    content = verdict.to_json(result.final) | {"exam": result.exam.to_json()}
    return content | verdict.json_numbers({"robot_criteria": criteria} | figures)


def tables(result: RobotEvaluation) -> list[Table]:
    """What a terminal shows: final evaluation, exam, grid and criteria, gait, pushes."""
    found = [final.table(result.final), *examine.tables(result.exam), _criteria_table(result)]
    if result.gait:
        found.append(_gait_table(result.gait))
    return [*found, _push_table(result.push)]


def _criteria_table(result: RobotEvaluation) -> Table:
    grid = result.grid
    rows = final.criteria_table("how it walks and stands", result.criteria)
    rows.add_section()
    shape = " x ".join(map(str, grid["shape"]))
    rows.add_row(f"grid of {shape} commands: survived", f"{grid['survived']:.3f}")
    rows.add_row("velocity error, mean", f"{grid['velocity_error']:.3f} m/s")
    rows.add_row("velocity error, worst cell", f"{grid['largest_velocity_error']:.3f} m/s")
    rows.add_row("yaw rate error, mean", f"{grid['yaw_rate_error']:.3f} rad/s")
    rows.add_row("yaw rate error, worst cell", f"{grid['largest_yaw_rate_error']:.3f} rad/s")
    return rows


def _gait_table(figures: dict[str, Any]) -> Table:
    feet = list(figures["duty_factor"])
    rows = Table("", *feet, "unit", title="gait over the moving commands of the grid")
    for key, name, unit in (
        ("duty_factor", "duty factor", ""),
        ("steps_per_second", "steps", "1/s"),
        ("foot_clearance", "foot clearance", "m"),
        ("foot_slip", "foot slip", "m/s"),
    ):
        rows.add_row(name, *(f"{figures[key][foot]:.3f}" for foot in feet), unit)
    rows.add_section()
    for key, name, unit in (
        ("base_height", "base height, mean and std", "m"),
        ("roll", "roll, mean and std", "rad"),
        ("pitch", "pitch, mean and std", "rad"),
    ):
        spread = (f"{figures[key][part]:.3f}" for part in ("mean", "std"))
        rows.add_row(name, *spread, *[""] * (len(feet) - 2), unit)
    rows.add_row("mechanical power", f"{figures['mechanical_power']:.1f}", *[""] * (len(feet) - 1), "W")
    rows.add_row("cost of transport", f"{figures['cost_of_transport']:.2f}")
    return rows


def _push_table(figures: dict[str, Any]) -> Table:
    largest = figures["largest_survived"]
    title = f"pushes: at least 95 % survive up to {largest:g} m/s" if largest else "pushes"
    rows = Table("added velocity", "survived", "standing", "walking", "follows again", "after", title=title)
    for row in figures["sizes"]:
        time = "-" if row["recovery_time"] is None else f"{row['recovery_time']:.2f} s"
        shares = (
            "-" if row[key] is None else f"{row[key]:.2f}"
            for key in ("survived", "standing", "walking", "recovered")
        )
        rows.add_row(f"{row['size']:g} m/s", *shares, time)
    return rows
