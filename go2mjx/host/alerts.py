"""What a person should hear about: on the console, in `<run_dir>/alerts.jsonl` and in W&B."""

import json
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from go2mjx.host import console
from go2mjx.host.bounded import completes
from go2mjx.host.metrics import Role

FILE_NAME = "alerts.jsonl"
ALERT_SECONDS = 600.0
"""No title is raised twice within this time."""
SEND_SECONDS = 5.0
"""How long `send` may take before it is left behind."""


class Alerts:
    """Raises alerts of the run in `run_dir`; `send` takes title and text and may fail or hang.

    `clock` gives seconds. Safe from any thread.
    """

    def __init__(
        self, run_dir: Path, send: Callable[[str, str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._path = Path(run_dir) / FILE_NAME
        self._send = send
        self._clock = clock
        self._lock = threading.Lock()
        self._raised: dict[str, float] = {}
        self._counts = {"actor/nan_envs": 0, "sac/skipped_updates": 0}

    def raise_alert(self, title: str, text: str, iteration: int | None = None) -> None:
        """Tell of `text`, at most once per `title` in `ALERT_SECONDS`; never raises an Exception."""
        with self._lock:
            now = self._clock()
            if now - self._raised.get(title, -ALERT_SECONDS) < ALERT_SECONDS:
                return
            self._raised[title] = now
        console.warning(f"{title}: {text}")
        record = {
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "iteration": iteration,
            "title": title,
            "text": text,
        }
        # a disk that is full or gone is on the console already
        with suppress(OSError), self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(record) + "\n")
        completes(lambda: self._send_guarded(title, text), SEND_SECONDS)

    def watch(self, role: Role, row: Mapping[str, bool | int | float]) -> None:
        """Raise an alert when the counts in a row of `MetricSink` tell of non-finite numbers; a listener.

        A resumed run tells again of those before its checkpoint.
        """
        resets, new_resets = self._count("actor/nan_envs", row)
        if new_resets > 0:
            self.raise_alert(
                "non-finite environment",
                f"{resets:,} resets of environments whose physics was not finite, {new_resets:,} of them new. "
                "Each ended alone, and its transition is neither in the replay nor in the statistics. If they "
                "become many, try a smaller --action_scale.",
                row["iteration"],
            )
        skipped, new_skipped = self._count("sac/skipped_updates", row)
        if new_skipped > 0:
            self.raise_alert(
                "non-finite update",
                f"{skipped:,} updates were skipped because a gradient was not finite, {new_skipped:,} of them "
                "new. They changed no parameter; --max_skipped_updates in a row stop the run. If they go on, "
                "try a smaller --critic_learning_rate.",
                row["iteration"],
            )

    def _count(self, key: str, row: Mapping[str, bool | int | float]) -> tuple[int, int]:
        """The count `key`, which never falls, and by how much it rose since the row before."""
        before = self._counts[key]
        self._counts[key] = max(before, int(row.get(key, 0)))
        return self._counts[key], self._counts[key] - before

    def _send_guarded(self, title: str, text: str) -> None:
        try:
            self._send(title, text)
        except Exception as error:
            console.warning(f"the alert {title!r} could not be sent: {error!r}")
