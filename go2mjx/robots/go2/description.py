"""The Unitree GO2."""

from pathlib import Path

from go2mjx.robots import unitree

GO2 = unitree.quadruped(
    name="GO2",
    mjcf=Path(__file__).with_name("go2.xml"),
    base="base",
    default_height=0.3235,
    min_height=0.18,
)
