"""A wandb that records what it is asked to do, as strict as the real one where that matters."""

import itertools
import re
import sys
import types
from pathlib import Path

import pytest

from go2mjx.telemetry import wandb_server


class StubRun:
    """One run: its `init` arguments, and in `calls` every later call in order, as (name, arguments)."""

    def __init__(self, init: dict, run_id: str, server: dict[int, dict] | None) -> None:
        self.init = init
        self.name = init["name"]
        self.id = run_id
        self.url = f"https://wandb.test/{run_id}"
        self.path = f"somebody/{init['project']}/{run_id}"
        self.dir = str(Path(init["dir"]) / "wandb" / f"run-20260101_000000-{run_id}" / "files")
        self.calls: list[tuple[str, dict]] = []
        self._server = server
        self.starting_step = max(server or {}, default=-1) + 1

    def define_metric(self, name: str, step_metric: str | None = None) -> None:
        self.calls.append(("define_metric", {"name": name, "step_metric": step_metric}))

    def log(self, data: dict, step: int | None = None) -> None:
        for key, value in data.items():
            if type(value) not in (int, float, bool, str):
                raise TypeError(f"{key} is a {type(value)}")
        self.calls.append(("log", {"data": dict(data), "step": step}))
        if self._server is not None and step >= max(self._server, default=self.starting_step):
            self._server[step] = self._server.get(step, {}) | data

    def log_artifact(self, artifact: types.SimpleNamespace) -> None:
        self.calls.append(("log_artifact", {"name": artifact.name, "files": artifact.files}))

    def alert(self, title: str, text: str) -> None:
        self.calls.append(("alert", {"title": title, "text": text}))

    def finish(self, exit_code: int | None = None) -> None:
        self.calls.append(("finish", {"exit_code": exit_code}))

    def named(self, name: str) -> list[dict]:
        """The arguments of all calls of one method."""
        return [arguments for called, arguments in self.calls if called == name]


class StubWandb(types.ModuleType):
    """Stands in for the module; `runs` are the opened runs by name. Without `api_key` login fails.

    `server` holds what was logged online: by run id, the data by step.
    """

    def __init__(self, base_url: str, api_key: bool) -> None:
        super().__init__("wandb")
        self.runs: dict[str, StubRun] = {}
        self.server: dict[str, dict[int, dict]] = {}
        self.online_init_error: Exception | None = None
        self._base_url = base_url
        self._api_key = api_key
        self._ids = itertools.count()

    def Settings(self, **settings: object) -> types.SimpleNamespace:
        return types.SimpleNamespace(**settings)

    def setup(self, settings: object = None) -> types.SimpleNamespace:
        return types.SimpleNamespace(settings=types.SimpleNamespace(base_url=self._base_url))

    def teardown(self, exit_code: int | None = None) -> None:
        pass

    def login(self, prompt: bool = True, verify: bool = True) -> bool:
        if not self._api_key and prompt:
            raise AssertionError("wandb.login would prompt")
        return self._api_key

    def init(self, **arguments: object) -> StubRun:
        online = arguments["mode"] == "online"
        if online and self.online_init_error is not None:
            raise self.online_init_error
        run_id = arguments.get("id") or f"id{next(self._ids)}"
        if online and run_id in self.server and arguments.get("resume") != "allow":
            raise AssertionError(f"run {run_id} would be overwritten")
        run = StubRun(arguments, run_id, self.server.setdefault(run_id, {}) if online else None)
        self.runs[run.name] = run
        return run

    def Artifact(self, name: str, type: str) -> types.SimpleNamespace:
        if not re.fullmatch(r"[a-zA-Z0-9_\-.]{1,128}", name):
            raise ValueError(f"invalid artifact name {name!r}")
        files: list[str] = []

        def add_file(path: str) -> None:
            assert Path(path).is_file()
            files.append(Path(path).name)

        return types.SimpleNamespace(name=name, files=files, add_file=add_file)

    def Api(self, timeout: int) -> types.SimpleNamespace:
        def run(path: str) -> types.SimpleNamespace:
            steps = self.server[path.rpartition("/")[2]]

            def scan_history(keys: list[str], page_size: int, use_cache: bool) -> list[dict]:
                assert page_size > 0 and not use_cache
                rows = [{"_step": step} | data for step, data in steps.items()]
                return [{key: row[key] for key in keys} for row in rows if row.keys() >= set(keys)]

            return types.SimpleNamespace(lastHistoryStep=max(steps, default=-1), scan_history=scan_history)

        return types.SimpleNamespace(run=run)


def install(
    monkeypatch: pytest.MonkeyPatch, base_url: str = "http://127.0.0.1:9", api_key: bool = False
) -> StubWandb:
    """Put a stub in place of wandb; port 9 of this machine refuses connections."""
    for name in ("WANDB_MODE", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    stub = StubWandb(base_url, api_key)
    monkeypatch.setitem(sys.modules, "wandb", stub)
    return stub


def install_online(monkeypatch: pytest.MonkeyPatch) -> StubWandb:
    """Put a stub in place of wandb that has a login, and a server that answers."""
    monkeypatch.setattr(wandb_server, "server_answers", lambda *_: True)
    return install(monkeypatch, api_key=True)
