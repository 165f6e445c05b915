"""Filters that are always in sight: chips with counts, one of them chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget


class ChipBar(QWidget):
    """One chip per filter; the arrows move between them."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None, name: str = "filters") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._chips: dict[str, QPushButton] = {}
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addStretch(1)

    def set_chips(self, chips: Sequence[tuple[str, str, int | None]]) -> None:
        """Show these (key, label, count); the chosen one stays chosen, else the first is, without a signal."""
        if [key for key, _label, _count in chips] != list(self._chips):
            self._rebuild([key for key, _label, _count in chips])
        for key, label, count in chips:
            chip = self._chips[key]
            words = label if count is None else f"{label} {count:,}"
            chip.setText(words.replace("&", "&&"))
            chip.setAccessibleName(words)

    def current(self) -> str:
        """Key of the chip chosen, "" when there are no chips."""
        return next((key for key, chip in self._chips.items() if chip.isChecked()), "")

    def choose(self, key: str) -> None:
        """Choose a chip as a click would; raises KeyError."""
        self._chips[key].click()

    def chip(self, key: str) -> QPushButton:
        """The button of a chip; raises KeyError."""
        return self._chips[key]

    def _rebuild(self, keys: Sequence[str]) -> None:
        before = self.current()
        for chip in self._chips.values():
            self._group.removeButton(chip)
            self._layout.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {key: self._make(key) for key in keys}
        for place, chip in enumerate(self._chips.values()):
            self._layout.insertWidget(place, chip)
        if keys:
            self._chips[before if before in self._chips else keys[0]].setChecked(True)

    def _make(self, key: str) -> QPushButton:
        chip = QPushButton()
        chip.setObjectName(f"{self.objectName()}_{key}")
        chip.setProperty("chip", True)
        chip.setCheckable(True)
        chip.setAutoDefault(False)
        chip.setCursor(Qt.CursorShape.PointingHandCursor)
        chip.clicked.connect(lambda: self.chosen.emit(key))
        self._group.addButton(chip)
        return chip
