"""Settings of Soft Actor-Critic. Plain dataclass; a field's docstring is its help text."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SACConfig:
    """Agent, networks and optimisers."""

    batch_size: int = 256
    """Transitions per critic update."""
    critic_actor_ratio: int = 4
    """Critic updates per actor (and temperature) update."""
    discount: float = 0.97
    """Discount factor per control step."""
    n_step: int = 1
    """Steps of reward before the value target takes over."""
    target_update_rate: float = 0.01
    """Share of the online critic mixed into the target critic at each critic update (tau)."""
    hidden_sizes: tuple[int, ...] = (128, 128)
    """Width of the hidden layers of actor and critics."""
    layer_norm: bool = True
    """Layer normalisation before each activation."""
    critic_ensemble_size: int = 2
    """Number of critics."""
    critic_target_subset: int = 2
    """Critics drawn per update whose minimum is the target value."""
    actor_learning_rate: float = 1e-3
    """Adam step size of the actor."""
    critic_learning_rate: float = 1e-3
    """Adam step size of the critics."""
    temperature_learning_rate: float = 1e-3
    """Adam step size of log alpha."""
    final_learning_rate_fraction: float = 1.0
    """Step sizes fall linearly to this fraction at the end of the run."""
    adam_b2: float = 0.95
    """Second-moment decay of Adam."""
    initial_temperature: float = 0.01
    """Starting value of alpha."""
    target_entropy_per_action: float = -0.5
    """Target entropy divided by the action size."""
    min_log_std: float = -5.0
    """Lower bound of the policy's log standard deviation."""
    max_log_std: float = 0.0
    """Upper bound of the policy's log standard deviation."""
    actor_average_rate: float = 0.005
    """Share of the actor mixed into its running average at each actor update; the average is evaluated and shipped."""
    mirror_fraction: float = 0.5
    """Share of each batch that is reflected left-right."""
    normalize_observations: bool = True
    """Normalise observations with running statistics when they are used."""
