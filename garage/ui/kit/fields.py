"""All fields of the kit in one place.

Every field has `value()` (typed meaning; raises FieldError), `set_value()` and `field_name`.
"""

from typing import Any

from PySide6.QtWidgets import QWidget

from garage.ui.kit.choice_fields import ChoiceField, TickField
from garage.ui.kit.date_fields import DateField, MomentField
from garage.ui.kit.line_fields import (
    CodeField,
    HoursField,
    KilometreField,
    LineField,
    MoneyField,
    ParsedField,
    QuantityField,
    TextField,
)
from garage.ui.kit.list_field import ListField
from garage.ui.kit.search_field import Hit, SearchField

__all__ = [
    "ChoiceField",
    "CodeField",
    "DateField",
    "Hit",
    "HoursField",
    "KilometreField",
    "LineField",
    "ListField",
    "MomentField",
    "MoneyField",
    "ParsedField",
    "QuantityField",
    "SearchField",
    "TextField",
    "TickField",
    "content",
    "is_empty",
    "when_edited",
]


def content(widget: QWidget) -> Any:
    """What stands in a field, unread, to compare with later: two equal contents need no saving."""
    if isinstance(widget, SearchField):
        hit = widget.hit()
        return (widget.text(), hit.ref if hit else None)
    for getter in ("raw", "text", "toPlainText"):
        if hasattr(widget, getter) and not isinstance(widget, TickField):
            return getattr(widget, getter)()
    return widget.value() if hasattr(widget, "value") else None


def is_empty(widget: QWidget) -> bool:
    """Whether a required field still waits for something."""
    there = content(widget)
    if isinstance(widget, SearchField):
        there = there[0]
    return not there.strip() if isinstance(there, str) else there in (None, [])


def when_edited(widget: QWidget, act: Any) -> None:
    """Call `act()` whenever a person changes the field."""
    for name in ("textEdited", "edited", "toggled", "changed"):
        signal = getattr(widget, name, None)
        if signal is not None:
            signal.connect(lambda *_changed: act())
            return
