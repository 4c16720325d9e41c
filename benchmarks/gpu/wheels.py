"""The packages that training needs beside JAX, for a machine that has JAX and no network.

python -m benchmarks.gpu.wheels PYTHON_VERSION [PRESENT ...]     # names, one a line, without those PRESENT there
"""

import sys
from collections.abc import Iterable
from importlib.metadata import requires

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

OTHER_COMMANDS = {"wandb", "imageio", "imageio-ffmpeg", "gymnasium", "onnx", "onnxruntime", "jinja2"}
"""What only logging to W&B, the video, the Gymnasium environments, the export and the report need."""
VIEWERS = {"mujoco-studio", "flask", "flask-cors", "werkzeug", "blinker", "itsdangerous"}
"""What mujoco and brax ask for to show pictures in a window or a browser; they are imported without it."""


def needed(python_version: str) -> set[str]:
    """Names of the distributions to carry, their own needs included, those that come with JAX left out."""
    own = requires_of(Requirement("go2mjx"), python_version)
    roots = [item for item in own if canonicalize_name(item.name) not in OTHER_COMMANDS]
    with_jax = closure([Requirement("jax")], python_version)
    return closure(roots, python_version) - with_jax - VIEWERS


def closure(roots: Iterable[Requirement], python_version: str) -> set[str]:
    """The names of `roots` and of everything they need, as the packages installed here declare it."""
    waiting, seen = list(roots), set()
    while waiting:
        item = waiting.pop()
        entry = (canonicalize_name(item.name), frozenset(item.extras))
        if entry not in seen:
            seen.add(entry)
            waiting += requires_of(item, python_version)
    return {name for name, _ in seen}


def requires_of(item: Requirement, python_version: str) -> list[Requirement]:
    """What `item` with its extras asks for on this platform under `python_version`, such as "3.12"."""
    environment = default_environment() | {
        "python_version": python_version,
        "python_full_version": f"{python_version}.0",
    }
    declared = map(Requirement, requires(item.name) or [])
    return [
        need
        for need in declared
        if need.marker is None
        or any(need.marker.evaluate(environment | {"extra": extra}) for extra in ("", *item.extras))
    ]


if __name__ == "__main__":
    print("\n".join(sorted(needed(sys.argv[1]) - set(sys.argv[2:]))))
