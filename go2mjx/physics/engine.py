"""The one door to physics: n robots go in with their joint targets, n robots come out a control step later."""

from collections.abc import Mapping

import jax
import jax.numpy as jnp
import numpy as np
from flax import struct
from mujoco import mjx

from go2mjx.physics.models import indices, training_model
from go2mjx.robots.description import Robot


@struct.dataclass
class Simulation:
    """n robots between two control steps: all that decides their future, and what the last step left to read.

    Joints and feet follow the order of the `Robot`, whatever the order in its MJCF.
    """

    qpos: jax.Array  # (n, 7 + joints) base position (m), base quaternion, joint angles (rad)
    qvel: (
        jax.Array
    )  # (n, 6 + joints) base linear in the world (m/s), angular in the base (rad/s), joints (rad/s)
    warmstart: jax.Array  # (n, 6 + joints) the solver's starting point
    torque: jax.Array  # (n, joints) N m, last physics step
    foot_position: jax.Array  # (n, feet, 3) m in the world, centres of the foot spheres, last physics step


class Engine:
    def __init__(self, robot: Robot):
        self.robot = robot
        self.mj_model = training_model(robot)
        where = indices(robot, self.mj_model)
        self.foot_radius = self.mj_model.geom_size[where.foot_geoms, 0].astype(np.float32)
        self._feet, self._actuators = where.foot_geoms, where.actuators
        self._qpos = np.concatenate([where.base_position, where.joint_positions])
        self._qvel = np.concatenate([where.base_velocity, where.joint_velocities])
        self._substeps = round(robot.control_time_step / robot.physics_time_step)
        self._model = mjx.put_model(self.mj_model, impl="jax")
        self._data = mjx.make_data(self.mj_model, impl="jax")
        self.simulation_bytes = sum(leaf.nbytes for leaf in jax.tree.leaves(self._data))

    def start(self, qpos: jax.Array, qvel: jax.Array) -> Simulation:
        count, joints = len(qpos), len(self.robot.joints)
        return Simulation(
            qpos=qpos,
            qvel=qvel,
            warmstart=jnp.zeros_like(qvel),
            torque=jnp.zeros((count, joints)),
            foot_position=jnp.zeros((count, len(self._feet), 3)),
        )

    def step(self, simulation: Simulation, target: jax.Array, leaves: Mapping[str, jax.Array]) -> Simulation:
        def control_step(simulation, control, leaves):
            model = self._model.tree_replace(leaves)

            def substep(carry, _):
                qpos, qvel, warmstart, _, _ = carry
                data = self._data.replace(qpos=qpos, qvel=qvel, qacc_warmstart=warmstart, ctrl=control)
                data = mjx.step(model, data)
                feet = data.geom_xpos[self._feet]
                return (data.qpos, data.qvel, data.qacc_warmstart, data.actuator_force, feet), None

            start = (
                simulation.qpos,
                simulation.qvel,
                simulation.warmstart,
                simulation.torque,
                simulation.foot_position,
            )
            return jax.lax.scan(substep, start, length=self._substeps)[0]

        control = _arranged(target, np.argsort(self._actuators))
        with jax.default_matmul_precision("highest"):
            qpos, qvel, warmstart, torque, feet = jax.vmap(control_step)(
                self._rearranged(simulation, np.argsort), control, dict(leaves)
            )
        moved = Simulation(qpos, qvel, warmstart, _arranged(torque, self._actuators), feet)
        return self._rearranged(moved, lambda order: order)

    def _rearranged(self, simulation: Simulation, direction) -> Simulation:
        return simulation.replace(
            qpos=_arranged(simulation.qpos, direction(self._qpos)),
            qvel=_arranged(simulation.qvel, direction(self._qvel)),
            warmstart=_arranged(simulation.warmstart, direction(self._qvel)),
        )


def _arranged(vector: jax.Array, order: np.ndarray) -> jax.Array:
    """`vector[:, order]`; nothing is done where the order is already that."""
    return vector if (order == np.arange(len(order))).all() else vector[:, order]


def make_engine(name: str, robot: Robot, num_envs: int, max_contacts: int | None = None) -> Engine:
    return Engine(robot)
