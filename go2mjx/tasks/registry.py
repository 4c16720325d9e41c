"""Environments by id, which says robot and task. Looking ids up needs no JAX; `make` builds one."""

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from go2mjx import robots
from go2mjx.physics.ground import FLAT
from go2mjx.process.errors import UsageError, suggestion
from go2mjx.tasks.config import EnvConfig, RewardWeights
from go2mjx.tasks.terrains import training_field


@dataclass(frozen=True)
class Kind:
    """What an environment id stands for."""

    task: str  # where its class is, an Environment made of the settings and an engine (none without a robot)
    robot: str | None  # name of its robot
    perfect_reward: Callable[[EnvConfig], float]  # of a step that tracks its command perfectly
    preset: str | None = None  # that trains it by default, None for the fast one of the device
    config: EnvConfig = field(default_factory=EnvConfig)  # where nobody says more
    action_size: int | None = None  # without a robot; else a number for each joint
    uneven: bool = False  # it walks on a field of tiles, else on a plane
    gets_up: bool = False  # robots lie, and are told to stand


def _tracking(config: EnvConfig) -> float:
    """The sizes of the weights count, so that a flipped sign does not make a bad run look good."""
    return abs(config.reward.linear_velocity_tracking) + abs(config.reward.yaw_rate_tracking)


def _standing(config: EnvConfig) -> float:
    reward = config.reward
    return abs(reward.upright) + abs(reward.height) + abs(reward.standing)


NO_REWARD = {term.name: 0.0 for term in fields(RewardWeights)}
COMMANDS = (
    *("max_forward_speed", "max_lateral_speed", "max_yaw_rate", "command_duration"),
    *("zero_command_fraction", "turning_command_fraction", "heading_gain"),
)
"""Fields of `EnvConfig` about commands."""
GROUND = ("terrains", "terrain_seed", "height_scan")
ROBOT = (
    *("robot", "engine", "max_contacts"),
    *("action_scale", "history_length", "heading_gain", "randomization"),
)
"""Settings about uneven ground, and those about a robot."""
ENVIRONMENTS = {
    "GO2-v0": Kind("velocity:VelocityTask", "GO2", _tracking),
    "GO2-rough-v0": Kind("rough:RoughTask", "GO2", _tracking, "go2_rough_cpu", uneven=True),
    "GO2-getup-v0": Kind(
        "getup:GetupTask",
        "GO2",
        _standing,
        "go2_getup_cpu",
        EnvConfig(
            max_traj_length=150,
            action_scale=1.0,
            reward=RewardWeights(
                **NO_REWARD
                | {"upright": 1.5, "height": 1.5, "standing": 4.0, "torque": -2e-4, "action_rate": -0.01}
            ),
        ),
        gets_up=True,
    ),
    "GO1-v0": Kind("velocity:VelocityTask", "GO1", _tracking),
    "toy": Kind("toy:ToyTask", None, lambda config: 1.0, "toy", action_size=3),
}


def kind(name: str) -> Kind:
    """What `name` stands for. Raises UsageError for an unknown id."""
    if name not in ENVIRONMENTS:
        raise UsageError(
            f"unknown environment {name!r}{suggestion(name, ENVIRONMENTS)}: allowed are {', '.join(ENVIRONMENTS)}"
        )
    return ENVIRONMENTS[name]


def unused(name: str) -> dict[str, str]:
    """Settings that say nothing about an environment, and why. Raises UsageError for an unknown id."""
    found, reasons = kind(name), {}
    if not found.uneven:
        uneven = ", ".join(other for other, one in ENVIRONMENTS.items() if one.uneven)
        reasons |= dict.fromkeys(GROUND, f"{name} has level ground; allowed with {uneven}")
    if found.gets_up:
        reasons |= dict.fromkeys(COMMANDS, f"{name} has no commands")
    if found.robot is None:
        reasons |= dict.fromkeys(ROBOT, f"{name} has no robot")
    return reasons


def misplaced(name: str, given: Mapping[str, Any]) -> list[str]:
    """What is wrong with settings that a user gave, with their values, where they say nothing about `name`."""
    return [
        f"{setting} {given[setting]}: {reason}"
        for setting, reason in unused(name).items()
        if given.get(setting) is not None
    ]


def make(
    name: str,
    config: EnvConfig,
    num_envs: int = 1,
    robot: str | None = None,
    engine: str = "jax",
    max_contacts: int | None = None,
) -> Any:
    """The environment `name`; its engine has room for `num_envs` robots at once.

    `robot` names another robot than that of the id: a name or the path of an MJCF (`go2mjx.robots.load`);
    `engine` and `max_contacts` as in `go2mjx.physics.engine.make_engine`. Raises UsageError for what is unknown
    or does not fit.
    """
    found = kind(name)
    task = pkgutil.resolve_name(f"go2mjx.tasks.{found.task}")
    if found.robot is None:
        return task(config)
    from go2mjx.physics.engine import make_engine

    ground = training_field(config.terrains, config.terrain_seed) if found.uneven else FLAT
    built = make_engine(
        engine, robots.load(robot or found.robot), num_envs, max_contacts, ground, found.gets_up
    )
    return task(config, built)
