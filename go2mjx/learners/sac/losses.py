"""The equations of Soft Actor-Critic (arXiv:1812.05905), as pure functions of numbers.

Means over a batch are weighted: rows of weight 0 count for nothing.
"""

import jax
import jax.numpy as jnp


def weighted_mean(values: jax.Array, weight: jax.Array) -> jax.Array:
    """Mean of `values`, (batch,), with `weight`, (batch,); 0 where no row counts."""
    return jnp.sum(values * weight) / jnp.maximum(jnp.sum(weight), 1.0)


def critic_target(
    reward: jax.Array, discount: jax.Array, next_value: jax.Array, next_log_prob: jax.Array, alpha: jax.Array
) -> jax.Array:
    """r + discount (mean Q'(s', a') - alpha log pi(a'|s')), shape of `reward`.

    `discount` is positive where the episode can go on, time limits included, and 0 where it really failed.
    """
    return reward + discount * (next_value - alpha * next_log_prob)


def critic_loss(values: jax.Array, target: jax.Array, weight: jax.Array) -> jax.Array:
    """Mean over the batch of the squared errors summed over critics: (critics, batch), (batch,) -> ()."""
    return weighted_mean(jnp.sum(jnp.square(values - target), axis=0), weight)


def actor_loss(alpha: jax.Array, log_prob: jax.Array, value: jax.Array, weight: jax.Array) -> jax.Array:
    """Mean of alpha log pi - Q over the batch."""
    return weighted_mean(alpha * log_prob - value, weight)


def temperature_loss(log_alpha: jax.Array, entropy: jax.Array, target_entropy: float) -> jax.Array:
    """alpha times the excess of entropy over its target; descent raises alpha when entropy is too low."""
    return jnp.exp(log_alpha) * (jax.lax.stop_gradient(entropy) - target_entropy)
