"""Environments alone: one compiled loop with uniform random actions, the same for every peer."""

from collections.abc import Callable
from typing import Any

import jax

from benchmarks.peers.clock import Clock

STEPS = 50
"""Control steps of every environment in one call."""


def time_steps(state: Any, step: Callable, num_envs: int, action_size: int, clock: Clock) -> None:
    """Time `step(state, actions)`, which steps `num_envs` environments and restarts those that ended."""

    def random_step(_, carry):
        state, key = carry
        key, action_key = jax.random.split(key)
        actions = jax.random.uniform(action_key, (num_envs, action_size), minval=-1.0, maxval=1.0)
        return step(state, actions), key

    advance = jax.jit(lambda carry: jax.lax.fori_loop(0, STEPS, random_step, carry))
    # the second call compiles again where a step returns other weak types than the reset did
    carry, steps = jax.block_until_ready(advance(advance((state, jax.random.key(0))))), 0
    while not clock.tick(steps=steps):
        carry, steps = jax.block_until_ready(advance(carry)), steps + STEPS * num_envs
