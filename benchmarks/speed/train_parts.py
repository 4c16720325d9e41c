"""Where the time of training goes: the parts of an iteration, and what comes between two calls of the loop."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp

from benchmarks.speed.checkpoint import timed_save
from benchmarks.speed.timed_loop import Program, compile_loop, measure
from go2mjx.checkpoints.checkpoint import Checkpoints
from go2mjx.config.tree import TrainConfig
from go2mjx.evaluation import episodes as evaluation
from go2mjx.evaluation.verdict import SEED
from go2mjx.learners.base import UpdateSums
from go2mjx.session.build import Parts
from go2mjx.telemetry.metric_log import MetricLog
from go2mjx.telemetry.sink import MetricSink
from go2mjx.training.chunk import Reports, make_deliver
from go2mjx.training.phases import rollout_phase, sample_batches
from go2mjx.training.state import TrainState

ROLLOUT, REPLAY, UPDATE, REPORTS, EVALUATION, CHECKPOINT = (
    "rollout",
    "replay",
    "update",
    "reports",
    "evaluation",
    "checkpoint",
)
MEANINGS = {
    ROLLOUT: "policy, environment, statistics, and its rows into the ring",
    REPLAY: "draw the minibatches",
    UPDATE: "the learner's updates of an iteration",
    REPORTS: "callback to the host and row of metrics.jsonl, per iteration at the log period",
    EVALUATION: "its episodes, per iteration at the evaluation period",
    CHECKPOINT: "how long a save blocks, per iteration at the checkpoint period",
}
"""The first three make up an iteration; the others come between iterations."""
SAVES = 3


def parts_of_iteration(parts: Parts, train: TrainState, seconds: float, repeats: int) -> dict[str, float]:
    """Seconds per iteration of each part, compiled apart and repeated on copies of `train`."""
    result = {}
    for program, times in programs(parts, train):
        measured, _ = measure(program, seconds, repeats)
        result[program.level] = times / measured["single"]["steps_per_second"]["median"]
    return result


def programs(parts: Parts, train: TrainState) -> Iterator[tuple[Program, float]]:
    """Loops of one part each, and how often an iteration of training does what an iteration of the loop does."""
    schedule, env, learner = parts.schedule, parts.env, parts.learner
    key = jax.random.key(0)
    batches = jax.jit(lambda train: sample_batches(schedule, learner, train, key))(train)

    def rollout(index, train):
        train, _ = rollout_phase(schedule, env, learner, train, jax.random.fold_in(key, index))
        return train.replace(iteration=train.iteration + 1)

    def draw(index, carry):
        train, _ = carry
        return train, sample_batches(schedule, learner, train, jax.random.fold_in(key, index))

    def update(index, carry):
        state, batches = carry
        # the batches stay the same, so the compiler would prepare them once, before the loop
        fresh, index = jax.lax.optimization_barrier((batches, index))
        key_now, groups = jax.random.fold_in(key, index), schedule.max_groups
        return learner.update(state, fresh, key_now, groups, UpdateSums.none(learner))[0], batches

    for level, iteration, state, times in (
        (ROLLOUT, rollout, train, 1.0),
        (REPLAY, draw, (train, batches), 1.0),
        (UPDATE, update, (train.learner, batches), float(schedule.groups) / schedule.max_groups),
    ):
        copy = jax.tree.map(jnp.copy, state)  # its memory is reused
        yield compile_loop(level, _repeated(iteration), copy, num_envs=1, vector_steps=1), times


def _repeated(iteration: Callable) -> Callable:
    return lambda state, count: jax.lax.fori_loop(0, count, iteration, state)


def between_iterations(
    config: TrainConfig, parts: Parts, train: TrainState, reports: Reports, repeats: int
) -> dict[str, float]:
    """Seconds per iteration of what a run does between two calls of the loop, each at its period."""
    schedule = parts.schedule
    with tempfile.TemporaryDirectory() as folder:
        report = seconds_of_reports(schedule.transitions, reports, Path(folder), repeats)
        save = seconds_of_saves(config, parts, train, Path(folder) / "checkpoints")
    return {
        REPORTS: report / schedule.log_iterations,
        EVALUATION: seconds_of_evaluation(config, parts, train, repeats) / schedule.eval_iterations,
        CHECKPOINT: save / schedule.checkpoint_iterations,
    }


def seconds_of_reports(transitions: int, reports: Reports, folder: Path, repeats: int) -> float:
    """Seconds that one report costs, from the device to `metrics.jsonl`."""
    sink = MetricSink(MetricLog(folder), transitions)
    deliver = make_deliver(sink.callback)
    seconds = []
    for _ in range(repeats + 1):  # the first compiles
        started = time.perf_counter()
        deliver(reports)
        jax.effects_barrier()
        sink.flush()
        seconds.append(time.perf_counter() - started)
    sink.close()
    return statistics.median(seconds[1:]) / int(reports.count)


def seconds_of_saves(config: TrainConfig, parts: Parts, train: TrainState, folder: Path) -> float:
    """Seconds for which a save blocks the training; the first one compiles and is left out."""
    period = parts.schedule.checkpoint_iterations * parts.schedule.transitions
    policy = parts.learner.shipped_policy(train.learner)
    with Checkpoints(folder) as checkpoints:
        saves = [
            timed_save(checkpoints, number * period, train, policy, config, period)["blocked_seconds"]
            for number in range(1, SAVES + 2)
        ]
    return statistics.median(saves[1:])


def seconds_of_evaluation(config: TrainConfig, parts: Parts, train: TrainState, repeats: int) -> float:
    """Seconds of one evaluation with the configured episodes."""
    policy, seconds = parts.learner.shipped_policy(train.learner), []
    evaluate = evaluation.compile_evaluate(
        parts.evaluation_env, parts.learner, policy, config.loop.eval_n_trajs
    )
    commands = evaluation.command_set(config.loop.eval_n_trajs, parts.env.max_command, SEED)
    for _ in range(repeats + 1):  # the first is slower
        started = time.perf_counter()
        evaluation.evaluate_parts(evaluate, policy, jax.random.key(SEED), commands)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds[1:])


def shares(iteration: float, between: dict[str, float]) -> dict[str, Any]:
    """Seconds of training per iteration all told, and the share that is spent in the loop itself."""
    whole = iteration + sum(between.values())
    return {"iteration_seconds": iteration, "with_everything_seconds": whole, "loop_share": iteration / whole}
