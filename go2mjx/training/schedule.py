"""The loop's arithmetic: what one iteration does, and when. Plain Python; it also works on traced counts."""

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from go2mjx.training.config import LoopConfig

CHUNK_REPORTS = 4096
"""Most reports of one compiled call: its buffer has room for each, and the host's queue takes no more at once."""


@dataclass(frozen=True)
class Schedule:
    """The loop's periods in whole iterations. Iterations are counted from 1 where one is named."""

    vector_steps: int  # vector steps per rollout phase
    transitions: int  # transitions per iteration
    groups: Fraction  # update groups per iteration
    iterations: int  # of the whole run
    random_iterations: int  # the first ones, with uniform random actions
    first_update_iteration: int  # the first one whose update phase finds `training_starts` rows
    replay_slots: int  # steps of all environments that the replay ring holds, whole iterations
    log_iterations: int
    report_iterations: int  # fewest iterations between two reports
    eval_iterations: int
    checkpoint_iterations: int  # the whole run if checkpoints are only saved at the end
    chunk_iterations: int  # most iterations of one compiled call, with at most `CHUNK_REPORTS` reports

    @staticmethod
    def of(config: LoopConfig) -> "Schedule":
        """Round the configured transitions up to whole iterations, and the replay ring down."""
        vector_steps = math.ceil(config.steps_per_update / config.num_envs)
        transitions = vector_steps * config.num_envs

        def iterations(steps: int) -> int:
            """At least one."""
            return max(1, math.ceil(steps / transitions))

        log_iterations = iterations(config.log_period)
        # one environment reports its episodes one by one, as the guide does
        report_iterations = 1 if config.num_envs == 1 else log_iterations
        return Schedule(
            vector_steps=vector_steps,
            transitions=transitions,
            # small terms, because the count of due groups is taken from them in 32 bits
            groups=(Fraction(config.utd_ratio) * transitions / config.steps_per_update).limit_denominator(
                1000
            ),
            iterations=iterations(config.max_steps),
            random_iterations=math.ceil(config.random_steps / transitions),
            first_update_iteration=iterations(config.training_starts),
            replay_slots=config.replay_buffer_capacity // transitions * vector_steps,
            log_iterations=log_iterations,
            report_iterations=report_iterations,
            eval_iterations=iterations(config.eval_period),
            checkpoint_iterations=iterations(config.checkpoint_period or config.max_steps),
            chunk_iterations=min(iterations(config.chunk_steps), CHUNK_REPORTS * report_iterations),
        )

    def describe(self) -> str:
        """The resolved periods in transitions, one line."""
        periods = {
            "log": self.log_iterations,
            "evaluation": self.eval_iterations,
            "checkpoint": self.checkpoint_iterations,
            "end": self.iterations,
        }
        every = ", ".join(f"{name} {count * self.transitions:,}" for name, count in periods.items())
        return (
            f"an iteration is {self.transitions} transitions and {float(self.groups):g} update groups; "
            f"periods in transitions: {every}"
        )

    def next_stop(self, iteration: int) -> int:
        """The iteration at which the compiled loop returns to the host, when it starts at `iteration`."""
        periods = (self.eval_iterations, self.checkpoint_iterations, self.chunk_iterations)
        return min(self.iterations, *((iteration // period + 1) * period for period in periods))

    @property
    def max_groups(self) -> int:
        """Most update groups that one iteration can have."""
        return math.ceil(self.groups)

    @property
    def total_groups(self) -> int:
        """Update groups of the whole run."""
        return self.groups_through(self.iterations)

    @property
    def first_group_iteration(self) -> int:
        """The iteration that makes the first update group, whether the run gets there or not."""
        return self.first_update_iteration + math.ceil(1 / self.groups) - 1

    def groups_through(self, iteration: Any) -> Any:
        """Update groups made up to and with `iteration`, an int or a traced int32; fractions carry over exactly."""
        whole, rest = divmod(self.groups, 1)
        learning = iteration - self.first_update_iteration + 1
        learning = learning * (learning > 0)
        periods, phase = learning // rest.denominator, learning % rest.denominator
        # no term exceeds the sum or a million, so that 32 bits do
        return learning * whole + periods * rest.numerator + phase * rest.numerator // rest.denominator
