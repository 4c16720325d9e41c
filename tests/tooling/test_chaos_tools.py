"""What the fault benchmarks compare and count; the runs that they disturb are not made here."""

import json
import math
import shutil
from pathlib import Path
from random import Random

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from benchmarks.faults import broken_world, chaos, disturbed, run_files, soak, soak_process
from benchmarks.speed.checkpoint import insert_random, random_state
from go2mjx.checkpoints.checkpoint import FOLDER, Checkpoints
from go2mjx.config.presets import save_config
from go2mjx.config.tree import from_flat, to_flat
from go2mjx.learners.replay import Filled
from go2mjx.session.build import build
from go2mjx.tasks.config import EnvConfig
from go2mjx.tasks.registry import make
from go2mjx.telemetry.metrics import ACTOR_AXIS
from tests import toy_run


def report(iteration, loss=0.5, speed=100.0):
    """The actor row and the learner row of one report."""
    return [
        {
            "run": "actor",
            "iteration": iteration,
            "actor/total_steps": 16 * iteration,
            "actor/replay_buffer_size": 16 * iteration,
            "actor/steps_per_second": speed,
        },
        {"run": "learner", "iteration": iteration, "learner/update_steps": iteration, "sac/actor_loss": loss},
    ]


COMPILED = {"run": "learner", "iteration": 0, "learner/update_steps": 0, "timer/compile_s": 5.0}


def write_rows(run_dir, rows, tail=""):
    run_dir.mkdir(exist_ok=True)
    (run_dir / "metrics.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows) + tail)


class TestRows:
    def test_measured_times_and_rows_of_nothing_else_do_not_count(self):
        slow, fast = ([COMPILED, *report(1, speed=speed)] for speed in (10.0, 20.0))
        assert len(run_files.unmeasured(slow)) == 2
        assert run_files.compare_rows(*map(run_files.unmeasured, (slow, fast[1:]))).total == 0

    def test_each_kind_of_difference_is_counted_once(self):
        expected = report(1) + report(2) + report(3)
        found = {
            "different": report(1) + report(2, loss=0.25) + report(3),
            "missing": expected[:-1],
            "doubled": [*expected, expected[-1]],
            "unexpected": [*expected, report(4)[0]],
        }
        for kind, rows in found.items():
            differences = run_files.compare_rows(expected, rows)
            assert getattr(differences, kind) == differences.total == 1, kind
        swapped = [*expected[:-2], expected[-1], expected[-2]]
        assert run_files.compare_rows(expected, swapped) == run_files.RowDifferences(6, 0, 0, 0, 0, 2)

    def test_nan_equals_itself_and_nothing_else(self):
        nan = report(1, loss=float("nan"))
        assert run_files.compare_rows(nan, report(1, loss=float("nan"))).total == 0
        assert run_files.compare_rows(nan, report(1)).different == 1

    def test_rows_of_an_iteration_are_one_step_of_wandb(self):
        utd = {"run": "learner", "iteration": 2, "learner/update_steps": 2, "learner/utd": 1}
        actor, first, second = run_files.merged([*report(1)[1:], *report(2), utd])
        assert (actor["run"], first["iteration"], second["iteration"]) == ("actor", 1, 2)
        assert second["sac/actor_loss"] == 0.5 and second["learner/utd"] == 1.0
        assert run_files.wandb_rows(Path("nowhere")) == []

    def test_only_a_last_line_may_be_cut_short(self, tmp_path):
        assert run_files.rows(tmp_path) == [] and run_files.transitions(tmp_path) == 0
        write_rows(tmp_path, report(1) + report(2), tail='{"run": "actor", "iteration": 3, "actor/to')
        assert run_files.rows(tmp_path) == report(1) + report(2)
        assert run_files.transitions(tmp_path) == 32
        write_rows(tmp_path, report(1), tail='{"run": "act\n')
        with pytest.raises(ValueError):
            run_files.rows(tmp_path)


def test_a_step_counts_with_its_replay_rows_and_half_written_ones_do_not(tmp_path):
    for name in (
        "100",
        "200",
        "300",
        "300.damaged-1",
        "400.orbax-checkpoint-tmp",
        "replay/100",
        "replay/200",
    ):
        (tmp_path / FOLDER / name).mkdir(parents=True)
    (tmp_path / FOLDER / "replay" / "300.orbax-checkpoint-tmp").mkdir()
    assert run_files.complete_steps(tmp_path) == [100, 200]
    assert len(run_files.unfinished(tmp_path)) == 2
    assert [path.name for path in run_files.unfinished(tmp_path, FOLDER)] == ["400.orbax-checkpoint-tmp"]


class TestLeaves:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (jnp.zeros(2), jnp.zeros(2).at[1].set(-0.0)),
            (jnp.zeros(2), jnp.zeros((2, 1))),
            (jnp.zeros(2), jnp.zeros(2, jnp.int32)),
            (jax.random.key(1), jax.random.key(2)),
        ],
    )
    def test_every_bit_shape_and_type_counts(self, one, other):
        assert run_files.bits(one) == run_files.bits(jnp.array(one, copy=True))
        assert run_files.bits(one) != run_files.bits(other)

    def test_two_runs_are_compared_by_their_last_checkpoint(self, tmp_path):
        """The runs end alike but for one number of the ring and one row."""
        config, train = toy_run.toy_state(seed=3)
        reward = train.replay.reward.at[7, 1].set(1e-9)
        changed = train.replace(replay=train.replay.replace(reward=reward))
        rows = run_files.unmeasured(report(1))
        for name, last in (("reference", train), ("killed", changed)):
            run_dir = tmp_path / name
            write_rows(run_dir, rows)
            (run_dir / "evaluation.json").write_text("{}")
            save_config(config, run_dir / "config.json")
            toy_run.save_run(run_dir, config, train, step=500)
            toy_run.save_run(run_dir, config, last, step=1000)
        write_rows(tmp_path / "killed", rows[:-1])
        differences = chaos.compare(tmp_path / "reference", tmp_path / "killed")
        assert differences["different_leaves"] == ["replay.reward"]
        assert differences["leaves"] == len(jax.tree.leaves(train))
        assert differences["rows"]["missing"] == 1 and not differences["evaluation_differs"]
        results = {"differences": differences, "processes": [{"exit_code": 0}]}
        assert not chaos.is_exact(results)
        equal = chaos.compare(tmp_path / "reference", tmp_path / "reference")
        assert chaos.is_exact(results | {"differences": equal})
        assert not chaos.is_exact({"differences": equal, "processes": [{"exit_code": 1}]})


def test_kills_are_spread_over_the_run_and_aimed_inside_saves():
    config = from_flat({"env": "toy", "max_steps": 10_000, "checkpoint_period": 100})
    times = chaos.Reference(starting=8.0, training=20.0, finishing=3.0)
    for seed in range(20):
        plan = chaos.plan_kills(20, Random(seed), config, times)
        kinds = [kill.kind for kill in plan]
        assert len(plan) == 20 and kinds.count(chaos.SAVING) == 8 and kinds.count(chaos.STARTING) == 2
        assert kinds[0] != chaos.STARTING and kinds[-1] == chaos.FINISHING
        moments = [kill.transitions for kill in plan]
        assert moments == sorted(moments) and moments[-2] <= 9800
        assert {kill.folder for kill in plan} == set(run_files.SAVED_IN)
        assert all(kill.delay <= 0.05 for kill in plan if kill.kind == chaos.SAVING)
    assert len(chaos.plan_kills(1, Random(0), config, times)) == 1


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """The checkpoints 1000 and 2000 of a run."""
    folder = tmp_path_factory.mktemp("saved") / FOLDER
    config, train = toy_run.toy_state()
    with Checkpoints(folder) as checkpoints:
        for step in (1000, 2000):
            policy = build(config).learner.shipped_policy(train.learner)
            checkpoints.save(step, train, policy, {"config": to_flat(config)})
    return folder


@pytest.mark.parametrize("where", ["", "replay"])
@pytest.mark.parametrize("kind", disturbed.DAMAGES)
def test_damage_is_damage_and_only_where_it_was_asked_for(saved, tmp_path, kind, where):
    """The checkpoint before the damaged one still opens."""
    folder = shutil.copytree(saved, tmp_path / FOLDER)
    disturbed.damage(kind, folder / where / "2000", Random(1))
    with Checkpoints(folder) as checkpoints:
        assert checkpoints.inspect(2000).problem is not None
        assert checkpoints.inspect(1000).problem is None


def test_soak_notices_what_is_lost(tmp_path):
    """A process that lost a row, forgot its last transitions and deleted a file; then one that did not."""
    stranger = tmp_path / "notes.txt"
    for name in ("checkpoints/32", "checkpoints/replay/32"):
        (tmp_path / name).mkdir(parents=True)
    state = soak_process.Soak(
        "toy", tmp_path, tmp_path / "log", Random(0), safe_step=32, strangers=[stranger]
    )
    state.processes.append({"exit_code": 143})
    write_rows(tmp_path, report(1) + report(3) + report(3))
    soak_process.check_ended(state, soak_process.STOP, before=48)
    text = "\n".join(state.violations)
    for problem in ("2 doubled rows", "missing or out of order", "notes.txt", "newest checkpoint is 32"):
        assert problem in text
    soak_process.check_resumed(state, 16, "a damaged checkpoint is passed over")
    assert any("resumed at 16, but 32 was good" in violation for violation in state.violations)

    state.violations.clear()
    stranger.touch()
    write_rows(tmp_path, report(1) + report(2))
    soak_process.check_ended(state, soak_process.STOP, before=32)
    state.damaged_step = 64
    soak_process.check_resumed(state, 32, "a damaged checkpoint is passed over")
    soak_process.check_resumed(state, 32, "resumed at 32 transitions")
    assert state.violations == []
    assert soak_process.resumed_at("device: cpu\nresumed at 1,234,560 transitions from /x") == 1_234_560


def test_checkpoint_benchmark_fills_the_ring_with_rows_that_differ():
    _, train = toy_run.toy_state()
    template = jax.eval_shape(lambda: train)
    slots = len(train.replay.reward)
    filled = random_state(template, iterations=slots)
    assert int(Filled.after(filled.iteration, 1, slots).size) == slots
    assert jax.tree.map(lambda leaf: (leaf.shape, leaf.dtype), filled) == jax.tree.map(
        lambda leaf: (leaf.shape, leaf.dtype), train
    )
    after = insert_random(filled, vector_steps=1, iterations=10)
    assert int(after.iteration) == slots + 10
    changed = jnp.any(after.replay.state != filled.replay.state, axis=2)
    assert changed[:10].all() and not changed[10:].any()


def test_a_process_is_watched_and_killed(tmp_path):
    """A stand-in for the training writes rows and a half-written folder, then waits for ever."""
    run_dir = tmp_path / "run"
    write_rows(run_dir, report(1))
    script = (
        "import sys, time, pathlib; run = pathlib.Path(sys.argv[-1]); print('resumed'); "
        "(run / 'checkpoints' / '32.orbax-checkpoint-tmp').mkdir(parents=True); "
        f"(run / 'metrics.jsonl').write_text({json.dumps(report(2)[0])!r} + chr(10)); "
        "sys.stdout.flush(); time.sleep(600)"
    )
    wrapper = [disturbed.sys.executable, "-c", script]
    with disturbed.Training(run_dir, [str(run_dir)], tmp_path / "log", wrapper) as training:
        assert training.wait_for(lambda: training.progress() == 32, seconds=60)
        assert training.wait_for(lambda: training.saving(FOLDER), seconds=60)
        assert training.running and training.rss() > 0
        assert not training.saving(f"{FOLDER}/replay")
        assert chaos.strike(training, chaos.Kill(chaos.SAVING, 32, 0.0))
        assert training.wait() == -9 and "resumed" in training.output()


def test_soak_notices_numbers_that_no_sound_training_gives(tmp_path):
    """Of the process that it looks at, not of those before; and an environment that should have been reset."""

    def told(transitions, resets, loss):
        actor = {
            "run": "actor",
            "iteration": transitions // 32,
            ACTOR_AXIS: transitions,
            "actor/nan_envs": resets,
        }
        return [actor, {"run": "learner", "iteration": transitions // 32, "sac/critic_loss": loss}]

    soak = soak_process.Soak("toy", tmp_path, tmp_path / "log", Random(0))
    write_rows(tmp_path, told(32, 0, math.nan) + told(64, 0, 1.0) + told(96, 1, 2.0))
    soak_process.check_learning(soak, soak_process.SPEED, first=32)
    assert soak.violations == []
    soak_process.check_learning(soak, soak_process.SPEED, first=64)
    soak_process.check_learning(soak, soak_process.STOP, first=0)
    assert [text.partition(": ")[2] for text in soak.violations] == [
        "no environment was reset",
        "sac/critic_loss is not what a sound training gives",
    ]


@pytest.mark.parametrize("env", ["toy", "GO2-v0"])
@pytest.mark.parametrize("part", ["speed", "action", "invalid"])
def test_the_broken_world_breaks_one_environment_in_its_moment(part, env):
    shapes = jax.eval_shape(make(env, EnvConfig(), 3).reset, jax.random.split(jax.random.key(0), 3))
    state = jax.tree.map(lambda leaf: jnp.ones(leaf.shape, leaf.dtype), shapes.replace(key=None))
    step = jnp.array([broken_world.FAULT_STEP, broken_world.FAULT_STEP, 0])
    broken, action = broken_world.STEPS[part](state.replace(episode_step=step), jnp.ones((3, 2)))
    speed = broken.physics.simulation.qvel if env == "GO2-v0" else broken.physics.velocity
    hit = {
        "speed": speed[:, 0] == 1e7,
        "action": jnp.isnan(action).all(axis=1),
        "invalid": jnp.isnan(speed[:, 0]),
    }
    np.testing.assert_array_equal(hit.pop(part), [True, False, False])
    assert not any(other.any() for other in hit.values())
    broken, action = broken_world.STEPS[part](state, jnp.ones((3, 2)))
    assert (part == "invalid") != all(np.isfinite(leaf).all() for leaf in jax.tree.leaves((broken, action)))


def test_the_first_report_after_a_resume_is_held_against_the_next_three():
    """The second process has only one report left of it, and the first is no resume."""
    seconds = {1: 8.0, 2: 8.0, 3: 6.0, 4: 1.0, 5: 2.0, 6: 3.0, 7: 9.0, 9: 8.0}
    rows = [{"iteration": iteration, "timer/total": value} for iteration, value in seconds.items()]
    processes = [{"resumed_at": step} for step in (0, 20, 80)]
    assert soak.after_resumes(rows, processes, transitions=10) == [3.0]
