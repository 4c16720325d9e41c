"""GO2-v0 for Gymnasium users; what does not depend on the robot is tested on the toy in test_gym.py."""

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

from tests.egl import needs_egl


def test_every_robot_is_an_environment():
    env = gymnasium.make("go2mjx.gym:GO1-v0").unwrapped
    assert env.observation_space.shape == (45,) and env.action_space.shape == (12,)


@pytest.mark.filterwarnings("ignore:.*infinity")  # measurements have no bounds
def test_the_robot_passes_gymnasiums_checker_and_stands_when_told_to():
    env = gymnasium.make("go2mjx.gym:GO2-v0", render_mode="rgb_array").unwrapped
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


@needs_egl
def test_the_robot_is_drawn_where_it_is():
    """Also in a process that imported MuJoCo before anybody asked for a picture."""
    env = gymnasium.make("go2mjx.gym:GO2-v0", render_mode="rgb_array")
    env.reset(seed=0, options={"command": (0.0, 0.0, 0.0)})
    standing = env.render()
    assert standing.shape == (480, 640, 3) and standing.dtype == np.uint8 and standing.std() > 10
    for _ in range(5):
        env.step(np.ones(12))
    assert np.abs(env.render().astype(int) - standing).max() > 50
    env.close()
    assert gymnasium.make("go2mjx.gym:GO2-v0").render_mode is None


@needs_egl
def test_every_robot_of_a_vector_is_drawn():
    envs = gymnasium.make_vec("go2mjx.gym:GO2-v0", num_envs=2, render_mode="rgb_array")
    envs.reset(seed=0)
    first, second = envs.render()
    assert first.shape == second.shape == (480, 640, 3) and not np.array_equal(first, second)
    envs.close()
