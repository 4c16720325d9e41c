"""The sweep over arms and seeds: what ranks an arm, and what is trained again."""

import json
import math

import pytest

from benchmarks.learning import sweep
from go2mjx.telemetry.metrics import BY_DIRECTION


def evaluation(steps, walks=False, **changed):
    """An evaluation without falls whose errors are 0.1 in every direction but the `changed` ones."""
    keys = {key: 1.0 if "success" in key else 0.1 for keys in BY_DIRECTION.values() for key in keys.values()}
    totals = {"eval/velocity_error": 0.1, "eval/yaw_rate_error": 0.1, "eval/success_rate": 1.0}
    return {"total_steps": steps, "eval/walks": float(walks), **keys, **totals} | {
        f"eval/{key}": value for key, value in changed.items()
    }


def test_the_worst_direction_counts_and_a_fall_is_an_error_of_1():
    assert sweep.worst_direction(evaluation(1)) == pytest.approx(0.1)
    assert sweep.worst_direction(evaluation(1, velocity_error_left=0.4)) == pytest.approx(0.4)
    assert sweep.worst_direction(evaluation(1, yaw_rate_error_turn_left=0.3)) == pytest.approx(0.3)
    assert sweep.worst_direction(evaluation(1, success_rate_forward=0.5)) == pytest.approx(0.55)
    assert sweep.worst_direction(evaluation(1, velocity_error_forward=7.0)) == 1.0


def test_a_run_is_judged_by_its_whole_curve():
    row = {"evaluations": [evaluation(100, velocity_error_left=0.5), evaluation(200, walks=True)]}
    assert sweep.area(row) == pytest.approx(0.3)
    assert sweep.transitions_to_walk(row) == 200
    assert sweep.transitions_to_walk({"evaluations": [evaluation(100)]}) == math.inf


def test_finished_seeds_are_not_trained_again_and_the_best_arm_comes_first(tmp_path, capsys):
    arms = tmp_path / "arms.yaml"
    arms.write_text("worse: --utd_ratio 1\nbetter: --utd_ratio 2\n")
    for name, error in {"worse": 0.5, "better": 0.2}.items():
        rows = [
            {
                "seed": seed,
                "cpu_seconds": 9.0,
                "evaluations": [evaluation(100, True, velocity_error_left=error)],
                "held_out": evaluation(0, True),
                "exam": {"exam/score": 1.25} if seed == 3 else {},
            }
            for seed in (3, 4)
        ]
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    sweep.main([str(arms), "--output", str(tmp_path), "--seeds", "3-4"])
    printed = capsys.readouterr().out
    assert printed.index("better") < printed.index("worse")
    assert "0.200" in printed and "0.500" in printed
    assert "1.25" in printed and "inf" in printed
    with pytest.raises(SystemExit, match="worse, better"):
        sweep.main([str(arms), "--output", str(tmp_path), "--only", "best"])


def test_a_missing_seed_is_trained(tmp_path):
    flags = (
        "--env toy --num_envs 4 --max_steps 400 --training_starts 40 --steps_per_update 4 --eval_period 200 "
        "--eval_n_trajs 4 --log_period 40 --hidden_sizes 8 --batch_size 8 --max_traj_length 20"
    )
    path = tmp_path / "toy.jsonl"
    sweep.train_arm("toy", flags.split(), [5], path)
    sweep.train_arm("toy", flags.split(), [5], path)
    (row,) = sweep.read(path, [5])
    assert [one["total_steps"] for one in row["evaluations"]] == [200, 400]
    assert row["cpu_seconds"] > 0 and "exam" not in row
    assert 0 <= row["held_out"]["eval/success_rate"] <= 1
