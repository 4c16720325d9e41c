"""The wireless remote: its forty bytes in the robot's state, sticks as a velocity command, buttons."""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np

SIZE = 40
BUTTONS = (
    *("R1", "L1", "start", "select", "R2", "L2", "F1", "F3"),
    *("A", "B", "X", "Y", "up", "right", "down", "left"),
)
"""From the lowest bit on."""
_FORMAT = "<2sH5f16x"  # head, buttons, lx, rx, ry, L2, ly
_HEAD = b"\x55\x51"  # of our simulated robot: a remote that is held still must differ from none
_DEAD_ZONE = 0.01


@dataclass(frozen=True)
class Remote:
    """What the remote says; sticks from -1 to 1, to the right and forward positive."""

    lx: float = 0.0
    ly: float = 0.0
    rx: float = 0.0
    ry: float = 0.0
    keys: int = 0  # a bit a button

    @staticmethod
    def read(data: bytes) -> Remote | None:
        """What stands in `SIZE` bytes; None when all of them are zero, as without a remote."""
        if not any(data):
            return None
        _, keys, lx, rx, ry, _, ly = struct.unpack(_FORMAT, data)
        return Remote(lx, ly, rx, ry, keys)

    def write(self) -> bytes:
        """The bytes that `read` reads."""
        return struct.pack(_FORMAT, _HEAD, self.keys, self.lx, self.rx, self.ry, 0.0, self.ly)

    def pressed(self, button: str) -> bool:
        """Whether one of `BUTTONS` is down."""
        return bool(self.keys >> BUTTONS.index(button) & 1)

    def command(self, max_command: np.ndarray) -> np.ndarray:
        """Forward and lateral velocity (m/s) and yaw rate (rad/s), (3,): a full stick is the largest of each.

        The left stick walks, the right one turns.
        """
        sticks = np.array([self.ly, -self.lx, -self.rx])
        return np.where(np.abs(sticks) < _DEAD_ZONE, 0.0, sticks) * max_command


def keys(*buttons: str) -> int:
    """The bits of buttons that are down."""
    return sum(1 << BUTTONS.index(button) for button in buttons)
