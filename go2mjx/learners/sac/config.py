"""Settings of Soft Actor-Critic. Plain dataclass; a field's docstring is its help text."""

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Interval, Len, Predicate

from go2mjx.settings import ON_RESUME, Share


def _even(width: int) -> bool:
    """even numbers"""
    return width % 2 == 0


Width = Annotated[int, Predicate(_even), Interval(ge=2, le=8192)]


@dataclass(frozen=True)
class SACConfig:
    """Agent, networks and optimisers."""

    batch_size: Annotated[int, Interval(ge=1, le=1_000_000)] = 256
    """Transitions per critic update."""
    critic_actor_ratio: Annotated[int, Interval(ge=1, le=1000)] = 4
    """Critic updates per actor (and temperature) update."""
    discount: Annotated[float, Interval(ge=0, lt=1)] = 0.95
    """Discount factor per control step."""
    n_step: Annotated[int, Interval(ge=1, le=20)] = 1
    """Control steps of reward before the value of the target critics takes over."""
    target_update_rate: Annotated[float, Interval(gt=0, le=1)] = 0.02
    """Share of the online critic mixed into the target critic at each critic update (tau)."""
    hidden_sizes: Annotated[tuple[Width, ...], Len(1, 8)] = (128, 128)
    """Width of the hidden layers of actor and critics; each unit has its mirror image."""
    layer_norm: bool = True
    """Layer normalisation before each activation."""
    critic_ensemble_size: Annotated[int, Interval(ge=1, le=100)] = 2
    """Number of critics; their mean is the target value and what the actor climbs."""
    actor_learning_rate: Annotated[float, Interval(gt=0, le=1), ON_RESUME] = 1e-3
    """Adam step size of the actor."""
    critic_learning_rate: Annotated[float, Interval(gt=0, le=1), ON_RESUME] = 1e-3
    """Adam step size of the critics."""
    temperature_learning_rate: Annotated[Share, ON_RESUME] = 1e-3
    """Adam step size of log alpha."""
    final_learning_rate_fraction: Annotated[Share, ON_RESUME] = 1.0
    """Step sizes fall linearly to this fraction at the end of the run."""
    adam_b2: Annotated[float, Interval(ge=0, le=0.99999)] = 0.95
    """Second-moment decay of Adam."""
    initial_temperature: Annotated[float, Interval(ge=1e-9, le=100)] = 0.01
    """Starting value of alpha."""
    target_entropy_per_action: Annotated[float, Interval(ge=-10, le=10)] = -0.5
    """Target entropy divided by the action size."""
    min_log_std: Annotated[float, Interval(ge=-20, le=2)] = -5.0
    """Lower bound of the policy's log standard deviation."""
    max_log_std: Annotated[float, Interval(ge=-20, le=2)] = 0.0
    """Upper bound of the policy's log standard deviation."""
    actor_average_rate: Annotated[float, Interval(gt=0, le=1)] = 0.005
    """Share of the actor mixed into its running average at each actor update; the average is evaluated and shipped."""
    matmul_precision: Literal["float32", "tensorfloat32"] = "float32"
    """Precision of the networks' matrix products, on devices that have the faster one; physics is always float32."""
    normalize_observations: bool = True
    """Normalise observations with running statistics when they are used."""
