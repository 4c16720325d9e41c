"""How walks in the page, on the protocol and in Python are shown beside each other; needs neither browser nor DDS."""

from typing import Any


def cells(policy: dict[str, Any]) -> dict[str, str]:
    """A cell of text per figure, each "page / protocol / Python"; `ratios` are those of the first two to Python."""
    where = [policy[place] for place in ("page", "wire", "python")]
    python = policy["python"]["velocity_error"]
    return {
        "survived": " / ".join(str(each["survived"]) for each in where),
        **{
            name: " / ".join(f"{each[name]:.4f}" for each in where)
            for name in ("velocity_error", "yaw_rate_error")
        },
        "ratios": " / ".join(f"{each['velocity_error'] / python:.3f}" for each in where[:2]),
    }
