"""The picture of a point mass: the plane from above."""

import numpy as np
from PIL import Image, ImageDraw

_GROUND, _EDGE, _POINT = (24, 28, 32), (110, 114, 118), (255, 190, 60)
_POINT_RADIUS = 5  # pixels


def picture(position: np.ndarray, reach: float, height: int, width: int) -> np.ndarray:
    """A point at `position`, (2,) in m, and the circle of `reach` m about the origin, (height, width, 3) uint8."""
    image = Image.new("RGB", (width, height), _GROUND)
    canvas = ImageDraw.Draw(image)
    middle, scale = np.array([width, height]) / 2, 0.48 * min(height, width) / reach
    x, y = middle + scale * position * (1, -1)
    canvas.circle(tuple(middle), scale * reach, outline=_EDGE)
    canvas.circle((x, y), _POINT_RADIUS, fill=_POINT)
    return np.asarray(image)
