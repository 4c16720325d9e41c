"""The generated tables of the environment: observations, rewards, control, the definition of walking."""

import dataclasses

import jax.numpy as jnp
import numpy as np
from parameter_tables import flags, markdown, shown

from go2mjx import robots
from go2mjx.config import presets
from go2mjx.evaluation import exam, verdict
from go2mjx.physics.models import joint_constants
from go2mjx.tasks import commands, registry, rewards
from go2mjx.tasks.base import Environment
from go2mjx.tasks.observation import ObservationEntry
from go2mjx.tasks.velocity import CONTACT_MARGIN
from go2mjx.telemetry import metrics

DEFAULT_PRESET = "go2_fast_cpu"


def _default_environment() -> Environment:
    return registry.make("GO2-v0", presets.load(DEFAULT_PRESET).environment)


def actor_observation() -> str:
    """The observation table of the actor."""
    return _observation(_default_environment().state_entries)


def privileged_observation() -> str:
    """What only the critic sees."""
    return _observation(_default_environment().privileged_entries)


def _observation(entries: tuple[ObservationEntry, ...]) -> str:
    rows, start = [], 0
    for item in entries:
        rows.append(
            (
                f"{start}-{start + item.width - 1}",
                f"`{item.name}`",
                item.width,
                item.unit,
                item.source,
            )
        )
        start += item.width
    rows.append(("", "total", start, "", ""))
    return markdown(("Index", "Entry", "Width", "Unit", "Source"), rows)


def reward_terms() -> str:
    """Every reward term with its weight and meaning."""
    weights = presets.load(DEFAULT_PRESET).environment.reward
    texts = dict(flags(weights))
    return markdown(
        ("Term", "Flag", "Weight", "Unweighted term, per control step"),
        (
            (f"`reward/{name}`", f"`--reward.{name}`", shown(getattr(weights, name)), texts[name])
            for name in rewards.TERMS
        ),
    )


def standing_reward() -> str:
    """What standing still earns under a forward command."""
    config = presets.load(DEFAULT_PRESET).environment
    zero = jnp.zeros(3)
    quantities = rewards.StepQuantities(
        **{field.name: zero for field in dataclasses.fields(rewards.StepQuantities)}
    )
    rows = []
    for speed in metrics.TRACKED_FORWARD_SPEEDS:
        command = jnp.array([speed, 0.0, 0.0])
        still = quantities.replace(command=command)
        perfect = still.replace(linear_velocity=command)
        tracking = float(rewards.linear_velocity_tracking(still))
        weighted = [
            config.reward.linear_velocity_tracking * float(rewards.linear_velocity_tracking(case))
            + config.reward.progress * float(rewards.progress(case))
            for case in (still, perfect)
        ]
        rows.append((f"{speed:.1f}", f"{tracking:.2f}", f"{weighted[0] / weighted[1]:.2f}"))
    return markdown(
        ("Forward command (m/s)", "Tracking term, share of its maximum", "Tracking and progress, weighted"),
        rows,
    )


def control() -> str:
    """Numbers of the control loop, termination and commands: of each robot, then of the task."""
    config = presets.load(DEFAULT_PRESET).environment
    of_robots = [_of_robot(robots.load(name)) for name in robots.NAMES]
    rows = [(what, *(facts[what] for facts in of_robots)) for what in of_robots[0]]
    of_task = (
        ("Joint target", f"default pose + {config.action_scale:g} rad per unit of action, action in [-1, 1]"),
        ("Touching", f"foot less than {CONTACT_MARGIN * 1000:g} mm above the ground"),
        ("Time limit", f"{config.max_traj_length} control steps (`--max_traj_length`), a truncation"),
        ("Forward command", f"±{config.max_forward_speed:g} m/s"),
        ("Lateral command", f"±{config.max_lateral_speed:g} m/s"),
        ("Yaw rate command", f"±{config.max_yaw_rate:g} rad/s"),
        ("Commands drawn", f"evenly from {commands.DRAWN_BEYOND:g} times these ranges"),
        ("New command", f"every {config.command_duration:g} s on average, at random times"),
        ("Zero commands", f"{config.zero_command_fraction:.0%} of the draws"),
        ("Turns on the spot", f"{config.turning_command_fraction:.0%} of the other draws"),
        ("Standing command", f"norm below {commands.MOVING_THRESHOLD:g}"),
    )
    rows += [(what, value, *["the same"] * (len(robots.NAMES) - 1)) for what, value in of_task]
    return markdown(("What", *robots.NAMES), rows)


def _of_robot(robot: robots.Robot) -> dict[str, str]:
    """What a robot brings to the control loop; joint numbers are given once where they are all equal."""
    constants = joint_constants(robot)

    def each(values: np.ndarray) -> str:
        distinct = {f"{value:g}": None for value in values}
        if len(distinct) == 1:
            return next(iter(distinct))
        legs = {" ".join(f"{value:g}" for value in leg): None for leg in np.split(values, len(robot.feet))}
        return "; ".join(legs)

    return {
        "Control step": f"{robot.control_time_step:g} s",
        "Physics step": f"{robot.physics_time_step:g} s",
        "Joints, in order": " ".join(name.removesuffix("_joint") for name in robot.joints),
        "Default pose": f"{each(np.array(robot.default_pose))} rad",
        "Kp, Kd": f"{each(constants.position_gain)} N m / rad, {each(constants.derivative_gain)} N m s / rad",
        "Passive joint damping": f"{each(constants.damping)} N m s / rad",
        "Joint friction": f"{each(constants.friction)} N m",
        "Armature": f"{each(constants.armature)} kg m²",
        "Torque limits": f"{each(constants.torque_limit)} N m",
        "Failure: base height": f"below {robot.min_height:g} m",
        "Failure: tilt": f"above {np.degrees(robot.max_tilt):.0f}°",
    }


def walking() -> str:
    """The limits that define walking."""
    return markdown(
        ("Metric", "Limit"),
        (
            ("`eval/success_rate`, share of the episodes without a fall", f"≥ {verdict.MIN_SUCCESS_RATE}"),
            (
                "`eval/velocity_error`, mean planar velocity error",
                f"≤ {verdict.MAX_VELOCITY_ERROR:.2f} m/s",
            ),
            ("`eval/yaw_rate_error`, mean yaw rate error", f"≤ {verdict.MAX_YAW_RATE_ERROR:.2f} rad/s"),
            (
                "`eval/zero_cmd_drift_m`, largest drift when told to stand; reported, not part of walking",
                f"≤ {verdict.MAX_STANDING_DRIFT:.2f} m",
            ),
        ),
    )


def tracking() -> str:
    """The limits that define tracking."""
    share = f"{exam.MAX_BIAS_SHARE:.0%}"
    return markdown(
        ("In every direction", "Limit"),
        (
            ("share of the starts without a fall in 20 s", f"≥ {verdict.MIN_SUCCESS_RATE}"),
            (
                "mean forward and lateral velocity less the command",
                f"± ({share} of the component + {exam.MAX_VELOCITY_BIAS} m/s)",
            ),
            (
                "mean yaw rate less the command",
                f"± ({share} of the component + {exam.MAX_YAW_RATE_BIAS} rad/s)",
            ),
            (
                "drift of the heading in 20 s under a command without a yaw rate, standing included",
                f"≤ {exam.MAX_HEADING_DRIFT:.0f}°",
            ),
            (
                "difference between the mean velocity and that of the mirrored command in the mirror, over each "
                "component of the command",
                f"≤ {exam.MAX_LEFT_RIGHT:.0%}",
            ),
        ),
    )
