"""Catalogue PERF-05: the memory of a run depends on its sizes, not on how long it is or how long it has run."""

import itertools
import re

import jax
import jax.numpy as jnp
import psutil
from loop_tools import ToyRun

from go2mjx.telemetry.alerts import Alerts
from go2mjx.telemetry.metric_log import MetricLog
from go2mjx.telemetry.sink import MetricSink
from go2mjx.training.chunk import make_deliver


def live_bytes():
    return sum(array.nbytes for array in jax.live_arrays())


def test_a_run_with_its_records_does_not_grow(tmp_path):
    """Every iteration is reported through the sink to the file and the alerts, as in a real run."""
    toy = ToyRun(max_steps=16_000)
    log = MetricLog(tmp_path)
    sink = MetricSink(log, toy.schedule.transitions, [Alerts(tmp_path, lambda *_: None).watch])
    deliver = make_deliver(sink.callback)
    process = psutil.Process()
    train, live, resident = toy.start(), {}, {}
    for until in itertools.chain([20], range(40, 501, 20)):
        train, reports = toy.chunk(train, until)
        deliver(reports)
        jax.effects_barrier()
        assert sink.flush() and log.position() is not None
        live[until], resident[until] = live_bytes(), process.memory_info().rss
    sink.close()
    assert live[500] < 1.02 * live[20]
    assert resident[500] - resident[20] < 50e6


def test_the_compiled_program_does_not_grow_with_the_length_of_the_run():
    def sizes(max_steps):
        toy = ToyRun(max_steps=max_steps)
        start = jax.eval_shape(toy.start)
        until = jax.ShapeDtypeStruct((), jnp.int32)
        memory = jax.jit(toy.function, donate_argnums=0).lower(start, until).compile().memory_analysis()
        return memory.argument_size_in_bytes, memory.output_size_in_bytes, memory.temp_size_in_bytes

    assert sizes(3_200) == sizes(32_000_000)


def test_no_iteration_copies_the_replay_ring():
    """The ring is read and written in place: its arrays are donated, and nothing of their size is made anew."""
    toy = ToyRun()
    start = jax.eval_shape(toy.start)
    until = jax.ShapeDtypeStruct((), jnp.int32)
    compiled = jax.jit(toy.function, donate_argnums=0).lower(start, until).compile()
    slots, envs = start.replay.reward.shape
    made = re.findall(rf"= \w+\[{slots},{envs}[,\d]*\]\S* (copy|select|fusion)\(", compiled.as_text())
    assert made == []
    ring = sum(leaf.size * leaf.dtype.itemsize for leaf in jax.tree.leaves(start.replay))
    assert compiled.memory_analysis().temp_size_in_bytes < ring
