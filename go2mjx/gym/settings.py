"""What a Gymnasium user passes, checked: the settings of the task and the options of a reset."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from go2mjx.process.errors import UsageError
from go2mjx.settings import by_name, problems, replaced
from go2mjx.tasks.config import EnvConfig
from go2mjx.tasks.registry import kind, misplaced

RENDER_MODES = ["rgb_array"]
_NO_LIMIT = 1_000_000  # control steps, five hours


def _time_limit(max_episode_steps: int | None, config: EnvConfig) -> int:
    """Control steps of an episode; None is the default and -1 none, as in `gymnasium.make`. Raises ValueError."""
    if max_episode_steps is None:
        return config.max_traj_length
    if max_episode_steps == -1:
        return _NO_LIMIT
    if isinstance(max_episode_steps, int) and 1 <= max_episode_steps <= _NO_LIMIT:
        return max_episode_steps
    raise ValueError(
        f"max_episode_steps={max_episode_steps!r}: allowed are 1 to {_NO_LIMIT}, and -1 for none"
    )


def env_config(environment: str, settings: Mapping[str, Any], max_episode_steps: int | None) -> EnvConfig:
    """The default task of `environment` with `settings`, fields of `EnvConfig`; `reward` maps names of terms to weights.

    `max_episode_steps` is as in `gymnasium.make`: None for the default, -1 for none. Raises ValueError for an unknown environment or name, one that says nothing about `environment`, a value of the wrong type or one
    out of bounds.
    """
    if "max_traj_length" in settings:
        raise ValueError("max_traj_length: the time limit of a Gymnasium environment is max_episode_steps")
    try:
        without_effect, default = misplaced(environment, settings), kind(environment).config
        limit = _time_limit(max_episode_steps, default)
        config = replaced(default, {**settings, "max_traj_length": limit}, by_name(EnvConfig()))
    except UsageError as error:
        raise ValueError(str(error)) from None
    if settings.get("random") and not config.randomization:
        without_effect.append(
            "random: nothing is drawn with randomization 0; with 1 it is, from the whole ranges"
        )
    if found := problems(by_name(config)) + without_effect:
        raise ValueError("\n".join(found))
    return config


def check_render_mode(render_mode: str | None) -> None:
    """Raise ValueError for a mode that there is not."""
    if render_mode is not None and render_mode not in RENDER_MODES:
        raise ValueError(f"render_mode={render_mode!r}: allowed are {[None, *RENDER_MODES]}")


def held_command(options: Mapping[str, Any] | None, num_envs: int) -> np.ndarray | None:
    """The command that `options` asks to hold, (num_envs, 3) float32, or None.

    Raises ValueError for an unknown option or a command that is not 3 finite numbers (for each environment).
    """
    options = options or {}
    if unknown := sorted(options.keys() - {"command"}):
        raise ValueError(f"unknown reset option {unknown[0]!r}: allowed is 'command'")
    return None if options.get("command") is None else commands(options["command"], num_envs)


def commands(value: Any, num_envs: int) -> np.ndarray:
    """`value`, (3,) or (num_envs, 3), as commands, (num_envs, 3) float32. Raises ValueError for anything else."""
    rows = np.asarray(value, np.float32)
    if rows.shape not in ((3,), (num_envs, 3)) or not np.isfinite(rows).all():
        raise ValueError(
            f"command={value!r}: allowed are 3 finite numbers, forward m/s, lateral m/s and yaw rad/s; in a vector "
            "environment also one such row per environment"
        )
    return np.broadcast_to(rows, (num_envs, 3))
