"""The generated parts of the front page and docs/: `python docs/tables.py` writes them anew.

A generated part stands between `<!-- generated: NAME -->` and `<!-- /generated -->`. Its text comes from the
code, so that a table cannot disagree with the program; tests/tooling/test_readme.py compares them.
"""

import re
from pathlib import Path

import alert_tables
import environment_tables
import fault_tables
import getup_tables
import gpu_tables
import jax
import parameter_tables
import performance_tables
import robot_tables
import scaling_tables
import seed_tables
import terrain_tables

from go2mjx.telemetry import metrics

ROOT = Path(__file__).parents[1]
_BLOCK = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- /generated -->)", re.DOTALL)

BLOCKS = {
    function.__name__: function
    for function in (
        metrics.markdown_table,
        parameter_tables.parameter_tables,
        parameter_tables.guide_parameters,
        parameter_tables.replay_memory,
        environment_tables.actor_observation,
        environment_tables.privileged_observation,
        environment_tables.reward_terms,
        environment_tables.standing_reward,
        environment_tables.control,
        environment_tables.walking,
        environment_tables.tracking,
        performance_tables.performance,
        seed_tables.front_page,
        seed_tables.front_page_zh,
        seed_tables.default_seeds,
        seed_tables.robust_seeds,
        alert_tables.broken_runs,
        terrain_tables.feet_on_terrain,
        terrain_tables.rough_peers,
        terrain_tables.terrain_exams,
        getup_tables.shell,
        getup_tables.getup_exams,
        fault_tables.soak,
        fault_tables.fuzz,
        fault_tables.checkpoint,
        robot_tables.wire_faults,
        robot_tables.wire_endurance,
        robot_tables.vendor_clients,
        robot_tables.page_walks,
        robot_tables.page_loads,
        scaling_tables.scaling,
        scaling_tables.scaling_seeds,
        gpu_tables.gpu_rehearsal,
    )
}
"""Each generated part by name: the function that writes it."""


def documents() -> list[Path]:
    """The front page in both languages and every page in docs/."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def fill(text: str) -> str:
    """`text` with its generated parts written anew. Raises KeyError for a name that is not in `BLOCKS`."""
    return _BLOCK.sub(lambda block: f"{block[1]}{BLOCKS[block[2]]()}{block[3]}", text)


if __name__ == "__main__":
    jax.config.update("jax_platforms", "cpu")
    for document in documents():
        document.write_text(fill(document.read_text(encoding="utf-8")), encoding="utf-8")
