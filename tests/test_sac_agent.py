"""The agent's update group: what moves, by how much, and what a non-finite number may not touch."""

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest
from sac_tools import ACTION, group_batches, make_agent, make_batch, same, shared_buffers

from go2mjx.learners.sac.networks import critic_ensemble

KEY = jax.random.key(0)
LEARNED = ("actor", "averaged_actor", "critic", "target_critic", "log_alpha")
OPTIMIZERS = ("actor_optimizer", "critic_optimizer", "temperature_optimizer")


@pytest.fixture(scope="module")
def agent():
    return make_agent()


@pytest.fixture(scope="module")
def start(agent):
    return agent.init(jax.random.key(1))


@pytest.fixture(scope="module")
def update_group(agent):
    return jax.jit(agent.update_group)


@pytest.fixture(scope="module")
def update_critic(agent):
    return jax.jit(agent.update_critic)


def changed(before, after):
    """Names of the fields that differ."""
    return {name for name in vars(before) if not same(getattr(before, name), getattr(after, name))}


def adam_steps(optimizer_state):
    return int(optax.tree_utils.tree_get(optimizer_state[0], "count"))


def test_no_two_leaves_share_a_buffer_after_init(start):
    """SAC-06: the state can be donated."""
    assert shared_buffers(start) == 0


def test_update_group_is_several_critic_updates_then_one_of_actor_and_temperature(agent, start, update_group):
    after, info = update_group(start, group_batches(agent), KEY)
    assert changed(start, after) == {*LEARNED, *OPTIMIZERS, "update_steps"}
    assert adam_steps(after.critic_optimizer) == agent.config.critic_actor_ratio
    assert adam_steps(after.actor_optimizer) == adam_steps(after.temperature_optimizer) == 1
    assert int(after.update_steps) == 1
    assert all(np.isfinite(number) for number in info.values())


def test_critic_update_learns_towards_its_target(agent, start, update_critic):
    """On a fixed batch of failures, whose target is the reward, the loss falls to near nothing."""
    batch = make_batch().replace(discount=jnp.zeros(16))
    state, (_, info) = start, update_critic(start, batch, KEY)
    first = float(info["sac/critic_loss"])
    for step in range(300):
        state, info = update_critic(state, batch, jax.random.key(step))
    assert float(info["sac/critic_loss"]) < 0.02 * first
    assert float(info["sac/target_qs"]) == pytest.approx(float(batch.reward.mean()), rel=1e-5)


def test_target_critic_moves_by_its_rate(agent, start, update_critic):
    after, _ = update_critic(start, make_batch(), KEY)
    rate = agent.config.target_update_rate
    expected = jax.tree.map(lambda old, new: (1 - rate) * old + rate * new, start.target_critic, after.critic)
    jax.tree.map(lambda a, b: np.testing.assert_allclose(a, b, atol=1e-6), after.target_critic, expected)
    assert changed(start, after) == {"critic", "target_critic", "critic_optimizer"}


def test_averaged_actor_moves_by_its_rate(agent, start):
    after, _ = agent.update_actor(start, make_batch(), KEY)
    rate = agent.config.actor_average_rate
    expected = jax.tree.map(lambda old, new: (1 - rate) * old + rate * new, start.averaged_actor, after.actor)
    jax.tree.map(lambda a, b: np.testing.assert_allclose(a, b, atol=1e-6), after.averaged_actor, expected)
    assert not same(start.actor, after.actor)


def test_actor_climbs_the_critics_value(agent, start):
    """The mean value of the policy's actions rises over actor updates."""
    agent = make_agent(initial_temperature=1e-6)
    update, batch = jax.jit(agent.update_actor), make_batch()
    state = agent.init(jax.random.key(2))
    losses = []
    for step in range(200):
        state, info = update(state.replace(log_alpha=jnp.log(1e-6)), batch, jax.random.key(step))
        losses.append(float(info["sac/actor_loss"]))
    assert np.mean(losses[-20:]) < np.mean(losses[:20]) - 0.05


@pytest.mark.parametrize("number", [np.nan, np.inf])
def test_non_finite_reward_leaves_parameters_and_optimizers_alone(start, update_critic, number):
    """SAC-05: one bad number in a batch skips that update and is counted."""
    batch = make_batch()
    after, info = update_critic(start, batch.replace(reward=batch.reward.at[3].set(number)), KEY)
    assert changed(start, after) == {"skipped_updates"} and int(after.skipped_updates) == 1
    assert all(np.isfinite(value) for value in info.values())


def test_one_bad_critic_batch_does_not_stop_the_rest_of_its_group(agent, start, update_group):
    """SAC-05: the other critic updates and the actor's go on; a clean group ends the row of skipped ones."""
    batches = group_batches(agent)
    after, info = update_group(start, batches.replace(reward=batches.reward.at[1, 0].set(jnp.nan)), KEY)
    assert adam_steps(after.critic_optimizer) == agent.config.critic_actor_ratio - 1
    assert int(after.skipped_updates) == int(after.skipped_in_a_row) == int(after.update_steps) == 1
    clean, _ = update_group(after, batches, KEY)
    assert (int(clean.skipped_in_a_row), int(clean.most_skipped_in_a_row), int(clean.skipped_updates)) == (
        0,
        1,
        1,
    )
    assert all(np.isfinite(value) for value in info.values())


def test_non_finite_observation_skips_the_actor_and_the_temperature_too(agent, start, update_group):
    batches = group_batches(agent)
    after, _ = update_group(start, batches.replace(state=batches.state.at[:, 0].set(jnp.nan)), KEY)
    assert changed(start, after).isdisjoint({*LEARNED, *OPTIMIZERS})
    assert (
        int(after.skipped_updates) == int(after.most_skipped_in_a_row) == agent.config.critic_actor_ratio + 1
    )


def test_critic_that_is_always_skipped_is_counted_in_a_row(agent, start, update_group):
    """SAC-05: three groups without a critic update are twelve in a row, though each actor update is finite."""
    state, batches = start, group_batches(agent)
    for step in range(3):
        bad = batches.replace(reward=batches.reward.at[:, 0].set(jnp.inf))
        state, _ = update_group(state, bad, jax.random.key(step))
    assert adam_steps(state.critic_optimizer) == 0
    assert int(state.most_skipped_in_a_row) == 12


def test_log_std_is_bounded_and_training_finite_with_huge_outputs():
    """SAC-02: heads that put out 1e4 leave log-std within its bounds, losses and gradients finite."""
    agent = make_agent(min_log_std=-5.0, max_log_std=0.5)
    state, batch = agent.init(jax.random.key(3)), make_batch()
    parameters = state.actor["params"]
    huge = {
        name: jax.tree.map(lambda leaf: jnp.full_like(leaf, 1e4), parameters[name])
        for name in ("mean", "log_std")
    }
    state = state.replace(actor={"params": parameters | huge})
    policy = agent.actor.apply(state.actor, batch.state)
    assert jnp.abs(policy.mean).max() > 1e4
    assert (policy.log_std >= -5.0).all() and (policy.log_std <= 0.5).all()
    after, info = agent.update_group(state, group_batches(agent), KEY)
    assert all(np.isfinite(number) for number in info.values()) and int(after.skipped_updates) == 0


def test_first_actions_are_spread_about_zero(agent, start):
    """A fresh policy's mean is near zero and its spread in the middle of the bounds, so it explores."""
    policy = agent.actor.apply(start.actor, make_batch().state)
    assert jnp.abs(policy.mean).max() < 0.1 and policy.mean.shape == (16, ACTION)
    middle = (agent.config.min_log_std + agent.config.max_log_std) / 2
    np.testing.assert_allclose(policy.log_std, middle, atol=0.1)


@pytest.mark.parametrize(("subset", "possible"), [(1, {1.0, 2.0, 3.0}), (2, {1.0, 2.0}), (3, {1.0})])
def test_target_is_the_minimum_over_the_drawn_critics(subset, possible):
    """Critics that say 1, 2, 3: the minimum of a subset without repetition, drawn anew at each update."""
    agent = make_agent(
        critic_ensemble_size=3, critic_target_subset=subset, discount=0.5, initial_temperature=1e-9
    )
    state = agent.init(jax.random.key(4))
    parameters = state.target_critic["params"]
    value = {
        "kernel": jnp.zeros_like(parameters["value"]["kernel"]),
        "bias": jnp.array([[1.0], [2.0], [3.0]]),
    }
    state = state.replace(target_critic={"params": parameters | {"value": value}})
    batch = make_batch().replace(reward=jnp.zeros(16))
    update = jax.jit(agent.update_critic)
    seen = {
        round(2 * float(update(state, batch, jax.random.key(n))[1]["sac/target_qs"]), 3) for n in range(40)
    }
    assert seen == possible


def test_critics_of_an_ensemble_are_independent(agent, start):
    batch = make_batch()
    values = critic_ensemble(agent.config).apply(
        start.critic, batch.state, batch.privileged_state, batch.action
    )
    assert values.shape == (agent.config.critic_ensemble_size, 16)
    assert jnp.abs(values[0] - values[1]).min() > 1e-4


def test_learning_rates_fall_linearly_to_their_final_fraction():
    agent = make_agent(total_update_steps=100, final_learning_rate_fraction=0.1, actor_learning_rate=1e-3)
    rates = [float(agent.learning_rates(jnp.array(step))["sac/actor_lr"]) for step in (0, 50, 100, 500)]
    assert rates == pytest.approx([1e-3, 5.5e-4, 1e-4, 1e-4])


def test_critic_step_size_falls_with_the_run_not_with_its_own_updates():
    """With four critic updates per group, the critic's 400th update has the step size of group 100."""
    agent = make_agent(total_update_steps=100, final_learning_rate_fraction=0.1, critic_learning_rate=1e-3)
    optimizer = agent.critic_optimizer

    def step(state, _):
        update, state = optimizer.update(
            jnp.ones(()), state
        )  # Adam moves by its step size at a constant gradient
        return state, -update

    _, sizes = jax.lax.scan(step, optimizer.init(jnp.ones(())), length=401)
    np.testing.assert_allclose(sizes[jnp.array([0, 200, 400])], [1e-3, 5.5e-4, 1e-4], rtol=1e-3)


def test_target_entropy_follows_the_action_size():
    """SAC-03: the flags for the initial temperature and the target entropy reach the agent."""
    agent = make_agent(initial_temperature=0.3, target_entropy_per_action=-0.5)
    assert agent.target_entropy == -0.5 * ACTION
    assert float(jnp.exp(agent.init(KEY).log_alpha)) == pytest.approx(0.3)


@pytest.mark.parametrize(("target_per_action", "direction"), [(-10.0, -1), (10.0, 1)])
def test_temperature_follows_the_policys_entropy(target_per_action, direction):
    """SAC-03: with more entropy than wanted alpha falls, with less it rises."""
    agent = make_agent(target_entropy_per_action=target_per_action)
    start = agent.init(jax.random.key(5))
    after, info = agent.update_actor(start, make_batch(), KEY)
    assert np.sign(float(after.log_alpha - start.log_alpha)) == direction
    assert np.sign(agent.target_entropy - float(info["sac/entropy"])) == direction
