"""The policy of a finished run, ready to act."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax

from go2mjx.checkpoints.checkpoint import Checkpoints, locate
from go2mjx.checkpoints.orbax_store import CheckpointError
from go2mjx.config.tree import TrainConfig, from_flat, to_flat
from go2mjx.config.validation import validate
from go2mjx.learners.base import Learner, Policy
from go2mjx.process import console
from go2mjx.process.errors import UsageError
from go2mjx.runs.directory import PROVENANCE
from go2mjx.session.build import build
from go2mjx.training.trained import TrainedPolicy


@dataclass(frozen=True)
class SavedPolicy(TrainedPolicy):
    """A policy with the configuration that it was trained under."""

    config: TrainConfig
    meta: dict[str, Any]
    commit: str | None  # that last trained it; None if it is not known

    @property
    def origin(self) -> dict[str, Any]:
        """Where the policy comes from, as JSON types."""
        return {
            "versions": self.meta.get("versions"),
            "commit": self.commit,
            "total_steps": self.meta["total_steps"],
            "config": to_flat(self.config),
        }


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
    policy = checkpoints.restore_policy(_template(parts.learner), step)
    commit = _commit(checkpoints.directory.parent)
    return SavedPolicy(parts.evaluation_env, parts.learner, policy, config, meta, commit)


def _commit(run_dir: Path) -> str | None:
    """The commit that last trained in a run's directory; None if it is not known."""
    try:
        return json.loads((run_dir / PROVENANCE).read_text(encoding="utf-8"))[-1]["git_commit"]
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _template(learner: Learner) -> Policy:
    """Shapes, types and device of a policy."""

    sharding = jax.sharding.SingleDeviceSharding(jax.devices()[0])
    shapes = jax.eval_shape(lambda key: learner.shipped_policy(learner.init(key)), jax.random.key(0))
    return jax.tree.map(lambda leaf: leaf.update(sharding=sharding), shapes)
