"""Uneven ground: fields of heights as MuJoCo has them, the feet's contacts on them, and the kinds of terrain."""

import jax
import jax.numpy as jnp
import mujoco
import numpy as np
import pytest

from go2mjx import robots
from go2mjx.physics.engine import Engine, make_engine
from go2mjx.physics.ground import FLAT, HeightField
from go2mjx.physics.models import FLOOR, full_collision_model, ground_of, training_model
from go2mjx.tasks import terrains
from go2mjx.tasks.terrains import CELLS, SPACING, TERRAINS, TILE
from tests.test_legged import STEPS, assert_agree, fallen_and_flying

GO2 = robots.load("GO2")
BUMPS = HeightField(np.random.default_rng(0).uniform(-0.1, 0.1, (21, 31)).astype(np.float32), SPACING)


def places(field, count=200):
    """Random places above `field`, (count, 2) m."""
    edge = field.spacing * (np.array(field.heights.shape[::-1]) - 1) / 2
    return np.random.default_rng(1).uniform(-edge, edge, (count, 2))


def tile_of(name, difficulty=1.0, seed=0):
    return terrains.tile(TERRAINS[name], difficulty, np.random.default_rng(seed))


class TestHeightField:
    def test_heights_are_those_that_a_ray_of_mujoco_meets(self):
        model = full_collision_model(GO2, BUMPS)
        data = mujoco.MjData(model)
        data.qpos[2] = 50.0
        mujoco.mj_forward(model, data)
        at = places(BUMPS)
        down, geom = np.array([0.0, 0.0, -1.0]), np.zeros(1, np.int32)
        met = [
            5.0 - mujoco.mj_ray(model, data, np.array([*place, 5.0]), down, None, 1, -1, geom) for place in at
        ]
        np.testing.assert_allclose(BUMPS.height(at), met, atol=1e-6)

    def test_normals_are_at_right_angles_to_the_triangles(self):
        at, small = places(BUMPS), 1e-5
        height, normal = BUMPS.surface(at)
        for axis in np.eye(2):
            step = small * axis * np.where(BUMPS.contains(at + small * axis), 1, -1)[:, None]
            rise = BUMPS.height(at + step) - height
            along = np.concatenate([step, rise[:, None]], axis=1) / small
            # a step may lead onto the next triangle
            assert np.mean(np.abs((along * normal).sum(axis=1)) < 1e-3) > 0.99

    def test_a_device_finds_the_same(self):
        at = places(BUMPS).astype(np.float32)
        on_device = HeightField(jnp.asarray(BUMPS.heights), BUMPS.spacing)
        for ours, theirs in zip(jax.jit(on_device.surface)(jnp.asarray(at)), BUMPS.surface(at), strict=True):
            assert np.mean(np.abs(ours - theirs) > 1e-5) < 0.02  # rounding may choose another triangle

    def test_beyond_the_edge_the_heights_there_go_on(self):
        middle_of_edge = np.array([0.75, 0.0])
        assert not BUMPS.contains(middle_of_edge * 1.1) and BUMPS.contains(middle_of_edge * 0.9)
        assert BUMPS.height(middle_of_edge * 2) == pytest.approx(BUMPS.height(middle_of_edge), abs=1e-6)

    def test_a_robot_that_diverged_is_nowhere(self):
        place = np.array([[0.1, 0.2], [np.nan, 0.0]])
        assert np.isnan(BUMPS.height(place)).tolist() == [False, True]

    def test_a_model_gives_back_its_ground(self):
        assert ground_of(training_model(GO2)) is FLAT
        found = ground_of(training_model(GO2, BUMPS))
        np.testing.assert_allclose(found.heights, BUMPS.heights, atol=1e-7)
        assert found.spacing == pytest.approx(BUMPS.spacing)

    def test_a_sphere_is_as_far_from_it_as_in_mujoco(self):
        """On even ground; near an edge MuJoCo knows the next triangles too (docs/terrain.md)."""
        slope = HeightField((0.3 * SPACING * np.arange(31) * np.ones((21, 1))).astype(np.float32), SPACING)
        model = training_model(GO2, slope)
        data = mujoco.MjData(model)
        feet = [model.geom(foot).id for foot in GO2.feet]
        home = model.key("home").qpos
        angle = np.arctan(0.3)
        for place in places(slope, 20) * 0.5:
            data.qpos, above = home, GO2.default_height - 0.012
            foot_point = np.array([*place, slope.height(place)])
            data.qpos[:3] = foot_point + above * np.array([-np.sin(angle), 0, np.cos(angle)])
            data.qpos[3:7] = np.cos(angle / 2), 0, -np.sin(angle / 2), 0
            mujoco.mj_forward(model, data)
            gaps = slope.gap(data.geom_xpos[feet], model.geom_size[feet, 0])
            for foot, gap in zip(feet, gaps, strict=True):
                depths = [c.dist for c in data.contact if foot in c.geom]
                assert depths and min(depths) == pytest.approx(gap, abs=1e-5)


class TestContacts:
    def test_an_even_slope_is_the_tilted_plane(self):
        angle = np.arctan(0.3)
        places_x = SPACING * (np.arange(201) - 100)
        slope = HeightField((0.3 * places_x * np.ones((201, 1))).astype(np.float32), SPACING)
        tilted = training_model(GO2)
        tilted.geom_quat[tilted.geom(FLOOR).id] = np.cos(angle / 2), 0, -np.sin(angle / 2), 0
        on_field, on_plane = make_engine("jax", GO2, 1, ground=slope), Engine(GO2, tilted)
        assert on_field._legs is not None and on_plane._legs is not None
        qpos, qvel, targets = fallen_and_flying(GO2)
        qpos[:, 2] += 0.3 * qpos[:, 0]
        ours, theirs = (jax.jit(engine.step) for engine in (on_field, on_plane))
        simulation, found = on_plane.start(qpos, qvel), []
        for target in targets[: STEPS // 2]:
            mine, simulation = ours(simulation, target, {}), theirs(simulation, target, {})
            found.append(np.abs(mine.qpos - simulation.qpos).max(axis=1))
        assert_agree(np.array(found))

    def test_a_robot_stands_on_blocks_as_in_c_mujoco(self):
        """Each side on a height of its own; C MuJoCo has every contact, harder ground and a solver that goes on to the end."""
        heights = np.zeros((41, 41), np.float32)
        heights[:, 22:] = 0.02  # under the front feet
        heights[22:] += 0.01  # under the left ones
        blocks = HeightField(heights, SPACING)
        engine, model = make_engine("jax", GO2, 1, ground=blocks), full_collision_model(GO2, blocks)
        data = mujoco.MjData(model)
        data.qpos, data.ctrl = model.key("home").qpos, model.key("home").ctrl
        data.qpos[2] += 0.04
        start = data.qpos[None].astype(np.float32)
        step, simulation = jax.jit(engine.step), engine.start(start, np.zeros((1, 18), np.float32))
        for _ in range(120):
            simulation = step(simulation, start[:, 7:], {})
            mujoco.mj_step(model, data, GO2.physics_steps)
        assert np.abs(data.qvel).max() < 0.05
        np.testing.assert_allclose(simulation.qpos[0, :7], data.qpos[:7], atol=1e-2)


class TestTerrains:
    @pytest.mark.parametrize("name", TERRAINS)
    def test_a_tile_is_level_where_nothing_is_difficult_and_ends_at_zero(self, name):
        assert not tile_of(name, 0.0).any()
        tile = tile_of(name)
        assert tile.any() == (name != "flat")
        assert abs(tile[0]).max() < 1e-6 and abs(tile[:, 0]).max() < 1e-6
        assert abs(tile[-1]).max() < 0.02 and abs(tile[:, -1]).max() < 0.02

    @pytest.mark.parametrize("name", TERRAINS)
    def test_a_seed_draws_the_same_tile_again(self, name):
        np.testing.assert_array_equal(tile_of(name), tile_of(name))
        assert (tile_of(name) != tile_of(name, seed=1)).any() == (name in ("rough", "steps"))

    def test_the_hardest_tiles_are_what_the_page_says(self):
        rises = np.diff(tile_of("stairs")[CELLS // 2])
        assert np.abs(rises).max() == pytest.approx(0.12) and np.count_nonzero(rises) == 20
        steepest = np.abs(np.diff(tile_of("slope")[CELLS // 2])).max() / SPACING
        assert np.degrees(np.arctan(steepest)) == pytest.approx(20.0, abs=0.1)
        assert 0.095 < np.abs(tile_of("waves")).max() <= 0.1
        assert 0.045 < np.abs(tile_of("rough")).max() <= 0.05
        assert np.unique(tile_of("steps").round(6)).tolist() == [0.0, 0.05, 0.1]
        gaps = tile_of("gaps")[CELLS // 2]
        edges = np.flatnonzero(np.diff(gaps))
        assert gaps.min() == pytest.approx(-0.3)
        np.testing.assert_allclose(SPACING * np.diff(edges)[::2], 0.2, atol=SPACING)

    def test_a_field_has_its_tiles_where_their_middles_are_said_to_be(self):
        names, difficulties = ("stairs", "flat", "gaps"), (0.5, 1.0)
        field = terrains.field(names, difficulties, seed=3)
        for row, name in enumerate(names):
            for column, difficulty in enumerate(difficulties):
                x, y = terrains.middle(row, column, (3, 2))
                steps = SPACING * (np.arange(CELLS) - CELLS // 2)
                found = field.height(np.stack(np.meshgrid(x + steps, y + steps), axis=-1))
                random = np.random.default_rng([3, row, column])
                np.testing.assert_allclose(
                    found, terrains.tile(TERRAINS[name], difficulty, random), atol=1e-5
                )
        edge = np.array([TILE * 2, 0.0]) - 0.1
        assert field.contains(edge) and field.height(edge) == 0.0
