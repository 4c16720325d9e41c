"""The generated tables of docs/getup.md: spheres beside every shape, what they cost, and how surely policies get up."""

from parameter_tables import markdown
from performance_tables import FOLDER
from terrain_tables import measured

from benchmarks.measurement import read_json, show


def shell() -> str:
    """What `benchmarks.physics.shell` found."""
    results = read_json(FOLDER / "shell.json")
    times = dict.fromkeys(row["seconds"] for row in results["motions"])
    apart = {(row["way"], row["beside"], row["seconds"]): row for row in results["motions"]}
    rows = [
        (way, beside, *(_apart(apart[way, beside, seconds]) for seconds in times))
        for way, beside in dict.fromkeys(pair[:2] for pair in apart)
    ]
    motions = markdown(("Robots", "Beside", *(f"After {seconds:g} s" for seconds in times)), rows)
    speeds = markdown(
        ("Environment", "Robots", "Steps/s: median (range)", "Compile (s)"),
        [
            (row["kind"], row["num_envs"], show(row["steps_per_second"]), f"{row['compile_seconds']:.0f}")
            for row in results["speeds"]
        ],
    )
    return f"{motions}\n{speeds}\n{measured(results)}\n"


def getup_exams() -> str:
    """What `benchmarks.learning.getup` found: a row for each run, then each side that a robot lies on."""
    results = read_json(FOLDER / "getup.json")
    runs = results["runs"]
    names = [f"`{run['preset']}`, seed {run['seed']}" for run in runs]
    about = [
        (
            name,
            f"{run['transitions']:,}",
            f"{run['seconds'] / 60:.0f} min",
            "-" if run["transitions_to_stand"] is None else f"{run['transitions_to_stand']:,}",
            f"{run['best_in_mjx']:.3f}",
            *(f"{run['starts']['all'][key]:.3f}" for key in ("up", "walks_on", "velocity_error")),
        )
        for name, run in zip(names, runs, strict=True)
    ]
    heading = (
        "Run",
        "Transitions",
        "Time",
        "0.95 in MJX after",
        "Best in MJX",
        "Up within 3 s",
        "Walks on",
        "Velocity error (m/s)",
    )
    sides = [
        (side, *(f"{cell['up']:.3f} of {cell['poses']}, {cell['seconds']:.1f} s" for cell in cells))
        for side in runs[0]["starts"]
        for cells in [[run["starts"][side] for run in runs]]
    ]
    return (
        f"{markdown(heading, about)}\n{markdown(('Lies on', *names), sides)}\n"
        f"Second table: share that is up within 3 s, and the median time until it stood for good. {measured(results)}\n"
    )


def _apart(row: dict) -> str:
    return f"{1e3 * row['base_median']:.2g} mm, {row['joint_median']:.1g} rad"
