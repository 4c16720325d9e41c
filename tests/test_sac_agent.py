"""The agent's update group: what moves, by how much, and what a non-finite number may not touch."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from sac_tools import ACTION, group_batches, make_agent, make_batch, same, shared_buffers, with_parameters

from go2mjx.learners.base import UpdateSums
from go2mjx.learners.sac import distribution
from go2mjx.learners.sac.learner import ACTOR_METRICS, CRITIC, CRITIC_METRICS
from go2mjx.tasks.observation import Mirror, Observation

KEY = jax.random.key(0)
PARAMETERS = {
    "actor.online",
    "actor.average",
    "actor.log_alpha",
    "critic.online",
    "critic.target",
}
OPTIMIZERS = {"actor.optimizer", "critic.optimizer"}


@pytest.fixture(scope="module")
def agent():
    return make_agent()


@pytest.fixture(scope="module")
def start(agent):
    return agent.init(jax.random.key(1))


def one_group(agent):
    """A compiled update group on raw batches: the state after it and the means of its metrics by name."""

    def update(state, batches, key):
        groups = jax.tree.map(lambda leaf: leaf[None], batches)
        state, sums = agent.update(state, groups, key, 1, UpdateSums.none(agent))
        return state, dict(zip(agent.update_metrics, sums.total / sums.updates, strict=True))

    return jax.jit(update)


def critic_step(agent):
    """A compiled critic update with next actions of the state's own actor."""

    def update(state, batch, key):
        policy = agent.output(state.actor.online, batch.next_state)
        drawn = distribution.sample(policy, jax.random.normal(key, batch.action.shape))
        critic, made, info = agent.update_critic(
            state.critic,
            jnp.exp(state.actor.log_alpha),
            batch,
            *drawn,
        )
        info = dict(zip(CRITIC_METRICS, info, strict=True))
        return state.replace(critic=critic, skipped=state.skipped.count(CRITIC, made)), info

    return jax.jit(update)


def actor_step(agent):
    """A compiled update of actor and temperature."""

    def update(state, batch, key):
        noise = jax.random.normal(key, batch.action.shape)
        actor, _, info = agent.update_actor(state.actor, state.critic, batch, noise)
        return state.replace(actor=actor), dict(zip(ACTOR_METRICS, info, strict=True))

    return jax.jit(update)


@pytest.fixture(scope="module")
def update_group(agent):
    return one_group(agent)


@pytest.fixture(scope="module")
def update_critic(agent):
    return critic_step(agent)


def changed(before, after):
    """Names of the fields that differ, `part.field`."""
    return {
        f"{part}.{name}"
        for part in vars(before)
        for name in vars(getattr(before, part))
        if not same(getattr(getattr(before, part), name), getattr(getattr(after, part), name))
    }


def adam_steps(optimizer_state):
    return int(optimizer_state.count)


def test_no_two_leaves_share_a_buffer_after_init(start):
    """SAC-06: the state can be donated."""
    assert shared_buffers(start) == 0


def test_update_group_is_several_critic_updates_then_one_of_actor_and_temperature(agent, start, update_group):
    after, info = update_group(start, group_batches(agent), KEY)
    assert changed(start, after) == PARAMETERS | OPTIMIZERS
    assert adam_steps(after.critic.optimizer) == agent.config.critic_actor_ratio
    assert adam_steps(after.actor.optimizer) == 1
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
    expected = (1 - rate) * start.critic.target + rate * after.critic.online
    np.testing.assert_allclose(after.critic.target, expected, atol=1e-6)
    assert changed(start, after) == {"critic.online", "critic.target", "critic.optimizer"}


def test_averaged_actor_moves_by_its_rate(agent, start):
    after, _ = actor_step(agent)(start, make_batch(), KEY)
    rate = agent.config.actor_average_rate
    expected = (1 - rate) * start.actor.average + rate * after.actor.online
    np.testing.assert_allclose(after.actor.average, expected, atol=1e-6)
    assert not same(start.actor.online, after.actor.online)


def test_actor_climbs_the_critics_value():
    """The mean value of the policy's actions rises over actor updates."""
    agent = make_agent(initial_temperature=1e-6)
    update, batch = actor_step(agent), make_batch()
    state = agent.init(jax.random.key(2))
    losses = []
    for step in range(200):
        cold = state.replace(actor=state.actor.replace(log_alpha=jnp.log(1e-6)))
        state, info = update(cold, batch, jax.random.key(step))
        losses.append(float(info["sac/actor_loss"]))
    assert np.mean(losses[-20:]) < np.mean(losses[:20]) - 0.05


@pytest.mark.parametrize("number", [np.nan, np.inf])
def test_non_finite_reward_leaves_parameters_and_optimizers_alone(start, update_critic, number):
    """SAC-05: one bad number in a batch skips that update and is counted."""
    batch = make_batch()
    after, info = update_critic(start, batch.replace(reward=batch.reward.at[3].set(number)), KEY)
    assert changed(start, after) <= {"skipped.total", "skipped.in_a_row", "skipped.most_in_a_row"}
    assert counts(after) == (1, [1, 0], 1)
    assert all(np.isfinite(value) for value in info.values())


def counts(state):
    """Skipped updates: their total, those in a row now by part, and the most in a row."""
    skipped = jax.tree.map(np.asarray, state.skipped)
    return int(skipped.total), skipped.in_a_row.tolist(), int(skipped.most_in_a_row)


def test_one_bad_critic_batch_does_not_stop_the_rest_of_its_group(agent, start, update_group):
    """SAC-05: the other critic updates and the actor's go on; the next update that is made ends the row."""
    one = make_batch()
    batches = jax.tree.map(lambda leaf: jnp.stack([leaf] * agent.config.critic_actor_ratio), one)
    after, info = update_group(start, batches.replace(reward=batches.reward.at[1, 0].set(jnp.nan)), KEY)
    assert adam_steps(after.critic.optimizer) == agent.config.critic_actor_ratio - 1
    assert adam_steps(after.actor.optimizer) == 1
    assert counts(after) == (1, [0, 0], 1)
    clean, expected = update_group(start, batches, KEY)
    assert counts(clean) == (0, [0, 0], 0)
    for key in CRITIC_METRICS:  # the skipped one, a quarter of the group, is not in the means as a zero
        assert float(info[key]) == pytest.approx(float(expected[key]), rel=0.1)


def test_a_skipped_update_in_every_group_is_never_two_in_a_row(agent, start, update_group):
    """SAC-05: finite ones lie between them."""
    state, batches = start, group_batches(agent)
    for step in range(3):
        bad = batches.replace(reward=batches.reward.at[1, 0].set(jnp.inf))
        state, _ = update_group(state, bad, jax.random.key(step))
    assert counts(state) == (3, [0, 0], 1)


def test_non_finite_observation_skips_the_actor_and_the_temperature_too(agent, start, update_group):
    batches = group_batches(agent)
    after, info = update_group(start, batches.replace(state=batches.state.at[:, 0].set(jnp.nan)), KEY)
    assert changed(start, after).isdisjoint(PARAMETERS | OPTIMIZERS)
    assert counts(after) == (5, [4, 1], 4)
    assert all(np.isnan(value) for value in info.values())  # a mean over nothing


def test_critic_that_is_always_skipped_is_counted_in_a_row(agent, start, update_group):
    """SAC-05: three groups without one are twelve in a row, though each actor update is finite."""
    state, batches = start, group_batches(agent)
    for step in range(3):
        bad = batches.replace(reward=batches.reward.at[:, 0].set(jnp.inf))
        state, _ = update_group(state, bad, jax.random.key(step))
    assert adam_steps(state.critic.optimizer) == 0
    assert int(state.skipped.most_in_a_row) == 12


def test_log_std_is_bounded_and_training_finite_with_huge_outputs():
    """SAC-02: heads that put out 1e4 leave log-std within its bounds, losses and gradients finite."""
    agent = make_agent(min_log_std=-5.0, max_log_std=0.5, critic_actor_ratio=1)
    state, batch = agent.init(jax.random.key(3)), make_batch()

    def huge(leaf):
        return jnp.full_like(leaf, 1e4)

    online = with_parameters(agent.actor, state.actor.online, mean_head=huge, log_std_head=huge)
    state = state.replace(actor=state.actor.replace(online=online))
    policy = agent.output(online, batch.state)
    assert jnp.abs(policy.mean).max() > 1e4
    assert (policy.log_std >= -5.0).all() and (policy.log_std <= 0.5).all()
    after, info = one_group(agent)(state, group_batches(agent), KEY)
    assert all(np.isfinite(number) for number in info.values()) and int(after.skipped.total) == 0


def test_first_actions_are_spread_about_zero(agent, start):
    """A fresh policy's mean is near zero and its spread in the middle of the bounds, so it explores."""
    policy = agent.output(start.actor.online, make_batch().state)
    assert jnp.abs(policy.mean).max() < 0.1 and policy.mean.shape == (16, ACTION)
    middle = (agent.config.min_log_std + agent.config.max_log_std) / 2
    np.testing.assert_allclose(policy.log_std, middle, atol=0.1)


def test_target_is_the_mean_over_the_critics():
    """Of critics that say 1, 2, 6."""
    agent = make_agent(critic_ensemble_size=3, initial_temperature=1e-9)
    state = agent.init(jax.random.key(4))
    numbered = jnp.array([[1.0], [2.0], [6.0]])
    target = with_parameters(
        agent.critics,
        state.critic.target,
        value_head=lambda leaf: numbered if leaf.shape == numbered.shape else jnp.zeros_like(leaf),
    )
    state = state.replace(critic=state.critic.replace(target=target))
    batch = make_batch().replace(reward=jnp.zeros(16), discount=jnp.full(16, 0.5))
    _, info = critic_step(agent)(state, batch, KEY)
    assert float(info["sac/target_qs"]) == pytest.approx(0.5 * 3.0, abs=1e-3)


def test_critics_of_an_ensemble_are_independent(agent, start):
    batch = make_batch()
    values = agent.values(start.critic.online, batch.state, batch.privileged_state, batch.action)
    assert values.shape == (agent.config.critic_ensemble_size, 16)
    assert jnp.abs(values[0] - values[1]).min() > 1e-4


def test_learning_rates_fall_linearly_to_their_final_fraction():
    agent = make_agent(total_update_steps=100, final_learning_rate_fraction=0.1, actor_learning_rate=1e-3)
    state = agent.init(KEY)
    rates = [float(agent.metrics(state, jnp.array(step))["sac/actor_lr"]) for step in (0, 50, 100, 500)]
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
    assert float(jnp.exp(agent.init(KEY).actor.log_alpha)) == pytest.approx(0.3)


@pytest.mark.parametrize(("target_per_action", "direction"), [(-10.0, -1), (10.0, 1)])
def test_temperature_follows_the_policys_entropy(target_per_action, direction):
    """SAC-03: with more entropy than wanted alpha falls, with less it rises."""
    agent = make_agent(target_entropy_per_action=target_per_action)
    start = agent.init(jax.random.key(5))
    after, info = actor_step(agent)(start, make_batch(), KEY)
    assert np.sign(float(after.actor.log_alpha - start.actor.log_alpha)) == direction
    assert np.sign(agent.target_entropy - float(info["sac/entropy"])) == direction


def test_rows_of_no_weight_teach_nothing(agent, start, update_group):
    """ENV-05: whatever the rows of a failed simulator hold, the update is that of the other rows."""
    batches = group_batches(agent)
    weight = batches.weight.at[:, :5].set(0.0)
    one, one_info = update_group(start, batches.replace(weight=weight), KEY)
    spoilt = batches.replace(weight=weight, reward=batches.reward.at[:, :5].set(1e3))
    other, other_info = update_group(start, spoilt, KEY)
    assert same(one, other)
    assert one_info["sac/critic_loss"] == other_info["sac/critic_loss"]
    nothing = batches.replace(weight=jnp.zeros_like(weight))
    still, _ = update_group(start, nothing, KEY)
    assert not changed(start, still) & {"critic.online", "actor.online"}


def test_groups_that_are_not_due_are_left_out():
    """SAC-04: of three batches the first `due` ones are learned from."""
    agent = make_agent(critic_actor_ratio=1)
    start, batches = agent.init(KEY), make_batch((3, *agent.batch_shape))
    update, before = jax.jit(agent.update), UpdateSums.none(agent)
    every, _ = update(start, batches, KEY, 3, before)
    one, info = update(start, batches, KEY, 1, before)
    assert adam_steps(one.actor.optimizer) == 1 and adam_steps(every.actor.optimizer) == 3
    none, nothing = update(start, batches, KEY, 0, before)
    assert same(none, start) and not np.any(nothing.total) and np.any(info.total)


def test_actor_and_critics_commute_with_the_reflection(agent, start, update_group):
    """After updates as well."""
    state, _ = update_group(start, group_batches(agent), KEY)
    actor, critic = state.actor.online, state.critic.online
    assert not same(actor, start.actor.online)
    batch, mirror = make_batch(), agent.mirror
    seen, image = agent.output(actor, batch.state), agent.output(actor, mirror.state(batch.state))
    np.testing.assert_allclose(image.mean, agent.action_mirror(seen.mean), atol=1e-6)
    np.testing.assert_allclose(image.log_std, seen.log_std[..., agent.action_mirror.order], atol=1e-6)
    values = agent.values(critic, batch.state, batch.privileged_state, batch.action)
    images = agent.values(
        critic,
        mirror.state(batch.state),
        mirror.privileged_state(batch.privileged_state),
        agent.action_mirror(batch.action),
    )
    np.testing.assert_allclose(values, images, atol=1e-5)


def test_a_reflection_leaves_the_even_part_alone_and_turns_the_sign_of_the_odd_one():
    """Both together are the whole vector, and as long."""
    mirror = Mirror(np.array([1, 0, 2, 3, 5, 4]), np.array([1.0, 1.0, 1.0, -1.0, -1.0, -1.0]))
    vectors = np.random.default_rng(0).normal(size=(7, 6)).astype(np.float32)
    even, odd = mirror.split(vectors)
    assert (even.shape[1], odd.shape[1]) == mirror.widths == (3, 3)
    mirrored_even, mirrored_odd = mirror.split(mirror(vectors))
    np.testing.assert_allclose(mirrored_even, even, atol=1e-6)
    np.testing.assert_allclose(mirrored_odd, -odd, atol=1e-6)
    np.testing.assert_allclose(mirror.join(even, odd), vectors, atol=1e-6)
    lengths = np.square(even).sum(axis=1) + np.square(odd).sum(axis=1)
    np.testing.assert_allclose(lengths, np.square(vectors).sum(axis=1), rtol=1e-5)


def test_statistics_are_those_of_rows_and_their_reflections(agent, start):
    rows = jax.tree.map(lambda leaf: leaf + 1.0, make_batch((4, 3)))
    seen = Observation(rows.state, rows.privileged_state)
    statistics = agent.observe(start, seen, jnp.ones((4, 3), bool)).statistics.state
    np.testing.assert_allclose(statistics.mean, agent.mirror.state(statistics.mean), atol=1e-6)
    both = np.concatenate([rows.state, agent.mirror.state(rows.state)]).reshape(-1, rows.state.shape[-1])
    np.testing.assert_allclose(statistics.std, both.std(axis=0), rtol=1e-4)
