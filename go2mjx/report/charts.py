"""Draws charts with matplotlib: as SVG that takes its ink from the page's style sheet, and as PNG files."""

import io
import re
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import EngFormatter, MaxNLocator

from go2mjx.evaluation.heat_map import QUANTITIES
from go2mjx.evaluation.verdict import CRITERIA, Episodes
from go2mjx.report.curves import AXIS_LABELS, Curve
from go2mjx.telemetry.metrics import ACTOR_AXIS

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
    marks: Sequence[float] = (),
    height: float = 3.2,
) -> Picture:
    """One panel per metric, one below the other, with the curves by name; `height` is in inches.

    `marks` are dotted lines at places on `axis`.
    """
    with style("curves " + " ".join(panels)):
        figure = Figure(figsize=(_WIDTH, height))
        figure.subplots_adjust(
            left=0.15, right=0.97, top=1 - 0.24 / height, bottom=0.48 / height, hspace=0.42
        )
        rows = figure.subplots(len(panels), sharex=True, squeeze=False).flat
        for axes, (key, curves) in zip(rows, panels.items(), strict=True):
            draw_panel(axes, key, curves.values(), marks)
            if len(panels) > 1:
                axes.set_title(key, loc="left", size="medium")
            axes.yaxis.set_major_locator(MaxNLocator(4 if len(panels) > 1 else 5))
        label_axis(axes, axis)
        return _picture(figure, _curves_text(panels, axis))


def draw_panel(
    axes: Axes, key: str, curves: Collection[tuple[Look, Curve]], marks: Sequence[float] = ()
) -> None:
    """The curves of one metric; its limit for walking, if it has one, is a dashed line."""
    for look, curve in curves:
        marker = "." if len(curve.x) < 30 else ""
        axes.plot(curve.x, curve.y, color=look.color, linestyle=look.dashes, marker=marker)
        if curve.low is not None and len(curves) == 1:
            axes.fill_between(curve.x, curve.low, curve.high, color=look.color, alpha=0.25, linewidth=0)
    if key in CRITERIA:
        axes.axhline(CRITERIA[key].limit, color=_WARNING, linestyle="--", linewidth=1)
    for mark in marks:
        axes.axvline(mark, color=_WARNING, linestyle=":", linewidth=1)
    axes.ticklabel_format(axis="y", scilimits=(-3, 7))


def label_axis(axes: Axes, axis: str) -> None:
    """What the x axis shows, in a few round numbers."""
    axes.set_xlabel(AXIS_LABELS[axis])
    axes.xaxis.set_major_formatter(EngFormatter(sep=""))
    axes.xaxis.set_major_locator(MaxNLocator(6))


def draw_evaluation(episodes: Episodes) -> Picture:
    """The tracking errors of evaluation episodes as colour over the commanded v_x and yaw rate.

    The middle of a scale is the limit for walking.
    """
    fallen = ~episodes.success
    with style("evaluation"):
        figure = Figure(figsize=(2 * _WIDTH, 3.3))
        figure.subplots_adjust(left=0.065, right=0.98, top=0.9, bottom=0.15, wspace=0.12)
        for axes, (name, title, limit) in zip(figure.subplots(1, 2), QUANTITIES, strict=True):
            dots = axes.scatter(
                *episodes.command[~fallen][:, [0, 2]].T,
                c=getattr(episodes, name)[~fallen],
                vmin=0.0,
                vmax=2 * limit,
                cmap="viridis",
                s=26,
                edgecolors=_LINES,
                linewidths=0.5,
            )
            axes.scatter(
                *episodes.command[fallen][:, [0, 2]].T, color=_WARNING, marker="x", s=40, linewidths=1.8
            )
            axes.set(title=title, xlabel="commanded v_x (m/s)")
            bar = figure.colorbar(dots, ax=axes, extend="max", pad=0.02)
            bar.outline.set_visible(False)
        figure.axes[0].set_ylabel("commanded yaw rate (rad/s)")
        text = (
            f"Tracking errors of {len(episodes)} evaluation episodes as colour over the commanded forward speed and "
            f"yaw rate; {int(fallen.sum())} episodes ended in a fall."
        )
        return _picture(figure, text)


def draw_time_line(alerts: Sequence[tuple[float, str]], last: float) -> Picture:
    """When alerts were raised, as transitions and title, one line per title, from transition 0 to `last`."""
    titles = list(dict.fromkeys(title for _, title in alerts))
    with style("alerts"):
        figure = Figure(figsize=(_WIDTH, 0.6 + 0.42 * len(titles)))
        figure.subplots_adjust(left=0.03, right=0.95, top=0.98, bottom=0.48 / figure.get_figheight())
        axes = figure.subplots()
        for at, title in alerts:
            axes.plot(at, titles.index(title), "o", color=_WARNING)
        for row, title in enumerate(titles):
            axes.text(0.0, row - 0.2, _shortened(title), transform=axes.get_yaxis_transform())
        axes.set(xlim=(0, max(last, 1.0)), ylim=(len(titles) - 0.7, -0.75), yticks=[])
        label_axis(axes, ACTOR_AXIS)
        places = "; ".join(f"{title} at {at:,.0f}" for at, title in alerts)
        return _picture(figure, f"Time line of alerts over transitions: {places}")


def save_png(picture: Picture, title: str, names: Mapping[str, Look], path: Path) -> None:
    """Write a picture of `draw_curves` with a title and, for several runs, their names. Raises OSError."""
    with style("png"), warnings.catch_warnings():
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
def style(salt: str) -> Iterator[None]:
    """The look of all figures; `salt` makes the SVG of one repeatable."""
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
