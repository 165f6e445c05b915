"""The rework cases of an order above its tabs: the clock, the attempt, and the next step of each (D2–D4)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.rework import LIVE, next_act
from garage.errors import Reason
from garage.i18n import _
from garage.services import rework_rows
from garage.services.orders import OrderPage
from garage.services.rework_rows import CaseRow
from garage.ui.desk import Desk
from garage.ui.forms.order_head import set_tone
from garage.ui.forms.rework_words import say_attempt, say_clock, say_hint
from garage.ui.kit.elided import Elided
from garage.ui.kit.icons import IconLabel

KEYS = "Ctrl+Alt+8"


class ReworkLines(QFrame):
    """One line a live case; `asked` carries the Reason whose way is its next step."""

    asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("order_reworks")
        self.setProperty("panel", "warn")
        self.setAccessibleName(_("Rework cases"))
        self._desk = desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 4, 12, 4)
        self._column.setSpacing(2)
        self._inside: list[QWidget] = []
        self.hide()

    def set_page(self, page: OrderPage) -> None:
        """Show the live cases of this order; none hides the panel."""
        for widget in self._inside:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        rows = [row for row in rework_rows.of_order(page.id) if row.state in LIVE]
        self._inside = [self._line(row) for row in rows]
        for widget in self._inside:
            self._column.addWidget(widget)
        self.setVisible(bool(rows))

    def _line(self, row: CaseRow) -> QWidget:
        today = self._desk.today()
        clock, ink = say_clock(row, today)
        attempt, attempt_ink = say_attempt(row)
        said = (clock or label(row.state), attempt, row.no, row.line)
        words = Elided(f"order_rework_{row.id}")
        words.setTextFormat(Qt.TextFormat.PlainText)
        text = " · ".join(word for word in said if word)
        words.show_text(text, "\n".join(filter(None, (text, row.fault, say_hint(row, today)))))
        words.setAccessibleName(text)
        tone = "bad" if "bad" in {ink, attempt_ink} else ""
        set_tone(words, tone)
        widget = QWidget()
        layout = QHBoxLayout(widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(IconLabel("clock" if clock else "undo", tone or "warn", 16))
        layout.addWidget(words, 1)
        if (act := next_act(row.case, row.earlier)) is not None:
            button = QPushButton(label(act))
            button.setObjectName(f"rework_step_{row.id}")
            button.setAccessibleName(label(act))
            button.setToolTip(f"{label(act)} ({KEYS})")
            button.setProperty("link", True)
            button.setAutoDefault(False)
            button.clicked.connect(lambda: self.asked.emit(Reason("rework", text, "rework")))
            layout.addWidget(button)
        return widget
