"""The bill of an order: preview, settle, void; and settling with payment and pass in one act."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from garage.domain.documents import SettlementSlip
from garage.domain.numbers import Series
from garage.domain.order_steps import OrderAct
from garage.domain.orders import OrderState
from garage.domain.settlements import (
    Balance,
    Bill,
    Cover,
    Debtor,
    RoundingOff,
    SettlementState,
    Tender,
    Terms,
    above_limit,
    bill,
    rounding_of,
    settlement_state,
)
from garage.domain.text import one_line, said_why
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.orders import WorkOrder
from garage.models.settlements import Settlement
from garage.models.statements import statement
from garage.services import (
    benefits,
    bill_terms,
    credit,
    exit_passes,
    frozen,
    numbers,
    papers,
    payments,
    points,
    shop,
    staff,
)
from garage.services.command import Area, By, command, create, refuse_stale, update
from garage.services.credit import OnAccount
from garage.services.order_facts import advance, live_pass, live_settlement, paid_fen, void_pass
from garage.services.order_lines import Line, lines_of, order_totals
from garage.services.order_moves import elsewhere, refuse_changed
from garage.services.receipts import account, balance, refuse_moved


@dataclass(frozen=True)
class Settled:
    """Numbers of what settling made; empty where it made none."""

    settlement_no: str
    receipt_no: str = ""
    pass_no: str = ""
    change_fen: int = 0


@dataclass(frozen=True)
class SettlementRow:
    """A bill as the order page lists it; `debtor` None while it is not on account."""

    version: int
    no: str
    state: SettlementState
    at: datetime
    payable_fen: int
    paid_fen: int
    void_reason: str
    insurance_fen: int
    tax_bp: int
    tax_fen: int
    invoice_no: str
    order_discount_fen: int
    rounding_off_fen: int
    allowance_fen: int
    allowance_reason: str
    allowed_by: str
    debtor: Debtor | None
    credit_by: str
    credit_due_on: date | None
    credit_override: str

    @property
    def stands(self) -> bool:
        """Not voided."""
        return self.state is not SettlementState.VOIDED

    @property
    def balance(self) -> Balance:
        """Where its money stands."""
        return Balance(self.payable_fen, self.allowance_fen, self.paid_fen)


def preview(order_id: int, terms: Terms, today: date | None = None) -> Bill:
    """The bill as it would be, without a day without its benefits; FieldError on the term that cannot be."""
    if today is None:
        terms = replace(terms, points=0, coupons=(), offers=())
    return _bill(order_id, lines_of(order_id), terms, today or date.min)


def _bill(order_id: int, lines: Sequence[Line], terms: Terms, today: date) -> Bill:
    return bill(
        order_totals(lines),
        order_discount_fen=terms.order_discount_fen,
        rounding=terms.rounding,
        benefits=benefits.granted(order_id, lines, terms, today),
    )


def still_owed(order_id: int, result: Bill) -> int:
    """What is to be paid of a bill that is not made yet, deposits counted, in fen."""
    return max(0, result.payable_fen - paid_fen(order_id))


def to_pay(order_id: int, today: date | None = None) -> int:
    """The same of the bill with the terms that the order knows from before, in fen; with a day its benefits too."""
    return still_owed(order_id, preview(order_id, noted(order_id, today), today))


def noted(order_id: int, today: date | None = None) -> Terms:
    """The terms that the order knows from before: its insurer, the service book, and what a voided bill granted.

    What was let off that bill later is offered as a discount again: the customer was told so. With a day come the
    offers that fit, or what a voided bill took of points, coupons and offers, as far as it still can be.
    """
    terms = _known(order_id)
    own = terms.order_discount_fen
    choice = benefits.suggested(order_id, own, today) if today else benefits.Choice()
    return replace(terms, points=choice.points, coupons=choice.coupons, offers=choice.offers)


def _known(order_id: int) -> Terms:
    """The same without points, coupons and offers."""
    order = WorkOrder.get_by_id(order_id)
    terms = Terms(
        insurer=order.insurer, insurer_case=order.insurer_case, service_book=bool(order.service_book)
    )
    last = Settlement.select().where(Settlement.order == order_id).order_by(Settlement.id.desc()).first()
    if last is None:
        return terms
    granted = last.order_discount_fen - last.benefits_fen + last.allowance_fen
    return replace(
        terms,
        order_discount_fen=min(granted, order_totals(lines_of(order_id)).net_fen),
        discount_reason=last.discount_reason or last.allowance_reason,
        rounding=RoundingOff(last.rounding) if last.rounding else rounding_of(last.rounding_off_fen),
    )


def needs_owner(result: Bill) -> bool:
    """Whether the discounts of a bill are above what anybody may give, so that an owner approves them.

    What a package costs less than its lines is a published price, not a discount; so is what an owner granted
    everybody as points, coupons and offers.
    """
    totals = result.totals
    published = totals.package_off_fen + result.benefits_fen
    discounts = totals.line_discount_fen + result.order_discount_fen - published
    return above_limit(totals.gross_fen - published, discounts, shop.profile().discount_limit_bp)


def _approver(by: By, terms: Terms, result: Bill) -> int | None:
    """Who stands for the discounts, None while they are within what anybody may give; an owner acts for himself."""
    if not needs_owner(result):
        return None
    who = by.staff_id if terms.discount_by is None and staff.is_owner(by.staff_id) else terms.discount_by
    return staff.check_owner("discount_by", who)


@command(Area.ORDERS, Area.MONEY)
def settle(by: By, order_id: int, terms: Terms, *, version: int | None = None) -> str:
    """Confirm the bill: lines are locked, the slip is kept as printed; returns its number. Deposits count.

    RuleError when the handover check or a part is missing; FieldError on the wrong term, on "discount_by" when
    the discounts are above what anybody may give and no owner approves; StaleError when the order is no longer
    what was shown at `version`.
    """
    order = WorkOrder.get_by_id(order_id)
    refuse_changed(order, version)
    return str(_settle(by, order, lines_of(order_id), terms).no)


def _settle(by: By, order: WorkOrder, lines: Sequence[Line], terms: Terms) -> Settlement:
    """The same of an order that was read with its lines; returns the bill."""
    terms = bill_terms.checked(by, order, lines, terms)
    result = _bill(order.id, lines, terms, by.today)
    approver = _approver(by, terms, result)
    number = numbers.take(by, Series.SETTLEMENT)
    slip = papers.slip_of(order, lines, papers.blank_imprint(by), number, by.at, terms, result)
    advance(
        by,
        order,
        OrderAct.SETTLE,
        lines=lines,
        insurer=terms.insurer,
        insurer_case=terms.insurer_case,
        service_book=terms.service_book,
    )
    state = settlement_state(due_fen=result.payable_fen, paid_fen=slip.paid_fen, on_account=False)
    settlement: Settlement = create(
        by,
        Settlement,
        no=number,
        order=order.id,
        state=state.value,
        settled_at=by.at,
        labour_fen=result.totals.labour_fen,
        parts_fen=result.totals.parts_fen,
        other_fen=result.totals.other_fen,
        line_discount_fen=result.totals.line_discount_fen,
        order_discount_fen=result.order_discount_fen,
        benefits_fen=result.benefits_fen,
        discount_reason=terms.discount_reason,
        discount_by=approver,
        rounding_off_fen=result.rounding_off_fen,
        rounding=terms.rounding.value,
        payable_fen=result.payable_fen,
        insurance_fen=slip.insurance_fen,
        tax_bp=slip.tax_bp,
        tax_fen=slip.tax_fen,
        next_service_on=terms.next_service_on,
        next_service_km=terms.next_service_km,
        call_time=terms.call_time,
        snapshot=frozen.freeze(slip),
    )
    benefits.write(by, settlement, order.customer_id, result.benefits)
    points.follow(by, settlement, before_fen=0)
    return settlement


@command(Area.ORDERS, Area.MONEY)
def settle_and_pay(
    by: By,
    order_id: int,
    terms: Terms,
    tenders: Sequence[Tender],
    on_account: OnAccount | None = None,
    *,
    version: int | None = None,
    seen: Balance | None = None,
) -> Settled:
    """Settle, take the money and issue the exit pass in one transaction.

    Without `on_account` the tenders pay all that is still owed; with it they may pay a part, even nothing, and
    the rest goes on account. Errors as in `settle`, `take_payment` and `put_on_account`; StaleError also when the
    order's money is not what was `seen`.
    """
    order = WorkOrder.get_by_id(order_id)
    refuse_changed(order, version)
    refuse_moved(order_id, seen)
    lines = lines_of(order_id)
    number = _settle(by, order, lines, terms).no
    known = account(order_id)
    owed = known.balance.owed_fen
    receipt_no, change = "", 0
    if not owed and tenders:
        raise FieldError("tenders", _("There is nothing to pay."))
    if owed and (tenders or on_account is None):
        cover = Cover.FULL if on_account is None else Cover.PART
        receipt_no, change = payments.take(by, order, known, tenders, cover)
    if on_account is not None and balance(order_id).owed_fen:
        credit.put_on_account(by, order_id, on_account)
    return Settled(number, receipt_no, exit_passes.issue_for(by, order, lines), change)


@command(Area.ORDERS, Area.MONEY)
def settle_in_part(
    by: By,
    order_id: int,
    terms: Terms,
    tenders: Sequence[Tender],
    *,
    version: int | None = None,
    seen: Balance | None = None,
) -> Settled:
    """Settle and take what is given now, perhaps nothing; the car stays until the rest is paid."""
    refuse_changed(WorkOrder.get_by_id(order_id), version)
    refuse_moved(order_id, seen)
    number = settle(by, order_id, terms)
    receipt_no, change = "", 0
    if tenders:
        receipt_no, change = payments.take_payment(by, order_id, tenders, Cover.PART)
    return Settled(number, receipt_no, "", change)


@command(Area.ORDERS, Area.MONEY)
def void(by: By, order_id: int, reason: str, *, seen: Balance | None = None) -> None:
    """Void the bill by reversal (C7): pass voided, order ready again; money taken stays on the order.

    The next bill counts it, and what is then too much is paid back by a refund: a receipt is voided only when
    money was booked wrongly. FieldError("reason") without one; RuleError when the car has left; StaleError when the
    order's money is not what was `seen`.
    """
    why = said_why(reason)
    order = WorkOrder.get_by_id(order_id)
    settlement = live_settlement(order_id)
    if settlement is None or order.state != OrderState.SETTLED.value:
        raise elsewhere(by, order)
    refuse_moved(order_id, seen)
    gate = live_pass(order_id)
    if gate is not None:
        void_pass(by, gate, why)
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
    benefits.undo(by, settlement)
    advance(by, order, OrderAct.VOID_SETTLEMENT, reason=why)


@command(Area.ORDERS, Area.MONEY)
def note_invoice(by: By, order_id: int, invoice_no: str, *, version: int | None = None) -> None:
    """Note or change the number of the invoice made for a bill, "" for none.

    RuleError without a bill; StaleError when the bill was changed since `version`.
    """
    settlement = live_settlement(order_id)
    if settlement is None:
        raise RuleError(Reason("unsettled", _("The order is not settled."), "money"))
    refuse_stale(settlement, version)
    number = one_line("invoice_no", invoice_no, 60)
    update(by, settlement, settlement.version, act="invoice", invoice_no=number)


def settled_slip(settlement_no: str) -> SettlementSlip:
    """The slip as it was confirmed; raises KeyError when there is none of that number."""
    row = Settlement.get_or_none(Settlement.no == settlement_no)
    if row is None:
        raise KeyError(settlement_no)
    return frozen.thaw(SettlementSlip, row.snapshot)


def of_order(order_id: int) -> list[SettlementRow]:
    """Bills of an order in their order, voided ones too."""
    rows = _settlements.objects(order_id)
    people = staff.names({who for row in rows for who in (row.credit_by, row.allowance_by) if who})
    return [
        SettlementRow(
            version=row.version,
            no=row.no,
            state=SettlementState(row.state),
            at=row.settled_at,
            payable_fen=row.payable_fen,
            paid_fen=paid_fen(order_id) if row.state != SettlementState.VOIDED.value else 0,
            void_reason=row.void_reason,
            insurance_fen=row.insurance_fen,
            tax_bp=row.tax_bp or 0,
            tax_fen=row.tax_fen,
            invoice_no=row.invoice_no,
            order_discount_fen=row.order_discount_fen,
            rounding_off_fen=row.rounding_off_fen,
            allowance_fen=row.allowance_fen,
            allowance_reason=row.allowance_reason,
            allowed_by=people.get(row.allowance_by, ""),
            debtor=Debtor(row.debtor) if row.debtor else None,
            credit_by=people.get(row.credit_by, ""),
            credit_due_on=row.credit_due_on,
            credit_override=row.credit_override,
        )
        for row in rows
    ]


@statement
def _settlements(order_id: Any) -> Any:
    return Settlement.select().where(Settlement.order == order_id).order_by(Settlement.id)
