"""Run an exported policy without JAX: numpy and onnxruntime are all it needs, from Python 3.8 on.

`python -m go2mjx.deploy policy.onnx` drives the simulated robot, with mujoco. On a real one, call `Controller.step` of
`go2mjx.deploy.safety` at the control rate and send what it returns to the motors.
"""
