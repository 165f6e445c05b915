"""Money that a supplier paid back by a voucher of its own, before its claim notice was settled: counted once (E6)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import fn

from garage.domain.money import format_yuan
from garage.domain.settlements import PayMethod
from garage.errors import FieldError
from garage.i18n import _
from garage.models.claims import ClaimNotice
from garage.models.listing import tuples
from garage.models.purchasing import SupplierPayment


@dataclass(frozen=True)
class LooseVoucher:
    """A voucher over money that came from a supplier, `free_fen` of which no notice has; `fits` for a whole notice."""

    id: int
    no: str
    method: PayMethod
    paid_at: datetime
    free_fen: int
    note: str
    fits: bool


def loose(notice_id: int) -> list[LooseVoucher]:
    """What may be the money of a notice, what fits it first, then the last first.

    Booked since the notice was written, or earlier over the very sum; KeyError without such a notice.
    """
    notice = ClaimNotice.find(notice_id)
    if notice is None:
        raise KeyError(notice_id)
    found = [
        LooseVoucher(ref, no, PayMethod(method), paid_at, free, note, free >= notice.approved_fen)
        for ref, no, method, paid_at, amount, note, taken in tuples(_paid_back(notice.supplier_id))
        if (free := -amount - int(taken or 0)) > 0
        and (paid_at >= notice.issued_at or free == notice.approved_fen)
    ]
    return sorted(found, key=lambda one: (not one.fits, one.free_fen != notice.approved_fen, -one.id))


def chosen(notice: ClaimNotice, voucher_no: str | None) -> int | None:
    """Id of the voucher that pays a notice; None when the money is another, for which one has to be written.

    `voucher_no` "" means other money. FieldError("voucher") while somebody has to choose, or for one that does not fit.
    """
    offered = loose(notice.id)
    if not voucher_no:
        if offered and voucher_no is None:
            text = _("{voucher} over {amount} is booked already: say whether it is this money.")
            first = offered[0]
            raise FieldError("voucher", text.format(voucher=first.no, amount=format_yuan(first.free_fen)))
        return None
    found = next((one for one in offered if one.no == voucher_no), None)
    if found is None:
        raise FieldError("voucher", _("{voucher} cannot settle it.").format(voucher=voucher_no))
    if not found.fits:
        text = _("{voucher} is over {amount} only: void it, and settle the notice with the whole sum.")
        raise FieldError("voucher", text.format(voucher=found.no, amount=format_yuan(found.free_fen)))
    return found.id


def wrote(notice: ClaimNotice, paid: SupplierPayment) -> bool:
    """Whether the settlement itself wrote its voucher: one that was booked before stays when it is taken back."""
    return bool(paid.paid_at == notice.settled_at and str(paid.note).startswith(notice.no))


def _paid_back(supplier_id: int) -> Any:
    """Vouchers of money from a supplier that stand, each with what its notices have of it."""
    undone = SupplierPayment.alias()
    taken = ClaimNotice.select(fn.SUM(ClaimNotice.approved_fen)).where(
        ClaimNotice.payment == SupplierPayment.id
    )
    return (
        SupplierPayment.select(
            SupplierPayment.id,
            SupplierPayment.no,
            SupplierPayment.method,
            SupplierPayment.paid_at,
            SupplierPayment.amount_fen,
            SupplierPayment.note,
            taken,
        )
        .left_outer_join(undone, on=(undone.reversal_of == SupplierPayment.id))
        .where((SupplierPayment.supplier == supplier_id) & (SupplierPayment.amount_fen < 0))
        .where(SupplierPayment.reversal_of.is_null() & undone.id.is_null())
    )
