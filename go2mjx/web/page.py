"""One HTML file with a robot, its policy, MuJoCo and the scripts that let it walk in a browser."""

import html
import json
import re
from base64 import b64encode
from dataclasses import asdict
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import mujoco
import onnx

from go2mjx.deploy.policy import Policy
from go2mjx.deploy.safety import Limits
from go2mjx.deploy.simulation import SimulatedRobot
from go2mjx.physics.models import scene
from go2mjx.robots.description import Robot

FOLDER = Path(__file__).parent
SCRIPTS = ("parts/parts.js", "policy.js", "walker.js", "view.js", "steering.js", "main.js")
LICENCES = ("mujoco.txt", "mujoco_third_party.md", "three.txt")


def page(policy: Policy, robot: Robot) -> str:
    """The text of the page on which `policy` drives `robot` on a plane.

    Raises PolicyError when its control step is not a whole number of physics steps.
    """
    parts = {
        "page.css": _read("page.css"),
        "page": _json(_facts(policy, robot)),
        "mujoco": b64encode((FOLDER / "parts" / "mujoco.wasm.gz").read_bytes()).decode(),
        "licences": _licences(robot),
        "scripts": "\n".join(f"<script>\n{_read(name)}</script>" for name in SCRIPTS),
    }
    return re.sub(r"\{\{(.+?)\}\}", lambda found: parts[found[1]], _read("page.html"))


def _facts(policy: Policy, robot: Robot) -> dict[str, Any]:
    """What the scripts must know about this robot and this policy."""
    simulated = SimulatedRobot(policy.description, robot)
    description = asdict(policy.description)
    del description["training"]
    addresses = simulated.indices
    mjcf, files = _mjcf(robot, policy.description.physics_time_step)
    return {
        "robot": robot.name,
        "mjcf": mjcf,
        "files": {name: b64encode(content).decode() for name, content in files.items()},
        "addresses": {name: getattr(addresses, name).tolist() for name in ("qpos", "qvel", "actuators")},
        "start_height": simulated.start_height,
        "min_height": robot.min_height,
        "description": description,
        "limits": asdict(Limits()),
        "network": _network(onnx.load_from_string(policy.content)),
    }


def _mjcf(robot: Robot, time_step: float) -> tuple[str, dict[str, bytes]]:
    """The full-collision model as MuJoCo's WebAssembly reads it, and the files of its meshes by the names in there."""
    spec = scene(robot)
    spec.option.timestep = time_step
    for material in spec.materials:  # the page paints plain colours
        material.textures = [""] * mujoco.mjtTextureRole.mjNTEXROLE
    for element in (*spec.textures, *spec.hfields):
        spec.delete(element)
    mjcf = ElementTree.fromstring(spec.to_xml())
    for actuator in mjcf.iter("general"):
        # MuJoCo 4 writes it for servos, for which MuJoCo 3 does not know it
        actuator.attrib.pop("input", None)
    files = {}
    for mesh in mjcf.iterfind("asset/mesh[@file]"):
        path = Path(spec.modelfiledir, spec.meshdir, mesh.get("file"))
        mesh.set("file", f"{len(files)}{path.suffix}")
        files[mesh.get("file")] = path.read_bytes()
    mjcf.find("compiler").attrib.pop("meshdir", None)
    return ElementTree.tostring(mjcf, "unicode"), files


def _network(model: onnx.ModelProto) -> dict[str, Any]:
    """Nodes in order and constants, float32 in base64."""
    return {
        "nodes": [
            {
                "operator": node.op_type,
                "inputs": list(node.input),
                "output": node.output[0],
                "attributes": {item.name: onnx.helper.get_attribute_value(item) for item in node.attribute},
            }
            for node in model.graph.node
        ],
        "constants": {
            constant.name: b64encode(onnx.numpy_helper.to_array(constant).astype("<f4").tobytes()).decode()
            for constant in model.graph.initializer
        },
    }


def _licences(robot: Robot) -> str:
    """Of all that is in the page and not go2mjx's own."""
    texts = {name: _read(f"parts/licences/{name}") for name in LICENCES}
    own = robot.mjcf.with_name("LICENSE")
    texts[robot.name] = own.read_text(encoding="utf-8") if own.is_file() else robot.licence
    return html.escape("\n\n".join(f"==== {name} ====\n\n{text}" for name, text in texts.items()))


def _json(facts: dict[str, Any]) -> str:
    """As a script element can hold it."""
    return json.dumps(facts).replace("<", "\\u003c")


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
