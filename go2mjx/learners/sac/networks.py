"""Actor and critic networks: LayerNorm-SiLU perceptrons, critics stacked along a leading axis."""

from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from flax import linen as nn
from flax import struct
from jax.flatten_util import ravel_pytree

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


@dataclass(frozen=True)
class VectorModule:
    """A flax module whose parameters are one vector.

    An optimiser step, a moving average or a check of all of them is then one operation instead of one per leaf:
    on a GPU 747 launches instead of 1,228 in four update groups (`python -m benchmarks.gpu.rehearsal`).
    """

    module: nn.Module
    input_sizes: tuple[int, ...]

    def init(self, key: jax.Array) -> jax.Array:
        """Fresh parameters, (size,)."""
        return ravel_pytree(self.module.init(key, *map(jnp.zeros, self.input_sizes)))[0]

    def parameters(self, vector: jax.Array) -> Any:
        """The parameters in `vector`, (size,), as flax has them."""
        shapes = jax.eval_shape(
            lambda: self.module.init(jax.random.key(0), *map(jnp.zeros, self.input_sizes))
        )
        leaves, structure = jax.tree.flatten(shapes)
        ends = np.cumsum([leaf.size for leaf in leaves])[:-1]
        parts = zip(jnp.split(vector, ends), leaves, strict=True)
        return jax.tree.unflatten(structure, [part.reshape(leaf.shape) for part, leaf in parts])

    def apply(self, vector: jax.Array, *inputs: jax.Array) -> Any:
        """The module's output at `inputs` with the parameters in `vector`, (size,)."""
        return self.module.apply(self.parameters(vector), *inputs)


def critic_ensemble(config: SACConfig) -> nn.Module:
    """`critic_ensemble_size` independent critics; values have shape (critics, ...)."""
    stacked = nn.vmap(
        Critic,
        in_axes=None,
        out_axes=0,
        variable_axes={"params": 0},
        split_rngs={"params": True},
        axis_size=config.critic_ensemble_size,
    )
    return stacked(config)
