"""The benchmark of the alert rules: it has a run for every rule and sees what fired, what did not, and when."""

import json
import os
from signal import SIGCONT, SIGSTOP
from types import SimpleNamespace

import pytest

from benchmarks.faults import broken_cases, broken_runs
from benchmarks.faults.broken_cases import CASES, raised
from benchmarks.faults.broken_toy import break_toy
from go2mjx.__main__ import main
from go2mjx.config import presets, validation
from go2mjx.config.cli import parse
from go2mjx.tasks.toy import ToyTask
from go2mjx.telemetry.monitor import rules
from go2mjx.telemetry.rules import Streak

GOOD = {"run": "good", "broken": "nothing", "flags": [], "expected": [], "raised": {}, "monitor": []}
BROKEN = GOOD | {
    "run": "tiny",
    "expected": ["episodes too short"],
    "raised": {"episodes too short": 1500},
    "monitor": ["episodes too short"],
}


def results(*runs, good_runs=((),)):
    return {
        "runs": [run | {"iterations": 2500, "exit_code": 0} for run in runs],
        "good_runs": [list(rules) for rules in good_runs],
    }


def write_alerts(run_dir, *alerts):
    run_dir.mkdir(exist_ok=True)
    lines = [json.dumps({"title": title, "iteration": iteration, "text": ""}) for title, iteration in alerts]
    (run_dir / "alerts.jsonl").write_text("".join(line + "\n" for line in lines))


def test_every_rule_has_a_run_that_breaks_it():
    """All timers are judged alike: the one of the real loop stands for them."""
    named = {rule.name for rule in rules(presets.load("toy")) if isinstance(rule, Streak)}
    others = {f"non-finite {what}" for what in ("environment", "update", "metric")} | {"metrics not updating"}
    wanted = {name for name in named if not name.startswith("slow timer/")} | others | {"slow timer/total"}
    assert {rule for case in CASES.values() for rule in case.expected} == wanted


@pytest.mark.parametrize("name", CASES)
def test_the_settings_of_every_run_are_allowed(name):
    case = CASES[name]
    config = parse([*broken_cases.FLAGS[case.env].split(), *case.flags.split()])
    validation.validate(config)
    assert config.run.env == case.env


def test_the_first_alert_of_each_rule_counts(tmp_path):
    assert raised(tmp_path) == {}
    write_alerts(tmp_path, ("a", 100), ("b", None), ("a", 900))
    assert raised(tmp_path) == {"a": 100, "b": None}


def test_a_silent_rule_a_false_alarm_and_a_monitor_that_disagrees_are_failures():
    slow = GOOD | {"raised": {"slow timer/train": 900}, "monitor": ["slow timer/train"]}
    assert broken_runs.is_as_expected(results(GOOD, BROKEN, slow))
    alarm = {"raised": BROKEN["raised"], "monitor": BROKEN["monitor"]}
    for bad in (BROKEN | {"raised": {}, "monitor": []}, GOOD | alarm, BROKEN | {"monitor": []}):
        assert not broken_runs.is_as_expected(results(GOOD, bad))
    assert not broken_runs.is_as_expected(results(good_runs=[[], ["temperature too low"]]))


def test_the_table_says_what_fired_when_and_what_did_not(capsys):
    extra = BROKEN | {"raised": BROKEN["raised"] | {"reward not increasing": 2000}}
    silent = BROKEN | {"raised": {}}
    broken_runs.print_table(broken_runs.table(results(extra, silent)))
    printed = capsys.readouterr().out
    assert "NOT as expected" in printed and "SILENT" in printed
    assert "1,500 of 2,500" in printed and "reward not increasing: 2,000 of 2,500" in printed
    assert "1 good runs of full length: 0 alerts" in printed


def test_a_run_that_has_ended_is_read_and_one_with_other_flags_is_trained(tmp_path, monkeypatch):
    trained = []

    def train(case, run_dir, flags):
        trained.append(flags)
        return {"exit_code": 0, "iterations": 2500, "raised": {}, "monitor": []}

    monkeypatch.setattr(broken_runs, "train", train)
    arguments = ["--output", str(tmp_path), "--only", "good_toy", "tiny_episode"]
    assert broken_runs.main(arguments) == broken_runs.main(arguments) == 1, "tiny_episode raised nothing"
    assert len(trained) == 2 and trained[1][-2:] == ["--max_traj_length", "10"]
    saved = tmp_path / "tiny_episode" / broken_runs.RESULT
    saved.write_text(
        json.dumps(json.loads(saved.read_text()) | {"raised": BROKEN["raised"], "monitor": BROKEN["monitor"]})
    )
    assert broken_runs.main(arguments) == 0
    report = json.loads((tmp_path / "results.json").read_text())
    assert [run["run"] for run in report["runs"]] == ["good_toy", "tiny_episode"]
    monkeypatch.setitem(CASES, "good_toy", broken_cases.Case("nothing", "toy", "--seed 3"))
    broken_runs.main(arguments)
    assert trained[2][-2:] == ["--seed", "3"]


def test_unknown_runs_are_refused(tmp_path):
    with pytest.raises(SystemExit, match="tiny_episode"):
        broken_runs.main(["--output", str(tmp_path), "--only", "tyni"])


class Process:
    """A run at transition 30000 of 40000 that notes its signals; after `lives` of them it has ended."""

    def __init__(self, run_dir, lives=100):
        self.run_dir, self.signals, self.lives = run_dir, [], lives
        self.progress = lambda: 30_000

    @property
    def running(self):
        return len(self.signals) < self.lives

    def wait_for(self, sign):
        assert sign()

    def signal(self, number):
        self.signals.append(number)


@pytest.fixture
def process(tmp_path):
    presets.save_config(parse(["--env", "toy", "--alert.stalled_seconds", "5"]), tmp_path / "config.json")
    row = {"run": "learner", "iteration": 100, "learner/update_steps": 100, "timer/total": 1e-3}
    (tmp_path / "metrics.jsonl").write_text(json.dumps(row) + "\n")
    return Process(tmp_path)


def test_a_stopped_process_is_seen_from_outside_and_goes_on(process, monkeypatch):
    def sleep(seconds):
        assert process.signals == [SIGSTOP] and seconds > broken_cases.STALLED_SECONDS
        before = (process.run_dir / "metrics.jsonl").stat().st_mtime - seconds
        os.utime(process.run_dir / "metrics.jsonl", (before, before))

    monkeypatch.setattr(broken_cases, "time", SimpleNamespace(sleep=sleep))
    assert broken_cases.hold(process) == {"metrics not updating"}
    assert process.signals == [SIGSTOP, SIGCONT]


def test_a_process_is_slowed_until_that_is_an_alert(process, monkeypatch):
    def sleep(seconds):
        if len(process.signals) == 8:
            write_alerts(process.run_dir, ("slow timer/total", 1700))

    monkeypatch.setattr(broken_cases, "time", SimpleNamespace(sleep=sleep))
    broken_cases.slow_down(process)
    assert process.signals == [SIGSTOP, SIGCONT] * 4
    (process.run_dir / "alerts.jsonl").unlink()
    process.signals.clear()
    process.lives = 20
    monkeypatch.setattr(broken_cases, "time", SimpleNamespace(sleep=lambda seconds: None))
    broken_cases.slow_down(process)
    assert process.signals == [SIGSTOP, SIGCONT] * 10, "it ended before"


@pytest.mark.parametrize(
    ("part", "expected"),
    [("physics", {"non-finite environment"}), ("reward", {"non-finite metric", "non-finite update"})],
)
def test_broken_arithmetic_is_an_alert(part, expected, tmp_path, tiny, monkeypatch):
    monkeypatch.setattr(ToyTask, "advance", ToyTask.advance)  # what follows is undone after the test
    break_toy(part)
    main([*tiny, "--run_dir", str(tmp_path / "run")])
    assert expected <= set(raised(tmp_path / "run"))
