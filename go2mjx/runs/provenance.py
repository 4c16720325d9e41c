"""Where a run comes from: versions, commit and device, so that its numbers can be reproduced."""

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

_PACKAGES = (
    *("go2mjx", "jax", "jaxlib", "mujoco", "mujoco-mjx", "warp-lang"),
    *("brax", "flax", "optax", "orbax-checkpoint", "wandb", "numpy"),
)
_RESET_MODE = "fresh"  # a new start state is drawn at every reset, never one stored at the start


def provenance() -> dict[str, Any]:
    """Versions, git commit, device and numerics of this process; None where there is none.

    Call it after `configure_jax`; it asks JAX for the device.
    """
    import jax

    return {
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": sys.argv,
        "versions": {"python": platform.python_version(), **{name: _version(name) for name in _PACKAGES}},
        "git_commit": git_commit(Path(__file__).parents[2]),
        "device_kind": jax.devices()[0].device_kind,
        "matmul_precision": jax.config.jax_default_matmul_precision,
        "reset_mode": _RESET_MODE,
    }


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def git_commit(root: Path) -> str | None:
    """The commit of the checkout at `root`, marked when files differ from it; None where there is none."""
    if not (root / ".git").exists():
        return None
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        commit, changes = (
            subprocess.run(
                # without, a status that is refused its bytes leaves the checkout locked
                ["git", "--no-optional-locks", "-C", str(root), *command],
                capture_output=True,
                text=True,
                timeout=10,
                env=environment,
            )
            for command in (["rev-parse", "HEAD"], ["status", "--porcelain"])
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if commit.returncode:
        return None
    return commit.stdout.strip() + ("-modified" if changes.stdout else "")
