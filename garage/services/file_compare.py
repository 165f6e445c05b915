"""Two files side by side: what each says field by field, and what hangs on it (A11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from garage.domain.merges import (
    CUSTOMER_FIELDS,
    OWNER,
    VEHICLE_FIELDS,
    Compared,
    FileKind,
    Side,
    Value,
    against_customers,
    against_vehicles,
    compare,
)
from garage.domain.orders import OrderState
from garage.domain.plates import display_plate
from garage.errors import Reason
from garage.models.audit import AuditEntry
from garage.models.complaints import Complaint
from garage.models.contacts import ContactLog
from garage.models.customers import Customer
from garage.models.listing import tuples
from garage.models.members import MemberLevel
from garage.models.orders import WorkOrder
from garage.models.vehicles import OdometerReading, Ownership, Vehicle
from garage.models.warranty import RepairWarranty
from garage.services import credit, customers, vehicles

TABLE: Mapping[FileKind, Any] = {FileKind.CUSTOMER: Customer, FileKind.VEHICLE: Vehicle}
_OVER = (OrderState.EXITED.value, OrderState.CANCELLED.value)


@dataclass(frozen=True)
class Hanging:
    """What hangs on a file: counts, money in fen."""

    cars: tuple[str, ...] = ()
    orders: int = 0
    open_order: str = ""
    owed_fen: int = 0
    calls: int = 0
    complaints: int = 0
    points: int = 0
    readings: int = 0
    odometer_km: int | None = None
    warranties: int = 0
    owner: str = ""


@dataclass(frozen=True)
class FileSide:
    """One of the two: `version` as it was read, `written_on` when it was opened."""

    id: int
    version: int
    name: str
    written_on: date
    phones: tuple[str, ...]
    hanging: Hanging


@dataclass(frozen=True)
class Comparison:
    """Both sides, every field, and what forbids the merge now (empty: nothing)."""

    kind: FileKind
    kept: FileSide
    gone: FileSide
    fields: tuple[Compared, ...]
    against: tuple[Reason, ...]


def of(kind: FileKind, kept_id: int, gone_id: int) -> Comparison:
    """Compare two files, as if `gone_id` went into `kept_id`; KeyError when one is not there."""
    table = TABLE[kind]
    kept, gone = table.find(kept_id), table.find(gone_id)
    if kept is None or gone is None:
        raise KeyError(kept_id if kept is None else gone_id)
    return of_rows(kind, kept, gone)


def of_rows(kind: FileKind, kept: Any, gone: Any) -> Comparison:
    """As `of`, of rows that were read already."""
    newer = Side.GONE if _last_written(gone) > _last_written(kept) else Side.KEPT
    side, values = (_customer, _customer_values) if kind is FileKind.CUSTOMER else (_vehicle, _vehicle_values)
    names = CUSTOMER_FIELDS if kind is FileKind.CUSTOMER else VEHICLE_FIELDS
    fields = compare(names, values(kept), values(gone), newer, _better_level(kind, kept, gone))
    if kind is FileKind.VEHICLE:
        owners = [vehicles.owner_of(row.id) for row in (kept, gone)]
        proposal = newer if all(owners) and owners[0] != owners[1] else Side.KEPT if owners[0] else Side.GONE
        fields = (Compared(OWNER, owners[0], owners[1], proposal), *fields)
    against = _against_customers(kept, gone) if kind is FileKind.CUSTOMER else _against_cars(kept, gone)
    return Comparison(kind, side(kept), side(gone), fields, tuple(against))


def called(row: Any) -> str:
    """How a file is called: a customer by name, a car by its plate or VIN."""
    return str(row.name) if isinstance(row, Customer) else display_plate(row.plate) or str(row.vin)


def _last_written(row: Any) -> int:
    own = (AuditEntry.noun == type(row)._meta.table_name) & (AuditEntry.ref == row.id)
    return int(AuditEntry.select(fn.MAX(AuditEntry.id)).where(own).scalar() or 0)


def _customer_values(row: Any) -> dict[str, Value]:
    return {name: getattr(row, name) for name in CUSTOMER_FIELDS}


def _vehicle_values(row: Any) -> dict[str, Value]:
    return {name: getattr(row, name) for name in VEHICLE_FIELDS}


def _better_level(kind: FileKind, kept: Any, gone: Any) -> Side:
    if kind is FileKind.VEHICLE:
        return Side.KEPT
    places = dict(tuples(MemberLevel.select(MemberLevel.name, MemberLevel.place)))
    higher = places.get(gone.member_level, -1) > places.get(kept.member_level, -1)
    return Side.GONE if higher else Side.KEPT


def _against_customers(kept: Any, gone: Any) -> list[Reason]:
    merged = bool(kept.merged_into_id or gone.merged_into_id)
    return against_customers(same=kept.id == gone.id, gone_already=merged)


def _against_cars(kept: Any, gone: Any) -> list[Reason]:
    return against_vehicles(
        same=kept.id == gone.id,
        gone_already=bool(kept.merged_into_id or gone.merged_into_id),
        vins=(kept.vin, gone.vin),
        open_orders=(_open_order(kept.id), _open_order(gone.id)),
        same_class=kept.vehicle_class == gone.vehicle_class,
    )


def _open_order(vehicle_id: int) -> str:
    running = (WorkOrder.vehicle == vehicle_id) & WorkOrder.state.not_in(_OVER)
    return str(WorkOrder.select(WorkOrder.no).where(running).order_by(WorkOrder.id.desc()).scalar() or "")


def _count(model: Any, where: Any) -> int:
    return int(model.select(fn.COUNT(model.id)).where(where).scalar())


def _customer(row: Any) -> FileSide:
    cars = (
        Ownership.select(Vehicle.plate, Vehicle.vin)
        .join(Vehicle, on=(Vehicle.id == Ownership.vehicle))
        .where((Ownership.customer == row.id) & Ownership.until.is_null())
        .order_by(Ownership.id)
    )
    hanging = Hanging(
        cars=tuple(display_plate(plate) or vin for plate, vin in tuples(cars)),
        orders=_count(WorkOrder, WorkOrder.customer == row.id),
        owed_fen=credit.receivables(row.id),
        calls=_count(ContactLog, ContactLog.customer == row.id),
        complaints=_count(Complaint, Complaint.customer == row.id),
        points=row.points,
    )
    return FileSide(
        row.id, row.version, called(row), row.created_at.date(), customers.phones_of(row.id), hanging
    )


def _vehicle(row: Any) -> FileSide:
    owner = vehicles.owner_of(row.id)
    hanging = Hanging(
        orders=_count(WorkOrder, WorkOrder.vehicle == row.id),
        open_order=_open_order(row.id),
        readings=_count(OdometerReading, OdometerReading.vehicle == row.id),
        odometer_km=row.odometer_km,
        warranties=_count(RepairWarranty, RepairWarranty.vehicle == row.id),
        owner=Customer.get_by_id(owner).name if owner else "",
    )
    return FileSide(row.id, row.version, called(row), row.created_at.date(), (), hanging)
