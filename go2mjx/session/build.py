"""From a configuration to the pieces that train: environments, learner and schedule."""

import dataclasses
import functools
from dataclasses import dataclass

import jax

from go2mjx.config import cli
from go2mjx.config.device_count import device_count
from go2mjx.config.tree import TrainConfig
from go2mjx.devices import ALIKE, ONE, Devices
from go2mjx.evaluation.episodes import LONGEST_STEPS, largest_part
from go2mjx.learners import registry as learners
from go2mjx.learners.base import Learner
from go2mjx.process.errors import UsageError
from go2mjx.process.trees import tree_bytes
from go2mjx.tasks import registry as environments
from go2mjx.tasks.base import Environment
from go2mjx.training.config import LoopConfig
from go2mjx.training.schedule import Schedule
from go2mjx.training.state import TrainState, init, places


@dataclass(frozen=True)
class Parts:
    """What a configuration stands for; `evaluation_env` is the plain world with a time limit beyond every evaluation."""

    env: Environment
    evaluation_env: Environment
    learner: Learner
    schedule: Schedule
    loop: LoopConfig

    @property
    def devices(self) -> Devices:
        return self.learner.devices

    def init(self, key: jax.Array) -> TrainState:
        """The state before the first step; jit it."""
        start = functools.partial(init, self.loop, self.schedule, self.env, self.learner)
        return self.devices.spread(start, (ALIKE,), places())(key)

    @functools.cached_property
    def state(self) -> TrainState:
        """Shapes, types and devices of the state of a training; nothing is computed, and tracing it takes a moment."""
        return self.devices.placed(jax.eval_shape(self.init, jax.random.key(0)), places())

    @property
    def row_bytes(self) -> int:
        """Bytes of one transition in the replay ring."""
        return tree_bytes(self.state.replay) // self.state.replay.reward.size


def training_devices(config: TrainConfig) -> Devices:
    """Those on which `config` trains, once JAX is started. Raises UsageError as `device_count`."""
    backend = "cpu" if jax.default_backend() == "cpu" else "gpu"
    return Devices(device_count(config, len(jax.devices()), backend))


def build(config: TrainConfig, devices: Devices = ONE) -> Parts:
    """The environments, learner and schedule of `config`. Raises UsageError for a robot or networks that do not fit."""
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
    learner = learners.make(config.run.agent, config.sac, env, updates, devices)
    return Parts(env, evaluation_env, learner, schedule, config.loop)


def state_bytes(env: Environment) -> int:
    """Bytes of the state of one environment between two steps."""
    return tree_bytes(jax.eval_shape(env.reset, jax.random.split(jax.random.key(0), 1)))


def describe_memory(config: TrainConfig, parts: Parts) -> str:
    """What decides the memory of a run, a line each: replay ring, environments, batches of an update phase."""
    row_bytes = parts.row_bytes
    batch_rows = _batch_rows(config, parts)
    return (
        f"{cli.describe_replay(config, row_bytes)}\n"
        f"environments: num_envs {config.loop.num_envs} x ({state_bytes(parts.env)} bytes of state and, while it steps, "
        f"{parts.env.simulation_bytes} bytes of mjx.Data)\n"
        f"batches: {batch_rows} rows x {row_bytes} bytes = {batch_rows * row_bytes / 2**20:.1f} MiB"
    )


def check_memory(config: TrainConfig, parts: Parts, free_bytes: int) -> None:
    """Raise UsageError when the least that a run keeps at once would take more than 80 % of `free_bytes`.

    That is the state, the rows of one iteration, the batches of one update phase and the activations of one update.
    """
    sac = config.sac
    least = (
        tree_bytes(parts.state)
        + (parts.schedule.transitions + _batch_rows(config, parts)) * parts.row_bytes
        + config.loop.num_envs * parts.env.simulation_bytes
        + 4 * sac.batch_size * sum(sac.hidden_sizes) * sac.critic_ensemble_size
    )
    if least > 0.8 * free_bytes:
        raise UsageError(
            f"{describe_memory(config, parts)}\nwith networks of --hidden_sizes {' '.join(map(str, sac.hidden_sizes))} "
            f"and {sac.critic_ensemble_size} critics that is at least {least / 2**30:.1f} GiB, more than 80 % of the "
            f"{free_bytes / 2**30:.1f} GiB that are free; try a smaller --num_envs, --replay_buffer_capacity, "
            "--utd_ratio, --critic_actor_ratio, --batch_size, --hidden_sizes or --critic_ensemble_size"
        )


def _batch_rows(config: TrainConfig, parts: Parts) -> int:
    """Rows that one update phase draws at most."""
    return parts.schedule.max_groups * config.sac.critic_actor_ratio * config.sac.batch_size
