"""Made-up runs for the tests of the report: small, quick to write, and with every file that a run leaves."""

import json
from pathlib import Path

import numpy as np

from go2mjx.evaluation.exam import Exam, Results, directions
from go2mjx.evaluation.verdict import Episodes, FinalEvaluation, to_json

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
            walks = index >= 20
            summary = {
                "eval/walks": float(walks),
                "eval/success_rate": 1.0,
                "eval/velocity_error": 0.1 if walks else 0.3,
                "eval/yaw_rate_error": 0.1,
            }
            if walks:
                summary |= {"exam/tracks": float(index >= 30), "exam/score": 0.6 if index >= 30 else 1.5}
            rows.append({"run": "actor", **common, "actor/total_steps": every * index, **summary})
    return rows


def evaluation(walks: bool = True) -> dict:
    """The content of `evaluation.json`; a robot that does not walk is too slow and falls once."""
    command = np.array([[0.0, 0.0, 0.0], [0.5, 0.1, -0.4], [-0.5, 0.0, 0.9], [1.0, -0.2, 0.0]], np.float32)
    each = np.ones(len(command), np.float32)
    episodes = Episodes(
        command=command,
        episode_return=900 * each,
        length=500 * each,
        success=np.array([walks, True, True, True]),
        velocity_error=(0.1 if walks else 0.3) * each,
        yaw_rate_error=0.1 * each,
        drift=0.1 * each,
    )
    result = FinalEvaluation(episodes, episodes, episodes[1:2], chosen_on_episodes=4)
    return to_json(result) | {"exam": exam(drift=0.1 if walks else 0.2).to_json()}


def exam(drift: float) -> Exam:
    """One whose robot does what it is told but for a drift of its heading (rad)."""
    command = directions((1.0, 0.4, 1.0))
    each = np.ones(len(command), np.float32)
    results = Results(
        command, each > 0, command, 0 * each, 0 * each, drift * each, np.zeros((len(command), 2))
    )
    return Exam(results, None, mirror_residual=0.3)


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
        "provenance.json": [
            process,
            process | {"resumed_at": 20_000, "changed": {"actor_learning_rate": [0.001, 0.0005]}},
        ],
        "summary.json": {
            "total_steps": 40_000,
            "transitions_to_walk": 20_000,
            "seconds_to_walk": 98.7,
            "tracks": walks,
            "transitions_to_track": 30_000,
            "seconds_to_track": 120.4,
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
