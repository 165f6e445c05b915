"""Whether everything that is kept adds up: the file itself, the shelf, the bills, the money, the numbers and the cars."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from peewee import SQL, Case, Cast, fn

from garage.domain.exit_passes import PassKind, PassState
from garage.domain.lines import CHARGED, COUNTING, LineKind, PayType, Totals
from garage.domain.numbers import Series
from garage.domain.orders import OrderState
from garage.domain.settlements import Bill, SettlementState, settlement_state
from garage.domain.vehicles import VehicleClass
from garage.domain.warranty import STATUTORY, RepairCategory
from garage.i18n import _
from garage.models.appointments import Appointment
from garage.models.audit import AuditEntry
from garage.models.campaigns import Campaign
from garage.models.cash import AccountPayment, CashEntry, CashUp
from garage.models.claims import Claim, ClaimList, ClaimNotice
from garage.models.complaints import Complaint
from garage.models.counter_sales import CounterSale
from garage.models.database import database, engine_name, integrity_faults, snapshot
from garage.models.exit_passes import ExitPass
from garage.models.inspections import Certificate
from garage.models.letters import Letter
from garage.models.members import Coupon
from garage.models.numbers import NumberSeries
from garage.models.old_parts import Disposal, OldPart, Shipment
from garage.models.orders import Authorisation, OrderLine, WorkOrder
from garage.models.payments import Payment, Receipt
from garage.models.purchasing import PurchaseOrder, SupplierPayment, SupplierReturn
from garage.models.rework import ReworkCase
from garage.models.settlements import Settlement
from garage.models.stock import GoodsIssue, GoodsReceipt, StockMovement
from garage.models.stocktakes import Stocktake, WriteOff
from garage.models.summaries import Summary
from garage.models.vehicles import OdometerReading, Ownership, Vehicle
from garage.models.warranty import RepairWarranty
from garage.services import (
    account_payments,
    appointments,
    care_books,
    cash_ups,
    certificates,
    claims,
    complaints,
    credit,
    customer_files,
    file_merges,
    old_part_books,
    old_part_duties,
    purchase_books,
    rework_books,
    sale_books,
    serial_books,
    settling_books,
    stock,
    supplier_books,
    verdicts,
)

HOLDERS: dict[Series, Any] = {
    Series.ORDER: WorkOrder,
    Series.ISSUE: GoodsIssue,
    Series.STOCK_RETURN: GoodsIssue,
    Series.RECEIPT_OF_GOODS: GoodsReceipt,
    Series.PURCHASE_ORDER: PurchaseOrder,
    Series.SUPPLIER_RETURN: SupplierReturn,
    Series.SUPPLIER_PAYMENT: SupplierPayment,
    Series.COUNTER_SALE: CounterSale,
    Series.STOCKTAKE: Stocktake,
    Series.WRITE_OFF: WriteOff,
    Series.SETTLEMENT: Settlement,
    Series.PAYMENT: Receipt,
    Series.EXIT_PASS: ExitPass,
    Series.CERTIFICATE: Certificate,
    Series.OLD_PART: OldPart,
    Series.REWORK: ReworkCase,
    Series.CLAIM: Claim,
    Series.CLAIM_LIST: ClaimList,
    Series.CLAIM_NOTICE: ClaimNotice,
    Series.SHIPMENT: Shipment,
    Series.DISPOSAL: Disposal,
    Series.APPOINTMENT: Appointment,
    Series.COMPLAINT: Complaint,
    Series.ACCOUNT_PAYMENT: AccountPayment,
    Series.CASH_UP: CashUp,
    Series.CASH_ENTRY: CashEntry,
    Series.CAMPAIGN: Campaign,
    Series.LETTER: Letter,
    Series.COUPON: Coupon,
    Series.SUMMARY: Summary,
}
"""Which documents bear the numbers of a series."""

_BEFORE_CONSENT = (OrderState.RECEIVED, OrderState.ESTIMATED, OrderState.CANCELLED)
_BILLED = (OrderState.SETTLED.value, OrderState.EXITED.value)
_LIVE = Settlement.state != SettlementState.VOIDED.value


def check() -> list[str]:
    """What is wrong, in words; empty when all is well.

    Every rule reads its tables from one end to the other in a query or two, so that years of work take seconds, in which
    the other seats go on working.
    """
    with snapshot():
        return [
            *integrity_faults(),
            *_lost_references(),
            *stock.check_books(),
            *money_faults(),
            *_false_lines(),
            *_false_passes(),
            *_unsigned(),
            *certificates.check_books(),
            *credit.check_books(),
            *purchase_books.check_books(),
            *supplier_books.check_books(),
            *sale_books.check_books(),
            *old_part_duties.check_books(),
            *old_part_books.check_books(),
            *claims.check_books(),
            *settling_books.check_books(),
            *rework_books.check_books(),
            *serial_books.check_books(),
            *verdicts.check_books(),
            *customer_files.check_books(),
            *file_merges.check_books(),
            *complaints.check_books(),
            *appointments.check_books(),
            *care_books.check_books(),
            *account_payments.check_books(),
            *cash_ups.check_books(),
            *_gaps(),
            *_false_readings(),
            *_false_promises(),
        ]


def money_faults() -> list[str]:
    """What is wrong with bills and receipts, in words (invariants 4 to 6)."""
    return [*_false_bills(), *_false_money()]


def _rows(query: Any) -> Iterator[tuple[Any, ...]]:
    return iter(query.tuples().iterator())


def _lost_references() -> Iterator[str]:
    """SQLite looks only at what is written while it was told to; a server always does."""
    if engine_name() == "sqlite":
        for table, row, target, _key in database.execute_sql("PRAGMA foreign_key_check").fetchall():
            yield _("{table} {row} refers to a {target} that is not there.").format(
                table=table, row=row, target=target
            )


def _false_bills() -> Iterator[str]:
    """Each live bill is the sum of its order's lines (invariants 4 and 5)."""
    counts = OrderLine.pay_type.in_([pay.value for pay in CHARGED]) & OrderLine.status.in_(
        [status.value for status in COUNTING]
    )

    def total(column: Any, kind: Any = True) -> Any:
        return fn.COALESCE(fn.SUM(Case(None, [(counts & kind, column)], 0)), 0)

    labour, part = OrderLine.kind == LineKind.LABOUR.value, OrderLine.kind == LineKind.PART.value
    query = (
        Settlement.select(
            Settlement.no,
            Settlement.labour_fen,
            Settlement.parts_fen,
            Settlement.other_fen,
            Settlement.line_discount_fen,
            Settlement.order_discount_fen,
            Settlement.rounding_off_fen,
            Settlement.payable_fen,
            total(OrderLine.gross_fen, labour),
            total(OrderLine.gross_fen, part),
            total(OrderLine.gross_fen, ~labour & ~part),
            total(OrderLine.discount_fen),
        )
        .left_outer_join(OrderLine, on=(OrderLine.order == Settlement.order))
        .where(_LIVE)
        .group_by(Settlement.id)
        .order_by(Settlement.id)
    )
    for no, *stored, discount, rounding, payable, labour_fen, parts, other, less in _rows(query):
        sums = Totals(*map(int, (labour_fen, parts, other, less)))
        if Totals(*stored) != sums or Bill(sums, discount, rounding).payable_fen != payable:
            yield _("{number} is not the sum of its lines.").format(number=no)


def _false_money() -> Iterator[str]:
    """A receipt is the sum of its payments, no more goes back than came, and the bill's state follows (invariant 6)."""
    paid = (
        Receipt.select(Receipt.order, fn.SUM(Receipt.total_fen).alias("fen"))
        .group_by(Receipt.order)
        .alias("paid")
    )
    query = (
        Settlement.select(
            Settlement.no,
            Settlement.payable_fen - Settlement.allowance_fen,
            fn.COALESCE(paid.c.fen, 0),
            Settlement.credit_at.is_null(False),
            Settlement.state,
        )
        .left_outer_join(paid, on=(paid.c.order_id == Settlement.order))
        .where(_LIVE)
        .order_by(Settlement.id)
    )
    for no, due, fen, on_account, state in _rows(query):
        if settlement_state(due_fen=due, paid_fen=int(fen), on_account=bool(on_account)).value != state:
            yield _("The receipts of {number} do not make what was to be paid.").format(number=no)
    sums = (
        Receipt.select(Receipt.no)
        .left_outer_join(Payment, on=(Payment.receipt == Receipt.id))
        .group_by(Receipt.id)
        .having(fn.COALESCE(fn.SUM(Payment.amount_fen), 0) != Receipt.total_fen)
        .order_by(Receipt.id)
    )
    for (no,) in _rows(sums):
        yield _("The payments of {number} do not make its sum.").format(number=no)
    overdrawn = (
        WorkOrder.select(WorkOrder.no)
        .join(Receipt)
        .group_by(WorkOrder.id)
        .having(fn.SUM(Receipt.total_fen) < 0)
        .order_by(WorkOrder.id)
    )
    for (no,) in _rows(overdrawn):
        yield _("More was paid back on {number} than came in.").format(number=no)


def _false_lines() -> Iterator[str]:
    """What is billed was drawn; rework repeats a line of the same car and what the customer brings is free (7, 13, 16)."""
    stands = OrderLine.status.in_([status.value for status in COUNTING])
    from_stock = (OrderLine.kind == LineKind.PART.value) & ~OrderLine.customer_supplied
    undrawn = (
        from_stock & stands & (OrderLine.issued_milli != OrderLine.qty_milli) & WorkOrder.state.in_(_BILLED)
    )
    moved = StockMovement.select().where(StockMovement.order_line == OrderLine.id)
    brought = OrderLine.customer_supplied & ((OrderLine.gross_fen != 0) | fn.EXISTS(moved))
    query = (
        OrderLine.select(WorkOrder.no, OrderLine.position)
        .join(WorkOrder)
        .where(undrawn | brought)
        .order_by(OrderLine.id)
    )
    for no, position in _rows(query):
        yield _("{order}, line {n}: it was billed otherwise than it was drawn.").format(order=no, n=position)
    first, before = OrderLine.alias(), WorkOrder.alias()
    repeated = (
        OrderLine.select(WorkOrder.no, OrderLine.position)
        .join(WorkOrder)
        .left_outer_join(first, on=(first.id == OrderLine.original_line))
        .left_outer_join(before, on=(before.id == first.order))
        .where((OrderLine.pay_type == PayType.REWORK.value) & stands & ~WorkOrder.state.in_(_EARLY))
        .where(before.id.is_null() | (before.vehicle != WorkOrder.vehicle))
        .order_by(OrderLine.id)
    )
    for no, position in _rows(repeated):
        yield _("{order}, line {n}: it repeats no earlier line of this car.").format(order=no, n=position)


_EARLY = [OrderState.RECEIVED.value]


def _false_passes() -> Iterator[str]:
    """A car leaves with a used pass, and that with a bill that is paid, on account or nothing (8, 9)."""
    used = ExitPass.select().where(
        (ExitPass.order == WorkOrder.id) & (ExitPass.state == PassState.USED.value)
    )
    gone = WorkOrder.select(WorkOrder.no).where(
        (WorkOrder.state == OrderState.EXITED.value)
        & (~fn.EXISTS(used) | WorkOrder.exited_at.is_null() | WorkOrder.odo_out.is_null())
    )
    for (no,) in _rows(gone.order_by(WorkOrder.id)):
        yield _("{order} has left without a pass.").format(order=no)
    kinds = {
        PassKind.SETTLED: Settlement.state != SettlementState.PAID.value,
        PassKind.ON_ACCOUNT: Settlement.credit_by.is_null(),
        PassKind.FREE: Settlement.payable_fen != 0,
    }
    wrong = Settlement.id.is_null() | (Settlement.state == SettlementState.VOIDED.value)
    for kind, otherwise in kinds.items():
        query = (
            ExitPass.select(ExitPass.no)
            .left_outer_join(Settlement, on=(Settlement.id == ExitPass.settlement))
            .where(ExitPass.state.in_([PassState.ISSUED.value, PassState.USED.value]))
            .where((ExitPass.kind == kind.value) & (wrong | otherwise))
        )
        for (no,) in _rows(query.order_by(ExitPass.id)):
            yield _("{number} does not say what its bill says.").format(number=no)


def _unsigned() -> Iterator[str]:
    """Nobody works without consent, and every order is in the log (10, 24)."""
    signed = Authorisation.select().where(Authorisation.order == WorkOrder.id)
    worked = WorkOrder.state.not_in([state.value for state in _BEFORE_CONSENT])
    for (no,) in _rows(
        WorkOrder.select(WorkOrder.no).where(worked & ~fn.EXISTS(signed)).order_by(WorkOrder.id)
    ):
        yield _("{order} is worked on without consent.").format(order=no)
    logged = AuditEntry.select().where(
        (AuditEntry.noun == WorkOrder._meta.table_name) & (AuditEntry.ref == WorkOrder.id)
    )
    for (no,) in _rows(WorkOrder.select(WorkOrder.no).where(~fn.EXISTS(logged)).order_by(WorkOrder.id)):
        yield _("{order} is not in the log.").format(order=no)


def _gaps() -> Iterator[str]:
    """Every number of a series is on a document (invariant 23)."""
    for series, model in HOLDERS.items():
        year = Cast(fn.SUBSTR(model.no, 4, 4), "INTEGER")
        last = fn.MAX(Cast(fn.SUBSTR(model.no, 9), "INTEGER"))
        ours = (
            model.select(year, fn.COUNT(model.id), last)
            .where(fn.SUBSTR(model.no, 1, 3) == f"{series.value}-")
            .group_by(SQL("1"))
        )
        found = {key: (count, most) for key, count, most in _rows(ours)}
        kept = NumberSeries.select(NumberSeries.year, NumberSeries.last).where(
            NumberSeries.series == series.value
        )
        taken = {key: (most, most) for key, most in _rows(kept)}
        for key in sorted(found.keys() | taken.keys()):
            if found.get(key) != taken.get(key):
                yield _("The numbers {series} of {year} have a gap.").format(series=series.value, year=key)


def _false_readings() -> Iterator[str]:
    """No odometer runs backwards without a reason, and every car has an owner (14, 15)."""
    readings = OdometerReading.select(
        OdometerReading.vehicle, OdometerReading.km, OdometerReading.reset_reason
    )
    for vehicle, card in groupby(
        _rows(readings.order_by(OdometerReading.vehicle, OdometerReading.id)), lambda r: r[0]
    ):
        last = 0
        for _vehicle, km, reason in card:
            if km < last and not reason:
                yield _("The odometer of car {car} runs backwards.").format(car=vehicle)
            last = km
    owned = Ownership.select().where((Ownership.vehicle == Vehicle.id) & Ownership.until.is_null())
    lost = Vehicle.merged_into.is_null() & ~fn.EXISTS(owned)
    for (vehicle,) in _rows(Vehicle.select(Vehicle.id).where(lost).order_by(Vehicle.id)):
        yield _("Car {car} has no owner.").format(car=vehicle)


def _false_promises() -> Iterator[str]:
    """No repair is promised less than the law asks (invariant 12)."""
    query = (
        RepairWarranty.select(
            Vehicle.vehicle_class, RepairWarranty.category, RepairWarranty.km, RepairWarranty.days
        )
        .join(Vehicle, on=(Vehicle.id == RepairWarranty.vehicle))
        .distinct()
    )
    for kind, category, km, days in _rows(query):
        least = STATUTORY[VehicleClass(kind)][RepairCategory(category)]
        if km < least.km or days < least.days:
            yield _("A warranty of {km} km or {days} days is below the statutory one.").format(
                km=km, days=days
            )
