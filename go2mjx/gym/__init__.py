"""The tasks for Gymnasium users. Importing this registers the environments and needs neither JAX nor a device.

    gymnasium.make("go2mjx.gym:GO2-v0")                    # one robot
    gymnasium.make_vec("go2mjx.gym:GO2-v0", num_envs=64)   # 64 robots in one compiled step
    gymnasium.make("go2mjx.gym:GO2-rough-v0")              # on uneven ground
    gymnasium.make("go2mjx.gym:GO2-getup-v0")              # lying where it fell
    gymnasium.make("go2mjx.gym:GO1-v0")                    # another robot
    gymnasium.make("go2mjx.gym:go2mjx-toy-v0")             # the toy task: a point mass that compiles in a second

Settings of the task are keyword arguments, `history_length=3, reward={"air_time": 1.0}` for instance: see
`go2mjx.tasks.config`. The time limit is Gymnasium's own, `max_episode_steps`, 500 steps of 0.02 s unless it is given, 150 for getting up.
Prefer `make_vec` to many single environments in processes, which compile each on its own.
"""

import gymnasium

from go2mjx.tasks.registry import ENVIRONMENTS

for _name, _kind in ENVIRONMENTS.items():
    gymnasium.register(
        _name if _kind.robot else f"go2mjx-{_name}-v0",
        entry_point="go2mjx.gym.single:VelocityEnv",
        vector_entry_point="go2mjx.gym.vector:VelocityVectorEnv",
        max_episode_steps=_kind.config.max_traj_length,
        kwargs={"environment": _name},
    )
