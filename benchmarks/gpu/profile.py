"""What the device really runs in iterations of a training, beside what the rehearsal counted.

python -m benchmarks.gpu.profile [--iterations 20] [--json FILE] [flags of go2mjx train]

Kernels are told apart by the operation that XLA made them of, so that each belongs to a part. A card that reports a CUDA
graph as one event shows its kernels with XLA_FLAGS=--xla_gpu_enable_command_buffer= alone.
"""

import gzip
import json
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import jax
import jax.numpy as jnp
import tyro
from rich.table import Table

from benchmarks.gpu.launches import Operation, operations
from benchmarks.gpu.rehearsal import PARTS
from benchmarks.measurement import forget_compiled_programs, origin, parse, print_table, write_json
from benchmarks.speed.train_steps import Trainer
from go2mjx.config import cli
from go2mjx.process import platform


@dataclass(frozen=True)
class ProfileConfig:
    """Trace iterations of a training. Other flags are those of `go2mjx train`."""

    iterations: int = 20
    """How many, in one call."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results."""


def main(argv: Sequence[str]) -> None:
    """Run the command."""
    arguments, train_flags = parse(ProfileConfig, argv)
    config = cli.parse(train_flags)
    platform.configure_jax(config.run.platform, config.loop.num_envs)
    forget_compiled_programs()
    trainer = Trainer(config)
    count = jnp.int32(arguments.iterations)
    train = jax.block_until_ready(trainer.advance(trainer.train, count))
    with tempfile.TemporaryDirectory() as folder:
        with jax.profiler.trace(folder):
            started = time.perf_counter()
            jax.block_until_ready(trainer.advance(train, count))
            seconds = time.perf_counter() - started
        events = device_events(Path(folder))
    parts = by_part(events, operations(trainer.program.run.as_text()), arguments.iterations)
    memory = jax.devices()[0].memory_stats() or {}
    results = origin(config) | {
        "device": jax.devices()[0].device_kind,
        "milliseconds_per_iteration": 1e3 * seconds / arguments.iterations,
        "parts": parts,
        "peak_bytes_in_use": memory.get("peak_bytes_in_use"),
    }
    print_table(table(results))
    if arguments.json is not None:
        write_json(arguments.json, results)


def device_events(folder: Path) -> list[dict[str, Any]]:
    """The events of XLA's operations in the trace below `folder`; those of the GPUs alone where there are any."""
    (file,) = folder.rglob("*.trace.json.gz")
    events = json.loads(gzip.decompress(file.read_bytes()))["traceEvents"]
    gpus = {
        event["pid"]
        for event in events
        if event.get("name") == "process_name" and event["args"]["name"].startswith("/device:GPU")
    }
    return [
        event
        for event in events
        if event.get("ph") == "X" and "hlo_op" in event.get("args", {}) and (not gpus or event["pid"] in gpus)
    ]


def by_part(
    events: Iterable[Mapping[str, Any]], known: Mapping[str, Operation], iterations: int
) -> dict[str, dict[str, float]]:
    """Events and microseconds of an iteration by part of the program."""
    sums: dict[str, dict[str, float]] = defaultdict(lambda: {"launches": 0.0, "microseconds": 0.0})
    for event in events:
        operation = known.get(event["args"]["hlo_op"])
        scope = operation.scope if operation else ""
        part = next((name for name, pattern in PARTS.items() if re.search(pattern, scope)), "rest")
        for name in (part, "total"):
            sums[name]["launches"] += 1 / iterations
            sums[name]["microseconds"] += event["dur"] / iterations
    return dict(sums)


def table(results: Mapping[str, Any]) -> Table:
    """A row per part."""
    result = Table(
        title=f"an iteration on {results['device']}: {results['milliseconds_per_iteration']:.2f} ms with the tracer"
    )
    for title in ("part", "launches", "µs"):
        result.add_column(title, justify="left" if title == "part" else "right")
    for name, part in results["parts"].items():
        result.add_row(name, f"{part['launches']:,.0f}", f"{part['microseconds']:,.0f}")
    return result


if __name__ == "__main__":
    main(sys.argv[1:])
