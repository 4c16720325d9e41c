"""Small policies of the robots for the tests of export and deployment, without any training."""

import dataclasses
import functools

import jax
import jax.numpy as jnp
import numpy as np

from go2mjx import robots
from go2mjx.config.tree import from_flat
from go2mjx.deploy.policy import Description
from go2mjx.export.onnx_policy import describe
from go2mjx.session.build import build
from go2mjx.session.saved_policy import SavedPolicy

GO2 = robots.load("GO2")
POSE = np.array(GO2.default_pose)


def untrained(noise: float = 0.0, **settings: object) -> SavedPolicy:
    """A policy that stands, or one that moves at random when there is `noise` on its weights; of the GO2 by default."""
    config = from_flat({"env": "GO2-v0", "hidden_sizes": [16, 16]} | settings)
    parts = build(config)
    key = jax.random.key(0)
    policy = parts.learner.shipped_policy(parts.learner.init(key))
    size = parts.env.observation_size["state"]
    statistics = policy.statistics
    if noise:
        mean, std = jax.random.normal(key, (2, size))
        statistics = statistics.replace(
            count=jnp.int32(1), mean=mean, variance=jnp.square(0.5 + jnp.abs(std))
        )
    actor = jax.tree.map(lambda leaf: leaf + noise * jax.random.normal(key, leaf.shape), policy.actor)
    policy = policy.replace(actor=actor, statistics=statistics)
    meta = {"total_steps": 1000, "versions": {"jax": "1"}}
    return SavedPolicy(parts.evaluation_env, parts.learner, policy, config, meta, commit=None)


class StubPolicy:
    """Asks for the same joint targets always; counts how often it was asked."""

    def __init__(self, description: Description, targets: np.ndarray = POSE):
        self.description, self.targets, self.calls = description, np.asarray(targets, float), 0

    def __call__(self, observation: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        self.calls += 1
        action = (self.targets - np.array(self.description.default_pose)) / self.description.action_scale
        return action[None], self.targets[None]


@functools.cache
def _default_description() -> Description:
    return describe(untrained())


def description(**changes: object) -> Description:
    """What an export of the default task says about itself, with `changes`."""
    return dataclasses.replace(_default_description(), **changes)
