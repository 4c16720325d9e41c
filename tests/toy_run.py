"""A tiny toy run for the tests of checkpoints and tools."""

from functools import partial
from pathlib import Path

import jax

from go2mjx.checkpoints.checkpoint import FOLDER, Checkpoints
from go2mjx.config.tree import TrainConfig, from_flat, to_flat
from go2mjx.session.build import build
from go2mjx.training.state import TrainState, init

SETTINGS = {
    "env": "toy",
    "num_envs": 4,
    "steps_per_update": 4,
    "replay_buffer_capacity": 64,
    "training_starts": 16,
    "batch_size": 16,
    "hidden_sizes": [16, 16],
}


def toy_config(**settings: object) -> TrainConfig:
    """A configuration with `settings` on top of the tiny one."""
    return from_flat(SETTINGS | settings)


def toy_template(**settings: object) -> TrainState:
    """The shapes of the states of `toy_config`."""
    config = toy_config(**settings)
    return build(config).state


def toy_state(seed: int = 0, **settings: object) -> tuple[TrainConfig, TrainState]:
    """`toy_config` and its initial state."""
    config = toy_config(**settings)
    parts = build(config)
    start = jax.jit(partial(init, config.loop, parts.schedule, parts.env, parts.learner))
    return config, start(jax.random.key(seed))


def save_run(run_dir: Path, config: TrainConfig, train: TrainState, step: int = 1000) -> None:
    """Write the checkpoint `step` of a run and wait for it."""
    policy = build(config).learner.shipped_policy(train.learner)
    with Checkpoints(run_dir / FOLDER) as checkpoints:
        checkpoints.save(step, train, policy, {"config": to_flat(config), "total_steps": step})


def snapshot(directory: Path) -> dict[Path, tuple[int, bytes]]:
    """Modification time (ns) and content of every file and folder below `directory`."""
    return {
        path: (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in [directory, *directory.rglob("*")]
    }
