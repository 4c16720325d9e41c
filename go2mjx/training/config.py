"""Settings of the training loop. All counts and periods are environment transitions."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Interval

from go2mjx.settings import ON_RESUME


@dataclass(frozen=True)
class LoopConfig:
    """How much data, how often, and when to report."""

    num_envs: Annotated[int, Interval(ge=1, le=1_000_000)] = 64
    """Environments stepped together."""
    max_steps: Annotated[int, Interval(ge=1, le=1_000_000_000_000), ON_RESUME] = 1_000_000
    """Transitions of the whole run."""
    random_steps: Annotated[int, Interval(ge=0, le=1_000_000_000)] = 1000
    """Transitions collected with uniform random actions at the start."""
    training_starts: Annotated[int, Interval(ge=1, le=1_000_000_000)] = 1000
    """Transitions in the replay ring before the first update."""
    steps_per_update: Annotated[int, Interval(ge=1, le=1_000_000_000)] = 50
    """Transitions collected between two update phases."""
    utd_ratio: Annotated[float, Interval(ge=0.001, le=1000)] = 1.0
    """Update groups per `steps_per_update` transitions (a group: `critic_actor_ratio` critic updates, one actor and one alpha update)."""
    replay_buffer_capacity: Annotated[int, Interval(ge=1, le=1_000_000_000)] = 1_000_000
    """Transitions the replay ring holds."""
    log_period: Annotated[int, Interval(ge=1, le=1_000_000_000), ON_RESUME] = 50
    """Transitions between two rows of periodic metrics."""
    eval_period: Annotated[int, Interval(ge=1, le=1_000_000_000_000), ON_RESUME] = 5000
    """Transitions between two evaluations."""
    eval_n_trajs: Annotated[int, Interval(ge=1, le=100_000), ON_RESUME] = 3
    """Episodes per evaluation."""
    checkpoint_period: Annotated[int, Interval(ge=0, le=1_000_000_000_000), ON_RESUME] = 50_000
    """Transitions between two checkpoints; 0 saves only at the end."""
    chunk_steps: Annotated[int, Interval(ge=1, le=1_000_000_000), ON_RESUME] = 16_000
    """Most transitions per call of the compiled loop; signals are served between calls, and a call has at most 4096 rows of metrics."""
    max_skipped_updates: Annotated[int, Interval(ge=1, le=1_000_000_000), ON_RESUME] = 10
    """Stop the run after this many non-finite updates in a row, of the critics or of the actor."""
