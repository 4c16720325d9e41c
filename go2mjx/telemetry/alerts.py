"""What a person should hear about: on the console, in `<run_dir>/alerts.jsonl` and in W&B."""

import json
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from go2mjx.process import console, files
from go2mjx.process.bounded import completes
from go2mjx.telemetry.metric_log import problem, read_rows
from go2mjx.telemetry.metrics import Role
from go2mjx.telemetry.monitor import Monitor
from go2mjx.telemetry.rules import Alert, NonFinite, Row

FILE_NAME = "alerts.jsonl"
ALERT_SECONDS = 600.0
"""No alert is raised twice within this time."""
SEND_SECONDS = 5.0
"""How long `send` may take before it is left behind."""
CHECK_SECONDS = 1.0
"""Time between two looks at whether rows still come."""


def read(run_dir: Path) -> list[Alert]:
    """The alerts that were raised in `run_dir`, in their order; none without the file. Raises OSError."""
    path = run_dir / FILE_NAME
    rows = read_rows(path) if path.exists() else []
    return [Alert.from_json(row) for row in rows if isinstance(row, dict)]


class Alerts:
    """Raises alerts of the run in `run_dir`; `send` takes title and text and may fail or hang.

    `monitor` judges the rows of metrics; without one only non-finite numbers are alerts. `clock` gives
    seconds. Safe from any thread.
    """

    def __init__(
        self,
        run_dir: Path,
        send: Callable[[str, str], None],
        monitor: Monitor | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._path = Path(run_dir) / FILE_NAME
        self._send = send
        self._monitor = Monitor([NonFinite()]) if monitor is None else monitor
        self._clock = clock
        self._lock = threading.Lock()
        self._raised: dict[str, float] = {}
        self._last_row = clock()

    def raise_alert(self, title: str, text: str, iteration: int | None = None) -> None:
        """Tell of `text`, at most once per `title` in `ALERT_SECONDS`; never raises an Exception."""
        with self._lock:
            now = self._clock()
            if now - self._raised.get(title, -ALERT_SECONDS) < ALERT_SECONDS:
                return
            self._raised[title] = now
        console.warning(f"{title}: {text}")
        alert = Alert(title, iteration, text, time=datetime.now(UTC).isoformat(timespec="seconds"))
        # a disk that is full or gone is on the console already
        with suppress(OSError):
            damaged = problem(self._path) is not None  # which must stay visible
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(alert.to_json()) + "\n")
            if not damaged:
                content = self._path.read_bytes()
                files.seal(self._path, len(content), zlib.crc32(content))
        completes(lambda: self._send_guarded(title, text), SEND_SECONDS)

    def watch(self, role: Role, row: Row) -> None:
        """Raise the alerts of the monitor at a row of `MetricSink`; a listener."""
        self._last_row = self._clock()
        for alert in self._monitor(row):
            self.raise_alert(alert.rule, alert.text, alert.iteration)

    @contextmanager
    def expecting_rows(self) -> Iterator[None]:
        """Raise an alert too when no row comes for long, while in this context."""
        self._last_row = self._clock()
        over = threading.Event()

        def check() -> None:
            while not over.wait(CHECK_SECONDS):
                stalled = self._monitor.stalled(self._clock() - self._last_row)
                if stalled is not None:
                    self.raise_alert(stalled.rule, stalled.text, stalled.iteration)

        thread = threading.Thread(target=check, name="stall-check", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()

    def _send_guarded(self, title: str, text: str) -> None:
        try:
            self._send(title, text)
        except Exception as error:
            console.warning(f"the alert {title!r} could not be sent: {error!r}")
