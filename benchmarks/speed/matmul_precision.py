"""What TF32 matrix products would do to physics and to the learner, emulated on any device.

    python -m benchmarks.speed.matmul_precision [--seeds 5] [--json FILE]

A GPU that may multiply in TF32 rounds the factors of every matrix product to ten bits of mantissa. Here the same
rounding is put before every product while a program is traced, its derivatives included. Physics: n robots, the same
starts and actions, how far they come apart. Learner: the toy task learned by either, several seeds.
"""

import contextlib
import dataclasses
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import jax
import jax.numpy as jnp
import numpy as np
import tyro
from jax._src.lax import lax as internal_lax  # what jnp, flax and the derivatives call
from rich.table import Table

from benchmarks import measurement
from go2mjx.config import presets
from go2mjx.evaluation import episodes as evaluation
from go2mjx.physics.engine import make_engine
from go2mjx.robots import load
from go2mjx.session.build import build
from go2mjx.training.chunk import make_chunk
from go2mjx.training.state import init

ROBOTS = 64
TF32_EXPONENT_BITS, TF32_MANTISSA_BITS = 8, 10


@contextlib.contextmanager
def tf32_products() -> Iterator[None]:
    """Programs traced in here round the factors of every product as TF32 does."""
    exact = internal_lax.dot_general

    def rounded(lhs, rhs, *arguments, **keywords):
        lhs, rhs = (
            jax.lax.reduce_precision(factor, TF32_EXPONENT_BITS, TF32_MANTISSA_BITS)
            if factor.dtype == jnp.float32
            else factor
            for factor in (lhs, rhs)
        )
        return exact(lhs, rhs, *arguments, **keywords)

    jax.clear_caches()
    internal_lax.dot_general = jax.lax.dot_general = rounded
    try:
        yield
    finally:
        internal_lax.dot_general = jax.lax.dot_general = exact
        jax.clear_caches()


def physics(steps: int) -> np.ndarray:
    """Base positions and joint angles (m, rad) after each of `steps` control steps, (steps, robots, 19)."""
    engine = make_engine("jax", load("GO2"), ROBOTS)
    robot = engine.robot
    base = [0, 0, robot.default_height, 1, 0, 0, 0]
    start = np.tile(np.array([*base, *robot.default_pose], np.float32), (ROBOTS, 1))
    random = np.random.default_rng(0)
    offsets = random.uniform(-0.3, 0.3, (steps, ROBOTS, len(robot.joints))).astype(np.float32)

    def run(offsets):
        def step(simulation, offset):
            simulation = engine.step(simulation, np.array(robot.default_pose, np.float32) + offset, {})
            return simulation, simulation.qpos

        first = engine.start(jnp.asarray(start), jnp.zeros((ROBOTS, 6 + len(robot.joints))))
        return jax.lax.scan(step, first, offsets)[1]

    return np.asarray(jax.jit(run)(offsets))


def learned(seed: int) -> dict[str, float]:
    """The evaluation of the toy task after its preset."""
    config = presets.load("toy")
    config = dataclasses.replace(
        config, loop=dataclasses.replace(config.loop, chunk_steps=config.loop.max_steps)
    )
    parts = build(config)
    chunk = jax.jit(make_chunk(config.loop, parts.schedule, parts.env, parts.learner), donate_argnums=0)
    train = init(config.loop, parts.schedule, parts.env, parts.learner, jax.random.key(seed))
    train, _ = chunk(train, parts.schedule.iterations)
    evaluate = jax.jit(evaluation.make_evaluate(parts.evaluation_env, parts.learner))
    commands = evaluation.command_set(64, parts.env.max_command)
    policy = parts.learner.shipped_policy(train.learner)
    return evaluation.summarize(evaluate(policy, jax.random.key(0), commands)[0])


@dataclass(frozen=True)
class CommandLine:
    """Compare physics and the learner with float32 products and with TF32 ones."""

    seeds: int = 5
    """Toy trainings of each kind."""
    steps: int = 50
    """Control steps of the physics."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Write all numbers here too."""


def main(argv: Sequence[str]) -> None:
    """Run the comparison and print it."""
    arguments, rest = measurement.parse(CommandLine, argv)
    if rest:
        sys.exit(f"unknown arguments: {' '.join(rest)}")
    exact, exact_learned = physics(arguments.steps), [learned(seed) for seed in range(arguments.seeds)]
    with tf32_products():
        rounded, rounded_learned = (
            physics(arguments.steps),
            [learned(seed) for seed in range(arguments.seeds)],
        )
    apart = np.abs(exact - rounded)
    moments = {f"after {count} control steps": count - 1 for count in (1, 10, arguments.steps)}
    distances = {
        when: {"base (m)": float(apart[at, :, :3].max()), "joints (rad)": float(apart[at, :, 7:].max())}
        for when, at in moments.items()
    }
    table = Table(
        "physics, largest difference", "base (m)", "joints (rad)", title="float32 against TF32 products"
    )
    for when, distance in distances.items():
        table.add_row(when, *(f"{value:.1e}" for value in distance.values()))
    measurement.print_table(table)
    table = Table("toy, evaluation after training", "float32", "TF32")
    spreads = {}
    for name in ("eval/average_return", "eval/velocity_error", "eval/yaw_rate_error"):
        pair = [measurement.spread([run[name] for run in runs]) for runs in (exact_learned, rounded_learned)]
        spreads[name] = dict(zip(("float32", "TF32"), pair, strict=True))
        table.add_row(name, *(measurement.show(values, ".4f") for values in pair))
    measurement.print_table(table)
    if arguments.json is not None:
        report = measurement.origin(presets.load("toy")) | {"physics": distances, "learner": spreads}
        measurement.write_json(arguments.json, report)


if __name__ == "__main__":
    main(sys.argv[1:])
