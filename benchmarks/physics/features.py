"""What of MuJoCo each engine ignores, tried: the same small model with and without each feature, beside C MuJoCo.

python -m benchmarks.physics.features [--json FILE]
"""

import dataclasses
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import jax
import jax.numpy as jnp
import mujoco
import numpy as np
import tyro
from mujoco import mjx
from rich.table import Table

from benchmarks.measurement import print_table, write_json
from go2mjx.physics.features import ignored

ENGINES = ("jax", "warp")
STEPS = 100
"""Of 4 ms; the position target of the actuator swings by 0.8 rad meanwhile."""
MODEL = """
<mujoco>
  <option timestep="0.004"><flag/></option>
  <worldbody>
    <geom name="floor" type="plane" size="5 5 .1" euler="0 10 0"/>
    <body name="ball" pos="0 3 .12"><freejoint/><geom name="ball" size=".1" mass="1" friction=".9"/></body>
    <body name="arm" pos="0 0 1">
      <joint name="shoulder" axis="0 1 0"/>
      <geom name="arm" type="capsule" size=".05" fromto="0 0 0 .4 0 0" mass="1"/>
      <body pos=".4 0 0">
        <joint name="elbow" axis="0 1 0"/>
        <geom type="capsule" size=".04" fromto="0 0 0 .3 0 0" mass=".5"/>
      </body>
    </body>
  </worldbody>
  <tendon><fixed name="cable"><joint joint="elbow" coef="1"/></fixed></tendon>
  <actuator><position name="motor" joint="shoulder" kp="20" kv="1"/></actuator>
</mujoco>
"""
SHOULDER, CABLE, MOTOR = '<joint name="shoulder"', '<fixed name="cable"', '<position name="motor"'
OPTION, FLAG, FLOOR, ARM = "<option", "<flag", '<geom name="floor"', '<geom name="arm"'


@dataclasses.dataclass(frozen=True)
class Case:
    """A feature in `MODEL`: each tag of `feature` and of `common`, which both models have, gets more attributes."""

    feature: dict[str, str]
    named: str = ""
    """Name of the element that uses it."""
    common: dict[str, str] = dataclasses.field(default_factory=dict)

    def models(self) -> tuple[mujoco.MjModel, mujoco.MjModel]:
        """The model with the feature and the model without."""
        without = MODEL
        for tag, attributes in self.common.items():
            without = without.replace(tag, f"{tag} {attributes}")
        with_it = without
        for tag, attributes in self.feature.items():
            with_it = with_it.replace(tag, f"{tag} {attributes}")
        return mujoco.MjModel.from_xml_string(with_it), mujoco.MjModel.from_xml_string(without)


FLUID = {OPTION: 'density="50" viscosity="1"'}
CASES = {
    "actuator delay": Case({MOTOR: 'delay="0.04" nsample="20"'}, "motor"),
    "activation state": Case({MOTOR: 'timeconst="0.05"'}, "motor"),
    "actuator armature": Case({MOTOR: 'armature="0.2"'}, "motor"),
    "actuator damping": Case({MOTOR: 'damping="2"'}, "motor"),
    "disabled actuator group": Case({OPTION: 'actuatorgroupdisable="2"'}, "motor", {MOTOR: 'group="2"'}),
    "polynomial damping": Case({SHOULDER: 'damping="0 1 2"'}, "shoulder"),
    "polynomial stiffness": Case({SHOULDER: 'stiffness="0 20 30"'}, "shoulder"),
    "plastic spring": Case({SHOULDER: 'springyield="0.2"'}, "shoulder", {SHOULDER: 'stiffness="50"'}),
    "polynomial damping of a tendon": Case({CABLE: 'damping="0 .1 .1"'}, "cable"),
    "polynomial stiffness of a tendon": Case({CABLE: 'stiffness="0 20 30"'}, "cable"),
    "ellipsoid fluid drag": Case({ARM: 'fluidshape="ellipsoid"'}, "arm", FLUID),
    "surface velocity": Case({FLOOR: 'surfacevel="1 0 0"'}, "floor"),
    "sleeping": Case({FLAG: 'sleep="enable"'}),
    "springs or dampers disabled": Case(
        {FLAG: 'spring="disable"'}, common={SHOULDER: 'stiffness="9" damping="1"'}
    ),
    "noslip iterations": Case({OPTION: 'noslip_iterations="10"'}, common={OPTION: 'cone="elliptic"'}),
    "another integrator than Euler": Case(
        {OPTION: 'integrator="discrete"'}, common={SHOULDER: 'damping="1"'}
    ),
}


@dataclasses.dataclass(frozen=True)
class EngineFeaturesConfig:
    """Try what each engine ignores."""

    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Where to write the results."""


def main(argv: Sequence[str]) -> None:
    """Run the command."""
    arguments = tyro.cli(EngineFeaturesConfig, args=list(argv), use_underscores=True)
    jax.config.update("jax_default_matmul_precision", "highest")
    rows = {name: measure(case) for name, case in CASES.items()}
    print_table(table(rows))
    if arguments.json is not None:
        versions = {name: version(name) for name in ("mujoco", "mujoco-mjx", "warp-lang", "jax")}
        write_json(arguments.json, {"versions": versions, "positions_off": rows})


def measure(case: Case) -> dict[str, Any]:
    """Largest difference of a position after `STEPS`: of C with and without the feature, of each engine and C with it."""
    with_it, without = case.models()
    truth = c_positions(with_it)
    result: dict[str, Any] = {"effect": float(np.abs(truth - c_positions(without)).max())}
    for engine in ENGINES:
        refused = bool(ignored(with_it, engine))
        try:
            off = float(np.abs(engine_positions(with_it, engine) - truth).max())
        except NotImplementedError:
            off = None
        result[engine] = {"off": off, "refused": refused}
    return result


def c_positions(model: mujoco.MjModel) -> np.ndarray:
    """Positions after `STEPS` of C MuJoCo."""
    data = mujoco.MjData(model)
    for index in range(STEPS):
        data.ctrl[:] = 0.8 * np.sin(0.1 * index)
        mujoco.mj_step(model, data)
    return data.qpos


def engine_positions(mj_model: mujoco.MjModel, engine: str) -> np.ndarray:
    """Positions after `STEPS` of MJX, which carries all of its state."""
    model = mjx.put_model(mj_model, impl=engine)

    def step(data: mjx.Data, index: jax.Array) -> tuple[mjx.Data, None]:
        return mjx.step(model, data.replace(ctrl=jnp.full(mj_model.nu, 0.8 * jnp.sin(0.1 * index)))), None

    run = jax.jit(lambda data: jax.lax.scan(step, data, jnp.arange(STEPS))[0])
    return np.asarray(run(mjx.make_data(mj_model, impl=engine)).qpos)


def table(rows: dict[str, dict[str, Any]]) -> Table:
    """A row a feature."""
    result = Table(title=f"positions off after {STEPS} steps with the feature (rad, m)")
    result.add_column("feature")
    for heading in ("effect in C", *(f"{engine} off C" for engine in ENGINES)):
        result.add_column(heading, justify="right")
    for name, row in rows.items():
        engines = [_cell(row[engine]) for engine in ENGINES]
        result.add_row(name, f"{row['effect']:.1e}", *engines)
    return result


def _cell(engine: dict[str, Any]) -> str:
    off = "cannot step it" if engine["off"] is None else f"{engine['off']:.1e}"
    return off + (" (refused)" if engine["refused"] else "")


if __name__ == "__main__":
    main(sys.argv[1:])
