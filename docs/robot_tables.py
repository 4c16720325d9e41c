"""The generated tables of docs/robot.md and docs/web.md: faults and times on the wire, the vendor's clients, the page."""

import re
from typing import Any

from parameter_tables import markdown
from performance_tables import FOLDER, measured_with

from benchmarks.measurement import read_json
from benchmarks.robot.walks import cells


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


def wire_endurance() -> str:
    """What driver, robot and an empty loop counted in `benchmarks.robot.wire_faults --minutes`."""
    results = read_json(FOLDER / "wire_endurance.json")
    walk = results["endurance"]
    rows = [
        ("from command to command, beside 2 ms", walk["commands"]),
        ("from a state to its command; 2 ms are allowed", walk["observation_to_command"]),
        ("cycles of the simulated robot, late by", walk["robot"]),
        ("a loop beside them that does nothing, late by", walk["empty_loop"]),
    ]
    acted = int(re.search(r"of (\d+) beyond", walk["observation_to_command"])[1])
    seconds = 0.02 * acted  # one action each
    end = f"walked for {seconds:.0f} s" + (f", then damping: {walk['damping']}" if walk["damping"] else "")
    heading = (f"{walk['minutes']:g} minutes; {end}", "Seen")
    return (
        f"{markdown(heading, rows)}\n"
        f"Load before it {results['load_before']:.2f}. Measured with {measured_with(results['provenance'])}.\n"
    )


def vendor_clients() -> str:
    """What `benchmarks.robot.vendor_clients` saw the vendor's clients do."""
    results = read_json(FOLDER / "vendor_clients.json")
    python, compiled, remote = (results[name] for name in ("python_sdk", "cpp_sdk", "joystick"))

    def stood(client: dict[str, Any]) -> str:
        return (
            f"{client['obeyed']} of its commands obeyed, {client['refused']} refused; base at {client['height']:.2f} m, "
            f"level within {client['tilt_rad']:.3f} rad"
        )

    mode = python["check_mode"][1]["name"] or "no mode"
    rows = [
        (
            "unitree-sdk2py-dimos 1.0.3, Cyclone DDS 0.10.2, Python 3.10",
            "asked for the mode, stood the robot up, read its states",
            f"{mode} active; {stood(python)}; the CRC of {python['right_crc']} of 200 states right",
        ),
        (
            "far-unitree-sdk 0.1.8 (compiled C++ SDK), Python 3.11",
            "stood it up, read its states",
            stood(compiled),
        ),
        (
            "the first again, as the remote of `go2mjx drive`",
            "Start, forward, B",
            f"{remote['idle']['height']:.2f} m high until Start; stood at {remote['start']['height']:.2f} m; "
            f"{remote['forward']['forward']:.1f} m forward in 4 s at 0.6 of the stick; "
            f"{'limp' if remote['limp_at_the_end'] else 'not limp'} after B",
        ),
    ]
    table = markdown(("Client", "What it did", "Seen"), rows)
    return f"{table}\nMeasured with {measured_with(results['provenance'])}.\n"


def page_walks() -> str:
    """How page, protocol and Python follow the same commands from the same starts."""
    results = read_json(FOLDER / "page.json")
    rows = []
    for row in results["policies"]:
        shown = cells(row)
        apart = [f"{moment['median']:.0e}" for moment in row["difference_of_qpos"].values()]
        names = ("survived", "velocity_error", "ratios", "yaw_rate_error")
        rows.append((row["policy"], *(shown[name] for name in names), " / ".join(apart)))
    moments = " / ".join(name.removesuffix(" s") for name in results["policies"][0]["difference_of_qpos"])
    heading = (
        "Policy",
        f"Survived of {results['episodes']}",
        "Velocity error (m/s)",
        "Ratio to Python",
        "Yaw rate error (rad/s)",
        f"Page and Python apart after {moments} s, median",
    )
    return markdown(heading, rows)


def page_loads() -> str:
    """How soon the page paints and walks, and its size."""
    results = read_json(FOLDER / "page.json")
    loads, speeds = results["loads"], [row["times_real_time"] for row in results["policies"]]
    rows = [
        ("First paint, from disk", "at most 2 s", f"{loads['first_paint_s']:.2f} s"),
        (
            "The policy acts, from disk; 1 s of it is the ramp",
            "at most 5 s",
            f"{loads['policy_acts_s']:.1f} s",
        ),
        ("Size", "at most 15 MB", f"{results['size_mb']:.1f} MB"),
        ("Physics and policy, times real time", "", f"{min(speeds):.0f} to {max(speeds):.0f}"),
    ]
    return (
        f"{markdown(('', 'Wanted', 'Seen'), rows)}\nMeasured with {measured_with(results['provenance'])}.\n"
    )
