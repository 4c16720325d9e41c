"""The learning curve is drawn from whatever rows a run has written."""

import json

import pytest
from PIL import Image

from go2mjx.report.learning_curve import PANELS, draw_learning_curve, series
from go2mjx.telemetry.metrics import by_key

ACTOR = {"run": "actor", "iteration": 1, "actor/total_steps": 64, "actor/steps_per_second": 2000.0}
EVALUATION = {"run": "actor", "actor/total_steps": 128, "eval/velocity_error": 0.5, "eval/success_rate": 1.0}
LEARNER = {"run": "learner", "learner/update_steps": 7, "sac/critic_loss": float("nan")}


def write(directory, rows):
    (directory / "metrics.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


def test_series_take_each_metric_on_its_own_axis_and_skip_what_is_not_finite():
    rows = [ACTOR, LEARNER, LEARNER | {"learner/update_steps": 9, "sac/critic_loss": 2.5}, EVALUATION]
    assert series(rows, "actor/steps_per_second") == ([64], [2000.0])
    assert series(rows, "sac/critic_loss") == ([9], [2.5])
    assert series(rows, "eval/yaw_rate_error") == ([], [])


@pytest.mark.parametrize("rows", [[], [ACTOR], [ACTOR, LEARNER, EVALUATION]])
def test_a_picture_is_written_with_missing_metrics_too(tmp_path, rows):
    write(tmp_path, rows)
    path = draw_learning_curve(tmp_path)
    assert path == tmp_path / "learning_curve.png"
    with Image.open(path) as picture:
        picture.verify()
        assert picture.size == (1500, 800)


def test_every_drawn_metric_is_registered():
    for panel in PANELS:
        for key in panel.left | panel.right | panel.limits:
            by_key(key)
