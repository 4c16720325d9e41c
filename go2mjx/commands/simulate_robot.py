"""`go2mjx simulate-robot`: a simulated GO2 on the protocol of the real one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import tyro

from go2mjx.commands.drive import check_domain
from go2mjx.process import console, extras
from go2mjx.process.errors import UsageError
from go2mjx.process.signals import StopSignals


@dataclass(frozen=True)
class SimulateRobotConfig:
    """Simulate a GO2 in C MuJoCo that publishes and obeys what the real one does, for anybody's controller."""

    interface: str | None = None
    """Network interface to be on, for example eth0. By default the loopback: no real robot can hear it."""
    domain: int = 0
    """DDS domain; a robot is in 0."""
    noise: float = 0.0
    """Sensor noise, as a multiple of that of randomised training."""
    delay: float = 0.0
    """Seconds by which its states are late."""
    mode: str = ""
    """Controller of its own that is active, for example ai: it takes no commands until that is released."""
    sticks: Annotated[tuple[float, float, float] | None, tyro.conf.arg(metavar="FORWARD LEFT TURN")] = None
    """A remote whose sticks are held so, -1 to 1, and Start pressed. Without it the remote is whoever publishes
    rt/wirelesscontroller."""


def main(argv: Sequence[str]) -> int:
    """Run the command until a signal. Raises UsageError for a wrong argument or network."""
    arguments = tyro.cli(
        SimulateRobotConfig, prog="go2mjx simulate-robot", args=list(argv), use_underscores=True
    )
    extras.require("go2mjx simulate-robot", "robot")
    check_domain(arguments.domain)
    if arguments.sticks is not None and not all(-1 <= stick <= 1 for stick in arguments.sticks):
        raise UsageError(f"--sticks {arguments.sticks}: -1 to 1 each")
    from go2mjx.wire.network import Network  # the command line answers before it loads
    from go2mjx.wire.pace import Distribution, Pace, settle
    from go2mjx.wire.remote import Remote, keys
    from go2mjx.wire.simulated_robot import PERIOD, WireRobot, check_options

    check_options(arguments.noise, arguments.delay)
    remote = None
    if arguments.sticks is not None:
        forward, left, turn = arguments.sticks
        remote = Remote(lx=-left, ly=forward, rx=-turn, keys=keys("start"))
    network = Network(arguments.interface, arguments.domain)
    robot = WireRobot(network, arguments.noise, arguments.delay, arguments.mode, remote)
    console.message(
        f"the robot lies on the floor in domain {arguments.domain} on {arguments.interface or 'the loopback'}; Ctrl-C ends it"
    )
    settle()
    lateness, pace, damping = Distribution(), Pace(PERIOD), True
    with StopSignals() as signals, signals.deferred():
        while signals.received is None:
            now, late = pace.wait()
            lateness.add(late)
            robot.step(now)
            if robot.damping != damping:
                damping = robot.damping
                console.message("no commands: damping" if damping else "commands come: the motors obey")
    console.message(
        f"commands: {robot.accepted} obeyed, {robot.rejected} refused; cycles were late by: {lateness}"
    )
    return 0
