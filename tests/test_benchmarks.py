"""The benchmarks: what they count, what their numbers are made of, what they write. Nothing about time."""

import contextlib
import json
import subprocess
from pathlib import Path
from types import SimpleNamespace

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from benchmarks import curves, measurement, seeds, telemetry, throughput
from go2mjx.host.config import from_flat
from tests import toy_run, wandb_stub

CONFIG = from_flat(
    toy_run.SETTINGS
    | {"hidden_sizes": [8], "layer_norm": False, "mirror_fraction": 0, "batch_size": 8}
    | {"critic_actor_ratio": 1, "steps_per_update": 8, "training_starts": 16, "log_period": 16}
    | {"max_traj_length": 1000}
)
"""Four environments, two vector steps and one update group an iteration, a report every second one."""

pytestmark = pytest.mark.xdist_group("benchmarks")


def test_spread_is_of_the_repeats():
    assert measurement.spread([3.0, 1.0, 8.0]) == {"median": 3.0, "lowest": 1.0, "highest": 8.0}
    assert measurement.show({"median": 1234.0, "lowest": 5.4, "highest": 2e6}) == "1,234 (5 to 2,000,000)"


def test_report_says_where_the_numbers_come_from_but_no_path(tmp_path):
    content = measurement.origin(CONFIG)
    assert {"versions", "git_commit", "device_kind"} <= content["provenance"].keys()
    assert "command" not in content["provenance"]
    assert content["config"]["num_envs"] == 4 and content["cpu_cores"] >= 1
    measurement.write_json(tmp_path / "new" / "report.json", content)
    assert json.loads((tmp_path / "new" / "report.json").read_text()) == content


@pytest.fixture(scope="module")
def programs():
    """The compiled levels by name."""
    return {program.level: program for program in throughput.programs(CONFIG)}


@pytest.fixture(scope="module")
def trainer():
    return telemetry.Trainer(CONFIG)


class TestThroughput:
    def test_each_level_does_what_it_counts(self, programs):
        assert list(programs) == list(throughput.LEVELS)
        ends = {}
        for level, program in programs.items():
            state = jax.tree.map(jnp.copy, program.state)
            for count in (program.warm_up, 3):
                state = program.run(state, jnp.int32(count))
            ends[level] = state
        np.testing.assert_array_equal(ends["environment"][0].episode_step, 1 + 3)
        for level in ("rollout", "training"):
            assert int(ends[level].iteration) == programs[level].warm_up + 3
            np.testing.assert_array_equal(ends[level].env_state.episode_step, 2 * ends[level].iteration)
        assert int(ends["rollout"].agent.update_steps) == int(ends["rollout"].replay.size) == 0
        assert int(ends["training"].agent.update_steps) >= 3  # one in every iteration that is measured

    def test_memory_and_compile_time_are_reported(self, programs):
        for program in programs.values():
            assert program.compile_seconds > 0 and program.temporary_bytes > 0
        assert throughput.physics_steps(CONFIG) == 1
        assert throughput.physics_steps(from_flat({"env": "GO2-v0"})) == 5
        assert throughput.environment_bytes(throughput.build(CONFIG).env) > 32

    def test_rates_are_steps_over_wall_seconds_of_both_lengths(self, capsys):
        calls = []

        def run(state, count):
            calls.append(int(count))
            return state

        program = throughput.Program("training", run, jnp.zeros(()), 4, 2, 7, 1.5, 4096)
        measured = throughput.measure(program, steps=5, repeats=3)
        assert calls == [7] + 3 * [3, 6]  # 5 steps need 3 iterations of 2
        for length, steps_per_env in (("single", 6), ("double", 12)):
            rate = measured[length]
            assert (rate["steps_per_env"], rate["steps"]) == (steps_per_env, 4 * steps_per_env)
            assert len(rate["seconds"]) == 3
            speeds = [rate["steps"] / seconds for seconds in rate["seconds"]]
            assert rate["steps_per_second"] == measurement.spread(speeds)
        assert measured["temporary_bytes_per_env"] == 1024
        results = {"physics_steps_per_step": 5, "environment_bytes": 640, "measurements": [measured]}
        measurement.print_table(throughput.table(results))
        assert "5 physics steps" in capsys.readouterr().out


class TestTelemetry:
    def test_only_the_asked_kind_reports(self, trainer, tmp_path, monkeypatch):
        """40 transitions are 5 iterations of 8; a report every second one is an actor and a learner row."""
        wandb = wandb_stub.install(monkeypatch)
        trainer.warm_up()
        start, updates = int(trainer.train.iteration), int(trainer.train.agent.update_steps)
        logged = []
        for number, mode in enumerate(telemetry.MODES):
            directory = tmp_path / mode.replace("&", "and")
            directory.mkdir()
            measured = trainer.measure(mode, 40, directory)
            assert int(trainer.train.iteration) == start + 5 * (number + 1)
            assert measured["steps_per_second"] == 40 / measured["seconds"] and measured["dropped"] == 0
            assert measured["rows"] in ((0,) if mode == telemetry.SILENT else (4, 6))
            logged.append(sum(len(run.named("log")) for run in wandb.runs.values()))
            assert all(run.named("finish") for run in wandb.runs.values())
        assert logged[0] in (4, 6) and logged[1] == logged[2] == logged[0]
        assert {run.init["mode"] for run in wandb.runs.values()} == {"offline"}
        assert int(trainer.train.agent.update_steps) == updates + 15

    def test_kinds_take_turns(self):
        modes = []
        recorder = SimpleNamespace(
            warm_up=lambda: modes.append("warm up"),
            measure=lambda mode, steps, directory: modes.append(mode) or {"steps_per_second": float(steps)},
        )
        rounds = telemetry.alternate(recorder, rounds=3, steps=8)
        assert modes[0] == "warm up"
        assert {tuple(modes[1 + 3 * turn : 4 + 3 * turn]) for turn in range(3)} == {
            ("W&B", "jsonl", "silent"),
            ("jsonl", "silent", "W&B"),
            ("silent", "W&B", "jsonl"),
        }
        assert [set(measured) for measured in rounds] == 3 * [set(telemetry.MODES)]

    def test_ratios_are_taken_within_a_round(self, capsys):
        """The machine gets four times slower between the rounds, the ratios do not notice."""
        rounds = [
            {
                mode: {"steps": 8, "rows": 2, "dropped": 0, "steps_per_second": speed / slowness}
                for mode, speed in zip(telemetry.MODES, speeds, strict=True)
            }
            for slowness, speeds in ((1, (96, 98, 100)), (4, (97, 99, 100)), (2, (94, 100, 100)))
        ]
        results = telemetry.compare(rounds) | {"log_period": 16}
        ratio = results["ratios"]["W&B / silent"]
        assert ratio["each"] == pytest.approx([0.96, 0.97, 0.94])
        assert ratio["median"] == pytest.approx(0.96) and ratio["lowest"] == pytest.approx(0.94)
        assert results["ratios"]["jsonl / silent"]["median"] == pytest.approx(0.99)
        assert results["steps_per_second"]["silent"]["median"] == 50
        measurement.print_table(telemetry.table(results))
        assert "0.960" in capsys.readouterr().out


def write_run(run_dir, seed, transitions_to_walk, velocity_error):
    """The files of a finished run as far as the benchmark reads them."""
    summary = {
        "eval/success_rate": 1.0,
        "eval/velocity_error": velocity_error,
        "eval/yaw_rate_error": 0.1,
        "eval/zero_cmd_drift_m": 0.2,
        "eval/walks": float(velocity_error <= 0.2),
    }
    held_out = summary | {"eval/velocity_error": velocity_error + 0.01}
    files = {
        "config.json": {"seed": seed, "exp_name": "fake", "eval_n_trajs": 64, "eval_period": 100},
        "provenance.json": [{"command": ["/somewhere"], "git_commit": "abc"}],
        "summary.json": {
            "transitions_to_walk": transitions_to_walk,
            "seconds_to_walk": transitions_to_walk and transitions_to_walk / 1000,
            "compile_seconds": 10.0 + seed,
        },
        "evaluation.json": {"chosen_on": {"summary": summary}, "held_out": {"summary": held_out}},
        seeds.PROCESS: {"cold_compile": True, "total_seconds": 100.0 + seed, "cpu_cores": 2},
    }
    run_dir.mkdir(parents=True)
    for name, content in files.items():
        (run_dir / name).write_text(json.dumps(content))
    rows = [
        {"actor/total_steps": 100 * step, "eval/velocity_error": velocity_error / step} for step in (1, 2)
    ]
    (run_dir / "metrics.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


class TestSeeds:
    @pytest.fixture
    def arguments(self, tmp_path):
        """Three runs; the last one never walked."""
        for seed, (transitions, error) in enumerate(((300_000, 0.15), (200_000, 0.16), (None, 0.3))):
            write_run(tmp_path / f"seed_{seed}", seed, transitions, error)
        return ["--output", str(tmp_path), "--reuse"]

    def test_results_are_the_numbers_of_the_runs_and_their_spread(self, arguments, tmp_path, capsys):
        seeds.main([*arguments, "--seeds", "3"])
        results = json.loads((tmp_path / "results.json").read_text())
        assert [run["transitions_to_walk"] for run in results["runs"]] == [300_000, 200_000, None]
        assert [run["walks"] for run in results["runs"]] == [True, True, False]
        assert results["runs"][1]["held_out_velocity_error"] == pytest.approx(0.17)
        spread = results["spread"]
        # the run that never walked is the slowest one, not one that is left out
        assert spread["transitions_to_walk"] == {"median": 300_000, "lowest": 200_000, "highest": None}
        assert spread["velocity_error"] == {"median": 0.16, "lowest": 0.15, "highest": 0.3}
        assert spread["total_seconds"]["median"] == 101 and spread["compile_seconds"]["median"] == 11
        assert results["provenance"] == 3 * [{"git_commit": "abc"}]
        assert (tmp_path / "learning_curves.png").read_bytes().startswith(b"\x89PNG")
        printed = capsys.readouterr().out
        assert "an empty compile cache" in printed and "never" in printed

    def test_missing_runs_and_flags_without_training_are_refused(self, arguments):
        with pytest.raises(SystemExit, match="seed_3"):
            seeds.main([*arguments, "--seeds", "4"])
        with pytest.raises(SystemExit, match="--num_envs 4"):
            seeds.main([*arguments, "--num_envs", "4"])

    @pytest.mark.parametrize("exit_code", [0, 2])
    def test_trains_in_a_process_with_an_empty_compile_cache(self, tmp_path, monkeypatch, exit_code):
        """A run that fails ends the benchmark and leaves no mark of a finished run."""
        commands, run_dir = [], tmp_path / "run"
        run_dir.mkdir()

        def run(command, env):
            assert not any(Path(env["JAX_COMPILATION_CACHE_DIR"]).iterdir())
            commands.append(command[1:])
            return subprocess.CompletedProcess(command, exit_code)

        monkeypatch.setattr(seeds.subprocess, "run", run)
        with contextlib.nullcontext() if exit_code == 0 else pytest.raises(SystemExit, match="exit code 2"):
            seeds.train(3, run_dir, True, ["--preset", "toy"])
        flags = ["--preset", "toy", "--seed", "3", "--run_dir", str(run_dir)]
        assert commands == [["-m", "go2mjx.train", *flags]]
        assert (run_dir / seeds.PROCESS).exists() == (exit_code == 0)

    def test_a_real_run_has_everything_that_is_read(self, tmp_path):
        flags = (
            "--seeds 1 --no_cold_compile --env toy --platform cpu --wandb_mode disabled --num_envs 4 "
            "--max_steps 400 --training_starts 40 --steps_per_update 4 --eval_period 200 --eval_n_trajs 2 "
            "--log_period 40 --hidden_sizes 8 --batch_size 8 --max_traj_length 20"
        )
        seeds.main(["--output", str(tmp_path), *flags.split()])
        (run,) = json.loads((tmp_path / "results.json").read_text())["runs"]
        assert run["seed"] == 0 and not run["cold_compile"]
        assert 0 < run["compile_seconds"] < run["total_seconds"]
        assert 0 <= run["held_out_success_rate"] <= 1 and run["held_out_velocity_error"] > 0
        rows = curves.read_rows(tmp_path / "seed_0" / "metrics.jsonl")
        for key, *_ in curves.PANELS:
            assert curves.series(rows, key)[0]


def test_median_curve_is_taken_where_every_run_has_a_value():
    runs = [{100: 1.0, 200: 5.0}, {100: 2.0, 200: 3.0, 300: 0.0}, {200: 4.0, 100: 9.0}]
    assert curves.median_curve(runs) == {100: 2.0, 200: 4.0}
