"""The devices that train together: the same program on each, on its own environments and their part of the replay.

The learner is the same on all of them. Each draws its part of every minibatch from its own replay, and what they
learn from it is averaged once per update (data parallelism by JAX's `shard_map`). A program for one device has
nothing of this: every function here then gives back what it is given.
"""

import functools
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax.flatten_util import ravel_pytree
from jax.sharding import NamedSharding, PartitionSpec, SingleDeviceSharding

AXIS = "devices"
ALIKE = PartitionSpec()
"""The same on all devices."""


def split(axis: int) -> PartitionSpec:
    """In equal parts, along `axis`, of which each device has one."""
    return PartitionSpec(*[None] * axis, AXIS)


@dataclass(frozen=True)
class Devices:
    """The first `count` devices. What is said of one device holds inside a function that is `spread`."""

    count: int

    @functools.cached_property
    def mesh(self) -> jax.sharding.Mesh:
        return jax.sharding.Mesh(np.array(jax.devices()[: self.count]), (AXIS,))

    def share(self, number: int) -> int:
        """The part of one device; `number` must be a multiple of `count`."""
        return number // self.count

    def spread(self, function: Callable, arguments: Any, result: Any) -> Callable:
        """`function` on all devices; `arguments`, a tuple, and `result` say where what lies, as prefixes of trees."""
        if self.count == 1:
            return function
        return jax.shard_map(function, mesh=self.mesh, in_specs=arguments, out_specs=result, check_vma=False)

    def placed(self, shapes: Any, places: Any) -> Any:
        """A tree of shapes and types as the template of what is made or read, at `places`, a prefix of it."""
        one = SingleDeviceSharding(jax.devices()[0])

        def put(place: PartitionSpec, part: Any) -> Any:
            sharding = one if self.count == 1 else NamedSharding(self.mesh, place)
            return jax.tree.map(lambda leaf: leaf.update(sharding=sharding), part)

        return jax.tree.map(put, places, shapes)

    def on_first(self, tree: Any) -> Any:
        """Arrays that are the same on all devices, as the first has them."""
        return tree if self.count == 1 else jax.tree.map(lambda leaf: leaf.addressable_data(0), tree)

    def key(self, key: jax.Array) -> jax.Array:
        """A random key of this device alone."""
        return key if self.count == 1 else jax.random.fold_in(key, jax.lax.axis_index(AXIS))

    def part(self, tree: Any) -> Any:
        """This device's rows of a tree of (n, ...) that is the same on all devices."""
        if self.count == 1:
            return tree

        def rows(leaf: jax.Array) -> jax.Array:
            size = self.share(len(leaf))
            return jax.lax.dynamic_slice_in_dim(leaf, jax.lax.axis_index(AXIS) * size, size)

        return jax.tree.map(rows, tree)

    def everyone(self, rows: Any) -> Any:
        """The rows of all devices, (steps, n, ...), for a tree of (steps, rows of this device, ...), floats and truths."""
        if self.count == 1:
            return rows
        leaves, structure = jax.tree.flatten(rows)
        widths = [math.prod(leaf.shape[2:]) for leaf in leaves]
        flat = [leaf.reshape(*leaf.shape[:2], -1).astype(jnp.float32) for leaf in leaves]
        # one meeting for all: it costs more than the bytes
        joined = jax.lax.all_gather(jnp.concatenate(flat, axis=-1), AXIS, axis=1, tiled=True)
        parts = jnp.split(joined, np.cumsum(widths)[:-1], axis=-1)
        back = [
            part.reshape(*part.shape[:2], *leaf.shape[2:]).astype(leaf.dtype)
            for part, leaf in zip(parts, leaves, strict=True)
        ]
        return jax.tree.unflatten(structure, back)

    def mean(self, tree: Any) -> Any:
        """The mean over the devices of each number in a tree of floats."""
        if self.count == 1 or not jax.tree.leaves(tree):
            return tree
        vector, restored = ravel_pytree(tree)
        return restored(jax.lax.pmean(vector, AXIS))


ONE = Devices(1)
