"""The way of the metrics from the jitted program to their consumers.

    io_callback -> MetricSink.callback -> queue -> thread -> metrics.jsonl, W&B runs, console, monitor

The device program never waits: the callback copies numbers into a queue and returns. A thread restores
the order by iteration and turns each payload into an actor row and a learner row.
"""

import heapq
import itertools
import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from go2mjx.process import console
from go2mjx.telemetry.metric_log import MetricLog
from go2mjx.telemetry.metrics import AXES, EPISODE, HISTORY, UPDATE, Role, by_key

Number = bool | int | float
Listener = Callable[[Role, dict[str, Number]], None]

QUEUE_SIZE = 4096
"""Payloads that may wait for the thread; more are dropped and counted."""
HOLD_SECONDS = 0.5
"""How long a payload waits for an earlier iteration that is still on its way."""


class _Entry(NamedTuple):
    """One payload (role None) or one row of the host; sorts by iteration, then by arrival."""

    iteration: int
    arrival: int
    stamp: float  # s, time.perf_counter()
    update_steps: int
    values: dict[str, Number]
    role: Role | None = None


class MetricSink:
    """Takes metric payloads without blocking and hands rows to `log` and then to the listeners.

    A row is a flat dict: "iteration", the key of its axis, then the metrics, all plain Python numbers; a
    listener is called with the role ("actor" or "learner") and the row, on the sink's thread.

    `error` is the first exception of a callback (unknown metric, wrong shape); such payloads are left out.
    The host looks at it between chunks. `dropped` counts the payloads lost because the queue was full.
    """

    def __init__(
        self, log: MetricLog, transitions_per_iteration: int, listeners: Sequence[Listener] = ()
    ) -> None:
        self.error: Exception | None = None
        self.dropped = 0
        self._transitions_per_iteration = transitions_per_iteration
        self._queue: queue.Queue = queue.Queue(QUEUE_SIZE)
        self._arrivals = itertools.count()
        self._held: list[_Entry] = []
        self._iteration_seconds: float | None = None
        self._flushed = threading.Event()
        self._flushed.set()
        self._drop_reported = False
        self._broken: set[int] = set()
        self._log = log
        self._consumers: tuple[Listener, ...] = (log.append, *listeners)
        self._thread = threading.Thread(target=self._drain, name="metric-sink", daemon=True)
        self._thread.start()

    def callback(self, payload: Mapping[str, object]) -> None:
        """Queue the payload of one iteration; for `io_callback`. Never raises, blocks or uses JAX.

        `payload` maps metric keys to scalars (shape () or (1,)), and holds the bookkeeping integers
        `iteration` (from 1), `update_steps`, `episodes_in_window` and `updates_in_window`; where some updates may
        have been skipped, `updates_in_window of <key>` says over how many a mean is.
        """
        try:
            stamp = time.perf_counter()
            values = {key: plain_number(key, value) for key, value in payload.items()}
            entry = _Entry(
                values.pop("iteration"), next(self._arrivals), stamp, values.pop("update_steps"), values
            )
            self._queue.put_nowait(entry)
        except queue.Full:
            self.dropped += 1
        except Exception as error:  # raising here would break, or hang, the device program
            self.error = self.error or error

    def emit(self, role: Role, iteration: int, update_steps: int, values: Mapping[str, object]) -> None:
        """Add a row from the host, after all payloads up to `iteration`.

        Raises KeyError for an unknown metric and ValueError for a value that is not a scalar.
        """
        numbers = {key: plain_number(key, value) for key, value in values.items()}
        for key in numbers:
            by_key(key)
        self._put(_Entry(iteration, next(self._arrivals), time.perf_counter(), update_steps, numbers, role))

    def set_iteration_time(self, seconds: float) -> None:
        """Wall seconds per loop iteration of the chunk whose payloads follow.

        Their rows get it as `timer/total`, and the `actor/steps_per_second` that follow from it; rows before
        the first call have neither.
        """
        self._put(seconds)

    def flush(self, timeout: float = 10.0) -> bool:
        """Wait up to `timeout` seconds until every row so far is with its consumers; False if it was not.

        Call it after `jax.effects_barrier()`. While consumers are behind since an earlier call that timed
        out, it returns at once, so that a stuck consumer costs the training one timeout, not one per chunk.
        """
        if not self._flushed.is_set():
            return False
        self._flushed.clear()
        if not self._put(self._flushed):
            self._flushed.set()
            return False
        return self._flushed.wait(timeout)

    def close(self, timeout: float = 30.0) -> bool:
        """Flush, stop within `timeout` seconds and close the log; False if rows were left behind.

        May be called twice.
        """
        if self._thread.is_alive() and self._put(None):
            self._thread.join(timeout)
        return not self._thread.is_alive() and self._log.close()

    def _put(self, item: _Entry | float | threading.Event | None) -> bool:
        """Queue an item of the host; False, and counted as dropped, if the queue stays full for a second."""
        try:
            self._queue.put(item, timeout=1.0)
        except queue.Full:
            self.dropped += 1
            return False
        return True

    def _drain(self) -> None:
        while True:
            try:
                item = self._queue.get(timeout=HOLD_SECONDS if self._held else None)
            except queue.Empty:
                self._release(time.perf_counter() - HOLD_SECONDS)
                continue
            if isinstance(item, _Entry):
                heapq.heappush(self._held, item)
                self._release(time.perf_counter() - HOLD_SECONDS)
                continue
            self._release(float("inf"))
            if isinstance(item, float):  # see `set_iteration_time`
                self._iteration_seconds = item
            elif item is None:
                return
            else:
                item.set()

    def _release(self, arrived_before: float) -> None:
        """Hand on the held entries in order, up to the first that arrived after `arrived_before`."""
        while self._held and self._held[0].stamp <= arrived_before:
            entry = heapq.heappop(self._held)
            try:
                rows = list(self._rows(entry))
            except Exception as error:
                self.error = self.error or error
                continue
            for role, row in rows:
                self._hand_on(role, row)
        if self.dropped and not self._drop_reported:
            self._drop_reported = True
            console.warning("metrics come faster than they can be written; some rows are dropped")

    def _rows(self, entry: _Entry) -> Iterator[tuple[Role, dict[str, Number]]]:
        """The rows of an entry. Raises KeyError for an unknown metric or missing bookkeeping."""
        axis_values = {
            "actor": entry.iteration * self._transitions_per_iteration,
            "learner": entry.update_steps,
        }
        values = dict(entry.values)
        roles, defined = [entry.role], {}
        if entry.role is None:
            roles = list(AXES)
            # a mean over nothing is left out of the row
            defined = {
                EPISODE: values.pop("episodes_in_window") > 0,
                UPDATE: values.pop("updates_in_window") > 0,
                HISTORY: values.get("actor/episode_count", 0) > 0,
            }
            values |= self._speed()
            counts = {key: values.pop(f"updates_in_window of {key}", 1) for key in list(values)}
            values = {key: value for key, value in values.items() if counts[key]}
        metrics = {key: by_key(key) for key in values}
        for role in roles:
            row = {"iteration": entry.iteration, AXES[role]: axis_values[role]}
            for key, value in values.items():
                if metrics[key].role == role and key not in row and defined.get(metrics[key].when, True):
                    row[key] = value
            yield role, row

    def _speed(self) -> dict[str, float]:
        if self._iteration_seconds is None:
            return {}
        return {
            "actor/steps_per_second": self._transitions_per_iteration / self._iteration_seconds,
            "timer/total": self._iteration_seconds,
        }

    def _hand_on(self, role: Role, row: dict[str, Number]) -> None:
        for index, consumer in enumerate(self._consumers):
            try:
                consumer(role, row)
            except Exception as error:
                if index not in self._broken:
                    self._broken.add(index)
                    name = getattr(consumer, "__qualname__", type(consumer).__name__)
                    console.warning(f"{name} failed on a row of metrics: {error!r}; training goes on")


def plain_number(key: str, value: object) -> Number:
    """`value` as a Python bool, int or float.

    Takes Python numbers and NumPy or JAX scalars of shape () or (1,), bfloat16 included; raises ValueError
    naming `key` for anything else.
    """
    array = np.asarray(value)
    number = array.item() if array.shape in ((), (1,)) else None
    if not isinstance(number, Number):
        raise ValueError(f"metric {key!r} must be one number, got {array.dtype} of shape {array.shape}")
    return number
