"""Ends a process whose compiled program has stopped for good: devices that wait for each other cannot be interrupted."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from go2mjx.process import console

PATIENCE = 30.0
"""Seconds without work after which a program counts as stopped; XLA aborts the process after 40, with no advice."""
_IDLE = 0.02  # cores; what the threads beside the program use, and less than a starved process gets
_TICK = 0.5  # s


@contextmanager
def watched(explain: Callable[[], str], patience: float = PATIENCE) -> Iterator[None]:
    """Run the block; if this process does nothing in it for `patience` seconds, say what `explain` returns and exit with 1.

    Only seconds in which the process was awake are counted, so that one may stop it and let it go on.
    """
    done = threading.Event()

    def watch() -> None:
        idle, worked = 0.0, time.process_time()
        while not done.wait(_TICK):
            idle, now = idle + _TICK, time.process_time()
            if now - worked > _IDLE * patience:
                idle, worked = 0.0, now
            elif idle >= patience:
                console.warning(explain())
                os._exit(1)

    threading.Thread(target=watch, name="watchdog", daemon=True).start()
    try:
        yield
    finally:
        done.set()
