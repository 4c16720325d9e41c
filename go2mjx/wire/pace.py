"""A loop in real time: deadlines that do not drift, and what is counted of a time that must be short."""

import gc
import time

import numpy as np

from go2mjx.wire.network import Reader


def settle() -> None:
    """Before a loop: what is loaded need not be looked through for garbage again, which would stop it for milliseconds."""
    gc.collect()
    gc.freeze()


class Pace:
    """Absolute deadlines on the monotonic clock, `period` seconds apart."""

    def __init__(self, period: float):
        self.period = period
        self._deadline = time.monotonic() + period

    def wait(self) -> tuple[float, float]:
        """Sleep until the next deadline; what the clock says then, and by how much that is too late (s).

        Deadlines that have passed meanwhile are left out, never made up for.
        """
        time.sleep(max(0.0, self._deadline - time.monotonic()))
        now = time.monotonic()
        late = now - self._deadline
        self._deadline += self.period * (1 + late // self.period)
        return now, late


class Following:
    """A loop that goes round with each message of `reader`, which should come every `period` seconds, or without them.

    So that what answers a message leaves at once, and not after up to a period more.
    """

    def __init__(self, reader: Reader, period: float):
        self._reader, self.period = reader, period
        self._last = time.monotonic()

    def wait(self) -> tuple[float, float]:
        """Sleep for a period, or a quarter less or more, until a message comes; what the clock says then, and by how much
        that is more than a period after the last time (s)."""
        time.sleep(max(0.0, self._last + 0.75 * self.period - time.monotonic()))
        self._reader.wait(self._last + 1.25 * self.period - time.monotonic())
        now = time.monotonic()
        late = now - self._last - self.period
        self._last = now
        return now, late


class Distribution:
    """How often times up to a second occurred, to a hundredth of a millisecond; it never grows."""

    _WIDTH = 1e-5

    def __init__(self) -> None:
        self._counts, self._largest = np.zeros(100_000, np.int64), 0.0

    def add(self, seconds: float) -> None:
        """Count one; what is below zero as its size."""
        seconds = abs(seconds)
        self._counts[min(int(seconds / self._WIDTH), len(self._counts) - 1)] += 1
        self._largest = max(self._largest, seconds)

    def __str__(self) -> str:
        """The shares below which half, 99 % and all are (ms), and how many are beyond 5 ms."""
        below = np.cumsum(self._counts)
        if not below[-1]:
            return "none"
        half, most = (np.searchsorted(below, share * below[-1]) + 1 for share in (0.5, 0.99))
        beyond = below[-1] - below[round(5e-3 / self._WIDTH) - 1]
        return (
            f"p50 {1e3 * self._WIDTH * half:.2f} ms, p99 {1e3 * self._WIDTH * most:.2f} ms, largest "
            f"{1e3 * self._largest:.2f} ms, {beyond} of {below[-1]} beyond 5 ms"
        )
