"""The one door to physics: n robots go in with their joint targets, n robots come out a control step later.

Both engines are implementations of MJX and take the same calls. They differ in how a model and its memory are put on
the device (`go2mjx.physics.warp_engine`) and in what they ignore of a model (`go2mjx.physics.features`).
"""

import dataclasses
import functools
from collections.abc import Callable, Mapping

import jax
import jax.numpy as jnp
import mujoco
import numpy as np
from flax import struct
from mujoco import mjx

from go2mjx.physics import legged
from go2mjx.physics.features import JAX, WARP, refuse_ignored_features
from go2mjx.physics.ground import FLAT, Ground, HeightField
from go2mjx.physics.legs import Legs
from go2mjx.physics.models import ground_of, indices, training_model
from go2mjx.process.errors import UsageError, suggestion
from go2mjx.process.trees import tree_bytes
from go2mjx.robots.description import Robot

LOST_CONTACTS = (
    "the robots touched the ground in more places than the engine has room for, and contacts were lost: "
    "raise --max_contacts"
)
"""What to say when a `Simulation` has its `overflow` set."""


@struct.dataclass
class Simulation:
    """n robots between two control steps: all that decides their future, and what the last step left to read.

    Joints and feet follow the order of the `Robot`, whatever the order in its MJCF.
    """

    qpos: jax.Array  # (n, 7 + joints) base position (m), base quaternion, joint angles (rad)
    qvel: jax.Array  # (n, 6 + joints) base linear (m/s, world) and angular (rad/s, base), joints (rad/s)
    warmstart: jax.Array  # (n, 6 + joints) the solver's starting point
    torque: jax.Array  # (n, joints) N m, last physics step
    foot_position: jax.Array  # (n, feet, 3) m in the world, centres at the start of the last physics step
    overflow: jax.Array  # (n,) bool, memory for contacts ran out in this control step: the rest is wrong


class Engine:
    """Steps `mj_model`, the training model of `robot`, in MJX's own JAX implementation.

    `max_contacts` is the room for contacts, a robot; here it follows from the model, and there is always enough.
    Raises UsageError for a model that uses what the engine ignores or refuses.
    """

    name = JAX
    _legs: Legs | None = None
    """Of a robot that `legged` can step."""

    def __init__(self, robot: Robot, mj_model: mujoco.MjModel):
        refuse_ignored_features(mj_model, self.name)
        self.robot, self.mj_model, self.ground = robot, mj_model, ground_of(mj_model)
        if isinstance(self.ground, HeightField):  # one array, so that a compiled program holds it once
            self.ground = dataclasses.replace(self.ground, heights=jnp.asarray(self.ground.heights))
        where = indices(robot, mj_model)
        self.foot_radius = mj_model.geom_size[where.foot_geoms, 0].astype(np.float32)
        self._feet, self._actuators = where.foot_geoms, where.actuators
        self._qpos = np.concatenate([where.base_position, where.joint_positions])
        self._qvel = np.concatenate([where.base_velocity, where.joint_velocities])
        try:
            self._allocate()
        except NotImplementedError as error:
            raise UsageError(
                f"--engine {self.name} cannot step the model of {robot.name}: {error}"
            ) from error

    def _allocate(self) -> None:
        """Put the model and the memory of a step on the device."""
        self._model = mjx.put_model(self.mj_model, impl="jax")
        self._data = mjx.make_data(self.mj_model, impl="jax")
        self._legs = Legs.of(self.mj_model)
        self.max_contacts = len(self._data._impl.contact.dist)
        self.simulation_bytes = tree_bytes(self._data)

    def _physics_step(self, model: mjx.Model, data: mjx.Data) -> mjx.Data:
        """`mjx.step` without the forces that nobody applies from outside, sensors and lights: the same bits, sooner."""
        for stage in (
            mjx.kinematics,
            mjx.com_pos,
            mjx.tendon,
            mjx.crb,
            mjx.tendon_armature,
            mjx.factor_m,
            mjx.collision,
            mjx.make_constraint,
            mjx.transmission,
            mjx.fwd_velocity,
            mjx.fwd_actuation,
        ):
            data = stage(model, data)
        smooth = data.qfrc_passive - data.qfrc_bias + data.qfrc_actuator
        free = jax.scipy.linalg.cho_solve((data._impl.qLD, False), smooth)
        data = mjx.solve(model, data.replace(qfrc_smooth=smooth, qacc_smooth=free))
        return mjx.euler(model, data)

    def _stepper(self, leaves: Mapping[str, jax.Array]) -> Callable[[mjx.Model, mjx.Data], mjx.Data]:
        """One physics step of a robot, for models that differ in `leaves`."""
        if self._legs is not None and leaves.keys() <= legged.FIELDS:
            return functools.partial(legged.step, self._legs, self.ground)
        return self._physics_step

    def _lost_contacts(self, data: mjx.Data) -> jax.Array:
        """Whether a robot lost contacts in the physics step that ended in `data`."""
        return jnp.zeros((), bool)

    def start(self, qpos: jax.Array, qvel: jax.Array) -> Simulation:
        """Robots at `qpos` with velocities `qvel`, laid out as in `Simulation`; nothing is known yet of their feet."""
        count, joints = len(qpos), len(self.robot.joints)
        return Simulation(
            qpos=qpos,
            qvel=qvel,
            warmstart=jnp.zeros_like(qvel),
            torque=jnp.zeros((count, joints)),
            foot_position=jnp.zeros((count, len(self._feet), 3)),
            overflow=jnp.zeros(count, bool),
        )

    def step(self, simulation: Simulation, target: jax.Array, leaves: Mapping[str, jax.Array]) -> Simulation:
        """One control step with joint targets (rad): (n, joints) to hold, or (n, physics steps, joints).

        `leaves` are fields of `mjx.Model` that differ between the robots, by name, (n, ...) each; what the compiler
        derives from them is not derived anew.
        """

        def control_step(
            simulation: Simulation, control: jax.Array, leaves: dict[str, jax.Array]
        ) -> Simulation:
            model = self._model.tree_replace(leaves)

            def substep(before: Simulation, targets: jax.Array) -> tuple[Simulation, None]:
                data = self._data.replace(
                    qpos=before.qpos, qvel=before.qvel, qacc_warmstart=before.warmstart, ctrl=targets
                )
                data = physics_step(model, data)
                after = Simulation(
                    qpos=data.qpos,
                    qvel=data.qvel,
                    warmstart=data.qacc_warmstart,
                    torque=data.actuator_force,
                    foot_position=data.geom_xpos[self._feet],
                    overflow=before.overflow | self._lost_contacts(data),
                )
                return after, None

            each = jnp.broadcast_to(control, (self.robot.physics_steps, control.shape[-1]))
            return jax.lax.scan(substep, simulation, each)[0]

        physics_step = self._stepper(leaves)
        start = self._rearranged(simulation, np.argsort)
        start = start.replace(overflow=jnp.zeros_like(start.overflow))
        control = _arranged(target, np.argsort(self._actuators))
        # TF32 or bfloat16 products make contact dynamics drift
        with jax.named_scope("physics"), jax.default_matmul_precision("highest"):
            end = jax.vmap(control_step)(start, control, dict(leaves))
        end = end.replace(torque=_arranged(end.torque, self._actuators))
        return self._rearranged(end, lambda order: order)

    def _rearranged(
        self, simulation: Simulation, direction: Callable[[np.ndarray], np.ndarray]
    ) -> Simulation:
        """Positions and velocities from the order of the MJCF to the robot's, or with np.argsort the other way."""
        return simulation.replace(
            qpos=_arranged(simulation.qpos, direction(self._qpos)),
            qvel=_arranged(simulation.qvel, direction(self._qvel)),
            warmstart=_arranged(simulation.warmstart, direction(self._qvel)),
        )


def _arranged(vector: jax.Array, order: np.ndarray) -> jax.Array:
    """`vector[..., order]`; nothing is done where the order is already that."""
    return vector if (order == np.arange(len(order))).all() else vector[..., order]


NAMES = (JAX, WARP)


def make_engine(
    name: str,
    robot: Robot,
    num_envs: int,
    max_contacts: int | None = None,
    ground: Ground = FLAT,
    shell: bool = False,
) -> Engine:
    """The engine `name`, one of `NAMES`, with room for `num_envs` robots on `ground` and `max_contacts` contacts each.

    With a `shell` more than the robots' feet touches the ground, see `Robot.shell`. By default `max_contacts` is what the shapes
    of the training model can have. Raises UsageError for an unknown
    name, a missing installation, and a model that the engine cannot step as MuJoCo would.
    """
    if name not in NAMES:
        raise UsageError(f"--engine {name}{suggestion(name, NAMES)}: allowed are {', '.join(NAMES)}")
    model = training_model(robot, ground, shell)
    if name == JAX:
        return Engine(robot, model)
    from go2mjx.physics.warp_engine import WarpEngine  # needs the extra "warp"

    return WarpEngine(robot, model, num_envs, max_contacts)
