"""What differs between episodes: the robot and its ground, motors and sensors; and what happens to the robot on its way.

A world is a number or several for each quantity of `go2mjx.tasks.config.RandomizationConfig`, in units of its range: zero is
the plain world, and with `--randomization 1` they are drawn from [-1, 1]. `Randomization` says what they mean: fields of the
model, or something that the task does. Nobody sees them: a critic that did would know one episode from another by them, and
learned worse (docs/randomization.md).
"""

from collections.abc import Mapping

import jax
import jax.numpy as jnp
import mujoco
import numpy as np
from flax import struct

from go2mjx.physics.models import FLOOR, indices
from go2mjx.process.errors import UsageError
from go2mjx.robots.description import Robot
from go2mjx.tasks.base import uniform
from go2mjx.tasks.config import RandomizationConfig

SHARES = (
    *("contact_softness", "link_mass", "motor_strength", "position_gain", "derivative_gain"),
    *("joint_friction", "joint_damping", "armature"),
)
"""Quantities that are shares of what the robot has."""

World = Mapping[str, jax.Array]
"""The drawn numbers by quantity, (..., width) each; quantities that do not differ are left out."""


@struct.dataclass
class Disturbance:
    """What happens to n robots in one control step; zeros and False, (1, 1), where nothing can."""

    push: jax.Array  # (n, 2) m/s, added to the base's planar velocity
    noise: jax.Array  # (n, sensed) added to what is sensed
    lost: jax.Array  # (n, 1) bool, the readings do not arrive


class Randomization:
    """Draws worlds for episodes of `robot`, and says what they are in `mj_model`, a model of the robot in its scene.

    Ranges are those of `config` times `scale`; with a scale of zero there is only the plain world.
    """

    def __init__(self, config: RandomizationConfig, scale: float, robot: Robot, mj_model: mujoco.MjModel):
        self.config, self.scale = config, scale
        self._joints = len(robot.joints)
        self._model, self._where = mj_model, indices(robot, mj_model)
        self._physics_time_step, self._physics_steps = robot.physics_time_step, robot.physics_steps
        self._interval_steps = config.push_interval / robot.control_time_step
        widths = {
            "ground_friction": 1,
            "contact_softness": 1,
            "slope": 2,
            "payload": 1,
            "centre_of_mass": 3,
            "link_mass": self._joints,
            "motor_strength": self._joints,
            "position_gain": 1,
            "derivative_gain": 1,
            "joint_friction": 1,
            "joint_damping": 1,
            "armature": 1,
            "zero_offset": self._joints,
            "action_delay": 1,
            "gyroscope_bias": 3,
        }
        self._widths = {name: width for name, width in widths.items() if scale and getattr(config, name)}
        self._check()

    def _check(self) -> None:
        """Raises UsageError for a range that takes more than there is: a mass below zero would fall upwards."""
        whole = dict.fromkeys(SHARES, 1.0) | {
            "ground_friction": float(self._model.geom(FLOOR).friction[0]),
            "payload": float(self._model.body_mass[self._where.base]),
        }
        for name, most in whole.items():
            if (taken := self.scale * getattr(self.config, name)) > most:
                raise UsageError(
                    f"--random.{name} {getattr(self.config, name):g} with --randomization {self.scale:g}: up to {taken:g} is taken "
                    f"away, of {most:.4g}"
                )

    def draw(self, keys: jax.Array) -> World:
        """The worlds of the episodes that begin with `keys`, (n,)."""
        drawn = self.scale * (2.0 * uniform(keys, sum(self._widths.values())) - 1.0)
        ends = np.cumsum(list(self._widths.values()), dtype=int)
        return dict(zip(self._widths, jnp.split(drawn, ends[:-1], axis=-1), strict=False))

    def of(self, world: World, quantity: str) -> jax.Array:
        """`quantity` of a world as its setting says it, (..., width)."""
        return getattr(self.config, quantity) * world[quantity]

    def down(self, world: World) -> jax.Array:
        """The direction of gravity in the frame of the ground, (..., 3)."""
        if "slope" not in world:
            return jnp.array([0.0, 0.0, -1.0])
        slope = jnp.tan(self.of(world, "slope"))
        down = jnp.concatenate([slope, -jnp.ones_like(slope[..., :1])], axis=-1)
        return down / jnp.linalg.norm(down, axis=-1, keepdims=True)

    @property
    def late_control_steps(self) -> int:
        """The targets of so many earlier control steps may still be on their way."""
        most = self.config.action_delay * (1.0 + self.scale) / self._physics_time_step
        return -(-round(most) // self._physics_steps) if self.scale else 0

    def ages(self, world: World) -> jax.Array:
        """How many control steps old the joint targets are that the motors get in each physics step, (..., physics steps) int32.

        Without late actions (1, 1): the newest throughout.
        """
        if "action_delay" not in world:
            return jnp.zeros((1, 1), jnp.int32)
        delay = self.config.action_delay + self.of(world, "action_delay")
        late = jnp.round(jnp.maximum(delay, 0.0) / self._physics_time_step).astype(jnp.int32)
        return jnp.maximum(-(-(late - jnp.arange(self._physics_steps)) // self._physics_steps), 0)

    def disturbance(self, keys: jax.Array) -> Disturbance:
        """What happens to the robots in a control step, drawn from `keys`, (n,)."""
        config, joints = self.config, self._joints
        if not self.scale:
            return Disturbance(*np.zeros((2, 1, 1), np.float32), np.zeros((1, 1), bool))
        drawn = uniform(keys, 10 + 2 * joints)
        centred = 2.0 * drawn - 1.0
        noise = np.repeat(
            [
                config.gyroscope_noise,
                config.gravity_noise,
                config.joint_angle_noise,
                config.joint_velocity_noise,
            ],
            [3, 3, joints, joints],
        )
        pushed = drawn[:, :1] * self._interval_steps < 1.0
        return Disturbance(
            push=jnp.where(pushed, self.scale * config.push * centred[:, 1:3], 0.0),
            noise=self.scale * noise.astype(np.float32) * centred[:, 4:],
            lost=drawn[:, 3:4] < self.scale * config.lost_readings,
        )

    def fields(self, world: World) -> dict[str, jax.Array]:
        """Fields of the model by name, those that one world, (width,) each, changes.

        `dof_invweight0`, from which MuJoCo takes the softness of dry friction, follows the armature: adding d to a diagonal
        entry of the mass matrix takes that entry of its inverse from a to a / (1 + a d) (Sherman and Morrison), and the other
        joints count for little. What else the compiler derives from masses changes by a few hundredths.
        """
        where, floor = self._where, self._model.geom(FLOOR).id
        fields: dict[str, jax.Array] = {}

        def change(field: str, rows: np.ndarray | int | tuple, by: jax.Array, multiply: bool = True) -> None:
            plain = jnp.asarray(getattr(self._model, field), jnp.float32)
            at = fields.get(field, plain).at[rows]
            fields[field] = at.multiply(by) if multiply else at.add(by)

        def share(quantity: str) -> jax.Array:
            return 1.0 + self.of(world, quantity)

        if "ground_friction" in world:
            change("geom_friction", (floor, 0), self.of(world, "ground_friction")[0], multiply=False)
        if "contact_softness" in world:
            change("geom_solref", (floor, 0), share("contact_softness")[0])
        if "slope" in world:
            fields["opt.gravity"] = float(np.linalg.norm(self._model.opt.gravity)) * self.down(world)
        if "payload" in world:
            heavier = 1.0 + self.of(world, "payload")[0] / self._model.body_mass[where.base]
            change("body_mass", where.base, heavier)
            change("body_inertia", where.base, heavier)
        if "link_mass" in world:
            links = self._model.dof_bodyid[where.joint_velocities]
            change("body_mass", links, share("link_mass"))
            change("body_inertia", links, share("link_mass")[:, None])
        if "centre_of_mass" in world:
            change("body_ipos", where.base, self.of(world, "centre_of_mass"), multiply=False)
        if "motor_strength" in world:
            strength = share("motor_strength")[:, None]
            change("actuator_gainprm", where.actuators, strength)
            change("actuator_biasprm", where.actuators, strength)
            change("actuator_forcerange", where.actuators, strength)
        if "position_gain" in world:
            change("actuator_gainprm", (where.actuators, 0), share("position_gain"))
            change("actuator_biasprm", (where.actuators, 1), share("position_gain"))
        if "derivative_gain" in world:
            change("actuator_biasprm", (where.actuators, 2), share("derivative_gain"))
        if "joint_friction" in world:
            change("dof_frictionloss", where.joint_velocities, share("joint_friction"))
        if "joint_damping" in world:
            change("dof_damping", where.joint_velocities, share("joint_damping"))
        if "armature" in world:
            change("dof_armature", where.joint_velocities, share("armature"))
            added = fields["dof_armature"] - jnp.asarray(self._model.dof_armature, jnp.float32)
            change("dof_invweight0", slice(None), 1.0 / (1.0 + added * self._model.dof_invweight0))
        return fields
