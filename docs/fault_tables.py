"""The generated tables of docs/faults.md: what the soak and the fuzzer came to, and what a checkpoint costs."""

from parameter_tables import markdown
from performance_tables import FOLDER, measured_with

from benchmarks.faults.fuzz import OUTCOMES
from benchmarks.faults.soak import by_fault
from benchmarks.measurement import read_json, show

ENVIRONMENTS = {"soak.json": "Toy", "soak_go2.json": "GO2-v0"}


def soak() -> str:
    """Each fault on each environment, then what stayed flat."""
    found = {name: read_json(FOLDER / file) for file, name in ENVIRONMENTS.items()}
    ended = [by_fault(results) for results in found.values()]
    headings = [
        f"{name}: {part}" for name in found for part in ("times", "exit codes", "longest to exit (s)")
    ]
    rows = []
    for fault in sorted(set().union(*ended)):
        cells = [each.get(fault, ("", "", [])) for each in ended]
        rows.append(
            (fault, *(cell for times, codes, seconds in cells for cell in (times, codes, _longest(seconds))))
        )
    flat = [
        (text, *(show({key: value / scale for key, value in results["thirds"][third][name].items()})
                 for results in found.values() for third in ("first third", "last third")))
        for text, name, scale in (
            ("resident memory (MiB)", "rss_bytes", 2**20),
            ("open files", "open_files", 1),
            ("transitions/s", "steps_per_second", 1),
        )
    ]  # fmt: skip
    thirds = [f"{name}, {third}" for name in found for third in ("first third", "last third")]
    counted = "; ".join(
        f"{name}: {len(results['processes'])} processes, {len(results['violations'])} violations"
        for name, results in found.items()
    )
    resumes = "; ".join(
        f"{name} {show(after, '.2f')}, {after['resumes']} resumes"
        for name, results in found.items()
        if (after := results.get("after_resumes", {})).get("resumes")
    )
    versions = "; ".join(
        f"{name} with {measured_with(results['provenance'])}" for name, results in found.items()
    )
    return (
        f"{counted}.\n\n{markdown(('Fault', *headings), rows)}\n{markdown(('', *thirds), flat)}\n"
        f"Median (lowest to highest) of the processes. The first `timer/total` after a resume over the median of the next "
        f"three: {resumes}. Measured: {versions}.\n"
    )


def fuzz() -> str:
    """How often each command, and each damage, came to what."""
    results = read_json(FOLDER / "fuzz.json")
    rows = [
        (name, *(f"{counts.get(outcome, 0):,}" for outcome in OUTCOMES))
        for counted in results["outcomes"].values()
        for name, counts in counted.items()
    ]
    return (
        f"{results['files']} files, {results['cases']:,} cases, {len(results['violations'])} violations. By command, "
        f"then by damage:\n\n{markdown(('', *(outcome.lower() for outcome in OUTCOMES)), rows)}\n"
        f"Measured with {measured_with(results['provenance'])}.\n"
    )


def checkpoint() -> str:
    """What saving and restoring cost, a row per size of the ring."""
    results = read_json(FOLDER / "checkpoint.json")
    rows = [
        (
            f"{size['rows']:,}",
            f"{size['state_bytes'] / 2**20:,.0f}",
            show(size["saves"]["blocked_seconds"], ".2f"),
            f"{size['saves']['bytes']['median'] / 2**20:,.0f}",
            f"{size['saves']['on_disk_seconds']['median']:.2f}",
            f"{size['first_save']['on_disk_seconds']:.1f}",
            f"{size['restore_seconds']:.1f}",
            f"{size['peak_rss_bytes'] / 2**20:,.0f}",
        )
        for size in results["sizes"]
    ]
    headings = (
        "Rows in the ring", "State (MiB)", "A save blocks (s)", "Written per save (MiB)", "On disk after (s)",
        "The first, whole one (s)", "Restore (s)", "Peak memory (MiB)",
    )  # fmt: skip
    return (
        f"{markdown(headings, rows)}\nEach save has {results['sizes'][0]['new_rows']:,} new rows; median (lowest to highest). "
        "Files are read back from a warm page cache, beside the ring that was saved: so the peak is about two "
        f"states. Measured with {measured_with(results['provenance'])}.\n"
    )


def _longest(seconds: list[float]) -> str:
    return f"{max(seconds):.1f}" if seconds else ""
