"""Numbered folders of arrays and JSON on disk: orbax with checksums, clear errors and no clean-up by hand."""

import gc
import json
import logging
import math
import shutil
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jax
import numpy as np
import orbax.checkpoint as ocp
import psutil
from orbax.checkpoint import checkpoint_managers

META = "meta"
"""Name of the JSON item of every step."""
_SCORE = "score"
_UNFINISHED = "*.orbax-checkpoint-tmp*"
_DAMAGED = ".damaged"


class CheckpointError(Exception):
    """A checkpoint that could not be written, found or read; the text names its path and the reason."""


class OrbaxStore:
    """The steps in one directory, each with the same items: trees of arrays, and the JSON item "meta".

    A step is written in the background and is there as a whole or not at all. Orbax restores flipped bits
    without an error, so every read is compared with a checksum that was taken before the write.

    With `keep`, only that many of the newest steps and the one with the lowest score stay.

    The directory is created by the first `save`; reading never changes it. Use it from one thread.
    """

    def __init__(self, directory: Path, items: tuple[str, ...], keep: int | None = None) -> None:
        # Orbax prints hundreds of lines about errors that it also raises, and those are reported here.
        for name in ("absl", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self.directory = directory
        handlers = {name: ocp.StandardCheckpointHandler() for name in items}
        self._manager = ocp.CheckpointManager(
            directory,
            options=ocp.CheckpointManagerOptions(create=False, **_retention(keep)),
            item_handlers=handlers | {META: ocp.JsonCheckpointHandler()},
        )

    def save(
        self, step: int, trees: Mapping[str, Any], meta: Mapping[str, Any], score: float = math.inf
    ) -> None:
        """Start writing `step`, larger than every step there, and return; the trees may be donated then.

        Of the finite scores the lowest is the best. Raises CheckpointError, also when the write before this
        one failed.
        """
        meta = {**meta, "checksums": {name: checksum(tree) for name, tree in trees.items()}}
        arguments = {name: ocp.args.StandardSave(tree) for name, tree in trees.items()}
        content = ocp.args.JsonSave({"content": meta, "checksum": _text_checksum(meta)})
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            saved = self._manager.save(
                step,
                args=ocp.args.Composite(**arguments, **{META: content}),
                metrics={_SCORE: score} if math.isfinite(score) else None,
            )
        except Exception as error:  # orbax raises bare exceptions of many types
            self._manager.reload()
            raise self._failure("cannot be written", error) from error
        if not saved:
            raise CheckpointError(f"{self.directory}: step {step} is not above those saved, {self.steps()}")

    def wait(self) -> None:
        """Return once everything is on disk. Raises CheckpointError when a write failed."""
        try:
            self._manager.wait_until_finished()
        except Exception as error:
            self._manager.reload()  # it would go on to list the step that failed
            raise self._failure("cannot be written", error) from error

    def close(self) -> None:
        """Finish writing and let go. Raises CheckpointError when a write failed."""
        try:
            self.wait()
        finally:
            self._manager.close()

    def steps(self) -> list[int]:
        """The steps on disk that were written to the end, ascending."""
        return sorted(self._manager.all_steps())

    def folders(self) -> list[int]:
        """The steps on disk, ascending, also those that orbax no longer takes for complete."""
        if not self.directory.is_dir():
            return []
        return sorted(int(path.name) for path in self.directory.iterdir() if path.name.isdigit())

    def meta(self, step: int) -> dict[str, Any]:
        """The JSON item of `step`. Raises CheckpointError when it is damaged."""
        try:
            arguments = ocp.args.Composite(**{META: ocp.args.JsonRestore()})
            content = self._manager.restore(step, args=arguments)[META]
            meta, expected = content["content"], content["checksum"]
        except Exception as error:
            raise self._failure(f"{step}: {META} cannot be read", error) from error
        if _text_checksum(meta) != expected:
            raise CheckpointError(f"{self.directory}/{step}: {META} is damaged, its checksum differs")
        return meta

    def shapes(self, step: int, item: str) -> Any:
        """A tree of the saved leaves' names, shapes and types, in dictionaries; for one device here."""
        try:
            metadata = self._manager.item_metadata(step)[item]
        except Exception as error:
            raise self._failure(f"{step}: {item} cannot be read", error) from error
        if metadata is None:
            raise CheckpointError(f"{self.directory}/{step}: {item} is missing or has lost its metadata")
        sharding = jax.sharding.SingleDeviceSharding(jax.devices()[0])
        return jax.tree.map(
            lambda leaf: jax.ShapeDtypeStruct(leaf.shape, leaf.dtype, sharding=sharding), metadata.tree
        )

    def read(self, step: int, item: str, template: Any, expected: int) -> Any:
        """The saved tree in the structure, and on the devices, of `template`; `expected` is its checksum.

        Raises CheckpointError when it is damaged or would not fit into memory.
        """
        size = sum(leaf.size * leaf.dtype.itemsize for leaf in jax.tree.leaves(template))
        free = psutil.virtual_memory().available
        if size > free:
            raise CheckpointError(
                f"{self.directory}/{step}: {item} needs {size / 2**30:.1f} GiB, {free / 2**30:.1f} are free"
            )
        try:
            args = ocp.args.Composite(**{item: ocp.args.StandardRestore(template)})
            tree = self._manager.restore(step, args=args)[item]
        except Exception as error:
            raise self._failure(f"{step}: {item} cannot be read", error) from error
        if checksum(tree) != expected:
            raise CheckpointError(f"{self.directory}/{step}: {item} is damaged, its checksum differs")
        return tree

    def bytes_on_disk(self, step: int) -> int:
        """Size of all files of `step`."""
        folder = self.directory / str(step)
        return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())

    def delete(self, step: int) -> None:
        """Delete `step`. Raises CheckpointError."""
        try:
            self._manager.delete(step)
        except Exception as error:
            raise self._failure(f"{step} cannot be deleted", error) from error

    def set_aside(self, step: int) -> Path:
        """Rename the folder of a damaged step so that its number is free again; returns the new path."""
        folder = self.directory / str(step)
        number = 1
        while (aside := folder.with_name(f"{step}{_DAMAGED}-{number}")).exists():
            number += 1
        folder.rename(aside)
        self._manager.reload()
        return aside

    def remove_unfinished(self) -> None:
        """Delete what a killed process left half written."""
        for folder in self.directory.glob(_UNFINISHED):
            shutil.rmtree(folder, ignore_errors=True)

    def _failure(self, what: str, error: Exception) -> CheckpointError:
        reason = (str(error).splitlines() or [type(error).__name__])[0]  # the other lines are stack dumps
        return CheckpointError(f"{self.directory}/{what}: {reason}")


def forget_failure() -> None:
    """Collect the tasks that a failed read leaves behind, once its exception is gone, in silence.

    Otherwise they are collected at any later moment, print stack dumps there, and can break the code that
    runs at that moment (CPython 3.11 then fails to parse a module that is being imported).
    """
    hook, sys.unraisablehook = sys.unraisablehook, lambda _: None
    try:
        gc.collect()
    finally:
        sys.unraisablehook = hook


def _retention(keep: int | None) -> dict[str, Any]:
    """Options of the checkpoint manager; orbax writes the scores down only for a `best_fn`."""
    if keep is None:
        return {}
    best = checkpoint_managers.BestN(
        get_metric_fn=_worse, n=1, reverse=True, keep_checkpoints_without_metrics=False
    )
    policies = [checkpoint_managers.LatestN(keep), best]
    return {
        "best_fn": _worse,
        "preservation_policy": checkpoint_managers.AnyPreservationPolicy(policies),
    }


def _worse(metrics: dict[str, float]) -> float:
    return metrics[_SCORE]


def checksum(tree: Any) -> int:
    """CRC-32 over names, types, shapes and bits of all leaves, the same for equal trees of other containers."""
    leaves = {name: on_host(leaf) for name, leaf in named_leaves(tree).items()}
    result = 0
    for name in sorted(leaves):
        array = np.ascontiguousarray(leaves[name])
        result = zlib.crc32(f"{name} {array.dtype} {array.shape}".encode(), result)
        result = zlib.crc32(array.reshape(-1).view(np.uint8), result)
    return result


def named_leaves(tree: Any) -> dict[str, Any]:
    """The leaves by their path, spelled as orbax spells it."""
    return {
        jax.tree_util.keystr(path, simple=True, separator="."): leaf
        for path, leaf in jax.tree_util.tree_leaves_with_path(tree)
    }


def on_host(leaf: Any) -> np.ndarray:
    """The bits of a leaf; those of typed keys are their integers."""
    is_key = jax.dtypes.issubdtype(leaf.dtype, jax.dtypes.prng_key)
    return np.asarray(jax.random.key_data(leaf) if is_key else leaf)


def _text_checksum(content: Any) -> int:
    return zlib.crc32(json.dumps(content, sort_keys=True).encode())
