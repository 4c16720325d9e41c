"""Train Stable-Baselines3's SAC on GO2-v0, and measure the policy on fresh episodes.

Stable-Baselines3 is no dependency of go2mjx. Install it, with PyTorch, into the same environment:

    pip install stable-baselines3

    python examples/stable_baselines3_sac.py --env go2mjx-toy-v0 --steps 5000   # a minute or two
    python examples/stable_baselines3_sac.py --steps 1000000                    # the GO2, hours on a CPU
"""

import argparse

from stable_baselines3 import SAC
from stable_baselines3.common.env_util import make_vec_env
from stable_baselines3.common.evaluation import evaluate_policy
from stable_baselines3.common.vec_env import VecNormalize


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--env", default="GO2-v0", choices=["GO2-v0", "go2mjx-toy-v0"])
    parser.add_argument("--steps", type=int, default=1_000_000, help="transitions of training")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--output", default="go2_sb3", help="the policy; its normaliser goes beside it")
    arguments = parser.parse_args()

    # The observations are raw SI values of very different size, so they are normalised.
    envs = make_vec_env(f"go2mjx.gym:{arguments.env}", seed=arguments.seed, env_kwargs={"render_mode": None})
    envs = VecNormalize(envs, norm_reward=False)
    model = SAC("MlpPolicy", envs, gamma=0.97, learning_starts=1000, seed=arguments.seed, verbose=1)
    model.learn(total_timesteps=arguments.steps)
    model.save(arguments.output)
    envs.save(f"{arguments.output}_normalizer.pkl")

    envs.training = False
    mean, spread = evaluate_policy(model, envs, n_eval_episodes=5)
    print(f"return of an episode: {mean:.1f} +- {spread:.1f}")


if __name__ == "__main__":
    main()
