"""What a Gymnasium user passes, checked: the settings of the task and the options of a reset."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from go2mjx.process.errors import UsageError
from go2mjx.settings import by_name, problems, replaced
from go2mjx.tasks.config import EnvConfig


def env_config(settings: Mapping[str, Any]) -> EnvConfig:
    """The default task with `settings`, fields of `EnvConfig`; `reward` maps names of terms to weights.

    Raises ValueError for an unknown name, a value of the wrong type or one out of bounds.
    """
    try:
        config = replaced(EnvConfig(), settings, by_name(EnvConfig()))
    except UsageError as error:
        raise ValueError(str(error)) from None
    if found := problems(by_name(config)):
        raise ValueError("\n".join(found))
    return config


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
