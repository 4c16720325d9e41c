"""The exam of terrains: the exported policy in C MuJoCo on uneven ground, every shape colliding, by kind and difficulty.

Each cell of the exam is a field of tiles of one kind and difficulty, drawn from a seed that no training had.
"""

import copy
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import mujoco
import numpy as np
from rich.table import Table

from go2mjx.deploy.policy import Description, Policy
from go2mjx.deploy.simulation import SimulatedRobot
from go2mjx.evaluation import exam, record_mujoco, worlds
from go2mjx.evaluation.exam import Results
from go2mjx.evaluation.examine import switching_course
from go2mjx.evaluation.final import criteria_table
from go2mjx.evaluation.verdict import Criterion, json_numbers, to_rows
from go2mjx.physics.models import full_collision_model
from go2mjx.tasks.terrains import TERRAINS, uniform_field
from go2mjx.tasks.velocity import VelocityTask

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DIFFICULTIES = (0.5, 0.75, 1.0)
SEED = 1_000_000
"""Of the fields, with the seed of the exam added."""
MIN_SURVIVAL = dict.fromkeys(TERRAINS, 0.95) | {"stairs": 0.8, "gaps": 0.8}
"""At difficulty 1."""


class RobotOnGround(SimulatedRobot):
    """A robot that begins in the middle of its ground, whatever start it is given."""

    def place(self, qpos: np.ndarray, qvel: np.ndarray) -> None:
        super().place(np.concatenate([(0.0, 0.0, self.start_height), qpos[3:]]), qvel)


@dataclass(frozen=True)
class TerrainsExam:
    """What came of an exam: episodes of 20 s, the same number in each of `cells`, one cell after the other."""

    results: Results
    cells: tuple[tuple[str, float], ...]  # kind of terrain and difficulty

    def of(self, terrain: str, difficulty: float) -> dict[str, float]:
        """The `means` over the episodes of a cell."""
        each, index = len(self.results) // len(self.cells), self.cells.index((terrain, difficulty))
        return self.results.means(slice(index * each, (index + 1) * each))

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        hardest = max(DIFFICULTIES)
        return tuple(
            Criterion(f"survived on {terrain}", self.of(terrain, hardest)["survived"], least, at_least=True)
            for terrain, least in MIN_SURVIVAL.items()
        )

    def to_json(self) -> dict[str, Any]:
        """JSON types; a number that is not finite is null, as the errors of a fall within the first second."""
        cells = [
            {"terrain": terrain, "difficulty": difficulty} | self.of(terrain, difficulty)
            for terrain, difficulty in self.cells
        ]
        criteria = [item.to_json() for item in self.criteria]
        return json_numbers({"criteria": criteria, "cells": cells, "episodes": to_rows(self.results)})


def examine(policy: Policy, env: VelocityTask, episodes: int, seed: int) -> TerrainsExam:
    """Take the exam with so many `episodes` in each cell; `env` is that of the training, on whatever ground."""
    robot = env.robot
    cells = tuple(itertools.product(TERRAINS, DIFFICULTIES))
    reach = np.hypot(*env.max_command[:2]) * worlds.STEPS * env.time_step
    models = [
        full_collision_model(robot, uniform_field(terrain, difficulty, SEED + seed, reach))
        for terrain, difficulty in cells
    ]

    def robot_of(description: Description, model: mujoco.MjModel, index: int) -> SimulatedRobot:
        return RobotOnGround(description, robot, copy.copy(models[index // episodes]))

    course = switching_course(len(cells) * episodes, worlds.COMMANDS, env.max_command, seed, held=worlds.HELD)
    return TerrainsExam(exam.results(record_mujoco.drive(policy, env, course, seed, robots=robot_of)), cells)


def tables(result: TerrainsExam) -> list[Table]:
    """The criteria, then each kind of terrain with its difficulties."""
    judged = criteria_table("exam of terrains in C MuJoCo", result.criteria)
    found = Table(
        "",
        *(f"difficulty {difficulty:g}" for difficulty in DIFFICULTIES),
        title="survived, velocity error (m/s)",
    )
    for terrain in TERRAINS:
        figures = [result.of(terrain, difficulty) for difficulty in DIFFICULTIES]
        found.add_row(terrain, *(f"{cell['survived']:.2f}  {cell['velocity_error']:.3f}" for cell in figures))
    return [judged, found]


def draw(result: TerrainsExam, title: str) -> "Figure":
    """How much survives on each kind of terrain as it gets harder."""
    from matplotlib.figure import Figure  # an extra, see process/extras.py

    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.subplots()
    for terrain in TERRAINS:
        shares = [result.of(terrain, difficulty)["survived"] for difficulty in DIFFICULTIES]
        axes.plot(DIFFICULTIES, shares, marker="o", label=terrain)
    axes.set(xlabel="difficulty", ylabel="survived", ylim=(-0.02, 1.02), title=title)
    axes.legend(fontsize="small")
    return figure
