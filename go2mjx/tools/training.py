"""One training run: open its files and W&B runs, train, conclude, and close them whatever happens."""

import signal

import jax
import psutil

from go2mjx.host import cli, console, run_directory
from go2mjx.host.checkpoint import FOLDER, CheckpointError, Checkpoints
from go2mjx.host.config import TrainConfig, to_flat
from go2mjx.host.provenance import provenance
from go2mjx.host.sink import MetricSink
from go2mjx.host.wandb_runs import open_wandb_runs
from go2mjx.loop.state import TrainState
from go2mjx.tools import outcome
from go2mjx.tools.build import Parts
from go2mjx.tools.programs import Programs
from go2mjx.tools.training_loop import Session, TrainingFailed, run

SIGNAL_EXIT = 128
"""Exit code of a process stopped by signal n is this plus n, as shells have it."""


def train(config: TrainConfig, parts: Parts) -> int:
    """Train to the end or to a signal; returns the exit code.

    Raises UsageError if the run directory or W&B cannot be used as asked.
    """
    origin = provenance()
    run_dir = run_directory.prepare(config, origin)
    console.message(cli.describe(config))
    console.message(parts.schedule.describe())
    console.message(f"run directory: {run_dir}")
    runs = open_wandb_runs(
        "disabled" if config.run.debug else config.run.wandb_mode,
        config.run.wandb_runs,
        config.run.exp_name,
        run_dir,
        to_flat(config) | {"provenance": origin},
    )
    progress = console.ProgressConsole(config.loop.max_steps, config.loop.training_starts)
    sink = MetricSink(run_dir, parts.schedule.transitions, (runs.log, progress))
    session = Session(
        config=config,
        parts=parts,
        programs=Programs(config, parts, sink.callback),
        sink=sink,
        checkpoints=Checkpoints(run_dir / FOLDER),
        versions=origin["versions"],
        started=psutil.Process().create_time(),
    )
    exit_code = 1
    try:
        with progress:
            state = run(session, start(session))
        sink.close()
        if session.interrupted_by is None:
            outcome.conclude(session, state, run_dir)
            exit_code = 0
        else:
            exit_code = SIGNAL_EXIT + session.interrupted_by
            resume = outcome.command("train", "--run_dir", run_dir, "--resume")
            console.message(f"stopped and saved; continue with: {resume}")
    except (TrainingFailed, CheckpointError) as failure:
        console.warning(f"{failure}\nthe run is in {run_dir}")
    except KeyboardInterrupt:
        exit_code = SIGNAL_EXIT + signal.SIGINT
        console.message(f"stopped outside training; what was saved is in {run_dir}")
    finally:
        sink.close()
        runs.finish(exit_code)
    return exit_code


def start(session: Session) -> TrainState:
    """The fresh or resumed state, with the programs compiled for it."""
    state = session.programs.init(jax.random.key(session.config.run.seed))
    if session.config.process.resume:
        state, _ = session.checkpoints.restore(state)
        console.message(f"resumed at {session.total_steps(state):,} transitions")
    session.compile_seconds = session.programs.compile(state)
    console.message(f"compiled in {session.compile_seconds:.0f} s")
    updates = int(state.agent.update_steps)
    session.sink.emit("learner", int(state.iteration), updates, {"timer/compile_s": session.compile_seconds})
    return state
