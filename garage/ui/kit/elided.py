"""A label of one line that is cut off where the room ends."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from garage.ui.kit.tips import plain_tip


class Elided(QLabel):
    """One line of words that gives way to its neighbours; the tip says what was cut off."""

    def __init__(self, name: str, tone: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = ""
        self._tip = ""

    def show_text(self, text: str, tip: str = "") -> None:
        """Show `text`, cut off where the room ends; `tip` says more than the text."""
        self._whole, self._tip = text, tip
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(plain_tip(self._tip or ("" if shown == self._whole else self._whole)))
