"""The same training driven from Python: each phase is a jitted function, called step by step."""

import dataclasses
from collections.abc import Callable
from typing import Any

import jax
from flax import struct
from go2mjx.learners.sac.agent import AgentState

from go2mjx.config.tree import TrainConfig
from go2mjx.learners import replay
from go2mjx.session.build import Parts
from go2mjx.tasks.base import Observation
from go2mjx.training.chunk import clear_window, payload
from go2mjx.training.phases import rollout_phase, sample_phase
from go2mjx.training.state import UPDATE_METRICS, TrainState


@struct.dataclass
class _Memory:
    """What drawing minibatches reads of the training state."""

    replay: replay.ReplayState
    statistics: Observation


class PythonLoop:
    """`run(train, count)` does `count` iterations as `make_chunk` does them, from Python.

    The functions are those of the chunk and get the same keys, so that the numbers are the same; only what
    a call needs is handed to it, and large memory is reused. One call each: keys, store, draw, a step of all
    environments with its policy and statistics, and every update group. The host reads nothing but the
    reports at the log period. With `wait` each call is waited for, as in a loop that looks at what it gets.

    Raises ValueError when a rollout phase has more than one vector step.
    """

    def __init__(self, config: TrainConfig, parts: Parts, wait: bool = False) -> None:
        schedule, env, agent = parts.schedule, parts.env, parts.agent
        if schedule.vector_steps != 1:
            raise ValueError(f"a rollout phase has {schedule.vector_steps} vector steps, must have 1")

        def update(learning, batches, index: jax.Array, key: jax.Array):
            state, window, updates = learning
            batch = jax.tree.map(lambda leaf: leaf[index], batches)
            state, info = agent.update_group(state, batch, jax.random.fold_in(key, index))
            return state, {name: window[name] + info[name] for name in UPDATE_METRICS}, updates + 1

        self._config, self._schedule = config, schedule
        self._finish: Callable[[Any], Any] = jax.block_until_ready if wait else lambda value: value
        self._begin = jax.jit(lambda key, iteration: (*jax.random.split(key, 4), iteration + 1))
        self._store = jax.jit(replay.insert, donate_argnums=0)
        self._draw = jax.jit(lambda memory, key: sample_phase(schedule, env, agent, memory, key))
        self._rollout = jax.jit(
            lambda acting, key: rollout_phase(config.loop, schedule, env, agent, acting, key)
        )
        self._update = jax.jit(update, donate_argnums=0)
        self._numbers = jax.jit(lambda train: payload(config.loop, schedule, agent, train))
        self._clear = jax.jit(lambda train: clear_window(train, jax.numpy.array(True)))
        self.reports: list[dict[str, float]] = []

    def run(self, train: TrainState, count: jax.Array) -> TrainState:
        """Do `count` iterations; reuses the memory of `train`. The replay must hold `training_starts` rows."""
        iteration = int(train.iteration)
        for number in range(iteration, iteration + int(count)):
            train = self._iteration(train, number)
        return train

    def _iteration(self, train: TrainState, number: int) -> TrainState:
        finish = self._finish
        key, rollout_key, sample_key, update_key, iteration = finish(self._begin(train.key, train.iteration))
        ring = finish(self._store(train.replay, train.pending, train.pending_valid))
        batches = finish(self._draw(_Memory(ring, train.statistics), sample_key))
        collected, rows, valid = finish(self._rollout(_acting(train), rollout_key))
        window = {name: train.window[name] for name in UPDATE_METRICS}
        learning = (train.agent, window, train.window_updates)
        for index in range(self._schedule.groups_in(number)):
            learning = finish(self._update(learning, batches, index, update_key))
        state, window, updates = learning
        train = train.replace(
            agent=state,
            replay=ring,
            pending=rows,
            pending_valid=valid,
            env_state=collected.env_state,
            statistics=collected.statistics,
            episodes=collected.episodes,
            window=collected.window | window,
            window_updates=updates,
            window_steps=collected.window_steps,
            iteration=iteration,
            key=key,
        )
        if (number + 1) % self._schedule.log_iterations == 0:
            self.reports.append({name: float(value) for name, value in self._numbers(train).items()})
            train = self._clear(train)
        return train


def _acting(train: TrainState) -> TrainState:
    """`train` without what only the learner needs."""
    names = [field.name for field in dataclasses.fields(AgentState)]
    actor = AgentState(**dict.fromkeys(names) | {"actor": train.agent.actor})
    return train.replace(agent=actor, replay=None, pending=None, pending_valid=None, best=None)
