"""The whole training loop lowers for CPU and CUDA on a machine without a GPU."""

import jax
import pytest

from go2mjx.learners import registry as learners
from go2mjx.learners.sac.config import SACConfig
from go2mjx.tasks.config import EnvConfig
from go2mjx.tasks.registry import make
from go2mjx.training import chunk, state
from go2mjx.training.config import LoopConfig
from go2mjx.training.schedule import Schedule


@pytest.mark.parametrize("name", ["toy", "GO2-v0", "GO2-rough-v0"])
def test_loop_lowers_for_cpu_and_cuda(name):
    config, env = LoopConfig(replay_buffer_capacity=1000), make(name, EnvConfig())
    schedule = Schedule.of(config)
    learner = learners.make("sac", SACConfig(), env, total_update_steps=1)
    train_chunk = jax.jit(chunk.make_chunk(config, schedule, env, learner), donate_argnums=0)
    start = jax.eval_shape(lambda: state.init(config, schedule, env, learner, jax.random.key(0)))
    lowered = train_chunk.trace(start, 1).lower(lowering_platforms=("cpu", "cuda"))
    assert len(jax.tree.leaves(lowered.out_info)) > len(jax.tree.leaves(start))
