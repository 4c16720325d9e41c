"""Configuration values: what is accepted, what is refused, and that a saved configuration comes back."""

import contextlib
import dataclasses
import json
import math
import string
from fractions import Fraction

import pytest
from annotated_types import Interval
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from go2mjx.config import presets
from go2mjx.config.tree import TrainConfig, from_flat, settings, to_flat
from go2mjx.config.validation import validate
from go2mjx.process.errors import UsageError
from go2mjx.training.config import LoopConfig
from go2mjx.training.schedule import Schedule

FLAGS = settings(TrainConfig())
NUMBERS = {flag: type(leaf.value) for flag, leaf in FLAGS.items() if type(leaf.value) in (int, float)}
NUMBERS |= {"max_contacts": int, "devices": int}  # or None, or a word

COUNTED = [*LoopConfig.__dataclass_fields__, "critic_actor_ratio", "n_step", "batch_size"]

GUIDE_SET_A = {
    "env": "GO2-v0",
    "exp_name": "go2_sac_walking_training",
    "random_steps": 1000,
    "max_traj_length": 500,
    "steps_per_update": 50,
    "log_period": 50,
    "training_starts": 1000,
    "batch_size": 128,
    "critic_actor_ratio": 4,
    "utd_ratio": 1.0,
    "replay_buffer_capacity": 1_000_000,
    "max_steps": 1_000_000,
    "seed": 0,
    "eval_period": 5000,
    "eval_n_trajs": 3,
}
GUIDE_SET_B = {
    **GUIDE_SET_A,
    "exp_name": "go2_sac_test",
    "random_steps": 5000,
    "max_traj_length": 1000,
    "batch_size": 256,
    "critic_actor_ratio": 8,
    "replay_buffer_capacity": 100_000,
    "max_steps": 100_000,
    "seed": 42,
}


def refusal(values: dict) -> str:
    with pytest.raises(UsageError) as caught:
        validate(from_flat(values))
    return str(caught.value)


def bounds(flag: str) -> Interval:
    """The interval that the field of a number declares."""
    [interval] = [rule for rule in FLAGS[flag].annotation.__metadata__ if isinstance(rule, Interval)]
    return interval


@pytest.mark.parametrize(
    ("name", "expected"), [("go2_sac_walking", GUIDE_SET_A), ("go2_sac_test", GUIDE_SET_B)]
)
def test_guide_presets_hold_the_numbers_of_the_guide(name, expected):
    flat = to_flat(presets.load(name))
    assert {flag: flat[flag] for flag in expected} == expected


@pytest.mark.parametrize("name", presets.preset_names())
def test_every_preset_is_valid(name):
    validate(presets.load(name))


@pytest.mark.parametrize("flag", NUMBERS)
def test_every_number_is_bounded_on_both_sides(flag):
    interval = bounds(flag)
    assert (interval.ge is None) != (interval.gt is None)
    assert (interval.le is None) != (interval.lt is None)


def test_no_two_settings_share_a_flag():
    def leaves(tree):
        return sum(map(leaves, tree.values())) if isinstance(tree, dict) else 1

    tree = dataclasses.asdict(TrainConfig())
    assert len(FLAGS) == leaves(tree) - leaves(tree["process"])


def any_value(flag: str) -> st.SearchStrategy:
    """Anything that its declaration allows, as it stands in a file."""
    if flag in ("hidden_sizes", "terrains"):
        return st.from_type(FLAGS[flag].annotation).map(list)
    # without control and format characters, surrogates, unassigned, line separators: those are not printable
    printable = st.text(st.characters(exclude_categories=("C", "Z")), max_size=20)
    if flag == "exp_name":
        return printable.map("a{}".format)
    if flag == "robot":
        return st.none() | printable.map("{}.xml".format)
    if flag == "devices":
        return st.sampled_from(["auto", "all"]) | st.integers(bounds(flag).ge, bounds(flag).le)
    if flag == "max_contacts":
        return st.none() | st.integers(bounds(flag).ge, bounds(flag).le)
    return st.from_type(FLAGS[flag].annotation)


@given(st.fixed_dictionaries({}, optional={flag: any_value(flag) for flag in FLAGS}))
@example({"exp_name": "\U0001f415"})  # beyond the characters that JSON escapes as one
@hypothesis_settings(max_examples=50, deadline=None)
def test_a_saved_configuration_comes_back_exactly(tmp_path_factory, values):
    config = from_flat(values)
    assert to_flat(config) == to_flat(TrainConfig()) | values
    assert from_flat(json.loads(json.dumps(to_flat(config)))) == config
    path = tmp_path_factory.mktemp("config") / "config.json"
    presets.save_config(config, path)
    assert presets.load(str(path)) == config


def test_a_saved_file_comes_back_without_what_the_process_did(tmp_path):
    config = from_flat({"hidden_sizes": [64, 32], "actor_learning_rate": 1e-05})
    presets.save_config(config, tmp_path / "config.json")
    assert presets.load(str(tmp_path / "config.json")) == config
    assert not {"run_dir", "overwrite", "resume", "dry_run"} & set(
        json.loads((tmp_path / "config.json").read_text())
    )


def test_yaml_numbers_with_an_exponent_are_numbers(tmp_path):
    path = tmp_path / "preset.yaml"
    path.write_text(
        "max_steps: 1e6\nactor_learning_rate: 3e-4\nbatch_size: 1_024\nreward:\n  torque: -1e-4\n"
    )
    config = presets.load(str(path))
    assert (config.loop.max_steps, type(config.loop.max_steps)) == (1_000_000, int)
    assert config.sac.actor_learning_rate == 3e-4
    assert config.sac.batch_size == 1024
    assert config.environment.reward.torque == -1e-4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("num_env: 8", "'num_envs'"),
        ("reward: {torqe: 1}", "'reward.torque'"),
        ("env: GO-v0", "'GO2-v0'"),
        ("run_dir: runs/a", "unknown key 'run_dir'"),
        ("batch_size: many", "batch_size: 'many' is not a whole number"),
        ("batch_size: 1.5", "not a whole number"),
        ("batch_size: true", "not a whole number"),
        ("batch_size: [1]", "not a whole number"),
        ("batch_size: null", "not a whole number"),
        ("discount: high", "discount: 'high' is not a number"),
        ("debug: 1", "true or false"),
        ("exp_name: 12", "quote it"),
        ("hidden_sizes: 64", "not a list"),
        ("reward: 3", "unknown key 'reward'"),
        ("reward: {torque: {a: 1}}", "not a number"),
        ("seed: 1\nseed: 2", "the key 'seed' occurs twice"),
        ("seed: [1", "not valid YAML"),
        ("seed: 2020-99-99", "not valid YAML"),
        ("- seed", "not a mapping"),
        ("", "not a mapping"),
        ("seed: !!python/object/apply:os.getpid []", "not valid YAML"),
        ("seed: " + "[" * 3000, "not valid YAML"),
        ("exp_name: " + "a" * 2_000_000, "larger than"),
        ("batch_size: !!int ''", "not valid YAML"),
        ("discount: 1" + ":59" * 1000 + ".5", "not valid YAML"),
        (f"batch_size: {[[[[1] * 6] * 6] * 6] * 6}", "not a whole number"),
        ("? " + "a" * 100_000 + "\n: 1", "unknown key 'aaa"),
    ],
)
def test_a_bad_file_is_refused_with_the_reason(tmp_path, text, expected):
    path = tmp_path / "preset.yaml"
    path.write_text(text)
    with pytest.raises(UsageError) as caught:
        presets.load(str(path))
    assert expected in str(caught.value)
    assert str(path) in str(caught.value)
    assert len(str(caught.value)) < 1000


def test_a_file_of_many_mistakes_is_refused_with_the_first_of_them(tmp_path):
    path = tmp_path / "preset.yaml"
    path.write_text("".join(f"key_{number}: 1\n" for number in range(50_000)))
    with pytest.raises(UsageError) as caught:
        presets.load(str(path))
    assert "unknown key 'key_0'" in str(caught.value) and "more" in str(caught.value)
    assert len(str(caught.value)) < 5000


def test_a_missing_or_unknown_preset_is_refused(tmp_path):
    with pytest.raises(UsageError, match="did you mean 'go2_sac_walking'"):
        presets.load("go2-sac-walkin")
    with pytest.raises(UsageError, match="No such file"):
        presets.load(str(tmp_path / "missing.yaml"))
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(UsageError, match="cannot be read"):
        presets.load(str(tmp_path / "folder.yaml"))


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@example({"devices": None})  # it takes words, but is never left open
@given(st.dictionaries(st.sampled_from([*FLAGS, "reward"]) | st.text(max_size=8), JSON_VALUES, max_size=4))
@hypothesis_settings(max_examples=200, deadline=None)
def test_any_mapping_is_a_typed_configuration_or_a_usage_error(values):
    try:
        config = from_flat(values)
        validate(config)
    except UsageError:
        return
    for flag, leaf in settings(config).items():
        given_types = {"robot": str, "max_contacts": int, "devices": int}.get(flag)
        assert type(leaf.value) in (type(FLAGS[flag].value), given_types)
    json.dumps(to_flat(config), allow_nan=False)


@given(st.binary(max_size=200) | st.text(string.printable, max_size=200).map(str.encode))
@hypothesis_settings(max_examples=200, deadline=None)
def test_any_file_is_a_configuration_or_a_usage_error(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("config") / "preset.yaml"
    path.write_bytes(content)
    with contextlib.suppress(UsageError):
        presets.load(str(path))


YAML_PIECES = (
    st.sampled_from([*FLAGS, "reward", ": ", "\n  ", "9" * 5000, "1" + ":59" * 200 + ".5"])
    | st.sampled_from("\n -?,[]{}'\"#|>=~\0")
    | st.sampled_from(["&a", "*a", "<<", "---", "...", "!!set", "!!omap", "!!binary", "!!int", "!!bool"])
    | st.sampled_from(["1", "-0", "1_0", "0x_", "0b1", "1:59", "1e6", "1e400", ".nan", "-.inf", "2020-02-30"])
)


@given(st.lists(YAML_PIECES, max_size=20).map("".join))
@hypothesis_settings(max_examples=300, deadline=5000)
def test_any_arrangement_of_yaml_is_a_configuration_or_a_usage_error(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("config") / "preset.yaml"
    path.write_text(text)
    with contextlib.suppress(UsageError):
        validate(presets.load(str(path)))


@pytest.mark.parametrize("flag", NUMBERS)
def test_a_number_just_out_of_range_is_refused_with_its_flag_and_range(flag):
    interval, whole = bounds(flag), NUMBERS[flag] is int
    low, high = (interval.gt if interval.ge is None else interval.ge), (interval.lt or interval.le)
    below, above = (low - 1, high + 1) if whole else (math.nextafter(low, -1e9), math.nextafter(high, 1e12))
    bad = [low if interval.ge is None else below, high if interval.le is None else above]
    bad += [] if whole else [float("nan"), float("inf")]
    for value in map(NUMBERS[flag], bad):
        message = refusal({flag: value})
        assert f"--{flag} {value}: allowed is {'(' if interval.ge is None else '['}{low}, {high}" in message


@given(st.fixed_dictionaries({}, optional={flag: any_value(flag) for flag in COUNTED}))
@hypothesis_settings(max_examples=300, deadline=None)
def test_whatever_is_accepted_learns_and_can_be_counted_in_32_bits(values):
    config = from_flat(values)
    try:
        validate(config)
    except UsageError as error:
        assert all(line.startswith("--") for line in str(error).splitlines())
        return
    schedule = Schedule.of(config.loop)
    assert 1 <= schedule.total_groups * (config.sac.critic_actor_ratio + 1) < 2**31
    assert schedule.iterations < 2**31


@given(
    num_envs=st.integers(1, 70),
    steps_per_update=st.integers(1, 100),
    max_steps=st.integers(1, 400),
    training_starts=st.integers(1, 400),
    utd_ratio=st.sampled_from([0.125, 0.25, 0.5, 1.0, 3.0]),
)
@example(num_envs=64, max_steps=2048, training_starts=2000, steps_per_update=50, utd_ratio=1.0)
@example(num_envs=64, max_steps=2048, training_starts=2000, steps_per_update=100, utd_ratio=0.5)
@hypothesis_settings(max_examples=300, deadline=None)
def test_a_run_is_refused_exactly_when_it_would_make_no_update(**values):
    """Counted by running through the iterations; the number in the refusal is the shortest run that learns."""

    def updates(max_steps):
        collected, due = 0, Fraction(0)
        while collected < max_steps:
            before = collected
            while collected - before < values["steps_per_update"]:
                collected += values["num_envs"]
            if collected >= values["training_starts"]:
                due += Fraction(values["utd_ratio"]) * (collected - before) / values["steps_per_update"]
        return math.floor(due)

    if updates(values["max_steps"]):
        validate(from_flat(values))
    else:
        message = refusal(values)
        assert all(f"--{flag} {value:g}" in message for flag, value in values.items())
        enough = int(message.split()[-2])
        iteration = math.ceil(values["steps_per_update"] / values["num_envs"]) * values["num_envs"]
        assert updates(enough) and not updates(enough - iteration)
        validate(from_flat(values | {"max_steps": enough}))


def test_a_run_too_long_to_count_is_refused_with_the_longest_that_is_not():
    message = refusal({"max_steps": 10**12})
    assert "--max_steps 1000000000000" in message and "--num_envs 64" in message
    longest = int(message.split()[-1])
    validate(from_flat({"max_steps": longest}))
    assert str(longest) in refusal({"max_steps": longest + 1})


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"training_starts": 1000, "max_steps": 900}, ["--training_starts 1000", "--max_steps 900"]),
        (
            {"training_starts": 600, "replay_buffer_capacity": 500},
            ["--training_starts 600", "--replay_buffer_capacity 500"],
        ),
        ({"num_envs": 100, "replay_buffer_capacity": 50}, ["--num_envs 100", "--replay_buffer_capacity 50"]),
        ({"batch_size": 100, "replay_buffer_capacity": 50}, ["--batch_size 100", "capacity 50"]),
        ({"steps_per_update": 60, "replay_buffer_capacity": 50}, ["--steps_per_update 60", "capacity 50"]),
        ({"min_log_std": 1.0}, ["--min_log_std 1.0", "--max_log_std 0.0"]),
        ({"n_step": 5, "num_envs": 256}, ["--n_step 5", "the 4 control", "--training_starts 1280"]),
        ({"n_step": 5, "replay_buffer_capacity": 1000, "num_envs": 250}, ["--n_step 5", "the 4", "1250"]),
        ({"hidden_sizes": []}, ["--hidden_sizes"]),
        ({"hidden_sizes": [64, 0]}, ["--hidden_sizes 64 0", "[2, 8192]"]),
        ({"hidden_sizes": [64, 33]}, ["--hidden_sizes 64 33", "even numbers in [2, 8192]"]),
        ({"hidden_sizes": [8] * 9}, ["--hidden_sizes", "1 to 8"]),
        ({"hidden_sizes": [0] * 100_000}, ["--hidden_sizes 0 0", "...", "1 to 8"]),
        ({"exp_name": ""}, ["--exp_name ''"]),
        ({"robot": "a1.urdf"}, ["--robot 'a1.urdf'", ".xml"]),
        ({"exp_name": "../up"}, ["--exp_name '../up'"]),
        ({"exp_name": "a\nb"}, ["--exp_name"]),
        ({"exp_name": "a" * 101}, ["--exp_name", "100"]),
    ],
)
def test_settings_that_cannot_work_together_are_refused(values, expected):
    message = refusal(values)
    assert all(part in message for part in expected)
    assert len(message) < 1000


def test_every_problem_is_reported_at_once():
    message = refusal({"num_envs": 0, "discount": 1.5, "min_log_std": 1.0})
    assert all(flag in message for flag in ("--num_envs 0", "--discount 1.5", "--min_log_std 1.0"))
    message = refusal({"num_env": 1, "batch_size": "x"})
    assert "num_envs" in message and "batch_size" in message


def test_odd_but_workable_sizes_are_accepted():
    """Nothing has to divide anything: periods are rounded up by the loop."""
    validate(from_flat({"num_envs": 6, "batch_size": 100, "max_steps": 1001, "steps_per_update": 5}))
