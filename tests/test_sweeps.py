"""The sweep files: wandb's own agent makes command lines of them that `go2mjx train` accepts.

No sweep was tried against a real server: the agent is given here what the server would send it, in one test over HTTP.
"""

import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from wandb import wandb_agent
from wandb.sdk.launch.sweeps import utils as sweep_utils

from go2mjx.__main__ import main
from go2mjx.config import cli, presets
from go2mjx.config.tree import to_flat
from go2mjx.process.errors import UsageError
from go2mjx.telemetry import metrics, wandb_runs
from tests import sweep_server, tiny_run

SWEEPS = sorted((Path(__file__).parents[1] / "configs" / "sweeps").glob("*.yaml"))
PAGE = (Path(__file__).parents[1] / "docs" / "wandb.md").read_text()
RUN_ID = "agentrun"
END = "end of the command line\n"


@pytest.fixture(params=SWEEPS, ids=[path.stem for path in SWEEPS])
def sweep(request) -> dict:
    return yaml.safe_load(request.param.read_text())


@pytest.fixture
def agent(tmp_path, monkeypatch) -> wandb_agent.Agent:
    """The agent without a server; what it sets in the environment is taken back."""
    settings = {"SWEEP_ID": "sweep", "PROJECT": wandb_runs.PROJECT, "RUN_ID": "", "SWEEP_PARAM_PATH": ""}
    for name, value in (settings | {"DIR": str(tmp_path), "MODE": "offline"}).items():
        monkeypatch.setenv(f"WANDB_{name}", value)
    return wandb_agent.Agent(api=None, queue=None)


def combinations(sweep: dict) -> list[dict]:
    """The points of the grid."""
    parameters = sweep["parameters"]
    values = itertools.product(*(parameter["values"] for parameter in parameters.values()))
    return [dict(zip(parameters, point, strict=True)) for point in values]


def start(agent: wandb_agent.Agent, sweep: dict, point: dict) -> wandb_agent.AgentProcess:
    """What the agent starts when the server sends it a point of the grid."""
    agent._sweep_command = list(sweep["command"])
    arguments = {name: {"value": value} for name, value in point.items()}
    agent._command_run({"run_id": RUN_ID, "program": sweep["program"], "args": arguments})
    return agent._run_processes[RUN_ID]


def stand_in(folder: Path, monkeypatch) -> None:
    """Puts a `go2mjx` first on the path that prints its words, one a line, and then `END`."""
    program = folder / "go2mjx"
    program.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" '{END.strip()}'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)


@pytest.fixture
def words(agent, sweep, tmp_path, monkeypatch):
    """The words that `go2mjx` gets at a point of the grid, from the agent's command run by a shell."""
    stand_in(tmp_path, monkeypatch)

    class Process:
        def __init__(self, command, env, **_):
            done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
            self.words = done.stdout.removesuffix(END).splitlines()

    monkeypatch.setattr(wandb_agent, "AgentProcess", Process)
    return lambda point: start(agent, sweep, point).words


def test_there_is_one_for_each_comparison_that_the_guide_names():
    assert [path.stem for path in SWEEPS] == ["hyperparameters", "network_size", "reward_design"]


def test_it_is_for_our_project_with_a_metric_that_is_logged_over_several_seeds(sweep):
    assert sweep["project"] == wandb_runs.PROJECT
    assert metrics.by_key(sweep["metric"]["name"]).when == metrics.EVALUATION
    assert len(set(sweep["parameters"]["seed"]["values"])) >= 3


def test_every_point_is_a_run_with_these_settings(sweep, words):
    resolved = []
    for point in combinations(sweep):
        command, *flags = words(point)
        assert command == "train"
        config = to_flat(cli.parse(flags))
        # the agent has an id for one run, see the test below
        assert (config["exp_name"], config["wandb_runs"]) == (sweep["name"], "single")
        widths = {"hidden_sizes": [int(width) for width in point.get("hidden_sizes", "").split()]}
        asked = point | (widths if "hidden_sizes" in point else {})
        assert {name: config[name] for name in asked} == asked
        resolved.append(json.dumps(config))
    assert len(set(resolved)) == len(resolved)


def test_its_last_point_can_be_built(sweep, words, capsys):
    assert main([*words(combinations(sweep)[-1]), "--platform", "cpu", "--dry_run"]) == 0
    assert f"--exp_name {sweep['name']} " in capsys.readouterr().out


def test_the_metric_lands_in_the_run_of_the_agent(agent, tmp_path, monkeypatch):
    """Real wandb, offline, on the toy: one run, with the agent's id, has both roles and the sweep's values."""
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    sweep = yaml.safe_load(SWEEPS[0].read_text())
    _, _, preset = tiny_run.command(tmp_path, wandb_mode="auto")
    point = {"preset": preset, "run_dir": str(tmp_path / "run"), "seed": 7}
    assert start(agent, sweep, point).wait(timeout=300) == 0
    [log] = (tmp_path / "run" / "wandb").glob("*run-*/*.wandb")
    inspect = [sys.executable, "-m", "wandb", "leet", "inspect", "--summary", "--json", str(log)]
    shown = json.loads(subprocess.run(inspect, capture_output=True, text=True, timeout=60, check=True).stdout)
    assert (shown["run_id"], shown["project"], shown["name"]) == (RUN_ID, sweep["project"], sweep["name"])
    assert {sweep["metric"]["name"], "learner/update_steps"} <= shown["summary"].keys()
    assert shown["config"]["seed"] == 7


def test_two_agents_share_one_sweep(tmp_path):
    """Two `wandb agent` of the real wandb against a server that stands in for W&B's; each point is trained once."""
    sweep = yaml.safe_load(SWEEPS[0].read_text())
    _, _, preset = tiny_run.command(tmp_path, wandb_mode="auto")
    points = [{"preset": preset, "wandb_mode": "offline", "seed": seed} for seed in (0, 1, 2)]
    with sweep_server.serving(sweep, points, agents=2) as server:
        words = [sys.executable, "-m", "wandb", "agent", f"{sweep_server.ENTITY}/{sweep['project']}/sweep"]
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        account = {"WANDB_BASE_URL": server.url, "WANDB_API_KEY": "0" * 40}
        place = {"cwd": tmp_path, "env": os.environ | account | {"PATH": path}}
        agents = [subprocess.Popen(words, stderr=subprocess.DEVNULL, **place) for _ in range(2)]
        assert [agent.wait(timeout=300) for agent in agents] == [0, 0]
    shares = [[point["seed"] for point in taken] for taken in server.taken.values()]
    assert sorted(map(len, shares)) == [1, 2] and sorted(seed for share in shares for seed in share) == [
        0,
        1,
        2,
    ]
    runs = [path.parent for path in (tmp_path / "runs").glob("*/summary.json")]
    assert sorted(json.loads((run / "config.json").read_text())["seed"] for run in runs) == [0, 1, 2]
    ids = {json.loads((run / "wandb_runs.json").read_text())["runs"][0]["id"] for run in runs}
    assert ids == {"run1", "run2", "run3"}


@pytest.mark.parametrize("path", SWEEPS, ids=[path.stem for path in SWEEPS])
def test_the_page_says_how_many_runs_it_takes(path):
    row = rf"\| `configs/sweeps/{path.name}` \|.*\| {len(combinations(yaml.safe_load(path.read_text())))} \|"
    assert re.search(row, PAGE)


def test_the_loop_of_the_page_does_without_an_account(tmp_path, monkeypatch):
    [loop] = re.findall(r"```bash\n(for .*?)```", PAGE, flags=re.DOTALL)
    stand_in(tmp_path, monkeypatch)
    done = subprocess.run(["bash", "-ec", loop], capture_output=True, text=True, check=True, cwd=tmp_path)
    *trainings, report = [words.splitlines() for words in done.stdout.split(END)[:-1]]
    configs = [cli.parse(words[1:]) for words in trainings]
    assert {words[0] for words in trainings} == {"train"} and report[0] == "report"
    assert {config.run.wandb_mode for config in configs} == {"disabled"}
    assert len({config.process.run_dir for config in configs}) == len(configs)
    assert len({(config.sac.critic_learning_rate, config.run.seed) for config in configs}) == 9


def test_a_task_of_a_slurm_array_trains_its_seed_and_goes_on_with_it(tmp_path, monkeypatch):
    """The script of the example with a stand-in for SLURM; the second time the run has begun."""
    stand_in(tmp_path, monkeypatch)
    srun = tmp_path / "srun"
    srun.write_text('#!/bin/sh\nexec "$@"\n')
    srun.chmod(0o755)
    run = tmp_path / "array" / "seed_7"
    words = [
        "bash",
        str(SWEEPS[0].parents[2] / "examples" / "slurm_seeds.sh"),
        str(run.parent),
        "--preset",
        "toy",
    ]
    environment = os.environ | {"SLURM_ARRAY_TASK_ID": "7"}

    def submitted():
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
        command, *flags = done.stdout.removesuffix(END).splitlines()
        assert command == "train"
        return cli.parse(flags)

    config = submitted()
    assert (config.run.seed, config.process.run_dir, config.run.env) == (7, str(run), "toy")
    run.mkdir(parents=True)
    presets.save_config(config, run / presets.CONFIG)
    again = submitted()
    assert again.process.resume and (again.run, again.process.run_dir) == (config.run, str(run))


POINT = {
    "layer_norm": False,
    "debug": True,
    "dry_run": False,
    "hidden_sizes": [64, 32],
    "target_update_rate": 1e-05,
    "reward": {"air_time": 1.5, "torque": -1e-05},
    "robot": None,
}
"""A point with a value of every kind that a sweep has, nested parameters among them."""


@pytest.mark.parametrize("form", ["args", "args_no_equals"])
def test_values_may_be_spelled_as_a_sweep_does(form):
    """Each of W&B's spellings of a flag and its value, from W&B's own code."""
    point = {name: {"value": value} for name, value in POINT.items()}
    words = sweep_utils.create_sweep_command_args({"args": point})[form]
    config = cli.parse(["--preset", "toy", *words])
    flat = to_flat(config)
    wanted = {"reward.air_time": 1.5, "reward.torque": -1e-05} | POINT
    assert {name: flat[name] for name in wanted if name in flat} == {
        name: value for name, value in wanted.items() if name not in ("dry_run", "reward")
    }
    assert config.process.dry_run is False


@pytest.mark.parametrize("form", ["args_no_hyphens", "args_append_hydra", "args_override_hydra", "args_json"])
def test_a_form_without_flags_is_told_the_one_to_write(form):
    words = sweep_utils.create_sweep_command_args({"args": {"seed": {"value": 3}}})[form]
    with pytest.raises(UsageError, match=r"seed.*--flag=VALUE.*\$\{args\}"):
        cli.parse(["--preset=toy", *words])


def test_what_is_no_boolean_is_told_what_is():
    with pytest.raises(UsageError, match=r"--layer_norm 'maybe': allowed are True and False"):
        cli.parse(["--layer_norm=maybe"])


def test_a_name_may_look_like_a_setting():
    assert cli.parse(["--preset", "toy", "--exp_name", "seed=3"]).run.exp_name == "seed=3"
