"""The sticks of a gamepad, by way of GLFW, which comes with the viewer and knows the layouts of most of them."""

import glfw
import numpy as np

DEAD_ZONE = 0.1
"""Share of its way that a stick may be off its middle and still count as let go."""
_AXES = [glfw.GAMEPAD_AXIS_LEFT_Y, glfw.GAMEPAD_AXIS_LEFT_X, glfw.GAMEPAD_AXIS_RIGHT_X]


def sticks() -> np.ndarray:
    """Left stick forward and to the left, right stick to the left, each in [-1, 1], (3,); zero without a gamepad.

    GLFW has to be initialised, and no other thread may handle its events meanwhile.
    """
    states = map(glfw.get_gamepad_state, range(glfw.JOYSTICK_LAST + 1))
    state = next((state for state in states if state is not None), None)
    if state is None:
        return np.zeros(3)
    pushed = -np.array([state.axes[axis] for axis in _AXES])  # GLFW counts to the right and backward
    beyond = np.maximum(np.abs(pushed) - DEAD_ZONE, 0.0) / (1.0 - DEAD_ZONE)
    return np.sign(pushed) * beyond
