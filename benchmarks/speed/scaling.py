"""Training on 1, 2, 4 CPU devices: transitions/s with the same work in all and with the same work each, in turns.

python -m benchmarks.speed.scaling [--counts 1 2 4] [--preset go2_fast_cpu]

A process for each measurement: with more devices than it uses a process has more threads, and is slower. More devices than
cores share these; they show what the meetings cost, not a gain. How often devices meet, and how many bytes each sends,
is counted in the traced program.
"""

import dataclasses
import itertools
import json
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import jax
import jax.numpy as jnp
import tyro
from jax.extend.core import jaxprs_in_params
from rich.table import Table

from benchmarks.measurement import origin, print_table, show, spread, write_json
from benchmarks.peers.environments import ROOT, run
from benchmarks.speed.timed_loop import Program, compile_loop, timed
from go2mjx.config import presets
from go2mjx.config.tree import TrainConfig
from go2mjx.devices import Devices
from go2mjx.process import console, platform
from go2mjx.session.build import Parts, build
from go2mjx.training.chunk import make_chunk

STRONG, WEAK = "strong", "weak"
MEANINGS = {
    STRONG: "the preset's environments and minibatch, shared by the devices",
    WEAK: "as many environments and rows of the minibatch for each device as two have of the preset",
}
WINDOWS = 3
"""Of one process; their median counts."""
LONGEST = 600.0
"""Seconds that one process may take."""
MEETINGS = ("psum", "all_gather")
"""Operations for which devices wait for each other."""


@dataclass(frozen=True)
class ScalingConfig:
    """Measure training on several CPU devices."""

    counts: tuple[int, ...] = (1, 2, 4)
    """Numbers of devices."""
    preset: str = "go2_fast_cpu"
    """Settings of the training."""
    iterations: int = 40
    """Iterations of one window."""
    repeats: int = 5
    """Processes of each number of devices; they take turns."""
    one: tuple[str, int] | None = None
    """What a process of its own measures, work and number of devices; prints JSON."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results."""


def main(argv: Sequence[str]) -> None:
    """Run the command."""
    arguments = tyro.cli(ScalingConfig, args=list(argv), use_underscores=True)
    if arguments.one is not None:
        print(json.dumps(measure_one(arguments, *arguments.one)))
        return
    measured: dict[tuple[str, int], list[dict]] = {
        each: [] for each in itertools.product(MEANINGS, arguments.counts)
    }
    with tempfile.TemporaryDirectory() as folder:
        for number in range(arguments.repeats):
            for kind, count in list(measured)[:: -1 if number % 2 else 1]:
                console.message(f"round {number + 1} of {arguments.repeats}: {kind}, {count} devices")
                words = (
                    f"--preset {arguments.preset} --iterations {arguments.iterations} --one {kind} {count}"
                )
                command = [sys.executable, "-m", "benchmarks.speed.scaling", *words.split()]
                output = run(command, Path(folder) / "log", LONGEST, ROOT, {"XDG_CACHE_HOME": folder})
                measured[kind, count].append(json.loads(output.splitlines()[-1]))
    platform.configure_jax("cpu", num_envs=1)
    rows = [summary(processes) for processes in measured.values()]
    results = {**origin(presets.load(arguments.preset)), "meanings": MEANINGS, "rows": rows}
    if arguments.json is not None:
        write_json(arguments.json, results)
    print_table(table(results))


def measure_one(arguments: ScalingConfig, kind: str, count: int) -> dict[str, Any]:
    """What one process measures and counts."""
    config = work(presets.load(arguments.preset), kind, count)
    platform.configure_jax("cpu", config.loop.num_envs, count)
    parts = build(config, Devices(count))
    program, seconds = prepared(parts), []
    for _ in range(WINDOWS):
        state, elapsed = timed(program, program.state, arguments.iterations)
        program = dataclasses.replace(program, state=state)
        seconds.append(elapsed / arguments.iterations)
    return row(kind, config, parts, statistics.median(seconds))


def summary(processes: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The rows of processes that did the same as one, with the spread of what they measured."""
    seconds = [process["iteration_seconds"] for process in processes]
    transitions = processes[0]["num_envs"]
    return processes[0] | {
        "iteration_seconds": spread(seconds),
        "transitions_per_second": spread([transitions / each for each in seconds]),
    }


def work(config: TrainConfig, kind: str, count: int) -> TrainConfig:
    """What `count` devices do."""
    if kind == STRONG:
        return config
    environments, rows = config.loop.num_envs // 2 * count, config.sac.batch_size // 2 * count
    loop = dataclasses.replace(config.loop, num_envs=environments, steps_per_update=environments)
    return dataclasses.replace(config, loop=loop, sac=dataclasses.replace(config.sac, batch_size=rows))


def prepared(parts: Parts) -> Program:
    """The loop of a run, compiled, in a state from which on every iteration makes updates."""
    chunk = make_chunk(parts.loop, parts.schedule, parts.env, parts.learner)
    state = jax.jit(parts.init)(jax.random.key(0))
    program = compile_loop(
        f"{parts.devices.count} devices",
        lambda train, count: chunk(train, train.iteration + count)[0],
        state,
        parts.loop.num_envs,
        parts.schedule.vector_steps,
    )
    return dataclasses.replace(program, state=timed(program, state, parts.schedule.first_group_iteration)[0])


def row(kind: str, config: TrainConfig, parts: Parts, seconds: float) -> dict[str, Any]:
    """What was measured and counted of one loop, whose iterations take `seconds`."""
    chunk = make_chunk(parts.loop, parts.schedule, parts.env, parts.learner)
    sizes = list(meetings(jax.make_jaxpr(chunk)(parts.state, jnp.int32(0)).jaxpr))
    return {
        "kind": kind,
        "devices": parts.devices.count,
        "num_envs": config.loop.num_envs,
        "batch_size": config.sac.batch_size,
        "iteration_seconds": seconds,
        "meetings_per_iteration": len(sizes),
        "bytes_per_iteration": sum(sizes),
        "updates_per_iteration": float(parts.schedule.groups) * (config.sac.critic_actor_ratio + 1),
    }


def meetings(jaxpr: Any) -> Iterator[int]:
    """The bytes that a device gives to each meeting in one run of `jaxpr`; a loop of unknown length runs once."""
    for equation in jaxpr.eqns:
        if equation.primitive.name in MEETINGS:
            yield sum(variable.aval.size * variable.aval.dtype.itemsize for variable in equation.invars)
        parts = [list(meetings(part)) for part in jaxprs_in_params(equation.params)]
        if equation.primitive.name == "cond":  # the branch with the most counts
            parts = [max(parts, key=len)]
        for _ in range(equation.params.get("length", 1)):
            yield from itertools.chain(*parts)


def table(results: dict[str, Any]) -> Table:
    """A row for each loop."""
    headings = (
        "Work",
        "Devices",
        "Robots",
        "Minibatch",
        "Transitions/s",
        "Iteration (ms)",
        "Meetings",
        "Bytes sent",
    )
    table = Table(*headings)
    for row in results["rows"]:
        milliseconds = {name: 1e3 * value for name, value in row["iteration_seconds"].items()}
        table.add_row(
            row["kind"],
            *(f"{row[key]}" for key in ("devices", "num_envs", "batch_size")),
            show(row["transitions_per_second"]),
            show(milliseconds, ".1f"),
            f"{row['meetings_per_iteration']}",
            f"{row['bytes_per_iteration']:,}",
        )
    return table


if __name__ == "__main__":
    main(sys.argv[1:])
