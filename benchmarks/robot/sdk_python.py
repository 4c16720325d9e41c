"""A client of Unitree's Python SDK and nothing else: `stand` moves the robot's legs, `joystick` is its remote.

Run by `benchmarks.robot.vendor_clients` in an environment of its own; prints what it saw as JSON.
"""

import json
import sys
import time

from unitree_sdk2py.comm.motion_switcher.motion_switcher_client import MotionSwitcherClient
from unitree_sdk2py.core.channel import ChannelFactoryInitialize, ChannelPublisher, ChannelSubscriber
from unitree_sdk2py.idl.default import unitree_go_msg_dds__LowCmd_, unitree_go_msg_dds__WirelessController_
from unitree_sdk2py.idl.unitree_go.msg.dds_ import LowCmd_, LowState_, WirelessController_
from unitree_sdk2py.utils.crc import CRC

POSE = (0.0, 0.67, -1.3) * 4  # hip, thigh, calf
START, B = 1 << 2, 1 << 9


def stand(seconds=4.0):
    """Ask for the mode, stand up in half of `seconds`, hold; what was read."""
    switcher = MotionSwitcherClient()
    switcher.SetTimeout(5.0)
    switcher.Init()
    code, mode = switcher.CheckMode()
    seen, crc = [], CRC()
    states = ChannelSubscriber("rt/lowstate", LowState_)
    states.Init(seen.append, 10)
    commands = ChannelPublisher("rt/lowcmd", LowCmd_)
    commands.Init()
    while not seen:
        time.sleep(0.01)
    first = [motor.q for motor in seen[-1].motor_state[:12]]
    command = unitree_go_msg_dds__LowCmd_()
    command.head, command.level_flag = [0xFE, 0xEF], 0xFF
    begin = time.monotonic()
    while (passed := time.monotonic() - begin) < seconds:
        share = min(1.0, 2 * passed / seconds)
        for motor, low, high in zip(command.motor_cmd, first, POSE):  # noqa: B905  for Python 3.8
            motor.mode, motor.kp, motor.kd, motor.q = 1, 60.0, 5.0, (1 - share) * low + share * high
        command.crc = crc.Crc(command)
        commands.Write(command)
        time.sleep(0.001)
    last = seen[-1]
    return {
        "check_mode": [code, mode],
        "states": len(seen),
        "right_crc": sum(crc.Crc(state) == state.crc for state in seen[-200:]),
        "off_the_pose_rad": max(abs(motor.q - angle) for motor, angle in zip(last.motor_state, POSE)),  # noqa: B905
        "tilt_rad": max(abs(angle) for angle in last.imu_state.rpy[:2]),
    }


def joystick():
    """Start, then forward, then B; the seconds since the first message at which each began."""
    sticks = ChannelPublisher("rt/wirelesscontroller", WirelessController_)
    sticks.Init()
    message = unitree_go_msg_dds__WirelessController_()
    began = {}
    begin = time.monotonic()
    for name, seconds, keys, forward in (
        ("idle", 10.0, 0, 0.0),
        ("start", 4.0, START, 0.0),
        ("forward", 4.0, 0, 0.6),
        ("B", 2.0, B, 0.0),
    ):
        began[name] = time.monotonic() - begin
        message.keys, message.ly = keys, forward
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            sticks.Write(message)
            time.sleep(0.02)
    return began


if __name__ == "__main__":
    ChannelFactoryInitialize(0, "lo")
    print(json.dumps({"stand": stand, "joystick": joystick}[sys.argv[1]]()))
