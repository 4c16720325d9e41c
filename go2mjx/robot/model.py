"""Compiled MuJoCo models of the GO2 and the index tables that go with them.

One MJCF file holds the robot. The training model keeps the feet as its only shapes (4 contact pairs, 16
constraint rows); the full model keeps every shape and MuJoCo's ordinary solver, for validation in C
MuJoCo and for pictures.
"""

from dataclasses import dataclass
from importlib import resources

import mujoco
import numpy as np

from go2mjx.robot import constants


def _spec() -> mujoco.MjSpec:
    """The robot's specification with gains, limits and passive joint terms filled in."""
    spec = mujoco.MjSpec.from_string(resources.files("go2mjx.robot").joinpath("go2.xml").read_text())
    spec.option.timestep = constants.PHYSICS_TIME_STEP
    spec.add_key(
        name="home",
        qpos=[0, 0, constants.DEFAULT_HEIGHT, 1, 0, 0, 0, *constants.DEFAULT_POSE],
        ctrl=list(constants.DEFAULT_POSE),
    )
    return spec


def _set_joint_dynamics(model: mujoco.MjModel) -> None:
    """Write gains, torque limits and passive joint terms into a compiled model."""
    for name in constants.ACTUATOR_NAMES:
        actuator = model.actuator(name)
        actuator.gainprm[0] = constants.POSITION_GAIN
        actuator.biasprm[:3] = (0.0, -constants.POSITION_GAIN, -constants.DERIVATIVE_GAIN)
        limit = constants.TORQUE_LIMITS[name.split("_")[1]]
        actuator.forcerange[:] = (-limit, limit)
        actuator.forcelimited[:] = 1
    for name in constants.JOINT_NAMES:
        dof = model.joint(name).dofadr[0]
        model.dof_damping[dof] = constants.JOINT_DAMPING
        model.dof_frictionloss[dof] = constants.JOINT_FRICTION
        model.dof_armature[dof] = constants.ARMATURE


def training_model() -> mujoco.MjModel:
    """The model MJX steps: only the feet touch the floor, one Newton iteration per step.

    One iteration is stable only with implicit joint damping switched off (measured: with it the standing
    robot diverges within seconds, without it it matches 100 iterations to 0.1 mm).
    """
    spec = _spec()
    for geom in list(spec.geoms):
        if geom.name not in (*constants.FOOT_NAMES, constants.FLOOR_NAME):
            spec.delete(geom)
    spec.option.iterations = 1
    spec.option.ls_iterations = 5
    spec.option.disableflags |= mujoco.mjtDisableBit.mjDSBL_EULERDAMP | mujoco.mjtDisableBit.mjDSBL_SENSOR
    model = spec.compile()
    _set_joint_dynamics(model)
    return model


def full_collision_model() -> mujoco.MjModel:
    """The same robot with every shape colliding and MuJoCo's default solver settings."""
    model = _spec().compile()
    _set_joint_dynamics(model)
    return model


def describe_solvers() -> str:
    """The solver options of the two models, a line each."""
    lines = []
    for name, model in (("MJX", training_model()), ("C MuJoCo", full_collision_model())):
        option = model.opt
        disabled = [
            bit.name.removeprefix("mjDSBL_")
            for bit in mujoco.mjtDisableBit.__members__.values()
            if option.disableflags & bit.value
        ]
        lines.append(
            f"solver in {name}: {mujoco.mjtSolver(option.solver).name.removeprefix('mjSOL_')}, "
            f"iterations {option.iterations}, line search steps {option.ls_iterations}, "
            f"{mujoco.mjtCone(option.cone).name.removeprefix('mjCONE_')} cone, "
            f"{mujoco.mjtIntegrator(option.integrator).name.removeprefix('mjINT_')} integrator, "
            f"{option.timestep:g} s, disabled: {', '.join(disabled) or 'nothing'}"
        )
    return "\n".join(lines)


@dataclass(frozen=True)
class RobotIndices:
    """Addresses into a model's arrays, looked up by name; each array follows `constants` order."""

    joint_positions: np.ndarray  # (12,) into qpos
    joint_velocities: np.ndarray  # (12,) into qvel
    actuators: np.ndarray  # (12,) into ctrl
    foot_sites: np.ndarray  # (4,) into site_xpos
    foot_geoms: np.ndarray  # (4,) into geom_xpos
    base: int  # body id


def robot_indices(model: mujoco.MjModel) -> RobotIndices:
    """Look up the robot's addresses in `model`; a missing name raises KeyError."""
    joints = [model.joint(name) for name in constants.JOINT_NAMES]
    return RobotIndices(
        joint_positions=np.array([joint.qposadr[0] for joint in joints]),
        joint_velocities=np.array([joint.dofadr[0] for joint in joints]),
        actuators=np.array([model.actuator(name).id for name in constants.ACTUATOR_NAMES]),
        foot_sites=np.array([model.site(name).id for name in constants.FOOT_NAMES]),
        foot_geoms=np.array([model.geom(name).id for name in constants.FOOT_NAMES]),
        base=model.body(constants.BASE_NAME).id,
    )
