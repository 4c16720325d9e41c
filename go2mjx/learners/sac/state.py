"""What SAC learns, as trees of arrays; the parameters of a network are one vector, see `VectorModule`."""

import jax
import optax
from flax import struct

from go2mjx.learners.base import SkippedUpdates
from go2mjx.learners.sac.statistics import RunningStatistics
from go2mjx.tasks.observation import Observation


@struct.dataclass
class Policy:
    """A deployable actor with the statistics of its observations."""

    actor: jax.Array  # (size,)
    statistics: RunningStatistics


@struct.dataclass
class CriticState:
    """What a critic update changes; parameters are vectors, see `VectorModule`."""

    online: jax.Array
    target: jax.Array
    optimizer: optax.OptState


@struct.dataclass
class ActorState:
    """What an actor and temperature update changes; parameters are vectors."""

    online: jax.Array
    average: jax.Array  # running average of `online`; what is evaluated and shipped
    optimizer: optax.OptState  # of `online` and `log_alpha` as one vector
    log_alpha: jax.Array  # ()


@struct.dataclass
class SACState:
    """Everything that SAC learns."""

    actor: ActorState
    critic: CriticState
    statistics: Observation  # running statistics of `state` and `privileged_state`
    skipped: SkippedUpdates
