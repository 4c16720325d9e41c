"""The dynamics written for a base with legs: those of MJX to rounding, and left to MJX where a model is anything else."""

import operator

import jax
import numpy as np
import pytest

from go2mjx import robots
from go2mjx.physics import engine as engines
from go2mjx.physics import legged
from go2mjx.physics.legs import Legs
from go2mjx.physics.models import training_model
from tests import robot_files
from tests.robot_files import parsed

COUNT, STEPS = 16, 12
GO2 = robots.load("GO2")


def both_ways(robot):
    """Engines of the robots that step it by the code for legs and by the stages of MJX."""
    with_legs, stages = (engines.make_engine("jax", robot, COUNT) for _ in range(2))
    stages._legs = None
    return with_legs, stages


def fallen_and_flying(robot, seed=0):
    """Robots in all attitudes from within the floor to above it, with joints beyond their limits; targets to go on with."""
    generator = np.random.default_rng(seed)
    pose = np.array(robot.default_pose)
    attitude = generator.normal(size=(COUNT, 4)) * 0.3 + [1, 0, 0, 0]
    height = robot.default_height + generator.uniform(-0.05, 0.1, (COUNT, 1))
    joints = pose + generator.uniform(-1.0, 1.0, (COUNT, 12))
    place = generator.uniform(-1, 1, (COUNT, 2))
    qpos = np.hstack([place, height, attitude / np.linalg.norm(attitude, axis=1, keepdims=True), joints])
    qvel = generator.uniform(-2.0, 2.0, (COUNT, 18))
    targets = pose + generator.uniform(-0.8, 0.8, (STEPS, COUNT, 12))
    return qpos.astype(np.float32), qvel.astype(np.float32), targets.astype(np.float32)


def differences(robot, leaves):
    """Largest differences of each robot after one control step of both ways from the same states, (STEPS, COUNT)."""
    with_legs, stages = both_ways(robot)
    ours, theirs = (jax.jit(engine.step) for engine in (with_legs, stages))
    qpos, qvel, targets = fallen_and_flying(robot)
    simulation, found = stages.start(qpos, qvel), []
    for target in targets:
        mine, simulation = ours(simulation, target, leaves), theirs(simulation, target, leaves)
        pairs = zip(jax.tree.leaves(mine), jax.tree.leaves(simulation), strict=True)
        # accelerations of the warm start are up to thousands
        scaled = [np.abs(a - b) / np.maximum(1.0, np.abs(b)) for a, b in pairs if a.dtype != bool]
        found.append(np.max([each.reshape(COUNT, -1).max(axis=1) for each in scaled], axis=0))
    return np.array(found)


def assert_agree(found):
    """Rounding decides now and then whether a contact or a limit is on, after which two motions part a little."""
    assert np.median(found) < 5e-5
    assert np.mean(found > 5e-3) < 0.05


@pytest.mark.parametrize("name", ["GO2", "GO1"])
def test_the_motion_is_that_of_mjx(name):
    assert_agree(differences(robots.load(name), {}))


@pytest.mark.parametrize("change", [robot_files.in_another_order, robot_files.in_a_room])
def test_a_robot_of_ones_own_moves_as_in_mjx(change, tmp_path):
    robot = robots.load(robot_files.write(tmp_path, change))
    assert Legs.of(training_model(robot)) is not None
    assert_agree(differences(robot, {}))


def test_every_field_that_may_differ_between_robots_is_read_as_mjx_reads_it():
    generator = np.random.default_rng(1)
    model = both_ways(GO2)[0]._model
    leaves = {}
    for name in sorted(legged.FIELDS):
        value = np.asarray(operator.attrgetter(name)(model))
        factor = generator.uniform(0.9, 1.1, (COUNT, *value.shape))
        leaves[name] = (value * factor).astype(np.float32)
    for name in ("body_quat", "body_iquat", "jnt_axis"):  # of length one
        leaves[name] /= np.linalg.norm(leaves[name], axis=-1, keepdims=True)
    assert_agree(differences(GO2, leaves))


class TestOtherModels:
    """What the code for legs does not compute is left to MJX."""

    def test_a_spring_that_only_some_robots_have(self):
        with_legs, _ = both_ways(GO2)
        step = jax.jit(with_legs.step)
        stiffness = np.zeros((COUNT, 13), np.float32)
        stiffness[1, 1:] = 50.0
        qpos, qvel, targets = fallen_and_flying(GO2)
        start = with_legs.start(qpos, qvel)
        without = step(start, targets[0], {"jnt_stiffness": np.zeros_like(stiffness)})
        found = step(start, targets[0], {"jnt_stiffness": stiffness})
        moved = np.abs(found.qpos - without.qpos).max(axis=1)
        assert moved[1] > 1e-3 and (np.delete(moved, 1) == 0).all()

    def test_a_robot_with_a_tail(self, tmp_path):
        def with_a_tail(mjcf):
            tail = '<body name="tail"><inertial pos="0 0 0" mass="1" diaginertia="1 1 1"/></body>'
            mjcf.find("./worldbody/body").append(parsed(tail))

        robot = robots.load(robot_files.write(tmp_path, with_a_tail))
        assert Legs.of(training_model(robot)) is None

    @pytest.mark.parametrize(
        "field, value", [("iterations", 3), ("disableflags", 0), ("density", 1.2), ("cone", 1), ("solver", 1)]
    )
    def test_another_option(self, field, value):
        model = training_model(GO2)
        assert Legs.of(model) is not None
        setattr(model.opt, field, value)
        assert Legs.of(model) is None

    @pytest.mark.parametrize("field", ["jnt_stiffness", "body_gravcomp", "dof_frictionloss"])
    def test_another_force(self, field):
        model = training_model(GO2)
        getattr(model, field)[0 if field == "dof_frictionloss" else 1] = 0.1
        assert Legs.of(model) is None
