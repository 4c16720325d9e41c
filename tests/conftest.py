"""What the whole suite shares: JAX's set-up, the compile cache, and what is compiled once per session."""

import functools
import gc
import os
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import jax
import pytest

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "go2mjx-tests" / "jax"

JAX = {
    "jax_num_cpu_devices": 4,  # emulated; a training takes them when it is told to
    "jax_default_matmul_precision": "highest",
    "jax_compilation_cache_dir": str(CACHE),
    "jax_persistent_cache_min_compile_time_secs": 0.1,
}

# most of the suite's time is compiling, and most of that is what makes a program fast
os.environ.setdefault(
    "XLA_FLAGS",
    "--xla_cpu_use_fusion_emitters=false --xla_backend_optimization_level=0 --xla_cpu_parallel_codegen_split_count=1",
)
if "JAX_PLATFORMS" not in os.environ:
    jax.config.update("jax_platforms", "cpu")  # the tests' numbers are those of the CPU
for name, value in JAX.items():
    jax.config.update(name, value)
    os.environ[name.upper()] = str(value)  # the processes that tests start find what is compiled already
gc.set_threshold(100_000)  # tracing makes many objects, and every collection walks all of JAX's


def pytest_collection_finish():
    gc.freeze()  # the product collects after a failed read of a checkpoint


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Keep each file on one worker, and files with a session fixture in common too: it compiles once.

    xdist 3.8 has marks for this, which pytest 9.2 does not pass on: its node ids are no longer settable.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByFixture(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            name = Path(nodeid.split("::")[0]).stem
            if name.startswith("test_go2_"):
                return "go2"
            return "toy_run" if name in ("test_loop", "test_reports", "test_seeds") else name

    return ByFixture(config, log)


@dataclass
class Go2Batch:
    """`size` robots with the default task, and the compiled functions that step them."""

    env: object
    size: int
    reset: Callable  # keys -> State
    reset_to: Callable  # keys, commands -> State
    step: Callable  # State, actions -> State
    restart: Callable  # State -> State
    traces: list  # one item per trace of `step`

    def keys(self, seed: int = 0) -> jax.Array:
        return jax.random.split(jax.random.key(seed), self.size)

    def actions(self, seed: int) -> jax.Array:
        """Uniform random actions for one step."""
        return jax.random.uniform(
            jax.random.key(seed), (self.size, self.env.action_size), minval=-1, maxval=1
        )


@pytest.fixture(scope="session")
def go2() -> Go2Batch:
    """Eight robots, for the files test_go2_*.py."""
    from go2mjx.tasks.base import restart
    from go2mjx.tasks.config import EnvConfig
    from go2mjx.tasks.registry import make

    env, traces = make("GO2-v0", EnvConfig(), num_envs=8), []

    def step(state, action):
        traces.append(jax.tree.structure(state))
        return env.step(state, action)

    return Go2Batch(
        env=env,
        size=8,
        reset=jax.jit(env.reset),
        reset_to=jax.jit(env.reset_to),
        step=jax.jit(step),
        restart=jax.jit(lambda state: restart(env, state.done, state)),
        traces=traces,
    )


@pytest.fixture(scope="session")
def toy_run():
    """The small toy run of `loop_tools`, for test_loop.py, test_reports.py and test_seeds.py."""
    from loop_tools import ToyRun

    return ToyRun()


@pytest.fixture(scope="module")
def shared_programs():
    """Runs of a file that have the same settings share their compiled programs; for a test see `compiled_anew`."""
    from go2mjx.session import training
    from go2mjx.session.programs import Programs

    known = {}

    def programs(config, parts):
        run = (config.run.env, config.run.robot, config.run.engine, config.run.agent, config.run.debug)
        key = (config.environment, config.loop, config.sac, run, parts.devices)
        if key not in known:
            known[key] = Programs(config, parts)
            known[key].compile = functools.cache(known[key].compile)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(training, "Programs", programs)
        yield


@pytest.fixture
def compiled_anew(shared_programs, monkeypatch):
    """For a test that changes what is compiled, or looks at the compilation."""
    from go2mjx.session import training
    from go2mjx.session.programs import Programs

    monkeypatch.setattr(training, "Programs", Programs)


@pytest.fixture
def undrawn(monkeypatch):
    """For tests that look at no picture: drawing is most of what a page takes, and a second of every run."""
    from matplotlib.figure import Figure

    def save(figure, file, **options):
        if isinstance(file, StringIO):
            file.write('<svg viewBox="0 0 1 1"></svg>')

    monkeypatch.setattr(Figure, "savefig", save)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory) -> list[str]:
    """The command of a run of a few seconds on the toy; more flags may follow."""
    from tests import tiny_run

    return tiny_run.command(tmp_path_factory.mktemp("preset"))
