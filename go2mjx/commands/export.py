"""`go2mjx export`: the policy of a run as one ONNX file, for our runner or in the form of a public one."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import tyro

from go2mjx.commands.choice import Choice
from go2mjx.process import console, extras, platform
from go2mjx.process.errors import UsageError

if TYPE_CHECKING:
    import onnx

GENERIC = "generic"


@dataclass(frozen=True)
class ExportConfig(Choice):
    """Write the policy in a checkpoint to an ONNX file and check it against JAX."""

    runner: Literal["generic", "unitree_rl_lab", "rl_sar"] = GENERIC
    """generic: one file with all that a robot needs to know, for go2mjx and for a runner of your own. The others: the
    network and the settings that this public C++ runner reads."""
    output: Annotated[Path | None, tyro.conf.arg(metavar="PATH")] = None
    """File to write, policy.onnx by default; for a public runner the folder, go2mjx_policy. Files that exist
    are replaced."""


def main(argv: Sequence[str]) -> int:
    """Run the command; returns 1, and writes nothing, if the file would not act as the policy does.

    Raises UsageError for a checkpoint or an output that cannot be used.
    """
    arguments = tyro.cli(ExportConfig, prog="go2mjx export", args=list(argv), use_underscores=True)
    extras.require("go2mjx export", "export")
    output = _output(arguments)
    model = _read(arguments) if arguments.path.is_file() else _export(arguments)
    if model is None:
        return 1
    _write(arguments, model, output)
    return 0


def _output(arguments: ExportConfig) -> Path:
    """The file or folder to write. Raises UsageError."""
    generic = arguments.runner == GENERIC
    output = (arguments.output or Path("policy.onnx" if generic else "go2mjx_policy")).expanduser()
    kind, wrong = ("file", output.is_dir()) if generic else ("folder", output.is_file())
    if wrong or not output.absolute().parent.is_dir():
        raise UsageError(f"--output {output}: it must be a {kind} in a directory that exists")
    return output


def _read(arguments: ExportConfig) -> "onnx.ModelProto":
    """A file that was exported before, for a public runner. Raises UsageError."""
    arguments.check_file()
    if arguments.runner == GENERIC:
        raise UsageError(f"--checkpoint {arguments.checkpoint} is exported; name another --runner for it")
    import onnx

    from go2mjx.deploy.policy import Policy

    Policy(arguments.path)  # refuses what is none
    return onnx.load(arguments.path)


def _export(arguments: ExportConfig) -> "onnx.ModelProto | None":
    """The policy of a run; None, with a warning, if it would not act as in JAX. Raises UsageError."""
    if not arguments.path.is_dir():
        raise UsageError(f"--checkpoint {arguments.checkpoint} is no directory")
    platform.configure_jax("cpu", num_envs=1)
    from go2mjx.deploy.policy import Policy  # the command line answers before JAX loads
    from go2mjx.export.onnx_policy import MAX_DIFFERENCE, largest_difference, to_onnx

    saved = arguments.load()
    model = to_onnx(saved, saved.origin)
    difference = largest_difference(saved, Policy(model.SerializeToString()))
    console.message(f"largest difference between JAX and onnxruntime: {difference:.1e}")
    if not difference < MAX_DIFFERENCE:
        console.warning(
            f"nothing is written: less than {MAX_DIFFERENCE:.0e} is allowed; the run is unchanged"
        )
        return None
    return model


def _write(arguments: ExportConfig, model: "onnx.ModelProto", output: Path) -> None:
    """Write the files and say what comes next. Raises UsageError."""
    from go2mjx.deploy.policy import Policy
    from go2mjx.export import runners

    content = {output: model.SerializeToString()}
    if arguments.runner != GENERIC:
        files = runners.files(arguments.runner, model, output.absolute().name)
        content = {output / name: data for name, data in files.items()}
    for file, data in content.items():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        except OSError as error:
            raise UsageError(f"--output {file}: cannot be written: {error.strerror}") from None
        console.message(f"wrote {file} ({len(data) / 1e3:.0f} kB)")
    if arguments.runner == GENERIC:
        own = Policy(output).description.robot_file
        console.message(
            f"next: python -m go2mjx.deploy {output}{f' --robot {own}' if own else ''} --command 0.5 0 0"
        )
    else:
        console.message(f"next: docs/export.md says where {arguments.runner} looks for the folder {output}")
