"""Several devices that train together; they are emulated on the CPU."""

import dataclasses
import shutil
import signal

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from benchmarks.speed.scaling import meetings
from go2mjx.__main__ import main
from go2mjx.checkpoints.checkpoint import FOLDER, Checkpoints
from go2mjx.checkpoints.orbax_store import named_leaves, on_host
from go2mjx.config import presets
from go2mjx.config.device_count import LEAST_ENVS, MOST_CPU_ENVS, device_count
from go2mjx.config.tree import from_flat
from go2mjx.devices import ALIKE, ONE, Devices, split
from go2mjx.process import platform
from go2mjx.process.errors import UsageError
from go2mjx.session.build import build
from go2mjx.training.chunk import make_chunk
from tests import tiny_run
from tests.tiny_run import final_bits, interrupt, learning, rows

pytestmark = pytest.mark.usefixtures("shared_programs", "undrawn")


@pytest.fixture(scope="module")
def command(tmp_path_factory):
    return tiny_run.command(tmp_path_factory.mktemp("preset"))


@pytest.fixture(scope="module")
def on_two(command, tmp_path_factory):
    """The directory of a finished run on two devices."""
    run_dir = tmp_path_factory.mktemp("runs") / "two"
    assert main([*command, "--devices", "2", "--run_dir", str(run_dir)]) == 0
    return run_dir


def restored(run_dir, count):
    """The newest checkpoint, put on so many devices."""
    with Checkpoints(run_dir / FOLDER) as checkpoints:
        parts = build(presets.load(str(run_dir / "config.json")), Devices(count))
        return checkpoints.restore(parts.state, checkpoints.steps()[-1])


def test_an_update_on_two_devices_is_that_on_one_with_the_whole_batch():
    """The mean of the gradients of equal parts is the gradient of the whole."""
    config = from_flat(tiny_run.SETTINGS)
    one, two = (build(config, devices).learner for devices in (ONE, Devices(2)))
    state, keys = one.init(jax.random.key(0)), iter(jax.random.split(jax.random.key(1), 40))
    shape = (config.sac.critic_actor_ratio, config.sac.batch_size)
    batch = jax.tree.map(
        lambda leaf: jax.random.normal(next(keys), (*shape, *leaf.shape[2:])),
        jax.eval_shape(lambda: _no_rows(build(config))),
    ).replace(weight=jnp.ones(shape))
    noise = jax.random.normal(next(keys), (shape[0] + 1, shape[1], one.action_size))
    alone = jax.jit(one.update_group)(state, batch, noise)
    together = jax.jit(
        two.devices.spread(two.update_group, (ALIKE, split(1), split(1)), ALIKE),
    )(state, batch, noise)
    for name, leaf in named_leaves(alone).items():
        np.testing.assert_allclose(named_leaves(together)[name], leaf, rtol=2e-4, atol=2e-6, err_msg=name)
    assert not np.array_equal(alone[0].critic.online, state.critic.online)


def _no_rows(parts):
    from go2mjx.learners import replay

    ring = jax.tree.map(lambda leaf: jnp.zeros(leaf.shape, leaf.dtype), parts.state.replay)
    filled = replay.Filled.after(jnp.int32(64), parts.schedule.vector_steps, parts.schedule.replay_slots)
    return replay.sample(ring, filled, jax.random.key(0), (2, 3), 0.9)


def test_devices_meet_once_per_update_and_once_for_what_they_saw():
    """A meeting costs more than what is sent; on one device there is none."""
    for count in (1, 2):
        parts = build(from_flat(tiny_run.SETTINGS), Devices(count))
        chunk = make_chunk(parts.loop, parts.schedule, parts.env, parts.learner)
        sizes = list(meetings(jax.make_jaxpr(chunk)(parts.state, jnp.int32(0)).jaxpr))
        updates = parts.schedule.max_groups * (parts.learner.critic_updates_per_group + 1)
        assert len(sizes) == (1 + updates if count > 1 else 0)


def test_each_device_has_its_part_of_environments_and_replay_and_the_whole_learner():
    config = from_flat(tiny_run.SETTINGS)
    parts = build(config, Devices(2))
    train = jax.jit(parts.init)(jax.random.key(3))
    alone = jax.jit(build(config).init)(jax.random.key(3))
    for name, leaf in named_leaves(train).items():
        parts_of_it = [on_host(shard.data) for shard in leaf.addressable_shards]
        assert len(parts_of_it) == 2
        axis = {"replay": 1, "env_state": 0}.get(name.split(".")[0])
        if axis is None:
            np.testing.assert_array_equal(*parts_of_it, err_msg=name)
        else:
            assert parts_of_it[0].shape[axis] == config.loop.num_envs // 2, name
        np.testing.assert_array_equal(on_host(leaf), on_host(named_leaves(alone)[name]), err_msg=name)


def test_devices_draw_their_own_rows_and_agree_on_what_they_learn(on_two):
    """Two shards with the same random numbers would learn from the same rows twice."""
    train, _ = restored(on_two, 2)
    for leaf in jax.tree.leaves((train.learner, train.episodes)):
        np.testing.assert_array_equal(*(shard.data for shard in leaf.addressable_shards))
    actions = np.asarray(train.replay.action)
    assert not np.isclose(actions[:, :4], actions[:, 4:]).any()


def test_a_run_on_two_devices_logs_and_learns_as_one(on_two, command, tmp_path):
    assert main([*command, "--run_dir", str(tmp_path / "one")]) == 0
    one, two = learning(tmp_path / "one"), learning(on_two)
    assert [row.keys() for row in one] == [row.keys() for row in two]
    for key in ("iteration", "actor/total_steps", "learner/replay_buffer_size", "actor/episode_count"):
        assert [row.get(key) for row in one] == [row.get(key) for row in two]
    losses = [[row["sac/critic_loss"] for row in run if "sac/critic_loss" in row] for run in (one, two)]
    assert losses[0] != losses[1] and np.isfinite(losses).all()


def test_a_stopped_run_on_two_devices_goes_on_bit_for_bit(on_two, command, tmp_path, monkeypatch):
    half = [*command, "--devices", "2", "--run_dir", str(tmp_path / "half")]
    with monkeypatch.context() as patch:
        interrupt(patch, signal.SIGTERM, 1024)
        assert main(half) == 143
    assert main(["train", "--resume", str(tmp_path / "half")]) == 0
    assert learning(tmp_path / "half")[-3:] == learning(on_two)[-3:]
    assert final_bits(tmp_path / "half") == final_bits(on_two)


def test_a_checkpoint_goes_to_any_number_of_devices(on_two, tmp_path, capsys):
    """No row is lost or doubled: every leaf is the same, wherever its parts lie; and the training goes on."""
    leaves = [
        {name: on_host(leaf).tobytes() for name, leaf in named_leaves(restored(on_two, count)[0]).items()}
        for count in (1, 2, 4)
    ]
    assert leaves[0] == leaves[1] == leaves[2]
    shutil.copytree(on_two, tmp_path / "run")
    for count, steps in ((1, 2560), (4, 3072)):
        resume = ["train", "--resume", str(tmp_path / "run"), "--devices", str(count)]
        assert main([*resume, "--max_steps", str(steps)]) == 0
        said = capsys.readouterr().err
        assert f"on {count} device(s) from here on" in said
        reports = [row for row in rows(tmp_path / "run") if "learner/replay_buffer_size" in row]
        assert reports[-1]["iteration"] * 16 == steps
    assert [entry["devices"] for entry in _processes(tmp_path / "run")] == [2, 1, 4]


def _processes(run_dir):
    from go2mjx.process import files

    return files.read_json(run_dir / "provenance.json")


def test_devices_that_are_not_asked_for_neither_train_nor_report(tmp_path):
    """Catalogue MD-03: three devices, eight environments; one W&B run, one row per report, the same numbers."""
    command = tiny_run.command(tmp_path, wandb_runs="single", wandb_mode="offline")
    three = tiny_run.emulated_devices(3)
    process = tiny_run.start_process([*command, "--run_dir", str(tmp_path / "three")], **three)
    _, error = process.communicate()
    assert process.returncode == 0, error
    assert len(list((tmp_path / "three").glob("wandb/offline-run-*"))) == 1
    for key in ("actor/replay_buffer_size", "learner/replay_buffer_size"):
        reports = [row["iteration"] for row in tiny_run.rows(tmp_path / "three") if key in row]
        assert reports == list(range(8, 129, 8))
    assert main([*command, "--run_dir", str(tmp_path / "one"), "--wandb_mode", "disabled"]) == 0
    assert learning(tmp_path / "three") == learning(tmp_path / "one")


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--devices", "3"), "3 must divide --num_envs 8 and --batch_size 32"),
        (("--devices", "0"), "--devices 0: allowed is [1, 4096], auto, all"),
        (("--devices", "al"), "'al' is not one of auto, all"),
        (("--devices", "2", "--debug"), "--devices 2 and --debug exclude each other"),
    ],
)
def test_a_number_that_cannot_be_is_refused(command, capsys, flags, said):
    """Catalogue MD-03"""
    try:
        code = main([*command, *flags])
    except SystemExit as exit_info:
        code = exit_info.code
    assert code == 2
    assert said in " ".join(capsys.readouterr().err.replace("│", " ").split())


def test_a_preset_with_a_wrong_word_names_the_right_ones():
    with pytest.raises(
        UsageError, match=r"devices: 'al' is neither a whole number nor one of auto, all.*all"
    ):
        from_flat({"devices": "al"})


def configured(**values):
    return from_flat({"num_envs": 128, "batch_size": 128, **values})


def test_as_many_devices_as_pay_or_as_are_there(monkeypatch):
    """Every device gets `LEAST_ENVS` environments; they and the batch must divide; a CPU has no more devices than cores."""
    assert device_count(configured(), 16, "gpu") == 128 // LEAST_ENVS
    assert device_count(configured(batch_size=2), 16, "gpu") == 2
    assert device_count(configured(num_envs=LEAST_ENVS), 16, "gpu") == 1
    assert device_count(configured(debug=True), 16, "gpu") == 1
    assert device_count(configured(devices="all"), 16, "gpu") == 16
    monkeypatch.setattr(platform, "usable_cores", lambda: 3)
    assert device_count(configured(), 16, "cpu") == 2
    with pytest.raises(UsageError, match="--devices 8: of devices there are 4"):
        device_count(configured(devices=8), 4, "gpu")


def test_cpu_devices_that_could_wait_for_each_other_for_ever_are_not_begun():
    """103 environments on each of two CPU devices can; docs/speed.md"""
    many = configured(num_envs=2 * (MOST_CPU_ENVS + 1))
    assert device_count(many, 2, "cpu") == 1
    with pytest.raises(
        UsageError, match=rf"at most {MOST_CPU_ENVS} environments each on a CPU.* allowed are 1$"
    ):
        device_count(dataclasses.replace(many, run=dataclasses.replace(many.run, devices=2)), 2, "cpu")
    assert device_count(many, 2, "gpu") == 2
