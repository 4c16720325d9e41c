"""`go2mjx eval`: judge the policy in a checkpoint, which is only read, in MJX or in C MuJoCo; one in a file in the latter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import tyro

from go2mjx.commands.choice import Choice
from go2mjx.config import seeds
from go2mjx.process import console, extras, files, flags, platform
from go2mjx.process.errors import UsageError
from go2mjx.tasks.registry import ENVIRONMENTS

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from rich.table import Table

    from go2mjx.evaluation.episodes import Evaluate
    from go2mjx.evaluation.exam import Exam
    from go2mjx.evaluation.final import Plan
    from go2mjx.evaluation.verdict import FinalEvaluation
    from go2mjx.session.saved_policy import ExportedPolicy, SavedPolicy

    Candidate = SavedPolicy | ExportedPolicy

MAX_CELLS = 2000
MAX_DELAY_STEPS = 10
MIN_WORLDS, MAX_WORLDS = 20, 100_000
MAX_ON_TERRAIN = 1000
MAX_POSES = 100_000
OTHER_FLAGS = ("backend", "episodes", "held_out_episodes", "starts", "grid", "action_delay_steps")
"""Those of the usual evaluation alone."""
WALKING_FLAGS = ("backend", "starts", "grid", "action_delay_steps", "worlds", "png")
"""Those that need a robot that walks on a plane, unless it takes the exam of terrains."""


@dataclass(frozen=True)
class EvaluateConfig(Choice):
    """Evaluate the policy in a checkpoint, or in a file that export made: the tables of the end of its training,
    then, for a robot, a grid of commands, the gait, standing still and recovery from pushes."""

    backend: Literal["mjx", "mujoco"] | None = None
    """mjx: the simulation of the training. mujoco: the exported policy in C MuJoCo with every shape colliding; a file
    knows no other. By default the first that there is."""
    episodes: int = 64
    """Episodes of 10 s under the commands that chose the policy, where the training evaluated with as many."""
    held_out_episodes: int = 256
    """Episodes of 10 s under commands that chose nothing."""
    starts: int = 8
    """Starts of each direction in the exam, episodes of 20 s; with 20 of them, 0.95 is one fall."""
    grid: tuple[int, int, int] = (7, 5, 3)
    """Points of the command grid in forward speed, lateral speed and yaw rate, over the ranges of the training."""
    action_delay_steps: int = 0
    """Control steps of 20 ms by which the actions come late."""
    env: Literal[*ENVIRONMENTS] | None = None
    """Evaluate it in another environment than that of its training, on other ground for one."""
    worlds: int = 0
    """Instead: an exam in C MuJoCo with so many worlds, where robot, ground, motors and sensors differ and it is pushed."""
    terrains: int = 0
    """Instead: an exam in C MuJoCo with so many episodes on each kind and difficulty of uneven ground."""
    getup: int = 0
    """Instead: an exam in C MuJoCo of a policy of GO2-getup-v0, from so many poses that falls left; then it hands over to the policy that comes with go2mjx."""
    seed: int = 0
    """Another seed draws other commands and initial states; 0 repeats the end of training."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Write all numbers, those of every episode included, here too."""
    png: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Write the heat map of the command grid here, with --worlds or --terrains what survives where."""

    @property
    def in_mujoco(self) -> bool:
        """Whether the policy acts in C MuJoCo."""
        return bool(
            self.worlds or self.terrains or self.getup or self.backend == "mujoco" or self.path.is_file()
        )


@dataclass(frozen=True)
class Judged:
    """What an evaluation came to."""

    tables: list["Table"]
    content: dict[str, Any]  # JSON types
    draw: Callable[[str], "Figure"] | None = None  # with a title


def main(argv: Sequence[str]) -> None:
    """Run the command. Raises UsageError for a checkpoint that cannot be used or a wrong number."""
    arguments = tyro.cli(EvaluateConfig, prog="go2mjx eval", args=list(argv), use_underscores=True)
    typed = flags.typed(argv)
    _check(arguments, typed)
    platform.configure_jax("auto", num_envs=1)

    if arguments.path.is_file():
        from go2mjx.session.saved_policy import read_policy  # the command line answers before JAX loads

        saved = read_policy(arguments.path, arguments.env)
    else:
        saved = arguments.load(arguments.env)
    run, robot = saved.config.run, saved.env.robot is not None
    if not robot:
        no_robot = f"the policy is one of {run.env}, which has no robot"
        _refuse(typed, (*WALKING_FLAGS, "terrains", "getup"), no_robot)
    elif ENVIRONMENTS[arguments.env or run.env].gets_up:
        lies = f"{arguments.env or run.env} is no task of walking: use --getup"
        _refuse(typed, (*WALKING_FLAGS, "terrains"), lies)
        if arguments.in_mujoco and not arguments.getup:
            raise UsageError(f"--checkpoint {arguments.checkpoint}: {lies}")
    elif arguments.getup:
        raise UsageError(f"--getup {arguments.getup}: {arguments.env or run.env} is told to walk")
    elif not saved.env.level_ground and not arguments.terrains:
        uneven = f"{arguments.env or run.env} has uneven ground: use --terrains, or another --env"
        _refuse(typed, WALKING_FLAGS, uneven)
        if arguments.in_mujoco:
            raise UsageError(f"--checkpoint {arguments.checkpoint}: {uneven}")
    where = f" in {'mujoco' if arguments.in_mujoco else 'mjx'}" if robot else ""
    console.message(f"evaluating {run.exp_name} after {saved.meta['total_steps']:,} transitions{where}")
    judged = _judge(arguments, saved)
    console.show(*judged.tables)
    if arguments.json is not None:
        files.write_named("--json", arguments.json, judged.content)
    if arguments.png is not None and judged.draw is not None:
        _save(arguments.png, judged.draw(f"{run.exp_name}{where}"))


def _check(arguments: EvaluateConfig, typed: set[str]) -> None:
    """Raises UsageError for what is wrong whatever the checkpoint holds."""
    if arguments.worlds % 2 or not (arguments.worlds == 0 or MIN_WORLDS <= arguments.worlds <= MAX_WORLDS):
        raise UsageError(f"--worlds {arguments.worlds}: an even number from {MIN_WORLDS} to {MAX_WORLDS}")
    if not 0 <= arguments.terrains <= MAX_ON_TERRAIN:
        raise UsageError(f"--terrains {arguments.terrains}: 0 to {MAX_ON_TERRAIN}")
    if not 0 <= arguments.getup <= MAX_POSES:
        raise UsageError(f"--getup {arguments.getup}: 0 to {MAX_POSES}")
    if not 0 <= arguments.seed <= seeds.LARGEST:
        raise UsageError(f"--seed {arguments.seed}: 0 to {seeds.LARGEST}")
    exams = [exam for exam in ("worlds", "terrains", "getup") if getattr(arguments, exam)]
    for exam in exams:
        _refuse(typed, OTHER_FLAGS, f"--{exam} has episodes, starts and a simulator of its own")
    if len(exams) > 1:
        raise UsageError(
            f"{' and '.join(f'--{exam}' for exam in exams)} are {len(exams)} exams: one at a time"
        )
    for flag in ("episodes", "held_out_episodes", "starts"):
        if getattr(arguments, flag) < 1:
            raise UsageError(f"--{flag} {getattr(arguments, flag)}: at least 1 is needed")
    forward, lateral, yaw = arguments.grid
    if min(arguments.grid) < 1 or forward * lateral * yaw > MAX_CELLS:
        raise UsageError(f"--grid {forward} {lateral} {yaw}: at least 1 each and {MAX_CELLS} cells at most")
    if not 0 <= arguments.action_delay_steps <= MAX_DELAY_STEPS:
        raise UsageError(f"--action_delay_steps {arguments.action_delay_steps}: 0 to {MAX_DELAY_STEPS}")
    if arguments.path.is_file():
        arguments.check_file()
        if arguments.backend == "mjx":
            raise UsageError(f"--backend mjx: {arguments.checkpoint} is a file, which acts in mujoco")
    elif not arguments.path.is_dir():
        raise UsageError(f"--checkpoint {arguments.checkpoint}: there is no such run directory or file")
    if arguments.in_mujoco:
        extras.require("evaluation in C MuJoCo", "export")
    if arguments.png is not None:
        extras.require("--png", "report")
    for flag in ("json", "png"):
        path = getattr(arguments, flag)
        if path is not None and not path.expanduser().absolute().parent.is_dir():
            raise UsageError(f"--{flag} {path}: there is no such directory")


def _refuse(typed: set[str], names: Sequence[str], reason: str) -> None:
    """Raises UsageError with the `reason` if one of the flags `names` is typed."""
    for name in names:
        if name in typed:
            raise UsageError(f"--{name}: {reason}")


def _judge(arguments: EvaluateConfig, saved: "Candidate") -> Judged:
    if arguments.worlds or arguments.terrains:
        return _many_grounds(arguments, saved)
    if arguments.getup:
        return _getup(arguments, saved)
    if saved.env.takes_exam:
        return _robot(arguments, saved)
    return _episodes(arguments, saved)


def _episodes(arguments: EvaluateConfig, saved: "SavedPolicy") -> Judged:
    """The end of a training without more: of the toy, on uneven ground, or of a robot that gets up."""
    from go2mjx.evaluation import tiles

    plan = _plan(arguments, saved)
    return Judged(*tiles.judged(saved.env, plan, _final(_evaluate(saved), saved, plan)))


def _robot(arguments: EvaluateConfig, saved: "Candidate") -> Judged:
    from go2mjx.evaluation import robot as robot_evaluation
    from go2mjx.evaluation.heat_map import draw_heat_map

    plan = _plan(arguments, saved)
    if arguments.in_mujoco:
        from go2mjx.evaluation import record_mujoco

        record, evaluate = partial(record_mujoco.record, saved.deployed, saved.env), None
    else:
        from go2mjx.evaluation import record_mjx

        record, evaluate = partial(record_mjx.record, saved), _evaluate(saved)
    result = robot_evaluation.evaluate_robot(
        saved.env.max_command,
        record,
        evaluate and _final(evaluate, saved, plan),
        _exam(arguments, saved, evaluate),
        plan,
        arguments.grid,
        arguments.action_delay_steps,
    )
    about = {
        "backend": "mujoco" if arguments.in_mujoco else "mjx",
        "action_delay_steps": arguments.action_delay_steps,
    }
    return Judged(
        robot_evaluation.tables(result),
        about | robot_evaluation.to_json(result),
        partial(draw_heat_map, result.grid),
    )


def _many_grounds(arguments: EvaluateConfig, saved: "Candidate") -> Judged:
    """The exam of worlds or that of terrains."""
    from go2mjx.evaluation import terrains, worlds

    kind, count = (worlds, arguments.worlds) if arguments.worlds else (terrains, arguments.terrains)
    result = kind.examine(saved.deployed, saved.env, count, arguments.seed)
    return Judged(kind.tables(result), result.to_json(), partial(kind.draw, result))


def _getup(arguments: EvaluateConfig, saved: "Candidate") -> Judged:
    from go2mjx.deploy import SHIPPED
    from go2mjx.deploy.policy import Policy
    from go2mjx.evaluation import getup

    result = getup.examine(saved.deployed, Policy(SHIPPED), saved.env, arguments.getup, arguments.seed)
    return Judged(getup.tables(result), result.to_json())


def _plan(arguments: EvaluateConfig, saved: "Candidate") -> "Plan":
    from go2mjx.evaluation.final import Plan

    return Plan.of(
        saved.env.max_command,
        saved.config.loop.eval_n_trajs,
        arguments.episodes,
        arguments.held_out_episodes,
        arguments.seed,
    )


def _evaluate(saved: "SavedPolicy", action_delay_steps: int = 0) -> "Evaluate":
    """The program of the training's evaluations."""
    from go2mjx.evaluation.episodes import compile_evaluate

    episodes = saved.config.loop.eval_n_trajs
    return compile_evaluate(saved.env, saved.learner, saved.policy, episodes, action_delay_steps)


def _final(evaluate: "Evaluate", saved: "SavedPolicy", plan: "Plan") -> "FinalEvaluation":
    """What the end of training prints."""
    from go2mjx.evaluation.final import evaluate_policy

    return evaluate_policy(evaluate, saved.policy, plan)


def _exam(arguments: EvaluateConfig, saved: "Candidate", evaluate: "Evaluate | None") -> "Exam":
    """The exam in MJX, with `evaluate` where nothing is delayed, or, without it, in C MuJoCo."""
    import jax

    from go2mjx.evaluation import episodes
    from go2mjx.evaluation.examine import examine

    delay, seed = arguments.action_delay_steps, arguments.seed
    if evaluate is None:
        from go2mjx.evaluation.record_mujoco import drive as in_mujoco

        drive = partial(in_mujoco, saved.deployed, saved.env, seed=seed, action_delay_steps=delay)
    else:
        program = _evaluate(saved, delay) if delay else evaluate
        drive = partial(episodes.drive, program, saved.policy, jax.random.key(seed))
    return examine(drive, saved.env.max_command, arguments.starts, seed=seed)


def _save(path: Path, picture: "Figure") -> None:
    try:
        picture.savefig(path.expanduser(), format="png", dpi=100)
    except OSError as error:
        raise UsageError(f"--png {path}: cannot be written: {error.strerror}") from None
