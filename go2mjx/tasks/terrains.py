"""Uneven ground: kinds of terrain, and the field of tiles that a robot is trained on.

A kind is one function and one line in `TERRAINS`. Its heights end at zero at the edge of a tile, so that any two tiles meet.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np

from go2mjx.physics.ground import HeightField

SPACING = 0.05
"""Metres between two heights: the treads of the stairs have six, and a riser is one cell wide."""
CELLS = 160
"""Along each side of a tile: it is 8 m wide."""
TILE = CELLS * SPACING
LEVELS = 6
"""Tiles of a kind, of difficulty 0 to 1."""
STEEPEST = np.radians(20)
"""Slope at difficulty 1, where `waves` are 10 cm and `rough` ground 5 cm up and down, `steps` 10 cm high, `stairs` 12 cm, and `gaps` 20 cm wide."""

Terrain = Callable[[np.ndarray, np.ndarray, float, np.random.Generator], np.ndarray]
"""Heights (m) at places `x` and `y` (m) from the middle of a tile, all of one shape, from a difficulty in [0, 1]."""


def flat(x: np.ndarray, y: np.ndarray, difficulty: float, random: np.random.Generator) -> np.ndarray:
    return np.zeros_like(x)


def waves(x: np.ndarray, y: np.ndarray, difficulty: float, random: np.random.Generator) -> np.ndarray:
    """Bumps and hollows, two metres from one to the next."""
    return 0.1 * difficulty * np.sin(np.pi * x) * np.sin(np.pi * y)


def rough(x: np.ndarray, y: np.ndarray, difficulty: float, random: np.random.Generator) -> np.ndarray:
    """Random heights every 20 cm, joined by straight lines."""
    apart = 4
    count = CELLS // apart + 1
    corners = random.uniform(-0.05, 0.05, (count, count)) * difficulty
    places, coarse = np.arange(CELLS), apart * np.arange(count)
    rows = np.stack([np.interp(places, coarse, row) for row in corners])
    heights = np.stack([np.interp(places, coarse, column) for column in rows.T], axis=1)
    return heights * np.clip((TILE / 2 - np.maximum(abs(x), abs(y))) / 0.5, 0.0, 1.0)


def slope(x: np.ndarray, y: np.ndarray, difficulty: float, random: np.random.Generator) -> np.ndarray:
    """A rampart about the middle: up, and down again."""
    return np.tan(STEEPEST * difficulty) * _rampart(x, y)


def steps(x: np.ndarray, y: np.ndarray, difficulty: float, random: np.random.Generator) -> np.ndarray:
    """Blocks of random sides, of full or half height."""
    heights = np.zeros_like(x)
    for _ in range(60):
        middle, half = random.uniform(-TILE / 2, TILE / 2, 2), random.uniform(0.2, 0.8, 2)
        inside = (abs(x - middle[0]) < half[0]) & (abs(y - middle[1]) < half[1])
        heights[inside] = random.integers(3) * 0.05 * difficulty
    return heights * (np.maximum(abs(x), abs(y)) < TILE / 2 - SPACING)


def stairs(x: np.ndarray, y: np.ndarray, difficulty: float, random: np.random.Generator) -> np.ndarray:
    """Five steps up from the middle and five down again, treads of 30 cm."""
    return 0.12 * difficulty * np.floor(_rampart(x, y) / 0.3 + 1e-6)


def gaps(x: np.ndarray, y: np.ndarray, difficulty: float, random: np.random.Generator) -> np.ndarray:
    """Trenches about the middle, 90 cm apart and 30 cm deep."""
    away = np.maximum(abs(x), abs(y))
    trench = (away - 0.8) % 0.9 < 0.2 * difficulty - 1e-6
    return np.where(trench & (away > 0.8) & (away < TILE / 2 - 0.2), -0.3, 0.0)


TERRAINS: dict[str, Terrain] = {
    terrain.__name__: terrain for terrain in (flat, waves, rough, slope, steps, stairs, gaps)
}


def _rampart(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Metres into a rampart of 3 m width, from its nearer foot, of a square place with 60 cm to the middle."""
    away = np.maximum(abs(x), abs(y))
    return np.clip(np.minimum(away - 0.6, 3.6 - away), 0.0, None)


def tile(terrain: Terrain, difficulty: float, random: np.random.Generator) -> np.ndarray:
    """Heights of a tile, (CELLS, CELLS) m, rows along y; its far edges belong to the next tile."""
    places = SPACING * np.arange(CELLS) - TILE / 2
    x, y = np.meshgrid(places, places)
    return terrain(x, y, difficulty, random)


def field(names: Sequence[str], difficulties: Sequence[float], seed: int) -> HeightField:
    """Tiles of each kind in `names`, a row each along y, of growing difficulty along x, in a frame of flat ground one tile wide."""
    rows = [
        [
            tile(TERRAINS[name], difficulty, np.random.default_rng([seed, row, column]))
            for column, difficulty in enumerate(difficulties)
        ]
        for row, name in enumerate(names)
    ]
    heights = np.pad(np.block(rows), ((CELLS, CELLS + 1), (CELLS, CELLS + 1)))
    return HeightField(heights.astype(np.float32), SPACING)


def training_field(names: Sequence[str], seed: int) -> HeightField:
    """The field of a rough task."""
    return field(names, np.linspace(0.0, 1.0, LEVELS), seed)


def uniform_field(terrain: str, difficulty: float, seed: int, reach: float = 0.0) -> HeightField:
    """Tiles of one kind and difficulty on all sides of the origin, the middle of a tile: with its frame for 28 m, or for `reach` (m) where that is more."""
    count = 1 + 2 * max(2, math.ceil((reach - 1.5 * TILE) / TILE))
    return field([terrain] * count, [difficulty] * count, seed)


def middle(row: np.ndarray, column: np.ndarray, shape: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Where (m, x and y) the middles of tiles are, of a `field` of `shape`: kinds and difficulties."""
    kinds, levels = shape
    return TILE * (column - (levels - 1) / 2), TILE * (row - (kinds - 1) / 2)
