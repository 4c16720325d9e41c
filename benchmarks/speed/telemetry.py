"""What telemetry costs: training steps per second with it and without, in one process.

python -m benchmarks.speed.telemetry [--pairs 5] [--log_period 50] [flags of go2mjx train, such as --preset]
"""

import dataclasses
import math
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import jax
import jax.numpy as jnp
import tyro
from rich.table import Table

from benchmarks.measurement import (
    compile_apart,
    forget_compiled_programs,
    origin,
    parse,
    print_table,
    spread,
    write_json,
)
from go2mjx.config import cli
from go2mjx.config.device_count import start_jax
from go2mjx.config.tree import TrainConfig, to_flat
from go2mjx.process import console
from go2mjx.session.build import build, training_devices
from go2mjx.telemetry.metric_log import FILE_NAME, MetricLog, read_rows
from go2mjx.telemetry.sink import MetricSink
from go2mjx.telemetry.wandb_feed import WandbFeed
from go2mjx.telemetry.wandb_runs import open_wandb_runs
from go2mjx.training.chunk import make_chunk, make_deliver

WANDB, JSONL, SILENT = MODES = ("W&B", "jsonl", "silent")
MEANINGS = {
    WANDB: "two offline W&B runs and metrics.jsonl, the default without a login",
    JSONL: "metrics.jsonl alone, as with --debug",
    SILENT: "the program never reports",
}
PAIRS = ((WANDB, SILENT), (WANDB, JSONL), (JSONL, SILENT))
NEVER = 2**31 - 1
"""A period in iterations that no run reaches."""


@dataclass(frozen=True)
class TelemetryConfig:
    """Compare the speed of training with and without telemetry. Other flags are those of `go2mjx train`."""

    pairs: int = 5
    """Measurements of each kind; the kinds take turns."""
    steps: int = 48_000
    """Transitions of one measurement."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results."""


def main(argv: Sequence[str]) -> None:
    """Run the command."""
    arguments, train_flags = parse(TelemetryConfig, argv)
    config = cli.parse(train_flags)
    start_jax(config)
    forget_compiled_programs()
    console.message("compiling the training program with and without reports")
    trainer = Trainer(config)
    rounds = alternate(trainer, arguments.pairs, arguments.steps)
    results = {
        **origin(config),
        "kinds": MEANINGS,
        "log_period": trainer.schedule.log_iterations * trainer.schedule.transitions,
        "compile_seconds": trainer.compile_seconds,
        **compare(rounds),
    }
    print_table(table(results))
    if arguments.json is not None:
        write_json(arguments.json, results)


class Trainer:
    """A training run that can be continued with another kind of telemetry at any time.

    A program with reports and one without are compiled for the same state; `compile_seconds` are those of
    both.
    """

    def __init__(self, config: TrainConfig) -> None:
        parts = build(config, training_devices(config))
        self.schedule = parts.schedule
        self._config = config
        self._sink: MetricSink | None = None
        self._devices = parts.devices
        self.train = jax.jit(parts.init)(jax.random.key(config.run.seed))
        self._deliver = make_deliver(self._report)
        self._chunks, self.compile_seconds = {}, {}
        for name, log_iterations in (("reporting", parts.schedule.log_iterations), (SILENT, NEVER)):
            schedule = dataclasses.replace(parts.schedule, log_iterations=log_iterations)
            chunk = make_chunk(config.loop, schedule, parts.env, parts.learner)
            self._chunks[name], self.compile_seconds[name] = compile_apart(chunk, self.train, jnp.int32(0))

    def _report(self, payload: Mapping[str, object]) -> None:
        self._sink.callback(payload)

    def warm_up(self) -> None:
        """Train until every iteration makes updates."""
        until_updates = jnp.int32(self.schedule.first_group_iteration)
        self.train, _ = jax.block_until_ready(self._chunks[SILENT](self.train, until_updates))

    def measure(self, mode: str, steps: int, directory: Path) -> dict[str, Any]:
        """Train for `steps` transitions; steps per second, and what was written to `directory`.

        The time includes what the host does between the chunks of a run to wait for the last rows, and
        leaves out opening and closing the W&B runs.
        """
        iterations = math.ceil(steps / self.schedule.transitions)
        transitions = iterations * self.schedule.transitions
        wandb_mode = "offline" if mode == WANDB else "disabled"
        runs = open_wandb_runs(wandb_mode, "split", "telemetry", directory, to_flat(self._config))
        self._sink = MetricSink(MetricLog(directory), self.schedule.transitions)
        feed = WandbFeed(runs, directory / FILE_NAME)
        chunk = self._chunks[SILENT if mode == SILENT else "reporting"]
        try:
            started = time.perf_counter()
            self._advance(chunk, iterations)
            seconds = time.perf_counter() - started
        finally:
            self._sink.close()
            feed.close()
            runs.finish()
        rows = len(read_rows(directory / FILE_NAME))
        return {
            "steps": transitions,
            "seconds": seconds,
            "steps_per_second": transitions / seconds,
            "rows": rows,
            "dropped": self._sink.dropped,
        }

    def _advance(self, chunk: jax.stages.Compiled, iterations: int) -> None:
        """The host's loop of a run, without evaluations and checkpoints."""
        iteration = int(self.train.iteration)
        end = iteration + iterations
        while iteration < end:
            iteration = min(end, iteration + self.schedule.chunk_iterations)
            self.train, reports = jax.block_until_ready(chunk(self.train, jnp.int32(iteration)))
            self._deliver(self._devices.on_first(reports))
            jax.effects_barrier()
            self._sink.flush()


def alternate(trainer: Trainer, rounds: int, steps: int) -> list[dict[str, dict[str, Any]]]:
    """Measurements of `steps` transitions by kind, one of each per round."""
    trainer.warm_up()
    measured = []
    for number in range(rounds):
        # each kind comes first, second and third in turn, so that a drift of the machine favours none
        turn = number % len(MODES)
        measured.append({})
        for mode in MODES[turn:] + MODES[:turn]:
            console.message(f"round {number + 1} of {rounds}: {mode}")
            with tempfile.TemporaryDirectory() as directory:
                measured[-1][mode] = trainer.measure(mode, steps, Path(directory))
    return measured


def compare(rounds: Sequence[dict[str, dict[str, Any]]]) -> dict[str, Any]:
    """The rounds, the speed of each kind, and the ratio of speeds in each pair of kinds."""

    def speeds(mode: str) -> list[float]:
        return [measured[mode]["steps_per_second"] for measured in rounds]

    ratios = {}
    for numerator, denominator in PAIRS:
        each = [a / b for a, b in zip(speeds(numerator), speeds(denominator), strict=True)]
        ratios[f"{numerator} / {denominator}"] = {"each": each, **spread(each)}
    return {
        "rounds": list(rounds),
        "steps_per_second": {mode: spread(speeds(mode)) for mode in MODES},
        "ratios": ratios,
    }


def table(results: dict[str, Any]) -> Table:
    """Speeds and their ratios, round by round, then median and range."""
    rounds, ratios = results["rounds"], results["ratios"]
    rows_written = {mode: rounds[0][mode]["rows"] for mode in MODES}
    dropped = sum(measured[mode]["dropped"] for measured in rounds for mode in MODES)
    lines = [f"{mode}: {meaning}; {rows_written[mode]} rows a round" for mode, meaning in MEANINGS.items()]
    result = Table(
        title=f"Training steps/s, {rounds[0][SILENT]['steps']:,} transitions each, "
        f"a report every {results['log_period']:,}, {dropped} reports dropped",
        caption="\n".join(lines),
        caption_justify="left",
    )
    for heading in ("round", *MODES, *ratios):
        result.add_column(heading, justify="right")
    for number, measured in enumerate(rounds):
        speeds = [f"{measured[mode]['steps_per_second']:,.0f}" for mode in MODES]
        each = [f"{ratio['each'][number]:.3f}" for ratio in ratios.values()]
        result.add_row(str(number + 1), *speeds, *each)
    result.add_section()
    for statistic in ("median", "lowest", "highest"):
        speeds = [f"{results['steps_per_second'][mode][statistic]:,.0f}" for mode in MODES]
        result.add_row(statistic, *speeds, *(f"{ratio[statistic]:.3f}" for ratio in ratios.values()))
    return result


if __name__ == "__main__":
    main(sys.argv[1:])
