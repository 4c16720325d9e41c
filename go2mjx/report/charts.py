"""Draws charts with matplotlib: as SVG that takes its ink from the page's style sheet, and as PNG files."""

import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import EngFormatter, MaxNLocator

from go2mjx.report.curves import AXIS_LABELS, Curve
from go2mjx.report.run_files import Alert, Episodes

COLORS = tuple(matplotlib.color_sequences["tab10"])
DASHES = ("-", "--", ":", "-.")
_INK, _LINES, _WARNING = "#24292e", "#d0d7dd", "#b35901"
_STYLE_SHEET = {_INK: "var(--ink)", _LINES: "var(--lines)", _WARNING: "var(--warning)"}
_WIDTH = 5.0  # inches: about 360 CSS pixels, so that the letters keep their size on a telephone
_SETTINGS = {
    "svg.fonttype": "none",
    "text.parse_math": False,  # a name may hold a dollar sign
    "font.size": 10,
    **dict.fromkeys(("text.color", "axes.labelcolor", "xtick.labelcolor", "ytick.labelcolor"), _INK),
    **dict.fromkeys(("axes.edgecolor", "xtick.color", "ytick.color", "grid.color"), _LINES),
    **dict.fromkeys(("axes.spines.top", "axes.spines.right"), False),
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.linewidth": 0.5,
    "lines.linewidth": 1.3,
}


@dataclass(frozen=True)
class Picture:
    """A figure, its SVG for the page and the sentence that stands in for it."""

    figure: Figure
    svg: str
    text: str


@dataclass(frozen=True)
class Look:
    """The colour and dashes of a run in every chart."""

    color: str
    dashes: str


def look(index: int) -> Look:
    """The look of the run with this index; they repeat after forty."""
    color = matplotlib.colors.to_hex(COLORS[index % len(COLORS)])
    return Look(color, DASHES[index // len(COLORS) % len(DASHES)])


def draw_curves(
    panels: Mapping[str, Mapping[str, tuple[Look, Curve]]],
    axis: str,
    limits: Mapping[str, float],
    marks: Sequence[float] = (),
    height: float = 3.2,
) -> Picture:
    """One panel per metric, one below the other, with the curves by name; `height` is in inches.

    `limits` are dashed lines in the panel of their metric, `marks` dotted ones at places on `axis`.
    """
    with _style("curves " + " ".join(panels)):
        figure = Figure(figsize=(_WIDTH, height))
        figure.subplots_adjust(
            left=0.15, right=0.97, top=1 - 0.24 / height, bottom=0.48 / height, hspace=0.42
        )
        for axes, (key, curves) in zip(
            figure.subplots(len(panels), sharex=True, squeeze=False).flat, panels.items(), strict=True
        ):
            for style, curve in curves.values():
                marker = "." if len(curve.x) < 30 else ""
                axes.plot(curve.x, curve.y, color=style.color, linestyle=style.dashes, marker=marker)
                if curve.low is not None and len(curves) == 1:
                    axes.fill_between(
                        curve.x, curve.low, curve.high, color=style.color, alpha=0.25, linewidth=0
                    )
            if key in limits:
                axes.axhline(limits[key], color=_WARNING, linestyle="--", linewidth=1)
            for mark in marks:
                axes.axvline(mark, color=_WARNING, linestyle=":", linewidth=1)
            if len(panels) > 1:
                axes.set_title(key, loc="left", size="medium")
            axes.yaxis.set_major_locator(MaxNLocator(4 if len(panels) > 1 else 5))
            axes.ticklabel_format(axis="y", scilimits=(-3, 7))
        axes.set_xlabel(AXIS_LABELS[axis])
        axes.xaxis.set_major_formatter(EngFormatter(sep=""))
        axes.xaxis.set_major_locator(MaxNLocator(6))
        return _picture(figure, _curves_text(panels, axis))


def draw_evaluation(episodes: Mapping[str, Episodes], limits: Mapping[str, float]) -> Picture:
    """The tracking errors of evaluation episodes as colour over the commanded v_x and yaw rate.

    `limits`, by the name of the criterion, set the scale: its middle is the limit.
    """
    commands, success = (
        np.concatenate([getattr(part, name) for part in episodes.values()]) for name in ("command", "success")
    )
    with _style("evaluation"):
        figure = Figure(figsize=(2 * _WIDTH, 3.3))
        figure.subplots_adjust(left=0.065, right=0.98, top=0.9, bottom=0.15, wspace=0.12)
        for axes, (name, unit) in zip(
            figure.subplots(1, 2), (("velocity error", "m/s"), ("yaw rate error", "rad/s")), strict=True
        ):
            errors = np.concatenate([getattr(part, name.replace(" ", "_")) for part in episodes.values()])
            dots = axes.scatter(
                *commands[success][:, [0, 2]].T,
                c=errors[success],
                vmin=0.0,
                vmax=2 * limits[name] if name in limits else None,
                cmap="viridis",
                s=26,
                edgecolors=_LINES,
                linewidths=0.5,
            )
            fallen = ~success
            axes.scatter(*commands[fallen][:, [0, 2]].T, color=_WARNING, marker="x", s=40, linewidths=1.8)
            axes.set(title=f"{name} ({unit})", xlabel="commanded v_x (m/s)")
            bar = figure.colorbar(dots, ax=axes, extend="max", pad=0.02)
            bar.outline.set_visible(False)
        figure.axes[0].set_ylabel("commanded yaw rate (rad/s)")
        text = (
            f"Tracking errors of {len(success)} evaluation episodes as colour over the commanded forward speed and "
            f"yaw rate; {int(fallen.sum())} episodes ended in a fall."
        )
        return _picture(figure, text)


def draw_time_line(alerts: Sequence[Alert], last: float) -> Picture | None:
    """When alerts were raised, one line per title, from transition 0 to `last`; None where no time is known."""
    known = [alert for alert in alerts if alert.transitions is not None]
    if not known:
        return None
    titles = list(dict.fromkeys(alert.title for alert in known))
    with _style("alerts"):
        figure = Figure(figsize=(_WIDTH, 0.6 + 0.42 * len(titles)))
        figure.subplots_adjust(left=0.03, right=0.95, top=0.98, bottom=0.48 / figure.get_figheight())
        axes = figure.subplots()
        for alert in known:
            axes.plot(alert.transitions, titles.index(alert.title), "o", color=_WARNING)
        for row, title in enumerate(titles):
            axes.text(0.0, row - 0.2, _shortened(title), transform=axes.get_yaxis_transform())
        axes.set(xlim=(0, max(last, 1.0)), ylim=(len(titles) - 0.7, -0.75), yticks=[])
        axes.set_xlabel(AXIS_LABELS["actor/total_steps"])
        axes.xaxis.set_major_formatter(EngFormatter(sep=""))
        places = "; ".join(f"{alert.title} at {alert.transitions:,.0f}" for alert in known)
        return _picture(figure, f"Time line of alerts over transitions: {places}")


def save_png(picture: Picture, title: str, names: Mapping[str, Look], path: Path) -> None:
    """Write a picture of `draw_curves` with a title and, for several runs, their names. Raises OSError."""
    with _style("png"), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # a name in a script that the font lacks
        figure = picture.figure
        figure.suptitle(title, y=1.04)
        if len(names) > 1:
            lines = [
                matplotlib.lines.Line2D([], [], color=style.color, linestyle=style.dashes)
                for style in names.values()
            ]
            labels = [f"{number}: {_shortened(name)}" for number, name in enumerate(names, start=1)]
            figure.legend(
                lines, labels, loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=2, frameon=False
            )
        figure.savefig(path, dpi=160, bbox_inches="tight", facecolor="white")


def _shortened(name: str) -> str:
    return name if len(name) <= 40 else name[:39] + "…"


@contextmanager
def _style(salt: str) -> Iterator[None]:
    with matplotlib.rc_context(_SETTINGS | {"svg.hashsalt": salt}):
        yield


def _picture(figure: Figure, text: str) -> Picture:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None})
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'<svg [^>]*?(viewBox="[^"]*")[^>]*>', r"<svg \1 aria-hidden='true'>", svg, count=1)
    svg = re.sub(r'<g id="[^"]*"', "<g", svg)  # they repeat in every chart of the page
    svg = re.sub(r"font: ([\d.]+px) [^;\"]*", r"font: \1 sans-serif", svg)
    svg = re.sub(r"\n\s*", "\n", svg)
    for color, variable in _STYLE_SHEET.items():
        svg = svg.replace(color, variable)
    return Picture(figure, svg, text)


def _curves_text(panels: Mapping[str, Mapping[str, tuple[Look, Curve]]], axis: str) -> str:
    sentences = []
    for key, curves in panels.items():
        parts = [
            f"{name} from {curve.y[0]:.4g} to {curve.y[-1]:.4g}, lowest {curve.y.min():.4g}, "
            f"highest {curve.y.max():.4g}"
            for name, (_, curve) in curves.items()
        ]
        sentences.append(f"{key} over {AXIS_LABELS[axis]}: {'; '.join(parts) or 'no values'}.")
    return " ".join(sentences)
