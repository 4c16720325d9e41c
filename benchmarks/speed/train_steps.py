"""Training steps per second of the whole loop, where the time goes, how it grows, and how soon it starts.

python -m benchmarks.speed.train_steps [--measure growth start] [flags of go2mjx train, such as --preset]
"""

import dataclasses
import math
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import jax
import jax.numpy as jnp
import tyro

from benchmarks.measurement import forget_compiled_programs, origin, parse, print_table, write_json
from benchmarks.speed.first_update import measure_start
from benchmarks.speed.python_loop import PythonLoop
from benchmarks.speed.timed_loop import Measurement, Program, compile_loop, measure
from benchmarks.speed.train_parts import between_iterations, parts_of_iteration, shares
from benchmarks.speed.train_tables import tables
from go2mjx.config import cli
from go2mjx.config.tree import TrainConfig, from_flat, to_flat
from go2mjx.config.validation import validate
from go2mjx.process import console, platform
from go2mjx.session.build import build
from go2mjx.training.chunk import make_chunk
from go2mjx.training.state import TrainState, init

PARTS, PYTHON, GROWTH, START = "parts", "python", "growth", "start"
SECTIONS = {
    PARTS: "where the time of an iteration goes",
    PYTHON: "the same training driven from Python",
    GROWTH: "other numbers of environments, batch sizes and update ratios",
    START: "from the start of the process to the first update, with and without compiled programs",
}
GROWN = ("num_envs", "batch_size", "utd_ratio")


@dataclass(frozen=True)
class TrainStepsConfig:
    """Measure training steps per second. Other flags are those of `go2mjx train`."""

    measure: tuple[str, ...] = tuple(SECTIONS)
    """What to measure besides the loop itself: parts, python, growth, start."""
    factors: tuple[float, ...] = (0.25, 4.0)
    """num_envs, batch_size and utd_ratio are multiplied by these, one at a time."""
    window: float = 20.0
    """Seconds of one long run that must agree with the short ones; 0 leaves it out."""
    seconds: float = 1.0
    """Length of one run; each is repeated with twice as many steps."""
    repeats: int = 5
    """Runs of each length, and warm starts."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results, after each part."""


def main(argv: Sequence[str]) -> None:
    """Run the command."""
    arguments, train_flags = parse(TrainStepsConfig, argv)
    unknown = set(arguments.measure) - set(SECTIONS)
    if unknown:
        raise SystemExit(f"--measure {sorted(unknown)}: choose from {', '.join(SECTIONS)}")
    config = cli.parse(train_flags)
    start = None
    if START in arguments.measure:
        # first, because this process takes most of a GPU's memory once it has started JAX
        console.message(f"measuring {SECTIONS[START]}")
        start = measure_start(train_flags, arguments.repeats)
    platform.configure_jax(config.run.platform, config.loop.num_envs)
    forget_compiled_programs()
    results = origin(config) | ({START: start} if start else {})

    def save() -> None:
        if arguments.json is not None:
            write_json(arguments.json, results)

    trainer = Trainer(config)
    console.message("measuring the loop")
    results["loop"] = trainer.measure(arguments)
    if arguments.window:
        results["window"] = trainer.measure_window(arguments.window, rate(results["loop"]))
    save()
    if PARTS in arguments.measure:
        console.message(f"measuring {SECTIONS[PARTS]}")
        results[PARTS] = trainer.measure_parts(arguments)
        save()
    if PYTHON in arguments.measure:
        console.message(f"measuring {SECTIONS[PYTHON]}")
        results[PYTHON] = trainer.measure_python(arguments)
        save()
    del trainer
    if GROWTH in arguments.measure:
        results[GROWTH] = []
        for name, grown in variants(config, arguments.factors):
            console.message(f"measuring {name} {to_flat(grown)[name]}")
            measured = Trainer(grown).measure(arguments)
            results[GROWTH].append({"changed": name, "value": to_flat(grown)[name], **measured})
            save()
    save()
    for table in tables(results):
        print_table(table)


class Trainer:
    """A run without its host: the compiled loop and `train`, a state in which every iteration makes updates."""

    def __init__(self, config: TrainConfig) -> None:
        self.config, self.parts = config, build(config)
        schedule, env, learner = self.parts.schedule, self.parts.env, self.parts.learner
        start = jax.jit(lambda key: init(config.loop, schedule, env, learner, key))
        train = start(jax.random.key(config.run.seed))
        chunk = make_chunk(config.loop, schedule, env, learner)
        self.program = compile_loop(
            "loop",
            lambda train, count: chunk(train, train.iteration + count),
            train,
            config.loop.num_envs,
            schedule.vector_steps,
        )
        self.train = self.advance(train, jnp.int32(schedule.first_group_iteration))

    def advance(self, train: TrainState, count: jax.Array) -> TrainState:
        """`train` after `count` more iterations; reuses its memory."""
        return self.program.run(train, count)[0]

    def measure(self, arguments: TrainStepsConfig) -> Measurement:
        """Transitions and updates per second of the loop."""
        program = dataclasses.replace(self.program, run=self.advance, state=self.train)
        measured, self.train = measure(program, arguments.seconds, arguments.repeats)
        groups = rate(measured) * float(self.parts.schedule.groups) / self.parts.schedule.transitions
        return measured | {
            "actor_updates_per_second": groups,
            "critic_updates_per_second": groups * self.parts.learner.critic_updates_per_group,
            "batch_size": self.config.sac.batch_size,
            "utd_ratio": self.config.loop.utd_ratio,
        }

    def measure_window(self, seconds: float, reported: float) -> dict[str, float]:
        """One run of about `seconds` by the wall clock, and how it compares with `reported` steps per second."""
        before, transitions = int(self.train.iteration), self.parts.schedule.transitions
        count = math.ceil(seconds * reported / transitions)
        started = time.time()
        self.train = jax.block_until_ready(self.advance(self.train, jnp.int32(count)))
        elapsed = time.time() - started
        steps = (int(self.train.iteration) - before) * transitions
        return {"steps": steps, "seconds": elapsed, "to_reported": steps / elapsed / reported}

    def measure_parts(self, arguments: TrainStepsConfig) -> dict[str, Any]:
        """Seconds per iteration of each part, and of the iteration in which they are fused."""
        iteration = self.parts.schedule.transitions / rate(self.measure(arguments))
        inside = parts_of_iteration(self.parts, self.train, arguments.seconds, arguments.repeats)
        period = jnp.int32(self.parts.schedule.log_iterations)  # so that there is a report
        self.train, reports = self.program.run(self.train, period)
        between = between_iterations(self.config, self.parts, self.train, reports, arguments.repeats)
        return {"inside": inside, "between": between, **shares(iteration, between)}

    def measure_python(self, arguments: TrainStepsConfig) -> dict[str, Any]:
        """The loop against the same work from Python, one after the other."""
        result = {"loop": self.measure(arguments)}
        for level, wait in (("python", False), ("python_waiting", True)):
            driven = PythonLoop(self.parts, wait)
            copy = jax.tree.map(jnp.copy, self.train)
            vector_steps = self.parts.schedule.vector_steps
            program = Program(level, driven.run, copy, self.config.loop.num_envs, vector_steps)
            result[level], _ = measure(program, arguments.seconds, arguments.repeats)
        ratios = {
            f"loop_to_{level}": rate(result["loop"]) / rate(result[level])
            for level in ("python", "python_waiting")
        }
        return result | ratios


def rate(measured: Measurement) -> float:
    """Transitions per second."""
    return measured["single"]["steps_per_second"]["median"]


def variants(config: TrainConfig, factors: Sequence[float]) -> list[tuple[str, TrainConfig]]:
    """`config` with one of the numbers that grow changed, by name. Raises UsageError for one that is not allowed."""
    result = []
    for name in GROWN:
        for factor in factors:
            value = to_flat(config)[name] * factor
            value = value if name == "utd_ratio" else max(1, round(value))
            grown = from_flat({name: value}, config)
            validate(grown)
            result.append((name, grown))
    return result


if __name__ == "__main__":
    main(sys.argv[1:])
