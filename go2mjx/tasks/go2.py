"""GO2-v0: walk where the velocity command says, on flat ground, at 50 Hz."""

import jax
import jax.numpy as jnp
import numpy as np
from brax import math
from flax import struct
from mujoco import mjx

from go2mjx.robot import constants
from go2mjx.robot.model import robot_indices, training_model
from go2mjx.tasks.base import (
    Environment,
    Mirror,
    Observation,
    State,
    entry,
    initial_state,
    next_episode_step,
)
from go2mjx.tasks.commands import is_moving, next_command
from go2mjx.tasks.config import EnvConfig
from go2mjx.tasks.rewards import StepQuantities, weighted_terms

FOOT_RADIUS = 0.022
CONTACT_MARGIN = 0.002
"""A foot whose gap to the floor is below this (m) counts as touching."""
PROPRIOCEPTION = (
    entry("angular_velocity", "rad/s", "imu", (-1.0, 1.0, -1.0)),
    entry("gravity", "1", "imu", (1.0, -1.0, 1.0)),
    entry("joint_offset", "rad", "encoder", constants.MIRROR_SIGN, constants.MIRROR_ORDER),
    entry("joint_velocity", "rad/s", "encoder", constants.MIRROR_SIGN, constants.MIRROR_ORDER),
    entry("last_action", "1", "history", constants.MIRROR_SIGN, constants.MIRROR_ORDER),
)
FOOT_MIRROR = (1, 0, 3, 2)


@struct.dataclass
class Go2Physics:
    """What decides the future of one robot, and what its reward remembers."""

    qpos: jax.Array  # (19,) base position (m), base quaternion, joint angles (rad)
    qvel: jax.Array  # (18,) world linear (m/s), base-frame angular (rad/s), joint velocities (rad/s)
    qacc_warmstart: jax.Array  # (18,) the solver's starting point
    torque: jax.Array  # (12,) N m, last physics step
    foot_height: jax.Array  # (4,) m, gap between foot and floor
    swing_time: jax.Array  # (4,) s since each foot left the floor
    last_action: jax.Array  # (12,)
    proprioception: jax.Array  # (history_length, 42) newest first


def _base_velocity(physics: Go2Physics) -> jax.Array:
    """Base linear velocity in the base frame, (3,) m/s."""
    return math.rotate(physics.qvel[:3], math.quat_inv(physics.qpos[3:7]))


def _gravity(physics: Go2Physics) -> jax.Array:
    """World down in the base frame, (3,)."""
    return math.rotate(jnp.array([0.0, 0.0, -1.0]), math.quat_inv(physics.qpos[3:7]))


class Go2Env(Environment):
    """The GO2 under random velocity commands; reward terms are in `go2mjx.tasks.rewards`."""

    def __init__(self, config: EnvConfig):
        self.config = config
        self.mj_model = training_model()
        self._model = mjx.put_model(self.mj_model, impl="jax")
        self._data = mjx.make_data(self.mj_model, impl="jax")
        self._indices = robot_indices(self.mj_model)
        self._substeps = round(constants.CONTROL_TIME_STEP / constants.PHYSICS_TIME_STEP)
        self._default_pose = np.array(constants.DEFAULT_POSE, np.float32)
        self.joint_names = constants.JOINT_NAMES
        self.state_entries = PROPRIOCEPTION * config.history_length + (
            entry("command", "m/s, rad/s", "command", (1.0, -1.0, -1.0)),
        )
        self.privileged_entries = (
            entry("linear_velocity", "m/s", "privileged", (1.0, -1.0, 1.0)),
            entry("base_height", "m", "privileged", (1.0,)),
            entry("foot_height", "m", "privileged", (1.0,) * 4, FOOT_MIRROR),
            entry("swing_time", "s", "privileged", (1.0,) * 4, FOOT_MIRROR),
        )
        self.action_mirror = Mirror(np.array(constants.MIRROR_ORDER), np.array(constants.MIRROR_SIGN))
        self.max_command = (config.max_forward_speed, config.max_lateral_speed, config.max_yaw_rate)

    @property
    def action_size(self) -> int:
        return len(constants.ACTUATOR_NAMES)

    @property
    def dt(self) -> float:
        return constants.CONTROL_TIME_STEP

    @property
    def simulation_bytes(self) -> int:
        return sum(leaf.nbytes for leaf in jax.tree.leaves(self._data))

    def position(self, state: State) -> jax.Array:
        return state.pipeline_state.qpos[..., :2]

    def _fresh_state(self, key: jax.Array, command: jax.Array, hold_command: jax.Array) -> State:
        """Random yaw, joint angles and velocities, feet on the floor."""
        key, yaw_key, joint_key, velocity_key = jax.random.split(key, 4)
        yaw = jax.random.uniform(yaw_key, (), minval=-jnp.pi, maxval=jnp.pi)
        joint_noise = jax.random.uniform(joint_key, (12,), minval=-0.1, maxval=0.1)
        physics = Go2Physics(
            qpos=jnp.concatenate(
                [
                    jnp.array([0.0, 0.0, constants.DEFAULT_HEIGHT + 0.01]),
                    jnp.array([jnp.cos(yaw / 2), 0.0, 0.0, jnp.sin(yaw / 2)]),
                    self._default_pose + joint_noise,
                ]
            ),
            qvel=jax.random.uniform(velocity_key, (18,), minval=-0.1, maxval=0.1),
            qacc_warmstart=jnp.zeros(18),
            torque=jnp.zeros(12),
            foot_height=jnp.zeros(4),
            swing_time=jnp.zeros(4),
            last_action=jnp.zeros(12),
            proprioception=jnp.zeros((self.config.history_length, 42)),
        )
        frame = self._proprioception(physics)
        physics = physics.replace(proprioception=jnp.tile(frame, (self.config.history_length, 1)))
        return initial_state(
            physics, self._observe(physics, command), command, hold_command, key, vars(self.config.reward)
        )

    def step(self, state: State, action: jax.Array) -> State:
        """One control step with `action`, (12,) in [-1, 1]: joint targets about the default pose.

        A NaN action or a non-finite outcome ends the episode as a failure with zero reward and `valid` False;
        the state then holds a fresh pose, so that everything returned is finite.
        """
        key, command_key, reset_key = jax.random.split(state.key, 3)
        action = jnp.clip(action, -1.0, 1.0)
        simulated = self._simulate(state.pipeline_state, action)
        valid = jnp.isfinite(simulated.qpos).all() & jnp.isfinite(simulated.qvel).all()
        fallback = self._fresh_state(reset_key, state.command, state.hold_command).pipeline_state
        simulated = jax.tree.map(lambda new, old: jnp.where(valid, new, old), simulated, fallback)

        physics, touch_down, swing_time = self._advance_feet(simulated)
        linear_velocity, gravity = _base_velocity(physics), _gravity(physics)
        tilted = -gravity[2] < np.cos(constants.MAX_TILT)
        terminated = tilted | (physics.qpos[2] < constants.MIN_BASE_HEIGHT) | ~valid
        episode_step = next_episode_step(state)
        truncated = (episode_step >= self.config.max_traj_length) & ~terminated
        quantities = StepQuantities(
            command=state.command,
            moving=is_moving(state.command),
            linear_velocity=linear_velocity,
            angular_velocity=physics.qvel[3:6],
            gravity=gravity,
            joint_offset=physics.qpos[7:] - self._default_pose,
            joint_velocity=physics.qvel[6:],
            torque=physics.torque,
            action=physics.last_action,
            last_action=jnp.where(valid, state.pipeline_state.last_action, 0.0),
            swing_time=swing_time,
            touch_down=touch_down,
            failed=terminated,
        )
        terms = weighted_terms(quantities, self.config.reward)
        terms = {name: jnp.where(valid, term, 0.0) for name, term in terms.items()}
        command = next_command(command_key, state.command, state.hold_command, self.dt, self.config)
        frame = self._proprioception(physics)
        physics = physics.replace(
            proprioception=jnp.concatenate([frame[None], physics.proprioception[:-1]], axis=0)
        )
        return state.replace(
            pipeline_state=physics,
            obs=self._observe(physics, command),
            reward=sum(terms.values()),
            done=(terminated | truncated).astype(jnp.float32),
            terminated=terminated,
            truncated=truncated,
            valid=valid,
            command=command,
            episode_step=episode_step,
            velocity_error=jnp.linalg.norm(state.command[:2] - linear_velocity[:2]),
            yaw_rate_error=jnp.abs(state.command[2] - physics.qvel[5]),
            key=key,
            metrics=terms,
        )

    def _simulate(self, physics: Go2Physics, action: jax.Array) -> Go2Physics:
        """Hold the joint targets for one control step of physics."""
        target = self._default_pose + self.config.action_scale * action

        def substep(carry, _):
            qpos, qvel, warmstart, *_ = carry
            data = self._data.replace(qpos=qpos, qvel=qvel, qacc_warmstart=warmstart, ctrl=target)
            data = mjx.step(self._model, data)
            feet = data.geom_xpos[self._indices.foot_geoms, 2] - FOOT_RADIUS
            return (data.qpos, data.qvel, data.qacc_warmstart, data.actuator_force, feet), None

        start = (physics.qpos, physics.qvel, physics.qacc_warmstart, physics.torque, physics.foot_height)
        (qpos, qvel, warmstart, torque, foot_height), _ = jax.lax.scan(substep, start, length=self._substeps)
        return physics.replace(
            qpos=qpos,
            qvel=qvel,
            qacc_warmstart=warmstart,
            torque=torque,
            foot_height=foot_height,
            last_action=action,
        )

    def _advance_feet(self, physics: Go2Physics) -> tuple[Go2Physics, jax.Array, jax.Array]:
        """Count swing time; return also which feet touched down and how long their swing was."""
        contact = physics.foot_height < CONTACT_MARGIN
        swing_time = physics.swing_time + self.dt
        touch_down = contact & (physics.swing_time > 0.0)
        return physics.replace(swing_time=jnp.where(contact, 0.0, swing_time)), touch_down, swing_time

    def _proprioception(self, physics: Go2Physics) -> jax.Array:
        return jnp.concatenate(
            [
                physics.qvel[3:6],
                _gravity(physics),
                physics.qpos[7:] - self._default_pose,
                physics.qvel[6:],
                physics.last_action,
            ]
        )

    def _observe(self, physics: Go2Physics, command: jax.Array) -> Observation:
        return Observation(
            state=jnp.concatenate([physics.proprioception.reshape(-1), command]),
            privileged_state=jnp.concatenate(
                [
                    _base_velocity(physics),
                    physics.qpos[2:3],
                    physics.foot_height,
                    physics.swing_time,
                ]
            ),
        )
