"""Train while a part of the world is broken in a way that no setting can bring about, on the toy and on robots.

python -m benchmarks.faults.broken_world PART COMMAND [flags of go2mjx train]
"""

import errno
import fcntl
import sys
import time

import jax
import jax.numpy as jnp
import wandb

from benchmarks.faults.broken_toy import TRAIN
from go2mjx.__main__ import run
from go2mjx.tasks.base import State
from go2mjx.tasks.toy import ToyTask
from go2mjx.tasks.velocity import VelocityTask

FAULT_STEP = 7
"""Control step of every episode of environment 0 in which its fault comes."""
CLOCK_JUMPS = (20.0, -3600.0)
"""Seconds after the start at which the clock jumps, and by how much."""


def _first(state: State) -> jax.Array:
    return jnp.arange(len(state.reward)) == 0


def _now(state: State) -> jax.Array:
    return _first(state) & (state.episode_step == FAULT_STEP)


def _at_speed(state: State, where: jax.Array, speed: float) -> State:
    """`state` with that forward speed (m/s) `where`, (n,) bool."""

    def faster(velocity: jax.Array) -> jax.Array:
        return velocity.at[:, 0].set(jnp.where(where, speed, velocity[:, 0]))

    physics = state.physics
    if hasattr(physics, "simulation"):
        simulation = physics.simulation.replace(qvel=faster(physics.simulation.qvel))
        return state.replace(physics=physics.replace(simulation=simulation))
    return state.replace(physics=physics.replace(velocity=faster(physics.velocity)))


STEPS = {
    "speed": lambda state, action: (_at_speed(state, _now(state), 1e7), action),
    "action": lambda state, action: (state, jnp.where(_now(state)[:, None], jnp.nan, action)),
    "invalid": lambda state, action: (_at_speed(state, _first(state), jnp.nan), action),
}
"""What becomes of a state and an action before a step: a speed that no robot has, an action that is none, and an
environment that is invalid in every step from the first one on."""


def _break_steps(part: str) -> None:
    for task in (ToyTask, VelocityTask):

        def advance(self, state, action, good=task.advance):
            return good(self, *STEPS[part](state, action))

        task.advance = advance


def _break_wandb() -> None:
    def refuse(*_, **__):
        raise RuntimeError("broken on purpose")

    wandb.Run.log = wandb.Run.alert = wandb.Run.finish = refuse


def _break_locks() -> None:
    def refuse(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    fcntl.flock = fcntl.lockf = refuse


def _move_clock() -> None:
    began, right, (after, jump) = time.monotonic(), time.time, CLOCK_JUMPS
    time.time = lambda: right() + (jump if time.monotonic() > began + after else 0.0)


PARTS = {
    **{part: (lambda part=part: _break_steps(part)) for part in STEPS},
    "wandb": _break_wandb,
    "locks": _break_locks,
    "clock": _move_clock,
}

if __name__ == "__main__":
    PARTS[sys.argv[1]]()
    run(["train", *sys.argv[2 + len(TRAIN) :]])
