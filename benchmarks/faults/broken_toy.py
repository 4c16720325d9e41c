"""Train a toy whose arithmetic is broken, in ways that no setting of a run can bring about.

python -m benchmarks.faults.broken_toy physics|reward|forward COMMAND [flags of go2mjx train]
"""

import sys

import jax.numpy as jnp

from go2mjx.__main__ import run
from go2mjx.tasks.toy import ToyTask

TRAIN = [sys.executable, "-m", "go2mjx.train"]
"""The command that this one stands in for."""
HUGE = 3e37
"""A tenth of the largest number of single precision."""


def break_toy(part: str) -> None:
    """From now on the physics takes the root of a number that is sometimes negative, the reward is huge, or no action
    makes the toy go forward."""
    advance = ToyTask.advance

    def rooted(self, state, action):
        return advance(self, state, action * jnp.sqrt(1.2 - action.sum(axis=-1, keepdims=True)))

    def rewarded(self, state, action):
        after = advance(self, state, action)
        return after.replace(reward=HUGE * after.reward)

    def held_back(self, state, action):
        return advance(self, state, action.at[:, 0].min(0.0))

    ToyTask.advance = {"physics": rooted, "reward": rewarded, "forward": held_back}[part]


if __name__ == "__main__":
    break_toy(sys.argv[1])
    run(["train", *sys.argv[2 + len(TRAIN) :]])
