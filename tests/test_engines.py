"""Physics engines: the same motion from each, per joint name and per robot, and loud where contacts get lost."""

import functools
import importlib.util
import re

import jax
import mujoco
import numpy as np
import pytest

from benchmarks.physics.features import CASES
from go2mjx import robots
from go2mjx.physics import engine as engines
from go2mjx.physics.features import ignored
from go2mjx.physics.models import indices, training_model
from go2mjx.process.errors import UsageError
from tests import robot_files
from tests.robot_files import element, parsed

GO2 = robots.load("GO2")
POSE = np.array(GO2.default_pose, np.float32)
STEPS = 10
CONVERGED = (100, 50)
"""Iterations of solver and line search."""
CARRIED_OR_HONOURED = {  # by Warp
    "actuator damping",
    "polynomial damping",
    "polynomial stiffness",
    "polynomial damping of a tendon",
    "polynomial stiffness of a tendon",
    "ellipsoid fluid drag",
    "surface velocity",
    "springs or dampers disabled",
    "noslip iterations",
    "another integrator than Euler",
}

needs_warp = pytest.mark.skipif(
    importlib.util.find_spec("warp") is None, reason="warp-lang is not installed (the extra 'warp')"
)
each_engine = pytest.mark.parametrize("name", ["jax", pytest.param("warp", marks=needs_warp)])


def starts(count, seed=0):
    """Robots in about the default pose, just above the floor, and joint targets, (STEPS, count, 12) rad."""
    generator = np.random.default_rng(seed)
    qpos = np.tile(np.concatenate([[0, 0, GO2.default_height + 0.01, 1, 0, 0, 0], POSE]), (count, 1))
    qpos[:, 7:] += generator.uniform(-0.1, 0.1, (count, 12))
    qvel = generator.uniform(-0.1, 0.1, (count, 18))
    targets = POSE + generator.uniform(-0.25, 0.25, (STEPS, count, 12))
    return qpos.astype(np.float32), qvel.astype(np.float32), targets.astype(np.float32)


def compiled(engine):
    """A program from starts, targets and leaves to the `Simulation` after each control step."""

    @jax.jit
    def program(qpos, qvel, targets, leaves):
        def step(simulation, target):
            simulation = engine.step(simulation, target, leaves)
            return simulation, simulation

        return jax.lax.scan(step, engine.start(qpos, qvel), targets)[1]

    return program


def masses(engine, count):
    """A leaf that says what the model says."""
    return {"body_mass": np.tile(engine.mj_model.body_mass, (count, 1)).astype(np.float32)}


@functools.cache
def two_robots(name):
    """The engine `name` with two GO2, and its program."""
    engine = engines.make_engine(name, GO2, 2)
    return engine, compiled(engine)


def converged(name, robot):
    """An engine of two robots with a solver that converges."""
    mj_model = training_model(robot)
    mj_model.opt.iterations, mj_model.opt.ls_iterations = CONVERGED
    if name == "jax":
        return engines.Engine(robot, mj_model)
    from go2mjx.physics.warp_engine import WarpEngine

    return WarpEngine(robot, mj_model, 2)


def with_a_belt(mjcf):
    """Couple two joints by a tendon with all that a tendon can have and an engine honours."""
    belt = '<tendon><fixed name="belt" armature="0.02" damping="0.1" stiffness="3" frictionloss="0.1">'
    joints = '<joint joint="FL_thigh_joint" coef="1"/><joint joint="FL_calf_joint" coef="-0.5"/>'
    mjcf.append(parsed(f"{belt}{joints}</fixed></tendon>"))


def test_an_unknown_engine_is_refused_with_the_nearest_name():
    with pytest.raises(UsageError, match=r"--engine wrap; did you mean 'warp'\?: allowed are jax, warp"):
        engines.make_engine("wrap", GO2, 1)


@pytest.mark.skipif(importlib.util.find_spec("warp") is not None, reason="warp-lang is installed")
def test_warp_without_its_package_is_refused_with_what_to_install():
    with pytest.raises(UsageError, match=r"--engine warp: .* pip install 'go2mjx\[warp\]'"):
        engines.make_engine("warp", GO2, 1)


@each_engine
def test_the_motion_is_that_of_c_mujoco(name, tmp_path):
    """Of the same model with a solver that converges, from the same starts under the same targets; the robot has a belt besides."""
    robot = robots.load(robot_files.write(tmp_path, with_a_belt))
    engine = converged(name, robot)
    mj_model = engine.mj_model
    qpos, qvel, targets = starts(2)
    found = compiled(engine)(qpos, qvel, targets, {})
    where = indices(robot, mj_model)
    for index in range(2):
        data = mujoco.MjData(mj_model)
        data.qpos, data.qvel = qpos[index], qvel[index]
        for step in range(STEPS):
            data.ctrl[where.actuators] = targets[step, index]
            mujoco.mj_step(mj_model, data, 5)
            assert np.abs(found.qpos[step, index] - data.qpos).max() < 5e-5
            assert np.abs(found.torque[step, index] - data.actuator_force[where.actuators]).max() < 5e-3
            assert np.abs(found.foot_position[step, index] - data.geom_xpos[where.foot_geoms]).max() < 5e-5
    assert not found.overflow.any()


@each_engine
def test_a_leaf_changes_the_motion_of_its_robot_alone(name):
    """A heavier base sinks deeper; the robot beside it moves as before."""
    engine, program = two_robots(name)
    leaves = masses(engine, 2)
    before = jax.block_until_ready(program(*starts(2), leaves))  # it may read the array that is changed next
    leaves["body_mass"][1, engine.mj_model.body("base").id] += 10.0
    after = program(*starts(2), leaves)
    assert (before.qpos[:, 0] == after.qpos[:, 0]).all()
    assert after.qpos[-1, 1, 2] < before.qpos[-1, 1, 2] - 0.005


@each_engine
def test_joints_go_by_name_whatever_the_order_of_the_file(name, tmp_path):
    other = robots.load(robot_files.write(tmp_path, robot_files.in_another_order))
    assert indices(other, training_model(other)).actuators.tolist() != list(range(12))
    engine, program = two_robots(name)
    ours = program(*starts(2), masses(engine, 2))
    engine = engines.make_engine(name, other, 2)
    theirs = compiled(engine)(*starts(2), masses(engine, 2))
    for field in ("qpos", "torque", "foot_position"):
        assert np.allclose(getattr(ours, field), getattr(theirs, field), atol=5e-3), field


def test_products_of_the_physics_keep_float32_whatever_the_precision_around_it():
    with jax.default_matmul_precision("bfloat16"):
        program = str(jax.make_jaxpr(compiled(converged("jax", GO2)))(*starts(2), {}))
    found = set(re.findall(r"precision=\(?(?:Precision\.)?(\w+)", program))
    assert found == {"HIGHEST"}


@needs_warp
def test_lost_contacts_are_reported_with_the_flag_to_raise(capfd):
    small = engines.make_engine("warp", GO2, 2, max_contacts=1)
    lost = compiled(small)(*starts(2), {})
    assert lost.overflow.any()
    assert not lost.overflow[0].any()  # still in the air
    capfd.readouterr()
    enough, program = two_robots("warp")
    assert not program(*starts(2), masses(enough, 2)).overflow.any()
    assert capfd.readouterr().out == ""  # nothing about a solver that was asked for one iteration


@pytest.mark.parametrize("name", CASES)
def test_what_an_engine_ignores_is_named(name):
    case = CASES[name]
    used, unused = case.models()
    for engine in ("jax", "warp"):
        found = ignored(used, engine)
        if engine == "warp" and name in CARRIED_OR_HONOURED:
            assert not found
        else:
            (text,) = found
            assert text.startswith(name.removesuffix(" of a tendon"))
            assert text.endswith(f" {case.named}") or not case.named
        assert not ignored(unused, engine)


def test_a_robot_that_uses_an_ignored_feature_is_refused_with_its_name(tmp_path):
    def heavy_rotor(mjcf):
        element(mjcf, "position", "FL_hip").attrib["armature"] = "0.1"

    robot = robots.load(robot_files.write(tmp_path, heavy_rotor))
    with pytest.raises(
        UsageError, match=r"--engine jax .*: actuator armature \(armature\) of actuator FL_hip"
    ):
        engines.make_engine("jax", robot, 1)
