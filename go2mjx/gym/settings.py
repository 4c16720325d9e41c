"""What a Gymnasium user passes, checked: the settings of the task and the options of a reset."""

import dataclasses
import math
import numbers
from collections.abc import Mapping
from typing import Any

import numpy as np

from go2mjx.tasks.config import EnvConfig, RewardWeights

_BOUNDS = {
    "max_traj_length": (1, 1_000_000),
    "history_length": (1, 100),
    "command_duration": (0.02, math.inf),  # a command lasts a control step at least
    "zero_command_fraction": (0, 1),
}
"""Smallest and largest value; the other settings are not negative, reward weights are any number."""


def env_config(settings: Mapping[str, Any]) -> EnvConfig:
    """The default task with `settings`, fields of `EnvConfig`; `reward` maps names of terms to weights.

    Raises TypeError for an unknown name or a value of the wrong type, ValueError for one out of bounds.
    """
    settings = dict(settings)
    weights = settings.pop("reward", {})
    if not isinstance(weights, Mapping):
        raise TypeError(f"reward={weights!r}: allowed is a mapping from names of reward terms to weights")
    reward = RewardWeights(**_checked(RewardWeights, weights, "reward "))
    return EnvConfig(**_checked(EnvConfig, settings, ""), reward=reward)


def check_render_mode(render_mode: str | None) -> None:
    """Raise TypeError unless `render_mode` is None; a TypeError makes Stable-Baselines3 go on without one."""
    if render_mode is not None:
        raise TypeError(f"render_mode={render_mode!r}: allowed is None, nothing is drawn here")


def held_command(options: Mapping[str, Any] | None, num_envs: int) -> np.ndarray | None:
    """The command that `options` asks to hold, (num_envs, 3) float32, or None.

    Raises ValueError for an unknown option or a command that is not 3 finite numbers (for each environment).
    """
    options = options or {}
    if unknown := sorted(options.keys() - {"command"}):
        raise ValueError(f"unknown reset option {unknown[0]!r}: allowed is 'command'")
    if options.get("command") is None:
        return None
    command = np.asarray(options["command"], np.float32)
    if command.shape not in ((3,), (num_envs, 3)) or not np.isfinite(command).all():
        raise ValueError(
            f"reset option command={options['command']!r}: allowed are 3 finite numbers, forward m/s, lateral m/s "
            "and yaw rad/s; in a vector environment also one such row per environment"
        )
    return np.broadcast_to(command, (num_envs, 3))


def _checked(kind: type, values: Mapping[str, Any], prefix: str) -> dict[str, int | float]:
    """`values` as plain numbers of the types that the fields of `kind` have."""
    defaults = {item.name: item.default for item in dataclasses.fields(kind) if item.name != "reward"}
    return {name: _number(kind, defaults, name, value, prefix) for name, value in values.items()}


def _number(kind: type, defaults: dict[str, int | float], name: str, value: Any, prefix: str) -> int | float:
    if name not in defaults:
        raise TypeError(f"unknown setting {prefix}{name!r}: allowed are {', '.join(defaults)}")
    whole = isinstance(defaults[name], int)
    if isinstance(value, bool) or not isinstance(value, numbers.Integral if whole else numbers.Real):
        raise TypeError(f"{prefix}{name}={value!r}: allowed is {'a whole number' if whole else 'a number'}")
    low, high = (-math.inf, math.inf) if kind is RewardWeights else _BOUNDS.get(name, (0, math.inf))
    if not (math.isfinite(value) and low <= value <= high):
        raise ValueError(f"{prefix}{name}={value!r}: allowed are finite numbers from {low} to {high}")
    return int(value) if whole else float(value)
