"""The robots in their scene, in C MuJoCo: derived constants, contacts, standing, symmetry, and files in any order."""

import copy
import dataclasses
from pathlib import Path

import mujoco
import numpy as np
import pytest
from mujoco import mjx

from go2mjx import robots
from go2mjx.physics.models import (
    describe_solvers,
    full_collision_model,
    indices,
    joint_constants,
    scene,
    training_model,
)
from tests import robot_files
from tests.robot_files import GO2

BUILD = {"training": training_model, "full": full_collision_model}
MODELS = {(name, kind): BUILD[kind](robots.load(name)) for name in robots.NAMES for kind in BUILD}
DERIVED = (
    "dof_invweight0",
    "body_invweight0",
    "dof_M0",
    "actuator_acc0",
    "actuator_length0",
    "body_subtreemass",
)
"""What the compiler computes from masses, armature and shape."""
PASSIVE = ("dof_armature", "dof_damping", "dof_frictionloss")


@pytest.fixture(params=robots.NAMES)
def robot(request):
    return robots.load(request.param)


@pytest.fixture(params=BUILD)
def kind(request):
    return request.param


@pytest.fixture
def model(robot, kind):
    return MODELS[robot.name, kind]


def at_home(model):
    data = mujoco.MjData(model)
    mujoco.mj_resetDataKeyframe(model, data, model.key("home").id)
    mujoco.mj_forward(model, data)
    return data


def run(model, data, seconds):
    for _ in range(round(seconds / model.opt.timestep)):
        mujoco.mj_step(model, data)


def trot(robot, model, seconds=1.0):
    """An open-loop trot; base positions and joint angles (steps, 3 and joints) in the robot's order."""
    where, data = indices(robot, model), at_home(model)
    diagonal = np.array([1.0, -1.0, -1.0, 1.0])
    trace = []
    for _ in range(round(seconds / model.opt.timestep)):
        phase = 4 * np.pi * data.time
        target = np.array(robot.default_pose).reshape(4, 3)
        target[:, 1] += 0.25 * diagonal * np.sin(phase)
        target[:, 2] -= 0.35 * np.maximum(0.0, diagonal * np.cos(phase))
        data.ctrl[where.actuators] = target.ravel()
        mujoco.mj_step(model, data)
        trace.append(data.qpos[[*where.base_position[:3], *where.joint_positions]])
    return np.array(trace)


def go2_trot(own, kind):
    """The trot of our GO2 from the height that follows from the shape of `own`, 3 um above what stands written."""
    go2 = dataclasses.replace(GO2, default_height=own.default_height)
    return trot(go2, BUILD[kind](go2))


def test_the_compiler_derived_all_constants(model):
    """What the model holds is what MuJoCo derives anew from its masses, armature and shape.

    `dof_invweight0`, which depends on armature, scales the softness of friction, limits and contacts.
    """
    anew = copy.copy(model)
    mujoco.mj_setConst(anew, mujoco.MjData(anew))
    for name in DERIVED:
        np.testing.assert_allclose(getattr(model, name), getattr(anew, name), rtol=1e-6, err_msg=name)
    assert model.stat.meaninertia == pytest.approx(anew.stat.meaninertia, rel=1e-6)


def test_the_model_equals_one_compiled_from_its_xml_alone(robot):
    """Nothing is written into a compiled model: all of it stands in the specification."""
    alone = mujoco.MjModel.from_xml_string(scene(robot).to_xml())
    for name in (*DERIVED, *PASSIVE, "actuator_gainprm", "actuator_biasprm", "actuator_forcerange"):
        value = getattr(MODELS[robot.name, "full"], name)
        np.testing.assert_allclose(value, getattr(alone, name), rtol=1e-4, atol=1e-9, err_msg=name)


def test_dry_friction_holds_a_joint(robot, model):
    """Friction is stiff: a push of 0.15 N m, less than a calf's dry friction, turns it by hardly anything."""
    model = copy.copy(model)
    model.opt.gravity[:] = 0
    model.actuator_gainprm[:], model.actuator_biasprm[:] = 0, 0
    where, data = indices(robot, model), at_home(model)
    data.qpos[where.base_position[2]] = 2.0
    calf = where.joint_velocities[2]
    data.qfrc_applied[calf] = 0.15
    run(model, data, 1.0)
    assert 0 < data.qvel[calf] < 0.03


def test_indices_address_what_their_names_say(robot, model):
    where = indices(robot, model)
    joints = [model.joint(int(np.flatnonzero(model.jnt_qposadr == at)[0])) for at in where.joint_positions]
    assert [joint.name for joint in joints] == list(robot.joints)
    assert [joint.dofadr[0] for joint in joints] == list(where.joint_velocities)
    assert [model.joint(model.actuator_trnid[at, 0]).name for at in where.actuators] == list(robot.joints)
    assert [model.geom(at).name for at in where.foot_geoms] == list(robot.feet)
    assert (model.body(where.base).name, model.site(where.imu).name) == (robot.base, robot.imu)
    np.testing.assert_array_equal(where.base_position, np.arange(7))
    np.testing.assert_array_equal(where.base_velocity, np.arange(6))


def test_left_legs_are_on_the_left_and_front_legs_in_front(robot, model):
    feet = at_home(model).geom_xpos[indices(robot, model).foot_geoms]
    np.testing.assert_array_equal(np.sign(feet[:, 0]), [1, 1, -1, -1])
    np.testing.assert_array_equal(np.sign(feet[:, 1]), [1, -1, 1, -1])


def test_torque_saturates_at_each_joints_own_limit(robot, model):
    """Catalogue ENV-12: hip and thigh 23.7 N m, calf 35.55 N m."""
    limits = joint_constants(robot, model).torque_limit
    np.testing.assert_array_equal(limits, [23.7, 23.7, 35.55] * 4)
    where = indices(robot, model)
    low, high = model.actuator_ctrlrange[where.actuators].T
    for target, opposite, sign in ((high, low, 1.0), (low, high, -1.0)):
        data = at_home(model)
        data.qpos[where.base_position[2]] = 1.0
        data.qpos[where.joint_positions] = opposite
        data.qvel[where.joint_velocities] = -20.0 * sign  # calves move too little: the speed adds kv
        data.ctrl[where.actuators] = target
        mujoco.mj_forward(model, data)
        np.testing.assert_allclose(data.actuator_force[where.actuators], sign * limits, rtol=1e-6)


def test_small_errors_meet_the_stated_gains(robot, model):
    constants, where, data = joint_constants(robot, model), indices(robot, model), at_home(model)
    np.testing.assert_array_equal(constants.position_gain, [35.0] * 12)
    np.testing.assert_array_equal(constants.derivative_gain, [0.5] * 12)
    data.ctrl[where.actuators] = data.qpos[where.joint_positions] + 0.1
    data.qvel[where.joint_velocities] = 0.5
    mujoco.mj_forward(model, data)
    force = 0.1 * constants.position_gain - 0.5 * constants.derivative_gain
    np.testing.assert_allclose(data.actuator_force[where.actuators], force, rtol=1e-6)


def test_passive_terms_are_those_of_the_files():
    go2, go1 = (joint_constants(robots.load(name)) for name in ("GO2", "GO1"))
    for values, expected in ((go2.damping, 0.1), (go2.friction, 0.2), (go2.armature, 0.01)):
        np.testing.assert_array_equal(values, [expected] * 12)
    np.testing.assert_array_equal(go1.friction, [0.3, 0.3, 1.0] * 4)
    for values, expected in ((go1.damping, 0.01), (go1.armature, 0.005)):
        np.testing.assert_array_equal(values, [expected] * 12)


def test_the_solvers_of_both_models_are_told(robot):
    """Catalogue ENV-11"""
    training, full = describe_solvers(robot).splitlines()
    assert "MJX: NEWTON, iterations 1, line search steps 5, " in training and "EULERDAMP" in training
    assert "C MuJoCo: NEWTON, iterations 100, " in full and "disabled: nothing" in full


def test_only_the_feet_of_the_training_model_collide(robot):
    """Catalogue ENV-04: four possible contact pairs, 16 constraint rows when all feet stand, no mesh."""
    model = MODELS[robot.name, "training"]
    data = at_home(model)
    data.qpos[2] -= 0.015
    mujoco.mj_forward(model, data)
    assert {model.geom(geom).name for geom in data.contact.geom.ravel()} == {*robot.feet, "floor"}
    assert data.ncon == 4
    contact_rows = np.isin(
        data.efc_type,
        [mujoco.mjtConstraint.mjCNSTR_CONTACT_PYRAMIDAL, mujoco.mjtConstraint.mjCNSTR_CONTACT_ELLIPTIC],
    )
    assert contact_rows.sum() == 16
    assert model.ngeom == 5 and model.nmesh == 0
    np.testing.assert_allclose(data.contact.friction[:, 0], 0.8)


def test_mjx_allocates_four_contacts(robot):
    """Catalogue ENV-04"""
    data = mjx.make_data(MODELS[robot.name, "training"], impl="jax")
    assert data._impl.contact.dist.shape == (4,)


def test_the_calf_limit_is_a_deviation_that_the_documents_state():
    """Catalogue ENV-12; what the exported file says: test_export.py"""
    text = (Path(__file__).parents[1] / "docs" / "environment.md").read_text().split("## Torque limits")[1]
    assert "35.55 N m" in text and "45.43 N m" in text


def test_lowest_feet_just_touch_the_floor_at_the_default_height(robot, model):
    data, geoms = at_home(model), indices(robot, model).foot_geoms
    assert abs((data.geom_xpos[geoms, 2] - model.geom_size[geoms, 0]).min()) < 5e-4
    assert data.qpos[2] == robot.default_height


def test_standing_robot_stands_still(robot, model):
    """Catalogue ENV-02: four seconds of the default pose; the last one without jitter, drift or lost feet."""
    data = at_home(model)
    run(model, data, 3.0)
    heights, positions, contacts, ups = [], [], [], []
    for _ in range(50):
        run(model, data, robot.control_time_step)
        heights.append(data.qpos[2])
        positions.append(data.qpos[:2].copy())
        contacts.append(data.ncon)
        ups.append(data.body(robot.base).xmat.reshape(3, 3)[2, 2])
    assert np.std(heights) < 0.003
    assert 0.27 < np.mean(heights) < robot.default_height
    assert np.linalg.norm(positions[-1] - positions[0]) < 0.02
    assert min(ups) > 0.98
    assert np.mean(np.array(contacts) >= 4) >= 0.95


def test_robot_on_its_back_rests_on_its_trunk(robot):
    """The full model holds a fallen robot; the training model, whose trunk is no shape, lets it sink."""
    heights = {}
    for kind in BUILD:
        model = MODELS[robot.name, kind]
        data = at_home(model)
        data.qpos[2:7] = [0.25, 0, 1, 0, 0]
        run(model, data, 3.0)
        heights[kind] = data.qpos[2]
    assert 0.03 < heights["full"] < 0.25
    assert heights["training"] < 0.0


def test_mirrored_robot_moves_as_the_mirror_image(robot, model):
    """The inertias, the GO1's above all, are not quite symmetric, hence the tolerances."""
    order, sign = list(robot.joint_mirror), np.array(robot.joint_mirror_sign)
    random = np.random.default_rng(0)
    for _ in range(5):
        start, image = at_home(model), mujoco.MjData(model)
        start.qpos[2] += 0.02
        start.qpos[7:] += random.uniform(-0.2, 0.2, 12)
        start.qvel[:] = random.uniform(-0.5, 0.5, 18)
        start.ctrl[:] += random.uniform(-0.4, 0.4, 12)
        image.qpos[:], image.qvel[:] = mirrored(robot, start)
        image.ctrl[:] = start.ctrl[order] * sign
        run(model, start, robot.control_time_step)
        run(model, image, robot.control_time_step)
        position, velocity = mirrored(robot, start)
        np.testing.assert_allclose(image.qpos, position, atol=2e-3)
        np.testing.assert_allclose(image.qvel, velocity, atol=0.1)


def mirrored(robot, data):
    """The left-right reflection of a state, as qpos and qvel."""
    order, sign = list(robot.joint_mirror), np.array(robot.joint_mirror_sign)
    position = np.concatenate([data.qpos[:7] * [1, -1, 1, 1, -1, 1, -1], data.qpos[7:][order] * sign])
    return position, np.concatenate([data.qvel[:6] * [1, -1, 1, -1, 1, -1], data.qvel[6:][order] * sign])


def test_a_file_in_another_order_moves_the_same_by_joint_name(kind, tmp_path):
    """Legs, actuators and parts of bodies turned round in the file: the same motion, base and joints."""
    own = robots.load(robot_files.write(tmp_path, robot_files.in_another_order))
    model = BUILD[kind](own)
    assert [model.joint(joint).name for joint in range(1, 4)] == [
        "RR_hip_joint",
        "RR_thigh_joint",
        "RR_calf_joint",
    ]
    np.testing.assert_array_equal(indices(own, model).actuators, np.arange(12)[::-1])
    np.testing.assert_allclose(trot(own, model), go2_trot(own, kind), atol=1e-6)


def test_a_description_in_another_order_is_the_order_of_the_joint_vectors(tmp_path):
    by_kind = [name for kind in ("hip", "thigh", "calf") for name in GO2.joints if kind in name]
    pose = [GO2.default_pose[GO2.joints.index(name)] for name in by_kind]
    own = robots.load(robot_files.write(tmp_path, joints=by_kind, default_pose=pose))
    np.testing.assert_array_equal(joint_constants(own).torque_limit, [23.7] * 8 + [35.55] * 4)
    home = at_home(training_model(own))
    np.testing.assert_allclose(home.qpos, at_home(MODELS["GO2", "training"]).qpos, atol=1e-5)
    names = np.array(by_kind)
    assert [name[:2] for name in names[list(own.joint_mirror)][:4]] == ["FR", "FL", "RR", "RL"]
    assert own.joint_mirror_sign == (-1.0,) * 4 + (1.0,) * 8


def test_torque_motors_with_gains_are_position_servos(kind, tmp_path):
    """Like MuJoCo Menagerie's unitree_go2: the motors' range of control is the limit of the servos' torque."""
    path = robot_files.write(tmp_path, robot_files.with_motors, position_gain=35, derivative_gain=0.5)
    own = robots.load(path)
    np.testing.assert_allclose(trot(own, BUILD[kind](own)), go2_trot(own, kind), atol=1e-6)
    constants, ours = joint_constants(own), joint_constants(GO2)
    for field in dataclasses.fields(constants):
        np.testing.assert_array_equal(
            getattr(constants, field.name), getattr(ours, field.name), err_msg=field.name
        )


def test_gears_of_motors_scale_their_strength(tmp_path):
    def geared(mjcf):
        robot_files.with_motors(mjcf)
        motor = robot_files.element(mjcf, "motor", "FL_hip")
        motor.attrib.update(gear="20", ctrlrange="-1 1", forcerange="-0.5 0.5")

    own = robots.load(robot_files.write(tmp_path, geared, position_gain=[35.0] * 12, derivative_gain=0.5))
    constants = joint_constants(own)
    assert constants.torque_limit[0] == 10.0 and constants.torque_limit[3] == 23.7
    assert constants.position_gain[0] == 35.0


def test_the_world_of_a_users_file_makes_room_for_ours(kind, tmp_path):
    """Floor, furniture, options and keyframes of the file's own; our floor decides on every contact."""
    own = robots.load(robot_files.write(tmp_path, robot_files.in_a_room))
    model = BUILD[kind](own)
    assert [model.geom(geom).name for geom in np.flatnonzero(model.geom_bodyid == 0)] == ["floor"]
    np.testing.assert_allclose(trot(own, model), go2_trot(own, kind), atol=1e-6)


def test_inertias_that_follow_from_shapes_stay_when_the_shapes_go(tmp_path):
    """The training model keeps feet only, and the masses of the whole robot."""

    def without_inertials(mjcf):
        for body in mjcf.iter("body"):
            body.remove(body.find("inertial"))

    own = robots.load(robot_files.write(tmp_path, without_inertials))
    whole = mujoco.MjModel.from_xml_path(str(own.mjcf))
    model = training_model(own)
    assert model.ngeom == 5
    np.testing.assert_allclose(model.body_mass, whole.body_mass, rtol=1e-6)
    np.testing.assert_allclose(model.body_inertia, whole.body_inertia, rtol=1e-6)
    np.testing.assert_allclose(model.dof_M0, full_collision_model(own).dof_M0, rtol=1e-6)


def test_shapes_that_collide_in_the_users_file_collide_on_our_floor(tmp_path):
    """Whatever bits the file uses to meet its own floor."""

    def bits(mjcf):
        for default in mjcf.find("default").iter("default"):
            for geom in default.findall("geom[@contype]"):
                geom.attrib.update(contype="4", conaffinity="0")

    own = robots.load(robot_files.write(tmp_path, bits))
    model = full_collision_model(own)
    data = at_home(model)
    data.qpos[2:7] = [0.25, 0, 1, 0, 0]
    run(model, data, 3.0)
    assert 0.03 < data.qpos[2] < 0.25
