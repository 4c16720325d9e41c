"""The learning curve of a run as a picture: every metric of the recommended charts, from its `metrics.jsonl`."""

from pathlib import Path

from matplotlib.figure import Figure

from go2mjx.report.charts import draw_panel, label_axis, look, style
from go2mjx.report.columns import collect
from go2mjx.report.curves import curve
from go2mjx.telemetry import metric_log
from go2mjx.telemetry.chart_table import RECOMMENDED

FILE_NAME = "learning_curve.png"
COLUMNS = 4


def draw_learning_curve(run_dir: Path) -> Path:
    """Write `learning_curve.png` into `run_dir` and return its path.

    Metrics that the run has not logged leave their panel empty. Raises OSError when the metrics cannot be read
    or the picture cannot be written.
    """
    columns = collect(metric_log.read_rows(run_dir / metric_log.FILE_NAME))
    panels = [(key, chart.axis) for chart in RECOMMENDED for key in chart.keys]
    with style(FILE_NAME):
        figure = Figure(figsize=(16, 9), layout="constrained")  # without pyplot there is no window system
        for axes, (key, axis) in zip(
            figure.subplots(len(panels) // COLUMNS, COLUMNS).flat, panels, strict=True
        ):
            draw_panel(axes, key, [(look(0), curve(columns[key], axis))] if key in columns else [])
            axes.set_title(key, size="medium")
            label_axis(axes, axis)
        figure.suptitle(run_dir.name)
        figure.savefig(run_dir / FILE_NAME, dpi=100)
    return run_dir / FILE_NAME
