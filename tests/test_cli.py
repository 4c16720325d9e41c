"""The command line as a user meets it: help, presets, flags, mistakes."""

import json
import shlex
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from report_runs import write_run

from go2mjx.__main__ import COMMANDS, main
from go2mjx.config import cli, presets
from go2mjx.config.tree import TrainConfig, from_flat, to_flat
from go2mjx.process import platform
from go2mjx.process.errors import UsageError


@pytest.fixture(autouse=True)
def on_a_cpu(monkeypatch):
    monkeypatch.setattr(platform, "expected_backend", lambda choice: "cpu" if choice == "auto" else choice)


def exit_message(argv: list[str], capsys) -> str:
    with pytest.raises(SystemExit) as caught:
        cli.parse(argv)
    assert caught.value.code == 2
    return " ".join(capsys.readouterr().err.split())


def test_what_needs_no_device_answers_without_the_large_libraries(tmp_path):
    run = str(write_run(tmp_path / "run"))
    large = {
        "jax",
        "mujoco",
        "brax",
        "flax",
        "orbax",
        "wandb",
        "matplotlib",
        "imageio",
        "onnx",
        "onnxruntime",
    }
    asked = [
        *([command, "--help"] for command in COMMANDS),
        ["train", "--num_env", "8"],
        ["train", "--num_envs", "0"],
        ["train", "--preset", "nowhere"],
        ["eval", "--checkpoint", "nowhere"],
        ["checkpoints", "nowhere"],
        ["sync", "nowhere"],
        ["metrics"],
        ["monitor", run],
    ]
    script = (
        "import json, sys; from go2mjx.__main__ import main\n"
        "for argv in json.loads(sys.argv[1]):\n"
        "    try: main(argv)\n"
        "    except SystemExit: pass\n"
        "    print('loaded:', argv, sorted(set(json.loads(sys.argv[2])) & set(sys.modules)))"
    )
    words = [sys.executable, "-c", script, json.dumps(asked), json.dumps(sorted(large))]
    shown = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    assert [line for line in shown.splitlines() if line.startswith("loaded:")] == [
        f"loaded: {argv} []" for argv in asked
    ]


def test_help_lists_every_flag_with_its_default_and_every_preset(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit) as caught:
        cli.parse(["--preset", "toy", "--help"])
    assert caught.value.code == 0
    text = capsys.readouterr().out
    config = presets.load("toy")
    flags = [*to_flat(config), *vars(config.process), *cli.GUIDE_FLAGS]
    assert [flag for flag in flags if f"--{flag}" not in text] == []
    assert text.count("(default:") == len(flags)
    assert f"(default: {config.loop.max_steps})" in " ".join(text.split())
    assert [name for name in presets.preset_names() if name not in text] == []


def test_flags_win_over_the_preset_in_any_order_and_both_spellings():
    for argv in (
        ["--preset", "go2_sac_walking", "--batch_size", "512", "--reward.torque", "-1e-3"],
        ["--batch-size=512", "--reward.torque=-0.001", "--preset=go2_sac_walking"],
    ):
        config = cli.parse(argv)
        expected = from_flat(
            {"batch_size": 512, "reward.torque": -0.001}, base=presets.load("go2_sac_walking")
        )
        assert to_flat(config) == to_flat(expected)


def test_a_flag_that_repeats_the_class_default_still_wins_over_the_preset():
    default = TrainConfig().sac.batch_size
    assert presets.load("go2_sac_walking").sac.batch_size != default
    config = cli.parse(["--preset", "go2_sac_walking", "--batch_size", str(default)])
    assert config.sac.batch_size == default


@pytest.mark.parametrize(
    ("argv", "preset"),
    [
        ([], "go2_fast_cpu"),
        (["--platform", "gpu"], "go2_fast_gpu"),
        (["--platform=gpu"], "go2_fast_gpu"),
        (["--env", "toy"], "toy"),
        (["--env", "toy", "--platform", "gpu"], "toy"),
        (["--preset", "go2_sac_test"], "go2_sac_test"),
    ],
)
def test_the_preset_fits_the_device_and_is_printed(argv, preset, capsys):
    config = cli.parse(argv)
    assert config.process.preset == preset
    assert config.run.exp_name == presets.load(preset).run.exp_name
    assert f"preset: {preset} (" in capsys.readouterr().err


def test_whole_numbers_may_have_an_exponent():
    config = cli.parse(["--max_steps", "2e6", "--hidden_sizes", "64", "1e2"])
    assert config.loop.max_steps == 2_000_000
    assert config.sac.hidden_sizes == (64, 100)


@pytest.mark.parametrize(
    ("argv", "ignored"),
    [
        (
            "--learner --env GO2-v0 --exp_name go2_sac_walking_training --seed 0 --training_starts 1000 "
            "--critic_actor_ratio 4 --batch_size 128 --max_traj_length 500 --max_steps 10000",
            ["learner"],
        ),
        (
            "--actor --render --env GO2-v0 --exp_name go2_sac_walking_training --seed 0 --random_steps 1000 "
            "--max_traj_length 500 --ip localhost --max_steps 10000 --debug",
            ["actor", "render", "ip"],
        ),
        (
            "--agent sac --save_model --utd_ratio 1 --replay_buffer_capacity 100000 --steps_per_update 50 "
            "--log_period 50 --eval_period 5000 --eval_n_trajs 3 --checkpoint_period 0 --checkpoint_path ckpt",
            ["save_model", "checkpoint_path"],
        ),
    ],
)
def test_command_lines_of_the_guide_work_and_say_what_they_ignore(argv, ignored, capsys):
    cli.parse(["--preset", "go2_sac_walking", *argv.split()])
    lines = [line for line in capsys.readouterr().err.splitlines() if "is ignored" in line]
    assert sorted(line.split()[0] for line in lines) == sorted(f"--{name}" for name in ignored)


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (["--num_env", "8"], ["--num_env", "--num_envs"]),
        (["--num-env=8"], ["--num-env", "--num_envs"]),
        (["--reward.torqe", "1"], ["--reward.torque"]),
        (["--overwrit"], ["--overwrite"]),
        (["--batch_size", "abc"], ["--batch_size", "'abc' is not a whole number"]),
        (["--batch_size", "1.5"], ["--batch_size", "not a whole number"]),
        (["--actor_learning_rate", "abc"], ["--actor_learning_rate"]),
        (["--seed"], ["--seed"]),
        (["--env", "GO1"], ["--env", "GO2-v0", "toy"]),
        (["stray"], ["stray"]),
    ],
)
def test_a_mistyped_flag_exits_with_2_and_names_the_right_one(argv, expected, capsys):
    message = exit_message(argv, capsys)
    assert all(part in message for part in expected)


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (["--num_envs", "0"], "--num_envs 0: allowed is [1, "),
        (["--discount", "1.5"], "--discount 1.5: allowed is [0, 1)"),
        (["--discount", "nan"], "--discount nan: allowed is [0, 1)"),
        (["--preset", "toi"], "did you mean 'toy'"),
        (["--resume", "--overwrite", "--preset", "toy", "--run_dir", "x"], "exclude each other"),
        (["--resume"], "--resume needs --run_dir"),
        (["--max_contacts", "8"], "--max_contacts 8 needs --engine warp"),
        (["--random.push", "0.1"], "--random.push: nothing is drawn with --randomization 0"),
        (["--resume", "--run_dir", "no/such/run"], "holds no run"),
    ],
)
def test_a_value_that_is_not_allowed_is_refused(argv, expected):
    with pytest.raises(UsageError) as caught:
        cli.parse(argv)
    assert expected in str(caught.value)


def test_a_choice_in_another_spelling_is_told_the_right_one(capsys):
    message = exit_message(["--env", "go2-v0"], capsys)
    assert "did you mean 'GO2-v0'?" in message


ARGUMENTS = st.lists(
    st.sampled_from([f"--{flag}" for flag in [*to_flat(TrainConfig()), *vars(TrainConfig().process)]])
    | st.text(max_size=6)
    | st.integers().map(str),
    max_size=5,
)


@given(ARGUMENTS)
@example(["--hidden_sizes"])
@hypothesis_settings(max_examples=60, deadline=None)
def test_any_arguments_give_a_configuration_or_a_clean_refusal(argv):
    try:
        cli.parse(argv)
    except UsageError:
        pass
    except SystemExit as stop:
        assert stop.code in (0, 2)


def test_the_printed_flags_reproduce_the_run():
    config = cli.parse(
        ["--preset", "go2_sac_walking", "--hidden_sizes", "64", "32", "--exp_name", "it's  a run"]
    )
    again = cli.parse(["--preset", "toy", *shlex.split(cli.describe(config))])
    assert to_flat(again) == to_flat(config)


def test_the_config_file_of_a_run_can_be_fed_back(tmp_path):
    config = cli.parse(["--preset", "go2_sac_walking", "--seed", "7", "--reward.pose", "-0.3"])
    presets.save_config(config, tmp_path / "config.json")
    again = cli.parse(["--preset", str(tmp_path / "config.json")])
    assert to_flat(again) == to_flat(config)
    assert json.loads((tmp_path / "config.json").read_text()) == to_flat(config)


def test_a_resumed_run_keeps_its_settings_without_repeating_the_flags(tmp_path):
    config = cli.parse(["--preset", "toy", "--hidden_sizes", "64"])
    presets.save_config(config, tmp_path / "config.json")
    again = cli.parse(["--resume", "--run-dir", str(tmp_path), "--max_steps", "90000"])
    assert again.sac.hidden_sizes == (64,)
    assert again.loop.max_steps == 90_000
    assert again.process.resume


@pytest.mark.parametrize(
    "words", [["--terrains", "stairs", "gaps"], ["--terrain-seed=3"], ["--height_scan"], ["--no_height_scan"]]
)
def test_settings_of_uneven_ground_are_refused_on_a_plane_where_they_are_typed(words):
    name = words[0].replace("-", "_").removeprefix("__no_").strip("_").partition("=")[0]
    with pytest.raises(UsageError, match=rf"--{name} .*: GO2-v0 has level ground; allowed with GO2-rough-v0"):
        cli.parse(["--env", "GO2-v0", *words])
    assert cli.parse(["--env", "GO2-rough-v0", *words]).run.env == "GO2-rough-v0"


@pytest.mark.parametrize("words", [["--robot", "none.xml"], ["--engine", "jax"], ["--randomization", "1"]])
def test_settings_of_a_robot_are_refused_where_there_is_none(words):
    with pytest.raises(UsageError, match=rf"{words[0]} .*: toy has no robot"):
        cli.parse(["--env", "toy", *words])


def test_a_preset_for_uneven_ground_may_be_used_on_a_plane():
    config = cli.parse(["--preset", "go2_rough_cpu", "--env", "GO2-v0"])
    assert config.environment.terrains != TrainConfig().environment.terrains
    described = shlex.split(cli.describe(config))
    assert "--terrains" not in described
    assert cli.parse(["--preset", "go2_rough_cpu", *described]) == config


def test_the_replay_ring_is_sized_by_its_own_flag_and_must_fit():
    config = cli.parse(["--max_steps", "30_000_000", "--replay_buffer_capacity", "1_000_000"])
    assert cli.describe_replay(config, row_bytes=1000) == "replay: 1000000 rows x 1000 bytes = 0.931 GiB"
    cli.check_replay_memory(config, row_bytes=1000, free_bytes=1_450_000_000, save_bytes=200_000_000)
    with pytest.raises(UsageError, match="--replay_buffer_capacity 800000 fits"):
        cli.check_replay_memory(config, row_bytes=1000, free_bytes=1_200_000_000, save_bytes=200_000_000)


def test_unknown_commands_and_usage_errors_exit_with_2(capsys):
    assert main(["trian"]) == 2
    assert "did you mean 'train'" in capsys.readouterr().err
    assert main(["metrics", "now"]) == 2
    assert "no arguments" in capsys.readouterr().err


def test_metrics_prints_the_table(capsys):
    assert main(["metrics"]) == 0
    assert "`actor/total_steps`" in capsys.readouterr().out


def test_without_a_command_the_commands_are_listed(capsys):
    assert main([]) == 0
    listing = capsys.readouterr().out
    assert all(command in listing for command in ("train", "eval", "metrics"))


def test_importing_the_package_changes_no_environment_and_loads_no_graphics():
    script = (
        "import os, sys; before = dict(os.environ); import go2mjx; assert before == dict(os.environ);"
        "assert not {'jax', 'mujoco', 'OpenGL', 'glfw'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
