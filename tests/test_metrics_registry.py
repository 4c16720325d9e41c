"""The metric registry: complete, consistent, and kind to a typing mistake."""

import dataclasses

import pytest

from go2mjx.tasks.config import RewardWeights
from go2mjx.telemetry import metrics

GUIDE_KEYS = [
    "actor/episode_reward",
    "actor/episode_length",
    "actor/episode_count",
    "actor/total_steps",
    "actor/avg_action_magnitude",
    "actor/exploration_phase",
    "actor/avg_episode_reward_10",
    "actor/max_episode_reward",
    "actor/min_episode_reward",
    "actor/avg_episode_length_10",
    "actor/steps_per_second",
    "actor/replay_buffer_size",
    "eval/average_return",
    "eval/success_rate",
    "eval/average_length",
    "sac/actor_loss",
    "sac/critic_loss",
    "sac/temperature_loss",
    "sac/temperature",
    "sac/entropy",
    "learner/update_steps",
    "learner/replay_buffer_size",
    "timer/sample_replay_buffer",
    "timer/train",
    "timer/total",
]


@pytest.mark.parametrize("key", GUIDE_KEYS)
def test_every_metric_of_the_guide_is_there(key):
    assert metrics.by_key(key).key == key


def test_keys_are_unique_and_every_text_is_filled_in():
    keys = [metric.key for metric in metrics.METRICS]
    assert len(set(keys)) == len(keys)
    for metric in metrics.METRICS:
        assert all(getattr(metric, field.name).strip() for field in dataclasses.fields(metric)), metric
        assert any("一" <= letter <= "鿿" for letter in metric.meaning_zh), metric


def test_reward_terms_follow_the_weights_and_explain_each_term_in_both_languages():
    rewards = {metric.key: metric for metric in metrics.METRICS if metric.key.startswith("reward/")}
    assert list(rewards) == [f"reward/{field.name}" for field in dataclasses.fields(RewardWeights)]
    assert "Sum of squared joint torques." in rewards["reward/torque"].meaning
    general = {metric.meaning_zh.partition("。")[2] for metric in rewards.values()}
    assert "" not in general and len(general) == len(rewards)


@pytest.mark.parametrize(
    ("prefix", "axis"),
    [(prefix, "actor/total_steps") for prefix in ("actor", "eval", "exam", "reward")]
    + [(prefix, "learner/update_steps") for prefix in ("sac", "learner", "timer")],
)
def test_a_prefix_has_one_axis(prefix, axis):
    keys = [metric.key for metric in metrics.METRICS if metric.key.startswith(prefix + "/")]
    assert keys and {metrics.by_key(key).axis for key in keys} == {axis}


def test_forward_speeds_are_spelled_with_one_decimal():
    keys = [metric.key for metric in metrics.METRICS if metric.key.startswith("eval/track_err_vx_")]
    assert keys[0] == "eval/track_err_vx_0.1" and keys[-1] == "eval/track_err_vx_1.0" and len(keys) == 10


def test_an_unknown_key_names_the_nearest_one():
    with pytest.raises(KeyError, match=r"sac/temp_loss.*did you mean 'sac/temperature_loss'"):
        metrics.by_key("sac/temp_loss")


def test_the_table_has_one_well_formed_row_per_metric():
    header, rule, *rows = metrics.markdown_table().splitlines()
    assert len(rows) == len(metrics.METRICS)
    for row, metric in zip(rows, metrics.METRICS, strict=True):
        assert row.startswith(f"| `{metric.key}` | `{metric.axis}` |")
        assert row.replace("\\|", "").count("|") == header.count("|") == rule.count("|")
