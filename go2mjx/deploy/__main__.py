"""`python -m go2mjx.deploy policy.onnx`: let an exported policy drive its robot in C MuJoCo."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from go2mjx.deploy import SHIPPED
from go2mjx.deploy.policy import Policy, robot_of
from go2mjx.deploy.safety import Limits
from go2mjx.process.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from go2mjx.deploy.simulation import Episode

STANDING = 1 / 8
"""Share of the drawn commands that are zero, as in the evaluation of a training."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return the exit code: 2 for a policy or a robot that cannot be used."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    for name, least in (("episodes", 1), ("seed", 0), ("ramp", 0), ("seconds", 0.02)):
        if not least <= getattr(arguments, name) < np.inf:
            parser.error(f"--{name} {getattr(arguments, name)}: at least {least} is needed")
    if arguments.command is not None and not np.isfinite(arguments.command).all():
        parser.error(f"--command {arguments.command}: three finite numbers are needed")
    try:
        import onnxruntime  # noqa: F401  for the policy

        from go2mjx.deploy.simulation import simulate
    except ModuleNotFoundError as error:
        print(
            f"go2mjx.deploy: error: the simulation needs the Python package {error.name}; the policy and its "
            "guards, go2mjx.deploy.policy and go2mjx.deploy.safety, need numpy and onnxruntime only",
            file=sys.stderr,
        )
        return 2
    try:
        policy = Policy(arguments.policy)
        robot = robot_of(policy.description, arguments.robot)
        commands = _commands(np.array(policy.description.max_command), arguments)
        limits = Limits(ramp_seconds=arguments.ramp)
        episodes = simulate(policy, robot, commands, arguments.seed, arguments.seconds, limits)
    except UsageError as error:
        print(f"go2mjx.deploy: error: {error}", file=sys.stderr)
        return 2
    print(table(episodes))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m go2mjx.deploy",
        description="Let an exported policy drive its robot in C MuJoCo with all shapes colliding; needs no JAX.",
    )
    parser.add_argument(
        "policy",
        type=Path,
        nargs="?",
        default=SHIPPED,
        help="file made by go2mjx export; by default the policy that comes with go2mjx",
    )
    parser.add_argument(
        "--robot", metavar="PATH.xml", help="MJCF of a robot of your own; PATH.yaml describes it"
    )
    parser.add_argument(
        "--command",
        type=float,
        nargs=3,
        metavar=("FORWARD", "LATERAL", "YAW"),
        help="velocities to follow (m/s, m/s, rad/s); without it each episode draws its own",
    )
    parser.add_argument("--seconds", type=float, default=10.0, help="length of an episode (10)")
    parser.add_argument("--episodes", type=int, default=1, help="number of episodes (1)")
    parser.add_argument("--seed", type=int, default=0, help="of the starts and the drawn commands (0)")
    parser.add_argument("--ramp", type=float, default=1.0, help="seconds to reach the default pose first (1)")
    return parser


def _commands(max_command: np.ndarray, arguments: argparse.Namespace) -> np.ndarray:
    """One command per episode, (episodes, 3), within what the policy was trained for."""
    if arguments.command is None:
        commands = np.random.default_rng(arguments.seed).uniform(
            -max_command, max_command, (arguments.episodes, 3)
        )
        commands[: round(arguments.episodes * STANDING)] = 0.0
        return commands
    command = np.clip(arguments.command, -max_command, max_command)
    if (command != arguments.command).any():
        print(
            f"go2mjx.deploy: the command is clamped to {command.tolist()}, the range of the training",
            file=sys.stderr,
        )
    return np.tile(command, (arguments.episodes, 1))


def table(episodes: Sequence[Episode]) -> str:
    """The episodes and, below, their summary."""
    lines = ["forward lateral   yaw | seconds  velocity error  yaw error   drift  peak torque"]
    for item in episodes:
        forward, lateral, yaw = item.command
        lines.append(
            f"{forward:7.2f} {lateral:7.2f} {yaw:5.2f} | {item.seconds:7.2f}  {item.velocity_error:10.3f} m/s"
            f"  {item.yaw_rate_error:5.3f} rad/s {item.drift:5.2f} m  {item.torque_peak:7.1f} N m"
            + (f"  failed: {item.failure}" if item.failure else "")
        )
    survived = sum(item.success for item in episodes)
    lines += [
        "",
        f"survived           {survived} of {len(episodes)}",
        f"velocity error     {np.mean([item.velocity_error for item in episodes]):.3f} m/s",
        f"yaw rate error     {np.mean([item.yaw_rate_error for item in episodes]):.3f} rad/s",
    ]
    standing = [item.drift for item in episodes if not any(item.command)]
    if standing:
        lines.append(f"standing drift     {max(standing):.3f} m at most")
    lines.append(f"peak torque        {max(item.torque_peak for item in episodes):.1f} N m")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
