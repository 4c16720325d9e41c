"""Made-up runs for the tests of the report: small, quick to write, and with every file that a run leaves."""

import json
from pathlib import Path

import numpy as np

CONFIG = {"env": "GO2-v0", "exp_name": "made_up", "seed": 0, "max_traj_length": 500, "hidden_sizes": [64, 64]}


def metric_rows(count: int = 40, every: int = 1000) -> list[dict]:
    """Rows of a run that learns to walk and ends after `count * every` transitions."""
    rows = []
    for index in range(1, count + 1):
        done, common = index / count, {"iteration": 10 * index}
        rows.append(
            {
                "run": "actor",
                **common,
                "actor/total_steps": every * index,
                "actor/episode_reward": -20 + 900 * (done - 1 / count),
                "actor/episode_length": min(500.0, 20 + 600 * done),
                "actor/avg_action_magnitude": 1.5,
                "actor/avg_episode_reward_10": -20 + 900 * done,
                "actor/steps_per_second": 500.0,
                "reward/tilt": -0.1,
            }
        )
        rows.append(
            {
                "run": "learner",
                **common,
                "learner/update_steps": 3 * index,
                "sac/actor_loss": 1 - 50 * (1 - np.exp(-8 * done)),
                "sac/critic_loss": 1.0 + done,
                "sac/predicted_qs": 1.0 + 50 * done,
                "sac/entropy": -6.0 - np.exp(-5 * done),
                "sac/target_entropy": -6.0,
                "sac/temperature": 0.01 + 0.02 * done,
                "timer/total": 0.2,
            }
        )
        if index % 10 == 0:
            walks = float(index >= 20)
            rows.append({"run": "actor", **common, "actor/total_steps": every * index, "eval/walks": walks})
    return rows


def evaluation(walks: bool = True) -> dict:
    """The content of `evaluation.json`; a robot that does not walk is too slow and falls once."""
    error = 0.1 if walks else 0.3
    commands = [[0.0, 0.0, 0.0], [0.5, 0.1, -0.4], [-0.5, 0.0, 0.9], [1.0, -0.2, 0.0]]
    episodes = [
        {
            "command": command,
            "episode_return": 900.0,
            "length": 500.0,
            "success": walks or index > 0,
            "velocity_error": error,
            "yaw_rate_error": 0.1,
            "drift": 0.1,
        }
        for index, command in enumerate(commands)
    ]
    criteria = [
        ("success rate", 1.0 if walks else 0.75, 0.95, "", True, walks),
        ("velocity error", error, 0.2, "m/s", False, walks),
        ("yaw rate error", 0.1, 0.25, "rad/s", False, True),
        ("standing drift", 0.1, 0.25, "m", False, True),
    ]
    names = ("name", "value", "limit", "unit", "at_least", "passed")
    part = {
        "summary": {"eval/average_return": 900.0},
        "criteria": [dict(zip(names, values, strict=True)) for values in criteria],
        "episodes": episodes,
    }
    forward = {"summary": {"eval/track_err_vx_0.5": 0.123}, "episodes": episodes[:1]}
    return {"walks": walks, "chosen_on": part, "held_out": part, "forward": forward}


def write_run(
    directory: Path, rows: list[dict] | None = None, walks: bool = True, **settings: object
) -> Path:
    """Write a whole run with `settings` on top of `CONFIG`; returns its directory."""
    directory.mkdir(parents=True)
    rows = metric_rows() if rows is None else rows
    (directory / "metrics.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    process = {
        "started": "2026-01-02T03:04:05+00:00",
        "command": ["go2mjx", "train", "--seed", "0"],
        "versions": {"python": "3.11.7", "jax": "0.10.2", "wandb": None},
        "git_commit": "0123456789abcdef",
        "device_kind": "cpu",
    }
    contents = {
        "config.json": CONFIG | settings,
        "provenance.json": [process, process | {"changed": {"actor_learning_rate": [0.001, 0.0005]}}],
        "summary.json": {
            "total_steps": 40_000,
            "transitions_to_walk": 20_000,
            "seconds_to_walk": 98.7,
            "best_policy_at": 30_000,
            "compile_seconds": 15.0,
            "evaluations": [{"total_steps": 40_000, "seconds_since_start": 150.0}],
        },
        "evaluation.json": evaluation(walks),
    }
    for name, content in contents.items():
        (directory / name).write_text(json.dumps(content))
    return directory


def write_alert(directory: Path, title: str, text: str, iteration: int | None) -> None:
    """Append an alert to those of a run."""
    alert = {"time": "2026-01-02T03:05:00+00:00", "iteration": iteration, "title": title, "text": text}
    with (directory / "alerts.jsonl").open("a") as file:
        file.write(json.dumps(alert) + "\n")
