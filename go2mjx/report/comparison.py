"""What runs achieved and how their settings differ, in numbers."""

import json
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from go2mjx.evaluation.verdict import WALKING
from go2mjx.report.run_files import Run
from go2mjx.report.trends import Verdict

NAMING = ("seed", "exp_name")
"""Runs that differ in nothing but these are repetitions of one experiment."""


@dataclass(frozen=True)
class Measure:
    """A number of a run, None where it has none, and how to print it."""

    name: str
    unit: str
    form: str
    value: Callable[[Run], float | None]

    def text(self, number: float | None) -> str:
        return "-" if number is None else format(number, self.form)


def verdict(run: Run) -> Verdict:
    """Whether the robot walks or gets up, by the final evaluation or, without one, by those during training."""
    if run.evaluation is not None:
        known = [item for both in run.evaluation.criteria for item in both if item is not None]
        failed = ", ".join(f"{item.name} {item.text}" for item in known if not item.passed)
        passed = run.evaluation.walks or bool(run.evaluation.stands)
        if passed:
            reason = f"but outside its limit: {failed}" if failed else "every limit holds on both sets"
        else:
            reason = f"outside its limit: {failed}" if failed else "a number is not finite"
        return Verdict(passed, f"{run.evaluation.words}; in the final evaluation {reason}")
    if "eval/stands" in run.columns:
        at, once, never = transitions_to_stand(run), "got up", "get up"
    elif "eval/walks" in run.columns:
        at, once, never = transitions_to_walk(run), "walked", "walk"
    else:
        return Verdict(None, "walking is not known; there is no evaluation")
    if at is None:
        return Verdict(False, f"the robot does not {never} yet; no evaluation during training met the limits")
    return Verdict(
        None,
        f"the robot {once} during training, in the evaluation at {at:,.0f} transitions; there is no final evaluation",
    )


def transitions_to_walk(run: Run) -> float | None:
    """Transitions at the first evaluation that met the limits, and of which every limited number is known."""
    return _first(run, "eval/walks", WALKING)


def transitions_to_stand(run: Run) -> float | None:
    """As `transitions_to_walk`, of a robot that gets up."""
    return _first(run, "eval/stands", ("eval/success_rate",))


def _first(run: Run, verdict: str, limited: Sequence[str]) -> float | None:
    if not run.columns.keys() >= {verdict, *limited}:
        return None
    column = run.columns[verdict]
    known = [np.isin(column.step, run.columns[key].step) for key in limited]
    passed = column.step[(column.value >= 1) & np.all(known, axis=0)]
    return float(passed[0]) if len(passed) else None


def tracking(run: Run) -> Verdict | None:
    """Whether the robot tracks its commands, by the exam of the final policy; None where there was none."""
    if run.exam is None:
        return None
    if run.exam.tracks:
        return Verdict(
            True, "the robot tracks its commands; in the exam every direction is within the limits"
        )
    failed = ", ".join(f"{item.name} {item.text}" for item in run.exam.criteria if not item.passed)
    return Verdict(False, f"the robot does not track its commands; in the exam outside its limit: {failed}")


def transitions_to_track(run: Run) -> float | None:
    """Transitions at the first exam of the training that was within every limit."""
    return _first(run, "exam/tracks", ())


def _held_out(key: str) -> Callable[[Run], float | None]:
    return lambda run: run.evaluation and run.evaluation.summaries[1].get(key)


def _exam_score(run: Run) -> float | None:
    return run.exam.score if run.exam is not None and math.isfinite(run.exam.score) else None


def _median_speed(run: Run) -> float | None:
    column = run.columns.get("actor/steps_per_second")
    return None if column is None else float(np.median(column.value))


def _transitions(run: Run) -> float | None:
    column = run.columns.get("actor/total_steps")
    return None if column is None else float(column.value[-1])


TO_WALK = (
    Measure("transitions to walk", "", ",.0f", transitions_to_walk),
    Measure("seconds to walk", "s", ",.0f", lambda run: run.summary and run.summary.seconds_to_walk),
)
TO_STAND = (
    Measure("transitions to get up", "", ",.0f", transitions_to_stand),
    Measure("seconds to get up", "s", ",.0f", lambda run: run.summary and run.summary.seconds_to_stand),
)
HELD_OUT = (
    Measure("survival, held out", "", ".3f", _held_out("eval/success_rate")),
    Measure("velocity error, held out", "m/s", ".3f", _held_out("eval/velocity_error")),
    Measure("yaw rate error, held out", "rad/s", ".3f", _held_out("eval/yaw_rate_error")),
)
MEASURES = (
    *TO_WALK,
    *TO_STAND,
    Measure("transitions to track", "", ",.0f", transitions_to_track),
    Measure("seconds to track", "s", ",.0f", lambda run: run.summary and run.summary.seconds_to_track),
    Measure("exam, over its limits", "", ".2f", _exam_score),
    *HELD_OUT,
    Measure("standing drift, held out", "m", ".3f", _held_out("eval/zero_cmd_drift_m")),
    Measure("return, held out", "", ",.1f", _held_out("eval/average_return")),
    Measure("speed, median", "transitions/s", ",.0f", _median_speed),
    Measure("transitions", "", ",.0f", _transitions),
    Measure("time to the last evaluation", "s", ",.0f", lambda run: run.summary and run.summary.seconds),
)


def spread(measure: Measure, runs: Sequence[Run]) -> str:
    """Mean ± standard deviation of the runs that have the number, and how many have it unless all do."""
    values = [value for value in map(measure.value, runs) if value is not None]
    if len(values) < 2:
        return "-"
    text = f"{measure.text(np.mean(values))} ± {measure.text(np.std(values, ddof=1))}"
    return text if len(values) == len(runs) else f"{text} ({len(values)} of {len(runs)})"


def seed_groups(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs that differ in the seed alone, in groups of at least two."""
    groups: dict[str, list[Run]] = {}
    for run in runs:
        if run.config:
            settings = {flag: value for flag, value in run.config.items() if flag not in NAMING}
            groups.setdefault(json.dumps(settings, sort_keys=True), []).append(run)
    return [group for group in groups.values() if len(group) > 1]


def differing_settings(runs: Sequence[Run]) -> dict[str, list[tuple[str, bool]]]:
    """By flag, the setting of each run and whether it stands out from the most common one."""
    flags = dict.fromkeys(flag for run in runs for flag in run.config)
    differing = {}
    for flag in flags:
        values = [json.dumps(run.config[flag]) if flag in run.config else "-" for run in runs]
        if len(set(values)) > 1:
            common = Counter(values).most_common(1)[0][0]
            differing[flag] = [(value, value != common) for value in values]
    return differing
