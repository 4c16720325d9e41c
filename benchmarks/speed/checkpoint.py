"""What checkpoints cost: bytes, stalls and seconds by size of the replay ring, and the share of a training run.

python -m benchmarks.speed.checkpoint [--rows 100_000 1_000_000 4_000_000] [flags of go2mjx train, such as --preset]
"""

import dataclasses
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import jax
import jax.numpy as jnp
import tyro
from rich.table import Table

from benchmarks.measurement import origin, parse, print_table, show, spread, write_json
from benchmarks.speed.checkpoint_run import measure_run, run_table
from go2mjx.checkpoints.checkpoint import Checkpoints
from go2mjx.config import cli
from go2mjx.config.tree import TrainConfig, to_flat, whole_number
from go2mjx.learners import replay
from go2mjx.learners.base import Policy
from go2mjx.process import console, platform
from go2mjx.session.build import build
from go2mjx.training.state import TrainState


@dataclass(frozen=True)
class CheckpointConfig:
    """Measure what saving and restoring cost. Other flags are those of `go2mjx train`."""

    rows: tuple[str, ...] = ("100_000", "1_000_000", "4_000_000")
    """Sizes of the replay ring, full of random rows."""
    repeats: int = 5
    """Saves of each size."""
    run: int = 20
    """Saves beside a training that goes on; 0 leaves this part out."""
    directory: Annotated[Path | None, tyro.conf.arg(metavar="DIR")] = None
    """On which disk to write; by default that of temporary files. What is written there is deleted."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results."""


def main(argv: Sequence[str]) -> None:
    """Run the command. Raises SystemExit when the training would never save."""
    arguments, train_flags = parse(CheckpointConfig, argv)
    config = cli.parse(train_flags)
    if config.loop.checkpoint_period == 0:
        raise SystemExit("--checkpoint_period 0 never saves")
    sizes = []
    for rows in map(whole_number, arguments.rows):
        console.message(f"measuring a ring of {rows:,} rows")
        # a process for each, whose peak memory is that of this size alone
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            sizes.append(pool.apply(measure_size, (config, rows, arguments.repeats, arguments.directory)))
    results = {**origin(config), "sizes": sizes}
    print_table(sizes_table(results))
    if arguments.run:
        platform.configure_jax(config.run.platform, config.loop.num_envs)
        with tempfile.TemporaryDirectory(dir=arguments.directory) as directory:
            results["run"] = measure_run(config, arguments.run, Path(directory))
        print_table(run_table(results))
    if arguments.json is not None:
        write_json(arguments.json, results)


def measure_size(config: TrainConfig, rows: int, repeats: int, parent: Path | None) -> dict[str, Any]:
    """Save a full ring whole, then `repeats` times after a checkpoint period of new rows, and restore it."""
    platform.configure_jax(config.run.platform, config.loop.num_envs)
    config = dataclasses.replace(config, loop=dataclasses.replace(config.loop, replay_buffer_capacity=rows))
    parts = build(config)
    schedule, learner = parts.schedule, parts.learner
    period = min(rows // schedule.transitions, schedule.checkpoint_iterations)
    template = parts.state
    train = random_state(template, schedule.replay_slots // schedule.vector_steps)
    insert = jax.jit(insert_random, donate_argnums=0, static_argnames=("vector_steps", "iterations"))
    insert = partial(insert, vector_steps=schedule.vector_steps, iterations=period)
    train = jax.block_until_ready(insert(train))  # compiled before anything is timed
    with tempfile.TemporaryDirectory(dir=parent) as directory:
        with Checkpoints(directory) as checkpoints:
            saves = []
            for _ in range(repeats + 1):
                step = int(train.iteration) * schedule.transitions
                policy = learner.shipped_policy(train.learner)
                saves.append(
                    timed_save(checkpoints, step, train, policy, config, period * schedule.transitions)
                )
                train = jax.block_until_ready(insert(train))
        state_bytes = sum(leaf.nbytes for leaf in jax.tree.leaves(train))
        del train
        started = time.perf_counter()
        with Checkpoints(directory) as checkpoints:
            restored, _ = checkpoints.restore(template, checkpoints.steps()[-1])
            jax.block_until_ready(restored)
        restore_seconds = time.perf_counter() - started
    first, *others = saves
    return {
        "rows": rows,
        "new_rows": period * schedule.transitions,
        "state_bytes": state_bytes,
        "first_save": first,
        "saves": {key: spread([each[key] for each in others]) for key in first},
        "restore_seconds": restore_seconds,
        "peak_rss_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }


def random_state(template: TrainState, iterations: int) -> TrainState:
    """A state like `template` after `iterations`, its floats random, because zeros would compress to nothing."""
    key = jax.random.key(0)

    def fill(leaf: jax.ShapeDtypeStruct) -> jax.Array:
        nonlocal key
        if jax.dtypes.issubdtype(leaf.dtype, jax.dtypes.prng_key):
            return jax.random.split(key, leaf.shape)
        key, leaf_key = jax.random.split(key)
        return _random(leaf_key, leaf.shape, leaf.dtype)

    return jax.tree.map(fill, template).replace(iteration=jnp.int32(iterations))


def insert_random(train: TrainState, vector_steps: int, iterations: int) -> TrainState:
    """`train` after `iterations` that put random rows into its ring, `vector_steps` slots each."""

    def iteration(_: int, train: TrainState) -> TrainState:
        leaves, structure = jax.tree.flatten(train.replay)
        key, *keys = jax.random.split(train.key, len(leaves) + 1)
        rows = [
            _random(row_key, (vector_steps, *leaf.shape[1:]), leaf.dtype)
            for row_key, leaf in zip(keys, leaves, strict=True)
        ]
        ring = replay.insert(train.replay, jax.tree.unflatten(structure, rows), train.iteration)
        return train.replace(replay=ring, iteration=train.iteration + 1, key=key)

    return jax.lax.fori_loop(0, iterations, iteration, train)


def _random(key: jax.Array, shape: tuple[int, ...], dtype: Any) -> jax.Array:
    """Uniform in [0, 1) if `dtype` is one of floats, else zeros."""
    if not jnp.issubdtype(dtype, jnp.floating):
        return jnp.zeros(shape, dtype)
    return jax.random.uniform(key, shape, dtype)


def timed_save(
    checkpoints: Checkpoints, step: int, train: TrainState, policy: Policy, config: TrainConfig, period: int
) -> dict[str, float]:
    """Seconds until `save` lets the training go on and until everything is on disk, and the bytes of it."""
    started = time.perf_counter()
    checkpoints.save(step, train, policy, {"config": to_flat(config)}, steps_between_saves=period)
    blocked = time.perf_counter() - started
    checkpoints.wait()
    on_disk = time.perf_counter() - started
    files = [path for path in checkpoints.directory.rglob("*") if path.is_file()]
    written = sum(path.stat().st_size for path in files if str(step) in path.parts)
    return {"blocked_seconds": blocked, "on_disk_seconds": on_disk, "bytes": written}


def sizes_table(results: dict[str, Any]) -> Table:
    """A row per size of the ring."""
    result = Table(
        title=f"Checkpoints of {results['config']['env']}, {results['sizes'][0]['new_rows']:,} new rows each",
        caption="median (lowest to highest); the first save writes the whole ring.\n"
        "Restored from a page cache that holds the files just written.",
        caption_justify="left",
    )
    for heading in (
        "rows",
        "state (MiB)",
        "written (MiB)",
        "blocked (s)",
        "on disk after (s)",
        "first save (MiB)",
        "first on disk (s)",
        "restore (s)",
        "peak memory (MiB)",
    ):
        result.add_column(heading, justify="right")
    for size in results["sizes"]:
        saves, first = size["saves"], size["first_save"]
        result.add_row(
            f"{size['rows']:,}",
            f"{size['state_bytes'] / 2**20:,.0f}",
            f"{saves['bytes']['median'] / 2**20:,.1f}",
            show(saves["blocked_seconds"], ".3f"),
            show(saves["on_disk_seconds"], ".2f"),
            f"{first['bytes'] / 2**20:,.0f}",
            f"{first['on_disk_seconds']:.1f}",
            f"{size['restore_seconds']:.2f}",
            f"{size['peak_rss_bytes'] / 2**20:,.0f}",
        )
    return result


if __name__ == "__main__":
    main(sys.argv[1:])
