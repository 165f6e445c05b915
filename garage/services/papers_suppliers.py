"""Reads that make the papers between the garage and its suppliers."""

from dataclasses import replace
from datetime import date

from garage.domain.documents import Imprint, Party
from garage.domain.documents_suppliers import (
    PaymentVoucher,
    ReturnedGoods,
    SupplierReturnSlip,
    SupplierStatement,
)
from garage.models.parts import Supplier
from garage.models.purchasing import SupplierEntry, SupplierPayment
from garage.services import shop, staff, supplier_payments, supplier_returns, supplier_statements


def statement_number(supplier_id: int, since: date, until: date) -> str:
    """What tells a statement from others: supplier and days, ASCII."""
    return f"{supplier_id:04d}-{since:%Y%m%d}-{until:%Y%m%d}"


def statement(supplier_id: int, since: date, until: date, imprint: Imprint) -> SupplierStatement:
    """对账单 of the days from `since` to `until`, both included."""
    period = supplier_statements.period(supplier_id, since, until)
    supplier = Supplier.get_by_id(supplier_id)
    return SupplierStatement(
        garage=shop.letterhead(),
        imprint=imprint,
        number=statement_number(supplier_id, since, until),
        supplier=_party(supplier),
        bank_account=supplier.bank_account,
        since=since,
        until=until,
        opening_fen=period.opening_fen,
        lines=period.lines,
        closing_fen=period.closing_fen,
        ageing=period.ageing,
    )


def return_slip(return_no: str, imprint: Imprint, *, with_cost: bool) -> SupplierReturnSlip:
    """采购退货单 by its number; cost belongs on the garage's own copy alone. Raises KeyError when there is none."""
    row = supplier_returns.find(return_no)
    if row is None:
        raise KeyError(return_no)
    return SupplierReturnSlip(
        garage=shop.letterhead(),
        imprint=replace(imprint, voided=row.reversed_at is not None),
        number=row.no,
        at=row.returned_at,
        supplier=_party(Supplier.get_by_id(row.supplier_id)),
        reason=row.reason,
        carrier=row.carrier,
        note=row.note,
        lines=tuple(
            ReturnedGoods(
                line.code,
                line.name,
                line.unit,
                line.qty_milli,
                line.credit_fen,
                line.receipt_no,
                line.delivery_no,
                line.value_fen if with_cost else None,
                line.serials,
            )
            for line in supplier_returns.lines_of(row.id)
        ),
        credit_fen=row.credit_fen,
        handed_out_by=row.who,
        reverse_reason=row.reverse_reason,
    )


def payment_voucher(voucher_no: str, imprint: Imprint) -> PaymentVoucher:
    """付款单 by its number; raises KeyError when there is none."""
    row = supplier_payments.voucher(voucher_no)
    if row is None:
        raise KeyError(voucher_no)
    supplier = Supplier.get_by_id(row.supplier_id)
    mine = (SupplierEntry.supplier == row.supplier_id) & (SupplierEntry.document == row.no)
    entry = SupplierEntry.get(mine)
    who = SupplierPayment.get_by_id(row.id).created_by
    return PaymentVoucher(
        garage=shop.letterhead(),
        imprint=replace(imprint, voided=bool(row.reversed_by)),
        number=row.no,
        at=row.paid_at,
        supplier=_party(supplier),
        bank_account=supplier.bank_account,
        method=row.method,
        amount_fen=row.amount_fen,
        balance_fen=entry.balance_fen,
        paid_by=staff.names([who]).get(who, ""),
        note=row.note,
        void_reason=row.reason or supplier_payments.void_reason(row),
        reversal_of=row.reversal_of,
    )


def _party(supplier: Supplier) -> Party:
    return Party(supplier.name, supplier.phone, supplier.contact, supplier.address, supplier.uscc)
