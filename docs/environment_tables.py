"""The generated tables of the environment: observations, rewards, control, the definition of walking."""

import dataclasses

import jax.numpy as jnp
import numpy as np
from go2mjx.robot import constants
from go2mjx.tasks.go2 import CONTACT_MARGIN
from parameter_tables import flags, markdown, shown

from go2mjx import tasks as environments
from go2mjx.config import presets
from go2mjx.evaluation import verdict
from go2mjx.tasks import commands, rewards
from go2mjx.tasks.base import Environment, ObservationEntry
from go2mjx.telemetry import metrics

DEFAULT_PRESET = "go2_fast_cpu"


def _default_environment() -> Environment:
    return environments.make("GO2-v0", presets.load(DEFAULT_PRESET).environment)


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
                item.scale,
                item.source,
            )
        )
        start += item.width
    rows.append(("", "total", start, "", "", ""))
    return markdown(("Index", "Entry", "Width", "Unit", "Scale", "Source"), rows)


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
    """Numbers of the control loop, termination and commands."""
    config = presets.load(DEFAULT_PRESET).environment
    limits = ", ".join(f"{joint} {limit:g}" for joint, limit in constants.TORQUE_LIMITS.items())
    pose = np.reshape(constants.DEFAULT_POSE, (4, 3))
    pose = "; ".join(
        f"{leg} {' '.join(map(shown, angles))}"
        for leg, angles in zip(constants.LEGS, pose.tolist(), strict=True)
    )
    rows = (
        ("Control step", f"{constants.CONTROL_TIME_STEP:g} s"),
        ("Physics step", f"{constants.PHYSICS_TIME_STEP:g} s"),
        ("Joint target", f"default pose + {config.action_scale:g} rad per unit of action, action in [-1, 1]"),
        ("Default pose (hip, thigh, calf)", f"{pose} rad"),
        ("Kp, Kd", f"{constants.POSITION_GAIN:g} N m / rad, {constants.DERIVATIVE_GAIN:g} N m s / rad"),
        ("Passive joint damping", f"{constants.JOINT_DAMPING:g} N m s / rad"),
        ("Joint friction", f"{constants.JOINT_FRICTION:g} N m"),
        ("Armature", f"{constants.ARMATURE:g} kg m²"),
        ("Torque limits", f"{limits} N m"),
        ("Touching", f"foot less than {CONTACT_MARGIN * 1000:g} mm above the floor"),
        ("Failure: base height", f"below {constants.MIN_BASE_HEIGHT:g} m"),
        ("Failure: tilt", f"above {np.degrees(constants.MAX_TILT):.0f}°"),
        ("Time limit", f"{config.max_traj_length} control steps (`--max_traj_length`), a truncation"),
        ("Forward command", f"±{config.max_forward_speed:g} m/s"),
        ("Lateral command", f"±{config.max_lateral_speed:g} m/s"),
        ("Yaw rate command", f"±{config.max_yaw_rate:g} rad/s"),
        ("New command", f"every {config.command_duration:g} s on average, at random times"),
        ("Zero commands", f"{config.zero_command_fraction:.0%} of the draws"),
        ("Standing command", f"norm below {commands.MOVING_THRESHOLD:g}"),
    )
    return markdown(("What", "Value"), rows)


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
