"""Run an exported policy without JAX: numpy, onnxruntime and mujoco are all it needs.

`python -m go2mjx.deploy policy.onnx` drives the simulated robot. On a real one, call `Controller.step` of
`go2mjx.deploy.safety` at the control rate and send what it returns to the motors.
"""
