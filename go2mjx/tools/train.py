"""`go2mjx train`: the main job, from the command line to a walking robot."""

from collections.abc import Sequence

import psutil

from go2mjx.host import cli, console, platform, run_directory
from go2mjx.host.config import TrainConfig, to_flat


def main(argv: Sequence[str]) -> int:
    """Train as `argv` asks; returns the exit code: 0, 1 after a failure, 130 or 143 after a signal.

    Raises UsageError, before any compilation, for what the user must correct.
    """
    config = cli.parse(argv)
    platform.configure_jax(config.run.platform, config.loop.num_envs)
    from go2mjx.tools.build import build, replay_row_bytes  # the command line answers before JAX loads

    parts = build(config)
    row_bytes = replay_row_bytes(config, parts)
    if config.process.dry_run:
        print(cli.describe(config), cli.describe_replay(config, row_bytes), sep="\n")
        return 0
    cli.check_replay_memory(config, row_bytes, platform.free_memory())
    console.message(cli.describe(config))
    return _train(config, parts)


def _train(config: TrainConfig, parts) -> int:
    import jax

    from go2mjx.host.checkpoint import FOLDER, CheckpointError, Checkpoints
    from go2mjx.host.provenance import provenance
    from go2mjx.host.sink import MetricSink
    from go2mjx.host.wandb_runs import open_wandb_runs
    from go2mjx.tools import outcome, training_loop
    from go2mjx.tools.programs import Programs

    started = psutil.Process().create_time()
    origin = provenance()
    run_dir = run_directory.prepare(config, origin)
    console.message(f"run directory: {run_dir}")
    mode = "disabled" if config.run.debug else config.run.wandb_mode
    runs = open_wandb_runs(
        mode, config.run.wandb_runs, config.run.exp_name, run_dir, to_flat(config) | {"provenance": origin}
    )
    exit_code = 1
    try:
        with console.ProgressConsole(config.loop.max_steps, config.loop.training_starts) as progress:
            sink = MetricSink(run_dir, parts.schedule.transitions, (runs.log, progress))
            programs = Programs(config, parts, sink.callback)
            checkpoints = Checkpoints(run_dir / FOLDER)
            session = training_loop.Session(
                config, parts, programs, sink, checkpoints, origin["versions"], started
            )
            train = programs.init(jax.random.key(config.run.seed))
            if config.process.resume:
                train, _ = checkpoints.restore(train)
                console.message(f"resumed at {session.total_steps(train)} transitions from {run_dir}")
            session.compile_seconds = programs.compile(train)
            console.message(f"compiled in {session.compile_seconds:.0f} s; training")
            sink.emit("learner", int(train.iteration), 0, {"timer/compile_s": session.compile_seconds})
            train = training_loop.run(session, train)
            sink.close()
        if session.interrupted_by is not None:
            console.message(f"stopped and saved; continue with: go2mjx train --run_dir {run_dir} --resume")
            exit_code = 128 + session.interrupted_by
            return exit_code
        outcome.conclude(session, train, run_dir)
        exit_code = 0
        return exit_code
    except (training_loop.TrainingFailed, CheckpointError) as failure:
        console.warning(f"{failure}\nthe run is in {run_dir}")
        return exit_code
    finally:
        runs.finish(exit_code)
