"""Getting up: what of a robot that lies touches the ground, where episodes begin, what counts as standing, the exam, the window."""

import json
import re

import jax
import jax.numpy as jnp
import mujoco
import numpy as np
import pytest
from deploy_tools import GO2, StubPolicy, description, untrained
from env_tools import with_simulation

from go2mjx import robots
from go2mjx.__main__ import main
from go2mjx.config import presets
from go2mjx.deploy import SHIPPED
from go2mjx.deploy.policy import Policy
from go2mjx.evaluation import getup, verdict
from go2mjx.evaluation.episodes import make_evaluate
from go2mjx.evaluation.final import Plan
from go2mjx.physics.engine import make_engine
from go2mjx.physics.fallen import fallen
from go2mjx.physics.legs import Legs
from go2mjx.physics.models import indices, training_model
from go2mjx.process.errors import UsageError
from go2mjx.robots.standing import HOLD_SECONDS, LEAST_HEIGHT, MOST_TILT, QUIET, stands
from go2mjx.tasks.getup import SEED
from go2mjx.tasks.registry import kind, make, misplaced
from go2mjx.viewing.commanded_walk import Walker

NAME = "GO2-getup-v0"
COUNT = 8
HOME = np.array([0, 0, GO2.default_height, 1, 0, 0, 0, *GO2.default_pose], np.float32)


@pytest.fixture(scope="module")
def saved():
    """An untrained policy, which asks for the default pose."""
    settings = vars(kind(NAME).config) | {"env": NAME}
    return untrained(**{name: settings[name] for name in ("env", "action_scale", "max_traj_length")})


@pytest.fixture(scope="module")
def env(saved):
    return saved.env


@pytest.fixture(scope="module")
def step(env):
    return jax.jit(env.step)


@pytest.fixture(scope="module")
def start(env):
    return jax.jit(env.reset)(jax.random.split(jax.random.key(0), COUNT))


@pytest.fixture(autouse=True, scope="module")
def few_poses():
    """Dropping a robot takes time, and a test needs few."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("go2mjx.tasks.getup.POSES", 16)
        patch.setattr("go2mjx.viewing.commanded_walk.POSES", 4)
        yield


class TestContacts:
    def test_robots_that_lie_move_as_in_c_mujoco(self):
        """The same spheres on the same model, one Newton iteration a step in both."""
        model = training_model(GO2, shell=True)
        assert Legs.of(model) is not None  # or MJX itself would step it
        where, data = indices(GO2, model), mujoco.MjData(model)
        qpos, qvel = fallen(GO2, COUNT, seed=1)
        targets = np.array(GO2.default_pose) + np.random.default_rng(0).uniform(-0.5, 0.5, (COUNT, 12))
        engine = make_engine("jax", GO2, COUNT, shell=True)
        ours = jax.jit(engine.step)(engine.start(qpos, qvel), targets.astype(np.float32), {})
        for index in range(COUNT):
            mujoco.mj_resetData(model, data)
            data.qpos[where.qpos], data.qvel[where.qvel] = qpos[index], qvel[index]
            data.ctrl[where.actuators] = targets[index]
            mujoco.mj_step(model, data, GO2.physics_steps)
            np.testing.assert_allclose(ours.qpos[index], data.qpos[where.qpos], atol=2e-4)

    def test_without_the_shell_it_would_fall_through_the_floor(self):
        """And with it a limp robot rests on the ground."""
        models = training_model(GO2), training_model(GO2, shell=True)
        heights = []
        for model in models:
            data = mujoco.MjData(model)
            model.actuator_gainprm[:] = model.actuator_biasprm[:] = 0.0
            data.qpos[:] = [0, 0, 0.3, 0, 1, 0, 0, *GO2.default_pose]  # on its back
            mujoco.mj_step(model, data, 500)
            heights.append(data.qpos[2])
        assert heights[0] < -0.1 and 0.05 < heights[1] < 0.12

    def test_a_robot_without_a_shell_cannot_lie(self):
        with pytest.raises(UsageError, match="GO1 cannot lie: its description has no shell"):
            make(NAME, kind(NAME).config, robot="GO1")


class TestFallenPoses:
    def test_they_lie_on_the_ground_on_every_side_with_joints_anywhere(self):
        qpos, qvel = fallen(GO2, 64, seed=2)
        assert np.isfinite(qvel).all() and (qpos[:, 2] > 0.03).all() and (qpos[:, 2] < 0.35).all()
        assert {0, 1} < set(getup.lying_on(qpos))  # and on a side, as few do
        assert (np.ptp(qpos[:, 7:], axis=0) > 0.7).all()

    def test_they_depend_on_the_seed_and_the_index_alone(self):
        few, many = (fallen(GO2, count, seed=3)[0] for count in (2, 4))
        np.testing.assert_array_equal(few, many[:2])
        assert np.abs(fallen(GO2, 2, seed=4)[0] - few).max() > 0.1

    def test_the_side_that_faces_down_is_told(self):
        """Rolled to its left about x by half a pi, gravity points to its left."""
        rolls = {"belly": (1, 0), "back": (0, 1), "left side": (1, -1), "right side": (1, 1)}
        qpos = np.zeros((4, 19))
        qpos[:, 3:5] = [np.divide(roll, np.linalg.norm(roll)) for roll in rolls.values()]
        assert [getup.STARTS[index] for index in getup.lying_on(qpos)] == list(rolls)


class TestStanding:
    UPRIGHT = np.array([0.0, 0.0, -1.0])

    @pytest.mark.parametrize(
        ("share", "tilt", "speed", "expected"),
        [
            (1.0, 0.0, 0.0, True),
            (LEAST_HEIGHT - 0.01, 0.0, 0.0, False),
            (1.0, MOST_TILT + 0.01, 0.0, False),
            (1.0, MOST_TILT - 0.01, QUIET - 0.01, True),
            (1.0, 0.0, QUIET + 0.01, False),
            (np.nan, 0.0, 0.0, False),
            (1.0, 0.0, np.nan, False),
        ],
    )
    def test_each_limit_counts(self, share, tilt, speed, expected):
        gravity = np.array([np.sin(tilt), 0.0, -np.cos(tilt)])
        joint_velocity = np.zeros(12)
        joint_velocity[3] = -speed
        assert stands(GO2, share * GO2.default_height, gravity, joint_velocity) == expected

    def test_it_counts_after_it_has_been_held(self, env, start, step):
        state = with_simulation(start, qpos=jnp.tile(HOME, (COUNT, 1)), qvel=jnp.zeros((COUNT, 18)))
        held = []
        for _ in range(60):
            state = step(state, jnp.zeros((COUNT, 12)))
            held.append(np.asarray(env.succeeds(state)).all())
        first = held.index(True)
        assert first >= round(HOLD_SECONDS / env.time_step) - 1 and all(held[first:])


class TestEpisodes:
    def test_they_begin_where_a_fall_left_the_robot_and_are_told_to_stand(self, env, start):
        poses = fallen(GO2, 16, SEED)[0]
        for pose in np.asarray(start.physics.simulation.qpos):
            assert (poses == pose).all(axis=1).any()
        assert not np.asarray(start.command).any() and env.max_command == (0.0, 0.0, 0.0)

    def test_the_actor_sees_what_it_sees_walking(self, env):
        assert env.state_entries == make("GO2-v0", kind("GO2-v0").config).state_entries

    def test_lying_ends_no_episode_but_the_time_limit_does(self, env, start, step):
        state = step(start, jnp.zeros((COUNT, 12)))
        assert not np.asarray(state.terminated).any() and np.asarray(state.valid).all()
        late = step(state.replace(episode_step=state.episode_step + 10_000), jnp.zeros((COUNT, 12)))
        assert np.asarray(late.truncated).all() and not np.asarray(late.terminated).any()

    def test_an_evaluation_counts_who_stands_at_its_end(self, saved):
        """Untrained, who fell on the belly may get up by stretching its legs, and who fell on the back does not."""
        evaluate = jax.jit(make_evaluate(saved.env, saved.learner))
        result, *_ = evaluate(saved.policy, jax.random.key(0), jnp.zeros((COUNT, 3)), 0, 150)
        result = jax.tree.map(np.asarray, result)
        assert (result.length == 150).all() and not result.success.all()
        summary = verdict.summarize(result, moving=False)
        assert summary["eval/stands"] == 0.0 and "eval/walks" not in summary
        assert "eval/velocity_error" not in summary

    def test_the_preset_has_the_settings_of_the_gymnasium_id(self):
        preset = presets.load("go2_getup_cpu")
        assert preset.environment == kind(NAME).config and preset.run.env == NAME

    def test_settings_of_commands_and_of_the_ground_are_refused(self):
        found = misplaced(NAME, {"max_yaw_rate": 2.0, "terrain_seed": 3, "action_scale": 1.0})
        assert len(found) == 2
        assert "max_yaw_rate 2.0: GO2-getup-v0 has no commands" in found[1]
        assert "GO2-getup-v0 has level ground" in found[0]


def episodes(success, command=(0.0, 0.0, 0.0)):
    count = len(success)
    zero = np.zeros(count)
    return verdict.Episodes(
        np.tile(command, (count, 1)), zero + 5.0, zero + 150, np.array(success), zero + 9, zero + 9, zero + 9
    )


class TestVerdict:
    def test_where_no_command_moves_the_share_that_stands_decides(self):
        """However far and fast the robot moved on its way."""
        assert verdict.summarize(episodes([True] * 19 + [False]), moving=False)["eval/stands"] == 1.0
        assert verdict.summarize(episodes([True] * 18 + [False] * 2), moving=False)["eval/stands"] == 0.0

    def test_of_equal_shares_the_higher_return_is_better(self):
        low, high = (
            verdict.summarize(episodes([True] * 4), moving=False) | {"eval/average_return": value}
            for value in (800.0, 801.0)
        )
        one_less = verdict.summarize(episodes([True] * 63 + [False]), moving=False) | {
            "eval/average_return": 1e6
        }
        # the loop remembers them in 32 bits
        assert np.float32(verdict.score(high)) < np.float32(verdict.score(low)) < verdict.score(one_less)
        assert verdict.score(low | {"eval/average_return": np.nan}) == np.inf

    def test_a_final_evaluation_is_read_back(self):
        plan = Plan.of((0.0, 0.0, 0.0), 64, episodes=3, held_out_episodes=2)
        assert not plan.commands.any() and len(plan.commands) == 5
        result = plan.evaluation(episodes([True] * 5))
        content = json.loads(json.dumps(verdict.to_json(result)))
        again = verdict.from_json(content)
        assert content["stands"] and "walks" not in content
        assert (again.stands, again.walks, again.words) == (True, False, "the robot stands")
        assert [both[0].name for both in again.criteria] == ["stands"]


class TestExam:
    def test_who_stands_walks_on_and_who_lies_is_not_handed_over(self, env, monkeypatch):
        """One robot stands already, one lies on its back, where the default pose does not help."""
        qpos = np.stack([HOME, HOME])
        qpos[1, 2:7] = 0.1, 0, 1, 0, 0
        monkeypatch.setattr(getup, "fallen", lambda *_: (qpos, np.zeros((2, 18), np.float32)))
        stub = StubPolicy(description(max_tilt=env.max_tilt))
        result = getup.examine(stub, Policy(SHIPPED), env, 2, seed=0)
        assert result.success.tolist() == [True, False] and result.walks_on.tolist() == [True, False]
        assert result.seconds[0] < 1.0 and np.isnan(result.seconds[1]) and np.isnan(result.velocity_error[1])
        assert result.velocity_error[0] < 0.2
        assert [item.value for item in result.criteria] == [0.5, 0.5]
        assert result.starts["back"]["up"] == 0.0 and result.starts["all"]["poses"] == 2
        assert json.loads(json.dumps(result.to_json()))["episodes"][1]["seconds"] is None

    def test_the_command_line_takes_it(self, saved, tmp_path, monkeypatch, capsys):
        from go2mjx.export.onnx_policy import to_onnx

        file, numbers = tmp_path / "policy.onnx", tmp_path / "numbers.json"
        file.write_bytes(to_onnx(saved, saved.origin).SerializeToString())
        assert Policy(file).description.gets_up
        assert main(["eval", "--checkpoint", str(file), "--getup", "4", "--json", str(numbers)]) == 0
        assert "fallen, up, walks on" in capsys.readouterr().out
        assert len(json.loads(numbers.read_text())["episodes"]) == 4
        assert main(["eval", "--checkpoint", str(file)]) == 2
        assert "GO2-getup-v0 is no task of walking: use --getup" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("flags", "reason"),
        [
            (["--getup", "10"], "--getup 10: GO2-v0 is told to walk"),
            (["--getup", "10", "--worlds", "20"], "--worlds and --getup are 2 exams"),
            (["--getup", "-1"], "--getup -1: 0 to"),
            (["--getup", "10", "--starts", "8"], "--starts: --getup has"),
        ],
    )
    def test_it_is_refused_where_it_says_nothing(self, flags, reason, capsys):
        assert main(["eval", "--checkpoint", str(SHIPPED), *flags]) == 2
        assert re.search(reason, capsys.readouterr().err)


class TestWindow:
    def test_a_robot_that_is_thrown_over_is_driven_by_the_second_policy_until_it_stands(self, capsys):
        walking, rising = (StubPolicy(description(**changes)) for changes in ({}, {"max_tilt": np.pi}))
        walker = Walker(walking, GO2, getup=rising)
        assert walker.lies
        walker.step(np.zeros(3))
        assert (walking.calls, rising.calls) == (0, 1)  # it begins lying
        walker.robot.place(HOME, np.zeros(18))
        for _ in range(60):
            walker.step(np.zeros(3))
        assert walking.calls > 0
        before = rising.calls
        walker.topple()
        for _ in range(60):
            walker.step(np.zeros(3))
        assert rising.calls > before and "it gets up" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("flags", "reason"),
        [
            (["--getup", "nowhere"], "--getup nowhere: there is no such run directory or file"),
            (["--getup", str(SHIPPED)], "it must be a policy of GO2-getup-v0"),
        ],
    )
    def test_a_wrong_second_policy_is_refused(self, flags, reason, tmp_path, capsys):
        assert main(["play", "--video", str(tmp_path / "film.mp4"), *flags]) == 2
        assert reason in capsys.readouterr().err


def test_the_shell_of_a_robot_is_alike_on_both_sides():
    for robot in map(robots.load, robots.NAMES):
        spheres = {(sphere.body, sphere.place, sphere.radius) for sphere in robot.shell}
        swapped = str.maketrans("LR", "RL")
        for body, (x, y, z), radius in spheres:
            other = body if body == robot.base else body[0] + body[1:].translate(swapped)
            assert (other, (x, -y if y else 0.0, z), radius) in spheres
