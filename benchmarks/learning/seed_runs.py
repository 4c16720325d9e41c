"""Trainings with several seeds through programs that are compiled once."""

import time
from typing import Any

import jax
import numpy as np

from go2mjx.config.tree import TrainConfig
from go2mjx.session.build import build
from go2mjx.session.programs import Programs


class SeedRuns:
    """Trains one configuration with any seed; nothing is written."""

    def __init__(self, config: TrainConfig):
        self._parts = build(config)
        self._programs = Programs(config, self._parts)
        self._programs.compile()
        self._programs.wait()

    def train(self, seed: int) -> dict[str, Any]:
        """The `evaluations` of the whole run and its `cpu_seconds`, without compilation."""
        schedule, programs = self._parts.schedule, self._programs
        started = time.process_time()
        train, evaluations, iteration = programs.init(jax.random.key(seed)), [], 0
        while iteration < schedule.iterations:
            iteration = schedule.next_stop(iteration)
            train, _ = programs.chunk(train, np.int32(iteration))
            if iteration % schedule.eval_iterations == 0 or iteration == schedule.iterations:
                summary, _ = programs.evaluate(train)
                evaluations.append({"total_steps": iteration * schedule.transitions, **summary})
        return {"evaluations": evaluations, "cpu_seconds": time.process_time() - started}
