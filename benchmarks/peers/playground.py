"""MuJoCo Playground's Go1 tasks, with a joystick on flat and on rough ground and getting up, on its JAX engine: environment steps.

Episodes restart from the state of the environment's first reset, as they do while Playground trains; ours draw a new
one, which costs more.

Playground clones MuJoCo Menagerie for the robot's meshes, which are drawn and never touched. The same meshes come
with the package mjlab, so nothing but the package index is needed here.
"""

import importlib.util
from pathlib import Path

import jax
from mujoco_playground import registry, wrapper
from mujoco_playground._src import mjx_env

from benchmarks.peers.clock import Clock, parse_arguments
from benchmarks.peers.stepping import time_steps

TASKS = ("Go1JoystickFlatTerrain", "Go1JoystickRoughTerrain", "Go1Getup")


def main() -> None:
    arguments = parse_arguments(*TASKS)
    task = arguments.mode
    provide_meshes()
    config = registry.get_default_config(task)
    config.impl = "jax"
    env = wrapper.wrap_for_brax_training(registry.load(task, config), episode_length=config.episode_length)
    state = jax.jit(env.reset)(jax.random.split(jax.random.PRNGKey(1), arguments.num_envs))
    clock = Clock(arguments.seconds, arguments.repeats)
    time_steps(state, env.step, arguments.num_envs, env.action_size, clock)
    clock.print_report()


def provide_meshes() -> None:
    """Put mjlab's Go1 where Playground looks for Menagerie's."""
    robot = Path(mjx_env.MENAGERIE_PATH) / "unitree_go1"
    if not robot.exists():
        mjlab = Path(importlib.util.find_spec("mjlab").origin).parent  # found, not imported
        robot.parent.mkdir(parents=True, exist_ok=True)
        robot.symlink_to(mjlab / "asset_zoo" / "robots" / "unitree_go1" / "xmls")


if __name__ == "__main__":
    main()
