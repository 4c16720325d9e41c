"""What is drawn and where: the one table behind the report's page, the view of W&B and learning_curve.png."""

from collections.abc import Mapping
from dataclasses import dataclass

from go2mjx.telemetry.metrics import ACTOR_AXIS, BY_DIRECTION, LEARNER_AXIS, METRICS

SECONDS = "seconds"
"""The axis of training time, without compilation and the pauses for evaluation."""


@dataclass(frozen=True)
class Chart:
    """Metrics, by key, over `axis`: the key of their x axis, or `SECONDS`."""

    title: str
    keys: tuple[str, ...]
    axis: str
    name: str = ""  # of its PNG file; only the recommended charts have one


RECOMMENDED = (
    Chart("Episode reward", ("actor/episode_reward",), ACTOR_AXIS, "episode_reward"),
    Chart("Episode length", ("actor/episode_length",), ACTOR_AXIS, "episode_length"),
    Chart("Losses", ("sac/actor_loss", "sac/critic_loss"), LEARNER_AXIS, "losses"),
    Chart("Entropy and temperature", ("sac/entropy", "sac/temperature"), LEARNER_AXIS, "exploration"),
    Chart("Speed", ("actor/steps_per_second", "timer/total"), SECONDS, "speed"),
    Chart("Mean reward of 10 episodes", ("actor/avg_episode_reward_10",), ACTOR_AXIS, "average_reward"),
    Chart(
        "Evaluations",
        ("eval/velocity_error", "eval/yaw_rate_error", "eval/success_rate"),
        ACTOR_AXIS,
        "evaluations",
    ),
)
"""The five charts of the monitoring guide, the mean that its trends speak of, and what decides whether the robot walks."""
DIRECTIONS = tuple(
    Chart(f"{metric} by direction", tuple(keys.values()), ACTOR_AXIS) for metric, keys in BY_DIRECTION.items()
)
"""Whether one direction of command is left behind: in one plot each, with a curve per direction."""
PANELS = {
    "Environment Panel": ("actor", "reward"),
    "Training Panel": ("sac", "learner"),
    "Evaluations during training": ("eval", "exam"),
    "Timers": ("timer",),
}
"""Every metric is in one of them, by its prefix."""


def panels(axes: Mapping[str, str]) -> dict[str, tuple[Chart, ...]]:
    """A chart for each metric in `axes`, which are by key, in the order of the registry; unknown ones come last."""
    order = {metric.key: number for number, metric in enumerate(METRICS)}
    keys = sorted(axes, key=lambda key: (order.get(key, len(order)), key))
    return {
        title: tuple(Chart(key, (key,), axes[key]) for key in keys if key.partition("/")[0] in prefixes)
        for title, prefixes in PANELS.items()
    }
