"""The equations of Soft Actor-Critic against numbers worked out by hand."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy.stats import norm

from go2mjx.learners.sac import distribution, losses
from go2mjx.learners.sac.networks import PolicyOutput


@pytest.mark.parametrize(
    ("ending", "discount", "expected"),
    [("terminated", 0.0, 1.0), ("truncated", 1.0, 11.494), ("running", 1.0, 11.494)],
)
def test_target_bootstraps_through_time_limits_alone(ending, discount, expected):
    """SAC-01: r = 1, gamma = 0.99, alpha = 0.2, log pi = -3, min Q = 10."""
    target = losses.critic_target(1.0, 0.99 * discount, 10.0, -3.0, 0.2)
    assert float(target) == pytest.approx(expected, abs=1e-5)


def test_critic_loss_sums_over_critics_and_averages_over_the_batch():
    """Errors 1, 2 of one critic and 0, 3 of the other: (1 + 0 + 4 + 9) / 2."""
    values = jnp.array([[1.0, 2.0], [0.0, 3.0]])
    assert float(losses.critic_loss(values, jnp.zeros(2), jnp.ones(2))) == 7.0
    assert float(losses.critic_loss(values, jnp.zeros(2), jnp.array([0.0, 1.0]))) == 13.0


def test_actor_loss_trades_entropy_against_value():
    """0.5 * log pi - Q: the mean of 0.5 * 2 - 3 and 0.5 * -4 - 1."""
    assert float(losses.actor_loss(0.5, jnp.array([2.0, -4.0]), jnp.array([3.0, 1.0]), jnp.ones(2))) == -2.5


def test_temperature_loss_has_its_hand_computed_value():
    """alpha (entropy - target) = 0.5 * (-20 + 6)."""
    assert float(losses.temperature_loss(jnp.log(0.5), jnp.array(-20.0), -6.0)) == pytest.approx(-7.0)


@pytest.mark.parametrize("target_entropy", [-12.0, -6.0])
def test_temperature_rises_when_the_policy_is_too_certain(target_entropy):
    """SAC-03: descent raises log alpha at log pi = +20 and lowers it at -20."""
    gradient = jax.grad(losses.temperature_loss)
    assert gradient(jnp.log(0.1), -20.0, target_entropy) < 0
    assert gradient(jnp.log(0.1), 20.0, target_entropy) > 0


@pytest.mark.parametrize(("pre_tanh", "expected"), [(0.5, -9.64451), (3.0, -9.60338)])
def test_log_probability_of_twelve_dimensions(pre_tanh, expected):
    """SAC-02: mean 0, log-std 0."""
    policy = PolicyOutput(jnp.zeros(12), jnp.zeros(12))
    assert float(distribution.log_prob(policy, jnp.full(12, pre_tanh))) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(("mean", "log_std"), [(0.0, 0.0), (0.7, -1.0), (-1.2, -2.0)])
def test_log_probability_is_the_density_of_the_squashed_action(mean, log_std):
    """SAC-02: against the numeric derivative of P(tanh(u) <= a)."""
    policy = PolicyOutput(jnp.array([mean]), jnp.array([log_std]))
    for pre_tanh in mean + np.exp(log_std) * np.array([-1.5, -0.3, 0.0, 0.8, 2.0]):
        action, width = np.tanh(pre_tanh), 1e-5
        below, above = norm.cdf(np.arctanh([action - width, action + width]), mean, np.exp(log_std))
        density = (above - below) / (2 * width)
        computed = float(distribution.log_prob(policy, jnp.array([pre_tanh], jnp.float32)))
        assert computed == pytest.approx(np.log(density), abs=1e-3)


def test_log_probability_and_its_gradient_stay_finite_far_out():
    """SAC-02: no logarithm of 1 - tanh^2 = 0."""
    for pre_tanh in (-1e4, -50.0, 50.0, 1e4):
        value, gradient = jax.value_and_grad(
            lambda mean, offset=pre_tanh: distribution.log_prob(
                PolicyOutput(mean, jnp.zeros(3)), mean + offset
            )
        )(jnp.zeros(3))
        assert np.isfinite(value) and np.isfinite(gradient).all()


def test_sample_comes_with_its_own_log_probability():
    policy = PolicyOutput(jnp.linspace(-0.5, 0.5, 4) * jnp.ones((100, 4)), jnp.full((100, 4), -1.0))
    action, log_prob = distribution.sample(policy, jax.random.normal(jax.random.key(0), (100, 4)))
    assert action.shape == (100, 4) and log_prob.shape == (100,) and (jnp.abs(action) < 1).all()
    np.testing.assert_allclose(
        log_prob, distribution.log_prob(policy, jnp.arctanh(action)), rtol=1e-3, atol=1e-3
    )
    spread = np.arctanh(action).std(axis=0)
    np.testing.assert_allclose(spread, np.exp(-1.0), rtol=0.3)
