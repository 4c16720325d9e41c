"""Actor and critic networks: LayerNorm-SiLU perceptrons, critics stacked along a leading axis."""

from typing import Any

import jax
import jax.numpy as jnp
from flax import linen as nn
from flax import struct

from go2mjx.learners.base import Layer
from go2mjx.learners.sac.config import SACConfig

LAYER_NORM_EPSILON = 1e-6


@struct.dataclass
class PolicyOutput:
    """Parameters of a tanh-squashed Gaussian over actions."""

    mean: jax.Array  # (..., action_size), before the squash
    log_std: jax.Array  # (..., action_size), within the configured bounds


class Torso(nn.Module):
    """Hidden layers: dense, optional layer normalisation, SiLU."""

    hidden_sizes: tuple[int, ...]
    layer_norm: bool

    @nn.compact
    def __call__(self, x: jax.Array) -> jax.Array:
        for size in self.hidden_sizes:
            x = nn.Dense(size, kernel_init=nn.initializers.lecun_uniform())(x)
            if self.layer_norm:
                x = nn.LayerNorm(epsilon=LAYER_NORM_EPSILON)(x)
            x = nn.silu(x)
        return x


def torso_layers(config: SACConfig, weights: Any) -> tuple[Layer, ...]:
    """The torso with `weights`, flax parameters, as an exported policy has it."""
    layers = []
    for index in range(len(config.hidden_sizes)):
        dense = weights[f"Dense_{index}"]
        layers.append(Layer("Gemm", (dense["kernel"], dense["bias"])))
        if config.layer_norm:
            norm = weights[f"LayerNorm_{index}"]
            layers.append(
                Layer("LayerNormalization", (norm["scale"], norm["bias"]), {"epsilon": LAYER_NORM_EPSILON})
            )
        layers.append(Layer("Silu"))
    return tuple(layers)


class Actor(nn.Module):
    """Observation to policy parameters; the heads start near zero, so the first mean action is ~0."""

    action_size: int
    config: SACConfig

    @nn.compact
    def __call__(self, state: jax.Array) -> PolicyOutput:
        x = Torso(self.config.hidden_sizes, self.config.layer_norm)(state)
        head = nn.initializers.variance_scaling(1e-4, "fan_in", "uniform")
        mean = nn.Dense(self.action_size, kernel_init=head, name="mean")(x)
        raw = nn.Dense(self.action_size, kernel_init=head, name="log_std")(x)
        low, high = self.config.min_log_std, self.config.max_log_std
        return PolicyOutput(mean, low + 0.5 * (high - low) * (jnp.tanh(raw) + 1.0))


class Critic(nn.Module):
    """Observation, privileged observation and action to a value, shape (...)."""

    config: SACConfig

    @nn.compact
    def __call__(self, state: jax.Array, privileged_state: jax.Array, action: jax.Array) -> jax.Array:
        x = jnp.concatenate([state, privileged_state, action], axis=-1)
        x = Torso(self.config.hidden_sizes, self.config.layer_norm)(x)
        return nn.Dense(1, name="value")(x).squeeze(-1)


class CriticEnsemble(nn.Module):
    """`critic_ensemble_size` independent critics; values have shape (critics, ...)."""

    config: SACConfig

    @nn.compact
    def __call__(self, *inputs: jax.Array) -> jax.Array:
        size = self.config.critic_ensemble_size
        stacked = nn.vmap(
            Critic, in_axes=0, out_axes=0, variable_axes={"params": 0}, split_rngs={"params": True}
        )
        critics = stacked(self.config)
        nn.share_scope(self, critics)
        # each critic with inputs of its own: one product for all would cost a GPU transposes of weights and gradients
        return critics(*(jnp.broadcast_to(each, (size, *each.shape)) for each in inputs))
