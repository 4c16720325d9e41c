"""`metrics.jsonl`, the record of a run: whole lines only, through kills, restarts and full disks."""

import json
import math
import os
import threading
import zlib
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from go2mjx.process import console, files
from go2mjx.process.errors import UsageError
from go2mjx.telemetry.metrics import Role

FILE_NAME = "metrics.jsonl"
PENDING_LINES = 100_000
"""Lines that may wait in memory for a disk that takes no more; newer ones are lost and counted."""

Rows = list[dict[str, float]]


class MetricLog:
    """Appends rows to `<run_dir>/metrics.jsonl`, one line of JSON each; safe from any thread.

    Values that are not finite are written as NaN and Infinity. What is there at a checkpoint is sealed, see `problem`.

    The file is first cut to `keep_bytes`, at a line end: 0 for a fresh run, the `position` of its checkpoint
    for a resumed one, which produces the later rows again. If less than that is there, one warning says so.

    Raises UsageError when the file cannot be opened or cut.
    """

    def __init__(self, run_dir: Path, keep_bytes: int = 0) -> None:
        self.path = Path(run_dir) / FILE_NAME
        self._lock = threading.Lock()
        self._pending: deque[bytes] = deque()
        self._lost = 0
        self._failing = False
        try:
            self._damage = problem(self.path, keep_bytes)
            # unbuffered: a line that was written survives a kill of the process
            self._file = self.path.open("a+b", buffering=0)
            kept = _beginning(self.path, keep_bytes)
            self._size = kept.rfind(b"\n") + 1
            self._checksum = zlib.crc32(kept[: self._size])
            self._seal()
            self._file.truncate(self._size)
        except OSError as error:
            raise UsageError(f"{self.path}: cannot be written: {error}") from None
        if self._damage is not None:
            console.warning(f"{self.path} {self._damage}; training goes on, and the rows stay as they are")
        elif self._size < keep_bytes:
            console.warning(
                f"{self.path} has {self._size:,} bytes of whole rows where the checkpoint counted "
                f"{keep_bytes:,}: rows from before the checkpoint are missing; training goes on without them"
            )

    def append(self, role: Role, row: Mapping[str, bool | int | float]) -> None:
        """Add the line `{"run": role, **row}`, whole or not at all; never raises OSError.

        What the disk does not take waits in memory for the next call; one warning says so.
        """
        line = (json.dumps({"run": role, **row}) + "\n").encode()
        with self._lock:
            if len(self._pending) < PENDING_LINES:
                self._pending.append(line)
            else:
                self._lost += 1
            self._write_pending()

    def position(self) -> int | None:
        """Bytes on disk, forced there; None while lines wait in memory or the disk refuses."""
        with self._lock:
            self._write_pending(sync=True)
            if self._failing:
                return None
            with suppress(OSError):  # an older seal says less and nothing wrong
                self._seal()
            return self._size

    def vanished(self) -> bool:
        """Whether the path no longer leads to the open file: somebody removed or replaced it or a parent."""
        try:
            return not os.path.samestat(self.path.stat(), os.fstat(self._file.fileno()))
        except (FileNotFoundError, NotADirectoryError):
            return True
        except OSError:  # a disk that fails for a moment
            return False

    def close(self) -> bool:
        """Write what still waits and close; False, after a warning, if rows are lost. May be called twice."""
        with self._lock:
            if not self._file.closed:
                self._write_pending(sync=True)
                self._file.close()
                if self._pending:
                    console.warning(f"{self.path}: the last {len(self._pending):,} rows could not be written")
            return not self._pending and not self._lost

    def _write_pending(self, sync: bool = False) -> None:
        try:
            if self._failing:  # a full disk may have taken a part of a line
                self._file.truncate(self._size)
            while self._pending:
                self._write(self._pending[0])
                line = self._pending.popleft()
                self._size += len(line)
                self._checksum = zlib.crc32(line, self._checksum)
            if sync:
                os.fsync(self._file.fileno())
        except OSError as error:
            with suppress(OSError):  # else it is cut before the next attempt
                self._file.truncate(self._size)
            if not self._failing:
                console.warning(
                    f"{self.path}: {error.strerror}; rows wait in memory and training goes on. Make room on the "
                    f"disk: {PENDING_LINES:,} rows can wait, later ones will be lost"
                )
            self._failing = True
            return
        if self._failing:
            console.message(
                f"{self.path} is written again; "
                + (f"{self._lost:,} rows in it are missing" if self._lost else "nothing is missing")
            )
        self._failing = False

    def _seal(self) -> None:
        if self._damage is None:  # damage must stay visible
            files.seal(self.path, self._size, self._checksum)

    def _write(self, line: bytes) -> None:
        rest = memoryview(line)
        while rest:
            rest = rest[self._file.write(rest) :]


def read_rows(path: Path) -> Rows:
    """The rows of a metric file; a line that a kill cut short is left out."""
    rows = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        with suppress(json.JSONDecodeError):
            rows.append(json.loads(line))
    return rows


def problem(path: Path, within: float = math.inf) -> str | None:
    """What is wrong with the sealed lines of a file of rows, in its first `within` bytes; None if nothing is.

    Raises OSError.
    """
    sealed = [seal for seal in files.seals(path) if seal[0] <= within]
    size, checksum = sealed[-1] if sealed else (0, 0)
    if size == 0 or (path.exists() and zlib.crc32(_beginning(path, size)) == checksum):
        return None
    return f"is damaged: its first {size:,} bytes are not those that were written"


def _beginning(path: Path, size: int) -> bytes:
    with path.open("rb") as file:
        return file.read(size)
