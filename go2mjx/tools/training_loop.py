"""The host's loop: compiled chunks, and between them evaluation, timers, checkpoints and signals."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import jax

from go2mjx.host.checkpoint import Checkpoints
from go2mjx.host.config import TrainConfig, to_flat
from go2mjx.host.sink import MetricSink
from go2mjx.loop.evaluation import score
from go2mjx.loop.state import TrainState
from go2mjx.tools.build import Parts
from go2mjx.tools.programs import Programs


class TrainingFailed(Exception):
    """The run cannot go on; the text says what happened, what is safe and how to continue."""


@dataclass
class Session:
    """What a running training works with, and what it has found out so far."""

    config: TrainConfig
    parts: Parts
    programs: Programs
    sink: MetricSink
    checkpoints: Checkpoints
    versions: dict
    started: float  # time.time() at process start
    compile_seconds: float = 0.0
    evaluations: list[dict] = field(default_factory=list)
    interrupted_by: int | None = None  # the signal that asked to stop

    def total_steps(self, train: TrainState) -> int:
        """Transitions so far."""
        return int(train.iteration) * self.parts.schedule.transitions


def run(session: Session, train: TrainState) -> TrainState:
    """Train to the end of the schedule or to a signal; returns the last state, already saved."""
    schedule = session.parts.schedule
    iteration = int(train.iteration)
    with stop_on_signals(session):
        while iteration < schedule.iterations and session.interrupted_by is None:
            stop = schedule.next_stop(iteration)
            started = time.perf_counter()
            train, reports = session.programs.chunk(train, jax.numpy.int32(stop))
            jax.block_until_ready(reports)
            session.sink.set_iteration_time((time.perf_counter() - started) / (stop - iteration))
            session.programs.deliver(reports)
            iteration = stop
            check(session, train)
            measure(session, train)
            if iteration % schedule.eval_iterations == 0 or iteration == schedule.iterations:
                train = evaluate(session, train)
            if iteration % schedule.checkpoint_iterations == 0 and iteration < schedule.iterations:
                save(session, train)
        if session.total_steps(train) not in session.checkpoints.steps():
            save(session, train)
        session.checkpoints.wait()
    return train


def evaluate(session: Session, train: TrainState) -> TrainState:
    """Evaluate the current policy, report it, and keep it if it is the best so far."""
    summary, seconds = session.programs.evaluate(train)
    iteration, updates = int(train.iteration), int(train.agent.update_steps)
    session.sink.emit("actor", iteration, updates, summary)
    session.sink.emit("learner", iteration, updates, {"timer/eval": seconds})
    session.evaluations.append(
        {
            "total_steps": session.total_steps(train),
            "seconds_since_start": time.time() - session.started,
            **summary,
        }
    )
    return session.programs.remember_best(train, jax.numpy.float32(score(summary)))


def measure(session: Session, train: TrainState) -> None:
    """Report the phase timers and the update-to-data ratio."""
    updates = int(train.agent.update_steps)
    critic_updates = updates * session.config.sac.critic_actor_ratio
    values = {"learner/utd": critic_updates / session.total_steps(train)}
    session.sink.emit("learner", int(train.iteration), updates, values | session.programs.phase_times(train))


def check(session: Session, train: TrainState) -> None:
    """Raise TrainingFailed after too many non-finite updates in a row, and the first error of a report."""
    jax.effects_barrier()
    session.sink.flush()
    skipped, limit = int(train.agent.most_skipped_in_a_row), session.config.loop.max_skipped_updates
    if skipped >= limit:
        steps = session.checkpoints.steps()
        safe = (
            f"the last checkpoint, at {steps[-1]} transitions, is intact" if steps else "none was saved yet"
        )
        raise TrainingFailed(
            f"{skipped} updates in a row had a non-finite gradient, at {session.total_steps(train)} transitions "
            f"(--max_skipped_updates {limit}); {safe}. A smaller --critic_learning_rate may help."
        )
    if session.sink.error is not None:
        raise TrainingFailed(f"a metric could not be logged: {session.sink.error}") from session.sink.error


def save(session: Session, train: TrainState) -> None:
    """Start writing a checkpoint of `train`."""
    meta = {
        "config": to_flat(session.config),
        "versions": session.versions,
        "total_steps": session.total_steps(train),
        "evaluation": session.evaluations[-1] if session.evaluations else None,
    }
    session.checkpoints.save(session.total_steps(train), train, meta)


@contextmanager
def stop_on_signals(session: Session) -> Iterator[None]:
    """The first SIGINT or SIGTERM ends the run after the current chunk; a second one at once."""

    def request(number: int, _: object) -> None:
        session.interrupted_by = number
        signal.signal(number, signal.SIG_DFL)

    numbers = (signal.SIGINT, signal.SIGTERM)
    previous = {number: signal.signal(number, request) for number in numbers}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
