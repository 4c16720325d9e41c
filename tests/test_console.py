"""Progress as a user sees it: plain lines in a log, a bar on a terminal."""

import io
import os
import subprocess
import sys

import pytest
from rich.console import Console

from go2mjx.process import console
from go2mjx.process.console import ProgressConsole


def row(steps, **values):
    return {
        "actor/total_steps": steps,
        "actor/steps_per_second": 2000.0,
        "actor/replay_buffer_size": steps,
        **values,
    }


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_plain_lines_come_every_ten_seconds(capsys):
    clock = Clock()
    with ProgressConsole(max_steps=100_000, training_starts=1000, clock=clock) as progress:
        for second in range(21):
            clock.now = float(second)
            progress("actor", row(2000 * (second + 1)))
    captured = capsys.readouterr()
    assert captured.out == ""
    lines = captured.err.splitlines()
    assert [line.split()[0] for line in lines] == ["2,000/100,000", "22,000/100,000", "42,000/100,000"]


def test_a_line_holds_speed_return_length_and_time_left(capsys):
    progress = ProgressConsole(max_steps=100_000, training_starts=1000)
    progress(
        "actor",
        row(40_000, **{"actor/avg_episode_reward_10": 12.345, "actor/avg_episode_length_10": 431.0}),
    )
    line = capsys.readouterr().err
    assert "40,000/100,000 steps  2,000 steps/s" in line
    assert "return 12.35  length 431  0:00:30 left" in line
    assert "replay" not in line


def test_while_the_replay_ring_fills_the_line_says_so(capsys):
    ProgressConsole(max_steps=10_000, training_starts=1000)("actor", row(128))
    assert "replay 128/1000" in capsys.readouterr().err


def test_an_evaluation_has_its_own_line(capsys):
    evaluation = {
        "actor/total_steps": 64_000,
        "eval/success_rate": 0.953,
        "eval/velocity_error": 0.1612,
        "eval/yaw_rate_error": 0.2,
        "eval/average_return": 101.25,
        "eval/average_length": 480.0,
        "eval/track_err_vx_0.1": 0.1,
        "exam/score": 3.214,
    }
    ProgressConsole(max_steps=10_000, training_starts=1000)("actor", evaluation)
    assert capsys.readouterr().err == (
        "evaluation at 64,000 steps: survival 0.953, velocity error 0.161 m/s, "
        "yaw rate error 0.2 rad/s, average return 101, average length 480 steps, "
        "exam 3.21 of its limits\n"
    )


def test_long_work_is_counted_with_the_time_left(capsys):
    clock = Clock()
    for second in console.counted(range(1, 31), 30, "episodes", clock):
        clock.now = float(second)
    assert (
        capsys.readouterr().err
        == "10/30 episodes  0:00:20 left\n20/30 episodes  0:00:10 left\n30/30 episodes  0:00:00 left\n"
    )
    assert list(console.counted("abc", 3, "letters")) == ["a", "b", "c"]
    assert capsys.readouterr().err == ""  # what is short says nothing


def test_long_work_has_a_bar_on_a_terminal(monkeypatch):
    screen = io.StringIO()
    monkeypatch.setattr(console, "_console", Console(file=screen, force_terminal=True, width=120))
    assert list(console.counted(range(3), 3, "charts")) == [0, 1, 2]
    assert "3/3" in screen.getvalue() and "charts" in screen.getvalue()


def shown(results, output=subprocess.PIPE, **environment):
    """What a process that shows `results` leaves: its exit code, standard output and standard error."""
    program = f"from go2mjx.process import console; console.show(*{results!r}); console.message('the end')"
    return subprocess.run(
        [sys.executable, "-c", program],
        stdout=output,
        stderr=subprocess.PIPE,
        encoding=environment.get("PYTHONIOENCODING"),
        text=True,
        env=os.environ | environment,
    )


@pytest.mark.parametrize(("encoding", "limit"), [("ascii", ">="), ("gbk", "≥"), ("utf-8", "≥")])
def test_characters_that_the_encoding_lacks_are_replaced(encoding, limit):
    """What a mark or a limit means stays readable."""
    done = shown(["✓ ≥ 0.95 [of 1]", "\udcff of a file's name"], PYTHONIOENCODING=encoding)
    mark = "✓" if encoding == "utf-8" else "+"
    assert (done.returncode, done.stdout) == (0, f"{mark} {limit} 0.95 [of 1]\n? of a file's name\n")


def test_a_result_that_cannot_be_printed_is_one_warning():
    with open("/dev/full", "w") as full:
        done = shown(["a result"], output=full)
    assert done.returncode == 0
    assert done.stderr == "warning: the output ends here: No space left on device\nthe end\n"


def test_a_message_that_nobody_reads_ends_nothing():
    program = "from go2mjx.process import console; console.message('a'); console.warning('b'); print('done')"
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-c", program],
            stdout=subprocess.PIPE,
            stderr=full,
            text=True,
            env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
        )
    assert (done.returncode, done.stdout) == (0, "done\n")


@pytest.mark.parametrize(
    "odd",
    [
        {"learner/update_steps": 3, "sac/actor_loss": float("nan")},
        {},
        row(10, **{"actor/steps_per_second": 0.0}),
        row(10, **{"actor/steps_per_second": float("nan"), "actor/avg_episode_reward_10": float("nan")}),
        row(10, **{"actor/steps_per_second": float("inf")}),
    ],
)
def test_any_row_is_shown_without_an_error(odd):
    ProgressConsole(max_steps=10, training_starts=5)("learner", odd)


def test_messages_keep_brackets_and_long_lines(capsys):
    text = "install with pip install 'go2mjx[cuda12]' " + "x" * 200
    console.message(text)
    console.warning(text)
    assert capsys.readouterr().err == f"{text}\nwarning: {text}\n"


def test_on_a_terminal_the_bar_follows_and_messages_stay_above_it(monkeypatch):
    screen = io.StringIO()
    terminal = Console(file=screen, force_terminal=True, width=120)
    monkeypatch.setattr(console, "_console", terminal)
    with ProgressConsole(max_steps=100_000, training_starts=1000) as progress:
        progress("actor", row(40_000))
        console.message("saved a checkpoint")
    shown = screen.getvalue()
    assert "40000/100000" in shown
    assert "0:00:30 left" in shown
    assert shown.index("saved a checkpoint") < shown.rindex("40000/100000")


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_reader_that_goes_away_ends_no_process(stream):
    say = {"stdout": "console.show", "stderr": "console.message"}[stream]
    code = f"from go2mjx.process import console\ninput()\nfor _ in range(3): {say}('text')\n"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([sys.executable, "-c", code], **pipes | {stream: subprocess.PIPE})
    getattr(process, stream).close()
    process.communicate(b"\n", timeout=60)
    assert process.returncode == 0
