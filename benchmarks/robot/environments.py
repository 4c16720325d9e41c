"""An exported policy in the interpreters and the onnxruntimes that a robot's computer may have.

python -m benchmarks.robot.environments POLICY.onnx

For each of them uv makes an environment of its own with the wheel of `distributions/deploy`, numpy and onnxruntime,
and nothing else. There the readings of a walk are replayed, and what the motors are sent is compared with what this
interpreter sends; the files for the public runners are loaded, too. Needs uv, and the interpreters on PATH or a network
from which uv can fetch them.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import onnx
import tyro
from rich.table import Table

from benchmarks.measurement import print_table
from benchmarks.robot import replay
from go2mjx.deploy.policy import Policy, robot_of
from go2mjx.deploy.safety import Controller, Limits
from go2mjx.deploy.simulation import SimulatedRobot
from go2mjx.export import runners

ROOT = Path(__file__).parents[2]
MAX_DIFFERENCE = 1e-5
"""In radians, and in actions: what an export may differ from JAX."""
STEPS = 250
COMMAND = (0.5, 0.1, 0.3)


@dataclass(frozen=True)
class Environment:
    """An interpreter and what is installed there beside our wheel; `simulation` drives the simulated robot, too."""

    python: str
    requirements: tuple[str, ...] = ("onnxruntime",)
    simulation: bool = False


ENVIRONMENTS = (
    *(Environment(f"3.{minor}") for minor in range(8, 14)),
    # built before numpy 2, though they do not say so
    *(Environment("3.11", (f"onnxruntime=={version}", "numpy<2")) for version in ("1.16.3", "1.17.3")),
    Environment("3.13", simulation=True),
)


@dataclass(frozen=True)
class EnvironmentsConfig:
    """Run an exported policy in other interpreters and onnxruntimes and compare what the motors are sent."""

    policy: Annotated[Path, tyro.conf.Positional, tyro.conf.arg(metavar="POLICY.onnx")]
    """File made by go2mjx export."""


def main(argv: Sequence[str]) -> int:
    """Run the command; returns 1 if an environment could not be tried or differs."""
    arguments = tyro.cli(EnvironmentsConfig, args=list(argv), use_underscores=True)
    table = Table("Python", "numpy", "onnxruntime", "largest difference", "simulation")
    good = True
    with tempfile.TemporaryDirectory() as scratch:
        wheel = build_wheel(Path(scratch) / "wheel")
        folder = Path(scratch) / "replay"
        expected = prepare(arguments.policy, folder)
        for number, environment in enumerate(ENVIRONMENTS):
            try:
                row = try_out(environment, wheel, folder, expected, Path(scratch) / str(number))
            except subprocess.CalledProcessError as error:
                reason = (error.stderr.strip() or str(error)).splitlines()[-1]
                row = [environment.python, "", "", f"failed: {reason}", ""]
            good &= not row[3].startswith(("failed", "too large"))
            table.add_row(*row)
    print_table(table)
    return 0 if good else 1


def run(*command: str | Path, **options: object) -> str:
    """What a command prints. Raises CalledProcessError."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment, **options)
    return done.stdout


def build_wheel(folder: Path) -> Path:
    """The wheel for a robot's computer."""
    run("uv", "build", "--quiet", "--wheel", ROOT / "distributions" / "deploy", "--out-dir", folder)
    return next(folder.glob("*.whl"))


def prepare(policy_file: Path, folder: Path) -> dict[str, np.ndarray]:
    """Fill `folder` for `replay`; returns what it gives in this interpreter."""
    folder.mkdir()
    model = onnx.load(policy_file)
    onnx.save(model, folder / "policy.onnx")
    policy = Policy(folder / "policy.onnx")
    readings = walk(policy)
    np.savez(folder / "readings.npz", **readings)
    expected = {"policy": replay.replay(policy, readings)}
    random = np.random.default_rng(0)
    for name in runners.FORMATS:
        file, content = folder / f"{name}.onnx", next(iter(runners.files(name, model, name).values()))
        file.write_bytes(content)
        size = onnx.load(file).graph.input[0].type.tensor_type.shape.dim[1].dim_value
        inputs = random.normal(0.0, 1.0, (STEPS, size)).astype(np.float32)
        np.save(folder / f"{name}.inputs.npy", inputs)
        expected[name] = replay.run_network(file, inputs)
    return expected


def walk(policy: Policy) -> dict[str, np.ndarray]:
    """Readings of a walk of at most `STEPS` control steps in C MuJoCo, until a fall."""
    robot = SimulatedRobot(policy.description, robot_of(policy.description))
    controller = Controller(policy, Limits(ramp_seconds=0.0))
    robot.reset(np.random.default_rng(0))
    readings = []
    while len(readings) < STEPS:
        sensors = robot.sensors()
        command = controller.step(sensors, np.array(COMMAND), sensors.time)
        if controller.fault is not None:
            break
        readings.append({**vars(sensors), "command": COMMAND})
        robot.advance(command)
    return {name: np.array([reading[name] for reading in readings]) for name in readings[0]}


def try_out(
    environment: Environment, wheel: Path, folder: Path, expected: dict[str, np.ndarray], place: Path
) -> list[str]:
    """A row of the table. Raises CalledProcessError."""
    python = place / "bin" / "python"
    run("uv", "venv", "--quiet", "--python", environment.python, place)
    ours = f"go2mjx-deploy{'[simulation]' if environment.simulation else ''} @ {wheel.as_uri()}"
    run("uv", "pip", "install", "--quiet", "--python", python, ours, *environment.requirements)
    versions = json.loads(run(python, Path(replay.__file__), folder, cwd=place))
    with np.load(folder / "result.npz") as file:
        difference = max(np.abs(file[name] - value).max() for name, value in expected.items())
    simulation = "not installed"
    if environment.simulation:
        printed = run(python, "-m", "go2mjx.deploy", folder / "policy.onnx", "--seconds", "2", cwd=place)
        simulation = next(line for line in printed.splitlines() if line.startswith("survived"))
    return [
        versions["python"],
        versions["numpy"],
        versions["onnxruntime"],
        f"{'' if difference < MAX_DIFFERENCE else 'too large: '}{difference:.1e}",
        simulation,
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
