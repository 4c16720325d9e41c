"""The generated tables of docs/terrain.md: feet on uneven ground, and what policies survive there."""

from parameter_tables import markdown
from performance_tables import FOLDER, measured_with

from benchmarks.measurement import read_json, show


def feet_on_terrain() -> str:
    """What `benchmarks.physics.height_field` found."""
    results = read_json(FOLDER / "height_field.json")
    last = max(row["seconds"] for row in results["motions"])
    apart = {
        (row["terrain"], row["kind"]): row["base_median"]
        for row in results["motions"]
        if row["seconds"] == last
    }
    triangle, field = dict.fromkeys(kind for _, kind in apart)
    rows = [
        (
            f"`{row['terrain']}`",
            *(f"{100 * row[key]:.1f} %" for key in ("missed", "invented")),
            f"{row['depth']:.2f} mm",
            *(f"{1e3 * apart[row['terrain'], kind]:.0f} mm" for kind in (triangle, field)),
        )
        for row in results["contacts"]
    ]
    heading = (
        "Terrain at difficulty 1",
        "Contacts missed",
        "Invented",
        "Depth off (95th percentile)",
        f"{triangle.capitalize()}: base off C MuJoCo's after {last:g} s (median)",
        f"{field[0].upper()}{field[1:]}: likewise",
    )
    speeds = [
        (row["kind"], f"{show(row['steps_per_second'])}", f"{row['compile_seconds']:.0f}")
        for row in results["speeds"]
    ]
    counts = {row["num_envs"] for row in results["speeds"]}
    speed = markdown(
        (f"Floor, {', '.join(map(str, counts))} robots", "Control steps/s: median (range)", "Compile (s)"),
        speeds,
    )
    return f"{markdown(heading, rows)}\n{speed}\n{measured(results)}\n"


def rough_peers() -> str:
    """What `benchmarks.peers.compare` found of environment steps on uneven ground."""
    results = read_json(FOLDER / "peers_rough.json")
    rows = [
        (row["meaning"], row["num_envs"], show(row["per_second"]["steps"]), f"{row['ratio_to_ours']:.3f}")
        for row in results["rows"]
        if row["counted"] == "steps"
    ]
    table = markdown(("Environment", "Robots", "Steps/s: median (range)", "Ratio to ours"), rows)
    return f"{table}\n{measured(results)}\n"


def terrain_exams() -> str:
    """What `benchmarks.learning.terrains` found: a table of survival, and one of the runs."""
    results = read_json(FOLDER / "terrains.json")
    runs = results["runs"]
    names = [f"`{run['preset']}`, seed {run['seed']}" for run in runs]
    cells = [
        (f"`{cell['terrain']}`", f"{cell['difficulty']:g}", *(_cell(run["cells"][index]) for run in runs))
        for index, cell in enumerate(runs[0]["cells"])
        if cell["terrain"] != "flat" or cell["difficulty"] == 1.0
    ]
    about = [
        (
            name,
            f"{run['transitions']:,}",
            f"{run['seconds'] / 60:.0f} min",
            *(
                f"{run['plane'][f'eval/{key}']:.3f}"
                for key in ("success_rate", "velocity_error", "yaw_rate_error")
            ),
        )
        for name, run in zip(names, runs, strict=True)
    ]
    plane = ("On a plane: survival", "velocity error (m/s)", "yaw rate error (rad/s)")
    return (
        f"{markdown(('Run', 'Transitions', 'Time', *plane), about)}\n"
        f"{markdown(('Terrain', 'Difficulty', *names), cells)}\n"
        f"{results['episodes']} episodes of 20 s a cell: share that survived, velocity error (m/s). {measured(results)}\n"
    )


def measured(results: dict) -> str:
    """What `results` were measured on and with."""
    return f"Measured on a CPU, {results['cpu_cores']} cores, with {measured_with(results['provenance'])}."


def _cell(cell: dict) -> str:
    error = cell["velocity_error"]
    return f"{cell['survived']:.2f}" + ("" if error is None else f", {error:.3f}")
