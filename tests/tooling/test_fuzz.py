"""A slice of the fuzzer of run directories, and that it sees what must not happen."""

from pathlib import Path

import pytest

from benchmarks.faults import fuzz
from tests.toy_run import save_run, toy_state

FILES = [
    "checkpoints/2000/meta/metadata",
    "checkpoints/2000/policy/_METADATA",
    "checkpoints/2000/state/manifest.ocdbt",
    "checkpoints/replay/2000/commit_success.txt",
]
META = Path(FILES[0])


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> Path:
    """Two checkpoints."""
    directory = tmp_path_factory.mktemp("fuzz") / "run"
    for step in (1000, 2000):
        save_run(directory, *toy_state(seed=step), step=step)
    return directory


@pytest.mark.parametrize(
    "damage", [name for name in fuzz.DAMAGES if name != "made unreadable"]
)  # pytest's folders are root's alone
def test_a_damaged_file_is_named_or_changes_nothing(run, damage, monkeypatch):
    monkeypatch.setenv("COLUMNS", "1000")
    expected = fuzz.undamaged(run, "checkpoints")
    for file in map(Path, FILES):
        answer = fuzz.attempt(run, file, damage, "checkpoints", seed=0)
        outcome = fuzz.judge(file, "checkpoints", answer, expected)
        assert outcome in fuzz.GOOD, answer["output"]
        assert outcome != fuzz.SAME or file != META


def test_what_must_not_happen_is_seen():
    expected = {"code": 0, "output": "resumed at 2,000", "result": [7, 1]}
    for answer, outcome in (
        ({"code": "traceback", "output": "", "result": None}, fuzz.TRACEBACK),
        ({"code": 0, "output": "the run starts from the beginning", "result": [7, 1]}, fuzz.SCRATCH),
        ({"code": 0, "output": "resumed at 1,000", "result": [8, 1]}, fuzz.WRONG),
        ({"code": 0, "output": "2000 is damaged; resumed at 1,000", "result": [8, 1]}, fuzz.WRONG),
        ({"code": 1, "output": "it failed", "result": None}, fuzz.WRONG),
        ({"code": 1, "output": "2000: meta cannot be read", "result": None}, fuzz.REFUSED),
        ({"code": 0, "output": "2000 is damaged; resumed at 1,000", "result": [7, 1]}, fuzz.NAMED),
        ({"code": 0, "output": "resumed at 2,000", "result": [7, 1]}, fuzz.SAME),
        ({"code": 0, "output": "resumed at 2,000", "result": [7, 2]}, fuzz.WRONG),
        ({"code": 0, "output": "metadata: damaged; resumed at 2,000", "result": [7, 2]}, fuzz.NAMED),
    ):
        assert fuzz.judge(META, "train --resume", answer, expected) == outcome
