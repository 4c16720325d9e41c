"""The report in a real browser: it asks for nothing, has no errors and fits a telephone."""

import pytest
from browser import CHROMIUM, browser
from report_runs import write_alert, write_run

from go2mjx.commands import report

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The address of a report on one run with alerts, and on several runs with awkward names."""
    folder = tmp_path_factory.mktemp("reports")
    alone = write_run(folder / "alone")
    write_alert(alone, "reward is flat", "look at the reward", 155)
    runs = [alone] + [write_run(folder / f"{'long_name_' * 9}{seed}", seed=seed) for seed in range(4)]
    runs.append(write_run(folder / "<img src=x onerror=alert(1)>", discount=0.9))
    report.main([str(alone), "--output", str(folder / "one")])
    report.main([*map(str, runs), "--output", str(folder / "many")])
    return {name: (folder / name / "report.html").as_uri() for name in ("one", "many")}


@pytest.fixture(scope="module")
def window(tmp_path_factory):
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.mark.parametrize("width", [400, 1280])
@pytest.mark.parametrize("name", ["one", "many"])
def test_the_page_opens_without_requests_errors_or_overflow(pages, window, name, width):
    window.open(pages[name], width)
    window.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert window.requests() == [pages[name]]
    assert window.messages() == []
    assert window.evaluate("innerWidth") == width
    page = "document.documentElement"
    assert window.evaluate(f"{page}.scrollWidth") == window.evaluate(f"{page}.clientWidth")
    drawn = "[...document.querySelectorAll('figure svg')].map(svg => svg.getBoundingClientRect())"
    assert window.evaluate(f"{drawn}.every(box => box.width > 200 && box.height > 30)")
    assert window.evaluate(f"{drawn}.length") > 20


def test_the_ink_of_page_and_charts_follows_the_colour_scheme(pages, window):
    colors = []
    for dark in (False, True):
        window.open(pages["one"], 800, dark)
        colors.append(
            [
                window.evaluate("getComputedStyle(document.body).color"),
                window.evaluate("getComputedStyle(document.querySelector('figure svg text')).fill"),
            ]
        )
    for page, chart in colors:
        assert page == chart
    assert colors[0] != colors[1]
