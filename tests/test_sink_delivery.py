"""The way from the jitted program to the consumers: complete, in order, and never in the program's way."""

import random
import threading
import time

import jax
import jax.numpy as jnp
import pytest
from jax.experimental import io_callback
from loop_tools import ToyRun
from sink_payload import payload, read_rows

from go2mjx.telemetry import sink as sink_module
from go2mjx.telemetry.metric_log import MetricLog
from go2mjx.telemetry.metrics import METRICS
from go2mjx.telemetry.sink import MetricSink
from go2mjx.training.chunk import make_deliver


@pytest.fixture
def sink(tmp_path):
    sink = MetricSink(MetricLog(tmp_path), transitions_per_iteration=64)
    yield sink
    sink.close()


class Loop:
    """The training loop on the toy environment, compiled with its reports."""

    def __init__(self):
        self.toy = ToyRun(max_steps=16_000)
        self._callback = None
        self._deliver = make_deliver(lambda report: self._callback(report))
        _, reports = self.toy.chunk(self.toy.start(), jnp.int32(0))
        self._deliver(reports)

    def run(self, sink, start, until):
        self._callback = sink.callback
        _, reports = self.toy.chunk(start, until)
        self._deliver(reports)
        jax.effects_barrier()


@pytest.fixture(scope="module")
def loop():
    return Loop()


def test_rows_come_in_order_of_iteration(tmp_path, sink):
    iterations = list(range(1, 41))
    random.Random(0).shuffle(iterations)
    for iteration in iterations:
        sink.callback(payload(iteration))
    sink.flush()
    assert [row["iteration"] for row in read_rows(tmp_path, "learner")] == list(range(1, 41))


def test_rows_are_written_while_the_program_runs(tmp_path, sink):
    sink.callback(payload(1))
    deadline = time.monotonic() + 20
    while not read_rows(tmp_path):
        assert time.monotonic() < deadline, "the row waits for a flush"
        time.sleep(0.05)


def test_a_broken_listener_is_reported_once_and_harms_nobody(tmp_path, capsys):
    def broken(role, row):
        raise RuntimeError("no space left")

    seen = []
    sink = MetricSink(MetricLog(tmp_path), 64, [broken, lambda role, row: seen.append(row)])
    for iteration in range(1, 6):
        sink.callback(payload(iteration))
    sink.close()
    assert len(seen) == len(read_rows(tmp_path)) == 10
    assert capsys.readouterr().err.count("no space left") == 1


def test_a_stuck_listener_does_not_stop_the_program(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sink_module, "QUEUE_SIZE", 8)
    monkeypatch.setattr(sink_module, "HOLD_SECONDS", 0.0)
    stuck, entered = threading.Event(), threading.Event()

    def listener(role, row):
        entered.set()
        stuck.wait(60)

    sink = MetricSink(MetricLog(tmp_path), 64, [listener])
    sink.callback(payload(1))
    assert entered.wait(10)
    assert not sink.flush(timeout=0.1)
    start = time.monotonic()
    for iteration in range(2, 102):
        sink.callback(payload(iteration))
        assert not sink.flush(timeout=60)
    assert time.monotonic() - start < 10
    assert sink.dropped > 80
    stuck.set()
    assert sink.close()
    written = {row["iteration"] for row in read_rows(tmp_path)}
    assert len(written) == 101 - sink.dropped
    assert capsys.readouterr().err.count("dropped") == 1


def scan_of_reports(report, iterations):
    """A compiled program that reports every metric of the loop at each of `iterations` iterations."""
    host_keys = {"actor/total_steps", "actor/steps_per_second", "learner/update_steps"}
    keys = [
        metric.key
        for metric in METRICS
        if not metric.key.startswith(("eval/", "timer/")) and metric.key not in host_keys
    ]

    def body(iteration, _):
        iteration = iteration + 1
        numbers = dict.fromkeys(keys, iteration.astype(jnp.bfloat16)) | payload(1)
        numbers |= {"iteration": iteration, "update_steps": iteration}
        io_callback(report, None, numbers)
        return iteration, None

    def program(start):
        return jax.lax.scan(body, start, length=iterations)[0]

    return jax.jit(program).lower(jnp.int32(0)).compile()


def test_reports_of_the_loop_arrive_in_order_in_every_run(tmp_path, loop):
    """LOG-05: forty iterations, five runs: each has exactly its forty learner rows, in order."""
    for run in range(5):
        directory = tmp_path / str(run)
        directory.mkdir()
        sink = MetricSink(MetricLog(directory), 32)
        loop.run(sink, loop.toy.start(), jnp.int32(40))
        assert sink.flush()
        assert [row["iteration"] for row in read_rows(directory, "learner")] == list(range(1, 41))
        sink.close()


def test_callbacks_do_not_use_jax(tmp_path, loop, sink, monkeypatch):
    """LOG-06: with everything compiled, five hundred reports need nothing that a callback could call."""
    start, until = loop.toy.start(), jnp.int32(500)

    def forbidden(*args, **kwargs):
        raise AssertionError("JAX was called on the host")

    for module, name in [(jax, "jit"), (jnp, "asarray"), (jnp, "array"), (jnp, "isnan")]:
        monkeypatch.setattr(module, name, forbidden)
    loop.run(sink, start, until)
    assert sink.flush()
    assert sink.error is None
    assert len(read_rows(tmp_path, "actor")) == 500
