"""`go2mjx monitor`: the alerts of runs, found again in their metrics."""

import dataclasses
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import tyro
from rich.table import Table

from go2mjx.config import presets
from go2mjx.process import console, files
from go2mjx.process.errors import UsageError
from go2mjx.telemetry import alerts, metric_log
from go2mjx.telemetry.monitor import Monitor
from go2mjx.telemetry.rules import Alert


@dataclass(frozen=True)
class MonitorCommand:
    """List what went wrong in runs: the monitor's rules over their metrics, and what else they recorded.

    Running and finished runs alike; nothing is changed. The exit code is 1 if there is any alert.
    """

    run_dirs: Annotated[
        tuple[Path, ...], tyro.conf.Positional, tyro.conf.arg(metavar="RUN_DIR [RUN_DIR ...]")
    ]
    """Directories of runs."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Write the alerts here too."""


def main(argv: Sequence[str]) -> int:
    """Run the command; returns 1 if there is an alert. Raises UsageError for a directory without a run."""
    arguments = tyro.cli(MonitorCommand, prog="go2mjx monitor", args=list(argv), use_underscores=True)
    if not arguments.run_dirs:
        raise UsageError("name the directory of a run")
    found = {str(run_dir): examine(run_dir) for run_dir in arguments.run_dirs}
    for run_dir, of_run in found.items():
        console.show(table(run_dir, of_run) if of_run else f"✓ {run_dir}: no alert")
    if arguments.json is not None:
        content = [
            {"run": run_dir, "alerts": [dataclasses.asdict(alert) for alert in of_run]}
            for run_dir, of_run in found.items()
        ]
        files.write_named("--json", arguments.json, content)
    return int(any(found.values()))


def examine(run_dir: Path) -> list[Alert]:
    """The alerts of a run in the order of its iterations: those of the rules by its metrics and thresholds, and
    those of `alerts.jsonl` that no metric shows.

    Raises UsageError for a directory without a run.
    """
    config = presets.load(str(presets.saved_config(run_dir)))
    run_dir = run_dir.expanduser().resolve()
    metrics = run_dir / metric_log.FILE_NAME
    if not metrics.is_file():
        raise UsageError(f"{run_dir} holds no {metrics.name}: there is nothing to look at")
    monitor = Monitor.of(config)
    try:
        found, raised = monitor.replay(metric_log.read_rows(metrics)), alerts.read(run_dir)
        damages = {path: metric_log.problem(path) for path in (metrics, run_dir / alerts.FILE_NAME)}
    except OSError as error:
        raise UsageError(f"{error.filename}: cannot be read: {error.strerror}") from None
    for path, damage in damages.items():
        if damage is not None:
            console.warning(f"{path} {damage}: what is found in it is not to be trusted")
    stalled = monitor.stalled(time.time() - metrics.stat().st_mtime)
    rules = {alert.rule for alert in found}
    found += [alert for alert in raised if alert.rule not in rules]
    found.sort(key=lambda alert: alert.iteration or 0)
    return found if stalled is None else [*found, stalled]


def table(run_dir: str, of_run: Sequence[Alert]) -> Table:
    """One line per rule: how often and when it broke, and what was seen the last time."""
    by_rule: dict[str, list[Alert]] = {}
    for alert in of_run:
        by_rule.setdefault(alert.rule, []).append(alert)
    result = Table(title=run_dir, show_lines=True)
    result.add_column("alert", overflow="fold")
    result.add_column("times", justify="right")
    result.add_column("iterations", justify="right")
    result.add_column("what was seen last, and what to do", overflow="fold")
    for rule, broken in by_rule.items():
        at = list(dict.fromkeys(f"{alert.iteration:,}" for alert in broken if alert.iteration is not None))
        when = " to ".join([at[0], at[-1]][: len(at)]) if at else "-"
        result.add_row(rule, str(len(broken)), when, broken[-1].text)
    return result
