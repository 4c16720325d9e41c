"""Faults on the robot's protocol, each produced for real between `go2mjx drive` and the simulated robot; and endurance.

python -m benchmarks.robot.wire_faults --json benchmarks/results/wire_faults.json
python -m benchmarks.robot.wire_faults --minutes 30 --json benchmarks/results/wire_endurance.json

Each fault: a policy process of its own stands the robot up over the loopback and walks, then the fault begins. What
counts is the time until every motor only damps, by the driver's command or by the robot's own watchdog. With `--minutes`
nothing is disturbed: robot and policy walk in two processes, and what they count is kept, beside what a loop that does
nothing counts of the machine meanwhile. On an idle machine, please.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import tyro
from rich.table import Table

from benchmarks.measurement import origin, print_table, write_json
from go2mjx.config.tree import TrainConfig
from go2mjx.wire import messages
from go2mjx.wire.messages import LowCmd_, LowState_, low_command
from go2mjx.wire.network import Network
from go2mjx.wire.pace import Distribution, Pace, settle
from go2mjx.wire.remote import Remote, keys
from go2mjx.wire.simulated_robot import PERIOD, WireRobot

WALKING = Remote(ly=0.6, keys=keys("start"))
LIMIT = 0.1
"""Seconds within which the robot must be in damping."""
ATTEMPTS = 5
START_SECONDS, WALK_SECONDS, WATCH_SECONDS = 30.0, 4.0, 1.0


@dataclass(frozen=True)
class WireFaultsConfig:
    """Disturb a policy that drives the simulated robot, or let it walk undisturbed."""

    minutes: float = 0.0
    """Walk for so long instead of disturbing."""
    domain: int = 42
    """DDS domain."""
    json: Path | None = None
    """File for the results."""


class Publisher:
    """The robot's publisher of states; `change` is what the fault makes of each: the messages that go out in its place."""

    def __init__(self, publisher: Any) -> None:
        self._publisher = publisher
        self.change: Callable[[LowState_], list[LowState_]] = lambda state: [state]

    def write(self, state: LowState_) -> None:
        """Publish what is left of `state`."""
        for message in self.change(state):
            self._publisher.write(message)


class Scene:
    """What a fault may touch: the robot, its publisher, the policy's process, the network."""

    def __init__(self, network: Network, robot: WireRobot, process: subprocess.Popen) -> None:
        self.network, self.robot, self.process = network, robot, process
        self.publisher = robot.publisher
        self.kept: list[Any] = []

    def states(self, change: Callable[[LowState_], list[LowState_]]) -> None:
        """Tamper with all states from now on."""
        self.publisher.change = change

    def commands(self, spoil: Callable[[LowCmd_], None]) -> None:
        """Publish one command as a second program would."""
        command = low_command()
        spoil(command)
        self.kept.append(writer := self.network.writer(messages.LOW_COMMAND, LowCmd_))
        writer.write(command)


def sealed(change: Callable[[np.void], None]) -> Callable[[LowState_], list[LowState_]]:
    """A change of a state's record, with the CRC that belongs to it."""

    def apply(state: LowState_) -> list[LowState_]:
        change(state.record)
        state.seal()
        return [state]

    return apply


def wrong_crc(state: LowState_) -> list[LowState_]:
    """A bit of the message is not what it was when its CRC was made."""
    state.record["crc"] ^= 1
    return [state]


def not_a_number(record: np.void) -> None:
    """An encoder that gives no number."""
    record["motor_state"]["q"][3] = np.nan


def in_other_order() -> Callable[[LowState_], list[LowState_]]:
    """Every second state after the one that follows it."""
    waiting: list[LowState_] = []

    def apply(state: LowState_) -> list[LowState_]:
        waiting.append(state)
        return [] if len(waiting) < 2 else [waiting.pop(), waiting.pop()]

    return apply


def wrongly_sealed(command: LowCmd_) -> None:
    """Gains after the CRC."""
    command.seal()
    command.record["motor_cmd"]["kp"] = 60.0


def sealed_nan(command: LowCmd_) -> None:
    """A torque that is no number."""
    command.record["motor_cmd"]["tau"][2] = np.nan
    command.seal()


def jump(record: np.void) -> None:
    """The robot's clock half a second ahead."""
    record["tick"] += 500


def lost(record: np.void) -> None:
    """No remote."""
    record["wireless_remote"] = 0


def stop_pressed(record: np.void) -> None:
    """L2 and B."""
    record["wireless_remote"] = np.frombuffer(Remote(keys=keys("L2", "B")).write(), np.uint8)


FAULTS: dict[str, tuple[bool, Callable[[Scene], None]]] = {
    "nothing": (False, lambda scene: None),
    "policy process killed (SIGKILL)": (True, lambda scene: scene.process.send_signal(signal.SIGKILL)),
    "policy process stopped (SIGSTOP)": (True, lambda scene: scene.process.send_signal(signal.SIGSTOP)),
    "policy process asked to end (SIGINT)": (True, lambda scene: scene.process.send_signal(signal.SIGINT)),
    "network gone: no more states": (True, lambda scene: scene.states(lambda state: [])),
    "states 30 ms late": (True, lambda scene: scene.robot.delay_by(0.03)),
    "states doubled": (False, lambda scene: scene.states(lambda state: [state, state])),
    "states out of order": (False, lambda scene: scene.states(in_other_order())),
    "states with a wrong CRC": (True, lambda scene: scene.states(wrong_crc)),
    "states with NaN": (True, lambda scene: scene.states(sealed(not_a_number))),
    "robot's time jumps 0.5 s": (True, lambda scene: scene.states(sealed(jump))),
    "remote lost": (True, lambda scene: scene.states(sealed(lost))),
    "emergency stop: L2 and B": (True, lambda scene: scene.states(sealed(stop_pressed))),
    "second program sends good commands": (True, lambda scene: scene.commands(LowCmd_.seal)),
    "second program, wrong CRC": (True, lambda scene: scene.commands(wrongly_sealed)),
    "second program, NaN": (True, lambda scene: scene.commands(sealed_nan)),
}
"""By name: whether it must end in damping, and how it is made."""


def main(argv: Sequence[str]) -> int:
    """Run the command; returns 1 if a fault did not end as it must."""
    arguments = tyro.cli(WireFaultsConfig, args=list(argv), use_underscores=True)
    results = {**origin(TrainConfig()), "load_before": os.getloadavg()[0]}
    if arguments.minutes:
        results["endurance"] = endurance(arguments.minutes, arguments.domain)
        for name, text in results["endurance"].items():
            print(f"{name}: {text}")
        good = results["endurance"]["exit_codes"] == [0, 0]
    else:
        network = Network(domain=arguments.domain)
        results["faults"] = [
            {"fault": name, **first_valid(network, arguments.domain, *fault)}
            for name, fault in FAULTS.items()
        ]
        show(results["faults"])
        good = all(row["good"] for row in results["faults"])
    if arguments.json is not None:
        write_json(arguments.json, results)
    return int(not good)


def start(domain: int, *command: str) -> subprocess.Popen:
    """A go2mjx process in `domain`."""
    words = [sys.executable, "-m", "go2mjx", *command, "--domain", str(domain)]
    return subprocess.Popen(words, stderr=subprocess.PIPE, text=True)


def first_valid(network: Network, domain: int, *fault: Any) -> dict[str, Any]:
    """The outcome of a fault, tried anew where the robot was limp before it, because the computer did other work."""
    for attempt in range(1, ATTEMPTS + 1):
        row = {**outcome(network, domain, *fault), "attempts": attempt}
        if row["walking"]:
            break
    return row


def outcome(network: Network, domain: int, damps: bool, make: Callable[[Scene], None]) -> dict[str, Any]:
    """Let the policy walk, make the fault, and see when the motors go limp and what the driver says."""
    robot = WireRobot(network, remote=WALKING)
    settle()
    robot.publisher = Publisher(robot.publisher)
    process, pace = start(domain, "drive", "--ramp", "1"), Pace(PERIOD)
    scene = Scene(network, robot, process)
    try:
        cycles(robot, pace, START_SECONDS, until=lambda: not robot.damping)
        cycles(robot, pace, WALK_SECONDS)
        walked, walking, began = robot.data.qpos[0], not robot.limp, time.monotonic()
        make(scene)
        limp = cycles(robot, pace, WATCH_SECONDS, until=lambda: robot.limp)
        how = "watchdog" if robot.damping else "command"
        cycles(robot, pace, WATCH_SECONDS)
    finally:
        process.send_signal(signal.SIGCONT)
        process.send_signal(signal.SIGKILL)
        _, said = process.communicate()
    row = {
        "walking": walking,
        "walked": round(float(walked), 2),
        "seconds_to_damping": None if limp is None else round(limp - began, 4),
        "by": None if limp is None else how,
        "stays": robot.limp,
        "refused": robot.rejected,
        "said": next(iter(re.findall(r"damping: (.*); Ctrl-C", said)), ""),
    }
    slow = 0.3 if "remote is lost" in row["said"] else 0.0  # for so long a remote may be silent
    in_time = limp is not None and limp - began <= LIMIT + slow
    row["good"] = bool(walking and walked > 0.3 and (in_time and row["stays"] if damps else limp is None))
    return row


def cycles(
    robot: WireRobot, pace: Pace, seconds: float, until: Callable[[], bool] = lambda: False
) -> float | None:
    """Let the robot live for `seconds`, or until something is so: the time then, else None."""
    for _ in range(round(seconds / PERIOD)):
        now, _ = pace.wait()
        robot.step(now)
        if until():
            return now
    return None


def endurance(minutes: float, domain: int) -> dict[str, Any]:
    """What robot and driver count while the policy walks in a circle."""
    robot = start(domain, "simulate-robot", "--sticks", "0.5", "0", "0.3")
    robot.stderr.readline()
    driver = start(domain, "drive")
    machine = lateness_of_nothing(60 * minutes)
    said, codes = "", []
    for process in (driver, robot):
        process.send_signal(signal.SIGINT)
        said += process.communicate()[1]
        codes.append(process.returncode)
    lines = {
        "commands": r"from command to command, beside 2 ms: (.*)",
        "observation_to_command": r"from a state to its command: (.*)",
        "robot": r"cycles were late by: (.*)",
        "damping": r"damping: (.*); Ctrl-C",
    }
    found = {name: next(iter(re.findall(line, said)), "") for name, line in lines.items()}
    return {"minutes": minutes, **found, "empty_loop": str(machine), "exit_codes": codes}


def lateness_of_nothing(seconds: float) -> Distribution:
    """How late a loop of the robot's period that does nothing comes round: what the machine itself costs."""
    machine, pace = Distribution(), Pace(PERIOD)
    end = time.monotonic() + seconds
    settle()
    while time.monotonic() < end:
        machine.add(pace.wait()[1])
    return machine


def show(rows: Sequence[dict[str, Any]]) -> None:
    """Print the table."""
    table = Table("fault", "until damping", "by", "commands refused", "the driver says", "as it must")
    for row in rows:
        seconds = row["seconds_to_damping"]
        shown = "walks on" if seconds is None else f"{1e3 * seconds:.0f} ms"
        table.add_row(
            row["fault"],
            shown,
            row["by"] or "",
            str(row["refused"]),
            row["said"],
            "yes" if row["good"] else "NO",
        )
    print_table(table)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
