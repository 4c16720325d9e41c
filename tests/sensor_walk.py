"""Sensor readings of nothing real, to hold one runner of a policy against another."""

from dataclasses import dataclass

import numpy as np

from go2mjx.deploy.policy import Description, Sensors


@dataclass(frozen=True)
class Step:
    """What a GO2 sends in one control step, joints in the order of its SDK, and the command."""

    time: float  # s
    gyro: np.ndarray  # (3,) rad/s
    orientation: np.ndarray  # (4,) w, x, y, z
    position: np.ndarray  # (12,) rad
    velocity: np.ndarray  # (12,) rad/s
    command: np.ndarray  # (3,) m/s, m/s, rad/s

    def sensors(self, sdk_order: tuple[int, ...]) -> Sensors:
        """The same for our runner."""
        places = np.argsort(sdk_order)
        return Sensors(self.time, self.gyro, self.orientation, self.position[places], self.velocity[places])

    @staticmethod
    def limits(description: Description) -> tuple[np.ndarray, np.ndarray]:
        """The lowest and the highest command of the training."""
        highest = np.array(description.max_command)
        return -highest, highest


def random_walk(steps: int) -> list[Step]:
    """Readings that jump about, within 40 degrees of level; commands also beyond those of any training."""
    random, walk = np.random.default_rng(0), []
    for step in range(steps):
        yaw, tilt, angle = random.uniform([-np.pi, 0.0, -np.pi], [np.pi, np.radians(40), np.pi])
        turn = np.array([np.cos(yaw / 2), 0.0, 0.0, np.sin(yaw / 2)])
        lean = np.array(
            [np.cos(tilt / 2), *(np.sin(tilt / 2) * np.array([np.cos(angle), np.sin(angle), 0.0]))]
        )
        walk.append(
            Step(
                time=0.02 * step,
                gyro=random.normal(0.0, 1.0, 3),
                orientation=_product(turn, lean),
                position=np.tile([0.0, 0.8, -1.5], 4) + random.normal(0.0, 0.6, 12),
                velocity=random.normal(0.0, 3.0, 12),
                command=random.uniform(-2.0, 2.0, 3),
            )
        )
    return walk


def _product(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Of two quaternions w, x, y, z."""
    scalar = left[0] * right[0] - left[1:] @ right[1:]
    vector = left[0] * right[1:] + right[0] * left[1:] + np.cross(left[1:], right[1:])
    return np.array([scalar, *vector])
