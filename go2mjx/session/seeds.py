"""A training with several seeds: a run of its own for each below one directory, and what they came to together."""

import dataclasses
import sys
from pathlib import Path

from go2mjx.config import presets
from go2mjx.config import seeds as words
from go2mjx.config.tree import TrainConfig
from go2mjx.config.validation import validate
from go2mjx.process import console, extras, platform
from go2mjx.process.errors import UsageError
from go2mjx.process.signals import SIGNAL_EXIT, StopSignals
from go2mjx.report.run_files import read_run
from go2mjx.report.seed_table import seed_table
from go2mjx.runs import directory as run_directory
from go2mjx.session.side_by_side import shares, train_all
from go2mjx.training.schedule import Schedule

_WHY = {
    "cpu": "a core has nothing idle that several seeds in one program (vmap) could use, and one seed on several cores "
    "uses them worse",
    "gpu": "several seeds in one program (vmap) on a GPU have not been measured",
}


def train(config: TrainConfig) -> int:
    """Train every seed; returns the exit code: 0, 1 if a seed failed, 130 or 143 after a signal.

    A group that is resumed goes on with the seeds that it has, and those that are named now.
    Raises UsageError for a directory that cannot be used, or settings that a seed cannot have.
    """
    process, run = config.process, config.run
    before = run_directory.seeds_in(Path(process.run_dir).expanduser()) if process.resume else []
    if process.resume and not before:
        raise UsageError(f"--resume {process.run_dir}: is no group of seeds; it goes on without --seeds")
    seeds = list(dict.fromkeys([*before, *(words.parse(process.seeds) if process.seeds else ())]))
    for seed in seeds:
        named = dataclasses.replace(run, seed=seed, exp_name=_exp_name(config, seed))
        validate(dataclasses.replace(config, run=named))
    with (
        run_directory.opened(config, {"command": sys.argv}) as group,
        StopSignals() as signals,
        signals.deferred(),
    ):
        console.message(f"directory of the {len(seeds)} seeds: {group}")
        to_train = [seed for seed in seeds if not _prepared(config, group, seed)]
        codes: dict[str, int] = {}
        if to_train:
            backend = platform.expected_backend(run.platform)
            room = shares(backend, len(to_train), run.devices)
            console.message(f"{len(room)} at once, each in a process of its own: {_WHY[backend]}")
            codes = train_all(
                {f"seed {seed}": _flags(config, group, seed) for seed in to_train}, room, signals
            )
        go_on = f"go on with: {console.command('train', '--resume', group)}"
        if signals.received is not None:
            console.message(f"all seeds have stopped; {go_on}")
            return SIGNAL_EXIT + signals.received
        failed = {seed: code for seed in to_train if (code := codes[f"seed {seed}"])}
        conclude(group, seeds, failed)
        if failed:
            console.warning(f"of {len(seeds)} seeds {len(failed)} failed, see above; {go_on}")
        return 1 if failed else 0


def conclude(group: Path, seeds: list[int], failed: dict[int, int]) -> None:
    """Print the table of the completed runs; draw their curves and write the report that compares them."""
    directories = {seed: _directory(group, seed) for seed in seeds if seed not in failed}
    runs = {seed: read_run(directory) for seed, directory in directories.items()}
    console.show(seed_table(runs, failed))
    if not runs:
        return
    try:
        extras.require("the report", "report")
        from go2mjx.report.learning_curve import draw_learning_curve
        from go2mjx.report.page import write_report

        picture = draw_learning_curve(group, list(directories.values()))
        page = write_report(list(runs.values()), group / "report")
        console.message(f"learning curves with their range: {picture}\nthe runs side by side: {page}")
    except (UsageError, OSError) as problem:
        console.warning(f"no report: {problem}")


def _directory(group: Path, seed: int) -> Path:
    return group / f"{run_directory.SEED}{seed}"


def _exp_name(config: TrainConfig, seed: int) -> str:
    return f"{config.run.exp_name}_seed{seed}"


def _prepared(config: TrainConfig, group: Path, seed: int) -> bool:
    """Make the directory of a seed, by which a resumed group knows it; whether its run is complete."""
    directory, schedule = _directory(group, seed), Schedule.of(config.loop)
    directory.mkdir(exist_ok=True)
    complete = run_directory.is_complete(directory, schedule.iterations * schedule.transitions)
    if complete:
        console.message(f"seed {seed}: already complete")
    return complete


def _flags(config: TrainConfig, group: Path, seed: int) -> list[str]:
    """Those of `go2mjx train` for one seed."""
    process, directory = config.process, _directory(group, seed)
    begun = (directory / presets.CONFIG).exists()
    switches = {
        "resume": begun,
        "new_wandb_run": begun and process.new_wandb_run,
        "unlocked": process.unlocked,
    }
    return [
        f"--preset={group / presets.CONFIG}",
        f"--seed={seed}",
        f"--exp_name={_exp_name(config, seed)}",
        f"--run_dir={directory}",
        *(f"--{name}" for name, on in switches.items() if on),
    ]
