"""The policy on the robot's protocol: 500 Hz of commands, the policy at its own rate between them."""

import time
from dataclasses import replace

import numpy as np

from go2mjx.deploy.policy import Policy, Sensors
from go2mjx.deploy.safety import Controller, Limits, MotorCommand
from go2mjx.process.errors import UsageError
from go2mjx.wire import messages
from go2mjx.wire.guards import MAX_AGE, REMOTE_SECONDS, StateClock, WireFault
from go2mjx.wire.messages import LowCmd_, LowState_
from go2mjx.wire.motion_switcher import active_mode
from go2mjx.wire.network import Network
from go2mjx.wire.pace import Distribution
from go2mjx.wire.remote import Remote

PERIOD = 0.002
"""Seconds between two commands, as in the SDK's examples."""
FIRST_STATE_SECONDS = 5.0
ROBOT = "GO2"


class Driver:
    """Reads the robot's states and writes its commands; `step` is one cycle of `PERIOD`."""

    def __init__(self, policy: Policy, network: Network, limits: Limits):
        """Nothing is published before `step`. Raises UsageError for a policy of another robot or rate."""
        description = policy.description
        if description.robot != ROBOT or description.robot_file is not None:
            raise UsageError(f"the policy drives {description.robot}; this protocol is that of the {ROBOT}")
        self._cycles = round(description.control_time_step / PERIOD)
        if abs(self._cycles * PERIOD - description.control_time_step) > 1e-9:
            raise UsageError(
                f"the policy's control_time_step {description.control_time_step} s is no multiple of {PERIOD} s"
            )
        self.controller = Controller(policy, replace(limits, max_age=MAX_AGE))
        self._max_command = np.array(description.max_command)
        self._to_sdk = np.array(description.sdk_order)
        self._network = network
        self.states = network.reader(messages.LOW_STATE, LowState_)
        self._senders = network.reader(messages.LOW_COMMAND, LowCmd_)  # only to know who sends
        self._writer = network.writer(messages.LOW_COMMAND, LowCmd_)
        self._message = messages.low_command()
        self._clock = StateClock()
        self._sensors: Sensors | None = None
        self._taken = 0.0
        self._remote_time = -np.inf
        self._cycle, self._damping = 0, False
        self.remote: Remote | None = None
        self.broken = 0
        """States that were left out for their CRC."""
        self.latency = Distribution()
        """From when a state was taken off the wire until the command that answers it was on the wire."""

    def check(self, motion_switcher: bool) -> None:
        """Look before anything moves; `motion_switcher`: the robot must say that no controller of its own is active.

        Raises UsageError for a robot that is not there or not ready.
        """
        end = time.monotonic() + FIRST_STATE_SECONDS
        while self.remote is None and (now := time.monotonic()) < end:
            try:
                self.receive(now)
            except WireFault:  # of a robot that starts; nothing has been sent
                self._clock = StateClock()
            time.sleep(PERIOD)
        if self._sensors is None:
            broken = f"; {self.broken} came with a wrong CRC" if self.broken else ""
            raise UsageError(f"no state of a robot came in {FIRST_STATE_SECONDS:.0f} s{broken}")
        if self.remote is None:
            raise UsageError("the robot hears no remote, which is the emergency stop: switch it on")
        mode = active_mode(self._network)
        if mode is None and motion_switcher:
            raise UsageError(
                "the robot does not say whether a controller of its own is active; only for one that has no motion "
                "switcher: --no_motion_switcher"
            )
        if mode:
            raise UsageError(f"the robot's own controller {mode!r} is active: switch it off first")
        if self._senders.publishers > 1:
            raise UsageError(f"another program publishes {messages.LOW_COMMAND}: end it first")

    def receive(self, now: float) -> None:
        """Take the newest state, if one has come. Raises WireFault where the robot's time jumps."""
        state = self.states.newest()
        if state is None:
            return
        if not state.intact:
            self.broken += 1
            return
        record = state.record
        if not self._clock.accept(record["tick"] / 1e3, now):
            return
        remote = Remote.read(record["wireless_remote"].tobytes())
        if remote is not None:
            self.remote, self._remote_time = remote, now
        motors = record["motor_state"][: len(self._to_sdk)]
        positions, velocities = np.zeros((2, len(self._to_sdk)))
        positions[self._to_sdk], velocities[self._to_sdk] = motors["q"], motors["dq"]
        imu = record["imu_state"]
        gyroscope, orientation = imu["gyroscope"].astype(float), imu["quaternion"].astype(float)
        self._sensors = Sensors(self._clock.reading_time, gyroscope, orientation, positions, velocities)
        self._taken = now

    def wait(self, now: float) -> bool:
        """A cycle before the start, with nothing published; whether Start is pressed.

        Raises WireFault for what is wrong when it is; before that it has time to come right.
        """
        start = self.remote.pressed("start")
        try:
            self.receive(now)
            self._check(now)
        except WireFault:
            if start:
                raise
            self._clock = StateClock()
        return start

    def step(self, now: float, late: float) -> None:
        """Receive, and publish a command `late` (s) after its time; whatever is wrong, it is damping from then on."""
        if self.controller.fault is None:
            try:
                if late > MAX_AGE:
                    raise WireFault(f"this program was stopped for {late:.3f} s")
                self.receive(now)
                self._check(now)
            except WireFault as fault:
                self.controller.stop(str(fault))
        acts = self._cycle % self._cycles == 0 and not self._damping
        self._damping = self.controller.fault is not None
        if acts or self._damping:
            command = self.remote.command(self._max_command)
            self._fill(self.controller.step(self._sensors, command, now))
        self._writer.write(self._message)
        if acts:
            self.latency.add(time.monotonic() - self._taken)
        self._cycle += 1

    def _check(self, now: float) -> None:
        """Raises WireFault for what the controller does not see."""
        self._clock.check(now)
        if now - self._remote_time > REMOTE_SECONDS:
            raise WireFault("the remote is lost")
        if self.remote.pressed("B"):
            raise WireFault("B was pressed on the remote")
        if self._senders.publishers > 1:
            raise WireFault(f"another program publishes {messages.LOW_COMMAND}")

    def _fill(self, command: MotorCommand) -> None:
        motors = self._message.record["motor_cmd"][: len(self._to_sdk)]
        motors["q"], motors["dq"] = command.target[self._to_sdk], 0.0
        motors["kp"] = command.position_gain[self._to_sdk]
        motors["kd"] = command.derivative_gain[self._to_sdk]
        self._message.seal()
