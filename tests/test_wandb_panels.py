"""`go2mjx panels`: the guide's charts and panels as a saved view of W&B, or its description.

The server is a stand-in on this machine that takes every view; nothing here was tried against the real one.
"""

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import wandb_stub

from go2mjx.commands import panels
from go2mjx.process.errors import UsageError
from go2mjx.telemetry import wandb_panels, wandb_runs
from go2mjx.telemetry.metrics import ACTOR_AXIS, BY_DIRECTION, LEARNER_AXIS, METRICS, by_key
from go2mjx.telemetry.wandb_server import WandbUnavailable


def plots(section: str) -> list[tuple[tuple[str, ...], str]]:
    return [(plot.keys, plot.axis) for plot in wandb_panels.view()[section]]


def test_the_recommended_charts_are_those_of_the_guide():
    """On the guide's axes, then ours; numbers of different units are not drawn against one y axis."""
    assert plots("Recommended charts") == [
        (("actor/episode_reward",), ACTOR_AXIS),
        (("actor/episode_length",), ACTOR_AXIS),
        (("sac/actor_loss", "sac/critic_loss"), LEARNER_AXIS),
        (("sac/entropy",), LEARNER_AXIS),
        (("sac/temperature",), LEARNER_AXIS),
        (("actor/steps_per_second",), wandb_panels.RELATIVE_TIME),
        (("timer/total",), wandb_panels.RELATIVE_TIME),
        (("actor/avg_episode_reward_10",), ACTOR_AXIS),
        (("eval/velocity_error",), ACTOR_AXIS),
        (("eval/yaw_rate_error",), ACTOR_AXIS),
        (("eval/success_rate",), ACTOR_AXIS),
    ]


def test_each_figure_by_direction_is_one_plot_with_a_line_per_direction():
    assert plots("Directions of command") == [
        (tuple(keys.values()), ACTOR_AXIS) for keys in BY_DIRECTION.values()
    ]


@pytest.mark.parametrize(
    ("panel", "prefixes"), [("Environment Panel", ["actor"]), ("Training Panel", ["sac", "learner"])]
)
def test_the_panels_of_the_guide_have_all_their_metrics(panel, prefixes):
    shown = {keys[0] for keys, _ in plots(panel)}
    assert {metric.key for metric in METRICS if metric.key.partition("/")[0] in prefixes} <= shown


def test_every_metric_is_in_one_panel_on_its_axis():
    _, _, *rest = wandb_panels.view().values()
    in_panels = [plot for section in rest for plot in section]
    assert sorted(plot.keys for plot in in_panels) == sorted((metric.key,) for metric in METRICS)
    assert all(plot.axis == by_key(plot.keys[0]).axis for plot in in_panels)


def test_without_a_login_the_view_is_described_and_the_way_to_save_it_named(tmp_path, monkeypatch, capsys):
    wandb_stub.install(monkeypatch)
    path = tmp_path / "view.json"
    panels.main(["--output", str(path)])
    printed = capsys.readouterr().err
    assert "the view is not saved" in printed and "wandb login" in printed and str(path) in printed
    described = json.loads(path.read_text())
    assert (described["project"], described["view"]) == (wandb_runs.PROJECT, wandb_panels.VIEW)
    drawn = [
        (tuple(plot["y"]), plot["x"]) for section in described["sections"] for plot in section["line plots"]
    ]
    assert drawn == [(plot.keys, plot.axis) for section in wandb_panels.view().values() for plot in section]


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    wandb_stub.install_online(monkeypatch)
    monkeypatch.setitem(sys.modules, "wandb_workspaces", None)
    with pytest.raises(WandbUnavailable, match=r"pip install 'go2mjx\[panels\]'"):
        panels.main(["--wandb_mode", "online"])


def test_offline_asks_nobody(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(wandb_panels, "save", lambda *_: pytest.fail("W&B was asked"))
    panels.main(["--wandb_mode", "offline", "--output", str(tmp_path / "view.json")])
    assert (tmp_path / "view.json").is_file()
    assert "warning" not in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(UsageError, match="--output"):
        panels.main(["--wandb_mode", "offline", "--output", str(tmp_path / "missing" / "view.json")])


class Server(ThreadingHTTPServer):
    """Answers W&B's questions about the login with `somebody`, and takes views; `views` are their variables.

    With `refusal` it refuses views with that text, and with `silent` it does not answer to them.
    """

    refusal: str | None = None
    silent = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.views: list[dict] = []
        self.stopped = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_error(404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path != "/graphql":  # wandb's telemetry
            self.send_error(404)
            return
        asked = json.loads(body)
        answer = {"data": {"viewer": {"id": "1", "entity": "somebody", "teams": {"edges": []}}}}
        if "upsertView" in asked["query"]:
            self.server.views.append(asked["variables"])
            answer = {"data": {"upsertView": {"view": {"id": "1", "name": asked["variables"]["name"]}}}}
            if self.server.refusal:
                answer = {"errors": [{"message": self.server.refusal}]}
            if self.server.silent:
                self.server.stopped.wait()
        content = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with suppress(OSError):  # who asked may be gone
            self.wfile.write(content)

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    server = Server()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.stopped.set()
    server.shutdown()
    server.server_close()


def run(server: Server, home, *arguments: str, seconds: float = 60.0) -> subprocess.CompletedProcess:
    """The command with a login in a process of its own, since wandb keeps the first server of a process."""
    code = (
        "import sys; from go2mjx.telemetry import wandb_panels; from go2mjx.commands import panels\n"
        f"wandb_panels.SAVE_SECONDS = {seconds}\n"
        "panels.main(sys.argv[1:])"
    )
    environment = {key: value for key, value in os.environ.items() if not key.startswith("WANDB_")}
    environment |= {"WANDB_API_KEY": "0" * 40, "WANDB_BASE_URL": server.address, "HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize("entity", [None, "a-team"])
def test_the_view_is_saved_in_the_project_with_every_plot_on_its_axis(tmp_path, server, entity):
    done = run(server, tmp_path, "--wandb_mode", "online", *(["--entity", entity] if entity else []))
    assert done.returncode == 0, done.stderr
    [view] = server.views
    owner = entity or "somebody"
    assert (view["entityName"], view["projectName"]) == (owner, wandb_runs.PROJECT)
    assert (view["displayName"], view["type"]) == (wandb_panels.VIEW, "project-view")
    assert f"view saved: {server.address}/{owner}/{wandb_runs.PROJECT}?nw=" in done.stderr
    time_axis = {wandb_panels.RELATIVE_TIME: "_runtime"}
    sections = json.loads(view["spec"])["section"]["panelBankConfig"]["sections"]
    for sent, (title, plots) in zip(sections, wandb_panels.view().items(), strict=True):
        assert (sent["name"], sent["isOpen"]) == (title, True)
        page = sent["flowConfig"]
        assert page["columnsPerPage"] * page["rowsPerPage"] >= len(plots), "plots hidden on a second page"
        for panel, plot in zip(sent["panels"], plots, strict=True):
            assert panel["viewType"] == "Run History Line Plot"
            assert panel["config"] == {
                "chartTitle": plot.title,
                "xAxis": time_axis.get(plot.axis, plot.axis),
                "metrics": list(plot.keys),
            }


def test_a_view_that_is_refused_is_told_of_and_described(tmp_path, server):
    server.refusal = "project not found"
    done = run(server, tmp_path, "--output", str(tmp_path / "view.json"))
    assert done.returncode == 0, done.stderr
    assert "project not found" in done.stderr and "first run" in done.stderr
    assert (tmp_path / "view.json").is_file()


def test_a_server_that_does_not_answer_is_left(tmp_path, server):
    server.silent = True
    done = run(server, tmp_path, "--output", str(tmp_path / "view.json"), seconds=2.0)
    assert done.returncode == 0, done.stderr
    assert "did not answer within 2 s" in done.stderr
    assert server.views and (tmp_path / "view.json").is_file()
