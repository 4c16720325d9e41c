"""`go2mjx eval`: needs only the checkpoint, repeats the numbers of the end of training, changes nothing."""

import dataclasses
import json
from pathlib import Path

import jax
import numpy as np
import optax
import pytest

from go2mjx.__main__ import main
from go2mjx.checkpoints.checkpoint import FOLDER
from go2mjx.commands import evaluate
from go2mjx.evaluation.episodes import compile_evaluate
from go2mjx.evaluation.final import EPISODES, HELD_OUT_EPISODES, Plan, evaluate_policy, table
from go2mjx.evaluation.verdict import SEED, FinalEvaluation, criteria, to_json
from go2mjx.session.build import build
from go2mjx.telemetry.metrics import by_key
from tests.toy_run import save_run, snapshot, toy_state

SUMMARY = {
    "eval/average_return": 1.0,
    "eval/average_length": 500.0,
    "eval/success_rate": 0.95,
    "eval/velocity_error": 0.2,
    "eval/yaw_rate_error": 0.25,
    "eval/zero_cmd_drift_m": 0.25,
}


@pytest.fixture(scope="module")
def run_dir(tmp_path_factory) -> Path:
    """A run whose settings differ from every default that the evaluation could fall back on."""
    directory = tmp_path_factory.mktemp("run with a space")
    config, train = toy_state(seed=5, max_forward_speed=0.7, max_traj_length=40)
    actor = train.learner.actor.replace(average=train.learner.actor.average + 0.02)
    save_run(directory, config, train.replace(learner=train.learner.replace(actor=actor)))
    return directory


@pytest.fixture(scope="module")
def expected(run_dir) -> FinalEvaluation:
    """What the end of training computes for the policy in `run_dir`."""
    config, train = toy_state(seed=5, max_forward_speed=0.7, max_traj_length=40)
    policy = train.best.policy.replace(actor=train.best.policy.actor + 0.02)
    parts = build(config)
    evaluate = compile_evaluate(parts.evaluation_env, parts.learner, policy, config.loop.eval_n_trajs)
    return evaluate_policy(evaluate, policy, Plan.of(parts.env.max_command, config.loop.eval_n_trajs))


def test_eval_repeats_the_end_of_training_and_only_reads(run_dir, expected, tmp_path, capsys, monkeypatch):
    before = snapshot(run_dir)
    monkeypatch.chdir(tmp_path)
    assert main(["eval", "--checkpoint", str(run_dir), "--json", "numbers.json"]) == 0
    assert json.loads((tmp_path / "numbers.json").read_text()) == json.loads(json.dumps(to_json(expected)))
    assert snapshot(run_dir) == before
    output = capsys.readouterr()
    for text in ("survival", "velocity error", "yaw rate error", "standing drift", "1.0 m/s forward"):
        assert text in output.out
    for summary in expected.summaries:
        assert f"{summary['eval/velocity_error']:.3f}" in output.out
    assert "1,000 transitions" in output.err


def test_eval_creates_no_optimiser_and_prints_json(run_dir, tmp_path, monkeypatch, capfd):
    """Catalogue CLI-01."""
    created = []

    def adam(*arguments, **keywords):
        optimiser = optax_adam(*arguments, **keywords)

        def init(parameters):
            created.extend(type(leaf) for leaf in jax.tree.leaves(parameters))
            return optimiser.init(parameters)

        return optimiser._replace(init=init)

    optax_adam = optax.adam
    monkeypatch.setattr(optax, "adam", adam)
    before = snapshot(run_dir)
    words = ["--episodes", "4", "--held_out_episodes", "1", "--json", "/dev/stdout"]
    assert main(["eval", "--checkpoint", str(run_dir), *words]) == 0
    assert snapshot(run_dir) == before
    # shapes of a training state are traced to find the policy in it; nothing is allocated for them
    assert all(issubclass(kind, jax.core.Tracer) for kind in created)
    text = capfd.readouterr().out
    summary = json.loads(text[text.index("{") :])["chosen_on"]["summary"]
    assert {"eval/average_return", "eval/average_length", "eval/velocity_error"} <= set(summary)


def test_eval_takes_the_checkpoints_folder_too(run_dir, capsys):
    assert main(["eval", "--checkpoint", str(run_dir / FOLDER), "--episodes", "2"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "2 of seed 0" in printed and "the policy was chosen on 3 episodes of seed 0" in printed


def test_the_table_says_what_chose_the_policy(expected):
    """The guide's presets choose by 3 episodes, and then 64 chose nothing; nor did those of another seed."""
    assert expected.headings == ("64 of seed 0", "256 held out")
    same_number = dataclasses.replace(expected, chosen_on_episodes=64)
    assert same_number.headings == ("64 that chose the policy", "256 held out")
    assert dataclasses.replace(same_number, seed=1).headings[0] == "64 of seed 1"
    assert "chosen on 3 episodes" in str(table(expected).caption)


def test_the_defaults_are_those_of_the_end_of_training():
    assert evaluate.EvaluateConfig.episodes == EPISODES
    assert evaluate.EvaluateConfig.held_out_episodes == HELD_OUT_EPISODES
    assert evaluate.EvaluateConfig.seed == SEED


def test_another_seed_gives_other_commands(run_dir, expected, tmp_path):
    file = tmp_path / "numbers.json"
    assert main(["eval", "--checkpoint", str(run_dir), "--seed", "1", "--json", str(file)]) == 0
    rows = json.loads(file.read_text())["chosen_on"]["episodes"]
    assert not np.allclose([row["command"] for row in rows], expected.chosen_on.command)


def test_episodes_last_ten_seconds_whatever_the_training_had(expected):
    for part in (expected.chosen_on, expected.held_out):
        assert set(part.length.tolist()) == {500.0}
        assert np.abs(part.command[:, 0]).max() <= 0.7


def test_the_held_out_commands_are_others(expected):
    chosen_on, held_out = expected.chosen_on.command, expected.held_out.command
    assert len(chosen_on) == EPISODES
    assert len(held_out) == HELD_OUT_EPISODES
    moving = chosen_on[chosen_on.any(axis=1)]
    assert not (moving[:, None] == held_out[None]).all(axis=-1).any()


def test_forward_speeds_are_extra_and_registered(expected):
    episodes, summary = expected.forward, expected.tracking
    np.testing.assert_allclose(episodes.command[:, 0], np.arange(1, 11) / 10, rtol=1e-6)
    assert not episodes.command[:, 1:].any()
    for tenths, error in enumerate(episodes.velocity_error, start=1):
        assert summary[f"eval/track_err_vx_{tenths / 10}"] == float(error)
    for key in (*summary, *expected.summaries[0]):
        by_key(key)


def test_json_has_a_row_for_every_episode(expected):
    content = json.loads(json.dumps(to_json(expected), allow_nan=False))
    assert len(content["chosen_on"]["episodes"]) == EPISODES
    row = content["held_out"]["episodes"][-1]
    episodes = expected.held_out
    assert row["command"] == episodes.command[-1].tolist()
    assert row["velocity_error"] == pytest.approx(float(episodes.velocity_error[-1]))
    assert isinstance(row["success"], bool)
    assert content["walks"] is False


def test_a_limit_that_is_just_met_passes_and_one_beyond_fails():
    assert [criterion.passed for criterion in criteria(SUMMARY)] == [True] * 4
    worse = {key: value * (0.99 if "success" in key else 1.01) for key, value in SUMMARY.items()}
    assert not any(criterion.passed for criterion in criteria(worse))


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--checkpoint", "{empty}"], "holds no checkpoint"),
        (["--checkpoint", "{empty}/none"], "no such run directory or file"),
        (["--checkpoint", "{run}", "--episodes", "0"], "at least 1"),
        (["--checkpoint", "{run}", "--json", "{empty}/none/file.json"], "no such directory"),
        (["--checkpoint", "{run}", "--backend", "mujoco"], "--backend: the policy is one of toy"),
        (["--checkpoint", "{run}", "--grid", "3", "3", "3"], "--grid: the policy is one of toy"),
        (["--checkpoint", "{run}", "--starts", "3"], "--starts: the policy is one of toy"),
        (["--checkpoint", "{run}", "--starts", "0"], "--starts 0: at least 1"),
        (["--checkpoint", "{run}", "--seed", "-1"], "--seed -1: 0 to 4294967295"),
        (["--checkpoint", "{run}", "--seed", "4294967296"], "--seed 4294967296: 0 to"),
        (["--checkpoint", "{run}", "--worlds", "7"], "--worlds 7: an even number from 20"),
        (["--checkpoint", "{run}", "--worlds", "20"], "--worlds: the policy is one of toy"),
        (["--checkpoint", "{run}", "--png", "{empty}/grid.png"], "toy, which has no robot"),
        (
            ["--checkpoint", "{run}", "--action_delay_steps", "1"],
            "--action_delay_steps: the policy is one of toy",
        ),
    ],
)
def test_mistakes_are_one_line_and_exit_code_2(run_dir, tmp_path, capsys, arguments, reason):
    filled = [argument.format(empty=tmp_path, run=run_dir) for argument in arguments]
    assert main(["eval", *filled]) == 2
    error = capsys.readouterr().err
    assert reason in error
    assert "Traceback" not in error
    assert list(tmp_path.iterdir()) == []


def test_a_missing_or_unknown_flag_exits_with_2(capsys):
    for arguments in ([], ["--checkpoint", "x", "--episode", "3"]):
        with pytest.raises(SystemExit) as exit_info:
            main(["eval", *arguments])
        assert exit_info.value.code == 2
