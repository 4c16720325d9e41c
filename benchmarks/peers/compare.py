"""Other systems beside ours, on this machine's CPU, each in an environment of its own that this installs.

python -m benchmarks.peers.compare --environments DIR [--only sbx brax]
"""

import dataclasses
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import tyro
from rich.table import Table

from benchmarks.measurement import origin, parse, print_table, read_json, show, spread, write_json
from benchmarks.peers.environments import ROOT, PeerFailure, interpreter, report
from go2mjx.config import presets
from go2mjx.config.tree import TrainConfig
from go2mjx.process import console, platform
from go2mjx.tasks import registry as environments

OURS = "ours"
PeerName = Literal["playground", "sbx", "brax", "actor_learner"]
STEPS, TRANSITIONS, UPDATES = "steps", "transitions", "critic_updates"
PUBLISHED = {
    "playground": "Playground's own figure: 417,451 steps/s while PPO trains, one A100 (arXiv 2502.08844, table VII)",
    "sbx": "SBX's own figure: 17,200 transitions/s, Isaac A1 flat, tuned (araffin.github.io, tune-sac-isaac-sim)",
}
"""What is known of peers that cannot run here."""
WALKED = ROOT / "benchmarks" / "results" / "time_to_walk.json"
"""Our runs, as benchmarks.learning.time_to_walk wrote them."""


@dataclass(frozen=True)
class PeersConfig:
    """Measure environment steps and training of other systems beside ours."""

    environments: Annotated[Path, tyro.conf.arg(metavar="DIR")]
    """Where the peers are installed; what is there already is used again."""
    only: tuple[PeerName, ...] = ()
    """Peers to run, by default all. Ours always runs."""
    preset: str = "go2_fast_cpu"
    """Our settings; what is called matched follows them."""
    num_envs: tuple[int, ...] = (64, 256)
    """Numbers of environments whose steps are compared."""
    seconds: float = 10.0
    """Wall time of one window."""
    repeats: int = 3
    """Windows of each row."""
    budget: float = 600.0
    """Most seconds of one row, with compilation."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results."""


@dataclass(frozen=True)
class Row:
    """One measurement: a program of benchmarks, run by the Python of a peer."""

    peer: str
    program: str
    mode: str
    num_envs: int
    counted: str  # the rate that is compared: STEPS or TRANSITIONS
    meaning: str


def main(argv: Sequence[str]) -> None:
    """Run the command."""
    arguments, unknown = parse(PeersConfig, argv)
    if unknown:
        raise SystemExit(f"unknown flags: {' '.join(unknown)}")
    config = presets.load(arguments.preset)
    platform.configure_jax("cpu", num_envs=1)
    arguments.environments.mkdir(parents=True, exist_ok=True)
    measured = [measure(row, arguments) for row in rows(config, arguments)]
    walked = read_json(WALKED)
    results = {
        **origin(config),
        "window_seconds": arguments.seconds,
        "transitions_to_walk": walked["spread"]["transitions_to_walk"]["median"],
        "rows": [beside_ours(each, measured) for each in measured],
    }
    print_table(table(results))
    if arguments.json is not None:
        write_json(arguments.json, results)


def rows(config: TrainConfig, arguments: PeersConfig) -> Iterator[Row]:
    """What is measured; ours comes first."""
    peers = {OURS, *(arguments.only or PeerName.__args__)}
    envs = config.loop.num_envs
    kind = environments.kind(config.run.env)
    task = "Go1Getup" if kind.gets_up else f"Go1Joystick{'Rough' if kind.uneven else 'Flat'}Terrain"
    for num_envs in arguments.num_envs:
        yield Row(OURS, "ours", "environment", num_envs, STEPS, config.run.env)
        if "playground" in peers:
            yield Row("playground", "playground", task, num_envs, STEPS, f"Playground {task}, JAX engine")
    training = [
        Row(OURS, "ours", "training", envs, TRANSITIONS, f"preset {arguments.preset}"),
        Row("sbx", "sbx_sac", "defaults", 1, TRANSITIONS, "SBX SAC, its defaults"),
        Row("sbx", "sbx_sac", "matched", envs, TRANSITIONS, "SBX SAC, matched"),
        Row("brax", "brax_sac", "defaults", 1, TRANSITIONS, "brax SAC, its defaults"),
        Row("brax", "brax_sac", "matched", envs, TRANSITIONS, "brax SAC, matched"),
        Row("actor_learner", "actor_learner", "training", 1, TRANSITIONS, "actor and learner as in SERL"),
    ]
    yield from (row for row in training if row.peer in peers)


def measure(row: Row, arguments: PeersConfig) -> dict[str, Any]:
    """The report of a row's program, or the `failure` that kept it from one."""
    console.message(f"measuring {row.meaning} with {row.num_envs} environments")
    flags = {name: getattr(arguments, name) for name in ("preset", "seconds", "repeats")}
    flags = [f"--{name}={value}" for name, value in {**flags, "num_envs": row.num_envs}.items()]
    log = arguments.environments.absolute() / f"{row.program}_{row.mode}_{row.num_envs}.log"
    try:
        python = sys.executable if row.peer == OURS else interpreter(row.peer, log.parent)
        found = report(python, row.program, [row.mode, *flags], log, arguments.budget)
    except PeerFailure as failure:
        found = {"failure": str(failure)}
    return dataclasses.asdict(row) | found


def beside_ours(measured: dict[str, Any], everything: list[dict[str, Any]]) -> dict[str, Any]:
    """`measured` with the spread of its rates, and its ratio to ours where both have a number."""
    if "failure" in measured:
        return measured
    rates = {name: [window[name] for window in measured["windows"]] for name in measured["windows"][0]}
    ours = [
        statistics.median(window[measured["counted"]] for window in each["windows"])
        for each in everything
        if each["peer"] == OURS and "windows" in each and comparable(each, measured)
    ]
    own = statistics.median(rates[measured["counted"]])
    return measured | {
        "per_second": {name: spread(values) for name, values in rates.items()},
        "ratio_to_ours": own / ours[0] if ours else None,
    }


def comparable(ours: dict[str, Any], other: dict[str, Any]) -> bool:
    """Training is compared with training, steps with steps of as many environments."""
    if other["counted"] == TRANSITIONS:
        return ours["counted"] == TRANSITIONS
    return (ours["counted"], ours["num_envs"]) == (other["counted"], other["num_envs"])


def table(results: dict[str, Any]) -> Table:
    """A row per measurement."""
    walk = results["transitions_to_walk"]
    failed = {
        row["peer"]: f"{row['meaning']}: {row['failure']}" for row in results["rows"] if "failure" in row
    }
    notes = [
        "steps and transitions: control steps summed over environments; median (lowest to highest) of the windows",
        f"projected: time for {walk:,} transitions, after which ours walks; that others learn as much from them "
        "is not said",
        "start: from the start of the process to that of the clock, compilation included",
        *failed.values(),
        *(PUBLISHED[peer] for peer in failed if peer in PUBLISHED),
    ]
    result = Table(title="Beside ours", caption="\n".join(notes), caption_justify="left")
    result.add_column("what")
    for heading in ("envs", "per second", "ratio to ours", "critic updates/s", "projected (s)", "start (s)"):
        result.add_column(heading, justify="right")
    for row in results["rows"]:
        cells = ["failed", *4 * [""]] if "failure" in row else numbers(row, walk)
        result.add_row(row["meaning"], str(row["num_envs"]), *cells)
    return result


def numbers(row: dict[str, Any], transitions_to_walk: int) -> list[str]:
    """The cells of a row that was measured."""
    rate, updates = row["per_second"][row["counted"]], row["per_second"].get(UPDATES)
    ratio = row["ratio_to_ours"]
    return [
        f"{row['counted']} {show(rate)}",
        "" if ratio is None else f"{ratio:.3f}",
        "" if updates is None else show(updates),
        "" if row["counted"] == STEPS else f"{transitions_to_walk / rate['median']:,.0f}",
        f"{row['seconds_to_start']:.0f}",
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
