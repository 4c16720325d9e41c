"""A program that has stopped for good ends with an error instead of hanging."""

import subprocess
import sys
import time

from go2mjx.process.watchdog import watched

STOPPED = """
import threading
from go2mjx.process.watchdog import watched
with watched(lambda: "the loop has stopped; --resume goes on", patience=1.0):
    threading.Event().wait()
"""


def test_a_process_that_waits_for_ever_says_so_and_ends():
    done = subprocess.run([sys.executable, "-c", STOPPED], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "the loop has stopped; --resume goes on" in done.stderr


def test_a_process_at_work_goes_on_however_long_that_takes():
    """The watchdog would end this very process."""
    with watched(lambda: "work was taken for a stop", patience=1.0):
        end = time.monotonic() + 2.0
        while time.monotonic() < end:
            sum(range(1000))
