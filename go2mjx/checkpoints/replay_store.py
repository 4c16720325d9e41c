"""The replay ring on disk: every save writes only rows that are new, and a restore puts them together.

A ring of millions of rows is too large to write whole at each checkpoint. Rows never change once they are
in the ring, so a *segment* with the last rows before the insert index is enough if the segments before it
are kept. A checkpoint names the segments that its ring consists of.
"""

import math
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from go2mjx.checkpoints.orbax_store import CheckpointError, OrbaxStore, checksum
from go2mjx.learners.replay import ReplayState, Transition

MOST_SEGMENTS = 64
"""A segment holds at least the capacity divided by this, so that few files make up a ring."""


@dataclass(frozen=True)
class Segment:
    """The `rows` rows of the ring before index `end`, at training step `step`."""

    step: int
    end: int
    rows: int
    checksum: int


class ReplayStore:
    """The segments of one run in one directory, a step of an `OrbaxStore` each."""

    def __init__(self, directory: Path) -> None:
        self._store = OrbaxStore(directory, ("rows",))
        self._chain: list[Segment] = []  # of the newest checkpoint, oldest first

    def save(self, step: int, replay: ReplayState, steps_between_saves: int) -> list[dict[str, int]]:
        """Start writing what is new since the last save; returns the segments that `replay` consists of.

        `step` counts transitions, and `steps_between_saves` is how many of them usually lie between two
        saves. Raises CheckpointError.
        """
        capacity = replay.rows.reward.shape[0]
        usual = min(capacity, max(steps_between_saves, math.ceil(capacity / MOST_SEGMENTS)))
        if step in self._store.steps():  # its checkpoint could not be written
            self._store.delete(step)
        chain = [segment for segment in self._chain if segment.step < step]
        intact = {segment.step for segment in chain} <= set(self._store.steps())
        # at most one row per transition is new, and the ring began empty
        if intact and step - (chain[-1].step if chain else 0) <= usual:
            count = usual
        else:
            chain, count = [], capacity
        end = int(replay.insert_index)
        rows = jax.tree.map(np.asarray, _rows_before(_as_dictionary(replay.rows), end, count))
        self._store.save(step, {"rows": rows}, {})
        self._chain = needed([*chain, Segment(step, end, count, checksum(rows))], capacity)
        return [asdict(segment) for segment in self._chain]

    def restore(self, segments: list[dict[str, int]], template: Transition) -> Transition:
        """The rows of the ring, in the shapes and on the devices of `template`. Raises CheckpointError.

        The next `save` continues from these segments.
        """
        chain = [Segment(**segment) for segment in segments]
        ring = jax.tree.map(lambda leaf: np.zeros(leaf.shape, leaf.dtype), _as_dictionary(template))
        for segment in chain:
            for name, rows in self.read(segment).items():
                if name not in ring or rows.shape[1:] != ring[name].shape[1:] or len(rows) > len(ring[name]):
                    raise CheckpointError(
                        f"{self._store.directory}/{segment.step} is of a run with other settings: "
                        f"{name} {list(rows.shape)} does not fit into the replay ring"
                    )
                _put_before(ring[name], segment.end, np.asarray(rows))
        self._chain = chain
        devices = _as_dictionary(jax.tree.map(lambda leaf: leaf.sharding, template))
        return Transition(**{name: jax.device_put(rows, devices[name]) for name, rows in ring.items()})

    def read(self, segment: Segment) -> dict[str, np.ndarray]:
        """The rows of one segment by their name, leaves (rows, ...). Raises CheckpointError."""
        if segment.step not in self._store.steps():
            raise CheckpointError(f"{self._store.directory}/{segment.step} is missing")
        shapes = self._store.shapes(segment.step, "rows")
        return self._store.read(segment.step, "rows", shapes, segment.checksum)

    def keep_only(self, steps: set[int]) -> None:
        """Delete the segments of other steps. Raises CheckpointError."""
        for step in set(self._store.steps()) - steps:
            self._store.delete(step)

    def bytes_on_disk(self, step: int) -> int:
        """Size of all files of a segment."""
        return self._store.bytes_on_disk(step)

    def remove_unfinished(self) -> None:
        """Delete what a killed process left half written."""
        self._store.remove_unfinished()

    def wait(self) -> None:
        """Return once everything is on disk. Raises CheckpointError when a write failed."""
        self._store.wait()

    def close(self) -> None:
        """Finish writing and let go. Raises CheckpointError when a write failed."""
        self._store.close()


def needed(segments: list[Segment], capacity: int) -> list[Segment]:
    """The fewest of `segments`, oldest first, that together hold the last `capacity` rows of the last one."""
    chain = [segments[-1]]
    covered = chain[0].rows
    while covered < capacity:
        newest = chain[0]
        # rows that were inserted after a step within reach are all among the last rows of `newest`
        reachable = [s for s in segments if newest.step - newest.rows <= s.step < newest.step]
        if not reachable:  # the ring began here
            break
        oldest = min(reachable, key=lambda segment: segment.step)
        covered += (newest.end - oldest.end) % capacity + oldest.rows - newest.rows
        chain.insert(0, oldest)
    return chain


def _as_dictionary(rows: Transition) -> dict[str, Any]:
    return {name: getattr(rows, name) for name in rows.__dataclass_fields__}


@partial(jax.jit, static_argnames="count")
def _rows_before(rows: dict[str, jax.Array], end: int, count: int) -> dict[str, jax.Array]:
    """The `count` rows before index `end`, in order; a copy, so that the ring may be donated."""
    index = end - count + jnp.arange(count)
    return jax.tree.map(lambda ring: ring[index % ring.shape[0]], rows)


def _put_before(ring: np.ndarray, end: int, rows: np.ndarray) -> None:
    """Write `rows` so that the last one comes to lie before index `end`."""
    start = end - len(rows)
    if start >= 0:
        ring[start:end] = rows
    else:
        ring[start:] = rows[:-start]
        ring[:end] = rows[-start:]
