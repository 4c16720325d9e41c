"""The resolved configuration of a run: one tree of frozen dataclasses, flat on the command line.

Every leaf is a flag of its own name (`--batch_size`); only the reward weights and the thresholds of alerts
carry a prefix (`--reward.torque`, `--alert.patience`), because they may share a word with a setting. A saved
configuration has the same flat names as keys and leaves out `process`, so that feeding it back never replaces
the run it came from.
"""

import contextlib
import reprlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

import tyro
from annotated_types import Interval, Predicate

from go2mjx.config import seeds
from go2mjx.config.monitor_config import MonitorConfig
from go2mjx.learners.sac.config import SACConfig
from go2mjx.settings import ON_RESUME, Setting, leaves, replaced
from go2mjx.tasks.config import EnvConfig
from go2mjx.tasks.registry import ENVIRONMENTS
from go2mjx.training.config import LoopConfig


@dataclass(frozen=True)
class ProcessConfig:
    """What this process does with the run; not part of the saved configuration."""

    preset: Annotated[str | None, tyro.conf.arg(metavar="NAME|FILE")] = None
    """Defaults to start from; flags win over them. A preset (go2_fast_cpu, go2_fast_gpu, go2_robust_cpu, go2_rough_cpu, go2_getup_cpu, go2_sac_walking, go2_sac_test, toy) or a YAML or JSON file, such as the config.json of a run. When none is named, the fast one for the device."""
    run_dir: Annotated[str | None, tyro.conf.arg(metavar="DIR")] = None
    """Directory of the run's files; by default a new one under `runs/`."""
    overwrite: bool = False
    """Replace the run in `--run_dir`."""
    seeds: Annotated[str | None, tyro.conf.arg(metavar="LIST")] = None
    """Train each of these seeds, such as `0-9` or `0-4,7`, as a run of its own in a directory below `--run_dir`, as many at once as there are cores or GPUs for."""
    resume: bool = False
    """Continue the newest good checkpoint in `--run_dir`, with the settings of that run; `--resume DIR` is short for `--run_dir DIR --resume`."""
    new_wandb_run: bool = False
    """With `--resume`: open new W&B runs, which name the old ones, instead of continuing those."""
    unlocked: bool = False
    """Go on where the disk has no file locks; see to it that no second process uses the directory."""
    dry_run: bool = False
    """Print the resolved configuration, what decides the memory and the solvers, then exit."""


def _names_a_file(text: str) -> bool:
    """a name of 1 to 100 printable characters without '/' and no leading dot"""
    return 1 <= len(text) <= 100 and "/" not in text and not text.startswith(".") and text.isprintable()


def _names_a_robot(path: str) -> bool:
    """the path of an .xml file, in printable characters"""
    return path.endswith(".xml") and path.isprintable()


@dataclass(frozen=True)
class RunConfig:
    """What is trained, on which device, and who is told."""

    env: Literal[*ENVIRONMENTS] = "GO2-v0"
    """Environment name, which says robot and task; `toy` is a point mass with the same interface, for tests."""
    robot: Annotated[str | None, Predicate(_names_a_robot), tyro.conf.arg(metavar="PATH.xml")] = None
    """A robot of your own instead of that of `--env`: its MJCF, with its description in a PATH.yaml beside it."""
    engine: Literal["jax", "warp"] = "jax"
    """Physics engine: MJX in JAX, or MuJoCo Warp."""
    max_contacts: Annotated[int | None, Interval(ge=1, le=1000)] = None
    """Contacts per robot that the `warp` engine has room for; more of them stop the run. By default what all shapes that touch the ground can have."""
    agent: Literal["sac"] = "sac"
    """Learning algorithm."""
    exp_name: Annotated[str, Predicate(_names_a_file)] = "go2_sac_walking_training"
    """Experiment name; the W&B runs are `Actor-<exp_name>` and `Learner-<exp_name>`."""
    seed: Annotated[int, Interval(ge=0, le=seeds.LARGEST)] = 42
    """Seed of every random key: environments, initial weights, sampling."""
    platform: Annotated[Literal["auto", "cpu", "gpu"], ON_RESUME] = "auto"
    """Device to train on; `gpu` fails when there is none."""
    devices: Annotated[int | Literal["auto", "all"], Interval(ge=1, le=4096), ON_RESUME] = "auto"
    """Devices that train together, each with its part of the environments: a number, `all`, or as many as pay. On a CPU a device is a core."""
    debug: Annotated[bool, ON_RESUME] = False
    """Log nothing to W&B or TensorBoard, and look in every step for the first number that is not finite."""
    tracker: Annotated[Literal["wandb", "tensorboard"], ON_RESUME] = "wandb"
    """Who shows the metrics: W&B, or TensorBoard with event files in the run directory and nothing sent to W&B."""
    wandb_mode: Annotated[Literal["auto", "online", "offline", "disabled"], ON_RESUME] = "auto"
    """`auto` goes online with a login and a network, else offline."""
    wandb_runs: Annotated[Literal["split", "single"], ON_RESUME] = "split"
    """Two W&B runs, actor and learner, or one that holds both."""
    wandb_upload: Annotated[bool, ON_RESUME] = True
    """With W&B: upload the exported policy, the video and the report at the end, as an artifact of the run."""
    keep_checkpoints: Annotated[int, Interval(ge=1, le=1000), ON_RESUME] = 3
    """Newest checkpoints that stay on disk; that of the best evaluation stays too."""
    video: Annotated[bool, ON_RESUME] = True
    """Render a video of the final policy."""
    alert: Annotated[MonitorConfig, ON_RESUME] = field(default_factory=MonitorConfig)


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


def settings(config: TrainConfig) -> dict[str, Setting]:
    """The saved leaves of `config` by flag name."""
    return {".".join(leaf.path[1:]): leaf for leaf in leaves(config) if leaf.path[0] != "process"}


def to_flat(config: TrainConfig) -> dict[str, Any]:
    """`config` as JSON types by flag name, `process` left out."""
    return {
        flag: list(leaf.value) if isinstance(leaf.value, tuple) else leaf.value
        for flag, leaf in settings(config).items()
    }


def from_flat(values: Mapping[str, Any], base: TrainConfig | None = None) -> TrainConfig:
    """`base` (by default every setting at its default) with `values` put in.

    Keys are flag names; a nested mapping such as `reward` stands for its dotted names. Raises UsageError
    that lists the unknown keys and wrong types, the first twenty of them.
    """
    base = TrainConfig() if base is None else base
    return replaced(base, values, settings(base))


def whole_number(text: str) -> int:
    """The integer that `text` spells, also as `1e6`; raises ValueError for anything else."""
    with contextlib.suppress(ValueError):
        return int(text)
    with contextlib.suppress(ValueError):
        if (number := float(text)).is_integer():
            return int(number)
    raise ValueError(f"{reprlib.repr(text)} is not a whole number")
