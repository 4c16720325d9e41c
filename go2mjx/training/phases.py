"""The two halves of an iteration: the rollout phase (the actor) and the update phase (the learner)."""

import jax
import jax.numpy as jnp
from flax import struct

from go2mjx.learners import replay
from go2mjx.learners.base import Learner
from go2mjx.tasks.base import Environment, restart
from go2mjx.tasks.observation import Observation
from go2mjx.training import episodes
from go2mjx.training.faults import Fault, first_fault
from go2mjx.training.schedule import Schedule
from go2mjx.training.state import TrainState, transition


@struct.dataclass
class Seen:
    """What the statistics take from the rows of one iteration, those of all devices: leaves (vector_steps, n, ...)."""

    reward: jax.Array  # (...)
    action_magnitude: jax.Array  # (...) norm
    done: jax.Array  # (...) bool
    valid: jax.Array  # (...) bool
    observation: Observation
    terms: jax.Array  # (..., terms) of the reward
    lost_contacts: jax.Array  # (...) bool


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
        env_state, fault = carry
        policy_key, random_key = jax.random.split(step_key)
        action = learner.explore(policy, env_state.obs.state, policy_key)
        uniform = jax.random.uniform(random_key, action.shape, minval=-1.0, maxval=1.0)
        action = jnp.where(exploring, uniform, action)
        advanced = env.advance(env_state, action)
        if fault is not None:
            fault = first_fault(fault, env, advanced, train.iteration + 1)
        following = env.fail_where_impossible(env_state, advanced)
        carry = (restart(env, following.done, following), fault)
        return carry, (transition(env_state, action, following), following.terms, following.lost_contacts)

    keys = jax.random.split(learner.devices.key(key), schedule.vector_steps)
    # the rows of a single step are stored as they are, where a loop would first collect them
    carry, (rows, terms, lost_contacts) = jax.lax.scan(
        vector_step, (train.env_state, fault), keys, unroll=schedule.vector_steps == 1
    )
    env_state, fault = carry
    seen = learner.devices.everyone(
        Seen(
            reward=rows.reward,
            action_magnitude=jnp.linalg.norm(rows.action, axis=-1),
            done=rows.done,
            valid=rows.valid,
            observation=Observation(rows.state, rows.privileged_state),
            terms=jnp.stack(list(terms.values()), axis=-1),
            lost_contacts=lost_contacts,
        )
    )
    train = train.replace(replay=replay.insert(train.replay, rows, train.iteration), env_state=env_state)
    return _account_for(learner, train, seen), fault


def _account_for(learner: Learner, train: TrainState, seen: Seen) -> TrainState:
    """`train` with the statistics of what all devices saw in one iteration."""

    def add(statistics: episodes.EpisodeStatistics, step: tuple) -> tuple[episodes.EpisodeStatistics, None]:
        return episodes.update(statistics, *step), None

    steps = (seen.reward, seen.action_magnitude, seen.done, seen.valid)
    episode_statistics, _ = jax.lax.scan(add, train.episodes, steps)
    window = train.window
    return train.replace(
        learner=learner.observe(train.learner, seen.observation, seen.valid),
        episodes=episode_statistics,
        lost_contacts=train.lost_contacts | seen.lost_contacts.any(),
        window=window.replace(
            step=window.step + seen.terms.sum(axis=(0, 1)),
            steps=window.steps + seen.valid.sum(dtype=jnp.int32),
        ),
    )


def sample_batches(schedule: Schedule, learner: Learner, train: TrainState, key: jax.Array) -> replay.Batch:
    """This device's rows of the most update groups of one iteration, leaves (groups, *batch_shape, ...).

    `train` is that of an iteration whose rollout is stored. All rows are drawn at once, because a ring that is
    read inside a loop and written outside would be copied whole.
    """
    filled = replay.Filled.after(train.iteration + 1, schedule.vector_steps, schedule.replay_slots)
    shape = (schedule.max_groups, *learner.batch_shape)
    return replay.sample(train.replay, filled, key, shape, learner.discount, learner.steps)


def update_phase(schedule: Schedule, learner: Learner, train: TrainState, key: jax.Array) -> TrainState:
    """Make the update groups that are due, none before the ring holds `training_starts` rows.

    How many there are depends on the count of iterations alone.
    """
    sample_key, update_key = jax.random.split(learner.devices.key(key))
    batches = sample_batches(schedule, learner, train, sample_key)
    iteration = train.iteration + 1
    due = schedule.groups_through(iteration) - schedule.groups_through(iteration - 1)
    with jax.named_scope("update"):
        learner_state, sums = learner.update(train.learner, batches, update_key, due, train.window.update)
    return train.replace(
        learner=learner_state, window=train.window.replace(update=sums, updates=train.window.updates + due)
    )
