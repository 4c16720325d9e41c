"""The ground under a robot: a plane at height zero, or a field of heights.

The same functions serve arrays of NumPy and of JAX, whichever the positions are.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = Any


class Flat:
    """The plane at height zero."""

    def height(self, position: Array) -> Array | float:
        """Height of the ground (m) at `position`, (..., 2) m; broadcasts to (...)."""
        return 0.0

    def gap(self, centre: Array, radius: Array) -> Array:
        """Distance (m), (...), from the ground to spheres of `radius` (m) about `centre`, (..., 3) m; negative inside."""
        return centre[..., 2] - radius

    def contains(self, position: Array) -> bool:
        """Whether there is ground at `position`, (..., 2) m; broadcasts to (...)."""
        return True


@dataclass(frozen=True, eq=False)
class HeightField:
    """Heights on a square grid about the world's origin, and between them the triangles of MuJoCo's height fields.

    A cell is cut from its corner of least x and y to the opposite one. Beyond the edge the heights there go on.
    """

    heights: Array  # (rows along y, columns along x) m, float32; on a device where positions are
    spacing: float  # m

    def surface(self, position: Array) -> tuple[Array, Array]:
        """Height (m), (...), and upward unit normal, (..., 3), of the triangle above or below `position`, (..., 2) m.

        Of a position that is NaN, as that of a robot which diverged, both are NaN.
        """
        numpy = position.__array_namespace__()
        size = np.array(self.heights.shape[::-1])
        place = position / self.spacing + (size - 1) / 2
        corner = numpy.clip(numpy.floor(numpy.nan_to_num(place)), 0, size - 2).astype(np.int32)
        u, v = numpy.moveaxis(numpy.clip(place - corner, 0.0, 1.0), -1, 0)
        heights, (column, row) = self.heights, numpy.moveaxis(corner, -1, 0)
        upper = v >= u
        low, high = heights[row, column], heights[row + 1, column + 1]
        # the triangle's third corner is above the diagonal or below it
        third = heights[row + upper, column + 1 - upper]
        along_x = numpy.where(upper, high - third, third - low)
        along_y = numpy.where(upper, third - low, high - third)
        height = low + u * along_x + v * along_y
        normal = numpy.stack([-along_x, -along_y, numpy.full_like(height, self.spacing)], axis=-1)
        return height, normal / numpy.sqrt((normal**2).sum(axis=-1, keepdims=True))

    def height(self, position: Array) -> Array:
        """As that of `Flat`."""
        return self.surface(position)[0]

    def gap(self, centre: Array, radius: Array) -> Array:
        """As that of `Flat`, to the plane of the triangle above or below the centre."""
        height, normal = self.surface(centre[..., :2])
        return (centre[..., 2] - height) * normal[..., 2] - radius

    def contains(self, position: Array) -> Array:
        """As that of `Flat`."""
        edge = self.spacing * (np.array(self.heights.shape[::-1]) - 1) / 2
        return (abs(position) < edge).all(axis=-1)


Ground = Flat | HeightField
FLAT = Flat()
