"""Each reward term against numbers worked out by hand, and what the defaults pay for."""

import dataclasses
import math

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from go2mjx import robots
from go2mjx.physics.engine import Simulation
from go2mjx.physics.ground import FLAT
from go2mjx.physics.models import training_model
from go2mjx.tasks.config import EnvConfig, RewardWeights
from go2mjx.tasks.rewards import TERMS, StepQuantities, weighted_terms
from go2mjx.tasks.velocity import VelocityTask

UPRIGHT = (0.0, 0.0, -1.0)


def quantities(**changes):
    """A robot that stands in its default pose at zero command, with `changes`."""
    values = {
        "command": (0.0,) * 3,
        "linear_velocity": (0.0,) * 3,
        "angular_velocity": (0.0,) * 3,
        "gravity": UPRIGHT,
        "joint_offset": (0.0,) * 12,
        "joint_velocity": (0.0,) * 12,
        "torque": (0.0,) * 12,
        "action": (0.0,) * 12,
        "last_action": (0.0,) * 12,
        "swing_time": (0.0,) * 4,
        "touch_down": (False,) * 4,
        "swing_height": (0.0,) * 4,
        "foot_height": (0.0,) * 4,
        "height": 1.0,
        "failed": False,
    } | changes
    values.setdefault("moving", any(values["command"]))
    return StepQuantities(**{name: jnp.asarray(value) for name, value in values.items()})


CASES = [
    # |error| = |(0.12, 0.16)| = 0.2, the kernel's width
    (
        "linear_velocity_tracking",
        {"command": (0.5, 0.4, 0), "linear_velocity": (0.38, 0.24, 0.7)},
        math.exp(-1),
    ),
    ("linear_velocity_tracking", {"command": (0.5, 0.4, 0), "linear_velocity": (0.5, 0.4, 0)}, 1.0),
    ("yaw_rate_tracking", {"command": (0, 0, 1.0), "angular_velocity": (3, 3, 0.4)}, math.exp(-2)),
    # speed along the direction of (0.3, 0.4): 0.6 * 0.2 + 0.8 * 0.1
    ("progress", {"command": (0.3, 0.4, 0), "linear_velocity": (0.2, 0.1, 0)}, 0.2),
    ("progress", {"command": (0.3, 0.4, 0), "linear_velocity": (3.0, 4.0, 0)}, 0.5),
    ("progress", {"command": (0.3, 0.4, 0), "linear_velocity": (-3.0, -4.0, 0)}, -0.5),
    ("progress", {"command": (0, 0, 1.0), "linear_velocity": (1.0, 1.0, 0)}, 0.0),
    ("vertical_velocity", {"linear_velocity": (1, 1, -0.3)}, 0.09),
    ("roll_pitch_rate", {"angular_velocity": (0.3, -0.4, 5)}, 0.25),
    ("tilt", {"gravity": (0.6, 0.0, -0.8)}, 0.36),
    ("tilt", {"gravity": UPRIGHT}, 0.0),
    ("torque", {"torque": (2.0,) * 12}, 48.0),
    ("action_rate", {"action": (0.5,) * 12, "last_action": (-0.5,) * 12}, 12.0),
    # touch-downs after 0.3 s and after 9 s (counted as 0.4 s), each less 0.1 s; the other feet do not count
    (
        "air_time",
        {"command": (1, 0, 0), "swing_time": (0.3, 9, 0.4, 0), "touch_down": (True, True, False, False)},
        0.5,
    ),
    (
        "air_time",
        {"command": (1, 0, 0), "swing_time": (0.04,) * 4, "touch_down": (True, False, False, False)},
        -0.06,
    ),
    # touch-downs after swings up to 6 cm and up to 30 cm (counted as 10 cm)
    (
        "clearance",
        {
            "command": (1, 0, 0),
            "swing_height": (0.06, 0.3, 0.1, 0.0),
            "touch_down": (True, True, False, False),
        },
        0.16,
    ),
    # 1 cm and 2 cm in the ground, one above it
    ("impact", {"foot_height": (-0.01, -0.02, 0.03, 0.0)}, 5.0),
    # on its side, on its back, on its feet but low: half, none, and 0.4 of the 0.8 at which a robot stands
    ("upright", {"gravity": (0.0, 1.0, 0.0)}, 0.5),
    ("upright", {"gravity": (0.0, 0.0, 1.0)}, 0.0),
    ("height", {"height": 0.4}, 0.5),
    ("height", {"height": 0.4, "gravity": (0.0, 1.0, 0.0)}, 0.25),
    ("height", {"height": 2.0}, 1.0),
    # half of the joints off the default pose by the width and moving with the other
    (
        "standing",
        {"joint_offset": (0.5,) * 6 + (0.0,) * 6, "joint_velocity": (3.0,) * 6 + (0.0,) * 6},
        0.5 + 0.5 * math.exp(-2),
    ),
    ("standing", {"height": 0.4}, 0.5),
    ("failure", {"failed": True}, 1.0),
    ("failure", {}, 0.0),
]


@pytest.mark.parametrize(("term", "changes", "expected"), CASES)
def test_term_has_its_hand_computed_value(term, changes, expected):
    assert float(TERMS[term](quantities(**changes))) == pytest.approx(expected, rel=1e-5, abs=1e-6)


def test_every_term_has_a_weight_and_every_weight_a_term():
    assert set(TERMS) == {field.name for field in dataclasses.fields(RewardWeights)}


def test_weighted_terms_are_the_terms_times_their_weights():
    weights = dataclasses.replace(RewardWeights(), torque=-2.0, tilt=3.0)
    terms = weighted_terms(quantities(torque=(1.0,) * 12, gravity=(0.6, 0.0, -0.8)), weights)
    assert set(terms) == {f"reward/{name}" for name in TERMS}
    assert float(terms["reward/torque"]) == pytest.approx(-24.0)
    assert float(terms["reward/tilt"]) == pytest.approx(1.08)


def test_gait_terms_are_exactly_zero_at_zero_command():
    """Catalogue ENV-13: no reward for stepping at zero command; the stand-still term acts there alone."""
    motion = {
        "joint_offset": (0.1,) * 12,
        "joint_velocity": (1.0,) * 12,
        "swing_time": (0.3,) * 4,
        "swing_height": (0.05,) * 4,
        "touch_down": (True,) * 4,
    }
    still, moving = quantities(**motion), quantities(**motion, command=(0.5, 0.0, 0.0))
    for gait in ("air_time", "clearance", "pose"):
        assert float(TERMS[gait](still)) == 0.0 and float(TERMS[gait](moving)) > 0.0
    assert float(TERMS["stand_still"](still)) > 0.0 and float(TERMS["stand_still"](moving)) == 0.0
    assert float(TERMS["stand_still"](quantities())) == 0.0


STEPS, SWING, GRAVITY = 100, 0.25, 9.81
"""Control steps in 2 s, and seconds of a swing that takes half of a stride."""


class Scripted:
    """An engine whose robot moves as it is told, in its default pose."""

    robot, foot_radius, ground = robots.load("GO2"), np.zeros(4), FLAT
    mj_model = training_model(robot)

    def start(self, qpos, qvel):
        self.following = Simulation(
            qpos=jnp.array([[0, 0, self.robot.default_height, 1, 0, 0, 0, *self.robot.default_pose]]),
            qvel=jnp.zeros_like(qvel),
            warmstart=jnp.zeros_like(qvel),
            torque=jnp.zeros((1, 12)),
            foot_position=jnp.zeros((1, 4, 3)),
            overflow=jnp.zeros(1, bool),
        )
        return self.following

    def step(self, simulation, target, leaves):
        return self.following


@jax.jit
def gait_reward(contact, speed, vertical_velocity):
    """Shipped reward of 2 s at a command of 0.5 m/s with contacts (STEPS, 4) and vertical speed (STEPS,)."""
    engine = Scripted()
    task = VelocityTask(EnvConfig(), engine)

    def step(state, now):
        touching, vertical = now
        simulation = state.physics.simulation
        heights = jnp.where(touching, 0.0, 0.05)
        engine.following = simulation.replace(
            qvel=simulation.qvel.at[0, :3].set(jnp.array([speed, 0.0, vertical])),
            foot_position=simulation.foot_position.at[0, :, 2].set(heights),
        )
        state = task.advance(state, jnp.zeros((1, 12)))
        return state, state.reward

    start = task.reset_to(jax.random.split(jax.random.key(0), 1), jnp.array([[0.5, 0.0, 0.0]]))
    _, rewards = jax.lax.scan(step, start, (contact, vertical_velocity))
    return rewards.sum()


def swings(*phases):
    """Contacts (STEPS, 4) of feet that swing for the first half of a stride, each at its phase in [0, 1)."""
    time = np.arange(STEPS)[:, None] * 0.02 / (2 * SWING)
    return (time + np.array(phases)) % 1.0 >= 0.5


def test_a_trot_pays_more_than_a_pronk_and_a_pronk_more_than_feet_that_stay_down():
    """Catalogue ENV-15: the contacts of 2 s alone, and with the motion that they bring about.

    The trunk of a pronking robot is thrown at g times half of the flight and caught again; a robot whose
    feet never leave the floor gets nowhere.
    """
    trot, pronk, down = swings(0, 0.5, 0.5, 0), swings(0, 0, 0, 0), np.ones((STEPS, 4), bool)
    level = np.zeros(STEPS)
    alike = [float(gait_reward(contact, 0.5, level)) for contact in (trot, pronk, down)]
    assert alike[0] == pytest.approx(alike[1], rel=0.01)
    assert alike[1] > alike[2] + 2.0

    phase = np.arange(STEPS) * 0.02 / SWING
    thrown = GRAVITY * SWING * np.where(phase % 2 < 1, 0.5 - phase % 1, phase % 1 - 0.5)
    assert float(gait_reward(trot, 0.5, level)) > float(gait_reward(pronk, 0.5, thrown)) + 10.0
    assert float(gait_reward(pronk, 0.5, thrown)) > float(gait_reward(down, 0.0, level)) + 10.0


@pytest.mark.parametrize("direction", [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0)])
def test_standing_does_not_pay_when_motion_is_commanded(direction):
    """Catalogue ENV-14: standing at a 0.3 m/s command earns at most 0.75 of what tracking it earns."""
    command = (0.3 * direction[0], 0.3 * direction[1], 0.0)

    def tracking(velocity):
        terms = weighted_terms(quantities(command=command, linear_velocity=velocity), RewardWeights())
        return float(terms["reward/linear_velocity_tracking"] + terms["reward/progress"])

    assert tracking((0.0, 0.0, 0.0)) <= 0.75 * tracking(command)


def test_penalties_are_penalties():
    """No term that measures a fault may pay, whatever the defaults are tuned to."""
    weights = RewardWeights()
    for name in (
        "vertical_velocity",
        "roll_pitch_rate",
        "tilt",
        "torque",
        "action_rate",
        "stand_still",
        "failure",
    ):
        assert getattr(weights, name) <= 0.0
    assert weights.linear_velocity_tracking > 0.0 and weights.yaw_rate_tracking > 0.0
