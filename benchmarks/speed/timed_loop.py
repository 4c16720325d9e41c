"""Honest steps per second of a loop that a device runs: warmed up, waited for, at two lengths in turn."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp

from benchmarks.measurement import compile_apart, spread

Measurement = dict[str, Any]


@dataclass(frozen=True)
class Program:
    """A loop ready to be timed: `run(state, count)` does `count` iterations and may reuse the memory of `state`."""

    level: str
    run: Callable[[Any, jax.Array], Any]
    state: Any
    num_envs: int
    vector_steps: int  # control steps of every environment in one iteration
    warm_up: int = 1  # iterations until each one does what all later ones do
    compile_seconds: float = 0.0
    temporary_bytes: int = 0  # needed while it runs, besides its state


def compile_loop(
    level: str, function: Callable, state: Any, num_envs: int, vector_steps: int, warm_up: int = 1
) -> Program:
    """`function(state, count)` compiled for states like `state`."""
    run, seconds = compile_apart(function, state, jnp.int32(0))
    temporary = run.memory_analysis().temp_size_in_bytes
    return Program(level, run, state, num_envs, vector_steps, warm_up, seconds, temporary)


def measure(program: Program, seconds: float, repeats: int) -> tuple[Measurement, Any]:
    """Time runs of about `seconds` and runs twice as long, `repeats` of each; returns also the last state.

    The two lengths take turns, so that a machine that slows down slows both. If the time were not that of
    the work, twice the work would not take twice the time.
    """
    state = timed(program, program.state, program.warm_up)[0]
    state, iterations = _calibrate(program, state, seconds)
    measured = {iterations: [], 2 * iterations: []}
    for _ in range(repeats):
        for count, each in measured.items():
            state, elapsed = timed(program, state, count)
            each.append(elapsed)
    single, double = (_rate(program, count, each) for count, each in measured.items())
    return {
        "level": program.level,
        "num_envs": program.num_envs,
        "compile_seconds": program.compile_seconds,
        "temporary_bytes_per_env": program.temporary_bytes / program.num_envs,
        "single": single,
        "double": double,
        "double_to_single": double["steps_per_second"]["median"] / single["steps_per_second"]["median"],
    }, state


def _calibrate(program: Program, state: Any, seconds: float) -> tuple[Any, int]:
    """How many iterations take about `seconds`, and the state after finding out."""
    count = 1
    while True:
        state, elapsed = timed(program, state, count)
        if elapsed >= seconds / 4:
            return state, max(1, math.ceil(count * seconds / elapsed))
        count *= 2


def timed(program: Program, state: Any, count: int) -> tuple[Any, float]:
    """The state after `count` iterations and the wall seconds they took."""
    started = time.perf_counter()
    state = jax.block_until_ready(program.run(state, jnp.int32(count)))
    return state, time.perf_counter() - started


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
