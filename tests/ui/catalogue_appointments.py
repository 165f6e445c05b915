"""Forms of appointments and reminders, for the catalogue."""

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QDialog

from garage.services import appointment_rows, appointments, reminders
from garage.services.appointments import AppointmentData
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.appointment import AppointmentForm
from garage.ui.forms.appointment_arrival import ExpectedArrivalForm
from garage.ui.forms.appointment_call import AppointmentCallForm
from garage.ui.forms.reminder import ReminderForm
from garage.ui.forms.reminder_call import ReminderCallForm


def _data(desk: Desk, **who: Any) -> AppointmentData:
    return AppointmentData(desk.now() + timedelta(days=2), 90, "更换机油机滤，检查空调", **who)


def _booked(desk: Desk, page: OrderPage) -> QDialog:
    ref = appointments.book(desk.by(), _data(desk, vehicle_id=page.vehicle_id, note="客户在店等"))
    return AppointmentForm(None, desk, _data(desk), ref)


def _arrival(desk: Desk, _page: OrderPage) -> QDialog:
    ref = appointments.book(desk.by(), _data(desk, plate="苏B88888", name="陈先生", phone="13912345678"))
    return ExpectedArrivalForm(None, desk, appointment_rows.one(ref))


def _reminder(desk: Desk, page: OrderPage) -> QDialog:
    due = desk.today() + timedelta(days=10)
    return ReminderCallForm(None, desk, reminders.add(desk.by(), page.vehicle_id, "正时皮带", due, 120_000))


def _remind(desk: Desk, page: OrderPage) -> QDialog:
    ref = appointments.book(desk.by(), _data(desk, customer_id=page.customer_id))
    return AppointmentCallForm(None, desk, ref)


def forms() -> dict[str, tuple[str, Any]]:
    """How far the road has to be gone, and the form."""
    return {
        "appointment_new": ("receive", lambda desk, _page: AppointmentForm(None, desk, _data(desk))),
        "appointment": ("receive", _booked),
        "appointment_call": ("receive", _remind),
        "expected_arrival": ("receive", _arrival),
        "reminder_call": ("receive", _reminder),
        "reminder_new": ("receive", lambda desk, page: ReminderForm(None, desk, page.vehicle_id)),
    }
