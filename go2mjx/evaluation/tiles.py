"""What a final evaluation says of the tiles of the training's own field."""

import itertools
from typing import Any

import jax
import numpy as np
from rich.table import Table

from go2mjx.evaluation import final, verdict
from go2mjx.evaluation.episodes import starts
from go2mjx.evaluation.final import Plan
from go2mjx.evaluation.verdict import Episodes, FinalEvaluation
from go2mjx.tasks.base import Environment
from go2mjx.tasks.rough import RoughTask
from go2mjx.tasks.terrains import LEVELS


def judged(env: Environment, plan: Plan, result: FinalEvaluation) -> tuple[list[Table], dict[str, Any]]:
    """Tables and JSON of a final evaluation in `env`, on uneven ground with its tiles."""
    tables, content = [final.table(result, env.evaluation_steps)], verdict.to_json(result)
    if not env.level_ground:
        found = survived_on_tiles(env, plan, result.held_out)
        tables, content = [*tables, table(found)], content | {"tiles": found}
    return tables, content


def survived_on_tiles(env: RoughTask, plan: Plan, held_out: Episodes) -> list[dict[str, Any]]:
    """The held-out episodes of a final evaluation on the training's own field: how many of a kind and difficulty, and how many survived."""
    first = jax.jit(lambda key, commands: starts(env, key, commands, len(plan.chosen_on)))
    tile = np.asarray(first(jax.random.key(plan.seed), plan.held_out).physics.course.tile)
    kind = np.array(env.config.terrains)[tile[:, 0]]
    return [
        {
            "terrain": terrain,
            "difficulty": level / (LEVELS - 1),
            "episodes": int(there.sum()),
            "survived": int(held_out.success[there].sum()),
        }
        for terrain in dict.fromkeys(env.config.terrains)
        for level in range(LEVELS)
        for there in [(kind == terrain) & (tile[:, 1] == level)]
    ]


def table(tiles: list[dict[str, Any]]) -> Table:
    """What `survived_on_tiles` gives: a row for each kind of terrain, a column for each difficulty."""
    difficulties = sorted({cell["difficulty"] for cell in tiles})
    result = Table(
        "", *(f"{value:g}" for value in difficulties), title="survived of the held-out, by difficulty"
    )
    for terrain, cells in itertools.groupby(tiles, key=lambda cell: cell["terrain"]):
        result.add_row(terrain, *(f"{cell['survived']} of {cell['episodes']}" for cell in cells))
    return result
