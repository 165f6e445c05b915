"""What may be done with the appointment under the bar, as actions of the page."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from garage.domain.appointments import STEP, AppointmentAct, AppointmentChannel, Slot, acts, hints
from garage.domain.contacts import Direction
from garage.domain.free_times import first_free
from garage.domain.labels import label
from garage.domain.working_hours import CLOSES
from garage.errors import FieldError
from garage.i18n import _
from garage.services import appointment_rows, appointments, contacts, held_times, working_days
from garage.services.appointment_rows import AppointmentRow
from garage.services.appointments import AppointmentData
from garage.services.document_history import Kind
from garage.ui.desk import Desk
from garage.ui.forms.appointment import AppointmentForm
from garage.ui.forms.appointment_arrival import ExpectedArrivalForm
from garage.ui.forms.appointment_words import about, say_time
from garage.ui.forms.document_history import history_action
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit.actions import guarded, make_action
from garage.ui.kit.messages import toast
from garage.ui.pages.old_part_page_acts import open_form


class AppointmentActs(QObject):
    """Actions on the appointment that `fit` names; `spot` of the page says where a new one begins."""

    order_opened = Signal(int)
    booked = Signal(int)

    def __init__(self, page: QWidget, desk: Desk, spot: Callable[[], AppointmentData]) -> None:
        super().__init__(page)
        self._page, self._desk, self._spot = page, desk, spot
        self._row: AppointmentRow | None = None
        act = AppointmentAct
        self.here = self._action(act.ARRIVE, self.arrive, "Ctrl+Return", "car")
        self._acts: dict[AppointmentAct, QAction] = {
            act.ARRIVE: self.here,
            act.CONFIRM: self._action(act.CONFIRM, self.confirm, "Ctrl+K", "check"),
            act.CHANGE: self._action(act.CHANGE, self.change, "Ctrl+E", "pencil"),
            act.NO_SHOW: self._action(act.NO_SHOW, self.no_show, "Ctrl+Shift+M", "error"),
            act.CANCEL: self._action(act.CANCEL, self.cancel, "Ctrl+Shift+C", "close"),
            act.RESTORE: self._action(act.RESTORE, self.restore, "Ctrl+Shift+R", "undo"),
        }
        self.new = make_action(
            page, _("New appointment…"), self.book, "Ctrl+N", "plus", name="new_appointment"
        )
        self.history = history_action(page, desk, Kind.APPOINTMENT, self._named, "appointment_history")
        self.others = [action for action in self._acts.values() if action is not self.here] + [self.history]
        self.fit(None)

    def _action(self, act: AppointmentAct, slot: Callable[[], object], keys: str, symbol: str) -> QAction:
        name = f"appointment_{act.lower()}"
        return make_action(self._page, label(act), slot, keys, symbol, name=name)

    def fit(self, row: AppointmentRow | None) -> None:
        """Only what may be done with this appointment now."""
        self._row = row
        may = set(acts(row.state)) if row is not None else set()
        if row is not None and row.planned_at > self._desk.now():
            may.discard(AppointmentAct.NO_SHOW)
        for act, action in self._acts.items():
            action.setEnabled(act in may)
        self.history.setEnabled(row is not None)

    # Acts

    def book(self) -> None:
        """A new one at the time chosen."""
        open_booking(self._page, self._desk, self._spot(), self.booked.emit)

    def arrive(self) -> None:
        """The car is here: its order opens; a car without a file gets one first."""
        row = self._row
        if row is None:
            return
        try:
            order = appointments.arrive(self._desk.by(), row.id, row.version)
        except FieldError:
            form = ExpectedArrivalForm(self._page, self._desk, row)
            form.saved.connect(self.order_opened.emit)
            open_form(form)
        else:
            self.order_opened.emit(order)

    def confirm(self) -> None:
        """The customer said again that he comes."""
        if (row := self._row) is not None:
            appointments.confirm(self._desk.by(), row.id, row.version)

    def change(self) -> None:
        """The form of the appointment."""
        if (row := self._row) is not None:
            open_form(AppointmentForm(self._page, self._desk, AppointmentData(row.planned_at), row.id))

    def no_show(self) -> None:
        """The car did not come."""
        if (row := self._row) is not None:
            appointments.no_show(self._desk.by(), row.id, row.version)
            again = (_("Undo"), guarded(self._page, lambda: self._restore(row.id)))
            toast(self._page, _("{car} did not come.").format(car=row.called), "info", again)

    def cancel(self) -> None:
        """It is called off, with a reason."""
        if (row := self._row) is not None:
            by, title = self._desk.by, label(AppointmentAct.CANCEL).rstrip("…")
            told = _("Its time becomes free again.")
            why = ReasonForm(
                self._page,
                title,
                about(row, self._desk.now()),
                told,
                lambda reason: appointments.cancel(by(), row.id, row.version, reason),
            )
            open_form(why)

    def restore(self) -> None:
        """It stands after all."""
        if self._row is not None:
            self._restore(self._row.id)

    def _restore(self, appointment_id: int) -> None:
        row = appointment_rows.one(appointment_id)
        appointments.restore(self._desk.by(), row.id, row.version)

    def move(self, row: AppointmentRow, start: datetime, bay_id: int | None, mechanic_id: int | None) -> None:
        """To another time, bay or mechanic; a clash is told, and it stays where it was. What is unusual is said."""
        appointments.move(self._desk.by(), row.id, row.version, start, bay_id=bay_id, mechanic_id=mechanic_id)
        moved = appointment_rows.one(row.id)
        text = _("Moved: {time}").format(time=say_time(moved, self._desk.now()))
        slot, calendar = Slot(moved.planned_at, moved.ends_at), working_days.calendar()
        first, last = slot.start.date(), slot.end.date()
        told = hints(slot, is_working=calendar.is_working(first), provisional=not calendar.is_known(first))
        told += held_times.is_away(mechanic_id, first, last)
        toast(self._page, "\n".join((text, *told)), "warn" if told else "ok")

    def _named(self) -> tuple[int, str] | None:
        return (self._row.id, self._row.no) if self._row is not None else None


def open_booking(
    page: QWidget, desk: Desk, data: AppointmentData, done: Callable[[int], object] | None = None
) -> AppointmentForm:
    """The form of a new appointment over a page, as soon as what opened it has closed."""
    form = AppointmentForm(page, desk, data)
    if done is not None:
        form.saved.connect(done)
    form.finished.connect(form.deleteLater)
    QTimer.singleShot(0, form, form.open)
    return form


def next_morning(desk: Desk) -> datetime:
    """When the garage opens on the next working day, for who did not say when he comes."""
    now = desk.now()
    found = first_free(now.replace(hour=CLOSES, minute=0), STEP, (), working_days.calendar().is_working)
    return found or now


def of_talk(desk: Desk, contact_id: int) -> AppointmentData:
    """What a talk says of the appointment that came of it."""
    talk = contacts.one(contact_id)
    ours = talk.direction is Direction.OUT
    return AppointmentData(
        next_morning(desk),
        request=talk.needs,
        channel=AppointmentChannel.OUR_CALL if ours else AppointmentChannel.PHONE,
        vehicle_id=talk.vehicle_id,
        customer_id=talk.customer_id,
        name="" if talk.customer_id else talk.spoke_with,
        phone="" if talk.customer_id else talk.phone,
    )
