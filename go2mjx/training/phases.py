"""The two halves of an iteration: the rollout phase (the actor) and the update phase (the learner)."""

import math

import jax
import jax.numpy as jnp
from brax.training.acme import running_statistics

from go2mjx.learners import replay
from go2mjx.learners.sac import distribution
from go2mjx.learners.sac.agent import Agent
from go2mjx.learners.sac.networks import PolicyOutput
from go2mjx.tasks.base import Environment, Mirror, Observation, fail_where_not_finite, restart_finished
from go2mjx.training import episodes
from go2mjx.training.config import LoopConfig
from go2mjx.training.faults import Fault, first_fault
from go2mjx.training.schedule import Schedule
from go2mjx.training.state import UPDATE_METRICS, Policy, TrainState

MAX_NORMALIZED = 10.0
"""Normalised observations are clipped to plus or minus this."""


def normalize(statistics: running_statistics.RunningStatisticsState, value: jax.Array) -> jax.Array:
    """Standardise and clip an observation batch."""
    return running_statistics.normalize(value, statistics, max_abs_value=MAX_NORMALIZED)


def deterministic_action(agent: Agent, policy: Policy, state: jax.Array) -> jax.Array:
    """The mode of the policy at raw observations (..., state_size)."""
    return distribution.mode(_policy_output(agent, policy, state))


def exploring_action(agent: Agent, policy: Policy, state: jax.Array, key: jax.Array) -> jax.Array:
    """A sample of the policy at raw observations (..., state_size)."""
    return distribution.sample(_policy_output(agent, policy, state), key)[0]


def _policy_output(agent: Agent, policy: Policy, state: jax.Array) -> PolicyOutput:
    if agent.config.normalize_observations:
        state = normalize(policy.statistics, state)
    return agent.actor.apply(policy.actor, state)


def is_exploring(config: LoopConfig, schedule: Schedule, iteration: jax.Array) -> jax.Array:
    """Whether the iteration after `iteration` finished ones takes uniform random actions, () bool."""
    return iteration * schedule.vector_steps < math.ceil(config.random_steps / config.num_envs)


def rollout_phase(
    config: LoopConfig, schedule: Schedule, env: Environment, agent: Agent, train: TrainState, key: jax.Array
) -> tuple[TrainState, replay.Transition, jax.Array]:
    """Step all environments `vector_steps` times.

    Returns the state without the new rows in its replay, the rows with leaves (vector_steps * num_envs,
    ...) and which of them are valid.
    """
    return watched_rollout(config, schedule, env, agent, train, key, fault=None)[:3]


def watched_rollout(
    config: LoopConfig,
    schedule: Schedule,
    env: Environment,
    agent: Agent,
    train: TrainState,
    key: jax.Array,
    fault: Fault | None,
) -> tuple[TrainState, replay.Transition, jax.Array, Fault | None]:
    """`rollout_phase` that, given a `fault`, also looks for one and returns the first so far."""
    exploring = is_exploring(config, schedule, train.iteration)

    def vector_step(carry, step_key):
        env_state, statistics, episode_statistics, window, window_steps, fault = carry
        policy_key, random_key = jax.random.split(step_key)
        observation = env_state.obs
        policy = Policy(train.agent.actor, statistics.state)
        action = exploring_action(agent, policy, observation.state, policy_key)
        uniform = jax.random.uniform(random_key, action.shape, minval=-1.0, maxval=1.0)
        action = jnp.where(exploring, uniform, action)
        stepped = jax.vmap(env.step)(env_state, action)
        if fault is not None:
            fault = first_fault(fault, stepped, train.iteration + 1)
        following = fail_where_not_finite(stepped)
        transition = replay.Transition(
            state=observation.state,
            privileged_state=observation.privileged_state,
            action=action,
            reward=following.reward,
            discount=1.0 - following.terminated.astype(jnp.float32),
            next_state=following.obs.state,
            next_privileged_state=following.obs.privileged_state,
        )
        weight = following.valid.astype(jnp.float32)
        statistics = Observation(
            state=running_statistics.update(statistics.state, observation.state, weights=weight),
            privileged_state=running_statistics.update(
                statistics.privileged_state, observation.privileged_state, weights=weight
            ),
        )
        episode_statistics = episodes.update(
            episode_statistics, following.reward, action, following.done.astype(bool), following.valid
        )
        window = window | {name: window[name] + term.sum() for name, term in following.metrics.items()}
        window_steps = window_steps + jnp.sum(following.valid, dtype=jnp.int32)
        env_state = restart_finished(env, following)
        carry = (env_state, statistics, episode_statistics, window, window_steps, fault)
        return carry, (transition, following.valid)

    carry = (train.env_state, train.statistics, train.episodes, train.window, train.window_steps, fault)
    carry, (rows, valid) = jax.lax.scan(vector_step, carry, jax.random.split(key, schedule.vector_steps))
    env_state, statistics, episode_statistics, window, window_steps, fault = carry
    train = train.replace(
        env_state=env_state,
        statistics=statistics,
        episodes=episode_statistics,
        window=window,
        window_steps=window_steps,
    )
    rows = jax.tree.map(lambda leaf: leaf.reshape(-1, *leaf.shape[2:]), rows)
    return train, rows, valid.reshape(-1), fault


def sample_phase(
    schedule: Schedule, env: Environment, agent: Agent, train: TrainState, key: jax.Array
) -> replay.Transition:
    """Draw the minibatches of the next update phase, (max groups, critic_actor_ratio, batch_size, ...).

    Part of each is reflected left-right (the robot and its task are symmetric); observations come out
    normalised. All are drawn at once, because a replay that is read inside a loop and written outside
    would be copied whole.
    """
    config = agent.config
    shape = (schedule.max_groups, config.critic_actor_ratio, config.batch_size)
    rows = replay.sample(train.replay, key, shape)
    mirrored = round(config.mirror_fraction * config.batch_size)

    def reflect(leaf: jax.Array, mirror: Mirror) -> jax.Array:
        return jnp.concatenate([mirror(leaf[:, :, :mirrored]), leaf[:, :, mirrored:]], axis=2)

    rows = rows.replace(
        state=reflect(rows.state, env.state_mirror),
        privileged_state=reflect(rows.privileged_state, env.privileged_mirror),
        action=reflect(rows.action, env.action_mirror),
        next_state=reflect(rows.next_state, env.state_mirror),
        next_privileged_state=reflect(rows.next_privileged_state, env.privileged_mirror),
    )
    if not config.normalize_observations:
        return rows
    state, privileged_state = train.statistics.state, train.statistics.privileged_state
    return rows.replace(
        state=normalize(state, rows.state),
        privileged_state=normalize(privileged_state, rows.privileged_state),
        next_state=normalize(state, rows.next_state),
        next_privileged_state=normalize(privileged_state, rows.next_privileged_state),
    )


def update_phase(
    config: LoopConfig,
    schedule: Schedule,
    agent: Agent,
    train: TrainState,
    batches: replay.Transition,
    key: jax.Array,
) -> TrainState:
    """Run the update groups that are due, none before the replay holds `training_starts` rows."""
    ready = train.replay.size >= config.training_starts
    groups = jnp.where(ready, schedule.groups_in(train.iteration), 0)

    def update_group(index, carry):
        agent_state, window = carry
        batch = jax.tree.map(lambda leaf: leaf[index], batches)
        agent_state, info = agent.update_group(agent_state, batch, jax.random.fold_in(key, index))
        return agent_state, window | {name: window[name] + info[name] for name in UPDATE_METRICS}

    agent_state, window = jax.lax.fori_loop(0, groups, update_group, (train.agent, train.window))
    return train.replace(agent=agent_state, window=window, window_updates=train.window_updates + groups)
