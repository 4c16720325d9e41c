"""One compiled call: a loop over iterations of rollout phase and update phase, with reports on the way."""

import math
from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
from jax.experimental import io_callback

from go2mjx.env.base import Environment
from go2mjx.loop import episodes
from go2mjx.loop.config import LoopConfig
from go2mjx.loop.phases import Schedule, rollout_phase, sample_phase, update_phase
from go2mjx.loop.state import UPDATE_METRICS, TrainState
from go2mjx.sac import replay
from go2mjx.sac.agent import Agent

Report = Callable[[dict], None]
Chunk = Callable[[TrainState, int], TrainState]


def make_chunk(
    config: LoopConfig, schedule: Schedule, env: Environment, agent: Agent, report: Report
) -> Chunk:
    """`chunk(train, until)` trains up to iteration `until`; jit it with `train` donated.

    One compilation serves every length.

    `report` is called on the host every `log_iterations` with a flat dict of scalars; it must neither
    raise nor use JAX.
    """

    def iteration(train: TrainState) -> TrainState:
        key, rollout_key, sample_key, update_key = jax.random.split(train.key, 4)
        # The rows of the last rollout enter the replay first. The two phases below then need nothing of
        # each other, so that a device with room for it can run them at the same time.
        train = train.replace(replay=replay.insert(train.replay, train.pending, train.pending_valid))
        batches = sample_phase(schedule, env, agent, train, sample_key)
        collected, rows, valid = rollout_phase(config, schedule, env, agent, train, rollout_key)
        learned = update_phase(config, schedule, agent, train, batches, update_key)
        window = collected.window | {name: learned.window[name] for name in UPDATE_METRICS}
        train = collected.replace(
            agent=learned.agent,
            pending=rows,
            pending_valid=valid,
            window=window,
            window_updates=learned.window_updates,
            iteration=train.iteration + 1,
            key=key,
        )
        due = train.iteration % schedule.log_iterations == 0
        if config.num_envs == 1:  # one environment reports its episodes one by one, as the guide does
            due |= train.episodes.window_count > 0
        send(due, payload(config, schedule, agent, train), report)
        return clear_window(train, due)

    def chunk(train: TrainState, until: int) -> TrainState:
        return jax.lax.while_loop(lambda train: train.iteration < until, iteration, train)

    return chunk


def send(due: jax.Array, numbers: dict[str, jax.Array], report: Report) -> None:
    """Call `report` on the host with `numbers`, scalars, where `due`, () bool.

    They travel as one integer and one float vector: a callback costs per array, not per byte (measured:
    1.4 ms for 42 scalars, 0.03 ms stacked).
    """
    integers = [name for name, number in numbers.items() if jnp.issubdtype(number.dtype, jnp.integer)]
    floats = [name for name in numbers if name not in integers]

    def unpack(integer_values: jax.Array, float_values: jax.Array) -> None:
        # as NumPy first: taking a jax.Array apart runs a program, and that may dead-lock inside a callback
        values = (*np.asarray(integer_values), *np.asarray(float_values))
        report(dict(zip((*integers, *floats), values, strict=True)))

    vectors = [jnp.stack([numbers[name] for name in names]) for names in (integers, floats)]
    jax.lax.cond(due, lambda *args: io_callback(unpack, None, *args), lambda *_: None, *vectors)


def clear_window(train: TrainState, due: jax.Array) -> TrainState:
    """Forget the window's sums where `due`, () bool."""
    cleared = train.replace(
        episodes=episodes.clear_window(train.episodes),
        window=jax.tree.map(jnp.zeros_like, train.window),
        window_updates=jnp.zeros_like(train.window_updates),
        window_steps=jnp.zeros_like(train.window_steps),
    )
    # only the window's leaves differ: the choice must not touch the replay, which would be copied
    names = ("episodes", "window", "window_updates", "window_steps")
    return train.replace(
        **{
            name: jax.tree.map(
                lambda new, old: jnp.where(due, new, old), getattr(cleared, name), getattr(train, name)
            )
            for name in names
        }
    )


def payload(config: LoopConfig, schedule: Schedule, agent: Agent, train: TrainState) -> dict[str, jax.Array]:
    """Scalars of the window since the last report, under their metric keys, with bookkeeping."""
    updates, steps = train.window_updates, train.window_steps
    means = {
        name: total / (updates if name in UPDATE_METRICS else steps) for name, total in train.window.items()
    }
    vector_steps_done = train.iteration * schedule.vector_steps
    exploring = math.ceil(config.random_steps / config.num_envs)
    return {
        "iteration": train.iteration,
        "update_steps": train.agent.update_steps,
        "episodes_in_window": train.episodes.window_count,
        "updates_in_window": updates,
        **means,
        **episodes.metrics(train.episodes),
        **agent.learning_rates(train.agent.update_steps),
        "actor/exploration_phase": (vector_steps_done < exploring).astype(jnp.int32),
        "actor/replay_buffer_size": train.replay.size,
        "learner/replay_buffer_size": train.replay.size,
        "sac/target_entropy": jnp.asarray(agent.target_entropy),
        "sac/skipped_updates": train.agent.skipped_updates,
    }
