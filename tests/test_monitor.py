"""The monitor's rules: silent on runs that learn, each heard on a run that is broken in its way."""

import json
import math
import os
import random
import re

import numpy as np
import pytest
from reference_rows import BROKEN_RUNS, broken_run, config_of, rows_of

from go2mjx.__main__ import main
from go2mjx.commands.monitor import examine
from go2mjx.config import presets
from go2mjx.config.tree import from_flat
from go2mjx.evaluation.episodes import command_set
from go2mjx.evaluation.verdict import Episodes, summarize
from go2mjx.telemetry.metric_log import FILE_NAME
from go2mjx.telemetry.monitor import Monitor

CONFIG = config_of("go2_fast_cpu")
LAST = 6250
"""Iterations of that preset."""
RETURN, LENGTH, ACTION, TEMPERATURE = (
    "actor/avg_episode_reward_10",
    "actor/avg_episode_length_10",
    "actor/avg_action_magnitude",
    "sac/temperature",
)


def broken(changes, seed=0, start=0):
    """The rows of a good run; from iteration `start` on, `changes` give other values: (iteration, value) -> value."""
    return [
        {
            key: changes[key](row["iteration"], value)
            if key in changes and row["iteration"] >= start
            else value
            for key, value in row.items()
        }
        for row in rows_of(seed)
    ]


def alerts(rows, config=CONFIG):
    return Monitor.of(config).replay(rows)


def rules(rows, config=CONFIG):
    return {alert.rule for alert in alerts(rows, config)}


def constant(number):
    return lambda iteration, value: number


def with_thresholds(**thresholds):
    return from_flat({"alert": thresholds}, CONFIG)


@pytest.mark.parametrize("seed", range(5))
def test_a_good_run_raises_nothing(seed):
    assert alerts(rows_of(seed)) == []


@pytest.mark.parametrize("name", BROKEN_RUNS)
def test_a_run_that_was_broken_on_purpose_raises_what_it_raised_live(name):
    run = broken_run(name)
    assert rules(run.rows, run.config) == run.fired != set()


NOISE = random.Random(0)
BROKEN = {
    "temperature too high": ({TEMPERATURE: lambda i, value: 2.0}, "--temperature_learning_rate"),
    "temperature too low": ({TEMPERATURE: lambda i, value: 1e-5}, "local optimum"),
    "action magnitude too high": ({ACTION: constant(3.4)}, "unstable"),
    "action magnitude too low": ({ACTION: constant(0.1)}, "hardly acts"),
    "reward not increasing": ({RETURN: constant(120.0)}, "--actor_learning_rate"),
    "episodes too short": ({LENGTH: constant(14.0)}, "--reward.failure"),
    "sac/critic_loss oscillates": (
        {"sac/critic_loss": lambda i, value: value * NOISE.choice([0.1, 5.0])},
        "--batch_size",
    ),
    "sac/actor_loss oscillates": (
        {"sac/actor_loss": lambda i, value: value * NOISE.choice([-1.0, 1.0])},
        "--critic_learning_rate",
    ),
    "slow timer/total": (
        {"timer/total": lambda i, value: value * (5 if 3000 < i < 4000 else 1)},
        "bottleneck",
    ),
    "slow timer/train": (
        {"timer/train": lambda i, value: value * (5 if 3000 < i < 4500 else 1)},
        "bottleneck",
    ),
    "non-finite metric": ({"sac/critic_loss": lambda i, value: math.nan if i == 3000 else value}, "reward/"),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_run_broken_in_one_way_is_told_of_that_and_its_remedy_only(rule):
    changes, remedy = BROKEN[rule]
    found = alerts(broken(changes))
    assert {alert.rule for alert in found} == {rule}
    (key,) = changes
    assert key in found[0].seen and remedy in found[0].remedy
    assert found[0].text == f"{found[0].seen}. {found[0].remedy}"


def test_a_reward_that_falls_back_is_told_of():
    fallen = broken({RETURN: lambda iteration, value: max(0.0, 900 - iteration / 5)}, start=2500)
    (alert,) = alerts(fallen)
    assert alert.rule == "reward not increasing" and alert.iteration > 2500


@pytest.mark.parametrize("level", [600.0, 900.0])
def test_a_reward_that_is_high_may_stay_there(level):
    """Perfect tracking is 2.25 a step, 1125 an episode; above half of it nothing must rise any more."""
    assert alerts(broken({RETURN: constant(level)}, start=1000)) == []


def test_a_flipped_weight_does_not_make_a_low_reward_high():
    flipped = from_flat({"reward": {"linear_velocity_tracking": -1.5}}, CONFIG)
    assert rules(broken({RETURN: constant(300.0)}), flipped) == {"reward not increasing"}


def test_nothing_is_judged_before_it_can_be():
    """The exploration phase, the warm-up, the time before the updates, and the first half for lengths."""
    warm_up = 0.05 * LAST
    early = {
        TEMPERATURE: lambda i, value: 50.0 if i < warm_up else value,
        ACTION: lambda i, value: 3.46 if i < warm_up else value,
        LENGTH: lambda i, value: 10.0 if i < LAST / 2 else value,
        "sac/critic_loss": lambda i, value: value * NOISE.choice([0.1, 10.0]) if i < warm_up else value,
    }
    assert alerts(broken(early)) == []
    exploring = [
        row | {ACTION: 3.46, "actor/exploration_phase": True} if ACTION in row else row for row in rows_of(0)
    ]
    assert alerts(exploring) == []
    before_updates = [
        {"iteration": i, "learner/update_steps": 0, "timer/train": 1.0 if i > 10 else 0.001}
        for i in range(1, 30)
    ]
    assert alerts(before_updates) == []


def test_one_alert_until_the_run_has_recovered():
    patience = CONFIG.run.alert.patience
    assert alerts(broken({ACTION: lambda i, value: 3.4 if i == 3000 else value})) == []
    first, second = alerts(broken({ACTION: lambda i, value: value if 3900 < i < 4100 else 3.4}))
    assert first.iteration == 400 + 100 * (patience - 1)
    assert second.iteration == 4100 + 100 * (patience - 1)
    assert "is 3.4, above 3.19, 3 times in a row" in first.seen


def test_rows_of_one_compiled_call_are_one_measurement():
    """They share its time, and `--log_period` decides how many they are."""
    slow = [
        {"iteration": 100 * i, "learner/update_steps": i, "timer/total": 0.01 + i / 1e6} for i in range(1, 9)
    ]
    once = [{"iteration": 1000 + i, "learner/update_steps": 1000, "timer/total": 0.05} for i in range(200)]
    assert rules(slow + once) == set()
    again = [row | {"timer/total": 0.05 + index / 1e6} for index, row in enumerate(once)]
    assert rules(slow + again) == {"slow timer/total"}


@pytest.mark.parametrize("rule", ["reward not increasing", "sac/critic_loss oscillates"])
def test_trends_do_not_depend_on_how_often_rows_are_logged(rule):
    """The preset of the guide logs every iteration, where every single value is noise."""

    def dense(rows):
        noise = random.Random(1)
        return [
            {
                key: value * noise.uniform(0.5, 1.5) if isinstance(value, float) else value
                for key, value in row.items()
            }
            | {"iteration": row["iteration"] + step}
            for row in rows
            for step in range(100)
        ]

    keys = {RETURN, "sac/critic_loss", "sac/actor_loss", "iteration"}
    good = [{key: value for key, value in row.items() if key in keys} for row in rows_of(2)]
    assert rules(dense(good)) == set()
    changes, _ = BROKEN[rule]
    bad = [
        {key: value for key, value in row.items() if key in keys}
        for row in broken(changes)
        if RETURN in row or "sac/critic_loss" in row
    ]
    assert rules(dense(bad)) == {rule}


def test_thresholds_are_settings():
    assert rules(rows_of(0), with_thresholds(temperature_low=0.1)) == {"temperature too low"}
    assert rules(rows_of(0), with_thresholds(action_high=0.58)) == {"action magnitude too high"}
    bad = broken({LENGTH: constant(14.0)})
    assert rules(bad, with_thresholds(episode_short=0.0)) == {"episodes too short"}, "shorter than a stride"
    assert rules(bad, with_thresholds(episode_after=1.0)) == set()


def test_nan_is_neither_normal_nor_abnormal_but_an_alert_of_its_own():
    """It must not make a run that is abnormal look as if it had recovered."""
    rows = broken({TEMPERATURE: lambda i, value: math.nan if i == 3500 else 2.0})
    [told] = [alert for alert in alerts(rows) if alert.rule == "temperature too high"]
    [undisturbed] = alerts(broken({TEMPERATURE: constant(2.0)}))
    assert told.iteration == undisturbed.iteration
    assert rules(rows) == {"temperature too high", "non-finite metric"}


def test_a_limit_of_a_few_steps_is_told_of_as_such():
    tiny = from_flat({"max_traj_length": 5}, CONFIG)
    found = [
        alert for alert in alerts(broken({LENGTH: constant(5.0)}), tiny) if alert.rule == "episodes too short"
    ]
    assert "5 steps of at most 5" in found[0].seen and "--max_traj_length 5: raise it" in found[0].remedy


@pytest.mark.parametrize("rule", BROKEN)
def test_a_resumed_run_raises_what_an_uninterrupted_one_would(rule):
    changes, _ = BROKEN[rule]
    rows = broken(changes)
    whole = alerts(rows)
    for cut in (0, len(rows) // 3, len(rows) // 2, len(rows)):
        monitor = Monitor.of(CONFIG)
        assert monitor.replay(rows[:cut]) + [alert for row in rows[cut:] for alert in monitor(row)] == whole


def evaluated(fails=lambda command: np.zeros(len(command), bool), falls=False, first=0.5):
    """Rows of ten evaluations, from share `first` of the run on, where the commands that `fails` picks are not followed.

    `falls` says whether those episodes end in a fall or stand still.
    """
    command = command_set(64, (1.0, 0.4, 1.0))
    failed = fails(command)
    error = np.where(failed & (not falls), np.linalg.norm(command[:, :2], axis=1), 0.1)
    each = np.ones(len(command))
    summary = summarize(
        Episodes(
            command=command,
            episode_return=900 * each,
            length=500 * each,
            success=~failed | (not falls),
            velocity_error=error,
            yaw_rate_error=np.where(failed & (not falls), np.abs(command[:, 2]), 0.1),
            drift=0.1 * each,
        )
    )
    return [{"iteration": int(LAST * (first + share / 20)), **summary} for share in range(10)]


def forward(command):
    return command[:, 0] > 0.3


@pytest.mark.parametrize("falls", [False, True])
def test_a_direction_that_is_not_learned_is_named(falls):
    [alert] = alerts(evaluated(forward, falls))
    assert alert.rule == "one direction is left behind" and alert.iteration == int(LAST * 0.6)
    named = set(re.findall(r"eval/\w+?_((?:turn_)?(?:forward|backward|left|right)) is", alert.seen))
    assert named == {"forward"} and "backward" in alert.seen and "--seed" in alert.remedy


def test_a_turn_is_judged_by_its_yaw_rate():
    [alert] = alerts(evaluated(lambda command: command[:, 2] < -0.3))
    assert "eval/yaw_rate_error_turn_right is" in alert.seen and "rad/s turn left" in alert.seen


def test_directions_that_are_learned_alike_or_not_judged_yet_are_no_alert():
    assert alerts(evaluated()) == []
    assert alerts(evaluated(lambda command: command.any(axis=1))) == [], "all are as bad"
    assert alerts(evaluated(forward, first=0.0)[:9]) == [], "in the first half of the run"
    one_way = [
        {key: value for key, value in row.items() if "backward" not in key} for row in evaluated(forward)
    ]
    assert alerts(one_way) == [], "without an opposite"


def test_when_a_direction_is_left_behind_is_a_setting():
    rows = evaluated(forward)
    for patient in ({"direction_after": 1.0}, {"direction_factor": 100.0}, {"direction_error": 2.0}):
        assert rules(rows, with_thresholds(**patient)) == set()
    assert rules(evaluated(forward, falls=True), with_thresholds(direction_success=1.0)) == set()


def test_silence_is_a_stall_unless_the_run_is_at_its_end():
    monitor = Monitor.of(CONFIG)
    monitor.replay(rows_of(0)[:100])
    assert monitor.stalled(299.0) is None
    alert = monitor.stalled(301.0)
    assert alert.rule == "metrics not updating" and "301 s" in alert.seen and "--debug" in alert.remedy
    monitor.replay(rows_of(0)[100:])
    assert monitor.stalled(1e6) is None


def test_rows_that_come_rarely_may_stay_away_longer():
    monitor = Monitor.of(CONFIG)
    for iteration in (1000, 2000):
        monitor({"iteration": iteration, "learner/update_steps": 1, "timer/total": 0.1})
    assert monitor.stalled(900.0) is None, "a row takes 100 s"
    assert monitor.stalled(1100.0) is not None


# the command


def save_rows(run_dir, rows, config=CONFIG):
    run_dir.mkdir()
    presets.save_config(config, run_dir / presets.CONFIG)
    (run_dir / FILE_NAME).write_text("".join(json.dumps(row) + "\n" for row in rows))
    return run_dir


def test_the_command_shows_what_each_run_broke(tmp_path, capsys):
    good = save_rows(tmp_path / "good", rows_of(1))
    bad = save_rows(tmp_path / "bad", broken(BROKEN["episodes too short"][0]))
    assert main(["monitor", str(good)]) == 0
    assert "no alert" in capsys.readouterr().out
    report = tmp_path / "alerts.json"
    assert main(["monitor", str(good), str(bad), "--json", str(report)]) == 1
    printed = " ".join(capsys.readouterr().out.split())  # a long path breaks the line
    assert "good: no alert" in printed and "episodes too short" in printed and "--reward.failure" in printed
    first, second = json.loads(report.read_text())
    assert (first["run"], first["alerts"]) == (str(good), [])
    assert [alert["rule"] for alert in second["alerts"]] == ["episodes too short"]
    assert second["alerts"][0]["iteration"] == 3400


def test_what_no_metric_shows_comes_from_the_record(tmp_path):
    bad = save_rows(tmp_path / "bad", broken(BROKEN["episodes too short"][0]))
    records = [
        {
            "time": "2026-01-01T00:00:00+00:00",
            "iteration": 3400,
            "title": "episodes too short",
            "text": "told live",
        },
        {
            "time": "2026-01-01T00:00:00+00:00",
            "iteration": None,
            "title": "checkpoint not saved",
            "text": "full",
        },
    ]
    (bad / "alerts.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    assert [(alert.rule, alert.text) for alert in examine(bad) if alert.iteration is None] == [
        ("checkpoint not saved", "full")
    ]
    assert [alert.rule for alert in examine(bad)].count("episodes too short") == 1


def test_a_run_that_stands_still_is_found_and_a_running_one_is_not(tmp_path):
    run_dir = save_rows(tmp_path / "run", rows_of(0)[:100])
    assert examine(run_dir) == []
    an_hour_ago = (run_dir / FILE_NAME).stat().st_mtime - 3600
    os.utime(run_dir / FILE_NAME, (an_hour_ago, an_hour_ago))
    assert [alert.rule for alert in examine(run_dir)] == ["metrics not updating"]


def test_a_directory_without_a_run_is_refused(tmp_path, capsys):
    assert main(["monitor", str(tmp_path)]) == 2
    assert "holds no run" in capsys.readouterr().err
    presets.save_config(CONFIG, tmp_path / presets.CONFIG)
    assert main(["monitor", str(tmp_path)]) == 2
    assert "metrics.jsonl" in capsys.readouterr().err
    assert main(["monitor"]) == 2


@pytest.mark.usefixtures("undrawn")
def test_a_run_is_told_of_while_it_trains(tmp_path, tiny):
    """With a threshold that it breaks: that is not compiled, unlike the settings that break a run."""
    assert main([*tiny, "--run_dir", str(tmp_path / "run"), "--alert.temperature_high", "0.001"]) == 0
    records = [json.loads(line) for line in (tmp_path / "run" / "alerts.jsonl").read_text().splitlines()]
    told = {record["title"] for record in records}
    assert "temperature too high" in told
    assert told == {alert.rule for alert in examine(tmp_path / "run")}
