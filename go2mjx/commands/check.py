"""`go2mjx check`: the guide's set-up test, a table with a remedy per line.

Every part runs in a process of its own (see `check_parts`), so that a library that crashes or hangs costs its
own lines only.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import tyro
from rich.table import Table

from go2mjx.commands.check_parts import BAD, DOUBT, GOOD, Finding
from go2mjx.config import presets
from go2mjx.process import console, platform

SECONDS = {"packages": 30.0, "wandb": 60.0, "robot": 300.0, "video": 60.0, "directory": 30.0}
"""The parts in order, and how long each may take."""
_REMEDIES = {
    "packages": "run `make setup` for a fresh environment",
    "wandb": "training goes on without W&B; `--wandb_mode disabled` leaves it out",
    "robot": "run `make setup` for the pinned versions; with a GPU, look for a driver too old for the CUDA of JAX",
    "video": "training goes on without a video; `--no_video` leaves it out",
    "directory": "name another directory with --run_dir",
}
_OPTIONAL = ("wandb", "video")
_STYLES = {GOOD: "green", DOUBT: "yellow", BAD: "red"}


@dataclass(frozen=True)
class CheckConfig:
    """Test everything that training needs: versions, device, physics, memory, W&B, video, run directory.

    The exit code is 1 if training cannot work; what only a part of the results needs is a warning (!).
    """

    platform: Literal["auto", "cpu", "gpu"] = "auto"
    """Device to train on; `gpu` fails when there is none."""
    preset: Annotated[str | None, tyro.conf.arg(metavar="NAME|FILE")] = None
    """Settings whose memory is needed; by default the fast preset for the device."""
    run_dir: Annotated[Path, tyro.conf.arg(metavar="DIR")] = Path("runs")
    """Directory that runs shall be written to; it need not exist."""


def main(argv: Sequence[str]) -> int:
    """Run the command; returns 1 if a check failed. Raises UsageError for a preset that does not exist."""
    arguments = tyro.cli(CheckConfig, prog="go2mjx check", args=list(argv), use_underscores=True)
    preset = arguments.preset or f"go2_fast_{platform.expected_backend(arguments.platform)}"
    presets.load(preset)
    console.message(f"checking for the preset {preset}; this takes up to a minute")
    words = [arguments.platform, preset, str(arguments.run_dir.expanduser().absolute())]
    findings = [finding for part in SECONDS for finding in look(part, words)]
    failed = any(finding.mark == BAD for finding in findings)
    ready = f"not ready: see the lines with {BAD}" if failed else "ready to train: go2mjx train"
    console.show(table(findings), ready)
    return int(failed)


def look(part: str, words: Sequence[str]) -> list[Finding]:
    """What a part found in its own process, and a line more if that crashed or hung."""
    command = [sys.executable, "-m", "go2mjx.commands.check_parts", part, *words]
    # files, because a pipe would wait for the part's own children too
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+", errors="replace") as errors:
        try:
            code = subprocess.run(command, stdout=output, stderr=errors, timeout=SECONDS[part]).returncode
            ending = f"exit code {code}" if code else ""
        except subprocess.TimeoutExpired:
            ending = f"not done after {SECONDS[part]:g} s"
        output.seek(0)
        findings = [Finding(**json.loads(line)) for line in output if line.endswith("}\n")]
        if ending:
            errors.seek(0)
            last = (errors.read().strip().splitlines() or ["it left no message"])[-1]
            mark = DOUBT if part in _OPTIONAL else BAD
            findings.append(Finding(part, mark, f"{ending}: {last}", _REMEDIES[part]))
    return findings


def table(findings: Sequence[Finding]) -> Table:
    """One line per finding."""
    result = Table(title="set-up", show_lines=True)
    result.add_column("")
    for heading in ("part", "found", "what to do"):
        result.add_column(heading, overflow="fold")
    for finding in findings:
        style = _STYLES[finding.mark]
        result.add_row(f"[{style}]{finding.mark}[/{style}]", finding.part, finding.seen, finding.remedy)
    return result
