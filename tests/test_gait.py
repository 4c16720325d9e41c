"""Gait, push and grid figures of recordings whose answer is known, and the heat map."""

import json

import numpy as np
import pytest

from go2mjx import robots
from go2mjx.evaluation import command_grid, gait, push_recovery
from go2mjx.evaluation.heat_map import draw_heat_map
from go2mjx.evaluation.recording import KICK_STEP, Recording, Trials, mean
from go2mjx.physics.models import training_model

GO2 = robots.load("GO2")
STEPS = 500
MAX_COMMAND = (1.0, 0.4, 1.0)


POSE = (0.0, 0.8, -1.5) * 4
"""The front legs' default pose for all legs, so that a level robot has four feet on the floor."""
LEG_HEIGHT = 0.3346
"""From the lowest point of a foot to the base in that pose (m)."""
HEIGHT = LEG_HEIGHT - 0.001
"""The feet press on the floor, as they do under the robot's weight."""


def recording(episodes: int = 1, **changes: object) -> Recording:
    """Robots that stand still on four feet, level, with yaw 0."""
    home = np.array([0, 0, HEIGHT, 1, 0, 0, 0, *POSE], np.float32)
    arrays = {
        "robot": GO2,
        "command": np.zeros((episodes, 3), np.float32),
        "kick": np.zeros((episodes, 2), np.float32),
        "qpos": np.tile(home, (episodes, STEPS + 1, 1)),
        "qvel": np.zeros((episodes, STEPS + 1, 18), np.float32),
        "torque": np.zeros((episodes, STEPS, 12), np.float32),
        "action": np.zeros((episodes, STEPS, 12), np.float32),
        "reward": np.ones((episodes, STEPS), np.float32),
        "alive": np.ones((episodes, STEPS), bool),
        "failed": np.zeros(episodes, bool),
    }
    return Recording(**(arrays | changes))


def trot(lift: float = -0.4, period: int = 30) -> Recording:
    """Diagonal legs take turns: in half of every period a leg's calf is bent by `lift` (rad), base moving forward."""
    result = recording()
    time = np.arange(STEPS + 1)
    for leg in range(4):
        phase = (time + (period // 2 if leg in (1, 2) else 0)) % period
        result.qpos[0, :, 7 + 3 * leg + 2] += np.where(phase < period // 2, lift, 0.0)
    result.qvel[..., 0] = 0.5
    result.qpos[0, :, 0] = 0.5 * 0.02 * time
    return result


def test_a_trot_has_the_duty_factor_rate_and_clearance_that_it_was_made_of():
    """Catalogue ENV-15."""
    figures = gait.gait_figures(trot())
    for leg in GO2.feet:
        assert figures["duty_factor"][leg] == pytest.approx(0.5, abs=0.01)
        assert figures["steps_per_second"][leg] == pytest.approx(1 / 0.6, abs=0.1)  # a period is 0.6 s
    assert figures["duty_factor_spread"] < 0.01
    # the foot is on the calf, 0.213 m from the knee, which the bent calf turns by 0.4 rad about
    knee_angle = 0.8 - 1.5
    lifted = 0.213 * (np.cos(knee_angle) - np.cos(knee_angle - 0.4))
    assert figures["foot_clearance"]["FL_foot"] == pytest.approx(lifted, abs=0.002)
    # the feet that touch are carried along with the base
    assert figures["foot_slip"]["FR_foot"] == pytest.approx(0.5, abs=1e-4)
    json.dumps(figures, allow_nan=False)


def test_one_dragging_foot_is_seen():
    result = trot()
    result.qpos[0, :, 7 + 2] = POSE[2]
    figures = gait.gait_figures(result)
    assert figures["duty_factor_spread"] == pytest.approx(0.5, abs=0.01)
    assert figures["steps_per_second"]["FL_foot"] == 0.0
    assert figures["foot_clearance"]["FL_foot"] == 0.0


def test_two_robots_that_limp_on_different_legs_do_not_make_up_for_each_other():
    one = trot()
    both = recording(2, qpos=np.repeat(one.qpos, 2, axis=0), qvel=np.repeat(one.qvel, 2, axis=0))
    both.qpos[0, :, 7 + 2], both.qpos[1, :, 7 + 5] = POSE[2], POSE[5]
    figures = gait.gait_figures(both)
    assert figures["duty_factor"]["FL_foot"] == pytest.approx(0.75, abs=0.01)
    assert figures["duty_factor_spread"] == pytest.approx(0.5, abs=0.01)


def test_a_foot_that_rolls_about_its_lowest_point_does_not_slip():
    result = recording()
    result.qvel[..., 4] = 1.0  # pitching moves the foot's lowest point back by its depth below the base
    np.testing.assert_allclose(gait.feet(result).speed, LEG_HEIGHT, atol=1e-4)
    result.qvel[..., 0] = LEG_HEIGHT
    np.testing.assert_allclose(gait.feet(result).speed, 0.0, atol=1e-4)


def test_power_counts_positive_work_alone_and_gives_the_cost_of_transport():
    result = trot()
    result.torque[..., 0], result.qvel[..., 6] = 10.0, 2.0
    result.torque[..., 1], result.qvel[..., 7] = 10.0, -3.0
    figures = gait.gait_figures(result)
    assert figures["mechanical_power"] == pytest.approx(20.0)
    weight = 9.81 * training_model(GO2).body_mass.sum()
    assert figures["cost_of_transport"] == pytest.approx(20.0 / (weight * 0.5))


def test_attitude_and_action_change():
    result = trot()
    half = 0.1 / 2
    result.qpos[0, :, 3:7] = [np.cos(half), np.sin(half), 0, 0]
    result.action[0, ::2] = 0.3
    figures = gait.gait_figures(result)
    assert figures["roll"] == {"mean": pytest.approx(0.1, abs=1e-4), "std": pytest.approx(0.0, abs=1e-4)}
    assert figures["pitch"]["mean"] == pytest.approx(0.0, abs=1e-4)
    assert figures["base_height"]["mean"] == pytest.approx(HEIGHT, abs=1e-4)
    assert figures["action_change"] == pytest.approx(0.3, abs=1e-4)
    result.qpos[0, :, 3:7] = [np.cos(half), 0, np.sin(half), 0]
    assert gait.gait_figures(result)["pitch"]["mean"] == pytest.approx(0.1, abs=1e-4)


def test_what_comes_after_a_fall_is_not_counted():
    result = trot()
    result.alive[:, 200:] = False
    result.torque[:, 200:] = np.nan
    result.qpos[:, 201:, 2] = np.nan
    figures = gait.gait_figures(result)
    assert figures["mechanical_power"] == 0.0
    assert figures["steps_per_second"]["FL_foot"] == pytest.approx(1 / 0.6, abs=0.4)
    assert result.episodes.length.tolist() == [200.0]
    assert result.episodes.episode_return.tolist() == [200.0]


def test_robots_that_fall_within_a_second_have_no_gait():
    result = recording()
    result.alive[:, 40:] = False
    assert gait.gait_figures(result) == {}


def test_standing_counts_three_feet_and_the_drift():
    """Catalogue ENV-13."""
    result = recording(2)
    result.qpos[1, :, 0] = np.linspace(0.0, 0.3, STEPS + 1)
    for leg in (0, 1):  # two front feet in the air for 100 steps
        result.qpos[1, 101:201, 7 + 3 * leg + 2] -= 0.4
    figures = gait.standing_figures(result)
    assert figures["largest_drift"] == pytest.approx(0.3, abs=1e-4)
    assert figures["drift"] == pytest.approx(0.15, abs=1e-4)
    assert figures["feet_down"] == pytest.approx(0.8)
    assert figures["survived"] == 1.0


def test_errors_are_those_of_the_base_frame():
    result = recording(command=np.array([[0.5, 0.0, 0.2]], np.float32))
    half = np.pi / 4
    result.qpos[0, :, 3:7] = [np.cos(half), 0, 0, np.sin(half)]
    result.qvel[..., 1], result.qvel[..., 5] = 0.5, -0.2  # yaw 90 degrees: the world's y is forward
    assert mean(result.velocity_error, result.alive)[0] == pytest.approx(0.0, abs=1e-6)
    assert mean(result.yaw_rate_error, result.alive)[0] == pytest.approx(0.4, abs=1e-6)


# ---- pushes ----


def test_pushes_go_all_around_while_standing_and_walking():
    trials = push_recovery.push_trials(MAX_COMMAND)
    assert len(trials) == len(push_recovery.SIZES) * push_recovery.DIRECTIONS * 2 * push_recovery.REPEATS
    assert set(map(tuple, trials.command.tolist())) == {(0.0, 0.0, 0.0), (0.5, 0.0, 0.0)}
    np.testing.assert_allclose(trials.kick.mean(axis=0), 0.0, atol=1e-6)
    assert set(np.linalg.norm(trials.kick, axis=1).round(4).tolist()) == set(push_recovery.SIZES)


def pushed() -> Recording:
    """All push trials: robots pushed with 1 m/s or more fall; the others slow down within 0.5 s."""
    trials = push_recovery.push_trials(MAX_COMMAND)
    result = recording(len(trials), command=trials.command, kick=trials.kick)
    result.qvel[..., 0] = trials.command[:, None, 0]
    after = np.arange(STEPS + 1) - KICK_STEP - 1
    fading = np.where((after >= 0) & (after < 25), 1 - after / 25, 0.0)
    result.qvel[..., :2] += fading[None, :, None] * trials.kick[:, None]
    fell = np.linalg.norm(trials.kick, axis=1) > 0.9
    result.failed[:] = fell
    result.alive[fell, KICK_STEP + 30 :] = False
    return result


def test_the_largest_push_is_the_last_before_the_first_that_fells_too_many():
    figures = push_recovery.push_figures(pushed())
    assert figures["largest_survived"] == 0.75
    by_size = {row["size"]: row for row in figures["sizes"]}
    assert by_size[0.5]["survived"] == by_size[0.5]["recovered"] == 1.0
    assert by_size[1.0]["standing"] == by_size[1.0]["walking"] == 0.0
    assert by_size[1.0]["recovery_time"] is None
    assert 0.1 < by_size[0.5]["recovery_time"] < by_size[0.75]["recovery_time"] < 0.6


def test_a_robot_that_keeps_sliding_survives_but_does_not_recover():
    result = pushed()
    result.qvel[:, KICK_STEP + 1 :, 0] += 0.3
    row = push_recovery.push_figures(result)["sizes"][0]
    assert row["survived"] == 1.0
    assert row["recovered"] == 0.0


def test_a_robot_that_is_lost_to_numbers_that_are_not_finite_does_not_recover():
    result = pushed()
    result.qvel[:, KICK_STEP + 30 :] = np.nan
    assert np.isnan(push_recovery.recovery_times(result)).all()


# ---- command grid ----


def grid_of(shape: tuple[int, int, int]) -> dict:
    commands = command_grid.grid_commands(shape, MAX_COMMAND)
    result = recording(len(commands), command=commands)
    result.failed[-1] = True
    return command_grid.grid_figures(result, shape)


def test_a_standing_robot_misses_every_cell_by_its_command():
    figures = grid_of((3, 3, 2))
    assert len(figures["cells"]) == 18
    for cell in figures["cells"]:
        forward, lateral, yaw = cell["command"]
        assert cell["velocity_error"] == pytest.approx(np.hypot(forward, lateral), abs=1e-5)
        assert cell["yaw_rate_error"] == pytest.approx(abs(yaw), abs=1e-5)
    assert figures["largest_velocity_error"] == pytest.approx(np.hypot(1.0, 0.4), abs=1e-5)
    assert figures["survived"] == pytest.approx(17 / 18)
    json.dumps(figures, allow_nan=False)


def test_an_axis_with_one_point_is_zero_and_the_ranges_are_reached():
    assert command_grid.grid_commands((1, 1, 1), MAX_COMMAND).tolist() == [[0, 0, 0]]
    commands = command_grid.grid_commands((7, 5, 3), MAX_COMMAND)
    assert len(np.unique(commands, axis=0)) == 105
    np.testing.assert_allclose(np.abs(commands).max(axis=0), MAX_COMMAND)


def test_the_heat_map_shows_each_cell_where_its_command_is():
    figure = draw_heat_map(grid_of((3, 2, 2)), "title")
    fields = [axes for axes in figure.axes if axes.images]
    assert len(fields) == 4
    image = fields[0].images[0].get_array()
    assert image.shape == (3, 2)
    np.testing.assert_allclose(image[1], [0.4, 0.4], atol=1e-5)  # forward 0, lateral -0.4 and 0.4
    assert [label.get_text() for label in fields[0].get_yticklabels()] == ["-1", "0", "1"]
    texts = [text.get_text() for axes in fields for text in axes.texts]
    assert texts.count("fell") == 2  # once for each quantity
    assert "yaw rate -1 rad/s" in fields[0].get_title()


def test_trials_concatenate_in_order():
    parts = [Trials.undisturbed(np.zeros((2, 3))), push_recovery.push_trials(MAX_COMMAND)]
    joined = Trials.concatenate(parts)
    assert len(joined) == 2 + len(parts[1])
    np.testing.assert_array_equal(joined.kick[2:], parts[1].kick)
