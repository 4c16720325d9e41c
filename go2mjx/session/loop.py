"""The host's loop: compiled chunks, and between them evaluation, timers, checkpoints and signals."""

import math
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import jax

from go2mjx.checkpoints.checkpoint import Checkpoints
from go2mjx.checkpoints.orbax_store import CheckpointError
from go2mjx.config.tree import TrainConfig, to_flat
from go2mjx.evaluation.verdict import score
from go2mjx.physics.engine import LOST_CONTACTS
from go2mjx.process import console
from go2mjx.process.signals import Stopped, StopSignals
from go2mjx.process.watchdog import PATIENCE, watched
from go2mjx.session.build import Parts
from go2mjx.session.programs import Programs
from go2mjx.telemetry.alerts import Alerts
from go2mjx.telemetry.metric_log import MetricLog
from go2mjx.telemetry.sink import MetricSink
from go2mjx.training.chunk import Reports
from go2mjx.training.faults import Fault
from go2mjx.training.state import TrainState

LONGEST_CALL = 2.0
"""Seconds that one call of the compiled loop should take at most, so that a signal is served soon."""


class TrainingFailed(Exception):
    """The run cannot go on; the text says what happened, what is safe and how to continue."""


@dataclass
class Session:
    """What a running training works with, and what it has found out so far."""

    config: TrainConfig
    parts: Parts
    programs: Programs
    log: MetricLog
    sink: MetricSink
    deliver: Callable[[Reports], None]
    alerts: Alerts
    checkpoints: Checkpoints
    signals: StopSignals
    versions: dict[str, str]
    wandb_ids: dict[str, str]  # by run name
    started: float  # time.time() at process start, less the seconds of earlier processes
    compile_seconds: float = 0.0
    evaluations: list[dict] = field(default_factory=list)
    iteration_seconds: float | None = None  # of the latest call
    seconds: Counter[str] = field(default_factory=Counter)  # of this process, by what the loop did

    @contextmanager
    def doing(self, what: str) -> Iterator[None]:
        """Add the seconds within to those of `what`."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[what] += time.perf_counter() - started

    def total_steps(self, train: TrainState) -> int:
        """Transitions so far."""
        return int(train.iteration) * self.parts.schedule.transitions


def run(session: Session, train: TrainState) -> TrainState:
    """Train to the end of the schedule or to a signal; returns the last state, already saved.

    Raises TrainingFailed, and CheckpointError when the last state cannot be saved.
    """
    schedule, signals = session.parts.schedule, session.signals
    iteration = int(train.iteration)
    with signals.deferred():
        if iteration and due(session, iteration):  # a signal broke it off
            train = evaluate(session, train)
        while iteration < schedule.iterations and signals.received is None:
            stop = schedule.next_stop(iteration)
            with session.doing("training"):
                train = advance(session, train, stop)
            iteration = int(train.iteration)
            if iteration < stop:
                break
            check(session, train)
            if iteration % schedule.chunk_iterations == 0 or iteration == schedule.iterations:
                with session.doing("timers"):
                    measure(session, train)
            if due(session, iteration):
                train = evaluate(session, train)
            if iteration % schedule.checkpoint_iterations == 0 and iteration < schedule.iterations:
                with session.doing("checkpoints"):
                    save_and_go_on(session, train)
        with session.doing("checkpoints"):
            finish_saving(session, train)
    return train


def advance(session: Session, train: TrainState, stop: int) -> TrainState:
    """Train up to iteration `stop`, or less far when a signal arrives, in calls of bounded time."""
    iteration = int(train.iteration)
    while iteration < stop and session.signals.received is None:
        longest = LONGEST_CALL / session.iteration_seconds if session.iteration_seconds else 1
        until = min(stop, iteration + max(1, int(longest)))
        started = time.perf_counter()
        with watched(lambda first=iteration, last=until: stalled(session, first, last)):
            train, reports = session.programs.chunk(train, jax.numpy.int32(until))
            reports = jax.block_until_ready(session.parts.devices.on_first(reports))
        seconds = (time.perf_counter() - started) / (until - iteration)
        # the first call also pays for what happens once, memory that is touched first above all, and is of one iteration
        if session.iteration_seconds is not None:
            session.sink.set_iteration_time(seconds)
        session.iteration_seconds = seconds
        session.deliver(reports)
        tell_of_fault(session, reports.fault)
        iteration = until
    return train


def stalled(session: Session, first: int, last: int) -> str:
    """What to say of a call that has stopped for good on the way from one iteration to another."""
    transitions, count = session.parts.schedule.transitions, session.parts.devices.count
    alone = "; --devices 1 cannot wait for another" if count > 1 else ""
    return (
        f"the compiled loop has stopped between {first * transitions:,} and {last * transitions:,} transitions: its "
        f"{count} device(s) have done nothing for {PATIENCE:.0f} s; {kept(session)}, continue with --resume{alone}"
    )


def tell_of_fault(session: Session, fault: Fault | None) -> None:
    """Raise an alert if a chunk of a `--debug` run found a number that no robot can have."""
    if fault is None or fault.part < 0:
        return
    part, iteration = fault.parts[int(fault.part)], int(fault.iteration)
    session.alerts.raise_alert(
        f"non-finite {part}",
        f"{part} of environment {fault.env} was not finite at step {fault.episode_step} of its episode, or larger than "
        f"on any robot, within the first {iteration * session.parts.schedule.transitions:,} transitions",
        iteration,
    )


def due(session: Session, iteration: int) -> bool:
    """Whether the policy is to be evaluated at this iteration, and has not been."""
    schedule = session.parts.schedule
    if iteration % schedule.eval_iterations and iteration != schedule.iterations:
        return False
    at = iteration * schedule.transitions
    return not session.evaluations or session.evaluations[-1]["total_steps"] < at


def evaluate(session: Session, train: TrainState) -> TrainState:
    """Evaluate the current policy, examine a robot that walks, report it, and keep it if it is the best so far.

    A signal breaks it off as if it had not begun.
    """
    try:
        with session.signals.raised(), session.doing("evaluation"):
            summary, seconds = session.programs.evaluate(train)
            times = {"timer/eval": seconds}
            evaluation = {
                "total_steps": session.total_steps(train),
                "seconds_since_start": time.time() - session.started,
            }
            if summary.get("eval/walks") and session.parts.env.takes_exam:
                exam, times["timer/exam"] = session.programs.examine(train)
                summary |= exam
                evaluation["timer/exam"] = times["timer/exam"]  # is no part of the time to walk
    except Stopped:
        return train
    iteration = int(train.iteration)
    updates = session.parts.schedule.groups_through(iteration)
    session.sink.emit("actor", iteration, updates, summary)
    session.sink.emit("learner", iteration, updates, times)
    session.evaluations.append(evaluation | summary)
    return session.programs.remember_best(train, jax.numpy.float32(score(summary)))


def measure(session: Session, train: TrainState) -> None:
    """Report the phase timers and the update-to-data ratio."""
    iteration = int(train.iteration)
    updates = session.parts.schedule.groups_through(iteration)
    critic_updates = updates * session.parts.learner.critic_updates_per_group
    values = {"learner/utd": critic_updates / session.total_steps(train)}
    times = session.programs.phase_times(train, session.iteration_seconds)
    session.sink.emit("learner", iteration, updates, values | times)


def check(session: Session, train: TrainState) -> None:
    """Raise TrainingFailed after too many non-finite updates in a row, for the first error of a report, and
    when the run directory is gone."""
    jax.effects_barrier()
    session.sink.flush()
    if session.sink.error is not None:
        raise TrainingFailed(
            f"a metric could not be logged: {session.sink.error!r}; {safe(session)}"
        ) from session.sink.error
    if session.log.vanished():
        raise TrainingFailed(
            f"{session.log.path.parent} was removed or replaced while the run was writing to it; nothing is "
            "saved there any more"
        )
    if train.lost_contacts:
        raise TrainingFailed(f"{LOST_CONTACTS}; {safe(session)}")
    skipped, limit = int(train.learner.skipped.most_in_a_row), session.config.loop.max_skipped_updates
    if skipped >= limit:
        raise TrainingFailed(
            f"{skipped} updates in a row had a non-finite gradient, at {session.total_steps(train)} transitions "
            f"(--max_skipped_updates {limit}); {safe(session)}. A smaller --critic_learning_rate may help."
        )


def safe(session: Session) -> str:
    """What is safe on disk, in words, once what is being written is there."""
    with suppress(CheckpointError):  # the write that failed is told of, or leaves the steps before
        session.checkpoints.wait()
    return kept(session)


def kept(session: Session) -> str:
    """What is safe on disk by now, in words."""
    steps = session.checkpoints.steps()
    return f"the checkpoint at {steps[-1]} transitions is intact" if steps else "no checkpoint was saved yet"


def save(session: Session, train: TrainState) -> None:
    """Start writing a checkpoint of `train`. Raises CheckpointError."""
    jax.effects_barrier()
    position = session.log.position() if session.sink.flush() else None
    if position is None:
        raise CheckpointError(f"{session.log.path} takes no rows, and without them a checkpoint is not exact")
    latest = session.evaluations[-1] if session.evaluations else None
    session.checkpoints.save(
        session.total_steps(train),
        train,
        session.programs.policy_to_save(train),
        {
            "config": to_flat(session.config),
            "versions": session.versions,
            "devices": session.parts.devices.count,
            "total_steps": session.total_steps(train),
            "evaluations": session.evaluations,
            "seconds": time.time() - session.started,
            "metrics_bytes": position,
            "wandb_ids": session.wandb_ids,
        },
        steps_between_saves=session.parts.schedule.checkpoint_iterations * session.parts.schedule.transitions,
        score=score(latest) if latest else math.inf,
    )


def save_and_go_on(session: Session, train: TrainState) -> None:
    """Start writing a checkpoint; a failure, also of the one before, is an alert and the training goes on."""
    for action in (session.checkpoints.wait, lambda: save(session, train)):
        try:
            action()
        except CheckpointError as error:
            session.alerts.raise_alert(
                "checkpoint not saved",
                f"{error}; training goes on and saves again after --checkpoint_period; {safe(session)}",
            )


def finish_saving(session: Session, train: TrainState) -> None:
    """Have `train` on disk. Raises CheckpointError."""
    try:
        session.checkpoints.wait()
    except CheckpointError as error:
        console.warning(f"{error}; saving once more")
    if session.total_steps(train) not in session.checkpoints.steps():
        save(session, train)
    session.checkpoints.wait()
