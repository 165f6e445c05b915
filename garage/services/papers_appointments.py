"""Reads that make the list of a day's appointments."""

from datetime import date

from garage.domain.appointments import EXPECTED, AppointmentState
from garage.domain.documents import Imprint
from garage.domain.documents_appointments import AppointmentDay, ExpectedCar
from garage.services import appointment_rows, shop
from garage.services.appointment_rows import AppointmentRow

_LISTED = EXPECTED | {AppointmentState.ARRIVED}


def day_list(day: date, imprint: Imprint) -> AppointmentDay:
    """Cars that are expected on a day or have come, by bay; those without a bay, or in one out of use, at the end."""
    rows = [row for row in appointment_rows.days(day, day) if row.state in _LISTED]
    bays = [(ref, name) for ref, _version, name, _active in shop.bays()]
    known = {ref for ref, _name in bays}
    groups = [(name, [row for row in rows if row.bay_id == ref]) for ref, name in bays]
    groups.append(("", [row for row in rows if row.bay_id not in known]))
    return AppointmentDay(
        garage=shop.letterhead(),
        imprint=imprint,
        number=f"{day:%Y%m%d}",
        day=day,
        bays=tuple((name, tuple(map(_car, cars))) for name, cars in groups if cars),
    )


def _car(row: AppointmentRow) -> ExpectedCar:
    return ExpectedCar(
        row.planned_at,
        row.ends_at,
        row.no,
        row.plate,
        row.model,
        row.name,
        row.phone,
        row.request,
        row.mechanic,
        here=row.state is AppointmentState.ARRIVED,
    )
