"""Two builds side by side: in which order, what is run in which checkout, what is divided by what. Nothing about time."""

import json

import pytest

from benchmarks.speed import compare_builds, first_update
from benchmarks.speed.compare_builds import ROOT, Build


@pytest.fixture
def old(tmp_path):
    """A checkout of an old build as far as it is looked at."""
    (tmp_path / "old" / "benchmarks").mkdir(parents=True)
    (tmp_path / "old" / "benchmarks" / "peer_ours.py").touch()
    return tmp_path / "old"


def test_the_program_of_a_build_is_found_by_its_new_and_its_old_name(old, tmp_path):
    assert compare_builds.program(ROOT) == "benchmarks.peers.ours"
    assert compare_builds.program(old) == "benchmarks.peer_ours"
    with pytest.raises(SystemExit, match=str(tmp_path)):
        compare_builds.main([str(tmp_path)])
    with pytest.raises(SystemExit, match="env_step"):
        compare_builds.main([str(old), "--measure", "env_step"])


def test_builds_take_turns_and_ratios_are_taken_within_a_pair(old, tmp_path, monkeypatch, capsys):
    """The machine gets slower from pair to pair, the ratios do not notice."""
    calls = []

    def measure(build, arguments):
        calls.append(build.checkout)
        slowness = 1 + (len(calls) - 1) // 2
        return (300.0 if build.checkout == ROOT else 200.0) / slowness

    monkeypatch.setitem(compare_builds.MEASURES, "env_steps", measure)
    path = tmp_path / "builds.json"
    compare_builds.main(
        [str(old), "--measure", "env_steps", "--pairs", "3", "--preset", "toy", "--json", str(path)]
    )
    assert calls == [old, ROOT, ROOT, old, old, ROOT]
    measured = json.loads(path.read_text())["measurements"]["env_steps"]
    assert measured["other"] == {
        "each": [200, 100, 200 / 3],
        "median": 100,
        "lowest": 200 / 3,
        "highest": 200,
    }
    assert measured["ratio"]["each"] == pytest.approx([1.5, 1.5, 1.5])
    assert "1.500 (1.500 to 1.500)" in capsys.readouterr().out


def test_a_rate_is_the_median_of_the_windows_of_a_process_in_the_checkout(old, tmp_path, monkeypatch):
    def run(command, log, seconds, checkout, environment):
        assert command[1:4] == ["-m", "benchmarks.peer_ours", "training"] and "--num_envs=64" in command
        assert checkout == old and environment["PYTHONPATH"] == str(old)
        windows = [{"transitions": rate, "critic_updates": 1.0} for rate in (5.0, 9.0, 6.0)]
        return "said before\n" + json.dumps({"windows": windows})

    monkeypatch.setattr(compare_builds, "run", run)
    arguments = compare_builds.CompareBuildsConfig(other=old)
    assert compare_builds.MEASURES["train_steps"](Build(old, tmp_path / "cache"), arguments) == 6


def test_a_start_is_that_of_the_checkout(tmp_path):
    """A stand-in for the training in another checkout says where it is and fails."""
    package = tmp_path / "go2mjx"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "train.py").write_text("import sys; sys.exit(__file__)")
    with pytest.raises(RuntimeError, match=str(package / "train.py")):
        first_update.first_update([], tmp_path / "cache", tmp_path)
