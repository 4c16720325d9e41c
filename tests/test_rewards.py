"""Each reward term against numbers worked out by hand, and what the defaults pay for."""

import dataclasses
import math

import jax.numpy as jnp
import pytest

from go2mjx.env.config import RewardWeights
from go2mjx.env.rewards import TERMS, TRACKING_VARIANCE, StepQuantities, weighted_terms

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
        "failed": False,
    } | changes
    values.setdefault("moving", any(values["command"]))
    return StepQuantities(**{name: jnp.asarray(value) for name, value in values.items()})


CASES = [
    # |error|^2 = 0.3^2 + 0.4^2 = 0.25 and the kernel's width is 0.25
    ("linear_velocity_tracking", {"command": (0.5, 0.4, 0), "linear_velocity": (0.2, 0, 0.7)}, math.exp(-1)),
    ("linear_velocity_tracking", {"command": (0.5, 0.4, 0), "linear_velocity": (0.5, 0.4, 0)}, 1.0),
    ("yaw_rate_tracking", {"command": (0, 0, 1.0), "angular_velocity": (3, 3, 0.5)}, math.exp(-1)),
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
    """ENV-13: no reward for stepping at zero command; the stand-still term acts there alone."""
    motion = {
        "joint_offset": (0.1,) * 12,
        "joint_velocity": (1.0,) * 12,
        "swing_time": (0.3,) * 4,
        "touch_down": (True,) * 4,
    }
    still, moving = quantities(**motion), quantities(**motion, command=(0.5, 0.0, 0.0))
    assert float(TERMS["air_time"](still)) == 0.0 and float(TERMS["air_time"](moving)) > 0.0
    assert float(TERMS["stand_still"](still)) > 0.0 and float(TERMS["stand_still"](moving)) == 0.0
    assert float(TERMS["stand_still"](quantities())) == 0.0


@pytest.mark.parametrize("direction", [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0)])
def test_standing_does_not_pay_when_motion_is_commanded(direction):
    """ENV-14: standing at a 0.3 m/s command earns at most 0.75 of what tracking it earns."""
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
    assert TRACKING_VARIANCE == 0.25
