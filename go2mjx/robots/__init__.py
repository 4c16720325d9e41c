"""The robots: one folder each, and a user's own from an MJCF with a YAML description beside it."""

from go2mjx.process.errors import UsageError, suggestion
from go2mjx.robots.description import Robot
from go2mjx.robots.go1.description import GO1
from go2mjx.robots.go2.description import GO2

_BUILT_IN = {robot.name: robot for robot in (GO2, GO1)}
NAMES = tuple(_BUILT_IN)


def load(name_or_path: str) -> Robot:
    """One of `NAMES`, or the robot of `PATH.xml` described by `PATH.yaml`.

    Raises UsageError for an unknown name and for a file that does not fit, with the name of what is missing.
    """
    if name_or_path.endswith(".xml"):
        from go2mjx.robots import own  # needs PyYAML, which what runs on a robot does not have

        return own.read(name_or_path)
    if name_or_path not in _BUILT_IN:
        raise UsageError(
            f"unknown robot {name_or_path!r}; allowed: {', '.join(NAMES)}, or the path of an MJCF file (PATH.xml) with "
            f"its description in PATH.yaml{suggestion(name_or_path, NAMES)}"
        )
    return _BUILT_IN[name_or_path]
