"""The compiled programs of a run. They compile beside each other and beside the training, the first needed first."""

import math
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import jax

from go2mjx.config.tree import TrainConfig
from go2mjx.evaluation import episodes as evaluation
from go2mjx.evaluation.exam import Exam
from go2mjx.evaluation.examine import TRAINING_STARTS, examine
from go2mjx.evaluation.verdict import SEED, summarize
from go2mjx.learners.base import Policy
from go2mjx.process.platform import graph_options, not_in_flags
from go2mjx.session.build import Parts
from go2mjx.training.chunk import Chunk, make_chunk
from go2mjx.training.state import TrainState, remember_best
from go2mjx.training.timing import PhaseTimers

CPU_COMPILER_OPTIONS = {"xla_backend_optimization_level": 1}
"""Measured on the default preset: the chunk compiles in two thirds of the time and runs as fast (docs/speed.md)."""


class Programs:
    """`init`, `chunk`, `evaluate` and the phase timers of one configuration.

    `compile` starts the compilation of all but `init` in a background thread, the chunk first: meanwhile the state
    is made or read, and the evaluation and the timers compile while the first chunks run.
    """

    def __init__(self, config: TrainConfig, parts: Parts):
        self._parts, self._devices = parts, parts.devices
        schedule, env, learner = parts.schedule, parts.env, parts.learner
        self.init = jax.jit(parts.init)
        self.remember_best = jax.jit(partial(remember_best, learner), donate_argnums=0)
        chunk = make_chunk(config.loop, schedule, env, learner, find_fault=config.run.debug)
        backend = jax.default_backend()
        options = not_in_flags(CPU_COMPILER_OPTIONS) if backend == "cpu" else graph_options(backend)
        self._chunk = jax.jit(chunk, donate_argnums=0, compiler_options=options)
        self._commands = evaluation.command_set(config.loop.eval_n_trajs, env.max_command, SEED)
        self._key = jax.random.key(SEED)
        self._background = ThreadPoolExecutor(1, thread_name_prefix="compile")

    def compile(self) -> None:
        """Start compiling."""
        train = self._parts.state
        policy = jax.eval_shape(self._parts.learner.shipped_policy, train.learner)

        def compile_chunk() -> tuple[Chunk, float]:
            started = time.perf_counter()
            compiled = self._chunk.lower(train, train.iteration).compile()
            return compiled, time.perf_counter() - started

        self._compiled_chunk = self._background.submit(compile_chunk)
        self._evaluation = self._background.submit(
            lambda: evaluation.compile_evaluate(
                self._parts.evaluation_env, self._parts.learner, policy, len(self._commands)
            )
        )
        self._timers = self._background.submit(
            lambda: PhaseTimers(self._parts.schedule, self._parts.learner, train)
        )
        self._background.shutdown(wait=False)

    def wait(self) -> None:
        """Until everything is compiled."""
        self._background.shutdown(wait=True)

    @property
    def chunk(self) -> Chunk:
        """The program of `make_chunk`; waits until it is compiled."""
        return self._compiled_chunk.result()[0]

    @property
    def compile_seconds(self) -> float:
        """How long the chunk took to compile; waits until it is."""
        return self._compiled_chunk.result()[1]

    @property
    def evaluation_program(self) -> evaluation.Evaluate:
        """The program of `compile_evaluate`; waits until it is compiled."""
        return self._evaluation.result()

    def evaluate(self, train: TrainState) -> tuple[dict[str, float], float]:
        """The `eval/*` metrics of the current policy and the seconds its episodes took."""
        program = self.evaluation_program
        started = time.perf_counter()
        episodes = evaluation.evaluate_parts(program, self._policy(train), self._key, self._commands)
        return summarize(episodes, any(self._parts.env.max_command)), time.perf_counter() - started

    def examine(self, train: TrainState) -> tuple[dict[str, float], float]:
        """The `exam/*` metrics of the current policy and the seconds its exam took."""
        started = time.perf_counter()
        exam = self.exam(self._policy(train), starts=TRAINING_STARTS, switching_episodes=0)
        return exam.summary, time.perf_counter() - started

    def exam(self, policy: Policy, **size: int) -> Exam:
        """The exam of `policy`; without a `size`, arguments of `examine`, the one that ends a run."""
        drive = partial(evaluation.drive, self.evaluation_program, policy, self._key)
        return examine(drive, self._parts.env.max_command, **size)

    def _policy(self, train: TrainState) -> Policy:
        return self._devices.on_first(self._parts.learner.shipped_policy(train.learner))

    def policy_to_save(self, train: TrainState) -> Policy:
        """That of the best evaluation, or the current one where there was none."""
        if not math.isfinite(train.best.score):
            return self._policy(train)
        return self._devices.on_first(train.best.policy)

    def phase_times(self, train: TrainState, iteration_seconds: float) -> dict[str, float]:
        """The `timer/*` of the phases; nothing while they still compile."""
        return self._timers.result().measure(train, iteration_seconds) if self._timers.done() else {}
