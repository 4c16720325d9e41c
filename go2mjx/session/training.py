"""One training run: open its files and W&B runs, train, conclude, and close them whatever happens."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import jax
import psutil

from go2mjx.checkpoints.checkpoint import FOLDER, Checkpoints
from go2mjx.checkpoints.orbax_store import CheckpointError
from go2mjx.config import cli
from go2mjx.config.tree import TrainConfig, to_flat
from go2mjx.process import console
from go2mjx.process.errors import UsageError
from go2mjx.process.signals import SIGNAL_EXIT, Stopped, StopSignals
from go2mjx.runs import directory as run_directory
from go2mjx.runs.provenance import provenance
from go2mjx.session import outcome
from go2mjx.session.build import Parts, describe_memory
from go2mjx.session.loop import Session, TrainingFailed, run, safe
from go2mjx.session.programs import Programs
from go2mjx.telemetry import wandb_history
from go2mjx.telemetry.alerts import Alerts
from go2mjx.telemetry.metric_log import MetricLog, read_rows
from go2mjx.telemetry.monitor import Monitor
from go2mjx.telemetry.sink import MetricSink
from go2mjx.telemetry.tensorboard import FOLDER as TENSORBOARD
from go2mjx.telemetry.tensorboard import TensorBoard
from go2mjx.telemetry.wandb_feed import WandbFeed
from go2mjx.telemetry.wandb_runs import WandbRuns, open_wandb_runs
from go2mjx.training.chunk import make_deliver
from go2mjx.training.state import TrainState


def train(config: TrainConfig, parts: Parts) -> int:
    """Train to the end or to a signal; returns the exit code.

    Raises UsageError if the run directory or W&B cannot be used as asked.
    """
    origin = provenance() | {"devices": parts.devices.count}
    with run_directory.opened(config, origin) as run_dir, StopSignals() as signals:
        console.message(cli.describe(config))
        console.message(parts.schedule.describe())
        if parts.devices.count > 1:
            share = parts.devices.share(config.loop.num_envs)
            console.message(f"{parts.devices.count} devices train together, {share} environments on each")
        console.message(f"run directory: {run_dir}")
        try:
            return _train(config, parts, origin, run_dir, signals)
        except (TrainingFailed, CheckpointError) as failure:
            console.warning(f"{failure}\nthe run is in {run_dir}")
            return 1
        except Stopped:
            console.message(f"stopped; {_how_to_go_on(run_dir)}")
            return SIGNAL_EXIT + signals.received
        except jax.errors.JaxRuntimeError as error:
            if "RESOURCE_EXHAUSTED" not in str(error):
                raise
            console.warning(
                f"the device has too little memory: {str(error).splitlines()[0]}\n{describe_memory(config, parts)}\n"
                "try a smaller --num_envs, --replay_buffer_capacity or --batch_size, or give JAX more of the "
                f"device, see Memory in docs/troubleshooting.md\nthe run is in {run_dir}"
            )
            return 1


def _train(
    config: TrainConfig, parts: Parts, origin: dict[str, Any], run_dir: Path, signals: StopSignals
) -> int:
    programs = Programs(config, parts)
    with ExitStack() as stack:
        checkpoints = Checkpoints(run_dir / FOLDER, config.run.keep_checkpoints)
        stack.enter_context(_closed(checkpoints))
        programs.compile()
        state, meta = start(config, parts, programs, checkpoints)
        total_steps = int(state.iteration) * parts.schedule.transitions
        if int(state.iteration) >= parts.schedule.iterations and run_directory.is_complete(
            run_dir, total_steps
        ):
            console.message(f"already complete at {total_steps:,} transitions; a larger --max_steps goes on")
            return 0
        if config.process.resume:
            origin = run_directory.note_resume(run_dir, total_steps)
        log = MetricLog(run_dir, meta.get("metrics_bytes", 0))
        exit_code = 1
        runs = _open_runs(config, origin, run_dir, meta)
        tell_of_kept_rows(runs, origin, int(state.iteration), parts.schedule.transitions)
        stack.callback(lambda: runs.finish(exit_code))
        feed = WandbFeed(runs, log.path)
        stack.callback(feed.close)
        monitor = Monitor.of(config)
        monitor.replay(read_rows(log.path))  # a resumed run does not tell again of what it told before
        alerts = Alerts(run_dir, runs.alert, monitor)
        progress = console.ProgressConsole(config.loop.max_steps, config.loop.training_starts)
        listeners = [progress, alerts.watch]
        if config.run.tracker == "tensorboard" and not config.run.debug:
            board = TensorBoard(run_dir / TENSORBOARD, config.run.exp_name, read_rows(log.path))
            stack.callback(board.close)
            listeners.append(board)
        sink = MetricSink(log, parts.schedule.transitions, listeners)
        stack.callback(sink.close)
        session = Session(
            config=config,
            parts=parts,
            programs=programs,
            log=log,
            sink=sink,
            deliver=make_deliver(sink.callback),
            alerts=alerts,
            checkpoints=checkpoints,
            signals=signals,
            versions=origin["versions"],
            # those of an earlier process stay known while W&B is off
            wandb_ids=meta.get("wandb_ids", {}) | {record["name"]: record["id"] for record in runs.records},
            started=psutil.Process().create_time() - meta.get("seconds", 0.0),
            evaluations=meta.get("evaluations", []),
        )
        try:
            with progress:
                await_compilation(session, state)
                with alerts.expecting_rows():
                    state = run(session, state)
            exit_code = _conclude(session, state, run_dir, runs)
        except Stopped:
            exit_code = SIGNAL_EXIT + signals.received
            raise
        except (TrainingFailed, CheckpointError):
            raise
        except Exception as error:
            console.warning(
                f"{type(error).__name__} at work in {run_dir}; {safe(session)}; {_how_to_go_on(run_dir)}"
            )
            raise
    return exit_code


def start(
    config: TrainConfig, parts: Parts, programs: Programs, checkpoints: Checkpoints
) -> tuple[TrainState, dict]:
    """The fresh state with an empty meta, or the newest good checkpoint. Raises CheckpointError."""
    count = parts.devices.count
    if config.process.resume:
        if checkpoints.steps():
            state, meta = checkpoints.restore_newest(parts.state)
            console.message(
                f"resumed at {meta['total_steps']:,} transitions from {checkpoints.directory}/{meta['total_steps']}"
            )
            if meta["devices"] != count:
                console.message(
                    f"on {count} device(s) from here on, on {meta['devices']} until here: nothing is lost, but the rows "
                    "that are drawn differ (docs/scaling.md)"
                )
            return state, meta
        console.warning(
            f"no checkpoint was saved yet in {checkpoints.directory}: the run starts from the beginning"
        )
    return programs.init(jax.random.key(config.run.seed)), {}


def await_compilation(session: Session, state: TrainState) -> None:
    """Wait for the program of the training; a fresh run logs how long it took."""
    with session.doing("waiting for the compiler"):
        session.compile_seconds = session.programs.compile_seconds
    console.message(f"compiled in {session.compile_seconds:.0f} s")
    if int(state.iteration) == 0:
        session.sink.emit("learner", 0, 0, {"timer/compile_s": session.compile_seconds})


def _open_runs(config: TrainConfig, origin: dict[str, Any], run_dir: Path, meta: dict[str, Any]) -> WandbRuns:
    """New W&B runs, or those of the run that is resumed."""
    earlier = _earlier_ids(run_dir, meta) if config.process.resume else {}
    anew = config.process.new_wandb_run
    return open_wandb_runs(
        config.run.wandb_mode if config.run.tracker == "wandb" and not config.run.debug else "disabled",
        config.run.wandb_runs,
        config.run.exp_name,
        run_dir,
        to_flat(config) | {"provenance": origin},
        ids={} if anew else earlier,
        parent=earlier if anew else {},
    )


def _earlier_ids(run_dir: Path, meta: dict[str, Any]) -> dict[str, str]:
    """The ids of the W&B runs by name, as the run directory and the checkpoint know them."""
    in_checkpoint = meta.get("wandb_ids", {})
    try:
        return wandb_history.saved_ids(run_dir) | in_checkpoint
    except UsageError:
        if not in_checkpoint:
            raise
        path = run_dir / wandb_history.FILE_NAME
        console.warning(f"{path} cannot be read; the W&B runs that the checkpoint names are continued")
        return in_checkpoint


def tell_of_kept_rows(runs: WandbRuns, origin: dict[str, Any], iteration: int, transitions: int) -> None:
    """Warn where W&B has rows from beyond the checkpoint, and they were made with other settings."""
    if "changed" in origin and runs.last_iteration > iteration:
        flags = ", ".join(f"--{flag}" for flag in origin["changed"])
        console.warning(
            f"W&B keeps its rows of {iteration * transitions:,} to {runs.last_iteration * transitions:,} transitions, "
            f"from before {flags} changed: it takes no rows back. metrics.jsonl has the new ones; to show them in W&B, "
            "stop and resume with --new_wandb_run"
        )


def _conclude(session: Session, state: TrainState, run_dir: Path, runs: WandbRuns) -> int:
    if session.signals.received is not None:
        console.message(f"stopped and saved; {_how_to_go_on(run_dir)}")
        return SIGNAL_EXIT + session.signals.received
    session.sink.close()
    try:
        outcome.conclude(session, state, run_dir, runs)
    except OSError as error:
        raise TrainingFailed(f"the results cannot be written: {error}; {safe(session)}") from error
    return 0


def _how_to_go_on(run_dir: Path) -> str:
    return f"continue with: {console.command('train', '--run_dir', run_dir, '--resume')}"


@contextmanager
def _closed(checkpoints: Checkpoints) -> Iterator[None]:
    """Close at the end; an error of the last write must not hide the one that ended the run."""
    try:
        yield
    finally:
        try:
            checkpoints.close()
        except CheckpointError as error:
            console.warning(str(error))
