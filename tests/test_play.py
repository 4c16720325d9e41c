"""`go2mjx play`: keys become commands, the loop keeps the robot walking, and without a window there is a video."""

import os
import queue
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from types import SimpleNamespace

import glfw
import imageio.v2 as imageio
import mujoco
import numpy as np
import pytest
from deploy_tools import GO2, POSE, StubPolicy, description, untrained
from PIL import Image
from toy_run import save_run, toy_state

from go2mjx.commands import play
from go2mjx.export.onnx_policy import to_onnx
from go2mjx.process.errors import UsageError
from go2mjx.process.signals import StopSignals
from go2mjx.session.deployable import load
from go2mjx.viewing import gamepad
from go2mjx.viewing.commanded_walk import PUSH_SPEED, Walker, describe, roll_out
from go2mjx.viewing.interactive_walk import MAX_LAG, STEPS, Keyboard, steer
from tests.egl import needs_egl

MAX_COMMAND = np.array([1.0, 0.4, 1.0])
UPSIDE_DOWN = (0.0, 1.0, 0.0, 0.0)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """An exported policy that stands."""
    path = tmp_path_factory.mktemp("a policy") / "policy.onnx"
    path.write_bytes(to_onnx(untrained()).SerializeToString())
    return path


@pytest.fixture
def standing() -> Walker:
    return Walker(StubPolicy(description()), GO2)


class StandInViewer:
    """A window that is closed after some frames; does in each `sync` what `events` says for that frame."""

    def __init__(self, frames: int, events: dict | None = None):
        self.frames, self.events, self.texts = frames, events or {}, []

    def is_running(self) -> bool:
        return len(self.texts) < self.frames

    def set_texts(self, text: tuple) -> None:
        self.texts.append(text)

    def sync(self) -> None:
        self.events.get(len(self.texts), lambda: None)()


def walk(walker: Walker, viewer: StandInViewer, presses: queue.SimpleQueue | None = None, **sticks) -> None:
    """`steer` on a computer that takes no time, so that every control step is shown."""
    presses = presses or queue.SimpleQueue()
    steer(walker, viewer, presses, StopSignals(), clock=lambda: 0.0, sleep=lambda pause: None, **sticks)


def test_keys_add_up_to_the_largest_command_and_space_stops():
    keyboard = Keyboard(MAX_COMMAND)
    for key in (glfw.KEY_UP, glfw.KEY_UP, glfw.KEY_DOWN, glfw.KEY_END, glfw.KEY_LEFT, glfw.KEY_F1):
        keyboard.press(key)
    np.testing.assert_allclose(keyboard.command, MAX_COMMAND * (1, -1, 1) / STEPS)
    for key in [glfw.KEY_DOWN, glfw.KEY_HOME, glfw.KEY_RIGHT] * 3 * STEPS:
        keyboard.press(key)
    np.testing.assert_allclose(keyboard.command, MAX_COMMAND * (-1, 1, -1))
    keyboard.press(glfw.KEY_UP)
    assert keyboard.command[0] == -MAX_COMMAND[0] * (STEPS - 1) / STEPS
    keyboard.press(glfw.KEY_SPACE)
    assert not keyboard.command.any()


def test_the_window_shows_the_command_of_the_keys_and_what_the_robot_does(standing):
    presses = queue.SimpleQueue()

    def press():
        for _ in range(STEPS):
            presses.put(glfw.KEY_UP)

    viewer = StandInViewer(30, {10: press})
    walk(standing, viewer, presses)
    assert standing.robot.data.time == pytest.approx(30 * GO2.control_time_step)
    shown = [text[3].splitlines()[1].split() for text in viewer.texts]
    assert [line[0] for line in shown] == ["+0.00"] * 10 + ["+1.00"] * 20
    assert shown[-1][1:] == [f"{standing.velocity[0]:+.2f}", "m/s"]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ((0.0, -1.0), (0.0, 0.0), (1.0, 0.0, 0.0)),  # forward
        ((-1.0, 0.0), (0.0, 1.0), (0.0, 1.0, 0.0)),  # to the left; the right stick's other axis does nothing
        ((0.0, 0.55), (1.0, 0.0), (-0.5, 0.0, -1.0)),  # half backward, and a turn to the right
        ((0.09, -0.09), (-0.09, 0.0), (0.0, 0.0, 0.0)),  # let go, and a little off the middle
    ],
)
def test_the_sticks_of_the_first_gamepad_are_read(monkeypatch, left, right, expected):
    released = (-1.0, -1.0)  # triggers
    known = {3: SimpleNamespace(axes=[*left, *right, *released]), 5: SimpleNamespace(axes=[1.0] * 6)}
    monkeypatch.setattr(glfw, "get_gamepad_state", known.get)
    np.testing.assert_allclose(gamepad.sticks(), expected, atol=1e-12)


def test_without_a_gamepad_no_stick_is_pushed(monkeypatch):
    monkeypatch.setattr(glfw, "get_gamepad_state", lambda joystick: None)
    assert not gamepad.sticks().any()


def test_a_stick_that_is_pushed_commands_and_the_keys_do_when_it_is_let_go(standing):
    presses, pushed = queue.SimpleQueue(), np.zeros(3)
    presses.put(glfw.KEY_LEFT)
    viewer = StandInViewer(9, {3: lambda: pushed.put(0, 0.5), 6: lambda: pushed.put(0, 0.0)})
    walk(standing, viewer, presses, sticks=lambda: pushed)
    shown = [[line.split()[0] for line in text[3].splitlines()[1:]] for text in viewer.texts]
    by_keys, by_stick = ["+0.00", "+0.00", "+0.20"], ["+0.50", "+0.00", "+0.00"]
    assert shown == [by_keys] * 3 + [by_stick] * 3 + [by_keys] * 3


@pytest.mark.parametrize("drawing", [0.001, 0.07])
def test_the_robot_moves_in_real_time_though_pictures_are_slow(standing, drawing):
    now, pauses = 0.0, []

    def pass_time(seconds: float) -> None:
        nonlocal now
        now += seconds

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        pass_time(seconds)

    frames = 30
    events = {frame: lambda: pass_time(drawing) for frame in range(1, frames + 1)}
    steer(
        standing,
        StandInViewer(frames, events),
        queue.SimpleQueue(),
        StopSignals(),
        clock=lambda: now,
        sleep=sleep,
    )
    assert standing.robot.data.time == pytest.approx(now, abs=MAX_LAG)
    assert (max(pauses) > 0.0) == (drawing < GO2.control_time_step)


def test_a_push_moves_the_robot(standing):
    before = standing.robot.data.qvel.copy()
    standing.push()
    change = standing.robot.data.qvel - before
    assert np.hypot(*change[:2]) == pytest.approx(PUSH_SPEED)
    assert not change[2:].any()
    presses = queue.SimpleQueue()
    presses.put(glfw.KEY_ENTER)
    walk(standing, StandInViewer(2), presses)
    assert np.linalg.norm(standing.velocity[:2]) > PUSH_SPEED / 4


def test_after_the_viewers_own_reset_the_robot_stands(standing):
    """Backspace and the viewer's button put MuJoCo's zero pose there, straight legs in the floor."""
    robot = standing.robot
    viewer = StandInViewer(40, {30: lambda: mujoco.mj_resetData(robot.model, robot.data)})
    walk(standing, viewer)
    assert robot.data.time == pytest.approx(10 * GO2.control_time_step)
    assert np.abs(robot.sensors().joint_position - POSE).max() < 0.3


def test_a_robot_that_falls_starts_anew_with_a_message(standing, capsys):
    for _ in range(5):
        standing.step(np.zeros(3))
    standing.robot.data.qpos[3:7] = UPSIDE_DOWN
    standing.step(np.zeros(3))
    assert "fell" in capsys.readouterr().err
    assert standing.robot.data.time == 0.0
    for _ in range(50):
        standing.step(np.zeros(3))
    assert standing.robot.position[2] > GO2.min_height
    assert capsys.readouterr().err == ""


def test_a_policy_that_cannot_act_is_refused_and_not_started_for_ever():
    with pytest.raises(UsageError, match=r"first step: .*not finite"):
        Walker(StubPolicy(description(), POSE * np.nan), GO2).step(np.zeros(3))


def test_a_walk_follows_its_commands_within_the_trained_range(standing):
    walk = roll_out(standing, [(0.5, 0.0, 0.0), (9.0, -9.0, 0.0)], seconds=0.2)
    assert walk.qpos.shape == (20, 19) and walk.velocity.shape == (20, 3)
    np.testing.assert_allclose(walk.command[::10], [(0.5, 0.0, 0.0), (1.0, -0.4, 0.0)])
    assert walk.time_step == GO2.control_time_step
    assert [describe(command) for command in walk.command[::10]] == ["forward", "forward and sideways right"]
    assert describe(np.zeros(3)) == "stand"


def test_a_run_and_its_exported_file_play_the_same(file, tmp_path, monkeypatch):
    monkeypatch.setattr("go2mjx.session.saved_policy.load_policy", lambda *_: untrained())
    walks = [roll_out(Walker(*load(source)), [(0.5, 0.0, 0.0)], 0.4) for source in (tmp_path, file)]
    np.testing.assert_array_equal(walks[0].qpos, walks[1].qpos)


def test_mistakes_are_named(file, tmp_path):
    (tmp_path / "no_policy.onnx").write_text("")
    save_run(tmp_path / "toy", *toy_state())
    run = ["--checkpoint", str(file)]
    for arguments, reason in (
        (["--checkpoint", str(tmp_path / "none")], "no such run"),
        (["--checkpoint", str(tmp_path), "--robot", "rex.xml"], "a run knows its robot"),
        ([*run, "--seconds", "0"], "--seconds 0.0"),
        ([*run, "--video", str(tmp_path)], "must be an .mp4 or .webp file"),
        ([*run, "--video", str(tmp_path / "none" / "a.mp4")], "must be an .mp4 or .webp file"),
        ([*run, "--video", "a.mp4", "--command", "0", "nan", "0"], "finite"),
        ([*run, "--command", "0.5", "0", "0"], "--command needs --video"),
    ):
        with pytest.raises(UsageError, match=reason):
            play.main(arguments)
    for path, reason in (("no_policy.onnx", "onnxruntime"), ("toy", "no picture of toy")):
        with pytest.raises(UsageError, match=reason):
            load(tmp_path / path)


def start_play(*arguments: object, **environment: str) -> subprocess.Popen:
    """`go2mjx play` in a process of its own, without a display unless `environment` names one."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    words = [sys.executable, "-m", "go2mjx", "play", *map(str, arguments)]
    return subprocess.Popen(words, env=kept | environment, stderr=subprocess.PIPE, text=True)


def run_play(*arguments: object, **environment: str) -> tuple[int, str]:
    """Exit code and standard error of `go2mjx play` without a display."""
    process = start_play(*arguments, **environment)
    _, printed = process.communicate()
    return process.returncode, printed


def test_without_a_gl_library_the_remedy_is_named(file, tmp_path):
    """Catalogue CLI-07."""
    walk = tmp_path / "walk.mp4"
    walk.write_text("the one before")
    code, printed = run_play("--checkpoint", file, "--video", walk, MUJOCO_GL="broken")
    assert code == 1
    assert "no video" in printed and "apt install" in printed and "Traceback" not in printed
    assert walk.read_text() == "the one before"
    assert list(tmp_path.iterdir()) == [walk]


@needs_egl
def test_without_a_display_there_is_a_video(file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, printed = run_play("--checkpoint", file, "--seconds", 0.2)
    assert code == 0, printed
    assert "no window can be opened" in printed and "wrote play.mp4" in printed
    with imageio.get_reader(tmp_path / "play.mp4") as reader:
        assert reader.get_meta_data()["duration"] == pytest.approx(6 * 0.2, abs=0.1)


@needs_egl
def test_a_video_shows_the_commands_that_are_asked_for(file, tmp_path):
    walk = tmp_path / "walk.mp4"
    commands = ["--command", -0.5, 0, 0, "--command", 0, 0, 1]
    code, printed = run_play("--checkpoint", file, "--video", walk, *commands, "--seconds", 0.4)
    assert code == 0, printed
    with imageio.get_reader(walk) as reader:
        frames = [np.asarray(frame, int) for frame in reader]
    assert len(frames) == 20
    title, gauges = np.s_[:44, :300], np.s_[380:, :400]
    for area in (title, gauges):
        assert (
            np.abs(frames[9][area] - frames[1][area]).mean()
            < np.abs(frames[11][area] - frames[9][area]).mean()
        )


@needs_egl
def test_a_webp_moves_for_ever_in_the_same_time_as_a_video(file, tmp_path):
    walk = tmp_path / "walk.webp"
    code, printed = run_play("--checkpoint", file, "--video", walk, "--command", 0.5, 0, 0, "--seconds", 0.4)
    assert code == 0, printed
    with Image.open(walk) as picture:
        picture.load()
        assert (picture.n_frames, picture.info["duration"], picture.info["loop"]) == (10, 40, 0)


@contextmanager
def virtual_display():
    """The name of an X display that draws in memory."""
    with subprocess.Popen(
        ["Xvfb", "-displayfd", "1"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as server:
        try:
            yield f":{server.stdout.readline().decode().strip()}"
        finally:
            server.terminate()


@pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="no Xvfb or no xdotool")
def test_with_a_display_the_window_opens_and_ctrl_c_ends_it(file):
    """Also where MUJOCO_GL asks for egl, beside which the viewer would crash."""

    def window_is_open() -> bool:
        search = ["xdotool", "search", "--name", "MuJoCo"]
        return (
            subprocess.run(search, env=os.environ | {"DISPLAY": display}, capture_output=True).returncode == 0
        )

    with virtual_display() as display:
        process = start_play("--checkpoint", file, DISPLAY=display, MUJOCO_GL="egl")
        try:
            while process.poll() is None and not window_is_open():
                time.sleep(0.2)
            process.send_signal(signal.SIGINT)
            _, printed = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 0, printed
    assert "Backspace" in printed and "Traceback" not in printed


def test_an_exported_file_needs_no_jax(file):
    code = (
        "import sys; from pathlib import Path; import numpy as np; from go2mjx.viewing.commanded_walk import Walker;"
        "from go2mjx.viewing import interactive_walk, pictures; from go2mjx.session import video;"
        "from go2mjx.session.deployable import load; from go2mjx.commands import play;"
        "Walker(*load(Path(sys.argv[1]))).step(np.zeros(3)); assert 'jax' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, file], check=True)
