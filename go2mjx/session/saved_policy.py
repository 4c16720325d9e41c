"""The policy of a finished run, or in a file that was exported, with the world of its training."""

import dataclasses
import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax

from go2mjx.checkpoints.checkpoint import Checkpoints, locate
from go2mjx.checkpoints.orbax_store import CheckpointError
from go2mjx.config.tree import TrainConfig, from_flat, to_flat
from go2mjx.config.validation import validate
from go2mjx.deploy.policy import Policy as DeployedPolicy
from go2mjx.devices import ALIKE, ONE
from go2mjx.process import console, files
from go2mjx.process.errors import UsageError
from go2mjx.runs.directory import PROVENANCE
from go2mjx.session.build import Parts, build
from go2mjx.tasks.base import Environment
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

    @functools.cached_property
    def deployed(self) -> DeployedPolicy:
        """The policy as a robot would run it. Raises UsageError for one that no robot can run."""
        from go2mjx.export.onnx_policy import to_onnx  # an extra, see process/extras.py

        return DeployedPolicy(to_onnx(self).SerializeToString())


@dataclass(frozen=True)
class ExportedPolicy:
    """A policy in a file; `meta` is what the file says about its training."""

    env: Environment  # with a time limit beyond every evaluation
    deployed: DeployedPolicy
    config: TrainConfig
    meta: dict[str, Any]


def read_policy(file: Path, env: str | None = None) -> ExportedPolicy:
    """The policy in an exported file, in the environment `env`, by default that of its training.

    Raises UsageError for what is no such file, or does not say how it was trained.
    """
    deployed = DeployedPolicy(file)
    meta = deployed.description.training or {}
    try:
        config = from_flat(meta["config"])
        validate(config)
    except (KeyError, TypeError, UsageError) as error:
        raise UsageError(f"{file}: its configuration of the training cannot be used: {error}") from None
    return ExportedPolicy(_in_environment(build(config), config, env).evaluation_env, deployed, config, meta)


def load_policy(
    directory: Path, step: int | None = None, last: bool = False, env: str | None = None
) -> SavedPolicy:
    """The policy in a checkpoint of `directory`, a run's or its checkpoints', or in the one that it is; changes nothing.

    Without a `step` (transitions) it is the newest good one, and a damaged one is passed over with a warning. The
    policy is that of the best evaluation until then, or with `last` the one that the training went on with. It is put
    in the environment `env`, by default that of its training. Raises UsageError when there is no such checkpoint, it is of
    another version of the program, or the policy does not fit into `env`.
    """
    parent, named = _checkpoint_folder(directory)
    if named is not None and step not in (None, named):
        raise UsageError(f"--step {step}: {directory} is the checkpoint of step {named}")
    with Checkpoints(parent) as checkpoints:
        chosen = named if step is None else step
        try:
            if chosen is not None:
                return _load_one(checkpoints, chosen, last, env)
            saved, problems = checkpoints.newest_good(lambda step: _load(checkpoints, step, last, env))
        except CheckpointError as error:
            raise UsageError(str(error)) from None
    if saved is None:
        reason = "holds no checkpoint" if checkpoints.directory.is_dir() else "does not exist"
        raise UsageError("\n".join(problems.values()) or f"{checkpoints.directory} {reason}")
    for problem in problems.values():
        console.warning(f"a damaged checkpoint is passed over: {problem}")
    return saved


def _checkpoint_folder(directory: Path) -> tuple[Path, int | None]:
    """The checkpoints' directory, and the step of `directory` if it is one of them."""
    path = directory.expanduser().resolve()
    if path.name.isdigit() and (path / "policy").is_dir():
        return path.parent, int(path.name)
    return locate(path), None


def _load_one(checkpoints: Checkpoints, step: int, last: bool, env: str | None) -> SavedPolicy:
    """Raises UsageError when there is no such checkpoint, and CheckpointError when it is damaged."""
    steps = checkpoints.steps()
    if step not in steps:
        raise UsageError(
            f"--step {step}: {checkpoints.directory} has {', '.join(map(str, steps)) or 'no checkpoint'}"
        )
    return _load(checkpoints, step, last, env)


def _load(checkpoints: Checkpoints, step: int, last: bool, env: str | None) -> SavedPolicy:
    meta = checkpoints.meta(step)
    try:
        config = from_flat(meta["config"])
        validate(config)
    except (KeyError, TypeError, UsageError) as error:
        where = f"{checkpoints.directory}/{step}"
        raise CheckpointError(f"{where}: the checkpoint's configuration cannot be used: {error}") from None
    parts = build(config)
    if last:
        state = checkpoints.restore_state(parts.state, step)
        policy = parts.learner.shipped_policy(state.learner)
    else:
        shapes = jax.eval_shape(
            lambda key: parts.learner.shipped_policy(parts.learner.init(key)), jax.random.key(0)
        )
        policy = checkpoints.restore_policy(ONE.placed(shapes, ALIKE), step)
    commit = _commit(checkpoints.directory.parent)
    parts = _in_environment(parts, config, env)
    return SavedPolicy(parts.evaluation_env, parts.learner, policy, config, meta, commit)


def _in_environment(parts: Parts, config: TrainConfig, env: str | None) -> Parts:
    """`parts` of `config`, or those with another environment. Raises UsageError where the policy does not fit into it."""
    if env is None:
        return parts
    elsewhere = build(dataclasses.replace(config, run=dataclasses.replace(config.run, env=env)))
    if elsewhere.env.state_entries != parts.env.state_entries:
        raise UsageError(f"--env {env}: a policy of {config.run.env} sees something else than {env} shows")
    return elsewhere


def _commit(run_dir: Path) -> str | None:
    """The commit that last trained in a run's directory; None if it is not known."""
    try:
        return files.read_json(run_dir / PROVENANCE)[-1]["git_commit"]
    except (OSError, ValueError, LookupError, TypeError):
        return None
