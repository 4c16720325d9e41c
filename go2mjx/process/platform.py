"""The device a run trains on: what to expect before JAX starts, and how JAX is set up.

Nothing here changes an environment variable, and a setting that the user made by one is kept.
"""

import contextlib
import importlib.util
import io
import logging
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args

import psutil

from go2mjx.process import console
from go2mjx.process.errors import UsageError

INSTALL_GPU = "pip install 'go2mjx[cuda12]'  (or cuda13, for drivers that support it)"
Backend = Literal["cpu", "gpu"]
_MANY_ENVS_ON_CPU = 256
_GROUP_FILES = {
    "": ("memory.max", "memory.current", "inactive_file"),
    "memory": ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
}
"""Limit, usage and, in memory.stat, what of the usage can be given back, by the controllers of a line in /proc/self/cgroup."""
_COUNT_FLAG = "xla_force_host_platform_device_count"
GRAPH_OPTIONS = {
    "xla_gpu_enable_command_buffer": "FUSION,CUBLAS,CUBLASLT,CUSTOM_CALL,CUDNN,DYNAMIC_SLICE_FUSION,WHILE",
    "xla_gpu_graph_min_graph_size": 1,
}
"""Loops go into CUDA graphs: a call of the compiled loop is one graph, and the host waits for nothing in it. XLA's own choice
is all of these but loops, and no graph of fewer than 5 launches, as which it takes a program whose work is one loop."""
_CACHED_FROM = 0.5  # s of compile time; faster programs are not worth a file


def expected_backend(platform: str) -> Backend:
    """The backend JAX will have for `--platform`, found without starting JAX."""
    if platform in get_args(Backend):
        return platform
    if os.environ.get("JAX_PLATFORMS", "").split(",")[0] == "cpu":
        return "cpu"
    return "gpu" if _cuda_plugin_installed() and nvidia_gpu_visible() else "cpu"


def nvidia_gpu_visible() -> bool:
    """Whether the driver shows an NVIDIA GPU to this process."""
    return bool(visible_gpus())


def visible_gpus() -> list[str]:
    """The NVIDIA GPUs that the driver shows to this process, as CUDA_VISIBLE_DEVICES names them."""
    chosen = os.environ.get("CUDA_VISIBLE_DEVICES")
    if chosen in ("", "-1"):
        return []
    count = len(list(Path("/dev").glob("nvidia[0-9]*")))
    command = shutil.which("nvidia-smi")  # under WSL there is no device file
    if count == 0 and command is not None:
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            listing = subprocess.run([command, "-L"], capture_output=True, text=True, timeout=5)
            count = sum(line.startswith("GPU") for line in listing.stdout.splitlines())
    known = [str(number) for number in range(count)]
    return chosen.split(",") if known and chosen is not None else known


def configure_jax(platform: str, num_envs: int, cpu_devices: int = 1) -> Backend:
    """Set JAX up for `--platform`, start it, print the device line and what is wrong with it; returns what it has.

    A CPU becomes at least `cpu_devices` devices, unless XLA_FLAGS say how many. Call it before any other use of JAX.
    Raises UsageError when `gpu` is asked for and there is none, and when JAX does not start.
    """
    if platform == "gpu" and not (_cuda_plugin_installed() and nvidia_gpu_visible()):
        missing = "no NVIDIA GPU is visible" if _cuda_plugin_installed() else "JAX is installed without CUDA"
        raise UsageError(f"--platform gpu: {missing}; install the CUDA build with: {INSTALL_GPU}")

    import jax

    if platform != "auto":
        jax.config.update("jax_platforms", {"cpu": "cpu", "gpu": "cuda,cpu"}[platform])
    chosen = _COUNT_FLAG in os.environ.get("XLA_FLAGS", "")
    if cpu_devices > max(1, jax.config.jax_num_cpu_devices) and not chosen:
        jax.config.update("jax_num_cpu_devices", cpu_devices)
    _use_compile_cache()
    with contextlib.redirect_stdout(io.StringIO()):
        import mujoco.mjx  # noqa: F401  prints that its optional Warp engine is missing
    said = _Said()
    logging.getLogger("jax").addHandler(said)
    try:
        device = jax.devices()[0]
    except RuntimeError as error:
        raise UsageError(
            f"--platform {platform}: JAX cannot start: {error}\n{gpu_remedy()}; --platform cpu trains without a GPU"
        ) from None
    finally:
        logging.getLogger("jax").removeHandler(said)
    if device.platform != "cpu":
        console.message(f"device: {device.platform} ({device.device_kind})")
        options = " ".join(f"--{name}={value}" for name, value in graph_options("gpu").items())
        console.message(f"XLA: {options or 'as XLA_FLAGS say'}")
        return "gpu"
    console.message(f"device: cpu ({usable_cores()} cores)")
    if not jax.config.jax_platforms and nvidia_gpu_visible():
        reason = f": {said.lines[0]}" if said.lines else ""
        console.warning(f"an NVIDIA GPU is visible but JAX has only the CPU{reason}\n{gpu_remedy()}")
    elif num_envs > _MANY_ENVS_ON_CPU:
        console.warning(
            f"--num_envs {num_envs} is meant for a GPU; on a CPU more than {_MANY_ENVS_ON_CPU} only cost memory"
        )
    return "cpu"


class _Said(logging.Handler):
    """Keeps the warnings and errors of a logger, each in one line, and keeps them off standard error."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        cause = f": {record.exc_info[1]}" if record.exc_info else ""
        self.lines.append(" ".join(f"{record.getMessage()}{cause}".split()))


def gpu_remedy() -> str:
    """What to do where a GPU is visible and JAX does not have it."""
    if _cuda_plugin_installed():
        return "JAX's CUDA plug-in is installed but does not start: its version and that of the NVIDIA driver have to fit"
    return f"use it with: {INSTALL_GPU}"


def graph_options(backend: str) -> dict[str, str | int]:
    """JAX's `compiler_options` of a program that is a loop: `GRAPH_OPTIONS` less those in XLA_FLAGS; none on a CPU."""
    return {} if backend == "cpu" else not_in_flags(GRAPH_OPTIONS)


def not_in_flags(options: dict[str, str | int]) -> dict[str, str | int]:
    """The compiler options that XLA_FLAGS do not set; JAX's would win over the user's."""
    flags = os.environ.get("XLA_FLAGS", "")
    return {name: value for name, value in options.items() if name not in flags}


def free_memory() -> int:
    """Bytes free for the replay ring on the device that JAX uses; call after `configure_jax`."""
    import jax

    statistics = jax.devices()[0].memory_stats()
    if statistics is not None:
        return statistics["bytes_limit"] - statistics["bytes_in_use"]
    return free_host_memory()


def free_host_memory() -> int:
    """Bytes of the computer's memory that this process may still take, within the limits of its container."""
    return min([psutil.virtual_memory().available, *_left_in_groups(Path("/"))])


def _left_in_groups(root: Path) -> Iterator[int]:
    """What each limited control group of this process, of version 1 or 2, leaves of its memory; `root` is "/"."""
    try:
        lines = (root / "proc/self/cgroup").read_text().splitlines()
    except OSError:
        return
    for line in lines:
        _, controllers, group = line.split(":", 2)
        if controllers not in ("", "memory"):
            continue
        mount = root / "sys/fs/cgroup" / controllers
        limit, usage, cache = _GROUP_FILES[controllers]
        # a container may see its own group as the topmost one
        folder = mount / group.lstrip("/")
        for each in (folder, *folder.parents):
            with contextlib.suppress(OSError, ValueError):  # ValueError: the limit is "max"
                most, used = (int((each / name).read_text()) for name in (limit, usage))
                statistics = dict(entry.split() for entry in (each / "memory.stat").read_text().splitlines())
                yield max(0, most - used + int(statistics.get(cache, 0)))
            if each == mount:
                break


def _cuda_plugin_installed() -> bool:
    return any(importlib.util.find_spec(f"jax_cuda{version}_plugin") for version in (12, 13))


def usable_cores() -> int:
    """CPU cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _use_compile_cache() -> None:
    """Keep compiled programs between runs, in the user's cache directory unless JAX has one set."""
    import jax

    if jax.config.jax_compilation_cache_dir is not None:
        return
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    try:
        cache = Path(base).expanduser() / "go2mjx" / "jax"
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=cache):
            pass
    except (OSError, RuntimeError) as error:
        console.warning(f"compiled programs are not kept between runs: {error}")
        return
    jax.config.update("jax_compilation_cache_dir", str(cache))
    if "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS" not in os.environ:
        jax.config.update("jax_persistent_cache_min_compile_time_secs", _CACHED_FROM)
