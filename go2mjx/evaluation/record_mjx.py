"""Records trials in MJX, in the environment of the training."""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from go2mjx.evaluation import episodes as evaluation
from go2mjx.evaluation.episodes import EPISODE_STEPS
from go2mjx.evaluation.recording import KICK_STEP, Recording, Trials
from go2mjx.session.saved_policy import SavedPolicy
from go2mjx.tasks.base import State
from go2mjx.tasks.go2 import Go2Env
from go2mjx.training.phases import deterministic_action


def starts(saved: SavedPolicy, episodes: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """First qpos, (episodes, 19), and qvel, (episodes, 18), of the episodes of an evaluation with `seed`."""
    reset = jax.jit(
        lambda: evaluation.starts(saved.parts.evaluation_env, jax.random.key(seed), jnp.zeros((episodes, 3)))
    )
    physics = reset().pipeline_state
    return np.asarray(physics.qpos), np.asarray(physics.qvel)


def record(saved: SavedPolicy, trials: Trials, seed: int, action_delay_steps: int = 0) -> Recording:
    """Run all trials in one compiled call.

    Actions reach the motors `action_delay_steps` control steps late; until the first does, the motors hold
    the default pose. The policy knows its latest action, not the one in force, as it would on a robot.
    """
    run = jax.jit(_make_run(saved, action_delay_steps))
    result = run(saved.policy, jax.random.key(seed), trials.command, trials.kick)
    start, steps, failed = jax.tree.map(np.asarray, result)
    steps = {name: np.swapaxes(values, 0, 1) for name, values in steps.items()}
    for name in ("qpos", "qvel"):
        steps[name] = np.concatenate([start[name][:, None], steps[name]], axis=1)
    return Recording(trials.command, trials.kick, **steps, failed=failed)


def _make_run(saved: SavedPolicy, action_delay_steps: int) -> Callable[..., Any]:
    env, agent = saved.parts.evaluation_env, saved.parts.agent

    def run(policy, key, command, kick):
        state = evaluation.starts(env, key, command)
        waiting = jnp.zeros((action_delay_steps, len(command), env.action_size))

        def step(carry, index):
            state, alive, failed, waiting = carry
            state = _kicked(state, jnp.where(index == KICK_STEP, kick, 0.0))
            action = deterministic_action(agent, policy, state.obs.state)
            queue = jnp.concatenate([waiting, action[None]])
            following = jax.vmap(env.step)(state, queue[0])
            physics = following.pipeline_state
            row = {
                "qpos": physics.qpos,
                "qvel": physics.qvel,
                "torque": physics.torque,
                "action": queue[0],
                "reward": following.reward,
                "alive": alive & following.valid,
            }
            failed = failed | (alive & following.terminated)
            if action_delay_steps:
                following = _with_last_action(env, following, action)
            return (following, alive & (following.done == 0), failed, queue[1:]), row

        start = {"qpos": state.pipeline_state.qpos, "qvel": state.pipeline_state.qvel}
        everyone = jnp.ones(len(command), bool)
        carry = (state, everyone, ~everyone, waiting)
        (_, _, failed, _), rows = jax.lax.scan(step, carry, jnp.arange(EPISODE_STEPS))
        return start, rows, failed

    return run


def _kicked(state: State, kick: jax.Array) -> State:
    """The batch after `kick`, (episodes, 2), is added to the velocity of the bases."""
    physics = state.pipeline_state
    w, x, y, z = jnp.moveaxis(physics.qpos[:, 3:7], -1, 0)
    heading = jnp.arctan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z))
    forward, left = kick.T
    change = jnp.stack(
        [
            jnp.cos(heading) * forward - jnp.sin(heading) * left,
            jnp.sin(heading) * forward + jnp.cos(heading) * left,
        ],
        axis=-1,
    )
    return state.replace(pipeline_state=physics.replace(qvel=physics.qvel.at[:, :2].add(change)))


def _with_last_action(env: Go2Env, state: State, action: jax.Array) -> State:
    """The batch whose newest sensed `last_action` is `action`, (episodes, 12)."""
    names = [item.name for item in env.state_entries]
    first = sum(item.width for item in env.state_entries[: names.index("last_action")])
    entry = slice(first, first + env.action_size)
    physics = state.pipeline_state
    return state.replace(
        pipeline_state=physics.replace(proprioception=physics.proprioception.at[:, 0, entry].set(action)),
        obs=state.obs.replace(state=state.obs.state.at[:, entry].set(action)),
    )
