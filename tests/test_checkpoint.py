"""Checkpoints: exact, safe to donate after, small where only the policy is needed, clear when they fail."""

import asyncio
import gc
import os
import resource
import shutil
import signal
import sys
from concurrent.futures import Future
from functools import partial
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import orbax.checkpoint as ocp
import pytest

from go2mjx.checkpoints import orbax_store
from go2mjx.checkpoints.checkpoint import FOLDER, Checkpoints, locate
from go2mjx.checkpoints.orbax_store import CheckpointError
from go2mjx.learners.base import Policy
from go2mjx.session.build import build
from go2mjx.session.programs import Programs
from go2mjx.training.state import TrainState
from tests.toy_run import save_run, snapshot, toy_config, toy_state, toy_template


def bits(leaf: jax.Array) -> np.ndarray:
    """A copy of a leaf on the host; the integers of a typed key."""
    is_key = jnp.issubdtype(leaf.dtype, jax.dtypes.prng_key)
    return np.array(jax.random.key_data(leaf) if is_key else leaf, copy=True)


def assert_same(
    restored: TrainState | Policy, saved: list[np.ndarray], template: TrainState | Policy
) -> None:
    """Structure, types and bits; NaN equals NaN."""
    assert jax.tree.structure(restored) == jax.tree.structure(template)
    pairs = zip(jax.tree.leaves(restored), saved, jax.tree.leaves(template), strict=True)
    for leaf, expected, model in pairs:
        assert leaf.dtype == model.dtype
        assert not getattr(leaf, "weak_type", False)
        assert bits(leaf).tobytes() == expected.tobytes()


@pytest.fixture(scope="module")
def train() -> TrainState:
    """A state with a NaN, infinities and a replay that is not all zero."""
    _, state = toy_state(seed=3)
    rows = jax.tree.map(
        lambda leaf: jax.random.normal(jax.random.key(1), leaf.shape).astype(leaf.dtype), state.replay
    )
    return state.replace(replay=rows.replace(reward=rows.reward.at[0].set(jnp.nan)))


def save(checkpoints: Checkpoints, step: int, train: TrainState, meta: dict, **options: object) -> None:
    """Save `train` with the policy of its best evaluation beside it."""
    checkpoints.save(step, train, train.best.policy, meta, **options)


def test_a_restored_state_is_exact(tmp_path, train):
    _, template = toy_state(seed=9)
    with Checkpoints(tmp_path) as checkpoints:
        save(checkpoints, 8, train, {"total_steps": 8, "best": None, "config": {"hidden_sizes": [16, 16]}})
    with Checkpoints(tmp_path) as checkpoints:
        restored, meta = checkpoints.restore(template, 8)
    assert_same(restored, [bits(leaf) for leaf in jax.tree.leaves(train)], template)
    assert {key: meta[key] for key in ("total_steps", "best", "config")} == {
        "total_steps": 8,
        "best": None,
        "config": {"hidden_sizes": [16, 16]},
    }
    assert type(restored.learner.actor.optimizer) is type(template.learner.actor.optimizer)


def test_the_saved_state_may_be_donated_at_once(tmp_path):
    """The next compiled call may overwrite the buffers while they are still being written."""
    _, train = toy_state(replay_buffer_capacity=500_000)

    def add_one(leaf):
        return leaf + 1 if jnp.issubdtype(leaf.dtype, jnp.floating) else leaf

    spoil = jax.jit(lambda state: jax.tree.map(add_one, state), donate_argnums=0).lower(train).compile()
    expected = [bits(leaf) for leaf in jax.tree.leaves(train)]
    checkpoints = Checkpoints(tmp_path)
    save(checkpoints, 1, train, {})
    for _ in range(3):
        train = spoil(train)
    checkpoints.wait()
    restored, _ = checkpoints.restore(train, 1)
    checkpoints.close()
    assert_same(restored, expected, train)


def test_the_policy_is_read_without_the_state(tmp_path, train):
    with Checkpoints(tmp_path) as checkpoints:
        save(checkpoints, 8, train, {"total_steps": 8})
    shutil.rmtree(tmp_path / "8" / "state")
    expected = train.best.policy
    with Checkpoints(tmp_path) as checkpoints:
        policy = checkpoints.restore_policy(expected, 8)
        assert checkpoints.meta(8)["total_steps"] == 8
    assert_same(policy, [bits(leaf) for leaf in jax.tree.leaves(expected)], expected)


def test_the_policy_of_a_step_is_the_best_evaluated_one(train):
    """The current one where there was no evaluation yet."""
    config = toy_config()
    programs = Programs(config, build(config))
    current = train.learner.actor.average
    best = train.best.replace(policy=train.best.policy.replace(actor=current + 1))
    for score, expected in ((jnp.inf, current), (0.5, current + 1)):
        policy = programs.policy_to_save(train.replace(best=best.replace(score=jnp.float32(score))))
        np.testing.assert_array_equal(policy.actor, expected)


def test_the_newest_steps_are_kept_and_any_can_be_read(tmp_path, train):
    with Checkpoints(tmp_path, keep=2) as checkpoints:
        for step in (5, 50, 500):
            save(checkpoints, step, train, {"total_steps": step})
        checkpoints.wait()
        assert checkpoints.steps() == [50, 500]
        assert checkpoints.meta(500)["total_steps"] == 500
        assert checkpoints.meta(50)["total_steps"] == 50
        with pytest.raises(CheckpointError, match="/5: meta cannot be read"):
            checkpoints.restore(train, 5)


def test_a_step_that_exists_is_refused(tmp_path, train):
    with Checkpoints(tmp_path) as checkpoints:
        save(checkpoints, 8, train, {})
        with pytest.raises(CheckpointError, match="step 8 is not above"):
            save(checkpoints, 8, train, {})


@pytest.mark.parametrize("place", ["relative/run", "~/run", "with spaces/a b"])
def test_every_kind_of_path_works_from_another_directory(tmp_path, monkeypatch, train, place):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    with Checkpoints(Path(place)) as checkpoints:
        save(checkpoints, 8, train, {})
    absolute = (tmp_path / Path(place).expanduser()).resolve()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    with Checkpoints(absolute) as checkpoints:
        assert checkpoints.steps() == [8]


def test_locate_takes_the_run_or_its_checkpoints(tmp_path, train):
    save_run(tmp_path, toy_config(), train)
    assert locate(tmp_path) == locate(tmp_path / FOLDER) == (tmp_path / FOLDER).resolve()


def test_reading_changes_nothing(tmp_path, train):
    with Checkpoints(tmp_path) as checkpoints:
        save(checkpoints, 8, train, {})
    before = snapshot(tmp_path)
    with Checkpoints(tmp_path, keep=1) as checkpoints:
        checkpoints.restore(train, 8)
        checkpoints.restore_policy(train.best.policy, 8)
        checkpoints.inspect(8)
    assert snapshot(tmp_path) == before


def test_nothing_to_read_is_said_with_the_path(tmp_path, train):
    for directory in (tmp_path / "none", tmp_path):
        with (
            Checkpoints(directory) as checkpoints,
            pytest.raises(CheckpointError, match=f"{directory} holds no good checkpoint"),
        ):
            checkpoints.restore_newest(train)
    assert not (tmp_path / "none").exists()


def test_another_shape_or_type_is_named(tmp_path, train):
    with Checkpoints(tmp_path) as checkpoints:
        save(checkpoints, 8, train, {})
    wider, longer = toy_template(hidden_sizes=[32, 16]), toy_template(replay_buffer_capacity=128)
    cast = train.replace(iteration=train.iteration.astype(jnp.float32))
    with Checkpoints(tmp_path) as checkpoints:
        with pytest.raises(
            CheckpointError, match=r"learner\.actor\.online: float32\[\d+\] in.*, float32\[\d+\] here"
        ):
            checkpoints.restore(wider, 8)
        with pytest.raises(
            CheckpointError, match=r"ring of \[16, 4\] steps and environments, here are \[32, 4\]"
        ):
            checkpoints.restore(longer, 8)
        with pytest.raises(CheckpointError, match=r"iteration: int32\[\].*float32\[\] here"):
            checkpoints.restore(cast, 8)


@pytest.mark.parametrize("damage", ["policy/manifest.ocdbt", "policy/_METADATA", "meta/metadata"])
def test_a_damaged_policy_is_one_clear_error(tmp_path, train, damage):
    with Checkpoints(tmp_path) as checkpoints:
        save(checkpoints, 8, train, {})
    (tmp_path / "8" / damage).write_bytes(b"damaged")
    with (
        Checkpoints(tmp_path) as checkpoints,
        pytest.raises(CheckpointError, match=f"{tmp_path}/8: {damage.split('/')[0]} cannot be read"),
    ):
        checkpoints.restore_policy(train.best.policy, 8)


def test_a_failed_background_write_is_raised_by_wait(tmp_path, train):
    previous = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    checkpoints = Checkpoints(tmp_path / "full")
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
        save(checkpoints, 8, train, {})
        with pytest.raises(CheckpointError, match=r"full.*cannot be written(.|\n)*File too large"):
            checkpoints.wait()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, previous)
    assert checkpoints.steps() == []
    save(checkpoints, 9, train, {})
    checkpoints.close()
    assert checkpoints.steps() == [9]


def flip_a_bit(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(bytes(content))


def flip_a_stored_number(tmp_path, item):
    """The damage that orbax does not notice: a leaf is other than it was, in a valid file."""
    folder = tmp_path / "16" / item
    store = ocp.StandardCheckpointer()
    tree = store.restore(folder)
    name, value = next((name, leaf) for name, leaf in tree.items() if getattr(leaf, "ndim", 1) == 0)
    shutil.rmtree(folder)
    store.save(folder, tree | {name: value + 1})
    store.wait_until_finished()
    store.close()


def of_an_older_run(path, content):
    """Orbax kept the scores of older runs in a file of every step, and read them all before anything else."""
    (path / "16" / "metrics").mkdir()
    (path / "16" / "metrics" / "metrics").write_bytes(content)


DAMAGE = {
    "a data file flipped": lambda path: [flip_a_bit(each) for each in path.glob("16/state/**/d/*")],
    "a data file cut": lambda path: [os.truncate(each, 9) for each in path.glob("16/state/**/d/*")],
    "array metadata gone": lambda path: (path / "16" / "state" / "_METADATA").unlink(),
    "meta gone": lambda path: shutil.rmtree(path / "16" / "meta"),
    "meta edited": lambda path: (path / "16" / "meta" / "metadata").write_text(
        (path / "16" / "meta" / "metadata").read_text().replace("16", "17")
    ),
    "meta of the step before": lambda path: shutil.copytree(
        path / "8" / "meta", path / "16" / "meta", dirs_exist_ok=True
    ),
    "every file of length 0": lambda path: [
        os.truncate(each, 0) for each in path.glob("16/**/*") if each.is_file()
    ],
    "a file instead of the folder": lambda path: (shutil.rmtree(path / "16"), (path / "16").touch()),
    "empty folder": lambda path: (shutil.rmtree(path / "16"), (path / "16").mkdir()),
    "a number changed": lambda path: flip_a_stored_number(path, "state"),
    "replay rows gone": lambda path: shutil.rmtree(path / "replay" / "16"),
    "replay rows flipped": lambda path: [flip_a_bit(each) for each in path.glob("replay/16/**/d/*")],
}


@pytest.fixture(scope="module")
def two_steps(tmp_path_factory, train) -> Path:
    """Checkpoints of the steps 8 and 16, which no test may change."""
    directory = tmp_path_factory.mktemp("two_steps")
    with Checkpoints(directory) as checkpoints:
        for step in (8, 16):
            save(checkpoints, step, train.replace(iteration=jnp.int32(step)), {"total_steps": step})
    return directory


@pytest.mark.parametrize(
    ("file", "told"), [(Path(ocp.__file__).parent / "reader.py", False), (Path(__file__), True)]
)
def test_a_coroutine_that_a_failed_read_left_behind_prints_no_stack(file, told, monkeypatch):
    found: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", partial(orbax_store._tell, found.append))
    names = {"sleep": asyncio.sleep}
    source = "async def read():\n try:\n  await sleep(0)\n finally:\n  raise ValueError('damaged')\n"
    exec(compile(source, str(file), "exec"), names)
    waiting = names["read"]()
    waiting.send(None)
    del waiting
    assert bool(found) == told


@pytest.mark.parametrize(("text", "told"), [("Event loop is closed", False), ("something else", True)])
def test_a_thread_that_ends_after_its_read_failed_prints_no_stack(text, told, caplog):
    def late(_: Future) -> None:
        raise RuntimeError(text)

    future: Future = Future()
    future.add_done_callback(late)
    future.set_result(None)
    assert bool(caplog.records) == told


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_checkpoint_falls_back_to_the_one_before(tmp_path, train, two_steps, damage, capsys):
    """CKPT-05, CKPT-10: one warning, the older one restored, nothing unknown deleted, the number free again."""
    shutil.copytree(two_steps, tmp_path, dirs_exist_ok=True)
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "replay" / "more notes").mkdir()
    DAMAGE[damage](tmp_path)
    with Checkpoints(tmp_path) as checkpoints:
        assert checkpoints.inspect(16).problem
        assert checkpoints.inspect(8).problem is None
        restored, meta = checkpoints.restore_newest(train)
        assert int(restored.iteration) == meta["total_steps"] == 8
        gc.collect()  # what orbax leaves behind prints nothing when it is collected
        warnings = capsys.readouterr().err.splitlines()
        assert len(warnings) == 1 and warnings[0].startswith("warning: a damaged checkpoint")
        assert str(tmp_path / "16") in warnings[0] or str(tmp_path / "replay" / "16") in warnings[0]
        save(checkpoints, 16, train, {"total_steps": 16})
        checkpoints.wait()
        assert checkpoints.inspect(16).problem is None
    assert (tmp_path / "16.damaged-1").exists()
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert (tmp_path / "replay" / "more notes").is_dir()


@pytest.mark.parametrize("scores", [b"", b'{"score": 0.', b"{\xff"])
def test_what_is_not_needed_is_not_read(tmp_path, train, scores):
    with Checkpoints(tmp_path) as checkpoints:
        save(checkpoints, 16, train, {})
    of_an_older_run(tmp_path, scores)
    with Checkpoints(tmp_path) as checkpoints:
        assert checkpoints.inspect(16).problem is None
        restored, _ = checkpoints.restore_newest(train)
        save(checkpoints, 24, restored, {})
    assert Checkpoints(tmp_path).steps() == [16, 24]


def test_nothing_good_is_an_error_and_nothing_is_moved(tmp_path, train):
    with Checkpoints(tmp_path) as checkpoints:
        save(checkpoints, 16, train, {})
    DAMAGE["meta gone"](tmp_path)
    before = snapshot(tmp_path)
    with Checkpoints(tmp_path) as checkpoints, pytest.raises(CheckpointError, match="no good checkpoint"):
        checkpoints.restore_newest(train)
    assert snapshot(tmp_path) == before


def test_the_best_evaluated_step_is_kept(tmp_path, train):
    """CKPT-10: the newest three and the best, of equal ones the later, also after a restart; their replay rows stay with them."""
    scores = {10: 0.2, 20: 0.2, 30: 0.8, 40: 0.7, 50: 0.6, 60: 0.5}
    for step, score in scores.items():
        with Checkpoints(tmp_path) as checkpoints:
            if step > 10:
                checkpoints.restore_newest(train)
            save(checkpoints, step, train, {}, steps_between_saves=10, score=score)
    with Checkpoints(tmp_path) as checkpoints:
        assert checkpoints.steps() == [20, 40, 50, 60]
        assert all(checkpoints.inspect(step).problem is None for step in checkpoints.steps())


def test_keys_are_keys_without_the_file_that_says_so(tmp_path, train):
    with Checkpoints(tmp_path) as checkpoints:
        save(checkpoints, 8, train, {})
    for file in tmp_path.glob("8/state/array_metadatas/*"):
        file.unlink()
    with Checkpoints(tmp_path) as checkpoints:
        restored, _ = checkpoints.restore(train, 8)
    assert_same(restored, [bits(leaf) for leaf in jax.tree.leaves(train)], train)


def test_what_a_step_that_cannot_be_read_may_need_is_not_deleted(tmp_path, train):
    """It may be the disk, for a moment."""
    with Checkpoints(tmp_path, keep=1) as checkpoints:
        save(checkpoints, 8, train, {})
    (tmp_path / "8" / "meta").rename(tmp_path / "meta")
    save_run(tmp_path.parent / "other", toy_config(), train, 16)
    for folder in ("16", "replay/16"):
        shutil.copytree(tmp_path.parent / "other" / FOLDER / folder, tmp_path / folder)
    with Checkpoints(tmp_path, keep=1) as checkpoints:
        checkpoints.restore_newest(train)
        save(checkpoints, 24, train, {})
    (tmp_path / "meta").rename(tmp_path / "8" / "meta")
    with Checkpoints(tmp_path) as checkpoints:
        assert [(step, checkpoints.inspect(step).problem) for step in checkpoints.steps()] == [
            (8, None),
            (24, None),
        ]


def test_half_written_folders_are_cleaned_up_by_the_next_run(tmp_path, train):
    """CKPT-05"""
    with Checkpoints(tmp_path) as checkpoints:
        save(checkpoints, 8, train, {})
    for folder in ("16.orbax-checkpoint-tmp-7", "replay/16.orbax-checkpoint-tmp"):
        (tmp_path / folder / "state").mkdir(parents=True)
    shutil.copytree(tmp_path / "replay" / "8", tmp_path / "replay" / "16")  # its step was never finished
    with Checkpoints(tmp_path) as checkpoints:
        restored, _ = checkpoints.restore_newest(train)
        save(checkpoints, 16, restored, {})
        checkpoints.wait()
        assert checkpoints.inspect(16).problem is None
    assert not list(tmp_path.rglob("*tmp*"))
