"""Money paid to suppliers and paid back by them: gapless vouchers, void by reversal; and the opening balance."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from garage.domain.money import MAX_FEN, format_yuan
from garage.domain.numbers import Series
from garage.domain.settlements import PayMethod
from garage.domain.supplier_accounts import EntryKind
from garage.domain.text import one_line, said_why
from garage.errors import FieldError, Reason, RuleError, StaleError
from garage.i18n import _
from garage.models.claims import ClaimNotice
from garage.models.parts import Supplier
from garage.models.purchasing import SupplierEntry, SupplierPayment
from garage.models.statements import statement
from garage.services import numbers, supplier_accounts
from garage.services.command import Area, By, audit, command, create


@dataclass(frozen=True)
class Voucher:
    """A payment voucher: fen above zero were paid to the supplier, below zero paid back by it."""

    id: int
    no: str
    supplier_id: int
    method: PayMethod
    amount_fen: int
    paid_at: datetime
    note: str
    reason: str
    reversal_of: str
    reversed_by: str


@command(Area.STOCK, Area.MONEY)
def pay(
    by: By,
    supplier_id: int,
    method: PayMethod,
    amount_fen: int,
    *,
    in_advance: bool = False,
    note: str = "",
    seen_fen: int | None = None,
) -> str:
    """Pay a supplier; returns the voucher's number. What is due first counts as paid first.

    More than is owed has to be meant: FieldError("in_advance") says how much, unless it is. FieldError("amount") for
    none; StaleError when what is owed is not what was `seen_fen`; KeyError when there is no such supplier.
    """
    owed = _owed(supplier_id, seen_fen)
    if not 0 < amount_fen <= MAX_FEN:
        raise FieldError("amount", _("An amount is needed."))
    above = amount_fen - max(owed, 0)
    if above > 0 and not in_advance:
        text = _("{amount} more than is owed: tick that it is paid in advance.")
        raise FieldError("in_advance", text.format(amount=format_yuan(above)))
    return book(by, supplier_id, method, amount_fen, note).no


@command(Area.STOCK, Area.MONEY)
def pay_back(
    by: By,
    supplier_id: int,
    method: PayMethod,
    amount_fen: int,
    *,
    note: str = "",
    seen_fen: int | None = None,
) -> str:
    """The supplier pays back what it owes the garage, or a part of it; returns the voucher's number.

    RuleError when it owes nothing, FieldError("amount") for more than that; else as `pay`.
    """
    owes = -_owed(supplier_id, seen_fen)
    if owes <= 0:
        raise RuleError(Reason("nothing_owed", _("This supplier owes the garage nothing.")))
    if not 0 < amount_fen <= owes:
        text = _("Between 0 and the {amount} that it owes.").format(amount=format_yuan(owes))
        raise FieldError("amount", text)
    return book(by, supplier_id, method, -amount_fen, note).no


def _owed(supplier_id: int, seen_fen: int | None) -> int:
    supplier = Supplier.find(supplier_id)
    if supplier is None:
        raise KeyError(supplier_id)
    if seen_fen is not None and supplier.payable_fen != seen_fen:
        text = _("The account changed meanwhile: {amount} is owed now.")
        raise StaleError(text.format(amount=format_yuan(supplier.payable_fen)))
    return int(supplier.payable_fen)


@dataclass(frozen=True)
class Booked:
    """A voucher that was just written."""

    id: int
    no: str


def book(by: By, supplier_id: int, method: PayMethod, amount_fen: int, note: str) -> Booked:
    """Write a voucher inside an act, whatever is owed; fen above zero are paid, below zero paid back."""
    row = create(
        by,
        SupplierPayment,
        no=numbers.take(by, Series.SUPPLIER_PAYMENT),
        supplier=supplier_id,
        method=method.value,
        amount_fen=amount_fen,
        paid_at=by.at,
        note=one_line("note", note, 200),
    )
    kind = EntryKind.PAYMENT
    supplier_accounts.enter(by, supplier_id, kind, -amount_fen, row.no, note=row.note)
    return Booked(row.id, row.no)


@command(Area.STOCK, Area.MONEY)
def void_payment(by: By, voucher_no: str, reason: str) -> str:
    """Void a voucher by one of the opposite amount, whose number is returned.

    FieldError("reason") without one; RuleError when it is void, a reversal itself or settles a claim notice; KeyError
    when there is none.
    """
    why = said_why(reason)
    first = SupplierPayment.get_or_none(SupplierPayment.no == voucher_no)
    if first is None:
        raise KeyError(voucher_no)
    if (
        first.reversal_of_id is not None
        or SupplierPayment.select().where(SupplierPayment.reversal_of == first.id).exists()
    ):
        raise RuleError(Reason("void", _("This voucher is void already.")))
    notice = ClaimNotice.get_or_none(ClaimNotice.payment == first.id)
    if notice is not None:
        text = _("It settles the claim notice {number}: take that settlement back.")
        raise RuleError(Reason("notice", text.format(number=notice.no)))
    second = create(
        by,
        SupplierPayment,
        no=numbers.take(by, Series.SUPPLIER_PAYMENT),
        supplier=first.supplier_id,
        method=first.method,
        amount_fen=-first.amount_fen,
        paid_at=by.at,
        reversal_of=first.id,
        reason=why,
    )
    entry = supplier_accounts.standing(first.supplier_id, EntryKind.PAYMENT, first.no)
    supplier_accounts.enter(
        by,
        first.supplier_id,
        EntryKind.REVERSAL,
        first.amount_fen,
        second.no,
        note=f"{first.no}: {why}",
        reversal_of=entry,
    )
    return str(second.no)


@command(Area.STOCK, Area.MONEY)
def open_account(
    by: By,
    supplier_id: int,
    amount_fen: int,
    *,
    due_on: date | None = None,
    reason: str = "",
    seen_entry: int | None = None,
) -> None:
    """Enter what was owed before the program kept the account; below zero what the supplier owed.

    Another opening balance reverses the one before, with a reason; 0 only does that. FieldError("amount") when it is
    the same or too large, FieldError("reason") without one; StaleError when the entry is not the one that was seen.
    """
    if abs(amount_fen) > MAX_FEN:
        raise FieldError("amount", _("The amount is too large."))
    before = opening_fen(supplier_id)
    if seen_entry is not None and seen_entry != opening_entry(supplier_id):
        text = _("Somebody else entered an opening balance meanwhile: {amount}.")
        raise StaleError(text.format(amount=format_yuan(before or 0)))
    if amount_fen == (before or 0):
        raise FieldError("amount", _("This is the opening balance already."))
    why = one_line("reason", reason, 200)
    if before is not None:
        why = said_why(why)
        supplier_accounts.take_back(by, supplier_id, EntryKind.OPENING, "", note=why)
    if amount_fen:
        supplier_accounts.enter(by, supplier_id, EntryKind.OPENING, amount_fen, "", due_on=due_on, note=why)
    audit(
        by,
        "opening balance",
        "supplier",
        supplier_id,
        before={"opening_fen": before} if before is not None else None,
        after={"opening_fen": amount_fen},
        reason=why,
    )


def opening_fen(supplier_id: int) -> int | None:
    """The opening balance that stands, None when none was entered."""
    entry = opening_entry(supplier_id)
    return int(SupplierEntry.get_by_id(entry).amount_fen) if entry else None


def opening_entry(supplier_id: int) -> int:
    """The entry of the opening balance that stands, 0 when none was entered."""
    return supplier_accounts.standing(supplier_id, EntryKind.OPENING, "") or 0


def voucher(voucher_no: str) -> Voucher | None:
    """The voucher of that number."""
    row = _voucher.first(voucher_no)
    if row is None:
        return None
    *head, method, amount_fen, paid_at, note, reason, first, second = row
    plain = (PayMethod(method), amount_fen, paid_at, note, reason, first or "", second or "")
    return Voucher(*(*head, *plain))


def void_reason(row: Voucher) -> str:
    """Why a voucher was voided, "" when it stands."""
    second = SupplierPayment.get_or_none(SupplierPayment.reversal_of == row.id)
    return str(second.reason) if second else ""


@statement
def _voucher(voucher_no: Any) -> Any:
    first, second = SupplierPayment.alias(), SupplierPayment.alias()
    return (
        SupplierPayment.select(
            SupplierPayment.id,
            SupplierPayment.no,
            SupplierPayment.supplier,
            SupplierPayment.method,
            SupplierPayment.amount_fen,
            SupplierPayment.paid_at,
            SupplierPayment.note,
            SupplierPayment.reason,
            first.no,
            second.no,
        )
        .left_outer_join(first, on=(first.id == SupplierPayment.reversal_of))
        .left_outer_join(second, on=(second.reversal_of == SupplierPayment.id))
        .where(SupplierPayment.no == voucher_no)
    )
