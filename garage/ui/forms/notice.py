"""A framed notice inside a form: what looks strange or is there already; it never blocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from garage.i18n import _
from garage.ui.kit.icons import IconLabel


@dataclass(frozen=True)
class Remark:
    """One line of a notice; with `ref` it names something that can be opened instead."""

    text: str
    ref: Any = None


class Notice(QFrame):
    """Lines with a warning sign, each with a link when it names something; Ctrl+O follows the first link."""

    picked = Signal(object)

    def __init__(self, form: QWidget, link_text: str) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setProperty("panel", "warn")
        self._link_text = link_text
        self._remarks: tuple[Remark, ...] = ()
        self._rows: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 6, 12, 6)
        self._layout.setSpacing(2)
        self._shortcut = QShortcut(QKeySequence("Ctrl+O"), form)
        self._shortcut.setEnabled(False)
        self._shortcut.activated.connect(self._pick_first)
        self.hide()

    def remarks(self) -> tuple[Remark, ...]:
        """What is said now."""
        return self._remarks

    def links(self) -> list[QPushButton]:
        """The links, in the order of the lines."""
        return self.findChildren(QPushButton, "open_instead")

    def say(self, remarks: Sequence[Remark]) -> None:
        """Show these lines in place of the former ones; none hides the notice."""
        if tuple(remarks) == self._remarks:
            return
        self._remarks = tuple(remarks)
        for row in self._rows:
            self._layout.removeWidget(row)
            row.setParent(None)
            row.deleteLater()
        self._rows = [self._row(remark) for remark in remarks]
        for row in self._rows:
            self._layout.addWidget(row)
        self.setAccessibleName("; ".join(remark.text for remark in remarks))
        self._shortcut.setEnabled(any(remark.ref is not None for remark in remarks))
        self.setVisible(bool(remarks))

    def _pick_first(self) -> None:
        ref = next((remark.ref for remark in self._remarks if remark.ref is not None), None)
        if ref is not None:
            self.picked.emit(ref)

    def _row(self, remark: Remark) -> QWidget:
        row = QWidget()
        words = QLabel(remark.text)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(8)
        layout.addWidget(IconLabel("warning", "warn", 16), 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(words, 1)
        if remark.ref is not None:
            layout.addWidget(self._link(remark))
        return row

    def _link(self, remark: Remark) -> QPushButton:
        link = QPushButton(self._link_text)
        link.setObjectName("open_instead")
        link.setAccessibleName(f"{self._link_text}: {remark.text}")
        link.setToolTip(_("{act} (Ctrl+O)").format(act=self._link_text))
        link.setProperty("link", True)
        link.setAutoDefault(False)
        link.setCursor(Qt.CursorShape.PointingHandCursor)
        link.clicked.connect(lambda: self.picked.emit(remark.ref))
        return link
