"""From a robot's order of joints, in which the product counts, to the order of its MuJoCo model."""

import numpy as np

from go2mjx.robots.description import Robot


def in_model_order(vectors: np.ndarray, places: np.ndarray) -> np.ndarray:
    """`vectors`, (..., n) in the robot's order, in double precision where `places`, (n,) of its `Indices`, say."""
    return np.asarray(vectors, np.float64)[..., np.argsort(places)]


def physics_steps(robot: Robot) -> int:
    """Physics steps of one control step."""
    return round(robot.control_time_step / robot.physics_time_step)
