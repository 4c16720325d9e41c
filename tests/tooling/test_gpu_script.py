"""benchmarks/gpu.sh: what it carries, and that it answers before it measures."""

import os
import subprocess
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from benchmarks.gpu import slim, wheels

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "gpu.sh"


def call(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run([SCRIPT, *arguments], capture_output=True, text=True, env=os.environ | environment)


@pytest.fixture(scope="module")
def names():
    return wheels.needed("3.12")


class TestWheels:
    def test_training_comes_with_all_it_needs(self, names):
        assert {"mujoco", "mujoco-mjx", "brax", "flax", "orbax-checkpoint", "tensorstore", "tyro"} <= names
        with_jax = wheels.closure([Requirement("jax")], "3.12")
        for name in names:
            wanted = wheels.closure([Requirement(name)], "3.12")
            assert wanted <= names | with_jax | wheels.VIEWERS, name

    def test_neither_jax_nor_what_comes_with_it_nor_other_commands_are_carried(self, names):
        assert not names & {"jax", "jaxlib", "numpy", "scipy", "go2mjx", "wandb", "onnxruntime", "pytest"}
        assert not [name for name in names if name.startswith("nvidia")]

    def test_markers_are_those_of_the_python_over_there(self, monkeypatch):
        needs = ["old; python_version < '3.12'", "new; python_version >= '3.12'", "more; extra == 'x'"]
        monkeypatch.setattr(wheels, "requires", lambda name: needs if name == "top" else None)
        assert wheels.closure([Requirement("top")], "3.11") == {"top", "old"}
        assert wheels.closure([Requirement("top[x]")], "3.12") == {"top", "new", "more"}


class TestSlim:
    @pytest.fixture
    def wheel(self, tmp_path):
        """A wheel like Warp's: code, then a collection of two kernels, then another of one."""

        def kernel(architecture: int, content: bytes) -> bytes:
            return slim.MEMBER.pack(2, 1, slim.MEMBER.size, len(content), architecture) + content

        def collection(*kernels: bytes) -> bytes:
            inside = b"".join(kernels)
            return slim.COLLECTION.pack(slim.START, len(inside)) + inside

        library = b"code" + collection(kernel(80, b"eighty"), kernel(90, b"ninety"))
        path = tmp_path / "warp_lang-1-py3-none-any.whl"
        with zipfile.ZipFile(path, "w") as made:
            made.writestr(slim.LIBRARY, library + b"more" + collection(kernel(75, b"old")))
            made.writestr(slim.CPU_COMPILER, "large")
            made.writestr("warp_lang-1.dist-info/RECORD", f"{slim.LIBRARY},,\n{slim.CPU_COMPILER},,\n")
        return path

    def test_only_kernels_of_other_cards_and_the_cpu_compiler_go(self, wheel, tmp_path):
        (tmp_path / "small").mkdir()
        with (
            zipfile.ZipFile(slim.slim(wheel, tmp_path / "small", 90)) as small,
            zipfile.ZipFile(wheel) as large,
        ):
            expected = large.read(slim.LIBRARY).replace(b"eighty", bytes(6)).replace(b"old", bytes(3))
            assert small.read(slim.LIBRARY) == expected
            assert small.read("warp_lang-1.dist-info/RECORD").decode() == f"{slim.LIBRARY},,\n"
            assert slim.CPU_COMPILER not in small.namelist()

    def test_a_wheel_without_the_card_is_refused(self, wheel, tmp_path):
        (tmp_path / "small").mkdir()
        with pytest.raises(SystemExit, match="no kernels for architecture 100"):
            slim.slim(wheel, tmp_path / "small", 100)


class TestScript:
    def test_help_and_mistakes_answer_at_once(self, tmp_path):
        assert "--wheels DIR" in call("--help").stdout
        for arguments in ((), ("--wheel", "x"), ("--wheels", str(tmp_path), "--run", str(tmp_path))):
            answer = call(*arguments)
            assert answer.returncode == 2 and "--wheels" in answer.stderr

    def test_parts_are_noted_and_one_that_fails_does_not_stop_the_others(self, tmp_path):
        """A stand-in for the interpreter: installs nothing, fails in one benchmark."""
        python = tmp_path / "python"
        python.write_text('#!/bin/sh\ncase "$*" in *benchmarks.speed.train_steps*) exit 3 ;; esac\n')
        python.chmod(0o755)
        with zipfile.ZipFile(tmp_path / "a.whl", "w"):
            pass
        answer = call("--run", str(tmp_path), "--output", str(tmp_path / "out"), PYTHON=str(python))
        assert answer.returncode == 1
        parts = (tmp_path / "out" / "parts.txt").read_text().splitlines()
        assert [line.split(" after")[0] for line in parts] == [
            "toy: exit code 0",
            "agreement: exit code 0",
            "profile: exit code 0",
            "env_steps_jax: exit code 0",
            "train_steps_4: exit code 3",
            "train_steps_1: exit code 3",
            "train_steps_16: exit code 3",
            "time_to_walk: exit code 0",
        ]
