"""What the benchmarks share, and telemetry: what they count and what they write. Nothing about time."""

import json
from types import SimpleNamespace

import jax
import jax.numpy as jnp
import pytest

from benchmarks import measurement
from benchmarks.speed import telemetry, timed_loop
from go2mjx.config.tree import from_flat
from tests import toy_run, wandb_stub

CONFIG = from_flat(
    toy_run.SETTINGS
    | {"hidden_sizes": [8], "layer_norm": False, "batch_size": 8}
    | {"critic_actor_ratio": 1, "steps_per_update": 8, "training_starts": 16, "log_period": 16}
    | {"max_traj_length": 1000}
)
"""Four environments, two vector steps and one update group an iteration, a report every second one."""

pytestmark = pytest.mark.xdist_group("benchmarks")


def test_spread_is_of_the_repeats():
    assert measurement.spread([3.0, 1.0, 8.0]) == {"median": 3.0, "lowest": 1.0, "highest": 8.0}
    assert measurement.show({"median": 1234.0, "lowest": 5.4, "highest": 2e6}) == "1,234 (5 to 2,000,000)"


def test_report_says_where_the_numbers_come_from_but_no_path(tmp_path):
    content = measurement.origin(CONFIG)
    assert {"versions", "git_commit", "device_kind"} <= content["provenance"].keys()
    assert "command" not in content["provenance"]
    assert content["config"]["num_envs"] == 4 and content["cpu_cores"] >= 1
    measurement.write_json(tmp_path / "new" / "report.json", content)
    assert json.loads((tmp_path / "new" / "report.json").read_text()) == content


@pytest.fixture(scope="module")
def trainer():
    return telemetry.Trainer(CONFIG)


def groups_made(train):
    """Update groups by the count of the actor's optimiser."""
    return int(train.learner.actor.optimizer.count)


class TestTimedLoop:
    def test_rates_are_steps_over_wall_seconds_of_both_lengths(self, monkeypatch):
        """Catalogue PERF-04. The clock is the work itself: an iteration takes a second, the first one ten."""
        clock = SimpleNamespace(now=0.0, calls=[])

        def run(state, count):
            clock.now += 10 if not clock.calls else int(count)
            clock.calls.append(int(count))
            return state + count

        monkeypatch.setattr(timed_loop.time, "perf_counter", lambda: clock.now)
        program = timed_loop.Program("training", run, jnp.int32(0), 4, 2, 7, 1.5, 4096)
        measured, state = timed_loop.measure(program, seconds=3, repeats=2)
        # warm up, find out how long an iteration takes, then both lengths in turn
        assert clock.calls == [7, 1, *2 * [3, 6]] and int(state) == sum(clock.calls)
        for length, iterations in (("single", 3), ("double", 6)):
            rate = measured[length]
            assert (rate["steps_per_env"], rate["steps"]) == (2 * iterations, 8 * iterations)
            assert rate["seconds"] == 2 * [iterations]
            assert rate["steps_per_second"] == {"median": 8, "lowest": 8, "highest": 8}
        assert measured["double_to_single"] == 1
        assert measured["temporary_bytes_per_env"] == 1024 and measured["compile_seconds"] == 1.5

    def test_the_wait_for_a_result_that_is_on_its_way_is_in_the_time(self, monkeypatch):
        """Catalogue PERF-04. A call returns at once, as a dispatched program does; the work is in the wait."""
        clock = SimpleNamespace(now=0.0)

        class Pending:
            def __init__(self, seconds):
                self.seconds = seconds

            def block_until_ready(self):
                clock.now, self.seconds = clock.now + self.seconds, 0.0
                return self

        monkeypatch.setattr(timed_loop.time, "perf_counter", lambda: clock.now)
        program = timed_loop.Program("training", lambda _, count: Pending(0.5 * int(count)), None, 4, 2)
        measured, _ = timed_loop.measure(program, seconds=3, repeats=3)
        assert measured["single"]["seconds"] == 3 * [3.0] and measured["double"]["seconds"] == 3 * [6.0]
        assert measured["single"]["steps_per_second"]["median"] == 4 * 2 / 0.5

    def test_a_loop_that_does_not_do_the_work_is_found_out(self, monkeypatch):
        """What takes as long for twice as many steps is not the speed of the steps."""
        clock = SimpleNamespace(now=0.0)

        def run(state, count):
            clock.now += 1
            return state

        monkeypatch.setattr(timed_loop.time, "perf_counter", lambda: clock.now)
        program = timed_loop.Program("nothing", run, jnp.int32(0), 1, 1)
        assert timed_loop.measure(program, seconds=1, repeats=3)[0]["double_to_single"] == 2

    def test_a_compiled_loop_knows_its_memory_and_compile_time(self):
        def square(matrix, count):
            return jax.lax.fori_loop(0, count, lambda _, value: jnp.tanh(value @ value), matrix)

        program = timed_loop.compile_loop("square", square, jnp.ones((64, 64)), 1, 1)
        assert program.compile_seconds > 0 and program.temporary_bytes > 0


class TestTelemetry:
    def test_only_the_asked_kind_reports(self, trainer, tmp_path, monkeypatch):
        """40 transitions are 5 iterations of 8; a report every second one is an actor and a learner row."""
        wandb = wandb_stub.install(monkeypatch)
        trainer.warm_up()
        start, updates = int(trainer.train.iteration), groups_made(trainer.train)
        logged = []
        for number, mode in enumerate(telemetry.MODES):
            directory = tmp_path / mode.replace("&", "and")
            directory.mkdir()
            measured = trainer.measure(mode, 40, directory)
            assert int(trainer.train.iteration) == start + 5 * (number + 1)
            assert measured["steps_per_second"] == 40 / measured["seconds"] and measured["dropped"] == 0
            assert measured["rows"] in ((0,) if mode == telemetry.SILENT else (4, 6))
            logged.append(sum(len(run.named("log")) for run in wandb.runs.values()))
            assert all(run.named("finish") for run in wandb.runs.values())
        assert logged[0] in (4, 6) and logged[1] == logged[2] == logged[0]
        assert {run.init["mode"] for run in wandb.runs.values()} == {"offline"}
        assert groups_made(trainer.train) == updates + 15

    def test_kinds_take_turns(self):
        modes = []
        recorder = SimpleNamespace(
            warm_up=lambda: modes.append("warm up"),
            measure=lambda mode, steps, directory: modes.append(mode) or {"steps_per_second": float(steps)},
        )
        rounds = telemetry.alternate(recorder, rounds=3, steps=8)
        assert modes[0] == "warm up"
        assert {tuple(modes[1 + 3 * turn : 4 + 3 * turn]) for turn in range(3)} == {
            ("W&B", "jsonl", "silent"),
            ("jsonl", "silent", "W&B"),
            ("silent", "W&B", "jsonl"),
        }
        assert [set(measured) for measured in rounds] == 3 * [set(telemetry.MODES)]

    def test_ratios_are_taken_within_a_round(self, capsys):
        """The machine gets four times slower between the rounds, the ratios do not notice."""
        rounds = [
            {
                mode: {"steps": 8, "rows": 2, "dropped": 0, "steps_per_second": speed / slowness}
                for mode, speed in zip(telemetry.MODES, speeds, strict=True)
            }
            for slowness, speeds in ((1, (96, 98, 100)), (4, (97, 99, 100)), (2, (94, 100, 100)))
        ]
        results = telemetry.compare(rounds) | {"log_period": 16}
        ratio = results["ratios"]["W&B / silent"]
        assert ratio["each"] == pytest.approx([0.96, 0.97, 0.94])
        assert ratio["median"] == pytest.approx(0.96) and ratio["lowest"] == pytest.approx(0.94)
        assert results["ratios"]["jsonl / silent"]["median"] == pytest.approx(0.99)
        assert results["steps_per_second"]["silent"]["median"] == 50
        measurement.print_table(telemetry.table(results))
        assert "0.960" in capsys.readouterr().out
