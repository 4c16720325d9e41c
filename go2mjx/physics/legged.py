"""The dynamics of a floating base with equal legs, written for them: what MJX computes for any tree, in less time.

MJX walks a tree of any shape with gathers and scatters, and factorises dense matrices in library calls. Here the legs are
an axis of arrays, a leg's joints are steps of a Python loop, and the mass matrix is four small blocks with a border
(`go2mjx.physics.newton`). A GPU has half as much to launch, and a CPU needs two thirds of the time.

Everything is in the world's axes about the base's origin, as pairs of an angular and a linear vector (Featherstone, Rigid
Body Dynamics Algorithms, 2008): recursive Newton-Euler for the forces, composite bodies for the mass matrix. The model is
MuJoCo's (https://mujoco.readthedocs.io/en/stable/computation/index.html), and all its numbers come from `mjx.Model`.
"""

from collections.abc import Sequence

import jax
import jax.numpy as jnp
import numpy as np
from flax import struct
from mujoco import mjx

from go2mjx.physics import newton
from go2mjx.physics.algebra import (
    cross,
    normalized,
    product,
    quaternion_product,
    rotate,
    rotation,
    skew,
    square,
    transposed,
)
from go2mjx.physics.ground import Flat, Ground
from go2mjx.physics.legs import BASE, BASE_DOFS, BASE_QPOS, Legs
from go2mjx.physics.newton import Blocks, Contacts, Vector

IDENTITY = np.eye(3, dtype=np.float32)
FIELDS = {
    *("opt.gravity", "qpos0", "body_pos", "body_quat", "body_ipos", "body_iquat"),
    *("body_mass", "body_inertia", "body_invweight0"),
    *("jnt_pos", "jnt_axis", "jnt_range", "jnt_margin", "jnt_solref", "jnt_solimp"),
    *("dof_armature", "dof_damping", "dof_frictionloss", "dof_invweight0", "dof_solref", "dof_solimp"),
    *("geom_pos", "geom_size", "geom_margin", "geom_friction", "geom_solref", "geom_solimp"),
    *("actuator_ctrlrange", "actuator_forcerange", "actuator_gainprm", "actuator_biasprm"),
}
"""What is read of an `mjx.Model` in each step, and so may differ between robots; all else is the same as when `Legs` was made."""


def step(legs: Legs, ground: Ground, model: mjx.Model, data: mjx.Data) -> mjx.Data:
    """`mjx.step` of one robot on `ground`, that of `model`, as far as an engine reads it: the state, the warm start, torques, and the spheres' positions."""
    quaternion = normalized(data.qpos[3:BASE_QPOS])
    axes = rotation(quaternion)
    base, bodies = _motion(legs, model, data, axes)
    mass_matrix, bias = _mass_matrix_and_bias(legs, model, axes, base, bodies)
    torque = _torque(legs, model, data)
    damping = model.dof_damping * data.qvel
    smooth = Vector(
        -bias.base - damping[:BASE_DOFS], legs.divided(torque) - bias.legs - legs.of_dofs(damping)
    )
    centres, contacts = _contacts(legs, ground, model, data, axes, bodies)
    acceleration = newton.solve(legs, model, data, mass_matrix, smooth, contacts)

    time_step = model.opt.timestep
    velocity = data.qvel + time_step * acceleration
    turned = quaternion_product(quaternion, _turn(time_step * velocity[3:BASE_DOFS]))
    moved = data.qpos[:3] + time_step * velocity[:3]
    joints = data.qpos[BASE_QPOS:] + time_step * velocity[BASE_DOFS:]
    return data.replace(
        qpos=jnp.concatenate([moved, normalized(turned), joints]),
        qvel=velocity,
        qacc_warmstart=acceleration,
        actuator_force=torque[legs.actuated],
        geom_xpos=jnp.zeros_like(data.geom_xpos).at[legs.spheres].set(centres.reshape(-1, 3)),
    )


def _turn(angle: jax.Array) -> jax.Array:
    """The quaternion of a rotation vector, (3,) rad."""
    size = jnp.sqrt(square(angle))
    share = jnp.where(size > 0, jnp.sin(0.5 * size) / jnp.where(size > 0, size, 1.0), 0.0)
    return jnp.concatenate([jnp.cos(0.5 * size)[None], share * angle])


def _torque(legs: Legs, model: mjx.Model, data: mjx.Data) -> jax.Array:
    """What the actuators do, (legs * joints,) N m, in the order of the joints: servos on position and velocity."""
    order, controlled = legs.actuators, data.ctrl
    low, high = model.actuator_ctrlrange.T
    controlled = jnp.where(legs.control_limited, jnp.clip(controlled, low, high), controlled)[order]
    gain, bias = model.actuator_gainprm[order], model.actuator_biasprm[order]
    position, velocity = data.qpos[BASE_QPOS:], data.qvel[BASE_DOFS:]
    torque = gain[:, 0] * controlled + bias[:, 0] + bias[:, 1] * position + bias[:, 2] * velocity
    low, high = model.actuator_forcerange[order].T
    return jnp.where(legs.force_limited, jnp.clip(torque, low, high), torque)


@struct.dataclass
class Motion:
    """How bodies move, (..., 3) each, all about the base's origin."""

    spin: jax.Array  # rad/s
    velocity: jax.Array  # m/s, of the point of the body that is at the origin
    spin_rate: jax.Array  # rates of the two if no joint accelerated and gravity were a lift upwards
    velocity_rate: jax.Array


@struct.dataclass
class Bodies:
    """The legs' bodies and the hinges that they hang on, (legs, joints, ...)."""

    position: jax.Array  # (..., 3) m
    axes: jax.Array  # (..., 3, 3)
    hinge: jax.Array  # (..., 3) axis
    lever: jax.Array  # (..., 3) m, velocity at the origin of a body that turns about the hinge at 1 rad/s
    motion: Motion


def _motion(legs: Legs, model: mjx.Model, data: mjx.Data, axes: jax.Array) -> tuple[Motion, Bodies]:
    """Where the bodies are and how they move, from the base down the legs."""
    spin, velocity = rotate(axes, data.qvel[3:BASE_DOFS]), data.qvel[:3]
    base = Motion(spin, velocity, jnp.zeros(3), -model.opt.gravity - cross(spin, velocity))

    speed = legs.of_dofs(data.qvel)[..., None]
    angle = legs.divided((data.qpos - model.qpos0)[BASE_QPOS:])[..., None, None]
    offset, anchor = legs.of_bodies(model.body_pos), legs.of_joints(model.jnt_pos)
    at_zero, axis = rotation(legs.of_bodies(model.body_quat)), legs.of_joints(model.jnt_axis)
    turn = IDENTITY + jnp.sin(angle) * skew(axis) + (1 - jnp.cos(angle)) * product(skew(axis), skew(axis))
    relative = product(at_zero, turn)

    def of_each_leg(array: jax.Array) -> jax.Array:
        return jnp.broadcast_to(array, (legs.legs, *array.shape))

    position, axes, motion = jnp.zeros((legs.legs, 3)), of_each_leg(axes), jax.tree.map(of_each_leg, base)
    bodies = []
    for joint in range(legs.joints):
        pivot = position + rotate(axes, offset[:, joint] + rotate(at_zero[:, joint], anchor[:, joint]))
        axes = product(axes, relative[:, joint])
        position = pivot - rotate(axes, anchor[:, joint])
        hinge = rotate(axes, axis[:, joint])
        lever = cross(pivot, hinge)
        turning, moving = hinge * speed[:, joint], lever * speed[:, joint]
        motion = Motion(
            spin=motion.spin + turning,
            velocity=motion.velocity + moving,
            spin_rate=motion.spin_rate + cross(motion.spin, turning),
            velocity_rate=motion.velocity_rate + cross(motion.spin, moving) + cross(motion.velocity, turning),
        )
        bodies.append(Bodies(position, axes, hinge, lever, motion))
    return base, jax.tree.map(lambda *parts: jnp.stack(parts, axis=1), *bodies)


@struct.dataclass
class Inertia:
    """What resists motion about the base's origin."""

    mass: jax.Array  # (...) kg
    moment: jax.Array  # (..., 3) mass times centre
    tensor: jax.Array  # (..., 3, 3)

    @staticmethod
    def of(mass: jax.Array, centre: jax.Array, axes: jax.Array, principal: jax.Array) -> "Inertia":
        """Of a body with its mass about `centre` and `principal` moments about the columns of `axes`."""
        about_centre = product(axes * principal[..., None, :], transposed(axes))
        steiner = square(centre)[..., None, None] * IDENTITY - centre[..., :, None] * centre[..., None, :]
        return Inertia(mass, mass[..., None] * centre, about_centre + mass[..., None, None] * steiner)

    def momentum(self, spin: jax.Array, velocity: jax.Array) -> tuple[jax.Array, jax.Array]:
        """Angular and linear."""
        angular = rotate(self.tensor, spin) + cross(self.moment, velocity)
        return angular, self.mass[..., None] * velocity - cross(self.moment, spin)

    def force(self, motion: Motion) -> tuple[jax.Array, jax.Array]:
        """Torque and force that it takes to move so."""
        angular, linear = self.momentum(motion.spin, motion.velocity)
        torque, force = self.momentum(motion.spin_rate, motion.velocity_rate)
        torque += cross(motion.spin, angular) + cross(motion.velocity, linear)
        return torque, force + cross(motion.spin, linear)


def _mass_matrix_and_bias(
    legs: Legs, model: mjx.Model, axes: jax.Array, base: Motion, bodies: Bodies
) -> tuple[Blocks, Vector]:
    """The mass matrix, and the forces that it takes for no acceleration."""
    centre = bodies.position + rotate(bodies.axes, legs.of_bodies(model.body_ipos))
    principal_axes = product(bodies.axes, rotation(legs.of_bodies(model.body_iquat)))
    inertia = Inertia.of(
        legs.of_bodies(model.body_mass), centre, principal_axes, legs.of_bodies(model.body_inertia)
    )
    trunk = Inertia.of(
        model.body_mass[BASE],
        rotate(axes, model.body_ipos[BASE]),
        product(axes, rotation(model.body_iquat[BASE])),
        model.body_inertia[BASE],
    )
    # of each body with those below it; of the base with all of them
    inertia, (torque, force) = jax.tree.map(_summed_from_below, (inertia, inertia.force(bodies.motion)))
    whole, (base_torque, base_force) = jax.tree.map(
        lambda trunk, legs: trunk + legs[:, 0].sum(axis=0),
        (trunk, trunk.force(base)),
        (inertia, (torque, force)),
    )
    bias = Vector(
        base=jnp.concatenate([base_force, rotate(transposed(axes), base_torque)]),
        legs=jnp.sum(bodies.hinge * torque + bodies.lever * force, axis=-1),
    )

    angular, linear = inertia.momentum(bodies.hinge, bodies.lever)
    own = jnp.sum(
        angular[:, :, None] * bodies.hinge[:, None] + linear[:, :, None] * bodies.lever[:, None], axis=-1
    )
    own = jnp.where(np.tri(legs.joints, dtype=bool), own, transposed(own))
    coupling = product(skew(whole.moment), axes)
    turning = product(transposed(axes), product(whole.tensor, axes))
    base_rows = [[whole.mass * IDENTITY, -coupling], [-transposed(coupling), turning]]
    armature = legs.of_dofs(model.dof_armature)
    return Blocks(
        base=jnp.block(base_rows) + jnp.diag(model.dof_armature[:BASE_DOFS]),
        border=jnp.concatenate([linear, rotate(transposed(axes), angular)], axis=-1),
        legs=own + armature[..., None] * np.eye(legs.joints, dtype=np.float32),
    ), bias


def _summed_from_below(leaf: jax.Array) -> jax.Array:
    """Sums over each body and those below it, (legs, joints, ...)."""
    sums: Sequence[jax.Array] = [leaf[:, -1]]
    for joint in reversed(range(leaf.shape[1] - 1)):
        sums = [sums[0] + leaf[:, joint], *sums]
    return jnp.stack(sums, axis=1)


def _contacts(
    legs: Legs, ground: Ground, model: mjx.Model, data: mjx.Data, axes: jax.Array, bodies: Bodies
) -> tuple[jax.Array, Contacts]:
    """The spheres' centres in the world, (legs, spheres, 3) m, and how they touch the floor."""
    radius = legs.of_spheres(model.geom_size[:, 0])
    position, sphere_axes = (
        jnp.stack([base if link < 0 else of_legs[:, link] for link in legs.links], axis=1)
        for base, of_legs in (
            (jnp.zeros((legs.legs, 3)), bodies.position),
            (jnp.broadcast_to(axes, (legs.legs, 3, 3)), bodies.axes),
        )
    )
    centre = position + rotate(sphere_axes, legs.of_spheres(model.geom_pos))
    in_world = centre + data.qpos[:3]
    above_floor = in_world - model.geom_pos[legs.floor]
    if isinstance(ground, Flat):
        floor_axes = jnp.broadcast_to(jnp.asarray(legs.floor_axes), (*radius.shape, 3, 3))
    else:  # the plane of the triangle below each sphere: one contact, where MuJoCo looks at every triangle nearby
        height, normal = ground.surface(in_world[..., :2])
        floor_axes = _axes(normal)
        above_floor = (in_world[..., 2] - height)[..., None] * np.array([0.0, 0.0, 1.0], np.float32)
    normal = floor_axes[..., 0, :]
    distance = jnp.sum(above_floor * normal, axis=-1) - radius
    point = (centre - normal * (radius + 0.5 * distance)[..., None])[:, :, None]
    # joints below a sphere do not move it
    moving = (np.arange(legs.joints) <= legs.links[:, None])[..., None]
    along_floor_axes = [
        transposed(floor_axes),
        rotate(floor_axes[:, :, None], cross(transposed(axes)[None, None], point)),
        rotate(floor_axes[:, :, None], bodies.lever[:, None] + cross(bodies.hinge[:, None], point)) * moving,
    ]
    return in_world, Contacts.of(legs, model, distance, jnp.concatenate(along_floor_axes, axis=2))


def _axes(normal: jax.Array) -> jax.Array:
    """Upward unit normals, (..., 3), and two tangents each, as rows, (..., 3, 3)."""
    along_y = np.array([0.0, 1.0, 0.0], np.float32) - normal * normal[..., 1:2]
    tangent = normalized(along_y)
    return jnp.stack([normal, tangent, cross(normal, tangent)], axis=-2)
