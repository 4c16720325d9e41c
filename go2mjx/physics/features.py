"""What a model may use of MuJoCo that an engine accepts and ignores in silence: refused here, by name.

Each entry was tried with mujoco 4.0.0, mujoco-mjx 3.17.0 and warp-lang 1.18.0 against C MuJoCo
(`python -m benchmarks.physics.features` repeats that). State that neither engine carries from step to step counts as
ignored too: `Simulation` holds positions, velocities and the solver's starting point.
"""

from collections.abc import Callable
from dataclasses import dataclass

import mujoco
import numpy as np

from go2mjx.process.errors import UsageError

JAX, WARP = "jax", "warp"


@dataclass(frozen=True)
class Feature:
    """Something that a model can use."""

    name: str
    """What it is, with the attribute of the MJCF that asks for it."""
    ignored_by: tuple[str, ...]
    uses: Callable[[mujoco.MjModel], np.ndarray]
    """Which elements of the kind use it, a boolean each; for an option of the whole model one boolean."""
    kind: mujoco.mjtObj | None = None
    """None for an option of the whole model."""


def _any(values: np.ndarray) -> np.ndarray:
    """Whether each row of `values` has an entry other than zero."""
    return (values != 0).any(axis=1)


def _actuator_damping(model: mujoco.MjModel) -> np.ndarray:
    return (model.actuator_damping != 0) | _any(model.actuator_dampingpoly)


def _joints(model: mujoco.MjModel, dofs: np.ndarray) -> np.ndarray:
    """From a boolean a degree of freedom to one a joint."""
    return np.isin(np.arange(model.njnt), model.dof_jntid[dofs])


def _in_fluid(model: mujoco.MjModel) -> bool:
    return model.opt.density > 0 or model.opt.viscosity > 0


ACTUATOR, JOINT, TENDON, GEOM, SENSOR = (
    mujoco.mjtObj.mjOBJ_ACTUATOR,
    mujoco.mjtObj.mjOBJ_JOINT,
    mujoco.mjtObj.mjOBJ_TENDON,
    mujoco.mjtObj.mjOBJ_GEOM,
    mujoco.mjtObj.mjOBJ_SENSOR,
)
DISABLE, ENABLE = mujoco.mjtDisableBit, mujoco.mjtEnableBit
BOTH = (JAX, WARP)
FEATURES = (
    Feature("actuator delay (delay)", BOTH, lambda m: m.actuator_delay > 0, ACTUATOR),
    Feature("activation state (dyntype, actearly)", BOTH, lambda m: m.actuator_actnum > 0, ACTUATOR),
    Feature("actuator armature (armature)", BOTH, lambda m: m.actuator_armature != 0, ACTUATOR),
    Feature("actuator damping (damping)", (JAX,), _actuator_damping, ACTUATOR),
    Feature(
        "disabled actuator group (actuatorgroupdisable)",
        BOTH,
        lambda m: (
            (m.actuator_group >= 0)
            & (m.actuator_group < 31)
            & (m.opt.disableactuator >> m.actuator_group & 1 == 1)
        ),
        ACTUATOR,
    ),
    Feature("polynomial damping (damping)", (JAX,), lambda m: _joints(m, _any(m.dof_dampingpoly)), JOINT),
    Feature("polynomial stiffness (stiffness)", (JAX,), lambda m: _any(m.jnt_stiffnesspoly), JOINT),
    Feature("plastic spring (springyield)", BOTH, lambda m: m.jnt_springyield > 0, JOINT),
    Feature("polynomial damping (damping)", (JAX,), lambda m: _any(m.tendon_dampingpoly), TENDON),
    Feature("polynomial stiffness (stiffness)", (JAX,), lambda m: _any(m.tendon_stiffnesspoly), TENDON),
    Feature("plastic spring (springyield)", BOTH, lambda m: m.tendon_springyield > 0, TENDON),
    Feature(
        "ellipsoid fluid drag (fluidshape)", (JAX,), lambda m: (m.geom_fluid[:, 0] > 0) & _in_fluid(m), GEOM
    ),
    Feature("surface velocity (surfacevel)", (JAX,), lambda m: _any(m.geom_surfacevel), GEOM),
    Feature("sensor delay (delay, interval)", BOTH, lambda m: m.sensor_historyadr >= 0, SENSOR),
    Feature("sleeping (flag sleep)", BOTH, lambda m: m.opt.enableflags & ENABLE.mjENBL_SLEEP != 0),
    Feature(
        "springs or dampers disabled (flag spring, damper)",
        (JAX,),
        lambda m: m.opt.disableflags & (DISABLE.mjDSBL_SPRING | DISABLE.mjDSBL_DAMPER) != 0,
    ),
    Feature("plugins (extension)", BOTH, lambda m: m.nplugin > 0),
    Feature("noslip iterations (noslip_iterations)", (JAX,), lambda m: m.opt.noslip_iterations > 0),
    Feature(
        "another integrator than Euler (integrator)",
        (JAX,),
        lambda m: m.opt.integrator != mujoco.mjtIntegrator.mjINT_EULER,
    ),
)


def ignored(model: mujoco.MjModel, engine: str) -> list[str]:
    """What `model` uses and `engine` would ignore, each with the name of its element."""
    found = []
    for feature in FEATURES:
        used = np.atleast_1d(feature.uses(model))
        if engine not in feature.ignored_by or not used.any():
            continue
        if feature.kind is None:
            found.append(feature.name)
        else:
            first = int(np.flatnonzero(used)[0])
            kind = feature.kind.name.removeprefix("mjOBJ_").lower()
            name = mujoco.mj_id2name(model, feature.kind, first)
            found.append(f"{feature.name} of {kind} {name or first}")
    return found


def refuse_ignored_features(model: mujoco.MjModel, engine: str) -> None:
    """Raise UsageError if `model` uses what `engine` would ignore, naming each feature and its first element."""
    found = ignored(model, engine)
    if found:
        raise UsageError(
            f"--engine {engine} would ignore what this robot's model uses: {'; '.join(found)}. Leave it out of the MJCF"
        )
