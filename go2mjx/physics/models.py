"""A robot in its scene: the compiled MuJoCo models and the addresses and constants in them.

Every physical constant of the robot stands in its MJCF (or goes into the specification, never into a compiled model),
so that all that the compiler derives from it is right: `dof_invweight0`, for one, scales friction, limits and contacts.
The training model keeps the feet as its only shapes (4 contact pairs, 16 constraint rows for a quadruped), and where robots lie
the spheres of their `shell` too; the full model keeps every shape and MuJoCo's ordinary solver, for validation in C MuJoCo and for pictures.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import mujoco
import numpy as np

from go2mjx.physics.ground import FLAT, Flat, Ground, HeightField
from go2mjx.robots.description import Robot

FLOOR = "floor"
ALL_BITS = 2**31 - 1
LEAST_RELIEF, FOUNDATION = 1e-3, 0.5
"""A height field is given at least so much height (m), MuJoCo wants some, and this much below its lowest point."""


@dataclass(frozen=True)
class Indices:
    """Addresses into a model's arrays, looked up by name; joints, actuators and feet follow the robot's order."""

    base: int  # body
    imu: int  # site
    base_position: np.ndarray  # (7,) into qpos: position, then the quaternion w x y z
    base_velocity: np.ndarray  # (6,) into qvel: linear in the world, then angular in the base
    joint_positions: np.ndarray  # (joints,) into qpos
    joint_velocities: np.ndarray  # (joints,) into qvel and all arrays of degrees of freedom
    actuators: np.ndarray  # (joints,) into ctrl
    foot_geoms: np.ndarray  # (feet,)

    @property
    def qpos(self) -> np.ndarray:
        """Base, then joints in the robot's order, (7 + joints,) into the model's own qpos."""
        return np.concatenate([self.base_position, self.joint_positions])

    @property
    def qvel(self) -> np.ndarray:
        """Base, then joints in the robot's order, (6 + joints,) into the model's own qvel."""
        return np.concatenate([self.base_velocity, self.joint_velocities])


@dataclass(frozen=True)
class JointConstants:
    """What the compiled model says of each joint, in the robot's order; SI units, (joints,) unless noted."""

    position_gain: np.ndarray  # N m / rad
    derivative_gain: np.ndarray  # N m s / rad
    torque_limit: np.ndarray  # N m
    damping: np.ndarray  # N m s / rad
    friction: np.ndarray  # N m
    armature: np.ndarray  # kg m^2
    range: np.ndarray  # (joints, 2) rad


def training_model(robot: Robot, ground: Ground = FLAT, shell: bool = False) -> mujoco.MjModel:
    """The model that engines step: only the feet, and with a `shell` the robot's, touch the floor, one Newton iteration per step.

    One iteration is stable only with implicit joint damping switched off (measured: with it the standing robot
    diverges within seconds, without it it matches 100 iterations to 0.1 mm). Nobody reads sensors: the task takes
    its observation from the state.
    """
    spec = scene(robot, ground)
    _delete_geoms(spec, [geom for geom in spec.geoms if geom.name not in (*robot.feet, FLOOR)])
    for foot in robot.feet:  # which meet the floor and nothing else
        spec.geom(foot).contype, spec.geom(foot).conaffinity = 0, 1
    for sphere in robot.shell if shell else ():
        spec.body(sphere.body).add_geom(
            type=mujoco.mjtGeom.mjGEOM_SPHERE,
            pos=sphere.place,
            size=(sphere.radius, 0, 0),
            contype=0,
            conaffinity=1,
        )
    spec.discard_visual()
    spec.option.iterations = 1
    spec.option.ls_iterations = 5
    spec.option.disableflags |= mujoco.mjtDisableBit.mjDSBL_EULERDAMP | mujoco.mjtDisableBit.mjDSBL_SENSOR
    return spec.compile()


def full_collision_model(robot: Robot, ground: Ground = FLAT) -> mujoco.MjModel:
    """The same robot with every shape colliding and MuJoCo's default solver settings; a height field is as hard as the time step allows.

    As soft as the training's ground is, a foot that lands hard gets its centre below the surface, and MuJoCo's height
    field holds it there.
    """
    spec = scene(robot, ground)
    if not isinstance(ground, Flat):
        spec.geom(FLOOR).solref = (2 * robot.physics_time_step, 1.0)
    return spec.compile()


def scene(robot: Robot, ground: Ground = FLAT) -> mujoco.MjSpec:
    """The robot on our floor, which is `ground`, under our light, with its `home` keyframe.

    What else the robot's file has in the world (its own floor, lights, furniture), its options and its keyframes are
    left out; torque motors become position servos with the robot's gains.
    """
    spec = mujoco.MjSpec.from_file(str(robot.mjcf))
    alone = spec.compile()
    _empty_world(spec, robot)
    _adopt_inertias(spec)
    if robot.position_gain is not None:
        _motors_to_servos(spec, alone, robot)
    spec.option = mujoco.MjSpec().option
    spec.option.timestep = robot.physics_time_step
    _furnish(spec, robot, ground)
    return _with_home(spec, robot)


def indices(robot: Robot, model: mujoco.MjModel) -> Indices:
    """Look up the robot's addresses in `model`; a missing name raises KeyError."""
    joints = [model.joint(name) for name in robot.joints]
    base = model.body(robot.base)
    root = model.joint(base.jntadr[0])
    return Indices(
        base=base.id,
        imu=model.site(robot.imu).id,
        base_position=root.qposadr[0] + np.arange(7),
        base_velocity=root.dofadr[0] + np.arange(6),
        joint_positions=np.array([joint.qposadr[0] for joint in joints]),
        joint_velocities=np.array([joint.dofadr[0] for joint in joints]),
        actuators=np.array([_actuator_of(model, joint.id) for joint in joints]),
        foot_geoms=np.array([model.geom(name).id for name in robot.feet]),
    )


def joint_constants(robot: Robot, model: mujoco.MjModel | None = None) -> JointConstants:
    """Gains, limits and passive terms of the joints in `model`, by default the full-collision model."""
    model = full_collision_model(robot) if model is None else model
    where = indices(robot, model)
    joints = np.array([model.joint(name).id for name in robot.joints])
    servo = np.where(model.actuator_forcelimited, model.actuator_forcerange[:, 1], np.inf)[where.actuators]
    joint = np.where(model.jnt_actfrclimited, model.jnt_actfrcrange[:, 1], np.inf)[joints]
    return JointConstants(
        position_gain=model.actuator_gainprm[where.actuators, 0],
        derivative_gain=-model.actuator_biasprm[where.actuators, 2],
        torque_limit=np.minimum(servo, joint),
        damping=model.dof_damping[where.joint_velocities],
        friction=model.dof_frictionloss[where.joint_velocities],
        armature=model.dof_armature[where.joint_velocities],
        range=model.jnt_range[joints],
    )


def describe_solvers(robot: Robot) -> str:
    """The solver options of the two models, a line each."""
    lines = []
    for name, model in (("MJX", training_model(robot)), ("C MuJoCo", full_collision_model(robot))):
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


def _actuator_of(model: mujoco.MjModel, joint: int) -> int:
    """The actuator that drives `joint`."""
    driven = (model.actuator_trntype == mujoco.mjtTrn.mjTRN_JOINT) & (model.actuator_trnid[:, 0] == joint)
    return int(np.flatnonzero(driven)[0])


def _empty_world(spec: mujoco.MjSpec, robot: Robot) -> None:
    """Leave the base alone in the world of the robot's file."""
    _delete_geoms(spec, spec.worldbody.geoms)
    for body in list(spec.worldbody.bodies):
        if body.name != robot.base:
            _delete_geoms(spec, body.find_all("geom"))
            spec.delete(body)
    skies = [texture for texture in spec.textures if texture.type == mujoco.mjtTexture.mjTEXTURE_SKYBOX]
    for element in (*spec.worldbody.lights, *skies, *spec.keys):
        spec.delete(element)


def _delete_geoms(spec: mujoco.MjSpec, geoms: Iterable[mujoco.MjsGeom]) -> None:
    """Delete shapes, and with them the contact pairs and sensors that refer to them."""
    geoms = list(geoms)
    gone = {geom.name for geom in geoms} - {""}
    for geom in geoms:
        spec.delete(geom)
    for pair in list(spec.pairs):
        if gone & {pair.geomname1, pair.geomname2}:
            spec.delete(pair)
    for sensor in list(spec.sensors):
        objects = (sensor.objtype, sensor.objname), (sensor.reftype, sensor.refname)
        if any(kind == mujoco.mjtObj.mjOBJ_GEOM and name in gone for kind, name in objects):
            spec.delete(sensor)


def _adopt_inertias(spec: mujoco.MjSpec) -> None:
    """Write down the inertias that the compiler would infer from shapes, which the training model drops."""
    always = spec.compiler.inertiafromgeom == mujoco.mjtInertiaFromGeom.mjINERTIAFROMGEOM_TRUE
    spec.compiler.inertiafromgeom = mujoco.mjtInertiaFromGeom.mjINERTIAFROMGEOM_AUTO
    for body in spec.bodies[1:]:
        if always or not body.explicitinertial:
            body.explicitinertial = False
            spec.adopt_inertial(body)


def _motors_to_servos(spec: mujoco.MjSpec, alone: mujoco.MjModel, robot: Robot) -> None:
    """Make the torque motors position servos; what a motor can give becomes the limit of its force."""
    gains = zip(robot.joints, robot.position_gain, robot.derivative_gain, strict=True)
    for name, position_gain, derivative_gain in gains:
        joint = alone.joint(name)
        motor = alone.actuator(_actuator_of(alone, joint.id))
        strength = motor.gainprm[0] * motor.gear[0]
        limits = [
            value
            for limited, value in (
                (motor.ctrllimited[0], abs(strength) * motor.ctrlrange[1]),
                (motor.forcelimited[0], abs(motor.gear[0]) * motor.forcerange[1]),
            )
            if limited
        ]
        servo = spec.actuators[motor.id]
        servo.set_to_position(kp=position_gain, kv=derivative_gain)
        servo.gear = (1, 0, 0, 0, 0, 0)
        servo.ctrllimited, servo.ctrlrange = True, joint.range
        if limits:  # else the joint has its own
            servo.forcelimited, servo.forcerange = True, (-min(limits), min(limits))


def _furnish(spec: mujoco.MjSpec, robot: Robot, ground: Ground) -> None:
    """Add floor, light, sky and the camera that follows the robot.

    The floor meets the feet and every shape that meets anything; it alone decides on friction and softness of a
    contact.
    """
    for foot in map(spec.geom, robot.feet):
        if not foot.contype | foot.conaffinity:
            foot.conaffinity = 1
    sky = spec.add_texture(name="scene_sky", type=mujoco.mjtTexture.mjTEXTURE_SKYBOX, width=64, height=384)
    sky.builtin = mujoco.mjtBuiltin.mjBUILTIN_GRADIENT
    sky.rgb1, sky.rgb2 = (0.85, 0.9, 0.95), (0.55, 0.65, 0.75)
    grid = spec.add_texture(name="scene_grid", type=mujoco.mjtTexture.mjTEXTURE_2D, width=256, height=256)
    grid.builtin = mujoco.mjtBuiltin.mjBUILTIN_CHECKER
    grid.rgb1, grid.rgb2 = (0.32, 0.36, 0.4), (0.38, 0.42, 0.46)
    material = spec.add_material(name="scene_grid", texrepeat=(2, 2), texuniform=True)
    material.textures[mujoco.mjtTextureRole.mjTEXROLE_RGB] = "scene_grid"
    spec.worldbody.add_light(pos=(0, 0, 4), dir=(0, 0, -1), type=mujoco.mjtLightType.mjLIGHT_DIRECTIONAL)
    spec.worldbody.add_geom(
        name=FLOOR,
        **_shape(spec, ground),
        material="scene_grid",
        contype=ALL_BITS,
        conaffinity=ALL_BITS,
        priority=1 + max(geom.priority for geom in spec.geoms),
        condim=3,
        friction=(0.8, 0.02, 0.01),
        solimp=(0.9, 0.95, 0.023, 0.5, 2),
    )
    if spec.camera("track") is None:
        spec.body(robot.base).add_camera(
            name="track",
            mode=mujoco.mjtCamLight.mjCAMLIGHT_TRACKCOM,
            pos=(0.3, -1.7, 0.75),
            xyaxes=(0.98, 0.17, 0, -0.06, 0.34, 0.94),
        )


def _shape(spec: mujoco.MjSpec, ground: Ground) -> dict[str, Any]:
    """What a geom that is `ground` is made with."""
    if isinstance(ground, Flat):
        return {"type": mujoco.mjtGeom.mjGEOM_PLANE, "size": (0, 0, 0.5)}
    heights = np.asarray(ground.heights)
    (rows, columns), lowest = heights.shape, heights.min()
    radii = [ground.spacing * (count - 1) / 2 for count in (columns, rows)]
    spec.add_hfield(
        name=FLOOR,
        nrow=rows,
        ncol=columns,
        size=(*radii, max(np.ptp(heights), LEAST_RELIEF), FOUNDATION),
        userdata=(heights - lowest).ravel(),
    )
    return {"type": mujoco.mjtGeom.mjGEOM_HFIELD, "hfieldname": FLOOR, "pos": (0, 0, lowest)}


def ground_of(model: mujoco.MjModel) -> Ground:
    """What the robot of `model`, a compiled `scene`, stands on."""
    if not model.nhfield:
        return FLAT
    rows, columns = model.hfield_nrow[0], model.hfield_ncol[0]
    radius, _, top, _ = model.hfield_size[0]
    heights = model.geom(FLOOR).pos[2] + top * model.hfield_data.reshape(rows, columns)
    return HeightField(heights.astype(np.float32), 2 * radius / (columns - 1))


def _with_home(spec: mujoco.MjSpec, robot: Robot) -> mujoco.MjSpec:
    """Add the keyframe of the default pose."""
    model = spec.compile()
    where = indices(robot, model)
    qpos, ctrl = model.qpos0.copy(), np.zeros(model.nu)
    qpos[where.base_position] = (0, 0, robot.default_height, 1, 0, 0, 0)
    qpos[where.joint_positions] = ctrl[where.actuators] = robot.default_pose
    spec.add_key(name="home", qpos=qpos, ctrl=ctrl)
    return spec
