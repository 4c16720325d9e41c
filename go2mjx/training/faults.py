"""What a debugging run looks for in every step: the first number that is not finite, or larger than on any robot."""

import jax
import jax.numpy as jnp
from flax import struct

from go2mjx.tasks.base import Environment, State


@struct.dataclass
class Fault:
    """Where the first number of a chunk was that no robot can have."""

    part: jax.Array  # () int32 index into `parts`, -1 while none was found
    env: jax.Array  # () int32 index of its environment
    episode_step: jax.Array  # () int32 control step of its episode, from 1
    iteration: jax.Array  # () int32, from 1
    parts: tuple[str, ...] = struct.field(pytree_node=False)  # names, those of `Environment.impossible`


def no_fault(env: Environment, env_state: State) -> Fault:
    """What `first_fault` starts from with batches like `env_state`."""
    zero = jnp.zeros((), jnp.int32)
    return Fault(zero - 1, zero, zero, zero, parts=tuple(env.impossible(env_state)))


def first_fault(fault: Fault, env: Environment, advanced: State, iteration: jax.Array) -> Fault:
    """`fault` if it was found before, else the first in what `advance` returned."""
    found = env.impossible(advanced)
    broken = jnp.stack([found[name] for name in fault.parts])
    part, env = jnp.unravel_index(jnp.argmax(broken), broken.shape)
    here = fault.replace(part=part, env=env, episode_step=advanced.episode_step[env], iteration=iteration)
    is_first = (fault.part < 0) & broken.any()
    return jax.tree.map(lambda new, old: jnp.where(is_first, new, old), here, fault)
