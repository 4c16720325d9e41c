"""The generated tables of settings: every flag, the guide's parameter sets, replay memory."""

import dataclasses
from collections.abc import Iterable

from go2mjx.config import presets
from go2mjx.config.cli import GUIDE_FLAGS
from go2mjx.config.tree import ProcessConfig, TrainConfig, settings, to_flat
from go2mjx.session.build import build
from go2mjx.telemetry import metrics

GO2_PRESETS = (
    "go2_fast_cpu",
    "go2_fast_gpu",
    "go2_robust_cpu",
    "go2_rough_cpu",
    "go2_getup_cpu",
    "go2_sac_walking",
    "go2_sac_test",
)
GUIDE_SETS = {
    "random_steps": ("1000", "5000"),
    "max_traj_length": ("500", "1000"),
    "steps_per_update": ("50", "not set"),
    "log_period": ("50", "not set"),
    "training_starts": ("1000", "not set"),
    "batch_size": ("128", "256"),
    "critic_actor_ratio": ("4", "not set"),
    "utd_ratio": ("not set", "1"),
    "replay_buffer_capacity": ("not set", "100000"),
    "max_steps": ("10000 in its example", "100000"),
    "seed": ("0 in its scripts", "42"),
    "exp_name": ("go2_sac_walking_training", "go2_sac_test"),
}
"""What the guide says, by flag: set A (its run scripts) and set B (its test configuration)."""


def markdown(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table; `|` in a cell is escaped."""
    header = tuple(header)
    lines = [header, ("---",) * len(header), *rows]
    return "".join(
        "| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |\n" for line in lines
    )


def shown(value: object) -> str:
    """A setting as the command line takes it; empty for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, list):
        return " ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def parameter_tables() -> str:
    """Every flag by group: meaning, allowed values, whether a resumed run may change it, default in each preset."""
    known = settings(TrainConfig())
    names = [*GO2_PRESETS, "toy"]
    values = [to_flat(presets.load(name)) for name in names]
    parts = []
    for group in dataclasses.fields(TrainConfig):
        config = getattr(TrainConfig(), group.name)
        if isinstance(config, ProcessConfig):
            continue
        parts.append(f"### {type(config).__name__}\n\n{type(config).__doc__}\n")
        parts.append(
            markdown(
                ("Flag", "Meaning", "Allowed", "On resume", *(f"`{name}`" for name in names)),
                (
                    (
                        f"`--{flag}`",
                        meaning,
                        known[flag].allowed,
                        "may change" if known[flag].changes_on_resume else "",
                        *(shown(preset[flag]) for preset in values),
                    )
                    for flag, meaning in flags(config)
                ),
            )
        )
    process = markdown(("Flag", "Meaning"), ((f"`--{flag}`", text) for flag, text in flags(ProcessConfig())))
    ignored = markdown(
        ("Flag", "Why it does nothing here"), ((f"`--{flag}`", why) for flag, why in GUIDE_FLAGS.items())
    )
    parts += ["### ProcessConfig\n\nWhat this process does; not part of a preset.\n", process]
    parts += ["### Flags of the guide that are accepted and ignored\n", ignored]
    return "\n".join(parts)


def flags(config: object, prefix: str = "") -> list[tuple[str, str]]:
    """Flag names and help texts of a group of settings."""
    rows = []
    texts = metrics.field_docstrings(type(config))
    for field in dataclasses.fields(config):
        value = getattr(config, field.name)
        if dataclasses.is_dataclass(value):
            rows += flags(value, f"{field.name}.")
        else:
            rows.append((prefix + field.name, texts[field.name]))
    return rows


def guide_parameters() -> str:
    """The guide's two parameter sets beside the presets that stand for them."""
    walking, test = (to_flat(presets.load(name)) for name in ("go2_sac_walking", "go2_sac_test"))
    return markdown(
        ("Flag", "Guide, set A", "`go2_sac_walking`", "Guide, set B", "`go2_sac_test`"),
        (
            (f"`--{flag}`", set_a, shown(walking[flag]), set_b, shown(test[flag]))
            for flag, (set_a, set_b) in GUIDE_SETS.items()
        ),
    )


def replay_memory() -> str:
    """Size of the replay ring of each GO2 preset."""
    rows = []
    for name in GO2_PRESETS:
        config = presets.load(name)
        row_bytes = build(config).row_bytes
        capacity = config.loop.replay_buffer_capacity
        rows.append((f"`{name}`", capacity, row_bytes, f"{capacity * row_bytes / 2**30:.2f}"))
    return markdown(("Preset", "Rows", "Bytes per row", "Replay ring (GiB)"), rows)
