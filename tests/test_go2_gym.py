"""GO2-v0 for Gymnasium users; what does not depend on the robot is tested on the toy in test_gym.py."""

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env


def test_every_robot_is_an_environment():
    env = gymnasium.make("go2mjx.gym:GO1-v0").unwrapped
    assert env.observation_space.shape == (45,) and env.action_space.shape == (12,)


@pytest.mark.filterwarnings("ignore:.*infinity")  # measurements have no bounds
def test_the_robot_passes_gymnasiums_checker_and_stands_when_told_to():
    env = gymnasium.make("go2mjx.gym:GO2-v0").unwrapped
    assert env.observation_space.shape == (45,) and env.action_space.shape == (12,)
    assert env.metadata["render_fps"] == 50
    check_env(env)

    observation, _ = env.reset(seed=0, options={"command": (0.0, 0.0, 0.0)})
    for _ in range(50):
        observation, reward, terminated, truncated, info = env.step(np.zeros(12))
        assert not (terminated or truncated)
    assert not observation[-3:].any()
    assert np.linalg.norm(observation[3:6] - [0, 0, -1]) < 0.1  # gravity straight down
    assert info["velocity_error"] < 0.05 and info["reward/torque"] < 0
    terms = [value for name, value in info.items() if name.startswith("reward/")]
    np.testing.assert_allclose(sum(terms), reward, rtol=1e-5)
