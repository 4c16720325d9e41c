"""Soft Actor-Critic as a `Learner`: its state and its update group, critic updates and then actor and temperature."""

import functools
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from go2mjx.devices import ONE, Devices
from go2mjx.learners.base import Layer, SkippedUpdates, UpdateSums
from go2mjx.learners.replay import Batch
from go2mjx.learners.sac import distribution, losses
from go2mjx.learners.sac.config import SACConfig
from go2mjx.learners.sac.networks import Actor, CriticEnsemble, PolicyOutput, policy_layers, policy_output
from go2mjx.learners.sac.state import ActorState, CriticState, Policy, SACState
from go2mjx.learners.sac.statistics import RunningStatistics
from go2mjx.learners.sac.vector_module import VectorModule
from go2mjx.process.errors import UsageError
from go2mjx.tasks.observation import Mirror, Observation

Info = dict[str, jax.Array]

MAX_NORMALIZED = 10.0
"""Normalised observations are clipped to plus or minus this."""
CRITIC_METRICS = ("sac/critic_loss", "sac/predicted_qs", "sac/target_qs")
ACTOR_METRICS = ("sac/actor_loss", "sac/temperature_loss", "sac/temperature", "sac/entropy")
CRITIC, ACTOR = range(2)
"""The parts that are updated each by itself, as `SkippedUpdates` counts them."""
MOST_PARAMETERS = 50_000_000
"""Of the actor, and of all critics together; the reflection of each is a constant of the program."""
MOST_UNROLLED = 4
"""Critic updates of a group up to which they are compiled one by one; a loop over more compiles faster."""


@dataclass(frozen=True)
class SAC:
    """Networks and optimisers of one agent; all its functions are pure.

    Actor, critics and statistics are symmetric, because the robot and its task are: `mirror` holds the reflections
    of the two parts of an observation. Step sizes fall over `total_update_steps` update groups.
    """

    config: SACConfig
    observation_size: dict[str, int]
    mirror: Observation
    action_mirror: Mirror
    total_update_steps: int
    devices: Devices = ONE

    update_metrics = (*CRITIC_METRICS, *ACTOR_METRICS)

    def __post_init__(self) -> None:
        """Raises UsageError for networks that are too large."""
        largest = max(self.actor.size, self.critics.size)
        if largest > MOST_PARAMETERS:
            raise UsageError(
                f"--hidden_sizes {' '.join(map(str, self.config.hidden_sizes))} with --critic_ensemble_size "
                f"{self.config.critic_ensemble_size} and these observations make {largest:,} parameters, allowed are at "
                f"most {MOST_PARAMETERS:,}"
            )

    @property
    def action_size(self) -> int:
        return len(self.action_mirror.order)

    @property
    def batch_shape(self) -> tuple[int, int]:
        return (self.config.critic_actor_ratio, self.devices.share(self.config.batch_size))

    @property
    def critic_updates_per_group(self) -> int:
        return self.config.critic_actor_ratio

    @property
    def discount(self) -> float:
        return self.config.discount

    @property
    def steps(self) -> int:
        return self.config.n_step

    @property
    def target_entropy(self) -> float:
        return self.config.target_entropy_per_action * self.action_size

    @functools.cached_property
    def actor(self) -> VectorModule:
        spread = Mirror(self.action_mirror.order, np.ones(self.action_size))
        network = Actor(self.config, self.action_mirror.widths, spread.widths)
        return VectorModule(network, (self.mirror.state,), {"mean": self.action_mirror, "log_std": spread})

    @functools.cached_property
    def critics(self) -> VectorModule:
        inputs = (self.mirror.state, self.mirror.privileged_state, self.action_mirror)
        return VectorModule(CriticEnsemble(self.config), inputs, {"value": Mirror(np.arange(1), np.ones(1))})

    def _schedule(self, learning_rate: float, updates_per_group: int = 1) -> optax.Schedule:
        return optax.linear_schedule(
            learning_rate,
            learning_rate * self.config.final_learning_rate_fraction,
            max(self.total_update_steps * updates_per_group, 1),
        )

    @property
    def actor_optimizer(self) -> optax.GradientTransformation:
        """Of the actor's parameters and, behind them, the logarithm of the temperature, with a step size of its own."""
        actor = self._schedule(self.config.actor_learning_rate)
        temperature = self._schedule(self.config.temperature_learning_rate)

        def rates(count: jax.Array) -> jax.Array:
            return jnp.where(
                jnp.arange(self.actor.size + 1) < self.actor.size, actor(count), temperature(count)
            )

        return _adam(rates, self.config.adam_b2)

    @property
    def critic_optimizer(self) -> optax.GradientTransformation:
        schedule = self._schedule(self.config.critic_learning_rate, self.config.critic_actor_ratio)
        return _adam(schedule, self.config.adam_b2)

    def init(self, key: jax.Array) -> SACState:
        """Fresh parameters; no two leaves share a buffer, so the state can be donated."""
        actor_key, critic_key = jax.random.split(key)
        actor, critic = self.actor.init(actor_key), self.critics.init(critic_key)
        log_alpha = jnp.log(jnp.asarray(self.config.initial_temperature, jnp.float32))
        return SACState(
            actor=ActorState(
                online=actor,
                average=jnp.copy(actor),
                optimizer=self.actor_optimizer.init(jnp.append(actor, log_alpha)),
                log_alpha=log_alpha,
            ),
            critic=CriticState(
                online=critic, target=jnp.copy(critic), optimizer=self.critic_optimizer.init(critic)
            ),
            statistics=Observation(
                **{name: RunningStatistics.none(size) for name, size in self.observation_size.items()}
            ),
            skipped=SkippedUpdates.none(parts=2),
        )

    def observe(self, state: SACState, observation: Observation, valid: jax.Array) -> SACState:
        """Feed the observation statistics with each fresh row and its reflection."""
        both = jnp.concatenate([valid, valid])

        def update(rows: jax.Array, mirror: Mirror, statistics: RunningStatistics) -> RunningStatistics:
            return statistics.update(jnp.concatenate([rows, mirror(rows)]), both)

        return state.replace(statistics=jax.tree.map(update, observation, self.mirror, state.statistics))

    def policy(self, state: SACState) -> Policy:
        return Policy(state.actor.online, state.statistics.state)

    def shipped_policy(self, state: SACState) -> Policy:
        return Policy(state.actor.average, state.statistics.state)

    def act(self, policy: Policy, observation: jax.Array) -> jax.Array:
        """The mode of the policy, tanh(mean), at raw observations (..., state_size)."""
        return jnp.tanh(self._output(policy, observation).mean)

    def explore(self, policy: Policy, observation: jax.Array, key: jax.Array) -> jax.Array:
        """A sample of the policy at raw observations (..., state_size)."""
        noise = jax.random.normal(key, (*observation.shape[:-1], self.action_size))
        return distribution.sample(self._output(policy, observation), noise)[0]

    def _output(self, policy: Policy, observation: jax.Array) -> PolicyOutput:
        if self.config.normalize_observations:
            observation = normalize(policy.statistics, observation)
        with jax.default_matmul_precision(self.config.matmul_precision):
            return self.output(policy.actor, observation)

    def output(self, actor: jax.Array, observation: jax.Array) -> PolicyOutput:
        """The policy of the parameters `actor` at normalised observations (..., state_size)."""
        return policy_output(self.actor.apply(actor, observation), self.config)

    def values(self, critic: jax.Array, *inputs: jax.Array) -> jax.Array:
        """What each critic of the parameters `critic` says, (critics, ...): of normalised observations, privileged ones and actions."""
        return self.critics.apply(critic, *inputs)["value"].squeeze(-1)

    def update(
        self, state: SACState, batches: Batch, key: jax.Array, due: jax.Array | int, sums: UpdateSums
    ) -> tuple[SACState, UpdateSums]:
        """The first `due` update groups, each on leaves (*batch_shape, ...) of raw `batches`, and `sums` with their metrics.

        All noise is drawn at once. An update with a non-finite gradient changes nothing and is counted.
        """
        groups, ratio, batch_size = batches.reward.shape
        noise = jax.random.normal(key, (groups, ratio + 1, batch_size, self.action_size))
        inputs = (self._normalized(state.statistics, batches), noise)

        def group(index: jax.Array, carry: tuple[SACState, UpdateSums]) -> tuple[SACState, UpdateSums]:
            state, sums = carry
            state, further = self.update_group(state, *jax.tree.map(lambda leaf: leaf[index], inputs))
            return state, jax.tree.map(jnp.add, sums, further)

        with jax.default_matmul_precision(self.config.matmul_precision):
            return jax.lax.fori_loop(0, due, group, (state, sums))

    def _normalized(self, statistics: Observation, batches: Batch) -> Batch:
        """`batches` as the networks see them."""
        if not self.config.normalize_observations:
            return batches
        return batches.replace(
            state=normalize(statistics.state, batches.state),
            privileged_state=normalize(statistics.privileged_state, batches.privileged_state),
            next_state=normalize(statistics.state, batches.next_state),
            next_privileged_state=normalize(statistics.privileged_state, batches.next_privileged_state),
        )

    def update_group(self, state: SACState, batches: Batch, noise: jax.Array) -> tuple[SACState, UpdateSums]:
        """`critic_actor_ratio` critic updates, then one actor and one temperature update, on normalised batches.

        `noise`, (critic_actor_ratio + 1, n, action_size) for batches of n rows, is standard normal. Also returns the sums over the updates.
        """
        # the actor stays the same meanwhile, so it answers for all critic updates at once
        action, log_prob = distribution.sample(
            self.output(state.actor.online, batches.next_state), noise[:-1]
        )
        alpha = jnp.exp(state.actor.log_alpha)

        def critic_step(carry: tuple, inputs: tuple) -> tuple[tuple, tuple]:
            critic, skipped = carry
            critic, made, info = self.update_critic(critic, alpha, *inputs)
            return (critic, skipped.count(CRITIC, made)), (made, info)

        inputs, ratio = (batches, action, log_prob), self.config.critic_actor_ratio
        (critic, skipped), (critics_made, critic_info) = jax.lax.scan(
            critic_step, (state.critic, state.skipped), inputs, unroll=ratio if ratio <= MOST_UNROLLED else 1
        )
        last = jax.tree.map(lambda leaf: leaf[-1], batches)
        actor, actor_made, actor_info = self.update_actor(state.actor, critic, last, noise[-1])
        updates = [
            jnp.full(len(CRITIC_METRICS), critics_made.sum(dtype=jnp.int32)),
            jnp.full(len(ACTOR_METRICS), actor_made.astype(jnp.int32)),
        ]
        sums = UpdateSums(jnp.concatenate([critic_info.sum(axis=0), actor_info]), jnp.concatenate(updates))
        return state.replace(actor=actor, critic=critic, skipped=skipped.count(ACTOR, actor_made)), sums

    def update_critic(
        self,
        critic: CriticState,
        alpha: jax.Array,
        batch: Batch,
        next_action: jax.Array,
        next_log_prob: jax.Array,
    ) -> tuple[CriticState, jax.Array, jax.Array]:
        """One critic step and one move of the target critic; leaves of `batch`, this device's, are (n, ...).

        `next_action` and its log-probability are drawn from the policy at the successors. Also returns whether the
        update was made, () bool, and `CRITIC_METRICS`.
        """
        next_values = self.values(critic.target, batch.next_state, batch.next_privileged_state, next_action)
        target = losses.critic_target(
            batch.reward, batch.discount, next_values.mean(axis=0), next_log_prob, alpha
        )

        def loss_fn(online: jax.Array) -> tuple[jax.Array, jax.Array]:
            values = self.values(online, batch.state, batch.privileged_state, batch.action)
            return losses.critic_loss(values, target, batch.weight), values

        (loss, values), gradient = jax.value_and_grad(loss_fn, has_aux=True)(critic.online)
        info = jnp.stack([loss, values.mean(), target.mean()])
        gradient, info = self.devices.mean((gradient, info))
        updates, optimizer = self.critic_optimizer.update(gradient, critic.optimizer)
        online = optax.apply_updates(critic.online, updates)
        moved = CriticState(
            online=online,
            target=optax.incremental_update(online, critic.target, self.config.target_update_rate),
            optimizer=optimizer,
        )
        return _kept_if_finite(gradient, moved, critic, info)

    def update_actor(
        self, actor: ActorState, critic: CriticState, batch: Batch, noise: jax.Array
    ) -> tuple[ActorState, jax.Array, jax.Array]:
        """One actor and one temperature step; leaves of `batch`, this device's, are (n, ...).

        Also returns whether the update was made, () bool, and `ACTOR_METRICS`.
        """
        alpha = jnp.exp(actor.log_alpha)

        def loss_fn(online: jax.Array) -> tuple[jax.Array, jax.Array]:
            action, log_prob = distribution.sample(self.output(online, batch.state), noise)
            values = self.values(critic.online, batch.state, batch.privileged_state, action)
            loss = losses.actor_loss(alpha, log_prob, values.mean(axis=0), batch.weight)
            return loss, -losses.weighted_mean(log_prob, batch.weight)

        (loss, entropy), gradient = jax.value_and_grad(loss_fn, has_aux=True)(actor.online)
        gradient, loss, entropy = self.devices.mean((gradient, loss, entropy))
        temperature_loss, temperature_gradient = jax.value_and_grad(losses.temperature_loss)(
            actor.log_alpha, entropy, self.target_entropy
        )
        gradient = jnp.append(gradient, temperature_gradient)
        updates, optimizer = self.actor_optimizer.update(gradient, actor.optimizer)
        online = optax.apply_updates(actor.online, updates[:-1])
        moved = ActorState(
            online=online,
            average=optax.incremental_update(online, actor.average, self.config.actor_average_rate),
            optimizer=optimizer,
            log_alpha=optax.apply_updates(actor.log_alpha, updates[-1]),
        )
        info = jnp.stack([loss, temperature_loss, alpha, entropy])
        return _kept_if_finite(gradient, moved, actor, info)

    def metrics(self, state: SACState, update_steps: jax.Array) -> Info:
        """Target entropy, skipped updates and the step sizes after `update_steps` update groups."""
        rates = {
            "sac/actor_lr": self.config.actor_learning_rate,
            "sac/critic_lr": self.config.critic_learning_rate,
            "sac/temperature_lr": self.config.temperature_learning_rate,
        }
        return {
            "sac/target_entropy": jnp.asarray(self.target_entropy),
            "sac/skipped_updates": state.skipped.total,
            **{name: self._schedule(rate)(update_steps) for name, rate in rates.items()},
        }

    def export(self, policy: Policy) -> tuple[Layer, ...]:
        """Normalise, the torso, the mean, tanh."""
        normalization: tuple[Layer, ...] = ()
        if self.config.normalize_observations:
            normalization = (
                Layer("Sub", (policy.statistics.mean,)),
                Layer("Div", (policy.statistics.std,)),
                Layer("Clip", (-MAX_NORMALIZED, MAX_NORMALIZED)),
            )
        weights = self.actor.parameters(policy.actor)["params"]
        layers = policy_layers(self.config, weights, self.mirror.state, self.action_mirror)
        return (*normalization, *layers, Layer("Tanh"))


def normalize(statistics: RunningStatistics, value: jax.Array) -> jax.Array:
    """Standardise and clip an observation batch."""
    return jnp.clip((value - statistics.mean) / statistics.std, -MAX_NORMALIZED, MAX_NORMALIZED)


def _adam(rates: optax.Schedule, b2: float) -> optax.GradientTransformation:
    """Adam with the step size, or one for each number, that `rates` has for the count of its steps.

    That of optax counts them a second time for its step size: one more number to choose in every update.
    """
    direction = optax.scale_by_adam(b2=b2)

    def update(
        gradient: jax.Array, state: optax.ScaleByAdamState, _=None
    ) -> tuple[jax.Array, optax.OptState]:
        step, after = direction.update(gradient, state)
        return -rates(state.count) * step, after

    return optax.GradientTransformation(direction.init, update)


def _kept_if_finite(
    gradient: Any, moved: Any, before: Any, info: jax.Array
) -> tuple[Any, jax.Array, jax.Array]:
    """`moved` if every gradient is finite, else `before`; whether it is; and `info`, zero where it is not."""
    finite = jnp.isfinite(optax.tree.norm(gradient))
    kept = jax.tree.map(lambda new, old: jnp.where(finite, new, old), moved, before)
    return kept, finite, jnp.where(finite, info, 0.0)
