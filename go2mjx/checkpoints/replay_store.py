"""The replay ring on disk: every save writes only rows that are new, and a restore puts them together.

A ring of millions of rows is too large to write whole at each checkpoint. Rows never change once they are
in the ring, so a *segment* with the last slots before the next one is enough if the segments before it
are kept. A checkpoint names the segments that its ring consists of. A slot holds a row of every environment, and
slots are counted from the start of the run: the ring of `slots` slots has slot i at i modulo `slots`.
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
from go2mjx.learners.replay import Transition

MOST_SEGMENTS = 64
"""A segment holds at least the capacity divided by this, so that few files make up a ring."""


@dataclass(frozen=True)
class Segment:
    """The last `slots` slots before slot `end`, at training step `step`."""

    step: int
    end: int
    slots: int
    checksum: int

    @property
    def start(self) -> int:
        """The first slot; negative where the run had fewer."""
        return self.end - self.slots


class ReplayStore:
    """The segments of one run in one directory, a step of an `OrbaxStore` each."""

    def __init__(self, directory: Path) -> None:
        self._store = OrbaxStore(directory, ("rows",))
        self._chain: list[Segment] = []  # of the newest checkpoint, oldest first

    def save(self, step: int, ring: Transition, steps_between_saves: int) -> list[dict[str, int]]:
        """Start writing what is new since the last save; returns the segments that `ring` consists of.

        `step` counts transitions, and `steps_between_saves` is how many of them usually lie between two
        saves. Raises CheckpointError.
        """
        capacity, num_envs = ring.reward.shape
        end = step // num_envs
        usual = min(capacity, max(steps_between_saves // num_envs, math.ceil(capacity / MOST_SEGMENTS)))
        if step in self._store.steps():  # its checkpoint could not be written
            self._store.delete(step)
        chain = [segment for segment in self._chain if segment.step < step]
        intact = {segment.step for segment in chain} <= set(self._store.steps())
        if intact and end - (chain[-1].end if chain else 0) <= usual:
            count = usual
        else:
            chain, count = [], capacity
        rows = jax.tree.map(np.asarray, _slots_before(_as_dictionary(ring), end % capacity, count))
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
                ring[name][np.arange(segment.start, segment.end) % len(ring[name])] = rows
        self._chain = chain
        devices = _as_dictionary(jax.tree.map(lambda leaf: leaf.sharding, template))
        return Transition(**{name: jax.device_put(rows, devices[name]) for name, rows in ring.items()})

    def read(self, segment: Segment) -> dict[str, np.ndarray]:
        """The rows of one segment by their name, leaves (slots, num_envs, ...). Raises CheckpointError."""
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
    """The fewest of `segments`, oldest first, that together hold the last `capacity` slots of the last one."""
    chain = [segments[-1]]
    first = max(0, chain[0].end - capacity)
    while chain[0].start > first:
        reachable = [other for other in segments if chain[0].start <= other.end < chain[0].end]
        chain.insert(0, min(reachable, key=lambda segment: segment.start))
    return chain


def _as_dictionary(rows: Transition) -> dict[str, Any]:
    return {name: getattr(rows, name) for name in rows.__dataclass_fields__}


@partial(jax.jit, static_argnames="count")
def _slots_before(ring: dict[str, jax.Array], end: int, count: int) -> dict[str, jax.Array]:
    """The `count` slots before index `end`, in order; a copy, so that the ring may be donated."""
    index = end - count + jnp.arange(count)
    return jax.tree.map(lambda leaf: leaf[index % leaf.shape[0]], ring)
