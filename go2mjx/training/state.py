"""TrainState: everything that decides the future of a run. It is the checkpoint."""

import jax
import jax.numpy as jnp
from brax.training.acme import running_statistics
from flax import struct

from go2mjx.learners import replay
from go2mjx.learners.sac.agent import Agent, AgentState
from go2mjx.tasks.base import Environment, Observation, State
from go2mjx.training import episodes
from go2mjx.training.config import LoopConfig


@struct.dataclass
class Policy:
    """What is needed to act: a deployable actor with its observation statistics."""

    actor: dict
    statistics: running_statistics.RunningStatisticsState  # of the actor's observation


@struct.dataclass
class BestPolicy:
    """The policy of the best evaluation so far."""

    policy: Policy
    score: jax.Array  # () lower is better, see `evaluation.score`; +inf before the first evaluation
    iteration: jax.Array  # () int32


@struct.dataclass
class TrainState:
    """The whole run; every leaf is an array."""

    agent: AgentState
    replay: replay.ReplayState
    pending: replay.Transition  # (transitions per iteration, ...) the last rollout, not yet in the replay
    pending_valid: jax.Array  # (transitions per iteration,) bool, all False before the first rollout
    env_state: State  # batched over num_envs
    statistics: Observation  # running statistics of `state` and `privileged_state`
    episodes: episodes.EpisodeStatistics
    window: dict[str, jax.Array]  # sums of per-update and per-step metrics since the last report
    window_updates: jax.Array  # () int32 update groups since the last report
    window_steps: jax.Array  # () int32 valid transitions since the last report
    best: BestPolicy
    iteration: jax.Array  # () int32 finished iterations
    key: jax.Array  # () typed PRNG key


UPDATE_METRICS = (
    "sac/actor_loss",
    "sac/critic_loss",
    "sac/temperature_loss",
    "sac/temperature",
    "sac/entropy",
    "sac/predicted_qs",
    "sac/target_qs",
)


def init(config: LoopConfig, transitions: int, env: Environment, agent: Agent, key: jax.Array) -> TrainState:
    """The state before the first step; no two leaves share a buffer."""
    key, env_key, agent_key = jax.random.split(key, 3)
    env_state = jax.vmap(env.reset)(jax.random.split(env_key, config.num_envs))
    example = jax.tree.map(lambda leaf: leaf[0], env_state)
    transition = replay.Transition(
        state=example.obs.state,
        privileged_state=example.obs.privileged_state,
        action=jnp.zeros(env.action_size),
        reward=example.reward,
        discount=example.reward,
        next_state=example.obs.state,
        next_privileged_state=example.obs.privileged_state,
    )
    agent_state = agent.init(agent_key)
    statistics = Observation(
        state=running_statistics.init_state(example.obs.state),
        privileged_state=running_statistics.init_state(example.obs.privileged_state),
    )
    state = TrainState(
        agent=agent_state,
        replay=replay.init(config.replay_buffer_capacity, transition),
        pending=jax.tree.map(lambda leaf: jnp.zeros((transitions, *leaf.shape)), transition),
        pending_valid=jnp.zeros(transitions, bool),
        env_state=env_state,
        statistics=statistics,
        episodes=episodes.init(config.num_envs),
        window={key: jnp.zeros(()) for key in (*UPDATE_METRICS, *env_state.metrics)},
        window_updates=jnp.zeros((), jnp.int32),
        window_steps=jnp.zeros((), jnp.int32),
        best=BestPolicy(
            policy=Policy(agent_state.averaged_actor, statistics.state),
            score=jnp.array(jnp.inf),
            iteration=jnp.zeros((), jnp.int32),
        ),
        iteration=jnp.zeros((), jnp.int32),
        key=key,
    )
    # donation needs distinct buffers, and scan needs strong types
    return jax.tree.map(lambda leaf: jnp.array(leaf, jnp.asarray(leaf).dtype, copy=True), state)


def current_policy(train: TrainState) -> Policy:
    """The running average of the actor with today's observation statistics."""
    return Policy(train.agent.averaged_actor, train.statistics.state)


def remember_best(train: TrainState, score: jax.Array) -> TrainState:
    """Keep the current policy as the best if its evaluation `score`, (), is lower than the best so far."""
    candidate = BestPolicy(current_policy(train), score, train.iteration)
    better = score < train.best.score
    return train.replace(
        best=jax.tree.map(lambda new, old: jnp.where(better, new, old), candidate, train.best)
    )
