"""The GO2 model: names, masses, limits, contacts, standing, and its left-right symmetry (in C MuJoCo)."""

from pathlib import Path

import mujoco
import numpy as np
import pytest
from go2mjx.robot import constants
from go2mjx.robot.model import describe_solvers, full_collision_model, robot_indices, training_model

MODELS = {"training": training_model, "full": full_collision_model}


@pytest.fixture(scope="module")
def models():
    return {name: build() for name, build in MODELS.items()}


@pytest.fixture(params=MODELS)
def model(request, models):
    return models[request.param]


def at_home(model):
    data = mujoco.MjData(model)
    mujoco.mj_resetDataKeyframe(model, data, model.key("home").id)
    mujoco.mj_forward(model, data)
    return data


def run(model, data, seconds):
    for _ in range(round(seconds / model.opt.timestep)):
        mujoco.mj_step(model, data)


def up(data):
    """Vertical part of the base's up vector."""
    return data.body(constants.BASE_NAME).xmat.reshape(3, 3)[2, 2]


def test_legs_run_front_left_front_right_rear_left_rear_right(model):
    """Catalogue ENV-01: joints, actuators and the named constants share one order."""
    joints = [
        model.joint(i).name for i in range(model.njnt) if model.jnt_type[i] == mujoco.mjtJoint.mjJNT_HINGE
    ]
    driven = [model.joint(i).name for i in model.actuator_trnid[:, 0]]
    assert tuple(joints) == tuple(driven) == constants.JOINT_NAMES
    assert [name[:2] for name in joints[::3]] == ["FL", "FR", "RL", "RR"]
    assert [name[3:] for name in joints[:3]] == ["hip_joint", "thigh_joint", "calf_joint"]


def test_indices_address_what_their_names_say(model):
    indices = robot_indices(model)
    np.testing.assert_array_equal(indices.joint_positions, np.arange(7, 19))
    np.testing.assert_array_equal(indices.joint_velocities, np.arange(6, 18))
    np.testing.assert_array_equal(indices.actuators, np.arange(12))
    for leg, site, geom in zip(constants.LEGS, indices.foot_sites, indices.foot_geoms, strict=True):
        assert model.site(site).name == model.geom(geom).name == f"{leg}_foot"
        np.testing.assert_array_equal(model.site_pos[site], model.geom_pos[geom])
    assert model.body(indices.base).name == "base"


def test_left_legs_are_on_the_left_and_front_legs_in_front(model):
    data = at_home(model)
    feet = data.site_xpos[robot_indices(model).foot_sites]
    np.testing.assert_array_equal(np.sign(feet[:, 0]), [1, 1, -1, -1])
    np.testing.assert_array_equal(np.sign(feet[:, 1]), [1, -1, 1, -1])


def test_masses_are_those_of_the_robot(model):
    assert model.body_subtreemass[model.body("base").id] == pytest.approx(15.206, abs=1e-3)
    assert model.body("base").mass[0] == pytest.approx(6.921)
    for leg in constants.LEGS:
        masses = [model.body(f"{leg}_{part}").mass[0] for part in constants.JOINT_KINDS]
        assert masses == pytest.approx([0.678, 1.152, 0.241352])


def test_joint_ranges_differ_between_front_and_rear_thighs(model):
    ranges = {
        "hip": (-1.0472, 1.0472),
        "front_thigh": (-1.5708, 3.4907),
        "rear_thigh": (-0.5236, 4.5379),
        "calf": (-2.7227, -0.83776),
    }
    for name in constants.ACTUATOR_NAMES:
        leg, kind = name.split("_")
        key = {"F": "front_thigh", "R": "rear_thigh"}[leg[0]] if kind == "thigh" else kind
        assert model.joint(f"{name}_joint").range == pytest.approx(ranges[key])
        assert model.actuator(name).ctrlrange == pytest.approx(ranges[key])


def test_torque_saturates_at_each_joints_own_limit(model):
    """Catalogue ENV-12: hip and thigh 23.7 N m, calf 35.55 N m."""
    assert constants.TORQUE_LIMITS == {"hip": 23.7, "thigh": 23.7, "calf": 35.55}
    low, high = model.actuator_ctrlrange.T
    for target, opposite, sign in ((high, low, 1.0), (low, high, -1.0)):
        data = at_home(model)
        data.qpos[2] = 1.0
        data.qpos[7:] = opposite
        data.qvel[6:] = -20.0 * sign  # calves alone move too little for 35.55 N m: the speed adds Kd
        data.ctrl[:] = target
        mujoco.mj_forward(model, data)
        limits = [constants.TORQUE_LIMITS[name.split("_")[1]] for name in constants.ACTUATOR_NAMES]
        np.testing.assert_allclose(data.actuator_force, sign * np.array(limits), rtol=1e-6)


def test_the_calf_limit_is_a_deviation_that_the_documents_state():
    """Catalogue ENV-12; what the exported file says: test_export.py"""
    text = (Path(__file__).parents[1] / "docs" / "environment.md").read_text().split("## Torque limits")[1]
    assert "35.55 N m" in text and "45.43 N m" in text


def test_the_solvers_of_both_models_are_told():
    """Catalogue ENV-11"""
    training, full = describe_solvers().splitlines()
    assert "MJX: NEWTON, iterations 1, line search steps 5, " in training and "EULERDAMP" in training
    assert "C MuJoCo: NEWTON, iterations 100, " in full and "disabled: nothing" in full


def test_small_errors_meet_the_stated_gains(model):
    data = at_home(model)
    data.ctrl[:] = data.qpos[7:] + 0.1
    data.qvel[6:] = 0.5
    mujoco.mj_forward(model, data)
    force = 0.1 * constants.POSITION_GAIN - 0.5 * constants.DERIVATIVE_GAIN
    np.testing.assert_allclose(data.actuator_force, force, rtol=1e-6)


def test_only_the_feet_of_the_training_model_collide(models):
    """Catalogue ENV-04: four possible contact pairs, 16 constraint rows when all feet stand, no mesh."""
    model = models["training"]
    data = at_home(model)
    data.qpos[2] -= 0.015
    mujoco.mj_forward(model, data)
    feet = set(constants.FOOT_NAMES)
    assert {model.geom(geom).name for geom in data.contact.geom.ravel()} == feet | {"floor"}
    assert data.ncon == 4
    contact_rows = np.isin(
        data.efc_type,
        [mujoco.mjtConstraint.mjCNSTR_CONTACT_PYRAMIDAL, mujoco.mjtConstraint.mjCNSTR_CONTACT_ELLIPTIC],
    )
    assert contact_rows.sum() == 16
    assert model.ngeom == 5 and model.nmesh == 0


def test_mjx_allocates_four_contacts(models):
    """Catalogue ENV-04"""
    from mujoco import mjx

    data = mjx.make_data(models["training"], impl="jax")
    assert data._impl.contact.dist.shape == (4,)


def test_lowest_feet_just_touch_the_floor_at_the_default_height(model):
    data = at_home(model)
    bottoms = data.geom_xpos[robot_indices(model).foot_geoms, 2] - 0.022
    assert abs(bottoms.min()) < 1e-3
    assert data.qpos[2] == constants.DEFAULT_HEIGHT


def test_standing_robot_stands_still(model):
    """Catalogue ENV-02: four seconds of the default pose; the last one without jitter, drift or lost feet."""
    data = at_home(model)
    run(model, data, 3.0)
    heights, positions, contacts, ups = [], [], [], []
    for _ in range(50):
        run(model, data, constants.CONTROL_TIME_STEP)
        heights.append(data.qpos[2])
        positions.append(data.qpos[:2].copy())
        contacts.append(data.ncon)
        ups.append(up(data))
    assert np.std(heights) < 0.003
    assert 0.27 < np.mean(heights) < constants.DEFAULT_HEIGHT
    assert np.linalg.norm(positions[-1] - positions[0]) < 0.02
    assert min(ups) > 0.98
    assert np.mean(np.array(contacts) >= 4) >= 0.95


def test_robot_on_its_back_rests_on_its_trunk(models):
    """The full model holds a fallen robot; the training model, whose trunk is no shape, lets it sink."""
    heights = {}
    for name, model in models.items():
        data = at_home(model)
        data.qpos[2:7] = [0.25, 0, 1, 0, 0]
        run(model, data, 3.0)
        heights[name] = data.qpos[2]
    assert 0.03 < heights["full"] < 0.25
    assert heights["training"] < 0.0


def test_sdk_order_is_its_own_inverse_and_swaps_left_and_right():
    names = np.array(constants.JOINT_NAMES)
    order = list(constants.SDK_ORDER)
    assert [name[:2] for name in names[order][::3]] == ["FR", "FL", "RR", "RL"]
    np.testing.assert_array_equal(names[order][order], names)


def mirrored(qpos, qvel, ctrl):
    """The left-right reflection of a state of the robot."""
    order, sign = list(constants.MIRROR_ORDER), np.array(constants.MIRROR_SIGN)
    position = np.concatenate([qpos[:7] * [1, -1, 1, 1, -1, 1, -1], qpos[7:][order] * sign])
    velocity = np.concatenate([qvel[:6] * [1, -1, 1, -1, 1, -1], qvel[6:][order] * sign])
    return position, velocity, ctrl[order] * sign


def test_mirrored_robot_moves_as_the_mirror_image(model):
    """Only the base's inertia is not quite symmetric, hence the tolerances."""
    random = np.random.default_rng(0)
    for _ in range(5):
        start = at_home(model)
        start.qpos[2] += 0.02
        start.qpos[7:] += random.uniform(-0.2, 0.2, 12)
        start.qvel[:] = random.uniform(-0.5, 0.5, 18)
        start.ctrl[:] += random.uniform(-0.4, 0.4, 12)
        image = mujoco.MjData(model)
        image.qpos[:], image.qvel[:], image.ctrl[:] = mirrored(start.qpos, start.qvel, start.ctrl)
        run(model, start, constants.CONTROL_TIME_STEP)
        run(model, image, constants.CONTROL_TIME_STEP)
        position, velocity, _ = mirrored(start.qpos, start.qvel, start.ctrl)
        np.testing.assert_allclose(image.qpos, position, atol=2e-4)
        np.testing.assert_allclose(image.qvel, velocity, atol=2e-2)


def test_default_pose_is_its_own_mirror_image():
    order, sign = list(constants.MIRROR_ORDER), np.array(constants.MIRROR_SIGN)
    np.testing.assert_array_equal(np.array(constants.DEFAULT_POSE)[order] * sign, constants.DEFAULT_POSE)
