"""The GO2's names, gains and limits, each number in this one place.

Joints run front-left, front-right, rear-left, rear-right; hip (abduction), thigh, calf within a leg.
Unitree's SDK runs front-right first; `SDK_ORDER` maps between the two.
"""

LEGS = ("FL", "FR", "RL", "RR")
JOINT_KINDS = ("hip", "thigh", "calf")
ACTUATOR_NAMES = tuple(f"{leg}_{kind}" for leg in LEGS for kind in JOINT_KINDS)
JOINT_NAMES = tuple(f"{name}_joint" for name in ACTUATOR_NAMES)
FOOT_NAMES = tuple(f"{leg}_foot" for leg in LEGS)
BASE_NAME = "base"
FLOOR_NAME = "floor"

PHYSICS_TIME_STEP = 0.004
"""Seconds of one physics step; stands as still as 0.002 with the gains below."""
CONTROL_TIME_STEP = 0.02
"""Seconds of one control step: 50 Hz, the rate of Unitree's RL examples."""

POSITION_GAIN = 35.0
"""Kp of the joint controllers (N m / rad), as in Playground's quadruped tasks."""
DERIVATIVE_GAIN = 0.5
"""Kd of the joint controllers (N m s / rad), as in Unitree's RL examples."""
JOINT_DAMPING = 0.1
"""Passive viscous friction (N m s / rad)."""
JOINT_FRICTION = 0.2
"""Passive Coulomb friction (N m), MuJoCo Menagerie unitree_go2."""
ARMATURE = 0.01
"""Reflected rotor inertia (kg m^2), MuJoCo Menagerie unitree_go2."""
TORQUE_LIMITS = {"hip": 23.7, "thigh": 23.7, "calf": 35.55}
"""N m, of the URDF that the guide's environment uses, which clips to them. MuJoCo Menagerie gives 45.43 for
the calf (the same motor behind another reduction); the smaller limit is the cautious one for a robot."""

DEFAULT_POSE = tuple(
    angle
    for leg in LEGS
    for angle in (0.1 if leg.endswith("L") else -0.1, 0.8 if leg.startswith("F") else 1.0, -1.5)
)
"""Joint angles at action zero (rad): the pose of Unitree's RL examples, stable at every usable gain."""
DEFAULT_HEIGHT = 0.3235
"""Base height (m) at which the feet of the default pose just touch the floor."""
MIN_BASE_HEIGHT = 0.18
"""Failure below this base height (m): nothing but the feet collides, a fallen robot would sink."""
MAX_TILT = 0.7853981633974483
"""Failure beyond this angle between base and world up (rad): 45 degrees."""

SDK_ORDER = (3, 4, 5, 0, 1, 2, 9, 10, 11, 6, 7, 8)
"""`sdk_vector = our_vector[SDK_ORDER]`, its own inverse; the SDK runs FR, FL, RR, RL."""
MIRROR_ORDER = (3, 4, 5, 0, 1, 2, 9, 10, 11, 6, 7, 8)
"""Left-right reflection of a joint vector swaps the legs of each pair ..."""
MIRROR_SIGN = (-1.0, 1.0, 1.0) * 4
"""... and turns the abduction joints the other way."""
