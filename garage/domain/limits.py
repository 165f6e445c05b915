"""Numbers that somebody types lie between a least and a most."""

from collections.abc import Mapping
from typing import Any

from garage.errors import FieldError
from garage.i18n import _

Limits = Mapping[str, tuple[int, int]]
"""The least and the most of each number, by the name of its field."""


def check_limits(values: Mapping[str, Any], limits: Limits) -> None:
    """FieldError on the name of the first number that lies outside; None is no number."""
    for name, (low, high) in limits.items():
        if values[name] is not None and not low <= values[name] <= high:
            raise FieldError(name, _("A number from {low} to {high}.").format(low=low, high=high))
