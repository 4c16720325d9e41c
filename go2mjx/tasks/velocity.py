"""Walk where the velocity command says, at the robot's control rate: the task of `GO2-v0` and `GO1-v0`."""

from collections.abc import Iterable

import jax
import jax.numpy as jnp
import numpy as np
from brax import math
from flax import struct

from go2mjx.physics.engine import Engine, Simulation
from go2mjx.robots.description import START_CLEARANCE, START_NOISE
from go2mjx.robots.heading import heading_rate
from go2mjx.tasks.base import Environment, State, split, uniform
from go2mjx.tasks.commands import heading_lag, holding_heading, is_moving
from go2mjx.tasks.config import EnvConfig
from go2mjx.tasks.observation import Mirror, Observation, entry
from go2mjx.tasks.randomization import Randomization, World
from go2mjx.tasks.rewards import StepQuantities, weighted_terms

CONTACT_MARGIN = 0.002
"""A foot whose gap to the ground is below this (m) counts as touching."""


@struct.dataclass
class Course:
    """Where on a field of tiles n robots began, and how they got on since."""

    tile: jax.Array  # (n, 2) int32, its row and column: kind of terrain and difficulty
    made: jax.Array  # (n,) m along the commands, at most what they asked for
    asked: jax.Array  # (n,) m


@struct.dataclass
class Walk:
    """What decides the future of n robots, and what their rewards remember."""

    simulation: Simulation
    world: World  # what differs between the episodes, (n, width) each
    foot_height: jax.Array  # (n, feet) m, gap between foot and ground
    swing_time: jax.Array  # (n, feet) s since each foot left the ground
    swing_height: jax.Array  # (n, feet) m, largest gap since then
    last_action: jax.Array  # (n, joints)
    earlier_targets: tuple[jax.Array, ...]  # (n, joints) rad, newest first, that may still be on their way
    heading_lag: jax.Array  # (n,) rad that the heading is behind what was commanded
    history: jax.Array  # (n, history_length, frame) proprioception, newest first
    course: Course | None = None  # on uneven ground
    stood: jax.Array | None = None  # (n,) s that each has stood without a break, where that is the task


class VelocityTask(Environment[Walk]):
    """A robot under random velocity commands; reward terms are in `go2mjx.tasks.rewards`."""

    def __init__(self, config: EnvConfig, engine: Engine):
        self.config, self.engine, self.ground = config, engine, engine.ground
        robot = self.robot = engine.robot
        self.randomization = Randomization(config.random, config.randomization, robot, engine.mj_model)
        self.time_step = robot.control_time_step
        self._default_pose = np.array(robot.default_pose, np.float32)
        self._joints, self._feet = len(robot.joints), len(robot.feet)
        joint_mirror = (robot.joint_mirror_sign, robot.joint_mirror)
        self._frame = (
            entry("angular_velocity", "rad/s", "imu", (-1.0, 1.0, -1.0)),
            entry("gravity", "1", "imu", (1.0, -1.0, 1.0)),
            entry("joint_offset", "rad", "encoder", *joint_mirror),
            entry("joint_velocity", "rad/s", "encoder", *joint_mirror),
            entry("last_action", "1", "history", *joint_mirror),
        )
        self.state_entries = self._frame * config.history_length + (
            entry("command", "m/s, rad/s", "command", (1.0, -1.0, -1.0)),
        )
        foot_mirror = ((1.0,) * self._feet, robot.foot_mirror)
        self.privileged_entries = (
            entry("linear_velocity", "m/s", "privileged", (1.0, -1.0, 1.0)),
            entry("base_height", "m", "privileged", (1.0,)),
            entry("foot_height", "m", "privileged", *foot_mirror),
            entry("swing_time", "s", "privileged", *foot_mirror),
        )
        self.action_mirror = Mirror(np.array(robot.joint_mirror), np.array(robot.joint_mirror_sign))

    def with_config(self, config: EnvConfig) -> "VelocityTask":
        return type(self)(config, self.engine)

    @property
    def reward_terms(self) -> Iterable[str]:
        return vars(self.config.reward)

    @property
    def simulation_bytes(self) -> int:
        return self.engine.simulation_bytes

    @property
    def max_tilt(self) -> float:
        """Failure beyond this angle (rad) between the base's up and the world's."""
        return self.robot.max_tilt

    def position(self, state: State[Walk]) -> jax.Array:
        return state.physics.simulation.qpos[:, :2]

    def heading(self, state: State[Walk]) -> jax.Array:
        w, x, y, z = self._orientation(state.physics).T
        return jnp.arctan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z))

    def velocity(self, state: State[Walk]) -> jax.Array:
        planar, yaw_rate = self._linear_velocity(state.physics), self._angular_velocity(state.physics)
        return jnp.concatenate([planar[:, :2], yaw_rate[:, 2:]], axis=-1)

    def _start(self, keys: jax.Array) -> Walk:
        """Random heading, joint angles and velocities, the feet just above the ground; a world drawn anew."""
        keys, world_keys = split(keys, 2)
        speeds = 6 + self._joints
        drawn = uniform(keys, 1 + self._joints + speeds)
        heading = 2.0 * jnp.pi * drawn[:, 0]
        noise = START_NOISE * (2.0 * drawn[:, 1:] - 1.0)
        zero = jnp.zeros_like(heading)
        height = jnp.full_like(heading, self.robot.default_height + START_CLEARANCE)
        base = jnp.stack(
            [zero, zero, height, jnp.cos(heading / 2), zero, zero, jnp.sin(heading / 2)], axis=-1
        )
        pose, velocity = self._default_pose + noise[:, : self._joints], noise[:, self._joints :]
        simulation = self.engine.start(jnp.concatenate([base, pose], axis=-1), velocity)
        walk = Walk(
            simulation=simulation,
            world=self.randomization.draw(world_keys),
            foot_height=jnp.zeros((len(heading), self._feet)),
            swing_time=jnp.zeros((len(heading), self._feet)),
            swing_height=jnp.zeros((len(heading), self._feet)),
            last_action=jnp.zeros((len(heading), self._joints)),
            earlier_targets=self.randomization.late_control_steps
            * (jnp.zeros_like(pose) + self._default_pose,),
            heading_lag=zero,
            history=jnp.zeros((len(heading), self.config.history_length, sum(e.width for e in self._frame))),
        )
        first = jnp.concatenate([self._sense(walk), walk.last_action], axis=-1)
        return walk.replace(history=walk.history + first[:, None])

    def advance(self, state: State[Walk], action: jax.Array) -> State[Walk]:
        """One control step with `action`, (n, joints): joint targets about the default pose."""
        keys, command_keys, disturbance_keys = split(state.key, 3)
        before, action = state.physics, jnp.clip(action, -1.0, 1.0)
        target = self._default_pose + self.config.action_scale * action
        targets = (target, *before.earlier_targets)
        disturbance = self.randomization.disturbance(disturbance_keys)
        simulation = self._simulate(before, jnp.stack(targets, axis=1), disturbance.push)
        foot_height = self.ground.gap(simulation.foot_position, self.engine.foot_radius)
        contact = foot_height < CONTACT_MARGIN
        swing_time = before.swing_time + self.time_step
        walk = before.replace(
            simulation=simulation,
            foot_height=foot_height,
            swing_time=jnp.where(contact, 0.0, swing_time),
            swing_height=jnp.where(contact, 0.0, jnp.maximum(before.swing_height, foot_height)),
            last_action=action,
            earlier_targets=targets[:-1],
        )
        gravity, angular_velocity = self._gravity(walk), self._angular_velocity(walk)
        sensed = self._sense(walk) + disturbance.noise
        sensed = jnp.where(disturbance.lost, before.history[:, 0, : sensed.shape[1]], sensed)
        frame = jnp.concatenate([sensed, action], axis=-1)
        rate = heading_rate(sensed[:, :3], sensed[:, 3:6])
        walk = walk.replace(
            heading_lag=heading_lag(before.heading_lag, state.command, rate, self.time_step),
            history=jnp.concatenate([frame[:, None], walk.history[:, :-1]], axis=1),
        )

        linear_velocity = self._linear_velocity(walk)
        terminated = self._failed(walk)
        episode_step = state.episode_step + 1
        quantities = StepQuantities(
            command=holding_heading(state.command, before.heading_lag, self.config),
            moving=is_moving(state.command),
            linear_velocity=linear_velocity,
            angular_velocity=angular_velocity,
            gravity=gravity,
            joint_offset=simulation.qpos[:, 7:] - self._default_pose,
            joint_velocity=simulation.qvel[:, 6:],
            torque=simulation.torque,
            action=action,
            last_action=before.last_action,
            swing_time=swing_time,
            touch_down=contact & (before.swing_time > 0.0),
            swing_height=before.swing_height,
            foot_height=foot_height,
            height=self._base_height(walk) / self.robot.default_height,
            failed=terminated,
        )
        terms = weighted_terms(quantities, self.config.reward)
        command = self._next_command(state, command_keys)
        return state.replace(
            physics=walk,
            obs=self._observe(walk, command),
            reward=sum(terms.values()),
            terminated=terminated,
            truncated=(episode_step >= self.config.max_traj_length) & ~terminated,
            lost_contacts=simulation.overflow,
            command=command,
            episode_step=episode_step,
            velocity_error=jnp.linalg.norm(state.command[:, :2] - linear_velocity[:, :2], axis=-1),
            yaw_rate_error=jnp.abs(state.command[:, 2] - angular_velocity[:, 2]),
            key=keys,
            terms=terms,
        )

    def _failed(self, walk: Walk) -> jax.Array:
        """Which robots have fallen, (n,) bool."""
        tilted = -self._gravity(walk)[:, 2] < np.cos(self.max_tilt)
        return tilted | (self._base_height(walk) < self.robot.min_height)

    def _simulate(self, walk: Walk, targets: jax.Array, push: jax.Array | float) -> Simulation:
        """`walk` a control step later, each robot in its world.

        `targets`, (n, 1 + late control steps, joints) rad, are the newest joint targets and those before; `push`, (n, 2) m/s, comes
        first.
        """
        world, randomization = walk.world, self.randomization
        arriving = jnp.take_along_axis(targets, randomization.ages(world)[..., None], axis=1)
        if "zero_offset" in world:  # the motor believes its encoder
            arriving -= randomization.of(world, "zero_offset")[:, None]
        pushed = walk.simulation.replace(qvel=walk.simulation.qvel.at[:, :2].add(push))
        fields = jax.vmap(randomization.fields, axis_size=len(targets))(world)
        return self.engine.step(pushed, arriving, fields)

    def _orientation(self, walk: Walk) -> jax.Array:
        """Of the base, (n, 4) quaternions w, x, y, z."""
        return walk.simulation.qpos[:, 3:7]

    def _linear_velocity(self, walk: Walk) -> jax.Array:
        """Of the base in its own frame, (n, 3) m/s."""
        world = walk.simulation.qvel[:, :3]
        return _into_frame(self._orientation(walk), world)

    def _angular_velocity(self, walk: Walk) -> jax.Array:
        """Of the base in its own frame, (n, 3) rad/s."""
        return walk.simulation.qvel[:, 3:6]

    def _gravity(self, walk: Walk) -> jax.Array:
        """The direction of gravity in the base frame, (n, 3)."""
        orientation = self._orientation(walk)
        down = jnp.broadcast_to(self.randomization.down(walk.world), (len(orientation), 3))
        return _into_frame(orientation, down)

    def _base_height(self, walk: Walk) -> jax.Array:
        """Of the base above the ground, (n,) m."""
        position = walk.simulation.qpos[:, :3]
        return position[:, 2] - self.ground.height(position[:, :2])

    def _sense(self, walk: Walk) -> jax.Array:
        """What the robot measures in this control step but for noise, (n, sensed), rows as in the observation table."""
        simulation, world = walk.simulation, walk.world
        angular_velocity, joint_angle = self._angular_velocity(walk), simulation.qpos[:, 7:]
        if "gyroscope_bias" in world:
            angular_velocity += self.randomization.of(world, "gyroscope_bias")
        if "zero_offset" in world:
            joint_angle += self.randomization.of(world, "zero_offset")
        return jnp.concatenate(
            [angular_velocity, self._gravity(walk), joint_angle - self._default_pose, simulation.qvel[:, 6:]],
            axis=-1,
        )

    def _observe(self, walk: Walk, command: jax.Array) -> Observation:
        command = holding_heading(command, walk.heading_lag, self.config)
        return Observation(
            state=jnp.concatenate([walk.history.reshape(len(command), -1), command], axis=-1),
            privileged_state=jnp.concatenate(
                [
                    self._linear_velocity(walk),
                    self._base_height(walk)[:, None],
                    walk.foot_height,
                    walk.swing_time,
                ],
                axis=-1,
            ),
        )


def _into_frame(orientation: jax.Array, vector: jax.Array) -> jax.Array:
    """World vectors, (n, 3), in frames with `orientation`, (n, 4) quaternions."""
    return jax.vmap(lambda one, other: math.rotate(other, math.quat_inv(one)))(orientation, vector)
