"""Named folders of arrays and JSON on disk: orbax with checksums, clear errors and no clean-up by hand."""

import gc
import inspect
import json
import logging
import re
import shutil
import sys
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import jax
import numpy as np
import orbax.checkpoint as ocp
from etils import epath

from go2mjx.process import files, platform
from go2mjx.process.trees import tree_bytes

META = "meta"
"""Name of the JSON item of every folder."""
_META_FILE = "metadata"  # within META
_NAME = re.compile(r"\d+(-\d+)?", re.ASCII)
_UNFINISHED = "*.orbax-checkpoint-tmp*"
_DELETED = ".deleted"


class CheckpointError(Exception):
    """A checkpoint that could not be written, found or read; the text names its path and the reason."""


class OrbaxStore:
    """Folders in one directory, each with the same items: trees of arrays, and the JSON item "meta".

    A name is a number, or two with a dash between. A folder is written in the background and is there as a whole or
    not at all. Orbax restores flipped bits without an error, so every read is compared with a checksum that was taken
    before the write.

    The directory is created by the first `save`; reading never changes it. What is in a folder is read when it is asked
    for and not before, so that no damaged one is in the way of the others. Use it from one thread.
    """

    def __init__(self, directory: Path, items: tuple[str, ...]) -> None:
        # Orbax prints hundreds of lines about errors that it also raises, and those are reported here.
        for name in ("absl", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self.directory = directory
        self._arrays = ocp.StandardCheckpointHandler()
        handlers = {name: ocp.StandardCheckpointHandler() for name in items}
        handlers[META] = ocp.JsonCheckpointHandler(filename=_META_FILE)
        self._checkpointer = ocp.AsyncCheckpointer(ocp.CompositeCheckpointHandler(**handlers))

    def save(self, name: str, trees: Mapping[str, Any], meta: Mapping[str, Any]) -> dict[str, int]:
        """Start writing the new folder `name` and return the checksum of each tree; they may be donated then.

        Raises CheckpointError, also when the write before this one failed.
        """
        checksums = {item: checksum(tree) for item, tree in trees.items()}
        meta = {**meta, "name": name, "checksums": checksums}
        arguments = {item: ocp.args.StandardSave(tree) for item, tree in trees.items()}
        arguments[META] = ocp.args.JsonSave({"content": meta, "checksum": _text_checksum(meta)})
        self.wait()
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            self._checkpointer.save(self.directory / name, args=ocp.args.Composite(**arguments))
        except Exception as error:  # orbax raises bare exceptions of many types
            raise self._failure("cannot be written", error) from error
        return checksums

    def wait(self) -> None:
        """Return once everything is on disk. Raises CheckpointError when a write failed."""
        try:
            self._checkpointer.wait_until_finished()
        except Exception as error:
            raise self._failure("cannot be written", error) from error

    def close(self) -> None:
        """Finish writing and let go. Raises CheckpointError when a write failed."""
        try:
            self.wait()
        finally:
            self._checkpointer.close()

    def names(self) -> list[str]:
        """The folders on disk that were written to the end, whatever became of them since. Raises CheckpointError."""
        try:
            found = [path.name for path in self.directory.iterdir()]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise CheckpointError(f"{self.directory} cannot be read: {error.strerror}") from error
        return [name for name in found if _NAME.fullmatch(name)]

    def meta(self, name: str) -> dict[str, Any]:
        """The JSON item of a folder. Raises CheckpointError when it is damaged."""
        try:
            content = json.loads((self.directory / name / META / _META_FILE).read_text(encoding="utf-8"))
            meta, expected = content["content"], content["checksum"]
        except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
            raise self._failure(f"{name}: {META} cannot be read", error) from error
        if _text_checksum(meta) != expected:
            raise CheckpointError(f"{self.directory}/{name}: {META} is damaged, its checksum differs")
        if meta.get("name", name) != name:
            raise CheckpointError(f"{self.directory}/{name}: {META} is that of {meta['name']}")
        return meta

    def shapes(self, name: str, item: str) -> Any:
        """A tree of the saved leaves' names, shapes and types, in dictionaries; for one device here."""
        sharding = jax.sharding.SingleDeviceSharding(jax.devices()[0])
        try:
            metadata = self._arrays.metadata(epath.Path(self.directory / name / item))
            return jax.tree.map(
                lambda leaf: jax.ShapeDtypeStruct(leaf.shape, leaf.dtype, sharding=sharding), metadata.tree
            )
        except Exception as error:
            raise self._failure(f"{name}: {item} cannot be read", error) from error

    def read(self, name: str, item: str, template: Any, expected: int) -> Any:
        """The saved tree in the structure, and on the devices, of `template`; `expected` is its checksum.

        Raises CheckpointError when it is damaged or would not fit into memory.
        """
        size = tree_bytes(template)
        free = platform.free_host_memory()
        if size > free:
            raise CheckpointError(
                f"{self.directory}/{name}: {item} needs {size / 2**30:.1f} GiB, {free / 2**30:.1f} are free"
            )
        try:
            folder = epath.Path(self.directory / name / item)
            tree = self._arrays.restore(folder, args=ocp.args.StandardRestore(template))
        except Exception as error:
            raise self._failure(f"{name}: {item} cannot be read", error) from error
        if checksum(tree) != expected:
            raise CheckpointError(f"{self.directory}/{name}: {item} is damaged, its checksum differs")
        return jax.tree.map(_typed, tree, template)

    def bytes_on_disk(self, name: str) -> int:
        """Size of all files of a folder. Raises CheckpointError."""
        try:
            return sum(path.stat().st_size for path in (self.directory / name).rglob("*") if path.is_file())
        except OSError as error:
            raise self._failure(f"{name} cannot be read", error) from error

    def delete(self, name: str) -> None:
        """Delete a folder; what a kill leaves of it is no longer one. Raises CheckpointError."""
        doomed = self.directory / f"{name}{_DELETED}"
        try:
            (self.directory / name).rename(doomed)
            shutil.rmtree(doomed)
        except OSError as error:
            raise self._failure(f"{name} cannot be deleted", error) from error

    def set_aside(self, name: str) -> Path:
        """Rename a damaged folder so that its name is free again; returns the new path. Raises CheckpointError."""
        try:
            return files.set_aside(self.directory / name)
        except OSError as error:
            raise self._failure(f"{name} cannot be set aside", error) from error

    def remove_unfinished(self) -> None:
        """Delete what a killed process left half written or half deleted."""
        for folder in (*self.directory.glob(_UNFINISHED), *self.directory.glob(f"*{_DELETED}")):
            shutil.rmtree(folder, ignore_errors=True)

    def _failure(self, what: str, error: Exception) -> CheckpointError:
        reason = (str(error).splitlines() or [type(error).__name__])[0]  # the other lines are stack dumps
        return CheckpointError(f"{self.directory}/{what}: {reason}")


def _late(error: BaseException | None, subject: Any = None) -> bool:
    """Whether this is what a failed read left behind: a thread that found its event loop closed, a coroutine of orbax."""
    code = subject.cr_code if inspect.iscoroutine(subject) else None
    of_orbax = code is not None and Path(ocp.__file__).parent in Path(code.co_filename).parents
    return of_orbax or "Event loop is closed" in str(error)


def _tell(other: Callable[[Any], object], unraisable: Any) -> None:
    """A hook for what no code can catch."""
    if not _late(unraisable.exc_value, unraisable.object):
        other(unraisable)


sys.unraisablehook = partial(_tell, sys.unraisablehook)
# where the loop is closed just as such a thread looks, the pool that it is of prints the stack
logging.getLogger("concurrent.futures").addFilter(
    lambda record: not (record.exc_info and _late(record.exc_info[1]))
)


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


def checksum(tree: Any) -> int:
    """CRC-32 over names, types, shapes and bits of all leaves, the same for equal trees of other containers."""
    leaves = {name: on_host(leaf) for name, leaf in named_leaves(tree).items()}
    result = 0
    for name in sorted(leaves):
        array = np.ascontiguousarray(leaves[name])
        result = zlib.crc32(f"{name} {array.dtype} {array.shape}".encode(), result)
        result = zlib.crc32(array.reshape(-1).view(np.uint8), result)
    return result


def _typed(leaf: Any, model: Any) -> Any:
    """`leaf` as a typed key where `model` is one: orbax gives its integers if it has lost a file that says so."""
    lost = jax.dtypes.issubdtype(model.dtype, jax.dtypes.prng_key) and leaf.dtype != model.dtype
    return jax.random.wrap_key_data(leaf) if lost else leaf


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
