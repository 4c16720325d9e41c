"""The tables of `benchmarks.speed.train_steps`."""

from collections.abc import Iterator
from typing import Any

from rich.table import Table

from benchmarks.measurement import show
from benchmarks.speed.train_parts import MEANINGS


def tables(results: dict[str, Any]) -> Iterator[Table]:
    """One table per part of `results`."""
    yield speed_table(results)
    if "parts" in results:
        yield parts_table(results["parts"])
    if "start" in results:
        yield start_table(results["start"])


def speed_table(results: dict[str, Any]) -> Table:
    """The loop, its growth, and the same work from Python."""
    lines = ["median (lowest to highest); an actor update is a group of critic updates and one of the actor"]
    if "window" in results:
        window = results["window"]
        lines.append(
            f"one run of {window['seconds']:.0f} s: {window['to_reported']:.3f} of the steps/s of the loop above"
        )
    table = Table(title="Training", caption="\n".join(lines), caption_justify="left")
    table.add_column("what")
    for heading in ("transitions/s", "twice as long / once", "actor updates/s", "critic updates/s"):
        table.add_column(heading, justify="right")
    table.add_column("compile (s)", justify="right")
    table.add_row(_sizes(results["loop"]), *_speeds(results["loop"]))
    for measured in results.get("growth", ()):
        table.add_row(f"{measured['changed']} {measured['value']:g}", *_speeds(measured))
    if "python" in results:
        table.add_section()
        python = results["python"]
        for level, name in (
            ("loop", "the loop again"),
            ("python", "from Python"),
            ("python_waiting", "from Python, each call waited for"),
        ):
            ratio = "" if level == "loop" else f", {python[f'loop_to_{level}']:.2f} times slower"
            table.add_row(name + ratio, *_speeds(python[level]))
    return table


def _sizes(loop: dict[str, Any]) -> str:
    return f"num_envs {loop['num_envs']}, batch_size {loop['batch_size']}, utd_ratio {loop['utd_ratio']:g}"


def _speeds(measured: dict[str, Any]) -> list[str]:
    updates = [measured.get(f"{network}_updates_per_second") for network in ("actor", "critic")]
    return [
        show(measured["single"]["steps_per_second"]),
        f"{measured['double_to_single']:.3f}",
        *("" if number is None else f"{number:,.0f}" for number in updates),
        f"{measured['compile_seconds']:.1f}" if measured["compile_seconds"] else "",
    ]


def parts_table(parts: dict[str, Any]) -> Table:
    """Where the time of an iteration goes."""
    whole = parts["with_everything_seconds"]
    apart = sum(parts["inside"].values())
    table = Table(
        title="Where the time goes",
        caption=f"the parts of an iteration, one after the other, take {apart / parts['iteration_seconds']:.2f} "
        "times as long as the iteration, in which they are fused",
        caption_justify="left",
    )
    table.add_column("part")
    for heading in ("ms per iteration", "share of a run"):
        table.add_column(heading, justify="right")
    table.add_column("what it is")
    for name, seconds in parts["inside"].items():
        table.add_row(name, f"{1000 * seconds:.3f}", "", MEANINGS[name])
    table.add_section()
    for name, seconds, meaning in (
        ("iteration", parts["iteration_seconds"], "all of the above, in one program"),
        *((name, seconds, MEANINGS[name]) for name, seconds in parts["between"].items()),
        ("all told", whole, "without compilation and the final evaluation"),
    ):
        table.add_row(name, f"{1000 * seconds:.3f}", f"{seconds / whole:.1%}", meaning)
    return table


def start_table(start: dict[str, Any]) -> Table:
    """Seconds from the start of the process."""
    table = Table(title="From the start of the process (s)")
    table.add_column("until")
    for heading in ("empty compile cache", "filled compile cache"):
        table.add_column(heading, justify="right")
    for name, seconds in start["cold"].items():
        table.add_row(name, f"{seconds:.1f}", show(start["warm"][name], ".1f"))
    return table
