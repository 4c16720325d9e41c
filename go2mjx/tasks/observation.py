"""Observation tables: what each number is, where it comes from, and how it looks in a mirror."""

import functools
from dataclasses import dataclass
from typing import Literal

import jax
import jax.numpy as jnp
import numpy as np
from flax import struct

Source = Literal["imu", "encoder", "command", "history", "privileged"]
LARGEST = {"1": 10.0, "m": 100.0, "m/s": 50.0, "m/s, rad/s": 50.0, "rad": 1e3, "rad/s": 1e3, "s": 1e5}
"""What no robot reaches, by unit. The fastest legged ones run at 13 m/s and turn their joints at 60 rad/s; the simulated
GO2 and GO1 got to 2.7 m/s and 136 rad/s under the wildest actions that the settings allow. An episode is at most 2e4 s."""


@struct.dataclass
class Observation:
    """What the policy sees, and what only the critic sees. Raw values in SI units."""

    state: jax.Array  # (n, state_size) measurable on the real robot
    privileged_state: jax.Array  # (n, privileged_size) known to the simulator alone


@dataclass(frozen=True)
class ObservationEntry:
    """One row of an environment's observation table."""

    name: str
    width: int
    unit: str
    source: Source
    mirror_order: tuple[int, ...]
    mirror_sign: tuple[float, ...]


def entry(
    name: str, unit: str, source: Source, mirror_sign: tuple[float, ...], mirror_order: tuple[int, ...] = ()
) -> ObservationEntry:
    """A table row whose reflection keeps the order of its numbers unless one is given."""
    width = len(mirror_sign)
    return ObservationEntry(name, width, unit, source, mirror_order or tuple(range(width)), mirror_sign)


def largest(entries: tuple[ObservationEntry, ...]) -> np.ndarray:
    """What no robot reaches in an observation of `entries`; infinite where `LARGEST` does not know the unit."""
    return np.concatenate([np.full(item.width, LARGEST.get(item.unit, np.inf)) for item in entries])


@dataclass(frozen=True)
class Mirror:
    """Left-right reflection of vectors: `vector[..., order] * sign`; its own inverse."""

    order: np.ndarray
    sign: np.ndarray

    @staticmethod
    def of(entries: tuple[ObservationEntry, ...]) -> "Mirror":
        """The reflection of the concatenated `entries`."""
        parts = (Mirror(np.array(item.mirror_order), np.array(item.mirror_sign)) for item in entries)
        return Mirror.joined(*parts)

    @staticmethod
    def joined(*mirrors: "Mirror") -> "Mirror":
        """The reflection of vectors one after the other in one vector."""
        starts = np.cumsum([0, *(len(mirror.order) for mirror in mirrors[:-1])])
        order = [start + mirror.order for start, mirror in zip(starts, mirrors, strict=True)]
        return Mirror(np.concatenate(order), np.concatenate([mirror.sign for mirror in mirrors]))

    def __call__(self, vector: jax.Array) -> jax.Array:
        return vector[..., self.order] * jnp.asarray(self.sign, vector.dtype)

    @functools.cached_property
    def _representatives(self) -> tuple[tuple[np.ndarray, np.ndarray], ...]:
        """Where the numbers of the even and the odd part stand, one of each pair that changes places, and what scales them."""
        own = np.arange(len(self.order))
        first, fixed = own <= self.order, own == self.order
        length = np.where(fixed, 0.5, np.sqrt(0.5))
        parts = (np.flatnonzero(first & ~(fixed & (self.sign == other))) for other in (-1, 1))
        return tuple((places, length[places]) for places in parts)

    @property
    def widths(self) -> tuple[int, int]:
        """How many numbers the even and the odd part of a vector have."""
        (even, _), (odd, _) = self._representatives
        return len(even), len(odd)

    def split(self, vector: jax.Array) -> tuple[jax.Array, jax.Array]:
        """The even and the odd part of vectors, (..., even size) and (..., odd size), in `bases`."""
        (even, even_length), (odd, odd_length) = self._representatives
        image = vector[..., self.order] * self.sign
        return (vector + image)[..., even] * even_length, (vector - image)[..., odd] * odd_length

    def join(self, even: jax.Array, odd: jax.Array) -> jax.Array:
        """The vectors, (..., size), that have these parts."""
        even_basis, odd_basis = self.bases
        return even @ even_basis.T + odd @ odd_basis.T

    @functools.cached_property
    def bases(self) -> tuple[np.ndarray, np.ndarray]:
        """Orthonormal bases of the vectors that the reflection leaves alone and of those whose sign it turns, (size, n) each."""
        return self.split(np.eye(len(self.order)))
