"""The command `go2mjx`: picks the tool for the subcommand and turns usage errors into exit code 2."""

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from go2mjx.process.errors import UsageError, suggestion


def _tool(module: str) -> Callable[[Sequence[str]], int | None]:
    """`main` of a tool, imported when it is called: most tools import JAX."""
    return lambda argv: importlib.import_module(f"go2mjx.commands.{module}").main(argv)


def _metrics(argv: Sequence[str]) -> None:
    from go2mjx.process import console
    from go2mjx.telemetry.metrics import markdown_table

    if list(argv) in (["-h"], ["--help"]):
        print("usage: go2mjx metrics\n\nPrint the table of all metrics in Markdown.")
    elif argv:
        raise UsageError(f"metrics takes no arguments, not {' '.join(argv)}")
    else:
        console.show(markdown_table())


COMMANDS = {
    "check": (_tool("check"), "test the set-up: versions, device, W&B, video, memory"),
    "train": (_tool("train"), "train a robot and evaluate it"),
    "eval": (_tool("evaluate"), "evaluate a checkpoint"),
    "play": (_tool("play"), "watch a policy walk: a window and the keyboard, or a video"),
    "checkpoints": (_tool("checkpoints"), "list the checkpoints of a run and check them"),
    "monitor": (_tool("monitor"), "list what the alert rules find in runs"),
    "report": (_tool("report"), "write a page about a run, or compare several"),
    "export": (_tool("export"), "write the policy as an ONNX file for robots and other simulators"),
    "web": (_tool("web"), "write a page on which the policy walks in any browser"),
    "drive": (_tool("drive"), "let a policy drive a GO2 over Unitree's protocol"),
    "simulate-robot": (_tool("simulate_robot"), "simulate a GO2 on that protocol"),
    "sync": (_tool("sync"), "send the metrics of a run to W&B"),
    "panels": (_tool("panels"), "save the guide's charts as a view in W&B"),
    "metrics": (_metrics, "print the table of all metrics"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run `argv` (by default the program's arguments) and return the exit code."""
    if not _posix():
        print("go2mjx runs on Linux, macOS or WSL (Windows Subsystem for Linux)", file=sys.stderr)
        return 2
    command, *rest = (sys.argv[1:] if argv is None else argv) or ["--help"]
    if command in ("-h", "--help"):
        print(_usage())
        return 0
    try:
        if command not in COMMANDS:
            raise UsageError(f"unknown command {command!r}{suggestion(command, COMMANDS)}\n{_usage()}")
        return COMMANDS[command][0](rest) or 0
    except UsageError as error:
        print(f"go2mjx {command}: error: {error}", file=sys.stderr)
        return 2


def _posix() -> bool:
    """Whether the system has what runs are locked and stopped with, which is all but Windows."""
    try:
        import fcntl  # noqa: F401
    except ImportError:
        return False
    return sys.platform != "win32"


def _usage() -> str:
    lines = [f"  {name:<16}{text}" for name, (_, text) in COMMANDS.items()]
    return "\n".join(
        ["usage: go2mjx COMMAND [OPTIONS]", "", *lines, "", "go2mjx COMMAND --help shows the options"]
    )


def run(argv: Sequence[str] | None = None) -> NoReturn:
    """`main`, then end the process with its exit code."""
    code = main(argv)
    from go2mjx.process.signals import SIGNAL_EXIT

    if code > SIGNAL_EXIT:
        # everything is closed; a program that still compiles in the background must not delay the end
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    run()
