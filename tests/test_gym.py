"""The Gymnasium environments, on the toy: the interface, its promises, and what a wrong use is told."""

import copy
import pickle
import subprocess
import sys
import warnings

import gymnasium
import numpy as np
import pytest
from gymnasium.error import ResetNeeded
from gymnasium.utils.env_checker import check_env, data_equivalence
from gymnasium.vector import AutoresetMode
from gymnasium.wrappers import TimeAwareObservation
from gymnasium.wrappers.vector import DictInfoToList, NormalizeObservation, RecordEpisodeStatistics

import go2mjx.gym  # noqa: F401  registers the environments
from go2mjx.tasks.toy import MAX_DISTANCE, ToyTask

TOY = "go2mjx-toy-v0"
ENVS, LIMIT = 4, 20
FORWARD = np.array([1.0, 0.0, 0.0], np.float32)
STEPS_TO_FAILURE = round(MAX_DISTANCE / (1.5 * ToyTask.time_step))  # at full speed


def make(**settings):
    return gymnasium.make(TOY, disable_env_checker=True, **settings)


def make_vec(num_envs=ENVS, **settings):
    return gymnasium.make_vec(TOY, num_envs=num_envs, **settings)


def play(env, seed, steps):
    """Everything that `env` says in `steps` steps of its own random actions, started from `seed`."""
    env.action_space.seed(seed)
    said = [env.reset(seed=seed)]
    for _ in range(steps):
        said.append(env.step(env.action_space.sample()))
        if said[-1][2] or said[-1][3]:
            said.append(env.reset())
    return said


def test_importing_starts_no_jax_and_registers_every_environment():
    program = (
        "import sys, gymnasium, go2mjx.gym; assert 'jax' not in sys.modules and 'mujoco' not in sys.modules; "
        "gymnasium.spec('GO2-v0'), gymnasium.spec('GO1-v0'), gymnasium.spec('go2mjx-toy-v0')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_gymnasiums_checker_finds_only_the_missing_bounds():
    """The observations are measurements; that they have no bounds is meant so."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        check_env(gymnasium.make(f"go2mjx.gym:{TOY}").unwrapped)
    others = [str(item.message) for item in caught if "infinity" not in str(item.message)]
    assert len(caught) == 2 and not others


def test_a_seed_decides_every_episode_and_another_one_differs():
    first, again, other = (play(make(max_episode_steps=LIMIT), seed, 3 * LIMIT) for seed in (5, 5, 6))
    assert data_equivalence(first, again, exact=True)
    assert not np.array_equal(first[0][0], other[0][0])
    starts = [said[0] for said in first if len(said) == 2]
    assert len(starts) == 4 and len(np.unique(starts, axis=0)) == 4


def test_environments_without_a_seed_differ():
    assert not np.array_equal(make().reset()[0], make().reset()[0])
    observation, _ = make_vec().reset()
    assert len(np.unique(observation, axis=0)) == ENVS


def test_the_time_limit_truncates_and_a_failure_terminates():
    env = make(max_episode_steps=LIMIT)
    env.reset(seed=0)
    flags = [env.step(np.zeros(3))[2:4] for _ in range(LIMIT)]
    assert flags == [(False, False)] * (LIMIT - 1) + [(False, True)]

    env = make(max_episode_steps=2 * STEPS_TO_FAILURE)
    env.reset(seed=0)
    terminated, steps = False, 0
    while not terminated:
        _, _, terminated, truncated, info = env.step(FORWARD)
        steps += 1
    assert not truncated and abs(steps - STEPS_TO_FAILURE) < 30
    assert np.linalg.norm(info["privileged_state"]) > MAX_DISTANCE  # the last state itself, not a fresh one


def test_a_nan_action_fails_that_environment_alone():
    envs, action = make_vec(), np.zeros((ENVS, 3), np.float32)
    envs.reset(seed=0)
    action[2] = np.nan
    observation, reward, terminated, truncated, info = envs.step(action)
    np.testing.assert_array_equal(terminated, [False, False, True, False])
    np.testing.assert_array_equal(info["valid"], ~terminated)
    assert np.isfinite(observation).all() and np.isfinite(reward).all() and not truncated.any()


def test_actions_beyond_the_bounds_are_clipped():
    results = []
    for action in (np.array([1.0, -1.0, 0.5]), np.array([7.0, -1e6, 0.5])):
        env = make()
        env.reset(seed=3)
        results.append(env.step(action))
    assert data_equivalence(*results, exact=True)


def test_info_has_the_terms_that_make_up_the_reward():
    env = make()
    env.reset(seed=0)
    _, reward, *_, info = env.step(FORWARD)
    terms = [value for name, value in info.items() if name.startswith("reward/")]
    assert sum(terms) == pytest.approx(reward) and terms
    assert info["velocity_error"] > 0 and info["valid"] is True


def test_a_held_command_stays_to_the_end_of_the_episode_only():
    """Commands change every 0.1 s otherwise."""
    settings = {"max_episode_steps": LIMIT, "command_duration": 0.1}
    env, wanted = make(**settings), (0.5, -0.25, 0.125)
    observations = [env.reset(seed=0, options={"command": wanted})[0]]
    observations += [env.step(np.zeros(3))[0] for _ in range(LIMIT)]
    np.testing.assert_array_equal(np.array(observations)[:, 3:], [wanted] * (LIMIT + 1))
    assert not np.array_equal(env.reset()[0][3:], wanted)

    envs, rows = make_vec(**settings), np.arange(3.0 * ENVS).reshape(ENVS, 3) / 16
    np.testing.assert_array_equal(envs.reset(seed=0, options={"command": rows})[0][:, 3:], rows)
    for _ in range(LIMIT):
        observation = envs.step(np.zeros((ENVS, 3)))[0]
        np.testing.assert_array_equal(observation[:, 3:], rows)
    assert not np.isclose(envs.step(np.zeros((ENVS, 3)))[0][:, 3:], rows).all(axis=1).any()


def test_autoreset_comes_with_the_step_after_the_end():
    """NEXT_STEP: the last observation, then, whatever the action, the first one of a new episode."""
    envs, still = make_vec(max_episode_steps=LIMIT), np.zeros((ENVS, 3))
    assert envs.metadata["autoreset_mode"] is AutoresetMode.NEXT_STEP
    envs.reset(seed=0)
    for _ in range(LIMIT):
        last, _, terminated, truncated, _ = envs.step(still)
    assert truncated.all() and not terminated.any()
    np.testing.assert_allclose(last[:, :3], 0.0, atol=1e-5)  # at rest, where the old episode has come to
    first, reward, terminated, truncated, info = envs.step(np.full((ENVS, 3), np.nan))
    assert not reward.any() and not (terminated | truncated).any() and info["valid"].all()
    assert (np.abs(first[:, :3]).max(axis=1) > 1e-3).all() and len(np.unique(first, axis=0)) == ENVS
    flags = [envs.step(still)[3].all() for _ in range(LIMIT)]
    assert flags == [False] * (LIMIT - 1) + [True]


def test_the_vector_equals_single_environments_step_by_step():
    """The same seeds, actions and ends as Gymnasium's own vector of single ones, infos included."""

    def same(result, expected):
        assert all(map(data_equivalence, result[:-1], expected[:-1]))
        assert result[-1].keys() == expected[-1].keys()
        for name, value in expected[-1].items():
            np.testing.assert_allclose(result[-1][name], value, atol=1e-5, err_msg=name)

    settings = {"max_episode_steps": LIMIT, "command_duration": 0.1}
    ours, theirs = make_vec(**settings), make_vec(vectorization_mode="sync", **settings)
    assert ours.observation_space == theirs.observation_space and ours.action_space == theirs.action_space
    ours.action_space.seed(0)
    same(ours.reset(seed=7), theirs.reset(seed=7))
    for _ in range(3 * LIMIT):
        action = ours.action_space.sample()
        same(ours.step(action), theirs.step(action))


def test_gymnasiums_vector_wrappers_run_on_it():
    envs = DictInfoToList(RecordEpisodeStatistics(NormalizeObservation(make_vec(max_episode_steps=LIMIT))))
    envs.reset(seed=0)
    for _ in range(LIMIT):
        infos = envs.step(envs.action_space.sample())[4]
    assert [info["episode"]["l"] for info in infos] == [LIMIT] * ENVS


def test_a_second_instance_compiles_nothing(monkeypatch):
    traces, step = [], ToyTask.step

    def counted(self, state, action):
        traces.append(action.shape)
        return step(self, state, action)

    monkeypatch.setattr(ToyTask, "step", counted)
    settings = {"command_duration": 1.2345}  # no other test has these programs
    for env in (make(**settings), make(**settings)):
        play(env, 0, 5)
        env.reset(options={"command": FORWARD})
        env.step(FORWARD.astype(np.float64))
    assert len(traces) == 1
    for envs in (make_vec(**settings), make_vec(**settings)):
        envs.reset()
        for _ in range(5):
            envs.step(envs.action_space.sample())
    assert len(traces) == 2


def test_the_arrays_belong_to_the_caller():
    """They can be written to, and the environment neither sees it nor changes them later."""
    envs, undisturbed = make_vec(), make_vec()
    (observation, _), expected = envs.reset(seed=0), undisturbed.reset(seed=0)[0]
    observation[:] = 99.0
    action = np.full((ENVS, 3), 0.5)
    np.testing.assert_array_equal(envs.step(action)[0], undisturbed.step(action)[0])
    assert (observation == 99.0).all() and not (expected == 99.0).any()


@pytest.mark.parametrize("build", [make, make_vec])
@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda env: pickle.loads(pickle.dumps(env))])
def test_a_copy_has_the_settings_and_waits_for_its_reset(build, duplicate):
    env = build(max_episode_steps=LIMIT)
    env.reset(seed=0)
    twin = duplicate(env)
    with pytest.raises(ResetNeeded, match=r"reset\(\)"):
        twin.step(twin.action_space.sample())
    np.testing.assert_array_equal(twin.reset(seed=1)[0], env.reset(seed=1)[0])
    ends = [twin.step(np.zeros(twin.action_space.shape))[3] for _ in range(LIMIT)]
    assert np.all(ends[-1]) and not np.any(ends[:-1])


def test_stepping_on_after_a_failure_is_an_error_and_closing_twice_is_none():
    env = make()
    env.reset()
    env.step(np.full(3, np.nan))
    with pytest.raises(ResetNeeded, match="has ended"):
        env.step(FORWARD)
    for opened in (env, make_vec()):
        opened.close()
        opened.close()


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        ({"max_traj_length": 5}, ValueError, ["max_traj_length", "max_episode_steps"]),
        ({"history_lenght": 5}, ValueError, ["'history_lenght'", "history_length"]),
        ({"history_length": 0}, ValueError, ["history_length 0", "[1, 100]"]),
        ({"history_length": 2.5}, ValueError, ["history_length: 2.5", "whole number"]),
        ({"history_length": True}, ValueError, ["history_length: True", "whole number"]),
        ({"command_duration": 0.0}, ValueError, ["command_duration 0.0", "[0.02, "]),
        ({"zero_command_fraction": 1.5}, ValueError, ["zero_command_fraction 1.5", "[0, 1]"]),
        ({"max_yaw_rate": float("nan")}, ValueError, ["max_yaw_rate nan", "[0, 10]"]),
        ({"reward": {"air_tim": 1.0}}, ValueError, ["'reward.air_tim'", "reward.air_time"]),
        ({"reward": {"air_time": "1"}}, ValueError, ["air_time: '1'", "number"]),
        ({"height_scan": True}, ValueError, ["height_scan True", "level ground", "GO2-rough-v0"]),
        ({"reward": 1.0}, ValueError, ["unknown key 'reward'"]),
        ({"random": {"push": 3.0}}, ValueError, ["random: nothing is drawn with randomization 0"]),
        ({"render_mode": "ansi"}, ValueError, ["render_mode='ansi'", "rgb_array"]),
        ({"environment": "GO3"}, ValueError, ["'GO3'", "GO2-v0"]),
    ],
)
@pytest.mark.filterwarnings("ignore:.*render_mode")
@pytest.mark.parametrize("build", [make, make_vec])
def test_wrong_settings_are_named(build, settings, error, words):
    with pytest.raises(error) as caught:
        build(**settings)
    assert all(word in str(caught.value) for word in words), caught.value


@pytest.mark.parametrize("options", [{"comand": (0, 0, 0)}, {"command": (1, 2)}, {"command": (0, 0, np.inf)}])
@pytest.mark.parametrize("build", [make, make_vec])
def test_wrong_reset_options_are_named(build, options):
    (name, value), env = next(iter(options.items())), build()
    with pytest.raises(ValueError, match=name) as caught:
        env.reset(options=options)
    assert "allowed" in str(caught.value) and (name != "command" or str(value) in str(caught.value))


@pytest.mark.parametrize("limit", [None, LIMIT, 1000])
def test_the_time_limit_is_gymnasiums_own(limit):
    """Not the setting of the training, which a longer limit could not exceed."""
    env, envs = make(max_episode_steps=limit), make_vec(max_episode_steps=limit)
    steps = limit or 500
    assert env.spec.max_episode_steps == envs.spec.max_episode_steps == steps
    still = {"command": (0.0, 0.0, 0.0)}
    for each in (env, envs, gymnasium.make_vec(envs.spec)):
        each.reset(seed=0, options=still)
        ended = [np.all(each.step(np.zeros(each.action_space.shape))[3]) for _ in range(steps)]
        assert ended == [False] * (steps - 1) + [True]
    observation, _ = TimeAwareObservation(env).reset()
    assert observation.shape == (7,)


def test_without_a_time_limit_an_episode_goes_on():
    for each in (make(max_episode_steps=-1), make_vec(max_episode_steps=-1)):
        each.reset(seed=0)
        assert not any(np.any(each.step(np.zeros(each.action_space.shape))[3]) for _ in range(501))
    with pytest.raises(ValueError, match=r"max_episode_steps=0: allowed are 1 to 1000000"):
        make_vec(max_episode_steps=0)


def test_the_point_is_drawn_where_it_is():
    env = make(render_mode="rgb_array", max_episode_steps=-1)
    with pytest.raises(ResetNeeded):
        env.render()
    env.reset(seed=0)
    pictures = [env.render()]
    for _ in range(200):
        env.step(FORWARD)
    pictures.append(env.render())
    start, later = (np.argwhere(picture[..., 0] > 200).mean(axis=0) for picture in pictures)
    assert pictures[0].shape == (480, 640, 3) and start == pytest.approx((240, 320), abs=1)
    assert later == pytest.approx((240, 320 + 6 * 0.48 * 480 / MAX_DISTANCE), abs=2)  # 1.5 m/s for 4 s

    envs = make_vec(render_mode="rgb_array")
    envs.reset(seed=0)
    assert np.array(envs.render()).shape == (ENVS, 480, 640, 3)
    assert make().unwrapped.render() is None and make_vec().render() is None


def test_gymnasium_records_videos(tmp_path):
    pytest.importorskip("moviepy", reason="Gymnasium writes videos with it")
    settings = {"render_mode": "rgb_array", "max_episode_steps": LIMIT}
    env = gymnasium.wrappers.RecordVideo(make(**settings), str(tmp_path / "one"))
    envs = gymnasium.wrappers.vector.RecordVideo(
        make_vec(**settings), str(tmp_path / "all"), video_length=LIMIT
    )
    for each in (env, envs):
        each.reset(seed=0)
        for _ in range(LIMIT):
            each.step(np.zeros(each.action_space.shape))
        each.close()
    assert {path.parent.name for path in tmp_path.rglob("*.mp4") if path.stat().st_size} == {"one", "all"}


def test_a_command_can_be_given_while_it_runs():
    settings, wanted = {"max_episode_steps": LIMIT, "command_duration": 0.1}, (0.5, -0.25, 0.125)
    env, envs, rows = make(**settings), make_vec(**settings), np.arange(3.0 * ENVS).reshape(ENVS, 3) / 16
    for each, command in ((env, wanted), (envs, rows)):
        with pytest.raises(ResetNeeded, match=r"reset\(\)"):
            each.unwrapped.command(command)
        before = each.reset(seed=0)[0]
        following = each.unwrapped.command(command)
        np.testing.assert_array_equal(following[..., :3], before[..., :3])
        np.testing.assert_array_equal(following[..., 3:], command)
        for _ in range(LIMIT - 1):
            observation = each.step(np.zeros(each.action_space.shape))[0]
            np.testing.assert_array_equal(observation[..., 3:], command)
        with pytest.raises(ValueError, match="3 finite numbers"):
            each.unwrapped.command((1.0, np.nan, 0.0))


def test_wrong_numbers_of_environments_and_actions_are_named():
    with pytest.raises(ValueError, match="num_envs=0"):
        make_vec(num_envs=0)
    for env in (make(), make_vec()):
        env.reset()
        with pytest.raises(ValueError, match=r"actions have shape .*allowed is"):
            env.step(np.zeros((*env.action_space.shape[:-1], 5)))
