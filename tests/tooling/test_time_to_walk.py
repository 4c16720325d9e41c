"""The benchmark of learning to walk: what its numbers are made of, what it writes. Nothing about time."""

import contextlib
import json
import subprocess
from pathlib import Path

import pytest

from benchmarks.learning import time_to_walk


def write_run(run_dir, seed, transitions_to_walk, velocity_error, transitions_to_track=None):
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
            "tracks": transitions_to_track is not None,
            "transitions_to_track": transitions_to_track,
            "seconds_to_track": transitions_to_track and transitions_to_track / 1000,
            "compile_seconds": 10.0 + seed,
        },
        "evaluation.json": {"chosen_on": {"summary": summary}, "held_out": {"summary": held_out}},
        time_to_walk.PROCESS: {"cold_compile": True, "total_seconds": 100.0 + seed, "cpu_cores": 2},
    }
    run_dir.mkdir(parents=True)
    for name, content in files.items():
        (run_dir / name).write_text(json.dumps(content))
    rows = [
        {"run": "actor", "iteration": step, "actor/total_steps": 100 * step, key: velocity_error / step}
        for step in (1, 2)
        for key in ("eval/velocity_error", "actor/avg_episode_reward_10")
    ]
    (run_dir / "metrics.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


class TestTimeToWalk:
    @pytest.fixture
    def arguments(self, tmp_path):
        """Three runs; the last one never walked, and only the first one tracked."""
        numbers = ((300_000, 0.15, 350_000), (200_000, 0.16, None), (None, 0.3, None))
        for seed, row in enumerate(numbers):
            write_run(tmp_path / f"seed_{seed}", seed, *row)
        return ["--output", str(tmp_path), "--reuse", "--first_seed", "0"]

    def test_results_are_the_numbers_of_the_runs_and_their_spread(self, arguments, tmp_path, capsys):
        time_to_walk.main([*arguments, "--seeds", "3"])
        results = json.loads((tmp_path / "results.json").read_text())
        assert [run["transitions_to_walk"] for run in results["runs"]] == [300_000, 200_000, None]
        assert [run["walks"] for run in results["runs"]] == [True, True, False]
        assert results["runs"][1]["held_out_velocity_error"] == pytest.approx(0.17)
        spread = results["spread"]
        # the run that never walked is the slowest one, not one that is left out
        assert spread["transitions_to_walk"] == {"median": 300_000, "lowest": 200_000, "highest": None}
        assert [run["tracks"] for run in results["runs"]] == [True, False, False]
        assert spread["transitions_to_track"] == {"median": None, "lowest": 350_000, "highest": None}
        assert spread["seconds_to_track"]["lowest"] == 350
        assert spread["velocity_error"] == {"median": 0.16, "lowest": 0.15, "highest": 0.3}
        assert spread["total_seconds"]["median"] == 101 and spread["compile_seconds"]["median"] == 11
        assert results["provenance"] == 3 * [{"git_commit": "abc"}]
        assert (tmp_path / "learning_curve.png").read_bytes().startswith(b"\x89PNG")
        printed = capsys.readouterr().out
        assert "an empty compile cache" in printed and "never" in printed

    def test_missing_runs_and_flags_without_training_are_refused(self, arguments):
        with pytest.raises(SystemExit, match="seed_3"):
            time_to_walk.main([*arguments, "--seeds", "4"])
        with pytest.raises(SystemExit, match="--num_envs 4"):
            time_to_walk.main([*arguments, "--num_envs", "4"])
        with pytest.raises(SystemExit, match="--seeds 0"):
            time_to_walk.main([*arguments, "--seeds", "0"])

    @pytest.mark.parametrize("exit_code", [0, 2])
    def test_trains_in_a_process_with_an_empty_compile_cache(self, tmp_path, monkeypatch, exit_code):
        """A run that fails ends the benchmark and leaves no mark of a finished run."""
        commands, run_dir = [], tmp_path / "run"
        run_dir.mkdir()

        def run(command, env):
            assert not any(Path(env["JAX_COMPILATION_CACHE_DIR"]).iterdir())
            commands.append(command[1:])
            return subprocess.CompletedProcess(command, exit_code)

        monkeypatch.setattr(time_to_walk.subprocess, "run", run)
        with contextlib.nullcontext() if exit_code == 0 else pytest.raises(SystemExit, match="exit code 2"):
            time_to_walk.train(3, run_dir, True, ["--preset", "toy"])
        flags = ["--preset", "toy", "--seed", "3", "--run_dir", str(run_dir)]
        assert commands == [["-m", "go2mjx.train", *flags]]
        assert (run_dir / time_to_walk.PROCESS).exists() == (exit_code == 0)

    def test_a_real_run_has_everything_that_is_read(self, tmp_path):
        flags = (
            "--seeds 1 --first_seed 3 --no_cold_compile --env toy --platform cpu --wandb_mode disabled --num_envs 4 "
            "--max_steps 400 --training_starts 40 --steps_per_update 4 --eval_period 200 --eval_n_trajs 2 "
            "--log_period 40 --hidden_sizes 8 --batch_size 8 --max_traj_length 20"
        )
        time_to_walk.main(["--output", str(tmp_path), *flags.split()])
        (run,) = json.loads((tmp_path / "results.json").read_text())["runs"]
        assert run["seed"] == 3 and not run["cold_compile"]
        assert run["tracks"] is None  # a point mass takes no exam
        assert 0 < run["compile_seconds"] < run["total_seconds"]
        assert 0 <= run["held_out_success_rate"] <= 1 and run["held_out_velocity_error"] > 0
