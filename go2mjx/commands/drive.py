"""`go2mjx drive`: a policy on the protocol of a GO2, the real one or the simulated one."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import tyro

from go2mjx.commands.choice import Choice
from go2mjx.deploy import SHIPPED
from go2mjx.deploy.safety import Limits
from go2mjx.process import console, extras
from go2mjx.process.errors import UsageError
from go2mjx.process.signals import StopSignals

if TYPE_CHECKING:
    from go2mjx.wire.drive import Driver

DAMPING_SECONDS = 2.0
"""For so long damping is sent at the end."""


@dataclass(frozen=True)
class DriveConfig(Choice):
    """Let a policy drive a GO2 over Unitree's protocol, steered with the robot's own remote.

    No robot of ours was ever driven with it: read docs/robot.md first.
    """

    checkpoint: Annotated[Path, tyro.conf.Positional, tyro.conf.arg(metavar="POLICY.onnx|RUN_DIR")] = SHIPPED
    """File that go2mjx export made, run directory, its checkpoints directory or one checkpoint in that. By default the
    policy that comes with go2mjx."""
    interface: str | None = None
    """Network interface that the robot is connected to, for example eth0. By default the loopback, where
    go2mjx simulate-robot is."""
    domain: int = 0
    """DDS domain; a robot is in 0."""
    ramp: float = 2.0
    """Seconds from the pose at the start to the default pose, in which the policy acts."""
    no_motion_switcher: Annotated[bool, tyro.conf.FlagCreatePairsOff] = False
    """Do not insist on an answer whether the robot's own controller is off: for a robot that has no such service."""


def main(argv: Sequence[str]) -> int:
    """Run the command until a signal; returns 1 if it ended in damping for a fault or the emergency stop.

    Raises UsageError for a policy, a network or a robot that cannot be used.
    """
    arguments = tyro.cli(DriveConfig, prog="go2mjx drive", args=list(argv), use_underscores=True)
    extras.require("go2mjx drive", "export", "robot")
    _check(arguments)
    from go2mjx.session.deployable import load  # the command line answers before it loads
    from go2mjx.wire.drive import Driver
    from go2mjx.wire.network import Network

    policy, _, _ = load(arguments.path, None, arguments.step, arguments.last)
    network = Network(arguments.interface, arguments.domain)
    driver = Driver(policy, network, Limits(ramp_seconds=arguments.ramp))
    console.message("no robot of ours was ever driven with this program: hang yours up for the first trial")
    with StopSignals() as signals, signals.deferred():
        return _drive(driver, signals, not arguments.no_motion_switcher, arguments.ramp)


def _check(arguments: DriveConfig) -> None:
    """Raises UsageError for what can be seen to be wrong before anything is loaded."""
    if not arguments.path.exists():
        raise UsageError(f"{arguments.checkpoint}: there is no such policy file or run directory")
    if arguments.path.is_file():
        arguments.check_file()
    check_domain(arguments.domain)
    if not 1.0 <= arguments.ramp <= 60.0:
        raise UsageError(f"--ramp {arguments.ramp}: 1 to 60 s")


def check_domain(domain: int) -> None:
    """Raises UsageError for what DDS has no ports for."""
    if not 0 <= domain <= 232:
        raise UsageError(f"--domain {domain}: 0 to 232")


def _drive(driver: "Driver", signals: StopSignals, motion_switcher: bool, ramp: float) -> int:
    from go2mjx.wire.drive import PERIOD
    from go2mjx.wire.guards import WireFault
    from go2mjx.wire.pace import Distribution, Following, settle

    driver.check(motion_switcher)
    console.message(f"ready: Start on the remote makes it stand up within {ramp:g} s, B stops it for good")
    settle()
    periods, pace = Distribution(), Following(driver.states, PERIOD)
    try:
        while signals.received is None and not driver.wait(pace.wait()[0]):
            pass
    except WireFault as fault:
        raise UsageError(f"nothing was sent: {fault}") from None
    if signals.received is not None:
        return 0
    fault = end = None
    while end is None or time.monotonic() < end:
        now, late = pace.wait()
        periods.add(late)
        driver.step(now, late)
        if signals.received is not None and end is None:
            end = now + DAMPING_SECONDS
            driver.controller.stop("asked to stop")
        elif driver.controller.fault is not None and fault is None and end is None:
            fault = driver.controller.fault
            console.warning(f"damping: {fault}; Ctrl-C ends it")
    console.message(f"from command to command, beside {1e3 * PERIOD:g} ms: {periods}")
    console.message(f"from a state to its command: {driver.latency}")
    return int(fault is not None)
