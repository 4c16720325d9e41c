"""An actor and a learner in two processes, in the manner of SERL's state-based SAC example.

The actor steps one environment from Python and sends its transitions every `STEPS_PER_UPDATE` steps, waiting for
the receipt. The learner samples from a NumPy ring, updates as fast as it can and publishes all parameters after
every update; one that finds the mailbox full is dropped, as SERL's publisher does. Sizes and step sizes are those
of SERL's example, networks and update are ours. So is the environment; the original steps C MuJoCo, which is
faster for one robot.
"""

import functools
import itertools
import multiprocessing
import pickle
import queue
import threading
import time
from multiprocessing.connection import Connection

import jax
import numpy as np
from gymnasium.wrappers import TimeLimit

from benchmarks.peers.clock import Clock, parse_arguments
from go2mjx.config import presets
from go2mjx.config.tree import TrainConfig
from go2mjx.gym.single import VelocityEnv
from go2mjx.learners.base import UpdateSums
from go2mjx.learners.replay import Batch
from go2mjx.learners.sac.config import SACConfig
from go2mjx.learners.sac.learner import SAC
from go2mjx.session.build import build

SERL = SACConfig(
    batch_size=256,
    critic_actor_ratio=8,
    discount=0.99,
    target_update_rate=0.005,
    hidden_sizes=(256, 256),
    critic_ensemble_size=10,
    actor_learning_rate=3e-4,
    critic_learning_rate=3e-4,
    temperature_learning_rate=3e-4,
    adam_b2=0.999,
    normalize_observations=False,
)
RANDOM_STEPS = TRAINING_STARTS = 300
STEPS_PER_UPDATE = 30
CAPACITY = 1_000_000
MAILBOX = 3
"""Published parameters that may wait to be sent."""
WARM_UP = 10
"""Updates before the clock starts."""


def main() -> None:
    arguments = parse_arguments("training")
    config = presets.load(arguments.preset)
    clock = Clock(arguments.seconds, arguments.repeats)
    context = multiprocessing.get_context("spawn")
    (rows, rows_of_actor), (weights, weights_of_actor) = context.Pipe(), context.Pipe()
    actor = context.Process(target=act, args=(config, rows_of_actor, weights_of_actor), daemon=True)
    actor.start()
    for end in (rows_of_actor, weights_of_actor):
        end.close()  # so that the learner sees it when the actor is gone
    learn(config, rows, weights, clock)
    clock.print_report()
    actor.terminate()


def serl_learner(config: TrainConfig) -> SAC:
    """Our learner with SERL's settings for the environment of `config`."""
    env = build(config).env
    return SAC(SERL, env.observation_size, env.mirror, env.action_mirror, total_update_steps=1)


def act(config: TrainConfig, rows: Connection, weights: Connection) -> None:
    """The process of the actor: step one environment for ever."""
    learner = serl_learner(config)
    env = TimeLimit(VelocityEnv(config.run.env), config.environment.max_traj_length)
    newest = []  # the last parameters that came, none before the first update

    def receive() -> None:
        while True:
            newest[:] = [pickle.loads(weights.recv_bytes())]

    @jax.jit
    def choose(policy, state, key):
        key, action_key = jax.random.split(key)
        return learner.explore(policy, state, action_key), key

    threading.Thread(target=receive, daemon=True).start()
    random, key, waiting = np.random.default_rng(0), jax.random.key(0), []
    state, info = env.reset(seed=0)
    for step in itertools.count(1):
        if step <= RANDOM_STEPS or not newest:
            action = random.uniform(-1.0, 1.0, learner.action_size).astype(np.float32)
        else:
            action, key = choose(newest[0]["policy"], state, key)
            action = np.asarray(action)
        following, reward, terminated, truncated, following_info = env.step(action)
        privileged = info["privileged_state"], following_info["privileged_state"]
        row = (state, privileged[0], action, reward, not terminated, following, privileged[1])
        waiting.append(np.hstack(row).astype(np.float32))
        state, info = env.reset() if terminated or truncated else (following, following_info)
        if step % STEPS_PER_UPDATE == 0:
            rows.send(waiting)
            rows.recv()
            waiting = []


def learn(config: TrainConfig, rows: Connection, weights: Connection, clock: Clock) -> None:
    """Update until the clock is over. Raises RuntimeError when the actor is gone."""
    learner = serl_learner(config)
    ring, mailbox = Ring(learner), queue.Queue(MAILBOX)

    def publish() -> None:
        while True:
            weights.send_bytes(mailbox.get())

    for thread in (functools.partial(ring.receive, rows), publish):
        threading.Thread(target=thread, daemon=True).start()
    random, key, nothing = np.random.default_rng(1), jax.random.key(1), UpdateSums.none(learner)
    update = jax.jit(functools.partial(learner.update, due=1, sums=nothing))
    state = jax.jit(learner.init)(jax.random.key(2))
    while ring.inserted < TRAINING_STARTS:
        ring.check()
        time.sleep(0.1)
    for updates in itertools.count(1):
        key, update_key = jax.random.split(key)
        batches = ring.sample(random, (1, *learner.batch_shape))
        state, _ = jax.block_until_ready(update(state, batches, update_key))
        if not mailbox.full():
            parameters = {
                "policy": learner.policy(state),
                "critic": state.critic.online,
                "log_alpha": state.actor.log_alpha,
            }
            mailbox.put(pickle.dumps(jax.device_get(parameters)))
        ring.check()
        critic_updates = updates * learner.critic_updates_per_group
        if updates > WARM_UP and clock.tick(transitions=ring.inserted, critic_updates=critic_updates):
            return


class Ring:
    """Transitions as rows of one NumPy array, the oldest overwritten first."""

    def __init__(self, learner: SAC):
        observation = list(learner.observation_size.values())
        self._discount = learner.discount
        self._parts = np.cumsum([*observation, learner.action_size, 1, 1, *observation])
        self._rows = np.zeros((CAPACITY, self._parts[-1]), np.float32)
        self._lock = threading.Lock()
        self._actor_is_gone = False
        self.inserted = 0

    def receive(self, connection: Connection) -> None:
        """Take in what the actor sends, and acknowledge it, until it is gone."""
        try:
            while True:
                rows = connection.recv()
                with self._lock:
                    self._rows[(self.inserted + np.arange(len(rows))) % CAPACITY] = rows
                    self.inserted += len(rows)
                connection.send(None)
        except (EOFError, OSError):
            self._actor_is_gone = True

    def check(self) -> None:
        """Raise RuntimeError if nothing more will come."""
        if self._actor_is_gone:
            raise RuntimeError("the process of the actor has ended")

    def sample(self, random: np.random.Generator, shape: tuple[int, ...]) -> Batch:
        """Rows drawn uniformly with replacement; leaves get leading `shape`."""
        with self._lock:
            rows = self._rows[random.integers(min(self.inserted, CAPACITY), size=shape)]
        parts = np.split(rows, self._parts[:-1], axis=-1)
        state, privileged_state, action, reward, goes_on, *following = parts
        discount, weight = self._discount * goes_on[..., 0], np.ones(shape, np.float32)
        return Batch(state, privileged_state, action, reward[..., 0], discount, *following, weight)


if __name__ == "__main__":
    main()
