"""A small payload of the training loop, and what the sink made of it."""

import math

import numpy as np

from go2mjx.telemetry import metric_log


def payload(iteration, episodes=1, updates=1, **values):
    return {
        "iteration": np.int32(iteration),
        "update_steps": np.int32(2 * iteration),
        "episodes_in_window": np.int32(episodes),
        "updates_in_window": np.int32(updates),
        "actor/episode_count": np.int32(iteration if episodes else 0),
        "actor/episode_reward": np.float32(1.5 if episodes else math.nan),
        "actor/max_episode_reward": np.float32(1.5 if episodes else -math.inf),
        "actor/nan_envs": np.int32(0),
        "sac/actor_loss": np.float32(0.25 if updates else math.nan),
        "learner/replay_buffer_size": np.int32(7),
        "reward/torque": np.float32(-0.5),
        **values,
    }


def read_rows(run_dir, run=None):
    return [row for row in metric_log.read_rows(run_dir / "metrics.jsonl") if run in (None, row["run"])]
