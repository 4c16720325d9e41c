"""Poses that a fall leaves: the robot dropped in C MuJoCo, every shape colliding, from any attitude with its joints anywhere."""

import functools
import os

import mujoco
import numpy as np
from mujoco import rollout

from go2mjx.physics.models import full_collision_model, indices
from go2mjx.robots.description import Robot

DROP_HEIGHT = 0.5
"""Of the base (m) where it is let go."""
SECONDS = 1.0
"""Time after which it is looked at: most lie still, some still roll."""


@functools.cache
def fallen(robot: Robot, count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """States of `count` robots that lie where they fell, qpos, (count, 7 + joints), and qvel, (count, 6 + joints), float32.

    Laid out as in `go2mjx.physics.engine.Simulation`, above the origin. Each is dropped at any attitude, its joints anywhere in their
    ranges and at rest, its motors without a target, only damping. Drawn from `seed`, the first ones are those of a smaller `count`.
    """
    model = full_collision_model(robot)
    model.opt.timestep = robot.physics_time_step
    model.actuator_gainprm[:, 0] = model.actuator_biasprm[:, 1] = 0.0
    where = indices(robot, model)
    low, high = model.jnt_range[[model.joint(name).id for name in robot.joints]].T
    qpos = np.tile(model.key("home").qpos, (count, 1))
    for row, each in zip(qpos, np.random.default_rng(seed).spawn(count), strict=True):
        attitude = each.normal(size=4)
        row[where.base_position] = (0.0, 0.0, DROP_HEIGHT, *attitude / np.linalg.norm(attitude))
        row[where.joint_positions] = each.uniform(low, high)
    starts = np.hstack([np.zeros((count, 1)), qpos, np.zeros((count, model.nv))])  # time, qpos, qvel
    threads = [mujoco.MjData(model) for _ in range(os.cpu_count() or 1)]
    steps = round(SECONDS / robot.physics_time_step)
    ends = rollout.rollout(model, threads, starts, nstep=steps)[0][:, -1]
    qpos, qvel = ends[:, 1 : 1 + model.nq][:, where.qpos], ends[:, 1 + model.nq :][:, where.qvel]
    qpos[:, :2] = 0.0
    return qpos.astype(np.float32), qvel.astype(np.float32)
