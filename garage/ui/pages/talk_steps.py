"""What a talk led to, done one after another over whatever page it was logged on: complaint, appointment, comeback (G1)."""

from collections.abc import Callable, Collection
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from garage.domain.plates import display_plate
from garage.i18n import _
from garage.services import appointment_rows, comeback_talks, orders
from garage.services.comeback_talks import Comeback
from garage.ui.desk import Desk
from garage.ui.forms.appointment_words import say_time
from garage.ui.forms.complaint import ComplaintForm
from garage.ui.forms.log_contact import LogContactForm
from garage.ui.forms.talk_fields import APPOINTMENT, COMPLAINT, REWORK, next_steps
from garage.ui.forms.ways_complaints import say_registered
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.messages import toast

_ORDER = (COMPLAINT, REWORK, APPOINTMENT)


class TalkSteps(QObject):
    """Forms over a page; `booked` carries the id of an appointment that was made."""

    booked = Signal(int)

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self._ways: dict[str, Callable[[int], FormDialog]] = {
            COMPLAINT: self._complaint,
            APPOINTMENT: self._appointment,
            REWORK: self._comeback,
        }

    def log(
        self, customer_id: int | None = None, vehicle_id: int | None = None, over: QWidget | None = None
    ) -> LogContactForm:
        """The form of a talk, over the page or what stands over that, and then what it led to."""
        form = LogContactForm(self._desk, customer_id, vehicle_id, over or self._page, next_steps())
        form.saved.connect(lambda contact_id: self.follow(form.wanted, contact_id))
        form.finished.connect(form.deleteLater)
        form.open()
        return form

    def follow(self, names: Collection[str], contact_id: int) -> None:
        """What was ticked as the talk was saved, each as soon as the form before has closed."""
        wanted = set(names)
        if REWORK in wanted:
            wanted.discard(APPOINTMENT)  # the car is booked in for it, or is here
        self._go_on([name for name in _ORDER if name in wanted], contact_id)

    def _go_on(self, names: list[str], contact_id: int) -> None:
        if names:
            QTimer.singleShot(0, self, lambda: self._open(names, contact_id))

    def _open(self, names: list[str], contact_id: int) -> None:
        form = self._ways[names[0]](contact_id)
        form.finished.connect(lambda _result: self._go_on(names[1:], contact_id))
        form.finished.connect(form.deleteLater)
        form.open()

    def _complaint(self, contact_id: int) -> FormDialog:
        form = ComplaintForm(self._desk, self._page, contact_id=contact_id)
        form.saved.connect(lambda ref: say_registered(self._page, ref))
        return form

    def _appointment(self, contact_id: int) -> FormDialog:
        from garage.ui.forms.appointment import AppointmentForm  # noqa: PLC0415 - few talks need it
        from garage.ui.pages.appointment_acts import of_talk  # noqa: PLC0415

        form = AppointmentForm(self._page, self._desk, of_talk(self._desk, contact_id))
        form.saved.connect(self._booked)
        return form

    def _comeback(self, contact_id: int) -> FormDialog:
        """The car is here: its verdict. Else it is booked in; who does neither now is to do it tomorrow."""
        told = comeback_talks.of_talk(contact_id)
        form = self._verdict(told.here_id) if told.here_id is not None else self._booking(told)
        settled: list[object] = []
        for done in (form.saved, getattr(form, "decided", form.saved)):
            done.connect(settled.append)
        form.finished.connect(lambda _result: settled or self._remember(told))
        return form

    def _booking(self, told: Comeback) -> FormDialog:
        from garage.ui.forms.appointment import AppointmentForm  # noqa: PLC0415 - few talks need it
        from garage.ui.pages.appointment_acts import of_talk  # noqa: PLC0415

        data = replace(of_talk(self._desk, told.talk.id), request=told.request)
        form = AppointmentForm(self._page, self._desk, data)
        form.saved.connect(self._booked)
        return form

    def _booked(self, appointment_id: int) -> None:
        row = appointment_rows.one(appointment_id)
        toast(self._page, _("Booked: {time}").format(time=say_time(row, self._desk.now())))
        self.booked.emit(appointment_id)

    def _verdict(self, order_id: int) -> FormDialog:
        from garage.ui.forms.verdict import VerdictForm  # noqa: PLC0415 - few talks need it

        page = orders.open_page(order_id)
        about = " · ".join(filter(None, (display_plate(page.plate) or page.vin, page.model, page.no)))
        return VerdictForm(
            self._page, self._desk, page.vehicle_id, about, page.id, page.reception.odometer_km
        )

    def _remember(self, told: Comeback) -> None:
        comeback_talks.remember(self._desk.by(), told.talk.id)
        toast(self._page, _("Not forgotten: what did not hold stands on the day's cards."), "info")
