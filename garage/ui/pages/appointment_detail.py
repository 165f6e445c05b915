"""The appointment under the bar: who comes, in which car, what for, and what may be done now."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.phones import display_phone
from garage.domain.quantities import format_hours
from garage.i18n import _
from garage.services import held_times
from garage.services.appointment_rows import AppointmentRow
from garage.ui.desk import Desk
from garage.ui.forms.appointment_words import say_state, say_time
from garage.ui.pages.customer_parts import action_button, plain_label, set_tone

_WIDTH = 300


class AppointmentDetail(QFrame):
    """Words above, buttons below; `order_opened` tells the order that was clicked."""

    order_opened = Signal(int)

    def __init__(self, desk: Desk, primary: QAction, others: Sequence[QAction]) -> None:
        super().__init__()
        self.setObjectName("appointment_detail")
        self.setFixedWidth(_WIDTH)
        self._desk = desk
        self.row: AppointmentRow | None = None
        self.title = plain_label("appointment_car", "title", wraps=True)
        self.state = plain_label("appointment_state")
        self.time = plain_label("appointment_time", "section", wraps=True)
        self.phone = plain_label("appointment_phone", "title")
        self.facts = plain_label("appointment_facts", wraps=True)
        self.away = plain_label("appointment_away", "warn", wraps=True)
        self.request = plain_label("appointment_request", wraps=True)
        self.small = plain_label("appointment_small", "muted", wraps=True)
        self.order = QLabel()
        self.order.setObjectName("appointment_order")
        self.order.linkActivated.connect(lambda ref: self.order_opened.emit(int(ref)))
        self.nothing = plain_label("no_appointment", "muted", wraps=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pairs = [
            (action, action_button(action, primary=action is primary)) for action in (primary, *others)
        ]
        self._build()
        self.show_row(None)

    def show_row(self, row: AppointmentRow | None, free: str = "") -> None:
        """Show an appointment; None shows the words `free` about the time that is chosen."""
        self.row = row
        self._area.setVisible(row is not None)
        self.nothing.setVisible(row is None)
        self.nothing.setText(free)
        if row is not None:
            self._show(row)
        for action, button in self._pairs:
            button.setVisible(action.isEnabled())
            button.setToolTip(action.toolTip())

    def _show(self, row: AppointmentRow) -> None:
        now = self._desk.now()
        words, tone, _sign = say_state(row, now)
        self.title.setText(row.called)
        self.state.setText(words)
        set_tone(self.state, tone if tone != "accent" else "")
        self.time.setText(say_time(row, now))
        self.phone.setText(display_phone(row.phone) if row.phone else "")
        self.phone.setVisible(bool(row.phone))
        who = row.name if row.plate else ""
        hours = _("{hours} h of work").format(hours=format_hours(row.hours_centi)) if row.hours_centi else ""
        facts = (
            " · ".join(filter(None, (who, row.model))),
            " · ".join(filter(None, (row.bay or _("no bay"), row.mechanic, hours))),
        )
        self.facts.setText("\n".join(filter(None, facts)))
        first, last = row.planned_at.date(), row.ends_at.date()
        away = held_times.is_away(row.mechanic_id, first, last) if row.expected else []
        self.away.setText("\n".join(away))
        self.away.setVisible(bool(away))
        self.request.setText(row.request)
        self.request.setVisible(bool(row.request))
        remind = _("Remind on {day}").format(day=f"{row.remind_on:%m-%d}") if row.remind_on else ""
        moved = _("Moved {n} times").format(n=row.moved) if row.moved else ""
        small = (
            row.note,
            row.closed_reason,
            remind if row.expected else "",
            moved,
            f"{row.no} · {label(row.channel)}",
        )
        self.small.setText("\n".join(filter(None, small)))
        self.order.setText(f'<a href="{row.order_id}">{row.order_no}</a>' if row.order_id else "")
        self.order.setVisible(row.order_id is not None)

    def _build(self) -> None:
        body = QWidget()
        body.setObjectName("appointment_words")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        parts = (
            self.title,
            self.state,
            self.time,
            self.phone,
            self.facts,
            self.away,
            self.request,
            self.small,
            self.order,
        )
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setObjectName("appointment_area")
        area.setAccessibleName(_("Details"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.nothing, 1)
        layout.addWidget(area, 1)
        self._area = area
        for _action, button in self._pairs:
            layout.addWidget(button)
