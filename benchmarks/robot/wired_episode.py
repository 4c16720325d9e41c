"""An episode on the robot's protocol: driver and simulated robot in one process, under a clock that nobody waits for."""

import itertools

import numpy as np

from go2mjx.deploy.policy import Policy
from go2mjx.deploy.safety import Limits
from go2mjx.physics.models import indices
from go2mjx.wire.drive import PERIOD, Driver
from go2mjx.wire.network import Network
from go2mjx.wire.remote import Remote, keys
from go2mjx.wire.simulated_robot import WireRobot

_DOMAINS = itertools.count(100)


def wired_episode(
    policy: Policy, start: tuple[np.ndarray, np.ndarray], command: np.ndarray, steps: int
) -> tuple[np.ndarray, np.ndarray, str | None]:
    """Ramp and `steps` control steps under `command`, (3,), from `start` as `SimulatedRobot.state` has it.

    Positions and velocities after each control step, (steps + 1, ...) from the end of the ramp on, and why the
    driver stopped, if it did. Every message goes through DDS, which hands it over at once within a process.
    """
    description, limits = policy.description, Limits()
    forward, lateral, turning = command / description.max_command
    network = Network(domain=next(_DOMAINS))
    robot = WireRobot(network, remote=Remote(-lateral, forward, -turning, keys=keys("start")))
    driver = Driver(policy, network, limits)
    where = indices(robot.robot, robot.model)
    robot.place(start[0][7:], start[0][2])
    robot.data.qpos[where.qpos], robot.data.qvel[where.qvel] = start
    robot.step(0.0)
    driver.receive(0.0)
    cycles = round(description.control_time_step / PERIOD)
    ramp = round(limits.ramp_seconds / description.control_time_step)
    states, now = [], 0.0
    for step in range(-ramp, steps + 1):
        if step >= 0:
            states.append((robot.data.qpos[where.qpos], robot.data.qvel[where.qvel]))
        if step == steps or driver.controller.fault is not None:
            break
        for _ in range(cycles):
            now += PERIOD
            driver.step(now, 0.0)
            robot.step(now)
    qpos, qvel = (np.array(column) for column in zip(*states, strict=True))
    return qpos, qvel, driver.controller.fault
