"""Warp's wheel, small enough to be carried to a machine with a GPU.

python -m benchmarks.gpu.slim WHEEL FOLDER [--architecture 90]

Of its library of 285 MiB the kernels for other cards are blanked, in their places, so that nothing else moves; the
compiler for the CPU stays behind, and the rest is packed tighter. pip installs the result like any wheel.
"""

import mmap
import struct
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import tyro

LIBRARY, CPU_COMPILER = "warp/bin/warp.so", "warp/bin/warp-clang.so"
START = struct.pack("<IHH", 0xBA55ED50, 1, 16)
"""Begins each collection of kernels that NVIDIA's compiler puts into a library: a mark, a version, bytes of the header."""
COLLECTION = struct.Struct("<8sQ")  # start, bytes of the members
MEMBER = struct.Struct("<HHIQ12xI")  # kind, version, bytes of this header, bytes of the kernel, architecture


@dataclass(frozen=True)
class SlimConfig:
    """Make a wheel of Warp for one kind of GPU."""

    wheel: Annotated[Path, tyro.conf.Positional]
    """The wheel `warp_lang-*.whl` for Linux."""
    folder: Annotated[Path, tyro.conf.Positional]
    """Where to put the small one, under the same name."""
    architecture: int = 90
    """Compute capability of the GPU, 90 for an H100 or H200."""


def members(library: bytes | mmap.mmap) -> Iterator[tuple[int, slice]]:
    """Architecture and place of each kernel in a library."""
    start = library.find(START)
    while start >= 0:
        _, size = COLLECTION.unpack_from(library, start)
        place = start + COLLECTION.size
        end = place + size
        while place < end:
            _, _, header, size, architecture = MEMBER.unpack_from(library, place)
            yield architecture, slice(place + header, place + header + size)
            place += header + size
        start = library.find(START, end)


def blank(library: mmap.mmap, architecture: int) -> int:
    """Put zeros in place of the kernels for other architectures; how many kernels are left."""
    left = 0
    for each, place in members(library):
        if each == architecture:
            left += 1
        else:
            library[place] = bytes(place.stop - place.start)
    return left


def slim(wheel: Path, folder: Path, architecture: int) -> Path:
    """Write the small wheel. Raises SystemExit for one without kernels for `architecture`."""
    result = folder / wheel.name
    with (
        zipfile.ZipFile(wheel) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_LZMA) as target,
        tempfile.TemporaryDirectory() as scratch,
    ):
        for name in source.namelist():
            if name == CPU_COMPILER:
                continue
            if name == LIBRARY:
                path = Path(source.extract(name, scratch))
                with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as library:
                    if not blank(library, architecture):
                        raise SystemExit(f"{wheel.name} has no kernels for architecture {architecture}")
                target.write(path, name)
            elif name.endswith(".dist-info/RECORD"):
                lines = source.read(name).decode().splitlines(keepends=True)
                target.writestr(name, "".join(line for line in lines if not line.startswith(CPU_COMPILER)))
            else:
                target.writestr(name, source.read(name))
    return result


if __name__ == "__main__":
    arguments = tyro.cli(SlimConfig, args=sys.argv[1:], use_underscores=True)
    made = slim(arguments.wheel, arguments.folder, arguments.architecture)
    print(f"{made}: {made.stat().st_size / 2**20:.1f} MiB of {arguments.wheel.stat().st_size / 2**20:.1f}")
