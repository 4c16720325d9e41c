"""A policy behind its guards on recorded readings, in any interpreter that has `go2mjx.deploy`.

python benchmarks/robot/replay.py FOLDER      # `environments` fills the folder and reads the result
"""

from __future__ import annotations

import json
import platform
import sys
from pathlib import Path

import numpy as np
import onnxruntime

from go2mjx.deploy.policy import Policy, Sensors
from go2mjx.deploy.safety import Controller, Limits


def replay(policy: Policy, readings: dict[str, np.ndarray]) -> np.ndarray:
    """What the motors are sent, (steps, 3, joints): target, Kp, Kd. Raises RuntimeError at a fault."""
    controller, sent = Controller(policy, Limits(ramp_seconds=0.0)), []
    for step, now in enumerate(readings["time"]):
        sensors = Sensors(
            float(now),
            readings["angular_velocity"][step],
            readings["orientation"][step],
            readings["joint_position"][step],
            readings["joint_velocity"][step],
        )
        command = controller.step(sensors, readings["command"][step], float(now))
        if controller.fault is not None:
            raise RuntimeError(controller.fault)
        sent.append([command.target, command.position_gain, command.derivative_gain])
    return np.array(sent)


def run_network(file: Path, observations: np.ndarray) -> np.ndarray:
    """The first output of a runner's file, (n, joints), at its inputs, (n, size) float32."""
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return np.array([session.run(None, {name: row[None]})[0][0] for row in observations])


def main(folder: Path) -> None:
    """Replay what is in `folder` and write `result.npz` there; print the versions as JSON."""
    with np.load(folder / "readings.npz") as file:
        readings = {name: file[name] for name in file.files}
    results = {"policy": replay(Policy(folder / "policy.onnx"), readings)}
    for inputs in sorted(folder.glob("*.inputs.npy")):
        name = inputs.name.split(".")[0]
        results[name] = run_network(folder / (name + ".onnx"), np.load(inputs))
    np.savez(folder / "result.npz", **results)
    versions = {"numpy": np.__version__, "onnxruntime": onnxruntime.__version__}
    print(json.dumps({"python": platform.python_version(), **versions}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
