"""Environment steps per second of a robot in MJX, level by level, beside C MuJoCo and `mjx-testspeed`.

python -m benchmarks.speed.env_steps [--num_envs 1 64 1024] [flags of go2mjx train, such as --platform]
"""

import dataclasses
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import jax
import numpy as np
import tyro
from rich.table import Table

from benchmarks.c_mujoco import VECTOR_STEPS, ThreadedRollout, in_model_order, testspeed
from benchmarks.measurement import (
    forget_compiled_programs,
    origin,
    parse,
    print_table,
    show,
    write_json,
)
from benchmarks.speed.timed_loop import Program, compile_loop, measure
from go2mjx.config import cli
from go2mjx.config.device_count import MOST_CPU_ENVS
from go2mjx.devices import ALIKE, Devices, split
from go2mjx.physics.models import indices
from go2mjx.process import console, platform
from go2mjx.robots.description import Robot
from go2mjx.session.build import state_bytes
from go2mjx.tasks import registry as environments
from go2mjx.tasks.base import Environment, State, restart
from go2mjx.tasks.velocity import VelocityTask

PHYSICS, SHARDED, OBSERVATION, REWARD, RESET, C_MUJOCO, TESTSPEED = (
    "physics",
    "sharded",
    "observation",
    "reward",
    "reset",
    "C MuJoCo",
    "mjx-testspeed",
)
LEVELS = {
    PHYSICS: "MJX alone: joint targets in, positions, velocities, torques and feet out",
    SHARDED: "physics with the batch spread over a CPU device per core; up to 102 environments each",
    OBSERVATION: "physics and what actor and critic see, with new commands",
    REWARD: "these and reward and end of episode",
    RESET: "these, the look for what is not finite, and the restart of what has ended: all that a rollout needs",
    C_MUJOCO: "mujoco.rollout with a thread per core on the same model, in double precision, physics alone",
    TESTSPEED: "MuJoCo's own MJX benchmark on the same model, in a process of its own, physics alone",
}
SIZES = {"cpu": (1, 64, 1024), "gpu": (1, 64, 512, 2048, 4096, 8192)}
AMPLITUDE = 0.25
"""Actions are uniform in plus or minus this, small enough that no robot falls at any level."""

Simulate = Callable[[Any, jax.Array], Any]
"""The physics of a batch of states after a control step with actions."""


@dataclasses.dataclass(frozen=True)
class EnvStepsConfig:
    """Measure environment steps per second. Other flags are those of `go2mjx train`."""

    num_envs: tuple[int, ...] = ()
    """Numbers of environments; by default 1 to 1024 on a CPU and 1 to 8192 on a GPU."""
    levels: tuple[str, ...] = tuple(LEVELS)
    """What to measure."""
    seconds: float = 0.5
    """Length of one run; each is repeated with twice as many steps."""
    repeats: int = 5
    """Runs of each length."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results, after each measurement."""


def main(argv: Sequence[str]) -> None:
    """Run the command."""
    arguments, train_flags = parse(EnvStepsConfig, argv)
    unknown = set(arguments.levels) - set(LEVELS)
    if unknown:
        raise SystemExit(f"--levels {sorted(unknown)}: choose from {', '.join(LEVELS)}")
    config = cli.parse(train_flags)
    if environments.kind(config.run.env).robot is None:
        raise SystemExit(f"--env {config.run.env}: it has no robot, and no physics to compare")
    backend = platform.expected_backend(config.run.platform)
    if backend == "cpu" and SHARDED in arguments.levels:
        jax.config.update("jax_num_cpu_devices", platform.usable_cores())
    sizes = arguments.num_envs or SIZES[backend]
    platform.configure_jax(config.run.platform, min(sizes))
    forget_compiled_programs()
    run = config.run
    env = environments.make(run.env, config.environment, max(sizes), run.robot, run.engine, run.max_contacts)
    results = origin(config) | {
        "levels": LEVELS,
        "physics_steps_per_step": env.robot.physics_steps,
        "environment_bytes": state_bytes(env),
        "action_amplitude": AMPLITUDE,
        "measurements": [],
    }
    for measurement in measurements(env, sizes, arguments):
        results["measurements"].append(measurement)
        if arguments.json is not None:
            write_json(arguments.json, results)
    print_table(table(results))


def measurements(
    env: VelocityTask, sizes: Sequence[int], arguments: EnvStepsConfig
) -> Iterator[dict[str, Any]]:
    """One measurement after the other, sizes in turn; `mjx-testspeed` for the largest alone."""
    physics_rate, substeps = 0.0, env.robot.physics_steps
    for num_envs in sizes:
        start = jax.jit(env.reset)(jax.random.split(jax.random.key(0), num_envs))
        for program in programs(env, simulation_of(env), start, arguments.levels):
            console.message(f"measuring {program.level} with {num_envs} environments")
            measured, (state, _) = measure(program, arguments.seconds, arguments.repeats)
            height = state.physics.simulation.qpos[:, 2]
            yield measured | standing(env.robot, height) | {"device_peak_bytes": device_peak_bytes()}
            physics_rate = substeps * steps_per_second(measured, substeps)
        if C_MUJOCO in arguments.levels:
            console.message(f"measuring {C_MUJOCO} with {num_envs} environments")
            yield measure_c_mujoco(env, start, arguments)
        if TESTSPEED in arguments.levels and num_envs == max(sizes):
            console.message(f"measuring {TESTSPEED} with {num_envs} environments")
            # about as long as the runs above
            steps = max(100, round(2 * arguments.seconds * physics_rate / num_envs))
            found = testspeed(
                env.engine.mj_model, num_envs, steps, jax.default_backend().replace("gpu", "cuda")
            )
            yield {"level": TESTSPEED, "num_envs": num_envs, "physics_steps": steps, **found}


def simulation_of(env: VelocityTask) -> Simulate:
    """The physics of `env` alone."""
    pose = np.array(env.robot.default_pose, np.float32)

    def simulate(walk, action):
        target = pose + env.config.action_scale * action
        return walk.replace(simulation=env.engine.step(walk.simulation, target, {}))

    return simulate


def programs(env: Environment, simulate: Simulate, start: State, levels: Sequence[str]) -> Iterator[Program]:
    """The MJX levels for the batch of states `start`, each compiled when its turn comes."""
    num_envs = len(start.reward)

    def physics(state, action):
        return state.replace(physics=simulate(state.physics, action))

    def observation(state, action):
        after = env.advance(state, action)
        # nobody asks for the rest, so the compiler leaves the reward out
        return state.replace(physics=after.physics, obs=after.obs, command=after.command, key=after.key)

    def reset(state, action):
        after = env.step(state, action)
        return restart(env, after.done, after)

    if SHARDED in levels and can_shard(num_envs, jax.devices()):
        yield sharded_loop(loop(env.action_size, physics), start)
    for level, step in (
        (PHYSICS, physics),
        (OBSERVATION, observation),
        (REWARD, env.advance),
        (RESET, reset),
    ):
        if level in levels:
            # the memory of a state is reused
            state = jax.tree.map(jax.numpy.copy, (start, jax.random.key(1)))
            yield compile_loop(level, loop(env.action_size, step), state, num_envs, vector_steps=1)


def can_shard(num_envs: int, devices: Sequence[jax.Device]) -> bool:
    """Whether several CPU devices can take equal parts of the batch without waiting for each other for ever."""
    each, rest = divmod(num_envs, len(devices))
    return len(devices) > 1 and devices[0].platform == "cpu" and not rest and each <= MOST_CPU_ENVS


def sharded_loop(run: Callable, start: Any) -> Program:
    """`run` on all devices at once, each with its part of the batch of states `start`."""
    devices = Devices(len(jax.devices()))
    batch, same = (jax.NamedSharding(devices.mesh, place) for place in (split(0), ALIKE))
    sharded = devices.spread(run, ((split(0), ALIKE), ALIKE), (split(0), ALIKE))
    state = (jax.device_put(start, batch), jax.device_put(jax.random.key(1), same))
    program = compile_loop(SHARDED, sharded, state, len(start.reward), vector_steps=1)
    return dataclasses.replace(
        program, run=lambda state, count: program.run(state, jax.device_put(count, same))
    )


def loop(action_size: int, step: Callable) -> Callable:
    """`run((state, key), count)` makes `count` steps with random actions."""

    def iteration(_, carry):
        state, key = carry
        key, action_key = jax.random.split(key)
        shape = (*state.reward.shape, action_size)
        action = jax.random.uniform(action_key, shape, minval=-AMPLITUDE, maxval=AMPLITUDE)
        return step(state, action), key

    return lambda carry, count: jax.lax.fori_loop(0, count, iteration, carry)


def measure_c_mujoco(env: VelocityTask, start: State, arguments: EnvStepsConfig) -> dict[str, Any]:
    """C MuJoCo with the start and the distribution of targets of the MJX levels."""
    num_envs = len(start.reward)
    actions = np.random.default_rng(0).uniform(
        -AMPLITUDE, AMPLITUDE, (num_envs, VECTOR_STEPS, env.action_size)
    )
    targets = np.asarray(env.robot.default_pose) + env.config.action_scale * actions
    model, simulation = env.engine.mj_model, start.physics.simulation
    where = indices(env.robot, model)
    rollout = ThreadedRollout(
        model,
        in_model_order(simulation.qpos, where.qpos),
        in_model_order(simulation.qvel, where.qvel),
        in_model_order(targets, where.actuators),
        env.robot.physics_steps,
        threads=platform.usable_cores(),
    )
    program = Program(
        C_MUJOCO, lambda _, count: rollout.run(int(count)), None, num_envs, vector_steps=VECTOR_STEPS
    )
    measured, height = measure(program, arguments.seconds, arguments.repeats)
    rollout.close()
    return measured | standing(env.robot, height)


def standing(robot: Robot, height: np.ndarray | jax.Array) -> dict[str, float]:
    """The share of robots whose base, at `height` (m), is still up: fallen ones cost something else."""
    return {"standing": float((np.asarray(height) > robot.min_height).mean())}


def device_peak_bytes() -> int | None:
    """Most memory of the device that this process has had in use so far; None where it is not counted."""
    statistics = jax.devices()[0].memory_stats()
    return statistics and statistics.get("peak_bytes_in_use")


def table(results: dict[str, Any]) -> Table:
    """A row per number of environments and level."""
    size, substeps = results["environment_bytes"], results["physics_steps_per_step"]
    lines = [
        f"step: one control step of one environment, {substeps} physics steps; median (lowest to highest)",
        f"memory of an environment: {size:,} bytes of state, and temporary memory while the program runs",
        *(f"{level}: {meaning}" for level, meaning in results["levels"].items()),
    ]
    rows = Table(title="Environment steps", caption="\n".join(lines), caption_justify="left")
    rows.add_column("envs", justify="right")
    rows.add_column("level")
    for heading in ("steps/s", "twice as long / once", "physics steps/s", "of C MuJoCo", "compile (s)"):
        rows.add_column(heading, justify="right")
    rows.add_column("temporary (KiB/env)", justify="right")
    for measured in results["measurements"]:
        row = cells(measured, results["measurements"], substeps)
        rows.add_row(str(measured["num_envs"]), measured["level"], *row)
    return rows


def cells(measured: dict[str, Any], others: Sequence[dict[str, Any]], substeps: int) -> list[str]:
    """The cells of a row after its level."""
    rate = steps_per_second(measured, substeps)
    reference = [
        steps_per_second(other, substeps)
        for other in others
        if (other["level"], other["num_envs"]) == (C_MUJOCO, measured["num_envs"])
    ]
    has_lengths = "single" in measured
    memory = measured.get("temporary_bytes_per_env")
    return [
        show(measured["single"]["steps_per_second"]) if has_lengths else f"{rate:,.0f}",
        f"{measured['double_to_single']:.3f}" if has_lengths else "",
        f"{rate * substeps:,.0f}",
        f"{rate / reference[0]:.2f}" if reference else "",
        f"{measured['compile_seconds']:.1f}" if measured["compile_seconds"] else "",
        f"{memory / 1024:,.1f}" if memory else "",
    ]


def steps_per_second(measured: dict[str, Any], substeps: int) -> float:
    """Control steps per second of a measurement."""
    if "single" in measured:
        return measured["single"]["steps_per_second"]["median"]
    return measured["physics_steps_per_second"] / substeps


if __name__ == "__main__":
    main(sys.argv[1:])
