"""Honest steps per second: environment alone, rollout phase, full training.

python -m benchmarks.throughput [--num_envs 64 256] [flags of go2mjx train, such as --preset]
"""

import dataclasses
import math
import sys
import time
from collections.abc import Callable, Iterator, Sequence
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
    show,
    spread,
    write_json,
)
from go2mjx.env.base import Environment, restart_finished
from go2mjx.host import cli, console, platform
from go2mjx.host.config import TrainConfig
from go2mjx.host.validation import validate
from go2mjx.loop.chunk import make_chunk
from go2mjx.loop.phases import rollout_phase
from go2mjx.loop.state import TrainState, init
from go2mjx.robot import constants
from go2mjx.tools.build import Parts, build

LEVELS = {
    "environment": "steps and resets with uniform random actions",
    "rollout": "policy, environment and statistics; nothing is stored or learned",
    "training": "the loop of a run: rollout, replay, updates, and reports that nobody reads",
}
Measurement = dict[str, Any]


@dataclass(frozen=True)
class ThroughputConfig:
    """Measure steps per second. Other flags are those of `go2mjx train`."""

    num_envs: tuple[int, ...] = ()
    """Numbers of environments to compare; by default that of the preset."""
    steps: int = 200
    """Control steps of every environment in one run; each run is repeated with twice as many."""
    repeats: int = 5
    """Runs of each length."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results."""


@dataclass(frozen=True)
class Program:
    """A compiled loop: `run(state, count)` does `count` iterations and reuses the memory of `state`."""

    level: str
    run: Callable[[Any, jax.Array], Any]
    state: Any
    num_envs: int
    vector_steps: int  # control steps of every environment in one iteration
    warm_up: int  # iterations until each one does what all later ones do
    compile_seconds: float
    temporary_bytes: int  # needed while it runs, besides its state


def main(argv: Sequence[str]) -> None:
    """Run the command."""
    arguments, train_flags = parse(ThroughputConfig, argv)
    config = cli.parse(train_flags)
    counts = arguments.num_envs or (config.loop.num_envs,)
    platform.configure_jax(config.run.platform, max(counts))
    forget_compiled_programs()
    measurements = []
    for num_envs in counts:
        config = dataclasses.replace(config, loop=dataclasses.replace(config.loop, num_envs=num_envs))
        validate(config)
        for program in programs(config):
            console.message(f"measuring {program.level} with {num_envs} environments")
            measurements.append(measure(program, arguments.steps, arguments.repeats))
    results = {
        **origin(config),
        "levels": LEVELS,
        "physics_steps_per_step": physics_steps(config),
        "environment_bytes": environment_bytes(build(config).env),
        "measurements": measurements,
    }
    print_table(table(results))
    if arguments.json is not None:
        write_json(arguments.json, results)


def programs(config: TrainConfig) -> Iterator[Program]:
    """The three levels, each compiled when its turn comes."""
    parts = build(config)
    transitions = parts.schedule.transitions
    start = jax.jit(lambda key: init(config.loop, transitions, parts.env, parts.agent, key))
    key = jax.random.key(config.run.seed)

    def compiled(level: str, function: Callable, state: Any, vector_steps: int, warm_up: int) -> Program:
        run, seconds = compile_apart(function, state, jnp.int32(0))
        temporary = run.memory_analysis().temp_size_in_bytes
        return Program(level, run, state, config.loop.num_envs, vector_steps, warm_up, seconds, temporary)

    vector_steps = parts.schedule.vector_steps
    first = start(key)
    yield compiled("environment", environment_loop(parts.env), (first.env_state, first.key), 1, 1)
    yield compiled("rollout", rollout_loop(config, parts), start(key), vector_steps, 1)
    # no update is made before the replay holds enough, and rows enter it one iteration late
    until_updates = math.ceil(config.loop.training_starts / transitions) + 1
    yield compiled("training", training_loop(config, parts), start(key), vector_steps, until_updates)


def environment_loop(env: Environment) -> Callable:
    """`run((state, key), count)` steps a batch of environments with uniform random actions."""

    def step(_, carry):
        state, key = carry
        key, action_key = jax.random.split(key)
        shape = (*state.reward.shape, env.action_size)
        action = jax.random.uniform(action_key, shape, minval=-1.0, maxval=1.0)
        return restart_finished(env, jax.vmap(env.step)(state, action)), key

    return lambda carry, count: jax.lax.fori_loop(0, count, step, carry)


def rollout_loop(config: TrainConfig, parts: Parts) -> Callable:
    """`run(train, count)` does the rollout phases of `count` iterations."""

    def iteration(_, train: TrainState) -> TrainState:
        key, rollout_key = jax.random.split(train.key)
        train, rows, valid = rollout_phase(
            config.loop, parts.schedule, parts.env, parts.agent, train, rollout_key
        )
        # without the rows in the result the compiler would leave out what only they need
        return train.replace(pending=rows, pending_valid=valid, iteration=train.iteration + 1, key=key)

    return lambda train, count: jax.lax.fori_loop(0, count, iteration, train)


def training_loop(config: TrainConfig, parts: Parts) -> Callable:
    """`run(train, count)` trains for `count` iterations."""
    chunk = make_chunk(config.loop, parts.schedule, parts.env, parts.agent)
    return lambda train, count: chunk(train, train.iteration + count)[0]


def measure(program: Program, steps: int, repeats: int) -> Measurement:
    """Time `steps` control steps per environment and twice as many, `repeats` times each.

    The two lengths take turns, so that a machine that slows down slows both. Iterations are whole: more
    than `steps` may be made, and what was made is reported.
    """
    iterations = math.ceil(steps / program.vector_steps)
    seconds = {iterations: [], 2 * iterations: []}
    state = jax.block_until_ready(program.run(program.state, jnp.int32(program.warm_up)))
    for _ in range(repeats):
        for count, measured in seconds.items():
            started = time.perf_counter()
            state = jax.block_until_ready(program.run(state, jnp.int32(count)))
            measured.append(time.perf_counter() - started)
    single, double = (_rate(program, count, measured) for count, measured in seconds.items())
    return {
        "level": program.level,
        "num_envs": program.num_envs,
        "compile_seconds": program.compile_seconds,
        "temporary_bytes_per_env": program.temporary_bytes / program.num_envs,
        "single": single,
        "double": double,
        "double_to_single": double["steps_per_second"]["median"] / single["steps_per_second"]["median"],
    }


def _rate(program: Program, iterations: int, seconds: list[float]) -> dict[str, Any]:
    """Steps per second of runs of equal length from their wall seconds."""
    steps_per_env = iterations * program.vector_steps
    steps = steps_per_env * program.num_envs
    return {
        "steps_per_env": steps_per_env,
        "steps": steps,
        "seconds": seconds,
        "steps_per_second": spread([steps / each for each in seconds]),
    }


def physics_steps(config: TrainConfig) -> int:
    """Physics steps in one control step; the toy integrates once."""
    if config.run.env == "toy":
        return 1
    return round(constants.CONTROL_TIME_STEP / constants.PHYSICS_TIME_STEP)


def environment_bytes(env: Environment) -> int:
    """Size of the state of one environment between two steps."""
    leaves = jax.tree.leaves(jax.eval_shape(env.reset, jax.random.key(0)))
    return sum(leaf.size * leaf.dtype.itemsize for leaf in leaves)


def table(results: dict[str, Any]) -> Table:
    """A row per number of environments and level."""
    substeps, size = results["physics_steps_per_step"], results["environment_bytes"]
    lines = [
        f"step: one control step of one environment, {substeps} physics steps; median (lowest to highest)",
        f"memory of an environment: {size:,} bytes of state, and temporary memory while the program runs",
        *(f"{level}: {meaning}" for level, meaning in LEVELS.items()),
    ]
    rows = Table(title="Throughput", caption="\n".join(lines), caption_justify="left")
    rows.add_column("envs", justify="right")
    rows.add_column("level")
    for heading in ("steps/s", "steps/s, twice as long", "second / first", "physics steps/s"):
        rows.add_column(heading, justify="right")
    rows.add_column("compile (s)", justify="right")
    rows.add_column("temporary (KiB/env)", justify="right")
    for measurement in results["measurements"]:
        single = measurement["single"]["steps_per_second"]
        rows.add_row(
            str(measurement["num_envs"]),
            measurement["level"],
            show(single),
            show(measurement["double"]["steps_per_second"]),
            f"{measurement['double_to_single']:.3f}",
            f"{single['median'] * substeps:,.0f}",
            f"{measurement['compile_seconds']:.1f}",
            f"{measurement['temporary_bytes_per_env'] / 1024:,.1f}",
        )
    return rows


if __name__ == "__main__":
    main(sys.argv[1:])
