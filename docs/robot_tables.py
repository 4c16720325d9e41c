"""The generated table of docs/robot.md: faults on the wire."""

from parameter_tables import markdown
from performance_tables import FOLDER, measured_with

from benchmarks.measurement import read_json


def wire_faults() -> str:
    """What `benchmarks.robot.wire_faults` found."""
    results = read_json(FOLDER / "wire_faults.json")
    rows = [
        (
            row["fault"],
            "walks on" if row["by"] is None else f"{1e3 * row['seconds_to_damping']:.0f} ms",
            {"watchdog": "the robot's watchdog", "command": "the driver", None: ""}[row["by"]],
            row["said"],
        )
        for row in results["faults"]
    ]
    heading = ("Fault", "Until damping", "By", "What the driver says")
    return f"{markdown(heading, rows)}\nMeasured with {measured_with(results['provenance'])}.\n"
