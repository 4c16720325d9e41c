"""Checkpoints of a run: the whole `TrainState`, the small deployable policy beside it, and what they mean.

<directory>/<step>/policy   actor and observation statistics, all that evaluation and export read
<directory>/<step>/state    everything but the rows of the replay ring
<directory>/<step>/meta     JSON: configuration, versions, counters, evaluations, checksums
<directory>/replay/<step>   rows of the replay ring that were new at this step; many of them in <step>-1 and so on too

A step is good when its own folder and all segments of the ring that its meta names are complete.
"""

import math
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import jax

from go2mjx.checkpoints.orbax_store import CheckpointError, OrbaxStore, forget_failure, named_leaves
from go2mjx.checkpoints.replay_store import ReplayStore, Segment
from go2mjx.learners.base import Policy
from go2mjx.process import console
from go2mjx.training.state import TrainState

FOLDER = "checkpoints"
"""Name of the checkpoints' directory within a run directory."""
REPLAY_FOLDER = "replay"
_SHOWN_DIFFERENCES = 5

Result = TypeVar("Result")


@dataclass(frozen=True)
class Checkpoint:
    """What `go2mjx checkpoints` shows of one step; `problem` is None when every bit is as it was saved."""

    step: int
    bytes_on_disk: int
    meta: dict[str, Any]
    problem: str | None


@dataclass(frozen=True)
class _Saved:
    """What decides whether a step stays, and which segments of the ring stay with it."""

    score: float
    segments: set[str]

    @staticmethod
    def of(meta: dict[str, Any]) -> "_Saved":
        segments = {Segment(**segment).name for segment in meta["replay"]}
        return _Saved(math.inf if meta.get("score") is None else meta["score"], segments)


def locate(directory: str | Path) -> Path:
    """The absolute checkpoints' directory of a run; `directory` is that of the run or already the one sought."""
    path = Path(directory).expanduser().resolve()
    return path / FOLDER if (path / FOLDER).is_dir() else path


class Checkpoints:
    """The checkpoints in one directory, by step: the newest `keep` and the one with the best evaluation.

    The directory is created by the first `save`; reading never changes it. Use it from one thread, and as a
    context manager.
    """

    def __init__(self, directory: str | Path, keep: int = 3) -> None:
        self.directory = Path(directory).expanduser().resolve()
        self._keep = keep
        self._store = OrbaxStore(self.directory, ("policy", "state"))
        self._replay = ReplayStore(self.directory / REPLAY_FOLDER)
        self._saved: dict[int, _Saved] = {}  # stays empty in a process that only reads
        self._sound: set[Segment] = set()  # as `inspect` found them

    def __enter__(self) -> "Checkpoints":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def save(
        self,
        step: int,
        train: TrainState,
        policy: Policy,
        meta: dict[str, Any],
        steps_between_saves: int = 0,
        score: float = math.inf,
    ) -> None:
        """Start writing `train` as `step`, larger than every saved one, and beside it `policy`, and return.

        `train` may be donated right afterwards. `score` is that of the latest evaluation, lower is better;
        `steps_between_saves` says how many transitions usually lie between two saves.

        Raises CheckpointError when the step cannot be saved, or when the write before this one failed.
        """
        self.wait()
        steps = self.steps()
        if steps and step <= steps[-1]:
            raise CheckpointError(f"{self.directory}: step {step} is not above those saved, {steps}")
        meta = {
            **meta,
            "replay": self._replay.save(step, train.replay, steps_between_saves),
            "replay_shape": list(train.replay.reward.shape),
            "score": score if math.isfinite(score) else None,
        }
        self._store.save(str(step), {"policy": policy, "state": train.replace(replay=None)}, meta)
        self._saved[step] = _Saved.of(meta)

    def wait(self) -> None:
        """Return once everything is on disk, and what is not kept is gone. Raises CheckpointError when that failed."""
        try:
            self._replay.store.wait()
        finally:
            self._store.wait()
        if self._saved:
            self._drop_unneeded()

    def close(self) -> None:
        """Finish writing and let go. Raises CheckpointError when a write failed."""
        with closing(self._store), closing(self._replay.store):
            self.wait()

    def steps(self) -> list[int]:
        """The steps on disk, ascending, also those that are damaged. Raises CheckpointError."""
        return sorted(int(name) for name in self._store.names() if name.isdecimal())

    def restore(self, template: TrainState, step: int) -> tuple[TrainState, dict[str, Any]]:
        """The state and meta of `step`: every leaf as saved, in `template`'s structure.

        The leaves come to lie on the devices of `template`. Raises CheckpointError when there is none, it is
        damaged, or a leaf has another shape or type than in `template`.
        """
        meta = self.meta(step)
        train = self.restore_state(template, step)
        shape = list(template.replay.reward.shape)
        if meta["replay_shape"] != shape:
            raise CheckpointError(
                f"{self.directory}/{step} has a replay ring of {meta['replay_shape']} steps and environments, "
                f"here are {shape}"
            )
        return train.replace(replay=self._replay.restore(meta["replay"], template.replay)), meta

    def restore_state(self, template: TrainState, step: int) -> TrainState:
        """The state of `step` without the rows of its replay ring. Raises CheckpointError as `restore`."""
        wanted = template.replace(replay=None)
        self._check_fit(wanted, step, "state")
        return self._store.read(str(step), "state", wanted, self.meta(step)["checksums"]["state"])

    def restore_newest(self, template: TrainState) -> tuple[TrainState, dict[str, Any]]:
        """The newest good checkpoint; one warning for each that is damaged, and that is then set aside.

        Also deletes what a killed process left half written. For the process that goes on with the run.
        Raises CheckpointError when no checkpoint is good.
        """
        found, problems = self.newest_good(lambda step: (step, self.restore(template, step)))
        if found is None:
            raise CheckpointError(
                "\n".join([f"{self.directory} holds no good checkpoint", *problems.values()])
            )
        step, restored = found
        for damaged, problem in problems.items():
            aside = self._store.set_aside(str(damaged))
            console.warning(
                f"a damaged checkpoint is passed over and kept as {aside.name}, going on from "
                f"{step:,} transitions instead: {problem}"
            )
        self._tidy()
        return restored

    def newest_good(self, read: Callable[[int], Result]) -> tuple[Result | None, dict[int, str]]:
        """What `read` gives for the newest step that it can read, None if there is none; changes nothing.

        Also the steps that were passed over, each with the text of the CheckpointError that `read` raised.
        """
        problems: dict[int, str] = {}
        for step in reversed(self.steps()):
            try:
                return read(step), problems
            except CheckpointError as error:
                problems[step] = str(error)
            forget_failure()
        return None, problems

    def restore_policy(self, template: Policy, step: int) -> Policy:
        """The policy of `step`; reads nothing else. Raises CheckpointError when it is damaged or of another shape."""
        expected = self.meta(step)["checksums"]["policy"]
        self._check_fit(template, step, "policy")
        return self._store.read(str(step), "policy", template, expected)

    def meta(self, step: int) -> dict[str, Any]:
        """The meta of `step`. Raises CheckpointError when there is none or it is damaged."""
        return self._store.meta(str(step))

    def inspect(self, step: int) -> Checkpoint:
        """Read all of `step` and compare it with its checksums; changes nothing and raises nothing.

        A segment of the ring is read once, however many steps need it.
        """
        meta: dict[str, Any] = {}
        problem, size, name = None, 0, str(step)
        try:
            size = self._store.bytes_on_disk(name)
            meta = self.meta(step)
            for item in ("policy", "state"):
                self._store.read(name, item, self._store.shapes(name, item), meta["checksums"][item])
            for segment in {Segment(**segment) for segment in meta["replay"]} - self._sound:
                self._replay.read(segment)
                self._sound.add(segment)
            size += self._replay.store.bytes_on_disk(name)
        except CheckpointError as error:
            problem = str(error)
        if problem is not None:
            forget_failure()
        return Checkpoint(step, size, meta, problem)

    def _tidy(self) -> None:
        """Learn what is on disk, and delete what is half written and what is not kept; damaged steps stay."""
        self._store.remove_unfinished()
        self._replay.store.remove_unfinished()
        for step in self.steps():
            with suppress(CheckpointError):
                self._saved[step] = _Saved.of(self.meta(step))
        self._drop_unneeded()

    def _drop_unneeded(self) -> None:
        """Delete all but the newest steps and the best one, and the segments that none of them needs.

        A step whose meta this process could not read stays, with all segments that it may need.
        """
        found = self.steps()
        steps = [step for step in found if step in self._saved]
        judged = [step for step in steps if math.isfinite(self._saved[step].score)]
        best = min(judged, key=lambda step: (self._saved[step].score, -step), default=None)
        kept = [step for step in steps if step in steps[-self._keep :] or step == best]
        for step in steps:
            if step not in kept:
                self._store.delete(str(step))
        unknown = max((step for step in found if step not in self._saved), default=-1)
        self._replay.keep_only(set().union(*(self._saved[step].segments for step in kept)), unknown)

    def _check_fit(self, template: Any, step: int, item: str) -> None:
        """Orbax would cast another type in silence and name no leaf when a shape differs."""
        shapes = self._store.shapes(str(step), item)
        saved = {name: _describe(leaf) for name, leaf in named_leaves(shapes).items()}
        wanted = {name: _describe(_stored(leaf)) for name, leaf in named_leaves(template).items()}
        differences = [
            f"{name}: {saved.get(name, 'nothing')} in the checkpoint, {wanted.get(name, 'nothing')} here"
            for name in sorted(saved.keys() | wanted.keys())
            if saved.get(name) != wanted.get(name)
        ]
        if differences:
            shown = differences[:_SHOWN_DIFFERENCES]
            more = [f"and {len(differences) - len(shown)} more"] if len(differences) > len(shown) else []
            title = f"{self.directory}/{step} is of a run with other settings:"
            raise CheckpointError("\n".join([title, *shown, *more]))


def _stored(leaf: jax.Array) -> Any:
    """What is on disk for `leaf`: typed keys are stored as their integers."""
    if jax.dtypes.issubdtype(leaf.dtype, jax.dtypes.prng_key):
        return jax.eval_shape(jax.random.key_data, leaf)
    return leaf


def _describe(leaf: Any) -> str:
    return f"{leaf.dtype}{list(leaf.shape)}"
