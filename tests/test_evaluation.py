"""Evaluation: numbers of whole episodes, fixed commands, and what counts as walking."""

import json
import os
import signal
import time

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax.flatten_util import ravel_pytree
from loop_tools import ToyRun
from sac_tools import same

from go2mjx.evaluation.episodes import (
    CPU_PART,
    EPISODE_STEPS,
    Evaluate,
    command_set,
    compile_evaluate,
    evaluate_parts,
    make_evaluate,
)
from go2mjx.evaluation.verdict import (
    Episodes,
    FinalEvaluation,
    criteria,
    from_json,
    score,
    summarize,
    to_json,
    walking_score,
)
from go2mjx.process.signals import Stopped, StopSignals
from go2mjx.tasks.config import EnvConfig
from go2mjx.tasks.toy import ToyTask
from go2mjx.telemetry.metrics import BY_DIRECTION
from go2mjx.training import state

LIMIT, EARLY = 50, 10


class OnePerStep(ToyTask):
    """Reward 1 for ever; those told to go forward fail at step 10; the error is 1, and 3 after step 10."""

    def step(self, state, action):
        following = super().step(state, action)
        failed = (state.command[:, 0] > 0.5) & (following.episode_step >= EARLY)
        return following.replace(
            reward=jnp.ones_like(following.reward),
            terminated=failed,
            truncated=(following.episode_step >= LIMIT) & ~failed,
            velocity_error=jnp.where(following.episode_step <= EARLY, 1.0, 3.0),
            yaw_rate_error=jnp.full_like(following.reward, 0.5),
        )

    def position(self, state):
        return jnp.stack([state.episode_step * 2.0, 0.0 * state.episode_step], axis=-1)


LEARNER = ToyRun().learner


def compiled(env):
    """`evaluate(policy, key, commands)`."""
    evaluate = jax.jit(make_evaluate(env, LEARNER))

    def episodes(*arguments):
        result, _, lost_contacts = evaluate(*arguments)
        assert not lost_contacts
        return result

    return episodes


@pytest.fixture(scope="module")
def parts():
    return compiled(OnePerStep(EnvConfig(max_traj_length=LIMIT))), ToyRun().start()


def shipped(train):
    return LEARNER.shipped_policy(train.learner)


@jax.jit
def remember(train, score):
    return state.remember_best(LEARNER, train, score)


def commands(early, late):
    return jnp.array([[1.0, 0.0, 0.0]] * early + [[0.0, 0.0, 0.0]] * late)


def test_episodes_of_fifty_steps_return_fifty(parts):
    """SAC-07: eight episodes of fifty steps with reward 1."""
    evaluate, train = parts
    summary = summarize(evaluate(shipped(train), jax.random.key(0), commands(0, 8)))
    assert summary["eval/average_return"] == summary["eval/average_length"] == 50.0
    assert summary["eval/success_rate"] == 1.0
    assert summary["eval/zero_cmd_drift_m"] == 100.0


def test_ended_episodes_count_no_further(parts):
    """SAC-07: half of eight episodes fail at step 10, so return and length are 30; errors are per episode."""
    evaluate, train = parts
    episodes = evaluate(shipped(train), jax.random.key(0), commands(4, 4))
    summary = summarize(episodes)
    assert summary["eval/average_return"] == summary["eval/average_length"] == 30.0
    assert summary["eval/success_rate"] == 0.5
    np.testing.assert_allclose(episodes.velocity_error, [1.0] * 4 + [2.6] * 4, rtol=1e-5)
    np.testing.assert_allclose(episodes.drift, [20.0] * 4 + [100.0] * 4)
    assert summary["eval/yaw_rate_error"] == pytest.approx(0.5)


def test_evaluation_uses_the_mean_action_and_leaves_the_run_alone(parts):
    """SAC-07: two calls agree bitwise, a policy's spread changes nothing, the state is as before."""
    _, train = parts
    run = ToyRun(episode_length=20)
    evaluate = compiled(run.env)
    before = jax.tree.map(np.array, (train.learner, train.replay))
    policy = shipped(train)
    wide = run.learner.actor.parameters(policy.actor)
    wide["params"]["log_std_head"]["even"]["bias"] += 5.0
    wide, _ = ravel_pytree(wide)
    moving = jnp.asarray(command_set(16, run.env.max_command))
    first = evaluate(policy, jax.random.key(0), moving)
    assert same(first, evaluate(policy, jax.random.key(0), moving))
    assert same(first, evaluate(policy.replace(actor=wide), jax.random.key(0), moving))
    assert same(before, (train.learner, train.replay))
    assert same(first.command, moving)  # held to the end


def test_the_results_of_an_episode_do_not_depend_on_how_many_there_are():
    """Bit for bit, whether the last part is full or not; and they are those of the episodes run all at once."""
    run = ToyRun(episode_length=20)
    policy, key = shipped(run.start()), jax.random.key(0)
    drawn = command_set(2 * CPU_PART + 6, run.env.max_command)
    program = compile_evaluate(run.env, run.learner, policy, 64)
    many = evaluate_parts(program, policy, key, drawn)
    assert len(many) == len(drawn) and same(many.command, drawn)
    for count in (1, 3, CPU_PART, CPU_PART + 1):
        assert same(evaluate_parts(program, policy, key, drawn[:count]), many[:count])
    together = compiled(run.env)(policy, key, drawn)
    jax.tree.map(lambda a, b: np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-5), together, many)


def test_a_signal_lets_no_further_part_begin():
    begun = []

    def program(policy, key, commands, first, steps):
        begun.append(first)
        if len(begun) == 1:
            os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.5)
        return None, None, False

    with StopSignals(), pytest.raises(Stopped):
        evaluate_parts(Evaluate(program, 1, 10), None, None, np.zeros((50, 3)))
    assert len(begun) < 50


@pytest.mark.parametrize("episodes", [64, 256])
def test_commands_span_their_ranges_and_include_zero(episodes):
    limits = np.array([1.0, 0.4, 1.5])
    drawn = command_set(episodes, tuple(limits))
    assert drawn.shape == (episodes, 3) and drawn.dtype == np.float32
    moving = drawn[drawn.any(axis=1)]
    assert len(drawn) - len(moving) == episodes // 8
    assert (np.abs(drawn) <= limits).all()
    assert (moving.max(axis=0) > 0.9 * limits).all() and (moving.min(axis=0) < -0.9 * limits).all()
    for axis in range(3):  # each quarter of each range holds its share of the commands, to a half
        counts, _ = np.histogram(moving[:, axis], bins=4, range=(-limits[axis], limits[axis]))
        assert counts.min() >= 0.5 * len(moving) / 4 and counts.max() <= 1.5 * len(moving) / 4


def test_commands_are_fixed_and_another_seed_gives_others():
    limits = (1.0, 0.4, 1.0)
    np.testing.assert_array_equal(command_set(64, limits), command_set(64, limits))
    moving = slice(8, None)
    assert (
        np.abs(command_set(64, limits)[moving] - command_set(64, limits, seed=1)[moving]).max(axis=1).min()
        > 0.01
    )


def test_few_episodes_still_move():
    """Three episodes, the default, do not all stand; a single one moves."""
    assert command_set(3, (1.0, 0.4, 1.0)).any(axis=1).sum() == 2
    assert command_set(1, (1.0, 0.4, 1.0)).any()


AT_THE_LIMITS = {"eval/success_rate": 0.95, "eval/velocity_error": 0.20, "eval/yaw_rate_error": 0.25}


def test_walking_is_all_three_criteria():
    """The score is that of the worst criterion, 1 at the limits of 95 %, 0.20 m/s and 0.25 rad/s."""
    assert walking_score(AT_THE_LIMITS) == pytest.approx(1.0) and walking_score(AT_THE_LIMITS) <= 1.0
    for name, worse, expected in (
        ("eval/success_rate", 0.90, 2.0),
        ("eval/velocity_error", 0.30, 1.5),
        ("eval/yaw_rate_error", 0.50, 2.0),
    ):
        assert walking_score(AT_THE_LIMITS | {name: worse}) == pytest.approx(expected)


def test_of_two_that_walk_alike_the_one_that_stands_still_is_better():
    walks = {"eval/success_rate": 1.0, "eval/velocity_error": 0.08, "eval/yaw_rate_error": 0.1}
    assert score(walks) == pytest.approx(0.4)
    assert score(walks | {"eval/zero_cmd_drift_m": 0.1}) == pytest.approx(0.4)
    assert score(walks | {"eval/zero_cmd_drift_m": 0.3}) == pytest.approx(1.2)
    assert score(AT_THE_LIMITS | {"eval/zero_cmd_drift_m": 0.1}) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("falls", "velocity_error", "yaw_rate_error", "walks"),
    [(3, 0.19, 0.24, 1.0), (4, 0.19, 0.24, 0.0), (0, 0.21, 0.24, 0.0), (0, 0.19, 0.26, 0.0)],
)
def test_summary_says_whether_the_robot_walks(falls, velocity_error, yaw_rate_error, walks):
    """Of 64 episodes three may fall."""
    ones = np.ones(64, np.float32)
    episodes = Episodes(
        command=np.ones((64, 3)),
        episode_return=ones,
        length=ones,
        success=np.arange(64) >= falls,
        velocity_error=velocity_error * ones,
        yaw_rate_error=yaw_rate_error * ones,
        drift=ones,
    )
    summary = summarize(episodes)
    assert summary["eval/walks"] == walks
    assert "eval/zero_cmd_drift_m" not in summary
    assert all(type(value) is float for value in summary.values())


def test_what_robots_do_after_their_end_does_not_count_however_large_it_grows(parts):
    """Those who have failed go on in the simulation, where 0 times infinity is NaN."""

    class Exploding(OnePerStep):
        def step(self, state, action):
            following = super().step(state, action)
            gone = state.terminated  # a step after the failure
            return following.replace(
                reward=jnp.where(gone, jnp.nan, following.reward),
                velocity_error=jnp.where(gone, jnp.inf, following.velocity_error),
                yaw_rate_error=jnp.where(gone, jnp.inf, following.yaw_rate_error),
            )

    _, train = parts
    evaluate = compiled(Exploding(EnvConfig(max_traj_length=LIMIT)))
    summary = summarize(evaluate(shipped(train), jax.random.key(0), commands(4, 4)))
    assert summary["eval/average_return"] == 30.0
    assert summary["eval/velocity_error"] == pytest.approx((1.0 + 2.6) / 2)
    assert summary["eval/yaw_rate_error"] == pytest.approx(0.5)


def test_a_step_without_a_finite_outcome_is_a_failure_and_counts_for_nothing_else(parts):
    class Breaking(OnePerStep):
        def step(self, state, action):
            following = super().step(state, action)
            broken = (state.command[:, 0] > 0.5) & (following.episode_step >= EARLY)
            return following.replace(
                valid=~broken, velocity_error=jnp.where(broken, jnp.nan, following.velocity_error)
            )

    _, train = parts
    evaluate = compiled(Breaking(EnvConfig(max_traj_length=LIMIT)))
    episodes = evaluate(shipped(train), jax.random.key(0), commands(1, 1))
    assert episodes.success.tolist() == [False, True]
    assert episodes.length.tolist() == [EARLY - 1, LIMIT]
    np.testing.assert_allclose(episodes.velocity_error, [1.0, 2.6], rtol=1e-5)


def good(count: int = 20) -> dict[str, np.ndarray]:
    """Columns of episodes that walk."""
    small = np.full(count, 0.05, np.float32)
    return {
        "command": np.zeros((count, 3), np.float32),
        "episode_return": np.full(count, 900.0, np.float32),
        "length": np.full(count, 500.0, np.float32),
        "success": np.ones(count, bool),
        "velocity_error": small,
        "yaw_rate_error": small,
        "drift": small,
    }


@pytest.mark.parametrize("bad", [np.nan, np.inf])
@pytest.mark.parametrize("name", ["episode_return", "length", "velocity_error", "yaw_rate_error", "drift"])
def test_a_number_that_is_not_finite_never_walks_and_never_wins(parts, name, bad):
    """One such number in one episode is enough, for the choice, the verdict, and a file that says otherwise."""
    _, train = parts
    walking = Episodes(**good())
    assert summarize(walking)["eval/walks"] == 1.0 and score(summarize(walking)) < 1.0
    columns = good()
    columns[name] = np.where(np.arange(20) == 7, np.float32(bad), columns[name])
    broken = Episodes(**columns)
    summary = summarize(broken)
    assert summary["eval/walks"] == 0.0
    assert score(summary) == walking_score(summary) == np.inf
    kept = remember(train.replace(iteration=jnp.int32(9)), jnp.float32(score(summary)))
    assert int(kept.best.iteration) == 0
    result = FinalEvaluation(walking, broken, walking, chosen_on_episodes=20)
    assert not result.walks
    content = json.loads(json.dumps(to_json(result), allow_nan=False))
    assert content["walks"] is False
    assert not from_json(content | {"walks": True}).walks
    limited = {
        "velocity_error": "velocity error",
        "yaw_rate_error": "yaw rate error",
        "drift": "standing drift",
    }
    failed = {criterion.name for criterion in criteria(summary) if not criterion.passed}
    assert failed == {limited[name]} if name in limited else failed == set()


def test_json_gives_back_what_was_written():
    drawn = np.random.default_rng(0)
    columns = {key: drawn.uniform(0, 0.1, value.shape).astype(np.float32) for key, value in good(9).items()}
    columns["success"] = columns["success"] > 0.05
    columns["command"][:2] = 0.0
    result = FinalEvaluation(*(Episodes(**columns)[part] for part in (slice(4), slice(4, 6), slice(6, 9))), 4)
    read = from_json(json.loads(json.dumps(to_json(result))))
    assert same(vars(read.chosen_on), vars(result.chosen_on)) and same(
        vars(read.forward), vars(result.forward)
    )
    assert read.summaries == result.summaries and read.headings == result.headings


def test_errors_and_success_are_given_by_direction_of_command():
    """Forward more than half of the largest 1.0, left more than half of 0.4; a turn to the left was not told."""
    command = np.array(
        [[0, 0, 0], [1.0, 0, 0], [0.6, -0.3, 0], [0.5, 0, 0], [-0.7, 0.4, -1.0], [-0.2, 0.1, -0.6]]
    )
    errors = np.array([0.0, 0.9, 0.7, 0.2, 0.1, 0.3], np.float32)
    columns = good(len(command)) | {
        "command": command.astype(np.float32),
        "velocity_error": errors,
        "yaw_rate_error": 2 * errors,
        "success": np.array([True, False, True, True, True, True]),
    }
    summary = summarize(Episodes(**columns))
    by_direction = {
        key: value
        for key, value in summary.items()
        if any(key in keys.values() for keys in BY_DIRECTION.values())
    }
    assert by_direction == pytest.approx(
        {
            "eval/velocity_error_forward": 0.8,
            "eval/velocity_error_backward": 0.1,
            "eval/velocity_error_left": 0.1,
            "eval/velocity_error_right": 0.7,
            "eval/velocity_error_turn_right": 0.2,
            "eval/yaw_rate_error_turn_right": 0.4,
            "eval/success_rate_forward": 0.5,
            "eval/success_rate_backward": 1.0,
            "eval/success_rate_left": 1.0,
            "eval/success_rate_right": 1.0,
            "eval/success_rate_turn_right": 1.0,
        }
    )


def test_who_only_stands_goes_in_no_direction():
    summary = summarize(Episodes(**good()))
    assert not [key for key in summary if "forward" in key or "left" in key]


def test_zero_command_drift_is_that_of_the_worst_standing_episode():
    drift = np.array([0.1, 0.3, 9.0], np.float32)
    command = np.array([[0, 0, 0], [0, 0, 0], [1, 0, 0]], np.float32)
    ones = np.ones(3, np.float32)
    episodes = Episodes(command, ones, ones, ones > 0, ones, ones, drift)
    assert summarize(episodes)["eval/zero_cmd_drift_m"] == pytest.approx(0.3)


def test_best_policy_is_kept_until_a_better_one_comes(parts):
    """Lower scores win, of equal ones the later, one that is not finite never does; what is kept is a copy of its own time."""
    _, train = parts

    def at(train, iteration, shift):
        actor = train.learner.actor.replace(average=train.learner.actor.average + shift)
        return train.replace(learner=train.learner.replace(actor=actor), iteration=jnp.int32(iteration))

    first = remember(at(train, 5, 1.0), jnp.float32(1.2))
    assert int(first.best.iteration) == 5
    kept = remember(remember(at(first, 6, 2.0), jnp.float32(1.5)), jnp.float32(np.nan))
    assert int(kept.best.iteration) == 5 and same(kept.best.policy, first.best.policy)
    better = remember(at(kept, 7, 3.0), jnp.float32(0.9))
    assert int(better.best.iteration) == 7 and same(better.best.policy, shipped(better))
    assert int(remember(at(better, 8, 4.0), jnp.float32(0.9)).best.iteration) == 8
    untouched = at(train, 9, 5.0)
    assert int(remember(untouched, jnp.float32(np.inf)).best.iteration) == int(train.best.iteration)


def test_evaluation_episodes_last_ten_seconds():
    assert EPISODE_STEPS * 0.02 == 10.0
