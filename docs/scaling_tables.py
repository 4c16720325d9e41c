"""The generated tables of docs/scaling.md: training on several devices."""

from typing import Any

from parameter_tables import markdown
from performance_tables import FOLDER, measured_with

from benchmarks.measurement import read_json, show

WORK = {"strong": "the preset's", "weak": "half the preset's on each device"}


def scaling() -> str:
    """What `benchmarks.speed.scaling` and `benchmarks.speed.compare_builds` measured."""
    results = read_json(FOLDER / "scaling.json")
    alone = {row["kind"]: row for row in results["rows"] if row["devices"] == 1}
    rows = [
        (
            WORK[row["kind"]],
            row["devices"],
            row["num_envs"],
            row["batch_size"],
            show(row["transitions_per_second"]),
            f"{_rate(row) / _rate(alone[row['kind']]):.2f}",
            row["meetings_per_iteration"] if row["devices"] > 1 else 0,
            f"{row['bytes_per_iteration'] / 1e6:.1f}" if row["devices"] > 1 else 0,
        )
        for row in results["rows"]
    ]
    heading = (
        "Work",
        "Devices",
        "Robots",
        "Minibatch",
        "Transitions/s: median (range)",
        "To one device",
        "Meetings an iteration",
        "MB that a device sends",
    )
    compared = read_json(FOLDER / "compare_devices.json")
    training = compared["measurements"]["train_steps"]
    return (
        f"{markdown(heading, rows)}\n`python -m benchmarks.speed.scaling`: {measured_with(results['provenance'])}.\n\n"
        f"Beside the last build for one device ({compared['builds']['other'][:9]}), both as they train by default on "
        f"{compared['cpu_cores']} cores, {len(training['ratio']['each'])} pairs in turns: {show(training['other'])} and "
        f"{show(training['this'])} transitions/s, ratio {show(training['ratio'], '.2f')} "
        "(`python -m benchmarks.speed.compare_builds OTHER_CHECKOUT --measure train_steps`).\n"
    )


def _rate(row: dict[str, Any]) -> float:
    return row["transitions_per_second"]["median"]


def scaling_seeds() -> str:
    """What `benchmarks.learning.time_to_walk` found with one device and with two."""
    results = {count: read_json(FOLDER / f"devices_{count}.json") for count in (1, 2)}
    columns = {
        "transitions_to_walk": "Transitions to walk",
        "held_out_success_rate": "Survival, held out",
        "held_out_velocity_error": "Velocity error (m/s)",
        "held_out_yaw_rate_error": "Yaw rate error (rad/s)",
    }
    rows = [
        (count, *(show(result["spread"][name], _digits(name)) for name in columns))
        for count, result in results.items()
    ]
    seeds = [run["seed"] for run in results[2]["runs"]]
    spread, command = results[2]["spread"], "python -m benchmarks.learning.time_to_walk"
    return (
        f"{markdown(('Devices', *columns.values()), rows)}\nMedian (range) of seeds {min(seeds)} to {max(seeds)}: "
        f"`{command} --seeds {len(seeds)} --first_seed {min(seeds)} --devices N`, at "
        f"{results[2]['provenance'][0]['git_commit'][:9]}. With two devices, one after the other on {results[2]['runs'][0]['cpu_cores']} quiet cores with an "
        f"empty compile cache, the robot walks after {show(spread['seconds_to_walk'])} s, and the run without its video takes "
        f"{show(spread['total_seconds'])} s. Those with one device ran two at once beside other work, and say nothing of time.\n"
    )


def _digits(name: str) -> str:
    return ".3f" if name.startswith("held_out") else ",.0f"
