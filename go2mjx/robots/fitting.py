"""Whether a user's MJCF fits its description, and what of the description follows from the MJCF."""

from pathlib import Path
from typing import Any, NoReturn

import mujoco
import numpy as np

from go2mjx.process.errors import UsageError, suggestion

_SYMMETRY_TOLERANCE = 0.01
"""How far (m) the mirror image of a joint or foot may lie from its partner; an axis may turn by 8 degrees."""


class Fitting:
    """A user's compiled MJCF with the base at the origin and the joints in the default pose.

    Raises UsageError if the MJCF cannot be compiled or has no base, joint or foot of these names.
    """

    def __init__(
        self, mjcf: Path, base: str, joints: tuple[str, ...], feet: tuple[str, ...], pose: tuple[float, ...]
    ) -> None:
        self._mjcf, self._names, self._feet, self._pose = mjcf, joints, feet, np.array(pose)
        if not mjcf.is_file():
            raise UsageError(f"there is no file {mjcf}")
        try:
            self._model = mujoco.MjSpec.from_file(str(mjcf)).compile()
        except ValueError as error:
            raise UsageError(f"{mjcf}: MuJoCo cannot compile it: {error}") from error
        self._base = self._find("base", "body", base).id
        root = self._model.body_jntadr[self._base]
        if root < 0 or self._model.jnt_type[root] != mujoco.mjtJoint.mjJNT_FREE:
            self._refuse(f"base: body {base!r} has no free joint")
        self._joints = np.array([self._find("joints", "joint", name).id for name in joints])
        self._geoms = np.array([self._find("feet", "geom", name).id for name in feet])
        self._data = mujoco.MjData(self._model)
        self._data.qpos[self._model.jnt_qposadr[root] + np.arange(7)] = (0, 0, 0, 1, 0, 0, 0)
        self._data.qpos[self._model.jnt_qposadr[self._joints]] = self._pose
        mujoco.mj_kinematics(self._model, self._data)

    def check(self, imu: str, motors: bool) -> None:
        """Raise UsageError for what does not fit; `motors` says whether gains for torque motors are given."""
        model = self._model
        site = self._find("imu", "site", imu)
        if model.body_weldid[site.bodyid[0]] != self._base:
            self._refuse(f"imu: site {imu!r} does not sit on the base, {model.body(self._base).name!r}")
        for name, geom in zip(self._feet, self._geoms, strict=True):
            if model.geom_type[geom] != mujoco.mjtGeom.mjGEOM_SPHERE:
                self._refuse(f"feet: geom {name!r} is no sphere")
            if model.body_rootid[model.geom_bodyid[geom]] != self._base:
                self._refuse(f"feet: geom {name!r} does not hang on the base")
        self._check_joints()
        driving = {
            self._check_actuator(*joint, motors) for joint in zip(self._names, self._joints, strict=True)
        }
        for actuator in set(range(model.nu)) - driving:
            self._refuse(f"actuator {model.actuator(actuator).name!r} drives no joint of the description")

    def touching_height(self) -> float:
        """Base height (m) at which the lowest foot of the default pose just touches the floor."""
        return float(np.max(self._model.geom_size[self._geoms, 0] - self._data.geom_xpos[self._geoms, 2]))

    def foot_mirror(self) -> tuple[int, ...]:
        """The order of a foot vector's left-right reflection."""
        places = self._data.geom_xpos[self._geoms]
        return self._partners(self._feet, np.linalg.norm(_reflected(places)[:, None] - places, axis=-1))

    def joint_mirror(self) -> tuple[tuple[int, ...], tuple[float, ...]]:
        """Order and signs of a joint vector's left-right reflection.

        An axis is the axis of a turn: its mirror image keeps y and turns x and z.
        """
        places, axes = self._data.xanchor[self._joints], self._data.xaxis[self._joints]
        turned = -_reflected(axes) @ axes.T
        away = np.linalg.norm(_reflected(places)[:, None] - places, axis=-1)
        order = self._partners(self._names, away + 1.0 - np.abs(turned))
        sign = np.sign(turned[np.arange(len(order)), order])
        for joint in np.flatnonzero(np.abs(self._pose[list(order)] * sign - self._pose) > 1e-6):
            self._refuse(
                f"default_pose: {self._names[joint]!r} ({self._pose[joint]:g}) is not the mirror image of "
                f"{self._names[order[joint]]!r} ({self._pose[order[joint]]:g})"
            )
        return order, tuple(sign.tolist())

    def _partners(self, names: tuple[str, ...], distance: np.ndarray) -> tuple[int, ...]:
        """Whose place each mirror image takes; `distance` (images, names)."""
        nearest = distance.argmin(axis=1)
        for image, partner in enumerate(nearest):
            if distance[image, partner] > _SYMMETRY_TOLERANCE or nearest[partner] != image:
                self._refuse(
                    f"{names[image]!r} has no mirror image on the other side: the robot in its default_pose must be "
                    "symmetric"
                )
        return tuple(nearest.tolist())

    def _check_joints(self) -> None:
        model = self._model
        for joint in range(model.njnt):
            name, body = model.joint(joint).name, model.body(model.jnt_bodyid[joint])
            kind = mujoco.mjtJoint(model.jnt_type[joint]).name.removeprefix("mjJNT_").lower()
            if kind == "free" and body.id != self._base:
                self._refuse(f"body {body.name!r} moves on its own; the file holds one robot")
            if kind in ("slide", "ball"):
                self._refuse(
                    f"joint {name!r} of body {body.name!r} is a {kind} joint; only hinges are supported"
                )
            if kind == "hinge" and joint not in self._joints:
                self._refuse(f"joint {name!r} of body {body.name!r} is missing in joints")
        for name, joint, angle in zip(self._names, self._joints, self._pose, strict=True):
            if model.jnt_type[joint] != mujoco.mjtJoint.mjJNT_HINGE:
                self._refuse(f"joints: {name!r} is no hinge")
            if not model.jnt_limited[joint]:
                self._refuse(f"joint {name!r} has no range")
            low, high = model.jnt_range[joint]
            if not low <= angle <= high:
                self._refuse(
                    f"default_pose: {angle:g} is outside the range of {name!r}, {low:g} to {high:g} rad"
                )

    def _check_actuator(self, joint_name: str, joint: int, motors: bool) -> int:
        """Raise UsageError unless one position servo or torque motor drives `joint`; returns its number."""
        of_joints = self._model.actuator_trntype == mujoco.mjtTrn.mjTRN_JOINT
        actuators = np.flatnonzero(of_joints & (self._model.actuator_trnid[:, 0] == joint)).tolist()
        if not actuators:
            self._refuse(f"joint {joint_name!r} has no actuator")
        if len(actuators) > 1:
            self._refuse(f"joint {joint_name!r} has {len(actuators)} actuators, not one")
        actuator = self._model.actuator(actuators[0])
        name = actuator.name or f"of {joint_name}"
        motor = self._is_motor(name, actuator)
        if motor and not motors:
            self._refuse(
                f"actuator {name!r} is a torque motor: give position_gain (N m / rad) and derivative_gain "
                f"(N m s / rad) in {self._mjcf.with_suffix('.yaml').name}"
            )
        if motors and not motor:
            self._refuse(
                f"position_gain: actuator {name!r} is a position servo that has its own; leave the gains out"
            )
        limits = [
            (actuator.forcelimited[0], actuator.forcerange),
            (self._model.jnt_actfrclimited[joint], self._model.jnt_actfrcrange[joint]),
            (motor and actuator.ctrllimited[0], actuator.ctrlrange),
        ]
        ranges = [bounds for limited, bounds in limits if limited]
        if not ranges:
            self._refuse(f"actuator {name!r} has no limit of its torque: give it a forcerange")
        if any(low != -high for low, high in ranges):
            self._refuse(f"actuator {name!r} has a torque limit that differs between the two directions")
        return actuator.id

    def _is_motor(self, name: str, actuator: Any) -> bool:
        """Whether `actuator` is a torque motor; else it is a position servo, all others are refused."""
        gain, bias = actuator.gainprm, actuator.biasprm
        kinds = actuator.gaintype[0], actuator.dyntype[0], actuator.biastype[0]
        plain = mujoco.mjtGain.mjGAIN_FIXED, mujoco.mjtDyn.mjDYN_NONE
        if kinds == (*plain, mujoco.mjtBias.mjBIAS_NONE):
            return True
        servo = (0.0, -gain[0], 1.0) == (bias[0], bias[1], actuator.gear[0])
        if kinds != (*plain, mujoco.mjtBias.mjBIAS_AFFINE) or not servo:
            self._refuse(
                f"actuator {name!r} is neither a position servo (force = kp (target - angle) - kv speed, gear 1) "
                "nor a torque motor"
            )
        return False

    def _find(self, field: str, kind: str, name: str) -> Any:
        """The named element; a name that is missing is refused with the nearest that is there."""
        look_up = getattr(self._model, kind)
        try:
            return look_up(name)
        except KeyError:
            count = getattr(
                self._model, {"body": "nbody", "joint": "njnt", "geom": "ngeom", "site": "nsite"}[kind]
            )
            near = suggestion(name, [look_up(number).name for number in range(count)])
            self._refuse(f"{field}: there is no {kind} {name!r}{near}")

    def _refuse(self, why: str) -> NoReturn:
        raise UsageError(f"{self._mjcf}: {why}")


def _reflected(vectors: np.ndarray) -> np.ndarray:
    """Points (n, 3) on the other side of the plane between left and right."""
    return vectors * (1.0, -1.0, 1.0)
