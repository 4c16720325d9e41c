"""`go2mjx web`: what stands in the page, and what is refused. How it behaves in a browser: test_web_browser.py."""

import base64
import json
import re

import mujoco
import numpy as np
import pytest
from robot_files import with_a_mesh, with_motors, write

from go2mjx import robots
from go2mjx.__main__ import main
from go2mjx.commands import web
from go2mjx.deploy import SHIPPED
from go2mjx.deploy.policy import Policy
from go2mjx.physics.models import full_collision_model
from go2mjx.process.errors import UsageError
from go2mjx.web.page import page


def facts(text: str) -> dict:
    """What a page tells its scripts."""
    return json.loads(re.search(r'<script id="page" type="application/json">(.*?)</script>', text)[1])


@pytest.fixture(params=[*robots.NAMES, "motors", "mesh"])
def robot(request, tmp_path):
    if request.param in robots.NAMES:
        return robots.load(request.param)
    gains = {"position_gain": [20.0] * 12, "derivative_gain": [0.5] * 12} if request.param == "motors" else {}
    change = {"motors": with_motors, "mesh": lambda mjcf: with_a_mesh(mjcf, tmp_path)}[request.param]
    return robots.load(write(tmp_path, change, **gains))


def test_the_page_has_the_model_of_the_check_in_c_mujoco(robot):
    said = facts(page(Policy(SHIPPED), robot))
    files = {name: base64.b64decode(text) for name, text in said["files"].items()}
    found, wanted = mujoco.MjModel.from_xml_string(said["mjcf"], files), full_collision_model(robot)
    names = (
        "body_mass",
        "body_inertia",
        "geom_type",
        "geom_size",
        "geom_contype",
        "geom_friction",
        "geom_solimp",
    )
    names += ("jnt_range", "dof_damping", "dof_frictionloss", "dof_armature", "dof_invweight0", "qpos0")
    names += (
        "actuator_gainprm",
        "actuator_biasprm",
        "actuator_forcerange",
        "actuator_ctrlrange",
        "mesh_vert",
    )
    for name in names:
        np.testing.assert_allclose(getattr(found, name), getattr(wanted, name), atol=1e-6, err_msg=name)
    assert found.opt.timestep == Policy(SHIPPED).description.physics_time_step
    # MuJoCo 3, which the page runs on, refuses what only MuJoCo 4 writes
    assert "input=" not in said["mjcf"]


def test_the_page_carries_the_licences_of_its_parts_and_its_robot():
    text = page(Policy(SHIPPED), robots.load("GO2"))
    shown = re.search(r'<pre id="licences" popover>(.*?)</pre>', text, re.DOTALL)[1]
    for words in ("Apache License", "three.js authors", "Unitree Robotics", "qhull"):
        assert words.lower() in shown.lower()


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["--output", "walk.txt"], "--output walk.txt: it must be an .html file"),
        (["--output", "nowhere/walk.html"], "in a directory that exists"),
        (["--checkpoint", "nowhere"], "--checkpoint nowhere: there is no such run directory or file"),
        (["--step", "100"], "which holds one policy"),
    ],
)
def test_what_cannot_be_used_is_refused_before_anything_is_written(
    argv, words, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    assert main(["web", *argv]) == 2
    assert words in " ".join(capsys.readouterr().err.split())
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_another_kind_is_no_policy(tmp_path):
    (tmp_path / "policy.onnx").write_text("nothing")
    with pytest.raises(UsageError, match="onnxruntime cannot load it"):
        web.main(["--checkpoint", str(tmp_path / "policy.onnx"), "--output", str(tmp_path / "walk.html")])
