"""Which W&B mode a run gets: no network, login or module is needed for training."""

import http.server
import json
import os
import shlex
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import wandb_stub

from go2mjx.telemetry.wandb_runs import WandbUnavailable, open_wandb_runs

ROOT = Path(__file__).parent.parent
CONFIG = {"loop": {"num_envs": 64}, "seed": 42}


class NotFound(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_error(404)

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    """The address of a server on this machine that answers every request with 404."""
    httpd = http.server.HTTPServer(("127.0.0.1", 0), NotFound)
    threading.Thread(target=httpd.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()


def test_auto_goes_online_with_a_login_and_a_server(tmp_path, monkeypatch, server, capsys):
    stub = wandb_stub.install(monkeypatch, base_url=server, api_key=True)
    runs = open_wandb_runs("auto", "split", "x", tmp_path, CONFIG)
    assert runs.mode == "online"
    assert {run.init["mode"] for run in stub.runs.values()} == {"online"}
    printed = capsys.readouterr().err
    saved = json.loads((tmp_path / "wandb_runs.json").read_text())
    assert saved["mode"] == "online"
    for record, run in zip(saved["runs"], stub.runs.values(), strict=True):
        assert (record["name"], record["id"], record["url"]) == (run.name, run.id, run.url)
        assert run.url in printed


@pytest.mark.parametrize("api_key", [False, True])
def test_auto_goes_offline_without_login_or_network_and_says_how_to_sync(
    tmp_path, monkeypatch, capsys, api_key
):
    wandb_stub.install(monkeypatch, api_key=api_key)
    start = time.monotonic()
    runs = open_wandb_runs("auto", "split", "x", tmp_path, CONFIG)
    assert time.monotonic() - start < 10
    assert runs.mode == "offline"
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert runs.sync_command in lines[0]
    assert ("does not answer" if api_key else "no W&B API key; run `wandb login`") in lines[0]
    assert runs.sync_command == shlex.join(["go2mjx", "sync", str(tmp_path)])


def test_auto_goes_offline_when_init_fails(tmp_path, monkeypatch, server, capsys):
    stub = wandb_stub.install(monkeypatch, base_url=server, api_key=True)
    stub.online_init_error = RuntimeError("permission denied\nmore")
    runs = open_wandb_runs("auto", "split", "x", tmp_path, CONFIG)
    assert runs.mode == "offline"
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1 and "permission denied" in lines[0]


@pytest.mark.parametrize("mode", ["offline", "disabled"])
def test_auto_follows_the_environment(tmp_path, monkeypatch, server, mode):
    wandb_stub.install(monkeypatch, base_url=server, api_key=True)
    monkeypatch.setenv("WANDB_MODE", mode)
    assert open_wandb_runs("auto", "split", "x", tmp_path, CONFIG).mode == mode


@pytest.mark.parametrize(
    ("api_key", "fix"), [(False, "no W&B API key; run `wandb login`"), (True, "--wandb_mode offline")]
)
def test_online_that_cannot_be_is_an_error_with_the_fix(tmp_path, monkeypatch, api_key, fix):
    wandb_stub.install(monkeypatch, api_key=api_key)
    start = time.monotonic()
    with pytest.raises(WandbUnavailable, match=fix):
        open_wandb_runs("online", "split", "x", tmp_path, CONFIG)
    assert time.monotonic() - start < 15


def test_a_half_opened_pair_is_closed(tmp_path, monkeypatch, server):
    stub = wandb_stub.install(monkeypatch, base_url=server, api_key=True)
    init = stub.init

    def second_fails(**arguments):
        if stub.runs:
            raise RuntimeError("quota")
        return init(**arguments)

    stub.init = second_fails
    with pytest.raises(WandbUnavailable, match="quota"):
        open_wandb_runs("online", "split", "x", tmp_path, CONFIG)
    assert stub.runs["Actor-x"].named("finish") == [{"exit_code": 1}]


def test_without_wandb_auto_warns_once_and_logs_locally(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "wandb", None)
    runs = open_wandb_runs("auto", "split", "x", tmp_path, CONFIG)
    runs.log("actor", {"iteration": 1, "actor/total_steps": 64})
    runs.alert("title", "text")
    assert runs.finish()
    assert runs.mode == "disabled"
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1 and "pip install wandb" in lines[0] and "metrics.jsonl" in lines[0]


@pytest.mark.parametrize("mode", ["online", "offline"])
def test_without_wandb_a_mode_asked_for_is_an_error_with_the_fix(tmp_path, monkeypatch, mode):
    monkeypatch.setitem(sys.modules, "wandb", None)
    with pytest.raises(WandbUnavailable, match="pip install wandb"):
        open_wandb_runs(mode, "split", "x", tmp_path, CONFIG)


def test_disabled_never_imports_wandb(tmp_path):
    code = (
        "import sys; from pathlib import Path; from go2mjx.telemetry.wandb_runs import open_wandb_runs\n"
        "runs = open_wandb_runs('disabled', 'split', 'x', Path(sys.argv[1]), {})\n"
        "runs.log('actor', {'iteration': 1}); runs.alert('a', 'b'); runs.finish()\n"
        "sys.exit('wandb' in sys.modules)"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    assert subprocess.run(command, check=False, cwd=ROOT).returncode == 0
    assert not list(tmp_path.iterdir())


def test_real_wandb_falls_back_offline_and_writes_both_runs(tmp_path):
    """A key but no server, standard input closed: one line, both runs on disk, no delay at the exit."""
    code = (
        "import sys; from pathlib import Path; from go2mjx.telemetry.wandb_runs import open_wandb_runs\n"
        "runs = open_wandb_runs('auto', 'split', 'x', Path(sys.argv[1]), {'hidden_sizes': (64, 64)})\n"
        "runs.log('actor', {'iteration': 1, 'actor/total_steps': 64, 'eval/track_err_vx_0.1': 0.5})\n"
        "runs.log('learner', {'iteration': 1, 'learner/update_steps': 1, 'sac/entropy': 2.0})\n"
        "runs.alert('title', 'text')\n"
        "sys.exit(0 if runs.finish() else 1)"
    )
    environment = {key: value for key, value in os.environ.items() if not key.startswith("WANDB_")}
    environment |= {"WANDB_API_KEY": "0" * 40, "WANDB_BASE_URL": "http://127.0.0.1:9", "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stderr.splitlines()) == 1 and "go2mjx sync" in done.stderr
    for record in json.loads((tmp_path / "wandb_runs.json").read_text())["runs"]:
        (directory,) = record["directories"]
        (log,) = Path(directory).glob("*.wandb")
        content = log.read_bytes()
        assert record["name"].encode() in content
        assert b"eval/track_err_vx_0.1" in content or b"sac/entropy" in content


def test_real_wandb_goes_to_the_server_that_was_logged_in_to(tmp_path):
    """What `wandb login --host` leaves is enough: no flag or variable names the server."""
    settings = tmp_path / ".config" / "wandb" / "settings"
    settings.parent.mkdir(parents=True)
    settings.write_text("[default]\nbase_url = http://127.0.0.1:9\n")
    (tmp_path / ".netrc").write_text(f"machine 127.0.0.1:9\n  login user\n  password {'0' * 40}\n")
    (tmp_path / ".netrc").chmod(0o600)
    code = "import wandb; from go2mjx.telemetry import wandb_server; wandb_server.require_server(wandb)"
    hidden = ("WANDB_", "XDG_", "NETRC")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(hidden)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment | {"HOME": str(tmp_path), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert "the W&B server http://127.0.0.1:9 does not answer" in done.stderr


def test_real_wandb_that_is_stuck_does_not_keep_the_process(tmp_path):
    """Its own process hangs: finish gives up, and the exit does not wait for it either."""
    code = (
        "import sys, psutil; from pathlib import Path; from go2mjx.telemetry.wandb_runs import open_wandb_runs\n"
        "runs = open_wandb_runs('offline', 'split', 'x', Path(sys.argv[1]), {})\n"
        "runs.log('actor', {'iteration': 1, 'actor/total_steps': 64})\n"
        "(core,) = [child for child in psutil.Process().children() if child.name() == 'wandb-core']\n"
        "core.suspend()\n"
        "sys.exit(3 if runs.finish(timeout=1.0) else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "go2mjx sync" in done.stderr
    assert "Traceback" not in done.stderr
