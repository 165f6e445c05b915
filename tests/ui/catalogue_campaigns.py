"""Forms of campaigns and their calls, for the catalogue."""

from typing import Any

BASES: set[type] = set()
"""Not opened themselves."""


def forms() -> dict[str, tuple[str, Any]]:
    """How far the road has to be gone, and the form."""
    return {}
