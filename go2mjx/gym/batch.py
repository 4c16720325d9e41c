"""A batch of environments behind NumPy arrays; its compiled programs are shared by all batches of one task.

The equations are those of training, in float32. Compiled apart from the training loop, and anew for each
number of environments, they agree with it, and with each other, up to rounding.
"""

import contextlib
import functools
import io
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import gymnasium
import jax
import jax.numpy as jnp
import numpy as np

from go2mjx.physics.ground import Ground
from go2mjx.process.errors import UsageError
from go2mjx.robots.description import Robot
from go2mjx.tasks.config import EnvConfig
from go2mjx.tasks.toy import MAX_DISTANCE
from go2mjx.viewing import gl, plan

if TYPE_CHECKING:
    from go2mjx.viewing.camera import Camera

HEIGHT, WIDTH = 480, 640
"""Of a picture, in pixels."""


class Outcome(NamedTuple):
    """What n environments tell after a reset or a step."""

    observation: np.ndarray  # (n, state_size) float32
    reward: np.ndarray  # (n,) float32
    terminated: np.ndarray  # (n,) bool
    truncated: np.ndarray  # (n,) bool
    info: dict[str, np.ndarray]  # name -> (n, ...)


class Programs(NamedTuple):
    """The compiled functions of one task, each compiled once for every n that occurs."""

    robot: Robot | None  # None for the toy
    ground: Ground
    state_size: int
    action_size: int
    reset: Callable  # keys (n,) -> State, Outcome
    reset_to: Callable  # keys (n,), commands (n, 3) -> State, Outcome
    restart: Callable  # State -> State, Outcome; all episodes begin anew, the random numbers go on
    step: Callable  # State, actions (n, action_size) -> State, Outcome; restarts what had ended instead
    command: Callable  # State, commands (n, 3) -> State, Outcome; the same episodes, which hold these


@functools.lru_cache(maxsize=8)
def programs(environment: str, config: EnvConfig) -> Programs:
    """The programs of an environment by id. Raises ValueError for an unknown one."""
    with contextlib.redirect_stdout(io.StringIO()):
        import mujoco.mjx  # noqa: F401  prints that its optional Warp engine is missing
    from go2mjx.tasks.base import State, choose, restart, split
    from go2mjx.tasks.registry import make

    try:
        env = make(environment, config)
    except UsageError as error:  # no error of a command here
        raise ValueError(str(error)) from None

    def compiled(function: Callable[..., State]) -> Callable:
        def traced(*arguments: Any) -> tuple[State, Outcome]:
            state = function(*arguments)
            return state, outcome(state)

        return jax.jit(traced)

    def outcome(state: State) -> Outcome:
        info = {
            "privileged_state": state.obs.privileged_state,
            "velocity_error": state.velocity_error,
            "yaw_rate_error": state.yaw_rate_error,
            "valid": state.valid,
        }
        return Outcome(state.obs.state, state.reward, state.terminated, state.truncated, info | state.terms)

    def restarted(state: State, ended: jax.Array) -> tuple[State, jax.Array]:
        """`state` with fresh episodes where `ended`, (n,) bool, and keys, (n,), for one step from there."""
        keys, step_keys = split(state.key, 2)
        return restart(env, ended, state.replace(key=keys)), step_keys

    def start_anew(state: State) -> State:
        return restarted(state, jnp.ones_like(state.done))[0]

    def step(state: State, action: jax.Array) -> State:
        fresh, step_keys = restarted(state, state.done)
        stepped = env.step(fresh.replace(key=step_keys), action)
        # who has just started goes on with a key that the step of the others has not used
        chosen = choose(state.done, fresh.replace(key=None), stepped.replace(key=None))
        return chosen.replace(key=fresh.key)

    def command(state: State, commands: jax.Array) -> State:
        return env.commanded(state, commands).replace(hold_command=jnp.ones_like(state.hold_command))

    return Programs(
        robot=env.robot,
        ground=env.ground,
        state_size=env.observation_size["state"],
        action_size=env.action_size,
        reset=compiled(env.reset),
        reset_to=compiled(env.reset_to),
        restart=compiled(start_anew),
        step=compiled(step),
        command=compiled(command),
    )


class Batch:
    """`size` environments of one task and where they are."""

    def __init__(self, environment: str, config: EnvConfig, size: int):
        self._programs = programs(environment, config)
        self._size = size
        self._state = None
        self._camera: Camera | None = None

    @property
    def started(self) -> bool:
        """Whether there has been a reset."""
        return self._state is not None

    @property
    def observation_space(self) -> gymnasium.spaces.Box:
        """Of one environment: the raw measurements, which have no bounds."""
        return gymnasium.spaces.Box(-np.inf, np.inf, (self._programs.state_size,), np.float32)

    @property
    def action_space(self) -> gymnasium.spaces.Box:
        """Of one environment."""
        return gymnasium.spaces.Box(-1.0, 1.0, (self._programs.action_size,), np.float32)

    def reset(self, seeds: np.ndarray | None, commands: np.ndarray | None) -> Outcome:
        """Start every episode anew, with `commands`, (size, 3), held to its end, or random ones.

        Without `seeds`, (size,) uint32, the random numbers go on from where they are.
        """
        if seeds is None and commands is None:
            return self._moved(*self._programs.restart(self._state))
        keys = self._state.key if seeds is None else jax.vmap(jax.random.key)(seeds)
        if commands is None:
            return self._moved(*self._programs.reset(keys))
        return self._moved(*self._programs.reset_to(keys, commands))

    def step(self, actions: np.ndarray) -> Outcome:
        """One control step; environments whose episode has ended start a new one instead.

        Raises ResetNeeded before the first reset, ValueError for another shape than (size, action_size).
        """
        if not self.started:
            raise gymnasium.error.ResetNeeded("call reset() before step()")
        actions = np.asarray(actions, np.float32)
        wanted = (self._size, self._programs.action_size)
        if actions.shape != wanted:
            raise ValueError(f"the actions have shape {actions.shape}, allowed is {wanted}")
        return self._moved(*self._programs.step(self._state, actions))

    def command(self, commands: np.ndarray) -> Outcome:
        """Go on under `commands`, (size, 3), held to the end of these episodes; raises ResetNeeded before a reset."""
        if not self.started:
            raise gymnasium.error.ResetNeeded("call reset() before command()")
        return self._moved(*self._programs.command(self._state, commands))

    def pictures(self) -> list[np.ndarray]:
        """Each robot from the camera that follows it, or point of the toy, (HEIGHT, WIDTH, 3) uint8.

        Raises ResetNeeded before the first reset, RuntimeError where the system cannot draw.
        """
        if not self.started:
            raise gymnasium.error.ResetNeeded("call reset() before render()")
        physics = self._state.physics
        if self._programs.robot is None:
            return [plan.picture(point, MAX_DISTANCE, HEIGHT, WIDTH) for point in np.array(physics.position)]
        if self._camera is None:
            self._camera = _open_camera(self._programs.robot, self._programs.ground)
        return [self._camera.picture(pose) for pose in np.array(physics.simulation.qpos)]

    def close(self) -> None:
        """Free the camera; a later picture opens another."""
        if self._camera is not None:
            self._camera.close()
            self._camera = None

    def _moved(self, state: Any, outcome: Outcome) -> Outcome:
        """Keep `state`; give `outcome` as arrays that belong to the caller."""
        self._state = state
        return jax.tree.map(np.array, outcome)


def _open_camera(robot: Robot, ground: Ground) -> "Camera":
    """Raises RuntimeError, with what helps, where nothing can be drawn."""
    try:
        gl.choose()
        from go2mjx.viewing.camera import Camera

        return Camera(robot, HEIGHT, WIDTH, ground)
    except Exception as error:  # the GL bindings raise errors of every kind
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        library = os.environ.get("MUJOCO_GL", "not set")
        raise RuntimeError(f"no picture: {reason} (MUJOCO_GL is {library}; {gl.advice()})") from error
