"""What a run directory knows of its W&B runs: their ids, and the rows in their local folders.

wandb has no Python reader for its local files any more; its own command `wandb leet inspect` prints them.
"""

import glob
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from go2mjx.process import console
from go2mjx.process.errors import UsageError

FILE_NAME = "wandb_runs.json"

READ_SECONDS = 120.0
"""How long reading one local file may take."""


def saved_ids(run_dir: Path) -> dict[str, str]:
    """The ids in `<run_dir>/wandb_runs.json` by run name; empty without that file. Raises UsageError."""
    path = Path(run_dir) / FILE_NAME
    try:
        records = json.loads(path.read_text(encoding="utf-8"))["runs"]
        return {str(record["name"]): str(record["id"]) for record in records}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path} cannot be read ({error!r}); without that file new runs are made") from None


def folders(run_dir: Path, run_id: str) -> list[Path]:
    """The local folders of a run, one for each process that wrote to it, oldest first."""
    found = (Path(run_dir) / "wandb").glob(f"*run-*-{glob.escape(run_id)}")
    return sorted(found, key=lambda folder: folder.name.removeprefix("offline-"))


def last_local_step(run_dir: Path, run_id: str) -> int:
    """The last step in the local folders of a run; a row that a kill cut short does not count.

    -1 where there is none, and, with a warning, where a file that would tell cannot be read.
    """
    for folder in reversed(folders(run_dir, run_id)):
        for path in folder.glob("*.wandb"):
            step = _last_step(path)
            if step is None:
                console.warning(
                    f"{path} cannot be read: all rows are written again, to a new folder beside it"
                )
                return -1
            # each process goes on from what was there, so that the newest folder with a row decides
            if step >= 0:
                return step
    return -1


def _last_step(path: Path) -> int | None:
    """The last step in a file, -1 for none, None where it cannot be read."""
    command = [sys.executable, "-m", "wandb", "leet", "inspect", "--json", str(path)]
    with subprocess.Popen(
        command,
        env={**os.environ, "WANDB_MODE": "offline"},  # no telemetry
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # the command starts another process, which has to end with it
    ) as reader:
        limit = threading.Timer(READ_SECONDS, lambda: os.killpg(reader.pid, signal.SIGKILL))
        limit.start()
        try:
            last = None
            for line in reader.stdout:
                if b'"type":"history"' in line:
                    last = line
        finally:
            limit.cancel()
    if reader.returncode != 0:
        return None
    return -1 if last is None else json.loads(last)["history"]["item"]["_step"]
