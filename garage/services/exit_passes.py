"""Exit passes and the gate: a car leaves for good, with its bill or unrepaired (C4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from garage.domain.dates import said_moment
from garage.domain.exit_passes import TRIPS, PassKind, PassState, pass_kind
from garage.domain.numbers import Series
from garage.domain.order_steps import OrderAct
from garage.domain.orders import OrderState
from garage.domain.text import said_why
from garage.domain.vehicles import OdometerSource
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.exit_passes import ExitPass
from garage.models.orders import WorkOrder
from garage.models.statements import statement
from garage.models.vehicles import Vehicle
from garage.services import advice, call_plans, departures, numbers, orders, rework_ends, staff, vehicles
from garage.services.command import Area, By, command, create, update
from garage.services.order_facts import advance, live_pass, live_settlement, paid_fen, void_pass
from garage.services.order_lines import Line, lines_of


@dataclass(frozen=True)
class PassRow:
    """An exit pass as screens list it: names instead of ids, kilometres of the odometer at the gate."""

    id: int
    no: str
    kind: PassKind
    state: PassState
    issued_at: datetime
    valid_on: date
    issued_by: str
    approved_by: str
    driver: str
    vendor: str
    purpose: str
    gate_at: datetime | None
    odo_out: int | None
    return_at: datetime | None
    back_at: datetime | None
    odo_back: int | None
    void_reason: str

    @property
    def driven_km(self) -> int | None:
        """Kilometres of a trip that is over; None when the odometer was put right or replaced on it."""
        if self.odo_out is None or self.odo_back is None or self.odo_back < self.odo_out:
            return None
        return self.odo_back - self.odo_out


def refuse_second(order_id: int) -> None:
    """RuleError while the order has a live pass: one at a time (invariant 8)."""
    if live_pass(order_id) is not None:
        raise RuleError(Reason("pass_issued", _("There is an exit pass already."), "passes"))


def give(by: By, order_id: int, kind: PassKind, **columns: object) -> ExitPass:
    """A new pass, valid today."""
    row: ExitPass = create(
        by,
        ExitPass,
        no=numbers.take(by, Series.EXIT_PASS),
        order=order_id,
        kind=kind.value,
        state=PassState.ISSUED.value,
        valid_on=by.today,
        issued_at=by.at,
        **columns,
    )
    return row


@command(Area.ORDERS, Area.MONEY)
def issue(by: By, order_id: int) -> str:
    """Issue the pass of a settled order, or of a cancelled one whose car is still here; returns its number.

    RuleError while anything is owed without approval, or when a pass is live.
    """
    return issue_for(by, WorkOrder.get_by_id(order_id), lines_of(order_id))


def issue_for(by: By, order: WorkOrder, lines: Sequence[Line]) -> str:
    """The same of an order that was read with its lines."""
    refuse_second(order.id)
    if order.state == OrderState.CANCELLED.value:
        orders.refuse_second_visit(order.vehicle_id)
        advance(by, order, OrderAct.ISSUE_PASS, lines=lines)
        return str(give(by, order.id, PassKind.UNREPAIRED).no)
    settlement = live_settlement(order.id)
    if settlement is None:
        raise RuleError(Reason("unsettled", _("The order is not settled."), "money"))
    kind = pass_kind(
        payable_fen=settlement.payable_fen - settlement.allowance_fen,
        paid_fen=paid_fen(order.id),
        on_account=settlement.credit_at is not None,
    )
    advance(by, order, OrderAct.ISSUE_PASS, lines=lines)
    approved_by = settlement.credit_by if kind is PassKind.ON_ACCOUNT else None
    return str(give(by, order.id, kind, settlement=settlement.id, approved_by=approved_by).no)


@command(Area.ORDERS, Area.MONEY)
def leave_unrepaired(by: By, order_id: int, reason: str) -> str:
    """The car goes as it came (未修): cancels the order and issues the pass in one act; returns its number.

    FieldError("reason") without one; RuleError while parts are drawn, money is in, or the car is away.
    """
    orders.cancel(by, order_id, reason)
    return issue(by, order_id)


@command(Area.ORDERS, Area.MONEY)
def void(by: By, pass_no: str, reason: str) -> None:
    """Take back a pass that nobody used; its number stays in the books.

    FieldError("reason") without one; RuleError when it was used, is out, or is void already.
    """
    why = said_why(reason)
    row = of_number(pass_no)
    if row.state != PassState.ISSUED.value:
        text = _("Only a pass that was not used yet can be voided.")
        raise RuleError(Reason("pass_used", text, "passes"))
    void_pass(by, row, why)


def of_number(pass_no: str) -> Any:
    """The pass of a number; raises KeyError when there is none."""
    row = ExitPass.get_or_none(ExitPass.no == pass_no)
    if row is None:
        raise KeyError(pass_no)
    return row


# The gate


def at_the_gate(by: By, gate: ExitPass, at: datetime | None) -> datetime:
    """When the car passed; FieldError("gate_at") for a moment before the pass or after now."""
    when = said_moment(at, gate.issued_at, by.at)
    if when is None:
        raise FieldError("gate_at", _("The car left between the pass and now."))
    return when


def valid(by: By, gate: ExitPass, when: datetime, *, renew: bool) -> ExitPass:
    """The pass with which the car goes: one of an earlier day is renewed, or FieldError("renew")."""
    if when.date() == gate.valid_on:
        return gate
    if not renew:
        text = _("This pass was good on {day} only. Tick to issue a new one.")
        raise FieldError("renew", text.format(day=gate.valid_on.isoformat()))
    void_pass(by, gate, _("Renewed: it was good on {day} only").format(day=gate.valid_on.isoformat()))
    kept = ("settlement", "approved_by", "driver", "vendor", "purpose", "return_at")
    columns = {name: getattr(gate, f"{name}_id" if name == "settlement" else name) for name in kept}
    return give(by, gate.order_id, PassKind(gate.kind), **columns)


@command(Area.ORDERS, Area.MONEY, Area.CARE, Area.CUSTOMERS, Area.RETURNS)
def leave(
    by: By,
    order_id: int,
    odo_out: int,
    *,
    gate_at: datetime | None = None,
    confirmed: bool = False,
    reset_reason: str = "",
    renew: bool = False,
) -> str:
    """The car has passed the gate for good: its pass is used up; returns the pass's number.

    After a repair warranty, calls and the next service begin; an unrepaired car is called once (G1).
    FieldError on "odo" (below the reading at reception without a reason), "odo_confirmed", "gate_at" or "renew"
    (a pass of an earlier day); RuleError without a live, unused pass.
    """
    order = WorkOrder.get_by_id(order_id)
    gate = live_pass(order_id)
    if gate is None or PassKind(gate.kind) in TRIPS:
        raise RuleError(Reason("exit_pass", _("There is no exit pass yet."), "money"))
    if order.state == OrderState.CANCELLED.value:
        orders.refuse_second_visit(order.vehicle_id)
    when = at_the_gate(by, gate, gate_at)
    gate = valid(by, gate, when, renew=renew)
    if order.odo_in is not None and odo_out < order.odo_in and not reset_reason.strip():
        raise FieldError(
            "odo", _("At reception the odometer stood at {km} km.").format(km=f"{order.odo_in:,}")
        )
    vehicles.record_reading(
        by,
        order.vehicle_id,
        odo_out,
        OdometerSource.EXIT,
        order_id=order_id,
        reset_reason=reset_reason,
        confirmed=confirmed,
    )
    lines = lines_of(order_id)
    advance(by, order, OrderAct.LEAVE, lines=lines, odo_out=odo_out, exited_at=when)
    _use(by, gate, when, odo_out)
    _set_going(by, order, lines, when, odo_out)
    return str(gate.no)


def _use(by: By, gate: ExitPass, when: datetime, odo_out: int) -> None:
    update(
        by,
        gate,
        gate.version,
        act="use",
        state=PassState.USED.value,
        gate_at=when,
        gate_by=by.staff_id,
        odo_out=odo_out,
    )


def _set_going(by: By, order: WorkOrder, lines: Sequence[Line], when: datetime, odo_out: int) -> None:
    """What begins when the car has left; nothing was promised of a car that was not repaired."""
    settlement = live_settlement(order.id)
    if settlement is None:
        call_plans.after_departure(by, order, order.call_time, when, repaired=False)
        return
    vehicle = Vehicle.get_by_id(order.vehicle_id)
    departures.begin_warranty(by, order, vehicle, lines, when, odo_out)
    rework_ends.car_left(by, order, lines, when)
    advice.close_done(by, order.no, {line.recommendation_id for line in lines if line.recommendation_id})
    call_plans.after_departure(by, order, settlement.call_time or order.call_time, when, repaired=True)
    departures.plan_service(by, order, vehicle, settlement)
    departures.plan_parts(by, order, lines, when.date(), odo_out)


# Reads


def of_order(order_id: int) -> list[PassRow]:
    """Exit passes of an order in their order, voided ones too."""
    rows = list(_passes.objects(order_id))
    who = staff.names({ref for row in rows for ref in (row.created_by, row.approved_by, row.driver) if ref})
    return [_row(row, who) for row in rows]


@statement
def _passes(order_id: Any) -> Any:
    return ExitPass.select().where(ExitPass.order == order_id).order_by(ExitPass.id)


def live(order_id: int) -> PassRow | None:
    """The pass with which the car may go or is out; None when there is none, or it was used."""
    waiting = {PassState.ISSUED, PassState.OUT}
    return next((row for row in of_order(order_id) if row.state in waiting), None)


def _row(row: ExitPass, who: Mapping[int, str]) -> PassRow:
    return PassRow(
        id=row.id,
        no=row.no,
        kind=PassKind(row.kind),
        state=PassState(row.state),
        issued_at=row.issued_at,
        valid_on=row.valid_on,
        issued_by=who.get(row.created_by, ""),
        approved_by=who.get(row.approved_by or 0, ""),
        driver=who.get(row.driver or 0, ""),
        vendor=row.vendor,
        purpose=row.purpose,
        gate_at=row.gate_at,
        odo_out=row.odo_out,
        return_at=row.return_at,
        back_at=row.back_at,
        odo_back=row.odo_back,
        void_reason=row.void_reason,
    )
