"""Train a toy whose arithmetic is broken, in ways that no setting of a run can bring about.

python -m benchmarks.faults.broken_toy physics|reward COMMAND [flags of go2mjx train]
"""

import sys

import jax.numpy as jnp

from go2mjx.__main__ import run
from go2mjx.tasks.toy import ToyEnv

TRAIN = [sys.executable, "-m", "go2mjx.train"]
"""The command that this one stands in for."""
HUGE = 3e37
"""A tenth of the largest number of single precision."""


def break_toy(part: str) -> None:
    """From now on the physics takes the root of a number that is sometimes negative, or the reward is huge."""
    step = ToyEnv.step

    def rooted_step(self, state, action):
        return step(self, state, action * jnp.sqrt(1.2 - action.sum()))

    def rewarded_step(self, state, action):
        after = step(self, state, action)
        return after.replace(reward=HUGE * after.reward)

    ToyEnv.step = {"physics": rooted_step, "reward": rewarded_step}[part]


if __name__ == "__main__":
    break_toy(sys.argv[1])
    run(["train", *sys.argv[2 + len(TRAIN) :]])
