"""What `--debug` adds to a run: the first number that is not finite, with its name, environment and step."""

import json

import jax
import jax.numpy as jnp
import pytest
from env_tools import with_physics
from loop_tools import ToyRun

from go2mjx.__main__ import main
from go2mjx.config import presets
from go2mjx.session.build import build
from go2mjx.session.programs import Programs
from go2mjx.tasks.toy import ToyTask
from tests.tiny_run import learning

pytestmark = pytest.mark.usefixtures("undrawn")

TERMS = ("reward/linear_velocity_tracking", "reward/torque", "reward/air_time")


@pytest.fixture
def broken_term(tiny, monkeypatch):
    """The toy with three reward terms; the last of them is NaN in environment 1 at step 7 of the tiny run."""
    config = presets.load(tiny[-1])
    start = Programs(config, build(config)).init(jax.random.key(config.run.seed)).env_state
    begin, advance = ToyTask._begin, ToyTask.advance

    def with_terms(state, last):
        zeros = dict.fromkeys(TERMS[1:-1], jnp.zeros_like(last))
        return state.replace(terms=state.terms | zeros | {TERMS[-1]: last}, reward=state.reward + last)

    def broken(env, state, action):
        following = advance(env, state, action)
        begun = start.episode_step[1]
        here = (state.command == start.command[1]).all(axis=1) & (following.episode_step == begun + 7)
        return with_terms(following, jnp.where(here, jnp.nan, 0.0))

    def begin_with_terms(*values, **keywords):
        state = begin(*values, **keywords)
        return with_terms(state, jnp.zeros_like(state.reward))

    monkeypatch.setattr(ToyTask, "_begin", begin_with_terms)
    monkeypatch.setattr(ToyTask, "advance", broken)


def alerts(run_dir):
    lines = (run_dir / "alerts.jsonl").read_text().splitlines()
    return {alert["title"]: alert for alert in map(json.loads, lines)}


def test_a_broken_reward_term_is_named_with_environment_and_step(tiny, broken_term, tmp_path, capsys):
    """Catalogue CLI-05. Without the flag only the environment's failure is told.

    The flag changes the program, and the compiler rounds differently in it: the numbers are close, not equal.
    """
    assert main([*tiny, "--debug", "--run_dir", str(tmp_path / "debug")]) == 0
    text = "reward/air_time of environment 1 was not finite at step 11 of its episode"  # the first began at 4
    assert text in capsys.readouterr().err
    alert = alerts(tmp_path / "debug")["non-finite reward/air_time"]
    assert text in alert["text"] and alert["iteration"] == 4

    assert main([*tiny, "--run_dir", str(tmp_path / "plain")]) == 0
    assert "non-finite environment" in alerts(tmp_path / "plain")
    assert text not in capsys.readouterr().err
    for row, debug_row in zip(learning(tmp_path / "plain"), learning(tmp_path / "debug"), strict=True):
        assert debug_row.pop("run") == row.pop("run")
        assert debug_row == pytest.approx(row, rel=1e-3, abs=1e-3)


def test_a_clean_run_tells_of_nothing(tiny, tmp_path, capsys):
    """Catalogue CLI-05: means over nothing and masked values are no alarm."""
    debug = ["--debug", "--wandb_mode", "auto"]
    assert main([*tiny, *debug, "--run_dir", str(tmp_path / "clean")]) == 0
    assert "finite" not in capsys.readouterr().err
    assert not (tmp_path / "clean" / "wandb").exists()


@pytest.mark.parametrize(
    ("field", "value", "part"),
    [
        ("velocity", jnp.nan, "physics"),
        ("velocity", 1e30, "reward/linear_velocity_tracking"),
        ("position", 10.0, "privileged observation"),
    ],
)
def test_the_first_fault_of_a_chunk_is_kept(field, value, part, monkeypatch):
    """Catalogue CLI-05: physics, reward and observation; environment 5 turns bad at once, number 2 a step later.

    The toy's observation has no number of its own that could break, so one is broken here, 5 m away.
    """
    observe = ToyTask._observe

    def blind_far_away(env, physics, command):
        seen = observe(env, physics, command)
        far = physics.position[:, :1] > 5.0
        return seen.replace(privileged_state=jnp.where(far, jnp.nan, seen.privileged_state))

    monkeypatch.setattr(ToyTask, "_observe", blind_far_away)
    toy = ToyRun(find_fault=True)
    start = toy.start()
    physics, begun = start.env_state.physics, int(start.env_state.episode_step[5])
    bad = getattr(physics, field).at[5, 0].set(value)
    train, reports = toy.chunk(start.replace(env_state=with_physics(start.env_state, **{field: bad})), 3)
    fault = reports.fault
    assert fault.parts[int(fault.part)] == part
    assert (int(fault.env), int(fault.episode_step), int(fault.iteration)) == (5, begun + 1, 1)
    bad = train.env_state.physics.velocity.at[2, 0].set(jnp.nan)
    episode_step = int(train.env_state.episode_step[2])
    train, reports = toy.chunk(train.replace(env_state=with_physics(train.env_state, velocity=bad)), 5)
    assert (int(reports.fault.env), int(reports.fault.episode_step)) == (2, episode_step + 1)
    assert int(reports.fault.iteration) == 4
    _, reports = toy.chunk(train, 6)
    assert reports.fault.part < 0
