#!/usr/bin/env bash
# One would expect: a position servo as MuJoCo has had it for years, written down by MuJoCo 4, is read by MuJoCo 3.
# What happens: 4.0.0 writes input="pos" for every position servo. 3.14.0 knows the attribute and refuses it there. The
#   newest WebAssembly build, @mujoco/mujoco on npm, is 3.14.0, so what 4.0.0 writes does not open in a browser. Without
#   the attribute both read it, and 4.0.0 makes the same model of it.
# Seen: 2026-11-28, mujoco 4.0.0 and 3.14.0, numpy 2.4.6, Python 3.11. Output:
#   mujoco 4.0.0 writes:
#       <general joint="hinge" input="pos" biastype="affine" gainprm="10" biasprm="0 -10 -1"/>
#   the same servo without the attribute: True
#   mujoco 3.14.0 refuses written: Error: input is only available for so3, pid and dcmotor actuators, actuator '' (id = 0)
#   mujoco 3.14.0 reads plain
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
for version in 4.0.0 3.14.0; do
    "$folder/python/bin/pip" install --quiet --disable-pip-version-check --target "$folder/$version" \
        mujoco=="$version" numpy==2.4.6
done
cat > "$folder/write.py" <<'PYTHON'
import sys

import mujoco
import numpy as np

SERVO = """<mujoco>
  <worldbody><body><joint name="hinge" axis="0 1 0"/><geom size="0.1"/></body></worldbody>
  <actuator><position joint="hinge" kp="10" kv="1"/></actuator>
</mujoco>"""

print("mujoco", mujoco.__version__, "writes:")
spec = mujoco.MjSpec.from_string(SERVO)
model = spec.compile()
text = spec.to_xml()
print("".join(line for line in text.splitlines(True) if "<general" in line), end="")
plain = text.replace(' input="pos"', "")
again = mujoco.MjModel.from_xml_string(plain)
same = all(
    np.array_equal(getattr(model, name), getattr(again, name))
    for name in ("actuator_gainprm", "actuator_biasprm", "actuator_gaintype", "actuator_biastype", "actuator_dyntype")
)
print("the same servo without the attribute:", same)
for name, content in (("written.xml", text), ("plain.xml", plain)):
    open(f"{sys.argv[1]}/{name}", "w").write(content)
sys.exit(0 if same and plain != text else 1)
PYTHON
cat > "$folder/read.py" <<'PYTHON'
import sys

import mujoco

refused = {}
for name in ("written", "plain"):
    try:
        mujoco.MjModel.from_xml_path(f"{sys.argv[1]}/{name}.xml")
        refused[name] = False
        print("mujoco", mujoco.__version__, "reads", name)
    except ValueError as error:
        refused[name] = True
        print("mujoco", mujoco.__version__, "refuses", name + ":", str(error).splitlines()[0])
sys.exit(0 if refused == {"written": True, "plain": False} else 1)
PYTHON
PYTHONPATH="$folder/4.0.0" "$folder/python/bin/python" "$folder/write.py" "$folder"
PYTHONPATH="$folder/3.14.0" "$folder/python/bin/python" "$folder/read.py" "$folder"
