"""The running statistics of observations: equal to those of all rows, whatever the rows and however many."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from go2mjx.learners.sac.statistics import MOST_ROWS, RunningStatistics

update = jax.jit(RunningStatistics.update)


def test_many_batches_give_mean_and_spread_of_all_their_valid_rows():
    random = np.random.default_rng(0)
    rows = random.normal([0, -1, 1000], [1, 0.02, 3], (50, 4, 16, 3)).astype(np.float32)
    valid = random.random((50, 4, 16)) < 0.9
    statistics = RunningStatistics.none(3)
    for batch, counts in zip(rows, valid, strict=True):
        statistics = update(statistics, batch, counts)
    seen = rows[valid].astype(np.float64)
    assert int(statistics.count) == len(seen)
    np.testing.assert_allclose(statistics.mean, seen.mean(axis=0), rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(statistics.std, seen.std(axis=0), rtol=1e-5)


def test_rows_that_are_not_valid_leave_no_trace_from_the_first_batch_on():
    """Not a number in one, none valid at all: nothing is known yet, and what comes next is all that is known."""
    nothing = RunningStatistics.none(2)
    empty = update(nothing, jnp.full((4, 2), jnp.nan), jnp.zeros(4, bool))
    assert int(empty.count) == 0 and (empty.std == 1.0).all()
    rows = jnp.array([[1.0, 2.0], [3.0, 4.0], [jnp.nan, 5.0], [jnp.inf, 6.0]])
    statistics = update(empty, rows, jnp.array([True, True, False, False]))
    np.testing.assert_array_equal(statistics.mean, [2.0, 3.0])
    np.testing.assert_array_equal(statistics.std, [1.0, 1.0])


@pytest.mark.parametrize("value", [1e7, 1e30, jnp.inf, jnp.nan])
def test_one_row_beyond_all_bounds_does_not_decide_the_spread(value):
    rows = jnp.resize(jnp.array([1.0, -1.0]), (64, 1))
    statistics = update(RunningStatistics.none(1), rows.at[3].set(value), jnp.ones(64, bool))
    assert float(statistics.std[0]) == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize(("rows", "batches"), [(2, 2**18), (128, 2**14)])
def test_the_spread_follows_the_rows_after_a_billion_of_them(rows, batches):
    """A batch changes less than the last digit of single precision, and still the changes add up."""
    batch, valid = jnp.resize(jnp.array([1.0, -1.0]), (rows, 1)), jnp.ones(rows, bool)
    before = RunningStatistics.none(1).replace(count=jnp.int32(MOST_ROWS), variance=jnp.array([0.25]))

    @jax.jit
    def after_all(statistics):
        return jax.lax.fori_loop(0, batches, lambda _, one: one.update(batch, valid), statistics)

    change = float(after_all(before).variance[0]) - 0.25
    assert change == pytest.approx(0.75 * rows * batches / MOST_ROWS, rel=0.01)
