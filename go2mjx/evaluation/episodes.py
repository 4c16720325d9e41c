"""Deterministic-policy evaluation over fixed commands."""

import dataclasses
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np
from scipy.stats import qmc

from go2mjx.evaluation.verdict import Episodes
from go2mjx.learners.base import Learner, Policy
from go2mjx.physics.engine import LOST_CONTACTS
from go2mjx.process.errors import UsageError
from go2mjx.process.platform import usable_cores
from go2mjx.tasks.base import Environment, State

EPISODE_STEPS = 500
"""Control steps of an evaluation episode: 10 s."""
CPU_PART, ACCELERATOR_PART = 32, 512
"""Most episodes that are simulated in one call, so that one compiled program serves every evaluation of a policy and
the last bits do not depend on how many episodes or cores there are. Two calls of 32 at once keep two cores busy,
which one large batch does not; and calls of more than 102 at once can wait for each other for ever (docs/speed.md)."""
ZERO_COMMANDS = 1 / 8
"""Share of the evaluation commands that are zero."""

jax.tree_util.register_dataclass(Episodes)


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


def make_evaluate(env: Environment, learner: Learner) -> Callable[..., tuple[Episodes, jax.Array]]:
    """`evaluate(policy, key, commands, first=0)` runs one episode per row of `commands`, (episodes, 3), in parallel.

    It ends when every episode has ended; nothing is counted after an episode's end, nor a step whose outcome is not
    finite. `first` is the index of the first row in a larger set of which `commands` is a part. Beside the
    `Episodes` it says whether the engine lost contacts, () bool.
    """

    def evaluate(policy: Policy, key: jax.Array, commands: jax.Array, first: jax.Array | int = 0):
        env_state = starts(env, key, commands, first)
        start = env.position(env_state)
        zero, everyone = jnp.zeros(commands.shape[0]), jnp.ones(commands.shape[0], bool)

        def step(carry):
            env_state, alive, result, lost = carry
            action = learner.act(policy, env_state.obs.state)
            following = env.step(env_state, action)
            made = alive & following.valid

            def add(total: jax.Array, value: jax.Array | float) -> jax.Array:
                # no product with a mask: robots go on after their end, and 0 times infinity is NaN
                return jnp.where(made, total + value, total)

            distance = jnp.linalg.norm(env.position(following) - start, axis=-1)
            result = dataclasses.replace(
                result,
                episode_return=add(result.episode_return, following.reward),
                length=add(result.length, 1.0),
                success=result.success & ~(alive & following.terminated),
                velocity_error=add(result.velocity_error, following.velocity_error),
                yaw_rate_error=add(result.yaw_rate_error, following.yaw_rate_error),
                drift=jnp.where(made, distance, result.drift),
            )
            return following, alive & ~following.done, result, lost | following.lost_contacts.any()

        result = Episodes(commands, zero, zero, everyone, zero, zero, zero)
        carry = (env_state, everyone, result, jnp.array(False))
        _, _, result, lost = jax.lax.while_loop(lambda carry: carry[1].any(), step, carry)
        result = dataclasses.replace(
            result,
            velocity_error=result.velocity_error / result.length,
            yaw_rate_error=result.yaw_rate_error / result.length,
        )
        return result, lost

    return evaluate


@dataclass(frozen=True)
class Evaluate:
    """The function of `make_evaluate`, compiled for calls of `part` episodes."""

    program: Callable[..., tuple[Episodes, jax.Array]]
    part: int


def compile_evaluate(env: Environment, learner: Learner, policy: Policy, episodes: int) -> Evaluate:
    """What `evaluate_parts` calls, for policies like `policy`, arrays or their shapes.

    `episodes` are those of the training's evaluations: few of them need no large part.
    """
    part = min(episodes, largest_part())
    commands = jax.ShapeDtypeStruct((part, 3), jnp.float32)
    program = jax.jit(make_evaluate(env, learner)).lower(policy, jax.random.key(0), commands, 0).compile()
    return Evaluate(program, part)


def largest_part() -> int:
    """Most episodes that the device simulates in one call."""
    return CPU_PART if jax.default_backend() == "cpu" else ACCELERATOR_PART


def evaluate_parts(evaluate: Evaluate, policy: Policy, key: jax.Array, commands: np.ndarray) -> Episodes:
    """Run one episode per row of `commands`, (episodes, 3), in parts, as many at once as there are cores.

    The last part is filled up with further episodes that are dropped. NumPy arrays. Raises UsageError when the
    engine had no room for all contacts.
    """
    size = evaluate.part
    padded = np.pad(commands, ((0, -len(commands) % size), (0, 0)), mode="edge")

    def run(first: int) -> Episodes:
        episodes, lost = jax.device_get(evaluate.program(policy, key, padded[first : first + size], first))
        if lost:
            raise UsageError(LOST_CONTACTS)
        return episodes

    with ThreadPoolExecutor(usable_cores(), thread_name_prefix="evaluate") as executor:
        parts = list(executor.map(run, range(0, len(padded), size)))
    return Episodes.concatenate(parts)[: len(commands)]
