"""From a configuration to the pieces that train: environments, learner and schedule."""

import dataclasses
from dataclasses import dataclass
from typing import Any

import jax

from go2mjx.config import cli
from go2mjx.config.tree import TrainConfig
from go2mjx.evaluation.episodes import LONGEST_STEPS, largest_part
from go2mjx.learners import registry as learners
from go2mjx.learners import replay
from go2mjx.learners.base import Learner
from go2mjx.tasks import registry as environments
from go2mjx.tasks.base import Environment
from go2mjx.training.schedule import Schedule
from go2mjx.training.state import init


@dataclass(frozen=True)
class Parts:
    """What a configuration stands for; `evaluation_env` is the plain world with a time limit beyond every evaluation."""

    env: Environment
    evaluation_env: Environment
    learner: Learner
    schedule: Schedule


def build(config: TrainConfig) -> Parts:
    """The environments, learner and schedule of `config`. Raises UsageError for a robot that does not fit."""
    schedule = Schedule.of(config.loop)
    env = environments.make(
        config.run.env,
        config.environment,
        max(config.loop.num_envs, largest_part()),
        config.run.robot,
        config.run.engine,
        config.run.max_contacts,
    )
    evaluation_env = env.with_config(
        dataclasses.replace(config.environment, max_traj_length=LONGEST_STEPS, randomization=0.0)
    )
    updates = schedule.total_groups
    learner = learners.make(config.run.agent, config.sac, env, updates)
    return Parts(env, evaluation_env, learner, schedule)


def replay_row_bytes(config: TrainConfig, parts: Parts) -> int:
    """Bytes of one transition in the replay ring."""
    train = jax.eval_shape(
        lambda key: init(config.loop, parts.schedule, parts.env, parts.learner, key), jax.random.key(0)
    )
    return replay.row_bytes(train.replay)


def state_bytes(env: Environment) -> int:
    """Bytes of the state of one environment between two steps."""
    return _bytes(jax.eval_shape(env.reset, jax.random.split(jax.random.key(0), 1)))


def describe_memory(config: TrainConfig, parts: Parts) -> str:
    """What decides the memory of a run, a line each: replay ring, environments, batches of an update phase."""
    row_bytes = replay_row_bytes(config, parts)
    batch_rows = parts.schedule.max_groups * config.sac.critic_actor_ratio * config.sac.batch_size
    return (
        f"{cli.describe_replay(config, row_bytes)}\n"
        f"environments: num_envs {config.loop.num_envs} x ({state_bytes(parts.env)} bytes of state and, while it steps, "
        f"{parts.env.simulation_bytes} bytes of mjx.Data)\n"
        f"batches: {batch_rows} rows x {row_bytes} bytes = {batch_rows * row_bytes / 2**20:.1f} MiB"
    )


def _bytes(tree: Any) -> int:
    return sum(leaf.size * leaf.dtype.itemsize for leaf in jax.tree.leaves(tree))
