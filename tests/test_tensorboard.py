"""`--tracker tensorboard`: its event files have what `metrics.jsonl` has, under the same names over the same axes."""

import struct

import pytest
from tensorboardX.proto.event_pb2 import Event

from go2mjx.__main__ import main
from go2mjx.telemetry.metrics import AXES
from go2mjx.telemetry.tensorboard import TensorBoard
from tests.tiny_run import rows


def events(folder):
    """The events below `folder` in the order of writing; an event file is a list of lengths, checksums and protobufs."""
    for path in sorted(folder.glob("events.*"), key=lambda path: path.stat().st_mtime):
        content, place = path.read_bytes(), 0
        while place < len(content):
            (length,) = struct.unpack_from("<Q", content, place)
            yield Event.FromString(content[place + 12 : place + 12 + length])
            place += 16 + length


def shown(folder):
    """The numbers that TensorBoard shows, by name and step: what is marked as void is gone."""
    numbers = {}
    for event in events(folder):
        if event.session_log.status == event.session_log.START:
            numbers = {key: value for key, value in numbers.items() if key[1] < event.step}
        for value in event.summary.value:
            numbers[value.tag, event.step] = value.simple_value
    return numbers


@pytest.mark.usefixtures("undrawn")
def test_a_run_shows_its_metrics_and_nothing_goes_to_wandb(tiny, tmp_path):
    run_dir = tmp_path / "run"
    flags = ["--tracker", "tensorboard", "--wandb_mode", "auto"]
    assert main([*tiny, *flags, "--run_dir", str(run_dir)]) == 0
    assert not (run_dir / "wandb").exists()
    for role, axis in AXES.items():
        (folder,) = (run_dir / "tensorboard").glob(f"{role.title()}-*")
        wanted = {
            (key, row[axis]): value
            for row in rows(run_dir)
            if row["run"] == role
            for key, value in row.items()
            if key not in ("run", axis)
        }
        assert shown(folder) == pytest.approx(wanted, rel=1e-5, nan_ok=True) and wanted


def test_a_resumed_run_leaves_out_what_came_after_its_checkpoint(tmp_path):
    def row(steps, value):
        return {"iteration": steps, "actor/total_steps": steps, "eval/average_return": value}

    board = TensorBoard(tmp_path, "name", earlier=[])
    for steps in (100, 200, 300):
        board("actor", row(steps, 1.0))
    board.close()
    board = TensorBoard(tmp_path, "name", earlier=[{"run": "actor", **row(100, 1.0)}])
    board("actor", row(200, 2.0))
    board.close()
    numbers = shown(tmp_path / "Actor-name")
    assert {step: value for (tag, step), value in numbers.items() if tag == "eval/average_return"} == {
        100: 1.0,
        200: 2.0,
    }
