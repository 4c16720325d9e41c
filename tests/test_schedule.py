"""Transitions and periods in whole iterations, and update groups that come out exactly."""

import dataclasses
from fractions import Fraction

import jax.numpy as jnp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from go2mjx.training.config import LoopConfig
from go2mjx.training.schedule import Schedule


def groups_in(schedule, iterations):
    """Update groups of each of `iterations`, counted from 1."""
    return [schedule.groups_through(number) - schedule.groups_through(number - 1) for number in iterations]


def test_one_environment_has_the_reference_semantics():
    """One transition per vector step: 50 of them, then one update group; periods stay what they are."""
    schedule = Schedule.of(LoopConfig(num_envs=1, max_steps=10_000, steps_per_update=50, log_period=50))
    assert (schedule.vector_steps, schedule.transitions, schedule.groups) == (50, 50, 1)
    assert (schedule.iterations, schedule.log_iterations, schedule.eval_iterations) == (200, 1, 100)


def test_transitions_and_periods_are_rounded_up_to_whole_iterations():
    """64 environments, 50 steps per update: 64 transitions and 64/50 update groups per iteration."""
    schedule = Schedule.of(
        LoopConfig(num_envs=64, max_steps=1_000_000, steps_per_update=50, eval_period=5000)
    )
    assert (schedule.vector_steps, schedule.transitions) == (1, 64)
    assert schedule.groups == Fraction(64, 50)
    assert (schedule.iterations, schedule.log_iterations, schedule.eval_iterations) == (15625, 1, 79)
    assert Schedule.of(LoopConfig(num_envs=48, steps_per_update=100)).transitions == 144


def test_fractional_groups_are_carried_over():
    """SAC-04: 1.28 groups per iteration are 1, 1, 1, 2, 1, ..., 32 in every 25 iterations."""
    schedule = Schedule.of(LoopConfig(num_envs=64, steps_per_update=50, training_starts=1))
    groups = groups_in(schedule, range(1, 51))
    assert groups[:5] == [1, 1, 1, 2, 1]
    assert sum(groups[:25]) == sum(groups[25:]) == 32


def test_groups_are_counted_from_the_first_iteration_with_enough_transitions():
    """1000 transitions are there at the end of the 16th iteration of 64, and groups of before are not made up for."""
    config = LoopConfig(num_envs=64, steps_per_update=64, utd_ratio=1.5, training_starts=1000, max_steps=1280)
    schedule = Schedule.of(config)
    assert schedule.first_update_iteration == 16
    assert groups_in(schedule, range(13, 21)) == [0, 0, 0, 1, 2, 1, 2, 1]
    assert schedule.total_groups == 7
    assert Schedule.of(dataclasses.replace(config, training_starts=1024)).first_update_iteration == 16
    assert Schedule.of(dataclasses.replace(config, training_starts=1025)).first_update_iteration == 17
    assert Schedule.of(dataclasses.replace(config, max_steps=900)).total_groups == 0


def test_the_replay_ring_holds_whole_iterations():
    """Seven iterations of two steps of 48 environments fit in 700 rows; an eighth would take 768."""
    schedule = Schedule.of(LoopConfig(num_envs=48, steps_per_update=96, replay_buffer_capacity=700))
    assert schedule.replay_slots == 14


@settings(max_examples=60, deadline=None)
@given(
    num_envs=st.integers(1, 300),
    steps_per_update=st.integers(1, 500),
    utd_ratio=st.sampled_from([0.25, 1 / 3, 0.5, 0.75, 1.0, 1.5, 3.0]),
)
def test_updates_never_drift_from_the_requested_ratio(num_envs, steps_per_update, utd_ratio):
    """SAC-04: after n iterations floor(n * groups) groups are done, whatever the rounding of the transitions."""
    schedule = Schedule.of(
        LoopConfig(
            num_envs=num_envs, steps_per_update=steps_per_update, utd_ratio=utd_ratio, training_starts=1
        )
    )
    assert schedule.transitions >= steps_per_update and schedule.transitions - steps_per_update < num_envs
    per_transition = float(schedule.groups) / schedule.transitions
    assert per_transition == pytest.approx(utd_ratio / steps_per_update, rel=1e-2)
    for iteration in range(1, 61):
        assert groups_in(schedule, [iteration])[0] <= schedule.max_groups
        assert schedule.groups_through(iteration) == int(iteration * schedule.groups)


def test_groups_stay_exact_late_in_a_long_run():
    """SAC-04: the device's 32-bit arithmetic agrees with exact arithmetic at any iteration."""
    for num_envs, ratio in ((4096, 0.333), (4096, 1.333), (20_000, 999.7131)):
        schedule = Schedule.of(LoopConfig(num_envs=num_envs, steps_per_update=5000, utd_ratio=ratio))
        for iteration in (1, 900, 50_383, 500_000):
            assert int(schedule.groups_through(jnp.int32(iteration))) == schedule.groups_through(iteration)


def test_small_ratio_still_updates():
    assert Schedule.of(LoopConfig(utd_ratio=0.001)).groups > 0


def test_loop_stops_for_evaluations_checkpoints_long_chunks_and_the_end():
    schedule = Schedule.of(
        LoopConfig(
            num_envs=1,
            steps_per_update=10,
            max_steps=230,
            eval_period=70,
            checkpoint_period=100,
            chunk_steps=60,
        )
    )
    stops, iteration = [], 0
    while iteration < schedule.iterations:
        iteration = schedule.next_stop(iteration)
        stops.append(iteration)
    assert stops == [6, 7, 10, 12, 14, 18, 20, 21, 23]


@pytest.mark.parametrize("num_envs", [1, 8])
def test_a_call_is_no_longer_than_its_reports_have_room(num_envs):
    """One environment may report in every iteration, several report every `log_period`, here ten iterations."""
    loop = {"num_envs": num_envs, "steps_per_update": 8, "log_period": 80, "max_steps": 10**12}
    longest = Schedule.of(LoopConfig(**loop, chunk_steps=10**9)).chunk_iterations
    assert longest == 4096 * (1 if num_envs == 1 else 10)
    assert Schedule.of(LoopConfig(**loop, chunk_steps=16_000)).chunk_iterations == 2000


def test_without_a_checkpoint_period_only_the_end_is_one():
    schedule = Schedule.of(LoopConfig(checkpoint_period=0))
    assert schedule.checkpoint_iterations == schedule.iterations
