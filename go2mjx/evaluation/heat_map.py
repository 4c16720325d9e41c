"""The command grid as a picture."""

from typing import TYPE_CHECKING, Any

import numpy as np

from go2mjx.evaluation.verdict import MAX_VELOCITY_ERROR, MAX_YAW_RATE_ERROR

if TYPE_CHECKING:
    from matplotlib.figure import Figure

QUANTITIES = (
    ("velocity_error", "velocity error (m/s)", MAX_VELOCITY_ERROR),
    ("yaw_rate_error", "yaw rate error (rad/s)", MAX_YAW_RATE_ERROR),
)
"""Name of each error, label, and limit of walking; colours end at twice the limit."""


def draw_heat_map(grid: dict[str, Any], title: str) -> "Figure":
    """Both errors of `grid_figures`, one field per yaw rate: forward speed upwards, lateral speed to the left as the robot sees it."""
    from matplotlib.figure import Figure  # an extra, see process/extras.py

    forward, lateral, yaw = grid["shape"]
    commands = np.array([cell["command"] for cell in grid["cells"]]).reshape(forward, lateral, yaw, 3)
    survived = np.array([cell["survived"] for cell in grid["cells"]]).reshape(grid["shape"])
    size = (1.6 + yaw * (1.0 + 0.62 * lateral), 1.6 + 2 * (0.8 + 0.42 * forward))
    figure = Figure(figsize=size, layout="constrained")  # without pyplot there is no window system
    figure.suptitle(title)
    rows = figure.subplots(len(QUANTITIES), yaw, squeeze=False)
    for axes_row, (key, label, limit) in zip(rows, QUANTITIES, strict=True):
        values = np.array([cell[key] for cell in grid["cells"]]).reshape(grid["shape"])
        for index, axes in enumerate(axes_row):
            field = values[:, :, index]
            image = axes.imshow(
                field, origin="lower", aspect="auto", cmap="viridis_r", vmin=0, vmax=2 * limit
            )
            axes.set_xticks(range(lateral), [f"{value:.2g}" for value in commands[0, :, 0, 1]])
            axes.set_yticks(range(forward), [f"{value:.2g}" for value in commands[:, 0, 0, 0]])
            axes.invert_xaxis()
            axes.set_title(f"yaw rate {commands[0, 0, index, 2]:.2g} rad/s", fontsize="medium")
            axes.set_xlabel("lateral (m/s, left positive)")
            axes.set_ylabel("forward (m/s)")
            for (row, column), value in np.ndenumerate(field):
                fell = not survived[row, column, index]
                axes.text(
                    column,
                    row,
                    "fell" if fell else f"{value:.2f}",
                    ha="center",
                    va="center",
                    fontsize="small",
                    color="red" if fell else "white" if value > limit else "black",
                )
        bar = figure.colorbar(image, ax=axes_row.tolist(), label=label, extend="max")
        bar.ax.axhline(limit, color="black", linewidth=1.5)
    return figure
