"""Beside other systems: what is counted and compared, what becomes of a peer that fails. Nothing about time."""

import json
import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from brax.envs.wrappers.training import EvalWrapper
from brax.envs.wrappers.training import wrap as wrap_for_training

from benchmarks import measurement
from benchmarks.peers import actor_learner, brax_sac, compare, environments
from benchmarks.peers.clock import Clock
from benchmarks.peers.environments import PeerFailure
from go2mjx.config import presets
from go2mjx.tasks.brax_env import BraxEnv
from go2mjx.tasks.config import EnvConfig
from go2mjx.tasks.registry import make

pytestmark = pytest.mark.xdist_group("peers")


class TestClock:
    def test_rates_are_of_windows_after_the_first_tick(self, capsys):
        """The counts before the clock starts, those of the warm-up, are in no rate."""
        clock = Clock(seconds=2.0, repeats=2)
        ticks = ((10.0, 100), (11.0, 104), (12.5, 110), (13.0, 111), (14.5, 130))
        assert [clock.tick(now, steps=steps) for now, steps in ticks] == [False] * 4 + [True]
        clock.print_report()
        report = json.loads(capsys.readouterr().out)
        assert report["windows"] == [{"steps": 10 / 2.5}, {"steps": 20 / 2.0}]
        assert report["seconds_to_start"] > 0 and report["versions"]["jax"] == jax.__version__


class TestRun:
    def test_reason_of_a_failure_is_the_last_line_of_its_errors(self, tmp_path):
        program = "import sys; print('half a result'); sys.exit('cause\\nno mesh trunk.stl\\n\\n')"
        with pytest.raises(PeerFailure, match=r"exit code 1: no mesh trunk\.stl"):
            environments.run([sys.executable, "-c", program], tmp_path / "log", seconds=30)
        assert "cause" in (tmp_path / "log").read_text()

    def test_runs_on_the_cpu_without_a_compile_cache(self, tmp_path):
        names = ("JAX_PLATFORMS", "JAX_ENABLE_COMPILATION_CACHE")
        program = f"import os; print(*(os.environ[name] for name in {names}))"
        output = environments.run([sys.executable, "-c", program], tmp_path / "log", seconds=30)
        assert output.split() == ["cpu", "false"]

    def test_time_limit_ends_the_processes_that_a_peer_started(self, tmp_path):
        child = tmp_path / "child"
        command = ["sh", "-c", f"sleep 300 & echo $! > {child}; wait"]
        with pytest.raises(PeerFailure, match="not done after 1 s"):
            environments.run(command, tmp_path / "log", seconds=1)
        deadline = time.monotonic() + 10
        while is_running(int(child.read_text())) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not is_running(int(child.read_text()))


def is_running(process: int) -> bool:
    """Whether the process is there and no zombie."""
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


class TestInterpreter:
    @pytest.fixture
    def commands(self, monkeypatch):
        """Commands that were run, without running them."""
        commands = []

        def run(command, log, seconds):
            commands.append(command)
            if "venv" in command:
                Path(command[-1]).mkdir(exist_ok=True)

        monkeypatch.setattr(environments, "run", run)
        return commands

    def test_installs_into_the_environment_of_the_peer_once_and_anew_for_other_pins(
        self, commands, tmp_path, monkeypatch
    ):
        python = environments.interpreter("playground", tmp_path)
        assert python == tmp_path / "playground" / "bin" / "python"
        venv, *installs = commands
        assert venv[-1] == str(tmp_path / "playground")
        assert [str(python) in command for command in installs] == [True, True]
        assert "playground==0.2.0" in installs[0] and installs[1][-2:] == ["--no-deps", "mjlab==1.6.0"]
        assert environments.interpreter("playground", tmp_path) == python and len(commands) == 3
        monkeypatch.setitem(environments.INSTALLS, "playground", (("playground==0.3.0",),))
        environments.interpreter("playground", tmp_path)
        assert len(commands) == 5 and commands[-1][-1] == "playground==0.3.0"

    def test_half_an_installation_is_made_anew(self, commands, tmp_path, monkeypatch):
        def fail(command, log, seconds):
            raise PeerFailure("no network")

        with monkeypatch.context() as broken:
            broken.setattr(environments, "run", fail)
            with pytest.raises(PeerFailure, match="no network"):
                environments.interpreter("sbx", tmp_path)
        environments.interpreter("sbx", tmp_path)
        assert len(commands) == 2

    def test_everything_is_pinned(self):
        """By a version, or by the constraints of this repository."""
        for installs in environments.INSTALLS.values():
            for arguments in installs:
                packages = [name for name in arguments if not name.startswith("-") and name not in (".",)]
                constrained = "constraints.txt" in packages
                assert constrained or all("==" in package for package in packages)


class TestRows:
    def test_ours_is_beside_whatever_is_chosen(self):
        config = presets.load("go2_fast_cpu")
        arguments = SimpleNamespace(only=("brax",), num_envs=(64, 256), preset="go2_fast_cpu")
        chosen = [(row.peer, row.mode, row.num_envs) for row in compare.rows(config, arguments)]
        assert chosen == [
            ("ours", "environment", 64),
            ("ours", "environment", 256),
            ("ours", "training", 64),
            ("brax", "defaults", 1),
            ("brax", "matched", 64),
        ]
        arguments.only = ()
        assert {row.peer for row in compare.rows(config, arguments)} == {"ours", *environments.INSTALLS}

    @pytest.mark.parametrize(
        "preset, task",
        [
            ("go2_fast_cpu", "Go1JoystickFlatTerrain"),
            ("go2_rough_cpu", "Go1JoystickRoughTerrain"),
            ("go2_getup_cpu", "Go1Getup"),
        ],
    )
    def test_the_task_of_playground_is_like_ours(self, preset, task):
        arguments = SimpleNamespace(only=("playground",), num_envs=(64,), preset=preset)
        theirs = [row for row in compare.rows(presets.load(preset), arguments) if row.peer == "playground"]
        assert [(row.mode, row.meaning) for row in theirs] == [(task, f"Playground {task}, JAX engine")]

    def test_ratio_is_to_ours_of_the_same_kind_and_failures_say_why(self, capsys):
        def row(peer, counted, num_envs, *rates):
            windows = [{counted: rate} for rate in rates]
            found = {"windows": windows, "seconds_to_start": 9.0} if rates else {"failure": "no mesh"}
            return {"peer": peer, "counted": counted, "num_envs": num_envs, "meaning": peer} | found

        measured = [
            row("ours", "steps", 64, 800.0, 1000.0, 1100.0),
            row("ours", "steps", 256, 2000.0),
            row("playground", "steps", 256, 500.0),
            row("playground", "steps", 64),
            row("ours", "transitions", 64, 400.0),
            row("sbx", "transitions", 1, 90.0, 100.0, 120.0),
        ]
        compared = [compare.beside_ours(each, measured) for each in measured]
        ratios = [each.get("ratio_to_ours") for each in compared]
        assert ratios == pytest.approx([1.0, 1.0, 0.25, None, 1.0, 0.25])
        measurement.print_table(compare.table({"rows": compared, "transitions_to_walk": 192_000}))
        printed = capsys.readouterr().out
        assert "no mesh" in printed and "417,451" in printed and "1,920" in printed

    def test_a_peer_without_ours_has_no_ratio(self):
        alone = {"peer": "sbx", "counted": "transitions", "num_envs": 1, "windows": [{"transitions": 5.0}]}
        failed = {"peer": "ours", "counted": "transitions", "num_envs": 64, "failure": "not done after 5 s"}
        assert compare.beside_ours(alone, [failed, alone])["ratio_to_ours"] is None


def test_brax_training_and_evaluation_take_our_environment():
    """brax's evaluation keeps a metric of its own in the state."""
    toy = brax_sac.MeasuredOnly(BraxEnv(make("toy", EnvConfig(max_traj_length=1_000_000))))
    env = EvalWrapper(wrap_for_training(toy, episode_length=3, action_repeat=1))
    state = jax.jit(env.reset)(jax.random.split(jax.random.PRNGKey(0), 2))
    assert state.obs.shape == (2, toy.observation_size)
    step = jax.jit(env.step)
    truncated = []
    for _ in range(3):
        state = step(state, jnp.zeros((2, env.action_size)))
        truncated.append(float(state.info["truncation"][0]))
    assert truncated == [0, 0, 1] and "reward" in state.metrics


def test_matched_means_our_critic_updates_per_transition():
    """12 groups of 2 critic updates per 64 transitions."""
    config = presets.load("go2_fast_cpu")
    settings = brax_sac.matched(config, num_envs=64)
    assert settings["grad_updates_per_step"] == 24
    assert settings["discounting"] == config.sac.discount and settings["tau"] == config.sac.target_update_rate


def test_ring_of_the_learner_gives_back_what_the_actor_sent():
    sizes = {"state": 4, "privileged_state": 3}
    ring = actor_learner.Ring(SimpleNamespace(observation_size=sizes, action_size=2, discount=0.5))
    sent = np.arange(18.0, dtype=np.float32)
    connection = SimpleNamespace(recv=iter([[sent] * 5]).__next__, send=lambda receipt: None)
    with pytest.raises(StopIteration):
        ring.receive(connection)
    batch = ring.sample(np.random.default_rng(0), (2, 8))
    assert ring.inserted == 5
    assert [leaf.shape for leaf in jax.tree.leaves(batch)] == [
        (2, 8, 4), (2, 8, 3), (2, 8, 2), (2, 8), (2, 8), (2, 8, 4), (2, 8, 3), (2, 8)
    ]  # fmt: skip
    row = [np.atleast_1d(leaf[1, 7]) for leaf in jax.tree.leaves(batch)]
    received = sent.copy()
    received[10] *= 0.5  # the discount of the successor's value
    np.testing.assert_array_equal(np.concatenate(row), [*received, 1.0])


def test_learner_says_that_its_actor_is_gone():
    """It would go on for ever with what the actor sent before."""

    def nothing_more():
        raise EOFError

    ring = actor_learner.Ring(SimpleNamespace(observation_size={"state": 4}, action_size=2, discount=0.5))
    ring.check()
    ring.receive(SimpleNamespace(recv=nothing_more))
    with pytest.raises(RuntimeError, match="actor has ended"):
        ring.check()


def test_real_rows_of_the_toy(tmp_path, monkeypatch, capsys):
    """Ours and the actor-learner pair in this Python; of the rest only that a failure does not end the run."""

    def interpreter(peer, directory):
        if peer == "actor_learner":
            return Path(sys.executable)
        raise PeerFailure(f"no {peer} here")

    monkeypatch.setattr(compare, "interpreter", interpreter)
    small = [
        "--preset=toy",
        "--num_envs=2",
        "--seconds=0.05",
        "--repeats=2",
        "--only",
        "actor_learner",
        "brax",
    ]
    compare.main(["--environments", str(tmp_path), "--json", str(tmp_path / "peers.json"), *small])
    results = json.loads((tmp_path / "peers.json").read_text())
    by_name = {(row["peer"], row["mode"]): row for row in results["rows"]}
    assert by_name["brax", "matched"]["failure"] == "no brax here"
    steps = by_name["ours", "environment"]["per_second"]["steps"]
    assert 0 < steps["lowest"] <= steps["median"] <= steps["highest"]
    for name in (("ours", "training"), ("actor_learner", "training")):
        row = by_name[name]
        assert len(row["windows"]) == 2 and row["ratio_to_ours"] > 0
        assert row["per_second"]["transitions"]["median"] > 0
        assert row["per_second"]["critic_updates"]["median"] > 0
    # the preset makes 2 critic updates per 16 transitions
    for window in by_name["ours", "training"]["windows"]:
        assert window["critic_updates"] / window["transitions"] == pytest.approx(2 / 16)
    assert "actor and learner" in capsys.readouterr().out


def test_unknown_flags_are_refused(tmp_path):
    with pytest.raises(SystemExit, match="--hidden_sizes 8"):
        compare.main(["--environments", str(tmp_path), "--hidden_sizes", "8"])
