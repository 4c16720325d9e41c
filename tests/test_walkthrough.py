"""examples/walkthrough.ipynb runs from top to bottom, and is kept without what it printed."""

import json
import os
import re
import sys
from pathlib import Path

import numpy as np

from tests.egl import needs_egl

NOTEBOOK = Path(__file__).parents[1] / "examples" / "walkthrough.ipynb"
CELLS = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
CODE = [cell for cell in CELLS if cell["cell_type"] == "code"]


def as_python(cell: dict) -> str:
    """A code cell without IPython: `!command {value}` runs the command, and here raises if that fails."""
    command = r'__import__("subprocess").run(f"""\1""", shell=True, check=True)'
    return re.sub(r"^!(.*)$", command, "".join(cell["source"]), flags=re.MULTILINE)


def test_it_is_kept_without_outputs():
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in CODE)


def test_its_links_resolve():
    text = "".join(line for cell in CELLS if cell["cell_type"] == "markdown" for line in cell["source"])
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    assert targets and all((NOTEBOOK.parent / target).is_file() for target in targets)


@needs_egl
def test_it_trains_draws_a_curve_and_shows_the_robot(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    names: dict = {}
    for cell in CODE:
        exec(as_python(cell), names)
    reward, error = (panel.lines[0].get_ydata() for panel in names["figure"].axes)
    assert reward[-1] > reward[0] and error[-1] < 0.1 < error[0]
    pictures = np.array(names["pictures"], int)
    assert pictures.shape == (4, 480, 640, 3)
    assert (np.abs(np.diff(pictures, axis=0)).mean(axis=(1, 2, 3)) > 1).all()
