"""What W&B gets of a finished run beside its metrics: the exported policy, the video and the report."""

import subprocess
from pathlib import Path

from go2mjx.session import child, video

POLICY = "policy.onnx"
REPORT = "report/report.html"


def export(run_dir: Path) -> None:
    """Write the policy of the newest checkpoint as the command does; what goes wrong is one warning."""
    words = ("go2mjx", "export", "--checkpoint", run_dir, "--output", run_dir / POLICY)
    child.make(POLICY, words, stderr=subprocess.STDOUT)


def report(run_dir: Path) -> None:
    """Write the report of a run that has its summary as the command does; what goes wrong is one warning."""
    child.make("report", ("go2mjx", "report", run_dir), stderr=subprocess.STDOUT)


def found(run_dir: Path) -> list[Path]:
    """Those of the files that a run has."""
    return [path for name in (POLICY, video.FILE_NAME, REPORT) if (path := run_dir / name).is_file()]
