"""The command line of `go2mjx train`. Imports no JAX, so that help and mistakes answer at once."""

import argparse
import dataclasses
import shlex
import typing
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import tyro
from tyro.constructors import ConstructorRegistry, PrimitiveConstructorSpec, PrimitiveTypeInfo

from go2mjx.config import presets, seeds, sweep_words
from go2mjx.config.tree import TrainConfig, to_flat, whole_number
from go2mjx.config.validation import validate
from go2mjx.process import console, flags, platform
from go2mjx.process.errors import UsageError, suggestion
from go2mjx.tasks.registry import ENVIRONMENTS, misplaced, unused

_ONE_PROCESS = "one process acts and learns, there is nothing to start separately"
GUIDE_FLAGS = {
    "actor": _ONE_PROCESS,
    "learner": _ONE_PROCESS,
    "ip": "one process acts and learns, no address is needed",
    "render": "training opens no window, the video is written at the end",
    "save_model": "every run saves its model",
    "checkpoint_path": "checkpoints are in the run directory, choose it with --run_dir",
    "log_rlds_path": "transitions are kept in the replay ring of the checkpoint, not as RLDS",
    "preload_rlds_path": "training starts from its own transitions, RLDS is not read",
}
"""Flags of the guide's two-process scripts that do nothing here, and why."""
_SWITCHES = ("overwrite", "new_wandb_run", "unlocked", "dry_run", "actor", "learner", "render", "save_model")
"""Flags that are off unless they are given; `--resume` is none, a directory may follow it."""


def _ignored(name: str) -> object:
    return tyro.conf.arg(help=f"Accepted and ignored: {GUIDE_FLAGS[name]}.")


@dataclass(frozen=True)
class GuideFlags:
    """Flags of the guide's two-process scripts; accepted and ignored."""

    actor: Annotated[bool, _ignored("actor")] = False
    learner: Annotated[bool, _ignored("learner")] = False
    ip: Annotated[str, _ignored("ip")] = ""
    render: Annotated[bool, _ignored("render")] = False
    save_model: Annotated[bool, _ignored("save_model")] = False
    checkpoint_path: Annotated[str, _ignored("checkpoint_path")] = ""
    log_rlds_path: Annotated[str, _ignored("log_rlds_path")] = ""
    preload_rlds_path: Annotated[str, _ignored("preload_rlds_path")] = ""


@dataclass(frozen=True)
class _CommandLine(TrainConfig):
    guide: Annotated[tyro.conf.OmitArgPrefixes[GuideFlags], tyro.conf.FlagCreatePairsOff] = field(
        default_factory=GuideFlags
    )


def parse(argv: Sequence[str], backend: platform.Backend | None = None) -> TrainConfig:
    """The validated configuration that `argv` (without the program name) asks for.

    Defaults come from `--preset`, else from the run being resumed, else from the fast preset for `backend`, by
    default what JAX is expected to have; flags win over them. Prints which defaults were taken.

    Also takes what the agent of a W&B sweep writes, see `sweep_words`.

    Raises UsageError for a setting that is not allowed, and SystemExit: 2 for a flag that does not exist
    or does not parse, 0 for `--help`.
    """
    argv = _name_resumed(sweep_words.plain(argv, to_flat(TrainConfig()), _SWITCHES))
    preset, reason = _choose_preset(argv, backend)
    defaults = presets.load(preset)
    default_values = to_flat(defaults)
    command_line = tyro.cli(
        _CommandLine,
        prog="go2mjx train",
        description=TrainConfig.__doc__,
        args=_split_unknown(argv, {*default_values, *vars(defaults.process), *GUIDE_FLAGS}),
        default=_CommandLine(**_fields(defaults)),
        use_underscores=True,
        registry=_registry(),
    )
    for name, why in GUIDE_FLAGS.items():
        if getattr(command_line.guide, name) != getattr(GuideFlags(), name):
            console.message(f"--{name} is ignored: {why}")
    config = TrainConfig(**_fields(command_line))
    config = dataclasses.replace(config, process=dataclasses.replace(config.process, preset=preset))
    if config.run.robot is not None:  # the run is resumed and evaluated from other directories too
        robot = str(Path(config.run.robot).expanduser().absolute())
        config = dataclasses.replace(config, run=dataclasses.replace(config.run, robot=robot))
    validate(config)
    typed = flags.typed(argv)
    given = {flag: value for flag, value in to_flat(config).items() if flag in typed}
    if found := misplaced(config.run.env, given):
        raise UsageError("\n".join(f"--{problem}" for problem in found))
    changed = [flag for flag, value in given.items() if value != default_values[flag]]
    idle = [f"--{flag}" for flag in changed if flag.startswith("random.")]
    if idle and not config.environment.randomization:
        raise UsageError(
            f"{', '.join(idle)}: nothing is drawn with --randomization 0; with 1 it is, from the whole ranges"
        )
    if config.process.seeds is not None:
        seeds.parse(config.process.seeds)
        if "seed" in typed:
            raise UsageError("--seeds and --seed exclude each other")
    console.message(f"preset: {preset} ({reason})")
    return config


def describe(config: TrainConfig) -> str:
    """Every resolved setting that says something about the run as a flag, in one line that a shell takes back."""
    words = []
    for flag, value in to_flat(config).items():
        if flag in unused(config.run.env):
            continue
        if isinstance(value, bool):
            words.append(f"--{flag}" if value else f"--no_{flag}")
        else:
            words += [f"--{flag}", *map(str, value if isinstance(value, list) else [value])]
    return shlex.join(words)


def describe_replay(config: TrainConfig, row_bytes: int) -> str:
    """Size of the replay ring; `row_bytes` is the size of one stored transition."""
    capacity = config.loop.replay_buffer_capacity
    return f"replay: {capacity} rows x {row_bytes} bytes = {capacity * row_bytes / 2**30:.3f} GiB"


def check_replay_memory(config: TrainConfig, row_bytes: int, free_bytes: int, save_bytes: int) -> None:
    """Raise UsageError when the replay ring would take more than 80 % of `free_bytes` without those of a save."""
    largest = max(0, int(0.8 * (free_bytes - save_bytes)) // row_bytes)
    if config.loop.replay_buffer_capacity > largest:
        raise UsageError(
            f"{describe_replay(config, row_bytes)}, more than 80 % of the {free_bytes / 2**30:.1f} GiB that "
            f"are free, less {save_bytes / 2**30:.1f} GiB for a save; --replay_buffer_capacity {largest} fits"
        )


def _name_resumed(argv: Sequence[str]) -> list[str]:
    """`argv` with `--resume DIR` spelled out as `--run_dir DIR --resume`."""
    words: list[str] = []
    for argument in argv:
        flag, equals, value = argument.partition("=")
        if flag == "--resume" and equals:
            words += ["--run_dir", value, "--resume"]
        elif words and words[-1] == "--resume" and not argument.startswith("-"):
            words[-1:] = ["--run_dir", argument, "--resume"]
        else:
            words.append(argument)
    return words


def _choose_preset(argv: Sequence[str], backend: platform.Backend | None) -> tuple[str, str]:
    """The source of the defaults and why, read ahead of the real parser, which needs them."""
    ahead = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    for flag in ("preset", "env", "platform", "run_dir"):
        ahead.add_argument(f"--{flag}", f"--{flag.replace('_', '-')}", nargs="?", dest=flag)
    ahead.add_argument("--resume", action="store_true")
    seen, _ = ahead.parse_known_args(list(argv))
    if seen.preset is not None:
        return seen.preset, "as asked"
    if seen.resume and seen.run_dir is not None:
        return str(presets.saved_config(seen.run_dir)), "the run being resumed"
    kind = ENVIRONMENTS.get(seen.env)
    if kind is not None and kind.preset is not None:
        return kind.preset, f"for --env {seen.env}; --preset chooses another"
    backend = backend or platform.expected_backend(seen.platform or "auto")
    return f"go2_fast_{backend}", f"for training on the {backend}; --preset chooses another"


def _split_unknown(argv: Sequence[str], known: set[str]) -> list[str]:
    """`argv` with `--flag=value` split where there is no such flag: the parser suggests names for bare flags."""
    words = []
    for argument in argv:
        flag, equals, value = argument.partition("=")
        mistyped = flag.startswith("--") and equals and flag[2:].replace("-", "_") not in known
        words += [flag, value] if mistyped else [argument]
    return words


def _fields(config: TrainConfig) -> dict[str, object]:
    return {entry.name: getattr(config, entry.name) for entry in dataclasses.fields(TrainConfig)}


def _registry() -> ConstructorRegistry:
    """Whole numbers may be spelled `1e6` on the command line, as in a preset; a wrong choice is told the nearest."""
    registry = ConstructorRegistry()

    @registry.primitive_rule
    def _(info: PrimitiveTypeInfo) -> PrimitiveConstructorSpec[int] | None:
        if info.type is not int:
            return None
        return PrimitiveConstructorSpec(
            nargs=1,
            metavar="INT",
            instance_from_str=lambda words: whole_number(words[0]),
            is_instance=lambda value: isinstance(value, int),
            str_from_instance=lambda value: [str(value)],
        )

    @registry.primitive_rule
    def _(info: PrimitiveTypeInfo) -> PrimitiveConstructorSpec[str] | None:
        if typing.get_origin(info.type) is not typing.Literal:
            return None
        choices = typing.get_args(info.type)

        def chosen(words: list[str]) -> str:
            (word,) = words
            if word not in choices:
                raise ValueError(f"{word!r} is not one of {', '.join(choices)}{suggestion(word, choices)}")
            return word

        return PrimitiveConstructorSpec(
            nargs=1,
            metavar=f"{{{','.join(choices)}}}",
            instance_from_str=chosen,
            is_instance=lambda value: value in choices,
            str_from_instance=lambda value: [value],
        )

    return registry
