"""What a GPU would have to do for a training, found by compiling for it on a machine without one.

python -m benchmarks.gpu.rehearsal [--programs physics chunk evaluation] [flags of go2mjx train, such as --num_envs]

XLA compiles for a GPU that is described to it; nothing runs, so nothing here is a measured time. What it cannot know is
what it tries out on the device: which of several kernels multiplies matrices fastest. XLA has the options of a training
on a GPU; others are tried with its own variable, such as XLA_FLAGS=--xla_gpu_enable_command_buffer=-WHILE.
"""

import dataclasses
import importlib.util
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import jax
import jax.numpy as jnp
import tyro
from rich.table import Table

from benchmarks.gpu import launches as gpu_launches
from benchmarks.gpu.launches import Count, Launches
from benchmarks.measurement import forget_compiled_programs, origin, parse, print_table, write_json
from go2mjx.config import cli
from go2mjx.config.tree import TrainConfig
from go2mjx.evaluation import episodes as evaluation
from go2mjx.process import console
from go2mjx.process.errors import UsageError, suggestion
from go2mjx.process.platform import graph_options
from go2mjx.session.build import build
from go2mjx.training.chunk import make_chunk

PRESET = ("--preset", "go2_fast_gpu")
"""What is rehearsed unless the flags name another preset."""
EXTRA = "pip install 'go2mjx[cuda13]'  (needs no GPU; about 3 GB)"
PARTS = {"physics": r"/physics/", "update": r"/update/"}
"""Parts of an iteration, and in which of JAX's scopes they are; the first that fits counts."""
MICROSECONDS_PER_LAUNCH = (2.0, 4.0)
"""Assumed cost of a launch that does little; kernels with much to do take longer."""
H100 = """
gpu_device_info {
  cuda_compute_capability { major: 9 }
  core_count: 132
  fpus_per_core: 128
  clock_rate_ghz: 1.98
  threads_per_warp: 32
  threads_per_block_limit: 1024
  threads_per_core_limit: 2048
  block_dim_limit_x: 2147483647
  block_dim_limit_y: 65535
  block_dim_limit_z: 65535
  registers_per_block_limit: 65536
  registers_per_core_limit: 65536
  shared_memory_per_block: 49152
  shared_memory_per_block_optin: 232448
  shared_memory_per_core: 233472
  l2_cache_size: 52428800
  memory_bandwidth: 3352320000000
  device_memory_size: 84929347584
  driver_version: "13.0.0"
  runtime_version: "13.0.0"
  compile_time_toolkit_version: "13.0.0"
}
platform_name: "CUDA"
runtime_version { major: 13 }
dnn_version_info { major: 9 minor: 28 }
device_description_str: "NVIDIA H100 80GB HBM3"
"""
"""NVIDIA's figures for an H100 SXM5, as XLA's GpuTargetConfigProto. Without the three versions within `gpu_device_info`
XLA assumes a driver too old for loops and library calls in CUDA graphs."""


@dataclass(frozen=True)
class Program:
    """A function to compile, and how to read what became of it."""

    function: Callable
    arguments: tuple[Any, ...]  # arrays or their shapes
    unit: str  # what one execution, or one pass of its outermost endless loop, is
    donated: tuple[int, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)  # a name and a regular expression for JAX's scopes
    dynamic_trips: int = 1  # passes of an inner loop of which only the device knows the number


def programs(config: TrainConfig) -> dict[str, Program]:
    """The programs of a training with `config` by name; nothing is allocated or compiled.

    This is all that knows how a training is put together.
    """
    built = build(config)
    env, learner, schedule = built.env, built.learner, built.schedule
    key = jax.eval_shape(lambda: jax.random.key(0))
    train = jax.eval_shape(built.init, key)  # `built.state` is bound to the devices of this machine
    action = jax.ShapeDtypeStruct((config.loop.num_envs, env.action_size), jnp.float32)
    commands = evaluation.command_set(config.loop.eval_n_trajs, env.max_command, 0)
    result = {
        "chunk": Program(
            make_chunk(config.loop, schedule, env, learner),
            (train, jax.ShapeDtypeStruct((), jnp.int32)),
            "an iteration",
            donated=(0,),
            parts=PARTS,
            dynamic_trips=schedule.max_groups,
        ),
        "evaluation": Program(
            evaluation.make_evaluate(built.evaluation_env, learner),
            (
                jax.eval_shape(lambda train: learner.shipped_policy(train.learner), train),
                key,
                commands,
                jax.ShapeDtypeStruct((), jnp.int32),
            ),
            "a control step",
        ),
    }
    if env.robot is not None:  # the toy has no physics
        physics = (train.env_state.physics.simulation, action, {})
        result["physics"] = Program(env.engine.step, physics, "a control step")
    return result


@dataclass(frozen=True)
class Compiled:
    """A program compiled for the GPU."""

    seconds: float
    temporary_bytes: int
    argument_bytes: int
    counts: list[Count]


def compile_for_gpu(program: Program) -> Compiled:
    """Compile `program` for an H100 and read what it launches."""
    from jax.experimental.topologies import get_topology_desc

    device = get_topology_desc("h100", "cuda", target_config=H100, topology="1x1x1").devices[0]
    sharding = jax.sharding.SingleDeviceSharding(device)

    def rehearsed(*arguments):
        return program.function(*arguments)

    jitted = jax.jit(rehearsed, in_shardings=sharding, out_shardings=sharding, donate_argnums=program.donated)
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        lowered = jitted.lower(*program.arguments)
        compiled = lowered.compile(
            {**graph_options("gpu"), "xla_dump_to": folder, "xla_gpu_autotune_level": 0}
        )
        seconds = time.perf_counter() - started
        sequence = _dumped(folder, "thunk_sequence_after_thunk_passes", "thunk_sequence")
        metadata = _dumped(folder, "thunk_metadata")
    reader = gpu_launches.Reader(
        gpu_launches.names(metadata), gpu_launches.operations(compiled.as_text()), program.dynamic_trips
    )
    memory = compiled.memory_analysis()
    return Compiled(
        seconds,
        memory.temp_size_in_bytes,
        memory.argument_size_in_bytes,
        list(reader.count(gpu_launches.parse(sequence))),
    )


def _dumped(folder: str, *names: str) -> str:
    """The first of `names` that XLA has dumped; a sequence with nothing to put into graphs has no later form."""
    found = (path for name in names for path in Path(folder).glob(f"*.jit_rehearsed.{name}.txt"))
    return next(found).read_text()


def sums(program: Program, counts: Sequence[Count]) -> dict[str, Launches]:
    """Launches by part and in total; what happens once a call, outside of an endless loop, is apart."""
    looping = any(count.in_loop for count in counts)
    repeated = [count for count in counts if count.in_loop == looping]
    result = gpu_launches.by_part(repeated, program.parts, "rest") if program.parts else {}
    result["total"] = gpu_launches.total(repeated)
    if looping:
        result["once a call"] = gpu_launches.total(count for count in counts if not count.in_loop)
    return result


@dataclass(frozen=True)
class RehearsalConfig:
    """Count what a GPU would have to launch. Other flags are those of `go2mjx train`."""

    programs: tuple[str, ...] = ("physics", "chunk", "evaluation")
    """What to compile."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results."""


def main(argv: Sequence[str]) -> None:
    """Run the command. Raises UsageError for an unknown program and without the CUDA build of JAX."""
    arguments, train_flags = parse(RehearsalConfig, argv)
    config = cli.parse([*(() if "--preset" in train_flags else PRESET), *train_flags])
    configure()
    known = programs(config)
    for name in arguments.programs:
        if name not in known:
            raise UsageError(
                f"--programs {name}: no such program{suggestion(name, known)}\nallowed: {', '.join(known)}"
            )
    results = origin(config) | {
        "device": "NVIDIA H100, described to the compiler",
        "xla_flags": os.environ.get("XLA_FLAGS", ""),
        "options": graph_options("gpu"),
        "programs": {},
    }
    for name in arguments.programs:
        console.message(f"compiling {name} for an H100")
        compiled = compile_for_gpu(known[name])
        results["programs"][name] = describe(known[name], compiled)
        print_table(table(name, results["programs"][name]))
        if arguments.json is not None:
            write_json(arguments.json, results)


def configure() -> None:
    """Keep JAX on the CPU beside the described GPU. Raises UsageError without the CUDA build of JAX."""
    if importlib.util.find_spec("jax_cuda13_plugin") is None:
        raise UsageError(f"JAX is installed without CUDA; install it with: {EXTRA}")
    # on its own the CUDA plug-in looks for a driver and gives up; the CPU is also where constants are kept
    jax.config.update("jax_platforms", "cpu")
    jax.config.update("jax_default_matmul_precision", "highest")
    forget_compiled_programs()


def describe(program: Program, compiled: Compiled) -> dict[str, Any]:
    """The report of one program."""
    parts = sums(program, compiled.counts)
    low, high = (cost * 1e-3 * parts["total"].gpu for cost in MICROSECONDS_PER_LAUNCH)
    return {
        "unit": program.unit,
        "compile_seconds": compiled.seconds,
        "argument_bytes": compiled.argument_bytes,
        "temporary_bytes": compiled.temporary_bytes,
        "launches": {name: dataclasses.asdict(launches) for name, launches in parts.items()},
        "estimate": {
            "milliseconds": [low, high],
            "assumed_microseconds_per_launch": list(MICROSECONDS_PER_LAUNCH),
        },
    }


COLUMNS = {
    "gpu": "GPU launches",
    "host": "host launches",
    "graphs": "graphs",
    "waits": "host waits",
    "library": "library calls",
    "tiny": "tiny kernels",
}


def table(name: str, report: Mapping[str, Any]) -> Table:
    """The report of one program for the terminal."""
    low, high = report["estimate"]["milliseconds"]
    result = Table(
        title=f"{name}: {report['unit']} on an H100",
        caption=(
            f"compiled in {report['compile_seconds']:.0f} s; temporaries {report['temporary_bytes'] / 2**20:.1f} MiB, "
            f"arguments {report['argument_bytes'] / 2**20:.0f} MiB\n"
            f"estimate, not measured: {low:.1f} to {high:.1f} ms at an assumed "
            f"{MICROSECONDS_PER_LAUNCH[0]:g} to {MICROSECONDS_PER_LAUNCH[1]:g} µs a launch"
        ),
    )
    result.add_column("part")
    for title in COLUMNS.values():
        result.add_column(title, justify="right")
    for part, launches in report["launches"].items():
        result.add_row(part, *(f"{launches[column]:,}" for column in COLUMNS))
    return result


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except UsageError as error:
        print(f"gpu_rehearsal: error: {error}", file=sys.stderr)
        sys.exit(2)
