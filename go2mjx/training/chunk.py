"""One compiled call: a loop over iterations of rollout phase and update phase, and its reports.

The loop writes its reports into a small buffer, and `deliver` hands them to the host in a program of its
own: JAX keeps no program with a host callback in its compile cache, and this one takes longest to compile.
"""

import math
from collections.abc import Callable, Iterable

import jax
import jax.numpy as jnp
import numpy as np
from flax import struct
from jax.experimental import io_callback

from go2mjx.devices import ALIKE
from go2mjx.learners import replay
from go2mjx.learners.base import Learner
from go2mjx.tasks.base import Environment
from go2mjx.training import episodes
from go2mjx.training.config import LoopConfig
from go2mjx.training.faults import Fault, no_fault
from go2mjx.training.phases import rollout_phase, update_phase
from go2mjx.training.schedule import Schedule
from go2mjx.training.state import TrainState, places


@struct.dataclass
class Reports:
    """Scalars of the windows that ended in a chunk; rows at and beyond `count` hold nothing."""

    integers: jax.Array  # (slots, names) int32
    floats: jax.Array  # (slots, names) float32
    count: jax.Array  # () int32
    fault: Fault | None  # None unless the chunk looks for faults
    integer_names: tuple[str, ...] = struct.field(pytree_node=False)
    float_names: tuple[str, ...] = struct.field(pytree_node=False)


Chunk = Callable[[TrainState, int], tuple[TrainState, Reports]]


def make_chunk(
    config: LoopConfig, schedule: Schedule, env: Environment, learner: Learner, find_fault: bool = False
) -> Chunk:
    """`chunk(train, until)` trains up to iteration `until`, at most `chunk_iterations` further.

    Jit it with `train` donated; one compilation serves every length. With `find_fault` its reports tell of
    the first number in the environments that was not finite or larger than on any robot.
    """

    def iteration(carry: tuple[TrainState, Reports]) -> tuple[TrainState, Reports]:
        train, reports = carry
        key, rollout_key, update_key = jax.random.split(train.key, 3)
        train, fault = rollout_phase(schedule, env, learner, train, rollout_key, reports.fault)
        train = update_phase(schedule, learner, train, update_key)
        train = train.replace(iteration=train.iteration + 1, key=key)
        due = train.iteration % schedule.log_iterations == 0
        if config.num_envs == 1:
            due |= train.episodes.window_count > 0
        reports = record(reports.replace(fault=fault), payload(schedule, env, learner, train), due)
        return clear_window(train, due), reports

    def chunk(train: TrainState, until: int) -> tuple[TrainState, Reports]:
        shapes = jax.eval_shape(lambda train: payload(schedule, env, learner, train), train)
        reports = no_reports(schedule, shapes)
        if find_fault:
            reports = reports.replace(fault=no_fault(env, train.env_state))
        return jax.lax.while_loop(lambda carry: carry[0].iteration < until, iteration, (train, reports))

    return learner.devices.spread(chunk, (places(), ALIKE), (places(), ALIKE))


def no_reports(schedule: Schedule, numbers: dict[str, jax.ShapeDtypeStruct]) -> Reports:
    """An empty buffer for the reports of one chunk, each like `numbers`."""
    integers = tuple(name for name, number in numbers.items() if jnp.issubdtype(number.dtype, jnp.integer))
    floats = tuple(name for name in numbers if name not in integers)
    slots = math.ceil(schedule.chunk_iterations / schedule.report_iterations)
    return Reports(
        integers=jnp.zeros((slots, len(integers)), jnp.int32),
        floats=jnp.zeros((slots, len(floats))),
        count=jnp.zeros((), jnp.int32),
        fault=None,
        integer_names=integers,
        float_names=floats,
    )


def record(reports: Reports, numbers: dict[str, jax.Array], due: jax.Array) -> Reports:
    """Append `numbers`, scalars by name, where `due`, () bool."""
    slot = jnp.where(due, reports.count, reports.integers.shape[0])
    integers = jnp.stack([numbers[name] for name in reports.integer_names])
    floats = jnp.stack([numbers[name] for name in reports.float_names])
    return reports.replace(
        integers=reports.integers.at[slot].set(integers, mode="drop"),
        floats=reports.floats.at[slot].set(floats, mode="drop"),
        count=reports.count + due,
    )


def make_deliver(report: Callable[[dict], None]) -> Callable[[Reports], None]:
    """A jitted function that calls `report` on the host with each report, a flat dict of NumPy scalars.

    `report` must neither raise nor use JAX. `jax.effects_barrier` waits for the last call.
    """

    def deliver(reports: Reports) -> None:
        def call_report(integers: np.ndarray, floats: np.ndarray) -> None:
            # a JAX array in a callback would invite JAX calls there, which can dead-lock
            values = dict(zip(reports.integer_names, np.asarray(integers), strict=True))
            report(values | dict(zip(reports.float_names, np.asarray(floats), strict=True)))

        def send(index: int, _: None) -> None:
            # two vectors, because a callback costs per array, not per byte
            io_callback(call_report, None, reports.integers[index], reports.floats[index])

        jax.lax.fori_loop(0, reports.count, send, None)

    return jax.jit(deliver)


def clear_window(train: TrainState, due: jax.Array) -> TrainState:
    """Forget the window's sums where `due`, () bool."""
    cleared = (episodes.clear_window(train.episodes), jax.tree.map(jnp.zeros_like, train.window))
    # only the window's leaves are chosen: the choice must not touch the replay, which would be copied
    chosen = jax.tree.map(lambda new, old: jnp.where(due, new, old), cleared, (train.episodes, train.window))
    return train.replace(episodes=chosen[0], window=chosen[1])


def _named(names: Iterable[str], numbers: jax.Array) -> dict[str, jax.Array]:
    return dict(zip(names, numbers, strict=True))


def payload(
    schedule: Schedule, env: Environment, learner: Learner, train: TrainState
) -> dict[str, jax.Array]:
    """Scalars of the window since the last report, under their metric keys, with bookkeeping.

    A mean over nothing is 0/0 = NaN.
    """
    window, update_steps = train.window, schedule.groups_through(train.iteration)
    names, sums = learner.update_metrics, window.update
    filled = replay.Filled.after(train.iteration, schedule.vector_steps, schedule.replay_slots)
    rows = filled.size * train.replay.reward.shape[1] * learner.devices.count
    return {
        "iteration": train.iteration,
        "update_steps": update_steps,
        "episodes_in_window": train.episodes.window_count,
        "updates_in_window": window.updates,
        **_named((f"updates_in_window of {name}" for name in names), sums.updates),
        **_named(names, sums.total / sums.updates),
        **_named(train.env_state.terms, window.step / window.steps),
        **episodes.metrics(train.episodes),
        **learner.devices.mean(env.metrics(train.env_state)),
        **learner.metrics(train.learner, update_steps),
        "actor/exploration_phase": (train.iteration < schedule.random_iterations).astype(jnp.int32),
        "actor/replay_buffer_size": rows,
        "learner/replay_buffer_size": rows,
    }
