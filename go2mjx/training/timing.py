"""Phase timers of a fused program: the parts of an iteration, compiled apart and waited for."""

import time
from collections.abc import Callable

import jax

from go2mjx.learners.sac.agent import Agent
from go2mjx.tasks.base import Environment, restart_finished
from go2mjx.training.config import LoopConfig
from go2mjx.training.phases import Schedule, exploring_action, sample_phase, update_phase
from go2mjx.training.state import Policy, TrainState

REPEATS = 3
"""Each part is run this often; the fastest run counts, the others waited for something else."""


class PhaseTimers:
    """Times sampling actions, stepping, sampling the replay and updating on copies of the real state.

    Inside the jitted chunk these parts are fused and overlap, so they cannot be told apart there; their sum
    is not the time of an iteration, which is `timer/total`.
    """

    def __init__(
        self, config: LoopConfig, schedule: Schedule, env: Environment, agent: Agent, train: TrainState
    ):
        """Compile the parts for states like `train`; takes as long as the environment step compiles."""

        def sample_actions(train: TrainState, key: jax.Array) -> jax.Array:
            policy = Policy(train.agent.actor, train.statistics.state)
            return exploring_action(agent, policy, train.env_state.obs.state, key)

        def step_env(train: TrainState, action: jax.Array):
            return restart_finished(env, jax.vmap(env.step)(train.env_state, action))

        def sample_replay(train: TrainState, key: jax.Array):
            return sample_phase(schedule, env, agent, train, key)

        def update(train: TrainState, batches, key: jax.Array):
            return update_phase(config, schedule, agent, train, batches, key).agent

        key = jax.random.key(0)
        action = jax.eval_shape(sample_actions, train, key)
        batches = jax.eval_shape(sample_replay, train, key)
        self._sample_actions = jax.jit(sample_actions).lower(train, key).compile()
        self._step_env = jax.jit(step_env).lower(train, action).compile()
        self._sample_replay = jax.jit(sample_replay).lower(train, key).compile()
        self._update = jax.jit(update).lower(train, batches, key).compile()

    def measure(self, train: TrainState) -> dict[str, float]:
        """Seconds per occurrence under the `timer/*` keys; `train` stays as it is."""
        key = jax.random.key(0)
        action, sample_actions = _timed(self._sample_actions, train, key)
        _, step_env = _timed(self._step_env, train, action)
        batches, sample_replay = _timed(self._sample_replay, train, key)
        _, update = _timed(self._update, train, batches, key)
        return {
            "timer/sample_actions": sample_actions,
            "timer/step_env": step_env,
            "timer/sample_replay_buffer": sample_replay,
            "timer/train": update,
        }


def _timed(function: Callable, *arguments) -> tuple[object, float]:
    """The result of `function` and the seconds of its fastest run."""
    fastest = float("inf")
    for _ in range(REPEATS):
        start = time.perf_counter()
        result = jax.block_until_ready(function(*arguments))
        fastest = min(fastest, time.perf_counter() - start)
    return result, fastest
