"""Acts on appointments: booked, moved, confirmed, arrived, or not; no bay and no mechanic is taken twice (A1)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from garage.domain.appointments import (
    EXPECTED,
    MOST_HOURS_CENTI,
    AppointmentAct,
    AppointmentChannel,
    AppointmentState,
    Slot,
    check_time,
    clashes,
    refusals,
)
from garage.domain.numbers import Series
from garage.domain.phones import normalise_phone
from garage.domain.plates import normalise_plate
from garage.domain.text import one_line, said_why, several_lines
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.appointments import Appointment
from garage.models.shop import Bay
from garage.models.vehicles import Vehicle
from garage.services import (
    arrivals,
    customers,
    held_times,
    numbers,
    orders,
    reminder_leads,
    reminders,
    staff,
    vehicles,
)
from garage.services.command import Area, By, command, create, refuse_stale, update
from garage.services.customers import CustomerData
from garage.services.vehicles import VehicleData

_S = AppointmentState
_OPEN = sorted(state.value for state in EXPECTED)


@dataclass(frozen=True)
class AppointmentData:
    """What is agreed: when, how long, for what. A car on file is enough; else a plate, a name or a phone number.

    `hours_centi` is the labour that is expected, in hundredths; `remind_on` when to remind, by itself as long before
    as the settings say.
    """

    planned_at: datetime
    minutes: int = 60
    request: str = ""
    channel: AppointmentChannel = AppointmentChannel.PHONE
    vehicle_id: int | None = None
    customer_id: int | None = None
    plate: str = ""
    name: str = ""
    phone: str = ""
    hours_centi: int = 0
    bay_id: int | None = None
    mechanic_id: int | None = None
    advisor_id: int | None = None
    note: str = ""
    remind_on: date | None = None
    reminder_id: int | None = None


@command(Area.CARE)
def book(by: By, data: AppointmentData) -> int:
    """Write an appointment down; returns its id.

    FieldError("planned_at", "minutes", "name" (nobody named), "phone", "hours_centi", "remind_on"); RuleError when
    the bay or the mechanic is taken then, or the car is expected that day already.
    """
    columns = _columns(by, data)
    _refuse_second(columns, None)
    row = create(
        by,
        Appointment,
        **columns,
        no=numbers.take(by, Series.APPOINTMENT),
        state=_S.BOOKED.value,
        reminder=data.reminder_id,
    )
    if data.reminder_id is not None:
        reminders.booked(by, data.reminder_id)
    return int(row.id)


@command(Area.CARE)
def change(by: By, appointment_id: int, version: int | None, data: AppointmentData) -> None:
    """Save an appointment as typed; errors as in `book`, StaleError."""
    row = _may(AppointmentAct.CHANGE, appointment_id, version)
    columns = _columns(by, data, row)
    _refuse_second(columns, row.id)
    moved = row.moved + (columns["planned_at"] != row.planned_at)
    update(by, row, row.version, columns, moved=moved)


@command(Area.CARE)
def move(
    by: By,
    appointment_id: int,
    version: int | None,
    planned_at: datetime,
    *,
    bay_id: int | None,
    mechanic_id: int | None,
) -> None:
    """To another time, bay or mechanic, as long as before; its reminder keeps its distance. Errors as in `book`.

    Who was not to hear of it any more, told already or too near, hears of another day by the usual rule.
    """
    row = _may(AppointmentAct.MOVE, appointment_id, version)
    minutes = int((row.ends_at - row.planned_at).total_seconds() // 60)
    start = planned_at.replace(second=0, microsecond=0)
    slot = Slot(start, check_time(start, minutes, by.at), bay_id, mechanic_id)
    _refuse_clash(slot, row.id)
    if start.date() != row.planned_at.date():
        _refuse_second({"vehicle": row.vehicle_id, "planned_at": start}, row.id)
    columns: dict[str, Any] = {"planned_at": slot.start, "ends_at": slot.end, "bay": bay_id}
    columns |= {"mechanic": mechanic_id, "moved": row.moved + (slot.start != row.planned_at)}
    further = slot.start.date() - row.planned_at.date()
    if row.remind_on is not None:
        columns["remind_on"] = row.remind_on + further
    elif further:
        columns["remind_on"] = _usual(by, slot.start)
    update(by, row, row.version, columns, act="move")


@command(Area.CARE)
def confirm(by: By, appointment_id: int, version: int | None) -> None:
    """The customer said again that he comes. RuleError, StaleError."""
    row = _may(AppointmentAct.CONFIRM, appointment_id, version)
    update(by, row, row.version, act="confirm", state=_S.CONFIRMED.value, confirmed_at=by.at)


@command(Area.CARE, Area.ORDERS, Area.CUSTOMERS)
def arrive(
    by: By,
    appointment_id: int,
    version: int | None,
    vehicle: VehicleData | None = None,
    owner: CustomerData | int | None = None,
    *,
    vehicle_id: int | None = None,
) -> int:
    """The car is here: its order is opened with what it comes for; returns the order's id.

    A car that is not on file needs `vehicle` and `owner`: FieldError("plate") without, errors of `arrivals` with
    them; `vehicle_id` is the car on file that came. RuleError when the car has an open order; StaleError.
    """
    row = _may(AppointmentAct.ARRIVE, appointment_id, version)
    ref = vehicle_id or row.vehicle_id or _known(row.plate)
    if ref is not None:
        order = orders.open_order(by, ref, complaint=row.request)
    elif vehicle is not None and owner is not None:
        order = arrivals.receive_unknown(by, vehicle, owner, complaint=row.request)
    else:
        raise FieldError("plate", _("This car is not on file yet."))
    here = Appointment.get_by_id(appointment_id)
    if here.state != _S.ARRIVED.value:  # it came on another day than it was expected
        columns = {"order": order, "vehicle": orders.open_page(order).vehicle_id}
        update(by, here, here.version, columns, act="arrive", state=_S.ARRIVED.value)
    return order


@command(Area.CARE)
def no_show(by: By, appointment_id: int, version: int | None, reason: str = "") -> None:
    """The car did not come; its reminder is to be told again. RuleError before its time, or when it is over; StaleError."""
    row = _may(AppointmentAct.NO_SHOW, appointment_id, version)
    if row.planned_at > by.at:
        raise RuleError(Reason("early", _("{number}: its time has not come yet.").format(number=row.no)))
    why = one_line("reason", reason, 200)
    columns = {"closed_at": by.at, "closed_reason": why}
    update(by, row, row.version, columns, act="no show", reason=why, state=_S.NO_SHOW.value)
    _give_back(by, row)


@command(Area.CARE)
def cancel(by: By, appointment_id: int, version: int | None, reason: str) -> None:
    """It is called off; the reminder that it came of is to be told again. FieldError("reason"); RuleError, StaleError."""
    row = _may(AppointmentAct.CANCEL, appointment_id, version)
    why = said_why(reason)
    columns = {"closed_at": by.at, "closed_reason": why}
    update(by, row, row.version, columns, act="cancel", reason=why, state=_S.CANCELLED.value)
    _give_back(by, row)


@command(Area.CARE)
def restore(by: By, appointment_id: int, version: int | None) -> None:
    """It was called off, or taken for missed, by mistake: it holds its time again.

    RuleError while its bay or mechanic is taken, or its car is expected that day by another one; StaleError.
    """
    row = _may(AppointmentAct.RESTORE, appointment_id, version)
    _refuse_clash(Slot(row.planned_at, row.ends_at, row.bay_id, row.mechanic_id), row.id)
    _refuse_second({"vehicle": row.vehicle_id, "planned_at": row.planned_at}, row.id)
    state = _S.CONFIRMED if row.confirmed_at else _S.BOOKED
    columns = {"closed_at": None, "closed_reason": ""}
    update(by, row, row.version, columns, act="restore", state=state.value)
    if row.reminder_id is not None:
        reminders.booked(by, row.reminder_id)


def _give_back(by: By, row: Any) -> None:
    """What the car was to come for is still to come: its reminder is to be told again."""
    if row.reminder_id is not None:
        reminders.unbooked(by, row.reminder_id)


def _columns(by: By, data: AppointmentData, row: Appointment | None = None) -> dict[str, Any]:
    """What is stored; a time that stays as it was may lie in the past."""
    start = data.planned_at.replace(second=0, microsecond=0)
    now = by.at if row is None or start != row.planned_at else min(by.at, start)
    slot = Slot(start, check_time(start, data.minutes, now), data.bay_id, data.mechanic_id)
    _refuse_clash(slot, row.id if row else None)
    if not 0 <= data.hours_centi <= MOST_HOURS_CENTI:
        raise FieldError("hours_centi", _("This is too much."))
    told = data.remind_on or _usual(by, start)
    if told is not None and told > start.date():
        raise FieldError("remind_on", _("Remind before the car comes."))
    return {
        "planned_at": slot.start,
        "ends_at": slot.end,
        "bay": _existing(Bay, data.bay_id),
        "mechanic": data.mechanic_id and staff.person(data.mechanic_id).id,
        "advisor": data.advisor_id and staff.person(data.advisor_id).id,
        "hours_centi": data.hours_centi,
        "request": several_lines("request", data.request),
        "channel": data.channel.value,
        "note": several_lines("note", data.note),
        "remind_on": told,
        **_who(data),
    }


def _usual(by: By, start: datetime) -> date | None:
    """When to remind by the settings; None where that day is today or over."""
    day = start.date() - timedelta(days=reminder_leads.leads().appointment)
    return day if day > by.today else None


def _existing(model: Any, ref: int | None) -> int | None:
    if ref is not None and model.find(ref) is None:
        raise KeyError(ref)
    return ref


def _who(data: AppointmentData) -> dict[str, Any]:
    """Whom to expect: a plate that is on file is that car, and a car brings its owner."""
    plate = normalise_plate(data.plate) if data.plate.strip() else ""
    vehicle = _existing(Vehicle, data.vehicle_id) or _known(plate)
    customer = data.customer_id or (vehicles.owner_of(vehicle) if vehicle is not None else None)
    if customer is not None and not customers.exists(customer):
        raise KeyError(customer)
    name = one_line("name", data.name, 40)
    phone = normalise_phone(data.phone) if data.phone.strip() else ""
    if vehicle is None and customer is None and not (plate or name or phone):
        raise FieldError("name", _("Who comes? A plate, a name or a phone number is enough."))
    return {"vehicle": vehicle, "customer": customer, "plate": plate, "name": name, "phone": phone}


def _known(plate: str) -> int | None:
    found = vehicles.by_plate(plate) if plate else []
    return found[0].vehicle_id if len(found) == 1 else None


def _refuse_clash(wanted: Slot, own: int | None) -> None:
    reasons = held_times.in_the_way(wanted, own)
    if reasons:
        raise RuleError(reasons)


def _refuse_second(columns: dict[str, Any], own: int | None) -> None:
    """A car is not expected twice on one day: a second call about it moves the first appointment."""
    if columns["vehicle"] is None:
        return
    day = columns["planned_at"].replace(hour=0, minute=0)
    that_day = (Appointment.planned_at >= day) & (Appointment.planned_at < day + timedelta(days=1))
    same = that_day & Appointment.state.in_(_OPEN) & (Appointment.vehicle == columns["vehicle"])
    for row in Appointment.select().where(same):
        if row.id != own:
            text = _("This car is expected that day already: {number} at {time}.")
            raise RuleError(Reason("twice", text.format(number=row.no, time=f"{row.planned_at:%H:%M}")))


def _may(act: AppointmentAct, appointment_id: int, version: int | None) -> Any:
    row = Appointment.find(appointment_id)
    if row is None:
        raise KeyError(appointment_id)
    refuse_stale(row, version)
    reasons = refusals(act, AppointmentState(row.state), row.no)
    if reasons:
        raise RuleError(reasons)
    return row


def check_books() -> list[str]:
    """Bays and mechanics that are promised to two cars at once (invariant 22)."""
    found, seen = [], list[tuple[str, Slot]]()
    expected = Appointment.select().where(Appointment.state.in_(_OPEN)).order_by(Appointment.planned_at)
    for row in expected:
        slot = Slot(row.planned_at, row.ends_at, row.bay_id, row.mechanic_id)
        seen = [(no, other) for no, other in seen if other.end > slot.start]
        found += [f"{row.no}: {reason.text}" for reason in clashes(slot, seen)]
        seen.append((row.no, slot))
    return found
