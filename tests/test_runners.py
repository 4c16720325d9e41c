"""`go2mjx export --runner`: what the public C++ runners would do with the files is what our own does.

The two runners here are written from what the public ones do with their settings: unitree_rl_lab at e72a072, rl_sar at
e384912.
"""

import json
from collections import deque
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import yaml
from deploy_tools import untrained
from sensor_walk import Step, random_walk
from toy_run import save_run, toy_state

from go2mjx.commands import export as command
from go2mjx.deploy.policy import Observer, Policy, PolicyError
from go2mjx.export import runners
from go2mjx.export.onnx_policy import to_onnx
from go2mjx.process.errors import UsageError


class Network:
    """The first input and the first output of a file, in the declared shape."""

    def __init__(self, file: Path):
        self._session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])

    def __call__(self, observation: np.ndarray) -> np.ndarray:
        (given,) = self._session.get_inputs()
        output = self._session.get_outputs()[0]
        assert (given.name, output.name) == ("obs", "actions")
        (action,) = self._session.run(
            [output.name], {given.name: np.float32(observation).reshape(given.shape)}
        )
        return action[0]


def turned_back(orientation: np.ndarray, vector: np.ndarray) -> np.ndarray:
    """A world vector in the frame of a quaternion w, x, y, z."""
    w, x, y, z = orientation / np.linalg.norm(orientation)
    matrix = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
            [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
            [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
        ]
    )
    return matrix.T @ vector


class UnitreeRLLab:
    """Terms in the order of the file, each with its history, oldest first, filled by the first reading."""

    def __init__(self, folder: Path):
        self.settings = yaml.safe_load((folder / "params/deploy.yaml").read_text())
        self.network = Network(folder / "exported/policy.onnx")
        self.history: dict[str, deque] = {}
        self.action = np.zeros(12)

    def step(self, step: Step) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Targets, Kp and Kd in the order of the SDK."""
        said, motors = self.settings, self.settings["joint_ids_map"]
        assert said["step_dt"] == 0.02
        ranges = said["commands"]["base_velocity"]["ranges"]
        low, high = np.transpose([ranges[key] for key in ("lin_vel_x", "lin_vel_y", "ang_vel_z")])
        values = {
            "base_ang_vel": step.gyro,
            "projected_gravity": turned_back(step.orientation, np.array([0.0, 0.0, -1.0])),
            "joint_pos_rel": step.position[motors] - said["default_joint_pos"],
            "joint_vel_rel": step.velocity[motors],
            "last_action": self.action,
            "velocity_commands": np.clip(step.command, low, high),
        }
        parts = []
        for name, term in said["observations"].items():
            assert term["clip"] is None and isinstance(term["params"], dict)
            assert len(term["scale"]) == len(values[name])
            length = term["history_length"]
            past = self.history.setdefault(name, deque([values[name]] * length, maxlen=length))
            past.append(values[name])
            parts += [np.array(value) * term["scale"] for value in past]
        self.action = self.network(np.concatenate(parts))
        drive = said["actions"]["JointPositionAction"]
        targets = np.clip(self.action * drive["scale"] + drive["offset"], *np.transpose(drive["clip"]))
        commanded = np.zeros(12)
        commanded[motors] = targets
        return commanded, np.array(said["stiffness"]), np.array(said["damping"])


class RlSar:
    """All observations of a step together, newest step first, the history filled with zeros."""

    def __init__(self, folder: Path):
        self.settings = yaml.safe_load((folder / "config.yaml").read_text())[f"go2/{folder.name}"]
        self.network = Network(folder / self.settings["model_name"])
        length = max(self.settings["observations_history"]) + 1
        self.history = deque([np.zeros(self.settings["num_observations"])] * length, maxlen=length)
        self.action = np.zeros(12)

    def step(self, step: Step) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Targets, Kp and Kd in the order of the SDK."""
        said, motors = self.settings, self.settings["joint_mapping"]
        gravity = turned_back(step.orientation, np.array([0.0, 0.0, -1.0]))
        values = {
            "ang_vel": step.gyro * said["ang_vel_scale"],
            "gravity_vec": gravity,
            "commands": step.command * said["commands_scale"],
            "dof_pos": (step.position[motors] - said["default_dof_pos"]) * said["dof_pos_scale"],
            "dof_vel": step.velocity[motors] * said["dof_vel_scale"],
            "actions": self.action,
        }
        now = np.concatenate([values[name] for name in said["observations"]])
        assert said["observations_history_priority"] == "time" and said["wheel_indices"] == []
        self.history.appendleft(np.clip(now, -said["clip_obs"], said["clip_obs"]))
        seen = np.concatenate([self.history[age] for age in said["observations_history"]])
        self.action = np.clip(self.network(seen), said["clip_actions_lower"], said["clip_actions_upper"])
        commanded, position_gain, derivative_gain = np.zeros((3, 12))
        commanded[motors] = self.action * said["action_scale"] + said["default_dof_pos"]
        position_gain[motors], derivative_gain[motors] = said["rl_kp"], said["rl_kd"]
        return commanded, position_gain, derivative_gain


@pytest.fixture(scope="module", params=[1, 3], ids=["no history", "history of 3"])
def file(request, tmp_path_factory):
    """An exported policy that moves at random, and whose heading nobody holds: public runners do not."""
    file = tmp_path_factory.mktemp("generic") / "policy.onnx"
    trained = untrained(noise=0.3, history_length=request.param, heading_gain=0.0)
    onnx.save(to_onnx(trained, {"commit": "abc"}), file)
    return file


@pytest.fixture(params=[UnitreeRLLab, RlSar])
def runner(request, file, tmp_path):
    name = {UnitreeRLLab: "unitree_rl_lab", RlSar: "rl_sar"}[request.param]
    folder = tmp_path / "folder with a space"
    assert command.main(["--checkpoint", str(file), "--runner", name, "--output", str(folder)]) == 0
    return request.param(folder)


def ours(file: Path, steps: list[Step], last_actions: list[np.ndarray]) -> np.ndarray:
    """Joint targets in the order of the SDK, (steps, 12), of our own observer after the same actions."""
    policy = Policy(file)
    said, targets = policy.description, []
    observer = Observer(said)
    for step, last_action in zip(steps, last_actions, strict=True):
        command = np.clip(step.command, *step.limits(said))
        observation = observer(step.sensors(said.sdk_order), command, last_action)
        _, (target,) = policy(observation[None])
        targets.append(target[list(said.sdk_order)])
    return np.array(targets)


def test_it_sends_the_motors_what_our_runner_does(file, runner):
    """Also under commands beyond the training, to which no runner but ours is sure to keep."""
    steps, said = random_walk(40), Policy(file).description
    last_actions, results = [], []
    for step in steps:
        last_actions.append(runner.action)
        results.append(runner.step(step))
    targets = np.array([target for target, _, _ in results])
    # a history that begins with zeros is ours once it is full
    first = said.history_length - 1 if isinstance(runner, RlSar) else 0
    np.testing.assert_allclose(targets[first:], ours(file, steps, last_actions)[first:], atol=2e-5)
    assert np.ptp(targets, axis=0).min() > 0.05
    for _, position_gain, derivative_gain in results:
        sdk = list(said.sdk_order)
        np.testing.assert_array_equal(position_gain, np.array(said.position_gain)[sdk])
        np.testing.assert_array_equal(derivative_gain, np.array(said.derivative_gain)[sdk])


@pytest.mark.parametrize("name", list(runners.FORMATS))
def test_the_file_is_plain_float32_of_fixed_size_and_says_where_it_comes_from(file, name):
    (content, _) = runners.files(name, onnx.load(file), "walk").values()
    model = onnx.load_from_string(content)
    assert model.ir_version == 8 and [item.version for item in model.opset_import] == [17]
    for item in (*model.graph.input, *model.graph.output):
        assert item.type.tensor_type.elem_type == onnx.TensorProto.FLOAT
        assert item.type.tensor_type.shape.dim[0].dim_value == 1
    said = {item.key: json.loads(item.value) for item in model.metadata_props}
    assert said == {"runner": name, "training": {"commit": "abc"}}
    with pytest.raises(PolicyError, match=f"made for {name}"):
        Policy(content)


def test_a_run_is_exported_for_a_runner_at_once(tmp_path, monkeypatch, capsys):
    save_run(tmp_path / "run", *toy_state(env="GO2-v0"))
    monkeypatch.chdir(tmp_path)
    assert command.main(["--checkpoint", "run", "--runner", "rl_sar"]) == 0
    assert sorted(path.name for path in (tmp_path / "go2mjx_policy").iterdir()) == [
        "config.yaml",
        "policy.onnx",
    ]
    said = capsys.readouterr().err
    assert "largest difference" in said and "wrote go2mjx_policy/config.yaml" in said


def test_a_policy_that_a_runner_cannot_drive_is_refused(tmp_path):
    go1, slow = to_onnx(untrained(env="GO1-v0")), to_onnx(untrained())
    for name in runners.FORMATS:
        with pytest.raises(UsageError, match=rf"--runner {name}: it drives a GO2; the policy drives GO1"):
            runners.files(name, go1, "walk")
    for item in slow.metadata_props:
        item.value = "0.04" if item.key == "control_time_step" else item.value
    with pytest.raises(UsageError, match=r"rl_sar: it acts every 0.02 s; the policy acts every 0.04 s"):
        runners.files("rl_sar", slow, "walk")


def test_mistakes_are_named(file, tmp_path):
    (tmp_path / "text.onnx").write_text("hello")
    for_runner = ["--checkpoint", str(file), "--runner", "rl_sar"]
    for arguments, reason in (
        (["--checkpoint", str(file)], "is exported; name another --runner"),
        ([*for_runner, "--output", str(file)], "must be a folder"),
        ([*for_runner, "--output", str(tmp_path / "none" / "walk")], "must be a folder"),
        (["--checkpoint", str(tmp_path / "text.onnx"), "--runner", "rl_sar"], "cannot load it"),
    ):
        with pytest.raises(UsageError, match=reason):
            command.main(arguments)
