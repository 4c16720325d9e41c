"""Several seeds in one program: `jax.vmap` of the compiled loop, with the count of iterations in common."""

import re

import jax
import numpy as np
from env_tools import numbers
from loop_tools import ToyRun

UNTIL, SEEDS = 6, (3, 4)


def test_seeds_side_by_side_are_the_single_runs_and_touch_the_ring_as_little():
    """Only `iteration` decides control flow, so no branch turns into a choice between two whole rings."""
    toy = ToyRun()
    singles = [toy.train(UNTIL, seed)[0] for seed in SEEDS]
    starts = [toy.start(seed) for seed in SEEDS]
    together = jax.tree.map(lambda *leaves: jax.numpy.stack(leaves), *starts)
    together = together.replace(iteration=starts[0].iteration)
    axes = jax.tree.map(lambda _: 0, together).replace(iteration=None)
    shapes = jax.eval_shape(toy.function, starts[0], UNTIL)[1]
    reports_axes = jax.tree.map(lambda _: 0, shapes).replace(count=None)
    side_by_side = jax.jit(
        jax.vmap(toy.function, in_axes=(axes, None), out_axes=(axes, reports_axes)), donate_argnums=0
    )
    lowered = side_by_side.lower(together, UNTIL)
    slots, envs = starts[0].replay.reward.shape
    ring = rf"tensor<{len(SEEDS)}x{slots}x{envs}x?[^>]*>"
    assert re.search(rf"stablehlo.while.*{ring}", lowered.as_text())
    assert not re.findall(rf"stablehlo.(?:select|case).*{ring}", lowered.as_text())

    trained, reports = lowered.compile()(together, UNTIL)
    assert int(trained.iteration) == int(reports.count) == UNTIL
    for index, single in enumerate(singles):
        mine = jax.tree.map(
            lambda leaf, axis: leaf if axis is None else leaf[index], trained, axes, is_leaf=None
        )
        for ours, alone in zip(numbers(mine), numbers(single), strict=True):
            np.testing.assert_allclose(ours, alone, rtol=2e-3, atol=2e-3)
