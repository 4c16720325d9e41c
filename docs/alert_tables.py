"""The generated table of docs/alerts.md: what `benchmarks.faults.broken_runs` wrote to benchmarks/results."""

from pathlib import Path
from typing import Any

from parameter_tables import markdown

from benchmarks.measurement import read_json

RESULTS = Path(__file__).parents[1] / "benchmarks" / "results" / "broken_runs.json"


def broken_runs() -> str:
    """A row per run, with the rules made to fire in bold; then the good runs of full length."""
    results = read_json(RESULTS)
    table = markdown(
        ("Run", "What is broken", "Trained", "Alerts, and the iteration of the first", "Iterations"),
        [
            (
                f"`{run['run']}`",
                run["broken"],
                "toy" if "toy" in run["flags"] else "GO2",
                "<br>".join(_alert(run, rule) for rule in dict.fromkeys([*run["expected"], *run["raised"]]))
                or "none",
                f"{run['iterations']:,}",
            )
            for run in results["runs"]
        ],
    )
    good = results["good_runs"]
    return f"{table}\n{len(good)} good GO2 runs of full length: {sum(map(len, good)) or 'no'} alerts.\n"


def _alert(run: dict[str, Any], rule: str) -> str:
    name = f"**{rule}**" if rule in run["expected"] else rule
    at = run["raised"].get(rule, "SILENT")
    return f"{name}: {at:,}" if isinstance(at, int) else f"{name}: {at}"
