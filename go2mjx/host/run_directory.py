"""The directory of a run: chosen, checked and marked before anything is compiled."""

import json
import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from go2mjx.host import presets
from go2mjx.host.config import TrainConfig, to_flat
from go2mjx.host.errors import UsageError

CONFIG = "config.json"
PROVENANCE = "provenance.json"

CHANGEABLE_ON_RESUME = frozenset(
    {
        "max_steps",
        "log_period",
        "eval_period",
        "eval_n_trajs",
        "checkpoint_period",
        "chunk_steps",
        "max_skipped_updates",
        "platform",
        "debug",
        "wandb_mode",
        "wandb_runs",
        "video",
    }
)
"""Flags that a resumed run may change; every other one decides what the checkpoint holds or means."""


def prepare(config: TrainConfig, provenance: dict[str, Any]) -> Path:
    """Make the run directory ready and return its absolute path.

    Writes `config.json` and appends `provenance` to the list in `provenance.json`, one entry per process.
    `--overwrite` empties the directory first, so call this after everything else that can refuse.

    Raises UsageError, with nothing deleted, when the directory holds files and neither `--resume` nor
    `--overwrite` is given, is no run to resume or overwrite, has other settings than those to resume, or
    cannot be written.
    """
    process = config.process
    try:
        if process.run_dir is None:
            directory = _new_directory(config)
        else:
            directory = Path(process.run_dir).expanduser().resolve()
            directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=directory):
            pass
    except (OSError, RuntimeError) as error:
        raise UsageError(f"--run_dir {process.run_dir or 'runs'}: cannot be written: {error}") from None
    if process.resume:
        _check_resume(config, directory)
    elif any(directory.iterdir()):
        _check_overwrite(process.overwrite, directory)
        for entry in directory.iterdir():
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    _write_marks(config, provenance, directory)
    return directory


def saved_config(run_dir: str | Path) -> Path:
    """The config.json of an existing run; raises UsageError when `run_dir` holds none."""
    path = Path(run_dir).expanduser().resolve() / CONFIG
    if not path.is_file():
        raise UsageError(f"{path.parent} holds no run ({CONFIG} is missing)")
    return path


def _new_directory(config: TrainConfig) -> Path:
    """A directory under `runs/` that did not exist."""
    name = f"{datetime.now():%Y%m%d-%H%M%S}_{config.run.exp_name}_seed{config.run.seed}"
    number = 1
    while True:
        directory = Path("runs", name if number == 1 else f"{name}-{number}").resolve()
        try:
            directory.mkdir(parents=True)
            return directory
        except FileExistsError:
            number += 1


def _check_resume(config: TrainConfig, directory: Path) -> None:
    saved = to_flat(presets.load(str(saved_config(directory))))
    problems = [
        f"--{flag} {value}: the run in {directory} was started with {saved[flag]}"
        for flag, value in to_flat(config).items()
        if value != saved[flag] and flag not in CHANGEABLE_ON_RESUME
    ]
    if problems:
        raise UsageError(
            "\n".join([*problems, "a resumed run keeps these settings; start a new run to change them"])
        )


def _check_overwrite(overwrite: bool, directory: Path) -> None:
    if not overwrite:
        raise UsageError(
            f"--run_dir {directory} is not empty: continue the run in it with --resume, "
            "replace it with --overwrite, or name another directory"
        )
    if not (directory / PROVENANCE).is_file():
        raise UsageError(f"--overwrite: {directory} holds other files than a run ({PROVENANCE} is missing)")


def _write_marks(config: TrainConfig, provenance: dict[str, Any], directory: Path) -> None:
    path = directory / PROVENANCE
    entries = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    path.write_text(json.dumps([*entries, provenance], indent=2) + "\n", encoding="utf-8")
    presets.save_config(config, directory / CONFIG)
