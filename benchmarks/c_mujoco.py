"""C MuJoCo on the model that MJX trains on: walks, threaded rollouts, and the speed that MJX's own tool finds for it."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import mujoco
import numpy as np
from mujoco.rollout import Rollout

from go2mjx.physics.models import indices
from go2mjx.robots.description import Robot

VECTOR_STEPS = 20
"""Control steps of one rollout; each starts from the same standing robots, so that none has time to fall."""


def positions(
    robot: Robot, model: mujoco.MjModel, qpos: np.ndarray, qvel: np.ndarray, targets: np.ndarray
) -> np.ndarray:
    """Positions after each control step, (steps, robots, 7 + joints), under `targets`, (steps, robots, joints) rad.

    All vectors follow the robot's order, whatever that of its model.
    """
    where, substeps = indices(robot, model), robot.physics_steps
    result = np.empty((len(targets), *qpos.shape))
    for index in range(len(qpos)):
        data = mujoco.MjData(model)
        data.qpos[where.qpos], data.qvel[where.qvel] = qpos[index], qvel[index]
        for step, target in enumerate(targets[:, index]):
            data.ctrl[where.actuators] = target
            mujoco.mj_step(model, data, substeps)
            result[step, index] = data.qpos[where.qpos]
    return result


def in_model_order(vectors: np.ndarray, places: np.ndarray) -> np.ndarray:
    """`vectors`, (..., n) in the robot's order, in double precision where `places`, (n,) of its `Indices`, say."""
    return np.asarray(vectors, np.float64)[..., np.argsort(places)]


class ThreadedRollout:
    """`mujoco.rollout` of many robots with joint targets of their own, held for a control step each."""

    def __init__(
        self,
        model: mujoco.MjModel,
        qpos: np.ndarray,
        qvel: np.ndarray,
        targets: np.ndarray,
        substeps: int,
        threads: int,
    ) -> None:
        """Robots that start at `qpos`, (robots, nq), and `qvel`; `targets` are (robots, control steps, nu)."""
        spec = mujoco.mjtState.mjSTATE_FULLPHYSICS
        self._model = model
        self._data = [mujoco.MjData(model) for _ in range(threads)]
        self._pool = Rollout(nthread=threads)
        self._start = np.empty((len(qpos), mujoco.mj_stateSize(model, spec)))
        data = mujoco.MjData(model)
        for robot, (position, velocity) in enumerate(zip(qpos, qvel, strict=True)):
            data.qpos[:], data.qvel[:] = position, velocity
            mujoco.mj_getState(model, data, self._start[robot], spec)
        self._targets = np.repeat(np.asarray(targets, np.float64), substeps, axis=1)
        shape = self._targets.shape[:2]
        self._states = np.empty((*shape, self._start.shape[1]))
        self._sensors = np.empty((*shape, model.nsensordata))

    def run(self, count: int) -> np.ndarray:
        """Roll out `count` times; base heights (m) at the end, (robots,)."""
        for _ in range(count):
            self._pool.rollout(
                self._model,
                self._data,
                self._start,
                self._targets,
                state=self._states,
                sensordata=self._sensors,
            )
        return self._states[:, -1, 1 + 2]  # time comes before the position

    def close(self) -> None:
        """Stop the threads."""
        self._pool.close()


def testspeed(model: mujoco.MjModel, num_envs: int, physics_steps: int, platform: str) -> dict[str, float]:
    """What `mjx-testspeed` prints for `model` with its solver settings: physics steps per second, seconds to compile.

    In a process of its own on `platform`; each robot makes `physics_steps`. The tool keeps the whole
    `mjx.Data` from step to step, applies no control, and starts from MuJoCo's default pose. Raises
    RuntimeError with its last words if it fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        # the compiled model, because gains and limits are not in the XML
        path = Path(folder) / "model.mjb"
        mujoco.mj_saveModel(model, str(path), None)
        flags = {
            "base_path": folder,
            "mjcf": path.name,
            "nstep": physics_steps,
            "batch_size": num_envs,
            "solver": "newton",
            "iterations": model.opt.iterations,
            "ls_iterations": model.opt.ls_iterations,
            "output": "tsv",
        }
        command = [sys.executable, "-m", "mujoco.mjx.testspeed"]
        result = subprocess.run(
            [*command, *(f"--{name}={value}" for name, value in flags.items())],
            capture_output=True,
            text=True,
            # this process has most of a GPU's memory reserved already
            env=os.environ | {"JAX_PLATFORMS": platform, "XLA_PYTHON_CLIENT_PREALLOCATE": "false"},
        )
    found = re.search(r"jit: ([\d.]+)s\s+steps/second: (\d+)", result.stdout)
    if result.returncode or found is None:
        raise RuntimeError(f"mjx-testspeed failed: {(result.stderr or result.stdout).strip()[-500:]}")
    return {"compile_seconds": float(found[1]), "physics_steps_per_second": float(found[2])}
