"""A small run on the toy environment, compiled, with its reports in a list."""

import dataclasses
from functools import partial

import jax

from go2mjx.learners import registry as learners
from go2mjx.learners.sac.config import SACConfig
from go2mjx.tasks.config import EnvConfig
from go2mjx.tasks.registry import make
from go2mjx.training import state
from go2mjx.training.chunk import make_chunk, make_deliver
from go2mjx.training.config import LoopConfig
from go2mjx.training.schedule import Schedule

LOOP = LoopConfig(
    num_envs=8,
    max_steps=3200,
    random_steps=64,
    training_starts=96,
    steps_per_update=32,
    utd_ratio=0.75,
    replay_buffer_capacity=500,
    log_period=32,
)
SAC = SACConfig(batch_size=16, hidden_sizes=(16, 16), critic_actor_ratio=2)


class ToyRun:
    """Four vector steps of eight environments and three quarters of an update group per iteration."""

    def __init__(self, sac=SAC, episode_length=10, find_fault=False, **loop):
        self.config = dataclasses.replace(LOOP, **loop)
        self.schedule = Schedule.of(self.config)
        self.env = make("toy", EnvConfig(max_traj_length=episode_length))
        self.learner = learners.make("sac", sac, self.env, self.schedule.total_groups)
        self.reports, self.traces = [], 0
        self.initial = jax.jit(partial(state.init, self.config, self.schedule, self.env, self.learner))
        self.function = make_chunk(self.config, self.schedule, self.env, self.learner, find_fault)
        self.deliver = make_deliver(self.receive)
        self.chunk = jax.jit(self.traced, donate_argnums=0)

    def receive(self, payload):
        self.reports.append(payload)

    def traced(self, train, until):
        self.traces += 1
        return self.function(train, until)

    def start(self, seed=0):
        return self.initial(jax.random.key(seed))

    def train(self, until, seed=0, train=None):
        """The state at iteration `until` and the reports on the way, in the order of their iterations."""
        self.reports.clear()
        train, reports = self.chunk(self.start(seed) if train is None else train, until)
        self.deliver(reports)
        jax.block_until_ready(train)
        jax.effects_barrier()
        return train, sorted(self.reports, key=lambda report: report["iteration"])
