"""Acts on vehicles, their owners and their odometers, and what the vehicle's page shows."""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from garage.domain.engines import engine_number_plausible
from garage.domain.limits import check_limits
from garage.domain.odometer import MAX_KM, Reading, check_reading
from garage.domain.plates import PlateKind, display_plate, normalise_plate, plate_kind
from garage.domain.text import normalise, one_line, several_lines
from garage.domain.vehicles import Fuel, OdometerSource, Usage, VehicleClass
from garage.domain.vins import check_vin
from garage.errors import FieldError
from garage.i18n import _
from garage.models.customers import Customer
from garage.models.listing import tuples
from garage.models.statements import statement
from garage.models.vehicles import OdometerReading, Ownership, Vehicle
from garage.services import customer_files, customers, file_search, merged_files, reminder_plans
from garage.services.command import Area, By, command, create, update
from garage.services.vehicle_history import (
    AdviceRow,
    OpenWarrantyRow,
    VisitRow,
    advice,
    old_plates,
    open_warranties,
    visits,
)

LINES = {"brand": 40, "model": 60, "colour": 20, "engine_no": 30}
PLATE_LENGTH = 20
NUMBERS = {
    "service_days": (1, 3_650),
    "service_km": (1, 500_000),
    "next_service_km": (0, MAX_KM),
    "factory_warranty_km": (0, MAX_KM),
}


@dataclass(frozen=True)
class VehicleData:
    """What a person types about a vehicle; empty text or None is what is not known yet."""

    plate: str = ""
    vin: str = ""
    vehicle_class: VehicleClass = VehicleClass.CAR
    brand: str = ""
    model: str = ""
    colour: str = ""
    engine_no: str = ""
    fuel: Fuel = Fuel.PETROL
    usage: Usage = Usage.PRIVATE
    registered_on: date | None = None
    service_days: int | None = None
    service_km: int | None = None
    next_service_on: date | None = None
    next_service_km: int | None = None
    insurance_until: date | None = None
    inspection_until: date | None = None
    factory_warranty_until: date | None = None
    factory_warranty_km: int | None = None
    note: str = ""


@dataclass(frozen=True)
class OwnerRow:
    """Who owned the vehicle from `since` to `until`; None is the present owner."""

    customer_id: int
    name: str
    since: date
    until: date | None


@dataclass(frozen=True)
class ReadingRow:
    """One odometer reading; `reset_reason` says why it is lower than the one before."""

    km: int
    read_at: datetime
    source: OdometerSource
    order_id: int | None
    reset_reason: str


@dataclass(frozen=True, kw_only=True)
class VehiclePage(VehicleData):
    """A vehicle's page: the data as stored and everything that follows the car."""

    id: int
    version: int
    plate_kind: PlateKind
    old_plates: tuple[str, ...]
    odometer_km: int | None
    odometer_on: date | None
    owner: OwnerRow | None
    owner_phones: tuple[str, ...]
    owners: tuple[OwnerRow, ...]
    readings: tuple[ReadingRow, ...]
    visits: tuple[VisitRow, ...]
    advice: tuple[AdviceRow, ...]
    warranties: tuple[OpenWarrantyRow, ...]


@dataclass(frozen=True)
class VehicleHit:
    """A vehicle with just this plate or VIN, and its present owner (None, "" when unknown)."""

    vehicle_id: int
    plate: str
    vin: str
    model: str
    owner_id: int | None
    owner: str
    reason: str = ""


# Input


def _columns(by: By, data: VehicleData) -> dict[str, Any]:
    columns: dict[str, Any] = {field.name: getattr(data, field.name) for field in fields(VehicleData)}
    for field, most in LINES.items():
        columns[field] = one_line(field, columns[field], most)
    columns["note"] = several_lines("note", data.note)
    for field in ("vehicle_class", "fuel", "usage"):
        columns[field] = columns[field].value
    check_limits(columns, NUMBERS)
    if data.registered_on is not None and data.registered_on > by.today:
        raise FieldError("registered_on", _("This day has not come yet."))
    return columns | _identity(data)


def _identity(data: VehicleData) -> dict[str, str]:
    plate = one_line("plate", normalise_plate(data.plate), PLATE_LENGTH)
    kind = plate_kind(plate)
    vin = check_vin(data.vin).number if data.vin.strip() else ""
    if not vin and (not plate or kind is PlateKind.TEMPORARY):
        raise FieldError("vin", _("A car without a permanent plate needs its VIN."))
    return {"plate": plate, "plate_kind": kind.value, "vin": vin}


def _refuse_known_vin(vin: str, exclude: int | None) -> None:
    for hit in _hits(Vehicle.vin == vin) if vin else ():
        if hit.vehicle_id != exclude:
            text = _("This VIN belongs to the car {plate} of {owner}.")
            raise FieldError(
                "vin", text.format(plate=display_plate(hit.plate) or "—", owner=hit.owner or "—")
            )


def warnings(data: VehicleData, today: date) -> list[str]:
    """What is worth a second look but never blocks: plate form, check digit, engine number, what has ended."""
    found = []
    plate = normalise_plate(data.plate)
    if plate and plate_kind(plate) is PlateKind.OTHER:
        found.append(_("{plate} is no known form of plate.").format(plate=plate))
    if data.vin.strip() and not _check_digit_ok(data.vin):
        found.append(_("The check digit of the VIN does not fit: a typing error, or an import."))
    if data.engine_no.strip() and not engine_number_plausible(data.engine_no):
        found.append(_("The engine number looks unusual."))
    if data.insurance_until is not None and data.insurance_until < today:
        found.append(_("The insurance ended on {day}.").format(day=data.insurance_until.isoformat()))
    if data.inspection_until is not None and data.inspection_until < today:
        found.append(_("The annual inspection ended on {day}.").format(day=data.inspection_until.isoformat()))
    return found


def _check_digit_ok(vin: str) -> bool:
    try:
        return check_vin(vin).check_digit_ok
    except FieldError:  # malformed: that is an error of saving, not a warning
        return True


# Acts


@command(Area.CUSTOMERS)
def add(by: By, data: VehicleData, *, owner_id: int, since: date | None = None) -> int:
    """Add a vehicle of a customer, owned since today if nothing else is said; returns its id.

    FieldError on the wrong field: "vin" when it is needed, malformed or another car's; "owner", "since", ….
    """
    columns = _columns(by, data)
    _refuse_known_vin(columns["vin"], None)
    row = create(by, Vehicle, **columns)
    file_search.index_vehicle(row.id)
    _own(by, row.id, owner_id, since or by.today, "since")
    reminder_plans.follow_file(by, row, owner_id)
    return int(row.id)


@command(Area.CUSTOMERS)
def change(by: By, vehicle_id: int, version: int, data: VehicleData) -> None:
    """Save a vehicle as typed; errors as in `add`, StaleError when someone saved since `version`."""
    columns = _columns(by, data)
    row = _row(vehicle_id)
    _refuse_known_vin(columns["vin"], vehicle_id)
    if update(by, row, version, **columns):
        file_search.index_vehicle(vehicle_id)
        owner = owner_of(vehicle_id)
        customer_files.look(owner)
        reminder_plans.follow_file(by, row, owner)


def _row(vehicle_id: int) -> Any:
    row = Vehicle.find(vehicle_id)
    if row is None:
        raise KeyError(vehicle_id)
    return row


def _own(by: By, vehicle_id: int, owner_id: int, since: date, field: str) -> None:
    if not customers.exists(owner_id):
        raise FieldError("owner", _("Choose the owner."))
    if since > by.today:
        raise FieldError(field, _("This day has not come yet."))
    create(by, Ownership, vehicle=vehicle_id, customer=owner_id, since=since)
    customer_files.look(owner_id)


@command(Area.CUSTOMERS)
def change_owner(by: By, vehicle_id: int, new_owner_id: int, on: date) -> None:
    """The car belongs to someone else from `on`: history follows the car, debts stay with the customer (A12).

    FieldError "owner" when he owns it already, "on" for a day before the present owner's first or to come.
    """
    vehicle_id = merged_files.kept(_row(vehicle_id)).id
    present = (Ownership.vehicle == vehicle_id) & Ownership.until.is_null()
    now: Any = Ownership.get_or_none(present)
    if now is not None:
        if now.customer_id == new_owner_id:
            raise FieldError("owner", _("This customer owns the car already."))
        if on < now.since:
            text = _("The present owner has had the car since {day}.")
            raise FieldError("on", text.format(day=now.since.isoformat()))
        update(by, now, now.version, act="sold", until=max(now.since, on - timedelta(days=1)))
        customer_files.look(now.customer_id)
    _own(by, vehicle_id, new_owner_id, on, "on")
    reminder_plans.follow_owner(by, vehicle_id, new_owner_id)


@command(Area.CUSTOMERS)
def record_reading(
    by: By,
    vehicle_id: int,
    km: int,
    source: OdometerSource,
    *,
    order_id: int | None = None,
    reset_reason: str = "",
    confirmed: bool = False,
) -> None:
    """Put a reading on record; it is the vehicle's odometer from now on (A4).

    FieldError("odo") when it runs backwards without a reason, ("odo_confirmed") for a jump to be confirmed.
    """
    vehicle_id = merged_files.kept(_row(vehicle_id)).id
    last = last_reading(vehicle_id)
    reason = one_line("reset_reason", reset_reason, 200)
    check_reading(km, by.today, last, reason=reason, confirmed=confirmed)
    reset = reason if last is not None and km < last.km else ""
    seen = {"km": km, "read_at": by.at, "source": source.value, "reset_reason": reset}
    OdometerReading.create(vehicle=vehicle_id, order_id=order_id, **seen, **by.stamp())
    _reads_now.run(km, by.today, vehicle_id)
    reminder_plans.follow_odometer(vehicle_id)


@statement
def _reads_now(km: Any, on: Any, vehicle_id: Any) -> Any:
    # Neither a change of the vehicle's file nor worth a line in the log: the reading is a document of its own.
    return Vehicle.update(odometer_km=km, odometer_on=on).where(Vehicle.id == vehicle_id)


# Reads


def owner_of(vehicle_id: int) -> int | None:
    """Customer id of the present owner."""
    owner: int | None = _owner_of.value(vehicle_id)
    return owner


@statement
def _owner_of(vehicle_id: Any) -> Any:
    now = (Ownership.vehicle == vehicle_id) & Ownership.until.is_null()
    return Ownership.select(Ownership.customer).where(now)


def owners(vehicle_id: int) -> tuple[OwnerRow, ...]:
    """Everybody who owned the vehicle, the present owner first."""
    rows = (
        Ownership.select(Customer.id, Customer.name, Ownership.since, Ownership.until)
        .join(Customer, on=(Customer.id == Ownership.customer))
        .where(Ownership.vehicle == vehicle_id)
        .order_by(Ownership.id.desc())
    )
    return tuple(OwnerRow(*row) for row in tuples(rows))


def readings(vehicle_id: int) -> tuple[ReadingRow, ...]:
    """Every reading, the latest first."""
    rows = OdometerReading.select(
        OdometerReading.km,
        OdometerReading.read_at,
        OdometerReading.source,
        OdometerReading.order_id,
        OdometerReading.reset_reason,
    ).where(OdometerReading.vehicle == vehicle_id)
    return tuple(
        ReadingRow(km, read_at, OdometerSource(source), order_id, reason)
        for km, read_at, source, order_id, reason in tuples(rows.order_by(OdometerReading.id.desc()))
    )


def last_reading(vehicle_id: int) -> Reading | None:
    """The latest reading, None before the first."""
    latest = _latest_reading.first(vehicle_id)
    return Reading(latest[0], latest[1].date()) if latest else None


@statement
def _latest_reading(vehicle_id: Any) -> Any:
    rows = OdometerReading.select(OdometerReading.km, OdometerReading.read_at)
    return rows.where(OdometerReading.vehicle == vehicle_id).order_by(OdometerReading.id.desc()).limit(1)


def open_vehicle(vehicle_id: int, today: date) -> VehiclePage:
    """The page of one vehicle with the warranties that run `today`; raises KeyError when there is none.

    Of a file that was merged it is the page of the one it is in now.
    """
    row = merged_files.kept(_row(vehicle_id))
    vehicle_id = row.id
    stored = {field.name: getattr(row, field.name) for field in fields(VehicleData)}
    history = owners(vehicle_id)
    owner = next((one for one in history if one.until is None), None)
    return VehiclePage(
        **stored
        | {
            "vehicle_class": VehicleClass(row.vehicle_class),
            "fuel": Fuel(row.fuel),
            "usage": Usage(row.usage),
        },
        id=row.id,
        version=row.version,
        plate_kind=PlateKind(row.plate_kind),
        old_plates=old_plates(vehicle_id),
        odometer_km=row.odometer_km,
        odometer_on=row.odometer_on,
        owner=owner,
        owner_phones=customers.phones_of(owner.customer_id) if owner else (),
        owners=history,
        readings=readings(vehicle_id),
        visits=visits(vehicle_id),
        advice=advice(vehicle_id),
        warranties=open_warranties(vehicle_id, today, row.odometer_km),
    )


def _hits(where: Any, reason: str = "") -> list[VehicleHit]:
    rows = (
        Vehicle.select(
            Vehicle.id, Vehicle.plate, Vehicle.vin, Vehicle.brand, Vehicle.model, Customer.id, Customer.name
        )
        .left_outer_join(Ownership, on=((Ownership.vehicle == Vehicle.id) & Ownership.until.is_null()))
        .left_outer_join(Customer, on=(Customer.id == Ownership.customer))
        .where(where & Vehicle.merged_into.is_null())
        .order_by(Vehicle.id.desc())
    )
    return [
        VehicleHit(ref, plate, vin, f"{brand} {model}".strip(), owner_id, owner or "", reason)
        for ref, plate, vin, brand, model, owner_id, owner in tuples(rows)
    ]


def by_plate(text: str) -> list[VehicleHit]:
    """Vehicles that carry just this plate now, the newest first; none for a blank one."""
    plate = normalise_plate(text)
    return _hits(Vehicle.id.in_(merged_files.with_plate(plate))) if plate else []


def duplicates(*, plate: str, vin: str, exclude: int | None = None) -> list[VehicleHit]:
    """Vehicles with the same VIN or plate, with the reason: a notice, never a block (A11)."""
    number = normalise(vin).strip("*")
    same_vin = _hits(Vehicle.vin == number, _("The same VIN")) if number else []
    number = normalise_plate(plate)
    same_plate = _hits(Vehicle.plate == number, _("The same plate")) if number else []
    found = {hit.vehicle_id: hit for hit in (*same_plate, *same_vin) if hit.vehicle_id != exclude}
    return list(found.values())
