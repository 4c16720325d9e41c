"""Worlds that differ: each quantity changes the motion as it does in C MuJoCo, late targets, noise, pushes; the plain world stays."""

import copy
import dataclasses
import json

import jax
import jax.numpy as jnp
import mujoco
import numpy as np
import pytest
from deploy_tools import GO2, POSE, untrained

from go2mjx.deploy.policy import Observer, Policy
from go2mjx.deploy.safety import MotorCommand
from go2mjx.evaluation import worlds
from go2mjx.evaluation.worlds import RINGS, DisturbedRobot, WorldsExam, draw, examine, tables
from go2mjx.export.onnx_policy import to_onnx
from go2mjx.physics.engine import make_engine
from go2mjx.physics.models import indices, joint_constants, training_model
from go2mjx.process.errors import UsageError
from go2mjx.tasks.config import EnvConfig, RandomizationConfig
from go2mjx.tasks.randomization import Disturbance, Randomization
from go2mjx.tasks.registry import make
from tests import robot_files

MODEL = training_model(GO2)
WORLDS = Randomization(RandomizationConfig(), 1.0, GO2, MODEL)
IN_THE_MODEL = (
    "ground_friction",
    "contact_softness",
    "slope",
    "payload",
    "centre_of_mass",
    "link_mass",
    "motor_strength",
    "position_gain",
    "derivative_gain",
    "joint_friction",
    "joint_damping",
    "armature",
)
STEPS = 3
QUIET = {"gyroscope_noise": 0.0, "gravity_noise": 0.0, "joint_angle_noise": 0.0, "joint_velocity_noise": 0.0}


def at_the_end(quantity=None):
    """The world of one robot with `quantity` at the lower end of its range."""
    drawn = WORLDS.draw(jax.random.split(jax.random.key(0), 1))
    return {
        name: -np.ones_like(value[0]) if name == quantity else np.zeros_like(value[0])
        for name, value in drawn.items()
    }


def in_c(model, fields):
    """A copy of `model` with `fields`, and what MuJoCo derives from them."""
    model = copy.copy(model)
    for name, values in fields.items():
        getattr(model.opt if name.startswith("opt.") else model, name.removeprefix("opt."))[:] = values
    mujoco.mj_setConst(model, mujoco.MjData(model))
    return model


@pytest.fixture(scope="module")
def motions():
    """Robots thrown sideways, the last in the plain world: qpos after `STEPS` control steps in MJX and in C MuJoCo; soon contacts make any
    difference grow."""
    worlds = [at_the_end(quantity) for quantity in (*IN_THE_MODEL, None)]
    generator = np.random.default_rng(0)
    qpos = np.concatenate([[0, 0, GO2.default_height, 1, 0, 0, 0], POSE]).astype(np.float32)
    qvel = np.zeros(18, np.float32)
    qvel[:2] = 0.5, -1.0
    targets = (POSE + generator.uniform(-0.3, 0.3, (STEPS, 12))).astype(np.float32)
    engine = make_engine("jax", GO2, len(worlds))
    step = jax.jit(engine.step)
    fields = jax.vmap(WORLDS.fields)(jax.tree.map(lambda *rows: np.stack(rows), *worlds))
    simulation = engine.start(*(np.tile(start, (len(worlds), 1)) for start in (qpos, qvel)))
    for target in targets:
        simulation = step(simulation, np.tile(target, (len(worlds), 1, 1)), fields)
    found = []
    for world in worlds:
        model = in_c(MODEL, WORLDS.fields(world))
        data, where = mujoco.MjData(model), indices(GO2, model)
        data.qpos[where.qpos], data.qvel[where.qvel] = qpos, qvel
        for target in targets:
            data.ctrl[where.actuators] = target
            mujoco.mj_step(model, data, GO2.physics_steps)
        found.append(data.qpos[where.qpos])
    return np.asarray(simulation.qpos), np.array(found)


@pytest.mark.parametrize("quantity", IN_THE_MODEL)
def test_a_quantity_changes_the_motion_as_in_c_mujoco(motions, quantity):
    mjx, c = motions
    index = IN_THE_MODEL.index(quantity)
    effect = c[index] - c[-1]
    assert np.abs(effect).max() > 5e-4
    np.testing.assert_allclose(mjx[index] - mjx[-1], effect, atol=0.25 * np.abs(effect).max())


def test_dry_friction_stays_as_hard_when_the_armature_changes():
    fields = WORLDS.fields(at_the_end("armature"))
    exact = in_c(MODEL, fields).dof_invweight0
    changed = np.abs(exact / MODEL.dof_invweight0 - 1)[6:]
    assert changed.min() > 0.05
    np.testing.assert_allclose(fields["dof_invweight0"][6:], exact[6:], rtol=0.08)


@pytest.mark.parametrize(
    "share, ages",
    [(-1.0, [0, 0, 0, 0, 0]), (0.2, [1, 1, 1, 0, 0]), (1.0, [1, 1, 1, 1, 1]), (1.5, [2, 1, 1, 1, 1])],
)
def test_targets_are_late_by_physics_steps(share, ages):
    """The setting's 10 ms, and as much more or less: 0, 12, 20 and 25 ms in steps of 4 ms."""
    found = Randomization(RandomizationConfig(), 1.5, GO2, MODEL)
    assert found.ages({"action_delay": np.array([share])}).tolist() == ages
    assert found.late_control_steps == 2


def test_disturbances_come_as_often_and_as_large_as_the_settings_say():
    config = RandomizationConfig()
    found = jax.jit(WORLDS.disturbance)(jax.random.split(jax.random.key(1), 20_000))
    pushed = np.asarray(found.push).any(axis=1)
    assert pushed.mean() == pytest.approx(0.02 / config.push_interval, rel=0.25)
    assert 0.95 * config.push < np.abs(found.push).max() <= config.push
    assert found.lost.mean() == pytest.approx(config.lost_readings, rel=0.2)
    assert not np.asarray(found.lost[pushed]).all()
    limits = np.abs(found.noise).max(axis=0)
    widths = np.repeat(
        [config.gyroscope_noise, config.gravity_noise, config.joint_angle_noise, config.joint_velocity_noise],
        [3, 3, 12, 12],
    )
    assert (limits <= widths).all() and (limits > 0.99 * widths).all()


def test_the_plain_world_has_nothing_of_it():
    """What is not randomised costs nothing: no field of the model, no state, no noise."""
    env = make("GO2-v0", EnvConfig())
    state = jax.eval_shape(env.reset, jax.random.split(jax.random.key(0), 2))
    assert state.physics.world == {} and state.physics.earlier_targets == ()
    assert env.randomization.fields({}) == {}


def test_other_settings_of_the_same_ranges_are_drawn_wider():
    keys = jax.random.split(jax.random.key(2), 1000)
    wider = Randomization(RandomizationConfig(), 1.5, GO2, MODEL).draw(keys)
    for name, drawn in WORLDS.draw(keys).items():
        assert 0.95 < np.abs(drawn).max() <= 1.0
        np.testing.assert_allclose(wider[name], 1.5 * drawn, rtol=1e-5)


@pytest.mark.parametrize(
    ("scale", "ranges", "said"),
    [
        (
            2.0,
            {"payload": 5.0},
            "--random.payload 5 with --randomization 2: up to 10 is taken away, of 6.921",
        ),
        (2.0, {"ground_friction": 0.75}, "--random.ground_friction 0.75.* up to 1.5 .*of 0.8"),
        (2.0, {"joint_damping": 0.6}, "--random.joint_damping 0.6.* up to 1.2 .*of 1$"),
    ],
)
def test_ranges_that_take_more_than_there_is_are_refused(scale, ranges, said):
    """A robot with a negative mass moves on, and nobody would know."""
    with pytest.raises(UsageError, match=said):
        Randomization(RandomizationConfig(**ranges), scale, GO2, MODEL)
    Randomization(RandomizationConfig(), scale, GO2, MODEL)


def test_a_light_robot_whose_servos_do_not_damp_takes_the_exam_of_worlds(tmp_path):
    """One of a user's own: no world takes more than its base weighs, and no gain is a share of nothing."""

    def light_and_undamped(mjcf):
        robot_files.element(mjcf, "body", GO2.base).find("inertial").set("mass", "1.5")
        for element in mjcf.iter():
            if "kv" in element.attrib:
                element.set("kv", "0")

    saved = untrained(robot=robot_files.write(tmp_path, light_and_undamped))
    result = examine(saved.deployed, saved.env, 2, seed=0)
    assert np.isfinite(result.results.displacement).all()


def test_a_robot_in_c_mujoco_lives_in_the_world_of_the_training():
    """Sensors, motors, late targets and slope: the same walk in both for half a second, but for rounding in the contacts."""
    config = EnvConfig(
        randomization=1.0,
        random=dataclasses.replace(RandomizationConfig(), **QUIET, push=0.0, lost_readings=0.0),
    )
    saved = untrained(noise=0.1)
    policy = Policy(to_onnx(saved).SerializeToString())
    env = make("GO2-v0", config, num_envs=4)
    reset, step = jax.jit(env.reset_to), jax.jit(env.step)
    state = reset(jax.random.split(jax.random.key(3), 4), jnp.zeros((4, 3)))
    nothing = Disturbance(np.zeros((STEPS, 2)), np.zeros((STEPS, 30)), np.zeros((STEPS, 1), bool))
    robots, gains = [], joint_constants(GO2, MODEL)
    for index in range(4):
        world = {name: np.asarray(drawn[index]) for name, drawn in state.physics.world.items()}
        robot = DisturbedRobot(policy.description, GO2, copy.copy(MODEL), env.randomization, world, nothing)
        robot.place(
            *(np.asarray(getattr(state.physics.simulation, name)[index]) for name in ("qpos", "qvel"))
        )
        robots.append((robot, Observer(policy.description)))
    actions = np.random.default_rng(4).uniform(-0.5, 0.5, (STEPS, 4, 12)).astype(np.float32)
    last = np.zeros((4, 12))
    for now in actions:
        for index, (robot, observer) in enumerate(robots):
            seen = observer(robot.sensors(), np.zeros(3), last[index])
            np.testing.assert_allclose(seen[:18], state.obs.state[index, :18], atol=0.01)
            target = POSE + env.config.action_scale * now[index]
            robot.advance(MotorCommand(target, gains.position_gain, gains.derivative_gain))
        last, state = now, step(state, now)


def test_the_exam_of_worlds_judges_both_rings(monkeypatch):
    """In episodes of two commands, 4 s each."""
    monkeypatch.setattr(worlds, "COMMANDS", 2)
    saved = untrained()
    result = examine(saved.deployed, saved.env, 6, seed=0)
    assert isinstance(result, WorldsExam) and len(result.results) == 6
    content = result.to_json()
    json.dumps(content, allow_nan=False)
    assert [item["name"] for item in content["criteria"]] == [f"survived {ring.name}" for ring in RINGS]
    assert set(content["quantities"]) == {*IN_THE_MODEL, "zero_offset", "action_delay", "gyroscope_bias"}
    for name, sizes in content["sizes"].items():
        assert len(sizes) == 6, name
    assert [table.title for table in tables(result)] == [
        "exam of worlds in C MuJoCo",
        "survived, by a third of the worlds each",
    ]
    shown = {axes.get_title(): axes for axes in draw(result, "worlds").axes if axes.axison}
    assert set(shown) == {name.replace("_", " ") for name in content["quantities"]}
    for axes in shown.values():
        assert np.isfinite(axes.lines[0].get_ydata()).any()
