"""SBX's SAC, the JAX version of Stable-Baselines3, on our environment.

`defaults`: SBX's own settings on `make_vec_env` of our Gymnasium environment, one gradient step per vector step.
`matched`: the networks, batch, step sizes and ratio of updates to transitions of our preset, and all environments in
one compiled step. Observations are normalised by VecNormalize in both.
"""

import functools

import jax
import jax.numpy as jnp
import numpy as np
from gymnasium.spaces import Box
from gymnasium.wrappers import TimeLimit
from sbx import SAC
from stable_baselines3.common.callbacks import BaseCallback
from stable_baselines3.common.env_util import make_vec_env
from stable_baselines3.common.vec_env import VecEnv, VecNormalize

from benchmarks.peers.clock import Clock, parse_arguments, updates_per_vector_step
from go2mjx.config import presets
from go2mjx.config.tree import TrainConfig
from go2mjx.gym.single import VelocityEnv
from go2mjx.tasks import registry as environments
from go2mjx.tasks.base import restart

WARM_UP = 20
"""Vector steps with updates before the clock starts."""


def main() -> None:
    arguments = parse_arguments("defaults", "matched")
    config = presets.load(arguments.preset)
    if arguments.mode == "defaults":
        envs = make_vec_env(
            VelocityEnv,
            arguments.num_envs,
            seed=0,
            env_kwargs={"environment": config.run.env},
            wrapper_class=TimeLimit,
            wrapper_kwargs={"max_episode_steps": config.environment.max_traj_length},
        )
        settings = {}
    else:
        envs, settings = CompiledVecEnv(config, arguments.num_envs), matched(config, arguments.num_envs)
    model = SAC("MlpPolicy", VecNormalize(envs, norm_reward=False), seed=0, **settings)
    clock = Clock(arguments.seconds, arguments.repeats)
    model.learn(total_timesteps=10**9, callback=Timing(clock))
    clock.print_report()


def matched(config: TrainConfig, num_envs: int) -> dict:
    """SBX's settings for those of `config`; a gradient step is a critic update, every few also an actor update."""
    sac, loop = config.sac, config.loop
    return {
        "learning_rate": sac.critic_learning_rate,
        "buffer_size": loop.replay_buffer_capacity,
        "learning_starts": loop.training_starts,
        "batch_size": sac.batch_size,
        "tau": sac.target_update_rate,
        "gamma": sac.discount,
        "gradient_steps": updates_per_vector_step(config, num_envs),
        "policy_delay": sac.critic_actor_ratio,
        "policy_kwargs": {"net_arch": list(sac.hidden_sizes), "layer_norm": sac.layer_norm},
    }


class Timing(BaseCallback):
    """Ticks the clock at every vector step and ends the training with it."""

    def __init__(self, clock: Clock):
        super().__init__()
        self._clock = clock

    def _on_step(self) -> bool:
        if self.num_timesteps < self.model.learning_starts + WARM_UP * self.training_env.num_envs:
            return True
        return not self._clock.tick(transitions=self.num_timesteps, critic_updates=self.model._n_updates)


class CompiledVecEnv(VecEnv):
    """Our environments in one compiled step, which restarts what ended, as Stable-Baselines3 wants it."""

    def __init__(self, config: TrainConfig, num_envs: int):
        self._env = environments.make(config.run.env, config.environment, num_envs)
        observation = Box(-np.inf, np.inf, (self._env.observation_size["state"],), np.float32)
        super().__init__(num_envs, observation, Box(-1.0, 1.0, (self._env.action_size,), np.float32))

    def reset(self) -> np.ndarray:
        self._state = jax.jit(self._env.reset)(jax.random.split(jax.random.key(0), self.num_envs))
        return np.array(self._state.obs.state)

    def step_async(self, actions: np.ndarray) -> None:
        self._actions = jnp.asarray(actions)

    def step_wait(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[dict]]:
        self._state, last = self._step(self._state, self._actions)
        observation, reward, terminated, truncated = map(np.array, last)
        ended, infos = terminated | truncated, [{} for _ in range(self.num_envs)]
        for index in np.flatnonzero(ended):
            infos[index] = {
                "terminal_observation": observation[index],
                "TimeLimit.truncated": bool(truncated[index]),
            }
        return np.array(self._state.obs.state), reward, ended, infos

    @functools.partial(jax.jit, static_argnums=0)
    def _step(self, state, actions):
        state = self._env.step(state, actions)
        last = state.obs.state, state.reward, state.terminated, state.truncated
        return restart(self._env, state.done, state), last

    def close(self) -> None:
        pass

    def get_attr(self, attr_name, indices=None):
        return [None] * self.num_envs  # only asked for the render mode

    def set_attr(self, attr_name, value, indices=None):
        raise NotImplementedError

    def env_method(self, method_name, *method_args, indices=None, **method_kwargs):
        raise NotImplementedError

    def env_is_wrapped(self, wrapper_class, indices=None):
        return [False] * self.num_envs


if __name__ == "__main__":
    main()
