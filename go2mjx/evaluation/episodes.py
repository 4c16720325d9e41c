"""Deterministic-policy evaluation over fixed commands, and the definition of walking."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import jax
import jax.numpy as jnp
import numpy as np
from flax import struct
from scipy.stats import qmc

from go2mjx.learners.base import Learner, Policy
from go2mjx.tasks.base import Environment, State

EPISODE_STEPS = 500
"""Control steps of an evaluation episode: 10 s."""
MIN_SUCCESS_RATE = 0.95
MAX_VELOCITY_ERROR = 0.20
"""Mean planar velocity error (m/s) up to which the robot counts as walking."""
MAX_YAW_RATE_ERROR = 0.25
"""Mean yaw rate error (rad/s) up to which the robot counts as walking."""
MAX_STANDING_DRIFT = 0.25
"""Largest drift (m) under a zero command that a policy should have; not part of walking."""
PART = 32
"""Episodes that a CPU simulates in one call. Two such calls at once keep two cores busy, which one large batch does not;
and calls of more than 102 at once can wait for each other for ever (docs/speed.md)."""
ZERO_COMMANDS = 1 / 8
"""Share of the evaluation commands that are zero."""


@struct.dataclass
class Episodes:
    """Results of evaluation episodes, each of shape (episodes,)."""

    command: jax.Array  # (episodes, 3)
    episode_return: jax.Array
    length: jax.Array  # control steps
    success: jax.Array  # bool, no failure before the time limit
    velocity_error: jax.Array  # m/s, mean over the steps of the episode
    yaw_rate_error: jax.Array  # rad/s
    drift: jax.Array  # m between first and last planar position


def command_set(episodes: int, max_command: tuple[float, float, float], seed: int = 0) -> np.ndarray:
    """Fixed commands that span the ranges evenly, (episodes, 3); the first eighth is zero.

    The rest is a scrambled Halton sequence; another `seed` gives another set with the same coverage.
    """
    zeros = int(np.ceil(episodes * ZERO_COMMANDS)) if episodes > 1 else 0
    unit = qmc.Halton(3, rng=seed).random(episodes - zeros)
    return np.concatenate([np.zeros((zeros, 3)), (2 * unit - 1) * np.array(max_command)]).astype(np.float32)


def starts(env: Environment, key: jax.Array, commands: jax.Array, first: jax.Array | int = 0) -> State:
    """The batch of first states under `commands`, (episodes, 3).

    An episode's start depends on its index alone, from `first` on, so a larger set begins with the smaller one.
    """
    keys = jax.vmap(jax.random.fold_in, (None, 0))(key, first + jnp.arange(commands.shape[0]))
    return env.reset_to(keys, commands)


def make_evaluate(env: Environment, learner: Learner) -> Callable[..., Episodes]:
    """`evaluate(policy, key, commands, first=0)` runs one episode per row of `commands`, (episodes, 3), in parallel.

    It ends when every episode has ended; nothing is counted after an episode's end. `first` is the index of
    the first row in a larger set of which `commands` is a part.
    """

    def evaluate(policy: Policy, key: jax.Array, commands: jax.Array, first: jax.Array | int = 0) -> Episodes:
        env_state = starts(env, key, commands, first)
        start = env.position(env_state)
        zero = jnp.zeros(commands.shape[0])

        def step(carry):
            env_state, alive, result = carry
            action = learner.act(policy, env_state.obs.state)
            following = env.step(env_state, action)
            result = result.replace(
                episode_return=result.episode_return + alive * following.reward,
                length=result.length + alive,
                success=result.success & ~(alive.astype(bool) & following.terminated),
                velocity_error=result.velocity_error + alive * following.velocity_error,
                yaw_rate_error=result.yaw_rate_error + alive * following.yaw_rate_error,
                drift=jnp.where(
                    alive.astype(bool),
                    jnp.linalg.norm(env.position(following) - start, axis=-1),
                    result.drift,
                ),
            )
            return following, alive * (1.0 - following.done), result

        result = Episodes(commands, zero, zero, jnp.ones(zero.shape, bool), zero, zero, zero)
        carry = (env_state, jnp.ones(commands.shape[0]), result)
        _, _, result = jax.lax.while_loop(lambda carry: carry[1].any(), step, carry)
        return result.replace(
            velocity_error=result.velocity_error / result.length,
            yaw_rate_error=result.yaw_rate_error / result.length,
        )

    return evaluate


def split_commands(commands: np.ndarray) -> list[np.ndarray]:
    """`commands`, (episodes, 3), as it is to be simulated: in equal parts on a CPU, else in one.

    Their number does not depend on that of the cores, because it may change the last bits of the results.
    """
    split = jax.default_backend() == "cpu" and len(commands) % PART == 0
    return np.split(commands, len(commands) // PART) if split else [commands]


def evaluate_parts(
    evaluate: Callable[..., Episodes],
    policy: Policy,
    key: jax.Array,
    parts: Sequence[np.ndarray],
    threads: int,
) -> Episodes:
    """`evaluate` on equal `parts` of a set of commands, `threads` of them at once; NumPy arrays."""

    def run(index: int) -> Episodes:
        return jax.device_get(evaluate(policy, key, parts[index], index * len(parts[index])))

    with ThreadPoolExecutor(threads, thread_name_prefix="evaluate") as executor:
        results = list(executor.map(run, range(len(parts))))
    return jax.tree.map(lambda *leaves: np.concatenate(leaves), *results)


def summarize(episodes: Episodes) -> dict[str, float]:
    """The `eval/*` metrics of a set of episodes, as Python floats."""
    episodes = jax.tree.map(np.asarray, episodes)
    result = {
        "eval/average_return": float(episodes.episode_return.mean()),
        "eval/average_length": float(episodes.length.mean()),
        "eval/success_rate": float(episodes.success.mean()),
        "eval/velocity_error": float(episodes.velocity_error.mean()),
        "eval/yaw_rate_error": float(episodes.yaw_rate_error.mean()),
    }
    standing = ~episodes.command.any(axis=-1)
    if standing.any():
        result["eval/zero_cmd_drift_m"] = float(episodes.drift[standing].max())
    result["eval/walks"] = float(walking_score(result) <= 1.0)
    return result


def walking_score(summary: dict[str, float]) -> float:
    """How far the worst of the three criteria is from its limit; at most 1 means walking."""
    return max(
        (1.0 - summary["eval/success_rate"]) / (1.0 - MIN_SUCCESS_RATE),
        summary["eval/velocity_error"] / MAX_VELOCITY_ERROR,
        summary["eval/yaw_rate_error"] / MAX_YAW_RATE_ERROR,
    )


def score(summary: dict[str, float]) -> float:
    """What chooses the best policy, lower is better: the walking score, or the standing drift where it is worse.

    The evaluations of a converged run walk about equally well and stand very differently.
    """
    drift = summary.get("eval/zero_cmd_drift_m", 0.0)
    return max(walking_score(summary), drift / MAX_STANDING_DRIFT)
