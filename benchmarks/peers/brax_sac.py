"""brax's SAC on our environment, in one compiled call per epoch.

`defaults`: brax's own settings. `matched`: the networks, batch, step sizes and ratio of updates to transitions of our
preset; every gradient step of brax moves the critics and the actor.

brax 0.14.2 calls `jax.device_put_replicated`, which JAX 0.10 no longer has. Its SAC takes no dictionary of
observations, so it sees what the robot measures and nothing privileged.
"""

import dataclasses
import functools

import jax
from brax.envs.base import State, Wrapper
from brax.training.agents.sac import networks
from brax.training.agents.sac import train as sac

from benchmarks.peers.clock import Clock, parse_arguments, updates_per_vector_step
from go2mjx.config import presets
from go2mjx.config.tree import TrainConfig
from go2mjx.tasks import registry as environments
from go2mjx.tasks.brax_env import BraxEnv

EPOCHS, STEPS = 1000, 200
"""More epochs than are ever timed, and the vector steps of each: enough that brax's evaluations do not dominate."""


class MeasuredOnly(Wrapper):
    """The environment with `state` as its whole observation."""

    def reset(self, rng: jax.Array) -> State:
        state = self.env.reset(rng)
        return state.replace(obs=state.obs["state"])

    def step(self, state: State, action: jax.Array) -> State:
        following = self.env.step(state, action)
        # brax's evaluation adds a metric of its own, which has to stay
        return following.replace(obs=following.obs["state"], metrics=state.metrics | following.metrics)

    @property
    def observation_size(self) -> int:
        return self.env.observation_size["state"]


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
            environment=MeasuredOnly(BraxEnv(env)),
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
