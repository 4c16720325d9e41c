"""What a checkpoint costs a training run: pieces of training after a save against pieces without, in turn."""

import math
import statistics
import time
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
from rich.table import Table

from benchmarks.measurement import compile_apart, show, spread
from go2mjx.checkpoints.checkpoint import Checkpoints
from go2mjx.config.tree import TrainConfig, to_flat
from go2mjx.session.build import build
from go2mjx.training.chunk import make_chunk
from go2mjx.training.state import init

PIECE_STEPS = 8000
"""Transitions of one piece: long enough for a save to end beside it."""


def measure_run(config: TrainConfig, saves: int, directory: Path) -> dict[str, Any]:
    """Seconds that a save costs, and their share of a run with the default period.

    The cost is the time for which `save` blocks, and what the piece after it takes longer than one without.
    """
    parts = build(config)
    schedule, learner = parts.schedule, parts.learner
    transitions = schedule.transitions
    piece = math.ceil(PIECE_STEPS / transitions)
    start = jax.jit(lambda key: init(config.loop, schedule, parts.env, learner, key))
    train = start(jax.random.key(config.run.seed))
    chunk, _ = compile_apart(make_chunk(config.loop, schedule, parts.env, learner), train, jnp.int32(0))
    # until every iteration makes updates
    iteration = schedule.first_group_iteration + piece
    train, _ = jax.block_until_ready(chunk(train, jnp.int32(iteration)))
    period = schedule.checkpoint_iterations * transitions
    blocked, after_save, without = [], [], []
    with Checkpoints(directory) as checkpoints:
        for number in range(2 * (saves + 1)):
            saved = number % 2 == 0
            if saved:
                checkpoints.wait()
                started = time.perf_counter()
                policy = learner.shipped_policy(train.learner)
                checkpoints.save(iteration * transitions, train, policy, {"config": to_flat(config)}, period)
                blocked.append(time.perf_counter() - started)
            started = time.perf_counter()
            iteration += piece
            train, _ = jax.block_until_ready(chunk(train, jnp.int32(iteration)))
            (after_save if saved else without).append(time.perf_counter() - started)
    # the first save compiles the copy of the rows, and counts too: once a run
    cost = statistics.median(blocked) + statistics.median(after_save) - statistics.median(without)
    period_seconds = statistics.median(without) * period / (piece * transitions)
    return {
        "saves": saves,
        "piece_transitions": piece * transitions,
        "checkpoint_period": period,
        "first_blocked_seconds": blocked[0],
        "blocked_seconds": spread(blocked[1:]),
        "piece_after_save_seconds": spread(after_save[1:]),
        "piece_without_seconds": spread(without[1:]),
        "period_seconds": period_seconds,
        "stall_percent": 100 * cost / period_seconds,
    }


def run_table(results: dict[str, Any]) -> Table:
    """Where the time of a save goes."""
    run = results["run"]
    result = Table(
        title=f"A checkpoint every {run['checkpoint_period']:,} transitions costs "
        f"{run['stall_percent']:.1f} % of the run ({run['saves']} saves)",
        caption=f"the first save blocks for {run['first_blocked_seconds']:.2f} s, because it compiles",
    )
    for heading in ("", "seconds, median (lowest to highest)"):
        result.add_column(heading, justify="right")
    pieces = f"{run['piece_transitions']:,} transitions"
    result.add_row("save blocks the training", show(run["blocked_seconds"], ".3f"))
    result.add_row(f"{pieces} after a save", show(run["piece_after_save_seconds"], ".3f"))
    result.add_row(f"{pieces} without", show(run["piece_without_seconds"], ".3f"))
    result.add_row("a checkpoint period", f"{run['period_seconds']:.1f}")
    return result
