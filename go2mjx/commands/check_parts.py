"""The parts of `go2mjx check`: `python -m go2mjx.commands.check_parts PART PLATFORM PRESET RUN_DIR`.

Prints one JSON object per finding. A problem of the set-up is a finding; whatever else is raised ends the
process, and `check` reports it.
"""

import dataclasses
import json
import os
import platform as python_platform
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from go2mjx.config import cli, presets
from go2mjx.process import extras, platform
from go2mjx.process.errors import UsageError
from go2mjx.telemetry import wandb_runs, wandb_server
from go2mjx.viewing import gl

GOOD, DOUBT, BAD = "✓", "!", "✗"
_GIB = 2**30
_LOGS = _GIB // 4
"""Bytes on disk for everything but the replay ring: policies, metrics, W&B's files, pictures."""


@dataclass(frozen=True)
class Finding:
    """One line of the table; `mark` is `GOOD`, `DOUBT` (training works without it) or `BAD`."""

    part: str
    mark: str
    seen: str
    remedy: str = ""


def packages() -> Iterator[Finding]:
    """Python and every dependency against the ranges that are tested."""
    try:
        allowed = SpecifierSet(metadata.metadata("go2mjx")["Requires-Python"])
        requirements = [Requirement(text) for text in metadata.requires("go2mjx") or ()]
    except metadata.PackageNotFoundError:
        yield Finding("packages", BAD, "go2mjx is not installed", "run `make setup`, or `pip install .`")
        return
    version = python_platform.python_version()
    if version in allowed:
        yield Finding("Python", GOOD, version)
    else:
        yield Finding(
            "Python", BAD, f"{version}, tested is {allowed}", "run `make setup` with Python 3.11 to 3.13"
        )
    fitting = []
    for requirement in requirements:
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            found = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            found = None
        if found is not None and requirement.specifier.contains(found, prereleases=True):
            fitting.append(f"{requirement.name} {found}")
        else:
            seen = f"{found or 'not installed'}, tested is {requirement.specifier}"
            remedy = f"run `make setup`, or `pip install '{requirement}'`"
            yield Finding(requirement.name, BAD, seen, remedy)
    yield Finding("packages", GOOD, ", ".join(fitting))


def wandb() -> Iterator[Finding]:
    """The import, an offline run, and whether runs would be online."""
    try:
        module = wandb_server.import_wandb()
    except UsageError as problem:
        yield Finding(
            "W&B", DOUBT, str(problem), "without it training goes on and metrics.jsonl has everything"
        )
        return
    with tempfile.TemporaryDirectory() as folder:
        try:
            runs = wandb_runs.open_wandb_runs("offline", "single", "check", Path(folder), {})
            logged = runs.log("learner", {"iteration": 1, "learner/update_steps": 1})
            finished = runs.finish(timeout=20.0) and logged
        except UsageError as problem:
            yield Finding(
                "W&B offline", DOUBT, str(problem), "run `make setup` for the pinned version of wandb"
            )
        else:
            written = finished and any(path.stat().st_size for path in Path(folder).rglob("*.wandb"))
            seen = f"wandb {module.__version__} {'wrote' if written else 'did not write'} an offline run"
            yield Finding("W&B offline", GOOD if written else DOUBT, seen)
    try:
        wandb_server.require_server(module)
    except UsageError as problem:
        yield Finding(
            "W&B login", DOUBT, str(problem), "until then runs are offline; upload with go2mjx sync"
        )
    else:
        yield Finding("W&B login", GOOD, "logged in, and the server answers")


def robot(choice: str, preset: str, run_dir: Path) -> Iterator[Finding]:
    """The device, one step of the robot on it, and the memory and disk that the preset needs."""
    config = presets.load(preset)
    try:
        platform.configure_jax(choice, num_envs=1)
    except UsageError as problem:
        seen, _, remedy = str(problem).partition("; ")
        yield Finding("device", BAD, seen, remedy)
        return

    import jax  # after its set-up

    device = jax.devices()[0]
    if device.platform == "cpu" and choice == "auto" and platform.nvidia_gpu_visible():
        yield Finding("device", DOUBT, "cpu, although an NVIDIA GPU is visible", platform.gpu_remedy())
    else:
        cores = f"{platform.usable_cores()} cores"
        yield Finding(
            "device", GOOD, f"{device.platform} ({cores if device.platform == 'cpu' else device.device_kind})"
        )

    from go2mjx.checkpoints.replay_store import SAVE_BYTES
    from go2mjx.session.build import build

    parts = build(config)

    def first_step(key: jax.Array):
        state = parts.env.reset(jax.random.split(key, 1))
        return parts.env.step(state, jax.numpy.zeros((1, parts.env.action_size)))

    started = time.perf_counter()
    compiled = jax.jit(first_step).lower(jax.random.key(0)).compile()
    seconds = time.perf_counter() - started
    state = compiled(jax.random.key(0))
    if state.valid.all() and not state.terminated.any():
        yield Finding("physics", GOOD, f"{config.run.env} compiled in {seconds:.0f} s and took one step")
    else:
        yield Finding(
            "physics",
            BAD,
            f"one step of {config.run.env} ends in {'a fall' if state.valid.all() else 'numbers that are not finite'}",
            "most often a wrong pair of mujoco and mujoco-mjx: run `make setup`",
        )
    row_bytes = parts.row_bytes
    free = platform.free_memory()
    try:
        cli.check_replay_memory(config, row_bytes, free, SAVE_BYTES)
    except UsageError as problem:
        seen, _, remedy = str(problem).rpartition("; ")
        yield Finding("memory", BAD, seen, remedy)
    else:
        seen = f"{cli.describe_replay(config, row_bytes)}, {free / _GIB:.1f} GiB are free"
        yield Finding("memory", GOOD, seen)
    # the checkpoints that are kept hold a ring and the rows that it has overwritten since the oldest of them
    needed = 2 * config.loop.replay_buffer_capacity * row_bytes + _LOGS
    free = shutil.disk_usage(_existing(run_dir)).free
    seen = f"{free / _GIB:.1f} GiB are free, a run takes up to about {needed / _GIB:.1f}"
    if free >= needed:
        yield Finding("disk", GOOD, seen)
    else:
        yield Finding("disk", BAD, seen, "make room, or name a directory on another disk with --run_dir")


def draw() -> Iterator[Finding]:
    """One picture, in the way of the video."""
    try:
        extras.require("a video", "export", "video")
    except UsageError as problem:
        seen, _, remedy = str(problem).partition("; ")
        yield Finding("video", DOUBT, seen, remedy)
        return
    library = gl.choose()
    try:
        import imageio_ffmpeg
        import mujoco

        from go2mjx import robots
        from go2mjx.physics.models import full_collision_model

        model = full_collision_model(robots.load(robots.NAMES[0]))  # any will do
        data = mujoco.MjData(model)
        mujoco.mj_forward(model, data)
        with mujoco.Renderer(model, 64, 64) as renderer:
            renderer.update_scene(data)
            drawn = renderer.render().any()
        imageio_ffmpeg.get_ffmpeg_exe()
    except Exception as error:  # the GL bindings raise errors of every kind
        yield Finding("video", DOUBT, f"MUJOCO_GL={library}: {type(error).__name__}: {error}", gl.advice())
    else:
        seen = f"MUJOCO_GL={library} drew {'the robot' if drawn else 'an empty picture'}"
        yield Finding("video", GOOD if drawn else DOUBT, seen, "" if drawn else gl.advice())


def directory(run_dir: Path) -> Iterator[Finding]:
    """Whether runs can be written."""
    try:
        with tempfile.TemporaryFile(dir=_existing(run_dir)):
            pass
    except OSError as error:
        yield Finding("run directory", BAD, f"{run_dir}: {error.strerror}", "name another one with --run_dir")
    else:
        yield Finding("run directory", GOOD, f"{run_dir} can be written")


def _existing(path: Path) -> Path:
    """`path`, or the nearest directory above it that is there."""
    return next(folder for folder in (path, *path.parents) if folder.exists())


def main() -> None:
    """Print the findings of the part that the command line names."""
    part, choice, preset, run_dir = sys.argv[1:]
    looks = {
        "packages": packages,
        "wandb": wandb,
        "robot": lambda: robot(choice, preset, Path(run_dir)),
        "video": draw,
        "directory": lambda: directory(Path(run_dir)),
    }
    with os.fdopen(os.dup(1), "w") as output:
        os.dup2(2, 1)  # libraries print too
        for finding in looks[part]():
            print(json.dumps(dataclasses.asdict(finding)), file=output, flush=True)


if __name__ == "__main__":
    main()
