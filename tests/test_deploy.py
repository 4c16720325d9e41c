"""The runner without JAX: what it refuses, how it protects the robot, how it simulates it."""

import dataclasses
import re
import subprocess
import sys

import mujoco
import numpy as np
import onnx
import pytest
from deploy_tools import GO2, POSE, StubPolicy, description, untrained

from go2mjx import robots
from go2mjx.deploy import SHIPPED
from go2mjx.deploy.__main__ import main
from go2mjx.deploy.policy import Observer, Policy, PolicyError, Sensors, gravity_direction, robot_of
from go2mjx.deploy.safety import Controller, Limits
from go2mjx.deploy.simulation import Kick, SimulatedRobot, run_episode, simulate
from go2mjx.export.onnx_policy import describe, to_onnx
from go2mjx.process.errors import UsageError
from tests import robot_files

DESCRIPTION = description()
AT_ONCE = Limits(ramp_seconds=0.0)
STOP = np.zeros(3)
LEVEL = np.array([1.0, 0.0, 0.0, 0.0])


@pytest.fixture(scope="module")
def model() -> onnx.ModelProto:
    """An untrained policy: it stands."""
    return to_onnx(untrained())


@pytest.fixture(scope="module")
def file(model, tmp_path_factory):
    file = tmp_path_factory.mktemp("policy") / "policy.onnx"
    onnx.save(model, file)
    return file


def sensors(**changes: object) -> Sensors:
    """A robot that stands still in its default pose at time 0."""
    return dataclasses.replace(Sensors(0.0, np.zeros(3), LEVEL, POSE, np.zeros(12)), **changes)


def rolled(degrees: float) -> np.ndarray:
    half = np.radians(degrees) / 2
    return np.array([np.cos(half), np.sin(half), 0.0, 0.0])


def is_damping(command) -> bool:
    return not command.position_gain.any() and (command.derivative_gain > 0).all()


# ---- files ----


def changed(model, **properties: str | None) -> bytes:
    """The model with other metadata; None leaves an entry out."""
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    kept = {item.key: item.value for item in model.metadata_props} | properties
    onnx.helper.set_model_props(copy, {key: value for key, value in kept.items() if value is not None})
    return copy.SerializeToString()


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ({"format_version": None}, "no metadata of go2mjx"),
        ({"format_version": "1"}, "format_version is 1"),
        ({"torque_limits": None}, "torque_limits is missing"),
        ({"torque_limits": "[1"}, "torque_limits is missing or no JSON"),
        ({"torque_limits": "[23.7]"}, "torque_limits must hold finite numbers of shape"),
        ({"default_pose": str([float("nan")] * 12).replace("nan", "NaN")}, "default_pose must hold finite"),
        ({"position_gain": str([0.0] * 12)}, "position_gain must be positive"),
        ({"sdk_order": str([0] * 12)}, "sdk_order"),
        ({"history_length": "2"}, "observation layout"),
    ],
)
def test_a_file_with_wrong_metadata_is_refused(model, properties, reason):
    with pytest.raises(PolicyError, match=reason):
        Policy(changed(model, **properties))


def test_a_network_of_another_size_is_refused(model):
    two_frames = to_onnx(untrained(history_length=2))
    entries = {item.key: item.value for item in two_frames.metadata_props}
    with pytest.raises(PolicyError, match="its inputs and outputs"):
        Policy(changed(model, **entries))


def test_what_is_no_policy_file_is_named_with_exit_code_2(tmp_path, capsys):
    (tmp_path / "text.onnx").write_text("hello")
    for name, reason in (("none.onnx", "no such file"), ("text.onnx", "cannot load it")):
        assert main([str(tmp_path / name)]) == 2
        error = capsys.readouterr().err
        assert name in error and reason in error and "Traceback" not in error


# ---- observation ----


def test_history_is_newest_first_and_starts_filled_with_the_first_reading():
    observer = Observer(description(**vars_of_history(3)))
    first = observer(sensors(angular_velocity=np.full(3, 1.0)), STOP, np.zeros(12))
    np.testing.assert_array_equal(first[[0, 42, 84]], [1, 1, 1])
    observer(sensors(angular_velocity=np.full(3, 2.0)), STOP, np.zeros(12))
    seen = observer(sensors(angular_velocity=np.full(3, 3.0)), np.array([0.1, 0.2, 0.3]), np.zeros(12))
    np.testing.assert_array_equal(seen[[0, 42, 84]], [3, 2, 1])
    np.testing.assert_allclose(seen[-3:], [0.1, 0.2, 0.3], rtol=1e-6)
    observer.reset()
    np.testing.assert_array_equal(observer(sensors(), STOP, np.zeros(12))[[0, 42, 84]], [0, 0, 0])


def vars_of_history(length: int) -> dict:
    frame = DESCRIPTION.observation[:-1]
    return {"observation": frame * length + DESCRIPTION.observation[-1:], "history_length": length}


def test_gravity_points_to_the_low_side():
    np.testing.assert_allclose(gravity_direction(LEVEL), [0, 0, -1], atol=1e-12)
    np.testing.assert_allclose(gravity_direction(2 * rolled(90)), [0, -1, 0], atol=1e-12)


# ---- safety ----


@pytest.mark.parametrize(
    ("reading", "command", "now", "reason"),
    [
        (sensors(angular_velocity=np.array([0, np.nan, 0])), STOP, 0.0, "angular velocity"),
        (sensors(orientation=np.array([np.nan, 0, 0, 0])), STOP, 0.0, "orientation"),
        (sensors(orientation=np.zeros(4)), STOP, 0.0, "no unit quaternion"),
        (sensors(joint_position=np.full(12, np.inf)), STOP, 0.0, "joint position"),
        (sensors(joint_velocity=np.zeros(11)), STOP, 0.0, "joint velocity"),
        (sensors(time=np.nan), STOP, 0.0, "stale"),
        (sensors(), np.array([0.5, 0, np.nan]), 0.0, "command"),
        (sensors(), STOP, 0.1, "stale: 0.100 s"),
        (sensors(time=0.1), STOP, 0.0, "stale"),
        (sensors(orientation=rolled(46)), STOP, 0.0, "tilted by more than 45"),
        (None, STOP, 0.0, "no sensor reading"),
        (sensors(joint_position="broken"), STOP, 0.0, "joint position"),
        (sensors(orientation=[None] * 4), STOP, 0.0, "controller failed: TypeError"),
    ],
)
@pytest.mark.parametrize("limits", [AT_ONCE, Limits()])
def test_a_fault_damps_the_motors_until_reset(limits, reading, command, now, reason):
    """Catalogue DEP-07: a reading that is stale, missing or not finite among them."""
    controller = Controller(StubPolicy(DESCRIPTION), limits)
    assert not is_damping(controller.step(sensors(), STOP, 0.0))
    assert is_damping(controller.step(reading, command, now))
    assert reason in controller.fault
    assert is_damping(controller.step(sensors(), STOP, 0.0))
    assert reason in controller.fault
    controller.reset()
    assert not is_damping(controller.step(sensors(), STOP, 0.0))
    assert controller.fault is None


def test_an_action_that_is_not_finite_damps_the_motors():
    """Catalogue DEP-07."""
    controller = Controller(StubPolicy(DESCRIPTION, np.full(12, np.nan)), AT_ONCE)
    command = controller.step(sensors(), STOP, 0.0)
    assert is_damping(command) and np.isfinite(command.target).all()
    assert "not finite" in controller.fault


def test_a_policy_that_raises_damps_the_motors():
    policy = StubPolicy(DESCRIPTION)
    policy.targets = None
    controller = Controller(policy, AT_ONCE)
    assert is_damping(controller.step(sensors(), STOP, 0.0))
    assert "controller failed" in controller.fault


def test_leaning_and_waiting_within_the_limits_is_no_fault():
    controller = Controller(StubPolicy(DESCRIPTION), AT_ONCE)
    controller.step(sensors(orientation=rolled(44)), STOP, 0.05)
    assert controller.fault is None


def test_the_start_moves_from_the_present_pose_to_the_default_pose_before_the_policy_acts():
    """Catalogue DEP-07."""
    policy = StubPolicy(DESCRIPTION, POSE + 0.2)
    controller, pose = Controller(policy, Limits(ramp_seconds=1.0)), POSE + 0.3
    targets = []
    for step in range(50):
        reading = sensors(time=0.02 * step, joint_position=pose)
        targets.append(controller.step(reading, STOP, 0.02 * step).target)
    assert policy.calls == 0
    np.testing.assert_allclose(targets[0], pose)
    np.testing.assert_allclose(targets[25], POSE + 0.15)
    assert np.abs(np.diff(targets, axis=0)).max() < 0.0061
    reading = sensors(time=1.0, joint_position=POSE)
    np.testing.assert_allclose(controller.step(reading, STOP, 1.0).target, POSE + 0.2)
    assert policy.calls == 1
    np.testing.assert_array_equal(controller.observation[30:42], np.zeros(12))


def test_a_ramp_ends_after_its_time_whatever_the_clock_adds_up():
    """A robot's time is a sum of physics steps, which may end just below."""
    controller, now = Controller(StubPolicy(DESCRIPTION, POSE + 0.2), Limits(ramp_seconds=5.0)), 0.0
    for _ in range(250):
        controller.step(sensors(time=now), STOP, now)
        for _ in range(5):
            now += 0.004
    assert now < 5.0
    np.testing.assert_allclose(controller.step(sensors(time=now), STOP, now).target, POSE + 0.2)


def test_no_robot_is_tilted_by_more_than_upside_down():
    """One that gets up may lie in any way; gravity's third component can be 1 and a last digit."""
    for angle in np.linspace(0.0, np.pi, 200):
        reading = sensors(orientation=np.array([0.0, np.cos(angle), np.sin(angle), 0.0]))
        controller = Controller(StubPolicy(dataclasses.replace(DESCRIPTION, max_tilt=np.pi)), AT_ONCE)
        controller.step(reading, STOP, 0.0)
        assert controller.fault is None


@pytest.mark.parametrize("target", [-100.0, 100.0])
@pytest.mark.parametrize("speed", [-10.0, 0.0, 10.0])
def test_targets_keep_to_joint_ranges_and_torques(target, speed):
    """Catalogue DEP-07."""
    low, high = np.array(DESCRIPTION.joint_limits).T
    for position in (POSE, low + 0.01, high - 0.01):
        reading = sensors(joint_position=position, joint_velocity=np.full(12, speed))
        command = Controller(StubPolicy(DESCRIPTION, np.full(12, target)), AT_ONCE).step(reading, STOP, 0.0)
        assert (command.target >= low).all() and (command.target <= high).all()
        torque = command.position_gain * (command.target - position) - command.derivative_gain * speed
        assert (np.abs(torque) <= np.array(DESCRIPTION.torque_limits) + 1e-9).all()


def test_a_target_within_the_limits_is_left_alone():
    controller = Controller(StubPolicy(DESCRIPTION, POSE + 0.2), AT_ONCE)
    np.testing.assert_allclose(controller.step(sensors(), STOP, 0.0).target, POSE + 0.2)


def test_commands_are_clamped_to_those_of_the_training():
    controller = Controller(StubPolicy(DESCRIPTION), AT_ONCE)
    controller.step(sensors(), np.array([5.0, -5.0, 0.5]), 0.0)
    np.testing.assert_allclose(controller.observation[-3:], [1.0, -0.4, 0.5], rtol=1e-6)


# ---- simulation ----


def test_a_standing_robot_survives_and_the_numbers_are_small():
    (episode,) = simulate(StubPolicy(DESCRIPTION), GO2, [STOP], seconds=2.0)
    assert episode.success and episode.seconds == pytest.approx(2.0)
    assert episode.velocity_error < 0.02 and episode.yaw_rate_error < 0.05 and episode.drift < 0.02
    assert 1.0 < episode.torque_peak < 35.0


def test_errors_are_those_of_the_commanded_velocity():
    (episode,) = simulate(StubPolicy(DESCRIPTION), GO2, [[0.3, 0.4, -0.7]], seconds=1.0)
    assert episode.velocity_error == pytest.approx(0.5, abs=0.03)
    assert episode.yaw_rate_error == pytest.approx(0.7, abs=0.05)


def test_a_robot_that_falls_ends_its_episode_and_says_why():
    legs_folded_on_one_side = np.where(np.arange(12) < 3, -1.0, 0.9) + POSE
    (episode,) = simulate(StubPolicy(DESCRIPTION, legs_folded_on_one_side), GO2, [STOP], seconds=5.0)
    assert not episode.success and episode.seconds < 5.0
    assert "tilted" in episode.failure or "lower" in episode.failure


def test_a_diverged_simulation_is_a_failure_not_a_new_start():
    robot, controller = SimulatedRobot(DESCRIPTION, GO2), Controller(StubPolicy(DESCRIPTION), AT_ONCE)
    robot.reset(np.random.default_rng(0))
    robot.data.qvel[0] = np.nan
    for _ in range(2):
        command = controller.step(robot.sensors(), STOP, robot.data.time)
        robot.advance(command)
    assert is_damping(command)
    assert not np.isfinite(robot.data.qpos).all()


def test_damping_lets_a_standing_robot_sink_slowly():
    robot, controller = SimulatedRobot(DESCRIPTION, GO2), Controller(StubPolicy(DESCRIPTION))
    robot.reset(np.random.default_rng(0))
    fastest = 0.0
    for step in range(150):
        reading = robot.sensors() if step < 50 else None
        robot.advance(controller.step(reading, STOP, robot.data.time))
        fastest = max(fastest, abs(robot.data.qvel[2]) if step >= 50 else 0.0)
    assert robot.position[2] < 0.2
    assert fastest < 1.0
    assert np.abs(robot.data.qvel).max() < 0.5


def test_starts_depend_on_the_seed_and_the_index_alone(model):
    policy = Policy(model.SerializeToString())
    commands = np.zeros((2, 3))
    two = simulate(policy, GO2, commands, seed=3, seconds=0.4, limits=AT_ONCE)
    assert simulate(policy, GO2, commands[:1], seed=3, seconds=0.4, limits=AT_ONCE) == two[:1]
    assert two[0].velocity_error != two[1].velocity_error
    assert simulate(policy, GO2, commands[:1], seed=4, seconds=0.4, limits=AT_ONCE) != two[:1]


def test_the_simulation_takes_gains_and_rates_from_the_file():
    soft = description(position_gain=(20.0,) * 12, physics_time_step=0.002)
    robot = SimulatedRobot(soft, GO2)
    robot.reset(np.random.default_rng(0))
    pose = robot.data.qpos[7:].copy()
    robot.advance(Controller(StubPolicy(soft, POSE + 0.1), AT_ONCE).step(robot.sensors(), STOP, 0.0))
    assert robot.data.time == pytest.approx(0.02)
    assert robot.model.opt.timestep == 0.002
    robot.data.qpos[7:], robot.data.qvel[:] = pose, 0.0
    mujoco.mj_forward(robot.model, robot.data)
    np.testing.assert_allclose(robot.data.actuator_force, 20.0 * (POSE + 0.1 - pose), atol=1e-9)


def test_a_policy_for_other_joints_is_refused():
    other = description(joint_names=tuple(reversed(DESCRIPTION.joint_names)))
    with pytest.raises(PolicyError, match=r"drives the joints RR_calf_joint.*those of GO2 are FL_hip_joint"):
        robot_of(other)


def test_a_policy_of_an_unknown_robot_is_refused():
    with pytest.raises(UsageError, match=r"unknown robot 'GO3'.*GO2, GO1"):
        robot_of(description(robot="GO3"))


def test_a_file_in_another_order_moves_the_same_robot(tmp_path):
    """Joints go by name: the policy's order is the description's, whatever that of the MJCF."""
    own = robots.load(robot_files.write(tmp_path, robot_files.in_another_order))
    policy = StubPolicy(DESCRIPTION, POSE + np.linspace(-0.3, 0.3, 12))
    traces = []
    for robot in (GO2, own):
        simulated, controller = SimulatedRobot(DESCRIPTION, robot), Controller(policy, AT_ONCE)
        simulated.reset(np.random.default_rng(0))
        traces.append(run_episode(simulated, controller, STOP, 25, Kick((0.3, 0.1), 5)))
    for name in ("qpos", "qvel", "torque", "foot_height"):
        np.testing.assert_allclose(*(getattr(trace, name) for trace in traces), atol=1e-3, err_msg=name)
    assert np.abs(traces[0].qpos[-1, 7:] - POSE).max() > 0.1


# ---- command line ----

FORBIDDEN = (
    "jax jaxlib brax flax optax orbax scipy tyro rich wandb onnx gymnasium matplotlib psutil yaml chex "
    "go2mjx.tasks go2mjx.learners go2mjx.training go2mjx.config go2mjx.session go2mjx.commands go2mjx.gym mujoco.mjx"
)
WITHOUT_JAX = f"""
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if any(name == root or name.startswith(root + ".") for root in {FORBIDDEN.split()!r}):
            raise ModuleNotFoundError(name + " is not installed here", name=name)
sys.meta_path.insert(0, Refuse())
from go2mjx.deploy.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def test_it_runs_where_only_numpy_onnxruntime_and_mujoco_are_installed(file):
    """Catalogue DEP-03."""
    words = [str(file), "--episodes", "9", "--seconds", "0.4", "--ramp", "0.2"]
    result = subprocess.run(
        [sys.executable, "-c", WITHOUT_JAX, *words], capture_output=True, text=True, timeout=120
    )
    assert result.returncode == 0, result.stderr
    assert "survived           9 of 9" in result.stdout
    for text in ("velocity error", "yaw rate error", "standing drift", "peak torque"):
        assert text in result.stdout


def without(*modules: str) -> str:
    """Code that makes these modules look uninstalled."""
    return WITHOUT_JAX.split("from go2mjx")[0].replace(
        repr(FORBIDDEN.split()), repr([*FORBIDDEN.split(), *modules])
    )


GUARDED_STEP = """
import numpy as np
from go2mjx.deploy.policy import Policy, Sensors
from go2mjx.deploy.safety import Controller, Limits
policy = Policy(open(sys.argv[1], "rb").read())
reading = Sensors(0.0, np.zeros(3), np.array([1.0, 0, 0, 0]), np.array(policy.description.default_pose), np.zeros(12))
controller = Controller(policy, Limits(ramp_seconds=0.0))
print(controller.step(reading, np.zeros(3), 0.0).target.round(3).tolist(), controller.fault)
"""


def test_policy_and_guards_need_no_simulator(file):
    """What runs on the robot's computer; in other interpreters: `benchmarks.robot.environments`."""
    script = without("mujoco", "go2mjx.physics") + GUARDED_STEP
    result = subprocess.run([sys.executable, "-c", script, str(file)], capture_output=True, text=True)
    expected = Controller(Policy(file), AT_ONCE).step(sensors(), STOP, 0.0).target.round(3)
    assert result.stdout.strip() == f"{expected.tolist()} None", result.stderr


def test_the_simulation_says_what_it_lacks(file):
    script = without("mujoco") + "from go2mjx.deploy.__main__ import main\nsys.exit(main(sys.argv[1:]))"
    result = subprocess.run([sys.executable, "-c", script, str(file)], capture_output=True, text=True)
    assert result.returncode == 2
    assert (
        "the simulation needs the Python package mujoco" in result.stderr and "Traceback" not in result.stderr
    )


def test_a_command_beyond_the_training_is_clamped_and_said(file, capsys):
    assert main([str(file), "--command", "3", "0", "-0.5", "--seconds", "0.1"]) == 0
    output = capsys.readouterr()
    assert "clamped to [1.0, 0.0, -0.5]" in output.err
    assert "   1.00    0.00 -0.50" in output.out


@pytest.mark.parametrize(
    "arguments", [["--episodes", "0"], ["--seconds", "nan"], ["--ramp", "-1"], ["--command", "1", "nan", "0"]]
)
def test_wrong_numbers_exit_with_2(file, capsys, arguments):
    with pytest.raises(SystemExit) as exit_info:
        main([str(file), *arguments])
    assert exit_info.value.code == 2
    assert arguments[0] in capsys.readouterr().err


def test_rates_that_do_not_fit_exit_with_2(model, tmp_path, capsys):
    """Catalogue DEP-06."""
    file = tmp_path / "odd.onnx"
    file.write_bytes(changed(model, physics_time_step="0.003"))
    assert main([str(file)]) == 2
    assert "control_time_step 0.02 s is not a whole number of its physics_time_step 0.003" in (
        capsys.readouterr().err
    )


def test_a_users_own_robot_is_named_with_its_file(tmp_path, capsys):
    mjcf = robot_files.write(tmp_path)
    file = tmp_path / "policy.onnx"
    file.write_bytes(to_onnx(untrained(robot=mjcf)).SerializeToString())
    said = Policy(file).description
    assert (said.robot, said.robot_file) == ("REX", mjcf)
    assert main([str(file)]) == 2
    error = capsys.readouterr().err
    assert "REX" in error and "--robot" in error and mjcf in error
    assert main([str(file), "--robot", mjcf, "--seconds", "0.1", "--ramp", "0.1"]) == 0
    assert "survived           1 of 1" in capsys.readouterr().out
    assert main([str(file), "--robot", str(tmp_path / "other.xml")]) == 2
    assert "other.yaml" in capsys.readouterr().err


def test_a_policy_of_the_go1_drives_the_go1():
    """Its joints have the GO2's names: only the file says which robot it is."""
    said = describe(untrained(env="GO1-v0"))
    robot = robot_of(said)
    assert (said.robot, robot.name) == ("GO1", "GO1")
    (episode,) = simulate(StubPolicy(said), robot, [STOP], seconds=1.0)
    assert episode.success and episode.drift < 0.05
    assert SimulatedRobot(said, robot).model.body_subtreemass[0] == pytest.approx(12.743, abs=1e-3)


# ---- the policy that comes with go2mjx ----


def test_the_shipped_policy_walks_as_recorded(capsys):
    """`python -m go2mjx.deploy --episodes 16 --seed 1`: docs/play.md has its figures."""
    assert main(["--episodes", "16", "--seed", "1"]) == 0
    found = dict(
        re.findall(r"^(survived|velocity error|yaw rate error) +(\S+)", capsys.readouterr().out, re.MULTILINE)
    )
    assert found["survived"] == "16"
    assert float(found["velocity error"]) == pytest.approx(0.064, abs=0.003)
    assert float(found["yaw rate error"]) == pytest.approx(0.056, abs=0.005)


def test_the_shipped_policy_is_one_for_the_robot():
    said = Policy(SHIPPED).description
    assert said.robot == "GO2" and said.training["config"]["randomization"] == 1.0
