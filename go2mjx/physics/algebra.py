"""Small vectors and matrices at the end of arrays, written out element by element.

XLA makes one loop of it; as sums over axes of three, or as matrix products, it takes a CPU four times as long.
"""

import jax
import jax.numpy as jnp


def cross(a: jax.Array, b: jax.Array) -> jax.Array:
    """a x b, (..., 3)."""
    (a0, a1, a2), (b0, b1, b2) = _parts(a), _parts(b)
    return jnp.stack([a1 * b2 - a2 * b1, a2 * b0 - a0 * b2, a0 * b1 - a1 * b0], axis=-1)


def square(a: jax.Array) -> jax.Array:
    """a . a, (...)."""
    return sum(part * part for part in _parts(a))


def skew(a: jax.Array) -> jax.Array:
    """The matrix, (..., 3, 3), that multiplies like `cross` with `a`, (..., 3)."""
    x, y, z = _parts(a)
    zero = jnp.zeros_like(x)
    return _matrix([[zero, -z, y], [z, zero, -x], [-y, x, zero]])


def rotate(matrix: jax.Array, vector: jax.Array) -> jax.Array:
    """The product of (..., 3, 3) and (..., 3)."""
    rows = [_parts(matrix[..., row, :]) for row in range(3)]
    return jnp.stack([_dot(row, _parts(vector)) for row in rows], axis=-1)


def product(a: jax.Array, b: jax.Array) -> jax.Array:
    """The product of matrices, (..., 3, 3)."""
    rows = [_parts(a[..., row, :]) for row in range(3)]
    columns = [_parts(b[..., column]) for column in range(3)]
    return _matrix([[_dot(row, column) for column in columns] for row in rows])


def transposed(matrix: jax.Array) -> jax.Array:
    return matrix.swapaxes(-1, -2)


def rotation(quaternion: jax.Array) -> jax.Array:
    """The rotation matrix, (..., 3, 3), of a unit quaternion w x y z, (..., 4)."""
    w, x, y, z = _parts(quaternion)
    return _matrix(
        [
            [w * w + x * x - y * y - z * z, 2 * (x * y - w * z), 2 * (x * z + w * y)],
            [2 * (x * y + w * z), w * w - x * x + y * y - z * z, 2 * (y * z - w * x)],
            [2 * (x * z - w * y), 2 * (y * z + w * x), w * w - x * x - y * y + z * z],
        ]
    )


def quaternion_product(a: jax.Array, b: jax.Array) -> jax.Array:
    """The rotation `b` followed by `a`; quaternions w x y z, (..., 4)."""
    (a0, a1, a2, a3), (b0, b1, b2, b3) = _parts(a), _parts(b)
    return jnp.stack(
        [
            a0 * b0 - a1 * b1 - a2 * b2 - a3 * b3,
            a0 * b1 + a1 * b0 + a2 * b3 - a3 * b2,
            a0 * b2 - a1 * b3 + a2 * b0 + a3 * b1,
            a0 * b3 + a1 * b2 - a2 * b1 + a3 * b0,
        ],
        axis=-1,
    )


def normalized(a: jax.Array) -> jax.Array:
    """`a` with length one; `a` must not be zero."""
    return a * jax.lax.rsqrt(square(a))[..., None]


def solve(matrix: list[list[jax.Array]], right: list[jax.Array]) -> list[jax.Array]:
    """x of `matrix` x = `right` by L D L^T; the matrix is symmetric and positive definite, its elements are arrays."""
    size = len(matrix)
    lower = [[None] * size for _ in range(size)]  # L
    scaled = [[None] * size for _ in range(size)]  # L D
    for column in range(size):
        for row in range(column, size):
            known = (lower[column][k] * scaled[row][k] for k in range(column))
            scaled[row][column] = matrix[row][column] - sum(known)
        inverse = 1.0 / scaled[column][column]
        for row in range(column, size):
            lower[row][column] = scaled[row][column] * inverse
    result = list(right)
    for row in range(size):
        result[row] = result[row] - sum(lower[row][k] * result[k] for k in range(row))
    result = [value / scaled[row][row] for row, value in enumerate(result)]
    for row in reversed(range(size)):
        result[row] = result[row] - sum(lower[k][row] * result[k] for k in range(row + 1, size))
    return result


def _parts(a: jax.Array) -> list[jax.Array]:
    return [a[..., index] for index in range(a.shape[-1])]


def _dot(a: list[jax.Array], b: list[jax.Array]) -> jax.Array:
    return sum(x * y for x, y in zip(a, b, strict=True))


def _matrix(rows: list[list[jax.Array]]) -> jax.Array:
    return jnp.stack([jnp.stack(row, axis=-1) for row in rows], axis=-2)
