"""What Unitree's quadrupeds share: names, orders (ours and the SDK's), symmetry and the pose they start from."""

from typing import Any

from go2mjx.robots.description import Robot

LEGS = ("FL", "FR", "RL", "RR")
SWAPPED = (3, 4, 5, 0, 1, 2, 9, 10, 11, 6, 7, 8)
"""The joints with the legs of each pair exchanged: Unitree's SDK runs FR, FL, RR, RL, and so does a mirror image."""


def quadruped(**particulars: Any) -> Robot:
    """The `Robot` of Unitree's names and orders; `particulars` are the fields that are left."""
    return Robot(
        imu="imu",
        joints=tuple(f"{leg}_{kind}_joint" for leg in LEGS for kind in ("hip", "thigh", "calf")),
        feet=tuple(f"{leg}_foot" for leg in LEGS),
        # of Unitree's RL examples
        default_pose=(0.1, 0.8, -1.5, -0.1, 0.8, -1.5, 0.1, 1.0, -1.5, -0.1, 1.0, -1.5),
        joint_mirror=SWAPPED,
        joint_mirror_sign=(-1.0, 1.0, 1.0) * 4,  # abduction turns the other way
        foot_mirror=(1, 0, 3, 2),
        sdk_order=SWAPPED,
        licence="BSD-3-Clause",
        **particulars,
    )
