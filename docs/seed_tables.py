"""The generated tables of seeds that chose nothing: the front page's in both languages, and a row per seed."""

import json
import math
import statistics
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from parameter_tables import markdown
from performance_tables import FOLDER, measured_with

from benchmarks.learning.sweep import exam_score, transitions_to_track, transitions_to_walk

DEFAULT = FOLDER / "seeds_180_to_189.jsonl"
"""What `benchmarks.learning.sweep` wrote of the default run."""
ROBUST = FOLDER / "robust_seeds_120_to_124.jsonl"
"""Runs of the preset for a robot, with what `go2mjx eval` and its exam of worlds said of them."""

Row = dict[str, Any]
Column = tuple[str, Sequence[float], str]
"""Heading, a value per seed, and how values are written."""


def front_page() -> str:
    """The table of the front page."""
    return _front_page(
        ("Median (lowest - highest)", "the default, `go2_fast_cpu`", "for a robot, `go2_robust_cpu`"),
        (
            "seeds, which chose nothing before",
            "robots that walk",
            "robots that track every direction of command, the exam's score at most 1",
            "transitions until it walks",
            "episodes of 10 s without a fall, held-out commands",
            "velocity error there (m/s)",
            "yaw rate error there (rad/s)",
            "exam of the directions: score",
            "episodes of 60 s without a fall, a new command every 2 s",
            "worlds survived for 20 s in C MuJoCo: other robots and grounds, noise, pushes",
            "the same, 1.5 times as far from the plain world",
            "measured on a CPU, a seed per core, with",
        ),
    )


def front_page_zh() -> str:
    """The same in Chinese."""
    return _front_page(
        ("中位数 (最低 - 最高)", "默认预设 `go2_fast_cpu`", "面向实物机器人 `go2_robust_cpu`"),
        (
            "种子, 此前未参与任何挑选",
            "学会行走的机器人",
            "各方向均达到指令跟踪标准的机器人 (考核得分不超过 1)",
            "学会行走所用的交互步数",
            "10 s 内不摔倒的 episode 比例, 指令未参与策略挑选",
            "上述 episode 的速度误差 (m/s)",
            "上述 episode 的偏航角速度误差 (rad/s)",
            "各方向考核的得分",
            "60 s 内不摔倒的 episode 比例, 每 2 s 换一次指令",
            "C MuJoCo 中坚持 20 s 的世界比例: 机器人与地面各异, 并有噪声和推搡",
            "同上, 与标准世界的差异扩大到 1.5 倍",
            "测量环境: CPU, 每个种子一个核",
        ),
    )


def _front_page(header: Sequence[str], labels: Sequence[str]) -> str:
    default, robust = _read(DEFAULT), _read(ROBUST)
    held_out = [row["held_out"] for row in default]
    walks = [transitions_to_walk(row) for row in default], [row["transitions_to_walk"] for row in robust]
    cells = (
        (_seeds(default), _seeds(robust)),
        tuple(f"{sum(map(math.isfinite, each))} / {len(each)}" for each in walks),
        (f"{sum(exam_score(row) <= 1.0 for row in default)} / {len(default)}", ""),
        tuple(_range(each, ",.0f") for each in walks),
        *(
            (_range([row[f"eval/{key}"] for row in held_out], ".3f"), _of(robust, f"held_out_{name}", ".3f"))
            for key, name in (
                ("success_rate", "survival"),
                ("velocity_error", "velocity_error"),
                ("yaw_rate_error", "yaw_rate_error"),
            )
        ),
        (_range([exam_score(row) for row in default], ".2f"), ""),
        ("", _of(robust, "switching_survived", ".2f")),
        ("", _of(robust, "survived_within", ".2f")),
        ("", _of(robust, "survived_beyond", ".2f")),
        tuple(measured_with(rows[0]["provenance"]) for rows in (default, robust)),
    )
    return markdown(header, [(label, *row) for label, row in zip(labels, cells, strict=True)])


def default_seeds() -> str:
    """A row per seed of the default run: the policy that it would ship."""
    rows = _read(DEFAULT)
    held_out = [row["held_out"] for row in rows]
    exams = [defaultdict(lambda: math.inf, row["exam"]) for row in rows]  # what is not finite is not in it
    return _per_seed(
        rows,
        ("Transitions to walk", [transitions_to_walk(row) for row in rows], ",.0f"),
        ("to track", [transitions_to_track(row) for row in rows], ",.0f"),
        ("Success", [each["eval/success_rate"] for each in held_out], ".3f"),
        ("Velocity error (m/s)", [each["eval/velocity_error"] for each in held_out], ".3f"),
        ("Yaw rate error (rad/s)", [each["eval/yaw_rate_error"] for each in held_out], ".3f"),
        ("Exam: score", [exam_score(row) for row in rows], ".3f"),
        ("starts survived", [each["exam/survived"] for each in exams], ".2f"),
        ("velocity bias / limit", [each["exam/velocity_bias"] for each in exams], ".1f"),
        ("yaw rate bias / limit", [each["exam/yaw_rate_bias"] for each in exams], ".1f"),
        ("heading drift (°)", [each["exam/heading_drift"] for each in exams], ".0f"),
        ("left-right", [each["exam/left_right"] for each in exams], ".0%"),
        ("CPU seconds", [row["cpu_seconds"] for row in rows], ",.0f"),
    )


def robust_seeds() -> str:
    """A row per seed of the preset for a robot."""
    rows = _read(ROBUST)
    names = (
        ("Transitions to walk", "transitions_to_walk", ",.0f"),
        ("Success", "held_out_survival", ".3f"),
        ("Velocity error (m/s)", "held_out_velocity_error", ".3f"),
        ("Yaw rate error (rad/s)", "held_out_yaw_rate_error", ".3f"),
        ("Commands that switch: survived", "switching_survived", ".2f"),
        ("Worlds within the ranges: survived", "survived_within", ".2f"),
        ("velocity error (m/s)", "velocity_error_within", ".3f"),
        ("Worlds up to 1.5 times: survived", "survived_beyond", ".2f"),
        ("velocity error (m/s)", "velocity_error_beyond", ".3f"),
    )
    return _per_seed(rows, *((name, [row[key] for row in rows], digits) for name, key, digits in names))


def _per_seed(rows: Sequence[Row], *columns: Column) -> str:
    """A row per seed, then median, lowest and highest."""
    cells = [
        (
            *(_text(value, digits) for value in values),
            *(_text(summary(values), digits) for summary in (statistics.median, min, max)),
        )
        for _, values, digits in columns
    ]
    names = [*(row["seed"] for row in rows), "median", "lowest", "highest"]
    table = markdown(("Seed", *(name for name, _, _ in columns)), zip(names, *cells, strict=True))
    return f"{table}\nMeasured with {measured_with(rows[0]['provenance'])}.\n"


def _text(value: float, digits: str) -> str:
    return f"{value:{digits}}" if math.isfinite(value) else "none"


def _read(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _seeds(rows: Sequence[Row]) -> str:
    seeds = [row["seed"] for row in rows]
    return f"{min(seeds)}-{max(seeds)}"


def _range(values: Sequence[float], digits: str) -> str:
    return f"{statistics.median(values):{digits}} ({min(values):{digits}} - {max(values):{digits}})"


def _of(rows: Sequence[Row], key: str, digits: str) -> str:
    return _range([row[key] for row in rows], digits)
