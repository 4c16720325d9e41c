"""The resolved configuration of a run: one tree of frozen dataclasses, flat on the command line.

Every leaf is a flag of its own name (`--batch_size`); only the reward weights and the thresholds of alerts
carry a prefix (`--reward.torque`, `--alert.patience`), because they may share a word with a setting. A saved
configuration has the same flat names as keys and leaves out `process`, so that feeding it back never replaces
the run it came from.
"""

import dataclasses
import reprlib
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

import tyro

from go2mjx.config.monitor_config import MonitorConfig
from go2mjx.learners.sac.config import SACConfig
from go2mjx.process.errors import UsageError, suggestion
from go2mjx.tasks.config import EnvConfig
from go2mjx.training.config import LoopConfig

_SHORT = reprlib.Repr()
_SHORT.maxlevel = 1  # the default of six levels can be a megabyte
_SHOWN_PROBLEMS = 20


@dataclass(frozen=True)
class ProcessConfig:
    """What this process does with the run; not part of the saved configuration."""

    preset: Annotated[str | None, tyro.conf.arg(metavar="NAME|FILE")] = None
    """Defaults to start from; flags win over them. A preset (go2_fast_cpu, go2_fast_gpu, go2_sac_walking, go2_sac_test, toy) or a YAML or JSON file, such as the config.json of a run. When none is named, the fast one for the device."""
    run_dir: Annotated[str | None, tyro.conf.arg(metavar="DIR")] = None
    """Directory of the run's files; by default a new one under `runs/`."""
    overwrite: bool = False
    """Replace the run in `--run_dir`."""
    resume: bool = False
    """Continue the newest good checkpoint in `--run_dir`, with the settings of that run; `--resume DIR` is short for `--run_dir DIR --resume`."""
    new_wandb_run: bool = False
    """With `--resume`: open new W&B runs, which name the old ones, instead of continuing those."""
    dry_run: bool = False
    """Print the resolved configuration, what decides the memory and the solvers, then exit."""


@dataclass(frozen=True)
class RunConfig:
    """What is trained, on which device, and who is told."""

    env: Literal["GO2-v0", "GO1-v0", "toy"] = "GO2-v0"
    """Environment name; `toy` is a point mass with the same interface, for tests."""
    engine: Literal["jax", "warp"] = "jax"
    """Physics engine."""
    robot: str | None = None
    """PATH.xml of a robot of your own."""
    max_contacts: int = 8
    """Contacts per robot that the warp engine keeps."""
    agent: Literal["sac"] = "sac"
    """Learning algorithm."""
    exp_name: str = "go2_sac_walking_training"
    """Experiment name; the W&B runs are `Actor-<exp_name>` and `Learner-<exp_name>`."""
    seed: int = 42
    """Seed of every random key: environments, initial weights, sampling."""
    platform: Literal["auto", "cpu", "gpu"] = "auto"
    """Device to train on; `gpu` fails when there is none."""
    debug: bool = False
    """Log nothing to W&B, and look in every step for the first number that is not finite."""
    wandb_mode: Literal["auto", "online", "offline", "disabled"] = "auto"
    """`auto` goes online with a login and a network, else offline."""
    wandb_runs: Literal["split", "single"] = "split"
    """Two W&B runs, actor and learner, or one that holds both."""
    keep_checkpoints: int = 3
    """Newest checkpoints that stay on disk; that of the best evaluation stays too."""
    video: bool = True
    """Render a video of the final policy."""
    alert: MonitorConfig = field(default_factory=MonitorConfig)


@dataclass(frozen=True)
class TrainConfig:
    """Train a Unitree GO2 with Soft Actor-Critic."""

    process: Annotated[ProcessConfig, tyro.conf.arg(name=""), tyro.conf.FlagCreatePairsOff] = field(
        default_factory=ProcessConfig
    )
    run: Annotated[RunConfig, tyro.conf.arg(name="")] = field(default_factory=RunConfig)
    environment: Annotated[EnvConfig, tyro.conf.arg(name="")] = field(default_factory=EnvConfig)
    loop: tyro.conf.OmitArgPrefixes[LoopConfig] = field(default_factory=LoopConfig)
    sac: tyro.conf.OmitArgPrefixes[SACConfig] = field(default_factory=SACConfig)


@dataclass(frozen=True)
class Setting:
    """One leaf of the saved configuration: its path in the tree, its type and its value."""

    path: tuple[str, ...]
    type: Any
    value: Any


def settings(config: TrainConfig) -> dict[str, Setting]:
    """The saved leaves of `config` by flag name."""
    return {".".join(leaf.path[1:]): leaf for leaf in _leaves(config, ()) if leaf.path[0] != "process"}


def to_flat(config: TrainConfig) -> dict[str, Any]:
    """`config` as JSON types by flag name, `process` left out."""
    return {
        flag: list(leaf.value) if isinstance(leaf.value, tuple) else leaf.value
        for flag, leaf in settings(config).items()
    }


def from_flat(values: Mapping[str, Any], base: TrainConfig | None = None) -> TrainConfig:
    """`base` (by default every setting at its default) with `values` put in.

    Keys are flag names; a nested mapping such as `reward` stands for its dotted names. Numbers may be
    strings, because YAML reads `1e6` and `3e-4` as such. Raises UsageError that lists the unknown keys
    and wrong types, the first twenty of them.
    """
    config = TrainConfig() if base is None else base
    known = settings(config)
    problems = []
    for flag, value in _flatten(values):
        if len(problems) == _SHOWN_PROBLEMS:
            problems.append("and perhaps more")
            break
        if flag not in known:
            problems.append(f"unknown key {_SHORT.repr(flag)}{suggestion(flag, known)}")
            continue
        try:
            config = _replace(config, known[flag].path, _convert(value, known[flag].type))
        except (TypeError, ValueError, OverflowError) as error:
            problems.append(f"{flag}: {error}")
    if problems:
        raise UsageError("\n".join(problems))
    return config


def whole_number(text: str) -> int:
    """The integer that `text` spells, also as `1e6`; raises ValueError for anything else."""
    try:
        return int(text)
    except ValueError:
        pass
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not number.is_integer():
        raise ValueError(f"{_SHORT.repr(text)} is not a whole number")
    return int(number)


def _leaves(node: Any, path: tuple[str, ...]) -> Iterator[Setting]:
    types_by_name = typing.get_type_hints(type(node))
    for entry in dataclasses.fields(node):
        value = getattr(node, entry.name)
        if dataclasses.is_dataclass(value):
            yield from _leaves(value, (*path, entry.name))
        else:
            yield Setting((*path, entry.name), types_by_name[entry.name], value)


def _flatten(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from ((f"{key}.{name}", inner) for name, inner in value.items())
        else:
            yield str(key), value


def _replace(node: Any, path: tuple[str, ...], value: Any) -> Any:
    name, *rest = path
    return dataclasses.replace(
        node, **{name: _replace(getattr(node, name), tuple(rest), value) if rest else value}
    )


def _convert(value: Any, wanted: Any) -> Any:
    """`value` as type `wanted`; raises ValueError that says what is allowed."""
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    shown = _SHORT.repr(value)
    if origin is Literal:
        if not isinstance(value, str) or value not in arguments:
            raise ValueError(
                f"{shown} is not one of {', '.join(arguments)}{suggestion(str(value), arguments)}"
            )
        return value
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise ValueError(f"{shown} is not a list")
        return tuple(_convert(item, arguments[0]) for item in value)
    if origin in (types.UnionType, typing.Union):
        return None if value is None else _convert(value, arguments[0])
    if wanted is int and not isinstance(value, bool) and isinstance(value, int | float | str):
        return value if isinstance(value, int) else whole_number(str(value))
    if wanted is float and not isinstance(value, bool) and isinstance(value, int | float | str):
        try:
            return float(value)
        except ValueError:
            raise ValueError(f"{shown} is not a number") from None
    if type(value) is wanted:
        return value
    names = {int: "a whole number", float: "a number", bool: "true or false", str: "a string (quote it)"}
    raise ValueError(f"{shown} is not {names[wanted]}")
