"""TrainState: everything that decides the future of a run. It is the checkpoint."""

import jax
import jax.numpy as jnp
from flax import struct

from go2mjx.devices import ALIKE, split
from go2mjx.learners import replay
from go2mjx.learners.base import Learner, LearnerState, Policy, UpdateSums
from go2mjx.tasks.base import Environment, State, choose
from go2mjx.training import episodes
from go2mjx.training.config import LoopConfig
from go2mjx.training.schedule import Schedule


@struct.dataclass
class BestPolicy:
    """The policy of the best evaluation so far."""

    policy: Policy
    score: jax.Array  # () lower is better, see `go2mjx.evaluation`; +inf before the first evaluation
    iteration: jax.Array  # () int32


@struct.dataclass
class Window:
    """Sums since the last report."""

    update: UpdateSums
    step: jax.Array  # (terms,) reward terms over valid transitions
    updates: jax.Array  # () int32 update groups
    steps: jax.Array  # () int32 valid transitions


@struct.dataclass
class TrainState:
    """The whole run; every leaf is an array."""

    learner: LearnerState
    replay: replay.Transition  # the ring, leaves (slots, num_envs, ...)
    env_state: State
    episodes: episodes.EpisodeStatistics
    window: Window
    best: BestPolicy
    lost_contacts: jax.Array  # () bool, an engine had no room for all contacts: the run is wrong since
    iteration: jax.Array  # () int32 finished iterations
    key: jax.Array  # () typed PRNG key


def places() -> TrainState:
    """What of a `TrainState` lies where, for `Devices`: environments and their replay are split, the rest is alike."""
    return TrainState(
        learner=ALIKE,
        replay=split(1),
        env_state=split(0),
        episodes=ALIKE,
        window=ALIKE,
        best=ALIKE,
        lost_contacts=ALIKE,
        iteration=ALIKE,
        key=ALIKE,
    )


def init(
    config: LoopConfig, schedule: Schedule, env: Environment, learner: Learner, key: jax.Array
) -> TrainState:
    """The state before the first step, whatever `learner.devices` are; no two leaves share a buffer.

    The first episodes are shorter than the time limit by even parts of it, or all environments would reach it
    together for ever.
    """
    key, env_key, learner_key = jax.random.split(key, 3)
    env_state = env.reset(jax.random.split(env_key, config.num_envs))
    steps = jnp.arange(config.num_envs) * (env.config.max_traj_length / config.num_envs)
    env_state = learner.devices.part(env_state.replace(episode_step=steps.astype(jnp.int32)))
    learner_state = learner.init(learner_key)
    action = jnp.zeros((learner.devices.share(config.num_envs), env.action_size))
    state = TrainState(
        learner=learner_state,
        replay=replay.init(schedule.replay_slots, transition(env_state, action, env_state)),
        env_state=env_state,
        episodes=episodes.init(config.num_envs),
        window=Window(
            update=UpdateSums.none(learner),
            step=jnp.zeros(len(env_state.terms)),
            updates=jnp.zeros((), jnp.int32),
            steps=jnp.zeros((), jnp.int32),
        ),
        best=BestPolicy(
            policy=learner.shipped_policy(learner_state),
            score=jnp.array(jnp.inf),
            iteration=jnp.zeros((), jnp.int32),
        ),
        lost_contacts=jnp.array(False),
        iteration=jnp.zeros((), jnp.int32),
        key=key,
    )
    # donation needs distinct buffers, and scan needs strong types
    return jax.tree.map(lambda leaf: jnp.array(leaf, jnp.asarray(leaf).dtype, copy=True), state)


def transition(before: State, action: jax.Array, after: State) -> replay.Transition:
    """The row of the replay ring for one step of all environments; nothing but zeros where it is not valid.

    A weight of zero would not keep a number that is not finite out of a sum.
    """
    row = replay.Transition(
        state=before.obs.state,
        privileged_state=before.obs.privileged_state,
        action=action,
        reward=after.reward,
        discount=1.0 - after.terminated.astype(jnp.float32),
        next_state=after.obs.state,
        next_privileged_state=after.obs.privileged_state,
        done=after.done,
        valid=after.valid,
    )
    return choose(after.valid, row, jax.tree.map(jnp.zeros_like, row)).replace(done=after.done)


def remember_best(learner: Learner, train: TrainState, score: jax.Array) -> TrainState:
    """Keep the current policy as the best if its evaluation `score`, (), is as low as the best so far and finite: of equal ones the latest."""
    candidate = BestPolicy(learner.shipped_policy(train.learner), score, train.iteration)
    better = jnp.isfinite(score) & (score <= train.best.score)
    best = jax.tree.map(lambda new, old: jnp.where(better, new, old), candidate, train.best)
    return train.replace(best=best)
