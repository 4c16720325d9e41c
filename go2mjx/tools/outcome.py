"""The end of a run: final evaluation, files for people, and what to do next."""

import json
import os
import shlex
import shutil
import sys
from pathlib import Path

from rich.console import Console

from go2mjx.host import console
from go2mjx.loop.state import TrainState
from go2mjx.tools import final_evaluation, learning_curve, video
from go2mjx.tools.training_loop import Session


def conclude(session: Session, train: TrainState, run_dir: Path) -> None:
    """Evaluate the best policy of the finished run, then write and name its files."""
    result = final_evaluation.evaluate_policy(
        session.config.run.env, session.config.environment, session.parts.agent, train.best.policy
    )
    Console().print(final_evaluation.table(result))
    write_json(run_dir / "evaluation.json", final_evaluation.to_json(result))
    write_json(run_dir / "summary.json", summarize(session, train))
    learning_curve.draw_learning_curve(run_dir)
    if session.config.run.video:
        video.make_video(run_dir)
    files = "  ".join(sorted(path.name for path in run_dir.iterdir()))
    console.message(
        f"files in {run_dir}:\n  {files}\n"
        "next:\n"
        f"  {command('eval', '--checkpoint', run_dir)}\n"
        f"  {command('train', '--run_dir', run_dir, '--resume', '--max_steps', 2 * session.config.loop.max_steps)}"
    )


def command(*words: object) -> str:
    """A `go2mjx` command as this user can type it, whether or not the environment is activated."""
    program = ["go2mjx"] if shutil.which("go2mjx") else [os.path.relpath(sys.executable), "-m", "go2mjx"]
    return shlex.join([*program, *map(str, words)])


def summarize(session: Session, train: TrainState) -> dict:
    """When the run first walked, and every evaluation on the way."""
    walking = [evaluation for evaluation in session.evaluations if evaluation["eval/walks"]]
    first = walking[0] if walking else None
    return {
        "total_steps": session.total_steps(train),
        "transitions_to_walk": first and first["total_steps"],
        "seconds_to_walk": first and first["seconds_since_start"],
        "best_policy_at": int(train.best.iteration) * session.parts.schedule.transitions,
        "compile_seconds": session.compile_seconds,
        "evaluations": session.evaluations,
    }


def write_json(path: Path, content: dict) -> None:
    """Write `content` as indented JSON."""
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
