"""The record of a run stays whole: cut lines, restarts, full disks, vanished directories."""

import errno
import json
import math
import os
import shutil
import subprocess
import sys
import threading

import pytest
from sink_payload import payload

from go2mjx.process.errors import UsageError
from go2mjx.telemetry import metric_log
from go2mjx.telemetry.metric_log import MetricLog, read_rows
from go2mjx.telemetry.sink import MetricSink

ROW = {"iteration": 1, "actor/total_steps": 64}


def write_iterations(log, numbers):
    for number in numbers:
        log.append("actor", {"iteration": number})


def iterations(directory):
    return [row["iteration"] for row in read_rows(directory / "metrics.jsonl")]


def test_a_row_is_in_the_file_as_soon_as_it_is_appended(tmp_path):
    log = MetricLog(tmp_path)
    log.append("learner", {"iteration": 2, "sac/actor_loss": math.nan})
    text = (tmp_path / "metrics.jsonl").read_text()
    assert text == '{"run": "learner", "iteration": 2, "sac/actor_loss": NaN}\n'
    assert log.position() == len(text)
    assert log.close() and log.close()


def test_a_line_cut_short_is_left_out_of_the_rows(tmp_path):
    path = tmp_path / "metrics.jsonl"
    path.write_bytes(json.dumps(ROW).encode() + b'\n{"run": "act\0\xff')
    assert read_rows(path) == [ROW]


def test_a_fresh_run_starts_an_empty_file(tmp_path):
    (tmp_path / "metrics.jsonl").write_text("something else\n")
    MetricLog(tmp_path).close()
    assert (tmp_path / "metrics.jsonl").read_bytes() == b""


def test_a_resumed_run_goes_on_where_its_checkpoint_was(tmp_path, capsys):
    log = MetricLog(tmp_path)
    write_iterations(log, [1, 2])
    position = log.position()
    write_iterations(log, [3, 4])
    log.close()
    with (tmp_path / "metrics.jsonl").open("a") as file:
        file.write('{"run": "actor", "iter')  # the kill came here
    log = MetricLog(tmp_path, position)
    assert log.position() == position
    write_iterations(log, [3, 4, 5])
    log.close()
    assert iterations(tmp_path) == [1, 2, 3, 4, 5]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("left", [0, 1, 40, 61])
def test_rows_missing_before_the_checkpoint_are_told_and_cost_no_other_row(tmp_path, capsys, left):
    log = MetricLog(tmp_path)
    write_iterations(log, [1, 2])
    position = log.position()
    log.close()
    os.truncate(tmp_path / "metrics.jsonl", min(left, position - 1))
    log = MetricLog(tmp_path, position)
    write_iterations(log, [3])
    log.close()
    assert iterations(tmp_path) in ([3], [1, 3])
    warning = capsys.readouterr().err
    assert warning.count("warning:") == 1
    assert f"{position}" in warning and str(tmp_path / "metrics.jsonl") in warning


def test_a_number_that_changed_on_the_disk_is_told_as_long_as_it_is_there(tmp_path, capsys):
    log = MetricLog(tmp_path)
    positions = []
    for iteration in (1, 2, 3):
        write_iterations(log, [iteration])
        positions.append(log.position())
    log.close()
    path = tmp_path / "metrics.jsonl"
    assert metric_log.problem(path) is None
    path.write_text(path.read_text().replace("2", "5"))
    assert "is damaged" in metric_log.problem(path)
    for position in positions[:0:-1]:  # the last and the one before
        log = MetricLog(tmp_path, position)
        assert capsys.readouterr().err.count("is damaged") == 1
        write_iterations(log, [3])
        log.position()
        log.close()
        assert "is damaged" in metric_log.problem(path)
    MetricLog(tmp_path).close()
    assert metric_log.problem(path) is None and capsys.readouterr().err == ""


def test_a_kill_between_a_row_and_its_checkpoint_is_no_damage(tmp_path, capsys):
    log = MetricLog(tmp_path)
    write_iterations(log, [1])
    saved = log.position()
    write_iterations(log, [2])
    log.position()  # and the checkpoint was not written
    write_iterations(log, [3])
    log.close()
    log = MetricLog(tmp_path, saved)
    assert metric_log.problem(tmp_path / "metrics.jsonl") is None
    write_iterations(log, [7])
    log.close()
    assert metric_log.problem(tmp_path / "metrics.jsonl") is None
    assert iterations(tmp_path) == [1, 7] and capsys.readouterr().err == ""


def test_a_file_that_cannot_be_opened_is_named(tmp_path):
    (tmp_path / "metrics.jsonl").mkdir()
    with pytest.raises(UsageError, match=r"metrics\.jsonl: cannot be written"):
        MetricLog(tmp_path)


class Disk:
    """Takes `room` more bytes, and then as many as fit and an error."""

    def __init__(self, monkeypatch, log, room):
        self.room, self.file = room, log._file
        monkeypatch.setattr(log, "_file", self)

    def write(self, data):
        taken = min(self.room, len(data))
        if taken == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.room -= taken
        return self.file.write(data[:taken])

    def __getattr__(self, name):
        return getattr(self.file, name)


@pytest.mark.parametrize("room", [0, 1, 33, 34, 35, 100])
def test_rows_that_the_disk_refuses_are_written_later(tmp_path, monkeypatch, capsys, room):
    log = MetricLog(tmp_path)
    disk = Disk(monkeypatch, log, room)
    write_iterations(log, range(10, 20))
    content = (tmp_path / "metrics.jsonl").read_bytes()
    assert content == b"" or content.endswith(b"}\n")
    assert log.position() is None
    assert capsys.readouterr().err.count("No space left on device") == 1
    disk.room = 10_000
    write_iterations(log, [20])
    assert iterations(tmp_path) == list(range(10, 21))
    assert log.position() == (tmp_path / "metrics.jsonl").stat().st_size
    assert log.close()
    assert capsys.readouterr().err.count("nothing is missing") == 1


def test_rows_beyond_what_memory_may_hold_are_counted(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(metric_log, "PENDING_LINES", 3)
    log = MetricLog(tmp_path)
    disk = Disk(monkeypatch, log, room=0)
    write_iterations(log, range(5))
    disk.room = 10_000
    write_iterations(log, [5])
    assert not log.close()
    assert "3 rows in it are missing" in capsys.readouterr().err
    assert iterations(tmp_path) == [0, 1, 2]


def test_a_run_that_ends_with_a_full_disk_says_what_is_missing(tmp_path, monkeypatch, capsys):
    log = MetricLog(tmp_path)
    Disk(monkeypatch, log, room=40)
    write_iterations(log, range(5))
    assert not log.close() and not log.close()
    assert capsys.readouterr().err.count("the last 4 rows could not be written") == 1
    assert iterations(tmp_path) == [0]


def test_a_disk_that_refuses_to_sync_gives_no_position(tmp_path, monkeypatch, capsys):
    log = MetricLog(tmp_path)
    write_iterations(log, [1])

    def refuse(descriptor):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        assert log.position() is None
    assert "Input/output error" in capsys.readouterr().err
    assert log.position() == (tmp_path / "metrics.jsonl").stat().st_size


FULL_FILE = """
import resource, sys
from pathlib import Path
from go2mjx.telemetry.metric_log import MetricLog

log = MetricLog(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
for iteration in range(100):
    log.append("actor", {"iteration": iteration})
assert log.position() is None
path = Path(sys.argv[1], "metrics.jsonl")
assert 900 < path.stat().st_size <= 1000 and path.read_bytes().endswith(b"}\\n")
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
log.append("actor", {"iteration": 100})
assert log.close()
"""


def test_a_real_limit_on_the_file_cuts_no_line(tmp_path):
    run = subprocess.run([sys.executable, "-c", FULL_FILE, tmp_path], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert iterations(tmp_path) == list(range(101))
    assert run.stderr.count("File too large") == run.stderr.count("nothing is missing") == 1


@pytest.fixture
def tiny_disk(tmp_path):
    """An empty disk of 64 kB, mounted at a directory."""
    directory = tmp_path / "disk"
    directory.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", directory]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("a disk can be mounted by root only")
    yield directory
    subprocess.run(["umount", "--lazy", directory], check=True)


def test_a_real_full_disk_loses_no_row(tiny_disk, capsys):
    filler = tiny_disk / "filler"
    filler.write_bytes(bytes(40_000))
    log = MetricLog(tiny_disk)
    write_iterations(log, range(2000))
    assert log.position() is None
    assert (tiny_disk / "metrics.jsonl").read_bytes().endswith(b"}\n")
    assert 100 < len(iterations(tiny_disk)) < 1000
    filler.unlink()
    write_iterations(log, [2000])
    assert log.position() is None  # 2,000 rows are more than the disk holds
    seen = iterations(tiny_disk)
    assert seen == list(range(len(seen)))
    subprocess.run(["mount", "-o", "remount,size=1m", tiny_disk], check=True)
    assert log.close()
    assert iterations(tiny_disk) == list(range(2001))
    assert capsys.readouterr().err.count("No space left") == 1


def test_a_vanished_directory_is_noticed(tmp_path):
    run_dir = tmp_path / "run"
    run_dir.mkdir()
    log = MetricLog(run_dir)
    write_iterations(log, [1])
    assert not log.vanished()
    run_dir.rename(tmp_path / "elsewhere")
    assert log.vanished()
    run_dir.mkdir()
    (run_dir / "metrics.jsonl").write_text("of another run\n")
    assert log.vanished()
    write_iterations(log, [2])
    log.close()
    assert iterations(tmp_path / "elsewhere") == [1, 2]
    assert (run_dir / "metrics.jsonl").read_text() == "of another run\n"


def test_positions_asked_for_while_rows_come_are_line_ends(tmp_path):
    log = MetricLog(tmp_path)
    writer = threading.Thread(target=write_iterations, args=(log, range(3000)))
    writer.start()
    positions = [log.position() for _ in range(50)]
    writer.join()
    log.close()
    content = (tmp_path / "metrics.jsonl").read_bytes()
    assert all(position == 0 or content[position - 1 : position] == b"\n" for position in positions)
    assert positions == sorted(positions)


def test_the_sink_writes_and_closes_the_log(tmp_path, monkeypatch):
    log = MetricLog(tmp_path)
    sink = MetricSink(log, 64)
    sink.callback(payload(1))
    assert sink.flush()
    assert log.position() == (tmp_path / "metrics.jsonl").stat().st_size > 0
    Disk(monkeypatch, log, room=0)
    sink.callback(payload(2))
    assert not sink.close(), "the rows of iteration 2 are not on disk"
    assert iterations(tmp_path) == [1, 1]
