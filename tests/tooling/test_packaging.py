"""What is built, pinned and installed, and that the layers and the style hold."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from go2mjx.web.page import LICENCES

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PINS = {
    requirement.name: requirement
    for requirement in map(Requirement, (ROOT / "constraints.txt").read_text().splitlines())
}


def run(*command: str, **options) -> subprocess.CompletedProcess:
    return subprocess.run(command, capture_output=True, text=True, cwd=options.pop("cwd", ROOT), **options)


def tool(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


@pytest.mark.parametrize(
    "command", [("lint-imports",), ("ruff", "check"), ("ruff", "format", "--check")], ids=" ".join
)
def test_layers_and_style_hold(command):
    checked = run(tool(command[0]), *command[1:])
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    built = tmp_path_factory.mktemp("wheel")
    done = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built))
    assert done.returncode == 0, done.stderr
    return next(built.glob("*.whl"))


def test_the_wheel_carries_robot_licence_presets_and_sweeps(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "go2mjx/robots/go2/go2.xml",
        "go2mjx/robots/go2/LICENSE",
        "go2mjx/robots/go1/go1.xml",
        "go2mjx/robots/go1/LICENSE",
    } <= names
    page = {path.relative_to(ROOT).as_posix() for path in (ROOT / "go2mjx/web").glob("*.*")}
    assert {*page, "go2mjx/web/parts/parts.js", "go2mjx/web/parts/mujoco.wasm.gz"} <= names
    assert {f"go2mjx/web/parts/licences/{name}" for name in LICENCES} <= names
    assert not [name for name in names if "node_modules" in name]
    configs = {path.relative_to(ROOT).as_posix() for path in (ROOT / "configs").rglob("*") if path.is_file()}
    assert {"configs/go2_sac_walking.yaml", "configs/sweeps/reward_design.yaml"} <= configs
    assert {name.removeprefix("go2mjx/") for name in names if name.startswith("go2mjx/configs/")} == configs
    assert {name.split("/")[0] for name in names} <= {"go2mjx", f"go2mjx-{PROJECT['version']}.dist-info"}
    assert wheel.stat().st_size < 25e6


def test_the_wheel_needs_cuda_only_for_its_extras(wheel):
    """INST-03"""
    archive = zipfile.ZipFile(wheel)
    metadata = next(name for name in archive.namelist() if name.endswith("METADATA"))
    needs = Parser().parsestr(archive.read(metadata).decode()).get_all("Requires-Dist")
    cuda = [need for need in map(Requirement, needs) if "cuda" in str(need) or "nvidia" in str(need)]
    assert {str(need.marker) for need in cuda} == {'extra == "cuda12"', 'extra == "cuda13"'}


def test_nothing_of_nvidia_is_needed_without_an_extra():
    """INST-03: all that `pip install go2mjx` brings, from what the installed packages say they need."""
    waiting, seen = [canonicalize_name(PROJECT["name"])], set()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        for need in map(Requirement, metadata.requires(name) or ()):
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                found = canonicalize_name(need.name)
                if found not in seen:
                    waiting.append(found)
    assert {"jax", "jaxlib", "mujoco-mjx", "wandb"} <= seen
    assert not [name for name in seen if "nvidia" in name or "cuda" in name]


def test_the_presets_are_found_in_an_installed_wheel(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path)
    script = "from go2mjx.config import presets; print(presets.preset_names(), presets.load('toy').run.env)"
    found = run(sys.executable, "-c", script, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path)})
    assert found.returncode == 0, found.stderr
    assert "go2_sac_walking" in found.stdout and found.stdout.strip().endswith("toy")


def test_the_wheel_for_a_robot_carries_all_that_a_policy_needs_there(tmp_path):
    """That it runs in the interpreters it is for: `benchmarks.robot.environments`."""
    source = ROOT / "distributions" / "deploy"
    done = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path), cwd=source)
    assert done.returncode == 0, done.stderr
    archive = zipfile.ZipFile(tmp_path / f"go2mjx_deploy-{PROJECT['version']}-py3-none-any.whl")
    archive.extractall(tmp_path / "installed")
    script = "import go2mjx.deploy.safety, go2mjx.robots as r; print([r.load(name).mjcf.is_file() for name in r.NAMES])"
    place = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    found = run(sys.executable, "-c", script, cwd=tmp_path, env=place)
    assert found.stdout.strip() == "[True, True]", found.stderr
    simulation = ("-m", "go2mjx.deploy", "--episodes", "1", "--seconds", "0.1")
    walked = run(sys.executable, *simulation, cwd=tmp_path, env=place)
    assert walked.returncode == 0, walked.stderr
    metadata = next(name for name in archive.namelist() if name.endswith("METADATA"))
    about = Parser().parsestr(archive.read(metadata).decode())
    assert about["Requires-Python"] == ">=3.8"
    needs = [need for need in map(Requirement, about.get_all("Requires-Dist")) if need.marker is None]
    assert {need.name for need in needs} == {"numpy", "onnxruntime"}


def test_every_requirement_has_one_pin_that_it_allows():
    extras = PROJECT["optional-dependencies"]
    needs = [
        need for name in ("export", "report", "video", "panels", "robot", "dev") for need in extras[name]
    ]
    for need in map(Requirement, [*PROJECT["dependencies"], *needs]):
        if need.name == PROJECT["name"]:
            continue
        pin = str(PINS[need.name].specifier)
        assert re.fullmatch(r"==[\w.]+", pin), need.name
        assert need.specifier.contains(pin.removeprefix("==")), need.name
    assert {"jax-cuda12-plugin", "jax-cuda13-plugin"} <= set(PINS)


def test_the_pins_name_no_place_to_download_from():
    text = (ROOT / "constraints.txt").read_text()
    assert not re.search(r"://|--|@|#", text)


@pytest.fixture
def checkout(tmp_path):
    """A folder with the files that `make setup` reads, and a PATH of stand-ins for Python and the driver."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("sh", "make", "sed", "head", "touch", "mkdir", "cp"):
        (programs / name).symlink_to(shutil.which(name))
    return tmp_path


def put(folder: Path, name: str, script: str) -> None:
    program = folder / "bin" / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def make_setup(folder: Path) -> subprocess.CompletedProcess:
    return run("make", "setup", cwd=folder, env={"PATH": str(folder / "bin")})


PYTHON = """
case "$1 $2" in
    "-c "*) exit 0 ;;
    "-m venv") mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
    "-m pip") echo "$@" >> pip-calls ;;
esac
"""


def test_setup_says_which_python_it_needs(checkout):
    put(checkout, "python3", '[ "$1" = --version ] && echo "Python 3.9.1"; exit 1')
    done = make_setup(checkout)
    assert done.returncode != 0
    assert "needs Python 3.11, 3.12 or 3.13" in done.stderr and "Python 3.9.1" in done.stderr
    assert not (checkout / ".venv").exists()


@pytest.mark.parametrize(
    ("driver", "extras"),
    [
        (None, "dev"),
        ("exit 9", "dev"),
        ("echo 'Driver Version: 470.82   CUDA Version: 11.4  |'", "dev"),
        ("echo 'Driver Version: 550.54   CUDA Version: 12.4  |'", "dev,cuda12"),
        ("echo 'Driver Version: 580.65   CUDA Version: 13.0  |'", "dev,cuda13"),
    ],
)
def test_setup_installs_the_cuda_build_only_beside_a_driver_for_it(checkout, driver, extras):
    put(checkout, "python3", PYTHON)
    if driver is not None:
        put(checkout, "nvidia-smi", driver)
    done = make_setup(checkout)
    assert done.returncode == 0, done.stderr
    [call] = (checkout / "pip-calls").read_text().splitlines()
    assert call.endswith(f"-c constraints.txt -e .[{extras}]")


def test_setup_is_done_once_and_again_when_the_pins_change(checkout):
    put(checkout, "python3", PYTHON)
    for _ in range(2):
        assert make_setup(checkout).returncode == 0
    assert len((checkout / "pip-calls").read_text().splitlines()) == 1
    later = (checkout / ".venv" / ".installed").stat().st_mtime + 10
    os.utime(checkout / "constraints.txt", (later, later))
    assert make_setup(checkout).returncode == 0
    assert len((checkout / "pip-calls").read_text().splitlines()) == 2
