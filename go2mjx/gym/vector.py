"""Many environments in one compiled step, as `gymnasium.make_vec` gives them."""

from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np
from gymnasium.envs.registration import EnvSpec
from gymnasium.utils import EzPickle, seeding
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space

from go2mjx.gym.batch import Batch, Outcome
from go2mjx.gym.settings import RENDER_MODES, check_render_mode, commands, env_config, held_command


class VelocityVectorEnv(VectorEnv[np.ndarray, np.ndarray, np.ndarray], EzPickle):
    """`num_envs` environments like `VelocityEnv`; what is said there about settings and info holds here.

    Autoreset is NEXT_STEP, Gymnasium's default and what all of its wrappers understand: the step that ends an
    episode returns its last observation, the next one ignores the action and returns the first observation of a
    new episode with reward 0. Such a step is no transition; leave it out of a replay memory:

        ended = np.zeros(num_envs, bool)
        following, reward, terminated, truncated, info = envs.step(action)
        store(row[~ended] for row in (observation, action, reward, following, terminated))
        ended = terminated | truncated

    Every entry of `info` has a mask `_<name>`, as Gymnasium wants it, which is always true.
    """

    metadata: ClassVar[dict[str, Any]] = {
        "render_modes": RENDER_MODES,
        "render_fps": 50,
        "autoreset_mode": AutoresetMode.NEXT_STEP,
    }
    _spec: EnvSpec | None = None

    def __init__(
        self,
        num_envs: int = 1,
        environment: str = "GO2-v0",
        render_mode: str | None = None,
        max_episode_steps: int | None = None,
        **settings: Any,
    ):
        """`settings` are fields of `go2mjx.tasks.config.EnvConfig`; see `env_config` for the errors."""
        EzPickle.__init__(self, num_envs, environment, render_mode, max_episode_steps, **settings)
        if isinstance(num_envs, bool) or not isinstance(num_envs, int) or num_envs < 1:
            raise ValueError(f"num_envs={num_envs!r}: allowed is a whole number from 1")
        self.num_envs = num_envs
        config = env_config(environment, settings, max_episode_steps)
        self._max_episode_steps = config.max_traj_length
        self._batch = Batch(environment, config, num_envs)
        check_render_mode(render_mode)
        self.render_mode = render_mode
        self.single_observation_space = self._batch.observation_space
        self.single_action_space = self._batch.action_space
        self.observation_space = batch_space(self.single_observation_space, num_envs)
        self.action_space = batch_space(self.single_action_space, num_envs)

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[np.ndarray, dict[str, Any]]:
        """Start all episodes. Environment i starts as a single one does with `seed + i`.

        `options={"command": ...}`, (3,) or (num_envs, 3), holds commands to the end of these episodes; those that
        follow by autoreset have random ones again.
        """
        held = held_command(options, self.num_envs)
        super().reset(seed=seed)
        outcome = self._batch.reset(self._seeds(seed), held)
        return outcome.observation, _info(outcome)

    def step(
        self, actions: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, dict[str, Any]]:
        """One control step with `actions`, (num_envs, action_size). Raises ResetNeeded before a reset."""
        outcome = self._batch.step(actions)
        reward = outcome.reward.astype(np.float64)
        return outcome.observation, reward, outcome.terminated, outcome.truncated, _info(outcome)

    def command(self, command: Sequence[float] | np.ndarray) -> np.ndarray:
        """Hold `command`, (3,) or (num_envs, 3), from now to the end of the episodes that run.

        Gives the observations, (num_envs, state_size), that the next actions should answer; what has ended begins
        anew with a random command. Raises ResetNeeded before a reset, ValueError for what is no command.
        """
        return self._batch.command(commands(command, self.num_envs)).observation

    def render(self) -> tuple[np.ndarray, ...] | None:
        """A picture of each environment, as `VelocityEnv.render` gives it."""
        return None if self.render_mode is None else tuple(self._batch.pictures())

    def close_extras(self, **_: Any) -> None:
        """Free what draws; called by `close`."""
        self._batch.close()

    @property
    def spec(self) -> EnvSpec | None:
        """What `gymnasium.make_vec` made this from, with the time limit in use."""
        return self._spec

    @spec.setter
    def spec(self, spec: EnvSpec) -> None:
        spec.max_episode_steps = self._max_episode_steps
        self._spec = spec

    def _seeds(self, seed: int | None) -> np.ndarray | None:
        """The numbers, (num_envs,) uint32, that the episodes start from; None where they go on."""
        if seed is not None:
            words = [seeding.np_random(seed + index)[0].integers(2**32) for index in range(self.num_envs)]
        elif not self._batch.started:
            words = self.np_random.integers(2**32, size=self.num_envs)
        else:
            return None
        return np.array(words, np.uint32)


def _info(outcome: Outcome) -> dict[str, Any]:
    """The info with Gymnasium's masks."""
    masks = {f"_{name}": np.ones(len(value), bool) for name, value in outcome.info.items()}
    return outcome.info | masks
