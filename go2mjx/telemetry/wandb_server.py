"""wandb itself and its server: whether they can be used, what the server has, and an end that does not hang."""

import math
from contextlib import suppress
from types import ModuleType

import psutil

from go2mjx.process.bounded import completes, server_answers
from go2mjx.process.errors import UsageError

PROBE_SECONDS = 3.0
"""How long the server may take to answer before it counts as unreachable."""
QUERY_SECONDS = 20
"""How long the server may take to answer a question about a run."""
PAGE_ROWS = 1000
"""Rows that are asked for at once."""
TEARDOWN_SECONDS = 5.0
"""How long wandb may take to notice that its process is gone."""


class WandbUnavailable(UsageError):
    """W&B cannot be used as asked; the text says why and what to do."""


def import_wandb() -> ModuleType:
    """The module; raises WandbUnavailable without it."""
    try:
        import wandb
    except Exception as error:  # whatever is wrong with it, training does not need it
        raise WandbUnavailable(
            f"wandb cannot be imported ({error}); install it with `pip install wandb`"
        ) from None
    return wandb


def require_server(wandb: ModuleType) -> None:
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


def steps(path: str, key: str, expected: int) -> set[int]:
    """The steps at which the server has the metric `key` of the run `entity/project/id`, about `expected` of them.

    Raises whatever wandb does when the server does not answer or does not know the run.
    """
    run = import_wandb().Api(timeout=QUERY_SECONDS).run(path)
    # a page is a range of steps, of which few may have rows
    page = PAGE_ROWS * math.ceil((run.lastHistoryStep + 1) / max(expected, 1)) or PAGE_ROWS
    return {row["_step"] for row in run.scan_history(["_step", key], page_size=page, use_cache=False)}


def abandon() -> None:
    """Give up all open runs: end the process of wandb, or the exit of this one would wait for it for ever."""
    for child in psutil.Process().children():
        with suppress(psutil.Error):
            if child.name() == "wandb-core":
                child.kill()

    def forget() -> None:
        with suppress(Exception):  # it misses its process
            import_wandb().teardown(1)

    completes(forget, TEARDOWN_SECONDS)
