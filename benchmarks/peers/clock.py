"""What the programs of benchmarks.peers.compare share: their flags, and rates over equal windows of wall time.

The standard library alone, because the environments of the peers have little else in common.
"""

import argparse
import json
import time
from importlib import metadata
from typing import Any

_STARTED = time.perf_counter()
_PACKAGES = ("jax", "mujoco", "mujoco-mjx", "brax", "sbx-rl", "stable-baselines3", "playground", "mjlab")


def parse_arguments(*modes: str) -> argparse.Namespace:
    """The flags of a program that can do `modes`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("mode", choices=modes)
    parser.add_argument("--preset", required=True)
    parser.add_argument("--num_envs", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--repeats", type=int, required=True)
    return parser.parse_args()


def updates_per_vector_step(config: Any, num_envs: int) -> int:
    """Critic updates of our preset for one step of `num_envs` environments; `config` is a TrainConfig."""
    updates = config.sac.critic_actor_ratio * config.loop.utd_ratio * num_envs / config.loop.steps_per_update
    return round(updates)


class Clock:
    """Rates in `repeats` windows of at least `seconds` each."""

    def __init__(self, seconds: float, repeats: int):
        self._seconds, self._repeats = seconds, repeats
        self._windows: list[dict[str, float]] = []  # rates by name
        self._window_started: tuple[float, dict[str, float]] | None = None
        self._seconds_to_start = 0.0

    def tick(self, now: float | None = None, **counts: float) -> bool:
        """Take note of what has been done so far, by name; true once all windows are over.

        The first call starts the clock, so it belongs after compilation and warm-up. `now`, in seconds,
        stands in for the wall clock.
        """
        now = time.perf_counter() if now is None else now
        if self._window_started is None:
            self._seconds_to_start = time.perf_counter() - _STARTED
            self._window_started = now, counts
            return False
        started, before = self._window_started
        if now - started >= self._seconds:
            rates = {name: (count - before[name]) / (now - started) for name, count in counts.items()}
            self._windows.append(rates)
            self._window_started = now, counts
        return len(self._windows) >= self._repeats

    def print_report(self) -> None:
        """One line of JSON: rates per second, seconds from the start of the process to the clock's, versions."""
        report = {
            "windows": self._windows,
            "seconds_to_start": self._seconds_to_start,
            "versions": {name: version for name in _PACKAGES if (version := _version(name))},
        }
        print(json.dumps(report), flush=True)


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None
