"""The robot in C MuJoCo: every shape collides, ordinary solver settings."""

from dataclasses import dataclass

import mujoco
import numpy as np

from go2mjx.deploy.policy import Description, Policy, PolicyError, Sensors, gravity_direction
from go2mjx.deploy.safety import Controller, Limits, MotorCommand
from go2mjx.robot import constants
from go2mjx.robot.model import full_collision_model, robot_indices


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
    """Sensors and motors of a robot in MuJoCo, in the order and at the rates of a policy's description."""

    def __init__(self, description: Description, model: mujoco.MjModel | None = None):
        """Build the robot, by default with the full-collision model; `model` is changed.

        Raises PolicyError when the policy is for a robot with other joints.
        """
        if description.joint_names != constants.JOINT_NAMES:
            raise PolicyError(f"the policy drives the joints {description.joint_names}, which no GO2 has")
        self.model = full_collision_model() if model is None else model
        self.model.opt.timestep = description.physics_time_step
        # MuJoCo would put a diverged robot back to its start pose in silence
        self.model.opt.disableflags |= mujoco.mjtDisableBit.mjDSBL_AUTORESET
        self.data = mujoco.MjData(self.model)
        self._indices = robot_indices(self.model)
        self._substeps = round(description.control_time_step / description.physics_time_step)
        self._default_pose = np.array(description.default_pose)

    def reset(self, random: np.random.Generator) -> None:
        """Random yaw, joint angles and velocities, feet on the floor: the starts of the training."""
        mujoco.mj_resetData(self.model, self.data)
        yaw = random.uniform(-np.pi, np.pi)
        self.data.qpos[:3] = (0.0, 0.0, constants.DEFAULT_HEIGHT + 0.01)
        self.data.qpos[3:7] = (np.cos(yaw / 2), 0.0, 0.0, np.sin(yaw / 2))
        self.data.qpos[self._indices.joint_positions] = self._default_pose + random.uniform(-0.1, 0.1, 12)
        self.data.qvel[:] = random.uniform(-0.1, 0.1, self.model.nv)

    def sensors(self) -> Sensors:
        """A perfect reading of now; MuJoCo's own sensor data are one physics step old."""
        return Sensors(
            time=self.data.time,
            angular_velocity=self.data.qvel[3:6].copy(),
            orientation=self.data.qpos[3:7].copy(),
            joint_position=self.data.qpos[self._indices.joint_positions],
            joint_velocity=self.data.qvel[self._indices.joint_velocities],
        )

    def advance(self, command: MotorCommand) -> float:
        """One control step; the motors act anew in every physics step. Returns the largest torque (N m)."""
        motors = self._indices.actuators
        self.model.actuator_gainprm[motors, 0] = command.position_gain
        self.model.actuator_biasprm[motors, 1] = -command.position_gain
        self.model.actuator_biasprm[motors, 2] = -command.derivative_gain
        self.data.ctrl[motors] = command.target
        peak = 0.0
        for _ in range(self._substeps):
            mujoco.mj_step(self.model, self.data)
            peak = max(peak, np.abs(self.data.actuator_force).max())
        return float(peak)

    @property
    def velocity(self) -> np.ndarray:
        """Forward and lateral base velocity in the base frame (m/s) and yaw rate (rad/s), (3,)."""
        rotation = np.zeros(9)
        mujoco.mju_quat2Mat(rotation, self.data.qpos[3:7])
        linear = rotation.reshape(3, 3).T @ self.data.qvel[:3]
        return np.array([*linear[:2], self.data.qvel[5]])

    @property
    def position(self) -> np.ndarray:
        """World position of the base, (3,) m."""
        return self.data.qpos[:3].copy()


def simulate(
    policy: Policy,
    commands: np.ndarray,
    seed: int = 0,
    seconds: float = 10.0,
    limits: Limits | None = None,
) -> list[Episode]:
    """One episode of `seconds` after the ramp per row of `commands`, (episodes, 3).

    Failure is what it is in training (tilt, low base), or a fault of the controller. An episode's start
    depends on `seed` and its index alone.
    """
    robot = SimulatedRobot(policy.description)
    controller = Controller(policy, limits)
    episodes = []
    for index, command in enumerate(np.asarray(commands, float)):
        robot.reset(np.random.default_rng([seed, index]))
        controller.reset()
        episodes.append(_episode(robot, controller, command, seconds))
    return episodes


def _episode(robot: SimulatedRobot, controller: Controller, command: np.ndarray, seconds: float) -> Episode:
    description = controller.policy.description
    ramp = round(controller.limits.ramp_seconds / description.control_time_step)
    errors, peak, failure, start = [], 0.0, None, robot.position
    for step in range(ramp + round(seconds / description.control_time_step)):
        if step == ramp:
            start = robot.position
        peak = max(peak, robot.advance(controller.step(robot.sensors(), command, robot.data.time)))
        error = robot.velocity - command
        if step >= ramp:
            errors.append((np.hypot(*error[:2]), abs(error[2])))
        failure = controller.fault or _fall(robot)
        if failure is not None:
            break
    velocity_error, yaw_rate_error = np.mean(errors, axis=0) if errors else (np.nan, np.nan)
    return Episode(
        command=tuple(command.tolist()),
        seconds=len(errors) * description.control_time_step,
        failure=failure,
        velocity_error=float(velocity_error),
        yaw_rate_error=float(yaw_rate_error),
        drift=float(np.linalg.norm((robot.position - start)[:2])),
        torque_peak=peak,
    )


def _fall(robot: SimulatedRobot) -> str | None:
    """How the robot has fallen, by the rules of the training, or None."""
    if not robot.position[2] >= constants.MIN_BASE_HEIGHT:
        return f"the base is lower than {constants.MIN_BASE_HEIGHT} m"
    if -gravity_direction(robot.sensors().orientation)[2] < np.cos(constants.MAX_TILT):
        return f"the base is tilted by more than {np.degrees(constants.MAX_TILT):.0f} degrees"
    return None
