"""Tracking over a grid of commands: forward speed x lateral speed x yaw rate."""

from typing import Any

import numpy as np

from go2mjx.evaluation.recording import Recording, mean

Shape = tuple[int, int, int]


def grid_commands(shape: Shape, max_command: tuple[float, float, float]) -> np.ndarray:
    """Commands that span plus or minus `max_command` evenly, (product of `shape`, 3); the last axis varies fastest.

    An axis with one point has zero.
    """
    axes = [
        np.linspace(-limit, limit, count) if count > 1 else np.zeros(1)
        for count, limit in zip(shape, max_command, strict=True)
    ]
    return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3).astype(np.float32)


def grid_figures(recording: Recording, shape: Shape) -> dict[str, Any]:
    """Shape and cells of the grid that was recorded in the order of `grid_commands`; JSON types, SI units.

    The errors are means over a whole episode, start included, as in the evaluation of a training.
    """
    velocity_error = mean(recording.velocity_error, recording.alive)
    yaw_rate_error = mean(recording.yaw_rate_error, recording.alive)
    rows = zip(recording.command.tolist(), velocity_error, yaw_rate_error, recording.failed, strict=True)
    return {
        "shape": list(shape),
        "velocity_error": float(velocity_error.mean()),
        "largest_velocity_error": float(velocity_error.max()),
        "yaw_rate_error": float(yaw_rate_error.mean()),
        "largest_yaw_rate_error": float(yaw_rate_error.max()),
        "survived": float(1 - recording.failed.mean()),
        "cells": [
            {
                "command": [round(value, 6) for value in command],
                "velocity_error": float(velocity),
                "yaw_rate_error": float(yaw_rate),
                "survived": not failed,
            }
            for command, velocity, yaw_rate, failed in rows
        ],
    }
