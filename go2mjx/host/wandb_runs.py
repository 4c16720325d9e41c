"""The W&B runs of a training run; the only module that imports wandb, and only if a run is wanted.

Nothing here may stop or stall the training: `auto` mode goes offline when there is no login or network,
failures while logging are reported once, and everything that may wait is bounded in time.
"""

import json
import os
import shlex
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from go2mjx.host import console
from go2mjx.host.bounded import completes, server_answers
from go2mjx.host.errors import UsageError
from go2mjx.host.metrics import AXES, METRICS, Role

PROJECT = "go2_sac_training"
GROUP = "GO2_SAC_Training"
COMMON_TAGS = ("SAC", "GO2", "quadruped")
TAGS: dict[Role, tuple[str, ...]] = {"actor": ("actor", "environment_interaction"), "learner": ("learner",)}

PROBE_SECONDS = 3.0
"""How long the server may take to answer before it counts as unreachable."""
AUTO_INIT_SECONDS = 5.0
"""How long one run may take to open online before `auto` goes offline."""
INIT_SECONDS = 10.0
"""How long one run may take to open in a mode that was asked for."""
ABANDON_SECONDS = 2.0
"""How long closing the runs may take when opening the others failed."""
ALERT_SECONDS = 600.0
"""No alert is sent twice within this time."""

Mode = Literal["auto", "online", "offline", "disabled"]


class WandbUnavailable(UsageError):
    """W&B cannot be used as asked; the text says why and what to do."""


class WandbRuns:
    """The open runs by role; without any (mode "disabled") every method does nothing.

    `mode` is "online", "offline" or "disabled"; `records` describes each run: name, id, url, directory.
    """

    def __init__(self, mode: str, runs: Mapping[Role, Any]) -> None:
        self.mode = mode
        self._runs = dict(runs)
        self._distinct = list({id(run): run for run in self._runs.values()}.values())
        self._step = 0
        self._alert_times: dict[str, float] = {}
        self._warned: set[str] = set()
        self.records = [
            {
                "name": run.name,
                "id": run.id,
                "url": run.url if mode == "online" else None,
                "directory": str(Path(run.dir).parent),
            }
            for run in self._distinct
        ]

    @property
    def sync_command(self) -> str:
        """The command that uploads the runs later."""
        return shlex.join(["wandb", "sync", *(record["directory"] for record in self.records)])

    def log(self, role: Role, row: Mapping[str, bool | int | float]) -> None:
        """Log a row of `MetricSink` to the run of its role, at step `iteration`."""
        if role not in self._runs:
            return
        # W&B discards a row whose step is lower than the last one
        self._step = max(self._step, row["iteration"])
        metrics = {key: value for key, value in row.items() if key != "iteration"}
        self._guarded("logging", lambda: self._runs[role].log(metrics, step=self._step))

    def alert(self, title: str, text: str) -> None:
        """Send an alert, at most one per title in `ALERT_SECONDS`."""
        now = time.monotonic()
        if not self._distinct or now - self._alert_times.get(title, -ALERT_SECONDS) < ALERT_SECONDS:
            return
        self._alert_times[title] = now
        self._guarded("alerts", lambda: self._distinct[0].alert(title=title, text=text))

    def finish(self, exit_code: int = 0, timeout: float = 60.0) -> bool:
        """Close the runs; after `timeout` seconds give up, say how to upload the rest, return False."""
        runs, self._runs, self._distinct = self._distinct, {}, []

        def finish_all() -> None:
            for run in runs:
                self._guarded("finishing", lambda run=run: run.finish(exit_code=exit_code))

        finished = completes(finish_all, timeout)
        if not finished:
            console.warning(
                f"W&B did not finish within {timeout:g} s; upload the rest with: {self.sync_command}"
            )
        return finished

    def _guarded(self, what: str, action: Callable[[], object]) -> None:
        try:
            action()
        except Exception as error:
            if what not in self._warned:
                self._warned.add(what)
                console.warning(f"W&B {what} failed: {error!r}; metrics.jsonl is complete")


def open_wandb_runs(
    mode: Mode, layout: Literal["split", "single"], exp_name: str, run_dir: Path, config: Mapping[str, Any]
) -> WandbRuns:
    """Open `Actor-<exp_name>` and `Learner-<exp_name>` (split) or `<exp_name>` (single).

    `auto` goes online with a login and a reachable server, else offline, and logs nothing without wandb; it
    honours WANDB_MODE=offline and WANDB_MODE=disabled. It decides within 10 s and never raises; the other
    modes raise WandbUnavailable, within 15 s. `<run_dir>/wandb_runs.json` tells the mode and the records.
    """
    wanted = mode
    if mode == "auto" and os.environ.get("WANDB_MODE") in ("offline", "disabled"):
        wanted = os.environ["WANDB_MODE"]
    if wanted == "disabled":
        return WandbRuns("disabled", {})
    plan = _plan(layout, exp_name, run_dir, config)
    try:
        runs = _open_auto(plan) if wanted == "auto" else _open_as_asked(wanted, plan)
    except WandbUnavailable as problem:
        if mode != "auto":
            raise
        console.warning(f"W&B is off, metrics go to metrics.jsonl only: {problem}")
        return WandbRuns("disabled", {})
    text = json.dumps({"mode": runs.mode, "runs": runs.records}, indent=2)
    (Path(run_dir) / "wandb_runs.json").write_text(text + "\n", encoding="utf-8")
    return runs


Plan = list[tuple[tuple[Role, ...], dict[str, Any]]]
"""For each W&B run: the roles it holds and the arguments of `wandb.init`."""


def _plan(layout: str, exp_name: str, run_dir: Path, config: Mapping[str, Any]) -> Plan:
    names: dict[str, tuple[Role, ...]] = {exp_name: ("actor", "learner")}
    if layout == "split":
        names = {f"Actor-{exp_name}": ("actor",), f"Learner-{exp_name}": ("learner",)}
    return [
        (
            roles,
            {
                "project": PROJECT,
                "group": GROUP,
                "name": name,
                "tags": [*COMMON_TAGS, *(tag for role in roles for tag in TAGS[role])],
                "config": dict(config),
                "dir": str(run_dir),
                "reinit": "create_new",
            },
        )
        for name, roles in names.items()
    ]


def _open_auto(plan: Plan) -> WandbRuns:
    wandb = _import_wandb()
    try:
        _require_server(wandb)
        return _open(wandb, plan, "online", init_seconds=AUTO_INIT_SECONDS)
    except WandbUnavailable as problem:
        runs = _open(wandb, plan, "offline", init_seconds=INIT_SECONDS)
        console.warning(f"W&B is offline: {problem}; upload later with: {runs.sync_command}")
        return runs


def _open_as_asked(mode: str, plan: Plan) -> WandbRuns:
    wandb = _import_wandb()
    if mode == "online":
        _require_server(wandb)
    runs = _open(wandb, plan, mode, init_seconds=INIT_SECONDS)
    if mode == "offline":
        console.message(f"W&B is offline; upload later with: {runs.sync_command}")
    return runs


def _import_wandb() -> ModuleType:
    try:
        import wandb
    except ImportError as error:
        raise WandbUnavailable(
            f"wandb cannot be imported ({error}); install it with `pip install wandb`"
        ) from None
    return wandb


def _require_server(wandb: ModuleType) -> None:
    """Raise WandbUnavailable unless there is an API key and the server answers; never prompts.

    Asked first because a failed online init takes long.
    """
    try:
        server = wandb.setup(settings=wandb.Settings(silent=True)).settings.base_url
        logged_in = wandb.login(prompt=False, verify=False)
    except Exception as error:
        raise WandbUnavailable(
            f"the W&B login is not valid ({error}); run `wandb login --relogin`"
        ) from error
    if not logged_in:
        raise WandbUnavailable("there is no W&B API key; run `wandb login` or set WANDB_API_KEY")
    if not server_answers(server, PROBE_SECONDS):
        raise WandbUnavailable(
            f"the W&B server {server} does not answer; check network and proxy, or use --wandb_mode offline"
        )


def _open(wandb: ModuleType, plan: Plan, mode: str, init_seconds: float) -> WandbRuns:
    """Open all runs of the plan, or none. Raises WandbUnavailable."""
    opened: dict[Role, Any] = {}
    try:
        for roles, arguments in plan:
            settings = wandb.Settings(silent=True, console="off", init_timeout=init_seconds)
            run = wandb.init(**arguments, mode=mode, settings=settings)
            opened |= dict.fromkeys(roles, run)
            for role in roles:
                _define_axes(run, role)
        runs = WandbRuns(mode, opened)
    except Exception as error:
        WandbRuns(mode, opened).finish(exit_code=1, timeout=ABANDON_SECONDS)
        reason = (str(error).splitlines() or [repr(error)])[0]
        raise WandbUnavailable(f"wandb.init failed in {mode} mode ({reason})") from error
    for record in runs.records:
        if record["url"]:
            console.message(f"W&B run {record['name']}: {record['url']}")
    return runs


def _define_axes(run: Any, role: Role) -> None:
    """Plot every metric of the role over the axis of the role; before the first row, or W&B ignores it."""
    axis = AXES[role]
    run.define_metric(axis)
    for prefix in dict.fromkeys(metric.key.partition("/")[0] for metric in METRICS if metric.role == role):
        run.define_metric(f"{prefix}/*", step_metric=axis)
