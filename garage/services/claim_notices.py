"""索赔结算通知单: what a supplier granted becomes its debt, until the invoice and then money or credit is here (E6)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from garage.domain.claim_notices import CLAIMS_BY_NOTICE, GRANTED, NoticeState
from garage.domain.claims import ClaimState, SettleMode
from garage.domain.documents import Imprint
from garage.domain.labels import label
from garage.domain.numbers import Series
from garage.domain.settlements import PayMethod
from garage.domain.supplier_accounts import EntryKind
from garage.domain.text import half_width, one_line, said_why
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.claims import Claim, ClaimNotice
from garage.models.listing import tuples
from garage.models.parts import Supplier
from garage.models.purchasing import SupplierPayment
from garage.services import (
    claim_notice_rows,
    claim_vouchers,
    claims,
    kept_papers,
    numbers,
    papers_settling,
    supplier_accounts,
    supplier_payments,
)
from garage.services.command import Area, By, command, create, refuse_stale, update

Seen = Mapping[int, int | None]
"""{claim id: the version at which it was seen, None for whoever showed nothing}."""
_S = NoticeState


@command(Area.RETURNS, Area.ORDERS, Area.MONEY, Area.STOCK)
def issue(by: By, supplier_id: int, seen: Seen, *, due_on: date, mode: SettleMode, note: str = "") -> int:
    """Write the notice of what a supplier granted; it owes the sum from now on. Returns its id.

    FieldError("claims", "due_on"); RuleError naming each claim that it granted nothing of, or that is another's;
    StaleError when a claim was changed since it was shown.
    """
    if Supplier.find(supplier_id) is None:
        raise KeyError(supplier_id)
    if not seen:
        raise FieldError("claims", _("Choose at least one claim."))
    if due_on < by.today:
        raise FieldError("due_on", _("This day is over."))
    found = [_granted(ref, version) for ref, version in sorted(seen.items())]
    if reasons := [no for claim in found if (no := _refusal(claim, supplier_id)) is not None]:
        raise RuleError(reasons)
    approved = sum(claim.approved_fen for claim in found)
    row = create(
        by,
        ClaimNotice,
        no=numbers.take(by, Series.CLAIM_NOTICE),
        supplier=supplier_id,
        state=_S.ISSUED.value,
        issued_at=by.at,
        due_on=due_on,
        claimed_fen=sum(claim.claimed_fen for claim in found),
        approved_fen=approved,
        mode=mode.value,
        note=one_line("note", note, 200),
    )
    claims.follow_notice(by, sorted(seen), ClaimState.NOTICE_ISSUED, row.id)
    supplier_accounts.enter(by, supplier_id, EntryKind.CLAIM, -approved, row.no)
    return int(row.id)


def _granted(claim_id: int, version: int | None) -> Claim:
    claim = Claim.find(claim_id)
    if claim is None:
        raise KeyError(claim_id)
    refuse_stale(claim, version)
    found: Claim = claim
    return found


def _refusal(claim: Claim, supplier_id: int) -> Reason | None:
    if claim.supplier_id != supplier_id:
        return Reason("supplier", _("{number} is for another supplier.").format(number=claim.no))
    if ClaimState(claim.state) not in GRANTED:
        text = _("{number} is “{state}” now.")
        return Reason("state", text.format(number=claim.no, state=label(ClaimState(claim.state))))
    return None


@command(Area.RETURNS, Area.ORDERS)
def invoice(by: By, notice_id: int, version: int, invoice_no: str, invoiced_on: date) -> None:
    """Our invoice to the supplier is written; FieldError("invoice_no", "invoiced_on")."""
    row = _in(notice_id, version, _S.ISSUED)
    number = one_line("invoice_no", half_width(invoice_no), 40).upper()
    if not number:
        raise FieldError("invoice_no", _("The invoice has a number."))
    if invoiced_on > by.today:
        raise FieldError("invoiced_on", _("This day has not come yet."))
    live = (ClaimNotice.invoice_no == number) & (ClaimNotice.state != _S.VOIDED.value)
    other = ClaimNotice.get_or_none(live)
    if other is not None:
        text = _("This number is on {number} already.").format(number=other.no)
        raise FieldError("invoice_no", text)
    _move(by, row, _S.INVOICED, "invoice", invoice_no=number, invoiced_on=invoiced_on)


@command(Area.RETURNS, Area.ORDERS)
def take_back_invoice(by: By, notice_id: int, version: int, reason: str) -> None:
    """The invoice was wrong or is cancelled: the notice waits for another one."""
    row = _in(notice_id, version, _S.INVOICED)
    why = said_why(reason)
    _move(by, row, _S.ISSUED, "invoice back", why, invoice_no="", invoiced_on=None)


@command(Area.RETURNS, Area.ORDERS, Area.MONEY, Area.STOCK)
def settle(
    by: By,
    notice_id: int,
    version: int,
    mode: SettleMode,
    *,
    method: PayMethod | None = None,
    voucher: str | None = None,
    note: str = "",
) -> str:
    """The money is here, or the credit for parts is; its claims are closed. Returns the voucher's number, "" for credit.

    Money is a voucher, which clears the debt: the one named when it was booked already, "" for a new one. Credit stays in
    the account and pays for the next goods. FieldError("method") for money without one, ("voucher") while a voucher may be
    this money and nobody said so.
    """
    row = _in(notice_id, version, _S.INVOICED)
    words = one_line("note", note, 200)
    paid = _money(by, row, method, voucher, words) if mode is SettleMode.CASH else None
    values: dict[str, Any] = {"mode": mode.value, "settled_at": by.at, "payment": paid.id if paid else None}
    _move(by, row, _S.SETTLED, "settle", **values, note=words or row.note)
    return str(paid.no) if paid else ""


def _money(by: By, row: ClaimNotice, method: PayMethod | None, voucher: str | None, words: str) -> Any:
    """The voucher over the money of a notice: booked already, or written now."""
    booked = claim_vouchers.chosen(row, voucher)
    if booked is not None:
        return SupplierPayment.get_by_id(booked)
    if method is None:
        raise FieldError("method", _("How was it paid?"))
    said = f"{row.no} {words}".strip()
    return supplier_payments.book(by, row.supplier_id, method, -row.approved_fen, said)


@command(Area.RETURNS, Area.ORDERS, Area.MONEY, Area.STOCK)
def take_back_settlement(by: By, notice_id: int, version: int, reason: str) -> None:
    """The notice is open again; the voucher that was written with it is voided by another, an earlier one stays booked."""
    row = _in(notice_id, version, _S.SETTLED)
    why = said_why(reason)
    paid = SupplierPayment.get_by_id(row.payment_id) if row.payment_id is not None else None
    voids = paid is not None and claim_vouchers.wrote(row, paid)
    _move(by, row, _S.INVOICED, "settlement back", why, settled_at=None, payment=None)
    if paid is not None and voids:
        supplier_payments.void_payment(by, paid.no, why)


@command(Area.RETURNS, Area.ORDERS, Area.MONEY, Area.STOCK)
def void(by: By, notice_id: int, version: int, reason: str) -> None:
    """The notice is void: its claims are as the supplier decided, and it owes nothing by it.

    The number stays in the books, with the paper as it was.
    """
    row = _in(notice_id, version, _S.ISSUED)
    why = said_why(reason)
    paper = papers_settling.notice(notice_id, Imprint("", by.at))
    kept_papers.keep(by, claim_notice_rows.NOUN, notice_id, paper)
    claims.follow_notice(by, _claims_of(notice_id), ClaimState.ACCEPTED, None)
    supplier_accounts.take_back(by, row.supplier_id, EntryKind.CLAIM, row.no, note=why)
    state = _S.VOIDED.value
    update(by, row, version, act="void", reason=why, state=state, voided_at=by.at, void_reason=why)


def _in(notice_id: int, version: int, state: NoticeState) -> ClaimNotice:
    row = ClaimNotice.find(notice_id)
    if row is None:
        raise KeyError(notice_id)
    refuse_stale(row, version)
    if NoticeState(row.state) is not state:
        text = _("{number} is “{state}” now.").format(number=row.no, state=label(NoticeState(row.state)))
        raise RuleError(Reason("state", text))
    found: ClaimNotice = row
    return found


def _move(by: By, row: ClaimNotice, state: NoticeState, act: str, reason: str = "", **values: Any) -> None:
    """The notice and its claims go on together."""
    update(by, row, row.version, act=act, reason=reason, state=state.value, **values)
    claims.follow_notice(by, _claims_of(row.id), CLAIMS_BY_NOTICE[state], row.id)


def _claims_of(notice_id: int) -> list[int]:
    return [ref for (ref,) in tuples(Claim.select(Claim.id).where(Claim.notice == notice_id))]
