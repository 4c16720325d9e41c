"""Phase timers of a fused program: the parts of an iteration, compiled apart and waited for."""

import time
from collections.abc import Callable

import jax

from go2mjx.devices import ALIKE, split
from go2mjx.learners.base import Learner
from go2mjx.training.phases import sample_batches
from go2mjx.training.schedule import Schedule
from go2mjx.training.state import TrainState, places

REPEATS = 3
"""Each part is run this often; the fastest run counts, the others waited for something else."""


class PhaseTimers:
    """Times acting, drawing from the replay and updating on the real state, and infers the environment's share.

    Inside the jitted chunk these parts are fused and overlap, so they cannot be told apart there. The
    environment is what remains of an iteration: compiled once more, physics would take longest of all.
    """

    def __init__(self, schedule: Schedule, learner: Learner, train: TrainState):
        """Compile the parts for states like `train`."""

        devices, rows = learner.devices, split(len(learner.batch_shape))

        def act(train: TrainState, key: jax.Array) -> jax.Array:
            return learner.explore(learner.policy(train.learner), train.env_state.obs.state, key)

        def sample(train: TrainState, key: jax.Array):
            return sample_batches(schedule, learner, train, key)

        def update(train: TrainState, batches, key: jax.Array):
            return learner.update(train.learner, batches, key, schedule.max_groups, train.window.update)

        act = devices.spread(act, (places(), ALIKE), split(0))
        sample = devices.spread(sample, (places(), ALIKE), rows)
        update = devices.spread(update, (places(), rows, ALIKE), ALIKE)
        key = jax.random.key(0)
        batches = devices.placed(jax.eval_shape(sample, train, key), rows)
        self._vector_steps = schedule.vector_steps
        self._groups = float(schedule.groups) / schedule.max_groups
        self._act = jax.jit(act).lower(train, key).compile()
        self._sample = jax.jit(sample).lower(train, key).compile()
        self._update = jax.jit(update).lower(train, batches, key).compile()

    def measure(self, train: TrainState, iteration_seconds: float) -> dict[str, float]:
        """Seconds per occurrence under the `timer/*` keys, of iterations of `iteration_seconds`; `train` stays."""
        key = jax.random.key(0)
        _, act = _timed(self._act, train, key)
        batches, sample = _timed(self._sample, train, key)
        _, update = _timed(self._update, train, batches, key)
        update *= self._groups
        rest = (iteration_seconds - sample - update) / self._vector_steps - act
        return {
            "timer/sample_actions": act,
            "timer/step_env": max(rest, 0.0),
            "timer/sample_replay_buffer": sample,
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
