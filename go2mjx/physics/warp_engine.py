"""MuJoCo Warp, the implementation of MJX for NVIDIA GPUs; it runs on a CPU as well, slowly, through the same calls."""

import importlib.util

import jax
import mujoco
import numpy as np
from mujoco import mjx

from go2mjx.physics.engine import Engine
from go2mjx.physics.features import WARP
from go2mjx.process.errors import UsageError
from go2mjx.process.trees import tree_bytes
from go2mjx.robots.description import Robot

if importlib.util.find_spec("warp") is None:
    raise UsageError(
        "--engine warp: MuJoCo Warp is not installed; install it with: pip install 'go2mjx[warp]'"
    )

import warp
from mujoco.mjx.third_party.mujoco_warp import OverflowType

warp.config.log_level = warp.LOG_WARNING  # no banner and no line a compiled kernel

SOLVER_LIMITS = int(OverflowType.ITERATIONS | OverflowType.LS_ITERATIONS)
"""The solver stopped before it converged: with one iteration a step that is how we want it."""
LOST = int(OverflowType.ALL) & ~SOLVER_LIMITS
"""The bits that mean lost contacts or constraint rows."""


class WarpEngine(Engine):
    """Steps `mj_model` in MuJoCo Warp.

    All robots share one memory of `num_envs * max_contacts` contacts; constraint rows are a robot's own. Where either
    runs out, `Simulation.overflow` says so.
    """

    name = WARP

    def __init__(
        self, robot: Robot, mj_model: mujoco.MjModel, num_envs: int, max_contacts: int | None = None
    ):
        self._num_envs, self._asked_contacts = num_envs, max_contacts
        super().__init__(robot, mj_model)

    def _allocate(self) -> None:
        model = mjx.put_model(self.mj_model, impl="warp")
        self._model = model.tree_replace({"opt._impl.warn_overflow": LOST})
        # what JAX would compute for the same shapes is the most that they can have
        most = mjx.make_data(self.mj_model, impl="jax")._impl
        self.max_contacts = self._asked_contacts or max(1, len(most.contact.dist))
        # of a pyramidal friction cone
        contact_rows = max(1, 2 * (int(np.max(most.contact.dim, initial=1)) - 1))
        rows = most.ne + most.nf + most.nl + self.max_contacts * contact_rows

        def memory(robots: int) -> mjx.Data:
            return mjx.make_data(self.mj_model, impl="warp", naconmax=robots * self.max_contacts, njmax=rows)

        self._data = memory(self._num_envs)
        self.simulation_bytes = tree_bytes(memory(1))

    def _physics_step(self, model: mjx.Model, data: mjx.Data) -> mjx.Data:
        return mjx.step(model, data)

    def _lost_contacts(self, data: mjx.Data) -> jax.Array:
        return (data._impl.overflow & LOST) != 0
