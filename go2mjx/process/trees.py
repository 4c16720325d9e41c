"""Trees of arrays."""

import jax


def tree_bytes(tree: object) -> int:
    """Bytes of all leaves of `tree`, arrays or their shapes."""
    return sum(leaf.size * leaf.dtype.itemsize for leaf in jax.tree.leaves(tree))
