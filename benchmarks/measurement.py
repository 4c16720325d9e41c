"""What the benchmarks share: compilation apart, repeats with their spread, tables and the report file."""

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import jax
import tyro
from rich.table import Table

from go2mjx.config.tree import TrainConfig, to_flat
from go2mjx.process import console, platform
from go2mjx.runs.provenance import provenance

CommandLine = TypeVar("CommandLine")

FILE_WIDTH = 150
"""Columns of a table that goes to a file, where rich would assume 80 and cut it."""


def parse(command_line: type[CommandLine], argv: Sequence[str]) -> tuple[CommandLine, list[str]]:
    """The arguments of a benchmark, and the flags that it leaves to `go2mjx train`."""
    return tyro.cli(command_line, args=list(argv), use_underscores=True, return_unknown_args=True)


def origin(config: TrainConfig) -> dict[str, Any]:
    """Versions, commit, device and settings for the report; not the command, which holds paths."""
    source = {key: value for key, value in provenance().items() if key != "command"}
    return {"provenance": source, "cpu_cores": platform.usable_cores(), "config": to_flat(config)}


def compile_apart(function: Callable, *arguments: object) -> tuple[jax.stages.Compiled, float]:
    """`function` compiled for `arguments`, the first of which it may reuse; seconds to trace and compile."""
    started = time.perf_counter()
    options = platform.graph_options(jax.default_backend())
    compiled = jax.jit(function, donate_argnums=0, compiler_options=options).lower(*arguments).compile()
    return compiled, time.perf_counter() - started


def forget_compiled_programs() -> None:
    """Keep this process away from the persistent cache, so that compile seconds are those of a compiler."""
    jax.config.update("jax_enable_compilation_cache", False)


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median, lowest and highest of repeats."""
    return {"median": statistics.median(values), "lowest": min(values), "highest": max(values)}


def show(values: dict[str, float], digits: str = ",.0f") -> str:
    """A spread as text: median (lowest to highest)."""
    return f"{values['median']:{digits}} ({values['lowest']:{digits}} to {values['highest']:{digits}})"


def print_table(table: Table) -> None:
    """Print `table` on standard output."""
    console.show(table, width=None if sys.stdout.isatty() else FILE_WIDTH)


def read_json(path: Path) -> Any:
    """The content of a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write `content` as indented JSON that any reader takes: NaN and infinity are refused."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2, allow_nan=False) + "\n", encoding="utf-8")
