"""The agent's state and its update group: critic updates, then one actor and one temperature update."""

from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import optax
from flax import struct

from go2mjx.learners.replay import Transition
from go2mjx.learners.sac import distribution, losses
from go2mjx.learners.sac.config import SACConfig
from go2mjx.learners.sac.networks import Actor, critic_ensemble

Params = Any
Info = dict[str, jax.Array]


@struct.dataclass
class AgentState:
    """Everything that SAC learns."""

    actor: Params
    averaged_actor: Params  # running average of `actor`; what is evaluated and shipped
    critic: Params
    target_critic: Params
    log_alpha: jax.Array  # ()
    actor_optimizer: optax.OptState
    critic_optimizer: optax.OptState
    temperature_optimizer: optax.OptState
    update_steps: jax.Array  # () int32 actor updates tried
    skipped_updates: jax.Array  # () int32 non-finite updates left out so far
    skipped_in_a_row: jax.Array  # () int32 since the last update group without any
    most_skipped_in_a_row: jax.Array  # () int32 over the whole run


@dataclass(frozen=True)
class Agent:
    """Networks and optimisers of one SAC agent; all its functions are pure.

    `total_update_steps` is the number of update groups over which step sizes fall.
    """

    config: SACConfig
    observation_size: dict[str, int]
    action_size: int
    total_update_steps: int

    @property
    def target_entropy(self) -> float:
        return self.config.target_entropy_per_action * self.action_size

    def _schedule(self, learning_rate: float, updates_per_group: int) -> optax.Schedule:
        return optax.linear_schedule(
            learning_rate,
            learning_rate * self.config.final_learning_rate_fraction,
            max(self.total_update_steps * updates_per_group, 1),
        )

    def _optimizer(self, learning_rate: float, updates_per_group: int = 1) -> optax.GradientTransformation:
        return optax.adam(self._schedule(learning_rate, updates_per_group), b2=self.config.adam_b2)

    @property
    def actor_optimizer(self) -> optax.GradientTransformation:
        return self._optimizer(self.config.actor_learning_rate)

    @property
    def critic_optimizer(self) -> optax.GradientTransformation:
        return self._optimizer(self.config.critic_learning_rate, self.config.critic_actor_ratio)

    @property
    def temperature_optimizer(self) -> optax.GradientTransformation:
        return self._optimizer(self.config.temperature_learning_rate)

    @property
    def actor(self) -> Actor:
        return Actor(self.action_size, self.config)

    def init(self, key: jax.Array) -> AgentState:
        """Fresh parameters; no two leaves share a buffer, so the state can be donated."""
        actor_key, critic_key = jax.random.split(key)
        state = jnp.zeros(self.observation_size["state"])
        privileged_state = jnp.zeros(self.observation_size["privileged_state"])
        actor = self.actor.init(actor_key, state)
        critic = critic_ensemble(self.config).init(
            critic_key, state, privileged_state, jnp.zeros(self.action_size)
        )
        log_alpha = jnp.log(jnp.asarray(self.config.initial_temperature, jnp.float32))
        return AgentState(
            actor=actor,
            averaged_actor=jax.tree.map(jnp.copy, actor),
            critic=critic,
            target_critic=jax.tree.map(jnp.copy, critic),
            log_alpha=log_alpha,
            actor_optimizer=self.actor_optimizer.init(actor),
            critic_optimizer=self.critic_optimizer.init(critic),
            temperature_optimizer=self.temperature_optimizer.init(log_alpha),
            update_steps=jnp.zeros((), jnp.int32),
            skipped_updates=jnp.zeros((), jnp.int32),
            skipped_in_a_row=jnp.zeros((), jnp.int32),
            most_skipped_in_a_row=jnp.zeros((), jnp.int32),
        )

    def update_group(self, agent: AgentState, batches: Transition, key: jax.Array) -> tuple[AgentState, Info]:
        """`critic_actor_ratio` critic updates, then one actor and one temperature update.

        `batches` has leaves (critic_actor_ratio, batch_size, ...) with normalised observations. An update
        with a non-finite gradient changes nothing and is counted.
        """
        critic_key, actor_key = jax.random.split(key)
        critic_keys = jax.random.split(critic_key, self.config.critic_actor_ratio)

        def critic_step(agent: AgentState, batch_and_key: tuple) -> tuple[AgentState, Info]:
            return self.update_critic(agent, *batch_and_key)

        updated, critic_info = jax.lax.scan(critic_step, agent, (batches, critic_keys))
        last_batch = jax.tree.map(lambda leaf: leaf[-1], batches)
        updated, actor_info = self.update_actor(updated, last_batch, actor_key)

        skipped = updated.skipped_updates - agent.skipped_updates
        in_a_row = jnp.where(skipped > 0, agent.skipped_in_a_row + skipped, 0)
        updated = updated.replace(
            skipped_in_a_row=in_a_row,
            most_skipped_in_a_row=jnp.maximum(agent.most_skipped_in_a_row, in_a_row),
        )
        return updated, jax.tree.map(jnp.mean, critic_info) | actor_info

    def update_critic(self, agent: AgentState, batch: Transition, key: jax.Array) -> tuple[AgentState, Info]:
        """One critic step and one move of the target critic; leaves of `batch` are (batch_size, ...)."""
        config, ensemble = self.config, critic_ensemble(self.config)
        action_key, subset_key = jax.random.split(key)
        next_action, next_log_prob = distribution.sample(
            self.actor.apply(agent.actor, batch.next_state), action_key
        )
        next_values = ensemble.apply(
            agent.target_critic, batch.next_state, batch.next_privileged_state, next_action
        )
        if config.critic_target_subset < config.critic_ensemble_size:
            next_values = jax.random.choice(
                subset_key, next_values, (config.critic_target_subset,), replace=False
            )
        target = losses.critic_target(
            batch.reward,
            config.discount * batch.discount,
            next_values.min(axis=0),
            next_log_prob,
            jnp.exp(agent.log_alpha),
        )

        def loss_fn(critic: Params) -> tuple[jax.Array, jax.Array]:
            values = ensemble.apply(critic, batch.state, batch.privileged_state, batch.action)
            return losses.critic_loss(values, target), values

        (loss, values), gradient = jax.value_and_grad(loss_fn, has_aux=True)(agent.critic)
        updates, optimizer = self.critic_optimizer.update(gradient, agent.critic_optimizer)
        critic = optax.apply_updates(agent.critic, updates)
        target_critic = optax.incremental_update(critic, agent.target_critic, config.target_update_rate)
        updated = agent.replace(critic=critic, target_critic=target_critic, critic_optimizer=optimizer)
        info = {
            "sac/critic_loss": loss,
            "sac/predicted_qs": values.mean(),
            "sac/target_qs": target.mean(),
        }
        return _keep_if_finite(gradient, updated, agent, info)

    def update_actor(self, agent: AgentState, batch: Transition, key: jax.Array) -> tuple[AgentState, Info]:
        """One actor and one temperature step; leaves of `batch` are (batch_size, ...)."""
        config, ensemble, alpha = self.config, critic_ensemble(self.config), jnp.exp(agent.log_alpha)

        def actor_loss_fn(actor: Params) -> tuple[jax.Array, jax.Array]:
            action, log_prob = distribution.sample(self.actor.apply(actor, batch.state), key)
            values = ensemble.apply(agent.critic, batch.state, batch.privileged_state, action)
            return losses.actor_loss(alpha, log_prob, values.mean(axis=0)), log_prob

        (actor_loss, log_prob), gradient = jax.value_and_grad(actor_loss_fn, has_aux=True)(agent.actor)
        updates, actor_optimizer = self.actor_optimizer.update(gradient, agent.actor_optimizer)
        actor = optax.apply_updates(agent.actor, updates)

        temperature_loss, temperature_gradient = jax.value_and_grad(losses.temperature_loss)(
            agent.log_alpha, log_prob, self.target_entropy
        )
        updates, temperature_optimizer = self.temperature_optimizer.update(
            temperature_gradient, agent.temperature_optimizer
        )
        updated = agent.replace(
            actor=actor,
            averaged_actor=optax.incremental_update(actor, agent.averaged_actor, config.actor_average_rate),
            log_alpha=optax.apply_updates(agent.log_alpha, updates),
            actor_optimizer=actor_optimizer,
            temperature_optimizer=temperature_optimizer,
        )
        info = {
            "sac/actor_loss": actor_loss,
            "sac/temperature_loss": temperature_loss,
            "sac/temperature": alpha,
            "sac/entropy": -log_prob.mean(),
        }
        updated, info = _keep_if_finite((gradient, temperature_gradient), updated, agent, info)
        return updated.replace(update_steps=agent.update_steps + 1), info

    def learning_rates(self, update_steps: jax.Array) -> Info:
        """Step sizes after `update_steps` update groups, under their metric keys."""
        return {
            f"sac/{name}_lr": self._schedule(learning_rate, 1)(update_steps)
            for name, learning_rate in (
                ("actor", self.config.actor_learning_rate),
                ("critic", self.config.critic_learning_rate),
                ("temperature", self.config.temperature_learning_rate),
            )
        }


def _keep_if_finite(
    gradient: Params, updated: AgentState, previous: AgentState, info: Info
) -> tuple[AgentState, Info]:
    """`updated` if every gradient is finite; else `previous`, counted, with the numbers of `info` as zero."""
    finite = jnp.isfinite(optax.tree.norm(gradient))
    kept = jax.tree.map(lambda new, old: jnp.where(finite, new, old), updated, previous)
    kept = kept.replace(skipped_updates=previous.skipped_updates + ~finite)
    return kept, jax.tree.map(lambda number: jnp.where(finite, number, 0.0), info)
