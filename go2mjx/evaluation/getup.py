"""The exam of getting up: the exported policy in C MuJoCo, every shape colliding, from poses that falls left; then it hands over.

The robot has `TIME_LIMIT` to be up. Then a policy that walks takes over, where it stands or lies, and follows a command.
"""

import copy
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from rich.table import Table

from go2mjx.deploy.policy import Policy, gravity_direction
from go2mjx.deploy.safety import Controller, Limits
from go2mjx.deploy.simulation import SimulatedRobot, base_velocity, fall
from go2mjx.evaluation import exam
from go2mjx.evaluation.episodes import command_set
from go2mjx.evaluation.final import criteria_table
from go2mjx.evaluation.verdict import MIN_SUCCESS_RATE, Criterion, json_numbers, to_rows
from go2mjx.physics.fallen import fallen
from go2mjx.physics.models import full_collision_model
from go2mjx.process import console
from go2mjx.process.platform import usable_cores
from go2mjx.robots.standing import HOLD_SECONDS, TIME_LIMIT, stands
from go2mjx.tasks.getup import GetupTask

SEED = 1_000_000
"""Of the poses, with the seed of the exam added: no training begins in them."""
WALK_SECONDS, SETTLED_SECONDS = 5.0, 1.0
"""How long the robot follows a command after it is up, and how much of that its errors leave out."""
STARTS = ("belly", "back", "left side", "right side")
"""What a robot lies on."""


@dataclass(frozen=True)
class GetupExam:
    """What became of each pose, (poses,) each."""

    start: np.ndarray  # int, into STARTS
    success: np.ndarray  # bool, stands at the time limit and has for long enough
    seconds: np.ndarray  # s until it stood for good, NaN where it does not
    walks_on: np.ndarray  # bool, up and not fallen when the walk ends
    command: np.ndarray  # (poses, 3) of the walk: forward m/s, lateral m/s, yaw rad/s
    velocity_error: np.ndarray  # m/s, mean over the walk; NaN without one
    yaw_rate_error: np.ndarray  # rad/s

    def __len__(self) -> int:
        return len(self.start)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        limit = f"within {TIME_LIMIT:g} s"
        return tuple(
            Criterion(name, float(share.mean()), MIN_SUCCESS_RATE, "", True)
            for name, share in ((f"up {limit}", self.success), ("fallen, up, walks on", self.walks_on))
        )

    def of(self, rows: np.ndarray) -> dict[str, float]:
        """`poses`, shares `up` and `walks_on`, median `seconds` until up, and the mean errors of the walk (m/s, rad/s), of some poses."""
        risen = self.success & rows
        return {
            "poses": int(rows.sum()),
            "up": exam.known_mean(self.success[rows]),
            "seconds": float(np.median(self.seconds[risen])) if risen.any() else np.nan,
            "walks_on": exam.known_mean(self.walks_on[rows]),
            "velocity_error": exam.known_mean(self.velocity_error[rows]),
            "yaw_rate_error": exam.known_mean(self.yaw_rate_error[rows]),
        }

    @property
    def starts(self) -> dict[str, dict[str, float]]:
        """`of` by what the robot lies on, and of all poses."""
        by_start = {name: self.of(self.start == index) for index, name in enumerate(STARTS)}
        return by_start | {"all": self.of(np.ones(len(self), bool))}

    def to_json(self) -> dict[str, Any]:
        """JSON types; a number that is not finite is null."""
        criteria = [item.to_json() for item in self.criteria]
        return json_numbers({"criteria": criteria, "starts": self.starts, "episodes": to_rows(self)})


def examine(policy: Policy, walking: Policy, env: GetupTask, poses: int, seed: int) -> GetupExam:
    """Take the exam from so many `poses`, a robot per thread; then `walking` takes over."""
    robot, model = env.robot, full_collision_model(env.robot)
    qpos, qvel = fallen(robot, poses, SEED + seed)
    commands = command_set(poses, walking.description.max_command, seed)
    np.random.default_rng(seed).shuffle(commands)  # standing comes first in the set
    steps, walk_steps, settled = (
        round(seconds / env.time_step) for seconds in (TIME_LIMIT, WALK_SECONDS, SETTLED_SECONDS)
    )
    hold = round(HOLD_SECONDS / env.time_step)

    def run(index: int) -> tuple[Any, ...]:
        simulated = SimulatedRobot(policy.description, robot, copy.copy(model))
        simulated.place(qpos[index], qvel[index])
        standing = follow(simulated, policy, np.zeros((steps, 3)))[0]
        lying = np.flatnonzero(~standing)  # after the first control step, the second, ...
        seconds = (lying[-1] + 2 if len(lying) else 1) * env.time_step
        up = bool(standing[-hold:].all())
        if not up:
            return up, np.nan, False, np.nan, np.nan
        _, upright, velocity = follow(simulated, walking, np.tile(commands[index], (walk_steps, 1)))
        error = (velocity - commands[index])[settled:]
        planar, yaw = np.hypot(*error[:, :2].T).mean(), np.abs(error[:, 2]).mean()
        return up, seconds, bool(upright.all()), float(planar), float(yaw)

    def follow(
        simulated: SimulatedRobot, driver: Policy, asked: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Where the robot stands and has not fallen, (steps,) bool, and its velocity, (steps, 3), while `driver` follows `asked`, (steps, 3)."""
        controller, states = Controller(driver, Limits(ramp_seconds=0.0)), []
        for command in asked:
            simulated.advance(controller.step(simulated.sensors(), command, simulated.data.time))
            states.append(simulated.state)
        place, speed = (np.array(column) for column in zip(*states, strict=True))
        upright = np.array([fall(robot, each) is None for each in place])
        standing = stands(robot, place[:, 2], gravity_direction(place[:, 3:7]), speed[:, 6:])
        return standing, upright, base_velocity(place, speed)

    with ThreadPoolExecutor(usable_cores()) as threads:
        rows = list(console.counted(threads.map(run, range(poses)), poses, "poses in C MuJoCo"))
    up, seconds, walks_on, velocity_error, yaw_rate_error = map(np.array, zip(*rows, strict=True))
    return GetupExam(lying_on(qpos), up, seconds, walks_on, commands, velocity_error, yaw_rate_error)


def lying_on(qpos: np.ndarray) -> np.ndarray:
    """Which of `STARTS` robots at `qpos`, (poses, 7 + joints), lie on, (poses,) int: the side that faces down most."""
    _, left, up = gravity_direction(qpos[:, 3:7]).T
    return np.argmax([-up, up, left, -left], axis=0)


def tables(result: GetupExam) -> list[Table]:
    """The criteria, then a row for each side that a robot lies on."""
    judged = criteria_table("exam of getting up in C MuJoCo", result.criteria)
    found = Table(
        *("lies on", "poses", "up", "after", "walks on", "velocity error", "yaw rate error"),
        title=f"fallen, up within {TIME_LIMIT:g} s, then {WALK_SECONDS:g} s under a command",
        caption="after: median time until it stood for good",
    )
    for name, cell in result.starts.items():
        found.add_row(
            name,
            str(cell["poses"]),
            f"{cell['up']:.3f}",
            f"{cell['seconds']:.2f} s",
            f"{cell['walks_on']:.3f}",
            f"{cell['velocity_error']:.3f} m/s",
            f"{cell['yaw_rate_error']:.3f} rad/s",
        )
    return [judged, found]
