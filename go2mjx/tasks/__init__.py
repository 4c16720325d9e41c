"""Environments by name. Import `make` to build one; the configuration needs no JAX."""


def make(name: str, config):
    """Build the environment `name` ("GO2-v0" or "toy") from an `EnvConfig`.

    Raises ValueError for an unknown name.
    """
    if name == "GO2-v0":
        from go2mjx.tasks.go2 import Go2Env

        return Go2Env(config)
    if name == "toy":
        from go2mjx.tasks.toy import ToyEnv

        return ToyEnv(config)
    raise ValueError(f"unknown environment {name!r}: choose GO2-v0 or toy")
