"""The way of the metrics from `metrics.jsonl` to the W&B runs.

The file is read from its start, so that a resumed run sends again what W&B lost, and a slow or stuck W&B
delays only this thread: the rows wait on disk.
"""

import json
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from go2mjx.process import console
from go2mjx.telemetry.metrics import AXES, Role
from go2mjx.telemetry.wandb_runs import WandbRuns

POLL_SECONDS = 0.5
"""How long new rows may wait for the thread."""
RETRY_SECONDS = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Pauses before a row that W&B did not take is tried again; the last one repeats until the feed is closed."""

Row = dict[str, bool | int | float]


class WandbFeed:
    """Logs the rows of the file at `path` to `runs`, on a thread, also those that are still to come.

    All rows of an iteration are one step of W&B, logged when the next iteration begins or at the end: a step
    that W&B has is complete. W&B takes iterations in order only, so a row that it did not take is tried again before
    any other is sent. What it still refuses when the feed is closed is left out and counted.

    `iterations` are those that were read so far, by role; `refused` counts the rows that were left out.
    """

    def __init__(
        self, runs: WandbRuns, path: Path, through: Callable[[Iterable[bytes]], Iterable[bytes]] = iter
    ) -> None:
        """`through` sees each line before it is logged, on the thread."""
        self.iterations: defaultdict[Role, set[int]] = defaultdict(set)
        self.refused: Counter[Role] = Counter()
        self._runs = runs
        self._path = Path(path)
        self._through = through
        self._iteration = -1
        self._takes_rows = True
        self._step: dict[Role, Row] = {}
        self._closing = threading.Event()
        self._at_end = False
        self._warned: set[str] = set()
        self._thread = threading.Thread(target=self._run, name="wandb-feed", daemon=True)
        if runs.mode != "disabled":
            self._thread.start()

    def close(self, timeout: float = 60.0) -> bool:
        """Log the rest of the file and stop; False, and one warning, unless W&B took all within `timeout` seconds."""
        if self._runs.mode == "disabled":
            return True
        self._closing.set()
        self._thread.join(timeout)
        if not self._at_end:
            self._warn(
                "end",
                f"W&B did not take all rows within {timeout:g} s; send the rest with: {self._runs.sync_command}",
            )
        elif refused := self.refused.total():
            self._warn("end", f"W&B refused {refused:,} rows; send them with: {self._runs.sync_command}")
        return self._at_end and not self.refused

    def _run(self) -> None:
        try:
            for line in self._through(self._lines()):
                self._take(line)
            self._log_step()
            self._at_end = True
        except Exception as error:
            self._warn(
                "end", f"W&B gets no more rows: {error!r}; send them later with: {self._runs.sync_command}"
            )

    def _lines(self) -> Iterator[bytes]:
        """Whole lines, until all that was in the file when `close` was called is read."""
        with self._path.open("rb") as file:
            while True:
                closing = self._closing.is_set()
                start = file.tell()
                while (line := file.readline()).endswith(b"\n"):
                    yield line
                    start = file.tell()
                if closing:
                    return
                file.seek(start)  # the rest of the line comes later
                self._closing.wait(POLL_SECONDS)

    def _take(self, line: bytes) -> None:
        try:
            row = json.loads(line)
            role = row.pop("run")
            iteration = row["iteration"]
            if role not in AXES or type(iteration) is not int:
                raise ValueError("unknown run or iteration")
        except (ValueError, KeyError, TypeError, AttributeError):
            self._warn("malformed", f"W&B does not get a malformed line of {self._path}: {line[:80]!r}")
            return
        if iteration > self._iteration:
            self._log_step()
            self._iteration = iteration
        known = self._step.get(role, {})
        # a row that comes late must not replace the numbers of the iteration it came in
        merged = {**known, **row} if iteration == self._iteration else {**row, **known}
        self._step[role] = {**merged, "iteration": self._iteration}
        self.iterations[role].add(self._iteration)

    def _log_step(self) -> None:
        for role, row in self._step.items():
            self._log(role, row)
        self._step = {}

    def _log(self, role: Role, row: Row) -> None:
        # where the one before was refused too, trying again and again would take the time of all that follow
        pauses = iter(RETRY_SECONDS if self._takes_rows else ())
        while not (taken := self._runs.log(role, row)):
            pause = next(pauses, None if self._closing.is_set() else RETRY_SECONDS[-1])
            if pause is None:
                self.refused[role] += 1
                break
            time.sleep(pause)
        self._takes_rows = taken

    def _warn(self, topic: str, text: str) -> None:
        if topic not in self._warned:
            self._warned.add(topic)
            console.warning(text)
