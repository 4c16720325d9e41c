"""Work at the end of a training that may fail, hang or crash without harm, in a process of its own."""

import subprocess
import sys
from collections.abc import Sequence

from go2mjx.process import console

TIME_LIMIT = 300.0
"""Seconds after which the work is given up."""


def make(what: str, words: Sequence[object], stderr: int = subprocess.DEVNULL) -> None:
    """Run a Python module with its arguments, `words`; one warning that there is no `what` if that failed.

    The reason is what was printed, with `stderr=subprocess.STDOUT` there too: after exit code 1 the last line, after 2 the
    error of a command.
    """
    try:
        process = subprocess.run(
            [sys.executable, "-m", *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=stderr,
            timeout=TIME_LIMIT,
            text=True,
            errors="replace",
        )
    except subprocess.TimeoutExpired:
        console.warning(f"no {what}: it was not ready after {TIME_LIMIT:.0f} s")
        return
    except OSError as error:
        console.warning(f"no {what}: {error}")
        return
    if process.returncode:
        printed = process.stdout.strip()
        reasons = {1: printed.rpartition("\n")[2], 2: printed.rpartition(": error: ")[2]}
        reason = reasons.get(process.returncode) or f"exit code {process.returncode}"
        console.warning(f"no {what}: {reason}")
