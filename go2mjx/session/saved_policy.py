"""The policy of a finished run, ready to act."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax

from go2mjx.checkpoints.checkpoint import Checkpoints, locate
from go2mjx.checkpoints.orbax_store import CheckpointError
from go2mjx.config.tree import TrainConfig, from_flat
from go2mjx.config.validation import validate
from go2mjx.learners.base import Policy
from go2mjx.process import console
from go2mjx.process.errors import UsageError
from go2mjx.session.build import Parts, build


@dataclass(frozen=True)
class SavedPolicy:
    """A policy with the configuration that it was trained under."""

    config: TrainConfig
    parts: Parts
    policy: Policy
    meta: dict[str, Any]


def load_policy(directory: Path) -> SavedPolicy:
    """The policy of the newest good checkpoint in `directory`, a run's or its checkpoints'; changes nothing.

    A damaged checkpoint is passed over with a warning. Raises UsageError when there is no good one, or it is
    of another version of the program.
    """
    with Checkpoints(locate(directory)) as checkpoints:
        saved, problems = checkpoints.newest_good(lambda step: _load(checkpoints, step))
    if saved is None:
        reason = "holds no checkpoint" if checkpoints.directory.is_dir() else "does not exist"
        raise UsageError("\n".join(problems.values()) or f"{checkpoints.directory} {reason}")
    for problem in problems.values():
        console.warning(f"a damaged checkpoint is passed over: {problem}")
    return saved


def _load(checkpoints: Checkpoints, step: int) -> SavedPolicy:
    meta = checkpoints.meta(step)
    try:
        config = from_flat(meta["config"])
        validate(config)
    except (KeyError, TypeError, UsageError) as error:
        where = f"{checkpoints.directory}/{step}"
        raise CheckpointError(f"{where}: the checkpoint's configuration cannot be used: {error}") from None
    parts = build(config)
    return SavedPolicy(config, parts, checkpoints.restore_policy(_template(parts), step), meta)


def _template(parts: Parts) -> Policy:
    """Shapes, types and device of a policy."""

    sharding = jax.sharding.SingleDeviceSharding(jax.devices()[0])
    learner = parts.learner
    shapes = jax.eval_shape(lambda key: learner.shipped_policy(learner.init(key)), jax.random.key(0))
    return jax.tree.map(lambda leaf: leaf.update(sharding=sharding), shapes)
