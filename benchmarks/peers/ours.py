"""go2mjx itself, timed as the peers are: its environments alone, or training as in a run."""

import dataclasses

import jax

from benchmarks.peers.clock import Clock, parse_arguments
from benchmarks.peers.stepping import time_steps
from go2mjx.config import presets
from go2mjx.config.device_count import start_jax
from go2mjx.config.tree import TrainConfig
from go2mjx.session.build import build, training_devices
from go2mjx.tasks.base import restart
from go2mjx.training.chunk import make_chunk

ITERATIONS = 50
"""Most iterations of one call."""


def main() -> None:
    arguments = parse_arguments("environment", "training")
    config = presets.load(arguments.preset)
    config = dataclasses.replace(config, loop=dataclasses.replace(config.loop, num_envs=arguments.num_envs))
    start_jax(config)
    clock = Clock(arguments.seconds, arguments.repeats)
    {"environment": step, "training": train}[arguments.mode](config, clock)
    clock.print_report()


def step(config: TrainConfig, clock: Clock) -> None:
    """Environment steps with uniform random actions."""
    env, num_envs = build(config).env, config.loop.num_envs
    state = jax.jit(env.reset)(jax.random.split(jax.random.key(1), num_envs))

    def restarting_step(state, actions):
        following = env.step(state, actions)
        return restart(env, following.done, following)

    time_steps(state, restarting_step, num_envs, env.action_size, clock)


def train(config: TrainConfig, clock: Clock) -> None:
    """The loop of a run, from the first update on."""
    parts = build(config, training_devices(config))
    schedule, learner = parts.schedule, parts.learner
    chunk = jax.jit(make_chunk(config.loop, schedule, parts.env, learner), donate_argnums=0)
    state = jax.jit(parts.init)(jax.random.key(config.run.seed))
    each, iteration = min(ITERATIONS, schedule.chunk_iterations), 0
    while iteration < schedule.first_group_iteration or not clock.tick(
        transitions=iteration * schedule.transitions,
        critic_updates=schedule.groups_through(iteration) * learner.critic_updates_per_group,
    ):
        state, _ = chunk(state, jax.numpy.int32(iteration + each))
        iteration = int(state.iteration)


if __name__ == "__main__":
    main()
