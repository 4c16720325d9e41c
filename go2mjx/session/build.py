"""From a configuration to the pieces that train: environments, agent and schedule."""

import dataclasses
from dataclasses import dataclass
from typing import Any

import jax

from go2mjx import tasks as environments
from go2mjx.config import cli
from go2mjx.config.tree import TrainConfig
from go2mjx.evaluation.episodes import EPISODE_STEPS
from go2mjx.learners.sac.agent import Agent
from go2mjx.tasks.base import Environment
from go2mjx.training.phases import Schedule
from go2mjx.training.state import init


@dataclass(frozen=True)
class Parts:
    """What a configuration stands for; `evaluation_env` has episodes of `EPISODE_STEPS`."""

    env: Environment
    evaluation_env: Environment
    agent: Agent
    schedule: Schedule


def build(config: TrainConfig) -> Parts:
    """The environments, agent and schedule of `config`."""
    env = environments.make(config.run.env, config.environment)
    evaluation = dataclasses.replace(config.environment, max_traj_length=EPISODE_STEPS)
    schedule = Schedule.of(config.loop)
    agent = Agent(
        config.sac,
        env.observation_size,
        env.action_size,
        total_update_steps=int(schedule.iterations * schedule.groups),
    )
    return Parts(env, environments.make(config.run.env, evaluation), agent, schedule)


def replay_row_bytes(config: TrainConfig, parts: Parts) -> int:
    """Bytes of one transition in the replay ring."""
    train = jax.eval_shape(
        lambda key: init(config.loop, parts.schedule.transitions, parts.env, parts.agent, key),
        jax.random.key(0),
    )
    return _bytes(train.replay.rows) // config.loop.replay_buffer_capacity


def state_bytes(env: Environment) -> int:
    """Bytes of the state of one environment between two steps."""
    return _bytes(jax.eval_shape(env.reset, jax.random.key(0)))


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
