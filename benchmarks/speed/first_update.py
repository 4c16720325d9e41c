"""How long `go2mjx train` takes from the start of its process to the end of its first update."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.measurement import spread

MILESTONES = {
    "JAX has started": "device:",
    "the run is set up": "run directory:",
    "the loop is compiled": "compiled in",
}
"""What has been reached when the process has printed this."""
FIRST_UPDATE = "the first update is logged"
TIMEOUT = 600.0  # s
EVERY_ITERATION = ("--log_period", "1", "--chunk_steps", "1")
"""One iteration per call and per report, so that the first update is seen when it is done."""


def measure_start(train_flags: Sequence[str], warm_starts: int) -> dict[str, Any]:
    """Seconds to each milestone with an empty compile cache and, `warm_starts` times, with the one that it left."""
    with tempfile.TemporaryDirectory() as cache:
        cold = first_update(train_flags, Path(cache))
        warm = [first_update(train_flags, Path(cache)) for _ in range(warm_starts)]
    return {"cold": cold, "warm": {name: spread([start[name] for start in warm]) for name in warm[0]}}


def first_update(train_flags: Sequence[str], cache: Path, checkout: Path | None = None) -> dict[str, float]:
    """Start a training, of another `checkout` if given, watch it until its first update is in `metrics.jsonl`, and end it; seconds by milestone.

    Raises RuntimeError with its last words when it ends by itself or takes too long.
    """
    with tempfile.TemporaryDirectory() as folder:
        run_dir, log = Path(folder) / "run", Path(folder) / "log"
        flags = [*train_flags, *EVERY_ITERATION, "--wandb_mode", "offline", "--run_dir", str(run_dir)]
        # the program's own cache, with its own choice of what to keep
        environment = os.environ | {"XDG_CACHE_HOME": str(cache)}
        environment.pop("JAX_COMPILATION_CACHE_DIR", None)
        if checkout is not None:
            environment["PYTHONPATH"] = str(checkout)
        reached: dict[str, float] = {}
        with log.open("wb") as output:
            started = time.perf_counter()
            process = subprocess.Popen(
                [sys.executable, "-m", "go2mjx.train", *flags],
                cwd=checkout,
                stdout=output,
                stderr=output,
                env=environment,
            )
            try:
                while FIRST_UPDATE not in reached:
                    time.sleep(0.02)
                    elapsed, printed = time.perf_counter() - started, log.read_text(errors="replace")
                    if process.poll() is not None or elapsed > TIMEOUT:
                        raise RuntimeError(f"no update after {elapsed:.0f} s: {printed.strip()[-500:]}")
                    for name, words in MILESTONES.items():
                        if words in printed:
                            reached.setdefault(name, elapsed)
                    if has_update(run_dir / "metrics.jsonl"):
                        reached[FIRST_UPDATE] = elapsed
            finally:
                process.kill()
                process.wait()
    return reached


def has_update(path: Path) -> bool:
    """Whether a whole line of the file is a row with a loss."""
    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    return any("sac/critic_loss" in json.loads(line) for line in lines)
