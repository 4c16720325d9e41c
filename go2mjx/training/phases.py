"""The two halves of an iteration: the rollout phase (the actor) and the update phase (the learner)."""

import jax
import jax.numpy as jnp

from go2mjx.learners import replay
from go2mjx.learners.base import Learner, UpdateSums
from go2mjx.tasks.base import Environment, restart
from go2mjx.tasks.observation import Observation
from go2mjx.training import episodes
from go2mjx.training.faults import Fault, first_fault
from go2mjx.training.schedule import Schedule
from go2mjx.training.state import TrainState, transition


def rollout_phase(
    schedule: Schedule,
    env: Environment,
    learner: Learner,
    train: TrainState,
    key: jax.Array,
    fault: Fault | None = None,
) -> tuple[TrainState, Fault | None]:
    """Step all environments `vector_steps` times and store what happened.

    Given a `fault`, also looks for a number that no robot can have, and returns the first so far.
    """
    exploring = train.iteration < schedule.random_iterations
    policy = learner.policy(train.learner)

    def vector_step(carry, step_key):
        env_state, episode_statistics, fault = carry
        policy_key, random_key = jax.random.split(step_key)
        action = learner.explore(policy, env_state.obs.state, policy_key)
        uniform = jax.random.uniform(random_key, action.shape, minval=-1.0, maxval=1.0)
        action = jnp.where(exploring, uniform, action)
        advanced = env.advance(env_state, action)
        if fault is not None:
            fault = first_fault(fault, env, advanced, train.iteration + 1)
        following = env.fail_where_impossible(env_state, advanced)
        episode_statistics = episodes.update(
            episode_statistics, following.reward, action, following.done, following.valid
        )
        carry = (restart(env, following.done, following), episode_statistics, fault)
        return carry, (transition(env_state, action, following), following.terms, following.lost_contacts)

    carry = (train.env_state, train.episodes, fault)
    keys = jax.random.split(key, schedule.vector_steps)
    carry, (rows, terms, lost_contacts) = jax.lax.scan(vector_step, carry, keys)
    env_state, episode_statistics, fault = carry
    window = train.window
    train = train.replace(
        learner=learner.observe(train.learner, Observation(rows.state, rows.privileged_state), rows.valid),
        replay=replay.insert(train.replay, rows, train.iteration),
        env_state=env_state,
        episodes=episode_statistics,
        lost_contacts=train.lost_contacts | lost_contacts.any(),
        window=window.replace(
            step=window.step + jnp.stack(list(terms.values())).sum(axis=(1, 2)),
            steps=window.steps + rows.valid.sum(dtype=jnp.int32),
        ),
    )
    return train, fault


def sample_batches(schedule: Schedule, learner: Learner, train: TrainState, key: jax.Array) -> replay.Batch:
    """The rows of the most update groups of one iteration, leaves (groups, *batch_shape, ...).

    `train` is that of an iteration whose rollout is stored. All rows are drawn at once, because a ring that is
    read inside a loop and written outside would be copied whole.
    """
    filled = replay.Filled.after(train.iteration + 1, schedule.vector_steps, schedule.replay_slots)
    shape = (schedule.max_groups, *learner.batch_shape)
    return replay.sample(train.replay, filled, key, shape, learner.discount, learner.steps)


def update_phase(schedule: Schedule, learner: Learner, train: TrainState, key: jax.Array) -> TrainState:
    """Make the update groups that are due, none before the ring holds `training_starts` rows.

    How many there are depends on the count of iterations alone. Where all iterations have as many, none is
    asked for itself, which would make a GPU wait for the host.
    """
    sample_key, update_key = jax.random.split(key)
    batches = sample_batches(schedule, learner, train, sample_key)
    iteration = train.iteration + 1
    due = schedule.groups_through(iteration) - schedule.groups_through(iteration - 1)
    every = None if schedule.groups.denominator == 1 else due

    def update(learner_state):
        return learner.update(learner_state, batches, update_key, every)

    def keep(learner_state):
        return learner_state, UpdateSums.none(learner)

    with jax.named_scope("update"):
        learner_state, sums = jax.lax.cond(due > 0, update, keep, train.learner)
    window = train.window
    return train.replace(
        learner=learner_state,
        window=window.replace(
            update=jax.tree.map(jnp.add, window.update, sums),
            updates=window.updates + due,
        ),
    )
