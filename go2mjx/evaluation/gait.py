"""How a recorded robot walks and stands: feet, attitude, power, smoothness."""

from dataclasses import dataclass
from typing import Any

import mujoco
import numpy as np

from go2mjx.evaluation.exam import SETTLING_STEPS
from go2mjx.evaluation.recording import Recording
from go2mjx.physics.models import indices, training_model
from go2mjx.tasks.velocity import CONTACT_MARGIN


@dataclass(frozen=True)
class Feet:
    """The feet after each step, in the robot's order."""

    gap: np.ndarray  # (episodes, steps, feet) m between foot and floor
    speed: np.ndarray  # (episodes, steps, feet) m/s, horizontal, of the foot's lowest point

    @property
    def contact(self) -> np.ndarray:
        """Whether each foot touches the floor by the rule of the training, (episodes, steps, feet) bool."""
        return self.gap < CONTACT_MARGIN


def feet(recording: Recording) -> Feet:
    """Forward kinematics of the recorded states."""
    model = training_model(recording.robot)
    data, where = mujoco.MjData(model), indices(recording.robot, model)
    geoms = where.foot_geoms
    gap = np.zeros((*recording.alive.shape, len(geoms)), np.float32)
    speed = np.zeros_like(gap)
    radius, twist = model.geom_size[geoms, 0], np.zeros(6)
    for episode, step in zip(*np.nonzero(recording.alive), strict=True):
        data.qpos[where.qpos] = recording.qpos[episode, step + 1]
        data.qvel[where.qvel] = recording.qvel[episode, step + 1]
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        mujoco.mj_comVel(model, data)
        gap[episode, step] = data.geom_xpos[geoms, 2] - radius
        for foot, geom in enumerate(geoms):
            mujoco.mj_objectVelocity(model, data, mujoco.mjtObj.mjOBJ_GEOM, geom, twist, 0)
            # the lowest point is `radius` below the centre: v + w x (0, 0, -radius)
            lowest = twist[3] - twist[1] * radius[foot], twist[4] + twist[0] * radius[foot]
            speed[episode, step, foot] = np.hypot(*lowest)
    return Feet(gap, speed)


def gait_figures(recording: Recording) -> dict[str, Any]:
    """Figures of walking over all steps of `recording` after the first second; JSON types, SI units.

    - `duty_factor`: share of time each foot touches the floor; `duty_factor_spread`: largest minus smallest in
      an episode, mean over the episodes, so that legs favoured under opposite commands do not make up for
      each other.
    - `steps_per_second`: touch-downs of each foot per second.
    - `foot_clearance` (m): mean over the swings of the largest gap below each foot.
    - `foot_slip` (m/s): mean horizontal speed of each foot's lowest point while it presses on the floor (a
      foot that hovers within the margin of touching cannot slip).
    - `base_height` (m), `roll` and `pitch` (rad): mean and standard deviation over time and episodes.
    - `mechanical_power` (W): mean of the sum over joints of positive torque times speed; braking gives
      nothing back.
    - `cost_of_transport`: `mechanical_power` / (weight * mean planar speed), the mechanical cost of transport
      of Collins et al., Science 307 (2005) 1082.
    - `action_change`: mean absolute change of an action between control steps (actions are in [-1, 1]).

    Empty when no robot stayed up for that second.
    """
    used = recording.alive.copy()
    used[:, :SETTLING_STEPS] = False
    if not used.any():
        return {}
    robot = recording.robot
    model = training_model(robot)
    weight = float(model.body_mass.sum() * np.linalg.norm(model.opt.gravity))
    ground = feet(recording)
    time = used.sum() * robot.control_time_step
    touch_downs, peaks = swings(ground, used)
    contact, pressed = ground.contact & used[..., None], (ground.gap < 0) & used[..., None]
    duty = contact.sum(axis=(0, 1)) / used.sum()
    walked = used.any(axis=1)
    each_duty = contact[walked].mean(axis=1, where=used[walked, :, None])
    power = np.maximum(recording.torque * recording.qvel[:, 1:, 6:], 0.0).sum(axis=-1)[used].mean()
    speed = np.linalg.norm(recording.velocity[..., :2], axis=-1)[used].mean()
    down = recording.gravity[used]
    change = np.abs(np.diff(recording.action, axis=1)).mean(axis=-1)

    def by_foot(values: np.ndarray) -> dict[str, float]:
        return dict(zip(robot.feet, values.tolist(), strict=True))

    return {
        "duty_factor": by_foot(duty),
        "duty_factor_spread": float(np.ptp(each_duty, axis=1).mean()),
        "steps_per_second": by_foot(touch_downs / time),
        "foot_clearance": by_foot(peaks / np.maximum(touch_downs, 1)),
        "foot_slip": by_foot(
            (ground.speed * pressed).sum(axis=(0, 1)) / np.maximum(pressed.sum(axis=(0, 1)), 1)
        ),
        "base_height": _spread(recording.qpos[:, 1:, 2][used]),
        # the roll and pitch of Tait-Bryan angles, z-y-x
        "roll": _spread(np.arctan2(-down[:, 1], -down[:, 2])),
        "pitch": _spread(np.arcsin(np.clip(down[:, 0], -1.0, 1.0))),
        "mechanical_power": float(power),
        "cost_of_transport": float(power / (weight * speed)),
        "action_change": float(change[used[:, 1:]].mean()),
    }


def swings(ground: Feet, used: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Number of touch-downs of each foot in the `used` steps and the sum of the swings' largest gaps, (feet,) each."""
    contact = ground.contact
    count, total = np.zeros((2, contact.shape[-1]))
    peak = np.zeros_like(ground.gap[:, 0])
    for step in range(1, used.shape[1]):
        touch_down = contact[:, step] & ~contact[:, step - 1] & used[:, step, None]
        count += touch_down.sum(axis=0)
        total += (peak * touch_down).sum(axis=0)
        peak = np.where(contact[:, step], 0.0, np.maximum(peak, ground.gap[:, step]))
    return count, total


def standing_figures(recording: Recording) -> dict[str, float]:
    """Figures of episodes with a zero command, whole episodes counted.

    - `drift` and `largest_drift` (m): planar distance between start and end, mean and largest.
    - `feet_down`: smallest share of an episode with all feet but one on the floor, or all.
    - `survived`: share of episodes without a failure.
    """
    contact = feet(recording).contact
    standing = (contact.sum(axis=-1) >= contact.shape[-1] - 1) & recording.alive
    return {
        "drift": float(recording.drift.mean()),
        "largest_drift": float(recording.drift.max()),
        "feet_down": float((standing.sum(axis=1) / recording.alive.sum(axis=1)).min()),
        "survived": float(1 - recording.failed.mean()),
    }


def _spread(values: np.ndarray) -> dict[str, float]:
    return {"mean": float(values.mean()), "std": float(values.std())}
