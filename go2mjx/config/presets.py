"""Configuration files: the presets in `configs/` and the config.json of a run."""

import json
import re
from pathlib import Path
from typing import Any

import yaml

import go2mjx
from go2mjx.config.tree import TrainConfig, from_flat, to_flat
from go2mjx.process import console, files
from go2mjx.process.errors import UsageError, suggestion
from go2mjx.process.unique_yaml import UniqueKeysLoader

CONFIG = "config.json"
"""Name of the resolved settings in a run directory."""
CONFIG_COPY = "config.copy.json"
"""The same once more, because nothing but the settings can open a run."""
_LARGEST_FILE = 1_000_000  # bytes; a configuration is a few kilobytes


class _Loader(UniqueKeysLoader):
    """With numbers like `1e6`, which YAML 1.1 takes for strings."""


_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"[-+]?\d[\d_]*(\.[\d_]*)?[eE][-+]?\d+\Z"), list("-+0123456789")
)


def preset_names() -> list[str]:
    """Names that `--preset` accepts besides files."""
    return sorted(path.stem for path in _directory().glob("*.yaml"))


def load(preset: str) -> TrainConfig:
    """The configuration of a preset name or of a YAML or JSON file.

    Raises UsageError for an unknown name, an unreadable or malformed file, an unknown key or a wrong type.
    """
    path = Path(preset).expanduser()
    if path.suffix not in {".yaml", ".yml", ".json"}:
        names = preset_names()
        if preset not in names:
            raise UsageError(
                f"--preset {preset}: no such preset{suggestion(preset, names)}\n"
                f"allowed: {', '.join(names)}, or a .yaml or .json file"
            )
        path = _directory() / f"{preset}.yaml"
    try:
        return from_flat(_read(path))
    except UsageError as error:
        raise UsageError(f"in {path}:\n{error}") from None


def saved_config(run_dir: str | Path) -> Path:
    """The config.json of an existing run, or the copy of it, with a warning, where that is damaged.

    Raises UsageError when `run_dir` holds no run, or both are damaged.
    """
    directory = Path(run_dir).expanduser().resolve()
    path, copy = directory / CONFIG, directory / CONFIG_COPY
    if not path.exists() and not copy.exists():
        raise UsageError(f"{directory} holds no run ({CONFIG} is missing)")
    try:
        load(str(path))
    except UsageError as problem:
        if not copy.exists():
            raise
        load(str(copy))
        console.warning(f"{' '.join(str(problem).split())}; the settings are taken from {copy.name} instead")
        return copy
    return path


def save_config(config: TrainConfig, path: Path) -> None:
    """Write the resolved settings as JSON, sealed; `load` reads them back. Raises OSError."""
    # characters as they are: YAML reads JSON's escaped surrogate pairs as two characters
    files.write_sealed(path, json.dumps(to_flat(config), indent=2, ensure_ascii=False) + "\n")


def _directory() -> Path:
    """`configs/`: inside the package when installed from a wheel, beside it in a checkout."""
    package = Path(go2mjx.__file__).parent
    inside = package / "configs"
    return inside if inside.is_dir() else package.parent / "configs"


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise UsageError(f"larger than {_LARGEST_FILE} bytes; this is no configuration")
        # JSON is YAML, so that one reader serves both.
        values = yaml.load(files.read_sealed(path), Loader=_Loader)
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}") from None
    except files.Damaged as error:
        raise UsageError(f"{error}; if it is as it should be, remove {files.CHECKSUMS} beside it") from None
    except UsageError:
        raise
    except Exception as error:  # beside YAMLError, its constructors raise whatever Python does at a bad value
        raise UsageError(f"not valid YAML: {error}") from None
    if not isinstance(values, dict):
        raise UsageError("not a mapping of flag names to values")
    return values
