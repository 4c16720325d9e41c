"""Metrics of five good runs of the preset go2_fast_cpu, as `read_rows` gives them; only what rules look at."""

import json
from pathlib import Path

RUNS = json.loads((Path(__file__).parent / "data" / "reference_runs.json").read_text())


def rows_of(seed: int) -> list[dict[str, float]]:
    """The rows of one run in the order of their iterations."""
    rows = [
        {"iteration": 0, "learner/update_steps": 0, "timer/compile_s": 15.0},
        *(
            dict(zip(table["keys"], values, strict=True))
            for table in RUNS[f"seed_{seed}"]
            for values in table["rows"]
        ),
    ]
    return sorted(rows, key=lambda row: row["iteration"])
