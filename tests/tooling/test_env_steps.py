"""The benchmark of environment steps: each level does what it counts, the peers get the same model."""

import subprocess
from types import SimpleNamespace

import jax
import jax.numpy as jnp
import mujoco
import numpy as np
import pytest

from benchmarks import c_mujoco, measurement
from benchmarks.speed import env_steps
from go2mjx.physics.models import training_model
from go2mjx.robots import load
from go2mjx.tasks.config import EnvConfig
from go2mjx.tasks.registry import make

GO2 = load("GO2")


@pytest.fixture(scope="module")
def start():
    env = make("toy", EnvConfig(max_traj_length=3))
    return env, jax.jit(env.reset)(jax.random.split(jax.random.key(0), 4))


@pytest.fixture(scope="module")
def ends(start):
    """The state of the toy after five steps by level; physics adds one to the position."""
    env, state = start

    def simulate(physics, action):
        return physics.replace(position=physics.position + 1)

    programs = env_steps.programs(env, simulate, state, list(env_steps.LEVELS))
    return {each.level: each.run(each.state, jnp.int32(5))[0] for each in programs}


class TestLevels:
    def test_there_is_one_program_per_level_of_mjx(self, ends):
        mjx = [env_steps.PHYSICS, env_steps.OBSERVATION, env_steps.REWARD, env_steps.RESET]
        assert list(ends) == [env_steps.SHARDED, *mjx]

    def test_physics_alone_leaves_the_rest_as_it_was(self, start, ends):
        _, state = start
        end = ends[env_steps.PHYSICS]
        moved = end.physics.position - state.physics.position
        np.testing.assert_allclose(moved, 5, rtol=1e-5)
        np.testing.assert_array_equal(end.obs.state, state.obs.state)
        np.testing.assert_array_equal(end.episode_step, 0)

    def test_observation_and_reward_make_the_same_steps_the_one_without_the_reward(self, start, ends):
        _, state = start
        without, whole = ends[env_steps.OBSERVATION], ends[env_steps.REWARD]
        np.testing.assert_allclose(without.obs.state, whole.obs.state, rtol=1e-5)
        assert not np.allclose(without.obs.state, state.obs.state)
        np.testing.assert_array_equal(without.reward, state.reward)
        assert not np.allclose(whole.reward, state.reward)

    def test_only_reset_starts_a_new_episode_somewhere_else(self, ends):
        """Episodes of three steps: five make the second step of the next one."""
        for level, steps in ((env_steps.REWARD, 5), (env_steps.RESET, 2)):
            np.testing.assert_array_equal(ends[level].episode_step, steps)
        distance = {
            level: np.abs(ends[level].physics.position - ends[env_steps.OBSERVATION].physics.position)
            for level in (env_steps.REWARD, env_steps.RESET)
        }
        assert distance[env_steps.REWARD].max() < 1e-6 < distance[env_steps.RESET].min()

    def test_only_the_levels_asked_for_are_compiled(self, start):
        env, state = start
        [program] = env_steps.programs(env, None, state, [env_steps.RESET])
        assert program.level == env_steps.RESET and program.num_envs == 4

    def test_a_sharded_batch_makes_the_same_steps(self, start, ends):
        """On one device; the benchmark itself takes one for each core."""
        env, state = start

        def physics(state, action):
            return state.replace(physics=state.physics.replace(position=state.physics.position + 1))

        program = env_steps.sharded_loop(env_steps.loop(env.action_size, physics), state)
        end = program.run(program.state, jnp.int32(5))[0]
        jax.tree.map(np.testing.assert_array_equal, end.obs, ends[env_steps.PHYSICS].obs)
        np.testing.assert_array_equal(end.physics.position, ends[env_steps.PHYSICS].physics.position)

    def test_sharding_keeps_to_equal_parts_that_cannot_wait_for_each_other(self):
        cpu, gpu = SimpleNamespace(platform="cpu"), SimpleNamespace(platform="gpu")
        assert env_steps.can_shard(64, [cpu, cpu]) and env_steps.can_shard(204, [cpu, cpu])
        for num_envs, devices in ((64, [cpu]), (63, [cpu, cpu]), (206, [cpu, cpu]), (64, [gpu, gpu])):
            assert not env_steps.can_shard(num_envs, devices)

    def test_an_unknown_level_and_another_robot_are_refused(self):
        with pytest.raises(SystemExit, match="reste"):
            env_steps.main(["--levels", "reste"])
        with pytest.raises(SystemExit, match="--env toy"):
            env_steps.main(["--env", "toy", "--platform", "cpu"])


class TestCMujoco:
    def test_robots_stand_through_a_rollout_that_always_starts_the_same(self):
        model = training_model(GO2)
        home = model.key("home").qpos
        targets = np.tile(GO2.default_pose, (3, c_mujoco.VECTOR_STEPS, 1))
        rollout = c_mujoco.ThreadedRollout(
            model,
            np.tile(home, (3, 1)),
            np.zeros((3, model.nv)),
            targets,
            GO2.physics_steps,
            threads=2,
        )
        first = rollout.run(1).copy()
        np.testing.assert_array_equal(rollout.run(2), first)
        rollout.close()
        data = mujoco.MjData(model)
        data.qpos[:], data.ctrl[:] = home, GO2.default_pose
        mujoco.mj_step(model, data, c_mujoco.VECTOR_STEPS * GO2.physics_steps)
        np.testing.assert_allclose(first, data.qpos[2], rtol=1e-9)
        assert env_steps.standing(GO2, first) == {"standing": 1.0}

    def test_mjx_testspeed_gets_the_model_with_its_gains_and_options(self, monkeypatch):
        model = training_model(GO2)

        def run(command, env, **_):
            flags = dict(word[2:].split("=") for word in command if word.startswith("--"))
            loaded = mujoco.MjModel.from_binary_path(f"{flags['base_path']}/{flags['mjcf']}")
            np.testing.assert_array_equal(loaded.actuator_gainprm, model.actuator_gainprm)
            assert int(flags["iterations"]) == model.opt.iterations == loaded.opt.iterations
            assert (flags["batch_size"], flags["nstep"]) == ("16", "100") and env["JAX_PLATFORMS"] == "cpu"
            return subprocess.CompletedProcess(command, 0, "name\tjit: 12.50s\tsteps/second: 30436\n", "")

        monkeypatch.setattr(c_mujoco.subprocess, "run", run)
        found = c_mujoco.testspeed(model, 16, 100, "cpu")
        assert found == {"compile_seconds": 12.5, "physics_steps_per_second": 30436}

    def test_a_failure_of_mjx_testspeed_is_told(self, monkeypatch):
        failed = subprocess.CompletedProcess([], 1, "", "no such model")
        monkeypatch.setattr(c_mujoco.subprocess, "run", lambda *_, **__: failed)
        with pytest.raises(RuntimeError, match="no such model"):
            c_mujoco.testspeed(training_model(GO2), 16, 100, "cpu")


def test_ratios_are_to_c_mujoco_with_as_many_robots(capsys):
    def measured(level, num_envs, speed):
        rates = {"steps_per_second": measurement.spread([speed])}
        memory = {"compile_seconds": 2.0, "temporary_bytes_per_env": 2048}
        return {"level": level, "num_envs": num_envs, "single": rates, "double_to_single": 1.0, **memory}

    measurements = [
        measured(env_steps.RESET, 4, 600.0),
        measured(env_steps.C_MUJOCO, 4, 1200.0),
        measured(env_steps.RESET, 8, 900.0),
        {
            "level": env_steps.TESTSPEED,
            "num_envs": 4,
            "physics_steps_per_second": 1500.0,
            "compile_seconds": 3.0,
        },
    ]
    ratios = [env_steps.cells(each, measurements, 5)[3] for each in measurements]
    assert ratios == ["0.50", "1.00", "", "0.25"]
    results = {
        "physics_steps_per_step": 5,
        "environment_bytes": 836,
        "levels": env_steps.LEVELS,
        "measurements": measurements,
    }
    measurement.print_table(env_steps.table(results))
    assert "5 physics steps" in capsys.readouterr().out
