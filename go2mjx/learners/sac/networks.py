"""Actor and critic networks: LayerNorm-SiLU perceptrons that commute with the left-right reflection.

A vector with a reflection falls into an even part, which the reflection leaves alone, and an odd one, whose sign it turns
(`Mirror.split`). A linear map commutes with the reflection exactly if it takes even to even and odd to odd, which is half of
the numbers, and half of the work, of any other map (Schur's lemma; networks of such layers: Ravanbakhsh et al. 2017,
arXiv:1702.08389). In a hidden layer each unit on the left has its mirror image on the right: their sums are the even part
and their differences the odd one. Normalisation and activation treat both sides alike, so they commute too.
"""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from flax import linen as nn
from flax import struct

from go2mjx.learners.base import Layer
from go2mjx.learners.sac.config import SACConfig
from go2mjx.tasks.observation import Mirror

LAYER_NORM_EPSILON = 1e-6
Parts = tuple[jax.Array, jax.Array]
"""Even and odd, (..., even size) and (..., odd size)."""
_HALF = np.float32(np.sqrt(0.5))


@struct.dataclass
class PolicyOutput:
    """Parameters of a tanh-squashed Gaussian over actions."""

    mean: jax.Array  # (..., action_size), before the squash
    log_std: jax.Array  # (..., action_size), within the configured bounds


class Linear(nn.Module):
    """A linear map of each part; only the even one can have a bias, and the odd one may be without outputs."""

    widths: tuple[int, int]
    kernel_init: Callable[..., jax.Array]

    @nn.compact
    def __call__(self, even: jax.Array, odd: jax.Array) -> Parts:
        even_width, odd_width = self.widths
        even = nn.Dense(even_width, kernel_init=self.kernel_init, name="even")(even)
        if not odd_width:
            return even, odd[..., :0]
        return even, nn.Dense(odd_width, kernel_init=self.kernel_init, use_bias=False, name="odd")(odd)


class PairNorm(nn.Module):
    """Layer normalisation of a hidden layer, whose scale and bias each pair of units has in common.

    The mean of all units is in the even part alone, and their squares add up to those of both parts.
    """

    @nn.compact
    def __call__(self, even: jax.Array, odd: jax.Array) -> Parts:
        scale = self.param("scale", nn.initializers.ones, even.shape[-1:])
        bias = self.param("bias", nn.initializers.zeros, even.shape[-1:])
        mean = even.mean(axis=-1, keepdims=True)
        square = (jnp.square(even) + jnp.square(odd)).mean(axis=-1, keepdims=True)
        variance = jnp.maximum(0.5 * (square - jnp.square(mean)), 0.0)
        factor = jax.lax.rsqrt(variance + LAYER_NORM_EPSILON) * scale
        return (even - mean) * factor + np.sqrt(2.0) * bias, odd * factor


class Torso(nn.Module):
    """Hidden layers: linear, optional layer normalisation, SiLU."""

    hidden_sizes: tuple[int, ...]
    layer_norm: bool

    @nn.compact
    def __call__(self, even: jax.Array, odd: jax.Array) -> Parts:
        for index, size in enumerate(self.hidden_sizes):
            linear = Linear((size // 2, size // 2), nn.initializers.lecun_uniform(), name=f"Linear_{index}")
            even, odd = linear(even, odd)
            if self.layer_norm:
                even, odd = PairNorm(name=f"PairNorm_{index}")(even, odd)
            left, right = nn.silu(_HALF * (even + odd)), nn.silu(_HALF * (even - odd))
            even, odd = _HALF * (left + right), _HALF * (left - right)
        return even, odd


class Actor(nn.Module):
    """The parts of mean and raw log-std; the heads start near zero, so the first mean action is ~0."""

    config: SACConfig
    mean: tuple[int, int]
    log_std: tuple[int, int]

    @nn.compact
    def __call__(self, even: jax.Array, odd: jax.Array) -> dict[str, Parts]:
        hidden = Torso(self.config.hidden_sizes, self.config.layer_norm, name="torso")(even, odd)
        head = nn.initializers.variance_scaling(1e-4, "fan_in", "uniform")
        return {
            "mean": Linear(self.mean, head, name="mean_head")(*hidden),
            "log_std": Linear(self.log_std, head, name="log_std_head")(*hidden),
        }


class Critic(nn.Module):
    """The value, which has no odd part."""

    config: SACConfig

    @nn.compact
    def __call__(self, even: jax.Array, odd: jax.Array) -> dict[str, Parts]:
        hidden = Torso(self.config.hidden_sizes, self.config.layer_norm, name="torso")(even, odd)
        return {"value": Linear((1, 0), nn.initializers.lecun_normal(), name="value_head")(*hidden)}


class CriticEnsemble(nn.Module):
    """`critic_ensemble_size` independent critics; values have shape (critics, ..., 1)."""

    config: SACConfig

    @nn.compact
    def __call__(self, *parts: jax.Array) -> dict[str, Parts]:
        size = self.config.critic_ensemble_size
        stacked = nn.vmap(
            Critic, in_axes=0, out_axes=0, variable_axes={"params": 0}, split_rngs={"params": True}
        )
        critics = stacked(self.config)
        nn.share_scope(self, critics)
        # each critic with inputs of its own: one product for all would cost a GPU transposes of weights and gradients
        return critics(*(jnp.broadcast_to(each, (size, *each.shape)) for each in parts))


def policy_output(heads: dict[str, jax.Array], config: SACConfig) -> PolicyOutput:
    """The policy that the actor's heads, (..., action_size) each, speak of."""
    low, high = config.min_log_std, config.max_log_std
    return PolicyOutput(heads["mean"], low + 0.5 * (high - low) * (jnp.tanh(heads["log_std"]) + 1.0))


def policy_layers(config: SACConfig, weights: Any, observed: Mirror, action: Mirror) -> tuple[Layer, ...]:
    """An actor with `weights`, flax parameters, from observations to the mean, as an exported policy has it: of ordinary layers."""
    layers, before = [], observed
    for index, size in enumerate(config.hidden_sizes):
        after = Mirror(np.roll(np.arange(size), size // 2), np.ones(size))  # the sides change places
        layers.append(_gemm(weights["torso"][f"Linear_{index}"], before, after))
        if config.layer_norm:
            norm = weights["torso"][f"PairNorm_{index}"]
            constants = tuple(np.tile(norm[name], 2) for name in ("scale", "bias"))
            layers.append(Layer("LayerNormalization", constants, {"epsilon": LAYER_NORM_EPSILON}))
        layers.append(Layer("Silu"))
        before = after
    return (*layers, _gemm(weights["mean_head"], before, action))


def _gemm(weights: Any, before: Mirror, after: Mirror) -> Layer:
    """A `Linear` as one matrix and bias, between vectors with these reflections."""
    (even_in, odd_in), (even_out, odd_out) = before.bases, after.bases
    even, odd = (np.asarray(weights[part]["kernel"], float) for part in ("even", "odd"))
    kernel = even_in @ even @ even_out.T + odd_in @ odd @ odd_out.T
    bias = even_out @ np.asarray(weights["even"]["bias"], float)
    return Layer("Gemm", (kernel.astype(np.float32), bias.astype(np.float32)))
