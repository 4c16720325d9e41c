"""`go2mjx export`: the policy of a run as one ONNX file with all that a robot needs to know about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import tyro

from go2mjx.process import console, platform
from go2mjx.process.errors import UsageError


@dataclass(frozen=True)
class ExportConfig:
    """Write the policy in a checkpoint to an ONNX file and check it against JAX."""

    checkpoint: Annotated[Path, tyro.conf.arg(metavar="DIR")]
    """Run directory, or its checkpoints directory."""
    output: Annotated[Path, tyro.conf.arg(metavar="FILE")] = Path("policy.onnx")
    """File to write; one that exists is replaced."""


def main(argv: Sequence[str]) -> int:
    """Run the command; returns 1, and writes nothing, if the file would not act as the policy does.

    Raises UsageError for a checkpoint or an output that cannot be used.
    """
    arguments = tyro.cli(ExportConfig, prog="go2mjx export", args=list(argv), use_underscores=True)
    output = arguments.output.expanduser()
    if not arguments.checkpoint.expanduser().is_dir():
        raise UsageError(f"--checkpoint {arguments.checkpoint} is no directory")
    if output.is_dir() or not output.absolute().parent.is_dir():
        raise UsageError(f"--output {arguments.output}: it must be a file in a directory that exists")
    platform.configure_jax("cpu", num_envs=1)

    from go2mjx.deploy.policy import Policy  # the command line answers before JAX loads
    from go2mjx.export.onnx_policy import MAX_DIFFERENCE, largest_difference, to_onnx
    from go2mjx.session.saved_policy import load_policy

    saved = load_policy(arguments.checkpoint)
    content = to_onnx(saved, saved.origin).SerializeToString()
    exported = Policy(content)
    difference = largest_difference(saved, exported)
    console.message(f"largest difference between JAX and onnxruntime: {difference:.1e}")
    if not difference < MAX_DIFFERENCE:
        console.warning(
            f"nothing is written: less than {MAX_DIFFERENCE:.0e} is allowed; the run is unchanged"
        )
        return 1
    try:
        output.write_bytes(content)
    except OSError as error:
        raise UsageError(f"--output {arguments.output}: cannot be written: {error.strerror}") from None
    console.message(f"wrote {arguments.output} ({len(content) / 1e3:.0f} kB)")
    own = f" --robot {exported.description.robot_file}" if exported.description.robot_file else ""
    console.message(f"next: python -m go2mjx.deploy {arguments.output}{own} --command 0.5 0 0")
    return 0
