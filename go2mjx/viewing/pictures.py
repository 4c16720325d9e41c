"""Draws a walk: the robot from the tracking camera, commanded and measured velocity below it."""

import warnings
from pathlib import Path

import imageio.v2 as imageio
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from go2mjx.viewing.camera import Camera
from go2mjx.viewing.commanded_walk import Walk, describe
from go2mjx.viewing.video import FORMATS, FRAMES_PER_SECOND

WIDTH, HEIGHT = 640, 480
GAUGES = (("forward", "m/s", 1.0), ("lateral", "m/s", 0.5), ("yaw", "rad/s", 1.2))
"""Name, unit and full scale of each velocity component."""
_PICTURE_HEIGHT = 376
_ROW_HEIGHT = 25
_BAR_LEFT, _BAR_RIGHT, _NUMBERS_LEFT = 90, 400, 420
_WHITE, _COMMAND, _MEASURED = (255, 255, 255), (255, 190, 60), (90, 200, 255)


def draw(walk: Walk, path: Path) -> None:
    """Write the video of `walk`, 640 x 480, in the format of `path`. Raises what MuJoCo or the writer raises; leaves no partial file."""
    stride = round(1 / (FRAMES_PER_SECOND * walk.time_step))
    partial = path.with_name(f"partial-{path.name}")
    try:
        with (
            Camera(walk.robot, _PICTURE_HEIGHT, WIDTH, walk.ground) as camera,
            imageio.get_writer(partial, **FORMATS[path.suffix]) as writer,
            warnings.catch_warnings(),
        ):
            # JAX warns of every fork; imageio's becomes ffmpeg at once
            warnings.filterwarnings("ignore", r"os\.fork\(\)", RuntimeWarning)
            for row in range(0, len(walk.qpos), stride):
                picture = camera.picture(walk.qpos[row])
                writer.append_data(_annotate(picture, walk.command[row], walk.velocity[row]))
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _annotate(picture: np.ndarray, command: np.ndarray, velocity: np.ndarray) -> np.ndarray:
    """The picture with the command in words, and one gauge per velocity component, both (3,), below."""
    image = Image.new("RGB", (WIDTH, HEIGHT), (24, 28, 32))
    image.paste(Image.fromarray(picture))
    canvas = ImageDraw.Draw(image)
    large, small = ImageFont.load_default(24), ImageFont.load_default(15)
    canvas.text((16, 12), describe(command), _WHITE, large, stroke_width=2, stroke_fill=(0, 0, 0))
    canvas.text((_NUMBERS_LEFT, _PICTURE_HEIGHT + 4), "command", _COMMAND, small)
    canvas.text((_NUMBERS_LEFT + 80, _PICTURE_HEIGHT + 4), "measured", _MEASURED, small)
    middle, half = (_BAR_LEFT + _BAR_RIGHT) / 2, (_BAR_RIGHT - _BAR_LEFT) / 2
    for row, (name, unit, full_scale) in enumerate(GAUGES):
        top = _PICTURE_HEIGHT + 25 + row * _ROW_HEIGHT
        wanted, measured = (
            middle + half * float(np.clip(value[row] / full_scale, -1, 1)) for value in (command, velocity)
        )
        canvas.text((16, top), name, _WHITE, small)
        canvas.rectangle((_BAR_LEFT, top + 2, _BAR_RIGHT, top + 18), fill=(58, 62, 66))
        canvas.rectangle((min(middle, measured), top + 5, max(middle, measured), top + 15), fill=_MEASURED)
        canvas.rectangle((wanted - 2, top, wanted + 2, top + 20), fill=_COMMAND)
        canvas.text((_NUMBERS_LEFT, top), f"{command[row]:+.2f}", _COMMAND, small)
        canvas.text((_NUMBERS_LEFT + 80, top), f"{velocity[row]:+.2f}", _MEASURED, small)
        canvas.text((_NUMBERS_LEFT + 160, top), unit, _WHITE, small)
    return np.asarray(image)
