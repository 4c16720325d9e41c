"""The end of a run: final evaluation, files for people, and what to do next."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from go2mjx.evaluation import examine, final, tiles
from go2mjx.evaluation.exam import Exam
from go2mjx.process import console, extras, files
from go2mjx.process.errors import UsageError
from go2mjx.runs.directory import SUMMARY
from go2mjx.session import uploads, video
from go2mjx.session.loop import Session
from go2mjx.telemetry.wandb_runs import WandbRuns
from go2mjx.training.state import TrainState


def conclude(session: Session, train: TrainState, run_dir: Path, runs: WandbRuns) -> None:
    """Evaluate the best policy of the finished run, write its files, the summary last, upload some, and name them.

    Raises OSError when a file cannot be written.
    """
    uploading = session.config.run.wandb_upload and bool(runs.records)
    with ThreadPoolExecutor(1, thread_name_prefix="files") as beside:
        making = [beside.submit(video.make_video, run_dir)] if session.config.run.video else []
        if uploading and session.parts.env.robot is not None:
            making.append(beside.submit(uploads.export, run_dir))
        with session.doing("final evaluation"):
            exam = evaluate_best(session, train, run_dir)
        draw_learning_curve(run_dir)
        for made in making:
            made.result()
    summary = summarize(session, train, exam)
    if uploading:
        files.write_json(run_dir / SUMMARY, summary | {"complete": False})  # the report shows it
        uploads.report(run_dir)
        runs.upload(uploads.found(run_dir))
    files.write_json(run_dir / SUMMARY, summary | {"complete": True})
    names = "  ".join(sorted(path.name for path in run_dir.iterdir()))
    console.message(
        f"files in {run_dir}:\n  {names}\n"
        "next:\n"
        f"  {console.command('eval', '--checkpoint', run_dir)}\n"
        f"  {console.command('train', '--run_dir', run_dir, '--resume', '--max_steps', 2 * session.config.loop.max_steps)}"
    )


def draw_learning_curve(run_dir: Path) -> None:
    """Draw `learning_curve.png`; a warning where the library for that is not installed."""
    try:
        extras.require("learning_curve.png", "report")
    except UsageError as problem:
        console.warning(f"no picture: {problem}")
        return
    from go2mjx.report import learning_curve

    learning_curve.draw_learning_curve(run_dir)


def evaluate_best(session: Session, train: TrainState, run_dir: Path) -> Exam | None:
    """Print the final evaluation of the best policy and write it to `evaluation.json`; its exam, None without a robot on a plane."""
    plan = final.Plan.of(session.parts.env.max_command, session.config.loop.eval_n_trajs)
    policy = session.programs.policy_to_save(train)
    result = final.evaluate_policy(session.programs.evaluation_program, policy, plan)
    env, exam = session.parts.evaluation_env, None
    tables, content = tiles.judged(env, plan, result)
    if env.takes_exam:
        exam = session.programs.exam(policy)
        tables, content = tables + examine.tables(exam), content | {"exam": exam.to_json()}
    console.show(*tables)
    files.write_json(run_dir / "evaluation.json", content)
    return exam


def summarize(session: Session, train: TrainState, exam: Exam | None) -> dict:
    """When the run first walked and first tracked, whether the best policy tracks, and every evaluation on the way."""
    walks, stands, tracks = (
        next((evaluation for evaluation in session.evaluations if evaluation.get(key)), None)
        for key in ("eval/walks", "eval/stands", "exam/tracks")
    )
    return {
        "total_steps": session.total_steps(train),
        "transitions_to_walk": walks and walks["total_steps"],
        "seconds_to_walk": walks and walks["seconds_since_start"],
        "transitions_to_stand": stands and stands["total_steps"],
        "seconds_to_stand": stands and stands["seconds_since_start"],
        "tracks": exam and exam.tracks,
        "transitions_to_track": tracks and tracks["total_steps"],
        "seconds_to_track": tracks and tracks["seconds_since_start"] + tracks["timer/exam"],
        "best_policy_at": int(train.best.iteration) * session.parts.schedule.transitions,
        "compile_seconds": session.compile_seconds,
        "seconds": dict(session.seconds),
        "evaluations": session.evaluations,
    }
