"""What the training loop asks of a learner, whichever it is."""

from dataclasses import dataclass, field
from typing import Any, Protocol

import jax
import jax.numpy as jnp
from flax import struct

from go2mjx.devices import Devices
from go2mjx.learners.replay import Batch

Policy = Any
"""All that is needed to act, a tree of arrays of the learner's own making."""
LearnerState = Any
"""All that a learner knows, a tree of arrays with a field `skipped`, `SkippedUpdates`."""


@struct.dataclass
class SkippedUpdates:
    """Updates that were left out because their gradient was not finite."""

    total: jax.Array  # () int32
    in_a_row: jax.Array  # (parts,) int32 of each part of the learner since its last update that was made
    most_in_a_row: jax.Array  # () int32 of any part so far

    @staticmethod
    def none(parts: int) -> "SkippedUpdates":
        """Before the first update of a learner whose `parts` are updated each by itself."""
        return SkippedUpdates(*(jnp.zeros(shape, jnp.int32) for shape in ((), parts, ())))

    def count(self, part: int, made: jax.Array) -> "SkippedUpdates":
        """After one more update of a part, which was `made`, () bool, or left out."""
        # a choice, where a GPU would launch an assignment by itself
        chosen = jnp.arange(self.in_a_row.size) == part
        in_a_row = jnp.where(chosen, jnp.where(made, 0, self.in_a_row + 1), self.in_a_row)
        return SkippedUpdates(self.total + ~made, in_a_row, jnp.maximum(self.most_in_a_row, in_a_row[part]))


@struct.dataclass
class UpdateSums:
    """Sums of `update_metrics` over the updates that were made, and how many those were."""

    total: jax.Array  # (metrics,)
    updates: jax.Array  # (metrics,) int32

    @staticmethod
    def none(learner: "Learner") -> "UpdateSums":
        """Over no update."""
        count = len(learner.update_metrics)
        return UpdateSums(jnp.zeros(count), jnp.zeros(count, jnp.int32))


@dataclass(frozen=True)
class Layer:
    """One operation of an exported policy on what the one before gave, by its name in ONNX (or `Silu`)."""

    operator: str
    constants: tuple[Any, ...] = ()
    attributes: dict[str, Any] = field(default_factory=dict)


class Learner(Protocol):
    """Pure functions on a `LearnerState`; the loop knows no learner by name."""

    devices: Devices
    """On which it learns; its state is the same on all of them."""
    batch_shape: tuple[int, ...]
    """Leading shape of one device's rows of one update group."""
    discount: float
    steps: int
    """Steps of a return, see `replay.sample`."""
    update_metrics: tuple[str, ...]
    """Keys of what an update tells, means over the updates since the last row."""
    critic_updates_per_group: int

    def init(self, key: jax.Array) -> LearnerState:
        """The state before the first update; no two leaves share a buffer."""

    def observe(self, state: LearnerState, observation: Any, valid: jax.Array) -> LearnerState:
        """Account for fresh observations of all devices, leaves (steps, n, ...), where `valid`, (steps, n)."""

    def policy(self, state: LearnerState) -> Policy:
        """What acts in the training."""

    def shipped_policy(self, state: LearnerState) -> Policy:
        """What is evaluated and shipped."""

    def act(self, policy: Policy, observation: jax.Array) -> jax.Array:
        """Deterministic actions, (..., action_size) in [-1, 1], at raw observations (..., state_size)."""

    def explore(self, policy: Policy, observation: jax.Array, key: jax.Array) -> jax.Array:
        """The same with exploration."""

    def update(
        self, state: LearnerState, batches: Batch, key: jax.Array, due: jax.Array | int, sums: UpdateSums
    ) -> tuple[LearnerState, UpdateSums]:
        """Make the first `due` update groups on this device's raw rows, leaves (groups, *batch_shape, ...).

        Their metrics join `sums`, which are given back with the state.
        """

    def metrics(self, state: LearnerState, update_steps: jax.Array) -> dict[str, jax.Array]:
        """What the state tells after `update_steps` groups, under its metric keys."""

    def export(self, policy: Policy) -> tuple[Layer, ...]:
        """`act` as a chain of operations on one vector."""
