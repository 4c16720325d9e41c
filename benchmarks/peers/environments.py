"""The environments of the peers: made with venv, filled by pip with pinned versions, used by programs in time limits."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
OURS = ("-c", "constraints.txt", "-e", ".")
INSTALLS: dict[str, tuple[tuple[str, ...], ...]] = {
    # mjlab only for the meshes that it carries
    "playground": (("-c", "constraints.txt", "playground==0.2.0"), ("--no-deps", "mjlab==1.6.0")),
    "sbx": ((*OURS, "sbx-rl==0.28.0", "stable-baselines3==2.9.2"),),
    # the last JAX that brax's SAC runs on, older than go2mjx asks for; its environments run on it all the same
    "brax": (
        ("jax==0.9.2", "brax==0.14.2", "mujoco==4.0.0", "mujoco-mjx==3.17.0", "flax==0.12.6"),
        ("-c", "constraints.txt", "annotated-types", "gymnasium", "tyro"),
    ),
    "actor_learner": (OURS,),
}
"""For each peer the arguments of `pip install`, one call after the other."""
INSTALL_SECONDS = 1800
COMPILED_ANEW = {"JAX_ENABLE_COMPILATION_CACHE": "false"}
"""Compilers, not what they left on disk, are what the start is timed with."""
_INSTALLED = "installed.json"


class PeerFailure(Exception):
    """Why there is no number of a peer."""


def interpreter(peer: str, directory: Path) -> Path:
    """The Python of the environment of `peer` below `directory`, made and filled if it is not there yet.

    Raises PeerFailure if something cannot be installed.
    """
    environment, installs = directory / peer, INSTALLS[peer]
    python, mark = environment / "bin" / "python", environment / _INSTALLED
    wanted = json.dumps(installs)
    if not mark.exists() or mark.read_text() != wanted:
        # pip of this environment fills it: some Pythons come without the means to give it one
        run(
            [sys.executable, "-m", "venv", "--clear", "--without-pip", str(environment)],
            directory / f"{peer}.log",
            60,
        )
        pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
        for arguments in installs:
            run([*pip, "install", "--quiet", *arguments], directory / f"{peer}.log", INSTALL_SECONDS)
        mark.write_text(wanted)
    return python


def report(python: Path, program: str, arguments: list[str], log: Path, seconds: float) -> dict[str, Any]:
    """The report that `program`, a module of benchmarks.peers, prints last. Raises PeerFailure if there is none."""
    output = run([str(python), "-m", f"benchmarks.peers.{program}", *arguments], log, seconds)
    return json.loads(output.splitlines()[-1])


def run(
    command: list[str],
    log: Path,
    seconds: float,
    checkout: Path = ROOT,
    environment: Mapping[str, str] = COMPILED_ANEW,
) -> str:
    """Standard output of `command`, run from a checkout on the CPU; its errors go to `log`.

    Raises PeerFailure after `seconds` or another exit code than 0. What the command started is ended with it.
    """
    with log.open("w") as errors:
        process = subprocess.Popen(
            command,
            cwd=checkout,
            env=os.environ | {"JAX_PLATFORMS": "cpu"} | environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        )
        try:
            output, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise PeerFailure(f"not done after {seconds:g} s") from None
        finally:
            _end_group(process)
    if process.returncode:
        lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
        raise PeerFailure(
            f"exit code {process.returncode}: {lines[-1].strip() if lines else 'nothing was said'}"
        )
    return output


def _end_group(process: subprocess.Popen) -> None:
    """End `process` and all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
