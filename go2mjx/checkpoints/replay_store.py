"""The replay ring on disk: every save writes only rows that are new, and a restore puts them together.

A ring of millions of rows is too large to write whole at each checkpoint. Rows never change once they are
in the ring, so a *segment* with the last slots before the next one is enough if the segments before it
are kept. A checkpoint names the segments that its ring consists of. A slot holds a row of every environment, and
slots are counted from the start of the run: the ring of `slots` slots has slot i at i modulo `slots`.

What is new is copied, and written, in pieces of bounded size, a segment each: a save must not need a second ring.
"""

import math
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from go2mjx.checkpoints.orbax_store import CheckpointError, OrbaxStore
from go2mjx.learners.replay import Transition
from go2mjx.process.trees import tree_bytes

MOST_SEGMENTS = 64
"""A segment holds at least the capacity divided by this, so that few files make up a ring."""
PIECE_BYTES = 32 * 2**20
"""A segment is not larger than this, unless the ring is larger than `MOST_SEGMENTS` of them."""
SAVE_BYTES = 6 * PIECE_BYTES
"""Memory that a save takes: rows on their way from the ring to the disk, in several copies (measured: docs/faults.md)."""


@dataclass(frozen=True)
class Segment:
    """The last `slots` slots before slot `end`, saved at training step `step`; `piece` of that save, 0 is its last."""

    step: int
    end: int
    slots: int
    checksum: int
    piece: int = 0

    @property
    def name(self) -> str:
        """Its folder. That of the last piece, which is written last, is the step alone."""
        return f"{self.step}-{self.piece}" if self.piece else str(self.step)

    @property
    def start(self) -> int:
        """The first slot; negative where the run had fewer."""
        return self.end - self.slots


class ReplayStore:
    """The segments of one run in one directory, a folder of `store` each."""

    def __init__(self, directory: Path) -> None:
        self.store = OrbaxStore(directory, ("rows",))
        self._chain: list[Segment] = []  # of the newest checkpoint, oldest first

    def save(self, step: int, ring: Transition, steps_between_saves: int) -> list[dict[str, int]]:
        """Start writing what is new since the last save; returns the segments that `ring` consists of.

        `step` counts transitions, and `steps_between_saves` is how many of them usually lie between two
        saves. Raises CheckpointError.
        """
        capacity, num_envs = ring.reward.shape
        end = step // num_envs
        shortest = math.ceil(capacity / MOST_SEGMENTS)
        longest = min(capacity, max(shortest, PIECE_BYTES * capacity // tree_bytes(ring)))
        usual = min(longest, max(steps_between_saves // num_envs, shortest))
        self.store.wait()
        present = self.store.names()
        for name in present:  # of a checkpoint that could not be written
            if _step(name) == step:
                self.store.delete(name)
        chain = [segment for segment in self._chain if segment.step < step]
        if not {segment.name for segment in chain} <= set(present):
            chain = []
        new = min(capacity, end - (chain[-1].end if chain else 0))
        count = usual if new <= usual else longest
        for piece in reversed(range(max(1, math.ceil(new / count)))):
            stop = end - piece * count
            rows = jax.tree.map(np.asarray, _slots_before(_as_dictionary(ring), stop % capacity, count))
            name = Segment(step, stop, count, 0, piece).name
            checksums = self.store.save(name, {"rows": rows}, {})
            chain.append(Segment(step, stop, count, checksums["rows"], piece))
        self._chain = needed(chain, capacity)
        return [asdict(segment) for segment in self._chain]

    def restore(self, segments: list[dict[str, int]], template: Transition) -> Transition:
        """The rows of the ring, in the shapes and on the devices of `template`. Raises CheckpointError.

        The next `save` continues from these segments.
        """
        chain = [Segment(**segment) for segment in segments]
        ring = {
            name: jnp.zeros(leaf.shape, leaf.dtype, device=leaf.sharding)
            for name, leaf in _as_dictionary(template).items()
        }
        slots = template.reward.shape[0]
        for segment in chain:
            rows = jax.tree.map(np.asarray, self.read(segment))  # for whichever devices the ring is on
            for name, leaf in rows.items():
                if name not in ring or leaf.shape[1:] != ring[name].shape[1:] or len(leaf) > slots:
                    raise CheckpointError(
                        f"{self.store.directory}/{segment.name} is of a run with other settings: "
                        f"{name} {list(leaf.shape)} does not fit into the replay ring"
                    )
            ring = _with_slots(ring, rows, segment.start % slots)
        self._chain = chain
        return Transition(**ring)

    def read(self, segment: Segment) -> dict[str, np.ndarray]:
        """The rows of one segment by their name, leaves (slots, num_envs, ...). Raises CheckpointError."""
        if segment.name not in self.store.names():
            raise CheckpointError(f"{self.store.directory}/{segment.name} is missing")
        shapes = self.store.shapes(segment.name, "rows")
        return self.store.read(segment.name, "rows", shapes, segment.checksum)

    def keep_only(self, names: set[str], through: int = -1) -> None:
        """Delete the segments of other names that were saved after step `through`. Raises CheckpointError."""
        for name in set(self.store.names()) - names:
            if _step(name) > through:
                self.store.delete(name)


def needed(segments: list[Segment], capacity: int) -> list[Segment]:
    """The fewest of `segments`, oldest first, that together hold the last `capacity` slots of the last one."""
    chain = [segments[-1]]
    first = max(0, chain[0].end - capacity)
    while chain[0].start > first:
        reachable = [other for other in segments if chain[0].start <= other.end < chain[0].end]
        chain.insert(0, min(reachable, key=lambda segment: segment.start))
    return chain


def _step(name: str) -> int:
    return int(name.partition("-")[0])


def _as_dictionary(rows: Transition) -> dict[str, Any]:
    return {name: getattr(rows, name) for name in rows.__dataclass_fields__}


@partial(jax.jit, static_argnames="count")
def _slots_before(ring: dict[str, jax.Array], end: int, count: int) -> dict[str, jax.Array]:
    """The `count` slots before index `end`, in order; a copy, so that the ring may be donated."""
    index = end - count + jnp.arange(count)
    return jax.tree.map(lambda leaf: leaf[index % leaf.shape[0]], ring)


@partial(jax.jit, donate_argnames="ring")
def _with_slots(ring: dict[str, jax.Array], rows: dict[str, jax.Array], start: int) -> dict[str, jax.Array]:
    """`ring` with `rows` in the slots from index `start` on."""

    def put(leaf: jax.Array, new: jax.Array) -> jax.Array:
        return leaf.at[(start + jnp.arange(len(new))) % len(leaf)].set(new)

    return jax.tree.map(put, ring, rows)
