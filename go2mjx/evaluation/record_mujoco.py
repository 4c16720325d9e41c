"""Records trials and courses in C MuJoCo: the exported policy, every shape colliding, ordinary solver settings."""

import copy
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import jax
import mujoco
import numpy as np

from go2mjx.deploy.policy import Description, Policy
from go2mjx.deploy.safety import Controller, Limits
from go2mjx.deploy.simulation import (
    Kick,
    SimulatedRobot,
    Trace,
    base_velocity,
    heading,
    in_base_frame,
    run_episode,
)
from go2mjx.evaluation.episodes import EPISODE_STEPS
from go2mjx.evaluation.exam import SWITCH_STEPS, Course, Track
from go2mjx.evaluation.record_mjx import starts
from go2mjx.evaluation.recording import KICK_STEP, Recording, Trials
from go2mjx.physics.models import full_collision_model
from go2mjx.process import console
from go2mjx.process.platform import usable_cores
from go2mjx.tasks.commands import is_moving
from go2mjx.tasks.config import RewardWeights
from go2mjx.tasks.rewards import StepQuantities, weighted_terms
from go2mjx.tasks.velocity import CONTACT_MARGIN, VelocityTask


def record(
    policy: Policy, env: VelocityTask, trials: Trials, seed: int, action_delay_steps: int = 0
) -> Recording:
    """Run all trials from the starts that MJX has for `seed`, one robot per thread; `env` is that of the training."""
    robot = env.robot
    model, (qpos, qvel) = full_collision_model(robot, env.ground), starts(env, len(trials), seed)

    def run(index: int) -> tuple[Trace, np.ndarray]:
        simulated = SimulatedRobot(policy.description, robot, copy.copy(model))
        simulated.place(qpos[index], qvel[index])
        controller = Controller(policy, Limits(ramp_seconds=0.0))
        kick = Kick(tuple(trials.kick[index]), KICK_STEP) if trials.kick[index].any() else None
        trace = run_episode(
            simulated, controller, trials.command[index], EPISODE_STEPS, kick, action_delay_steps
        )
        action = np.zeros((len(trace.torque), len(robot.joints)), np.float32)
        action[action_delay_steps:] = trace.action[: max(len(action) - action_delay_steps, 0)]
        return trace, action

    # the physics and the network leave Python's lock to the other threads
    with ThreadPoolExecutor(usable_cores()) as threads:
        episodes = threads.map(run, range(len(trials)))
        results = list(console.counted(episodes, len(trials), "episodes in C MuJoCo"))
    return _recording(env, trials, results)


def _recording(env: VelocityTask, trials: Trials, results: list[tuple[Trace, np.ndarray]]) -> Recording:
    def column(name: str, count: int = EPISODE_STEPS) -> np.ndarray:
        return np.stack([_filled(getattr(trace, name), count) for trace, _ in results])

    qpos, qvel = column("qpos", EPISODE_STEPS + 1), column("qvel", EPISODE_STEPS + 1)
    action = np.stack([_filled(action, EPISODE_STEPS) for _, action in results])
    length = np.array([len(trace.torque) for trace, _ in results])
    made = np.arange(EPISODE_STEPS) < length[:, None]
    alive = made & np.isfinite(qpos[:, 1:]).all(axis=-1) & np.isfinite(qvel[:, 1:]).all(axis=-1)
    # what is not finite has failed, as in MJX
    failed = np.array([trace.failure is not None for trace, _ in results]) | (alive.sum(axis=1) < length)
    recording = Recording(
        env.robot,
        trials.command,
        trials.kick,
        qpos,
        qvel,
        column("torque"),
        action,
        reward=np.zeros(made.shape, np.float32),
        alive=alive,
        failed=failed,
    )
    failing = failed[:, None] & (np.arange(EPISODE_STEPS) == length[:, None] - 1)
    asked, foot_height = column("observation")[..., -3:], column("foot_height")
    return replace(recording, reward=rewards(recording, asked, foot_height, failing, env.config.reward))


def drive(
    policy: Policy,
    env: VelocityTask,
    course: Course,
    seed: int,
    action_delay_steps: int = 0,
    robots: Callable[[Description, mujoco.MjModel, int], SimulatedRobot] | None = None,
) -> Track:
    """Run all episodes of `course` from the starts that MJX has for `seed`, one robot per thread.

    `robots` makes the robot of an episode from the policy's description, a model that it may change, and the episode's index;
    by default all are the same.
    """
    model, (qpos, qvel) = full_collision_model(env.robot, env.ground), starts(env, len(course), seed)
    commands = np.repeat(course.command, SWITCH_STEPS, axis=1)
    commands = np.pad(commands, ((0, 0), (0, max(course.steps - commands.shape[1], 0)), (0, 0)), mode="edge")

    def plain(description: Description, model: mujoco.MjModel, _: int) -> SimulatedRobot:
        return SimulatedRobot(description, env.robot, model)

    make = robots or plain

    def run(index: int) -> dict[str, np.ndarray]:
        simulated = make(policy.description, copy.copy(model), index)
        simulated.place(qpos[index], qvel[index])
        controller = Controller(policy, Limits(ramp_seconds=0.0))
        command = commands[index, : course.steps]
        trace = run_episode(simulated, controller, command, course.steps, None, action_delay_steps)
        seen, acted = env.mirror.state, env.action_mirror
        reflected = (trace.observation[:, seen.order] * seen.sign).astype(np.float32)
        in_the_mirror = np.concatenate([policy(observation[None])[0] for observation in reflected])
        mirrored = trace.action[:, acted.order] * acted.sign - in_the_mirror
        finite = np.isfinite(trace.qpos[1:]).all(axis=1) & np.isfinite(trace.qvel[1:]).all(axis=1)
        pose = np.column_stack([trace.qpos[:, :2], heading(trace.qpos[:, 3:7])])
        count = course.steps
        return {
            "command": command.astype(np.float32),
            "pose": _filled(pose, count + 1),
            "velocity": _filled(base_velocity(trace.qpos[1:], trace.qvel[1:]), count),
            "action_square": _filled(np.square(trace.action).sum(axis=1, keepdims=True), count)[:, 0],
            "mirror_square": _filled(np.square(mirrored).sum(axis=1, keepdims=True), count)[:, 0],
            "alive": np.pad(finite, (0, count - len(finite))),
            # what is not finite has failed, as in MJX
            "failed": np.array(trace.failure is not None or not finite.all()),
        }

    with ThreadPoolExecutor(usable_cores()) as threads:
        episodes = threads.map(run, range(len(course)))
        results = list(console.counted(episodes, len(course), "episodes in C MuJoCo"))
    return Track(
        **{name: np.stack([result[name] for result in results]) for name in results[0]},
        time_step=env.time_step,
    )


def _filled(rows: np.ndarray, count: int) -> np.ndarray:
    """`rows` and copies of the last one, `count` in all."""
    return np.pad(rows.astype(np.float32), ((0, count - len(rows)), (0, 0)), mode="edge")


def rewards(
    recording: Recording,
    asked: np.ndarray,
    foot_height: np.ndarray,
    failing: np.ndarray,
    weights: RewardWeights,
) -> np.ndarray:
    """The reward of the training for each step of a recording, (episodes, steps).

    `asked`, (episodes, steps, 3), is the command as the policy saw it; `foot_height`, (episodes, steps, feet) m, is
    the gap at the start of a control step's last physics step, where the environment takes it too; `failing`,
    (episodes, steps) bool, marks the step in which the robot failed.
    """
    robot = recording.robot
    swing_time, swing_height, touch_down = _swings(foot_height, robot.control_time_step)
    quantities = StepQuantities(
        command=asked,
        moving=np.broadcast_to(is_moving(recording.command)[:, None], failing.shape),
        linear_velocity=in_base_frame(recording.qpos[:, 1:, 3:7], recording.qvel[:, 1:, :3]),
        angular_velocity=recording.qvel[:, 1:, 3:6],
        gravity=recording.gravity,
        joint_offset=recording.qpos[:, 1:, 7:] - np.array(robot.default_pose, np.float32),
        joint_velocity=recording.qvel[:, 1:, 6:],
        torque=recording.torque,
        action=recording.action,
        last_action=np.pad(recording.action, ((0, 0), (1, 0), (0, 0)))[:, :-1],
        swing_time=swing_time,
        swing_height=swing_height,
        foot_height=foot_height,
        touch_down=touch_down,
        height=recording.qpos[:, 1:, 2] / robot.default_height,
        failed=failing,
    )
    terms = jax.jit(weighted_terms, static_argnums=1)(quantities, weights)
    return np.asarray(sum(terms.values()))


def _swings(foot_height: np.ndarray, time_step: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Swing times (s) and heights (m) and touch-downs at each step of `foot_height`, all (episodes, steps, feet), as the environment has."""
    contact = foot_height < CONTACT_MARGIN
    swing_time, swing_height = np.zeros((2, *contact.shape), np.float32)
    touch_down = np.zeros(contact.shape, bool)
    since, highest = np.zeros((2, *contact[:, 0].shape), np.float32)
    for step in range(contact.shape[1]):
        here = contact[:, step]
        touch_down[:, step] = here & (since > 0)
        since = since + time_step
        swing_time[:, step], swing_height[:, step] = since, highest
        since = np.where(here, 0.0, since)
        highest = np.where(here, 0.0, np.maximum(highest, foot_height[:, step]))
    return swing_time, swing_height, touch_down
