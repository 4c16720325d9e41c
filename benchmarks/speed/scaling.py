"""Training on 1, 2, 4 CPU devices: transitions/s with the same work in all and with the same work each, in turns.

python -m benchmarks.speed.scaling [--counts 1 2 4] [--preset go2_fast_cpu]

More devices than cores share these; they show what the meetings cost, not a gain. How often devices meet, and how many
bytes each sends, is counted in the traced program.
"""

import dataclasses
import itertools
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import jax
import jax.numpy as jnp
import tyro
from jax.extend.core import jaxprs_in_params
from rich.table import Table

from benchmarks.measurement import forget_compiled_programs, origin, print_table, show, spread, write_json
from benchmarks.speed.timed_loop import Program, compile_loop, timed
from go2mjx.config import presets
from go2mjx.config.tree import TrainConfig
from go2mjx.devices import Devices
from go2mjx.process import console, platform
from go2mjx.session.build import build
from go2mjx.training.chunk import make_chunk

STRONG, WEAK = "strong", "weak"
MEANINGS = {
    STRONG: "the preset's environments and minibatch, shared by the devices",
    WEAK: "as many environments and rows of the minibatch for each device as two have of the preset",
}
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
    """Windows of each number of devices; they take turns."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results."""


def main(argv: Sequence[str]) -> None:
    """Run the command."""
    arguments = tyro.cli(ScalingConfig, args=list(argv), use_underscores=True)
    config = presets.load(arguments.preset)
    platform.configure_jax("cpu", config.loop.num_envs, max(arguments.counts))
    forget_compiled_programs()
    rows = []
    for kind in (STRONG, WEAK):
        console.message(f"compiling: {MEANINGS[kind]}")
        loops = {count: prepared(work(config, kind, count), Devices(count)) for count in arguments.counts}
        seconds: dict[int, list[float]] = {count: [] for count in loops}
        for number in range(arguments.repeats):
            for count in list(loops)[:: -1 if number % 2 else 1]:
                program = loops[count]
                state, elapsed = timed(program, program.state, arguments.iterations)
                loops[count] = dataclasses.replace(program, state=state)
                seconds[count].append(elapsed / arguments.iterations)
        for count, each in seconds.items():
            rows.append(row(kind, work(config, kind, count), count, each, loops[count].compile_seconds))
    results = {**origin(config), "meanings": MEANINGS, "rows": rows}
    if arguments.json is not None:
        write_json(arguments.json, results)
    print_table(table(results))


def work(config: TrainConfig, kind: str, count: int) -> TrainConfig:
    """What `count` devices do."""
    if kind == STRONG:
        return config
    environments, rows = config.loop.num_envs // 2 * count, config.sac.batch_size // 2 * count
    loop = dataclasses.replace(config.loop, num_envs=environments, steps_per_update=environments)
    return dataclasses.replace(config, loop=loop, sac=dataclasses.replace(config.sac, batch_size=rows))


def prepared(config: TrainConfig, devices: Devices) -> Program:
    """The loop of a run, compiled, in a state from which on every iteration makes updates."""
    parts = build(config, devices)
    chunk = make_chunk(config.loop, parts.schedule, parts.env, parts.learner)
    state = jax.jit(parts.init)(jax.random.key(config.run.seed))
    program = compile_loop(
        f"{devices.count} devices",
        lambda train, count: chunk(train, train.iteration + count)[0],
        state,
        config.loop.num_envs,
        parts.schedule.vector_steps,
    )
    return dataclasses.replace(program, state=timed(program, state, parts.schedule.first_group_iteration)[0])


def row(kind: str, config: TrainConfig, count: int, seconds: list[float], compile_seconds: float) -> dict:
    """What was measured and counted of one loop."""
    parts = build(config, Devices(count))
    chunk = make_chunk(config.loop, parts.schedule, parts.env, parts.learner)
    sizes = list(meetings(jax.make_jaxpr(chunk)(parts.state, jnp.int32(0)).jaxpr))
    return {
        "kind": kind,
        "devices": count,
        "num_envs": config.loop.num_envs,
        "batch_size": config.sac.batch_size,
        "transitions_per_second": spread([parts.schedule.transitions / each for each in seconds]),
        "iteration_seconds": spread(seconds),
        "compile_seconds": compile_seconds,
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
