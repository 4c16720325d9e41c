"""The rehearsal for a GPU: reading XLA's dump, and, where the CUDA build of JAX is installed, making one."""

import importlib.util
import subprocess
import sys

import jax
import jax.numpy as jnp
import pytest

from benchmarks.gpu import launches as gpu_launches
from benchmarks.gpu import profile as gpu_profile
from benchmarks.gpu import rehearsal as gpu_rehearsal
from benchmarks.gpu.launches import Launches
from go2mjx.process.errors import UsageError

DUMP = """\
001: kCopy         [source       | next=002 (1)] kCopy
002: kWhile        [prev=001 (1) | sink        ]
condition:
    003: kCustomKernel [source | sink] is_below grid: [1, 1, 1] threads: [1, 1, 1]  shared_memory: 0 bytes
  body:
    000: kCommandBuffer [source       | next=006 (1)]
        004: kCustomKernel [source        | next=005 (1) ] observe grid: [64, 1, 1] threads: [128, 1, 1]
        005: kCopy         [prev=004 (1)  | sink         ] kCopy
    008: kSequential    [prev=000 (1) | next=009 (1)]       006: kCopy            [source       | next=007 (1)] kCopy
      007: kTriangularSolve [prev=006 (1) | sink        ] (no description)
    009: kWhile         [prev=008 (1) | next=012 (1)]
condition:
        010: kCustomKernel [source | sink] is_below grid: [1, 1, 1] threads: [1, 1, 1]  shared_memory: 0 bytes
      body:
        011: kCustomKernel [source | sink] push grid: [64, 1, 1] threads: [128, 1, 1]  shared_memory: 0 bytes
    012: kWhile         [prev=009 (1) | next=015 (1)]
condition:
        013: kCustomKernel [source | sink] is_below grid: [1, 1, 1] threads: [1, 1, 1]  shared_memory: 0 bytes
      body:
        014: kCustomKernel [source | sink] learn grid: [2, 1, 1] threads: [128, 1, 1]  shared_memory: 0 bytes
    015: kConditional   [prev=012 (1) | sink        ]
      branch 0:
        016: kCustomKernel [source | sink] report grid: [8, 1, 1] threads: [128, 1, 1]  shared_memory: 0 bytes
      branch 1:
"""
"""A copy, then iterations: a graph of two, a library call with its copy, five pushes, some groups, a report or none."""
NAMES = {2: "while.1", 4: "observe", 7: "solve.1", 9: "while.2", 11: "push", 12: "while.3", 14: "learn"}
METADATA = "".join(
    f'thunk_metadata {{\n  thunk_info {{\n    profile_annotation: "{name}"\n    thunk_id: {number}\n  }}\n}}\n'
    for number, name in NAMES.items()
)
MODULE = """\
  %while.1 = (s32[]) while(%a), condition=%c, body=%b, metadata={op_name="jit(f)/while"}
  ROOT %while.2 = (s32[]) while(%a), body=%b, metadata={op_name="jit(f)/while/body/physics/while"}, \
backend_config={"known_trip_count":{"n":"5"}}
  %while.3 = (s32[]) while(%a), condition=%c, body=%b, metadata={op_name="jit(f)/while/body/update/while"}
  %learn = f32[2]{0} fusion(%p), kind=kLoop, metadata={op_name="jit(f)/while/body/update/while/body/add"}
"""


def read(dynamic_trips: int) -> list[gpu_launches.Count]:
    reader = gpu_launches.Reader(gpu_launches.names(METADATA), gpu_launches.operations(MODULE), dynamic_trips)
    return list(reader.count(gpu_launches.parse(DUMP)))


class TestReading:
    def test_names_and_operations(self):
        assert gpu_launches.names(METADATA) == NAMES
        operations = gpu_launches.operations(MODULE)
        assert operations["while.2"].trips == 5 and operations["while.1"].trips is None
        assert operations["learn"].scope == "jit(f)/while/body/update/while/body/add"

    def test_launches_of_an_iteration(self):
        counts = [count for count in read(dynamic_trips=4) if count.in_loop]
        assert gpu_launches.total(counts) == Launches(
            # check of the iterations, graph, copy and solve, pushes, 5 checks of 4 groups, predicate and report
            gpu=2 + 2 + (1 + 3) + 5 + 5 * 2 + 4 + 2,
            host=2 + 1 + (1 + 3) + 5 + 5 * 2 + 4 + 2,
            graphs=1,
            waits=1 + 5 + 1,
            library=1,
            tiny=4,
        )

    def test_a_loop_of_known_length_needs_no_check(self):
        pushes = [count for count in read(1) if "physics" in count.scope]
        assert gpu_launches.total(pushes) == Launches(gpu=5, host=5)

    def test_what_happens_before_the_iterations_is_apart(self):
        assert gpu_launches.total(count for count in read(1) if not count.in_loop) == Launches(gpu=1, host=1)

    def test_parts_add_up_to_the_total(self):
        counts = read(4)
        parts = gpu_launches.by_part(counts, {"physics": "/physics/", "update": "/update/"}, "rest")
        assert parts["physics"].gpu == 5 and parts["update"].gpu >= 4 + 5 * 2
        assert sum(parts.values(), Launches()) == gpu_launches.total(counts)


def test_a_profile_divides_events_into_the_same_parts():
    names = ("learn", "learn", "while.2", "unknown")
    events = [{"dur": 3.0, "args": {"hlo_op": name}} for name in names]
    parts = gpu_profile.by_part(events, gpu_launches.operations(MODULE), iterations=2)
    assert {name: (part["launches"], part["microseconds"]) for name, part in parts.items()} == {
        "update": (1.0, 3.0),
        "physics": (0.5, 1.5),
        "rest": (0.5, 1.5),
        "total": (2.0, 6.0),
    }


class TestUsage:
    def test_without_cuda_the_error_names_the_extra(self, monkeypatch):
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
        with pytest.raises(UsageError, match=r"go2mjx\[cuda13\]"):
            gpu_rehearsal.configure()

    def test_a_mistake_exits_with_2(self):
        command = [sys.executable, "-m", "benchmarks.gpu.rehearsal", "--programs", "chunck"]
        if importlib.util.find_spec("jax_cuda13_plugin") is None:
            expected = "go2mjx[cuda13]"
        else:
            expected = "did you mean 'chunk'?"
        result = subprocess.run([*command, "--preset", "toy"], capture_output=True, text=True)
        assert result.returncode == 2 and expected in result.stderr


@pytest.mark.skipif(
    importlib.util.find_spec("jax_cuda13_plugin") is None, reason="needs JAX's CUDA packages: go2mjx[cuda13]"
)
class TestCompiling:
    @pytest.fixture(autouse=True)
    def without_cache(self):
        """A program from the cache of the test session leaves no dump."""
        jax.config.update("jax_enable_compilation_cache", False)
        yield
        jax.config.update("jax_enable_compilation_cache", True)

    def test_a_loop_is_counted_as_often_as_it_runs(self):
        def steps(x, until):
            def body(carry):
                x, step = carry
                with jax.named_scope("inner"):
                    x = jax.lax.fori_loop(0, 3, lambda _, x: jnp.tanh(x @ x), x)
                return x, step + 1

            return jax.lax.while_loop(lambda carry: carry[1] < until, body, (x, 0))

        program = gpu_rehearsal.Program(
            steps,
            (jax.ShapeDtypeStruct((64, 64), jnp.float32), jax.ShapeDtypeStruct((), jnp.int32)),
            "a step",
            parts={"inner": "/inner/"},
        )
        compiled = gpu_rehearsal.compile_for_gpu(program)
        launches = gpu_rehearsal.sums(program, compiled.counts)
        assert launches["total"].waits == 1 and launches["inner"].waits == 0
        assert launches["inner"].gpu >= 3 and launches["inner"].gpu % 3 == 0
        assert launches["total"].gpu == launches["inner"].gpu + launches["rest"].gpu
        assert compiled.argument_bytes == 64 * 64 * 4 + 4
