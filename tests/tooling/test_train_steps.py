"""The benchmark of training: the loop, its parts and the loop from Python do the same work."""

import json

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from benchmarks import measurement
from benchmarks.speed import first_update, train_parts, train_steps, train_tables
from benchmarks.speed.python_loop import PythonLoop
from go2mjx.config.tree import from_flat
from tests import toy_run

CONFIG = from_flat(
    toy_run.SETTINGS
    | {"hidden_sizes": [8], "batch_size": 8, "critic_actor_ratio": 2, "utd_ratio": 1.5, "log_period": 20}
    | {"eval_n_trajs": 2, "eval_period": 40, "checkpoint_period": 40}
)
"""Four environments, one vector step an iteration, two or one update groups in turn, a report every fifth."""
ARGUMENTS = train_steps.TrainStepsConfig(seconds=0.002, repeats=1)


@pytest.fixture(scope="module")
def trainer():
    return train_steps.Trainer(CONFIG)


def copied(train):
    return jax.tree.map(jnp.copy, train)


def groups_made(learner_state):
    """Update groups by the count of the actor's optimiser."""
    return int(learner_state.actor.optimizer.count)


class TestLoop:
    def test_it_is_warmed_up_until_every_iteration_makes_updates(self, trainer):
        before = groups_made(trainer.train.learner)
        assert before > 0
        after = trainer.advance(copied(trainer.train), jnp.int32(4))
        assert groups_made(after.learner) - before == 6  # 1.5 groups an iteration

    def test_updates_per_second_follow_from_the_transitions(self, trainer):
        measured = trainer.measure(ARGUMENTS)
        rate = measured["single"]["steps_per_second"]["median"]
        assert measured["actor_updates_per_second"] == pytest.approx(rate * 1.5 / 4)
        assert measured["critic_updates_per_second"] == pytest.approx(rate * 2 * 1.5 / 4)

    def test_a_long_run_is_measured_by_what_it_did(self, trainer):
        """Catalogue PERF-04: transitions over seconds of the wall clock, beside the reported speed."""
        before = int(trainer.train.iteration)
        window = trainer.measure_window(seconds=2.0, reported=10.0)
        assert int(trainer.train.iteration) - before == 5 and window["steps"] == 20
        assert window["to_reported"] == pytest.approx(20 / window["seconds"] / 10)


class TestPythonLoop:
    @pytest.mark.parametrize("wait", [False, True])
    def test_it_does_the_same_work_with_the_same_numbers(self, trainer, wait):
        """Every leaf after seven iterations, a report among them, and what was reported."""
        train, reports = trainer.program.run(copied(trainer.train), jnp.int32(7))
        driven = PythonLoop(trainer.parts, wait)
        own = driven.run(copied(trainer.train), jnp.int32(7))
        for (path, leaf), other in zip(
            jax.tree_util.tree_leaves_with_path(train), jax.tree.leaves(own), strict=True
        ):
            if jax.dtypes.issubdtype(leaf.dtype, jax.dtypes.prng_key):
                leaf, other = jax.random.key_data(leaf), jax.random.key_data(other)
            np.testing.assert_allclose(leaf, other, rtol=2e-4, atol=2e-5, err_msg=jax.tree_util.keystr(path))
        assert int(reports.count) == len(driven.reports) > 0
        for name, value in zip(reports.float_names, reports.floats[0], strict=True):
            np.testing.assert_allclose(driven.reports[0][name], value, rtol=2e-4, atol=2e-5, err_msg=name)


@pytest.fixture(scope="module")
def ends(trainer):
    """Each part's state before and after three iterations, and how often an iteration of training does one."""
    train, ends = copied(trainer.train), {}
    for program, times in train_parts.programs(trainer.parts, train):
        before = copied(program.state)
        ends[program.level] = before, program.run(program.state, jnp.int32(3)), times
    return ends


class TestParts:
    def test_rollout_steps_every_environment_stores_its_rows_and_learns_nothing(self, ends):
        before, after, times = ends["rollout"]
        assert times == 1 and not np.array_equal(before.env_state.obs.state, after.env_state.obs.state)
        counts = [train.learner.statistics.state.count for train in (before, after)]
        assert int(counts[1] - counts[0]) == 2 * 3 * 4  # each row and its reflection
        changed = np.any(np.asarray(after.replay.state != before.replay.state), axis=(1, 2))
        assert changed.sum() == 3  # slots, a row of each environment in each
        assert groups_made(after.learner) == groups_made(before.learner)

    def test_replay_draws_the_minibatches_of_an_iteration_again_and_again(self, ends):
        (before, first), (after, batches), times = ends["replay"]
        assert times == 1
        assert batches.reward.shape == (2, 2, 8)  # groups, critic updates, rows
        assert not np.array_equal(first.state, batches.state)
        np.testing.assert_array_equal(before.replay.state, after.replay.state)

    def test_update_makes_all_groups_each_time(self, ends):
        (before, _), (after, _), times = ends["update"]
        assert times == 1.5 / 2  # every other iteration of training has one group less
        assert groups_made(after) - groups_made(before) == 3 * 2
        assert int(after.critic.optimizer.count - before.critic.optimizer.count) == 3 * 2 * 2
        for part in ("actor", "critic"):
            assert not np.array_equal(getattr(before, part).online, getattr(after, part).online)

    def test_all_parts_are_reported_and_make_up_the_run(self, trainer, capsys):
        parts = trainer.measure_parts(ARGUMENTS)
        assert {*parts["inside"], *parts["between"]} == set(train_parts.MEANINGS)
        assert all(seconds > 0 for part in ("inside", "between") for seconds in parts[part].values())
        whole = parts["iteration_seconds"] + sum(parts["between"].values())
        assert parts["with_everything_seconds"] == pytest.approx(whole)
        measurement.print_table(train_tables.parts_table(parts))
        printed = capsys.readouterr().out
        assert all(name in printed for name in train_parts.MEANINGS)


def test_growth_changes_one_number_at_a_time():
    found = [
        (name, config.loop.num_envs, config.sac.batch_size, config.loop.utd_ratio)
        for name, config in train_steps.variants(CONFIG, (0.5, 2.0))
    ]
    assert found == [
        ("num_envs", 2, 8, 1.5),
        ("num_envs", 8, 8, 1.5),
        ("batch_size", 4, 4, 1.5),
        ("batch_size", 4, 16, 1.5),
        ("utd_ratio", 4, 8, 0.75),
        ("utd_ratio", 4, 8, 3.0),
    ]


class TestStart:
    FLAGS = ("--env", "toy", "--platform", "cpu", "--num_envs", "4", "--hidden_sizes", "8")

    def test_a_real_start_passes_every_milestone_in_order(self, tmp_path):
        reached = first_update.first_update(self.FLAGS, tmp_path)
        assert list(reached) == [*first_update.MILESTONES, first_update.FIRST_UPDATE]
        assert list(reached.values()) == sorted(reached.values())
        assert any((tmp_path / "go2mjx" / "jax").iterdir())  # the next start finds compiled programs

    def test_a_run_that_ends_before_is_told(self, tmp_path):
        with pytest.raises(RuntimeError, match="num_env"):
            first_update.first_update([*self.FLAGS, "--num_env", "0"], tmp_path)

    def test_only_a_whole_row_with_a_loss_counts(self, tmp_path):
        path = tmp_path / "metrics.jsonl"
        assert not first_update.has_update(path)
        row = json.dumps({"sac/critic_loss": 1.0})
        path.write_text('{"actor/total_steps": 4}\n' + row)
        assert not first_update.has_update(path)
        path.write_text(row + "\n")
        assert first_update.has_update(path)

    def test_cold_comes_first_and_warm_ones_share_what_it_left(self, monkeypatch):
        caches = []

        def start(_, cache):
            caches.append(cache)
            return {"done": 10.0 / len(caches)}

        monkeypatch.setattr(first_update, "first_update", start)
        assert first_update.measure_start((), 2) == {
            "cold": {"done": 10.0},
            "warm": {"done": measurement.spread([5.0, 10 / 3])},
        }
        assert len(set(caches)) == 1


def test_the_whole_benchmark_on_the_toy(tmp_path, capsys):
    """Every table is printed from what the file holds."""
    report = tmp_path / "train_steps.json"
    flags = (
        "--env toy --platform cpu --num_envs 8 --steps_per_update 8 --hidden_sizes 8 --batch_size 32 "
        "--training_starts 64 --measure python growth --factors 2 --seconds 0.002 --repeats 1 --window 0.01"
    )
    train_steps.main([*flags.split(), "--json", str(report)])
    results = json.loads(report.read_text())
    assert [each["changed"] for each in results["growth"]] == list(train_steps.GROWN)
    python = results["python"]
    speeds = [python[level]["single"]["steps_per_second"]["median"] for level in ("loop", "python")]
    assert python["loop_to_python"] == pytest.approx(speeds[0] / speeds[1])
    printed = capsys.readouterr().out
    assert "utd_ratio 2" in printed and "from Python" in printed
