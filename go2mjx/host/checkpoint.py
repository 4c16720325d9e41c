"""Checkpoints of a run: the whole `TrainState`, the small deployable policy beside it, and what they mean.

<directory>/<step>/policy   actor and observation statistics, all that evaluation and export read
<directory>/<step>/state    everything, the replay ring included
<directory>/<step>/meta     JSON: configuration, versions, counters, best evaluation
"""

import logging
import math
from pathlib import Path
from typing import Any

import jax
import orbax.checkpoint as ocp
from brax.training.acme import running_statistics

from go2mjx.loop.state import Policy, TrainState, current_policy

FOLDER = "checkpoints"
"""Name of the checkpoints' directory within a run directory."""
_SHOWN_DIFFERENCES = 5


class CheckpointError(Exception):
    """A checkpoint that could not be written, found or read; the text names its path and the reason."""


def locate(directory: str | Path) -> Path:
    """The absolute checkpoints' directory of a run; `directory` is that of the run or already the one sought."""
    path = Path(directory).expanduser().resolve()
    return path / FOLDER if (path / FOLDER).is_dir() else path


class Checkpoints:
    """The checkpoints in one directory, by step; the newest `keep` stay. A context manager.

    The directory is created by the first `save`; reading never changes it. Use it from one thread.
    """

    def __init__(self, directory: str | Path, keep: int = 3) -> None:
        # Orbax prints hundreds of lines about errors that it also raises, and those are reported here.
        logging.getLogger("absl").setLevel(logging.CRITICAL)
        self.directory = Path(directory).expanduser().resolve()
        self._manager = ocp.CheckpointManager(
            self.directory,
            options=ocp.CheckpointManagerOptions(max_to_keep=keep, create=False),
            item_handlers={
                "policy": ocp.StandardCheckpointHandler(),
                "state": ocp.StandardCheckpointHandler(),
                "meta": ocp.JsonCheckpointHandler(),
            },
        )

    def __enter__(self) -> "Checkpoints":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def save(self, step: int, train: TrainState, meta: dict[str, Any]) -> None:
        """Start writing `train` as `step`, larger than every saved one, and return.

        `train` may be donated right afterwards: orbax holds on to the buffers until it has copied them.
        The policy saved is that of the best evaluation, or the current one when there was none.

        Raises CheckpointError when the step cannot be saved, or when the write before this one failed.
        """
        evaluated = math.isfinite(train.best.score)
        policy = train.best.policy if evaluated else current_policy(train)
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            saved = self._manager.save(
                step,
                args=ocp.args.Composite(
                    policy=ocp.args.StandardSave(policy),
                    state=ocp.args.StandardSave(train),
                    meta=ocp.args.JsonSave(meta),
                ),
            )
        except Exception as error:  # orbax raises bare exceptions of many types
            raise self._failure("cannot be written", error) from error
        if not saved:
            raise CheckpointError(f"{self.directory}: step {step} is not above those saved, {self.steps()}")

    def wait(self) -> None:
        """Return once everything is on disk. Raises CheckpointError when a write failed."""
        try:
            self._manager.wait_until_finished()
        except Exception as error:
            raise self._failure("cannot be written", error) from error

    def close(self) -> None:
        """Finish writing and let go. Raises CheckpointError when a write failed."""
        try:
            self.wait()
        finally:
            self._manager.close()

    def steps(self) -> list[int]:
        """The complete steps on disk, ascending."""
        return sorted(self._manager.all_steps())

    def restore(self, template: TrainState, step: int | None = None) -> tuple[TrainState, dict[str, Any]]:
        """The state and meta of `step`, by default the newest: every leaf as saved, in `template`'s structure.

        Raises CheckpointError when there is none, it is damaged, or a leaf has another shape or type than
        in `template`.
        """
        step = self._existing(step)
        self._check_fit(template, step)
        return self._read(step, "state", template), self._meta(step)

    def restore_policy(self, step: int | None = None) -> tuple[Policy, dict[str, Any]]:
        """The policy and meta of `step`, by default the newest, on the default device; reads nothing else.

        Raises CheckpointError when there is none or it is damaged.
        """
        step = self._existing(step)
        sharding = jax.sharding.SingleDeviceSharding(jax.devices()[0])
        saved = jax.tree.map(
            lambda leaf: jax.ShapeDtypeStruct(leaf.shape, leaf.dtype, sharding=sharding),
            self._metadata(step, "policy"),
        )
        try:
            statistics = jax.eval_shape(running_statistics.init_state, saved["statistics"]["mean"])
            template = Policy(
                actor=saved["actor"],
                statistics=jax.tree.map(lambda leaf: leaf.update(sharding=sharding), statistics),
            )
        except (KeyError, TypeError) as error:
            raise self._failure(f"{step}: policy cannot be read", error) from error
        return self._read(step, "policy", template), self._meta(step)

    def _existing(self, step: int | None) -> int:
        steps = self.steps() if self.directory.is_dir() else []
        if not steps:
            reason = "holds no checkpoint" if self.directory.is_dir() else "does not exist"
            raise CheckpointError(f"{self.directory} {reason}")
        if step is not None and step not in steps:
            raise CheckpointError(f"{self.directory} has no step {step}, only {steps}")
        return steps[-1] if step is None else step

    def _meta(self, step: int) -> dict[str, Any]:
        try:
            return self._manager.restore(step, args=ocp.args.Composite(meta=ocp.args.JsonRestore()))["meta"]
        except Exception as error:
            raise self._failure(f"{step}: meta cannot be read", error) from error

    def _metadata(self, step: int, item: str) -> Any:
        """A tree of the saved leaves' names, shapes and types, in dictionaries."""
        try:
            metadata = self._manager.item_metadata(step)[item]
        except Exception as error:
            raise self._failure(f"{step}: {item} cannot be read", error) from error
        if metadata is None:
            raise CheckpointError(f"{self.directory}/{step}: {item} is missing")
        return metadata.tree

    def _read(self, step: int, item: str, template: Any) -> Any:
        try:
            args = ocp.args.Composite(**{item: ocp.args.StandardRestore(template)})
            return self._manager.restore(step, args=args)[item]
        except Exception as error:
            raise self._failure(f"{step}: {item} cannot be read", error) from error

    def _check_fit(self, template: TrainState, step: int) -> None:
        """Orbax would cast another type in silence and name no leaf when a shape differs."""
        saved = {leaf.name: _describe(leaf) for leaf in jax.tree.leaves(self._metadata(step, "state"))}
        wanted = {
            jax.tree_util.keystr(path, simple=True, separator="."): _describe(_stored(leaf))
            for path, leaf in jax.tree_util.tree_leaves_with_path(template)
        }
        differences = [
            f"{name}: {saved.get(name, 'nothing')} in the checkpoint, {wanted.get(name, 'nothing')} here"
            for name in sorted(saved.keys() | wanted.keys())
            if saved.get(name) != wanted.get(name)
        ]
        if differences:
            shown = differences[:_SHOWN_DIFFERENCES]
            more = len(differences) - len(shown)
            raise CheckpointError(
                "\n".join(
                    [
                        f"{self.directory}/{step} is of a run with other settings:",
                        *shown,
                        *([f"and {more} more"] if more else []),
                    ]
                )
            )

    def _failure(self, what: str, error: Exception) -> CheckpointError:
        return CheckpointError(f"{self.directory}/{what}: {error or type(error).__name__}")


def _stored(leaf: jax.Array) -> jax.Array:
    """What is on disk for `leaf`: typed keys are stored as their integers."""
    return jax.random.key_data(leaf) if jax.dtypes.issubdtype(leaf.dtype, jax.dtypes.prng_key) else leaf


def _describe(leaf: Any) -> str:
    return f"{leaf.dtype}{list(leaf.shape)}"
