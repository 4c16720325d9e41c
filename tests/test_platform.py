"""Device choice and the set-up of JAX; each set-up runs in a process of its own, as it is global."""

import json
import os
import subprocess
import sys

import pytest

from go2mjx.config import presets
from go2mjx.process import platform
from go2mjx.process.errors import UsageError

REPORT = """
import json, os, sys
from go2mjx.process import platform
before = dict(os.environ)
platform.configure_jax({platform!r}, num_envs={num_envs})
import jax
cache = jax.config.jax_compilation_cache_dir
jax.jit(lambda x: jax.lax.fori_loop(0, 9, lambda _, y: jax.numpy.sin(y @ y), x))(jax.numpy.ones((8, 8)))
print(json.dumps({{
    "backend": jax.default_backend(),
    "precision": jax.config.jax_default_matmul_precision,
    "cache": cache,
    # MuJoCo tells PyOpenGL which GL library it was told to use
    "changed": {{k: v for k, v in os.environ.items() if before.get(k) != v and k != "PYOPENGL_PLATFORM"}},
    "free_memory": platform.free_memory(),
}}))
"""
CUDA_BUILD = pytest.mark.skipif(platform._cuda_plugin_installed(), reason="JAX is installed with CUDA here")


def configured(choice="auto", num_envs=64, **environment):
    """What `configure_jax` left behind in a fresh process, and what it printed."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("JAX_", "XLA_"))}
    done = subprocess.run(
        [sys.executable, "-c", REPORT.format(platform=choice, num_envs=num_envs)],
        capture_output=True,
        text=True,
        env={**clean, **environment},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), done.stderr


@pytest.fixture
def fake_driver(tmp_path):
    """An environment in which nvidia-smi lists one GPU."""
    program = tmp_path / "nvidia-smi"
    program.write_text("#!/bin/sh\necho 'GPU 0: NVIDIA H100 (UUID: GPU-0)'\n")
    program.chmod(0o755)
    return {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}


def test_jax_is_cached_and_announced(tmp_path):
    report, printed = configured("cpu", XDG_CACHE_HOME=str(tmp_path))
    assert report["backend"] == "cpu"
    assert report["cache"] == str(tmp_path / "go2mjx" / "jax")
    assert report["changed"] == {}
    assert 0 < report["free_memory"] <= os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    assert printed == f"device: cpu ({len(os.sched_getaffinity(0))} cores)\n"


def test_settings_of_the_user_survive(tmp_path):
    """Catalogue PERF-01: the share of the GPU's memory among them."""
    own = {
        "JAX_DEFAULT_MATMUL_PRECISION": "tensorfloat32",
        "JAX_COMPILATION_CACHE_DIR": str(tmp_path / "own"),
        "JAX_PLATFORMS": "cpu",
        "XLA_FLAGS": "--xla_cpu_enable_fast_math=false",
        "XLA_PYTHON_CLIENT_PREALLOCATE": "false",
        "XLA_CLIENT_MEM_FRACTION": "0.3",
        "MUJOCO_GL": "disabled",  # neither library has to be installed
    }
    report, _ = configured("auto", **own)
    assert report["precision"] == "tensorfloat32"
    assert report["cache"] == str(tmp_path / "own")
    assert report["changed"] == {}


def test_a_compiler_option_in_the_users_flags_is_left_to_them(monkeypatch):
    options = {"xla_backend_optimization_level": 1, "xla_gpu_graph_min_graph_size": 1}
    monkeypatch.setenv("XLA_FLAGS", "--xla_backend_optimization_level=0")
    assert platform.not_in_flags(options) == {"xla_gpu_graph_min_graph_size": 1}


def test_without_a_writable_cache_there_is_one_warning_and_training_goes_on(tmp_path):
    (tmp_path / "file").write_text("")
    report, printed = configured("cpu", num_envs=1024, XDG_CACHE_HOME=str(tmp_path / "file"))
    assert report["cache"] is None
    assert printed.count("are not kept between runs") == 1
    assert "warning: --num_envs 1024 is meant for a GPU" in printed


@pytest.fixture
def broken_plugin(tmp_path):
    """An environment with a CUDA plug-in that does not start."""
    (tmp_path / "jax_cuda12_plugin.py").touch()
    plugin = tmp_path / "jax_plugins" / "xla_cuda12"
    plugin.mkdir(parents=True)
    (plugin / "__init__.py").write_text(
        "def initialize():\n    raise RuntimeError('the driver is too old')\n"
    )
    return {"PYTHONPATH": f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}


@CUDA_BUILD
def test_a_gpu_that_jax_fails_to_start_does_not_decide_the_preset(fake_driver, broken_plugin, tmp_path):
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("JAX_", "XLA_"))}
    done = subprocess.run(
        [sys.executable, "-m", "go2mjx", "train", "--dry_run"],
        capture_output=True,
        text=True,
        env={**clean, **fake_driver, **broken_plugin, "XDG_CACHE_HOME": str(tmp_path)},
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "the driver is too old" in done.stderr and "Traceback" not in done.stderr
    assert "preset: go2_fast_cpu" in done.stderr.splitlines()[-1]
    assert "pip install" not in done.stderr and "--num_envs" not in done.stderr
    assert f"--max_steps {presets.load('go2_fast_cpu').loop.max_steps} " in done.stdout


@CUDA_BUILD
def test_a_gpu_that_jax_cannot_use_is_a_loud_warning(fake_driver, tmp_path):
    _, printed = configured("auto", **fake_driver, XDG_CACHE_HOME=str(tmp_path))
    assert "device: cpu" in printed
    assert "warning: an NVIDIA GPU is visible but JAX has only the CPU" in printed
    assert "pip install 'go2mjx[cuda12]'" in printed


@pytest.mark.parametrize(
    ("plugin", "driver", "reason"),
    [
        (False, False, "installed without CUDA"),
        (False, True, "installed without CUDA"),
        (True, False, "no NVIDIA GPU"),
    ],
)
def test_asking_for_a_missing_gpu_fails_with_the_remedy(monkeypatch, plugin, driver, reason):
    monkeypatch.setattr(platform, "_cuda_plugin_installed", lambda: plugin)
    monkeypatch.setattr(platform, "nvidia_gpu_visible", lambda: driver)
    with pytest.raises(UsageError) as caught:
        platform.configure_jax("gpu", num_envs=64)
    assert reason in str(caught.value)
    assert "pip install 'go2mjx[cuda12]'" in str(caught.value)


@pytest.mark.parametrize(
    ("choice", "jax_platforms", "plugin", "driver", "expected"),
    [
        ("cpu", "", True, True, "cpu"),
        ("gpu", "", False, False, "gpu"),
        ("auto", "", True, True, "gpu"),
        ("auto", "", False, True, "cpu"),
        ("auto", "", True, False, "cpu"),
        ("auto", "cpu", True, True, "cpu"),
        ("auto", "cuda,cpu", True, True, "gpu"),
    ],
)
def test_the_expected_backend(monkeypatch, choice, jax_platforms, plugin, driver, expected):
    monkeypatch.setenv("JAX_PLATFORMS", jax_platforms)
    monkeypatch.setattr(platform, "_cuda_plugin_installed", lambda: plugin)
    monkeypatch.setattr(platform, "nvidia_gpu_visible", lambda: driver)
    assert platform.expected_backend(choice) == expected


def test_a_gpu_hidden_by_the_user_is_not_visible(monkeypatch, fake_driver):
    monkeypatch.setenv("PATH", fake_driver["PATH"])
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    assert platform.nvidia_gpu_visible()
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    assert not platform.nvidia_gpu_visible()


@pytest.mark.parametrize(
    ("group", "folder", "files"),
    [
        (
            "0::/",
            "",
            {"memory.max": "1000", "memory.current": "700", "memory.stat": "file 9\ninactive_file 50"},
        ),
        ("0::/a/b", "a", {"memory.max": "1000", "memory.current": "650", "memory.stat": "file 9"}),
        (
            "9:pids:/\n4:memory:/docker/a",  # as seen from within, where the group is the topmost one
            "memory",
            {
                "memory.limit_in_bytes": "1000",
                "memory.usage_in_bytes": "700",
                "memory.stat": "total_inactive_file 50",
            },
        ),
    ],
    ids=["version 2", "version 2, an outer group", "version 1"],
)
def test_the_limit_of_a_container_bounds_the_free_memory(tmp_path, group, folder, files):
    (tmp_path / "proc/self").mkdir(parents=True)
    (tmp_path / "proc/self/cgroup").write_text(f"{group}\n")
    inner = tmp_path / "sys/fs/cgroup/a/b"
    inner.mkdir(parents=True)
    (inner / "memory.max").write_text("max\n")
    for name, content in files.items():
        path = tmp_path / "sys/fs/cgroup" / folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{content}\n")
    assert list(platform._left_in_groups(tmp_path)) == [350]


def test_without_control_groups_the_free_memory_is_that_of_the_computer(tmp_path):
    assert list(platform._left_in_groups(tmp_path)) == []
