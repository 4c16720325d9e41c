"""The Unitree Go1."""

from pathlib import Path

from go2mjx.robots import unitree

GO1 = unitree.quadruped(
    name="GO1",
    mjcf=Path(__file__).with_name("go1.xml"),
    base="trunk",
    default_height=0.3248,
    min_height=0.18,
)
