"""What checkpoints cost a training run: its speed with them and without, in one process."""

import dataclasses
import math
import time
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
from rich.table import Table

from benchmarks.measurement import compile_apart, show, spread
from go2mjx.host import console
from go2mjx.host.checkpoint import Checkpoints
from go2mjx.host.config import TrainConfig, to_flat
from go2mjx.loop.chunk import make_chunk
from go2mjx.loop.state import TrainState, init
from go2mjx.tools.build import build

SAVING, SILENT = MODES = ("with checkpoints", "without")


def measure_run(config: TrainConfig, steps: int, rounds: int, directory: Path) -> dict[str, Any]:
    """Train with and without checkpoints in turn; speeds by kind and their ratios by round.

    Each time whole checkpoint periods are trained from the middle of one on, so that what a save costs the
    training after it falls into the time too.
    """
    parts = build(config)
    schedules = {
        SAVING: parts.schedule,
        SILENT: dataclasses.replace(parts.schedule, checkpoint_iterations=parts.schedule.iterations),
    }
    period = parts.schedule.checkpoint_iterations
    iterations = math.ceil(steps / parts.schedule.transitions / period) * period
    start = jax.jit(lambda key: init(config.loop, parts.schedule.transitions, parts.env, parts.agent, key))
    train = start(jax.random.key(config.run.seed))
    chunk, _ = compile_apart(
        make_chunk(config.loop, parts.schedule, parts.env, parts.agent), train, jnp.int32(0)
    )

    def advance(
        train: TrainState, count: int, mode: str, checkpoints: Checkpoints
    ) -> tuple[TrainState, float]:
        """`count` iterations more, and transitions per second."""
        iteration, started = int(train.iteration), time.perf_counter()
        end = iteration + count
        while iteration < end:
            iteration = min(end, next_stop(schedules[mode], iteration))
            train, _ = jax.block_until_ready(chunk(train, jnp.int32(iteration)))
            if mode == SAVING and iteration % period == 0:
                save(train, checkpoints)
        return train, count * parts.schedule.transitions / (time.perf_counter() - started)

    def save(train: TrainState, checkpoints: Checkpoints) -> None:
        step = int(train.iteration) * parts.schedule.transitions
        between = period * parts.schedule.transitions
        checkpoints.save(step, train, {"config": to_flat(config)}, steps_between_saves=between)

    speeds = []
    with Checkpoints(directory) as checkpoints:
        # until every iteration makes updates, and to the middle of a period
        until_updates = math.ceil(config.loop.training_starts / parts.schedule.transitions) + 1
        warm_up = math.ceil(until_updates / period) * period + period // 2
        train, _ = advance(train, warm_up, SAVING, checkpoints)
        for number in range(rounds):
            speeds.append({})
            for mode in MODES if number % 2 == 0 else MODES[::-1]:
                console.message(f"round {number + 1} of {rounds}: training {mode}")
                if mode == SAVING:
                    save(train, checkpoints)  # what the training without checkpoints left unsaved
                checkpoints.wait()
                train, speeds[-1][mode] = advance(train, iterations, mode, checkpoints)
            checkpoints.wait()
    return {
        "transitions": iterations * parts.schedule.transitions,
        "checkpoint_period": period * parts.schedule.transitions,
        "rounds": speeds,
        "steps_per_second": {mode: spread([each[mode] for each in speeds]) for mode in MODES},
        "stall_percent": spread([100 * (1 - each[SAVING] / each[SILENT]) for each in speeds]),
    }


def next_stop(schedule: Any, iteration: int) -> int:
    """Where the compiled loop returns, also beyond the end of the configured run."""
    endless = dataclasses.replace(schedule, iterations=2**31 - 1)
    return endless.next_stop(iteration)


def run_table(results: dict[str, Any]) -> Table:
    """Speed with and without checkpoints, round by round."""
    run = results["run"]
    result = Table(
        title=f"Training steps/s, {run['transitions']:,} transitions each, a checkpoint every "
        f"{run['checkpoint_period']:,}: {show(run['stall_percent'], '.1f')} % slower"
    )
    for heading in ("round", *MODES, "slower (%)"):
        result.add_column(heading, justify="right")
    for number, speeds in enumerate(run["rounds"], start=1):
        slower = 100 * (1 - speeds[SAVING] / speeds[SILENT])
        result.add_row(str(number), *(f"{speeds[mode]:,.0f}" for mode in MODES), f"{slower:.1f}")
    return result
