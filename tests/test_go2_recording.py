"""Recordings of the GO2: MJX's is what the environment does, and C MuJoCo's means the same."""

import json
import re
from functools import partial
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from deploy_tools import GO2, untrained
from env_tools import columns

from go2mjx.__main__ import main
from go2mjx.deploy import simulation
from go2mjx.evaluation import exam, examine, gait, push_recovery, record_mjx, record_mujoco
from go2mjx.evaluation import robot as robot_evaluation
from go2mjx.evaluation.episodes import EPISODE_STEPS, command_set, with_last_action
from go2mjx.evaluation.recording import KICK_STEP, Recording, Trials
from go2mjx.export.onnx_policy import to_onnx

KICK = np.array([[0.0, 0.0], [0.4, 0.0], [0.0, -0.4]], np.float32)
TRIALS = Trials(np.zeros((3, 3), np.float32), KICK)


@pytest.fixture(scope="module")
def saved():
    """A policy that hardly moves: it stands."""
    return untrained(noise=0.01)


@pytest.fixture(scope="module")
def recordings(saved) -> dict[str, Recording]:
    """The same trials in both simulators, actions one step late."""
    return {
        "mjx": record_mjx.record(saved, TRIALS, seed=3, action_delay_steps=1),
        "mujoco": record_mujoco.record(saved.deployed, saved.env, TRIALS, seed=3, action_delay_steps=1),
    }


def test_both_simulators_have_the_same_starts_and_the_same_kind_of_arrays(recordings):
    mjx, mujoco = recordings["mjx"], recordings["mujoco"]
    assert mjx.robot == mujoco.robot == GO2
    for name in vars(mjx).keys() - {"robot"}:
        leaf = getattr(mjx, name)
        other = getattr(mujoco, name)
        assert (leaf.shape, leaf.dtype) == (other.shape, other.dtype), name
    np.testing.assert_array_equal(mjx.qpos[:, 0], mujoco.qpos[:, 0])
    np.testing.assert_array_equal(mjx.qvel[:, 0], mujoco.qvel[:, 0])
    assert len(np.unique(mjx.qpos[:, 0], axis=0)) == 3


def test_a_standing_robot_stands_alike_in_both(recordings):
    for recording in recordings.values():
        assert not recording.failed.any()
        assert recording.alive.all()
        assert recording.alive.shape == (3, EPISODE_STEPS)
    mjx, mujoco = recordings["mjx"].episodes, recordings["mujoco"].episodes
    np.testing.assert_allclose(mjx.drift, mujoco.drift, atol=0.03)
    np.testing.assert_allclose(mjx.episode_return, mujoco.episode_return, rtol=0.01)
    heights = [recording.qpos[:, -1, 2] for recording in recordings.values()]
    np.testing.assert_allclose(*heights, atol=0.005)


def test_a_kick_adds_a_velocity_in_the_direction_that_the_robot_faces(recordings):
    for recording in recordings.values():
        change = recording.velocity[:, KICK_STEP, :2] - recording.velocity[:, KICK_STEP - 1, :2]
        assert np.abs(change[0]).max() < 0.02
        for robot in (1, 2):  # friction and legs have acted for one control step
            along = change[robot] @ KICK[robot] / np.linalg.norm(KICK[robot])
            across = np.cross(np.append(change[robot], 0.0), np.append(KICK[robot], 0.0))[2]
            assert 0.15 < along < 0.45
            assert abs(across) < 0.04


def test_a_late_action_acts_one_step_late(recordings, saved):
    """Catalogue DEP-06."""
    for recording in recordings.values():
        assert not recording.action[:, 0].any()
        assert recording.action[:, 1:].any()
    assert np.abs(recordings["mjx"].action - recordings["mujoco"].action)[:, :5].max() < 0.005


def test_the_policy_knows_its_latest_action_though_another_one_is_in_force(go2):
    env = untrained(history_length=2).env
    state = jax.jit(env.reset)(go2.keys(1))
    action = go2.actions(5)
    changed = with_last_action(env, state, action)
    sensed = columns(env.state_entries, name="last_action")
    newest, other = sensed[:12], np.setdiff1d(np.arange(state.obs.state.shape[1]), sensed[:12])
    np.testing.assert_array_equal(changed.obs.state[:, newest], action)
    np.testing.assert_array_equal(changed.obs.state[:, other], state.obs.state[:, other])
    frames = changed.physics.history.reshape(len(action), -1)
    np.testing.assert_array_equal(frames, changed.obs.state[:, :-3])


def test_the_reward_of_a_recording_is_the_environments(go2, saved):
    """Random actions, so that robots stumble, and in the end some fail."""
    state = go2.reset_to(go2.keys(2), jnp.asarray(command_set(go2.size, go2.env.max_command)))
    rows = {name: [] for name in ("qpos", "qvel", "torque", "last_action", "foot_height")}
    reward, failing, asked = [], [], []
    start = state.physics.simulation
    for step in range(40):
        asked.append(np.asarray(state.obs.state[:, -3:]))
        state = go2.step(state, 0.7 * go2.actions(step))
        for name, values in rows.items():
            holder = state.physics if name in ("last_action", "foot_height") else state.physics.simulation
            values.append(np.asarray(getattr(holder, name)))
        reward.append(np.asarray(state.reward))
        failing.append(np.asarray(state.terminated))
    steps = {name: np.stack(values, axis=1) for name, values in rows.items()}
    recording = Recording(
        GO2,
        command=np.asarray(state.command),
        kick=np.zeros((go2.size, 2), np.float32),
        qpos=np.concatenate([np.asarray(start.qpos)[:, None], steps["qpos"]], axis=1),
        qvel=np.concatenate([np.asarray(start.qvel)[:, None], steps["qvel"]], axis=1),
        torque=steps["torque"],
        action=steps["last_action"],
        reward=np.stack(reward, axis=1),
        alive=np.ones((go2.size, 40), bool),
        failed=np.zeros(go2.size, bool),
    )
    found = record_mujoco.rewards(
        recording,
        np.stack(asked, axis=1),
        steps["foot_height"],
        np.stack(failing, axis=1),
        go2.env.config.reward,
    )
    np.testing.assert_allclose(found, recording.reward, atol=2e-3)
    assert np.ptp(recording.reward) > 0.5


def test_a_course_in_mujoco_is_what_trials_are_under_commands_that_follow_each_other(saved):
    """The same starts, and the second command only after two seconds."""
    forward = np.array([[0.0, 0.0, 0.0], [0.8, 0.0, 0.0]], np.float32)
    course = exam.Course(np.stack([forward * 0, forward]), 150)
    track = record_mujoco.drive(saved.deployed, saved.env, course, seed=3)
    recording = record_mujoco.record(saved.deployed, saved.env, Trials.undisturbed(np.zeros((2, 3))), seed=3)
    assert track.alive.all() and not track.failed.any()
    np.testing.assert_array_equal(track.command[0], 0.0)
    assert (track.command[1, :, 0] == np.where(np.arange(150) < exam.SWITCH_STEPS, 0, np.float32(0.8))).all()
    np.testing.assert_array_equal(track.pose[0, :, :2], recording.qpos[0, :151, :2])
    np.testing.assert_allclose(track.velocity[0], recording.velocity[0, :150], atol=1e-6)
    same, other = slice(exam.SWITCH_STEPS), slice(exam.SWITCH_STEPS + 1, None)
    np.testing.assert_allclose(track.velocity[1, same], recording.velocity[1, same], atol=1e-6)
    assert (track.velocity[1, other] != recording.velocity[1, other.start : 150]).any()
    assert 0 < track.mirror_residual < 3


def test_heading_and_velocity_are_the_same_for_both_simulators(go2):
    state = go2.reset_to(go2.keys(4), jnp.zeros((go2.size, 3)))
    for step in range(5):
        state = go2.step(state, 0.7 * go2.actions(step))
    simulated = state.physics.simulation
    qpos, qvel = np.asarray(simulated.qpos), np.asarray(simulated.qvel)
    np.testing.assert_allclose(go2.env.heading(state), simulation.heading(qpos[:, 3:7]), atol=1e-5)
    np.testing.assert_allclose(go2.env.velocity(state), simulation.base_velocity(qpos, qvel), atol=1e-5)


def test_a_new_command_is_seen_at_once(go2):
    state = go2.reset_to(go2.keys(4), jnp.zeros((go2.size, 3)))
    command = jnp.tile(jnp.array([0.5, 0.1, -0.3]), (go2.size, 1))
    changed = go2.env.commanded(state, command)
    np.testing.assert_array_equal(changed.obs.state[:, -3:], command)
    np.testing.assert_array_equal(changed.obs.state[:, :-3], state.obs.state[:, :-3])


def test_a_fall_ends_a_recording_in_mujoco(saved, monkeypatch):
    monkeypatch.setattr(record_mujoco, "KICK_STEP", 2)
    hard = Trials(np.zeros((2, 3), np.float32), np.array([[0.0, 6.0], [0.0, 0.0]], np.float32))
    recording = record_mujoco.record(saved.deployed, saved.env, hard, seed=0)
    assert recording.failed.tolist() == [True, False]
    length = recording.episodes.length.astype(int)
    assert 2 < length[0] < 200
    assert length[1] == EPISODE_STEPS
    assert recording.reward[0, length[0] - 1] < recording.reward[0, 0] - 4.0  # the failure is paid for
    assert np.isfinite(recording.qpos).all()


def test_a_go1_is_recorded_and_judged_as_a_go2_is():
    """Standing: in C MuJoCo, with the figures of the gait by the names of its own feet."""
    saved = untrained(env="GO1-v0")
    recording = record_mujoco.record(saved.deployed, saved.env, Trials.undisturbed(np.zeros((2, 3))), seed=0)
    assert recording.robot.name == "GO1" and not recording.failed.any()
    assert gait.standing_figures(recording)["feet_down"] > 0.95
    assert set(gait.gait_figures(recording)["duty_factor"]) == set(recording.robot.feet)
    assert recording.qpos[:, -1, 2] == pytest.approx(recording.robot.default_height, abs=0.05)


def test_numbers_that_are_not_finite_are_a_failure_in_mujoco_too(saved, monkeypatch):
    """Also where they come in the last step, after which nobody looks at the robot."""
    run_episode = record_mujoco.run_episode

    def breaks(*arguments):
        trace = run_episode(*arguments)
        trace.qvel[-1, 6] = np.nan
        return trace

    monkeypatch.setattr(record_mujoco, "run_episode", breaks)
    episodes = record_mujoco.record(saved.deployed, saved.env, TRIALS, seed=3).episodes
    assert not episodes.success.any()
    assert episodes.length.tolist() == [EPISODE_STEPS - 1] * len(TRIALS)
    assert np.isfinite(episodes.velocity_error).all()


@pytest.fixture(scope="module")
def evaluated(tmp_path_factory) -> tuple[Path, dict]:
    """Where evaluations write to, and what those of this file have printed and written, by their flags."""
    return tmp_path_factory.mktemp("evaluated"), {}


@pytest.fixture
def evaluate(evaluated, monkeypatch, saved, capsys):
    """`go2mjx eval` on the standing policy with two pushes: output and JSON."""
    folder, known = evaluated
    monkeypatch.setattr("go2mjx.session.saved_policy.load_policy", lambda *_: saved)
    monkeypatch.setattr(push_recovery, "SIZES", (0.5,))
    monkeypatch.setattr(push_recovery, "DIRECTIONS", 1)
    monkeypatch.setattr(push_recovery, "REPEATS", 1)
    monkeypatch.setattr(robot_evaluation, "STANDING_EPISODES", 1)
    monkeypatch.setattr(exam, "DIRECTIONS", ((0.0, 0.0, 0.0), (0.0, 0.0, 1.0), (0.0, 0.0, -1.0)))
    monkeypatch.setattr(examine, "examine", partial(examine.examine, switching_episodes=0))
    words = ["--episodes", "2", "--held_out_episodes", "1", "--starts", "1", "--grid", "2", "1", "1"]
    files = ["--json", str(folder / "numbers.json"), "--png", str(folder / "grid.png")]

    def run(*flags: str) -> tuple[str, dict]:
        if flags not in known:
            checkpoint = [] if "--checkpoint" in flags else ["--checkpoint", str(folder)]
            assert main(["eval", *checkpoint, *words, *files, *flags]) == 0
            known[flags] = capsys.readouterr().out, json.loads((folder / "numbers.json").read_text())
        return known[flags]

    return run


def names(content: dict, prefix: str = "") -> set[str]:
    """The names of all numbers in a JSON object."""
    below = (names(value, f"{prefix}{key}.") for key, value in content.items() if isinstance(value, dict))
    return {prefix + key for key in content}.union(*below)


def test_eval_has_the_same_names_in_both_simulators(evaluate, evaluated):
    """Catalogue DEP-05, ENV-15."""
    printed, content = evaluate("--backend", "mujoco")
    for text in (
        "velocity error",
        "1.0 m/s forward",
        "standing drift",
        "foot slip",
        "cost of transport",
        "pushes",
    ):
        assert text in printed
    assert (evaluated[0] / "grid.png").read_bytes().startswith(b"\x89PNG")
    assert set(content["chosen_on"]["summary"]) >= {"eval/success_rate", "eval/velocity_error"}
    assert [cell["command"] for cell in content["grid"]["cells"]] == [[-1.0, 0.0, 0.0], [1.0, 0.0, 0.0]]
    assert content["grid"]["cells"][0]["velocity_error"] == pytest.approx(1.0, abs=0.1)
    for name in ("duty_factor", "foot_clearance", "foot_slip"):
        assert set(content["gait"][name]) == set(GO2.feet)
    assert content["gait"]["duty_factor"]["FL_foot"] > 0.95
    assert content["standing"]["feet_down"] > 0.95
    assert content["push"]["sizes"][0]["trials"] == 2
    assert content["return_kept"] is None
    assert content["exam"]["tracks"] is False  # it only stands
    assert [row["survived"] for row in content["exam"]["directions"]] == [1.0] * 3
    assert content["exam"]["summary"]["exam/yaw_rate_bias"] == pytest.approx(1 / 0.08, rel=0.05)
    for text in ("turn right 1", "left-right difference", "does not track its commands"):
        assert text in printed
    mjx_printed, mjx = evaluate("--backend", "mjx")
    assert (content["backend"], mjx["backend"]) == ("mujoco", "mjx")
    assert names(content) == names(mjx)
    assert mjx["gait"]["base_height"]["mean"] == pytest.approx(
        content["gait"]["base_height"]["mean"], abs=0.005
    )
    assert len(mjx_printed.splitlines()) == len(printed.splitlines())


def test_an_exported_file_is_evaluated_as_the_checkpoint_that_it_comes_from(evaluate, saved, tmp_path):
    """It says itself how it was trained, so that nothing is missing beside it."""
    file = tmp_path / "policy.onnx"
    file.write_bytes(to_onnx(saved, saved.origin).SerializeToString())
    printed, content = evaluate("--checkpoint", str(file))
    expected_print, expected = evaluate("--backend", "mujoco")
    assert content == expected
    assert printed == expected_print


@pytest.mark.parametrize(
    ("flags", "reason"),
    [
        (["--backend", "mjx"], "--backend mjx: .*is a file"),
        (["--step", "1000"], "--step: .*is a file"),
        (["--env", "toy"], "--env toy: a policy of GO2-v0 sees something else"),
        (["--env", "GO2-rough-v0"], "GO2-rough-v0 has uneven ground: use --terrains"),
        (["--worlds", "20", "--starts", "8"], "--starts: --worlds has"),
    ],
)
def test_flags_that_say_nothing_about_a_file_are_refused(saved, tmp_path, capsys, flags, reason):
    file = tmp_path / "policy.onnx"
    file.write_bytes(to_onnx(saved, saved.origin).SerializeToString())
    assert main(["eval", "--checkpoint", str(file), *flags]) == 2
    assert re.search(reason, capsys.readouterr().err)


def test_a_file_that_does_not_say_how_it_was_trained_is_not_evaluated(saved, tmp_path, capsys):
    file = tmp_path / "policy.onnx"
    file.write_bytes(to_onnx(saved).SerializeToString())
    assert main(["eval", "--checkpoint", str(file)]) == 2
    assert "configuration of the training" in capsys.readouterr().err


def test_a_delay_says_how_much_of_the_return_is_kept(evaluate):
    """Catalogue DEP-06. A policy that only stands does not mind."""
    printed, content = evaluate("--backend", "mujoco", "--action_delay_steps", "1")
    assert "return kept with the delay" in printed
    assert content["action_delay_steps"] == 1
    assert content["return_kept"] == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--grid", "0", "1", "1"], "--grid 0 1 1"),
        (["--grid", "100", "100", "1"], "2000 cells"),
        (["--action_delay_steps", "-1"], "--action_delay_steps -1: 0 to 10"),
        (["--png", "{folder}/none/grid.png"], "no such directory"),
    ],
)
def test_wrong_flags_exit_with_2(tmp_path, capsys, arguments, reason):
    filled = [argument.format(folder=tmp_path) for argument in arguments]
    assert main(["eval", "--checkpoint", str(tmp_path), *filled]) == 2
    assert reason in capsys.readouterr().err
