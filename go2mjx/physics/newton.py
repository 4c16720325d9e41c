"""One Newton iteration of MuJoCo's constraint solver for a base with legs, whose matrices are blocks with a border.

A leg's joints act on themselves, on the base, and on no other leg, so that mass matrix and Hessian are eliminated leg by
leg (3 x 3 for a quadruped) and a 6 x 6 matrix remains: no library call, which would cut a CUDA graph. The equations and the
line search are those of MJX (`mujoco.mjx._src.solver`, `constraint`; Apache-2.0), with pyramidal friction cones and rows
for friction in the joints, their limits and the contacts of spheres.
"""

from collections.abc import Callable

import jax
import jax.numpy as jnp
import mujoco
import numpy as np
from flax import struct
from mujoco import mjx

from go2mjx.physics import algebra
from go2mjx.physics.legs import BASE_DOFS, BASE_QPOS, Legs

LINE_SEARCH_STEPS = 5
EDGES = 4
"""Edges of the pyramid that stands for a friction cone."""


@struct.dataclass
class Vector:
    """Numbers of all degrees of freedom."""

    base: jax.Array  # (6,)
    legs: jax.Array  # (legs, joints)

    def __add__(self, other: "Vector") -> "Vector":
        return jax.tree.map(jnp.add, self, other)

    def __sub__(self, other: "Vector") -> "Vector":
        return jax.tree.map(jnp.subtract, self, other)

    def __mul__(self, factor: jax.Array) -> "Vector":
        return jax.tree.map(lambda leaf: factor * leaf, self)

    def dot(self, other: "Vector") -> jax.Array:
        return jnp.sum(self.base * other.base) + jnp.sum(self.legs * other.legs)


@struct.dataclass
class Blocks:
    """A symmetric matrix of all degrees of freedom, without the blocks between legs, which are zero."""

    base: jax.Array  # (6, 6)
    border: jax.Array  # (legs, joints, 6)
    legs: jax.Array  # (legs, joints, joints)

    def __matmul__(self, vector: Vector) -> Vector:
        from_legs = jnp.sum(self.border * vector.legs[..., None], axis=(0, 1))
        return Vector(
            base=jnp.sum(self.base * vector.base, axis=-1) + from_legs,
            legs=jnp.sum(self.border * vector.base, axis=-1)
            + jnp.sum(self.legs * vector.legs[:, None], axis=-1),
        )

    def trace(self) -> jax.Array:
        return jnp.trace(self.base) + jnp.trace(self.legs, axis1=1, axis2=2).sum()

    def solve(self, right: Vector) -> Vector:
        """x of self x = `right`; the matrix must be positive definite."""
        joints = self.legs.shape[1]
        right_sides = jnp.concatenate([self.border, right.legs[..., None]], axis=-1)
        matrix = [[self.legs[:, row, column, None] for column in range(joints)] for row in range(joints)]
        solved = jnp.stack(algebra.solve(matrix, [right_sides[:, row] for row in range(joints)]), axis=1)
        eliminated = jnp.sum(self.border[..., :, None] * solved[..., None, :], axis=(0, 1))
        rest, right_side = self.base - eliminated[:, :BASE_DOFS], right.base - eliminated[:, BASE_DOFS]
        matrix = [[rest[row, column] for column in range(BASE_DOFS)] for row in range(BASE_DOFS)]
        base = jnp.stack(algebra.solve(matrix, list(right_side)))
        return Vector(base, solved[..., BASE_DOFS] - jnp.sum(solved[..., :BASE_DOFS] * base, axis=-1))


@struct.dataclass
class Contacts:
    """Contacts of the spheres with the floor; a leg's edges are those of its spheres, one after the other."""

    depth: jax.Array  # (legs, edges) m, negative where it touches
    jacobian: jax.Array  # (legs, edges, 6 + joints) of base and leg; zero where it does not touch
    inverse_weight: jax.Array  # (legs, edges)
    solref: jax.Array  # (legs, edges, 2)
    solimp: jax.Array  # (legs, edges, 5)

    @staticmethod
    def of(legs: Legs, model: mjx.Model, distance: jax.Array, velocities: jax.Array) -> "Contacts":
        """From the spheres' distances, (legs, spheres) m, and the velocities of the points that touch, (legs, spheres, 6 + joints, 3).

        Those are along the floor's axes, for each degree of freedom.
        """

        def mixed(array: jax.Array) -> jax.Array:
            return legs.floor_share * array[legs.floor] + (1 - legs.floor_share) * legs.of_spheres(array)

        def each_edge(array: jax.Array) -> jax.Array:
            repeated = jnp.broadcast_to(array[:, :, None], (*array.shape[:2], EDGES, *array.shape[2:]))
            return repeated.reshape(legs.legs, -1, *array.shape[2:])

        margin = model.geom_margin[legs.floor] + legs.of_spheres(model.geom_margin)
        floor, sphere = model.geom_friction[legs.floor, 0], legs.of_spheres(model.geom_friction[:, 0])
        friction = jnp.where(
            legs.priority == 0, jnp.maximum(floor, sphere), jnp.where(legs.priority > 0, floor, sphere)
        )
        normal, first, second = (velocities[..., axis] for axis in range(3))
        first, second = friction[..., None] * first, friction[..., None] * second
        edges = jnp.stack([normal + first, normal - first, normal + second, normal - second], axis=2)
        weight = legs.of_sphere_bodies(model.body_invweight0[:, 0]) + model.body_invweight0[0, 0]
        weight = 2 * friction**2 * (1 + friction**2) * weight / model.opt.impratio
        depth = distance - margin
        edges = edges * (depth < 0)[..., None, None]
        return Contacts(
            each_edge(depth),
            edges.reshape(legs.legs, -1, edges.shape[-1]),
            each_edge(weight),
            each_edge(mixed(model.geom_solref)),
            each_edge(mixed(model.geom_solimp)),
        )


@struct.dataclass
class Rows:
    """The constraints of a leg: edges of its contacts, limits of its joints, friction in them."""

    contact: jax.Array  # (legs, edges, 6 + joints) Jacobian
    limit: jax.Array  # (legs, joints) 1 at the lower limit, -1 at the upper one, 0 between them
    stiffness: jax.Array  # (legs, edges + 2 joints) inverse of the regularisation
    reference: jax.Array  # (legs, edges + 2 joints) acceleration that the constraint wants
    friction: jax.Array  # (legs, edges + 2 joints) most force of a row that resists both ways, else 0
    one_sided: np.ndarray  # (edges + 2 joints,) bool, rows that only push

    @staticmethod
    def of(legs: Legs, model: mjx.Model, data: mjx.Data, contacts: Contacts) -> "Rows":
        joints, edges = legs.joints, contacts.depth.shape[1]
        velocity = _vector(legs, data.qvel)
        position = legs.divided(data.qpos[BASE_QPOS:])
        low, high = jnp.moveaxis(legs.of_joints(model.jnt_range), -1, 0)
        from_low, from_high = position - low, high - position
        inside = jnp.minimum(from_low, from_high) - legs.of_joints(model.jnt_margin)
        at_limit = (inside < 0) & legs.limited
        limit = jnp.where(from_low < from_high, 1.0, -1.0) * at_limit
        zero, weight = jnp.zeros_like(position), legs.of_dofs(model.dof_invweight0)
        touching = contacts.depth * (contacts.depth < 0)

        parts = (
            _stiffness_and_reference(
                model,
                contacts.solref,
                contacts.solimp,
                contacts.depth,
                touching,
                _along_edges(contacts.jacobian, velocity),
                contacts.inverse_weight,
            ),
            _stiffness_and_reference(
                model,
                legs.of_joints(model.jnt_solref),
                legs.of_joints(model.jnt_solimp),
                inside,
                inside * at_limit,
                limit * velocity.legs,
                weight,
            ),
            _stiffness_and_reference(
                model,
                legs.of_dofs(model.dof_solref),
                legs.of_dofs(model.dof_solimp),
                zero,
                zero,
                velocity.legs,
                weight,
            ),
        )
        stiffness, reference = (jnp.concatenate(part, axis=1) for part in zip(*parts, strict=True))
        friction = legs.of_dofs(model.dof_frictionloss)
        return Rows(
            contact=contacts.jacobian,
            limit=limit,
            stiffness=stiffness,
            reference=reference,
            friction=jnp.pad(friction, ((0, 0), (edges + joints, 0))),
            one_sided=np.arange(edges + 2 * joints) < edges + joints,
        )

    def accelerations(self, vector: Vector) -> jax.Array:
        """Those along the rows, (legs, rows), when the degrees of freedom accelerate by `vector`."""
        along = _along_edges(self.contact, vector)
        return jnp.concatenate([along, self.limit * vector.legs, vector.legs], axis=1)

    def forces_on_dofs(self, force: jax.Array) -> Vector:
        """What forces along the rows, (legs, rows), do to the degrees of freedom."""
        contact, limit, friction = self._parts(force)
        on_both = jnp.sum(self.contact * contact[..., None], axis=1)
        return Vector(
            base=on_both[:, :BASE_DOFS].sum(axis=0),
            legs=on_both[:, BASE_DOFS:] + self.limit * limit + friction,
        )

    def curvature(self, stiffness: jax.Array) -> Blocks:
        """J^T diag(stiffness) J, (legs, rows) stiffness."""
        joints = self.limit.shape[1]
        contact, limit, friction = self._parts(stiffness)
        weighted = self.contact * contact[..., None]
        both = jnp.sum(self.contact[..., :, None] * weighted[..., None, :], axis=1)
        diagonal = self.limit**2 * limit + friction
        return Blocks(
            base=both[:, :BASE_DOFS, :BASE_DOFS].sum(axis=0),
            border=both[:, BASE_DOFS:, :BASE_DOFS],
            legs=both[:, BASE_DOFS:, BASE_DOFS:] + diagonal[..., None] * np.eye(joints, dtype=np.float32),
        )

    def _parts(self, rows: jax.Array) -> list[jax.Array]:
        """Those of contacts, limits and friction, of (legs, rows)."""
        edges = self.contact.shape[1]
        return jnp.split(rows, (edges, edges + self.limit.shape[1]), axis=1)

    def is_quadratic(self, residual: jax.Array) -> jax.Array:
        """Whether a row's cost is quadratic at `residual`, the acceleration less the reference."""
        return jnp.where(self.one_sided, residual < 0, jnp.abs(residual) * self.stiffness < self.friction)

    def cost(self, residual: jax.Array) -> jax.Array:
        """Of each row: quadratic, or linear where friction slides, or none where a one-sided row does not touch."""
        sliding = self.friction * (jnp.abs(residual) - 0.5 * self.friction / self.stiffness)
        return jnp.where(self.is_quadratic(residual), 0.5 * self.stiffness * residual**2, sliding)

    def slope(self, residual: jax.Array) -> jax.Array:
        """Derivative of `cost`: the force along the row with the other sign."""
        sliding = jnp.sign(residual) * self.friction
        return jnp.where(self.is_quadratic(residual), self.stiffness * residual, sliding)


def _vector(legs: Legs, array: jax.Array) -> Vector:
    return Vector(array[:BASE_DOFS], legs.of_dofs(array))


def _along_edges(jacobian: jax.Array, vector: Vector) -> jax.Array:
    from_base = jnp.sum(jacobian[..., :BASE_DOFS] * vector.base, axis=-1)
    return from_base + jnp.sum(jacobian[..., BASE_DOFS:] * vector.legs[:, None], axis=-1)


def _stiffness_and_reference(
    model: mjx.Model,
    solref: jax.Array,
    solimp: jax.Array,
    position: jax.Array,
    wanted_position: jax.Array,
    velocity: jax.Array,
    inverse_weight: jax.Array,
) -> tuple[jax.Array, jax.Array]:
    """Stiffness and reference acceleration of rows; the last axes of `solref` and `solimp` are MuJoCo's parameters."""
    least, most = mujoco.mjMINIMP, mujoco.mjMAXIMP
    low, high, width, middle, power = (solimp[..., index] for index in range(5))
    low, high, middle = (jnp.clip(value, least, most) for value in (low, high, middle))
    width, power = jnp.maximum(width, mujoco.mjMINVAL), jnp.maximum(power, 1)
    time, damping = jnp.maximum(solref[..., 0], 2 * model.opt.timestep), solref[..., 1]
    stiffness = 1 / (high * time * damping) ** 2
    stiffness = jnp.where(solref[..., 0] <= 0, -solref[..., 0] / high**2, stiffness)
    damping = jnp.where(damping <= 0, -damping / high, 2 / (high * time))

    share = jnp.abs(position) / width
    rising = (share / middle) ** power * middle
    falling = 1 - ((1 - share) / (1 - middle)) ** power * (1 - middle)
    impedance = low + jnp.where(share < middle, rising, falling) * (high - low)
    impedance = jnp.where(share > 1, high, jnp.clip(impedance, low, high))
    regularisation = jnp.maximum(inverse_weight * (1 - impedance) / impedance, mujoco.mjMINVAL)
    return 1 / regularisation, -damping * velocity - stiffness * impedance * wanted_position


def solve(
    legs: Legs, model: mjx.Model, data: mjx.Data, mass_matrix: Blocks, smooth: Vector, contacts: Contacts
) -> jax.Array:
    """Accelerations, (6 + legs * joints,), under the `smooth` forces and the constraints."""
    rows = Rows.of(legs, model, data, contacts)
    free = mass_matrix.solve(smooth)
    warm = _vector(legs, data.qacc_warmstart)
    excess = mass_matrix @ warm - smooth
    warm_residual = rows.accelerations(warm) - rows.reference
    free_residual = rows.accelerations(free) - rows.reference
    # Gauss's principle: what an acceleration costs besides the constraints, none for the free one
    gauss = 0.5 * excess.dot(warm - free)
    from_warm = rows.cost(warm_residual).sum() + gauss < rows.cost(free_residual).sum()

    def start(warm: jax.Array, free: jax.Array | float) -> jax.Array:
        return jax.tree.map(lambda warm, free: jnp.where(from_warm, warm, free), warm, free)

    acceleration, residual, gauss = start((warm, warm_residual, gauss), (free, free_residual, 0.0))
    excess = excess * from_warm
    gradient = excess + rows.forces_on_dofs(rows.slope(residual))
    hessian = jax.tree.map(jnp.add, mass_matrix, rows.curvature(rows.stiffness * rows.is_quadratic(residual)))
    search = hessian.solve(gradient * -1.0)

    change = rows.accelerations(search)
    linear, quadratic = search.dot(excess), 0.5 * search.dot(mass_matrix @ search)

    def along(step: jax.Array) -> "Point":
        at = residual + step * change
        curvature = rows.stiffness * change**2 * rows.is_quadratic(at)
        return Point(
            step=step,
            cost=rows.cost(at).sum() + gauss + step * (linear + step * quadratic),
            slope=(rows.slope(at) * change).sum() + linear + 2 * step * quadratic,
            curvature=curvature.sum() + 2 * quadratic,
        )

    size = jnp.sqrt(search.dot(search)) * jnp.maximum(mass_matrix.trace(), mujoco.mjMINVAL)
    tolerance = model.opt.tolerance * model.opt.ls_tolerance * size
    step = _line_search(along, gauss, linear, quadratic, tolerance)
    acceleration = acceleration + search * step
    return jnp.concatenate([acceleration.base, acceleration.legs.reshape(-1)])


@struct.dataclass
class Point:
    """The cost along the search direction, with its derivatives, at a step, () each."""

    step: jax.Array
    cost: jax.Array
    slope: jax.Array
    curvature: jax.Array

    def newton(self) -> jax.Array:
        """The step at which the slope would vanish."""
        return self.step - self.slope / self.curvature


def _line_search(
    along: Callable[[jax.Array], Point],
    gauss: jax.Array,
    linear: jax.Array,
    quadratic: jax.Array,
    tolerance: jax.Array,
) -> jax.Array:
    """The step to make, () float: MJX's search, which brackets the minimum from both sides, written out."""
    first = along(jnp.zeros(()))
    # rounding alone makes the slope this large
    of_rows = 4.0 * jnp.maximum(first.cost - gauss, 0.0) * jnp.maximum(0.5 * first.curvature - quadratic, 0.0)
    rounding = jnp.sqrt(of_rows) + jnp.abs(linear)
    tolerance = jnp.maximum(tolerance, 8 * jnp.finfo(rounding.dtype).eps * rounding)

    def choose(condition: jax.Array, yes: Point, no: Point) -> Point:
        return jax.tree.map(lambda yes, no: jnp.where(condition, yes, no), yes, no)

    def is_found(point: Point) -> jax.Array:
        return (jnp.abs(point.slope) < tolerance) & (point.cost < first.cost)

    def is_nearer(new: Point, old: Point) -> jax.Array:
        return (old.slope < new.slope) & (new.slope < 0) | (old.slope > new.slope) & (new.slope > 0)

    second = along(first.newton())
    falls = second.slope < first.slope
    low, high = choose(falls, second, first), choose(falls, first, second)
    going = ~is_found(low) & ~is_found(high)
    for _ in range(LINE_SEARCH_STEPS):
        steps = jnp.stack([low.newton(), high.newton(), 0.5 * (low.step + high.step)])
        points = jax.vmap(along)(steps)
        from_low, from_high, middle = (jax.tree.map(lambda leaf, i=i: leaf[i], points) for i in range(3))
        next_low, next_high, moved = low, high, False
        for point in (from_low, middle, from_high):
            nearer = is_nearer(point, next_low)
            next_low, moved = choose(nearer, point, next_low), moved | nearer
        crosses = (high.slope < 0) & (from_high.slope > 0)
        for point, also in ((from_high, crosses), (middle, False), (from_low, False)):
            nearer = is_nearer(point, next_high) | also
            next_high, moved = choose(nearer, point, next_high), moved | nearer
        costs = [jnp.where(is_found(point), point.cost, jnp.inf) for point in (from_low, from_high, middle)]
        best = choose(costs[1] <= costs[2], from_high, middle)
        best = choose(costs[0] <= jnp.minimum(costs[1], costs[2]), from_low, best)
        found = is_found(from_low) | is_found(from_high) | is_found(middle)
        next_low, next_high = choose(found, best, next_low), choose(found, best, next_high)
        low, high = choose(going, next_low, low), choose(going, next_high, high)
        going &= moved & ~found & ~is_found(low) & ~is_found(high)
    improved = (low.cost < first.cost) | (high.cost < first.cost)
    return jnp.where(low.cost < high.cost, low.step, high.step) * improved
