"""Mean and spread of the observations so far, right for runs of any length."""

import jax
import jax.numpy as jnp
from flax import struct

MOST_ROWS = 2**30
"""Beyond so many the count stands still: older rows are then slowly forgotten."""
MIN_STD = 1e-6
LARGEST = 1e6
"""No observation in SI units is as large; one such row would decide the spread alone."""


@struct.dataclass
class RunningStatistics:
    """Moments themselves and not their sums, which single precision can no longer add to after 2^24 rows."""

    count: jax.Array  # () int32 rows
    mean: jax.Array  # (size,)
    variance: jax.Array  # (size,)
    rest: jax.Array  # (2, size) what rounding has left out of mean and variance so far

    @staticmethod
    def none(size: int) -> "RunningStatistics":
        """Before the first row."""
        return RunningStatistics(
            jnp.zeros((), jnp.int32), jnp.zeros(size), jnp.zeros(size), jnp.zeros((2, size))
        )

    @property
    def std(self) -> jax.Array:
        """The standard deviation, (size,); 1 before the first row."""
        return jnp.where(self.count > 0, jnp.maximum(jnp.sqrt(self.variance), MIN_STD), 1.0)

    def update(self, rows: jax.Array, valid: jax.Array) -> "RunningStatistics":
        """After `rows`, (..., size), of which those count that are `valid`, (...) bool, and no larger than `LARGEST`.

        Means of batches merge as in Chan et al. 1979 (Updating formulae and a pairwise algorithm).
        """
        counts = (valid & (jnp.abs(rows) < LARGEST).all(axis=-1))[..., None]
        number = jnp.sum(counts, dtype=jnp.int32)
        count = jnp.minimum(self.count + number, MOST_ROWS)
        share = number / jnp.maximum(count, 1)

        def mean(values: jax.Array) -> jax.Array:
            axes = tuple(range(rows.ndim - 1))
            return jnp.sum(jnp.where(counts, values, 0.0), axis=axes) / jnp.maximum(number, 1)

        new = mean(rows)
        off = new - self.mean
        variance = mean(jnp.square(rows - new))
        change = share * jnp.stack([off, variance - self.variance + (1.0 - share) * jnp.square(off)])
        # compensated sums (Kahan 1965): a change below the last digit is not lost, the next ones add to it
        change += self.rest
        before = jnp.stack([self.mean, self.variance])
        after = before + change
        return RunningStatistics(count, after[0], after[1], change - (after - before))
