"""Alerts of a whole training run when W&B does not take them."""

import json

import pytest

from go2mjx.__main__ import main
from go2mjx.telemetry.alerts import Alerts
from go2mjx.telemetry.wandb_runs import open_wandb_runs
from tests import tiny_run, wandb_stub

TITLE = "temperature too low"
ALWAYS = ["--alert.temperature_low", "0.5", "--alert.warm_up", "0", "--alert.patience", "1"]
"""The run starts at a temperature of 0.01."""


def recorded(directory) -> dict[str, str]:
    lines = (directory / "alerts.jsonl").read_text().splitlines()
    return {record["title"]: record["text"] for record in map(json.loads, lines)}


def test_a_training_goes_on_when_wandb_refuses_its_alerts(tmp_path, monkeypatch, capsys):
    """Catalogue LOG-12."""
    stub = wandb_stub.install_online(monkeypatch)
    refused = []

    def refuse(self, title, text):
        refused.append(title)
        raise RuntimeError("the server does not support alerts")

    monkeypatch.setattr(wandb_stub.StubRun, "alert", refuse)
    run_dir = tmp_path / "run"
    arguments = tiny_run.command(tmp_path, wandb_mode="auto")
    assert main([*arguments, *ALWAYS, "--run_dir", str(run_dir)]) == 0
    assert refused.count(TITLE) == 1
    printed = capsys.readouterr().err
    assert "does not support alerts" in printed and recorded(run_dir)[TITLE] in printed
    rows = tiny_run.rows(run_dir)
    assert max(row.get("actor/total_steps", 0) for row in rows) == tiny_run.SETTINGS["max_steps"]
    for run in stub.runs.values():
        role = run.name.partition("-")[0].lower()
        logged = [call["step"] for call in run.named("log")]
        assert logged == sorted({row["iteration"] for row in rows if row["run"] == role})


@pytest.mark.parametrize("mode", ["offline", "disabled"])
def test_the_text_is_on_this_machine_in_every_mode(tmp_path, monkeypatch, capsys, mode):
    """Catalogue LOG-12."""
    wandb_stub.install(monkeypatch)
    runs = open_wandb_runs(mode, "split", "x", tmp_path, {})
    Alerts(tmp_path, runs.alert).raise_alert(TITLE, "alpha is 0.001, below 0.5")
    assert recorded(tmp_path) == {TITLE: "alpha is 0.001, below 0.5"}
    assert "alpha is 0.001, below 0.5" in capsys.readouterr().err
