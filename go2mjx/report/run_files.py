"""Reads what a run left in its directory; whatever is missing or damaged becomes a sentence, not an error."""

import json
import math
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from go2mjx.config.presets import CONFIG
from go2mjx.process.errors import UsageError
from go2mjx.report.columns import Column, collect, is_number, position
from go2mjx.runs.directory import PROVENANCE
from go2mjx.telemetry import alerts, metric_log
from go2mjx.telemetry.metrics import ACTOR_AXIS

SUMMARY = "summary.json"
EVALUATION = "evaluation.json"
SETS = {"chosen_on": "used in training", "held_out": "held out"}
"""The two sets of episodes of a final evaluation."""

Content = TypeVar("Content")


@dataclass(frozen=True)
class Episodes:
    """The episodes of one set of a final evaluation, arrays of one length."""

    command: np.ndarray  # (episodes, 3): m/s, m/s, rad/s
    success: np.ndarray  # bool
    velocity_error: np.ndarray  # m/s
    yaw_rate_error: np.ndarray  # rad/s


@dataclass(frozen=True)
class Criterion:
    """A number of a final evaluation and its limit."""

    name: str
    value: float
    limit: float
    unit: str
    at_least: bool
    passed: bool


@dataclass(frozen=True)
class Evaluation:
    """The final evaluation of a run; the dictionaries are by set, a key of `SETS`."""

    walks: bool
    criteria: dict[str, tuple[Criterion, ...]]
    returns: dict[str, float]
    episodes: dict[str, Episodes]
    forward: dict[str, float]  # forward command (m/s) -> velocity error (m/s)


@dataclass(frozen=True)
class Summary:
    """What a run that has ended says of itself; seconds are counted from the start of the process."""

    seconds_to_walk: float | None
    best_policy_at: int
    compile_seconds: float
    seconds: float | None  # to the last evaluation


@dataclass(frozen=True)
class Process:
    """One process that worked on the run; `changed` are the settings it changed, as (before, now)."""

    started: str
    command: str
    device: str
    commit: str
    versions: dict[str, str]
    changed: dict[str, tuple[str, str]]


@dataclass(frozen=True)
class Alert:
    """An entry of `alerts.jsonl`; `transitions` is None where the row it belongs to is not known."""

    time: str
    iteration: float | None
    transitions: float | None
    title: str
    text: str


@dataclass(frozen=True)
class Run:
    """Everything that is known of a run; None and empty where a file is missing, and `problems` says so."""

    directory: Path
    name: str
    columns: dict[str, Column]
    config: dict[str, Any] = field(default_factory=dict)
    processes: tuple[Process, ...] = ()
    summary: Summary | None = None
    evaluation: Evaluation | None = None
    alerts: tuple[Alert, ...] = ()
    problems: tuple[str, ...] = ()


def read_run(directory: Path) -> Run:
    """The run in `directory`. Raises UsageError when there are no metrics to read."""
    directory = Path(os.path.abspath(directory.expanduser()))
    path = directory / metric_log.FILE_NAME
    if not path.is_file():
        raise UsageError(f"{directory} is no run: it holds no {path.name}")
    try:
        metrics = collect(metric_log.read_rows(path))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    problems = [] if metrics else [f"{path.name} holds no whole row yet: there are no curves"]

    def read(name: str, parse: Callable[[Any], Content], without: Content, consequence: str) -> Content:
        try:
            return parse(json.loads((directory / name).read_text(encoding="utf-8")))
        except FileNotFoundError:
            problems.append(f"{name} is missing: {consequence}")
        except OSError as error:
            problems.append(f"{name} cannot be read ({error.strerror}): {consequence}")
        except (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError):
            problems.append(f"{name} is cut short or is not what a run writes: {consequence}")
        return without

    return Run(
        directory=directory,
        name=directory.name,
        columns=metrics,
        config=read(CONFIG, lambda content: dict(content.items()), {}, "the settings are not known"),
        processes=read(PROVENANCE, _processes, (), "versions and device are not known"),
        summary=read(SUMMARY, _summary, None, "the run was not completed, or is still going on"),
        evaluation=read(EVALUATION, _evaluation, None, "there is no final evaluation"),
        alerts=_alerts(directory, metrics, problems),
        problems=tuple(problems),
    )


def _number(value: Any) -> float:
    """Raises TypeError for what is no finite number."""
    if not is_number(value) or not math.isfinite(value):
        raise TypeError(value)
    return float(value)


def _summary(content: dict) -> Summary:
    seconds, evaluations = content["seconds_to_walk"], content["evaluations"]
    return Summary(
        seconds_to_walk=None if seconds is None else _number(seconds),
        best_policy_at=int(_number(content["best_policy_at"])),
        compile_seconds=_number(content["compile_seconds"]),
        seconds=_number(evaluations[-1]["seconds_since_start"]) if evaluations else None,
    )


def _evaluation(content: dict) -> Evaluation:
    forward = content["forward"]["summary"]
    if len({tuple(item["name"] for item in content[name]["criteria"]) for name in SETS}) > 1:
        raise ValueError("the sets have different criteria")
    return Evaluation(
        walks=bool(content["walks"]),
        criteria={
            name: tuple(
                Criterion(
                    str(item["name"]),
                    _number(item["value"]),
                    _number(item["limit"]),
                    str(item["unit"]),
                    bool(item["at_least"]),
                    bool(item["passed"]),
                )
                for item in content[name]["criteria"]
            )
            for name in SETS
        },
        returns={name: _number(content[name]["summary"]["eval/average_return"]) for name in SETS},
        episodes={name: _episodes(content[name]["episodes"]) for name in SETS},
        forward={str(key).removeprefix("eval/track_err_vx_"): _number(forward[key]) for key in forward},
    )


def _episodes(rows: list[dict]) -> Episodes:
    return Episodes(
        command=np.array([row["command"] for row in rows], float).reshape(len(rows), 3),
        success=np.array([bool(row["success"]) for row in rows], bool),
        velocity_error=np.array([row["velocity_error"] for row in rows], float),
        yaw_rate_error=np.array([row["yaw_rate_error"] for row in rows], float),
    )


def _processes(content: list[dict]) -> tuple[Process, ...]:
    return tuple(
        Process(
            started=str(entry["started"]),
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


def _alerts(directory: Path, columns: dict[str, Column], problems: list[str]) -> tuple[Alert, ...]:
    """The alerts in the order in which they were raised; a run without any has no such file."""
    path = directory / alerts.FILE_NAME
    try:
        rows = metric_log.read_rows(path) if path.exists() else []
    except OSError as error:
        problems.append(f"{path.name} cannot be read ({error.strerror}): alerts are not shown")
        return ()
    found = []
    for row in rows:
        if isinstance(row, dict):
            iteration = row.get("iteration") if is_number(row.get("iteration")) else None
            at = position(columns, iteration, ACTOR_AXIS)
            found.append(
                Alert(
                    *(str(row.get("time", "")), iteration, at),
                    *(str(row.get("title", "")), str(row.get("text", ""))),
                )
            )
    return tuple(found)
