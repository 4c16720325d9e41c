"""Every file of a run directory, damaged in every way, and what each command makes of it.

python -m benchmarks.faults.fuzz --output DIR [--cases 500] [--files 24000/meta] [--json FILE]

A command must give the result of the undamaged run, or say what is damaged. A training that goes on must end in the same
bits. Each command is tried on the files that it may read.
"""

import contextlib
import io
import itertools
import json
import os
import re
import shlex
import shutil
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Annotated, Any
from unittest import mock

import tyro
from matplotlib.figure import Figure
from rich.table import Table

from benchmarks.measurement import origin, parse, print_table, write_json
from go2mjx.__main__ import main as go2mjx
from go2mjx.checkpoints.checkpoint import FOLDER, REPLAY_FOLDER
from go2mjx.config import presets
from go2mjx.process import console
from go2mjx.process.files import CHECKSUMS

FLAGS = shlex.split(
    "--env toy --platform cpu --wandb_mode offline --no_wandb_upload --hidden_sizes 16 16 --random_steps 320 --training_starts 320 "
    "--log_period 160 --eval_period 320 --checkpoint_period 320 --chunk_steps 320 --keep_checkpoints 2 --replay_buffer_capacity 640"
)
HALF, WHOLE, FURTHER = ("640", "960", "1120")
"""Transitions of the first process, of the second one, and of the one that resumes the damaged run."""
NOBODY = 65534
TIMEOUT = 300.0
"""Seconds after which a command counts as hanging."""
SAME, NAMED, REFUSED = ("same result", "damage named, right result", "refused, damage named")
TRACEBACK, SCRATCH, WRONG, DIED = ("TRACEBACK", "FROM SCRATCH", "WRONG IN SILENCE", "DIED OR HANGS")
GOOD = (SAME, NAMED, REFUSED)
OUTCOMES = (*GOOD, TRACEBACK, SCRATCH, WRONG, DIED)

UNREADABLE = "made unreadable"

Result = Any


@dataclass(frozen=True)
class FuzzConfig:
    """Damage every file of a run of the toy in every way, and try every command on it."""

    output: Annotated[Path, tyro.conf.arg(metavar="DIR")]
    """Directory for the run, which is not trained again if it is there, and for its damaged copies."""
    cases: int | None = None
    """Try so many of the cases, drawn at random, instead of all."""
    files: str = ""
    """Damage only files whose path in the run holds this text."""
    seed: int = 0
    """Seed of the flipped bits and of what is drawn."""
    workers: int = 2
    """Cases that are tried at once."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results, by default results.json in `output`."""


# ---- damages: of `path` in a copy of the run, with `older`, what an older file of that name held


def _flip(path: Path, older: Path, random: Random) -> None:
    content = bytearray(path.read_bytes())
    if content:
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    path.write_bytes(content)


def _make_directory(path: Path, older: Path, random: Random) -> None:
    path.unlink()
    path.mkdir()


def _swap(path: Path, older: Path, random: Random) -> None:
    if older.is_file():
        shutil.copyfile(older, path)


DAMAGES: dict[str, Callable[[Path, Path, Random], object]] = {
    "deleted": lambda path, older, random: path.unlink(),
    "emptied": lambda path, older, random: os.truncate(path, 0),
    "halved": lambda path, older, random: os.truncate(path, path.stat().st_size // 2),
    "one bit flipped": _flip,
    "swapped with an older one": _swap,
    "made a directory": _make_directory,
    UNREADABLE: lambda path, older, random: path.chmod(0),
}


def older_file(run: Path, file: Path) -> Path:
    """What stood in the place of `file`, relative to the run, before.

    In the step before, or for the W&B run from the process before, else in the run's first half.
    """
    parts = list(file.parts)
    if parts[0] == WANDB_FOLDER:
        parts[1] = min(path.name for path in (run / WANDB_FOLDER).glob(f"*-{parts[1].rpartition('-')[2]}"))
        return run / Path(*parts)
    depth = 2 if parts[:2] == [FOLDER, REPLAY_FOLDER] else 1
    if parts[0] != FOLDER:
        return run.with_name("half") / file
    steps = sorted(int(path.name) for path in (run / Path(*parts[:depth])).iterdir() if path.name.isdigit())
    before = [step for step in steps if step < int(parts[depth])]
    parts[depth] = str(before[-1]) if before else parts[depth]
    older = run / Path(*parts)
    # names of data files are random: take the one in the same place of the list
    siblings = [sorted(each.parent.iterdir()) for each in (run / file, older) if each.parent.is_dir()]
    return (
        older
        if older.exists() or len(siblings) < 2
        else dict(zip(*siblings, strict=False)).get(run / file, older)
    )


# ---- commands: arguments on a run directory, and the result that must be that of the undamaged run


def _resumed(run: Path, output: str) -> Result:
    """The checksums of the final state, and the rows without measured times."""
    from benchmarks.faults.run_files import rows, unmeasured

    meta = json.loads((run / FOLDER / FURTHER / "meta" / "metadata").read_text())["content"]
    return [meta["checksums"], unmeasured(rows(run))]


def _resumed_in_wandb(run: Path, output: str) -> Result:
    """As `_resumed`, and the rows in W&B that this training added: of those before, lost ones are written again."""
    from benchmarks.faults.run_files import rows

    before = max(row["iteration"] for row in rows(run.parent.parent / "run"))
    added = [row for row in _in_wandb(run, output) if row["iteration"] > before]
    return [*_resumed(run, output), added]


def _in_wandb(run: Path, output: str) -> Result:
    """The rows without measured times in the W&B folders that the command wrote."""
    from benchmarks.faults.run_files import newest_wandb_rows, unmeasured

    return unmeasured(newest_wandb_rows(run))


def _written(name: str) -> Callable[[Path, str], Result]:
    return lambda run, output: (run.parent / name).read_bytes().hex()


def _printed(run: Path, output: str) -> Result:
    return output


def _page(run: Path, output: str) -> Result:
    return re.sub(r"[\d-]+ [\d:]+ UTC", "now", (run.parent / "page" / "report.html").read_text())


EPISODES = ("--episodes", "16", "--held_out_episodes", "16")
RESUME = ("--resume", "--max_steps", FURTHER)
WANDB_FOLDER = "wandb"
BESIDE = "beside"
"""Of the files that are neither in the folder of the checkpoints nor in that of W&B."""
COMMANDS: dict[str, tuple[Callable[[str], list[str]], Callable[[Path, str], Result], tuple[str, ...]]] = {
    "train --resume": (
        lambda run: ["train", "--run_dir", run, *RESUME, "--wandb_mode", "disabled"],
        _resumed,
        (FOLDER, BESIDE),
    ),
    "train --resume with W&B": (
        lambda run: ["train", "--run_dir", run, *RESUME],
        _resumed_in_wandb,
        (WANDB_FOLDER, BESIDE),
    ),
    "sync": (lambda run: ["sync", run, "--wandb_mode", "offline"], _in_wandb, (WANDB_FOLDER, BESIDE)),
    "checkpoints": (lambda run: ["checkpoints", run], _printed, (FOLDER, BESIDE)),
    "eval": (
        lambda run: ["eval", "--checkpoint", run, *EPISODES, "--json", f"{run}/../eval.json"],
        _written("eval.json"),
        (FOLDER, BESIDE),
    ),
    "export": (
        lambda run: ["export", "--checkpoint", run, "--output", f"{run}/../policy.onnx"],
        lambda run, output: output.splitlines()[-1],  # that the policy, once it is read, drives no robot
        (FOLDER, BESIDE),
    ),
    "monitor": (lambda run: ["monitor", run], _printed, (BESIDE,)),
    "report": (lambda run: ["report", run, "--output", f"{run}/../page"], _page, (BESIDE,)),
}
"""By name: the arguments, the result, and where the files lie that the command may read."""
EXIT_CODES = {"export": 2, "monitor": 1}
"""Of the commands that do not end with 0 on the undamaged run: it is a toy, and its alerts are many."""


def call(command: str, run: Path) -> dict[str, Any]:
    """Exit code, output, and the result of a command that succeeded; the directory is left out of both."""
    arguments, result, _ = COMMANDS[command]
    text, found = io.StringIO(), None
    # the charts of a training are put together but not painted: half of its time, and judged by nothing here
    painting = (
        mock.patch.object(Figure, "savefig") if command.startswith("train") else contextlib.nullcontext()
    )
    with painting, contextlib.redirect_stdout(text), contextlib.redirect_stderr(text):
        try:
            code = go2mjx(arguments(str(run)))
        except SystemExit as error:
            code = error.code
        except BaseException:
            code = "traceback"
            traceback.print_exc(file=text)
    output = text.getvalue().replace(str(run), "RUN")
    if code == EXIT_CODES.get(command, 0):
        found = result(run, output)
        found = found.replace(str(run), "RUN") if isinstance(found, str) else found
    return {"code": code, "output": output, "result": found}


def attempt(source: Path, file: Path, damage: str, command: str, seed: int) -> dict[str, Any]:
    """`call` on a damaged copy of the run `source`; in the worker."""
    work = workplace(source)
    shutil.rmtree(work, ignore_errors=True)
    run = work / "run"
    shutil.copytree(source, run, symlinks=True)
    DAMAGES[damage](run / file, older_file(source, file), Random(f"{seed} {file} {damage}"))
    if damage != UNREADABLE or os.geteuid() != 0:
        return call(command, run)
    for path in (work, *work.rglob("*")):  # nothing is unreadable for root, so somebody else has to try
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    os.seteuid(NOBODY)
    try:
        return call(command, run)
    finally:
        os.seteuid(0)


def workplace(source: Path) -> Path:
    """Where this process damages copies of the run `source`."""
    return source.with_name(f"work-{os.getpid()}")


def judge(file: Path, command: str, answer: dict[str, Any], expected: dict[str, Any]) -> str:
    """The class of what a command answered about a run with a damaged `file`."""
    code, output = answer["code"], answer["output"]
    if code == "traceback" or "Traceback" in output:
        return TRACEBACK
    if "starts from the beginning" in output or (
        command.startswith("train") and not code and "resumed at" not in output
    ):
        return SCRATCH
    # the step, or the folder within it, stands for all of its files
    words = [file.name, *(part for part in file.parts[1:] if part.isdigit())]
    text = output + (answer["result"] if command == "report" and answer["result"] else "")
    problem = "(damaged|missing|cannot|cut short|checksum|is that of|rows from before)"
    named = "✗" in output or any(
        re.search(rf"(holds no {word})|({word}\b.{{0,200}}{problem})", text, re.DOTALL) for word in words
    )
    if file.name == CHECKSUMS:  # then it is another file that seems damaged
        named = named or "checksum differs" in text or "not those that were written" in text
    if code not in (0, expected["code"]):
        return REFUSED if named and code in (1, 2) else WRONG
    if answer["result"] == expected["result"]:
        return NAMED if named else SAME
    same_training = not command.startswith("train") or answer["result"][0] == expected["result"][0]
    return NAMED if named and same_training else WRONG


def main(argv: Sequence[str]) -> int:
    """Run the command; 1 if anything was lost, wrong in silence, or ended in a traceback."""
    arguments, unknown = parse(FuzzConfig, argv)
    if unknown:
        raise SystemExit(f"unknown flags: {' '.join(unknown)}")
    os.environ["COLUMNS"] = "1000"  # of the workers, so that no line is broken
    # compiled once, and readable for whoever the workers are
    os.environ["JAX_COMPILATION_CACHE_DIR"] = str(arguments.output.resolve() / "compiled")
    os.environ["JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS"] = "0"
    with worker() as pool:  # which takes its W&B service with it, or all workers would share that
        run = pool.submit(make_run, arguments.output.resolve()).result()
    files = sorted(
        path.relative_to(run) for path in run.rglob("*") if path.is_file() and not path.is_symlink()
    )
    wanted = [
        (file, damage, command)
        for file, damage, command in itertools.product(files, DAMAGES, COMMANDS)
        if arguments.files in str(file) and place(file) in COMMANDS[command][2]
        # W&B starts processes of its own, which whoever is not root may not be able to
        if damage != UNREADABLE or os.geteuid() != 0 or WANDB_FOLDER not in COMMANDS[command][2]
    ]
    Random(arguments.seed).shuffle(wanted)  # dear and cheap commands to every worker
    wanted = wanted[: arguments.cases]
    parts = [
        outcomes(run, wanted[first :: arguments.workers], arguments.seed)
        for first in range(arguments.workers)
    ]
    cases = list(console.counted(side_by_side(parts), len(wanted), "cases"))
    results = {
        **origin(presets.load(str(run / presets.CONFIG))),
        "files": len({case["file"] for case in cases}),
        "cases": len(cases),
        "outcomes": {key: counts(cases, key) for key in ("command", "damage")},
        "violations": [case for case in cases if case["outcome"] not in GOOD],
    }
    print_table(table(results))
    write_json(arguments.json or arguments.output / "results.json", results)
    return int(bool(results["violations"]))


def place(file: Path) -> str:
    """Where a file of a run lies, as `COMMANDS` has it."""
    return file.parts[0] if file.parts[0] in (FOLDER, WANDB_FOLDER) else BESIDE


def counts(cases: Sequence[dict[str, str]], key: str) -> dict[str, dict[str, int]]:
    """How often each outcome came of each command or damage."""
    result: dict[str, Counter[str]] = {}
    for case in cases:
        result.setdefault(case[key], Counter())[case["outcome"]] += 1
    return {name: dict(counter) for name, counter in result.items()}


def make_run(output: Path) -> Path:
    """A run of two processes in `output`, and in `half` what the first one left."""
    run = output / "run"
    if run.exists():
        return run
    output.mkdir(parents=True, exist_ok=True)
    for steps, resume in ((HALF, []), (WHOLE, ["--resume"])):
        if go2mjx(
            ["train", *([] if resume else FLAGS), "--run_dir", str(run), *resume, "--max_steps", steps]
        ):
            raise SystemExit("the run itself fails")
        if not resume:
            shutil.copytree(run, output / "half", symlinks=True)
    return run


def side_by_side(parts: Sequence[Iterator[dict[str, str]]]) -> Iterator[dict[str, str]]:
    """The items of all `parts` as they come, each part in a thread of its own."""
    with ThreadPoolExecutor(len(parts)) as threads:
        waiting = {threads.submit(next, part, None): part for part in parts}
        while waiting:
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                part, item = waiting.pop(future), future.result()
                if item is not None:
                    waiting[threads.submit(next, part, None)] = part
                    yield item


def outcomes(run: Path, wanted: Sequence[tuple[Path, str, str]], seed: int) -> Iterator[dict[str, str]]:
    """What became of each of the cases; in a worker, so that one which dies is a case and not the end."""
    pool, expected = None, {}
    for file, damage, command in wanted:
        if pool is None:
            pool = worker()
            expected = {each: pool.submit(undamaged, run, each).result() for each in COMMANDS}
        try:
            answer = pool.submit(attempt, run, file, damage, command, seed).result(TIMEOUT)
        except (BrokenProcessPool, TimeoutError) as error:
            for process in list(pool._processes.values()):
                process.kill()
            pool, outcome, output = None, DIED, repr(error)
        else:
            outcome, output = judge(file, command, answer, expected[command]), answer["output"]
        case = {"file": str(file), "damage": damage, "command": command, "outcome": outcome}
        if outcome not in GOOD:
            case["output"] = telling(output)
            console.warning(f"{outcome}: {file}, {damage}, {command}\n{case['output']}")
        yield case
    if pool is not None:
        pool.shutdown()


def worker() -> ProcessPoolExecutor:
    """A pool of one process that knows nothing of this one."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


def telling(output: str) -> str:
    """The part of an output that says what went wrong: about a traceback if there is one, else the end."""
    found = output.find("Traceback")
    return output[-3000:] if found < 0 else output[max(0, found - 1000) : found + 3000]


def undamaged(run: Path, command: str) -> dict[str, Any]:
    """What a command must answer; this also imports and compiles all that it needs."""
    work = workplace(run)
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(run, work / "run", symlinks=True)
    answer = call(command, work / "run")
    if answer["code"] != EXIT_CODES.get(command, 0):
        raise RuntimeError(f"{command} fails on the undamaged run: {answer['output']}")
    return answer


def table(results: dict[str, Any]) -> Table:
    """Outcomes by command and damage."""
    bad = len(results["violations"])
    result = Table(title=f"{results['files']} files, {results['cases']} cases, {bad} violations")
    for heading in ("", *OUTCOMES):
        result.add_column(heading, justify="right")
    for found in results["outcomes"].values():
        for name, counted in found.items():
            result.add_row(name, *(str(counted.get(outcome, 0)) for outcome in OUTCOMES))
        result.add_section()
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
