"""Trainings with several seeds through programs that are compiled once."""

import time
from typing import Any

import jax
import numpy as np

from go2mjx.config.tree import TrainConfig
from go2mjx.evaluation import final
from go2mjx.evaluation.verdict import score
from go2mjx.session.build import build
from go2mjx.session.programs import Programs


class SeedRuns:
    """Trains one configuration with any seed and judges it as `go2mjx train` does; nothing is written."""

    def __init__(self, config: TrainConfig):
        self._parts = build(config)
        self._plan = final.Plan.of(self._parts.env.max_command, config.loop.eval_n_trajs)
        self._programs = Programs(config, self._parts)
        self._programs.compile()
        self._programs.wait()

    def train(self, seed: int) -> dict[str, Any]:
        """What a run came to.

        `evaluations` of the whole run, with the exams of those that walk, its `cpu_seconds` without compilation; and of
        the policy that would be shipped the evaluation on commands that chose nothing, `held_out`, and, where the task
        has one, the full `exam`.
        """
        schedule, programs, takes_exam = (
            self._parts.schedule,
            self._programs,
            self._parts.env.takes_exam,
        )
        started = time.process_time()
        train, evaluations, iteration = programs.init(jax.random.key(seed)), [], 0
        while iteration < schedule.iterations:
            iteration = schedule.next_stop(iteration)
            train, _ = programs.chunk(train, np.int32(iteration))
            if iteration % schedule.eval_iterations == 0 or iteration == schedule.iterations:
                summary, _ = programs.evaluate(train)
                if summary["eval/walks"] and takes_exam:
                    summary |= programs.examine(train)[0]
                train = programs.remember_best(train, np.float32(score(summary)))
                evaluations.append({"total_steps": iteration * schedule.transitions, **summary})
        row = {"evaluations": evaluations, "cpu_seconds": time.process_time() - started}
        policy = programs.policy_to_save(train)
        row["held_out"] = final.evaluate_policy(programs.evaluation_program, policy, self._plan).summaries[1]
        return row | ({"exam": programs.exam(policy).summary} if takes_exam else {})
