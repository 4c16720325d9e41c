"""The ground that a task walks on; heights in a task are above the ground below."""

import jax


class Flat:
    """A plane at height zero: the floor of every scene (`go2mjx.physics.models`)."""

    def height(self, position: jax.Array) -> jax.Array | float:
        """Height of the ground (m) at `position`, (..., 2) m; broadcasts to (...)."""
        return 0.0
