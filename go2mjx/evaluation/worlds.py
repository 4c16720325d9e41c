"""The exam of worlds: the exported policy in C MuJoCo, where each episode has another robot, ground, motors and sensors.

What differs and how far is `go2mjx.tasks.randomization` with its default ranges, whatever the training had. Half of the worlds
lie within them, the others are drawn from ranges half as wide again; noise and pushes grow with the ranges.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import jax
import mujoco
import numpy as np
from rich.table import Table

from go2mjx.deploy.policy import Description, Policy, Sensors
from go2mjx.deploy.safety import MotorCommand
from go2mjx.deploy.simulation import SimulatedRobot, in_base_frame
from go2mjx.evaluation import exam, record_mujoco
from go2mjx.evaluation.exam import SWITCH_STEPS, Results
from go2mjx.evaluation.examine import switching_course
from go2mjx.evaluation.final import criteria_table
from go2mjx.evaluation.verdict import Criterion, json_numbers, to_rows
from go2mjx.physics.models import full_collision_model, indices
from go2mjx.robots.description import Robot
from go2mjx.tasks.config import RandomizationConfig
from go2mjx.tasks.randomization import Disturbance, Randomization
from go2mjx.tasks.velocity import VelocityTask

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COMMANDS, HELD = 5, 2
"""Commands of an episode, and how many times `SWITCH_STEPS` each is held: 4 s, the mean of the training."""
STEPS = COMMANDS * HELD * SWITCH_STEPS
"""Control steps of an episode: 20 s."""
PARTS, BARS = 3, 6
"""By each quantity the worlds are divided into so many parts of equal size, in the table and in the picture."""


@dataclass(frozen=True)
class Ring:
    """How far from the plain world a half of the worlds lies."""

    name: str
    scale: float  # of the ranges
    min_survival: float


RINGS = (Ring("within the ranges", 1.0, 0.99), Ring("up to 1.5 times the ranges", 1.5, 0.9))


class DisturbedRobot(SimulatedRobot):
    """A robot in a `world` of `randomization`; what happens to it in each control step is in `disturbances`, (steps, ...)."""

    def __init__(
        self,
        description: Description,
        robot: Robot,
        model: mujoco.MjModel,
        randomization: Randomization,
        world: Mapping[str, np.ndarray],
        disturbances: Disturbance,
    ):
        super().__init__(description, robot, model)
        motors, joints = self.indices.actuators, len(robot.joints)
        gains = model.actuator_gainprm[motors, 0].copy(), model.actuator_biasprm[motors, 2].copy()
        for name, values in randomization.fields(world).items():
            owner = model.opt if name.startswith("opt.") else model
            getattr(owner, name.removeprefix("opt."))[:] = values
        mujoco.mj_setConst(model, self.data)
        self._stiffness = model.actuator_gainprm[motors, 0] / gains[0]
        # a servo without a derivative gain has none in any world
        self._damping = model.actuator_biasprm[motors, 2] / np.where(gains[1], gains[1], 1.0)

        def constant(quantity: str, width: int) -> np.ndarray:
            return np.asarray(randomization.of(world, quantity)) if quantity in world else np.zeros(width)

        self._down = np.asarray(randomization.down(world))
        self._offset, self._bias = constant("zero_offset", joints), constant("gyroscope_bias", 3)
        self._ages = np.asarray(randomization.ages(world))
        self._targets = [np.array(robot.default_pose)] * (1 + randomization.late_control_steps)
        self._parts = np.cumsum([3, 3, joints])
        self._disturbances, self._step = disturbances, 0
        self._reading: Sensors | None = None

    def sensors(self) -> Sensors:
        """What the robot measures; where nothing arrives, the reading before."""
        exact = super().sensors()
        if self._reading is None or not self._disturbances.lost[self._step, 0]:
            noise = np.split(self._disturbances.noise[self._step], self._parts)
            self._reading = Sensors(
                time=exact.time,
                angular_velocity=exact.angular_velocity + self._bias + noise[0],
                orientation=_orientation(in_base_frame(exact.orientation, self._down) + noise[1]),
                joint_position=exact.joint_position + self._offset + noise[2],
                joint_velocity=exact.joint_velocity + noise[3],
            )
        return replace(self._reading, time=exact.time)

    def advance(self, command: MotorCommand) -> float:
        """One control step of motors that are weaker or stronger than they believe, after a push if there is one."""
        self.data.qvel[self.indices.base_velocity[:2]] += self._disturbances.push[self._step]
        self._step += 1
        self._targets = [command.target, *self._targets[:-1]]
        position_gain = command.position_gain * self._stiffness
        derivative_gain = command.derivative_gain * self._damping
        return super().advance(MotorCommand(command.target, position_gain, derivative_gain))

    def _arriving(self, command: MotorCommand) -> Sequence[np.ndarray]:
        return [self._targets[age] - self._offset for age in self._ages]


def _orientation(down: np.ndarray) -> np.ndarray:
    """A quaternion w, x, y, z of a base that sees gravity along `down`, (3,), of any heading."""
    quaternion = np.zeros(4)
    mujoco.mju_quatZ2Vec(quaternion, -down / np.linalg.norm(down))  # the world's up in the base
    return quaternion * [1.0, -1.0, -1.0, -1.0]


@dataclass(frozen=True)
class WorldsExam:
    """What came of an exam: episodes of 20 s, the same number in each of `RINGS`, one after the other."""

    results: Results
    size: dict[str, np.ndarray]  # (episodes,) of each quantity in units of its range, see `_size`

    def ring(self, index: int) -> slice:
        """The episodes of `RINGS[index]`."""
        each = len(self.results) // len(RINGS)
        return slice(index * each, (index + 1) * each)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        survived = self.results.success.reshape(len(RINGS), -1).mean(axis=1).tolist()
        return tuple(
            Criterion(f"survived {ring.name}", share, ring.min_survival, at_least=True)
            for ring, share in zip(RINGS, survived, strict=True)
        )

    def thirds(self, quantity: str) -> list[dict[str, float]]:
        """The `means` over the worlds with low, middle and high sizes, and these."""
        parts = np.array_split(np.argsort(self.size[quantity], kind="stable"), PARTS)
        return [
            {
                "from": float(self.size[quantity][part].min()),
                "to": float(self.size[quantity][part].max()),
                **self.results.means(part),
            }
            for part in parts
        ]

    def to_json(self) -> dict[str, Any]:
        """JSON types; a number that is not finite is null, as the errors of a fall within the first second."""
        return json_numbers(
            {
                "criteria": [item.to_json() for item in self.criteria],
                "quantities": {name: self.thirds(name) for name in self.size},
                "episodes": to_rows(self.results),
                "sizes": {name: values.tolist() for name, values in self.size.items()},
            }
        )


def examine(policy: Policy, env: VelocityTask, worlds: int, seed: int) -> WorldsExam:
    """Take the exam with `worlds` episodes, half of them in each of `RINGS`; `env` is that of the training."""
    robot = env.robot
    model = full_collision_model(robot)
    each = worlds // len(RINGS)
    base_mass = float(model.body_mass[indices(robot, model).base])
    ranges = RandomizationConfig(payload=min(RandomizationConfig.payload, base_mass / 2))
    drawn = []
    for ring, key in zip(RINGS, jax.random.split(jax.random.key(seed), len(RINGS)), strict=True):
        randomization = Randomization(ranges, ring.scale, robot, model)
        world_key, disturbance_key = jax.random.split(key)
        values = jax.tree.map(np.asarray, randomization.draw(jax.random.split(world_key, each)))
        disturb = jax.jit(lambda key, of=randomization: of.disturbance(jax.random.split(key, STEPS)))
        drawn += [
            (randomization, {name: rows[index] for name, rows in values.items()}, disturb, own)
            for index, own in enumerate(jax.random.split(disturbance_key, each))
        ]

    def robot_of(description: Description, model: mujoco.MjModel, index: int) -> DisturbedRobot:
        randomization, world, disturb, key = drawn[index]
        return DisturbedRobot(
            description, robot, model, randomization, world, jax.tree.map(np.asarray, disturb(key))
        )

    course = switching_course(len(drawn), COMMANDS, env.max_command, seed, held=HELD)
    track = record_mujoco.drive(policy, env, course, seed, robots=robot_of)
    return WorldsExam(
        exam.results(track),
        {name: np.array([_size(world[name]) for _, world, *_ in drawn]) for name in drawn[0][1]},
    )


def _size(drawn: np.ndarray) -> float:
    """One number for a quantity: itself, the length of a vector in space, or the mean over the joints."""
    return float(np.linalg.norm(drawn) if 1 < len(drawn) <= 3 else drawn.mean())


def tables(result: WorldsExam) -> list[Table]:
    """The criteria, then for each quantity what survived with low, middle and high values, the worst first."""
    judged = criteria_table("exam of worlds in C MuJoCo", result.criteria)
    judged.add_section()
    for index, ring in enumerate(RINGS):
        means = result.results.means(result.ring(index))
        judged.add_row(f"velocity error {ring.name}", f"{means['velocity_error']:.3f} m/s")
        judged.add_row(f"yaw rate error {ring.name}", f"{means['yaw_rate_error']:.3f} rad/s")
    found = Table(
        *("", "low", "middle", "high"),
        title="survived, by a third of the worlds each",
        caption="from which value to which, in units of the range; vectors by their length, joints by their mean",
    )
    thirds = {name: result.thirds(name) for name in result.size}
    for name in sorted(thirds, key=lambda name: min(part["survived"] for part in thirds[name])):
        cells = (
            f"{part['survived']:.3f} ({part['from']:+.1f} to {part['to']:+.1f})" for part in thirds[name]
        )
        found.add_row(name.replace("_", " "), *cells)
    return [judged, found]


def draw(result: WorldsExam, title: str) -> "Figure":
    """Where the policy breaks: for each quantity the share of worlds that are survived along its range, with its standard error."""
    from matplotlib.figure import Figure  # an extra, see process/extras.py

    columns = 5
    rows = -(-len(result.size) // columns)
    figure = Figure(figsize=(2.2 * columns, 2.0 * rows), layout="constrained")
    figure.suptitle(title)
    fields = list(figure.subplots(rows, columns, sharey=True, squeeze=False).flat)
    for axes in fields[len(result.size) :]:
        axes.set_axis_off()
    for axes, (name, size) in zip(fields, result.size.items(), strict=False):
        parts = np.array_split(np.argsort(size, kind="stable"), BARS)
        share = np.array([result.results.success[part].mean() for part in parts])
        error = np.sqrt(share * (1 - share) / [len(part) for part in parts])
        axes.errorbar([size[part].mean() for part in parts], share, error, marker="o", markersize=3)
        axes.axhline(RINGS[0].min_survival, color="black", linewidth=0.5)
        axes.set_title(name.replace("_", " "), fontsize="small")
        axes.set_ylim(-0.02, 1.02)
    figure.supxlabel("of the range in training", fontsize="small")
    figure.supylabel("survived", fontsize="small")
    return figure
