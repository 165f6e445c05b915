"""Acts on work orders from reception to estimate, and the reads of their list and page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from garage.domain.dates import LONGEST_PROMISE
from garage.domain.documents import Mark
from garage.domain.exit_passes import PassState
from garage.domain.fault_clock import FaultClass
from garage.domain.numbers import Series, read_number
from garage.domain.odometer import Reading
from garage.domain.order_guards import OrderFacts
from garage.domain.order_steps import OrderAct
from garage.domain.orders import CLOSED, ArrivalMode, Damage, OldPartChoice, OrderState, Priority, Side
from garage.domain.phones import normalise_phone
from garage.domain.settlements import PayMethod
from garage.domain.text import one_line, said_why, several_lines
from garage.domain.vehicles import OdometerSource
from garage.domain.warranty import RepairCategory
from garage.domain.working_hours import after_work
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.customers import Customer
from garage.models.exit_passes import ExitPass
from garage.models.inspections import Certificate
from garage.models.orders import DamageMark, WorkOrder
from garage.models.payments import Receipt
from garage.models.settlements import Settlement
from garage.models.statements import statement
from garage.models.stock import GoodsIssue
from garage.models.vehicles import Vehicle
from garage.services import claim_holds, customers, expected_cars, numbers, search, vehicles, workshop
from garage.services.command import Area, By, audit, command, create, update
from garage.services.order_facts import advance, order_facts, void_pass
from garage.services.order_lines import Line, lines_of

COMPLAINT = 1_000
"""Characters that the customer's own words may take."""

PRESENT = ("spare_tyre", "jack", "tools", "papers", "covers")


@dataclass(frozen=True)
class Reception:
    """The reception sheet as it is filled in; `odometer_km` None while it has not been read."""

    complaint: str = ""
    brought_by: str = ""
    brought_by_phone: str = ""
    arrival: ArrivalMode = ArrivalMode.DRIVEN
    category: RepairCategory | None = None
    odometer_km: int | None = None
    odometer_reason: str = ""
    odometer_confirmed: bool = False
    fuel_eighths: int | None = None
    warning_lamps: str = ""
    belongings: str = ""
    present: frozenset[str] = frozenset()
    valuables_removed: bool = False
    old_parts: OldPartChoice = OldPartChoice.UNDECIDED
    wash: bool = False
    call_time: str = ""
    pay_method: PayMethod | None = None
    promised_at: datetime | None = None
    after_inspection: bool = False
    fault_class: FaultClass | None = None
    marks: tuple[Mark, ...] = ()
    walk_around_done: bool = False
    warranty_seen: bool = False


@dataclass(frozen=True)
class OrderPage:
    """Everything the page of one order shows, and what its steps still miss."""

    id: int
    version: int
    no: str
    state: OrderState
    vehicle_id: int
    customer_id: int
    customer: str
    phones: tuple[str, ...]
    plate: str
    vin: str
    model: str
    advisor_id: int
    received_at: datetime
    exited_at: datetime | None
    odo_out: int | None
    priority: Priority
    bay_id: int | None
    customer_told_at: datetime | None
    handover_agreed_at: datetime | None
    parking_spot: str
    cancel_reason: str
    last_reading: Reading | None
    reception: Reception = field(default_factory=Reception)
    lines: tuple[Line, ...] = ()
    facts: OrderFacts = field(default_factory=lambda: OrderFacts(OrderState.RECEIVED))


@command(Area.ORDERS, Area.CUSTOMERS)
def open_order(by: By, vehicle_id: int, *, complaint: str = "", reception: Reception | None = None) -> int:
    """A car has arrived: a new order for its present owner; returns the order's id.

    RuleError when the car already has an open order: two visits at once cannot be.
    """
    vehicle = Vehicle.get_by_id(vehicle_id)
    owner = vehicles.owner_of(vehicle_id)
    if owner is None:
        raise RuleError(Reason("owner", _("This car has no owner on file."), "vehicle"))
    refuse_second_visit(vehicle_id)
    _void_passes_of_before(by, vehicle_id)
    order = create(
        by,
        WorkOrder,
        no=numbers.take(by, Series.ORDER),
        state=OrderState.RECEIVED.value,
        vehicle=vehicle_id,
        customer=owner,
        advisor=by.staff_id,
        received_at=by.at,
        complaint=several_lines("complaint", complaint, COMPLAINT),
        call_time=Customer.get_by_id(owner).preferred_call_time,
    )
    search.index("order", order.id, {order.no.lower(), vehicle.plate.lower()} - {""})
    expected_cars.meet(by, order, vehicle)
    if reception is not None:
        save_reception(by, order.id, order.version, reception)
    return int(order.id)


def _void_passes_of_before(by: By, vehicle_id: int) -> None:
    """A car that comes again has left: a pass of a cancelled visit that the gate never saw is worth nothing now."""
    for row in _unused_passes.objects(vehicle_id):
        void_pass(by, row, _("The car is here again."))


@statement
def _unused_passes(vehicle_id: Any) -> Any:
    unused = ExitPass.state == PassState.ISSUED.value
    return ExitPass.select().join(WorkOrder).where((WorkOrder.vehicle == vehicle_id) & unused)


def refuse_second_visit(vehicle_id: int) -> None:
    """RuleError while the car has an order that has not been closed."""
    running = open_order_of(vehicle_id)
    if running is not None:
        text = _("This car is already in the shop: {no}.").format(no=running[1])
        raise RuleError(Reason("open_order", text, "order"))


def open_order_of(vehicle_id: int) -> tuple[int, str] | None:
    """(id, number) of the car's order that has not been closed."""
    found: tuple[int, str] | None = _open_order_of.first(vehicle_id)
    return found


@statement
def _open_order_of(vehicle_id: Any) -> Any:
    running = WorkOrder.state.not_in([state.value for state in CLOSED])
    return WorkOrder.select(WorkOrder.id, WorkOrder.no).where((WorkOrder.vehicle == vehicle_id) & running)


def _reception_columns(by: By, order: WorkOrder, sheet: Reception) -> dict[str, Any]:
    phone = sheet.brought_by_phone.strip()
    if phone:
        try:
            phone = normalise_phone(phone)
        except FieldError as error:
            raise FieldError("brought_by_phone", error.text) from error
    if sheet.fuel_eighths is not None and not 0 <= sheet.fuel_eighths <= 8:
        raise FieldError("fuel", _("Fuel lies between 0 and 8 eighths."))
    if sheet.promised_at is not None and sheet.promised_at < order.received_at:
        raise FieldError("promised_at", _("The promised time lies before the car arrived."))
    if sheet.promised_at is not None and sheet.promised_at > order.received_at + LONGEST_PROMISE:
        raise FieldError("promised_at", _("The promised time lies more than a year ahead."))
    return {
        "complaint": several_lines("complaint", sheet.complaint, COMPLAINT),
        "brought_by": one_line("brought_by", sheet.brought_by, 60),
        "brought_by_phone": phone,
        "arrival": sheet.arrival.value,
        "category": sheet.category.value if sheet.category else "",
        "fuel_eighths": sheet.fuel_eighths,
        "warning_lamps": one_line("warning_lamps", sheet.warning_lamps, 120),
        "belongings": one_line("belongings", sheet.belongings, 300),
        "present": ",".join(code for code in PRESENT if code in sheet.present),
        "valuables_removed": sheet.valuables_removed,
        "old_parts": sheet.old_parts.value,
        "wash": sheet.wash,
        "call_time": one_line("call_time", sheet.call_time, 40),
        "pay_method": sheet.pay_method.value if sheet.pay_method else "",
        "promised_at": sheet.promised_at.replace(microsecond=0) if sheet.promised_at else None,
        "after_inspection": sheet.after_inspection,
        "fault_class": sheet.fault_class.value if sheet.fault_class else "",
        "walk_around_at": (order.walk_around_at or by.at) if sheet.walk_around_done else None,
        "warranty_seen_at": (order.warranty_seen_at or by.at) if sheet.warranty_seen else None,
    }


@command(Area.ORDERS, Area.CUSTOMERS)
def save_reception(by: By, order_id: int, version: int, sheet: Reception) -> int:
    """Save the reception sheet of an order in RECEIVED; returns the new version.

    FieldError on the wrong field ("odo", "odo_confirmed", "brought_by_phone", "promised_at", …).
    """
    order = WorkOrder.get_by_id(order_id)
    if order.state != OrderState.RECEIVED.value:
        raise RuleError(
            Reason("frozen", _("The estimate is finished: the reception sheet is frozen."), "order")
        )
    if sheet.walk_around_done and sheet.odometer_km is None:
        raise FieldError("odo", _("The odometer has not been read."))
    values = _reception_columns(by, order, sheet)
    if sheet.odometer_km is not None and sheet.odometer_km != order.odo_in:
        vehicles.record_reading(
            by,
            order.vehicle_id,
            sheet.odometer_km,
            OdometerSource.RECEPTION,
            order_id=order.id,
            reset_reason=sheet.odometer_reason,
            confirmed=sheet.odometer_confirmed,
        )
        values["odo_in"] = sheet.odometer_km
    update(by, order, version, act="reception", **values)
    _save_marks(by, order, sheet.marks)
    return int(order.version)


def _save_marks(by: By, order: WorkOrder, marks: Sequence[Mark]) -> None:
    before = _marks(order.id)
    if before == tuple(marks):
        return
    DamageMark.delete().where(DamageMark.order == order.id).execute()
    for mark in marks:
        DamageMark.insert(
            order=order.id,
            side=mark.side.value,
            x_permille=min(1000, max(0, mark.x_permille)),
            y_permille=min(1000, max(0, mark.y_permille)),
            damage=mark.damage.value,
            note=one_line("marks", mark.note, 80),
        ).execute()
    audit(
        by, "damage marks", "work_order", order.id, before={"marks": len(before)}, after={"marks": len(marks)}
    )


def _marks(order_id: int) -> tuple[Mark, ...]:
    return tuple(
        Mark(Side(row.side), row.x_permille, row.y_permille, Damage(row.damage), row.note)
        for row in _marks_of.objects(order_id)
    )


@statement
def _marks_of(order_id: Any) -> Any:
    return DamageMark.select().where(DamageMark.order == order_id).order_by(DamageMark.id)


@command(Area.ORDERS)
def finish_estimate(by: By, order_id: int) -> None:
    """The estimate stands: lines and reception sheet are frozen until it is reopened."""
    advance(by, WorkOrder.get_by_id(order_id), OrderAct.FINISH_ESTIMATE, estimated_at=by.at)


@command(Area.ORDERS)
def reopen_estimate(by: By, order_id: int) -> None:
    """Back to typing, as long as the customer has not agreed."""
    advance(by, WorkOrder.get_by_id(order_id), OrderAct.REOPEN_ESTIMATE, estimated_at=None)


@command(Area.ORDERS)
def cancel(by: By, order_id: int, reason: str) -> None:
    """Cancel an order without parts or money in it; FieldError("reason"), RuleError("claimed") under a claim."""
    why = said_why(reason)
    claim_holds.refuse_claimed_order(order_id)
    advance(by, WorkOrder.get_by_id(order_id), OrderAct.CANCEL, reason=why, cancel_reason=why)
    workshop.stop_clocks(by, order_id)


@command(Area.ORDERS)
def start_wash(by: By, order_id: int) -> None:
    """The car goes to the wash."""
    advance(by, WorkOrder.get_by_id(order_id), OrderAct.WASH)


def _reception(order: WorkOrder) -> Reception:
    return Reception(
        complaint=order.complaint,
        brought_by=order.brought_by,
        brought_by_phone=order.brought_by_phone,
        arrival=ArrivalMode(order.arrival),
        category=RepairCategory(order.category) if order.category else None,
        odometer_km=order.odo_in,
        fuel_eighths=order.fuel_eighths,
        warning_lamps=order.warning_lamps,
        belongings=order.belongings,
        present=frozenset(code for code in order.present.split(",") if code),
        valuables_removed=bool(order.valuables_removed),
        old_parts=OldPartChoice(order.old_parts),
        wash=bool(order.wash),
        call_time=order.call_time,
        pay_method=PayMethod(order.pay_method) if order.pay_method else None,
        promised_at=order.promised_at,
        after_inspection=bool(order.after_inspection),
        fault_class=FaultClass(order.fault_class) if order.fault_class else None,
        marks=_marks(order.id),
        walk_around_done=order.walk_around_at is not None,
        warranty_seen=order.warranty_seen_at is not None,
    )


def open_page(order_id: int) -> OrderPage:
    """The page of one order; raises KeyError when there is none."""
    order = WorkOrder.find(order_id)
    if order is None:
        raise KeyError(order_id)
    vehicle = Vehicle.get_by_id(order.vehicle_id)
    customer = Customer.get_by_id(order.customer_id)
    lines = lines_of(order_id)
    phones = customers.phones_of(customer.id)
    return OrderPage(
        id=order.id,
        version=order.version,
        no=order.no,
        state=OrderState(order.state),
        vehicle_id=vehicle.id,
        customer_id=customer.id,
        customer=customer.name,
        phones=phones,
        plate=vehicle.plate,
        vin=vehicle.vin,
        model=" ".join(word for word in (vehicle.brand, vehicle.model) if word),
        advisor_id=order.advisor_id,
        received_at=order.received_at,
        exited_at=order.exited_at,
        odo_out=order.odo_out,
        priority=Priority(order.priority),
        bay_id=order.bay_id,
        customer_told_at=order.customer_told_at,
        handover_agreed_at=order.handover_agreed_at,
        parking_spot=order.parking_spot,
        cancel_reason=order.cancel_reason,
        last_reading=vehicles.last_reading(vehicle.id),
        reception=_reception(order),
        lines=tuple(lines),
        facts=order_facts(order, lines),
    )


def order_of_number(text: str) -> int | None:
    """Id of the order that a scanned document belongs to, None when the number is not known."""
    found = read_number(text)
    if found is None:
        return None
    series, number = found
    if series is Series.ORDER:
        row = WorkOrder.get_or_none(WorkOrder.no == number)
        return row.id if row else None
    holders: dict[Series, Any] = {
        Series.ISSUE: GoodsIssue,
        Series.STOCK_RETURN: GoodsIssue,
        Series.SETTLEMENT: Settlement,
        Series.PAYMENT: Receipt,
        Series.EXIT_PASS: ExitPass,
        Series.CERTIFICATE: Certificate,
    }
    model = holders.get(series)
    row = model.get_or_none(model.no == number) if model else None
    return row.order_id if row else None


def promised_suggestion(by: By, hours_centi: int) -> datetime:
    """A promised time from the hours of the job behind those that wait before it (A7).

    Half an hour is added for checks; see `after_work`.
    """
    return after_work(by.at, max(60, (hours_centi + workshop.queue_centi()) * 60 // 100 + 30))
