"""Environments by id, which says robot and task. Looking ids up needs no JAX; `make` builds one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from go2mjx.process.errors import UsageError, suggestion
from go2mjx.tasks.config import EnvConfig


@dataclass(frozen=True)
class Kind:
    """What an environment id stands for."""

    build: Callable[..., Any]  # (config, engine or None) -> Environment
    robot: str | None  # name of its robot


def _velocity(config: EnvConfig, engine: Any) -> Any:
    from go2mjx.tasks.velocity import VelocityTask

    return VelocityTask(config, engine)


def _toy(config: EnvConfig, engine: Any) -> Any:
    from go2mjx.tasks.toy import ToyTask

    return ToyTask(config)


ENVIRONMENTS = {
    "GO2-v0": Kind(_velocity, "GO2"),
    "GO1-v0": Kind(_velocity, "GO1"),
    "toy": Kind(_toy, None),
}


def kind(name: str) -> Kind:
    """What `name` stands for. Raises UsageError for an unknown id."""
    if name not in ENVIRONMENTS:
        raise UsageError(
            f"unknown environment {name!r}{suggestion(name, ENVIRONMENTS)}: allowed are {', '.join(ENVIRONMENTS)}"
        )
    return ENVIRONMENTS[name]


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
    if found.robot is None:
        return found.build(config, None)
    from go2mjx.physics.engine import make_engine
    from go2mjx.robots import load

    return found.build(config, make_engine(engine, load(robot or found.robot), num_envs, max_contacts))
