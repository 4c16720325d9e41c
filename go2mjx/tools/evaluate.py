"""`go2mjx eval`: repeat the final evaluation of a run from its checkpoint, which is only read."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import tyro
from rich.console import Console

from go2mjx.host import console, files, platform
from go2mjx.host.errors import UsageError


@dataclass(frozen=True)
class EvaluateConfig:
    """Evaluate the policy in a checkpoint and print the table of the end of its training."""

    checkpoint: Annotated[Path, tyro.conf.arg(metavar="DIR")]
    """Run directory, or its checkpoints directory."""
    episodes: int = 64
    """Episodes of 10 s under the commands that were used during training."""
    held_out_episodes: int = 256
    """Episodes of 10 s under commands that chose nothing."""
    seed: int = 0
    """Another seed draws other commands and initial states; 0 repeats the end of training."""
    json: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Write the numbers of every episode here too."""


def main(argv: Sequence[str]) -> None:
    """Run the command. Raises UsageError for a checkpoint that cannot be used or a wrong number."""
    arguments = tyro.cli(EvaluateConfig, prog="go2mjx eval", args=list(argv), use_underscores=True)
    for flag in ("episodes", "held_out_episodes"):
        if getattr(arguments, flag) < 1:
            raise UsageError(f"--{flag} {getattr(arguments, flag)}: at least 1 is needed")
    if not arguments.checkpoint.expanduser().is_dir():
        raise UsageError(f"--checkpoint {arguments.checkpoint} is no directory")
    if arguments.json is not None and not arguments.json.expanduser().absolute().parent.is_dir():
        raise UsageError(f"--json {arguments.json}: there is no such directory")
    platform.configure_jax("auto", num_envs=1)

    from go2mjx.tools import final_evaluation  # the command line answers before JAX loads
    from go2mjx.tools.saved_policy import load_policy

    saved = load_policy(arguments.checkpoint)
    run = saved.config.run
    console.message(f"evaluating {run.exp_name} after {saved.meta['total_steps']:,} transitions")
    result = final_evaluation.evaluate_policy(
        run.env,
        saved.config.environment,
        saved.parts.agent,
        saved.policy,
        arguments.episodes,
        arguments.held_out_episodes,
        arguments.seed,
    )
    Console().print(final_evaluation.table(result))
    if arguments.json is not None:
        files.write_named("--json", arguments.json, final_evaluation.to_json(result))
