"""What a GPU would have to launch for a compiled program, read from the dump of XLA's compiler.

XLA turns a program into a sequence of thunks, one for each thing that the host starts: a kernel, a copy, a library
routine, a CUDA graph of several of these, a loop. The dump nests them by indentation.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

LIBRARY_KERNELS = {"kTriangularSolve": 3, "kCholesky": 2, "cholesky": 2}
"""Kernels of a library call on a batch, from the sources of XLA and jaxlib: the routine, and a kernel for each array of
pointers to the members of the batch. Other library calls count as one."""
LIBRARY_KINDS = {
    "kCustomCall",
    "kTriangularSolve",
    "kCholesky",
    "kGemm",
    "kCublasLtMatmul",
    "kConvolution",
    "kFft",
    "kCubSort",
}
BLOCKS_OF_A_TINY_KERNEL = 2

_THUNK = re.compile(r"(\d{3,}): (k\w+)\s*(.*)")
_SEVERAL_ON_A_LINE = re.compile(r"\s{2,}(?=\d{3,}: k)")


@dataclass
class Thunk:
    """One thing that the host starts, or a heading of the dump (kind ""), such as a loop's body."""

    kind: str
    number: int
    text: str
    children: list["Thunk"] = field(default_factory=list)


@dataclass(frozen=True)
class Operation:
    """What the compiled module says of the operation behind a thunk."""

    scope: str  # JAX's names of the functions it comes from
    trips: int | None  # passes of a loop, None where only the device knows


@dataclass(frozen=True)
class Launches:
    """Counts of one execution. A graph is one launch of the host and as many of the GPU as it has nodes."""

    gpu: int = 0
    host: int = 0
    graphs: int = 0
    waits: int = 0  # the host stands still until the device has told it whether to go on
    library: int = 0  # calls of cuBLAS, cuSOLVER and the like
    tiny: int = 0  # kernels of one or two blocks: a few numbers, far below what a GPU is for

    def __add__(self, other: "Launches") -> "Launches":
        return Launches(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    def __mul__(self, times: int) -> "Launches":
        return Launches(*(getattr(self, name) * times for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class Count:
    """Launches at one place of a program, which happen `times` in an execution."""

    scope: str
    launches: Launches
    times: int
    in_loop: bool  # within the outermost loop whose end only the device knows


def parse(dump: str) -> Thunk:
    """The thunks of a `thunk_sequence` dump as a tree; its root stands for the program."""
    root = Thunk("", 0, "program")
    open_thunks = [(-1, root)]
    for line in dump.splitlines():
        indent = len(line) - len(line.lstrip())
        if line.strip() == "condition:":  # stands in the first column however deep its loop is
            indent = open_thunks[-1][0] + 2
        for text in _SEVERAL_ON_A_LINE.split(line.strip()):  # the first child of a kSequential is on its line
            if not text:
                continue
            while open_thunks[-1][0] >= indent:
                open_thunks.pop()
            match = _THUNK.match(text)
            thunk = Thunk(match[2], int(match[1]), match[3]) if match else Thunk("", 0, text)
            open_thunks[-1][1].children.append(thunk)
            open_thunks.append((indent, thunk))
            indent += 2
    return root


def names(metadata: str) -> dict[int, str]:
    """The operation of the compiled module behind each thunk, by the thunk's number, from `thunk_metadata`."""
    found = {}
    for block in metadata.split("thunk_metadata {")[1:]:
        number, name = re.search(r"thunk_id: (\d+)", block), re.search(r'profile_annotation: "(.*?)"', block)
        if number and name:
            found[int(number[1])] = name[1]
    return found


def operations(module: str) -> dict[str, Operation]:
    """What the text of a compiled module says of its operations, by name."""
    found = {}
    for match in re.finditer(r"^\s*(?:ROOT )?%?([\w.\-]+) = .*$", module, re.MULTILINE):
        scope = re.search(r'op_name="([^"]*)"', match[0])
        trips = re.search(r'known_trip_count":\{"n":"(\d+)"', match[0])
        found[match[1]] = Operation(scope[1] if scope else "", int(trips[1]) if trips else None)
    return found


@dataclass(frozen=True)
class Reader:
    """Counts the launches of a parsed program."""

    names: Mapping[int, str]
    operations: Mapping[str, Operation]
    dynamic_trips: int = 1
    """Passes of a loop within a loop of which only the device knows the number; the outermost has one."""

    def count(self, root: Thunk) -> Iterator[Count]:
        """The launches of one execution, place by place; of a loop whose end only the device knows, one pass."""
        yield from self._sequence(root.children, scope="", times=1, graph=False, in_dynamic_loop=False)

    def _operation(self, thunk: Thunk) -> Operation:
        return self.operations.get(self.names.get(thunk.number, ""), Operation("", None))

    def _sequence(self, thunks, scope, times, graph, in_dynamic_loop) -> Iterator[Count]:
        for thunk in thunks:
            scope = (
                self._operation(thunk).scope or scope
            )  # copies have no scope: they belong to what is before them
            here = (scope, times, graph, in_dynamic_loop)
            if thunk.kind == "kCommandBuffer":
                inside = list(self._sequence(thunk.children, scope, times, True, in_dynamic_loop))
                yield Count(
                    inside[0].scope if inside else scope, Launches(host=1, graphs=1), times, in_dynamic_loop
                )
                yield from inside
            elif thunk.kind == "kWhile":
                yield from self._loop(thunk, *here)
            elif thunk.kind == "kConditional":
                yield from self._conditional(thunk, *here)
            elif thunk.kind in ("", "kSequential"):
                yield from self._sequence(thunk.children, *here)
            else:
                yield Count(scope, self._launch(thunk, graph), times, in_dynamic_loop)

    def _launch(self, thunk: Thunk, graph: bool) -> Launches:
        name = self.names.get(thunk.number, "").split(".")[0]
        library = thunk.kind in LIBRARY_KINDS
        kernels = LIBRARY_KERNELS.get(thunk.kind, LIBRARY_KERNELS.get(name, 1)) if library else 1
        blocks = re.search(r"grid: \[(\d+), 1, 1\]", thunk.text)
        tiny = blocks is not None and int(blocks[1]) <= BLOCKS_OF_A_TINY_KERNEL
        return Launches(gpu=kernels, host=0 if graph else kernels, library=int(library), tiny=int(tiny))

    def _loop(self, thunk: Thunk, scope, times, graph, in_dynamic_loop) -> Iterator[Count]:
        trips = self._operation(thunk).trips
        dynamic = trips is None
        if dynamic:
            trips = self.dynamic_trips if in_dynamic_loop else 1
            # the condition's kernel and, outside of a graph, the copy of its result, on which the host waits
            check = Launches(gpu=1) if graph else Launches(gpu=2, host=2, waits=1)
            yield Count(scope, check, times * (trips + in_dynamic_loop), True)
        body = [child for child in thunk.children if child.text.startswith("body")]
        yield from self._sequence(body, scope, times * trips, graph, in_dynamic_loop or dynamic)

    def _conditional(self, thunk: Thunk, scope, times, graph, in_dynamic_loop) -> Iterator[Count]:
        if not graph:
            yield Count(scope, Launches(gpu=1, host=1, waits=1), times, in_dynamic_loop)
        branches = [
            list(self._sequence([child], scope, times, graph, in_dynamic_loop)) for child in thunk.children
        ]
        yield from max(branches, key=lambda counts: total(counts).gpu, default=[])


def total(counts) -> Launches:
    """The sum over `counts`, each as often as it happens."""
    result = Launches()
    for count in counts:
        result += count.launches * count.times
    return result


def by_part(counts, parts: Mapping[str, str], rest: str) -> dict[str, Launches]:
    """Sums by part of the program; `parts` has a regular expression for the scope of each, the first match counts."""
    result = {name: Launches() for name in (*parts, rest)}
    for count in counts:
        name = next((name for name, scope in parts.items() if re.search(scope, count.scope)), rest)
        result[name] += count.launches * count.times
    return result
