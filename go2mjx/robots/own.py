"""A user's own robot: `PATH.xml`, and `PATH.yaml` that says which of its parts are what.

    name: REX                       # what runs and exported policies call it
    licence: Apache-2.0
    base: torso                     # the body with the free joint
    imu: imu                        # a site on the base
    joints: [FL_hip, FL_thigh, ...] # all hinges; every joint vector follows this order
    feet: [FL_foot, ...]            # sphere geoms, one a leg
    default_pose: [0.1, 0.8, ...]   # rad, in the order of joints
    min_height: 0.18                # m; with its base lower the robot has fallen
    # and, where the defaults do not fit:
    max_tilt: 0.785                 # rad
    physics_time_step: 0.004        # s
    sdk_order: [FR_hip, ...]        # the joints in the order of the robot's wire
    position_gain: 35               # of torque motors, N m / rad: a number, or one a joint
    derivative_gain: 0.5            # N m s / rad

Height and symmetry follow from the shape of the robot.
"""

import math
import re
from pathlib import Path
from typing import Any, NoReturn

import yaml

from go2mjx.process.errors import UsageError, suggestion
from go2mjx.process.unique_yaml import UniqueKeysLoader
from go2mjx.robots.description import Robot
from go2mjx.robots.fitting import Fitting

_REQUIRED = ("name", "licence", "base", "imu", "joints", "feet", "default_pose", "min_height")
_GAINS = ("position_gain", "derivative_gain")
_ALLOWED = (*_REQUIRED, "max_tilt", "physics_time_step", "sdk_order", *_GAINS)


def read(path: str) -> Robot:
    """The robot of `path`. Raises UsageError with the name of what is missing or does not fit."""
    mjcf = Path(path).resolve()
    fields = _Fields(mjcf.with_suffix(".yaml"))
    base, imu = fields.text("base"), fields.text("imu")
    joints, feet = fields.names("joints"), fields.names("feet")
    pose = fields.numbers("default_pose", len(joints))
    gains = {key: fields.numbers(key, len(joints), repeat=True) for key in _GAINS if key in fields.values}
    if len(gains) == 1:
        fields.refuse(*gains, "position_gain and derivative_gain are given together")
    sdk_order = fields.names("sdk_order") if "sdk_order" in fields.values else joints
    if sorted(sdk_order) != sorted(joints):
        fields.refuse("sdk_order", "it must hold each name of joints once")

    fitting = Fitting(mjcf, base, joints, feet, pose)
    fitting.check(imu, motors=bool(gains))
    joint_mirror, joint_mirror_sign = fitting.joint_mirror()
    return Robot(
        name=fields.text("name", r"[A-Za-z0-9_]+"),
        mjcf=mjcf,
        base=base,
        imu=imu,
        joints=joints,
        feet=feet,
        default_pose=pose,
        default_height=fitting.touching_height(),
        min_height=fields.positive("min_height"),
        max_tilt=fields.positive("max_tilt", Robot.max_tilt),
        joint_mirror=joint_mirror,
        joint_mirror_sign=joint_mirror_sign,
        foot_mirror=fitting.foot_mirror(),
        sdk_order=tuple(joints.index(name) for name in sdk_order),
        licence=fields.text("licence"),
        physics_time_step=_physics_time_step(fields),
        **gains,
    )


def _physics_time_step(fields: "_Fields") -> float:
    """That of the physics (s), of which a control step is a whole multiple."""
    physics, control = fields.positive("physics_time_step", Robot.physics_time_step), Robot.control_time_step
    if round(control / physics) < 1 or abs(control / physics - round(control / physics)) > 1e-6:
        fields.refuse("physics_time_step", f"the control step, {control:g} s, must be a whole multiple of it")
    return physics


class _Fields:
    """The YAML description, read field by field; each reader raises UsageError."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            values = yaml.load(path.read_text(encoding="utf-8"), Loader=UniqueKeysLoader)
        except FileNotFoundError:
            raise UsageError(
                f"{path.with_suffix('.xml')}: a robot needs a description beside it, {path.name}, with "
                f"{', '.join(_REQUIRED)}"
            ) from None
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise UsageError(f"{path}: not a readable YAML file: {error}") from error
        if not isinstance(values, dict):
            raise UsageError(f"{path}: it must be a mapping with {', '.join(_REQUIRED)}")
        for key in values:
            if key not in _ALLOWED:
                raise UsageError(
                    f"{path}: unknown key {key!r}{suggestion(str(key), _ALLOWED)}; allowed: {', '.join(_ALLOWED)}"
                )
        for key in _REQUIRED:
            if key not in values:
                raise UsageError(f"{path}: {key} is missing")
        self.values: dict[str, Any] = values

    def refuse(self, key: str, why: str) -> NoReturn:
        raise UsageError(f"{self._path}: {key}: {why} (it is {self.values.get(key)!r})")

    def text(self, key: str, pattern: str = r".+") -> str:
        value = self.values[key]
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            self.refuse(key, f"it must be a text like {pattern}" if pattern != r".+" else "it must be a text")
        return value

    def names(self, key: str) -> tuple[str, ...]:
        value = self.values[key]
        if not isinstance(value, list) or not value or not all(isinstance(name, str) for name in value):
            self.refuse(key, "it must be a list of names")
        for name in value:
            if value.count(name) > 1:
                self.refuse(key, f"{name!r} stands there twice")
        return tuple(value)

    def numbers(self, key: str, count: int, repeat: bool = False) -> tuple[float, ...]:
        """`count` finite numbers; with `repeat` none below zero, and one number stands for all."""
        value = self.values[key]
        values = [value] * count if repeat and _is_number(value) else value
        if not isinstance(values, list) or not all(map(_is_number, values)):
            self.refuse(key, f"it must be {count} numbers" + ", or one for all" * repeat)
        if len(values) != count:
            self.refuse(key, f"it has {len(values)} numbers, but there are {count} joints")
        if repeat and min(values) < 0:
            self.refuse(key, "it must not be negative")
        return tuple(map(float, values))

    def positive(self, key: str, default: float | None = None) -> float:
        value = self.values.get(key, default)
        if not _is_number(value) or value <= 0:
            self.refuse(key, "it must be a number above zero")
        return float(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
