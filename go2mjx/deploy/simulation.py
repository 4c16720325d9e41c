"""The robot in C MuJoCo: every shape collides, ordinary solver settings."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import mujoco
import numpy as np

from go2mjx.deploy.policy import Description, Policy, PolicyError, Sensors, gravity_direction
from go2mjx.deploy.safety import Controller, Limits, MotorCommand
from go2mjx.physics.ground import FLAT, Ground
from go2mjx.physics.models import full_collision_model, ground_of, indices
from go2mjx.robots.description import START_CLEARANCE, START_NOISE, Robot

BENEATH = np.stack(np.meshgrid(*[np.linspace(-0.4, 0.4, 9)] * 2), axis=-1)
"""Places (m) around a robot that its feet may stand on, (9, 9, 2)."""


@dataclass(frozen=True)
class Kick:
    """A sudden change of the base's planar velocity."""

    velocity: tuple[float, float]  # m/s forward and to the left of the robot's heading
    step: int  # control steps after the end of the ramp


@dataclass(frozen=True)
class Trace:
    """One episode from the end of the ramp; `steps` control steps were made, the failing one included.

    Joints and feet follow the robot's order.
    """

    qpos: np.ndarray  # (steps + 1, 7 + joints) as `SimulatedRobot.state` has it; the first row is the start
    qvel: np.ndarray  # (steps + 1, 6 + joints)
    observation: np.ndarray  # (steps, n) that the policy acted on
    action: np.ndarray  # (steps, joints) that it answered with
    torque: np.ndarray  # (steps, joints) N m, of each control step's last physics step
    foot_height: np.ndarray  # (steps, feet) m, gap between foot and floor at the start of that physics step
    torque_peak: float  # N m, largest of any joint in any physics step
    failure: str | None  # why the robot failed, None if it did not


@dataclass(frozen=True)
class Episode:
    """What one episode came to, counted from the end of the ramp; means are over control steps."""

    command: tuple[float, float, float]  # forward m/s, lateral m/s, yaw rad/s
    seconds: float  # until failure or the end
    failure: str | None  # why the robot failed, None if it did not
    velocity_error: float  # m/s, mean planar, base frame
    yaw_rate_error: float  # rad/s, mean
    drift: float  # m between first and last planar position
    torque_peak: float  # N m, largest of any joint in any physics step

    @property
    def success(self) -> bool:
        """Whether the robot was still walking at the end."""
        return self.failure is None


class SimulatedRobot:
    """Sensors and motors of a robot in MuJoCo at the rates of a policy's description.

    Joint vectors follow the robot's order, whatever that of the MJCF.
    """

    def __init__(self, description: Description, robot: Robot, model: mujoco.MjModel | None = None):
        """Build the robot, by default with the full-collision model; `model` is changed.

        Raises PolicyError when the control step is not a whole number of physics steps.
        """
        self.robot = robot
        self.model = full_collision_model(robot) if model is None else model
        self.model.opt.timestep = description.physics_time_step
        # MuJoCo would put a diverged robot back to its start pose in silence
        self.model.opt.disableflags |= mujoco.mjtDisableBit.mjDSBL_AUTORESET
        self.data, self.ground = mujoco.MjData(self.model), ground_of(self.model)
        self.indices = indices(robot, self.model)
        self._qpos, self._qvel = self.indices.qpos, self.indices.qvel
        substeps = description.control_time_step / description.physics_time_step
        self._substeps = round(substeps)
        if self._substeps < 1 or abs(substeps - self._substeps) > 1e-6:
            raise PolicyError(
                f"its control_time_step {description.control_time_step} s is not a whole number of its "
                f"physics_time_step {description.physics_time_step} s"
            )
        self._default_pose = np.array(description.default_pose)

    def reset(self, random: np.random.Generator) -> None:
        """Random yaw, joint angles and velocities, feet just above the ground: the starts of the training."""
        yaw = random.uniform(-np.pi, np.pi)
        base = (0.0, 0.0, self.start_height, np.cos(yaw / 2), 0.0, 0.0, np.sin(yaw / 2))
        pose = self._default_pose + random.uniform(-START_NOISE, START_NOISE, len(self._default_pose))
        velocity = random.uniform(-START_NOISE, START_NOISE, len(self._qvel))
        self.place(np.concatenate([base, pose]), velocity)

    @property
    def start_height(self) -> float:
        """Of the base (m) above the origin, so that no foot begins in the ground, whatever the heading."""
        return self.robot.default_height + START_CLEARANCE + float(np.max(self.ground.height(BENEATH)))

    def place(self, qpos: np.ndarray, qvel: np.ndarray) -> None:
        """Start at a given state, (7 + joints,) and (6 + joints,) as in `state`."""
        mujoco.mj_resetData(self.model, self.data)
        self.data.qpos[self._qpos], self.data.qvel[self._qvel] = qpos, qvel

    def kick(self, velocity: tuple[float, float]) -> None:
        """Add a planar velocity (m/s, forward and left of the heading) to that of the base."""
        angle = heading(self.data.qpos[self.indices.base_position[3:]])
        cos, sin = np.cos(angle), np.sin(angle)
        self.data.qvel[self.indices.base_velocity[:2]] += np.array([[cos, -sin], [sin, cos]]) @ velocity

    def sensors(self) -> Sensors:
        """A perfect reading of now; MuJoCo's own sensor data are one physics step old."""
        qpos, qvel = self.state
        return Sensors(
            time=self.data.time,
            angular_velocity=qvel[3:6],
            orientation=qpos[3:7],
            joint_position=qpos[7:],
            joint_velocity=qvel[6:],
        )

    def advance(self, command: MotorCommand) -> float:
        """One control step; the motors act anew in every physics step. Returns the largest torque (N m)."""
        motors = self.indices.actuators
        self.model.actuator_gainprm[motors, 0] = command.position_gain
        self.model.actuator_biasprm[motors, 1] = -command.position_gain
        self.model.actuator_biasprm[motors, 2] = -command.derivative_gain
        peak = 0.0
        for target in self._arriving(command):
            self.data.ctrl[motors] = target
            mujoco.mj_step(self.model, self.data)
            peak = max(peak, np.abs(self.data.actuator_force).max())
        return float(peak)

    def _arriving(self, command: MotorCommand) -> Sequence[np.ndarray]:
        """The joint targets that the motors get in each physics step of the control step."""
        return [command.target] * self._substeps

    @property
    def velocity(self) -> np.ndarray:
        """Forward and lateral base velocity in the base frame (m/s) and yaw rate (rad/s), (3,)."""
        return base_velocity(*self.state)

    @property
    def state(self) -> tuple[np.ndarray, np.ndarray]:
        """Copies of qpos, (7 + joints,), and qvel, (6 + joints,), as MuJoCo has them: the base first."""
        return self.data.qpos[self._qpos], self.data.qvel[self._qvel]

    @property
    def fall(self) -> str | None:
        """How the robot has fallen, or None."""
        return fall(self.robot, self.state[0], self.ground)

    @property
    def torque(self) -> np.ndarray:
        """Torque of each motor in the last physics step, (joints,) N m."""
        return self.data.actuator_force[self.indices.actuators]

    @property
    def foot_height(self) -> np.ndarray:
        """Gap between each foot and the ground at the start of the last physics step, (feet,) m."""
        feet = self.indices.foot_geoms
        return self.ground.gap(self.data.geom_xpos[feet], self.model.geom_size[feet, 0])

    @property
    def position(self) -> np.ndarray:
        """World position of the base, (3,) m."""
        return self.state[0][:3]


def in_base_frame(orientation: np.ndarray, vector: np.ndarray) -> np.ndarray:
    """World vectors, (..., 3), as seen from a base with unit quaternions w, x, y, z, (..., 4)."""
    inverse = -orientation[..., 1:]
    turn = 2 * np.cross(inverse, vector)
    return vector + orientation[..., :1] * turn + np.cross(inverse, turn)


def heading(orientation: np.ndarray) -> np.ndarray:
    """Angle (rad), (...), of the forward axis about the world's vertical one at quaternions w, x, y, z, (..., 4)."""
    w, x, y, z = np.moveaxis(orientation, -1, 0)
    return np.arctan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z))


def base_velocity(qpos: np.ndarray, qvel: np.ndarray) -> np.ndarray:
    """Forward and lateral velocity in the base frame (m/s) and yaw rate (rad/s), (..., 3), of states."""
    linear = in_base_frame(qpos[..., 3:7], qvel[..., :3])
    return np.concatenate([linear[..., :2], qvel[..., 5:6]], axis=-1)


def simulate(
    policy: Policy,
    robot: Robot,
    commands: np.ndarray,
    seed: int = 0,
    seconds: float = 10.0,
    limits: Limits | None = None,
) -> list[Episode]:
    """One episode of `seconds` after the ramp per row of `commands`, (episodes, 3).

    Failure is what it is in training (tilt, low base), or a fault of the controller. An episode's start
    depends on `seed` and its index alone.
    """
    simulated = SimulatedRobot(policy.description, robot)
    controller = Controller(policy, limits)
    steps = round(seconds / policy.description.control_time_step)
    episodes = []
    for index, command in enumerate(np.asarray(commands, float)):
        simulated.reset(np.random.default_rng([seed, index]))
        controller.reset()
        trace = run_episode(simulated, controller, command, steps)
        episodes.append(_summary(trace, command, policy.description.control_time_step))
    return episodes


def run_episode(
    robot: SimulatedRobot,
    controller: Controller,
    command: np.ndarray,
    steps: int,
    kick: Kick | None = None,
    action_delay_steps: int = 0,
) -> Trace:
    """Ramp, then at most `steps` control steps under `command`, (3,) or (steps, 3), from where `robot` is.

    Motor commands reach the motors `action_delay_steps` control steps late; until the first does, the
    motors hold the default pose.
    """
    description = controller.policy.description
    commands = np.broadcast_to(command, (steps, 3))
    ramp = round(controller.limits.ramp_seconds / description.control_time_step)
    hold = MotorCommand(
        np.array(description.default_pose),
        np.array(description.position_gain),
        np.array(description.derivative_gain),
    )
    waiting = deque([hold] * action_delay_steps)
    states, observations, actions, torques, foot_heights = [robot.state], [], [], [], []
    peak, failure = 0.0, None
    for step in range(-ramp, steps):
        if step == 0:
            states = [robot.state]
        if kick is not None and step == kick.step:
            robot.kick(kick.velocity)
        waiting.append(controller.step(robot.sensors(), commands[max(step, 0)], robot.data.time))
        peak = max(peak, robot.advance(waiting.popleft()))
        if step >= 0 and controller.observation is not None:
            states.append(robot.state)
            observations.append(controller.observation)
            actions.append(controller.action)
            torques.append(robot.torque)
            foot_heights.append(robot.foot_height)
        failure = controller.fault or robot.fall
        if failure is not None:
            break
    qpos, qvel = (np.array(column) for column in zip(*states, strict=True))
    rows = map(np.array, (observations, actions, torques, foot_heights))
    return Trace(qpos, qvel, *rows, peak, failure)


def _summary(trace: Trace, command: np.ndarray, control_time_step: float) -> Episode:
    steps = len(trace.torque)
    error = base_velocity(trace.qpos[1:], trace.qvel[1:]) - command
    return Episode(
        command=tuple(command.tolist()),
        seconds=steps * control_time_step,
        failure=trace.failure,
        velocity_error=float(np.hypot(*error[:, :2].T).mean()) if steps else np.nan,
        yaw_rate_error=float(np.abs(error[:, 2]).mean()) if steps else np.nan,
        drift=float(np.linalg.norm((trace.qpos[-1] - trace.qpos[0])[:2])),
        torque_peak=trace.torque_peak,
    )


def fall(robot: Robot, qpos: np.ndarray, ground: Ground = FLAT) -> str | None:
    """How `robot` at `qpos`, (7 + joints,), on `ground` has fallen by the rules of the training, or None."""
    if not qpos[2] - ground.height(qpos[:2]) >= robot.min_height:
        return f"the base is lower than {robot.min_height} m"
    if -gravity_direction(qpos[3:7])[2] < np.cos(robot.max_tilt):
        return f"the base is tilted by more than {np.degrees(robot.max_tilt):.0f} degrees"
    return None
