"""The learning curve is drawn from whatever rows a run has written."""

import json

import pytest
from PIL import Image

from go2mjx.report.learning_curve import draw_learning_curve
from go2mjx.telemetry.chart_table import RECOMMENDED, SECONDS
from go2mjx.telemetry.metrics import by_key

ACTOR = {"run": "actor", "iteration": 1, "actor/total_steps": 64, "actor/steps_per_second": 2000.0}
EVALUATION = ACTOR | {"eval/velocity_error": 0.5, "eval/success_rate": 1.0}
LEARNER = {"run": "learner", "iteration": 1, "learner/update_steps": 7, "sac/critic_loss": float("nan")}


def write(directory, rows):
    (directory / "metrics.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


@pytest.mark.parametrize("rows", [[], [ACTOR], [ACTOR, LEARNER, EVALUATION]])
def test_a_picture_is_written_with_missing_metrics_too(tmp_path, rows):
    write(tmp_path, rows)
    path = draw_learning_curve(tmp_path)
    assert path == tmp_path / "learning_curve.png"
    with Image.open(path) as picture:
        picture.verify()
        assert picture.size == (1600, 900)


def test_another_metric_changes_the_picture(tmp_path):
    pictures = set()
    for rows in ([ACTOR], [EVALUATION], [EVALUATION, LEARNER | {"sac/critic_loss": 2.0}]):
        write(tmp_path, rows)
        pictures.add(draw_learning_curve(tmp_path).read_bytes())
    assert len(pictures) == 3


def test_every_recommended_metric_is_registered_and_on_its_axis():
    for chart in RECOMMENDED:
        for key in chart.keys:
            assert chart.axis in (by_key(key).axis, SECONDS)


def test_several_runs_are_one_picture_of_what_all_of_them_logged(tmp_path):
    """Drawn twice a run has no range; beside another it has one."""
    pictures = []
    for error in (0.5, 0.9):
        runs = [tmp_path / name for name in ("seed_0", "seed_1")]
        for run, value in zip(runs, (0.5, error), strict=True):
            run.mkdir(exist_ok=True)
            rows = [
                EVALUATION | {"actor/total_steps": steps, "eval/velocity_error": value} for steps in (64, 128)
            ]
            write(run, rows)
        pictures.append(draw_learning_curve(tmp_path, runs).read_bytes())
    assert pictures[0] != pictures[1]
    write(runs[1], [ACTOR])
    assert draw_learning_curve(tmp_path, runs).stat().st_size > 0
