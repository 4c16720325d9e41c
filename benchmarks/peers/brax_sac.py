"""brax's SAC on our environment, in one compiled call per epoch.

`defaults`: brax's own settings. `matched`: the networks, batch, step sizes and ratio of updates to transitions of our
preset; every gradient step of brax moves the critics and the actor.

brax 0.14.2 calls `jax.device_put_replicated`, which JAX 0.10 no longer has. Its SAC takes no dictionary of
observations, so it sees what the robot measures and nothing privileged.
"""

import dataclasses
import functools

import jax
import jax.numpy as jnp
from brax.envs.base import Env
from brax.envs.base import State as BraxState
from brax.envs.wrappers.training import AutoResetWrapper, EpisodeWrapper
from brax.training.agents.sac import networks
from brax.training.agents.sac import train as sac

from benchmarks.peers.clock import Clock, parse_arguments, updates_per_vector_step
from go2mjx.config import presets
from go2mjx.config.tree import TrainConfig
from go2mjx.tasks import registry as environments
from go2mjx.tasks.base import Environment, State

EPOCHS, STEPS = 1000, 200
"""More epochs than are ever timed, and the vector steps of each: enough that brax's evaluations do not dominate."""


class MeasuredOnly(Env):
    """Our batch of environments as brax's, with `state` as the whole observation.

    brax puts back physics and observation of what has ended; the rest of our state goes on.
    """

    def __init__(self, env: Environment):
        self._env = env

    def reset(self, rng: jax.Array) -> BraxState:
        """Fresh episodes from raw keys, (n, 2)."""
        state = self._env.reset(jax.random.wrap_key_data(rng))
        nothing = jnp.zeros_like(state.reward)
        return self._seen(BraxState(None, None, nothing, nothing), state)

    def step(self, state: BraxState, action: jax.Array) -> BraxState:
        before = state.info["state"].replace(physics=state.pipeline_state)
        return self._seen(state, self._env.step(before, action))

    def _seen(self, before: BraxState, state: State) -> BraxState:
        return before.replace(
            pipeline_state=state.physics,
            obs=state.obs.state,
            reward=state.reward,
            done=state.done.astype(jnp.float32),
            info=before.info | {"state": state},
        )

    @property
    def observation_size(self) -> int:
        return self._env.observation_size["state"]

    @property
    def action_size(self) -> int:
        return self._env.action_size

    @property
    def backend(self) -> str:
        return "mjx"


def wrapped(env: Env, episode_length: int, action_repeat: int, randomization_fn: None = None) -> Env:
    """`env` as brax wraps it for training, but for the `vmap`: ours is a batch already."""
    return AutoResetWrapper(EpisodeWrapper(env, episode_length, action_repeat))


class ClockIsOver(Exception):
    """Raised to leave brax's training."""


def main() -> None:
    arguments = parse_arguments("defaults", "matched")
    config, num_envs = presets.load(arguments.preset), arguments.num_envs
    settings = matched(config, num_envs) if arguments.mode == "matched" else {}
    # brax ends the episodes: an end by our own time limit would look like a failure to it
    length = config.environment.max_traj_length
    env = environments.make(
        config.run.env, dataclasses.replace(config.environment, max_traj_length=1_000_000), num_envs
    )
    clock = Clock(arguments.seconds, arguments.repeats)
    updates = settings.get("grad_updates_per_step", 1) / num_envs

    def progress(transitions: int, metrics: dict) -> None:
        """After an epoch; brax's wall time leaves its evaluations out. The first epoch compiles."""
        if transitions and clock.tick(
            metrics["training/walltime"], transitions=transitions, critic_updates=transitions * updates
        ):
            raise ClockIsOver

    try:
        sac.train(
            environment=MeasuredOnly(env),
            wrap_env_fn=wrapped,
            num_timesteps=settings.get("min_replay_size", 0) + EPOCHS * STEPS * num_envs,
            num_evals=EPOCHS + 1,
            episode_length=length,
            num_envs=num_envs,
            num_eval_envs=1,
            max_replay_size=config.loop.replay_buffer_capacity,
            progress_fn=progress,
            **settings,
        )
    except ClockIsOver:
        clock.print_report()


def matched(config: TrainConfig, num_envs: int) -> dict:
    """brax's settings for those of `config`."""
    agent, loop = config.sac, config.loop
    return {
        "learning_rate": agent.critic_learning_rate,
        "discounting": agent.discount,
        "batch_size": agent.batch_size,
        "tau": agent.target_update_rate,
        "min_replay_size": loop.training_starts,
        "grad_updates_per_step": updates_per_vector_step(config, num_envs),
        "normalize_observations": agent.normalize_observations,
        "network_factory": functools.partial(
            networks.make_sac_networks,
            hidden_layer_sizes=agent.hidden_sizes,
            policy_network_layer_norm=agent.layer_norm,
            q_network_layer_norm=agent.layer_norm,
        ),
    }


if __name__ == "__main__":
    main()
