"""The generated performance section of docs/performance.md: what `make bench` and `benchmarks.peers.compare` wrote to benchmarks/results."""

import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

from parameter_tables import markdown

from benchmarks.measurement import read_json, show

FOLDER = Path(__file__).parents[1] / "benchmarks" / "results"
CURVES = "![Learning curves and their range](learning_curves.png)"
SHOWN_VERSIONS = ("jax", "mujoco", "mujoco-mjx")
PARTS = {
    "rollout": "rollout: policy, environment, statistics, storing",
    "replay": "replay: draw",
    "update": "update: critics, actor, temperature",
    "iteration": "**iteration**, all of these in one program",
    "reports": "reports to the host",
    "evaluation": "evaluations",
    "checkpoint": "checkpoints",
}
PYTHON = {
    "loop": "one compiled loop",
    "python": "the same from Python, a call per phase",
    "python_waiting": "the same, each call waited for",
}


def performance() -> str:
    """A part for each file of results that is there."""
    found = [(FOLDER / f"{name}.json", section) for name, section in SECTIONS.items()]
    return "\n".join(section(read_json(path)) for path, section in found if path.is_file())


def time_to_walk(results: dict[str, Any]) -> str:
    """A row per seed, then median and range."""
    runs, spread = results["runs"], results["spread"]
    caches = sorted({"an empty" if run["cold_compile"] else "the user's" for run in runs})
    walking = [sum(run[key] for run in runs) for key in ("walks", "held_out_walks")]
    config = results["config"]
    errors = ("success_rate", "velocity_error", "yaw_rate_error", "standing_drift")
    headings = {
        "transitions_to_walk": "Transitions to walk",
        "seconds_to_walk": "Seconds to walk",
        "transitions_to_track": "Transitions to track",
        "seconds_to_track": "Seconds to track",
    }
    learned = [key for key in headings if key in spread]  # results from before the exam have no tracking

    def row(name: object, numbers: dict[str, Any]) -> tuple[object, ...]:
        pairs = [f"{numbers[key]:.3f} / {numbers[f'held_out_{key}']:.3f}" for key in errors]
        costs = [_count(numbers[key]) for key in learned]
        return name, *costs, *pairs, _count(numbers["total_seconds"])

    summary = [
        (name, {number: values[name] for number, values in spread.items()})
        for name in ("median", "lowest", "highest")
    ]
    table = markdown(
        (
            "Seed",
            *(headings[key] for key in learned),
            "Success",
            "Velocity error (m/s)",
            "Yaw rate error (rad/s)",
            "Standing drift (m)",
            "Whole run (s)",
        ),
        [row(run["seed"], run) for run in runs] + [row(name, numbers) for name, numbers in summary],
    )
    return (
        f"### Time to walk\n\n`{config['exp_name']}` with {len(runs)} seeds, one after the other, each with "
        f"{' or '.join(caches)} compile cache; an evaluation every {config['eval_period']:,} transitions. "
        f"Before the slash: the {config['eval_n_trajs']} episodes that chose the policy, so the numbers are "
        f"optimistic; {walking[0]} of {len(runs)} walk. After it: held-out episodes with other commands and "
        f"starts; {walking[1]} of {len(runs)} walk. "
        f"{_origin(results['provenance'][0], runs[0]['cpu_cores'])}\n\n{table}\n{CURVES}\n"
    )


def env_steps(results: dict[str, Any]) -> str:
    """A row per level, a column per number of environments."""
    measured = {(each["level"], each["num_envs"]): each for each in results["measurements"]}
    sizes = sorted({size for _, size in measured})
    levels = [level for level in results["levels"] if any((level, size) in measured for size in sizes)]
    substeps = results["physics_steps_per_step"]

    def cell(level: str, size: int) -> str:
        if (level, size) not in measured:
            return ""
        rate = _steps_per_second(measured[level, size], substeps)
        if ("C MuJoCo", size) not in measured or level == "C MuJoCo":
            return f"{rate:,.0f}"
        return f"{rate:,.0f} ({rate / _steps_per_second(measured['C MuJoCo', size], substeps):.2f})"

    rows = [(level, results["levels"][level], *(cell(level, size) for size in sizes)) for level in levels]
    memory = [
        f"{each['temporary_bytes_per_env'] / 1024:,.0f} KiB at {size:,}"
        for (level, size), each in measured.items()
        if level == "reset"
    ]
    return (
        f"### Environment steps per second\n\nControl steps of {substeps} physics steps each, summed over the "
        "environments; in brackets the ratio to C MuJoCo with as many robots in the same run. An environment "
        f"is {results['environment_bytes']:,} bytes, and {', '.join(memory)} environments while a step runs. "
        f"{_origin(results['provenance'], results['cpu_cores'])}\n\n"
        + markdown(("Level", "What it is", *(f"{size:,}" for size in sizes)), rows)
    )


def train_steps(results: dict[str, Any]) -> str:
    """Speed and growth, parts, Python, start; what was not measured is left out."""
    loop = results["loop"]
    speeds = [
        (
            f"num_envs {loop['num_envs']}, batch_size {loop['batch_size']}, utd_ratio {loop['utd_ratio']:g}",
            loop,
        ),
        *((f"{each['changed']} {each['value']:g}", each) for each in results.get("growth", ())),
    ]
    text = (
        f"### Training steps per second\n\n{_origin(results['provenance'], results['cpu_cores'])}\n\n"
        + markdown(
            ("Setting", "Transitions/s", "Actor updates/s", "Critic updates/s"),
            [
                (
                    name,
                    show(each["single"]["steps_per_second"]),
                    *(f"{each[f'{network}_updates_per_second']:,.0f}" for network in ("actor", "critic")),
                )
                for name, each in speeds
            ],
        )
    )
    if "python" in results:
        python = results["python"]
        text += "\n" + markdown(
            ("Same work, same numbers", "Transitions/s", "Times slower"),
            [
                (
                    name,
                    show(python[level]["single"]["steps_per_second"]),
                    "" if level == "loop" else f"{python[f'loop_to_{level}']:.2f}",
                )
                for level, name in PYTHON.items()
            ],
        )
    if "parts" in results:
        text += "\n" + _parts(results["parts"])
    if "start" in results:
        start = results["start"]
        text += "\n" + markdown(
            ("From the start of the process (s) until", "Empty compile cache", "Filled compile cache"),
            [
                (name, f"{seconds:.1f}", show(start["warm"][name], ".1f"))
                for name, seconds in start["cold"].items()
            ],
        )
    return text


def _parts(parts: dict[str, Any]) -> str:
    whole = parts["with_everything_seconds"]
    alone = [
        (PARTS.get(name, name), f"{1000 * seconds:.2f}", "") for name, seconds in parts["inside"].items()
    ]
    shares = {"iteration": parts["iteration_seconds"], **parts["between"]}
    return markdown(
        ("Where the time goes", "ms per iteration", "Share of the run"),
        alone
        + [
            (PARTS[name], f"{1000 * seconds:.2f}", f"{seconds / whole:.1%}")
            for name, seconds in shares.items()
        ],
    )


def telemetry(results: dict[str, Any]) -> str:
    """Speed by kind of telemetry, and ratios."""
    rounds = results["rounds"]
    dropped = sum(each["dropped"] for turn in rounds for each in turn.values())
    speeds, ratios = results["steps_per_second"], results["ratios"]
    rows = []
    for kind in speeds:
        ratio = ratios.get(f"{kind} / silent")
        rows_per_second = statistics.median(turn[kind]["rows"] / turn[kind]["seconds"] for turn in rounds)
        rows.append(
            (
                f"{kind}: {results['kinds'][kind]}",
                show(speeds[kind]),
                "" if ratio is None else show(ratio, ".3f"),
                f"{rows_per_second:.1f}",
            )
        )
    return (
        f"### What telemetry costs\n\nA report every {results['log_period']:,} transitions, {len(rounds)} rounds "
        f"in one process, {dropped} rows lost. {_origin(results['provenance'], results['cpu_cores'])}\n\n"
        + markdown(("Telemetry", "Transitions/s", "Of silent", "Rows/s"), rows)
    )


def peers(results: dict[str, Any]) -> str:
    """A row per measurement of another system and of ours; one that failed says why."""

    def numbers(row: dict[str, Any]) -> tuple[str, str, str]:
        if "failure" in row:
            return f"failed: {row['failure']}", "", ""
        ratio, updates = row["ratio_to_ours"], row["per_second"].get("critic_updates")
        rate = f"{row['counted']} {show(row['per_second'][row['counted']])}"
        return rate, "" if ratio is None else f"{ratio:.3f}", "" if updates is None else show(updates)

    return (
        "### Beside other systems\n\nEach in an environment of its own on the same machine, "
        f"{results['window_seconds']:g} s a window; `steps` are control steps of environments alone, `transitions` "
        f"those of training. {_origin(results['provenance'], results['cpu_cores'])}\n\n"
        + markdown(
            ("What", "Environments", "Per second", "Of ours", "Critic updates/s"),
            [(row["meaning"], row["num_envs"], *numbers(row)) for row in results["rows"]],
        )
    )


SECTIONS: dict[str, Callable[[dict[str, Any]], str]] = {
    function.__name__: function for function in (time_to_walk, env_steps, train_steps, telemetry, peers)
}
"""The function that shows a file of results, by its name."""


def _origin(provenance: dict[str, Any], cores: int) -> str:
    """Device, versions and commit in a sentence."""
    return f"Measured on {provenance['device_kind']}, {cores} cores, with {measured_with(provenance)}."


def measured_with(provenance: dict[str, Any]) -> str:
    """Versions and commit."""
    versions = provenance["versions"]
    shown = ", ".join(f"{name} {versions[name]}" for name in SHOWN_VERSIONS)
    commit = provenance["git_commit"] or "no commit"
    return (
        f"Python {versions['python']}, {shown}, at "
        f"{commit[:9]}{'-modified' if commit.endswith('-modified') else ''}"
    )


def _count(number: float | None) -> str:
    return "never" if number is None else f"{number:,.0f}"


def _steps_per_second(measured: dict[str, Any], substeps: int) -> float:
    if "single" in measured:
        return measured["single"]["steps_per_second"]["median"]
    return measured["physics_steps_per_second"] / substeps
