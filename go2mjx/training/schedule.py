"""The loop in whole iterations: what one does, how many there are, and which of them learn. No JAX."""

import math
from dataclasses import dataclass
from fractions import Fraction

from go2mjx.training.config import LoopConfig


@dataclass(frozen=True)
class Schedule:
    """Counts of a run; iterations are numbered from 1.

    An iteration collects `transitions` and then makes the update groups that are due; the first one that
    makes any has `training_starts` transitions behind it, its own included.
    """

    vector_steps: int  # vector steps per rollout phase
    transitions: int  # transitions per iteration
    groups: Fraction  # update groups per iteration that learns
    iterations: int  # of the whole run
    first_update_iteration: int
    replay_slots: int  # vector steps that the replay ring holds, those of whole iterations
    log_iterations: int
    eval_iterations: int
    checkpoint_iterations: int  # the whole run if checkpoints are only saved at the end
    chunk_iterations: int  # most iterations of one compiled call

    @staticmethod
    def of(config: LoopConfig) -> "Schedule":
        """Round the configured transitions up to whole iterations, the replay ring down."""
        iterations, transitions = config.iterations, config.transitions
        groups = Fraction(config.utd_ratio) * transitions / config.steps_per_update
        return Schedule(
            vector_steps=config.vector_steps,
            transitions=transitions,
            groups=groups.limit_denominator(1000),  # small terms, because `groups_in` may count in 32 bits
            iterations=iterations(config.max_steps),
            first_update_iteration=iterations(config.training_starts),
            replay_slots=config.replay_buffer_capacity // transitions * config.vector_steps,
            log_iterations=iterations(config.log_period),
            eval_iterations=iterations(config.eval_period),
            checkpoint_iterations=iterations(config.checkpoint_period or config.max_steps),
            chunk_iterations=iterations(config.chunk_steps),
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
        """The iteration at which the compiled loop returns to the host, when it starts after `iteration`."""
        periods = (self.eval_iterations, self.checkpoint_iterations, self.chunk_iterations)
        return min(self.iterations, *((iteration // period + 1) * period for period in periods))

    @property
    def max_groups(self) -> int:
        """Most update groups that one iteration can have."""
        return math.ceil(self.groups)

    @property
    def total_groups(self) -> int:
        """Update groups of the whole run."""
        return math.floor(max(0, self.iterations - self.first_update_iteration + 1) * self.groups)

    @property
    def first_group_iteration(self) -> int:
        """The iteration that makes the first update group, whether the run gets there or not."""
        return self.first_update_iteration + math.ceil(1 / self.groups) - 1

    def groups_in(self, iteration: int) -> int:
        """Update groups of one iteration; fractions are carried over exactly. A traced int32 will do as well."""
        whole, rest = divmod(self.groups, 1)
        phase = (iteration - self.first_update_iteration) % rest.denominator
        before, after = (count * rest.numerator // rest.denominator for count in (phase, phase + 1))
        return (iteration >= self.first_update_iteration) * (whole + after - before)
