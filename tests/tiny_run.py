"""The main job on the toy environment in a few seconds, and how to read what it leaves."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from go2mjx.checkpoints.checkpoint import FOLDER, Checkpoints
from go2mjx.checkpoints.orbax_store import named_leaves, on_host
from go2mjx.config import presets
from go2mjx.session import loop
from go2mjx.session.build import build
from go2mjx.training.state import TrainState

SETTINGS = {
    "env": "toy",
    "num_envs": 8,
    "steps_per_update": 16,
    "max_steps": 2048,
    "training_starts": 256,
    "random_steps": 256,
    "batch_size": 32,
    "critic_actor_ratio": 2,
    "hidden_sizes": [16, 16],
    "replay_buffer_capacity": 1024,
    "max_traj_length": 32,
    "log_period": 128,
    "eval_period": 1024,
    "eval_n_trajs": 64,
    "checkpoint_period": 512,
    "chunk_steps": 512,
    "video": False,
    "wandb_mode": "disabled",
    "wandb_upload": False,
}


def command(folder: Path, **settings: object) -> list[str]:
    """The arguments of a tiny run with `settings` on top; more flags may follow. Writes a preset to `folder`."""
    preset = folder / "tiny.json"
    preset.write_text(json.dumps(SETTINGS | settings))
    return ["train", "--preset", str(preset)]


def rows(run_dir) -> list[dict]:
    return [json.loads(line) for line in (run_dir / "metrics.jsonl").read_text().splitlines()]


def learning(run_dir) -> list[dict]:
    """The rows without wall times."""
    return [
        {key: value for key, value in row.items() if "timer" not in key and "per_second" not in key}
        for row in rows(run_dir)
    ]


def final_bits(run_dir: Path) -> dict[str, bytes]:
    """The bits of every leaf of the newest checkpoint."""
    config = presets.load(str(run_dir / "config.json"))
    with Checkpoints(run_dir / FOLDER) as checkpoints:
        train, _ = checkpoints.restore(build(config).state, checkpoints.steps()[-1])
    return {name: on_host(leaf).tobytes() for name, leaf in named_leaves(train).items()}


def start_process(arguments: list[str], **environment: str) -> subprocess.Popen:
    """`go2mjx` with `arguments` in a process of its own."""
    words = [sys.executable, "-m", "go2mjx", *arguments]
    return subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=os.environ | environment)


def interrupt(monkeypatch: pytest.MonkeyPatch, number: int, at: int) -> None:
    """Send this process a signal after `at` transitions."""
    measure = loop.measure

    def measure_and_send(session: loop.Session, train: TrainState) -> None:
        measure(session, train)
        if session.total_steps(train) == at:
            os.kill(os.getpid(), number)

    monkeypatch.setattr(loop, "measure", measure_and_send)


def emulated_devices(count: int) -> dict[str, str]:
    """What makes a process see that many devices, instead of as many as there are in the tests."""
    return {"JAX_NUM_CPU_DEVICES": str(count)}


def wait_for_rows(run_dir: Path, count: int, seconds: float = 120.0) -> None:
    """Return when `metrics.jsonl` has that many lines. Raises TimeoutError."""
    path, deadline = run_dir / "metrics.jsonl", time.monotonic() + seconds
    while not path.exists() or path.read_bytes().count(b"\n") < count:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{path} did not get {count} rows")
        time.sleep(0.02)
