"""SIGINT and SIGTERM: stop in good order at the first, at once at the second."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from go2mjx.process import console

NUMBERS = (signal.SIGINT, signal.SIGTERM)
SIGNAL_EXIT = 128
"""Exit code of a process stopped by signal n is this plus n, as shells have it."""


class Stopped(BaseException):
    """A signal asked to stop; like KeyboardInterrupt, no handler of ordinary errors may catch it."""


class StopSignals:
    """Within `with StopSignals() as signals:` the first signal raises Stopped in the main thread.

    Inside `with signals.deferred():` it only sets `received`, the number of the signal. A second signal
    ends the process at once.
    """

    def __init__(self) -> None:
        self.received: int | None = None
        self._deferred = False

    def __enter__(self) -> "StopSignals":
        self._previous = {number: signal.signal(number, self._handle) for number in NUMBERS}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._previous.items():
            signal.signal(number, handler)

    @contextmanager
    def deferred(self) -> Iterator[None]:
        """Note a signal but do not interrupt."""
        self._deferred = True
        try:
            yield
        finally:
            self._deferred = False

    @contextmanager
    def raised(self) -> Iterator[None]:
        """Within `deferred` raise Stopped after all, also for a signal that was noted before."""
        self._deferred = False
        try:
            if self.received is not None:
                raise Stopped
            yield
        finally:
            self._deferred = True

    def _handle(self, number: int, _: FrameType | None) -> None:
        for each in NUMBERS:
            signal.signal(each, signal.SIG_DFL)
        self.received = number
        console.message(f"{signal.Signals(number).name}: stopping in good order, a second one stops at once")
        if not self._deferred:
            raise Stopped
