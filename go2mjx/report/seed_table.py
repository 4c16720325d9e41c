"""What the seeds of one experiment came to: a row for each, then median and range."""

import math
import statistics
from collections.abc import Callable, Mapping

from rich.table import Table

from go2mjx.report.comparison import HELD_OUT, TO_STAND, TO_WALK, Measure, tracking
from go2mjx.report.run_files import Run

_SUMMARIES = {"median": statistics.median, "lowest": min, "highest": max}


def seed_table(runs: Mapping[int, Run], failed: Mapping[int, int]) -> Table:
    """`runs` are the completed ones by seed, `failed` the exit codes of the others. One that never walks, or gets up, is the last."""
    stand = any("eval/stands" in run.columns for run in runs.values())
    measures = (*TO_STAND, HELD_OUT[0]) if stand else (*TO_WALK, *HELD_OUT)
    table = Table(title=f"{len(runs)} of {len(runs) + len(failed)} seeds completed")
    units = (f"{measure.name} ({measure.unit})" if measure.unit else measure.name for measure in measures)
    for heading in ("seed", *units, "tracks"):
        table.add_column(heading, justify="right", min_width=max(map(len, heading.split())))
    for seed in sorted({*runs, *failed}):
        if seed in failed:
            table.add_row(str(seed), f"failed, exit code {failed[seed]}")
            continue
        verdict = tracking(runs[seed])
        tracks = "-" if verdict is None else "yes" if verdict.passed else "no"
        table.add_row(str(seed), *(measure.text(measure.value(runs[seed])) for measure in measures), tracks)
    if runs:
        table.add_section()
        for name, summary in _SUMMARIES.items():
            table.add_row(name, *(_text(measure, runs, summary) for measure in measures))
    return table


def _text(measure: Measure, runs: Mapping[int, Run], summary: Callable) -> str:
    values = [measure.value(run) for run in runs.values()]
    result = summary([math.inf if value is None else value for value in values])
    return measure.text(result if math.isfinite(result) else None)
