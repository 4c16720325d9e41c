"""What differs between the worlds of a batch: per-environment fields of the model, drawn at each reset."""

import jax


class SameWorld:
    """Every environment has the model as it is compiled."""

    def draw(self, keys: jax.Array) -> dict[str, jax.Array]:
        """Fields of `mjx.Model` by name, each (n, ...), for the episodes that begin with `keys`, (n,).

        Constants that MuJoCo's compiler derived from a field are not recomputed.
        """
        return {}
