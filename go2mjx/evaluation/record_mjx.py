"""Records trials in MJX, in the environment of the training."""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from go2mjx.evaluation import episodes as evaluation
from go2mjx.evaluation.episodes import EPISODE_STEPS
from go2mjx.evaluation.recording import KICK_STEP, Recording, Trials
from go2mjx.physics.engine import LOST_CONTACTS
from go2mjx.process.errors import UsageError
from go2mjx.tasks.base import State
from go2mjx.tasks.velocity import VelocityTask
from go2mjx.training.trained import TrainedPolicy


def starts(env: VelocityTask, episodes: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """First qpos, (episodes, 7 + joints), and qvel, (episodes, 6 + joints), of an evaluation with `seed`."""
    reset = jax.jit(lambda: evaluation.starts(env, jax.random.key(seed), jnp.zeros((episodes, 3))))
    simulation = reset().physics.simulation
    return np.asarray(simulation.qpos), np.asarray(simulation.qvel)


def record(trained: TrainedPolicy, trials: Trials, seed: int, action_delay_steps: int = 0) -> Recording:
    """Run all trials in one compiled call.

    Actions reach the motors `action_delay_steps` control steps late; until the first does, the motors hold
    the default pose. The policy knows its latest action, not the one in force, as it would on a robot.
    """
    run = jax.jit(_make_run(trained, action_delay_steps))
    result = run(trained.policy, jax.random.key(seed), trials.command, trials.kick)
    start, steps, failed = jax.tree.map(np.asarray, result)
    if steps.pop("lost_contacts").any():
        raise UsageError(LOST_CONTACTS)
    steps = {name: np.swapaxes(values, 0, 1) for name, values in steps.items()}
    for name in ("qpos", "qvel"):
        steps[name] = np.concatenate([start[name][:, None], steps[name]], axis=1)
    return Recording(trained.env.robot, trials.command, trials.kick, **steps, failed=failed)


def _make_run(trained: TrainedPolicy, action_delay_steps: int) -> Callable[..., Any]:
    env, learner = trained.env, trained.learner

    def run(policy, key, command, kick):
        state = evaluation.starts(env, key, command)
        waiting = jnp.zeros((action_delay_steps, len(command), env.action_size))

        def step(carry, index):
            state, alive, failed, waiting = carry
            state = _kicked(state, env.heading(state), jnp.where(index == KICK_STEP, kick, 0.0))
            action = learner.act(policy, state.obs.state)
            queue = jnp.concatenate([waiting, action[None]])
            following = env.step(state, queue[0])
            simulation = following.physics.simulation
            row = {
                "qpos": simulation.qpos,
                "qvel": simulation.qvel,
                "torque": simulation.torque,
                "action": queue[0],
                "reward": following.reward,
                "alive": alive & following.valid,
                "lost_contacts": following.lost_contacts,
            }
            failed = failed | (alive & following.terminated)
            if action_delay_steps:
                following = evaluation.with_last_action(env, following, action)
            return (following, alive & ~following.done, failed, queue[1:]), row

        simulation = state.physics.simulation
        start = {"qpos": simulation.qpos, "qvel": simulation.qvel}
        everyone = jnp.ones(len(command), bool)
        carry = (state, everyone, ~everyone, waiting)
        (_, _, failed, _), rows = jax.lax.scan(step, carry, jnp.arange(EPISODE_STEPS))
        return start, rows, failed

    return run


def _kicked(state: State, heading: jax.Array, kick: jax.Array) -> State:
    """The batch after `kick`, (episodes, 2), ahead and to the left, is added to the velocity of the bases."""
    walk, (cos, sin), (ahead, left) = state.physics, (jnp.cos(heading), jnp.sin(heading)), kick.T
    change = jnp.stack([cos * ahead - sin * left, sin * ahead + cos * left], axis=-1)
    simulation = walk.simulation.replace(qvel=walk.simulation.qvel.at[:, :2].add(change))
    return state.replace(physics=walk.replace(simulation=simulation))
