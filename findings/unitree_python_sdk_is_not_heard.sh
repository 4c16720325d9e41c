#!/usr/bin/env bash
# One would expect: Unitree's Python SDK as packaged for any Cyclone DDS from 0.10.2 on talks with the compiled C++ SDK
#   with the newest one, too. Names, fields and bytes on the wire are the same.
# What happens: its classes say uint8. Cyclone DDS 0.10.2 for Python made octets of that, which is what the C++ SDK has;
#   11.0.1 makes them the uint8 of XTypes, which is another type. The two do not match: nothing arrives and nothing is said. With
#   the same classes of octets every state arrives.
# Seen: 2026-11-28, unitree-sdk2py-dimos 1.0.3, far-unitree-sdk 0.1.8, cyclonedds 11.0.1, Python 3.11. Output:
#   cyclonedds 11.0.1 unitree-sdk2py-dimos 1.0.3 far-unitree-sdk 0.1.8
#   the C++ SDK reads of the Python SDK's LowState_: angle 0.0
#   the C++ SDK reads of the same with octets:       angle 1.5
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install --quiet --disable-pip-version-check --no-deps \
    unitree-sdk2py-dimos==1.0.3 cyclonedds==11.0.1 rich-click==1.9.9 far-unitree-sdk==0.1.8
cat > "$folder/send.py" <<'PYTHON'
"""Publish states whose first angle is 1.5; with the argument octets, of octets."""
import sys
import time

import cyclonedds.idl.types as types

uint8 = types.uint8
if sys.argv[1] == "octets":
    types.uint8 = types.byte  # while the classes are made
from unitree_sdk2py.idl.default import unitree_go_msg_dds__LowState_
from unitree_sdk2py.idl.unitree_go.msg.dds_ import LowState_
from unitree_sdk2py.utils.crc import CRC

types.uint8 = uint8
from cyclonedds.domain import Domain, DomainParticipant
from cyclonedds.pub import DataWriter
from cyclonedds.topic import Topic

domain = Domain(0, """<CycloneDDS><Domain Id="any"><General><Interfaces><NetworkInterface address="127.0.0.1"/></Interfaces>
</General><Discovery><ParticipantIndex>auto</ParticipantIndex><Peers><Peer address="127.0.0.1"/></Peers></Discovery>
</Domain></CycloneDDS>""")
participant = DomainParticipant(0)
writer = DataWriter(participant, Topic(participant, "rt/lowstate", LowState_))
state = unitree_go_msg_dds__LowState_()
state.motor_state[0].q = 1.5
state.crc = CRC().Crc(state)
for _ in range(700):
    writer.write(state)
    time.sleep(0.01)
PYTHON
cat > "$folder/read.py" <<'PYTHON'
"""Print the first angle that the C++ SDK has within four seconds."""
import time

import unitree_interface

robot = unitree_interface.UnitreeInterface.create_go2("lo")
for _ in range(40):
    if robot.read_low_state().motor.q[0]:
        break
    time.sleep(0.1)
print("angle", robot.read_low_state().motor.q[0])
PYTHON
try() {
    "$folder/python/bin/python" "$folder/send.py" "$1" 2> "$folder/errors" & sender=$!
    sleep 1
    "$folder/python/bin/python" "$folder/read.py" 2>> "$folder/errors" | grep '^angle'
    wait "$sender"
}
"$folder/python/bin/python" -c 'from importlib.metadata import version as v; print(
    *(f"{name} {v(name)}" for name in ("cyclonedds", "unitree-sdk2py-dimos", "far-unitree-sdk")))'
plain=$(try uint8); octets=$(try octets)
echo "the C++ SDK reads of the Python SDK's LowState_: $plain"
echo "the C++ SDK reads of the same with octets:       $octets"
if [ "$plain $octets" != "angle 0.0 angle 1.5" ]; then
    echo "CHANGED: whether the C++ SDK hears the Python SDK with this Cyclone DDS" >&2; exit 1
fi
