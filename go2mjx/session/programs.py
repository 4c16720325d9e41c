"""The compiled programs of a run. What training does not need at once compiles beside it."""

import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import jax

from go2mjx.config.tree import TrainConfig
from go2mjx.evaluation import episodes as evaluation
from go2mjx.evaluation.final import SEED
from go2mjx.process.platform import usable_cores
from go2mjx.session.build import Parts
from go2mjx.training.chunk import make_chunk
from go2mjx.training.state import TrainState, init, remember_best
from go2mjx.training.timing import PhaseTimers


class Programs:
    """`init`, `chunk`, `evaluate` and the phase timers of one configuration.

    The chunk is compiled by `compile`; the evaluation and the timers compile in a background thread
    while the first chunks run.
    """

    def __init__(self, config: TrainConfig, parts: Parts):
        self._parts = parts
        schedule, env, learner = parts.schedule, parts.env, parts.learner
        self.init = jax.jit(partial(init, config.loop, schedule, env, learner))
        self.remember_best = jax.jit(partial(remember_best, learner), donate_argnums=0)
        chunk = make_chunk(config.loop, schedule, env, learner, find_fault=config.run.debug)
        self._chunk = jax.jit(chunk, donate_argnums=0)
        self._evaluate = jax.jit(evaluation.make_evaluate(parts.evaluation_env, learner))
        commands = evaluation.command_set(config.loop.eval_n_trajs, env.max_command, SEED)
        self._commands = evaluation.split_commands(commands)
        self._key = jax.random.key(SEED)
        self._background = ThreadPoolExecutor(1, thread_name_prefix="compile")

    def template(self) -> TrainState:
        """Shapes, types and devices of the state, without its values; compiles nothing."""
        sharding = jax.sharding.SingleDeviceSharding(jax.devices()[0])
        shapes = jax.eval_shape(self.init, jax.random.key(0))
        return jax.tree.map(lambda leaf: leaf.update(sharding=sharding), shapes)

    def compile(self, train: TrainState) -> float:
        """Compile the chunk for states like `train`, start compiling the rest; seconds for the chunk."""
        started = time.perf_counter()
        self.chunk = self._chunk.lower(train, train.iteration).compile()
        seconds = time.perf_counter() - started
        shapes = jax.eval_shape(lambda train: train, train)
        policy = jax.eval_shape(self._policy, train)
        self._evaluation = self._background.submit(
            lambda: self._evaluate.lower(policy, self._key, self._commands[0], 0).compile()
        )
        self._timers = self._background.submit(
            lambda: PhaseTimers(self._parts.schedule, self._parts.learner, shapes)
        )
        self._background.shutdown(wait=False)
        return seconds

    def _policy(self, train: TrainState):
        return self._parts.learner.shipped_policy(train.learner)

    def evaluate(self, train: TrainState) -> tuple[dict[str, float], float]:
        """The `eval/*` metrics of the current policy and the seconds its episodes took."""
        program = self._evaluation.result()
        started = time.perf_counter()
        episodes = evaluation.evaluate_parts(
            program, self._policy(train), self._key, self._commands, usable_cores()
        )
        return evaluation.summarize(episodes), time.perf_counter() - started

    def phase_times(self, train: TrainState, iteration_seconds: float) -> dict[str, float]:
        """The `timer/*` of the phases; nothing while they still compile."""
        return self._timers.result().measure(train, iteration_seconds) if self._timers.done() else {}
