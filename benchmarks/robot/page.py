"""The page of `go2mjx web` and the robot's protocol beside the runner in Python: how they follow commands; and of the
page how soon it walks and how large it is.

python -m benchmarks.robot.page [RUN_DIR|policy.onnx ...] [--episodes 20] [--json FILE]

The same commands and starts for all three. Needs Chromium, and Cyclone DDS.
"""

import json
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import tyro
from rich.table import Table

from benchmarks.measurement import print_table, write_json
from benchmarks.robot.walks import cells
from benchmarks.robot.wired_episode import wired_episode
from go2mjx.deploy import SHIPPED
from go2mjx.deploy.policy import Policy
from go2mjx.deploy.safety import Controller
from go2mjx.deploy.simulation import SimulatedRobot, base_velocity, run_episode
from go2mjx.evaluation.episodes import command_set
from go2mjx.process import console, platform
from go2mjx.robots.description import Robot
from go2mjx.runs.provenance import provenance
from go2mjx.session.deployable import load
from go2mjx.web.page import page
from tests.browser import CHROMIUM, Browser, browser

LOADS = 5
"""Times that the page is opened, each in a browser without a cache."""
APART = {"0.02 s": 1, "0.2 s": 10, "1 s": 50, "10 s": 500}
"""Control steps after which the states are compared."""


@dataclass(frozen=True)
class PageConfig:
    """Walk in the page, on the protocol and in Python, under the same commands from the same starts."""

    policies: Annotated[tuple[Path, ...], tyro.conf.Positional, tyro.conf.arg(metavar="PATH")] = (SHIPPED,)
    """Runs or exported files."""
    episodes: int = 20
    """Episodes of 10 s for each policy."""
    seed: int = 0
    """Of the commands and the starts."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results."""


def main(argv: Sequence[str]) -> None:
    """Run the command."""
    arguments = tyro.cli(PageConfig, args=list(argv), use_underscores=True)
    if CHROMIUM is None:
        sys.exit("the benchmark needs Chromium")
    platform.configure_jax("cpu", num_envs=1)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "walk.html")
        for path in arguments.policies:
            policy, robot, _ = load(path)
            file.write_text(page(policy, robot), encoding="utf-8")
            with browser(Path(folder, f"profile {len(rows)}")) as window:
                opened(window, file)
                walks = walk(window, policy, robot, arguments)
                version = window.evaluate("walker.mujoco.mj_versionString()")
            rows.append({"policy": path.name, **walks})
            console.message(f"{path.name}: {walks}")
        loads = [load_times(file, Path(folder, f"empty profile {index}")) for index in range(LOADS)]
        size = file.stat().st_size
    origin = {key: value for key, value in provenance().items() if key != "command"}
    results = {
        "provenance": {**origin, "mujoco_in_the_page": version},
        "episodes": arguments.episodes,
        "seed": arguments.seed,
        "size_mb": size / 1e6,
        "loads": {name: statistics.median(one[name] for one in loads) for name in loads[0]},
        "policies": rows,
    }
    print_table(table(results))
    if arguments.json is not None:
        write_json(arguments.json, results)


def opened(window: Browser, file: Path) -> None:
    """Open the page on a desk and wait until it walks."""
    window.open(file.as_uri(), 1280)
    window.wait_for("globalThis.walker?.data.time > walker.page.limits.ramp_seconds")


def load_times(file: Path, profile: Path) -> dict[str, float]:
    """Seconds from the start of the loading, once in a new browser."""
    with browser(profile) as window:
        opened(window, file)
        now = window.evaluate("performance.now()")
        [paint] = window.evaluate(
            "performance.getEntriesByName('first-contentful-paint').map(entry => entry.startTime)"
        )
        return {"first_paint_s": paint / 1e3, "policy_acts_s": now / 1e3}


def walk(window: Browser, policy: Policy, robot: Robot, arguments: PageConfig) -> dict[str, Any]:
    """What page, protocol and Python come to over the episodes, and how far the page's states are from Python's."""
    description = policy.description
    simulated, controller = SimulatedRobot(description, robot), Controller(policy)
    steps = round(10.0 / description.control_time_step)
    errors: dict[str, list[np.ndarray]] = {"page": [], "wire": [], "python": []}
    survived, apart, milliseconds = dict.fromkeys(errors, 0), [], 0.0
    for index, command in enumerate(command_set(arguments.episodes, description.max_command, arguments.seed)):
        simulated.reset(np.random.default_rng([arguments.seed, index]))
        controller.reset()
        wired = wired_episode(policy, simulated.state, command, steps)
        start = [part.tolist() for part in simulated.state]
        walked = window.evaluate(
            f"walker.place(...{json.dumps(start)}); var began = performance.now();"
            f"({{...walker.follow({json.dumps(command.tolist())}, {steps}), took: performance.now() - began}})"
        )
        milliseconds += walked["took"]
        trace = run_episode(simulated, controller, command, steps)
        in_page = [np.array([state[name] for state in walked["states"]]) for name in ("qpos", "qvel")]
        for name, states, failure in (
            ("page", in_page, walked["failure"]),
            ("wire", wired[:2], wired[2]),
            ("python", (trace.qpos, trace.qvel), trace.failure),
        ):
            survived[name] += failure is None
            error = base_velocity(states[0][1:], states[1][1:]) - command
            errors[name].append([np.hypot(*error[:, :2].T).mean(), np.abs(error[:, 2]).mean()])
        if len(in_page[0]) == len(trace.qpos) == steps + 1:
            apart.append(np.abs(in_page[0] - trace.qpos).max(axis=-1))
    means = {name: np.mean(values, axis=0) for name, values in errors.items()}
    return {
        **{
            name: {
                "survived": survived[name],
                "velocity_error": float(means[name][0]),
                "yaw_rate_error": float(means[name][1]),
            }
            for name in errors
        },
        "difference_of_qpos": {
            after: {"median": float(np.median(found)), "largest": float(np.max(found))}
            for after, step in APART.items()
            if (found := [one[step] for one in apart])
        },
        "times_real_time": arguments.episodes * 11e3 / milliseconds,
    }


def table(results: dict[str, Any]) -> Table:
    """A row per policy."""
    loads = results["loads"]
    rows = Table(
        title=f"page / protocol / Python, {results['episodes']} episodes of 10 s each",
        caption=f"{results['size_mb']:.1f} MB; first paint after {loads['first_paint_s']:.2f} s, the policy acts "
        f"after {loads['policy_acts_s']:.2f} s, the ramp of 1 s included; medians of {LOADS}",
    )
    for heading in ("policy", "survived", "velocity error (m/s)", "yaw rate error (rad/s)", "ratios"):
        rows.add_column(heading, justify="right")
    for row in results["policies"]:
        rows.add_row(row["policy"], *cells(row).values())
    return rows


if __name__ == "__main__":
    main(sys.argv[1:])
