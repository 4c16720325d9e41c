"""The same training driven from Python: each phase is a jitted function, called iteration by iteration."""

from typing import Any

import jax
import jax.numpy as jnp

from go2mjx.session.build import Parts
from go2mjx.training.chunk import clear_window, payload
from go2mjx.training.phases import rollout_phase, update_phase
from go2mjx.training.state import TrainState


class PythonLoop:
    """`run(train, count)` does `count` iterations as `make_chunk` does them, from Python.

    The functions are those of the chunk and get the same keys, so that the numbers are the same; their memory is
    reused. Three calls an iteration: keys, rollout phase, update phase. The host reads nothing but the reports at
    the log period. With `wait` each call is waited for, as in a loop that looks at what it gets.
    """

    def __init__(self, parts: Parts, wait: bool = False) -> None:
        schedule, env, learner = parts.schedule, parts.env, parts.learner

        def rollout(train: TrainState, key: jax.Array) -> TrainState:
            return rollout_phase(schedule, env, learner, train, key)[0]

        def update(train: TrainState, key: jax.Array, next_key: jax.Array) -> TrainState:
            train = update_phase(schedule, learner, train, key)
            return train.replace(iteration=train.iteration + 1, key=next_key)

        self._log_iterations = schedule.log_iterations
        self._wait = wait
        self._split = jax.jit(lambda key: tuple(jax.random.split(key, 3)))
        self._rollout = jax.jit(rollout, donate_argnums=0)
        self._update = jax.jit(update, donate_argnums=0)
        self._numbers = jax.jit(lambda train: payload(schedule, env, learner, train))
        self._clear = jax.jit(lambda train: clear_window(train, jnp.array(True)), donate_argnums=0)
        self.reports: list[dict[str, float]] = []

    def run(self, train: TrainState, count: jax.Array) -> TrainState:
        """Do `count` iterations; reuses the memory of `train`."""
        iteration = int(train.iteration)
        for number in range(iteration + 1, iteration + int(count) + 1):
            next_key, rollout_key, update_key = self._finish(self._split(train.key))
            train = self._finish(self._rollout(train, rollout_key))
            train = self._finish(self._update(train, update_key, next_key))
            if number % self._log_iterations == 0:
                self.reports.append({name: float(value) for name, value in self._numbers(train).items()})
                train = self._clear(train)
        return train

    def _finish(self, result: Any) -> Any:
        return jax.block_until_ready(result) if self._wait else result
