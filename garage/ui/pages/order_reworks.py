"""The rework cases above an order's tabs: clock, attempt and next step of each, and what is owed since before (D2–D4)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.orders import EDITABLE, UNSETTLED
from garage.domain.rework import LIVE, next_act
from garage.errors import Reason
from garage.i18n import _
from garage.services import rework_due, rework_rows
from garage.services.orders import OrderPage
from garage.services.rework_rows import CaseRow
from garage.ui.desk import Desk
from garage.ui.forms.order_head import set_tone
from garage.ui.forms.rework_words import say_attempt, say_clock, say_hint, say_owed
from garage.ui.forms.ways_reworks import OWED_KEYS, not_yet_done
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
        """Show the live cases of this order, and what its car is owed since an earlier one; none hides the panel."""
        for widget in self._inside:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        rows = [row for row in rework_rows.of_order(page.id) if row.state in LIVE]
        owed = rework_due.owed(page.vehicle_id) if page.state in UNSETTLED else []
        missing = {row.id for row in not_yet_done(page)} if owed else set()
        self._inside = [self._owed(row, page, missing=row.id in missing) for row in owed]
        self._inside += [self._line(row) for row in rows]
        for widget in self._inside:
            self._column.addWidget(widget)
        self.setVisible(bool(self._inside))

    def _line(self, row: CaseRow) -> QWidget:
        today = self._desk.today()
        clock, ink = say_clock(row, today)
        attempt, attempt_ink = say_attempt(row)
        said = (clock or label(row.state), attempt, row.no, row.line)
        text = " · ".join(word for word in said if word)
        more = "\n".join(filter(None, (text, row.fault, say_hint(row, today))))
        tone = "bad" if "bad" in {ink, attempt_ink} else ""
        widget = _words(f"order_rework_{row.id}", text, more, "clock" if clock else "undo", tone)
        if (act := next_act(row.case, row.earlier)) is not None:
            self._offer(widget, f"rework_step_{row.id}", label(act), KEYS, Reason("rework", text, "rework"))
        return widget

    def _owed(self, row: CaseRow, page: OrderPage, *, missing: bool) -> QWidget:
        """What was decided to be ours at an earlier visit, and with which the car never left."""
        done = "" if missing else _("on the lines")
        text = " · ".join(word for word in (say_owed(row), done) if word)
        icon, tone = ("undo", "bad") if missing else ("check", "")
        widget = _words(f"owed_rework_{row.id}", text, f"{text}\n{row.fault}", icon, tone)
        if missing and page.state in EDITABLE:
            reason = Reason("owed_rework", text, "owed_rework")
            self._offer(widget, f"do_owed_{row.id}", _("Do it now"), OWED_KEYS, reason)
        return widget

    def _offer(self, widget: QWidget, name: str, words: str, keys: str, reason: Reason) -> None:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAccessibleName(words)
        button.setToolTip(f"{words} ({keys})")
        button.setProperty("link", True)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.asked.emit(reason))
        if (line := widget.layout()) is not None:
            line.addWidget(button)


def _words(name: str, text: str, more: str, icon: str, tone: str) -> QWidget:
    words = Elided(name)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.show_text(text, more)
    words.setAccessibleName(text)
    set_tone(words, tone)
    widget = QWidget()
    layout = QHBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    layout.addWidget(IconLabel(icon, tone or "warn", 16))
    layout.addWidget(words, 1)
    return widget
