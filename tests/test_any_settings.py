"""Whatever the settings are within their declared ranges: a run starts, or is refused before anything is compiled."""

import contextlib
import json
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from annotated_types import Interval
from hypothesis import given, settings
from hypothesis import strategies as st
from test_config import FLAGS, NUMBERS, any_value, bounds

from go2mjx.__main__ import main
from go2mjx.config.tree import from_flat
from go2mjx.config.validation import validate
from go2mjx.process import platform
from go2mjx.process.errors import UsageError
from go2mjx.session.build import build, check_memory
from go2mjx.training.chunk import make_chunk
from go2mjx.training.state import init
from tests import tiny_run

FREE_BYTES = 2**33
TINY = tiny_run.SETTINGS | {"platform": "cpu"}
VARIED = [flag for flag in FLAGS if flag not in ("env", "robot", "engine", "max_contacts", "platform")]
"""The rest say which machine and which robot; the toy has none."""


def mostly_usual(flag: str) -> st.SearchStrategy:
    """The value of the tiny run twice in three times, else an end of the range or anything in it."""
    usual = st.just(TINY.get(flag, FLAGS[flag].value)).map(
        lambda value: list(value) if isinstance(value, tuple) else value
    )
    extreme = any_value(flag)
    if flag in NUMBERS:
        interval: Interval = bounds(flag)
        ends = [NUMBERS[flag](end) for end in (interval.ge, interval.le) if end is not None]
        extreme |= st.sampled_from(ends)
    return st.integers(0, 5).flatmap(lambda number: usual if number < 5 else extreme)


ANY_SETTINGS = st.fixed_dictionaries({flag: mostly_usual(flag) for flag in VARIED})


@pytest.fixture(autouse=True, scope="module")
def same_memory_everywhere():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(platform, "free_memory", lambda: FREE_BYTES)
        yield


@given(ANY_SETTINGS)
@settings(max_examples=16, deadline=None, derandomize=True, database=None)
def test_any_settings_are_resolved_or_refused(tmp_path_factory, values):
    path = tmp_path_factory.mktemp("settings") / "any.json"
    path.write_text(json.dumps(TINY | values))
    assert main(["train", "--preset", str(path), "--dry_run"]) in (0, 2)


@pytest.mark.parametrize(
    "values",
    [
        {"hidden_sizes": [8192] * 8, "critic_ensemble_size": 100},
        {"batch_size": 1_000_000, "replay_buffer_capacity": 1_000_000, "critic_actor_ratio": 1000},
        {"utd_ratio": 1000, "num_envs": 10_000, "steps_per_update": 1, "replay_buffer_capacity": 10_000},
        {"num_envs": 1_000_000, "replay_buffer_capacity": 1_000_000_000},
    ],
)
def test_what_no_memory_holds_is_refused(values):
    with pytest.raises(UsageError, match=r"allowed are at most|GiB that are free"):
        parts_of(values)


def parts_of(values):
    """What `go2mjx train` builds of settings; raises UsageError where it refuses them."""
    config = from_flat(TINY | values)
    validate(config)
    parts = build(config)
    check_memory(config, parts, FREE_BYTES)
    return config, parts, make_chunk(config.loop, parts.schedule, parts.env, parts.learner)


@given(ANY_SETTINGS)
@settings(max_examples=8, deadline=None, derandomize=True, database=None)
def test_any_settings_that_are_not_refused_make_a_program(values):
    """Tracing finds each number that a device does not hold."""
    with contextlib.suppress(UsageError):
        _, parts, chunk = parts_of(values)
        jax.eval_shape(chunk, parts.state, jnp.int32(2))


LEAST = dict.fromkeys(
    ("num_envs", "steps_per_update", "batch_size", "critic_actor_ratio", "training_starts"), 1
) | {
    "replay_buffer_capacity": 1,
    "max_traj_length": 1,
    "log_period": 1,
    "hidden_sizes": [2],
    "random_steps": 0,
}
NUMERICS = [
    flag for flag in VARIED if NUMBERS.get(flag) is float and flag not in ("utd_ratio", "min_log_std")
]


def ends(name):
    """The numbers of the learner and of the task at one end of their ranges."""
    found = {flag: getattr(bounds(flag), name) for flag in NUMERICS}
    return {flag: float(end) for flag, end in found.items() if end is not None} | {"max_log_std": 2.0}


@pytest.mark.parametrize("values", [LEAST, ends("ge"), ends("le")], ids=["least", "low", "high"])
def test_settings_at_their_ends_train_finite_networks(values):
    config, parts, chunk = parts_of(values)
    start = partial(init, config.loop, parts.schedule, parts.env, parts.learner)
    train, _ = jax.jit(chunk)(jax.jit(start)(jax.random.key(0)), jnp.int32(18))
    assert int(train.iteration) == 18
    leaves = [leaf for leaf in jax.tree.leaves(train.learner) if jnp.issubdtype(leaf.dtype, jnp.floating)]
    assert all(np.isfinite(leaf).all() for leaf in leaves)
