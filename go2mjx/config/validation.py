"""What every setting may be, checked before anything is compiled."""

import reprlib
from typing import Any

from go2mjx.config.tree import TrainConfig, settings
from go2mjx.process.errors import UsageError

RANGES = {
    "seed": "[0, 4294967295]",
    "max_traj_length": "[1, 1000000]",
    "max_forward_speed": "[0, 10]",
    "max_lateral_speed": "[0, 10]",
    "max_yaw_rate": "[0, 10]",
    "command_duration": "(0, 100000]",
    "zero_command_fraction": "[0, 1]",
    "history_length": "[1, 100]",
    "action_scale": "(0, 3.2]",
    "keep_checkpoints": "[1, 1000]",
    "num_envs": "[1, 1000000]",
    "max_steps": "[1, 1000000000000]",
    "random_steps": "[0, 1000000000000]",
    "training_starts": "[1, 1000000000]",
    "steps_per_update": "[1, 1000000000]",
    "utd_ratio": "[0.001, 1000]",
    "replay_buffer_capacity": "[1, 1000000000]",
    "log_period": "[1, 1000000000000]",
    "eval_period": "[1, 1000000000000]",
    "eval_n_trajs": "[1, 100000]",
    "checkpoint_period": "[0, 1000000000000]",
    "chunk_steps": "[1, 1000000000]",
    "max_skipped_updates": "[1, 1000000000]",
    "batch_size": "[1, 1000000]",
    "critic_actor_ratio": "[1, 1000]",
    "discount": "[0, 1)",
    "target_update_rate": "(0, 1]",
    "n_step": "[1, 20]",
    "max_contacts": "[1, 1000]",
    "hidden_sizes": "[1, 8192]",
    "critic_ensemble_size": "[1, 100]",
    "critic_target_subset": "[1, 100]",
    "actor_learning_rate": "(0, 1]",
    "critic_learning_rate": "(0, 1]",
    "temperature_learning_rate": "[0, 1]",
    "final_learning_rate_fraction": "[0, 1]",
    "adam_b2": "[0, 1)",
    "initial_temperature": "(0, 100]",
    "target_entropy_per_action": "[-10, 10]",
    "min_log_std": "[-20, 2]",
    "max_log_std": "[-20, 2]",
    "actor_average_rate": "(0, 1]",
    "mirror_fraction": "[0, 1]",
    "alert.temperature_low": "[0, 1000000]",
    "alert.temperature_high": "(0, 1000000]",
    "alert.action_low": "[0, 1]",
    "alert.action_high": "[0, 1]",
    "alert.timer_factor": "(1, 1000000]",
    "alert.reward_goal": "[0, 10]",
    "alert.episode_short": "[0, 1]",
    "alert.episode_after": "[0, 1]",
    "alert.loss_oscillation": "(0, 1000000]",
    "alert.warm_up": "[0, 1]",
    "alert.patience": "[1, 1000000]",
    "alert.stalled_seconds": "(0, 1000000000]",
}
"""Allowed interval of each number; a round bracket leaves the end out."""

_REWARD_RANGE = "[-1000, 1000]"
_MOST_LAYERS = 8


def allowed_range(flag: str) -> str | None:
    """The interval of a flag's value, or None where there is no number to bound."""
    return _REWARD_RANGE if flag.startswith("reward.") else RANGES.get(flag)


def validate(config: TrainConfig) -> None:
    """Raise one UsageError with every problem of `config`: the flag, its value, what is allowed."""
    problems = [*_single_problems(config), *_combined_problems(config)]
    if problems:
        raise UsageError("\n".join(problems))


def _single_problems(config: TrainConfig) -> list[str]:
    problems = []
    for flag, setting in settings(config).items():
        interval = allowed_range(flag)
        values = setting.value if isinstance(setting.value, tuple) else (setting.value,)
        if interval is not None and not all(_inside(value, interval) for value in values):
            problems.append(f"--{flag} {_shown(setting.value)}: allowed is {interval}")
    layers = len(config.sac.hidden_sizes)
    if not 1 <= layers <= _MOST_LAYERS:
        problems.append(f"--hidden_sizes has {layers} layers: allowed are 1 to {_MOST_LAYERS}")
    name = config.run.exp_name
    if not 1 <= len(name) <= 100 or "/" in name or name.startswith(".") or not name.isprintable():
        problems.append(
            f"--exp_name {_shown(name)}: allowed are 1 to 100 printable characters without '/' and no leading dot"
        )
    return problems


def _combined_problems(config: TrainConfig) -> list[str]:
    loop, sac, process = config.loop, config.sac, config.process
    transitions = loop.transitions if loop.num_envs > 0 else 0  # a wrong number has a line of its own
    capacity = f"--replay_buffer_capacity {loop.replay_buffer_capacity}"
    rules = [
        (
            loop.training_starts < loop.max_steps,
            f"--training_starts {loop.training_starts} must be less than --max_steps {loop.max_steps}, "
            "or nothing is ever learned",
        ),
        (
            loop.training_starts <= loop.replay_buffer_capacity,
            f"--training_starts {loop.training_starts} must not exceed {capacity}, or learning never starts",
        ),
        (
            transitions <= loop.replay_buffer_capacity,
            f"--num_envs {loop.num_envs} and --steps_per_update {loop.steps_per_update} make iterations of "
            f"{transitions} transitions, which must not exceed {capacity}",
        ),
        (
            sac.batch_size <= loop.replay_buffer_capacity,
            f"--batch_size {sac.batch_size} must not exceed {capacity}",
        ),
        (
            sac.critic_target_subset <= sac.critic_ensemble_size,
            f"--critic_target_subset {sac.critic_target_subset} must not exceed "
            f"--critic_ensemble_size {sac.critic_ensemble_size}",
        ),
        (
            sac.min_log_std < sac.max_log_std,
            f"--min_log_std {sac.min_log_std} must be less than --max_log_std {sac.max_log_std}",
        ),
        (not (process.resume and process.overwrite), "--resume and --overwrite exclude each other"),
        (
            process.run_dir is not None or not process.resume,
            "--resume needs --run_dir: which run to continue",
        ),
        (process.resume or not process.new_wandb_run, "--new_wandb_run needs --resume"),
    ]
    return [message for holds, message in rules if not holds]


def _inside(value: float, interval: str) -> bool:
    low, high = (float(end) for end in interval[1:-1].split(","))
    above = value >= low if interval[0] == "[" else value > low
    below = value <= high if interval[-1] == "]" else value < high
    return above and below


def _shown(value: Any) -> str:
    if not isinstance(value, tuple):
        return reprlib.repr(value)
    return " ".join(map(str, value[:_MOST_LAYERS])) + (" ..." if len(value) > _MOST_LAYERS else "")
