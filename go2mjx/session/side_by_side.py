"""Several trainings at once, each `go2mjx train` in a process of its own on its share of the cores or GPUs."""

import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from go2mjx.process import console, platform
from go2mjx.process.platform import Backend
from go2mjx.process.signals import StopSignals

_TICK = 0.1  # s
_PINS = hasattr(os, "sched_setaffinity")


@dataclass(frozen=True)
class Share:
    """What one training has for itself: cores, all where there are none named, and what its environment says."""

    cores: Sequence[int] = ()
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Running:
    process: subprocess.Popen
    told: threading.Thread
    share: Share


def shares(backend: Backend, trainings: int, devices: int | str) -> list[Share]:
    """The cores or GPUs in equal shares for as many trainings at once as there is room for.

    `devices` is that of a training: a number, `all`, or `auto`, for which one is enough as long as there are
    trainings to use them all.
    """
    if backend == "gpu":
        present = platform.visible_gpus()
    else:
        present = sorted(os.sched_getaffinity(0)) if _PINS else list(range(platform.usable_cores()))
    each = {"auto": len(present) // trainings, "all": len(present)}.get(devices, devices)
    each = min(max(each, 1), len(present))
    parts = [present[start : start + each] for start in range(0, len(present) - each + 1, each)][:trainings]
    if backend == "gpu":
        return [Share(environment={"CUDA_VISIBLE_DEVICES": ",".join(part)}) for part in parts]
    return [Share(part) for part in parts]


def train_all(
    trainings: Mapping[str, Sequence[str]], shares: Sequence[Share], signals: StopSignals
) -> dict[str, int]:
    """Train each of `trainings`, the flags by the name that begins what it says; returns the exit codes by name.

    One that fails stops no other. A signal, which must be deferred, stops all in good order; those that had not
    been started by then have no exit code.
    """
    waiting, free, codes = deque(trainings), deque(shares), {}
    running: dict[str, _Running] = {}
    stopping = False
    try:
        while running or (waiting and not stopping):
            while waiting and free and signals.received is None:
                name = waiting.popleft()
                running[name] = _start(name, trainings[name], free.popleft())
            if signals.received is not None and not stopping:
                stopping = True
                _stop(running)
            for name, each in list(running.items()):
                if each.process.poll() is not None:
                    each.told.join()
                    codes[name] = each.process.returncode
                    free.append(running.pop(name).share)
            time.sleep(_TICK)
    finally:
        if not stopping:
            _stop(running)
    return codes


def _start(name: str, flags: Sequence[str], share: Share) -> _Running:
    with _on(share.cores):
        process = subprocess.Popen(
            [sys.executable, "-m", "go2mjx", "train", *flags],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # those tables are in evaluation.json
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            env=os.environ | share.environment,
            process_group=0,  # a Ctrl-C reaches this process alone, or it would be a second signal there
        )

    def tell() -> None:
        for line in process.stderr:
            console.message(f"{name}: {line.rstrip()}")

    told = threading.Thread(target=tell, daemon=True)
    told.start()
    return _Running(process, told, share)


def _stop(running: Mapping[str, _Running]) -> None:
    for each in running.values():
        each.process.terminate()


@contextmanager
def _on(cores: Sequence[int]) -> Iterator[None]:
    """A process that is started here has these cores alone; this thread lends it its own set."""
    if not (cores and _PINS):
        yield
        return
    everything = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, everything)
