"""The W&B runs of a training run.

Nothing here may stop or stall the training: `auto` mode goes offline when there is no login or network,
failures while logging are reported once, and everything that may wait is bounded in time. wandb is only
imported if a run is wanted.
"""

import os
import shlex
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from go2mjx.process import console, files
from go2mjx.process.bounded import completes
from go2mjx.telemetry import wandb_history, wandb_server
from go2mjx.telemetry.metrics import AXES, METRICS, Role
from go2mjx.telemetry.wandb_server import WandbUnavailable

PROJECT = "go2_sac_training"
GROUP = "GO2_SAC_Training"
COMMON_TAGS = ("SAC", "GO2", "quadruped")
TAGS: dict[Role, tuple[str, ...]] = {"actor": ("actor", "environment_interaction"), "learner": ("learner",)}

AUTO_INIT_SECONDS = 5.0
"""How long one run may take to open online before `auto` goes offline."""
INIT_SECONDS = 10.0
"""How long one run may take to open in a mode that was asked for."""
ABANDON_SECONDS = 2.0
"""How long closing the runs may take when opening the others failed."""
UPLOAD_SECONDS = 60.0
"""How long handing over the files of a finished run may take; they are sent until `finish` gives up."""

Mode = Literal["auto", "online", "offline", "disabled"]
Layout = Literal["split", "single"]


class WandbRuns:
    """The open runs by role; without any (mode "disabled") every method does nothing.

    `mode` is "online", "offline" or "disabled". `records` describes each run: name, id, roles, path
    (entity/project/id) and url, both None unless online, and its local directories, the newest last.
    `sent` counts the rows that were logged, by role.
    """

    def __init__(
        self,
        mode: str,
        run_dir: Path,
        runs: Mapping[Role, Any] | None = None,
        held: Mapping[Role, int] | None = None,
    ) -> None:
        self.mode = mode
        self.sent: Counter[Role] = Counter()
        self._run_dir = Path(run_dir)
        self._runs = dict(runs or {})
        self._held = dict(held or {})
        self._distinct = list({id(run): run for run in self._runs.values()}.values())
        self._warned: set[str] = set()
        self.records = [self._record(run) for run in self._distinct]

    @property
    def last_iteration(self) -> int:
        """The last iteration that a run had before it was opened here, -1 for none."""
        return max(self._held.values(), default=-1)

    @property
    def sync_command(self) -> str:
        """The command that uploads the rows later."""
        return shlex.join(["go2mjx", "sync", str(self._run_dir)])

    @property
    def _kept(self) -> str:
        return f"nothing is lost: {self._run_dir} has the files, and every row in metrics.jsonl"

    def log(self, role: Role, row: Mapping[str, bool | int | float]) -> bool:
        """Log a row of `MetricSink` to the run of its role, at step `iteration`, unless W&B is past that step.

        W&B drops a row whose iteration is lower than that of the last one. False if W&B did not take the row.
        """
        if role not in self._runs or row["iteration"] <= self._held.get(role, -1):
            return True
        metrics = {key: value for key, value in row.items() if key != "iteration"}
        taken = self._guarded("logging", lambda: self._runs[role].log(metrics, step=row["iteration"]))
        self.sent[role] += taken
        return taken

    def alert(self, title: str, text: str) -> None:
        """Send an alert to the first run; `Alerts` sees to it that no title comes too often."""
        if self._distinct:
            self._guarded("alerts", lambda: self._distinct[0].alert(title=title, text=text))

    def upload(self, paths: Sequence[Path]) -> None:
        """Send files as one artifact of the first run; a failure is one warning."""
        if not self._distinct or not paths:
            return
        run = self._distinct[0]

        def hand_over() -> None:
            artifact = wandb_server.import_wandb().Artifact(f"results-{run.id}", type="results")
            for path in paths:
                artifact.add_file(str(path))
            run.log_artifact(artifact)

        # online it asks the server
        if not completes(lambda: self._guarded("uploading", hand_over), UPLOAD_SECONDS):
            self._warned.add("uploading")
            console.warning(f"W&B did not take the files within {UPLOAD_SECONDS:g} s; {self._kept}")

    def finish(self, exit_code: int = 0, timeout: float = 60.0) -> bool:
        """Close the runs; False if that failed, or took longer than `timeout` seconds: then say how to upload the rest."""
        runs, self._runs, self._distinct = self._distinct, {}, []

        def finish_all() -> None:
            for run in runs:
                self._guarded("finishing", lambda run=run: run.finish(exit_code=exit_code))

        finished = completes(finish_all, timeout)
        if not finished:
            self._warned.add("finishing")  # what the thread reports when it is given up is no news
            console.warning(
                f"W&B did not finish within {timeout:g} s; upload the rest with: {self.sync_command}"
            )
            wandb_server.abandon()
        return "finishing" not in self._warned

    def _guarded(self, what: str, action: Callable[[], object]) -> bool:
        """Whether `action` succeeded; only its first failure is reported."""
        try:
            action()
        except Exception as error:
            if what not in self._warned:
                self._warned.add(what)
                console.warning(f"W&B {what} failed: {error!r}; {self._kept}")
            return False
        return True

    def _record(self, run: Any) -> dict[str, Any]:
        online, current = self.mode == "online", Path(run.dir).parent
        earlier = [folder for folder in wandb_history.folders(self._run_dir, run.id) if folder != current]
        return {
            "name": run.name,
            "id": run.id,
            "roles": [role for role, of_role in self._runs.items() if of_role is run],
            "path": run.path if online else None,
            "url": run.url if online else None,
            "directories": [str(folder) for folder in (*earlier, current)],
        }


def open_wandb_runs(
    mode: Mode,
    layout: Layout,
    exp_name: str,
    run_dir: Path,
    config: Mapping[str, Any],
    ids: Mapping[str, str] | None = None,
    parent: Mapping[str, str] | None = None,
    files_dir: Path | None = None,
) -> WandbRuns:
    """Open `Actor-<exp_name>` and `Learner-<exp_name>` (split) or `<exp_name>` (single).

    `ids` names the run to continue by run name: `log` then leaves out the rows that W&B has. `parent`, the ids
    of the runs that new ones take over from, goes into their config as `parent_run`. W&B keeps its own files in
    `files_dir`, by default the run directory; offline it has the rows that are in files there.

    `auto` goes online with a login and a reachable server, else offline, and logs nothing without wandb; it
    honours WANDB_MODE=offline and WANDB_MODE=disabled. It decides within 10 s, and the time to read the local
    files of continued runs, and never raises; the other modes raise WandbUnavailable, within 15 s.
    `<run_dir>/wandb_runs.json` tells the mode and the records.
    """
    wanted = mode
    if mode == "auto" and os.environ.get("WANDB_MODE") in ("offline", "disabled"):
        wanted = os.environ["WANDB_MODE"]
    if wanted == "disabled":
        return WandbRuns("disabled", run_dir)
    if parent:
        config = {**config, "parent_run": dict(parent)}
    plan = _plan(layout, exp_name, files_dir or run_dir, config, ids or {})
    try:
        runs = _open_auto(plan, run_dir) if wanted == "auto" else _open_as_asked(wanted, plan, run_dir)
    except WandbUnavailable as problem:
        if mode != "auto":
            raise
        console.warning(f"W&B is off, metrics go to metrics.jsonl only: {problem}")
        return WandbRuns("disabled", run_dir)
    path = Path(run_dir) / wandb_history.FILE_NAME
    try:
        files.write_json(path, {"mode": runs.mode, "runs": runs.records})
    except OSError as error:
        console.warning(f"{path} cannot be written: {error}")
    return runs


Plan = list[tuple[tuple[Role, ...], dict[str, Any]]]
"""For each W&B run: the roles it holds and the arguments of `wandb.init`."""


def _plan(
    layout: Layout, exp_name: str, files_dir: Path, config: Mapping[str, Any], ids: Mapping[str, str]
) -> Plan:
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
                "id": ids.get(name),
                "resume": "allow" if name in ids else None,
                "tags": [*COMMON_TAGS, *(tag for role in roles for tag in TAGS[role])],
                "config": dict(config),
                "dir": str(files_dir),
                "reinit": "create_new",
            },
        )
        for name, roles in names.items()
    ]


def _open_auto(plan: Plan, run_dir: Path) -> WandbRuns:
    wandb = wandb_server.import_wandb()
    try:
        wandb_server.require_server(wandb)
        return _open(wandb, plan, run_dir, "online", init_seconds=AUTO_INIT_SECONDS)
    except WandbUnavailable as problem:
        runs = _open(wandb, plan, run_dir, "offline", init_seconds=INIT_SECONDS)
        console.warning(f"W&B is offline: {problem}; upload later with: {runs.sync_command}")
        return runs


def _open_as_asked(mode: str, plan: Plan, run_dir: Path) -> WandbRuns:
    wandb = wandb_server.import_wandb()
    if mode == "online":
        wandb_server.require_server(wandb)
    runs = _open(wandb, plan, run_dir, mode, init_seconds=INIT_SECONDS)
    if mode == "offline":
        console.message(f"W&B is offline; upload later with: {runs.sync_command}")
    return runs


def _open(wandb: ModuleType, plan: Plan, run_dir: Path, mode: str, init_seconds: float) -> WandbRuns:
    """Open all runs of the plan, or none. Raises WandbUnavailable."""
    opened: dict[Role, Any] = {}
    held: dict[Role, int] = {}
    try:
        for roles, arguments in plan:
            settings = wandb.Settings(silent=True, console="off", init_timeout=init_seconds)
            last_step = -1
            if mode == "offline" and arguments["id"]:
                last_step = wandb_history.last_local_step(arguments["dir"], arguments["id"])
            run = wandb.init(**arguments, mode=mode, settings=settings)
            if mode == "online":
                last_step = run.starting_step - 1  # the server's, also after a kill that it did not notice
            opened |= dict.fromkeys(roles, run)
            held |= dict.fromkeys(roles, last_step)
            for role in roles:
                _define_axes(run, role)
        runs = WandbRuns(mode, run_dir, opened, held)
    except Exception as error:
        WandbRuns(mode, run_dir, opened).finish(exit_code=1, timeout=ABANDON_SECONDS)
        reason = (str(error).splitlines() or [repr(error)])[0]
        raise WandbUnavailable(f"the W&B runs cannot be opened in {mode} mode ({reason})") from error
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
