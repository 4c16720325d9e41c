"""The metrics as TensorBoard event files, for who does without W&B: the same names over the same axes."""

import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tensorboardX import SummaryWriter

from go2mjx.telemetry.metrics import AXES, Role

FOLDER = "tensorboard"
"""In the directory of a run."""
_FLUSH_SECONDS = 10


class TensorBoard:
    """Writes the rows of a run below `folder`, one TensorBoard run per role, named as those of W&B.

    A listener of `MetricSink`. `earlier` are the rows up to the checkpoint that a resumed run goes on from: what an
    earlier process wrote after them is marked as void. Raises OSError where `folder` cannot be written.
    """

    def __init__(self, folder: Path, exp_name: str, earlier: Iterable[Mapping[str, Any]]) -> None:
        known = {row["run"]: row[AXES[row["run"]]] for row in earlier}
        self._writers = {
            role: SummaryWriter(
                str(folder / f"{role.title()}-{exp_name}"),
                purge_step=known[role] + 1 if role in known else None,
                flush_secs=_FLUSH_SECONDS,
                filename_suffix=f".{time.time_ns()}",  # the names count whole seconds and would replace each other
            )
            for role in AXES
        }

    def __call__(self, role: Role, row: Mapping[str, float]) -> None:
        """Write the metrics of `row` at its place on the axis of `role`."""
        axis = AXES[role]
        for key, value in row.items():
            if key != axis:
                self._writers[role].add_scalar(key, value, row[axis])

    def close(self) -> None:
        """Write what is still buffered."""
        for writer in self._writers.values():
            writer.close()
