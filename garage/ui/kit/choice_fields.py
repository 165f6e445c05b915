"""Fields where a person picks: one of a list, yes or no."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget


class ChoiceField(QComboBox):
    """One of a few values; the wheel scrolls the form, not the choice, until the field has the focus."""

    edited = Signal()

    def __init__(
        self, parent: QWidget | None = None, choices: Sequence[tuple[Any, str]] = (), placeholder: str = ""
    ) -> None:
        super().__init__(parent)
        self.field_name = "value"
        self._values: list[Any] = []
        self.setPlaceholderText(placeholder)
        self.set_choices(choices)
        self.activated.connect(lambda _index: self.edited.emit())

    def set_choices(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Offer these (value, label); what was chosen stays chosen if it is still there."""
        before = self.value()
        self.clear()
        self._values = [value for value, _label in choices]
        self.addItems([label for _value, label in choices])
        self.setCurrentIndex(-1 if self.placeholderText() else min(0, len(choices) - 1))
        if before in self._values:
            self.set_value(before)

    def value(self) -> Any:
        """The value chosen, None when none."""
        index = self.currentIndex()
        return self._values[index] if 0 <= index < len(self._values) else None

    def set_value(self, value: Any) -> None:
        """Choose `value`; one that is not offered chooses nothing."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class TickField(QCheckBox):
    """Yes or no."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.field_name = "value"
        self.setMinimumHeight(30)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        """Tick it or not."""
        self.setChecked(bool(value))
