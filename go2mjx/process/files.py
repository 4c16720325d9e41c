"""Small files that a kill or a full disk leaves either old or new, never half written."""

import json
import os
from pathlib import Path
from typing import Any

from go2mjx.process.errors import UsageError


def write_text(path: Path, text: str) -> None:
    """Replace `path` by `text`; for one writer at a time. Raises OSError, and then the old file is still there."""
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
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


def write_json(path: Path, content: Any) -> None:
    """Replace `path` by `content` as indented JSON. Raises OSError."""
    write_text(path, json.dumps(content, indent=2) + "\n")
