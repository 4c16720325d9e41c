"""Records trials in C MuJoCo: the exported policy, every shape colliding, ordinary solver settings."""

import copy
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import jax
import numpy as np

from go2mjx.commands.export import to_onnx
from go2mjx.deploy.policy import Policy
from go2mjx.deploy.safety import Controller, Limits
from go2mjx.deploy.simulation import Kick, SimulatedRobot, Trace, in_base_frame, run_episode
from go2mjx.evaluation.episodes import EPISODE_STEPS
from go2mjx.evaluation.record_mjx import starts
from go2mjx.evaluation.recording import KICK_STEP, Recording, Trials
from go2mjx.process.platform import usable_cores
from go2mjx.robot import constants
from go2mjx.robot.model import full_collision_model
from go2mjx.session.saved_policy import SavedPolicy
from go2mjx.tasks.commands import is_moving
from go2mjx.tasks.go2 import CONTACT_MARGIN
from go2mjx.tasks.rewards import StepQuantities, weighted_terms


def record(saved: SavedPolicy, trials: Trials, seed: int, action_delay_steps: int = 0) -> Recording:
    """Run all trials from the starts that MJX has for `seed`, one robot per thread."""
    policy = Policy(to_onnx(saved).SerializeToString())
    model, (qpos, qvel) = full_collision_model(), starts(saved, len(trials), seed)

    def run(index: int) -> tuple[Trace, np.ndarray]:
        robot = SimulatedRobot(policy.description, copy.copy(model))
        robot.place(qpos[index], qvel[index])
        controller = Controller(policy, Limits(ramp_seconds=0.0))
        kick = Kick(tuple(trials.kick[index]), KICK_STEP) if trials.kick[index].any() else None
        trace = run_episode(robot, controller, trials.command[index], EPISODE_STEPS, kick, action_delay_steps)
        action = np.zeros((len(trace.torque), len(constants.JOINT_NAMES)), np.float32)
        action[action_delay_steps:] = policy(trace.observation)[0][: max(len(action) - action_delay_steps, 0)]
        return trace, action

    # the physics and the network leave Python's lock to the other threads
    with ThreadPoolExecutor(usable_cores()) as threads:
        results = list(threads.map(run, range(len(trials))))
    return _recording(saved, trials, results)


def _recording(saved: SavedPolicy, trials: Trials, results: list[tuple[Trace, np.ndarray]]) -> Recording:
    qpos, qvel = (
        np.stack([_filled(getattr(trace, name), EPISODE_STEPS + 1) for trace, _ in results])
        for name in ("qpos", "qvel")
    )
    torque, foot_height = (
        np.stack([_filled(getattr(trace, name), EPISODE_STEPS) for trace, _ in results])
        for name in ("torque", "foot_height")
    )
    action = np.stack([_filled(action, EPISODE_STEPS) for _, action in results])
    length = np.array([len(trace.torque) for trace, _ in results])
    made = np.arange(EPISODE_STEPS) < length[:, None]
    alive = made & np.isfinite(qpos[:, 1:]).all(axis=-1) & np.isfinite(qvel[:, 1:]).all(axis=-1)
    # what is not finite has failed, as in MJX
    failed = np.array([trace.failure is not None for trace, _ in results]) | (alive.sum(axis=1) < length)
    recording = Recording(
        trials.command,
        trials.kick,
        qpos,
        qvel,
        torque,
        action,
        reward=np.zeros(made.shape, np.float32),
        alive=alive,
        failed=failed,
    )
    failing = failed[:, None] & (np.arange(EPISODE_STEPS) == length[:, None] - 1)
    return replace(recording, reward=rewards(saved, recording, foot_height, failing))


def _filled(rows: np.ndarray, count: int) -> np.ndarray:
    """`rows` and copies of the last one, `count` in all."""
    return np.pad(rows.astype(np.float32), ((0, count - len(rows)), (0, 0)), mode="edge")


def rewards(
    saved: SavedPolicy, recording: Recording, foot_height: np.ndarray, failing: np.ndarray
) -> np.ndarray:
    """The reward of the training for each step of a recording, (episodes, steps).

    `foot_height`, (episodes, steps, 4) m, is the gap at the start of a control step's last physics step, where
    the environment takes it too; `failing`, (episodes, steps) bool, marks the step in which the robot failed.
    """
    config = saved.config.environment
    swing_time, touch_down = _swings(foot_height < CONTACT_MARGIN)
    quantities = StepQuantities(
        command=np.broadcast_to(recording.command[:, None], (*failing.shape, 3)),
        moving=np.broadcast_to(jax.vmap(is_moving)(recording.command)[:, None], failing.shape),
        linear_velocity=in_base_frame(recording.qpos[:, 1:, 3:7], recording.qvel[:, 1:, :3]),
        angular_velocity=recording.qvel[:, 1:, 3:6],
        gravity=recording.gravity,
        joint_offset=recording.qpos[:, 1:, 7:] - np.array(constants.DEFAULT_POSE, np.float32),
        joint_velocity=recording.qvel[:, 1:, 6:],
        torque=recording.torque,
        action=recording.action,
        last_action=np.pad(recording.action, ((0, 0), (1, 0), (0, 0)))[:, :-1],
        swing_time=swing_time,
        touch_down=touch_down,
        failed=failing,
    )
    terms = jax.jit(jax.vmap(jax.vmap(lambda step: weighted_terms(step, config.reward))))(quantities)
    return np.asarray(sum(terms.values()))


def _swings(contact: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Swing times (s) and touch-downs at each step of `contact`, all (episodes, steps, 4), as the environment has."""
    swing_time, touch_down = np.zeros(contact.shape, np.float32), np.zeros(contact.shape, bool)
    since = np.zeros(contact[:, 0].shape, np.float32)
    for step in range(contact.shape[1]):
        touch_down[:, step] = contact[:, step] & (since > 0)
        since = since + constants.CONTROL_TIME_STEP
        swing_time[:, step] = since
        since = np.where(contact[:, step], 0.0, since)
    return swing_time, touch_down
