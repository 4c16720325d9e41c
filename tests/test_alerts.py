"""Alerts reach the console, the run directory and W&B, without a flood and without harm to the run."""

import json
import threading
import time

import jax.numpy as jnp
import numpy as np
import pytest
import wandb_stub
from env_tools import with_physics
from loop_tools import ToyRun
from sink_payload import payload

from go2mjx.telemetry import alerts as alerts_module
from go2mjx.telemetry.alerts import ALERT_SECONDS, Alerts
from go2mjx.telemetry.metric_log import MetricLog
from go2mjx.telemetry.monitor import Monitor
from go2mjx.telemetry.rules import Beyond
from go2mjx.telemetry.sink import MetricSink
from go2mjx.telemetry.wandb_runs import open_wandb_runs


class Clock:
    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def sent():
    return []


@pytest.fixture
def alerts(tmp_path, sent, clock):
    return Alerts(tmp_path, lambda title, text: sent.append(title), clock=clock)


def recorded(directory):
    path = directory / "alerts.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def learner_row(iteration, skipped):
    return {"iteration": iteration, "learner/update_steps": iteration, "sac/skipped_updates": skipped}


def actor_row(iteration, nan_envs):
    return {"iteration": iteration, "actor/total_steps": 64 * iteration, "actor/nan_envs": nan_envs}


def test_an_alert_is_on_the_console_in_the_directory_and_sent(tmp_path, alerts, sent, capsys):
    alerts.raise_alert("checkpoint not saved", "the disk is full", iteration=12)
    assert "warning: checkpoint not saved: the disk is full" in capsys.readouterr().err
    (record,) = recorded(tmp_path)
    assert (record["iteration"], record["title"]) == (12, "checkpoint not saved")
    assert record["text"] == "the disk is full" and record["time"].startswith("20")
    assert sent == ["checkpoint not saved"]


def test_a_hundred_events_are_one_alert_per_title_and_period(tmp_path, alerts, sent, clock, capsys):
    """LOG-12"""
    for event in range(100):
        clock.seconds = 0.5 * event
        alerts.watch("learner", learner_row(event, skipped=event + 1))
    alerts.raise_alert("another", "title")
    assert sent == ["non-finite update", "another"]
    clock.seconds = ALERT_SECONDS
    alerts.watch("learner", learner_row(100, skipped=101))
    assert sent == ["non-finite update", "another", "non-finite update"]
    assert len(recorded(tmp_path)) == len(capsys.readouterr().err.splitlines()) == 3


def test_a_sender_that_raises_and_a_directory_that_is_gone_do_no_harm(tmp_path, clock, capsys):
    """LOG-12: the text is on the console all the same."""

    def refuse(title, text):
        raise ConnectionError("server is gone")

    Alerts(tmp_path / "missing", refuse, clock=clock).raise_alert("non-finite update", "3 updates")
    errors = capsys.readouterr().err
    assert "3 updates" in errors and "server is gone" in errors


def test_a_sender_that_hangs_is_left_behind(tmp_path, clock, monkeypatch):
    monkeypatch.setattr(alerts_module, "SEND_SECONDS", 0.05)
    hanging, returned = threading.Event(), threading.Event()

    def raise_one():
        Alerts(tmp_path, lambda title, text: hanging.wait(60), clock=clock).raise_alert("title", "text")
        returned.set()

    threading.Thread(target=raise_one, daemon=True).start()
    assert returned.wait(20), "the training waits for W&B"
    hanging.set()
    assert len(recorded(tmp_path)) == 1


@pytest.mark.parametrize("mode", ["offline", "disabled"])
def test_an_alert_is_recorded_in_every_wandb_mode(tmp_path, monkeypatch, mode):
    """LOG-12"""
    stub = wandb_stub.install(monkeypatch)
    runs = open_wandb_runs(mode, "split", "x", tmp_path, {})
    Alerts(tmp_path, runs.alert).raise_alert("title", "text")
    assert [record["title"] for record in recorded(tmp_path)] == ["title"]
    alerts_sent = [call for run in stub.runs.values() for call in run.named("alert")]
    assert len(alerts_sent) == (1 if mode == "offline" else 0)


def test_only_a_count_that_rises_is_an_alert(tmp_path, alerts, clock):
    """The counts in the rows are totals: a row that repeats one tells of nothing new."""
    for iteration, count in enumerate([0, 0, 2, 2, 2, 5, 5]):
        clock.seconds += ALERT_SECONDS
        alerts.watch("actor", actor_row(iteration, count))
        alerts.watch("learner", {"iteration": iteration, "learner/update_steps": 0})
    assert [record["iteration"] for record in recorded(tmp_path)] == [2, 5]
    assert "5 resets" in recorded(tmp_path)[1]["text"] and "3 of them new" in recorded(tmp_path)[1]["text"]


def test_a_skipped_update_tells_how_many_and_what_to_try(tmp_path, alerts):
    """SAC-05"""
    alerts.watch("learner", learner_row(7, skipped=3))
    (record,) = recorded(tmp_path)
    assert record["title"] == "non-finite update" and "3 updates" in record["text"]
    assert "--critic_learning_rate" in record["text"]


def test_what_the_monitor_finds_is_raised_at_its_iteration(tmp_path, sent, clock):
    rules = [Beyond("too hot", "sac/temperature", 1.0, "Cool it.", above=True, start=0, patience=1)]
    alerts = Alerts(tmp_path, lambda title, text: sent.append((title, text)), Monitor(rules), clock)
    for iteration, temperature in enumerate([0.5, 2.0, 2.0, 0.5]):
        alerts.watch("learner", learner_row(iteration, 0) | {"sac/temperature": temperature})
    assert sent == [("too hot", "sac/temperature is 2, above 1. Cool it.")]
    (record,) = recorded(tmp_path)
    assert (record["iteration"], record["title"], record["text"]) == (1, *sent[0])


def test_rows_that_do_not_come_are_an_alert_while_they_are_expected(tmp_path, sent, monkeypatch):
    monkeypatch.setattr(alerts_module, "CHECK_SECONDS", 0.01)
    monitor = Monitor([], stalled_seconds=0.5)
    alerts = Alerts(tmp_path, lambda title, text: sent.append(title), monitor)
    with alerts.expecting_rows():
        for iteration in range(30):
            alerts.watch("actor", actor_row(iteration, 0))
            time.sleep(0.02)
        assert sent == []
        deadline = time.monotonic() + 20
        while not sent and time.monotonic() < deadline:
            time.sleep(0.02)
    assert sent == ["metrics not updating"]
    assert recorded(tmp_path)[0]["iteration"] == 29


def test_rows_that_are_not_expected_may_stay_away(tmp_path, sent, monkeypatch):
    """While a program compiles, and in the final evaluation."""
    monkeypatch.setattr(alerts_module, "CHECK_SECONDS", 0.01)
    alerts = Alerts(tmp_path, lambda title, text: sent.append(title), Monitor([], stalled_seconds=0.05))
    time.sleep(0.1)
    with alerts.expecting_rows():
        pass
    time.sleep(0.1)
    assert sent == []


def test_a_fault_in_the_loop_becomes_an_alert(tmp_path, alerts):
    """ENV-05, SAC-05: NaN in one robot's velocity and in a stored reward, through the sink."""
    toy = ToyRun()
    sink = MetricSink(MetricLog(tmp_path), toy.schedule.transitions, [alerts.watch])
    start = toy.start()
    velocity = start.env_state.physics.velocity.at[3, 0].set(jnp.nan)
    faulty = start.replace(env_state=with_physics(start.env_state, velocity=velocity))
    train, first = toy.train(5, train=faulty)
    ring = train.replay.replace(reward=jnp.full_like(train.replay.reward, jnp.nan))
    _, second = toy.train(8, train=train.replace(replay=ring))
    for report in first + second:
        sink.callback(report)
    sink.close()
    assert [(record["title"], record["iteration"]) for record in recorded(tmp_path)] == [
        ("non-finite environment", 1),
        ("non-finite update", 6),
    ]


def test_rows_without_faults_raise_nothing(tmp_path, alerts):
    sink = MetricSink(MetricLog(tmp_path), 64, [alerts.watch])
    for iteration in range(1, 5):
        sink.callback(payload(iteration, **{"sac/skipped_updates": np.int32(0)}))
    sink.close()
    assert recorded(tmp_path) == []
