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
    """A flax module whose parameters are one vector.

    An optimiser step, a moving average or a check of all of them is then one operation instead of one per leaf:
    on a GPU 747 launches instead of 1,228 in four update groups (`python -m benchmarks.gpu.rehearsal`).

    Reflecting all inputs is the same as reflecting the parameters and the outputs. So a network whose parameters
    are their own reflection, `tied`, gives at a mirrored input exactly the mirrored output (a tied network is one
    of equivariant layers, Ravanbakhsh et al. 2017, arXiv:1702.08389, with the regular representation inside). Whoever
    starts with tied parameters and ties each gradient keeps them so to the last bit.
    """

    module: nn.Module
    inputs: tuple[Mirror, ...]
    """The reflection of each input; the module joins them in this order."""
    outputs: Mapping[str, Mirror]
    """The reflection of the outputs of each last layer, by its name."""

    @property
    def size(self) -> int:
        """How many parameters there are."""
        return sum(leaf.size for leaf in jax.tree.leaves(self._shapes))

    def init(self, key: jax.Array) -> jax.Array:
        """Fresh tied parameters, (size,)."""
        vector = ravel_pytree(self.module.init(key, *self._no_inputs()))[0]
        # of two that are tied one decides: their mean would be smaller than what the initializer intends
        decides = np.arange(vector.size) <= self.mirror.order
        return self.tied(jnp.where(decides, vector, self.mirror(vector)))

    def tied(self, vector: jax.Array) -> jax.Array:
        """The mean of `vector`, (size,), parameters or a gradient, and its reflection."""
        return 0.5 * (vector + self.mirror(vector))

    def parameters(self, vector: jax.Array) -> Any:
        """The parameters in `vector`, (size,), as flax has them."""
        leaves, structure = jax.tree.flatten(self._shapes)
        ends = np.cumsum([leaf.size for leaf in leaves])[:-1]
        parts = zip(jnp.split(vector, ends), leaves, strict=True)
        return jax.tree.unflatten(structure, [part.reshape(leaf.shape) for part, leaf in parts])

    def apply(self, vector: jax.Array, *inputs: jax.Array) -> Any:
        """The module's output at `inputs` with the parameters in `vector`, (size,)."""
        return self.module.apply(self.parameters(vector), *inputs)

    @functools.cached_property
    def mirror(self) -> Mirror:
        """The reflection of the parameter vector."""
        orders, signs, start = [], [], 0
        for path, leaf in jax.tree_util.tree_leaves_with_path(self._shapes):
            *_, layer, kind = (entry.key for entry in path)
            index = start + np.arange(leaf.size).reshape(leaf.shape)
            sign = np.ones(leaf.shape)
            after = self.outputs.get(layer) or _hidden(leaf.shape[-1])
            index, sign = index[..., after.order], sign * after.sign
            if kind == "kernel":
                before = Mirror.joined(*self.inputs) if layer == "Dense_0" else _hidden(leaf.shape[-2])
                index, sign = index[..., before.order, :], sign * before.sign[:, None]
            orders.append(index.ravel())
            signs.append(sign.ravel())
            start += leaf.size
        return Mirror(np.concatenate(orders), np.concatenate(signs))

    @functools.cached_property
    def _shapes(self) -> Any:
        return jax.eval_shape(lambda: self.module.init(jax.random.key(0), *self._no_inputs()))

    def _no_inputs(self) -> list[jax.Array]:
        return [jnp.zeros(len(mirror.order)) for mirror in self.inputs]


def _hidden(units: int) -> Mirror:
    """The reflection of a hidden layer: its units in reverse order."""
    return Mirror(np.arange(units)[::-1], np.ones(units))
