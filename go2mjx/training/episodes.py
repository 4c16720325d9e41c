"""Statistics of finished episodes, kept inside the jitted loop and in the checkpoint."""

import jax
import jax.numpy as jnp
from flax import struct

RECENT = 10
"""Episodes in the running mean, as in the guide's `avg_episode_reward_10`."""
MOST_COUNTED = 2**31 - 2**21
"""Counts go no further: 32 bits hold them and what one vector step may add."""


@struct.dataclass
class EpisodeStatistics:
    """Running sums of the current episodes and a summary of the finished ones."""

    current_return: jax.Array  # (num_envs,)
    current_length: jax.Array  # (num_envs,) int32 control steps
    current_action_magnitude: jax.Array  # (num_envs,) sum of action norms
    recent_returns: jax.Array  # (RECENT,) ring in finishing order
    recent_lengths: jax.Array  # (RECENT,)
    count: jax.Array  # () int32 finished episodes
    max_return: jax.Array  # () over the whole run, -inf before the first
    min_return: jax.Array  # () +inf before the first
    nan_envs: jax.Array  # () int32 episodes ended by non-finite physics; in no other number here
    window_count: jax.Array  # () int32 episodes finished since the last report
    window_return: jax.Array  # () their summed return
    window_length: jax.Array  # () their summed length
    window_action_magnitude: jax.Array  # () their summed mean action norm


def init(num_envs: int) -> EpisodeStatistics:
    """Statistics before the first step."""
    return EpisodeStatistics(
        current_return=jnp.zeros(num_envs),
        current_length=jnp.zeros(num_envs, jnp.int32),
        current_action_magnitude=jnp.zeros(num_envs),
        recent_returns=jnp.zeros(RECENT),
        recent_lengths=jnp.zeros(RECENT),
        count=jnp.zeros((), jnp.int32),
        max_return=jnp.array(-jnp.inf),
        min_return=jnp.array(jnp.inf),
        nan_envs=jnp.zeros((), jnp.int32),
        window_count=jnp.zeros((), jnp.int32),
        window_return=jnp.zeros(()),
        window_length=jnp.zeros(()),
        window_action_magnitude=jnp.zeros(()),
    )


def update(
    statistics: EpisodeStatistics,
    reward: jax.Array,
    action_magnitude: jax.Array,
    done: jax.Array,
    valid: jax.Array,
) -> EpisodeStatistics:
    """Account for one vector step: reward (n,), norm of the action (n,), done (n,) bool, valid (n,) bool."""
    episode_return = statistics.current_return + reward
    length = statistics.current_length + 1
    magnitude = statistics.current_action_magnitude + jnp.where(valid, action_magnitude, 0.0)
    finished = done & valid
    rank = jnp.cumsum(finished.astype(jnp.int32)) - 1
    total = jnp.sum(finished, dtype=jnp.int32)
    keep = finished & (rank >= total - RECENT)
    slot = jnp.where(keep, (statistics.count + rank) % RECENT, RECENT)
    return statistics.replace(
        current_return=jnp.where(done, 0.0, episode_return),
        current_length=jnp.where(done, 0, length),
        current_action_magnitude=jnp.where(done, 0.0, magnitude),
        recent_returns=statistics.recent_returns.at[slot].set(episode_return, mode="drop"),
        recent_lengths=statistics.recent_lengths.at[slot].set(length.astype(jnp.float32), mode="drop"),
        count=_counted(statistics.count + total),
        max_return=jnp.maximum(statistics.max_return, jnp.max(jnp.where(finished, episode_return, -jnp.inf))),
        min_return=jnp.minimum(statistics.min_return, jnp.min(jnp.where(finished, episode_return, jnp.inf))),
        nan_envs=_counted(statistics.nan_envs + jnp.sum(~valid, dtype=jnp.int32)),
        window_count=statistics.window_count + total,
        window_return=statistics.window_return + jnp.sum(jnp.where(finished, episode_return, 0.0)),
        window_length=statistics.window_length + jnp.sum(jnp.where(finished, length, 0)),
        window_action_magnitude=statistics.window_action_magnitude
        + jnp.sum(jnp.where(finished, magnitude / length, 0.0)),
    )


def _counted(count: jax.Array) -> jax.Array:
    """`count`, () int32, kept at `MOST_COUNTED`; the place in the ring, its rest by `RECENT`, goes on."""
    return jnp.where(count < MOST_COUNTED, count, MOST_COUNTED + (count - MOST_COUNTED) % RECENT)


def clear_window(statistics: EpisodeStatistics) -> EpisodeStatistics:
    """Forget what has been reported."""
    return statistics.replace(
        window_count=jnp.zeros((), jnp.int32),
        window_return=jnp.zeros(()),
        window_length=jnp.zeros(()),
        window_action_magnitude=jnp.zeros(()),
    )


def metrics(statistics: EpisodeStatistics) -> dict[str, jax.Array]:
    """The episode metrics under their keys. Per-episode means are 0/0 = NaN while none has finished."""
    recent = jnp.minimum(statistics.count, RECENT)
    filled = jnp.arange(RECENT) < recent
    window = statistics.window_count
    return {
        "actor/episode_reward": statistics.window_return / window,
        "actor/episode_length": statistics.window_length / window,
        "actor/avg_action_magnitude": statistics.window_action_magnitude / window,
        "actor/episode_count": statistics.count,
        "actor/avg_episode_reward_10": jnp.sum(statistics.recent_returns * filled) / recent,
        "actor/avg_episode_length_10": jnp.sum(statistics.recent_lengths * filled) / recent,
        "actor/max_episode_reward": statistics.max_return,
        "actor/min_episode_reward": statistics.min_return,
        "actor/nan_envs": statistics.nan_envs,
    }
