"""Reads what a run left in its directory; whatever is missing or damaged becomes a sentence, not an error."""

import math
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from go2mjx.config.presets import CONFIG
from go2mjx.evaluation import verdict
from go2mjx.evaluation.exam import Exam
from go2mjx.evaluation.verdict import FinalEvaluation
from go2mjx.process import files
from go2mjx.process.errors import UsageError
from go2mjx.report.columns import Column, collect, is_number
from go2mjx.runs.directory import PROVENANCE, SUMMARY
from go2mjx.telemetry import alerts, metric_log
from go2mjx.telemetry.rules import Alert

EVALUATION = "evaluation.json"

Content = TypeVar("Content")


@dataclass(frozen=True)
class Summary:
    """What a run that has ended says of itself; seconds are counted from the start of the process."""

    seconds_to_walk: float | None
    seconds_to_stand: float | None
    seconds_to_track: float | None
    best_policy_at: int
    compile_seconds: float
    seconds: float | None  # to the last evaluation


@dataclass(frozen=True)
class Process:
    """One process that worked on the run; `changed` are the settings it changed, as (before, now)."""

    started: str
    resumed_at: int | None  # transitions
    command: str
    device: str
    commit: str
    versions: dict[str, str]
    changed: dict[str, tuple[str, str]]


@dataclass(frozen=True)
class Run:
    """Everything that is known of a run; None and empty where a file is missing, and `problems` says so."""

    directory: Path
    name: str
    columns: dict[str, Column]
    config: dict[str, Any] = field(default_factory=dict)
    processes: tuple[Process, ...] = ()
    summary: Summary | None = None
    evaluation: FinalEvaluation | None = None
    exam: Exam | None = None  # None too for a task without one
    alerts: tuple[Alert, ...] = ()
    problems: tuple[str, ...] = ()


def read_run(directory: Path) -> Run:
    """The run in `directory`. Raises UsageError when there are no metrics to read."""
    directory = Path(os.path.abspath(directory.expanduser()))
    path = directory / metric_log.FILE_NAME
    if not path.is_file():
        raise UsageError(f"{directory} is no run: it holds no {path.name}")
    try:
        metrics, damage = collect(metric_log.read_rows(path)), metric_log.problem(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    problems = [] if metrics else [f"{path.name} holds no whole row yet: there are no curves"]
    if damage is not None:
        problems.append(f"{path.name} {damage}: the curves are not to be trusted")

    def read(name: str, parse: Callable[[Any], Content], without: Content, consequence: str) -> Content:
        try:
            return parse(files.read_json(directory / name))
        except FileNotFoundError:
            problems.append(f"{name} is missing: {consequence}")
        except OSError as error:
            problems.append(f"{name} cannot be read ({error.strerror}): {consequence}")
        except files.Damaged as error:
            problems.append(f"{name} {error}: {consequence}")
        except (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError):
            problems.append(f"{name} is cut short or is not what a run writes: {consequence}")
        return without

    evaluation, exam = read(EVALUATION, _evaluation, (None, None), "there is no final evaluation")
    return Run(
        directory=directory,
        name=directory.name,
        columns=metrics,
        config=read(CONFIG, lambda content: dict(content.items()), {}, "the settings are not known"),
        processes=read(PROVENANCE, _processes, (), "versions and device are not known"),
        summary=read(SUMMARY, _summary, None, "the run was not completed, or is still going on"),
        evaluation=evaluation,
        exam=exam,
        alerts=_alerts(directory, problems),
        problems=tuple(problems),
    )


def _number(value: Any) -> float:
    """Raises TypeError for what is no finite number."""
    if not is_number(value) or not math.isfinite(value):
        raise TypeError(value)
    return float(value)


def _evaluation(content: dict) -> tuple[FinalEvaluation, Exam | None]:
    exam = Exam.from_json(content["exam"]) if "exam" in content else None
    return verdict.from_json(content), exam


def _number_or_none(value: Any) -> float | None:
    return None if value is None else _number(value)


def _summary(content: dict) -> Summary:
    evaluations = content["evaluations"]
    return Summary(
        seconds_to_walk=_number_or_none(content["seconds_to_walk"]),
        seconds_to_stand=_number_or_none(content.get("seconds_to_stand")),
        seconds_to_track=_number_or_none(content.get("seconds_to_track")),
        best_policy_at=int(_number(content["best_policy_at"])),
        compile_seconds=_number(content["compile_seconds"]),
        seconds=_number(evaluations[-1]["seconds_since_start"]) if evaluations else None,
    )


def _processes(content: list[dict]) -> tuple[Process, ...]:
    return tuple(
        Process(
            started=str(entry["started"]),
            resumed_at=int(_number(entry["resumed_at"])) if "resumed_at" in entry else None,
            command=" ".join(map(str, entry["command"])),
            device=str(entry["device_kind"]),
            commit=str(entry["git_commit"] or "none"),
            versions={str(key): str(value) for key, value in entry["versions"].items()},
            changed={
                str(flag): (str(before), str(now)) for flag, (before, now) in entry.get("changed", {}).items()
            },
        )
        for entry in content
    )


def _alerts(directory: Path, problems: list[str]) -> tuple[Alert, ...]:
    """The alerts in the order in which they were raised; a run without any has no such file."""
    try:
        found, damage = tuple(alerts.read(directory)), metric_log.problem(directory / alerts.FILE_NAME)
        if damage is not None:
            problems.append(f"{alerts.FILE_NAME} {damage}: the alerts are not to be trusted")
        return found
    except OSError as error:
        problems.append(f"{alerts.FILE_NAME} cannot be read ({error.strerror}): alerts are not shown")
        return ()
