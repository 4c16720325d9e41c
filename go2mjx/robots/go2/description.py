"""The Unitree GO2."""

from pathlib import Path

from go2mjx.robots import unitree
from go2mjx.robots.description import Sphere

SHELL = (
    *(Sphere(f"{leg}_hip", (0.0, 0.09 if leg[1] == "L" else -0.09, 0.0), 0.046) for leg in unitree.LEGS),
    *(Sphere(f"{leg}_thigh", (0.0, 0.0, -0.213), 0.02) for leg in unitree.LEGS),  # knees
    Sphere("base", (0.285, 0.0, 0.03), 0.05),  # top of the head
    Sphere("base", (0.293, 0.0, -0.06), 0.047),  # chin
    Sphere("base", (-0.131, 0.02, 0.0), 0.057),  # rear of the trunk, above and below
    Sphere("base", (-0.131, -0.02, 0.0), 0.057),
)
"""The outermost of what its MJCF lets collide: between them the robot touches the ground with little else."""

GO2 = unitree.quadruped(
    name="GO2",
    mjcf=Path(__file__).with_name("go2.xml"),
    base="base",
    default_height=0.3235,
    min_height=0.18,
    shell=SHELL,
)
