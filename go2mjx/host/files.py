"""Small files that a kill or a full disk leaves either old or new, never half written."""

import json
import os
from pathlib import Path
from typing import Any


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


def write_json(path: Path, content: Any) -> None:
    """Replace `path` by `content` as indented JSON. Raises OSError."""
    write_text(path, json.dumps(content, indent=2) + "\n")
