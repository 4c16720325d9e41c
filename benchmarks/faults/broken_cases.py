"""Trainings that are broken on purpose, each for an alert rule, and good ones of the same length."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from signal import SIGCONT, SIGSTOP
from typing import Literal

from benchmarks.faults.disturbed import Training
from go2mjx.commands.monitor import examine
from go2mjx.config import presets
from go2mjx.telemetry import alerts, metric_log

FLAGS = {
    "toy": "--env toy --platform cpu --debug",
    "GO2-v0": "--preset go2_fast_cpu --platform cpu --debug --no_video --max_steps 160000 "
    "--eval_period 80000 --log_period 3200 --checkpoint_period 0",
}
"""GO2-v0 is trained just long enough for a good run to raise nothing."""
STALLED_SECONDS, STOPPED_SECONDS = 5.0, 20.0
"""Silence that is allowed, unless ten rows take longer, and silence of a stopped process."""
RUNNING, HELD = 0.02, 0.2
"""Seconds that a slowed process runs and is held, in turn."""


@dataclass(frozen=True)
class Case:
    """A training with `flags`, and the rules that must fire on it: none on a good one.

    `wrapper` is that of `Training`. `disturb` does something to the process from outside; it answers with
    the rules that `go2mjx monitor` finds broken meanwhile.
    """

    broken: str
    env: Literal["toy", "GO2-v0"]
    flags: str = ""
    expected: tuple[str, ...] = ()
    wrapper: tuple[str, ...] = ()
    disturb: Callable[[Training], set[str]] = lambda training: set()


def raised(run_dir: Path) -> dict[str, int | None]:
    """Iteration of the first alert of each rule in `alerts.jsonl`."""
    path = run_dir / alerts.FILE_NAME
    first: dict[str, int | None] = {}
    for record in metric_log.read_rows(path) if path.is_file() else []:
        first.setdefault(record["title"], record["iteration"])
    return first


def hold(training: Training) -> set[str]:
    """Stop the process at a third of the run for longer than it may be silent, then let it go on."""
    _wait_for_share(training, 1 / 3)
    training.signal(SIGSTOP)
    time.sleep(STOPPED_SECONDS)
    seen = {alert.rule for alert in examine(training.run_dir)}
    training.signal(SIGCONT)
    return seen


def slow_down(training: Training) -> set[str]:
    """From half of the run on, a tenth of the time, as when others use the cores, until its timers are an alert."""
    _wait_for_share(training, 1 / 2)
    while training.running and "slow timer/total" not in raised(training.run_dir):
        training.signal(SIGSTOP)
        time.sleep(HELD)
        training.signal(SIGCONT)
        time.sleep(RUNNING)
    return set()


def _wait_for_share(training: Training, share: float) -> None:
    training.wait_for(lambda: (training.progress() or 0) > 0)
    config = presets.load(str(training.run_dir / "config.json"))
    training.wait_for(lambda: (training.progress() or 0) > share * config.loop.max_steps)


def _broken_toy(part: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "benchmarks.faults.broken_toy", part)


CASES = {
    "good_toy": Case("nothing", "toy"),
    "good_go2": Case("nothing", "GO2-v0"),
    "rates_x100": Case(
        "learning rates x 100",
        "GO2-v0",
        "--actor_learning_rate 0.1 --critic_learning_rate 0.1",
        ("reward not increasing",),
    ),
    "rates_x100_plain": Case(
        "learning rates x 100, no layer normalisation",
        "toy",
        "--actor_learning_rate 0.1 --critic_learning_rate 0.1 --no_layer_norm",
        ("sac/critic_loss oscillates",),
    ),
    "no_target_network": Case(
        "learning rates x 100, no layer normalisation, no target network",
        "toy",
        "--actor_learning_rate 0.1 --critic_learning_rate 0.1 --no_layer_norm --target_update_rate 1",
        ("action magnitude too high", "sac/critic_loss oscillates", "sac/actor_loss oscillates"),
    ),
    "temperature_rate_x1000": Case(
        "learning rate of the temperature x 1000",
        "toy",
        "--temperature_learning_rate 1",
        ("sac/critic_loss oscillates", "sac/actor_loss oscillates"),
    ),
    "temperature_falls": Case(
        "target entropy that no noise is needed for",
        "toy",
        "--target_entropy_per_action -10 --temperature_learning_rate 0.1",
        ("temperature too low",),
    ),
    "temperature_rises": Case(
        "target entropy that cannot be reached",
        "toy",
        "--target_entropy_per_action 10 --temperature_learning_rate 0.01",
        ("temperature too high",),
    ),
    "nothing_to_do": Case(
        "commands that are all zero, and hardly any noise",
        "toy",
        "--zero_command_fraction 1 --target_entropy_per_action -2",
        ("action magnitude too low",),
    ),
    "flipped_tracking": Case(
        "signs of the rewards for tracking",
        "GO2-v0",
        "--reward.linear_velocity_tracking -1.5 --reward.yaw_rate_tracking -0.75 --reward.progress -0.5",
        ("reward not increasing", "episodes too short"),
    ),
    "tiny_episode": Case("time limit of 0.2 s", "toy", "--max_traj_length 10", ("episodes too short",)),
    "no_forward": Case(
        "actions to go forward do nothing",
        "toy",
        "--eval_n_trajs 64",
        ("one direction is left behind",),
        _broken_toy("forward"),
    ),
    "slowed": Case(
        "process gets a tenth of the time",
        "toy",
        expected=("slow timer/total",),
        disturb=slow_down,
    ),
    "stopped": Case(
        "process stands still for 20 s",
        "toy",
        f"--alert.stalled_seconds {STALLED_SECONDS}",
        ("metrics not updating",),
        disturb=hold,
    ),
    "nan_physics": Case(
        "NaN in the physics", "toy", expected=("non-finite environment",), wrapper=_broken_toy("physics")
    ),
    "huge_reward": Case(
        "reward so large that sums overflow",
        "toy",
        expected=("non-finite metric", "non-finite update"),
        wrapper=_broken_toy("reward"),
    ),
    "overflow": Case(
        "temperature that grows without limit",
        "toy",
        "--target_entropy_per_action 10 --temperature_learning_rate 1",
        ("non-finite update",),
    ),
}
"""By the name of the run directory."""
