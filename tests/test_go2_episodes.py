"""GO2-v0 over episodes: distinct resets, nothing survives one, commands change only where they may."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from env_tools import assert_same, columns, with_simulation

from go2mjx.tasks.base import split
from go2mjx.tasks.commands import DRAWN_BEYOND, draw_command
from go2mjx.tasks.config import EnvConfig


def fallen(state):
    """The robots of `state` below the floor: the next step fails."""
    return with_simulation(state, qpos=state.physics.simulation.qpos.at[:, 2].set(0.0))


def still(go2):
    return jnp.zeros((go2.size, go2.env.action_size))


def test_every_reset_is_another_one(go2):
    """ENV-07: 20 falls of eight robots start 160 different episodes."""
    state, starts, commands = go2.reset(go2.keys()), [], []
    for _ in range(20):
        ended = go2.step(fallen(state), still(go2))
        assert ended.terminated.all()
        state = go2.restart(ended)
        starts.append(np.asarray(state.physics.simulation.qpos))
        commands.append(np.asarray(state.command))
    starts, commands = np.concatenate(starts), np.concatenate(commands)
    assert len(np.unique(starts.round(4), axis=0)) == len(starts)
    moving = commands[commands.any(axis=1)]
    assert len(np.unique(moving.round(4), axis=0)) == len(moving) > 0.7 * len(commands)
    yaw = 2 * np.arctan2(starts[:, 6], starts[:, 3])
    assert np.ptp(np.angle(np.exp(1j * yaw))) > 5.0  # rad, of 2 pi


def test_nothing_of_the_old_episode_survives(go2):
    """ENV-08: a restarted robot equals a freshly reset one in every leaf, so its next reward does too."""
    state = go2.reset(go2.keys(8))
    for step in range(12):
        state = go2.step(state, go2.actions(step))
    ended = go2.step(fallen(state), go2.actions(99))
    goes_on, fresh_keys = split(ended.key, 2)
    restarted, fresh = go2.restart(ended), go2.reset(fresh_keys).replace(key=goes_on)
    assert_same(restarted, fresh)
    assert not restarted.done.any() and not restarted.episode_step.any()
    assert (restarted.command != ended.command).any(axis=1).sum() >= go2.size - 2  # some may both be zero
    history = columns(go2.env.state_entries, source="history")
    assert np.abs(ended.obs.state[:, history]).max() > 0.5
    assert not restarted.obs.state[:, history].any()
    assert not restarted.physics.swing_time.any()
    assert_same(go2.step(restarted, go2.actions(3)), go2.step(fresh, go2.actions(3)))


def test_restart_leaves_running_episodes_alone(go2):
    state = go2.step(go2.reset(go2.keys(9)), go2.actions(0))
    qpos = state.physics.simulation.qpos.at[2, 2].set(0.0)
    state = go2.step(with_simulation(state, qpos=qpos), go2.actions(1))
    np.testing.assert_array_equal(np.flatnonzero(state.done), [2])
    running = state.replace(key=split(state.key, 2)[0])
    assert_same(go2.restart(state), running, rows=np.delete(np.arange(go2.size), 2))


def test_history_holds_the_past_frames_newest_first(go2):
    """Each step pushes its own measurement in front and drops the oldest."""
    length = go2.env.config.history_length
    places = columns(go2.env.state_entries, name="joint_velocity").reshape(length, 12)
    state, measured = go2.reset(go2.keys(10)), []
    for step in range(length + 2):
        state = go2.step(state, go2.actions(step))
        measured.insert(0, state.physics.simulation.qvel[:, 6:])
    for place, expected in zip(places, measured[:length], strict=True):
        np.testing.assert_array_equal(state.obs.state[:, place], expected)
    assert np.abs(measured[0] - measured[1]).max() > 0.01


def test_held_command_never_changes_and_a_free_one_does(go2):
    """Commands are drawn anew within an episode, about every `command_duration` seconds, unless held."""
    commands = jnp.tile(jnp.array([0.5, 0.0, 0.0]), (go2.size, 1))
    held = go2.reset_to(go2.keys(11), commands)
    free, changes, steps = held.replace(hold_command=jnp.zeros(go2.size, bool)), 0, 400
    for _ in range(steps):
        following = go2.step(free, still(go2))
        changes += int((following.command != free.command).any(axis=1).sum())
        free, held = following, go2.step(held, still(go2))
    np.testing.assert_array_equal(held.command, commands)
    expected = go2.size * steps * go2.env.time_step / go2.env.config.command_duration
    assert 0.4 * expected < changes < 2.0 * expected
    assert (np.abs(free.command) <= DRAWN_BEYOND * np.array(go2.env.max_command)).all()


def test_a_share_of_the_commands_that_move_turns_on_the_spot():
    config = EnvConfig(zero_command_fraction=0.2, turning_command_fraction=0.3)
    commands = np.asarray(draw_command(jax.random.uniform(jax.random.key(0), (20_000, 4)), config))
    stands, turns = ~commands.any(axis=1), ~commands[:, :2].any(axis=1)
    assert abs(stands.mean() - 0.2) < 0.01
    assert abs((turns & ~stands).mean() - 0.8 * 0.3) < 0.01
    mean = DRAWN_BEYOND * config.max_yaw_rate / 2
    assert np.abs(commands[turns & ~stands, 2]).mean() == pytest.approx(mean, rel=0.05)


def test_commands_go_beyond_their_ranges_and_are_sometimes_zero(go2):
    commands = np.concatenate([go2.reset(go2.keys(seed)).command for seed in range(60)])
    zero = ~commands.any(axis=1)
    assert abs(zero.mean() - go2.env.config.zero_command_fraction) < 0.06
    limits = np.array(go2.env.max_command)
    assert (np.abs(commands) <= DRAWN_BEYOND * limits).all()
    assert (commands.max(axis=0) > limits).all() and (commands.min(axis=0) < -limits).all()
