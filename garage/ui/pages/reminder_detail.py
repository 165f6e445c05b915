"""The reminder or the appointment under the bar: whom to call, about what, and what was said before."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.phones import display_phone
from garage.i18n import _
from garage.services import appointment_calls, contacts
from garage.services.appointment_rows import AppointmentRow
from garage.services.reminder_rows import ReminderRow
from garage.ui.desk import Desk
from garage.ui.forms.appointment_words import say_state, say_time
from garage.ui.forms.call_words import say_outcome
from garage.ui.forms.order_head import words
from garage.ui.forms.reminder_words import STATE_TONES, say_terms, say_what
from garage.ui.forms.spoken_time import say_moment
from garage.ui.pages.customer_parts import action_button, plain_label, set_tone

_MOST_SAID = 4
_WIDTH = 360


class ReminderDetail(QFrame):
    """Words above, buttons below."""

    def __init__(self, desk: Desk, primary: QAction, others: Sequence[QAction]) -> None:
        super().__init__()
        self.setObjectName("reminder_detail")
        self.setFixedWidth(_WIDTH)
        self._desk = desk
        self.title = plain_label("reminder_customer", "title", wraps=True)
        self.state = plain_label("reminder_state", wraps=True)
        self.phone = plain_label("reminder_phone")
        font = self.phone.font()
        font.setPointSizeF(19)
        font.setBold(True)
        self.phone.setFont(font)
        self.notice = plain_label("reminder_notice", "bad", wraps=True)
        self.nothing = plain_label("no_reminder", "muted")
        self.nothing.setText(_("Choose a line at the left."))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pairs = [
            (action, action_button(action, primary=action is primary)) for action in (primary, *others)
        ]
        self._build()

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self._area.hide()
        self.nothing.show()

    def show_reminder(self, row: ReminderRow) -> None:
        """A reminder: terms, tries, the last talks with its owner."""
        self.title.setText(row.customer)
        self.state.setText(f"{say_what(row)} · {label(row.state)}")
        set_tone(self.state, STATE_TONES.get(row.state, ""))
        refuses = _("The customer does not want to be called.") if row.no_calls else ""
        self._head(row.phone, refuses)
        again = say_moment(row.next_at, self._desk.now()) if row.next_at else ""
        told = f"{row.contacted_at:%Y-%m-%d %H:%M}" if row.contacted_at else ""
        self._lines(
            [
                (_("Car"), " · ".join(filter(None, (row.plate, row.model)))),
                *say_terms(row, self._desk.today()),
                (_("Tried"), str(row.attempts) if row.attempts else ""),
                (_("Next try"), again if row.live else ""),
                (_("Told"), told),
                (_("Closed because"), row.closed_reason),
                *self._said(row.customer_id),
            ]
        )

    def show_appointment(self, row: AppointmentRow) -> None:
        """An appointment whose customer is to hear of it."""
        now = self._desk.now()
        self.title.setText(row.name or row.called)
        state, tone, _sign = say_state(row, now)
        self.state.setText(f"{_('Appointment')} · {state}")
        set_tone(self.state, "" if tone == "accent" else tone)
        standing = appointment_calls.standing(row.id)
        refuses = _("The customer does not want to be called.") if standing.no_calls else ""
        self._head(row.phone, refuses)
        self._lines(
            [
                (_("When"), say_time(row, now)),
                (_("Car"), " · ".join(filter(None, (row.plate, row.model)))),
                (_("What it comes for"), row.request),
                (_("Bay"), row.bay),
                (_("Tried"), str(standing.attempts) if standing.attempts else ""),
                (_("Note"), row.note),
                *(self._said(row.customer_id) if row.customer_id else []),
            ]
        )

    def fit(self) -> None:
        """Buttons for what may be done now."""
        for action, button in self._pairs:
            button.setVisible(action.isEnabled())
            button.setText(action.text())
            button.setAccessibleName(action.text())
            button.setToolTip(action.toolTip())

    def _said(self, customer_id: int) -> list[tuple[str, str]]:
        talks = contacts.of_customer(customer_id, limit=_MOST_SAID).rows
        return [
            (f"{talk.at:%m-%d}", " · ".join(filter(None, (say_outcome(talk), talk.said, talk.staff))))
            for talk in talks
        ]

    def _head(self, phone: str, notice: str) -> None:
        self.phone.setText(display_phone(phone) if phone else "")
        self.phone.setVisible(bool(phone))
        self.notice.setText(notice or ("" if phone else _("The file has no number that works.")))
        self.notice.setVisible(bool(self.notice.text()))
        self.nothing.hide()
        self._area.show()

    def _lines(self, lines: Sequence[tuple[str, str]]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place, (caption, text) in enumerate((c, t) for c, t in lines if t):
            name = words(caption, "muted")
            name.setWordWrap(False)
            self._grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words(text), place, 1)

    def _build(self) -> None:
        inside = QWidget()
        inside.setObjectName("reminder_words")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        for part in (self.title, self.state, self.phone, self.notice):
            column.addWidget(part)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._area = QScrollArea()
        self._area.setObjectName("reminder_area")
        self._area.setAccessibleName(_("Details"))
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.nothing, 1)
        layout.addWidget(self._area, 1)
        for _action, button in self._pairs:
            layout.addWidget(button)
        self.show_nothing()
