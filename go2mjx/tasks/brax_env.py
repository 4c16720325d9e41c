"""One environment with the interface of brax, so that its wrappers and what is built on them can drive it."""

import brax.envs
import jax
import jax.numpy as jnp

from go2mjx.tasks.base import Environment, State


class BraxEnv(brax.envs.Env):
    """A task as a `brax.envs.Env`; `pipeline_state` is its whole `State`, of one environment.

    `info` carries the random key on, because brax's `AutoResetWrapper` begins every episode with the first
    `pipeline_state`: starts repeat, and what is drawn within an episode does not.
    """

    def __init__(self, env: Environment):
        self._env = env

    def reset(self, rng: jax.Array) -> brax.envs.State:
        """A fresh episode from one typed key, ()."""
        state = self._env.reset(rng[None])
        return self._seen(state, {})

    def step(self, state: brax.envs.State, action: jax.Array) -> brax.envs.State:
        """One control step with `action`, (action_size,); `done` is 1 at a failure and at the task's own time limit."""
        before = state.pipeline_state.replace(key=state.info["key"])
        return self._seen(self._env.step(before, action[None]), state.info)

    def _seen(self, state: State, info: dict) -> brax.envs.State:
        return brax.envs.State(
            pipeline_state=state,
            obs={"state": state.obs.state[0], "privileged_state": state.obs.privileged_state[0]},
            reward=state.reward[0],
            done=state.done[0].astype(jnp.float32),
            metrics={name: term[0] for name, term in state.terms.items()},
            info={**info, "key": state.key},
        )

    @property
    def observation_size(self) -> dict[str, int]:
        return self._env.observation_size

    @property
    def action_size(self) -> int:
        return self._env.action_size

    @property
    def backend(self) -> str:
        return "mjx"

    @property
    def dt(self) -> float:
        """Seconds of one control step."""
        return self._env.time_step
