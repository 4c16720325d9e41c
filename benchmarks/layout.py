"""Between a robot's order of joints, in which the product counts, and the order of its MuJoCo model."""

from dataclasses import dataclass

import mujoco
import numpy as np

from go2mjx.physics.models import indices
from go2mjx.robots.description import Robot


@dataclass(frozen=True)
class Layout:
    """Where in a model's vectors the numbers of a `Simulation` belong."""

    positions: np.ndarray  # into qpos, (7 + joints,)
    velocities: np.ndarray  # into qvel, (6 + joints,)
    targets: np.ndarray  # into ctrl, (joints,)

    @staticmethod
    def of(robot: Robot, model: mujoco.MjModel) -> "Layout":
        """That of `robot` in `model`, which holds nothing else that moves."""
        where = indices(robot, model)
        return Layout(
            positions=np.concatenate([where.base_position, where.joint_positions]),
            velocities=np.concatenate([where.base_velocity, where.joint_velocities]),
            targets=where.actuators,
        )


def in_model_order(vectors: np.ndarray, places: np.ndarray) -> np.ndarray:
    """`vectors`, (..., n) in the robot's order, in double precision and that of the model; `places` are a `Layout`'s."""
    return np.asarray(vectors, np.float64)[..., np.argsort(places)]


def physics_steps(robot: Robot) -> int:
    """Physics steps of one control step."""
    return round(robot.control_time_step / robot.physics_time_step)
