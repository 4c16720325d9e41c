"""The page of `go2mjx web` in a real browser, opened from disk."""

import json

import numpy as np
import pytest
from browser import CHROMIUM, browser
from robot_files import with_a_mesh, write

from go2mjx import robots
from go2mjx.commands import web
from go2mjx.deploy import SHIPPED
from go2mjx.deploy.policy import Policy
from go2mjx.deploy.safety import Controller
from go2mjx.deploy.simulation import SimulatedRobot, base_velocity, run_episode
from go2mjx.web.page import page

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")

COMMANDS = ((0.8, 0.0, 0.0), (0.5, -0.3, 0.6), (-0.4, 0.2, -0.8))
STEPS = 250


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """Of a page with the policy that comes with go2mjx."""
    path = tmp_path_factory.mktemp("a page with spaces") / "walk.html"
    web.main(["--output", str(path)])
    return path.as_uri()


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    flags = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader")
    with browser(tmp_path_factory.mktemp("profile"), *flags) as opened:
        yield opened


@pytest.fixture
def window(chromium, url):
    """A page that walks, on a desk."""
    chromium.open(url, 1280)
    chromium.wait_for("globalThis.walker !== undefined")
    return chromium


def press(window, key: str) -> None:
    window.call("Input.dispatchKeyEvent", type="keyDown", key=key)
    window.call("Input.dispatchKeyEvent", type="keyUp", key=key)


def click(window, x: float, y: float) -> None:
    for kind in ("mousePressed", "mouseReleased"):
        window.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)


def middle(window, selector: str) -> tuple[float, float]:
    """Of an element, in pixels of the window."""
    box = f"document.querySelector({selector!r}).getBoundingClientRect()"
    return tuple(window.evaluate(f"(box => [box.x + box.width / 2, box.y + box.height / 2])({box})"))


def planar_velocity(window) -> np.ndarray:
    return np.array(window.evaluate("walker.state.qvel.slice(0, 2)"))


def test_it_opens_without_requests_or_errors_and_draws_a_robot_that_stands(window, url):
    window.wait_for("walker.data.time > 0.1")
    assert window.requests() == [url]
    assert window.messages() == []
    assert window.evaluate("document.title") == "GO2 walks"
    assert window.evaluate("document.getElementById('no_picture').hidden")
    assert window.evaluate("walker.failure") is None


def test_it_follows_commands_as_the_same_policy_does_in_c_mujoco(window):
    policy, robot = Policy(SHIPPED), robots.load("GO2")
    simulated, controller = SimulatedRobot(policy.description, robot), Controller(policy)
    errors = []
    for index, command in enumerate(COMMANDS):
        simulated.reset(np.random.default_rng(index))
        controller.reset()
        qpos, qvel = (json.dumps(part.tolist()) for part in simulated.state)
        walked = window.evaluate(
            f"(walker.place({qpos}, {qvel}), walker.follow({json.dumps(command)}, {STEPS}))"
        )
        assert walked["failure"] is None
        trace = run_episode(simulated, controller, np.array(command), STEPS)
        states = [[state[name] for state in walked["states"]] for name in ("qpos", "qvel")]
        # the ramp and the first steps are the same but for rounding; after that steps fall a little differently
        np.testing.assert_allclose(states[0][:10], trace.qpos[:10], atol=1e-4)
        pairs = (np.array(states[0]), np.array(states[1])), (trace.qpos, trace.qvel)
        errors.append([base_velocity(qpos[1:], qvel[1:]) - command for qpos, qvel in pairs])
    planar = np.linalg.norm(np.array(errors)[..., :2], axis=-1).mean(axis=(0, 2))
    assert planar[0] == pytest.approx(planar[1], rel=0.2)
    assert planar[1] < 0.15


def test_keys_steer(window):
    for key in ("ArrowUp", "ArrowUp", "ArrowUp", "Home", "ArrowRight"):
        press(window, key)
    assert window.evaluate("walker.command") == pytest.approx([0.6, 0.08, -0.2])
    shown = window.evaluate(
        "[...document.querySelectorAll('.bar output:nth-of-type(1)')].map(one => one.value)"
    )
    assert shown == ["+0.60", "+0.08", "−0.20"]  # noqa: RUF001
    assert window.evaluate("(walker.follow(walker.command, 150), walker.state.qpos[0])") > 1.0
    press(window, " ")
    assert window.evaluate("walker.command") == [0, 0, 0]
    press(window, "Backspace")
    assert window.evaluate("walker.state.qpos[0]") < 0.5


def test_a_click_on_the_robot_pushes_it_and_one_beside_it_does_not(window):
    window.wait_for("walker.data.time > 0")
    click(window, *middle(window, "[data-action=pause]"))
    before = planar_velocity(window)
    click(window, 1200, 450)
    assert (planar_velocity(window) == before).all()
    click(window, 640, 450)
    assert np.linalg.norm(planar_velocity(window) - before) == pytest.approx(0.8)
    press(window, "Enter")
    assert (planar_velocity(window) != before).all()


def test_a_robot_that_fell_says_so_and_starts_anew(window):
    window.evaluate(
        "walker.place([0, 0, 0.3, 0, 1, 0, 0, ...walker.description.default_pose], Array(18).fill(0))"
    )
    window.wait_for(
        "document.getElementById('message').textContent.includes('tilted by more than 45 degrees')"
    )
    window.wait_for("walker.failure === null")


@pytest.mark.parametrize(("width", "height"), [(390, 844), (844, 390)])
def test_a_telephone_has_sticks_and_no_overflow(chromium, url, width, height):
    chromium.open(url, width, height=height, telephone=True)
    chromium.wait_for("globalThis.walker !== undefined")
    root = "document.documentElement"
    assert chromium.evaluate(f"[innerWidth, {root}.scrollWidth, {root}.scrollHeight]") == [
        width,
        width,
        height,
    ]
    boxes = (
        "[...document.querySelectorAll('.stick, .bar, nav button')].map(one => one.getBoundingClientRect())"
    )
    inside = "box => box.width > 20 && box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight"
    assert chromium.evaluate(f"{boxes}.length") == 9
    assert chromium.evaluate(f"{boxes}.every({inside})")
    x, y = middle(chromium, ".stick[data-stick=move]")
    chromium.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
    chromium.call("Input.dispatchTouchEvent", type="touchMove", touchPoints=[{"x": x, "y": y - 60}])
    assert chromium.evaluate("walker.command") == pytest.approx([1.0, 0.0, 0.0])
    chromium.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    assert chromium.evaluate("walker.command") == [0, 0, 0]


def test_a_robot_of_a_users_own_has_its_meshes(chromium, tmp_path):
    robot = robots.load(write(tmp_path, lambda mjcf: with_a_mesh(mjcf, tmp_path)))
    (tmp_path / "rex.html").write_text(page(Policy(SHIPPED), robot))
    chromium.open((tmp_path / "rex.html").as_uri(), 1280)
    chromium.wait_for("globalThis.walker?.data.time > 0")
    assert chromium.messages() == []
    assert chromium.evaluate("walker.model.mesh_vertnum[0]") == 4


def test_without_webgl_it_says_so_and_walks_all_the_same(url, tmp_path):
    with browser(tmp_path, "--disable-3d-apis") as window:
        window.open(url, 800)
        window.wait_for("globalThis.walker?.data.time > 0.2")
        assert not window.evaluate("document.getElementById('no_picture').hidden")
