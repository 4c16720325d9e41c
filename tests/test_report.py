"""`go2mjx report`: what the page says of a run, of several, of damaged files, and of hostile names."""

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from report_runs import evaluation, metric_rows, write_alert, write_run

from go2mjx.commands import report
from go2mjx.process.errors import UsageError
from go2mjx.report import comparison, trends
from go2mjx.report.columns import Column
from go2mjx.report.curves import POINTS, curve, over_seeds
from go2mjx.report.run_files import read_run
from go2mjx.telemetry.chart_table import RECOMMENDED
from go2mjx.telemetry.metrics import BY_DIRECTION

FILES = ("config.json", "provenance.json", "summary.json", "evaluation.json")


class Page(HTMLParser):
    """The text of a page without its style sheet, its tags, and the cells of its tables."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.rows: list[list[str]] = []
        self._text: list[str] = []
        self._hidden = 0
        self._in_cell = False
        self.feed(source)
        self.text = " ".join(" ".join(self._text).split())

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self._hidden += tag in ("style", "svg")
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag):
        self._hidden -= tag in ("style", "svg")
        self._in_cell = self._in_cell and tag not in ("td", "th")

    def handle_data(self, data):
        if not self._hidden:
            self._text.append(data)
            if self._in_cell:
                self.rows[-1][-1] = f"{self.rows[-1][-1]} {data.strip()}".strip()

    def row(self, start: str) -> list[str]:
        """The cells of the first table row whose first cell is `start`."""
        return next(row for row in self.rows if row and row[0] == start)

    def charts(self) -> dict[str, str]:
        """The alternative text of every picture by the first metric or word in it."""
        texts = [attributes["aria-label"] for _, attributes in self.tags if attributes.get("role") == "img"]
        return {text.split()[0]: text for text in texts}


def make(tmp_path, *runs) -> Page:
    output = tmp_path / "output"
    report.main([*map(str, runs), "--output", str(output)])
    return Page((output / "report.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    """A run with every file, which no test may change, and its page in `output` beside it."""
    folder = tmp_path_factory.mktemp("whole")
    report.main([str(write_run(folder / "run")), "--output", str(folder / "output")])
    return folder


@pytest.fixture
def page(whole) -> Page:
    return Page((whole / "output" / "report.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def failing(tmp_path_factory) -> Page:
    """The page of a run whose robot neither walks nor tracks."""
    folder = tmp_path_factory.mktemp("failing")
    return make(folder, write_run(folder / "run", walks=False))


def test_a_page_and_a_png_per_recommended_chart_are_written_beside_the_run(tmp_path, capsys):
    run = write_run(tmp_path / "run")
    report.main([str(run)])
    written = {path.name for path in (run / "report").iterdir()}
    assert written == {"report.html", *(f"{chart.name}.png" for chart in RECOMMENDED)}
    for chart in RECOMMENDED:
        with Image.open(run / "report" / f"{chart.name}.png") as picture:
            picture.verify()
    assert str(run / "report" / "report.html") in capsys.readouterr().err


@pytest.mark.usefixtures("undrawn")
def test_several_runs_are_written_below_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    report.main([str(write_run(tmp_path / name)) for name in ("a", "b")])
    assert len(list(tmp_path.glob("runs/report-*/report.html"))) == 1


def test_the_head_says_whether_and_when_the_robot_walked(page, failing):
    assert "✓ the robot walks" in page.text and "every limit holds on both sets" in page.text
    assert "transitions to walk 20,000" in page.text and "seconds to walk 99 s" in page.text
    assert "✗ the robot does not walk" in failing.text and "velocity error 0.300 m/s" in failing.text
    assert [failing.row(name)[-1] for name in ("survival", "yaw rate error")] == ["✗ fail", "✓ pass"]


def test_the_head_says_whether_and_when_the_robot_tracked_and_a_table_shows_each_direction(page, failing):
    assert "✓ the robot tracks its commands" in page.text
    assert "transitions to track 30,000" in page.text and "seconds to track 120 s" in page.text
    assert page.row("forward 1")[1:] == ["1.00", "+0.000", "+0.000", "+0.000", "5.7", "0.00", ""]
    assert page.row("left 0.2, turn right 0.5")[5:] == ["", "", "0.000"]
    assert "✗ the robot does not track its commands" in failing.text
    assert failing.row("heading drift in 20 s, straight commands")[1:] == ["11.459 °", "≤ 10.00", "✗ fail"]


@pytest.mark.usefixtures("undrawn")
def test_a_run_of_a_task_without_an_exam_says_nothing_of_tracking(tmp_path):
    run = write_run(tmp_path / "run")
    content = json.loads((run / "evaluation.json").read_text())
    del content["exam"]
    (run / "evaluation.json").write_text(json.dumps(content))
    page = make(tmp_path, run)
    assert not read_run(run).problems and "the robot walks" in page.text
    assert "tracks its commands" not in page.text and "Exam of the directions" not in page.text


def test_every_logged_metric_has_a_chart_with_its_numbers_in_words(whole, page):
    charts = page.charts()
    assert set(read_run(whole / "run").columns) <= charts.keys()
    assert (
        charts["reward/tilt"]
        == "reward/tilt over transitions: run from -0.1 to -0.1, lowest -0.1, highest -0.1."
    )


def test_settings_evaluation_and_provenance_are_on_the_page(page):
    assert page.row("--hidden_sizes") == ["--hidden_sizes", "[64, 64]"]
    assert page.row("velocity error (m/s)")[1:] == ["0.100"]
    assert "8 evaluation episodes" in page.charts()["Tracking"]
    assert "Resumed 2026-01-02T03:04:05+00:00 at 20,000 transitions" in page.text
    assert "--actor_learning_rate 0.0005 , it was 0.001" in page.text


@pytest.mark.usefixtures("undrawn")
def test_the_six_directions_of_command_are_in_one_chart(tmp_path, page):
    rows = metric_rows()
    assert "Directions of command" not in page.text
    for row in rows:
        if "eval/walks" in row:
            errors = BY_DIRECTION["eval/velocity_error"].values()
            row |= {key: 0.9 if key.endswith("forward") else 0.1 for key in errors}
    page = make(tmp_path, write_run(tmp_path / "run", rows))
    assert "Directions of command" in page.text
    [chart] = [
        attributes["aria-label"]
        for _, attributes in page.tags
        if "forward from 0.9" in attributes.get("aria-label", "")
    ]
    for direction in ("backward", "left", "right", "turn left", "turn right"):
        assert f"; {direction} from 0.1" in chart and direction in page.text


@pytest.mark.usefixtures("undrawn")
def test_alerts_are_listed_and_placed_at_their_transitions(tmp_path, page):
    assert "None were raised." in page.text
    run = write_run(tmp_path / "run")
    write_alert(run, "reward is flat", "look at the reward", 155)
    write_alert(run, "checkpoint failed", "disk full", None)
    page = make(tmp_path, run)
    assert page.row("15,500")[2:] == ["reward is flat", "look at the reward"]
    assert page.row("-")[2:] == ["checkpoint failed", "disk full"]
    assert "reward is flat at 15,500" in page.charts()["Time"]


def test_trends_of_a_good_run_are_judged_by_the_guide_and_by_our_definition(tmp_path):
    verdicts = {trend.metric: trend for trend in trends.judge(read_run(write_run(tmp_path / "run")))}
    assert len(verdicts) == 7 and all(trend.passed for trend in verdicts.values())
    # the guide's wish for the critic loss and its band for alpha are missed, and said to be
    assert not verdicts["sac/critic_loss"].guide.passed and not verdicts["sac/temperature"].guide.passed
    assert "0.03" in verdicts["sac/temperature"].guide.evidence


@pytest.mark.parametrize(
    ("metric", "change"),
    [
        ("actor/episode_reward", lambda value, done: abs(value) + 1),
        ("actor/episode_length", lambda value, done: 100.0),
        ("actor/avg_action_magnitude", lambda value, done: 2.4),
        ("sac/actor_loss", lambda value, done: -50 * done),
        ("sac/critic_loss", lambda value, done: 1e6 * done**3),
        ("sac/temperature", None),
        ("actor/avg_episode_reward_10", lambda value, done: 500 * abs(done - 0.5)),
    ],
)
def test_each_trend_fails_where_it_is_absent(tmp_path, metric, change):
    rows = metric_rows()
    for index, row in enumerate(rows):
        if metric == "sac/temperature" and row["run"] == "learner":
            row["sac/entropy"] = -9.0
        elif metric in row:
            row[metric] = change(row[metric], index / len(rows))
    by_metric = {trend.metric: trend for trend in trends.judge(read_run(write_run(tmp_path / "run", rows)))}
    assert [name for name, trend in by_metric.items() if trend.passed is False] == [metric]


def test_a_trend_that_cannot_be_judged_says_why(tmp_path):
    run = write_run(tmp_path / "run", metric_rows(5))
    (run / "config.json").unlink()
    verdicts = {trend.metric: trend.guide for trend in trends.judge(read_run(run))}
    assert all(verdict.passed is None for verdict in verdicts.values())
    assert "5 rows" in verdicts["sac/actor_loss"].evidence
    assert "max_traj_length" in verdicts["actor/episode_length"].evidence


@pytest.mark.usefixtures("undrawn")
def test_several_runs_are_compared(tmp_path):
    runs = [write_run(tmp_path / f"run_{seed}", seed=seed) for seed in range(2)]
    runs.append(write_run(tmp_path / "wide", walks=False, hidden_sizes=[256, 256]))
    page = make(tmp_path, *runs)
    assert page.row("1: run_0")[1:4] == ["✓ yes", "✓ yes", "20,000"]
    assert page.row("3: wide")[1:3] == ["✗ no", "✗ no"]
    marked = [tag for tag, _ in page.tags].count("mark")
    assert page.row("--hidden_sizes")[1:] == ["[64, 64]", "[64, 64]", "[256, 256]"]
    assert page.row("--seed")[1:] == ["0", "1", "0"]
    assert (
        marked == 2 + 3
    )  # the third's layers and the second's seed; the learning rate changed on each resume
    spread = page.row("mean ± standard deviation of runs 1, 2 (seeds 0, 1)")
    assert spread[3] == "20,000 ± 0"
    assert "run_0 from -0.1" in page.charts()["reward/tilt"] and "wide from" in page.charts()["reward/tilt"]


def test_only_runs_that_differ_in_the_seed_alone_are_averaged(tmp_path):
    settings = [{"seed": 0}, {"seed": 1, "exp_name": "again"}, {"seed": 2, "discount": 0.9}, {"seed": 3}]
    runs = [read_run(write_run(tmp_path / str(index), **setting)) for index, setting in enumerate(settings)]
    assert [[run.name for run in group] for group in comparison.seed_groups(runs)] == [["0", "1", "3"]]


def test_the_mean_over_seeds_ends_with_the_shortest_run():
    columns = [
        Column("actor/total_steps", np.arange(n), np.arange(n) * 1.0, np.full(n, float(n))) for n in (5, 9)
    ]
    mean = over_seeds([curve(column, column.axis) for column in columns])
    assert mean.x[-1] == 4
    assert (mean.y == 7).all() and (mean.low == 5).all() and (mean.high == 9).all()


def test_a_long_curve_keeps_its_mean_and_its_extremes():
    value = np.random.default_rng(0).normal(size=10_000)
    value[1234] = 50.0
    thin = curve(
        Column("actor/total_steps", np.arange(10_000), np.arange(10_000), value), "actor/total_steps"
    )
    assert len(thin.x) == POINTS and thin.high.max() == 50.0 and thin.low.min() == value.min()
    assert abs(thin.y.mean() - value.mean()) < 0.01 and (np.diff(thin.x) > 0).all()


def test_speed_is_drawn_over_training_time(tmp_path):
    run = read_run(write_run(tmp_path / "run"))
    for key in (
        "actor/steps_per_second",
        "timer/total",
    ):  # 40 000 transitions at 500/s; 400 iterations of 0.2 s
        assert curve(run.columns[key], "seconds").x[-1] == pytest.approx(80.0)


@pytest.mark.parametrize(
    "content", [None, b"", b'{"walks": tr', b"[1, 2]", b"null", b"\xff\xfe", b'[{"a": 1}]']
)
@pytest.mark.parametrize("name", FILES)
def test_missing_and_damaged_files_are_named_on_the_page(tmp_path, name, content):
    run = write_run(tmp_path / "run")
    (run / name).unlink()
    if content is not None:
        (run / name).write_bytes(content)
    problems = read_run(run).problems
    assert len(problems) == 1 and name in problems[0]
    assert ("missing" if content is None else "cut short") in problems[0]


@pytest.mark.usefixtures("undrawn")
def test_a_run_with_nothing_but_a_cut_metric_file_has_a_page(tmp_path):
    run = tmp_path / "run"
    run.mkdir()
    text = "".join(json.dumps(row) + "\n" for row in metric_rows(3))
    (run / "metrics.jsonl").write_text(
        text[:-30] + '\n12\n[]\n{"run": []}\n{"run": "actor", "actor/total_steps": "x"}\n'
    )
    page = make(tmp_path, run)
    for name in FILES:
        assert f"{name} is missing" in page.text
    assert "? walking is not known" in page.text and "actor/episode_reward" in page.charts()


@pytest.mark.usefixtures("undrawn")
def test_a_run_without_rows_yet_has_a_page(tmp_path):
    run = write_run(tmp_path / "run", rows=[])
    assert "metrics.jsonl holds no whole row yet" in make(tmp_path, run).text


def test_a_run_that_goes_on_is_judged_by_its_evaluations_so_far(tmp_path):
    run = write_run(tmp_path / "run")
    (run / "evaluation.json").unlink()
    verdict = comparison.verdict(read_run(run))
    assert verdict.passed is None and "20,000 transitions" in verdict.evidence


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("bad", ["NaN", "Infinity", "null"])
def test_a_number_that_is_not_finite_does_not_walk_whatever_the_files_say(tmp_path, bad):
    """Also in the files of versions that took such an evaluation for walking."""
    run = write_run(tmp_path / "run", rows=[])
    content = json.loads((run / "evaluation.json").read_text())
    content["held_out"]["episodes"][2]["velocity_error"] = float("nan")
    (run / "evaluation.json").write_text(json.dumps(content).replace("NaN", bad))
    page = make(tmp_path, run)
    assert "✗ the robot does not walk" in page.text and page.row("velocity error")[-1] == "✗ fail"
    content["held_out"]["episodes"][2] |= {"velocity_error": 0.1, "episode_return": float("nan")}
    (run / "evaluation.json").write_text(json.dumps(content).replace("NaN", bad))
    assert (
        "✗ the robot does not walk; in the final evaluation a number is not finite"
        in make(tmp_path, run).text
    )


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), None])
def test_an_evaluation_with_a_number_that_is_not_finite_is_none_that_walked(tmp_path, bad):
    rows = metric_rows()
    [broken] = [row for row in rows if row.get("actor/total_steps") == 20_000 and "eval/walks" in row]
    broken["eval/velocity_error"] = bad
    run = write_run(tmp_path / "run", rows)
    assert comparison.transitions_to_walk(read_run(run)) == 30_000


@pytest.mark.usefixtures("undrawn")
def test_the_page_says_what_chose_the_policy(tmp_path, page):
    assert "4 that chose the policy" in page.text and "4 held out" in page.text
    run = write_run(tmp_path / "run", rows=[])
    content = evaluation() | {"chosen_on_episodes": 3}
    (run / "evaluation.json").write_text(json.dumps(content))
    page = make(tmp_path, run)
    assert "4 of seed 0" in page.text and "The policy was chosen on 3 episodes" in page.text


@pytest.mark.usefixtures("undrawn")
def test_values_that_are_not_finite_are_left_out(tmp_path):
    rows = metric_rows()
    rows[4]["actor/episode_reward"] = float("nan")
    rows[6]["actor/episode_reward"] = float("inf")
    rows[8]["actor/episode_reward"] = 10**400
    run = write_run(tmp_path / "run", rows)
    assert len(read_run(run).columns["actor/episode_reward"].value) == 37
    assert "nan" not in make(tmp_path, run).charts()["actor/episode_reward"]


def test_names_and_texts_of_others_stay_text(tmp_path):
    hostile = "<img src=x onerror=alert(1)>$\\frac{"
    run = write_run(tmp_path / hostile, exp_name="</style><script>alert(2)</script>", seed="\ud800")
    write_alert(run, "<script>alert(3)</script>", "</div><iframe src='https://example.org'>", 100)
    evaluated = evaluation() | {"chosen_on_episodes": "<b onclick=alert(4)>"}
    (run / "evaluation.json").write_text(json.dumps(evaluated))
    page = make(tmp_path, run, write_run(tmp_path / "_other"))
    assert hostile in page.text and "</script>" in page.text and "<b onclick" in page.text
    assert not {"script", "img", "iframe", "b"} & {tag for tag, _ in page.tags}


def test_the_page_refers_to_nothing_outside_and_is_accessible(whole, page):
    links = [
        attributes.get(name, "") for _, attributes in page.tags for name in ("src", "href", "xlink:href")
    ]
    assert all(link.startswith(("#", "data:")) for link in links if link)
    source = (whole / "output" / "report.html").read_text()
    assert not re.search(r"url\((?!#)", source) and "@import" not in source
    assert ("html", {"lang": "en"}) in page.tags
    anchors = {attributes["id"] for tag, attributes in page.tags if tag == "section" and "id" in attributes}
    assert {
        link[1:] for tag, attributes in page.tags if tag == "a" for link in [attributes["href"]]
    } <= anchors
    headers = [attributes for tag, attributes in page.tags if tag == "th"]
    assert headers and all(attributes.get("scope") in ("row", "col") for attributes in headers)


@pytest.mark.parametrize("arguments", [["nothing"], ["."], []])
def test_a_directory_without_a_run_is_refused(tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    with pytest.raises((UsageError, SystemExit)) as refused:
        report.main(arguments)
    if arguments:
        assert "holds no metrics.jsonl" in str(refused.value)
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_to_is_refused(tmp_path):
    run = write_run(tmp_path / "run")
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="choose another --output"):
        report.main([str(run), "--output", str(tmp_path / "file")])


def test_the_report_needs_no_jax():
    program = "import sys; import go2mjx.commands.report, go2mjx.report.page; print('jax' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
