"""Small files that a kill or a full disk leaves either old or new, never half written, and their checksums.

A flipped bit in a file of text most often leaves another number that looks as good. So the files that a run writes for
itself are *sealed*: `checksums.json` beside them holds size and CRC-32 of each.
"""

import json
import os
import threading
import zlib
from pathlib import Path
from typing import Any

from go2mjx.process.errors import UsageError

CHECKSUMS = "checksums.json"
_sealing = threading.Lock()


class Damaged(ValueError):
    """A file is not what was written to it; the text says so without its name."""


def write_text(path: Path, text: str) -> None:
    """Replace `path` by `text`; for one writer at a time. Raises OSError, and then the old file is still there."""
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.is_dir():  # which no file replaces
            set_aside(path)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def write_named(flag: str, path: Path, content: Any) -> None:
    """Write `content` as indented JSON where the user asked for it by `flag`; raises UsageError if it cannot be.

    In place, because what the user names may be a device such as /dev/stdout, which must not be replaced.
    """
    try:
        path.expanduser().write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{flag} {path}: cannot be written: {error.strerror}") from None


def write_sealed(path: Path, text: str) -> None:
    """`write_text`, and seal `path`. Raises OSError."""
    content = text.encode("utf-8")
    # until the new content is there the old one is good too: a kill in between must not look like damage
    seal(path, len(content), zlib.crc32(content))
    write_text(path, text)
    seal(path, len(content), zlib.crc32(content), earlier=0)


def write_json(path: Path, content: Any) -> None:
    """Replace `path` by `content` as indented JSON, sealed. Raises OSError."""
    write_sealed(path, json.dumps(content, indent=2) + "\n")


def read_sealed(path: Path) -> str:
    """The text of `path`; one that was never sealed is taken as it is. Raises OSError and ValueError, as Damaged."""
    content = path.read_bytes()
    known = _seals(path.parent).get(path.name)
    if known and [len(content), zlib.crc32(content)] not in known:
        raise Damaged("is damaged: its checksum differs")
    return content.decode("utf-8")


def read_json(path: Path) -> Any:
    """The content of a JSON file of a run. Raises OSError and ValueError."""
    return json.loads(read_sealed(path))


def seal(path: Path, size: int, checksum: int, earlier: int = 1) -> None:
    """Note what the first `size` bytes of `path` are, or soon will be; so many earlier notes stay good.

    Safe from any thread. Raises OSError.
    """
    with _sealing:
        seals = _seals(path.parent)
        before = seals.get(path.name, [])
        seals[path.name] = [*before[len(before) - earlier :], [size, checksum]]
        write_text(path.with_name(CHECKSUMS), json.dumps({"files": seals, "checksum": _crc(seals)}) + "\n")


def seals(path: Path) -> list[tuple[int, int]]:
    """Sizes and checksums that `path` was sealed with, two at most, the latest last."""
    return [(size, checksum) for size, checksum in _seals(path.parent).get(path.name, [])]


def _seals(directory: Path) -> dict[str, list[list[int]]]:
    """All that is noted in `directory`, as [size, checksum] by file; nothing where the note itself is damaged."""
    try:
        content = json.loads((directory / CHECKSUMS).read_text(encoding="utf-8"))
        return content["files"] if content["checksum"] == _crc(content["files"]) else {}
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return {}


def _crc(seals: dict[str, list[list[int]]]) -> int:
    return zlib.crc32(json.dumps(seals, sort_keys=True).encode())


def set_aside(path: Path) -> Path:
    """Rename what is damaged to `NAME.damaged-N`, so that its name is free; returns the new path. Raises OSError."""
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    return path.rename(aside)
