"""What was advised at earlier visits and not done stands above the page of the next one (G8)."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from garage.domain.advice import AdviceState, due
from garage.i18n import _
from garage.services.vehicle_history import AdviceRow
from garage.ui.forms.advice_words import say_due_by, say_refusal
from garage.ui.kit.elided import Elided
from garage.ui.kit.icons import IconLabel
from garage.ui.kit.tips import plain_tip


class AdvicePanel(QFrame):
    """The most pressing advice in one line with what can be done about it, and the way to the others."""

    wanted = Signal(object)
    """Put it on the lines."""
    declined = Signal(object)
    closed = Signal(object)
    all_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("advice_panel")
        self.setAccessibleName(_("Advice of earlier visits"))
        self.setProperty("panel", "warn")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(12, 4, 12, 4)
        self._line.setSpacing(8)
        self._inside: list[QWidget] = []
        self._today = date.min
        self.hide()

    def set_rows(
        self, rows: Sequence[AdviceRow], *, may_add: bool, today: date, odometer_km: int | None
    ) -> None:
        """Show the first of these that is not planned already; none hides the panel."""
        for widget in self._inside:
            self._line.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._inside = []
        self._today = today

        def is_due(row: AdviceRow) -> bool:
            return due(row.due_on, row.due_km, today=today, odometer_km=odometer_km)

        def rank(row: AdviceRow) -> tuple[bool, bool, bool]:
            return row.state is AdviceState.PLANNED, not row.safety, not is_due(row)

        ordered = sorted(rows, key=rank)
        if ordered:
            self._show(ordered[0], may_add=may_add, is_due=is_due(ordered[0]))
        if ordered[1:]:
            more = _button("more_advice", _("and {count} more").format(count=len(ordered) - 1))
            more.setToolTip(plain_tip("\n".join(row.text for row in ordered[1:])))
            more.clicked.connect(self.all_asked)
            self._put(more)
        self.setVisible(bool(self._inside))

    def _put(self, widget: QWidget, stretch: int = 0) -> None:
        self._inside.append(widget)
        self._line.addWidget(widget, stretch)

    def _show(self, row: AdviceRow, *, may_add: bool, is_due: bool) -> None:
        planned = row.state is AdviceState.PLANNED
        strong = row.safety or is_due
        icon, role = ("check", "ok") if planned else ("warning", "warn") if strong else ("info", "muted")
        self._put(IconLabel(icon, role, 16))
        self._put(self._words(row, is_due=is_due), 1)
        if planned:
            told = QLabel(_("on the lines"))
            told.setProperty("tone", "muted")
            self._put(told)
            return
        if may_add:
            self._put(self._link("take", _("Add to lines"), row, self.wanted))
        self._put(self._link("decline", _("Declined"), row, self.declined))
        self._put(self._link("close", _("Done or dropped…"), row, self.closed))

    def _words(self, row: AdviceRow, *, is_due: bool) -> Elided:
        day = f"{row.visited_on:%m-%d}" if row.visited_on.year == self._today.year else f"{row.visited_on}"
        text = _("Advised {day}: {text}").format(day=day, text=row.text)
        by = say_due_by(row)
        due_by = _("due {when}").format(when=by) if by else ""
        more = (
            _("safety") if row.safety else "",
            _("declined") if row.declined else "",
            _("due now") if is_due else due_by,
        )
        label = Elided("advice_words")
        tip = [row.text, row.visited_on.isoformat(), due_by, say_refusal(row), row.consequence]
        shown = " · ".join(word for word in (text, *more) if word)
        label.show_text(shown, "\n".join(word for word in tip if word))
        return label

    def _link(self, name: str, text: str, row: AdviceRow, asked: Signal) -> QPushButton:
        button = _button(f"{name}_advice_{row.id}", text)
        button.setAccessibleName(f"{text}: {row.text}")
        button.setToolTip(plain_tip(f"{text}: {row.text}"))
        button.clicked.connect(lambda: asked.emit(row))
        return button


def _button(name: str, text: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text)
    button.setProperty("link", True)
    button.setAutoDefault(False)
    return button
