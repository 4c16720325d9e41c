"""Networks whose parameters are one vector, and which commute with the left-right reflection."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from flax import linen as nn
from jax.flatten_util import ravel_pytree

from go2mjx.tasks.observation import Mirror


@dataclass(frozen=True, eq=False)
class VectorModule:
    """A flax module on the even and odd parts of its inputs and outputs, whose parameters are one vector.

    An optimiser step, a moving average or a check of all of them is then one operation instead of one per leaf:
    on a GPU 747 launches instead of 1,228 in four update groups (`python -m benchmarks.gpu.rehearsal`).
    """

    module: nn.Module
    inputs: tuple[Mirror, ...]
    """The reflection of each input; the module sees the parts of all of them, joined in this order."""
    outputs: Mapping[str, Mirror]
    """The reflection of each output, by its name."""

    @property
    def size(self) -> int:
        """How many parameters there are."""
        return sum(leaf.size for leaf in jax.tree.leaves(self._shapes))

    def init(self, key: jax.Array) -> jax.Array:
        """Fresh parameters, (size,)."""
        return ravel_pytree(self.module.init(key, *self._no_parts()))[0]

    def parameters(self, vector: jax.Array) -> Any:
        """The parameters in `vector`, (size,), as flax has them."""
        leaves, structure = jax.tree.flatten(self._shapes)
        ends = np.cumsum([leaf.size for leaf in leaves])[:-1]
        parts = zip(jnp.split(vector, ends), leaves, strict=True)
        return jax.tree.unflatten(structure, [part.reshape(leaf.shape) for part, leaf in parts])

    def apply(self, vector: jax.Array, *inputs: jax.Array) -> dict[str, jax.Array]:
        """The outputs at `inputs`, each (..., as many as its reflection has), with the parameters in `vector`, (size,)."""
        parts = self._input.split(jnp.concatenate(inputs, axis=-1))
        found = self.module.apply(self.parameters(vector), *parts)
        return {name: mirror.join(*found[name]) for name, mirror in self.outputs.items()}

    @functools.cached_property
    def _shapes(self) -> Any:
        return jax.eval_shape(lambda: self.module.init(jax.random.key(0), *self._no_parts()))

    def _no_parts(self) -> list[jax.Array]:
        return [jnp.zeros(width) for width in self._input.widths]

    @functools.cached_property
    def _input(self) -> Mirror:
        return Mirror.joined(*self.inputs)
