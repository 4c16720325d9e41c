"""A user's robot files, made from the GO2's: `PATH.xml`, changed at will, and its description in `PATH.yaml`."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from go2mjx import robots

GO2 = robots.load("GO2")


def description(**changes: Any) -> dict[str, Any]:
    """What a user writes for the GO2; a change to None leaves the key out."""
    fields = {
        "name": "REX",
        "licence": "BSD-3-Clause",
        "base": GO2.base,
        "imu": GO2.imu,
        "joints": list(GO2.joints),
        "feet": list(GO2.feet),
        "default_pose": list(GO2.default_pose),
        "min_height": GO2.min_height,
        **changes,
    }
    return {key: value for key, value in fields.items() if value is not None}


def write(
    folder: Path, change: Callable[[ElementTree.Element], Any] = lambda mjcf: None, **changes: Any
) -> str:
    """Write `rex.xml`, the GO2's MJCF after `change`, and `rex.yaml`; returns the path of the MJCF."""
    mjcf = ElementTree.parse(GO2.mjcf).getroot()
    change(mjcf)
    path = folder / "rex.xml"
    ElementTree.ElementTree(mjcf).write(path)
    path.with_suffix(".yaml").write_text(yaml.safe_dump(description(**changes)))
    return str(path)


def element(mjcf: ElementTree.Element, kind: str, name: str) -> ElementTree.Element:
    """The element of a kind and name."""
    return mjcf.find(f".//{kind}[@name='{name}']")


def parsed(text: str) -> ElementTree.Element:
    """One element from its text."""
    return ElementTree.fromstring(text)


def in_another_order(mjcf: ElementTree.Element) -> None:
    """Turn round the order of the legs, of the actuators and of the parts of each body."""
    for parent in (*mjcf.iter("body"), mjcf.find("actuator")):
        parent[:] = reversed(parent)


def with_motors(mjcf: ElementTree.Element) -> None:
    """Torque motors instead of position servos, as MuJoCo Menagerie's unitree_go2 has them."""
    for default in mjcf.find("default").iter("default"):
        for servo in default.findall("position"):
            limits = servo.attrib["forcerange"]
            servo.tag = "motor"
            servo.attrib.clear()
            servo.attrib["ctrlrange"] = limits
    for servo in mjcf.find("actuator"):
        servo.tag = "motor"


def in_a_room(mjcf: ElementTree.Element) -> None:
    """A world, options and a keyframe of the file's own, with what refers to its floor; feet that it decides on."""
    world = mjcf.find("worldbody")
    world.insert(0, parsed('<geom name="ground" type="plane" size="1 1 1" pos="0 0 0.2" friction="0.1"/>'))
    table = '<body name="table" pos="0.5 0 0"><geom name="table" type="box" size="0.2 0.2 0.4"/></body>'
    world.insert(0, parsed(table))
    world.append(parsed('<light pos="0 0 3"/>'))
    mjcf.append(parsed('<option timestep="0.01" cone="elliptic" impratio="100" gravity="0 0 -1.6"/>'))
    mjcf.append(parsed('<contact><pair geom1="ground" geom2="FL_foot"/></contact>'))
    mjcf.append(parsed('<sensor><distance geom1="ground" geom2="FL_foot" cutoff="1"/></sensor>'))
    mjcf.append(parsed(f'<keyframe><key name="home" qpos="{" ".join(["1"] * 19)}"/></keyframe>'))
    element(mjcf, "geom", "FL_foot").attrib.update(
        priority="5", friction="0.01", contype="1", conaffinity="1"
    )
    element(mjcf, "geom", "FR_foot").attrib.update(contype="0", conaffinity="0")


def with_a_mesh(mjcf: ElementTree.Element, folder: Path) -> None:
    """A trunk of triangles, which stand in a file in `folder`, and of a painted material."""
    (folder / "shapes").mkdir()
    corners = "v .2 .05 -.05\nv .2 -.05 -.05\nv -.2 0 -.05\nv 0 0 .06\n"
    (folder / "shapes" / "trunk.obj").write_text(f"{corners}f 1 3 2\nf 1 2 4\nf 2 3 4\nf 3 1 4\n")
    mjcf.find("compiler").set("meshdir", "shapes")
    mjcf.append(
        parsed("""<asset>
          <mesh name="trunk" file="trunk.obj"/>
          <texture name="paint" type="2d" builtin="flat" width="2" height="2"/>
          <material name="paint" texture="paint" rgba="0.9 0.4 0.1 1"/>
        </asset>""")
    )
    trunk = element(mjcf, "geom", "trunk")
    del trunk.attrib["size"]
    trunk.attrib.update(type="mesh", mesh="trunk", material="paint")
