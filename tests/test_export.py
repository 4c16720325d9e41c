"""`go2mjx export`: the file acts as the policy does, says what a robot needs, or is not written."""

import dataclasses
import json
import math
import os
import shutil
from pathlib import Path

import jax
import mujoco
import numpy as np
import onnx
import onnxruntime
import pytest
from deploy_tools import GO2, untrained
from toy_run import save_run, snapshot, toy_state

from go2mjx.commands import export as command
from go2mjx.deploy.policy import Description, Policy, PolicyError
from go2mjx.deploy.safety import Limits
from go2mjx.export import onnx_policy as export
from go2mjx.physics.models import full_collision_model, training_model
from go2mjx.process.errors import UsageError
from go2mjx.session import uploads
from go2mjx.session.saved_policy import load_policy

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def run_dir(tmp_path_factory):
    """A run of GO2-v0 whose task settings differ from the defaults, with a policy that does something."""
    directory = tmp_path_factory.mktemp("run with a space")
    config, train = toy_state(env="GO2-v0", history_length=2, action_scale=0.3, max_forward_speed=0.7)
    actor = train.learner.actor
    average = jax.tree.map(
        lambda leaf: leaf + 0.3 * jax.random.normal(jax.random.key(1), leaf.shape), actor.average
    )
    learner = train.learner.replace(actor=actor.replace(average=average))
    save_run(directory, config, train.replace(learner=learner))
    (directory / "provenance.json").write_text(json.dumps([{"git_commit": "old"}, {"git_commit": "new"}]))
    return directory


@pytest.fixture(scope="module")
def file(run_dir, tmp_path_factory):
    file = tmp_path_factory.mktemp("export") / "policy.onnx"
    assert command.main(["--checkpoint", str(run_dir), "--output", str(file)]) == 0
    return file


def test_the_file_acts_as_the_policy_in_jax(run_dir, file):
    """Catalogue DEP-03, where no JAX is installed: test_deploy.py"""
    saved = load_policy(run_dir)
    observations = np.random.default_rng(1).normal(0, 3, (100, 87)).astype(np.float32)
    session = onnxruntime.InferenceSession(str(file))
    results = [
        session.run(["action", "joint_targets"], {"observation": observation[None]})
        for observation in observations
    ]
    action, targets = (np.concatenate(column) for column in zip(*results, strict=True))
    expected = np.asarray(saved.learner.act(saved.policy, observations))
    assert np.abs(expected).max() > 0.3
    np.testing.assert_allclose(action, expected, atol=1e-5)
    np.testing.assert_allclose(targets, np.array(GO2.default_pose) + 0.3 * expected, atol=1e-5)


def test_the_file_asks_of_its_reader_no_more_than_the_graph_needs(file):
    """Lowest opset and version of the format, float32, and every size fixed."""
    model = onnx.load(file)
    opset = max(onnx.defs.get_schema(node.op_type, 17).since_version for node in model.graph.node)
    assert [item.version for item in model.opset_import] == [opset]
    assert model.ir_version == onnx.helper.find_min_ir_version_for(model.opset_import)
    shapes = {
        item.name: [dimension.dim_value for dimension in item.type.tensor_type.shape.dim]
        for item in (*model.graph.input, *model.graph.output)
    }
    assert shapes == {"observation": [1, 87], "action": [1, 12], "joint_targets": [1, 12]}
    kinds = {item.type.tensor_type.elem_type for item in (*model.graph.input, *model.graph.output)}
    assert kinds == {onnx.TensorProto.FLOAT}


@pytest.mark.parametrize(
    "settings",
    [{"history_length": 3}, {"layer_norm": False, "normalize_observations": False, "hidden_sizes": [24]}],
)
def test_every_kind_of_network_is_exported(settings):
    saved = untrained(noise=0.3, **settings)
    exported = Policy(export.to_onnx(saved).SerializeToString())
    assert export.largest_difference(saved, exported) < export.MAX_DIFFERENCE


def test_the_check_notices_another_normaliser():
    saved = untrained(noise=0.3)
    exported = Policy(export.to_onnx(saved).SerializeToString())
    statistics = saved.policy.statistics
    shifted = saved.policy.replace(statistics=statistics.replace(mean=statistics.mean + 0.01))
    other = dataclasses.replace(saved, policy=shifted)
    assert export.largest_difference(other, exported) > export.MAX_DIFFERENCE


def test_the_file_says_what_a_robot_needs(run_dir, file):
    """Catalogue DEP-01, DEP-02, ENV-12: the calf's limit, lower than in newer data, stands in the file."""
    entries = onnxruntime.InferenceSession(str(file)).get_modelmeta().custom_metadata_map
    said = {name: json.loads(value) for name, value in entries.items()}
    assert said["robot"] == "GO2" and said["robot_file"] is None
    assert said["joint_names"] == list(GO2.joints)
    sdk = [said["joint_names"][index] for index in said["sdk_order"]]
    assert [name[:2] for name in sdk[::3]] == ["FR", "FL", "RR", "RL"]
    assert said["position_gain"] == [35.0] * 12 and said["derivative_gain"] == [0.5] * 12
    assert said["joint_damping"] == [0.1] * 12 and said["joint_friction"] == [0.2] * 12
    assert said["joint_armature"] == [0.01] * 12
    assert said["torque_limits"] == [23.7, 23.7, 35.55] * 4
    assert said["max_tilt"] == GO2.max_tilt
    assert said["default_pose"] == list(GO2.default_pose)
    assert said["joint_limits"][8] == [-2.7227, -0.83776]
    assert said["control_time_step"] == 0.02 and said["physics_time_step"] == 0.004
    assert said["action_scale"] == 0.3 and said["history_length"] == 2
    assert said["max_command"] == [0.7, 0.4, 1.0]
    assert sum(item["width"] for item in said["observation"]) == 2 * 42 + 3
    assert said["observation"][0] == {
        "name": "angular_velocity",
        "width": 3,
        "unit": "rad/s",
        "source": "imu",
    }
    assert said["training"]["total_steps"] == 1000 and said["training"]["commit"] == "new"
    assert said["training"]["config"]["max_forward_speed"] == 0.7


@pytest.mark.parametrize("build", [training_model, full_collision_model])
def test_the_gains_in_the_file_give_the_torque_of_the_simulator(build):
    """Catalogue DEP-02: at an error of 0.1 rad and a speed of 1 rad/s, to 1 %; the passive terms are the model's."""
    described, model = export.describe(untrained()), build(GO2)
    data = mujoco.MjData(model)
    data.qpos[7:] = described.default_pose
    data.ctrl[:] = data.qpos[7:] + 0.1
    data.qvel[6:] = 1.0
    mujoco.mj_forward(model, data)
    torque = 0.1 * np.array(described.position_gain) - 1.0 * np.array(described.derivative_gain)
    np.testing.assert_allclose(data.actuator_force, torque, rtol=0.01)
    np.testing.assert_array_equal(model.dof_damping[6:], described.joint_damping)
    np.testing.assert_array_equal(model.dof_frictionloss[6:], described.joint_friction)
    np.testing.assert_array_equal(model.dof_armature[6:], described.joint_armature)


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(Description)])
def test_a_file_without_one_of_its_entries_is_refused(field):
    """Catalogue DEP-02"""
    properties = export.describe(untrained()).to_properties()
    assert Description.from_properties(properties).to_properties() == properties
    del properties[field]
    with pytest.raises(PolicyError, match=field if field != "format_version" else "no metadata"):
        Description.from_properties(properties)


def test_the_guards_of_a_robot_are_those_that_the_documents_state():
    """Catalogue DEP-07; what they do: test_deploy.py"""
    text, limits = (ROOT / "docs" / "export.md").read_text().split("## On a robot")[1], Limits()
    assert f"({limits.ramp_seconds:g} s)" in text and f"older than {1000 * limits.max_age:g} ms" in text
    assert f"Kd {limits.damping_gain:g})" in text and f"beyond {math.degrees(GO2.max_tilt):g} degrees" in text


def test_a_policy_that_needs_the_simulator_is_not_exported():
    """Catalogue DEP-04: base velocity among what the actor sees."""
    saved = untrained()
    saved.env.state_entries = (*saved.env.state_entries, saved.env.privileged_entries[0])
    with pytest.raises(UsageError, match="linear_velocity, which only a simulator knows"):
        export.to_onnx(saved)


def test_it_tells_the_difference_and_the_next_step_and_only_reads_the_run(
    run_dir, tmp_path, capsys, monkeypatch
):
    before = snapshot(run_dir)
    monkeypatch.chdir(tmp_path)
    assert command.main(["--checkpoint", str(run_dir / "checkpoints")]) == 0
    assert snapshot(run_dir) == before
    error = capsys.readouterr().err
    assert "largest difference" in error and "python -m go2mjx.deploy policy.onnx" in error
    assert Policy(tmp_path / "policy.onnx").description.training["commit"] == "new"


def test_a_file_that_differs_is_not_written(run_dir, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(export, "MAX_DIFFERENCE", 0.0)
    file = tmp_path / "policy.onnx"
    file.write_text("the one before")
    assert command.main(["--checkpoint", str(run_dir), "--output", str(file)]) == 1
    assert file.read_text() == "the one before"
    assert "nothing is written" in capsys.readouterr().err


def test_a_policy_that_is_not_finite_is_refused(run_dir, tmp_path, monkeypatch):
    saved = untrained(noise=float("nan"))
    monkeypatch.setattr("go2mjx.session.saved_policy.load_policy", lambda *_: saved)
    assert command.main(["--checkpoint", str(run_dir), "--output", str(tmp_path / "policy.onnx")]) == 1
    assert not (tmp_path / "policy.onnx").exists()


def test_a_finished_run_is_exported_for_wandb_where_that_is_possible(
    run_dir, file, tmp_path, monkeypatch, capsys
):
    """The run has no metrics: there is no report of it, and that is one warning."""
    run = shutil.copytree(run_dir, tmp_path / "run")
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['onnxruntime'] = None")
    with monkeypatch.context() as without:
        path = filter(None, [str(tmp_path), os.environ.get("PYTHONPATH")])
        without.setenv("PYTHONPATH", os.pathsep.join(path))
        uploads.export(run)
        uploads.report(run)
    export_problem, report_problem = capsys.readouterr().err.strip().split("warning: ")[1:]
    assert export_problem.startswith("no policy.onnx: ") and "go2mjx[export]" in export_problem
    assert report_problem.startswith("no report: ") and "no metrics.jsonl" in report_problem
    assert uploads.found(run) == []
    uploads.export(run)
    assert uploads.found(run) == [run / "policy.onnx"]
    assert (run / "policy.onnx").read_bytes() == file.read_bytes()


def test_mistakes_are_named(run_dir, tmp_path):
    save_run(tmp_path / "toy", *toy_state())
    for arguments, reason in (
        (["--checkpoint", str(tmp_path / "none")], "is no directory"),
        (["--checkpoint", str(tmp_path)], "holds no checkpoint"),
        (["--checkpoint", str(run_dir), "--output", str(tmp_path)], "must be a file"),
        (["--checkpoint", str(run_dir), "--output", str(tmp_path / "none" / "file")], "must be a file"),
        (["--checkpoint", str(tmp_path / "toy")], "drives no robot"),
    ):
        with pytest.raises(UsageError, match=reason):
            command.main(arguments)
