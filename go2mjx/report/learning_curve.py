"""The learning curve of a run as a picture: every metric of the recommended charts, from its `metrics.jsonl`."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from go2mjx.report.charts import draw_panel, label_axis, look, style
from go2mjx.report.columns import collect
from go2mjx.report.curves import curve, over_seeds
from go2mjx.telemetry import metric_log
from go2mjx.telemetry.chart_table import RECOMMENDED

FILE_NAME = "learning_curve.png"
COLUMNS = 4


def draw_learning_curve(directory: Path, seeds: Sequence[Path] = ()) -> Path:
    """Write `learning_curve.png` into `directory` and return its path.

    It shows the run there or, of several runs in `seeds`, the mean with the lowest and the highest.
    Metrics that no run has logged leave their panel empty. Raises OSError when the metrics cannot be read
    or the picture cannot be written.
    """
    runs = [collect(metric_log.read_rows(run / metric_log.FILE_NAME)) for run in seeds or [directory]]
    panels = [(key, chart.axis) for chart in RECOMMENDED for key in chart.keys]
    with style(FILE_NAME):
        figure = Figure(figsize=(16, 9))  # without pyplot there is no window system
        # margins of its own accord would draw every label twice
        figure.subplots_adjust(left=0.045, right=0.985, top=0.91, bottom=0.06, wspace=0.2, hspace=0.4)
        for axes, (key, axis) in zip(
            figure.subplots(len(panels) // COLUMNS, COLUMNS).flat, panels, strict=True
        ):
            curves = [curve(columns[key], axis) for columns in runs if key in columns]
            shown = over_seeds(curves) if len(curves) > 1 else next(iter(curves), None)
            draw_panel(axes, key, [(look(0), shown)] if shown is not None else [])
            axes.set_title(key, size="medium")
            label_axis(axes, axis)
            axes.yaxis.set_major_locator(MaxNLocator(4))
        several = f": {len(runs)} seeds, mean with lowest and highest" if len(runs) > 1 else ""
        figure.suptitle(directory.name + several)
        figure.savefig(directory / FILE_NAME, dpi=100)
    return directory / FILE_NAME
