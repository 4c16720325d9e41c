"""What a training leaves: a policy, and the world that it acts in."""

from dataclasses import dataclass

from go2mjx.learners.base import Learner, Policy
from go2mjx.tasks.base import Environment


@dataclass(frozen=True)
class TrainedPolicy:
    """A policy that evaluation can judge and export can take away."""

    env: Environment  # with a time limit beyond every evaluation
    learner: Learner  # that acts with the policy
    policy: Policy
