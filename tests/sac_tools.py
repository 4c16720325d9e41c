"""A small agent and random batches for the SAC tests."""

import dataclasses

import jax
import jax.numpy as jnp
import numpy as np
from go2mjx.learners.sac.agent import Agent

from go2mjx.learners.replay import Transition
from go2mjx.learners.sac.config import SACConfig

STATE, PRIVILEGED, ACTION = 5, 3, 2
SMALL = SACConfig(batch_size=16, hidden_sizes=(16, 16))


def make_agent(total_update_steps=1000, **settings):
    sizes = {"state": STATE, "privileged_state": PRIVILEGED}
    return Agent(dataclasses.replace(SMALL, **settings), sizes, ACTION, total_update_steps)


def make_batch(shape=(16,), seed=0):
    """Random transitions with leaves (*shape, ...)."""
    random = np.random.default_rng(seed)

    def normal(*width):
        return jnp.asarray(random.normal(size=(*shape, *width)), jnp.float32)

    return Transition(
        state=normal(STATE),
        privileged_state=normal(PRIVILEGED),
        action=jnp.tanh(normal(ACTION)),
        reward=normal(),
        discount=jnp.ones(shape),
        next_state=normal(STATE),
        next_privileged_state=normal(PRIVILEGED),
    )


def group_batches(agent, seed=0):
    return make_batch((agent.config.critic_actor_ratio, agent.config.batch_size), seed)


def same(left, right):
    """Whether two trees are bitwise equal."""
    pairs = zip(jax.tree.leaves(left), jax.tree.leaves(right), strict=True)
    return all(np.array_equal(a, b) for a, b in pairs)


def shared_buffers(tree):
    """How many leaves of `tree` share their device buffer with another one."""
    arrays = [
        jax.random.key_data(leaf) if jnp.issubdtype(leaf.dtype, jax.dtypes.prng_key) else leaf
        for leaf in jax.tree.leaves(tree)
    ]
    pointers = [array.unsafe_buffer_pointer() for array in arrays if array.size]
    return len(pointers) - len(set(pointers))
