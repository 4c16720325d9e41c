"""The robot in MuJoCo's interactive viewer, told where to go by the keyboard or a gamepad."""

import queue
import threading
import time
from collections.abc import Callable
from typing import Any

import glfw
import mujoco
import mujoco.viewer
import numpy as np

from go2mjx.process.signals import StopSignals
from go2mjx.viewing import gamepad
from go2mjx.viewing.camera import light_robot
from go2mjx.viewing.commanded_walk import Walker

STEPS = 5
"""Key presses from standing to the largest command."""
MAX_LAG = 0.1
"""Seconds that a slow computer catches up with; what it lags behind further is slow motion."""
KEYS = (
    ("Up, Down", "forward, backward"),
    ("Left, Right", "turn left, turn right"),
    ("Home, End", "sideways left, sideways right"),
    ("Space", "stop"),
    ("Enter", "push the robot"),
    ("Delete", "throw the robot over"),
    ("Backspace", "start anew"),
)
"""None of them means anything else to the viewer, except that Backspace is its own reset."""
STICKS = (("left stick", "forward, backward, sideways"), ("right stick", "turn"))
"""Of a gamepad; in full the largest command."""
_STEERING = {
    glfw.KEY_UP: (1, 0, 0),
    glfw.KEY_DOWN: (-1, 0, 0),
    glfw.KEY_HOME: (0, 1, 0),
    glfw.KEY_END: (0, -1, 0),
    glfw.KEY_LEFT: (0, 0, 1),
    glfw.KEY_RIGHT: (0, 0, -1),
}


class Keyboard:
    """The command that the keys pressed so far add up to."""

    def __init__(self, max_command: np.ndarray) -> None:
        self._max_command = max_command
        self._level = np.zeros(3, int)

    @property
    def command(self) -> np.ndarray:
        """Forward m/s, lateral m/s, yaw rad/s, (3,)."""
        return self._level / STEPS * self._max_command

    def press(self, key: int) -> None:
        """Take a GLFW key code; one that steers nothing is ignored."""
        if key == glfw.KEY_SPACE:
            self._level[:] = 0
        else:
            self._level = np.clip(self._level + _STEERING.get(key, (0, 0, 0)), -STEPS, STEPS)


def steer(
    walker: Walker,
    viewer: Any,
    presses: "queue.SimpleQueue[int]",
    signals: StopSignals,
    sticks: Callable[[], np.ndarray] = lambda: np.zeros(3),
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Walk in real time under the keys in `presses`, GLFW codes, until `viewer` is closed or a signal comes.

    While one of the `sticks`, (3,) in [-1, 1] as in `gamepad`, is pushed, they give the command instead.
    """
    keyboard = Keyboard(walker.max_command)
    due = clock()
    while viewer.is_running() and signals.received is None:
        while not presses.empty():
            key = presses.get()
            keyboard.press(key)
            if key == glfw.KEY_ENTER:
                walker.push()
            if key == glfw.KEY_DELETE:
                walker.topple()
        pushed = sticks()
        command = pushed * walker.max_command if pushed.any() else keyboard.command
        walker.step(command)
        due += walker.time_step
        if 0.0 < clock() - due < MAX_LAG:
            continue  # catch up before the next picture: set_texts waits until the one before is drawn
        # top right, beside the viewer's own help; None: the ordinary font
        viewer.set_texts((None, mujoco.mjtGridPos.mjGRID_TOPRIGHT, *overlay(command, walker.velocity)))
        before = walker.robot.data.time
        viewer.sync()
        if walker.robot.data.time < before:  # the viewer's own reset, to a pose that cannot stand
            walker.reset()
        now = clock()
        due = max(due, now - MAX_LAG)
        sleep(max(0.0, due - now))


def overlay(command: np.ndarray, velocity: np.ndarray) -> tuple[str, str]:
    """Two columns of text: what is shown, and its command and measurement, both (3,)."""
    left, right = ["", "forward", "lateral", "yaw"], ["command   measured"]
    for wanted, measured, unit in zip(command, velocity, ("m/s", "m/s", "rad/s"), strict=True):
        right.append(f"{wanted:+.2f}   {measured:+.2f} {unit}")
    return "\n".join(left), "\n".join(right)


def show(walker: Walker) -> None:
    """Open the window and walk until it is closed or a signal comes."""
    model, presses = walker.robot.model, queue.SimpleQueue()
    light_robot(model)
    other_threads = set(threading.enumerate())
    with StopSignals() as signals, signals.deferred():
        try:
            with mujoco.viewer.launch_passive(
                model, walker.robot.data, key_callback=presses.put, show_left_ui=False, show_right_ui=False
            ) as viewer:
                with viewer.lock():
                    viewer.cam.type = mujoco.mjtCamera.mjCAMERA_TRACKING
                    viewer.cam.trackbodyid = walker.robot.indices.base
                    viewer.cam.distance, viewer.cam.elevation = 2.0, -20.0

                def sticks() -> np.ndarray:
                    with viewer.lock():  # the viewer's thread handles GLFW's events under it
                        return gamepad.sticks()

                steer(walker, viewer, presses, signals, sticks)
        finally:
            # a process that ends while the viewer's threads still close the window crashes
            for thread in set(threading.enumerate()) - other_threads:
                thread.join()
