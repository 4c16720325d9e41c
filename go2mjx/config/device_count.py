"""How many devices train together. Needs no JAX: on a CPU it must know before JAX starts."""

from go2mjx.config.tree import TrainConfig
from go2mjx.process import platform
from go2mjx.process.errors import UsageError
from go2mjx.process.platform import Backend

LEAST_ENVS = 32
"""Environments on each device below which a further one is not worth it (docs/scaling.md)."""
MOST_CPU_ENVS = 102
"""Environments on each of several CPU devices. From 103 on jaxlib splits the batched Cholesky factorisation of 18 degrees of
freedom (18^3 / 3 operations each) into tasks of 200,000 operations and waits for them in a thread of the pool that is to do
them: a device per thread, and all of them wait for ever (docs/speed.md)."""


def device_count(config: TrainConfig, present: int, backend: Backend) -> int:
    """The number of devices that `config` asks for, of `present` ones.

    Raises UsageError when they are not there, or environments and minibatches cannot be divided among them.
    """
    wanted = config.run.devices
    if wanted == "auto":
        return _paying(
            config, present if backend == "gpu" else min(present, platform.usable_cores()), backend
        )
    count = present if wanted == "all" else wanted
    if count > present:
        raise UsageError(f"--devices {count}: of devices there {'is' if present == 1 else 'are'} {present}")
    if not _divides(config, count, backend):
        fitting = ", ".join(
            str(number) for number in range(1, present + 1) if _divides(config, number, backend)
        )
        per_device = f", with at most {MOST_CPU_ENVS} environments each on a CPU" if backend == "cpu" else ""
        raise UsageError(
            f"--devices {wanted}: {count} must divide --num_envs {config.loop.num_envs} and --batch_size "
            f"{config.sac.batch_size}{per_device}; of {present} devices allowed are {fitting}"
        )
    return count


def start_jax(config: TrainConfig) -> Backend:
    """Start JAX with the devices for `config`; returns what it has. Raises UsageError as `configure_jax` and `device_count`."""
    wanted, cpu_devices = config.run.devices, 1
    if platform.expected_backend(config.run.platform) == "cpu":
        cores = platform.usable_cores()
        cpu_devices = device_count(config, max(cores, wanted) if isinstance(wanted, int) else cores, "cpu")
    return platform.configure_jax(config.run.platform, config.loop.num_envs, cpu_devices)


def _paying(config: TrainConfig, present: int, backend: Backend) -> int:
    """The most devices that have enough to do."""
    enough = range(1, min(present, config.loop.num_envs // LEAST_ENVS) + 1)
    fitting = [count for count in enough if _divides(config, count, backend)]
    return 1 if config.run.debug else max(fitting, default=1)


def _divides(config: TrainConfig, count: int, backend: Backend) -> bool:
    environments, rest = divmod(config.loop.num_envs, count)
    fits = count == 1 or backend == "gpu" or environments <= MOST_CPU_ENVS
    return fits and rest == 0 and config.sac.batch_size % count == 0
