"""Clients that were written with the vendor's SDK alone, against our simulated robot and our driver.

python -m benchmarks.robot.vendor_clients --json benchmarks/results/vendor_clients.json

uv makes an environment for each: Unitree's Python SDK with the Cyclone DDS that it pins, and the compiled C++ SDK. They
stand the robot up and read its state; then the Python SDK is the remote that `go2mjx drive` obeys: Start, forward, B. All
over the loopback in domain 0, where no other robot may be. Needs uv.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tyro

from benchmarks.measurement import origin, write_json
from go2mjx.config.tree import TrainConfig
from go2mjx.wire.network import Network
from go2mjx.wire.pace import Pace, settle
from go2mjx.wire.simulated_robot import PERIOD, WireRobot

HERE = Path(__file__).parent
PYTHON_SDK = ("3.10", ("unitree-sdk2py-dimos==1.0.3", "cyclonedds==0.10.2"))
CPP_SDK = ("3.11", ("far-unitree-sdk==0.1.8",))
STANDS = 0.25
"""Height (m) of the base of a robot that stands."""


@dataclass(frozen=True)
class VendorClientsConfig:
    """Run clients of the vendor's SDK against the simulated robot."""

    json: Path | None = None
    """File for the results."""


def main(argv: Sequence[str]) -> int:
    """Run the command; returns 1 if a client did not do what it should."""
    arguments = tyro.cli(VendorClientsConfig, args=list(argv), use_underscores=True)
    network = Network()
    with tempfile.TemporaryDirectory() as scratch:
        sdk = environment(Path(scratch) / "python", *PYTHON_SDK)
        compiled = environment(Path(scratch) / "cpp", *CPP_SDK)
        results = {
            "python_sdk": stands_up(network, [sdk, "-I", HERE / "sdk_python.py", "stand"]),
            "cpp_sdk": stands_up(network, [compiled, "-I", HERE / "sdk_cpp.py"]),
            "joystick": joystick(network, [sdk, "-I", HERE / "sdk_python.py", "joystick"]),
        }
    for name, result in results.items():
        print(f"{name}: {result}")
    if arguments.json is not None:
        write_json(arguments.json, {**origin(TrainConfig()), **results})
    return int(not all(result["good"] for result in results.values()))


def environment(place: Path, python: str, requirements: Sequence[str]) -> Path:
    """An interpreter with these packages, to be run with -I, so that it knows no others; without what they need for the robot's cameras."""
    subprocess.run(["uv", "venv", "--quiet", "--python", python, place], check=True)
    interpreter = place / "bin" / "python"
    install = ["uv", "pip", "install", "--quiet", "--no-deps", "--python", interpreter]
    subprocess.run([*install, *requirements], check=True)
    return interpreter


def live(robot: WireRobot, process: subprocess.Popen) -> tuple[list[tuple[float, ...]], str]:
    """Let the robot live until `process` ends; time, height, x and whether it is limp in each cycle; what was printed."""
    settle()
    pace, rows = Pace(PERIOD), []
    while process.poll() is None:
        now, _ = pace.wait()
        robot.step(now)
        rows.append((now, robot.height, float(robot.data.qpos[0]), robot.limp))
    return rows, process.communicate()[0]


def stands_up(network: Network, command: Sequence[str | Path]) -> dict[str, Any]:
    """A client that stands the robot up: what it read, and the height that the robot got."""
    robot = WireRobot(network)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    rows, printed = live(robot, process)
    height = max(row[1] for row in rows)
    lines = printed.splitlines()
    read = json.loads(lines[-1]) if process.returncode == 0 else {"exit_code": process.returncode}
    good = process.returncode == 0 and height > STANDS and robot.rejected == 0 and read["tilt_rad"] < 0.1
    return {
        **read,
        "height": round(height, 3),
        "obeyed": robot.accepted,
        "refused": robot.rejected,
        "good": good,
    }


def joystick(network: Network, command: Sequence[str | Path]) -> dict[str, Any]:
    """The client as the remote of a robot that `go2mjx drive` drives: height and way of each part, damping in the last."""
    robot = WireRobot(network)
    driver = subprocess.Popen(
        [sys.executable, "-m", "go2mjx", "drive"], stderr=subprocess.PIPE, text=True
    )  # which waits for the remote
    client = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    rows, printed = live(robot, client)
    driver.kill()
    _, said = driver.communicate()
    client_seconds = sum((10.0, 4.0, 4.0, 2.0))
    began = rows[-1][0] - client_seconds
    moments = json.loads(printed.splitlines()[-1])
    ends = [*list(moments.values())[1:], client_seconds]
    parts = {}
    for (name, start), end in zip(moments.items(), ends, strict=True):
        part = [row for row in rows if began + start <= row[0] < began + end]
        parts[name] = {"height": round(part[-1][1], 3), "forward": round(part[-1][2] - part[0][2], 2)}
    good = (
        parts["idle"]["height"] < 0.15
        and parts["start"]["height"] > STANDS
        and parts["forward"]["forward"] > 1.0
        and rows[-1][3]
        and "B was pressed" in said
    )
    return {**parts, "limp_at_the_end": rows[-1][3], "said": said.splitlines()[-1], "good": good}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
