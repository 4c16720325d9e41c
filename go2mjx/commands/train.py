"""`go2mjx train`: the main job, from the command line to a walking robot."""

from collections.abc import Sequence
from pathlib import Path

from go2mjx.config import cli
from go2mjx.config.device_count import start_jax
from go2mjx.process import console, platform
from go2mjx.runs.directory import seeds_in


def main(argv: Sequence[str]) -> int:
    """Train as `argv` asks; returns the exit code: 0, 1 after a failure, 130 or 143 after a signal.

    Raises UsageError, before any compilation, for what the user must correct.
    """
    config = cli.parse(argv)
    process = config.process
    group = process.seeds is not None or (process.resume and seeds_in(Path(process.run_dir).expanduser()))
    if group and not process.dry_run:
        from go2mjx.session import seeds

        return seeds.train(config)
    backend = start_jax(config)
    if backend != platform.expected_backend(config.run.platform):
        config = cli.parse(argv, backend)

    from go2mjx.checkpoints.replay_store import SAVE_BYTES  # the command line answers before JAX loads
    from go2mjx.physics.models import describe_solvers
    from go2mjx.session import training
    from go2mjx.session.build import build, check_memory, describe_memory, training_devices

    parts = build(config, training_devices(config))
    row_bytes = parts.row_bytes
    if config.process.dry_run:
        console.show(cli.describe(config), describe_memory(config, parts))
        if parts.env.robot is not None:
            console.show(describe_solvers(parts.env.robot))
    free_bytes = platform.free_memory()
    cli.check_replay_memory(config, row_bytes, free_bytes, SAVE_BYTES)
    check_memory(config, parts, free_bytes)
    return 0 if config.process.dry_run else training.train(config, parts)
