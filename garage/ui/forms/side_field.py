"""One field of two files: what the left one says, what the right one says, and whose word stands."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from garage.domain.merges import Side
from garage.i18n import _

GAP = 16
BOTH_WIDTH = 76
"""Room at the right end for the word "both", in pixels."""


class _Word(QRadioButton):
    """One side's word; what does not fit is said in the tip."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._said = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._weigh)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _weigh(self, chosen: bool) -> None:
        font = self.font()
        font.setBold(chosen)
        self.setFont(font)

    def _fit(self) -> None:
        line = self._said.replace("\n", " · ")
        short = self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, max(40, self.width() - 28))
        self.setText(short.replace("&", "&&"))
        self.setToolTip(self._said if short != line else "")


class SideField(QWidget):
    """Two or three words side by side; the arrow keys choose, Enter goes on."""

    changed = Signal()

    def __init__(self, kept: str, gone: str, side: Side, *, both: bool = False) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._words: dict[Side, _Word] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        told = {Side.KEPT: kept or _("(nothing)"), Side.GONE: gone or _("(nothing)")}
        if both:
            told[Side.BOTH] = _("Both")
        for place, (which, text) in enumerate(told.items()):
            word = _Word(text)
            word.setObjectName(which.value.lower())
            self._words[which] = word
            self._group.addButton(word, place)
            layout.addWidget(word, 1)
        if both:
            self._words[Side.BOTH].setFixedWidth(BOTH_WIDTH)
        else:
            layout.addSpacing(BOTH_WIDTH + layout.spacing())
        self._words[side].setChecked(True)
        self._group.buttonToggled.connect(lambda _button, on: self.changed.emit() if on else None)
        self._group.buttonToggled.connect(lambda _button, _on: self._follow())
        self._follow()

    def value(self) -> Side:
        """Whose word stands."""
        return next(side for side, word in self._words.items() if word.isChecked())

    def choose(self, side: Side) -> None:
        """Let this side's word stand, where it can."""
        if side in self._words:
            self._words[side].setChecked(True)

    def _follow(self) -> None:
        self.setFocusProxy(self._words[self.value()])
