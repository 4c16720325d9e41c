"""Learners by name."""

from go2mjx.devices import ONE, Devices
from go2mjx.learners.base import Learner
from go2mjx.learners.sac.learner import SAC
from go2mjx.tasks.base import Environment


def make(
    name: str, config: object, env: Environment, total_update_steps: int, devices: Devices = ONE
) -> Learner:
    """The learner `name` for `env` on `devices`, with its own `config`, over `total_update_steps` update groups."""
    kinds = {"sac": SAC}
    return kinds[name](
        config, env.observation_size, env.mirror, env.action_mirror, total_update_steps, devices
    )
