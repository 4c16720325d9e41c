"""SAC in one file, in the style of CleanRL, on the vector environment; a start for your own algorithm.

Needs PyTorch, which is no dependency of go2mjx:

    pip install torch

    python examples/cleanrl_style_loop.py --env go2mjx-toy-v0 --num_envs 16 --steps 40000   # a minute or two
    python examples/cleanrl_style_loop.py --steps 2000000                                   # the GO2
"""

import argparse
import copy

import gymnasium
import numpy as np
import torch
from gymnasium.wrappers.vector import RecordEpisodeStatistics
from torch import nn
from torch.nn.functional import mse_loss, softplus

DISCOUNT, TARGET_RATE, BATCH_SIZE, CAPACITY, LEARNING_STARTS = 0.97, 0.01, 256, 500_000, 5_000


def network(inputs: int, outputs: int) -> nn.Sequential:
    """The first layer norm makes up for observations in raw SI units."""
    layers = [nn.Linear(inputs, 256), nn.LayerNorm(256), nn.SiLU(), nn.Linear(256, 256), nn.SiLU()]
    return nn.Sequential(*layers, nn.Linear(256, outputs))


def sample_action(actor: nn.Module, observation: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """A tanh-Gaussian action (n, actions) and its log-probability (n,)."""
    mean, log_std = actor(observation).chunk(2, dim=-1)
    normal = torch.distributions.Normal(mean, log_std.clamp(-5, 2).exp())
    raw = normal.rsample()
    tanh_slope = 2 * (np.log(2) - raw - softplus(-2 * raw))
    return raw.tanh(), (normal.log_prob(raw) - tanh_slope).sum(-1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--env", default="GO2-v0", choices=["GO2-v0", "go2mjx-toy-v0"])
    parser.add_argument("--num_envs", type=int, default=64)
    parser.add_argument("--steps", type=int, default=2_000_000, help="transitions of training")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()

    torch.manual_seed(arguments.seed)
    random = np.random.default_rng(arguments.seed)
    envs = gymnasium.make_vec(f"go2mjx.gym:{arguments.env}", num_envs=arguments.num_envs)
    envs = RecordEpisodeStatistics(envs)
    state_size, action_size = envs.single_observation_space.shape[0], envs.single_action_space.shape[0]

    actor = network(state_size, 2 * action_size)
    critics = nn.ModuleList(network(state_size + action_size, 1) for _ in range(2))
    targets = copy.deepcopy(critics)
    log_alpha = torch.tensor(np.log(0.1), requires_grad=True)
    actor_optimizer, critic_optimizer, alpha_optimizer = (
        torch.optim.Adam(parameters, lr=3e-4)
        for parameters in (actor.parameters(), critics.parameters(), [log_alpha])
    )

    def values(networks: nn.ModuleList, observation: torch.Tensor, action: torch.Tensor) -> torch.Tensor:
        return torch.stack([critic(torch.cat([observation, action], -1))[:, 0] for critic in networks])

    def update(observation, action, reward, following, discount) -> None:
        with torch.no_grad():
            next_action, log_probability = sample_action(actor, following)
            next_value = values(targets, following, next_action).min(0).values
            target = reward + discount * (next_value - log_alpha.exp() * log_probability)
        step_down(critic_optimizer, mse_loss(values(critics, observation, action), target.expand(2, -1)))
        new_action, log_probability = sample_action(actor, observation)
        value = values(critics, observation, new_action).min(0).values
        step_down(actor_optimizer, (log_alpha.exp().detach() * log_probability - value).mean())
        step_down(alpha_optimizer, -log_alpha * (log_probability.detach() - 0.5 * action_size).mean())
        with torch.no_grad():
            for slow, fast in zip(targets.parameters(), critics.parameters(), strict=True):
                slow.lerp_(fast, TARGET_RATE)

    def step_down(optimizer: torch.optim.Optimizer, loss: torch.Tensor) -> None:
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    widths = (state_size, action_size, 1, state_size, 1)
    replay, rows = np.zeros((CAPACITY, sum(widths)), np.float32), 0
    observation, _ = envs.reset(seed=arguments.seed)
    ended = np.zeros(arguments.num_envs, bool)
    for step in range(arguments.steps // arguments.num_envs):
        if rows < LEARNING_STARTS:
            action = random.uniform(-1, 1, (arguments.num_envs, action_size)).astype(np.float32)
        else:
            with torch.no_grad():
                action = sample_action(actor, torch.from_numpy(observation))[0].numpy()
        following, reward, terminated, truncated, _ = envs.step(action)
        # A failure has no future; a time limit has one, which the last observation stands for.
        discount = DISCOUNT * ~terminated
        transitions = np.column_stack([observation, action, reward, following, discount])[~ended]
        replay[(rows + np.arange(len(transitions))) % CAPACITY] = transitions
        rows += len(transitions)
        ended = terminated | truncated  # the next step of these is a reset and no transition
        observation = following
        if rows >= LEARNING_STARTS:
            for _ in range(2):
                batch = torch.from_numpy(replay[random.integers(min(rows, CAPACITY), size=BATCH_SIZE)])
                state, taken, paid, successor, factor = batch.split(widths, dim=1)
                update(state, taken, paid[:, 0], successor, factor[:, 0])
        if step % 50 == 49 and envs.return_queue:
            lengths, returns = np.mean(envs.length_queue), np.mean(envs.return_queue)
            print(f"transitions {rows:>8}  return {returns:8.1f}  length {lengths:6.1f}", flush=True)
    envs.close()


if __name__ == "__main__":
    main()
