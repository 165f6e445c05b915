"""What forms of an order say at their head, and the card with its money."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from garage.domain.capitals import rmb_capitals
from garage.domain.money import format_yuan
from garage.domain.plates import display_plate
from garage.services.orders import OrderPage

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def about(page: OrderPage) -> str:
    """The order in one line: plate, car, customer, number."""
    return " · ".join(
        part for part in (display_plate(page.plate), page.model, page.customer, page.no) if part
    )


def words(text: str, tone: str = "") -> QLabel:
    """A label of plain words that wraps; `tone` as in the style sheet."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("tone", tone)
    return label


def set_tone(label: QLabel, tone: str) -> None:
    """Give a label that is on screen another tone."""
    label.setProperty("tone", tone)
    label.style().unpolish(label)
    label.style().polish(label)


class MoneyCard(QFrame):
    """A few amounts under each other, the total large, the total in capitals below."""

    def __init__(self, total_words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("money")
        self.setProperty("card", True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self._total_words = words(total_words, "section")
        self.total = QLabel()
        self.total.setObjectName("total")
        font = QFont(self.total.font())
        font.setPointSizeF(20)
        font.setBold(True)
        self.total.setFont(font)
        self.capitals = words("", "muted")
        self.capitals.setObjectName("capitals")
        self.capitals.setAlignment(_RIGHT)
        self._rows: list[QLabel] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(4)
        layout.addLayout(self._grid)
        layout.addWidget(self.capitals)

    def show_money(self, rows: Sequence[tuple[str, int]], total_fen: int | None) -> None:
        """Show (name, fen) rows and the total, a dash while nobody knows it."""
        for label in self._rows:
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._rows = []
        for line, (name, fen) in enumerate(rows):
            left, right = words(name, "muted"), QLabel(format_yuan(fen))
            left.setWordWrap(False)
            self._grid.addWidget(left, line, 0)
            self._grid.addWidget(right, line, 1, _RIGHT)
            self._rows += [left, right]
        self._grid.addWidget(self._total_words, len(rows), 0)
        self._grid.addWidget(self.total, len(rows), 1, _RIGHT)
        self.total.setText("–" if total_fen is None else format_yuan(total_fen))
        self.capitals.setText("" if total_fen is None else rmb_capitals(total_fen))
        self.setAccessibleName(f"{self._total_words.text()} {self.total.text()}")
