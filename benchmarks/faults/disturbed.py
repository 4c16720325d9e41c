"""Training processes that are disturbed: started, watched from outside, and ended; and their checkpoints damaged."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

import psutil

from benchmarks.faults.run_files import modified, transitions, unfinished
from go2mjx.telemetry.metric_log import FILE_NAME

LONGEST_WAIT = 1800.0
"""Seconds without the awaited sign after which a process counts as hanging."""
DAMAGES = ("truncated", "flipped bits", "no metadata", "empty")


class Training:
    """`go2mjx train` with `flags` on `run_dir`, in a process group of its own; its output is added to `log`.

    `wrapper` is a command that replaces itself by the one that follows it, such as `unshare -rn`. A context
    manager: what still runs at the end is killed.
    """

    def __init__(
        self,
        run_dir: Path,
        flags: Sequence[str],
        log: Path,
        wrapper: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.run_dir = run_dir
        self.started = time.time()
        self._metrics_before = modified(run_dir / FILE_NAME)
        self._log = log
        command = [*wrapper, sys.executable, "-m", "go2mjx.train", "--run_dir", str(run_dir), *flags]
        with log.open("ab") as output:
            self._log_start = output.tell()
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env=os.environ | dict(environment or {}),
            )

    def __enter__(self) -> "Training":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.kill()

    @property
    def running(self) -> bool:
        """Whether the process has not ended."""
        return self.process.poll() is None

    def output(self) -> str:
        """What the process has printed so far."""
        with self._log.open("rb") as file:
            file.seek(self._log_start)
            return file.read().decode(errors="replace")

    def progress(self) -> int | None:
        """Transitions in the last row of the metric log; None until this process has touched the log."""
        metrics = self.run_dir / FILE_NAME
        return None if modified(metrics) == self._metrics_before else transitions(self.run_dir)

    def saving(self, folder: str) -> bool:
        """Whether something in `folder` of the run is half written by this process."""
        return any(modified(path) > self.started * 1e9 for path in unfinished(self.run_dir, folder))

    def rss(self) -> int:
        """Resident bytes now."""
        return psutil.Process(self.process.pid).memory_info().rss

    def open_files(self) -> int:
        """Open file descriptors now."""
        return psutil.Process(self.process.pid).num_fds()

    def wait_for(self, sign: Callable[[], bool], seconds: float = LONGEST_WAIT, poll: float = 0.01) -> bool:
        """Wait until `sign()`; False if the process ended before. Raises SystemExit when neither happens."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if not self.running:
                return False
            if sign():
                return True
            time.sleep(poll)
        self.kill()
        raise SystemExit(f"no sign of progress within {seconds:g} s, see {self._log}")

    def signal(self, number: int) -> None:
        """Send a signal to the training process alone."""
        self.process.send_signal(number)

    def wait(self, seconds: float = LONGEST_WAIT) -> int:
        """The exit code; killed, and -SIGKILL, when it does not end in time."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return self.kill()

    def kill(self) -> int:
        """SIGKILL for the process and its children, as when a machine goes down; returns the exit code."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        return self.process.wait()


def damage(kind: str, folder: Path, random: Random) -> None:
    """Spoil one step of a checkpoint in one of the ways of `DAMAGES`."""
    # all of them, because not every file holds what a restore reads
    data = [path for path in folder.rglob("d/*") if path.is_file()]
    if kind == "truncated":
        for path in data:
            os.truncate(path, path.stat().st_size // 2)
    elif kind == "flipped bits":
        for path in data:
            content = bytearray(path.read_bytes())
            for position in random.sample(range(len(content)), min(16, len(content))):
                content[position] ^= 1 << random.randrange(8)
            path.write_bytes(content)
    elif kind == "no metadata":
        for path in list(folder.rglob("_METADATA")):
            path.unlink()
    else:
        for path in folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def empty(folder: Path) -> None:
    """Leave nothing in any file of `folder` but its name."""
    for path in folder.rglob("*"):
        if path.is_file():
            os.truncate(path, 0)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """`folder` takes no changes meanwhile, from root neither. Raises CalledProcessError without the right to mount."""
    subprocess.run(["mount", "--bind", str(folder), str(folder)], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def small_disk(folder: Path, mebibytes: int) -> Iterator[Path | None]:
    """A new file system of that size at `folder`, None without the right to mount one."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m", "go2mjx-soak", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode != 0:
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
