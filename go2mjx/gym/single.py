"""One environment, as `gymnasium.make` gives it."""

from collections.abc import Sequence
from typing import Any, ClassVar

import gymnasium
import numpy as np
from gymnasium.utils import EzPickle

from go2mjx.gym.batch import Batch, Outcome
from go2mjx.gym.settings import RENDER_MODES, check_render_mode, commands, env_config, held_command


class VelocityEnv(gymnasium.Env[np.ndarray, np.ndarray], EzPickle):
    """A robot, or the toy, under velocity commands at 50 Hz.

    Observation: what the real robot can measure, raw and in SI units, the command last. Action: in [-1, 1], what
    lies outside is clipped; a NaN ends the episode as a failure. `terminated` means that the robot failed.
    The time limit, `truncated`, is that of `gymnasium.make`, `max_episode_steps`; the bare class has none.

    `render_mode="rgb_array"`: `render()` draws the robot, the toy from above, in a picture, (480, 640, 3) uint8.

    `info` has `privileged_state` (known to the simulator alone), `velocity_error` (m/s), `yaw_rate_error` (rad/s),
    `valid` (False where the numbers of this step turned non-finite) and each weighted `reward/<term>`.

    A pickled or copied environment is a new one of the same settings, before its first reset.
    """

    metadata: ClassVar[dict[str, Any]] = {"render_modes": RENDER_MODES, "render_fps": 50}

    def __init__(self, environment: str = "GO2-v0", render_mode: str | None = None, **settings: Any):
        """`settings` are fields of `go2mjx.tasks.config.EnvConfig`; see `env_config` for the errors."""
        EzPickle.__init__(self, environment, render_mode, **settings)
        self._batch = Batch(environment, env_config(environment, settings, -1), size=1)
        check_render_mode(render_mode)
        self.render_mode = render_mode
        self._running = False
        self.observation_space = self._batch.observation_space
        self.action_space = self._batch.action_space

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[np.ndarray, dict[str, Any]]:
        """Start an episode. Same `seed`, same episodes from here on; without one the random numbers go on.

        `options={"command": (forward m/s, lateral m/s, yaw rad/s)}` holds that command to the end of the episode.
        """
        command = held_command(options, 1)
        super().reset(seed=seed)
        goes_on = seed is None and self._batch.started
        seeds = None if goes_on else np.array([self.np_random.integers(2**32)], np.uint32)
        outcome = self._batch.reset(seeds, command)
        self._running = True
        return outcome.observation[0], _info(outcome)

    def step(self, action: np.ndarray) -> tuple[np.ndarray, float, bool, bool, dict[str, Any]]:
        """One control step. Raises ResetNeeded before a reset and after a failure."""
        if not self._running:
            raise gymnasium.error.ResetNeeded(
                "the episode has ended or not begun: call reset() before step()"
            )
        outcome = self._batch.step(np.asarray(action)[None])
        terminated, truncated = bool(outcome.terminated[0]), bool(outcome.truncated[0])
        self._running = not (terminated or truncated)
        return outcome.observation[0], float(outcome.reward[0]), terminated, truncated, _info(outcome)

    def command(self, command: Sequence[float]) -> np.ndarray:
        """Hold `command`, (forward m/s, lateral m/s, yaw rad/s), from now to the end of the episode.

        Gives the observation that the next action should answer. Through wrappers: `env.unwrapped.command(...)`.
        Raises ResetNeeded before a reset, ValueError for what is no command.
        """
        return self._batch.command(commands(command, 1)).observation[0]

    def render(self) -> np.ndarray | None:
        """The picture; None without a render mode. Raises ResetNeeded, and RuntimeError where nothing can be drawn."""
        return None if self.render_mode is None else self._batch.pictures()[0]

    def close(self) -> None:
        """Free what draws."""
        self._batch.close()


def _info(outcome: Outcome) -> dict[str, Any]:
    """The info of the only environment, single numbers as Python's own."""
    return {name: value[0] if value.ndim > 1 else value[0].item() for name, value in outcome.info.items()}
