"""The policy of a run, or of an exported file, as it would run on a robot."""

from pathlib import Path

from go2mjx.deploy.policy import Policy, robot_of
from go2mjx.physics.ground import FLAT, Ground
from go2mjx.process import platform
from go2mjx.process.errors import UsageError
from go2mjx.robots.description import Robot


def load(
    path: Path, mjcf: str | None = None, step: int | None = None, last: bool = False
) -> tuple[Policy, Robot, Ground]:
    """The policy of a run, chosen as by `load_policy`, or of an exported file, the robot that it drives, and on what.

    A file needs no JAX; `mjcf` is for one that drives a robot of its user's own. Raises UsageError.
    """
    if path.is_file():
        policy = Policy(path)
        return policy, robot_of(policy.description, mjcf), FLAT
    # one robot needs no accelerator, and a training process may hold all of its memory
    platform.configure_jax("cpu", num_envs=1)
    from go2mjx.session.saved_policy import load_policy

    saved = load_policy(path, step, last)
    robot = saved.env.robot
    if robot is None:
        raise UsageError(
            f"{path}: there is no picture of {saved.config.run.env}, an environment without a robot"
        )
    return saved.deployed, robot, saved.env.ground
