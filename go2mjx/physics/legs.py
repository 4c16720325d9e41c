"""Which models are a floating base with equal legs, and how the arrays of such a model divide into legs.

Spheres touch the floor: those of a leg are on its bodies; those of the base are dealt out to the legs, so that all have as many.
"""

from dataclasses import dataclass

import jax
import mujoco
import numpy as np

BASE, FIRST_LEG_BODY = 1, 2
BASE_QPOS, BASE_DOFS = 7, 6


@dataclass(frozen=True)
class Legs:
    """What of a model is the same for all robots: how its arrays divide into legs, and what of them meets the floor.

    MuJoCo numbers bodies depth first, so a leg's bodies, joints and degrees of freedom stand one after the other.
    Where a field has the same number for all legs it is that number alone, and evenly spaced places are a slice.
    """

    legs: int
    joints: int  # a leg
    actuators: np.ndarray | slice  # (legs * joints,) of each joint
    actuated: np.ndarray | slice  # (legs * joints,) the joint of each actuator
    control_limited: np.ndarray  # (legs * joints,) bool, in the order of the actuators
    force_limited: np.ndarray  # (legs * joints,) bool, in the order of the joints
    floor: int  # geom
    spheres: np.ndarray | slice  # (legs * spheres,) geoms
    links: np.ndarray  # (spheres,) which of a leg's bodies each is on, -1 for the base
    sphere_bodies: np.ndarray | slice  # (legs * spheres,)
    limited: np.ndarray  # (legs, joints) bool, of the joints
    priority: np.ndarray  # (legs, spheres) whose contact parameters count: 1 floor's, -1 sphere's, 0 both
    floor_share: np.ndarray  # (legs, spheres, 1) weight of the floor's solver parameters beside the sphere's
    floor_axes: np.ndarray  # (3, 3) the normal of a floor that is a plane and two tangents, a row each

    @staticmethod
    def of(model: mujoco.MjModel) -> "Legs | None":
        """The legs of `model`, or None for a model that is or uses anything else: MJX steps it."""
        legs = int((model.body_parentid[FIRST_LEG_BODY:] == BASE).sum())
        if not legs or not _is_plain(model) or not _is_legged(model, legs):
            return None
        floor = int(np.flatnonzero(_is_floor(model))[0])
        of_legs, of_base = _spheres(model)
        spheres = np.hstack([of_legs.reshape(legs, -1), of_base.reshape(legs, -1)])
        bodies = model.geom_bodyid[spheres]
        priority = np.sign(model.geom_priority[floor] - model.geom_priority[spheres])
        mix = model.geom_solmix[floor] / (model.geom_solmix[floor] + model.geom_solmix[spheres])
        actuators = np.argsort(model.actuator_trnid[:, 0])
        return Legs(
            legs=legs,
            joints=model.nu // legs,
            actuators=_index(actuators),
            actuated=_index(np.argsort(actuators)),
            control_limited=_alike(model.actuator_ctrllimited.astype(bool)),
            force_limited=_alike(model.actuator_forcelimited.astype(bool)[actuators]),
            floor=floor,
            spheres=_index(spheres.ravel()),
            links=np.maximum(bodies[0] - FIRST_LEG_BODY, -1),
            sphere_bodies=_index(bodies.ravel()),
            limited=_alike(model.jnt_limited[1:].astype(bool).reshape(legs, -1)),
            priority=_alike(priority),
            floor_share=_alike(np.where(priority == 0, mix, priority > 0)[..., None].astype(np.float32)),
            floor_axes=_axes(model.geom_quat[floor]),
        )

    def of_bodies(self, array: jax.Array) -> jax.Array:
        """The legs' part of an array of bodies, (legs, joints, ...)."""
        return self.divided(array[FIRST_LEG_BODY:])

    def of_joints(self, array: jax.Array) -> jax.Array:
        """The legs' part of an array of joints."""
        return self.divided(array[1:])

    def of_dofs(self, array: jax.Array) -> jax.Array:
        """The legs' part of an array of degrees of freedom."""
        return self.divided(array[BASE_DOFS:])

    def of_spheres(self, array: jax.Array) -> jax.Array:
        """The spheres' part of an array of geoms, (legs, spheres, ...)."""
        return self._each_sphere(array[self.spheres])

    def of_sphere_bodies(self, array: jax.Array) -> jax.Array:
        """What an array of bodies has for those of the spheres, (legs, spheres, ...)."""
        return self._each_sphere(array[self.sphere_bodies])

    def _each_sphere(self, array: jax.Array) -> jax.Array:
        return array.reshape(self.legs, len(self.links), *array.shape[1:])

    def divided(self, array: jax.Array) -> jax.Array:
        return array.reshape(self.legs, self.joints, *array.shape[1:])


def _alike(array: np.ndarray) -> np.ndarray:
    """`array`, or the number that all of it is.

    XLA folds a number into what uses it. An array it makes outside of the loop over physics steps: another launch of a GPU.
    """
    first = array.flat[0]
    return first if (array == first).all() else array


def _index(places: np.ndarray) -> np.ndarray | slice:
    """`places`, a slice where they are evenly spaced: XLA joins that to what is beside it, a gather it does not."""
    first, steps = int(places[0]), np.diff(places)
    even = len(steps) > 0 and steps[0] > 0 and (steps == steps[0]).all()
    return slice(first, int(places[-1]) + 1, int(steps[0])) if even else places


def _is_legged(model: mujoco.MjModel, legs: int) -> bool:
    """Whether the only tree is a free base with `legs` equal chains of hinges, with spheres in equal places, on one floor."""
    bodies, joints = model.nbody - FIRST_LEG_BODY, (model.nbody - FIRST_LEG_BODY) // legs
    parents = np.arange(FIRST_LEG_BODY - 1, model.nbody - 1)
    parents[::joints] = BASE
    floors = _is_floor(model)
    of_legs, of_base = _spheres(model)
    hinges = model.jnt_type[1:] == mujoco.mjtJoint.mjJNT_HINGE
    return (
        bodies == legs * joints
        and (model.body_parentid[FIRST_LEG_BODY:] == parents).all()
        and (model.body_jntnum[BASE:] == 1).all()
        and model.jnt_type[0] == mujoco.mjtJoint.mjJNT_FREE
        and hinges.all()
        and floors.sum() == 1
        and len(of_legs) + len(of_base) + 1 == model.ngeom
        and len(of_legs) > 0
        and len(of_legs) % legs == len(of_base) % legs == 0
        and (np.diff(model.geom_bodyid[of_legs].reshape(legs, -1), axis=0) == joints).all()
        and model.geom_bodyid[floors][0] == 0
        and np.array_equal(np.sort(model.actuator_trnid[:, 0]), np.arange(1, model.njnt))
    )


def _spheres(model: mujoco.MjModel) -> tuple[np.ndarray, np.ndarray]:
    """The spheres of the legs and those of the base, geoms in the order of their bodies."""
    spheres = np.flatnonzero(model.geom_type == mujoco.mjtGeom.mjGEOM_SPHERE)
    bodies = model.geom_bodyid[spheres]
    return spheres[bodies >= FIRST_LEG_BODY], spheres[bodies == BASE]


def _is_plain(model: mujoco.MjModel) -> bool:
    """Whether `model` uses only what is computed here."""
    disabled = mujoco.mjtDisableBit.mjDSBL_EULERDAMP | mujoco.mjtDisableBit.mjDSBL_SENSOR
    option = model.opt
    return (
        option.disableflags == disabled
        and option.enableflags == 0
        and option.integrator == mujoco.mjtIntegrator.mjINT_EULER
        and option.solver == mujoco.mjtSolver.mjSOL_NEWTON
        and option.cone == mujoco.mjtCone.mjCONE_PYRAMIDAL
        and option.iterations == 1
        and not (option.density or option.viscosity or option.wind.any())
        and not (model.ntendon or model.neq or model.npair or model.nmocap or model.na)
        and not (
            model.jnt_stiffness.any() or model.body_gravcomp.any() or model.dof_frictionloss[:BASE_DOFS].any()
        )
        and not model.jnt_actfrclimited.any()
        and (model.actuator_trntype == mujoco.mjtTrn.mjTRN_JOINT).all()
        and (model.actuator_gear == [1, 0, 0, 0, 0, 0]).all()
        and (model.actuator_gaintype == mujoco.mjtGain.mjGAIN_FIXED).all()
        and (model.actuator_biastype == mujoco.mjtBias.mjBIAS_AFFINE).all()
        and (model.geom_solref[:, 0] > 0).all()
        and _spheres_meet_the_floor_alone(model)
    )


def _is_floor(model: mujoco.MjModel) -> np.ndarray:
    """Which geoms are what a robot can stand on, bool."""
    return np.isin(model.geom_type, (mujoco.mjtGeom.mjGEOM_PLANE, mujoco.mjtGeom.mjGEOM_HFIELD))


def _spheres_meet_the_floor_alone(model: mujoco.MjModel) -> bool:
    """Whether each sphere touches the floor, with friction against sliding alone, and no other sphere."""
    floor = _is_floor(model)
    types, affinities = model.geom_contype, model.geom_conaffinity
    meets = (types[:, None] & affinities) | (affinities[:, None] & types) != 0
    ahead = np.where(floor, model.geom_priority, -np.inf).max() > model.geom_priority[~floor]
    behind = np.where(floor, model.geom_priority, np.inf).min() < model.geom_priority[~floor]
    of_floor, of_spheres = model.geom_condim[floor], model.geom_condim[~floor]
    condim = np.where(ahead, of_floor, np.where(behind, of_spheres, np.maximum(of_floor, of_spheres)))
    return (
        meets[np.ix_(floor, ~floor)].all() and not meets[np.ix_(~floor, ~floor)].any() and (condim == 3).all()
    )


def _axes(quaternion: np.ndarray) -> np.ndarray:
    """Normal and tangents of a plane, the tangents chosen as MuJoCo chooses them."""
    rotation = np.zeros(9)
    mujoco.mju_quat2Mat(rotation, quaternion)
    normal = rotation.reshape(3, 3)[:, 2]
    other = np.array([0.0, 1.0, 0.0]) if abs(normal[1]) < 0.5 else np.array([0.0, 0.0, 1.0])
    tangent = other - normal * (normal @ other)
    tangent /= np.linalg.norm(tangent)
    return np.stack([normal, tangent, np.cross(normal, tangent)]).astype(np.float32)
