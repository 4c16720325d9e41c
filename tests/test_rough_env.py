"""The task on uneven ground: where episodes begin, what the critic sees, the curriculum, the end of the ground."""

import dataclasses
import json
import re

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from go2mjx.__main__ import main
from go2mjx.evaluation import episodes, final, tiles, worlds
from go2mjx.evaluation.terrains import DIFFICULTIES, draw, examine, tables
from go2mjx.process.errors import UsageError
from go2mjx.tasks.base import restart
from go2mjx.tasks.config import EnvConfig
from go2mjx.tasks.registry import make
from go2mjx.tasks.terrains import LEVELS, TERRAINS, middle
from tests.deploy_tools import GO2, untrained
from tests.env_tools import assert_same, columns, mirrored_observation, with_physics, with_simulation

COUNT = 16
CONFIG = EnvConfig(max_traj_length=100, terrains=("flat", "slope", "stairs"))


@pytest.fixture(scope="module")
def env():
    return make("GO2-rough-v0", CONFIG, COUNT)


@pytest.fixture(scope="module")
def step(env):
    return jax.jit(env.step)


@pytest.fixture(scope="module")
def reset(env):
    return jax.jit(env.reset)


@pytest.fixture(scope="module")
def commanded(env):
    return jax.jit(env.commanded)


@pytest.fixture(scope="module")
def start(reset):
    return reset(jax.random.split(jax.random.key(0), COUNT))


def on_tiles(state, level, **course):
    """`state` with all robots on the level, having come so far."""
    found = state.physics.course
    tile = found.tile.at[:, 1].set(level)
    return with_physics(state, course=found.replace(tile=tile, **course))


class TestStarts:
    def test_episodes_begin_in_the_middle_of_tiles_with_the_feet_above_all_ground(self, env, start, step):
        tile = np.asarray(start.physics.course.tile)
        assert (
            set(tile[:, 0]) == {0, 1, 2}
            and set(tile[:, 1]) <= set(range(LEVELS))
            and len(set(tile[:, 1])) > 3
        )
        place = np.asarray(env.position(start))
        np.testing.assert_allclose(place.T, middle(*tile.T, (3, LEVELS)))
        following = step(start, jnp.zeros((COUNT, 12)))
        assert not np.asarray(following.terminated).any()
        assert np.asarray(following.physics.foot_height).min() > -0.005

    def test_a_start_depends_on_its_key_alone(self, reset):
        keys = jax.random.split(jax.random.key(1), COUNT)
        few, many = (reset(some) for some in (keys[:4], keys))
        np.testing.assert_array_equal(few.physics.course.tile, many.physics.course.tile[:4])

    def test_flat_ground_knows_nothing_of_it(self):
        reset = make("GO2-v0", CONFIG, 1).reset
        assert jax.eval_shape(reset, jax.random.split(jax.random.key(0), 1)).physics.course is None


class TestObservation:
    def test_the_critic_sees_the_ground_around_and_the_actor_does_not(self, env, start, commanded):
        flat = make("GO2-v0", CONFIG, 1)
        assert env.state_entries == flat.state_entries
        scan = columns(env.privileged_entries, name="height_scan")
        assert len(scan) == 35 and env.observation_size["privileged_state"] == 12 + 35
        place = jnp.asarray([middle(2, LEVELS - 1, (3, LEVELS))] * COUNT)  # on the hardest stairs
        at = with_simulation(
            start,
            qpos=start.physics.simulation.qpos.at[:, :2].set(place).at[:, 3:7].set(jnp.array([1.0, 0, 0, 0])),
        )
        seen = commanded(at, at.command).obs.privileged_state[:, scan].reshape(COUNT, 7, 5)
        base = at.physics.simulation.qpos[:, 2]
        ground = np.asarray(seen + base[:, None, None])
        np.testing.assert_allclose(ground, 0.0, atol=1e-5)  # a level place, 60 cm to all sides
        ahead = with_simulation(at, qpos=at.physics.simulation.qpos.at[:, 0].add(0.7))
        seen = commanded(ahead, at.command).obs.privileged_state[:, scan].reshape(COUNT, 7, 5)
        ground = np.asarray(seen + base[:, None, None])[0].mean(axis=1)
        np.testing.assert_allclose(ground, [0, 0, 0, 0, 0.12, 0.12, 0.24], atol=0.08)

    def test_in_the_mirror_left_is_right(self, env, start, commanded):
        scan = columns(env.privileged_entries, name="height_scan")
        seen = commanded(start, start.command).obs
        mirrored = mirrored_observation(env, seen).privileged_state[:, scan].reshape(COUNT, 7, 5)
        np.testing.assert_array_equal(
            mirrored, seen.privileged_state[:, scan].reshape(COUNT, 7, 5)[:, :, ::-1]
        )

    def test_the_actor_may_see_it_too_just_before_its_command(self):
        seeing = make("GO2-rough-v0", EnvConfig(height_scan=True, terrains=("flat",)), 2)
        state = jax.jit(seeing.reset)(jax.random.split(jax.random.key(0), 2))
        scan = columns(seeing.state_entries, name="height_scan")
        assert scan.tolist() == list(range(42, 77)) and seeing.observation_size["state"] == 80
        np.testing.assert_array_equal(
            state.obs.state[:, scan],
            state.obs.privileged_state[:, columns(seeing.privileged_entries, name="height_scan")],
        )
        np.testing.assert_allclose(state.obs.state[:, -3:], state.command, atol=1e-6)

    def test_heights_are_above_the_ground_below(self, env, start, commanded):
        up = with_simulation(start, qpos=start.physics.simulation.qpos.at[:, 2].add(0.5))
        height = columns(env.privileged_entries, name="base_height")
        difference = (
            commanded(up, up.command).obs.privileged_state
            - commanded(start, start.command).obs.privileged_state
        )
        np.testing.assert_allclose(difference[:, height], 0.5, atol=1e-5)


class TestCurriculum:
    @pytest.mark.parametrize(
        "made, asked, fell, change",
        [
            (4.0, 5.0, False, 1),
            (3.0, 5.0, False, 0),
            (1.0, 5.0, False, -1),
            (4.0, 5.0, True, -1),
            (0.0, 0.5, False, 0),
        ],
    )
    def test_a_robot_goes_on_where_it_belongs(self, env, start, made, asked, fell, change):
        count = jnp.zeros(COUNT)
        state = on_tiles(start, 2, made=count + made, asked=count + asked)
        ended = jnp.ones(COUNT, bool)
        state = state.replace(truncated=ended & (not fell), terminated=ended & fell)
        fresh = jax.jit(restart, static_argnums=0)(env, ended, state)
        np.testing.assert_array_equal(fresh.physics.course.tile[:, 1], 2 + change)
        np.testing.assert_array_equal(fresh.physics.course.tile[:, 0], start.physics.course.tile[:, 0])
        place = np.asarray(env.position(fresh)).T
        np.testing.assert_allclose(place, middle(*np.asarray(fresh.physics.course.tile).T, (3, LEVELS)))
        assert not fresh.physics.course.made.any() and not fresh.physics.course.asked.any()

    def test_an_episode_cut_off_from_outside_counts_too(self, env, start):
        """The time limit of `gymnasium.make` is a wrapper's: the task never hears of it."""
        count = jnp.zeros(COUNT)
        state = on_tiles(start, 2, made=count + 4.0, asked=count + 5.0)
        fresh = jax.jit(restart, static_argnums=0)(env, jnp.ones(COUNT, bool), state)
        np.testing.assert_array_equal(fresh.physics.course.tile[:, 1], 3)

    def test_it_ends_at_the_easiest_and_goes_anywhere_from_the_hardest(self, env, start):
        ended, count = jnp.ones(COUNT, bool), jnp.zeros(COUNT)
        fallen = on_tiles(start, 0).replace(terminated=ended)
        assert not restart(env, ended, fallen).physics.course.tile[:, 1].any()
        through = on_tiles(start, LEVELS - 1, made=count + 5.0, asked=count + 5.0).replace(truncated=ended)
        found = np.asarray(restart(env, ended, through).physics.course.tile[:, 1])
        assert len(set(found)) > 2 and found.max() < LEVELS

    def test_who_goes_on_keeps_the_tile(self, env, start):
        ended = jnp.arange(COUNT) < 4
        fresh = restart(env, ended, start.replace(terminated=ended))
        assert_same(fresh.physics.course, start.physics.course, slice(4, None))

    def test_the_way_counts_along_the_command(self, env, start, step):
        state = start
        command = jnp.tile(jnp.array([0.5, 0.0, 0.3]), (COUNT, 1))
        state = env.commanded(state, command).replace(hold_command=jnp.ones(COUNT, bool))
        for _ in range(10):
            state = step(state, jnp.zeros((COUNT, 12)))
        course = state.physics.course
        np.testing.assert_allclose(course.asked, 10 * 0.02 * 0.5, rtol=1e-5)
        assert np.all(np.abs(course.made) <= np.asarray(course.asked) + 1e-6)
        assert env.metrics(state)["actor/terrain_difficulty"] == pytest.approx(
            np.mean(course.tile[:, 1]) / (LEVELS - 1)
        )


def test_an_episode_ends_where_the_ground_does(env, start, step):
    far = start.physics.simulation.qpos.at[:8, 0].set(500.0)
    following = step(with_simulation(start, qpos=far), jnp.zeros((COUNT, 12)))
    np.testing.assert_array_equal(following.truncated, np.arange(COUNT) < 8)
    assert not following.terminated.any()


class TestExam:
    def test_the_exam_of_terrains_judges_every_kind(self, monkeypatch):
        """In episodes of two commands, 2 s each."""
        monkeypatch.setattr(worlds, "COMMANDS", 2)
        monkeypatch.setattr(worlds, "HELD", 1)
        saved = untrained(noise=0.5)
        result = examine(saved.deployed, saved.env, 1, seed=0)
        content = result.to_json()
        json.dumps(content, allow_nan=False)
        assert [item["name"] for item in content["criteria"]] == [f"survived on {name}" for name in TERRAINS]
        assert [(cell["terrain"], cell["difficulty"]) for cell in content["cells"]] == [
            (name, difficulty) for name in TERRAINS for difficulty in DIFFICULTIES
        ]
        assert len(content["episodes"]) == len(content["cells"])
        judged, found = tables(result)
        assert judged.row_count == found.row_count == len(TERRAINS)
        lines = draw(result, "terrains").axes[0].lines
        assert [line.get_label() for line in lines] == list(TERRAINS)
        assert all(np.isfinite(line.get_ydata()).all() for line in lines)

    def test_held_out_episodes_are_told_by_their_tile(self):
        """In episodes of 2 s."""
        saved = untrained(env="GO2-rough-v0", terrains=["flat", "stairs"])
        plan = final.Plan.of(saved.env.max_command, 4, 4, 12)
        program = episodes.compile_evaluate(saved.env, saved.learner, saved.policy, 4)
        result = final.evaluate_policy(dataclasses.replace(program, steps=100), saved.policy, plan)
        found = tiles.survived_on_tiles(saved.env, plan, result.held_out)
        assert len(found) == 2 * LEVELS and sum(cell["episodes"] for cell in found) == 12
        assert sum(cell["survived"] for cell in found) == result.held_out.success.sum()
        table = tiles.table(found)
        assert table.row_count == 2 and len(table.columns) == 1 + LEVELS


class TestCommands:
    @pytest.mark.parametrize(
        "arguments, message",
        [
            (["--worlds", "20", "--terrains", "2"], "one at a time"),
            (["--terrains", "2", "--backend", "mujoco"], "--backend: --terrains has"),
            (["--terrains", "2", "--starts=8"], "--starts: --terrains has"),
            (["--worlds", "20", "--grid", "3", "3", "3"], "--grid: --worlds has"),
            (["--terrains", "-1"], "--terrains -1: 0 to"),
        ],
    )
    def test_an_exam_takes_no_flags_of_the_usual_evaluation(self, tmp_path, capsys, arguments, message):
        assert main(["eval", "--checkpoint", str(tmp_path), *arguments]) == 2
        assert message in re.sub(r"\s+", " ", capsys.readouterr().err)

    @pytest.mark.parametrize(
        "arguments, message",
        [
            (["--difficulty", "0.5"], "needs --terrain"),
            (["--terrain", "stairs", "--difficulty", "2"], "--difficulty 2.0: 0 to 1"),
        ],
    )
    def test_play_refuses_a_difficulty_that_means_nothing(self, capsys, arguments, message):
        assert main(["play", *arguments]) == 2
        assert message in capsys.readouterr().err

    def test_a_policy_that_sees_heights_is_for_no_robot(self):
        from go2mjx.export.onnx_policy import to_onnx

        with pytest.raises(UsageError, match="height_scan"):
            to_onnx(untrained(env="GO2-rough-v0", height_scan=True, terrains=["flat"]))


def test_the_robot_of_the_task_is_that_of_flat_ground(env):
    assert env.robot is not None and env.robot.name == GO2.name and not env.level_ground
