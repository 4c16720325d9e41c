"""Deterministic-policy evaluation over fixed commands."""

import dataclasses
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import jax
import jax.numpy as jnp
import numpy as np
from scipy.stats import qmc

from go2mjx.evaluation.exam import SWITCH_STEPS, SWITCHES, Course, Track
from go2mjx.evaluation.verdict import Episodes
from go2mjx.learners.base import Learner, Policy
from go2mjx.physics.engine import LOST_CONTACTS
from go2mjx.process.errors import UsageError
from go2mjx.process.platform import graph_options, usable_cores
from go2mjx.tasks.base import Environment, State

EPISODE_STEPS = Environment.evaluation_steps
"""Control steps of an evaluation episode of a robot that walks: 10 s."""
LONGEST_STEPS = SWITCHES * SWITCH_STEPS
"""Most control steps that an evaluation can have."""
CPU_PART, ACCELERATOR_PART = 32, 512
"""Most episodes that are simulated in one call, so that one compiled program serves every evaluation of a policy and
the last bits do not depend on how many episodes or cores there are. Two calls of 32 at once keep two cores busy,
which one large batch does not; and calls of more than 102 at once can wait for each other for ever (docs/speed.md)."""
ZERO_COMMANDS = 1 / 8
"""Share of the evaluation commands that are zero."""

Result = TypeVar("Result")

jax.tree_util.register_dataclass(Episodes)
jax.tree_util.register_dataclass(
    Track, [field.name for field in dataclasses.fields(Track) if field.name != "time_step"], ["time_step"]
)


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


def make_evaluate(
    env: Environment, learner: Learner, action_delay_steps: int = 0
) -> Callable[..., tuple[Episodes, Track, jax.Array]]:
    """`evaluate(policy, key, commands, first=0, steps=EPISODE_STEPS)` runs one episode per row of `commands` in parallel.

    `commands`, (episodes, 3), are held, or, (episodes, n, 3), follow each other as in a `Course`. It ends when every
    episode has ended, at the latest after `steps`, up to `LONGEST_STEPS`; nothing is counted after an episode's end,
    nor a step whose outcome is not finite. `first` is the index of the first row in a larger set of which `commands`
    is a part. Beside the `Episodes` it gives their `Track`, of `LONGEST_STEPS`, and says whether the engine lost
    contacts, () bool.

    Actions reach the motors `action_delay_steps` control steps late; until the first does, the motors hold the default
    pose. The policy knows its latest action, not the one in force, as it would on a robot.
    """
    mirror = env.mirror.state

    def evaluate(
        policy: Policy,
        key: jax.Array,
        commands: jax.Array,
        first: jax.Array | int = 0,
        steps: jax.Array | int = EPISODE_STEPS,
    ):
        schedule = commands.reshape(len(commands), -1, 3)
        switches = schedule.shape[1]
        env_state = starts(env, key, schedule[:, 0], first)
        start, heading = env.position(env_state), env.heading(env_state)
        zero, everyone = jnp.zeros(len(schedule)), jnp.ones(len(schedule), bool)

        def row(env_state: State, made: jax.Array, action: jax.Array, mirrored: jax.Array) -> Track:
            place = jnp.concatenate([env.position(env_state), env.heading(env_state)[:, None]], axis=-1)
            return Track(
                command=env_state.command,
                pose=place,
                velocity=env.velocity(env_state),
                action_square=jnp.square(action).sum(axis=-1),
                mirror_square=jnp.square(env.action_mirror(action) - mirrored).sum(axis=-1),
                alive=made,
                failed=~everyone,  # known at the end
                time_step=env.time_step,
            )

        def step(carry):
            index, env_state, alive, result, lost, track, waiting = carry
            if switches > 1:
                number = jnp.minimum(index // SWITCH_STEPS, switches - 1)
                env_state = env.commanded(env_state, schedule[:, number])
            observation = env_state.obs.state
            action = learner.act(policy, observation)
            queue = jnp.concatenate([waiting, action[None]])
            following = env.step(env_state, queue[0])
            made = alive & following.valid
            new = row(following, made, action, learner.act(policy, mirror(observation)))
            track = jax.tree.map(lambda rows, one: rows.at[index].set(one), track, new)

            def add(total: jax.Array, value: jax.Array | float) -> jax.Array:
                # no product with a mask: robots go on after their end, and 0 times infinity is NaN
                return jnp.where(made, total + value, total)

            distance = jnp.linalg.norm(env.position(following) - start, axis=-1)
            result = dataclasses.replace(
                result,
                episode_return=add(result.episode_return, following.reward),
                length=add(result.length, 1.0),
                success=jnp.where(alive, env.succeeds(following), result.success),
                velocity_error=add(result.velocity_error, following.velocity_error),
                yaw_rate_error=add(result.yaw_rate_error, following.yaw_rate_error),
                drift=jnp.where(made, distance, result.drift),
            )
            lost = lost | following.lost_contacts.any()
            if action_delay_steps:
                following = with_last_action(env, following, action)
            return index + 1, following, alive & ~following.done, result, lost, track, queue[1:]

        result = Episodes(schedule[:, 0], zero, zero, everyone, zero, zero, zero)
        action = jnp.zeros((len(schedule), env.action_size))
        empty = row(env_state, everyone, action, action)
        track = jax.tree.map(lambda one: jnp.zeros((LONGEST_STEPS, *one.shape), one.dtype), empty)
        waiting = jnp.zeros((action_delay_steps, *action.shape))
        carry = (jnp.int32(0), env_state, everyone, result, jnp.array(False), track, waiting)
        *_, result, lost, track, _ = jax.lax.while_loop(
            lambda carry: (carry[0] < steps) & carry[2].any(), step, carry
        )
        result = dataclasses.replace(
            result,
            velocity_error=result.velocity_error / result.length,
            yaw_rate_error=result.yaw_rate_error / result.length,
        )
        track = jax.tree.map(lambda rows: jnp.swapaxes(rows, 0, 1), track)
        begin = jnp.concatenate([start, heading[:, None]], axis=-1)[:, None]
        track = dataclasses.replace(
            track, pose=jnp.concatenate([begin, track.pose], axis=1), failed=~result.success
        )
        return result, track, lost

    return evaluate


def with_last_action(env: Environment, state: State, action: jax.Array) -> State:
    """The batch of a robot whose newest sensed `last_action` is `action`, (episodes, joints)."""
    names = [item.name for item in env.state_entries]
    first = sum(item.width for item in env.state_entries[: names.index("last_action")])
    entry = slice(first, first + env.action_size)
    walk = state.physics
    return state.replace(
        physics=walk.replace(history=walk.history.at[:, 0, entry].set(action)),
        obs=state.obs.replace(state=state.obs.state.at[:, entry].set(action)),
    )


@dataclass(frozen=True)
class Evaluate:
    """The function of `make_evaluate`, compiled for calls of `part` episodes with `SWITCHES` commands each."""

    program: Callable[..., tuple[Episodes, Track, jax.Array]]
    part: int
    steps: int  # of an episode that judges a policy


def compile_evaluate(
    env: Environment, learner: Learner, policy: Policy, episodes: int, action_delay_steps: int = 0
) -> Evaluate:
    """What `evaluate_parts` and `drive` call, for policies like `policy`, arrays or their shapes.

    `episodes` are those of the training's evaluations: few of them need no large part.
    """
    part = min(episodes, largest_part())
    commands = jax.ShapeDtypeStruct((part, SWITCHES, 3), jnp.float32)
    options = graph_options(jax.default_backend())
    evaluate = jax.jit(make_evaluate(env, learner, action_delay_steps), compiler_options=options)
    program = evaluate.lower(policy, jax.random.key(0), commands, 0, 0).compile()
    return Evaluate(program, part, env.evaluation_steps)


def largest_part() -> int:
    """Most episodes that the device simulates in one call."""
    return CPU_PART if jax.default_backend() == "cpu" else ACCELERATOR_PART


def evaluate_parts(evaluate: Evaluate, policy: Policy, key: jax.Array, commands: np.ndarray) -> Episodes:
    """Run one episode that judges a policy per row of `commands`, (episodes, 3). NumPy arrays.

    Raises UsageError when the engine had no room for all contacts.
    """
    parts = _in_parts(
        evaluate, policy, key, Course(commands[:, None], evaluate.steps), lambda result: result[0]
    )
    return Episodes.concatenate(parts)[: len(commands)]


def drive(evaluate: Evaluate, policy: Policy, key: jax.Array, course: Course) -> Track:
    """Run the episodes of `course`. Raises UsageError when the engine had no room for all contacts."""
    parts = _in_parts(evaluate, policy, key, course, lambda result: result[1])
    beyond = LONGEST_STEPS - course.steps

    def whole(*rows: np.ndarray) -> np.ndarray:
        joined = np.concatenate(rows)[: len(course)]
        # from the end, because poses begin with the start and are one more
        return joined if joined.ndim == 1 else joined[:, : joined.shape[1] - beyond]

    return jax.tree.map(whole, *parts)


def _in_parts(
    evaluate: Evaluate,
    policy: Policy,
    key: jax.Array,
    course: Course,
    wanted: Callable[[tuple[Episodes, Track, jax.Array]], Result],
) -> list[Result]:
    """What is `wanted` of the episodes of `course`, run in parts, as many at once as there are cores.

    The last part is filled up with further episodes.
    """
    size = evaluate.part
    following = SWITCHES - course.command.shape[1]
    fill = ((0, -len(course) % size), (0, following), (0, 0))
    padded = np.pad(course.command, fill, mode="edge")

    def run(first: int) -> Result:
        result = evaluate.program(policy, key, padded[first : first + size], first, course.steps)
        if jax.device_get(result[2]):
            raise UsageError(LOST_CONTACTS)
        return jax.device_get(wanted(result))

    with ThreadPoolExecutor(usable_cores(), thread_name_prefix="evaluate") as executor:
        return list(executor.map(run, range(0, len(padded), size)))
