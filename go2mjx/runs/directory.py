"""The directory of a run: chosen, checked, locked and marked before anything is compiled."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from go2mjx.config import presets
from go2mjx.config.tree import TrainConfig, settings, to_flat
from go2mjx.process import console, files
from go2mjx.process.errors import UsageError

PROVENANCE = "provenance.json"
SUMMARY = "summary.json"
"""Says of a run whether it is complete, for a number of transitions: last of all, once the rest is there."""
SEED = "seed_"
"""Begins the name of a run in the directory of a group of seeds."""


@contextmanager
def opened(config: TrainConfig, provenance: dict[str, Any]) -> Iterator[Path]:
    """The absolute path of the run directory, ready and locked against other processes while in use.

    Writes `config.json` and appends `provenance` to the list in `provenance.json`, one entry per process; a
    resumed run prints what was changed and notes it there. `--overwrite` empties the directory first, so use
    this after everything else that can refuse.

    Raises UsageError, with nothing deleted, when the directory holds files and neither `--resume` nor
    `--overwrite` is given, is no run to resume or overwrite, has other settings than those to resume, is in
    use by another process, is on a disk without file locks and `--unlocked` is not given, or cannot be written.
    """
    process = config.process
    saved = presets.load(str(presets.saved_config(process.run_dir))) if process.resume else None
    try:
        if process.run_dir is None:
            directory = _new_directory(config)
        else:
            directory = Path(process.run_dir).expanduser().resolve()
            directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=directory):
            pass
    except (OSError, RuntimeError) as error:
        raise _unwritable(process.run_dir, error) from None
    with lock(directory, process.unlocked):
        changed = {}
        if saved is not None:
            changed = _check_resume(config, saved, directory)
        elif any(directory.iterdir()):
            _check_overwrite(process.overwrite, directory)
            for entry in directory.iterdir():
                shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
        try:
            _write_marks(config, provenance | ({"changed": changed} if changed else {}), directory)
        except OSError as error:
            raise _unwritable(process.run_dir, error) from None
        yield directory


@contextmanager
def lock(directory: Path, unlocked: bool = False) -> Iterator[None]:
    """Keep other processes out of `directory`; the system lets go of it however this process ends.

    Raises UsageError when another process is in it, and, unless `unlocked`, where the disk has no locks.
    """
    try:
        handle = os.open(directory, os.O_RDONLY)
    except OSError as error:
        raise UsageError(f"{directory} cannot be opened: {error.strerror}") from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(
                f"{directory} is in use by another process: wait for it, stop it, or name another directory"
            ) from None
        except OSError as error:
            without = f"{directory} is on a disk that does not support file locks ({error.strerror})"
            if not unlocked:
                raise UsageError(
                    f"{without}: nothing would keep a second process out, which would spoil the run; make sure that "
                    "there is none and add --unlocked, or name a directory on another disk"
                ) from None
            console.warning(f"{without}: nothing keeps a second process out, which would spoil the run")
        yield
    finally:
        os.close(handle)


def note_resume(directory: Path, total_steps: int) -> dict[str, Any]:
    """Write from how many transitions on this process continues the run to its entry in `provenance.json`; returns it.

    Raises UsageError where that cannot be written.
    """
    path = directory / PROVENANCE
    entries = files.read_json(path)
    entries[-1]["resumed_at"] = total_steps
    try:
        files.write_json(path, entries)
    except OSError as error:
        raise _unwritable(str(directory), error) from None
    return entries[-1]


def is_complete(run_dir: Path, total_steps: int) -> bool:
    """Whether the run was concluded after `total_steps` transitions."""
    try:
        summary = files.read_json(run_dir / SUMMARY)
        return summary["complete"] and summary["total_steps"] == total_steps
    except (OSError, ValueError, KeyError, TypeError):
        return False


def seeds_in(directory: Path) -> list[int]:
    """The seeds that have a run of their own, begun or not, in the directory of a group of seeds; else none."""
    names = (path.name.removeprefix(SEED) for path in directory.glob(f"{SEED}*/"))
    return sorted(int(name) for name in names if name.isdecimal())


def _new_directory(config: TrainConfig) -> Path:
    """A directory under `runs/` that did not exist."""
    which = "seeds" if config.process.seeds else f"seed{config.run.seed}"
    name = f"{datetime.now():%Y%m%d-%H%M%S}_{config.run.exp_name}_{which}"
    number = 1
    while True:
        directory = Path("runs", name if number == 1 else f"{name}-{number}").resolve()
        try:
            directory.mkdir(parents=True)
            return directory
        except FileExistsError:
            number += 1


def _check_resume(config: TrainConfig, before: TrainConfig, directory: Path) -> dict[str, list[Any]]:
    """The settings that differ from those of the run, as [before, now]; prints them."""
    known = settings(config)
    saved = to_flat(before)
    changed = {flag: [saved[flag], value] for flag, value in to_flat(config).items() if value != saved[flag]}
    problems = [
        f"--{flag} {now}: the run in {directory} was started with {before}"
        for flag, (before, now) in changed.items()
        if not known[flag].changes_on_resume
    ]
    if problems:
        raise UsageError(
            "\n".join([*problems, "a resumed run keeps these settings; start a new run to change them"])
        )
    for flag, (before, now) in changed.items():
        console.message(f"--{flag} {now} from now on, it was {before}")
    return changed


def _check_overwrite(overwrite: bool, directory: Path) -> None:
    if not overwrite:
        raise UsageError(
            f"--run_dir {directory} is not empty: continue the run in it with --resume, "
            "replace it with --overwrite, or name another directory"
        )
    if not (directory / PROVENANCE).is_file():
        raise UsageError(f"--overwrite: {directory} holds other files than a run ({PROVENANCE} is missing)")


def _unwritable(run_dir: str | None, error: Exception) -> UsageError:
    return UsageError(f"--run_dir {run_dir or 'runs'}: cannot be written: {error}")


def _write_marks(config: TrainConfig, provenance: dict[str, Any], directory: Path) -> None:
    for name in (presets.CONFIG, presets.CONFIG_COPY):  # first: a run with a configuration can be resumed
        presets.save_config(config, directory / name)
    path = directory / PROVENANCE
    try:
        entries = [*files.read_json(path)]
    except FileNotFoundError:
        entries = []
    except (OSError, ValueError, TypeError) as error:
        entries = []
        console.warning(f"{path} is damaged ({error}) and kept as {files.set_aside(path).name}")
    files.write_json(path, [*entries, provenance])
