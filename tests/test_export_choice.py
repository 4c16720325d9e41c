"""Which of a run's policies `eval`, `play` and `export` take: --step, --last, a checkpoint's folder."""

import jax
import numpy as np
import pytest
from toy_run import save_run, toy_state

from go2mjx.checkpoints.checkpoint import FOLDER, Checkpoints
from go2mjx.commands import evaluate, export, play
from go2mjx.config.tree import to_flat
from go2mjx.process.errors import UsageError
from go2mjx.session.build import build
from go2mjx.session.saved_policy import load_policy


@pytest.fixture(scope="module")
def run_dir(tmp_path_factory):
    """Two checkpoints; in each the policy of the best evaluation is another than the last one."""
    directory = tmp_path_factory.mktemp("run")
    with Checkpoints(directory / FOLDER) as checkpoints:
        for step in (1000, 2000):
            config, train = toy_state(seed=step)
            best = build(config).learner.shipped_policy(train.learner)
            best = jax.tree.map(lambda leaf: leaf + 1, best)
            checkpoints.save(step, train, best, {"config": to_flat(config), "total_steps": step})
    return directory


def numbers(policy: object) -> np.ndarray:
    return np.concatenate([np.ravel(leaf) for leaf in jax.tree.leaves(policy)])


def expected(step: int, last: bool) -> np.ndarray:
    config, train = toy_state(seed=step)
    return numbers(build(config).learner.shipped_policy(train.learner)) + (not last)


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("step", [None, 1000, 2000])
def test_step_chooses_the_checkpoint_and_last_the_policy_in_it(run_dir, step, last):
    saved = load_policy(run_dir, step, last)
    assert saved.meta["total_steps"] == (step or 2000)
    np.testing.assert_allclose(numbers(saved.policy), expected(step or 2000, last))


def test_the_folder_of_a_checkpoint_is_that_checkpoint(run_dir):
    for step in (None, 1000):
        assert load_policy(run_dir / FOLDER / "1000", step).meta["total_steps"] == 1000
    with pytest.raises(UsageError, match=r"--step 2000: .*1000 is the checkpoint of step 1000"):
        load_policy(run_dir / FOLDER / "1000", 2000)


@pytest.mark.parametrize("command", [evaluate, export, play])
def test_a_step_that_is_not_there_is_named_with_those_that_are(command, run_dir):
    flags = ["--video", str(run_dir / "a.mp4")] if command is play else []
    with pytest.raises(UsageError, match=r"--step 7: .* has 1000, 2000"):
        command.main(["--checkpoint", str(run_dir), "--step", "7", *flags])


def test_a_damaged_checkpoint_is_refused_when_it_is_named_and_passed_over_when_not(tmp_path):
    for step in (1000, 2000):
        save_run(tmp_path, *toy_state(), step=step)
    for file in (tmp_path / FOLDER / "2000" / "policy").rglob("*"):
        if file.is_file():
            file.write_bytes(b"")
    with pytest.raises(UsageError, match="policy cannot be read"):
        load_policy(tmp_path, 2000)
    assert load_policy(tmp_path).meta["total_steps"] == 1000


@pytest.mark.parametrize("flag", [["--step", "5"], ["--last"]])
def test_a_file_holds_one_policy(flag, tmp_path):
    (tmp_path / "policy.onnx").touch()
    for command in (export, play):
        with pytest.raises(UsageError, match=rf"{flag[0]}: .*policy.onnx is a file, which holds one policy"):
            command.main(["--checkpoint", str(tmp_path / "policy.onnx"), *flag])
