"""Helpers of the environment tests: comparing states, finding columns of the observation table."""

import jax
import jax.numpy as jnp
import numpy as np


def numbers(tree):
    """The leaves of `tree` as NumPy arrays, typed PRNG keys included."""

    def plain(leaf):
        is_key = jnp.issubdtype(leaf.dtype, jax.dtypes.prng_key)
        return np.asarray(jax.random.key_data(leaf) if is_key else leaf)

    return [plain(leaf) for leaf in jax.tree.leaves(tree)]


def assert_same(left, right, rows=slice(None)):
    """Bitwise equality of two batched trees in `rows`."""
    assert jax.tree.structure(left) == jax.tree.structure(right)
    for a, b in zip(numbers(left), numbers(right), strict=True):
        np.testing.assert_array_equal(a[rows], b[rows])


def assert_finite(tree):
    for leaf in numbers(tree):
        assert np.isfinite(leaf).all()


def columns(entries, **wanted):
    """Indices into an observation of the table rows whose fields equal `wanted`."""
    start, found = 0, []
    for item in entries:
        if all(getattr(item, field) == value for field, value in wanted.items()):
            found.extend(range(start, start + item.width))
        start += item.width
    return np.array(found)


def with_physics(state, **fields):
    """`state` with fields of its physics replaced."""
    return state.replace(physics=state.physics.replace(**fields))


def with_simulation(state, **fields):
    """`state` of robots with fields of their simulation replaced."""
    return with_physics(state, simulation=state.physics.simulation.replace(**fields))


def mirrored_observation(env, observation):
    """The left-right reflection of both parts of an observation."""
    return jax.tree.map(lambda mirror, part: mirror(part), env.mirror, observation)


def types(tree):
    """Structure, shapes, dtypes and weak types of a tree of arrays or abstract values."""
    leaves = [
        (leaf.shape, leaf.dtype, bool(getattr(leaf, "weak_type", False))) for leaf in jax.tree.leaves(tree)
    ]
    return jax.tree.structure(tree), leaves
