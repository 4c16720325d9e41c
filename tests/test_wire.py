"""Unitree's protocol: messages as the vendor's SDK has them, the simulated robot and the driver on it, and what goes wrong."""

import dataclasses
import itertools
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from types import SimpleNamespace

import numpy as np
import pytest

pytest.importorskip("cyclonedds", reason="no wheel for Linux on ARM")

from go2mjx.__main__ import main
from go2mjx.deploy import SHIPPED
from go2mjx.deploy.policy import Policy
from go2mjx.deploy.safety import Limits
from go2mjx.process.errors import UsageError
from go2mjx.wire import drive, messages, motion_switcher
from go2mjx.wire.drive import PERIOD, Driver
from go2mjx.wire.guards import StateClock, WireFault
from go2mjx.wire.messages import LowCmd_, LowState_, WirelessController_, crc, low_command
from go2mjx.wire.network import Network
from go2mjx.wire.remote import Remote, keys
from go2mjx.wire.simulated_robot import WATCHDOG_SECONDS, WireRobot
from tests.deploy_tools import GO2

DOMAINS = itertools.count(31 * os.getpid())
STANDING = np.array(GO2.default_pose)


@pytest.fixture
def network():
    """A domain that no other test has, on the loopback."""
    return Network(domain=1 + next(DOMAINS) % 100)


@pytest.fixture(scope="module")
def policy():
    return Policy(SHIPPED)


class Loop:
    """Robot and driver in one process under a clock of our own: DDS hands messages over at once there."""

    def __init__(self, network, policy, **options):
        self.network, self.now = network, 0.0
        self.robot = WireRobot(network, **{"remote": Remote(keys=keys("start"))} | options)
        self.driver = Driver(policy, network, Limits(ramp_seconds=0.2))

    def begin(self, seconds=0.5):
        """Stand on its feet and let the driver act."""
        self.robot.place(STANDING, 0.33)
        self.robot.step(self.now)
        self.driver.receive(self.now)
        self.run(seconds)
        assert self.fault is None and not self.robot.damping
        return self

    def run(self, seconds, robot=True, driver=True):
        for _ in range(round(seconds / PERIOD)):
            self.now += PERIOD
            if robot:
                self.robot.step(self.now)
            if driver:
                self.driver.step(self.now, 0.0)

    @property
    def fault(self):
        return self.driver.controller.fault


def test_the_crc_is_that_of_the_vendors_sdk():
    """Values of `CRC().Crc` of unitree-sdk2py-dimos 1.0.3, unitree_sdk2py/utils/crc.py, with its compiled crc_amd64.so."""
    assert crc(LowCmd_().record.tobytes()[:-4]) == 1264208000
    assert crc(LowState_().record.tobytes()[:-4]) == 2247171750
    command = LowCmd_()
    command.record["head"], command.record["level_flag"] = (0xFE, 0xEF), 0xFF
    motors = command.record["motor_cmd"][:12]
    motors["mode"], motors["q"], motors["dq"], motors["tau"] = 1, 0.1 * np.arange(12), -0.5, 0.25
    motors["kp"], motors["kd"] = 35.0, 0.5
    state = LowState_()
    state.record["head"], state.record["tick"], state.record["power_v"] = (0xFE, 0xEF), 123456, 29.5
    state.record["imu_state"]["quaternion"], state.record["imu_state"]["temperature"] = (1, 0, 0, 0), 40
    state.record["wireless_remote"] = np.arange(40)
    sensed = state.record["motor_state"][:12]
    sensed["q"], sensed["temperature"] = -0.1 * np.arange(12), 30 + np.arange(12)
    for message, value in ((command, 1150461585), (state, 3158522937)):
        message.seal()
        assert message.record["crc"] == value and message.intact
        message.record["head"][0] = 1
        assert not message.intact


TYPES = {
    LowCmd_: "832876ceec9737d69f6ed62a3f63",
    LowState_: "853a99e23d0daa1610b65c526b40",
    WirelessController_: "d8dc69fff5d75961cd0e3fc049cb",
    motion_switcher.Request_: "cba4dc965d393ada76b4de081925",
    motion_switcher.Response_: "48c997d379c3e18c530b5f8fe946",
}


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_the_types_are_those_of_the_vendors_sdk(kind):
    """DDS's hashes of names, types and order of all fields, from the trace of far-unitree-sdk 0.1.8 (the C++ SDK)."""
    assert kind.__idl__.get_type_info().minimal.typeid_with_size.type_id.value.hex() == TYPES[kind]


def as_object(record):
    """A record as cyclonedds would have it: attributes, lists and numbers."""
    if record.dtype.names:
        if record.ndim:
            return [as_object(item) for item in record]
        return SimpleNamespace(**{name: as_object(record[name]) for name in record.dtype.names})
    return record.tolist()


@pytest.mark.parametrize("kind", [LowCmd_, LowState_])
def test_messages_are_packed_as_cyclonedds_packs_them(kind):
    message = kind()
    random = np.random.default_rng(0)

    def fill(record):
        for name in record.dtype.names:
            field = record[name]
            if field.dtype.names:
                for item in np.atleast_1d(field):
                    fill(item)
            else:
                record[name] = random.integers(1, 100, field.shape)

    fill(message.record)
    packed = message.serialize()
    assert packed == kind.__idl__.serialize(as_object(message.record), use_version_2=False)
    assert kind.deserialize(packed).record == message.record


def test_the_remote_lies_where_the_sdk_reads_it():
    remote = Remote(lx=0.25, ly=-0.5, rx=0.75, ry=-1.0, keys=keys("R1", "start", "A", "left"))
    data = remote.write()
    places = {"lx": 4, "rx": 8, "ry": 12, "ly": 20}
    assert {name: struct.unpack_from("<f", data, at)[0] for name, at in places.items()} == {
        name: getattr(remote, name) for name in places
    }
    assert (data[2], data[3], len(data)) == (0b00000101, 0b10000001, 40)
    assert Remote.read(data) == remote and remote.pressed("start") and not remote.pressed("B")
    assert Remote.read(bytes(40)) is None
    pushed = Remote(ly=1.0, lx=-0.5, rx=-1.0).command(np.array([1.0, 0.4, 1.0]))
    np.testing.assert_allclose(pushed, [1.0, 0.2, 1.0])  # forward, to the left, turning left


class TestTheAgeOfStates:
    def test_it_grows_while_none_comes(self):
        clock = StateClock()
        assert clock.accept(5.0, now=100.0) and clock.age(100.015) == pytest.approx(0.015)
        clock.check(100.015)
        with pytest.raises(WireFault, match=r"0.025 s old, at most 0.02 s"):
            clock.check(100.025)

    def test_a_state_that_took_longer_than_the_quickest_is_that_much_older(self):
        clock = StateClock()
        clock.accept(0.0, now=10.0)
        assert clock.accept(0.002, now=10.032)
        assert clock.age(10.032) == pytest.approx(0.030, abs=1e-4)

    def test_doubled_and_overtaken_ones_are_no_news(self):
        clock = StateClock()
        clock.accept(1.0, now=10.0)
        clock.accept(1.004, now=10.004)
        assert not clock.accept(1.004, now=10.006)
        assert not clock.accept(1.002, now=10.008)
        assert clock.age(10.010) == pytest.approx(0.006, abs=1e-4)

    @pytest.mark.parametrize("jump", [-1.0, 0.5])
    def test_a_jump_of_the_robots_time_is_a_fault(self, jump):
        clock = StateClock()
        clock.accept(2.0, now=10.0)
        with pytest.raises(WireFault, match="time jumped"):
            clock.accept(2.002 + jump, now=10.002)

    def test_clocks_of_different_speed_are_none(self):
        clock = StateClock()
        for step in range(10_000):
            clock.accept(step * 0.002 * (1 - 2e-4), now=step * 0.002)
            clock.check(step * 0.002)
        assert abs(clock.age(now=step * 0.002)) < 0.001


def test_joints_are_mapped_between_the_two_orders(network, policy):
    loop = Loop(network, policy)
    loop.robot.place(STANDING + 0.01 * np.arange(12), 0.5)
    commands = network.reader(messages.LOW_COMMAND, LowCmd_)
    states = network.reader(messages.LOW_STATE, LowState_)
    loop.run(PERIOD, driver=False)
    loop.driver.receive(loop.now)
    sent = states.newest().record["motor_state"]["q"]
    qpos = loop.robot.data.qpos[7:]
    names = ("FR", "FL", "RR", "RL")  # of the SDK
    legs = [[GO2.joints.index(f"{leg}_{part}_joint") for part in ("hip", "thigh", "calf")] for leg in names]
    np.testing.assert_allclose(sent[:12], qpos[np.ravel(legs)], atol=1e-6)
    np.testing.assert_allclose(loop.driver._sensors.joint_position, qpos, atol=1e-6)
    loop.run(PERIOD, robot=False)
    record = commands.newest().record
    assert tuple(record["head"]) == (0xFE, 0xEF) and record["level_flag"] == 0xFF
    motors = record["motor_cmd"][:12]
    assert (motors["mode"] == 1).all() and (motors["kp"] == 35).all() and not motors["dq"].any()
    np.testing.assert_allclose(motors["q"], qpos[np.ravel(legs)], atol=1e-5)  # where the ramp begins


def test_it_stands_up_and_walks_as_the_sticks_say(network, policy):
    loop = Loop(network, policy, remote=Remote(ly=0.6, keys=keys("start")), noise=1.0, delay=0.01)
    loop.driver.controller.limits = dataclasses.replace(loop.driver.controller.limits, ramp_seconds=2.0)
    assert loop.robot.height < 0.15
    loop.run(0.2, driver=False)
    loop.driver.receive(loop.now)
    assert loop.robot.damping and loop.driver.wait(loop.now)
    loop.run(4.5)
    assert loop.fault is None and not loop.robot.damping and loop.robot.rejected == 0
    assert 0.25 < loop.robot.height < 0.4
    assert 0.8 < loop.robot.data.qpos[0] < 1.8  # 2.5 s of 0.6 m/s


class Tampered:
    """A publisher of states that lets `change` do something to each; None is lost."""

    def __init__(self, publisher, change):
        self._publisher, self._change = publisher, change

    def write(self, state):
        state = self._change(state)
        if state is not None:
            self._publisher.write(state)


def broken_crc(state):
    state.record["crc"] ^= 1
    return state


def jumped(state):
    state.record["tick"] += 500
    state.seal()
    return state


def not_a_number(state):
    state.record["motor_state"]["q"][3] = np.nan
    state.seal()
    return state


def without_remote(state):
    state.record["wireless_remote"] = 0
    state.seal()
    return state


def emergency_stop(state):
    state.record["wireless_remote"] = np.frombuffer(Remote(keys=keys("L2", "B")).write(), np.uint8)
    state.seal()
    return state


@pytest.mark.parametrize(
    ("change", "seconds", "fault"),
    [
        (lambda state: None, 0.024, "the newest state is"),
        (broken_crc, 0.024, "the newest state is"),
        (jumped, 0.002, "time jumped"),
        (not_a_number, 0.022, "joint position"),
        (without_remote, 0.304, "the remote is lost"),
        (emergency_stop, 0.002, "B was pressed"),
    ],
    ids=["silence", "wrong CRC", "jump in time", "NaN", "lost remote", "emergency stop"],
)
def test_a_fault_of_the_states_is_damping(change, seconds, fault, network, policy):
    loop = Loop(network, policy).begin()
    loop.robot.publisher = Tampered(loop.robot.publisher, change)
    loop.run(seconds)
    assert fault in loop.fault
    loop.run(2 * PERIOD)
    assert loop.robot.limp and not loop.robot.damping  # by command, not by the robot's own watchdog
    loop.run(0.1)
    assert loop.robot.limp and fault in loop.fault


def test_late_states_are_damping(network, policy):
    loop = Loop(network, policy).begin()
    loop.robot.delay_by(0.03)
    loop.run(0.034)
    assert "s old" in loop.fault


@pytest.mark.parametrize("order", [(0, 0), (1, 0)], ids=["doubled", "out of order"])
def test_doubled_and_overtaken_states_do_no_harm(order, network, policy):
    loop = Loop(network, policy).begin()
    publisher, waiting = loop.robot.publisher, []

    def send(state):
        waiting.append(state)
        if len(waiting) == 2:
            for index in order:
                publisher.write(waiting[index])
            waiting.clear()

    loop.robot.publisher = Tampered(SimpleNamespace(), send)
    loop.run(0.5)
    assert loop.fault is None and loop.robot.height > 0.25


def test_another_program_that_sends_commands_is_damping(network, policy):
    loop = Loop(network, policy).begin()
    other = network.writer(messages.LOW_COMMAND, LowCmd_)
    loop.run(2 * PERIOD)
    assert "another program publishes rt/lowcmd" in loop.fault
    del other


def test_a_driver_that_was_stopped_goes_to_damping(network, policy):
    loop = Loop(network, policy).begin()
    loop.driver.step(loop.now, 0.05)
    assert "stopped for 0.050 s" in loop.fault


def test_the_robot_damps_when_the_driver_is_gone_and_refuses_bad_commands(network, policy):
    loop = Loop(network, policy).begin()
    loop.run(WATCHDOG_SECONDS - PERIOD, driver=False)
    assert not loop.robot.damping
    loop.run(3 * PERIOD, driver=False)
    assert loop.robot.damping and loop.robot.limp
    commands = network.writer(messages.LOW_COMMAND, LowCmd_)
    states = network.reader(messages.LOW_STATE, LowState_)
    command = low_command()
    command.seal()
    command.record["motor_cmd"]["kp"] = 10.0  # after the CRC
    commands.write(command)
    loop.run(PERIOD, driver=False)
    command.record["motor_cmd"]["tau"][2] = np.nan
    command.seal()
    commands.write(command)
    loop.run(PERIOD, driver=False)
    assert loop.robot.rejected == 2 and loop.robot.damping
    assert states.newest().record["bit_flag"] == messages.COMMAND_TIMEOUT


def test_a_motor_gives_the_torque_of_the_sdk_within_its_limits(network):
    robot = WireRobot(network)
    commands, states = (
        network.writer(messages.LOW_COMMAND, LowCmd_),
        network.reader(messages.LOW_STATE, LowState_),
    )
    robot.place(STANDING, 1.0)
    command = low_command()
    motors = command.record["motor_cmd"]
    motors["q"][0], motors["kp"][0], motors["dq"][0], motors["kd"][0], motors["tau"][0] = (
        0.1,
        40.0,
        2.0,
        1.5,
        3.0,
    )
    motors["tau"][2] = 100.0  # a calf
    motors["kp"][4] = motors["kd"][4] = 5.0  # but q and dq say stop
    motors["tau"][6], motors["mode"][6] = 5.0, 0  # off
    command.seal()
    commands.write(command)
    robot.step(0.0)
    torque = states.newest().record["motor_state"]["tau_est"]
    angle = STANDING[GO2.sdk_order[0]]
    assert torque[0] == pytest.approx(40 * (0.1 - angle) + 1.5 * 2.0 + 3.0, abs=1e-4)
    assert torque[2] == pytest.approx(35.55)
    assert torque[4] == torque[6] == 0.0


@pytest.mark.parametrize(
    ("joint", "speed", "largest"),
    [
        (0, 0.0, 23.7),
        (0, 10.0, 23.7 * 20.2 / 23.4),
        (0, -21.75, 23.7),  # it brakes
        (0, 21.75, 23.7 * 20.2 / 23.4 / 2),  # half way from 13.5 to 30 rad/s
        (0, 31.0, 0.0),
        (2, 14.5, 35.55 * 20.2 / 23.4 / 2),  # a calf: the same motor, 21.75 / 1.5
    ],
)
def test_a_motor_that_turns_fast_gives_less_torque(joint, speed, largest, network):
    robot = WireRobot(network)
    commands = network.writer(messages.LOW_COMMAND, LowCmd_)
    robot.place(STANDING, 1.0)
    ours = GO2.sdk_order[joint]
    robot.data.qvel[6 + ours] = speed
    command = low_command()
    command.record["motor_cmd"]["tau"][joint] = 100.0
    command.seal()
    commands.write(command)
    robot.step(0.0)
    assert robot.data.actuator_force[ours] == pytest.approx(largest, rel=1e-5)


@pytest.fixture
def living(network):
    """Starts a robot that lives in a thread of its own until the end of the test; its options."""
    over, threads = threading.Event(), []

    def start(**options):
        robot = WireRobot(network, **{"remote": Remote()} | options)

        def live():
            while not over.is_set():
                robot.step(time.monotonic())
                time.sleep(PERIOD)

        threads.append(threading.Thread(target=live))
        threads[-1].start()
        return robot

    yield start
    over.set()
    for thread in threads:
        thread.join()


def test_a_robot_that_is_ready_passes_the_check(living, network, policy):
    living()
    Driver(policy, network, Limits()).check(motion_switcher=True)


@pytest.mark.parametrize(
    ("options", "said"),
    [({"mode": "ai"}, "own controller 'ai' is active"), ({"remote": None}, "hears no remote")],
)
def test_a_robot_that_is_not_ready_is_refused(options, said, living, network, policy, monkeypatch):
    monkeypatch.setattr(drive, "FIRST_STATE_SECONDS", 0.5)
    living(**options)
    with pytest.raises(UsageError, match=said):
        Driver(policy, network, Limits()).check(motion_switcher=True)


def test_a_robot_whose_time_jumps_while_it_is_awaited_has_time_to_come_right(
    living, network, policy, monkeypatch
):
    """Nothing has been sent yet, so there is nothing to stop."""
    monkeypatch.setattr(drive, "FIRST_STATE_SECONDS", 0.5)
    robot, ticks = living(remote=None), itertools.count()

    def jumping(state):
        state.record["tick"] += 500 * (next(ticks) % 2)
        state.seal()
        return state

    robot.publisher = Tampered(robot.publisher, jumping)
    with pytest.raises(UsageError, match="hears no remote"):
        Driver(policy, network, Limits()).check(motion_switcher=True)


def test_commands_count_when_the_robots_own_controller_is_released(network, policy):
    loop = Loop(network, policy, mode="ai")
    loop.robot.step(0.0)
    loop.driver.receive(0.0)
    loop.run(0.02)
    assert loop.robot.damping
    requests = network.writer(motion_switcher.REQUEST, motion_switcher.Request_)
    answers = network.reader(motion_switcher.RESPONSE, motion_switcher.Response_)
    requests.write(motion_switcher.request(motion_switcher.RELEASE_MODE))
    loop.run(0.02)
    assert answers.newest().header.status.code == 0 and not loop.robot.damping


def test_a_robot_that_does_not_answer_is_refused_unless_told(living, network, policy, monkeypatch):
    monkeypatch.setattr(drive, "active_mode", lambda network: None)
    living()
    driver = Driver(policy, network, Limits())
    with pytest.raises(UsageError, match="--no_motion_switcher"):
        driver.check(motion_switcher=True)
    driver.check(motion_switcher=False)
    other = network.writer(messages.LOW_COMMAND, LowCmd_)
    with pytest.raises(UsageError, match="another program publishes"):
        driver.check(motion_switcher=False)
    del other


def test_without_a_robot_nothing_begins(network, policy, monkeypatch):
    monkeypatch.setattr(drive, "FIRST_STATE_SECONDS", 0.05)
    assert motion_switcher.active_mode(network, timeout=0.05) is None
    with pytest.raises(UsageError, match="no state of a robot came"):
        Driver(policy, network, Limits()).check(motion_switcher=True)


def test_policies_of_other_robots_and_rates_are_refused(network, policy):
    for change, said in (
        ({"robot": "GO1"}, "drives GO1"),
        ({"control_time_step": 0.015}, "0.015 s is no multiple"),
    ):
        other = SimpleNamespace(description=dataclasses.replace(policy.description, **change))
        with pytest.raises(UsageError, match=said):
            Driver(other, network, Limits())


def test_the_simulated_robot_is_there_for_other_programs():
    domain = 1 + next(DOMAINS) % 100
    command = [sys.executable, "-m", "go2mjx", "simulate-robot", "--domain", str(domain)]
    process = subprocess.Popen([*command, "--sticks", "0", "0", "0"], stderr=subprocess.PIPE, text=True)
    try:
        assert "lies on the floor" in process.stderr.readline()
        network = Network(domain=domain)
        states = network.reader(messages.LOW_STATE, LowState_)
        assert motion_switcher.active_mode(network, timeout=30.0) == ""
        states.wait(30.0)
        state = states.newest()
        assert state.intact and state.record["tick"] > 0
        assert Remote.read(state.record["wireless_remote"].tobytes()) == Remote(keys=keys("start"))
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 0 and "commands: 0 obeyed" in said


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["drive", "nowhere"], "nowhere: there is no such policy file"),
        (["drive", "--interface", "nowhere0"], "--interface nowhere0"),
        (["drive", "--domain", "300"], "--domain 300: 0 to 232"),
        (["drive", "--ramp", "0"], "--ramp 0.0: 1 to 60 s"),
        (["drive", "--last"], "--last"),
        (["simulate-robot", "--sticks", "2", "0", "0"], "--sticks"),
        (["simulate-robot", "--noise", "nan"], "--noise nan"),
        (["simulate-robot", "--delay", "1"], "--delay 1.0"),
        (["simulate-robot", "--interface", "nowhere0"], "--interface nowhere0"),
    ],
    ids=" ".join,
)
def test_wrong_arguments_are_told(argv, said, capsys):
    assert main(argv) == 2
    assert said in capsys.readouterr().err
