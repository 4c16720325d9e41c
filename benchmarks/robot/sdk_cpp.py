"""A client of the compiled C++ SDK (far-unitree-sdk) and nothing else: stands the robot up and prints what it read as JSON.

Run by `benchmarks.robot.vendor_clients` in an environment of its own.
"""

import json
import time

import unitree_interface

POSE = (0.0, 0.67, -1.3) * 4  # hip, thigh, calf


def stand(seconds=4.0):
    """Stand up in half of `seconds`, hold; what was read."""
    robot = unitree_interface.UnitreeInterface.create_go2("lo")
    while not any(robot.read_low_state().imu.quat):
        time.sleep(0.01)
    first, command = list(robot.read_low_state().motor.q), robot.create_zero_command()
    command.kp, command.kd = [60.0] * 12, [5.0] * 12
    begin = time.monotonic()
    while (passed := time.monotonic() - begin) < seconds:
        share = min(1.0, 2 * passed / seconds)
        command.q_target = [(1 - share) * low + share * high for low, high in zip(first, POSE)]  # noqa: B905
        robot.write_low_command(command)
        time.sleep(0.002)
    last = robot.read_low_state()
    return {
        "off_the_pose_rad": max(abs(q - angle) for q, angle in zip(last.motor.q, POSE)),  # noqa: B905
        "tilt_rad": max(abs(angle) for angle in last.imu.rpy[:2]),
    }


if __name__ == "__main__":
    print(json.dumps(stand()))
