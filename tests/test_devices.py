"""More devices than the one that is used; they are emulated, as there are no two here."""

import pytest

from go2mjx.__main__ import main
from tests import tiny_run


def test_other_devices_neither_train_nor_report(tmp_path):
    """Catalogue MD-03: three devices, eight environments; one W&B run, one row per report, the same numbers."""
    command = tiny_run.command(tmp_path, debug=False, wandb_runs="single", wandb_mode="offline")
    three = tiny_run.emulated_devices(3)
    process = tiny_run.start_process([*command, "--run_dir", str(tmp_path / "three")], **three)
    _, error = process.communicate()
    assert process.returncode == 0, error
    assert len(list((tmp_path / "three").glob("wandb/offline-run-*"))) == 1
    for key in ("actor/replay_buffer_size", "learner/replay_buffer_size"):
        reports = [row["iteration"] for row in tiny_run.rows(tmp_path / "three") if key in row]
        assert reports == list(range(8, 129, 8))
    assert main([*command, "--run_dir", str(tmp_path / "one"), "--wandb_mode", "disabled"]) == 0
    assert tiny_run.learning(tmp_path / "three") == tiny_run.learning(tmp_path / "one")


def test_there_is_no_flag_for_devices(capsys):
    """Catalogue MD-03: nothing is divided, so there is no number that does not divide."""
    with pytest.raises(SystemExit) as exit_info:
        main(["train", "--env", "toy", "--num_envs", "8", "--devices", "3"])
    assert exit_info.value.code == 2
    assert "--devices" in capsys.readouterr().err
