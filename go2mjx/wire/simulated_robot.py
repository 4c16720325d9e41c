"""A simulated GO2 on the robot's protocol: C MuJoCo with every shape colliding, 500 Hz."""

from collections import deque

import mujoco
import numpy as np

from go2mjx import robots
from go2mjx.physics.models import full_collision_model, indices
from go2mjx.process.errors import UsageError
from go2mjx.tasks.config import RandomizationConfig
from go2mjx.wire import messages
from go2mjx.wire.messages import LowCmd_, LowState_, WirelessController_
from go2mjx.wire.motion_switcher import MotionSwitcher
from go2mjx.wire.network import Network
from go2mjx.wire.remote import Remote

PERIOD = 0.002
"""Seconds of a cycle: a physics step, and a message of the state."""
WATCHDOG_SECONDS = 0.05
"""Without a command for so long the robot goes to damping. What a real one does then is not ours to say."""
REMOTE_SECONDS = 0.5
"""Without a message of the remote for so long it is lost."""
DAMPING_GAIN = 2.0  # N m s / rad
DRIVING_SHARE = 20.2 / 23.4
"""Of its largest torque, which it has while it brakes, what a motor gives while it drives, up to `FULL_TORQUE_SPEED`. This
and the two speeds: torque-speed curve of the GO2's motor in the vendor's unitree_rl_lab (`UnitreeActuatorCfg_Go2HV`)."""
FULL_TORQUE_SPEED, NO_LOAD_SPEED = 13.5, 30.0
"""rad/s of a hip or thigh. The linkage of a calf gives more torque and, by the same factor, less speed."""
LYING = (0.0, 1.36, -2.65)
"""Hip, thigh and calf of every leg (rad), folded as in the SDK's stand example."""
LYING_HEIGHT = 0.12


class WireRobot:
    """The robot, lying on the floor at first; `step` is one cycle."""

    def __init__(
        self,
        network: Network,
        noise: float = 0.0,
        delay: float = 0.0,
        mode: str = "",
        remote: Remote | None = None,
    ):
        """Put it on `network`.

        `noise` is a multiple of the sensor noise of randomised training, `delay` (s) how late states are sent, `mode`
        the controller of its own that is active and keeps commands out, `remote` one that is held as it is for ever.
        """
        self.robot = robots.load("GO2")
        self.model = full_collision_model(self.robot)
        self.model.opt.timestep = PERIOD
        # MuJoCo would put a diverged robot back to its start pose in silence
        self.model.opt.disableflags |= mujoco.mjtDisableBit.mjDSBL_AUTORESET
        self.data = mujoco.MjData(self.model)
        self._where = indices(self.robot, self.model)
        self._to_sdk = np.array(self.robot.sdk_order)
        # torque = ctrl + biasprm · (1, angle, velocity): the servo of the SDK with gains that each command brings
        self.model.actuator_gainprm[self._where.actuators, 0] = 1.0
        self.model.actuator_ctrllimited[self._where.actuators] = False
        self._torque_limit = self.model.actuator_forcerange[self._where.actuators, 1].copy()
        self._linkage = self._torque_limit / self._torque_limit.min()
        self._random, self._noise = np.random.default_rng(0), noise
        self._delayed: deque[LowState_ | None] = deque()
        self.delay_by(delay)
        self._commands = network.reader(messages.LOW_COMMAND, LowCmd_)
        self._remotes = network.reader(messages.WIRELESS_CONTROLLER, WirelessController_)
        self.publisher = network.writer(messages.LOW_STATE, LowState_)
        self.switcher = MotionSwitcher(network, mode)
        self._held, self._remote, self._remote_time = remote, remote, -np.inf
        self._command_time = -np.inf
        self.accepted = self.rejected = 0  # commands
        self.damping = True  # whether there are no commands
        self.place(LYING * 4, LYING_HEIGHT)

    def place(self, joints: np.ndarray, height: float) -> None:
        """Put it down level with `joints`, (12,) rad in our order, and its base at `height` (m)."""
        mujoco.mj_resetData(self.model, self.data)
        self.data.qpos[self._where.base_position] = (0, 0, height, 1, 0, 0, 0)
        self.data.qpos[self._where.joint_positions] = joints
        self._damp()

    def delay_by(self, seconds: float) -> None:
        """Let all states come so much later than until now (s)."""
        self._delayed.extendleft([None] * round(seconds / PERIOD))

    @property
    def limp(self) -> bool:
        """Whether no motor holds a position, and all of them damp."""
        position, velocity = self.model.actuator_biasprm[self._where.actuators, 1:3].T
        return bool((position == 0.0).all() and (velocity < 0.0).all())

    @property
    def height(self) -> float:
        """Of the base above the floor (m)."""
        return float(self.data.qpos[self._where.base_position[2]])

    def step(self, now: float) -> None:
        """Receive, move on by `PERIOD` and publish, at the time `now` (s) of this computer's clock."""
        self.switcher.answer()
        self._hear_remote(now)
        command = self._commands.newest()
        if command is not None and not self.switcher.mode:
            if command.intact and self._obey(command.record["motor_cmd"][: len(self._to_sdk)]):
                self._command_time = now
                self.accepted += 1
            else:
                self.rejected += 1
        if now - self._command_time > WATCHDOG_SECONDS:
            self._damp()
        self._limit_torques()
        before = self.data.qvel[self._where.base_velocity[:3]].copy()
        mujoco.mj_step(self.model, self.data)
        change = self.data.qvel[self._where.base_velocity[:3]] - before
        self._delayed.append(self._state(change / PERIOD - self.model.opt.gravity))
        state = self._delayed.popleft()
        if state is not None:
            self.publisher.write(state)

    def _hear_remote(self, now: float) -> None:
        heard = self._remotes.newest()
        if heard is not None:
            self._remote = Remote(heard.lx, heard.ly, heard.rx, heard.ry, heard.keys)
            self._remote_time = now
        elif now - self._remote_time > REMOTE_SECONDS:
            self._remote = self._held

    def _obey(self, motors: np.ndarray) -> bool:
        """Take over the commands of the motors, (12,) in the SDK's order; False, and nothing, if one is not finite."""
        values = np.array([motors[name] for name in ("q", "dq", "tau", "kp", "kd")], float)
        target, velocity, torque, stiffness, damping = values
        if not np.isfinite(values).all():
            return False
        on = motors["mode"] == messages.SERVO
        stiffness = np.where(on & (target != messages.POSITION_STOP), stiffness, 0.0)
        damping = np.where(on & (velocity != messages.VELOCITY_STOP), damping, 0.0)
        self._servo(stiffness * target + damping * velocity + on * torque, stiffness, damping)
        self.damping = False
        return True

    def _damp(self) -> None:
        zero = np.zeros(len(self._to_sdk))
        self._servo(zero, zero, zero + DAMPING_GAIN)
        self.damping = True

    def _servo(self, torque: np.ndarray, stiffness: np.ndarray, damping: np.ndarray) -> None:
        """torque - stiffness * angle - damping * velocity from now on, (12,) each in the SDK's order."""
        motors = self._where.actuators[self._to_sdk]
        self.data.ctrl[motors] = torque
        self.model.actuator_biasprm[motors, 1] = -stiffness
        self.model.actuator_biasprm[motors, 2] = -damping

    def _limit_torques(self) -> None:
        """What the motors can give at the speed at which they turn: the faster they are driven, the less."""
        speed = self.data.qvel[self._where.joint_velocities] * self._linkage
        left = (NO_LOAD_SPEED - np.abs(speed)) / (NO_LOAD_SPEED - FULL_TORQUE_SPEED)
        driving = DRIVING_SHARE * np.clip(left, 0.0, 1.0) * self._torque_limit
        limits = self.model.actuator_forcerange[self._where.actuators]
        limits[:, 0] = np.where(speed < 0.0, -driving, -self._torque_limit)
        limits[:, 1] = np.where(speed > 0.0, driving, self._torque_limit)
        self.model.actuator_forcerange[self._where.actuators] = limits

    def _state(self, acceleration: np.ndarray) -> LowState_:
        """What the sensors say; `acceleration` is that of the base against free fall, (3,) in the world."""
        state, noise = LowState_(), RandomizationConfig
        orientation = self.data.qpos[self._where.base_position[3:]].copy()
        mujoco.mju_quatIntegrate(orientation, self._noisy(3, noise.gravity_noise), 1.0)
        inverse, felt = np.zeros(4), np.zeros(3)
        mujoco.mju_negQuat(inverse, orientation)
        mujoco.mju_rotVecQuat(felt, acceleration, inverse)
        w, x, y, z = orientation
        record, joints = state.record, self._to_sdk
        record["head"], record["level_flag"] = (0xFE, 0xEF), 0xFF
        imu, motors = record["imu_state"], record["motor_state"][: len(joints)]
        imu["quaternion"], imu["accelerometer"] = orientation, felt
        turning = self.data.qvel[self._where.base_velocity[3:]]
        imu["gyroscope"] = turning + self._noisy(3, noise.gyroscope_noise)
        imu["rpy"] = (
            np.arctan2(2 * (w * x + y * z), 1 - 2 * (x * x + y * y)),
            np.arcsin(np.clip(2 * (w * y - z * x), -1, 1)),
            np.arctan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z)),
        )
        angles = self.data.qpos[self._where.joint_positions] + self._noisy(12, noise.joint_angle_noise)
        velocities = self.data.qvel[self._where.joint_velocities]
        velocities += self._noisy(12, noise.joint_velocity_noise)
        motors["mode"], motors["q"], motors["dq"] = messages.SERVO, angles[joints], velocities[joints]
        motors["ddq"] = self.data.qacc[self._where.joint_velocities[joints]]
        motors["tau_est"] = self.data.actuator_force[self._where.actuators[joints]]
        record["tick"] = round(1e3 * self.data.time)
        record["bit_flag"] = messages.COMMAND_TIMEOUT * self.damping
        if self._remote is not None:
            record["wireless_remote"] = np.frombuffer(self._remote.write(), np.uint8)
        state.seal()
        return state

    def _noisy(self, size: int, amount: float) -> np.ndarray:
        return self._noise * amount * self._random.uniform(-1.0, 1.0, size)


def check_options(noise: float, delay: float) -> None:
    """Raises UsageError for what no robot can have."""
    if not 0.0 <= noise <= 2.0:
        raise UsageError(f"--noise {noise}: 0 to 2, a multiple of the noise of randomised training")
    if not 0.0 <= delay <= 0.1:
        raise UsageError(f"--delay {delay}: 0 to 0.1 s")
