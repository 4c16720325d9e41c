"""The tanh-squashed Gaussian policy distribution (Haarnoja et al. 2018, arXiv:1801.01290, appendix C)."""

import jax
import jax.numpy as jnp
import numpy as np

from go2mjx.learners.sac.networks import PolicyOutput


def sample(policy: PolicyOutput, noise: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Actions (..., action_size) in (-1, 1) from standard normal `noise` of that shape, and their log-probabilities."""
    pre_tanh = policy.mean + jnp.exp(policy.log_std) * noise
    return jnp.tanh(pre_tanh), log_prob(policy, pre_tanh)


def log_prob(policy: PolicyOutput, pre_tanh: jax.Array) -> jax.Array:
    """Log-density of tanh(pre_tanh), summed over action dimensions, shape (...).

    The change of variables uses log(1 - tanh(u)^2) = 2 (log 2 - u - softplus(-2u)), finite for all u.
    """
    noise = (pre_tanh - policy.mean) * jnp.exp(-policy.log_std)
    gaussian = -0.5 * jnp.square(noise) - policy.log_std - 0.5 * np.log(2 * np.pi)
    squash = 2.0 * (np.log(2.0) - pre_tanh - jax.nn.softplus(-2.0 * pre_tanh))
    return jnp.sum(gaussian - squash, axis=-1)
