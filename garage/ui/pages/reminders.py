"""Reminders: whose car falls due for something, told by telephone, and appointments to be reminded of (G6)."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from garage.domain.appointments import AppointmentChannel, AppointmentState
from garage.domain.labels import label
from garage.domain.reminders import ReminderKind
from garage.i18n import _
from garage.services import appointment_rows, reminder_rows, reminders
from garage.services.appointments import AppointmentData
from garage.services.command import Area
from garage.services.reminder_rows import ReminderFilter
from garage.ui.desk import Desk
from garage.ui.forms.appointment_call import AppointmentCallForm
from garage.ui.forms.appointment_words import say_time
from garage.ui.forms.letter import WriteLetterForm, say_written
from garage.ui.forms.reasons import ReasonForm
from garage.ui.forms.reminder import ReminderForm
from garage.ui.forms.reminder_call import ReminderCallForm
from garage.ui.forms.reminder_words import about_reminder, say_due, say_km, say_what
from garage.ui.kit.actions import make_action
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.messages import toast
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.appointment_acts import next_morning, open_booking
from garage.ui.pages.customer_parts import action_button
from garage.ui.pages.fresh import FreshPage
from garage.ui.pages.old_part_page_acts import open_form
from garage.ui.pages.reminder_detail import ReminderDetail

APPOINTMENTS = "APPOINTMENTS"


class RemindersPage(FreshPage):
    """Chips over a list, whom to call at the right; `calendar_wanted` carries an appointment's id."""

    areas = frozenset({Area.CARE, Area.CUSTOMERS, Area.ORDERS})

    calendar_wanted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("reminders_page")
        self.chips = ChipBar(name="reminder_chips")
        self.kind = ChoiceField(
            choices=[(None, _("all kinds")), *((one, label(one)) for one in ReminderKind)]
        )
        self.kind.setObjectName("reminder_kind")
        self.kind.setAccessibleName(_("Kind"))
        self.list = ListView(self, "reminders_list", _("Reminders"))
        self._make_actions()
        self.detail = ReminderDetail(desk, self.next, (self.letter, self.book, self.show_day, self.drop))
        self._shown = ""
        self._say_counts()
        self.list.describe = lambda: self.chips.chip(self.chips.current()).text()
        self.setFocusProxy(self.list)
        self.chips.chosen.connect(self._go)
        self.kind.edited.connect(lambda: self._go(self._shown))
        self.list.selected.connect(lambda _row: self._show_row())
        self.list.opened.connect(lambda _row: (self.next if self.next.isEnabled() else self.letter).trigger())
        self.list.addActions([self.next, self.letter, self.book, self.drop, self.new])
        self._build()
        self._set_model(ReminderFilter.DUE)
        self.chips.chip(ReminderFilter.DUE).setChecked(True)

    def show_chip(self, key: str) -> None:
        """Go to a list."""
        self.chips.chip(key).setChecked(True)
        self._outdated = False
        self._go(key)

    def show_reminder(self, reminder_id: int) -> None:
        """Show this reminder wherever it stands; raises KeyError when there is none."""
        row = reminder_rows.one(reminder_id)
        self.kind.set_value(None)
        for which in ReminderFilter:
            if which is ReminderFilter.CLOSED and row.live:
                continue
            self.show_chip(which)
            if self.list.select_key(reminder_id):
                return

    def show_appointment(self, appointment_id: int) -> None:
        """Show this appointment among those whose customer is to hear of it."""
        self.show_chip(APPOINTMENTS)
        self.list.select_key(appointment_id)

    def refresh(self) -> None:
        """Read everything anew; what is chosen stays chosen."""
        super().refresh()
        self._say_counts()
        self.list.rows().reload()
        self._show_row()

    # Acts

    def do_next(self) -> None:
        """Call the owner, or the customer of an appointment."""
        row = self.list.current_row()
        if row is None:
            return
        if self._shown == APPOINTMENTS:
            reminding = AppointmentCallForm(self, self._desk, row.id)
            reminding.saved.connect(lambda _talk: self._after_reminding(row.id))
            open_form(reminding)
            return
        form = ReminderCallForm(self, self._desk, row.id)
        form.saved.connect(lambda _talk: self._after_call(form, row))
        open_form(form)

    def write_letter(self) -> None:
        """The way to somebody who is not to be called, or cannot be."""
        if self._shown != APPOINTMENTS and (row := self.list.current_row()) is not None:
            form = WriteLetterForm(self._desk, self, reminder_id=row.id)
            form.saved.connect(lambda ref: say_written(self, ref))
            open_form(form)

    def make_appointment(self) -> None:
        """An appointment out of the reminder."""
        if self._shown != APPOINTMENTS and (row := self.list.current_row()) is not None:
            self._book(row, AppointmentChannel.PHONE)

    def go_to_calendar(self) -> None:
        """The appointment in its day."""
        if self._shown == APPOINTMENTS and (row := self.list.current_row()) is not None:
            self.calendar_wanted.emit(row.id)

    def drop_it(self) -> None:
        """Nobody needs to be told, with a reason."""
        row = self.list.current_row()
        if row is None or self._shown == APPOINTMENTS:
            return
        by = self._desk.by
        told = _("The customer is not told about it any more.")
        why = ReasonForm(
            self,
            _("Not needed"),
            about_reminder(row),
            told,
            lambda reason: reminders.drop(by(), row.id, row.version, reason),
        )
        open_form(why)

    def add_reminder(self) -> None:
        """A part, or anything else."""
        form = ReminderForm(self, self._desk)
        form.saved.connect(self.show_reminder_soon)
        open_form(form)

    def show_reminder_soon(self, reminder_id: int) -> None:
        """A new one: in its list when it stands in one already."""
        row = reminder_rows.one(reminder_id)
        if row.remind_on is not None and row.remind_on <= self._desk.today():
            self.show_reminder(reminder_id)
        else:
            day = f"{row.remind_on:%Y-%m-%d}" if row.remind_on else _("the next odometer reading")
            toast(self, _("Noted: it stands here from {day}.").format(day=day))

    def _after_reminding(self, appointment_id: int) -> None:
        row = appointment_rows.one(appointment_id)
        words = f"{label(row.state)}: {say_time(row, self._desk.now())}"
        toast(self, _("The call is in the log.") if row.state is AppointmentState.BOOKED else words)

    def _after_call(self, form: ReminderCallForm, row: Any) -> None:
        if form.wants_appointment:
            self._book(row, AppointmentChannel.OUR_CALL)
        else:
            toast(self, _("The call is in the log."))

    def _book(self, row: Any, channel: AppointmentChannel) -> None:
        data = AppointmentData(
            next_morning(self._desk),
            request=say_what(row),
            channel=channel,
            vehicle_id=row.vehicle_id,
            customer_id=row.customer_id,
            reminder_id=row.id,
        )
        open_booking(self, self._desk, data, lambda ref: toast(self, _booked_words(ref, self._desk)))

    # Inside

    def _make_actions(self) -> None:
        self.next = make_action(
            self, _("Remind…"), self.do_next, "Ctrl+Return", "phone", name="reminder_next"
        )
        self.letter = make_action(
            self, _("Write a letter…"), self.write_letter, "Ctrl+L", "pencil", name="reminder_letter"
        )
        self.book = make_action(
            self, _("Make an appointment…"), self.make_appointment, "Ctrl+M", "calendar", name="reminder_book"
        )
        self.show_day = make_action(
            self, _("In the calendar"), self.go_to_calendar, "Ctrl+D", "calendar", name="reminder_day"
        )
        self.drop = make_action(
            self, _("Not needed…"), self.drop_it, "Ctrl+Shift+C", "close", name="reminder_drop"
        )
        self.new = make_action(
            self, _("New reminder…"), self.add_reminder, "Ctrl+N", "plus", name="reminder_new"
        )

    def _go(self, key: str) -> None:
        self._set_model(key)
        self._say_counts()
        self.list.rows().reload()
        if self.list.current_row() is None and self.list.rows().rowCount():
            self.list.selectRow(0)
        else:
            self._show_row()

    def _set_model(self, key: str) -> None:
        self._shown = key
        columns = _appointment_columns(self._desk) if key == APPOINTMENTS else _columns(self._desk)
        self.list.set_model(KeysetModel(columns, self._fetch, lambda row: row.id, parent=self))
        self.kind.setEnabled(key != APPOINTMENTS)
        self._say_empty()

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        place: Any = cursor
        today = self._desk.today()
        found: Any
        if self._shown == APPOINTMENTS:
            found = appointment_rows.to_remind(today, place, limit)
        else:
            found = reminder_rows.page(ReminderFilter(self._shown), today, self.kind.value(), place, limit)
        return Page(found.rows, found.next_cursor)

    def _say_counts(self) -> None:
        today = self._desk.today()
        counts = reminder_rows.counts(today)
        self.chips.set_chips(
            [
                (ReminderFilter.DUE, _("Reminders due"), counts[ReminderFilter.DUE]),
                (APPOINTMENTS, _("Appointments"), appointment_rows.count_to_remind(today)),
                (ReminderFilter.COMING, _("Next 30 days"), counts[ReminderFilter.COMING]),
                (ReminderFilter.TOLD, _("Told"), counts[ReminderFilter.TOLD]),
                (ReminderFilter.BOOKED, _("Booked"), counts[ReminderFilter.BOOKED]),
                (ReminderFilter.CLOSED, _("Closed"), None),
            ]
        )

    def _say_empty(self) -> None:
        text = {
            ReminderFilter.DUE: _(
                "Nobody is to be reminded now. Days and kilometres of the cars' files come here by themselves."
            ),
            ReminderFilter.COMING: _("Nothing falls due in the next 30 days."),
            APPOINTMENTS: _(
                "No customer has to be reminded of an appointment. It is made under “Appointments”."
            ),
            ReminderFilter.TOLD: _("Nobody was told lately."),
            ReminderFilter.BOOKED: _("No reminder has become an appointment yet."),
        }.get(self._shown, _("Nothing is closed yet."))
        if self._shown == APPOINTMENTS:
            self.list.set_empty(text)
        else:
            self.list.set_empty(text, _("New reminder…"), self.new.trigger)

    def _show_row(self) -> None:
        row = self.list.current_row()
        if row is None and self.list.rows().rowCount():
            self.list.selectRow(0)
            return
        about_appointment = self._shown == APPOINTMENTS
        live = row is not None and not about_appointment and row.live
        self.next.setEnabled(row is not None and (about_appointment or (live and not row.no_calls)))
        self.letter.setEnabled(live and (row.no_calls or not row.phone))
        self.book.setEnabled(live)
        self.drop.setEnabled(live)
        self.show_day.setEnabled(row is not None and about_appointment)
        if row is None:
            self.detail.show_nothing()
        elif about_appointment:
            self.detail.show_appointment(row)
        else:
            self.detail.show_reminder(row)
        self.detail.fit()

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.list, 1)
        column.addWidget(self.list.footer)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(left, 1)
        body.addWidget(self.detail)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.chips, 1)
        head.addWidget(self.kind)
        head.addWidget(action_button(self.new))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addLayout(body, 1)


def _columns(desk: Desk) -> list[Column]:
    """Who, which car, what, by when, at how many kilometres, how often tried."""

    def due(row: Any) -> str:
        return say_due(row, desk.today())[0]

    def ink(row: Any) -> str | None:
        return say_due(row, desk.today())[1] or None

    return [
        Column("customer", _("Customer"), 160, "left", lambda row: row.customer, bold=True),
        Column("plate", _("Plate"), 112, "left", lambda row: row.plate),
        Column("what", _("What is due"), 0, "left", say_what, None, say_what),
        Column("due", _("Falls due"), 132, "left", due, ink),
        Column("km", _("At km"), 108, "right", say_km),
        Column("attempts", _("Tried"), 58, "right", lambda row: str(row.attempts) if row.attempts else ""),
    ]


def _appointment_columns(desk: Desk) -> list[Column]:
    """Who, which car, when, what for."""
    return [
        Column("customer", _("Customer"), 160, "left", lambda row: row.name or row.phone, bold=True),
        Column("plate", _("Plate"), 112, "left", lambda row: row.plate),
        Column("when", _("When"), 190, "left", lambda row: say_time(row, desk.now())),
        Column("request", _("What it comes for"), 0, "left", lambda row: " ".join(row.request.split())),
    ]


def _booked_words(appointment_id: int, desk: Desk) -> str:
    row = appointment_rows.one(appointment_id)
    return _("Booked: {time}").format(time=say_time(row, desk.now()))
