"""The exam of the directions: its figures on made-up walks whose faults are known, its verdict, its file."""

import contextlib
import dataclasses
import json
import time
from types import SimpleNamespace

import jax
import numpy as np
import pytest
from loop_tools import ToyRun

from go2mjx.evaluation import exam, examine
from go2mjx.evaluation.episodes import compile_evaluate, drive
from go2mjx.evaluation.exam import Course, Exam, Track
from go2mjx.evaluation.verdict import score
from go2mjx.session import loop, outcome

TIME_STEP = 0.02
LIMITS = (1.0, 0.4, 1.0)


def walk(course: Course, change=lambda command: command, start=0.3) -> Track:
    """A walk that has at once, and for ever, the velocity to which `change` turns each command, (3,).

    It heads `start` rad off the world's x axis in the beginning, and its actions are symmetric.
    """
    segments = np.repeat(course.command, exam.SWITCH_STEPS, axis=1)[:, : course.steps]
    missing = course.steps - segments.shape[1]
    command = np.pad(segments, ((0, 0), (0, missing), (0, 0)), mode="edge").astype(np.float32)
    velocity = np.apply_along_axis(change, -1, command)
    turned = np.cumsum(velocity[..., 2], axis=1) * TIME_STEP + start
    before = np.concatenate([np.full((len(course), 1), start), turned[:, :-1]], axis=1)
    steps = np.stack(
        [
            np.cos(before) * velocity[..., 0] - np.sin(before) * velocity[..., 1],
            np.sin(before) * velocity[..., 0] + np.cos(before) * velocity[..., 1],
        ],
        axis=-1,
    )
    place = np.cumsum(steps, axis=1) * TIME_STEP
    heading = (turned + np.pi) % (2 * np.pi) - np.pi  # as quaternions tell it
    pose = np.concatenate([place, heading[..., None]], axis=-1)
    begin = np.broadcast_to([0.0, 0.0, start], (len(course), 1, 3))
    shape = command.shape[:2]
    return Track(
        command=command,
        pose=np.concatenate([begin, pose], axis=1),
        velocity=velocity,
        action_square=np.full(shape, 4.0),
        mirror_square=np.zeros(shape),
        alive=np.ones(shape, bool),
        failed=np.zeros(len(course), bool),
        time_step=TIME_STEP,
    )


def examined(change=lambda command: command, spoil=lambda track: track) -> Exam:
    """The exam of `walk`s with `change`, whose tracks went through `spoil`."""
    return examine.examine(lambda course: spoil(walk(course, change)), LIMITS, starts=2, switching_episodes=4)


def values(result: Exam) -> dict[str, float]:
    """The criteria by the first word of their names."""
    return {criterion.name.split()[0]: criterion.value for criterion in result.criteria}


def failed(result: Exam) -> list[str]:
    return [criterion.name.split()[0] for criterion in result.criteria if not criterion.passed]


def figures(result: Exam, name: str) -> exam.Direction:
    (found,) = (item for item in result.figures if item.name == name)
    return found


def test_every_direction_has_its_mirror_image_and_stays_within_the_ranges():
    commands = exam.directions(LIMITS)
    known = {tuple(command) for command in commands.tolist()}
    assert len(known) == len(commands)
    assert {tuple((exam.MIRROR * command + 0.0).tolist()) for command in commands} == known
    assert (np.abs(commands) <= np.float32(LIMITS)).all() and (0, 0, 0) in known
    for axis, limit in enumerate(np.float32(LIMITS)):
        assert {-limit, limit} <= {command[axis] for command in known}


def test_a_task_without_lateral_commands_is_asked_for_none():
    commands = exam.directions((1.0, 0.0, 1.0))
    assert not commands[:, 1].any() and len({tuple(row) for row in commands.tolist()}) == len(commands)
    assert Exam(exam.results(walk(exam.direction_course((0.0, 0.0, 0.0), 2))), None, 0.0).tracks


def test_a_perfect_walk_tracks():
    result = examined()
    assert result.tracks and result.score == pytest.approx(0.0, abs=1e-4)
    assert result.summary["exam/tracks"] == 1.0 and result.mirror_residual == 0.0
    assert figures(result, "forward 1").path_error == pytest.approx(0.0, abs=1e-3)
    assert result.switching.velocity_error.max() == pytest.approx(0.0, abs=1e-6)


def test_a_slow_turn_adds_up_over_twenty_seconds():
    """0.4 degrees a second are 8 in 20 s, 0.6 are 12; at 1 m/s the latter ends 2.1 m beside the line."""
    for degrees, tracks in ((0.4, True), (0.6, False)):
        turning = np.radians([0.0, 0.0, degrees])
        result = examined(lambda command, turning=turning: command + turning)
        assert values(result)["heading"] == pytest.approx(20 * degrees, rel=1e-3)
        assert result.tracks is tracks
    assert failed(result) == ["heading"]
    assert figures(result, "forward 1").path_error == pytest.approx(20 * np.tan(np.radians(6.0)), rel=0.02)
    assert figures(result, "turn left 1").heading_drift is None  # which a turning robot may well have


def test_turns_of_more_than_half_a_circle_are_counted_in_full():
    result = examined(lambda command: command + np.array([0.0, 0.0, 0.5]))
    assert np.degrees(figures(result, "stand").heading_drift) == pytest.approx(573, abs=1)


def test_a_walk_that_turns_less_to_one_side_is_lopsided():
    result = examined(lambda command: command * np.where(command > 0, 1.0, [1.0, 1.0, 0.8]))
    assert failed(result) == ["yaw", "left-right"]
    assert values(result)["left-right"] == pytest.approx(0.2, rel=1e-4)
    assert figures(result, "turn right 1").bias == pytest.approx((0.0, 0.0, 0.2), abs=1e-6)
    assert figures(result, "forward 1").left_right is None  # it is its own mirror image


def test_a_walk_that_is_too_fast_alike_on_both_sides_is_biased_and_no_more():
    """0.05 of 1 m/s and 0.02 m/s are allowed."""
    result = examined(lambda command: command * [1.14, 1.0, 1.0])
    assert failed(result) == ["velocity"]
    assert values(result)["velocity"] == pytest.approx(2.0, rel=1e-3)


def test_the_score_is_the_worst_direction_within_the_limits_and_beyond_them_the_mean():
    """So that a single direction does not choose between policies that are far off in many."""
    within = examined(lambda command: command + np.radians([0.0, 0.0, 0.25]))
    assert within.score == pytest.approx(0.5, rel=1e-3)
    beyond = examined(lambda command: command * np.where(command[2] != 0, 1.0, [1.14, 1.0, 1.0]))
    each = [direction.over_limit for direction in beyond.figures]
    assert max(each) == pytest.approx(2.0, rel=1e-3)
    assert (
        beyond.score == pytest.approx(np.mean([max(value, 1.0) for value in each])) and 1 < beyond.score < 2
    )


def test_the_first_second_is_no_bias():
    """A robot starts from rest."""

    def rest(track: Track) -> Track:
        velocity = track.velocity.copy()
        velocity[:, : exam.SETTLING_STEPS] = 0.0
        return dataclasses.replace(track, velocity=velocity)

    assert examined(spoil=rest).tracks


def test_one_fall_of_two_fails_and_its_figures_end_with_it():
    def fall(track: Track) -> Track:
        alive, pose, failure = track.alive.copy(), track.pose.copy(), track.failed.copy()
        alive[2, 200:], failure[2] = False, True
        pose[2, 201:] = 99.0  # what it does after its end
        return dataclasses.replace(track, alive=alive, pose=pose, failed=failure)

    result = examined(spoil=fall)
    assert failed(result) == ["survived"] and values(result)["survived"] == 0.5
    assert max(direction.over_limit for direction in result.figures) == pytest.approx(10.0)


@pytest.mark.parametrize("name", ["velocity", "pose"])
def test_a_number_that_is_not_finite_never_tracks(name):
    def spoil(track: Track) -> Track:
        broken = getattr(track, name).copy()
        broken[3] = np.nan
        return dataclasses.replace(track, **{name: broken})

    result = examined(spoil=spoil)
    assert not result.tracks and result.score == np.inf
    assert result.summary["exam/tracks"] == 0.0
    assert all(np.isfinite(value) for value in result.summary.values())
    read = Exam.from_json(json.loads(json.dumps(result.to_json(), allow_nan=False)))
    assert not read.tracks and failed(read) == failed(result)


def test_an_episode_that_ends_in_the_first_second_has_no_mean_and_does_not_track():
    def fall(track: Track) -> Track:
        alive = track.alive.copy()
        alive[2, 10:] = False
        return dataclasses.replace(track, alive=alive)

    assert not examined(spoil=fall).tracks


def test_json_gives_back_the_exam_and_judges_by_the_episodes():
    result = examined(lambda command: command * [1.1, 0.97, 0.9] + [0.01, 0.0, 0.002])
    content = json.loads(json.dumps(result.to_json(), allow_nan=False))
    assert content["tracks"] is False and len(content["directions"]) == len(exam.DIRECTIONS)
    read = Exam.from_json(content | {"tracks": True})
    assert not read.tracks and read.score == pytest.approx(result.score, rel=1e-5)
    for one, other in zip(read.figures, result.figures, strict=True):
        assert (one.name, one.survived) == (other.name, other.survived)
        assert one.bias == pytest.approx(other.bias, abs=1e-6)
    with pytest.raises((LookupError, TypeError, ValueError)):
        Exam.from_json(content | {"episodes": [{"command": [0.0, 0.0]}]})


def test_the_table_has_a_row_for_each_direction_and_each_limit():
    directions, criteria = examine.tables(examined())
    assert directions.row_count == len(exam.DIRECTIONS)
    assert criteria.row_count == 5 + 4
    assert "tracks its commands" in str(criteria.title)


WALKS = {"eval/success_rate": 1.0, "eval/velocity_error": 0.1, "eval/yaw_rate_error": 0.1}


def test_the_policy_that_tracks_best_is_chosen_of_those_that_walk():
    tracking = WALKS | {"exam/tracks": 1.0, "exam/score": 0.8}
    worse = WALKS | {"exam/tracks": 0.0, "exam/score": 3.0, "eval/velocity_error": 0.05}
    broken = WALKS | {"exam/tracks": 0.0}
    drifts = tracking | {"eval/zero_cmd_drift_m": 0.3}
    falls = WALKS | {"eval/success_rate": 0.9}
    ranked = [tracking, worse, broken, drifts, falls]
    assert sorted(reversed(ranked), key=score) == ranked
    assert score(tracking) == 0.5 < score(worse) and score(broken) == 1.0


def test_commands_of_a_course_follow_each_other_in_the_compiled_evaluation():
    """On the toy, whose velocity is close to what its policy wants: each robot gets its own commands, to the step."""
    run = ToyRun(episode_length=1000)
    policy = run.learner.shipped_policy(run.start().learner)
    program = compile_evaluate(run.env, run.learner, policy, 2)
    commands = np.random.default_rng(0).uniform(-0.3, 0.3, (3, 2, 3)).astype(np.float32)
    track = drive(program, policy, jax.random.key(0), Course(commands, 250))
    assert track.alive.shape == (3, 250) and track.pose.shape == (3, 251, 3)
    np.testing.assert_array_equal(track.command[:, : exam.SWITCH_STEPS], commands[:, :1].repeat(100, axis=1))
    np.testing.assert_array_equal(track.command[:, exam.SWITCH_STEPS :], commands[:, 1:].repeat(150, axis=1))
    moved = np.diff(track.pose[..., :2], axis=1) / TIME_STEP
    np.testing.assert_allclose(moved, track.velocity[..., :2], atol=1e-3)
    assert track.alive.all() and not track.failed.any() and track.mirror_residual < 1e-5


@pytest.mark.parametrize("robot", ["GO2", None])
def test_only_a_robot_that_walks_is_examined_and_the_summary_says_when_it_tracked(robot):
    walking, scores = [False, True, True, True], iter([2.0, 0.9, 0.8])
    evaluations, rows = iter(walking), []
    programs = SimpleNamespace(
        evaluate=lambda train: (WALKS | {"eval/walks": float(next(evaluations))}, 1.0),
        examine=lambda train: (
            {"exam/score": (value := next(scores)), "exam/tracks": float(value <= 1)},
            2.0,
        ),
        remember_best=lambda train, score: train,
    )
    schedule = SimpleNamespace(groups_through=lambda iteration: 0, transitions=64)
    session = SimpleNamespace(
        programs=programs,
        parts=SimpleNamespace(
            env=SimpleNamespace(robot=robot, takes_exam=robot is not None), schedule=schedule
        ),
        sink=SimpleNamespace(emit=lambda *row: rows.append(row)),
        evaluations=[],
        signals=SimpleNamespace(raised=contextlib.nullcontext),
        doing=lambda what: contextlib.nullcontext(),
        started=time.time(),
        compile_seconds=1.0,
        seconds={},
        total_steps=lambda train: 64 * train.iteration,
    )
    for iteration in range(1, 5):
        train = SimpleNamespace(iteration=iteration, best=SimpleNamespace(iteration=iteration))
        loop.evaluate(session, train)
    summary = outcome.summarize(session, train, examined() if robot else None)
    assert (summary["transitions_to_walk"], summary["tracks"]) == (128, True if robot else None)
    assert summary["transitions_to_track"] == (192 if robot else None)
    assert (summary["seconds_to_track"] is None) == (robot is None)
    assert sum("timer/exam" in row[3] for row in rows) == (3 if robot else 0)


def test_an_episode_that_falls_at_once_does_not_spoil_the_means_of_the_others():
    """It has no error after the first second."""

    def falls_at_once(track: Track) -> Track:
        if len(track.failed) != 4:  # of the directions
            return track
        alive, failed = track.alive.copy(), track.failed.copy()
        alive[0, 10:], failed[0] = False, True
        return dataclasses.replace(track, alive=alive, failed=failed)

    _, judged = examine.tables(examined(spoil=falls_at_once))
    cells = [cell for column in judged.columns for cell in column.cells]
    assert "0.750" in cells and "0.000 m/s" in cells and not any("nan" in cell for cell in cells)
