"""Push recovery: the base gets a velocity at once; does the robot stay up, and when does it follow again?"""

import itertools
from typing import Any

import numpy as np

from go2mjx.evaluation.recording import KICK_STEP, Recording, Trials
from go2mjx.evaluation.verdict import MAX_VELOCITY_ERROR, MIN_SUCCESS_RATE

SIZES = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
"""Velocities that a push adds (m/s); legged_gym's training pushes have up to 1 m/s along each axis."""
DIRECTIONS = 8
"""Evenly spaced around the robot, straight ahead first."""
REPEATS = 2
"""Pushes of each size and direction for each command, at other starts and so other phases of the gait."""
STANDING, WALKING = "standing", "walking"
WALKING_SHARE = 0.5
"""Share of the largest forward speed at which the walking robot is pushed."""
SMOOTHING_STEPS = 15
"""Velocity is averaged over 0.3 s, about one stride, before it is compared with the command."""


def push_trials(max_command: tuple[float, float, float]) -> Trials:
    """Every size and direction, standing and walking forward, `REPEATS` times; the size varies slowest."""
    angles = 2 * np.pi * np.arange(DIRECTIONS) / DIRECTIONS
    commands = ((0.0, 0.0, 0.0), (WALKING_SHARE * max_command[0], 0.0, 0.0))
    rows = list(itertools.product(SIZES, commands, angles, range(REPEATS)))
    return Trials(
        np.array([command for _, command, _, _ in rows], np.float32),
        np.array([(size * np.cos(angle), size * np.sin(angle)) for size, _, angle, _ in rows], np.float32),
    )


def push_figures(recording: Recording) -> dict[str, Any]:
    """Figures of recorded `push_trials`; JSON types, SI units.

    For each size: `survived`, the share of the pushed robots that did not fall, also `standing` and `walking`
    alone; `recovered`, the share that followed the command again before the end; `recovery_time`, their mean
    time (s) from the push to the last moment with a velocity error above the limit of walking.
    Where the training never went forward, there is none who walks: None.
    `largest_survived` is the size up to which at least 95 % survive each, 0 if there is none.
    """
    size = np.linalg.norm(recording.kick, axis=-1)
    walking = recording.command.any(axis=-1)
    times, rows = recovery_times(recording), []
    for wanted in SIZES:
        chosen = np.isclose(size, wanted)
        recovered = chosen & np.isfinite(times)
        rows.append(
            {
                "size": wanted,
                "trials": int(chosen.sum()),
                "survived": _share(~recording.failed[chosen]),
                STANDING: _share(~recording.failed[chosen & ~walking]),
                WALKING: _share(~recording.failed[chosen & walking]),
                "recovered": _share(np.isfinite(times[chosen])),
                "recovery_time": float(times[recovered].mean()) if recovered.any() else None,
            }
        )
    enough = itertools.takewhile(lambda row: row["survived"] >= MIN_SUCCESS_RATE, rows)
    return {"largest_survived": max((row["size"] for row in enough), default=0.0), "sizes": rows}


def recovery_times(recording: Recording) -> np.ndarray:
    """Time (s) from the push until the velocity error stays small, (episodes,); NaN where it does not, or after a fall."""
    smooth = _moving_average(recording.velocity[..., :2], SMOOTHING_STEPS)
    error = np.linalg.norm(smooth - recording.command[:, None, :2], axis=-1)[:, KICK_STEP:]
    large = ~(error <= MAX_VELOCITY_ERROR)  # nor is NaN small
    # steps up to the last large error: the length less the small ones at the end
    steps = large.shape[1] - np.argmax(large[:, ::-1], axis=1)
    steps = np.where(large.any(axis=1), steps, 0)
    lost = recording.failed | large[:, -1]
    return np.where(lost, np.nan, steps * recording.robot.control_time_step)


def _moving_average(values: np.ndarray, width: int) -> np.ndarray:
    """Average of (episodes, steps, n) over the last `width` steps; fewer at the start."""
    sums = np.cumsum(values, axis=1, dtype=float)
    sums[:, width:] -= sums[:, :-width].copy()
    return sums / np.minimum(np.arange(1, values.shape[1] + 1), width)[:, None]


def _share(values: np.ndarray) -> float | None:
    return float(values.mean()) if len(values) else None
