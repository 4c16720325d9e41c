"""The comparison of devices: the robot of MJX and that of C MuJoCo get the same start and the same actions."""

import numpy as np

from benchmarks import measurement
from benchmarks.gpu import agreement


def test_mjx_and_c_mujoco_start_alike_and_a_device_agrees_with_itself(go2, monkeypatch, capsys):
    def trajectory(env, start, actions):
        positions = []
        for action in actions:
            start = go2.step(start, action)
            positions.append(start.physics.simulation.qpos)
        return np.array(positions)

    monkeypatch.setattr(agreement, "trajectory", trajectory)
    monkeypatch.setattr(agreement, "AFTER", (1, 5))
    results = agreement.compare(go2.env, go2.size)
    assert results["same_device"]
    assert all(row["largest"] == 0 for row in results["differences"]["device to CPU"])
    first, later = results["differences"]["CPU to C MuJoCo"]
    assert 0 < first["median"] <= first["largest"] < 1e-3
    assert later["control_steps"] == 5 and later["median"] < 1e-2
    measurement.print_table(agreement.table(results))
    assert "which is the CPU" in capsys.readouterr().out
