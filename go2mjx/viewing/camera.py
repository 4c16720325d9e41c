"""Pictures of a robot from the camera that follows it."""

import mujoco
import numpy as np

from go2mjx.physics.ground import FLAT, Ground
from go2mjx.physics.models import full_collision_model, indices
from go2mjx.robots.description import Robot


def light_robot(model: mujoco.MjModel) -> None:
    """Make the light, and with it a shadow that a software renderer can afford, go where the robot goes."""
    model.light_mode[:] = mujoco.mjtCamLight.mjCAMLIGHT_TRACKCOM
    model.vis.quality.shadowsize = 1024


class Camera:
    """Renders poses of a robot's full model on `ground`, `height` by `width` pixels; a context manager, used from one thread."""

    def __init__(self, robot: Robot, height: int, width: int, ground: Ground = FLAT) -> None:
        """Open the renderer. Raises what MuJoCo's GL library raises; see `gl.choose`."""
        self._model = full_collision_model(robot, ground)
        self._qpos = indices(robot, self._model).qpos
        self._model.vis.quality.offsamples = 0  # as the small shadow: three times as fast in software
        light_robot(self._model)
        self._data = mujoco.MjData(self._model)
        self._renderer = mujoco.Renderer(self._model, height, width)

    def __enter__(self) -> "Camera":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Free the renderer."""
        self._renderer.close()

    def picture(self, qpos: np.ndarray) -> np.ndarray:
        """The robot in pose `qpos`, (7 + joints,), as (height, width, 3) uint8."""
        self._data.qpos[self._qpos] = qpos
        mujoco.mj_forward(self._model, self._data)
        self._renderer.update_scene(self._data, camera="track")
        return self._renderer.render()
