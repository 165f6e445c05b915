"""Forms of levels, points, coupons and offers, for the catalogue."""

from typing import Any

BASES: set[type] = set()
"""Not opened themselves."""


def forms() -> dict[str, tuple[str, Any]]:
    """How far the road has to be gone, and the form."""
    return {}
