"""The bill of an order: preview, settle, void; and settling with payment and pass in one act."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from garage.domain import snapshots
from garage.domain.documents import SettlementSlip
from garage.domain.exit_passes import PassState
from garage.domain.numbers import Series
from garage.domain.odometer import MAX_KM
from garage.domain.orders import OrderAct, OrderState
from garage.domain.settlements import Bill, SettlementState, Tender, Terms, bill
from garage.domain.text import one_line
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.orders import WorkOrder
from garage.models.settlements import Settlement
from garage.models.vehicles import Vehicle
from garage.services import exit_passes, numbers, papers, payments
from garage.services.command import Area, By, command, create, update
from garage.services.order_facts import advance, live_pass, live_settlement, paid_fen
from garage.services.order_lines import lines_of, order_totals


@dataclass(frozen=True)
class Settled:
    """Numbers of what settling made; empty where it made none."""

    settlement_no: str
    receipt_no: str = ""
    pass_no: str = ""
    change_fen: int = 0


@dataclass(frozen=True)
class SettlementRow:
    """A bill as the order page lists it."""

    no: str
    state: SettlementState
    at: datetime
    payable_fen: int
    paid_fen: int
    void_reason: str


def preview(order_id: int, terms: Terms) -> Bill:
    """The bill as it would be; FieldError("order_discount") when the discount cannot be."""
    return bill(
        order_totals(lines_of(order_id)),
        order_discount_fen=terms.order_discount_fen,
        rounding=terms.rounding,
    )


def suggested_service(order_id: int, today: date) -> tuple[date | None, int | None]:
    """Next service by the vehicle's own cycle, (date, km); None where no cycle is known."""
    order = WorkOrder.get_by_id(order_id)
    vehicle = Vehicle.get_by_id(order.vehicle_id)
    due_on = today + timedelta(days=vehicle.service_days) if vehicle.service_days else None
    due_km = order.odo_in + vehicle.service_km if vehicle.service_km and order.odo_in is not None else None
    return due_on, due_km


def _checked(by: By, order: WorkOrder, terms: Terms) -> Terms:
    """The terms with clean texts, as slip and row keep them; FieldError on the first wrong one."""
    clean = replace(
        terms,
        discount_reason=one_line("discount_reason", terms.discount_reason, 120),
        call_time=one_line("call_time", terms.call_time, 40),
    )
    if clean.order_discount_fen and not clean.discount_reason:
        raise FieldError("discount_reason", _("Say why there is a discount."))
    if terms.next_service_on is not None and terms.next_service_on <= by.today:
        raise FieldError("next_service_on", _("The next service lies in the future."))
    if terms.next_service_km is not None and terms.next_service_km <= (order.odo_in or 0):
        raise FieldError("next_service_km", _("The next service lies beyond today's odometer."))
    if terms.next_service_km is not None and terms.next_service_km > MAX_KM:
        raise FieldError("next_service_km", _("At most {limit}.").format(limit=MAX_KM))
    return clean


@command(Area.ORDERS, Area.MONEY)
def settle(by: By, order_id: int, terms: Terms) -> str:
    """Confirm the bill: lines are locked, the slip is kept as printed; returns its number.

    RuleError when the handover check or a part is missing; FieldError on the wrong term.
    """
    order = WorkOrder.get_by_id(order_id)
    terms = _checked(by, order, terms)
    result = preview(order_id, terms)
    number = numbers.take(by, Series.SETTLEMENT)
    slip = papers.settlement_slip(order_id, papers.blank_imprint(by), number, by.at, terms, result)
    advance(by, order, OrderAct.SETTLE)
    create(
        by,
        Settlement,
        no=number,
        order=order_id,
        state=(SettlementState.CONFIRMED if result.payable_fen else SettlementState.PAID).value,
        settled_at=by.at,
        labour_fen=result.totals.labour_fen,
        parts_fen=result.totals.parts_fen,
        other_fen=result.totals.other_fen,
        line_discount_fen=result.totals.line_discount_fen,
        order_discount_fen=result.order_discount_fen,
        discount_reason=terms.discount_reason,
        rounding_off_fen=result.rounding_off_fen,
        payable_fen=result.payable_fen,
        next_service_on=terms.next_service_on,
        next_service_km=terms.next_service_km,
        call_time=terms.call_time,
        snapshot=snapshots.dump(slip),
    )
    return number


@command(Area.ORDERS, Area.MONEY)
def settle_and_pay(by: By, order_id: int, terms: Terms, tenders: Sequence[Tender]) -> Settled:
    """Settle, take the whole payment and issue the exit pass in one transaction."""
    number = settle(by, order_id, terms)
    receipt_no, change = "", 0
    if preview(order_id, terms).payable_fen:
        receipt_no, change = payments.take_payment(by, order_id, tenders)
    elif tenders:
        raise FieldError("tenders", _("There is nothing to pay."))
    return Settled(number, receipt_no, exit_passes.issue(by, order_id), change)


@command(Area.ORDERS, Area.MONEY)
def void(by: By, order_id: int, reason: str) -> None:
    """Void the bill by reversal (C7): pass voided, receipts reversed, order ready again.

    FieldError("reason") without one; RuleError when the car has left.
    """
    why = one_line("reason", reason, 200)
    if not why:
        raise FieldError("reason", _("Say why."))
    order = WorkOrder.get_by_id(order_id)
    settlement = live_settlement(order_id)
    if settlement is None or order.state != OrderState.SETTLED.value:
        raise RuleError(Reason("state", _("The order is not at that point now."), "order"))
    gate = live_pass(order_id)
    if gate is not None:
        update(by, gate, gate.version, act="void", reason=why, state=PassState.VOIDED.value, void_reason=why)
    for receipt in payments.standing(settlement.id):
        payments.reverse(by, receipt, why)
    settlement = Settlement.get_by_id(settlement.id)
    update(
        by,
        settlement,
        settlement.version,
        act="void",
        reason=why,
        state=SettlementState.VOIDED.value,
        voided_at=by.at,
        void_reason=why,
    )
    advance(by, order, OrderAct.VOID_SETTLEMENT, reason=why)


def settled_slip(settlement_no: str) -> SettlementSlip:
    """The slip as it was confirmed; raises KeyError when there is none of that number."""
    row = Settlement.get_or_none(Settlement.no == settlement_no)
    if row is None:
        raise KeyError(settlement_no)
    return snapshots.load(SettlementSlip, row.snapshot)


def of_order(order_id: int) -> list[SettlementRow]:
    """Bills of an order in their order, voided ones too."""
    rows = Settlement.select().where(Settlement.order == order_id).order_by(Settlement.id)
    return [
        SettlementRow(
            row.no,
            SettlementState(row.state),
            row.settled_at,
            row.payable_fen,
            paid_fen(order_id) if row.state != SettlementState.VOIDED.value else 0,
            row.void_reason,
        )
        for row in rows
    ]
