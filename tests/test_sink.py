"""The rows that the metric sink makes of payloads, and what it refuses."""

import math

import jax.numpy as jnp
import ml_dtypes
import numpy as np
import pytest
from sink_payload import payload, read_rows

from go2mjx.telemetry.metric_log import MetricLog
from go2mjx.telemetry.sink import MetricSink


@pytest.fixture
def sink(tmp_path):
    sink = MetricSink(MetricLog(tmp_path), transitions_per_iteration=64)
    yield sink
    sink.close()


def test_a_payload_becomes_an_actor_row_and_a_learner_row(tmp_path, sink):
    sink.callback(payload(3))
    assert sink.flush()
    assert read_rows(tmp_path) == [
        {
            "run": "actor",
            "iteration": 3,
            "actor/total_steps": 192,
            "actor/episode_count": 3,
            "actor/episode_reward": 1.5,
            "actor/max_episode_reward": 1.5,
            "actor/nan_envs": 0,
            "reward/torque": -0.5,
        },
        {
            "run": "learner",
            "iteration": 3,
            "learner/update_steps": 6,
            "sac/actor_loss": 0.25,
            "learner/replay_buffer_size": 7,
        },
    ]


def test_means_over_nothing_are_left_out(tmp_path, sink):
    sink.callback(payload(1, episodes=0, updates=0))
    sink.flush()
    actor, learner = read_rows(tmp_path)
    assert actor.keys() == {"run", "iteration", "actor/total_steps", "actor/nan_envs", "reward/torque"}
    assert learner.keys() == {"run", "iteration", "learner/update_steps", "learner/replay_buffer_size"}


def test_history_stays_when_no_episode_ended_in_the_window(tmp_path, sink):
    sink.callback(payload(4, episodes=0) | {"actor/episode_count": 9, "actor/max_episode_reward": 5.0})
    sink.flush()
    actor = read_rows(tmp_path, "actor")[0]
    assert actor["actor/max_episode_reward"] == 5.0
    assert "actor/episode_reward" not in actor


def test_a_diverged_loss_reaches_the_file(tmp_path, sink):
    sink.callback(payload(1, **{"sac/actor_loss": np.float32(math.nan)}))
    sink.flush()
    assert math.isnan(read_rows(tmp_path, "learner")[0]["sac/actor_loss"])


def test_total_steps_do_not_wrap(tmp_path):
    sink = MetricSink(MetricLog(tmp_path), transitions_per_iteration=8192)
    sink.callback(payload(300_000) | {"actor/total_steps": np.int32(-1_837_367_296)})
    sink.close()
    assert read_rows(tmp_path, "actor")[0]["actor/total_steps"] == 2_457_600_000


def test_rows_of_the_host_follow_the_payloads(tmp_path, sink):
    sink.emit("learner", 0, 0, {"timer/compile_s": 12.5})
    sink.callback(payload(2))
    sink.callback(payload(1))
    sink.emit("actor", 2, 4, {"eval/success_rate": np.float32(0.5), "eval/track_err_vx_0.1": 0.25})
    sink.close()
    rows = [(row["run"], row["iteration"]) for row in read_rows(tmp_path)]
    assert rows == [("learner", 0), ("actor", 1), ("learner", 1), ("actor", 2), ("learner", 2), ("actor", 2)]
    assert read_rows(tmp_path)[-1] == {
        "run": "actor",
        "iteration": 2,
        "actor/total_steps": 128,
        "eval/success_rate": 0.5,
        "eval/track_err_vx_0.1": 0.25,
    }


def test_rows_carry_the_speed_of_their_chunk(tmp_path):
    sink = MetricSink(MetricLog(tmp_path), transitions_per_iteration=64)
    sink.callback(payload(8))  # nothing was measured yet
    sink.set_iteration_time(0.5)
    sink.callback(payload(14))
    sink.callback(payload(18))
    sink.set_iteration_time(2.0)
    sink.callback(payload(20))
    sink.close()
    speeds = [row.get("actor/steps_per_second") for row in read_rows(tmp_path, "actor")]
    assert speeds == [None, 128.0, 128.0, 32.0]
    assert [row.get("timer/total") for row in read_rows(tmp_path, "learner")] == [None, 0.5, 0.5, 2.0]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (np.array(1.5, ml_dtypes.bfloat16), 1.5),
        (np.array(2, np.int64), 2),
        (np.array([3.0], np.float32), 3.0),
        (np.float64(0.5), 0.5),
        (np.bool_(True), True),
        (jnp.bfloat16(1.5), 1.5),
        (4, 4),
    ],
)
def test_scalars_of_any_type_become_plain_numbers(tmp_path, value, expected):
    seen = []
    sink = MetricSink(MetricLog(tmp_path), 64, [lambda role, row: seen.append(row)])
    sink.callback(payload(1, **{"actor/nan_envs": value}))
    sink.close()
    assert seen[0]["actor/nan_envs"] == expected
    assert type(seen[0]["actor/nan_envs"]) is type(expected)


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("sac/entropy", np.zeros(5), r"sac/entropy.*\(5,\)"),
        ("sac/entropy", np.zeros((1, 1)), r"sac/entropy.*\(1, 1\)"),
        ("sac/entropy", "high", "sac/entropy"),
        ("sac/temp_loss", 1.0, "sac/temperature_loss"),
    ],
)
def test_a_bad_payload_is_an_error_at_the_first_row(tmp_path, sink, key, value, message):
    sink.callback(payload(1, **{key: value}))
    sink.callback(payload(2))
    sink.flush()
    with pytest.raises((ValueError, KeyError), match=message):
        raise sink.error
    assert [row["iteration"] for row in read_rows(tmp_path, "actor")] == [2]


def test_the_longest_run_is_counted_exactly(tmp_path):
    """Beyond what 32 bits hold, and beyond the whole numbers of a float."""
    sink = MetricSink(MetricLog(tmp_path), transitions_per_iteration=2**24 + 1)
    sink.callback(payload(2**30 - 1))
    assert sink.close()
    assert read_rows(tmp_path, "actor")[0]["actor/total_steps"] == (2**24 + 1) * (2**30 - 1) > 2**53


def test_the_host_gets_its_mistakes_at_once(sink):
    with pytest.raises(KeyError, match="did you mean 'eval/success_rate'"):
        sink.emit("actor", 1, 1, {"eval/sucess_rate": 1.0})
    with pytest.raises(ValueError, match="eval/success_rate"):
        sink.emit("actor", 1, 1, {"eval/success_rate": np.zeros(3)})
