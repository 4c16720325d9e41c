"""What W&B gets of a finished run beside its metrics: the exported policy, the video and the report."""

import subprocess
from pathlib import Path

from go2mjx.session import child, video

POLICY = "policy.onnx"
REPORT = "report/report.html"


def make(run_dir: Path, exportable: bool) -> None:
    """Write the policy, of a run with a robot that it can be exported for, and the report, as the commands do.

    Whatever goes wrong is one warning each.
    """
    if exportable:
        export = ("go2mjx", "export", "--checkpoint", run_dir, "--output", run_dir / POLICY)
        child.succeeds(POLICY, export, stderr=subprocess.STDOUT)
    child.succeeds("report", ("go2mjx", "report", run_dir), stderr=subprocess.STDOUT)


def found(run_dir: Path) -> list[Path]:
    """Those of the files that a run has."""
    return [path for name in (POLICY, video.FILE_NAME, REPORT) if (path := run_dir / name).is_file()]
