"""The policy of a finished run, ready to act."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from go2mjx.host.checkpoint import CheckpointError, Checkpoints, locate
from go2mjx.host.config import TrainConfig, from_flat
from go2mjx.host.errors import UsageError
from go2mjx.loop.state import Policy
from go2mjx.tools.build import Parts, build


@dataclass(frozen=True)
class SavedPolicy:
    """A policy with the configuration that it was trained under."""

    config: TrainConfig
    parts: Parts
    policy: Policy
    meta: dict[str, Any]


def load_policy(directory: Path) -> SavedPolicy:
    """The policy of the newest checkpoint in `directory`, a run's or its checkpoints'; nothing is changed.

    Raises UsageError when there is none, or it is damaged or of another version of the program.
    """
    try:
        with Checkpoints(locate(directory)) as checkpoints:
            policy, meta = checkpoints.restore_policy()
    except CheckpointError as error:
        raise UsageError(str(error)) from None
    try:
        config = from_flat(meta["config"])
    except (KeyError, TypeError, UsageError) as error:
        raise UsageError(f"{directory}: the checkpoint's configuration cannot be used: {error}") from None
    return SavedPolicy(config, build(config), policy, meta)
