"""The robots' descriptions, and a user's own robot: what is read, what is refused and in which words."""

import dataclasses
import subprocess
import sys
from pathlib import Path

import mujoco
import numpy as np
import pytest
import yaml

from go2mjx import robots
from go2mjx.__main__ import main
from go2mjx.process.errors import UsageError
from tests import robot_files
from tests.robot_files import GO2, element, parsed

ROBOTS = {name: robots.load(name) for name in robots.NAMES}
TOTAL_MASS = {"GO2": 15.206, "GO1": 12.743}
"""kg, of MuJoCo Menagerie's and Playground's files."""
LINK_MASSES = {"GO2": (6.921, 0.678, 1.152, 0.241352), "GO1": (5.204, 0.68, 1.009, 0.195862)}
"""kg, of base, hip, thigh and calf."""
RANGES = {
    "GO2": {
        "hip": (-1.0472, 1.0472),
        "F_thigh": (-1.5708, 3.4907),
        "R_thigh": (-0.5236, 4.5379),
        "calf": (-2.7227, -0.83776),
    },
    "GO1": {
        "hip": (-0.863, 0.863),
        "F_thigh": (-0.686, 4.501),
        "R_thigh": (-0.686, 4.501),
        "calf": (-2.818, -0.888),
    },
}


@pytest.fixture(params=ROBOTS)
def robot(request):
    return ROBOTS[request.param]


def test_legs_run_front_left_front_right_rear_left_rear_right(robot):
    """Catalogue ENV-01"""
    assert [name[:2] for name in robot.joints[::3]] == ["FL", "FR", "RL", "RR"]
    assert [name[:2] for name in robot.feet] == ["FL", "FR", "RL", "RR"]
    assert {tuple(name[3:] for name in robot.joints[leg : leg + 3]) for leg in (0, 3, 6, 9)} == {
        ("hip_joint", "thigh_joint", "calf_joint")
    }


def test_the_file_holds_the_robot_alone(robot):
    spec = mujoco.MjSpec.from_file(str(robot.mjcf))
    assert [body.name for body in spec.worldbody.bodies] == [robot.base]
    assert not [*spec.worldbody.geoms, *spec.lights, *spec.textures, *spec.keys]


def test_masses_and_ranges_are_those_of_the_robot(robot):
    model = mujoco.MjModel.from_xml_path(str(robot.mjcf))
    assert model.body_subtreemass[0] == pytest.approx(TOTAL_MASS[robot.name], abs=1e-3)
    base, *links = LINK_MASSES[robot.name]
    assert model.body(robot.base).mass[0] == base
    for joint in robot.joints:
        leg, kind, _ = joint.split("_")
        assert model.body(f"{leg}_{kind}").mass[0] == links[("hip", "thigh", "calf").index(kind)]
        expected = RANGES[robot.name][f"{leg[0]}_{kind}" if kind == "thigh" else kind]
        assert model.joint(joint).range == pytest.approx(expected)
        assert model.actuator(f"{leg}_{kind}").ctrlrange == pytest.approx(expected)


def test_the_licence_stands_beside_the_file(robot):
    text = robot.mjcf.with_name("LICENSE").read_text()
    assert robot.licence == "BSD-3-Clause" and "Unitree Robotics" in text
    assert "Redistributions in binary form must reproduce the above copyright notice" in text


def test_sdk_order_is_its_own_inverse_and_swaps_left_and_right(robot):
    names = np.array(robot.joints)
    order = list(robot.sdk_order)
    assert [name[:2] for name in names[order][::3]] == ["FR", "FL", "RR", "RL"]
    np.testing.assert_array_equal(names[order][order], names)


def test_default_pose_is_its_own_mirror_image(robot):
    pose = np.array(robot.default_pose)
    np.testing.assert_array_equal(pose[list(robot.joint_mirror)] * robot.joint_mirror_sign, pose)


def test_the_shapes_of_the_robots_have_the_height_and_symmetry_that_their_descriptions_state(robot, tmp_path):
    """What a user's robot gets from its shape must be what stands written for ours."""
    path = tmp_path / "same.xml"
    path.write_text(robot.mjcf.read_text())
    fields = {field.name: getattr(robot, field.name) for field in dataclasses.fields(robot)}
    del fields["mjcf"], fields["default_height"], fields["joint_mirror"], fields["joint_mirror_sign"]
    del fields["foot_mirror"], fields["position_gain"], fields["derivative_gain"], fields["shell"]
    del fields["control_time_step"]
    fields["sdk_order"] = [robot.joints[index] for index in robot.sdk_order]
    listed = {key: list(value) if isinstance(value, tuple) else value for key, value in fields.items()}
    path.with_suffix(".yaml").write_text(yaml.safe_dump(listed))
    own = robots.load(str(path))
    assert own.default_height == pytest.approx(robot.default_height, abs=5e-4)
    known = {
        name: getattr(robot, name) for name in ("mjcf", "default_height", "shell")
    }  # a shell is ours alone
    assert dataclasses.replace(own, **known) == robot


def test_robots_need_neither_yaml_nor_jax():
    """What runs on a robot imports the descriptions."""
    script = "import sys; from go2mjx import robots; robots.load('GO1'); print(sorted({'yaml', 'jax'} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_an_unknown_robot_is_refused_with_the_nearest_name():
    with pytest.raises(UsageError, match=r"'go2'; allowed: GO2, GO1, or the path.*did you mean 'GO2'\?"):
        robots.load("go2")


def test_a_users_description_becomes_a_robot(tmp_path):
    sdk = [GO2.joints[index] for index in GO2.sdk_order]
    own = robots.load(robot_files.write(tmp_path, max_tilt=0.6, physics_time_step=0.005, sdk_order=sdk))
    assert (own.name, own.mjcf, own.max_tilt) == ("REX", tmp_path / "rex.xml", 0.6)
    assert own.sdk_order == GO2.sdk_order
    assert (own.physics_time_step, own.physics_steps) == (0.005, 4)
    assert robots.load(robot_files.write(tmp_path)).sdk_order == tuple(
        range(12)
    )  # ours unless it says otherwise


LIST = list(GO2.joints)
POSE = list(GO2.default_pose)
WRONG_DESCRIPTIONS = {
    "unknown key": ({"default_poses": POSE}, r"unknown key 'default_poses'; did you mean 'default_pose'\?"),
    "missing key": ({"min_height": None}, "min_height is missing"),
    "no name": ({"name": "a dog"}, "name: it must be a text like"),
    "no text": ({"base": 3}, r"base: it must be a text \(it is 3\)"),
    "no list": ({"feet": "FL_foot"}, r"feet: it must be a list of names \(it is 'FL_foot'\)"),
    "twice": ({"joints": [*LIST[:11], LIST[0]]}, "joints: 'FL_hip_joint' stands there twice"),
    "joint": (
        {"joints": ["FL_hip_jont", *LIST[1:]]},
        r"no joint 'FL_hip_jont'; did you mean 'FL_hip_joint'\?",
    ),
    "joint left out": (
        {"joints": LIST[:-1], "default_pose": POSE[:-1]},
        "joint 'RR_calf_joint' of body 'RR_calf' is missing in joints",
    ),
    "no hinge": ({"joints": [*LIST, "root"], "default_pose": [*POSE, 0]}, "joints: 'root' is no hinge"),
    "foot": (
        {"feet": ["FL_feet", "FR_foot", "RL_foot", "RR_foot"]},
        r"no geom 'FL_feet'; did you mean 'FL_foot'\?",
    ),
    "foot shape": ({"feet": ["FL_hip", "FR_hip", "RL_hip", "RR_hip"]}, "geom 'FL_hip' is no sphere"),
    "base": ({"base": "bsae"}, r"no body 'bsae'; did you mean 'base'\?"),
    "no free joint": ({"base": "FL_hip"}, "body 'FL_hip' has no free joint"),
    "imu": ({"imu": "imo"}, r"no site 'imo'; did you mean 'imu'\?"),
    "length": ({"default_pose": POSE[:11]}, "default_pose: it has 11 numbers, but there are 12 joints"),
    "no numbers": ({"default_pose": ["0.1"] * 12}, "default_pose: it must be 12 numbers"),
    "not finite": ({"default_pose": [float("nan")] * 12}, "default_pose: it must be 12 numbers"),
    "range": (
        {"default_pose": [0.1, 0.8, -0.5, -0.1, 0.8, -0.5, *POSE[6:]]},
        "-0.5 is outside the range of 'FL_calf_joint', -2.7227 to -0.83776 rad",
    ),
    "crooked": (
        {"default_pose": [0.1, 0.8, -1.5, 0.1, *POSE[4:]]},
        "has no mirror image on the other side: the robot in its default_pose must be symmetric",
    ),
    "slightly crooked": (
        {"default_pose": [0.1, 0.81, *POSE[2:]]},
        r"default_pose: 'FL_thigh_joint' \(0.81\) is not the mirror image of 'FR_thigh_joint' \(0.8\)",
    ),
    "height": ({"min_height": 0}, "min_height: it must be a number above zero"),
    "substeps": ({"physics_time_step": 0.003}, "the control step, 0.02 s, must be a whole multiple of it"),
    "sdk order": ({"sdk_order": LIST[:11]}, "sdk_order: it must hold each name of joints once"),
    "one gain": ({"position_gain": 35}, "position_gain and derivative_gain are given together"),
    "gains of servos": (
        {"position_gain": 35, "derivative_gain": 0.5},
        "actuator 'FL_hip' is a position servo that has its own; leave the gains out",
    ),
    "gains in number": (
        {"position_gain": [35, 35, 35], "derivative_gain": 0.5},
        "position_gain: it has 3 numbers, but there are 12 joints",
    ),
    "gain below zero": (
        {"position_gain": -35, "derivative_gain": 0.5},
        "position_gain: it must not be negative",
    ),
}


@pytest.mark.parametrize("case", WRONG_DESCRIPTIONS)
def test_a_description_that_does_not_fit_is_refused(case, tmp_path):
    changes, message = WRONG_DESCRIPTIONS[case]
    with pytest.raises(UsageError, match=message) as refusal:
        robots.load(robot_files.write(tmp_path, **changes))
    assert str(tmp_path / "rex.") in str(refusal.value)


def _no_actuator(mjcf):
    mjcf.find("actuator").remove(element(mjcf, "position", "RL_calf"))


def _two_actuators(mjcf):
    mjcf.find("actuator").append(parsed('<velocity name="more" joint="RL_calf_joint"/>'))


def _velocity_servo(mjcf):
    element(mjcf, "position", "FL_thigh").tag = "velocity"


def _ball(mjcf):
    ball = '<body name="ball"><freejoint/><geom name="ball" size="0.1"/></body>'
    mjcf.find("worldbody").insert(0, parsed(ball))


def _imu_on_a_leg(mjcf):
    base = element(mjcf, "body", "base")
    element(mjcf, "body", "FL_calf").append(base.find("site"))
    base.remove(base.find("site"))


WRONG_FILES = {
    "no actuator": (_no_actuator, "joint 'RL_calf_joint' has no actuator"),
    "two actuators": (_two_actuators, "joint 'RL_calf_joint' has 2 actuators, not one"),
    "velocity servo": (
        _velocity_servo,
        "actuator 'FL_thigh' is neither a position servo .* nor a torque motor",
    ),
    "motors without gains": (
        robot_files.with_motors,
        r"actuator 'FL_hip' is a torque motor: give position_gain \(N m / rad\) and derivative_gain .* in rex.yaml",
    ),
    "strength": (
        lambda mjcf: element(mjcf, "position", "FL_hip").set("forcelimited", "false"),
        "actuator 'FL_hip' has no limit of its torque",
    ),
    "lopsided strength": (
        lambda mjcf: element(mjcf, "position", "FL_hip").set("forcerange", "-10 20"),
        "actuator 'FL_hip' has a torque limit that differs between the two directions",
    ),
    "actuator of nothing we know": (
        lambda mjcf: mjcf.find("actuator").append(parsed('<motor name="push" site="imu"/>')),
        "actuator 'push' drives no joint of the description",
    ),
    "a ball": (_ball, "body 'ball' moves on its own"),
    "slide": (
        lambda mjcf: element(mjcf, "joint", "FL_hip_joint").set("type", "slide"),
        "joint 'FL_hip_joint' of body 'FL_hip' is a slide joint",
    ),
    "no range": (
        lambda mjcf: element(mjcf, "joint", "FL_hip_joint").set("limited", "false"),
        "'FL_hip_joint' has no range|MuJoCo cannot compile it",
    ),
    "imu on a leg": (
        _imu_on_a_leg,
        "site 'imu' does not sit on the base, 'base'",
    ),
    "one leg elsewhere": (
        lambda mjcf: element(mjcf, "body", "RL_hip").set("pos", "-0.25 0.0465 0"),
        "'RL_hip_joint' has no mirror image on the other side",
    ),
    "no compilation": (lambda mjcf: mjcf.append(parsed("<cheese/>")), "MuJoCo cannot compile it.*cheese"),
}


@pytest.mark.parametrize("case", WRONG_FILES)
def test_a_file_that_does_not_fit_is_refused(case, tmp_path):
    change, message = WRONG_FILES[case]
    with pytest.raises(UsageError, match=f"(?s){message}") as refusal:
        robots.load(robot_files.write(tmp_path, change))
    assert str(tmp_path / "rex.") in str(refusal.value)


def test_a_key_that_is_given_twice_is_refused_by_its_name(tmp_path, capsys):
    path = robot_files.write(tmp_path)
    with Path(path).with_suffix(".yaml").open("a") as file:
        file.write("min_height: 0.1\n")
    assert main(["train", "--env", "GO2-v0", "--robot", path, "--run_dir", str(tmp_path / "run")]) == 2
    assert "the key 'min_height' occurs twice" in " ".join(capsys.readouterr().err.split())


def test_missing_and_broken_files_are_refused(tmp_path):
    path = robot_files.write(tmp_path)
    description = Path(path).with_suffix(".yaml")
    for text, message in (("joints: [", "not a readable YAML file"), ("- 1", "it must be a mapping")):
        description.write_text(text)
        with pytest.raises(UsageError, match=message):
            robots.load(path)
    description.unlink()
    with pytest.raises(
        UsageError, match=r"needs a description beside it, rex.yaml, with name, licence, base"
    ):
        robots.load(path)
    robot_files.write(tmp_path)
    Path(path).unlink()
    with pytest.raises(UsageError, match="there is no file"):
        robots.load(path)
