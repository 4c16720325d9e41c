"""go2mjx itself, timed as the peers are: its environments alone, or training as in a run."""

import dataclasses
import functools
import math

import jax

from benchmarks.peers.clock import Clock, parse_arguments
from benchmarks.peers.stepping import time_steps
from go2mjx.config import presets
from go2mjx.config.tree import TrainConfig
from go2mjx.process import platform
from go2mjx.session.build import build
from go2mjx.tasks.base import fail_where_not_finite, restart_finished
from go2mjx.training.chunk import make_chunk
from go2mjx.training.state import init

ITERATIONS = 50
"""Most iterations of one call."""


def main() -> None:
    arguments = parse_arguments("environment", "training")
    config = presets.load(arguments.preset)
    config = dataclasses.replace(config, loop=dataclasses.replace(config.loop, num_envs=arguments.num_envs))
    platform.configure_jax("cpu", arguments.num_envs)
    clock = Clock(arguments.seconds, arguments.repeats)
    {"environment": step, "training": train}[arguments.mode](config, clock)
    clock.print_report()


def step(config: TrainConfig, clock: Clock) -> None:
    """Environment steps with uniform random actions."""
    env, num_envs = build(config).env, config.loop.num_envs
    state = jax.jit(jax.vmap(env.reset))(jax.random.split(jax.random.key(1), num_envs))

    def restarting_step(state, actions):
        return restart_finished(env, fail_where_not_finite(jax.vmap(env.step)(state, actions)))

    time_steps(state, restarting_step, num_envs, env.action_size, clock)


def train(config: TrainConfig, clock: Clock) -> None:
    """The loop of a run, from the first update on."""
    parts, loop = build(config), config.loop
    chunk = jax.jit(make_chunk(loop, parts.schedule, parts.env, parts.agent), donate_argnums=0)
    start = functools.partial(init, loop, parts.schedule.transitions, parts.env, parts.agent)
    state = jax.jit(start)(jax.random.key(config.run.seed))
    # no update is made before the replay holds enough, and rows enter it one iteration late
    until_updates = math.ceil(loop.training_starts / parts.schedule.transitions) + 1
    each = min(ITERATIONS, parts.schedule.chunk_iterations)
    while state.iteration < until_updates:
        state, _ = chunk(state, state.iteration + each)
    while not clock.tick(
        transitions=int(state.iteration) * parts.schedule.transitions,
        critic_updates=int(state.agent.update_steps) * config.sac.critic_actor_ratio,
    ):
        state, _ = chunk(state, state.iteration + each)


if __name__ == "__main__":
    main()
