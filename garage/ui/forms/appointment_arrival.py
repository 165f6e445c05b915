"""An expected car that has no file is here: the form of an arrival with what was noted when it was booked (A1, A2)."""

from PySide6.QtWidgets import QWidget

from garage.domain.phones import display_phone
from garage.services import appointments
from garage.services.appointment_rows import AppointmentRow
from garage.services.customers import CustomerData
from garage.ui.desk import Desk
from garage.ui.forms.arrival import ArrivalForm


class ExpectedArrivalForm(ArrivalForm):
    """`saved` carries the id of the order, which is that of the appointment as well."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: AppointmentRow) -> None:
        super().__init__(parent, desk, row.plate)
        self.setObjectName("expected_arrival_form")
        self._expected = row

    def load(self) -> None:
        super().load()
        row = self._expected
        if self._vehicle_id is None:
            self.name.set_value(row.name)
            self.phone.set_value(display_phone(row.phone) if row.phone else "")
            if row.customer_id is not None and row.name:
                self._take(("customer", row.customer_id, row.name))
            (self.plate if not row.plate else self.name).setFocus()

    def save(self) -> int:
        by, row = self._desk.by(), self._expected
        if self._vehicle_id is not None:
            # it was found by another plate, or came with a VIN: its order opens, and it is the one expected
            return appointments.arrive(by, row.id, row.version, vehicle_id=self._vehicle_id)
        phone = self.phone.value()
        owner = self._owner or CustomerData(name=self.name.value(), phones=(phone,) if phone else ())
        return appointments.arrive(by, row.id, row.version, self._typed(), owner)
