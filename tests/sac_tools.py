"""A small agent and random batches for the SAC tests."""

import dataclasses

import jax
import jax.numpy as jnp
import numpy as np
from jax.flatten_util import ravel_pytree

from go2mjx.learners.replay import Batch
from go2mjx.learners.sac.config import SACConfig
from go2mjx.learners.sac.learner import SAC
from go2mjx.tasks.observation import Mirror, Observation

STATE, PRIVILEGED, ACTION = 5, 3, 2
SMALL = SACConfig(batch_size=16, hidden_sizes=(16, 16))


def make_agent(total_update_steps=1000, **settings):
    """An agent whose mirror changes the sign of every second number."""
    sizes = {"state": STATE, "privileged_state": PRIVILEGED}

    def mirror(size):
        return Mirror(np.arange(size), np.resize([1.0, -1.0], size))

    mirrors = Observation(mirror(STATE), mirror(PRIVILEGED))
    return SAC(dataclasses.replace(SMALL, **settings), sizes, mirrors, mirror(ACTION), total_update_steps)


def make_batch(shape=(16,), seed=0):
    """Random rows with leaves (*shape, ...)."""
    random = np.random.default_rng(seed)

    def normal(*width):
        return jnp.asarray(random.normal(size=(*shape, *width)), jnp.float32)

    return Batch(
        state=normal(STATE),
        privileged_state=normal(PRIVILEGED),
        action=jnp.tanh(normal(ACTION)),
        reward=normal(),
        discount=jnp.full(shape, SMALL.discount),
        next_state=normal(STATE),
        next_privileged_state=normal(PRIVILEGED),
        weight=jnp.ones(shape),
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
        if isinstance(leaf, jax.Array)
    ]
    pointers = [array.unsafe_buffer_pointer() for array in arrays if array.size]
    return len(pointers) - len(set(pointers))


def with_parameters(module, vector, **replaced):
    """`vector` with some of the flax parameters of `module` replaced by what functions of the old ones give."""
    tree = module.parameters(vector)["params"]
    changed = {name: jax.tree.map(function, tree[name]) for name, function in replaced.items()}
    return ravel_pytree({"params": tree | changed})[0]
