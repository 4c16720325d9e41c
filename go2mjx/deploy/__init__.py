"""Run an exported policy without JAX: numpy and onnxruntime are all it needs, from Python 3.8 on.

`python -m go2mjx.deploy policy.onnx` drives the simulated robot, with mujoco. On a real one, call `Controller.step` of
`go2mjx.deploy.safety` at the control rate and send what it returns to the motors.
"""

from pathlib import Path

SHIPPED = Path(__file__).with_name("go2.onnx")
"""The policy that comes with go2mjx, of a GO2, trained with the preset go2_robust_cpu (docs/randomization.md)."""
