"""Several seeds in one program: `jax.vmap` of the compiled loop, with the count of iterations in common."""

import re

import jax
import jax.numpy as jnp
import numpy as np
from env_tools import numbers

from go2mjx.training.state import TrainState

UNTIL, SEEDS = 6, (3, 4)


def test_seeds_side_by_side_are_the_single_runs_and_touch_the_ring_as_little(toy_run):
    """Only `iteration` decides control flow, so no branch turns into a choice between two whole rings."""
    singles = [toy_run.train(UNTIL, seed)[0] for seed in SEEDS]
    starts = [toy_run.start(seed) for seed in SEEDS]
    together = jax.tree.map(lambda *leaves: jnp.stack(leaves), *starts)
    together = together.replace(iteration=starts[0].iteration)
    axes = TrainState(**dict.fromkeys(vars(together), 0) | {"iteration": None})
    side_by_side = jax.jit(
        jax.vmap(toy_run.function, in_axes=(axes, None), out_axes=(axes, 0)), donate_argnums=0
    )
    lowered = side_by_side.lower(together, UNTIL)
    slots, envs = starts[0].replay.reward.shape
    ring = rf"tensor<{len(SEEDS)}x{slots}x{envs}x?[^>]*>"
    assert re.search(rf"stablehlo.while.*{ring}", lowered.as_text())
    assert not re.findall(rf"stablehlo.(?:select|case).*{ring}", lowered.as_text())

    trained, reports = lowered.compile()(together, UNTIL)
    assert int(trained.iteration) == UNTIL and (np.asarray(reports.count) == UNTIL).all()
    trained = trained.replace(iteration=jnp.full(len(SEEDS), trained.iteration))
    for index, single in enumerate(singles):
        mine = [leaf[index] for leaf in numbers(trained)]
        for ours, alone in zip(mine, numbers(single), strict=True):
            np.testing.assert_allclose(ours, alone, rtol=2e-3, atol=2e-3)
