"""What the settings may be together, checked before anything is compiled."""

import math

from go2mjx.config.tree import TrainConfig, settings
from go2mjx.process.errors import UsageError
from go2mjx.settings import problems
from go2mjx.training.schedule import Schedule

_LARGEST_COUNT = 2**31 - 1  # the compiled loop counts in 32 bits


def validate(config: TrainConfig) -> None:
    """Raise one UsageError with every problem of `config`: the flag, its value, what is allowed.

    How long the run is and when it learns is looked at once every single setting is allowed.
    """
    single = [f"--{problem}" for problem in problems(settings(config))]
    rules = _pairs(config) + ([] if single else _counts(config))
    found = [*single, *(message for holds, message in rules if not holds)]
    if found:
        raise UsageError("\n".join(found))


def _pairs(config: TrainConfig) -> list[tuple[bool, str]]:
    """What must hold between two settings, and what to say otherwise."""
    loop, sac, process = config.loop, config.sac, config.process
    capacity = f"--replay_buffer_capacity {loop.replay_buffer_capacity}"
    return [
        (
            loop.training_starts <= loop.replay_buffer_capacity,
            f"--training_starts {loop.training_starts} must not exceed {capacity}",
        ),
        (
            sac.batch_size <= loop.replay_buffer_capacity,
            f"--batch_size {sac.batch_size} must not exceed {capacity}",
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
        (
            config.run.engine == "warp" or config.run.max_contacts is None,
            f"--max_contacts {config.run.max_contacts} needs --engine warp: the other one always has room enough",
        ),
        (
            not config.run.debug or config.run.devices in ("auto", 1),
            f"--devices {config.run.devices} and --debug exclude each other: it looks at one device",
        ),
    ]


def _counts(config: TrainConfig) -> list[tuple[bool, str]]:
    """What must hold between the counts of the run."""
    loop, sac, schedule = config.loop, config.sac, Schedule.of(config.loop)
    iteration = f"--num_envs {loop.num_envs} and --steps_per_update {loop.steps_per_update}"
    first_update = schedule.first_group_iteration * schedule.transitions
    # a group is so many updates of the critics and one of the actor, and each may be counted as skipped
    most_iterations = math.floor(_LARGEST_COUNT / max(1, schedule.groups * (sac.critic_actor_ratio + 1)))
    held = min(schedule.replay_slots, schedule.first_update_iteration * schedule.vector_steps)
    enough = math.ceil(sac.n_step / schedule.vector_steps) * schedule.transitions
    return [
        (
            schedule.replay_slots > 0,
            f"{iteration} make iterations of {schedule.transitions} transitions, which must not exceed "
            f"--replay_buffer_capacity {loop.replay_buffer_capacity}",
        ),
        (
            schedule.total_groups > 0,
            f"--max_steps {loop.max_steps} ends before the first update, which --training_starts "
            f"{loop.training_starts}, --utd_ratio {loop.utd_ratio:g}, {iteration} put at {first_update} transitions",
        ),
        (
            schedule.iterations <= most_iterations,
            f"--max_steps {loop.max_steps} is too much to count: with --utd_ratio {loop.utd_ratio:g}, "
            f"--critic_actor_ratio {sac.critic_actor_ratio}, {iteration} allowed are at most "
            f"{most_iterations * schedule.transitions}",
        ),
        (
            sac.n_step <= held or schedule.replay_slots == 0,
            f"--n_step {sac.n_step} must not exceed the {held} control steps of each environment that the replay "
            f"ring holds at the first update; --training_starts {enough} and --replay_buffer_capacity {enough} "
            "are enough",
        ),
    ]
