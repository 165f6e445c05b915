"""The proof that the suppliers' accounts add up: chains, reversals, and the documents that wrote them."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from peewee import fn

from garage.domain.supplier_accounts import EntryKind
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.parts import Part, Supplier
from garage.models.purchasing import (
    SupplierEntry,
    SupplierInvoice,
    SupplierPayment,
    SupplierReturn,
    SupplierReturnLine,
)
from garage.models.stock import GoodsReceipt, GoodsReceiptLine


def check_books() -> list[str]:
    """What is wrong with the suppliers' accounts, in words.

    Every chain of balances is unbroken and ends at what the supplier carries, a reversal undoes its entry, payments and
    returns stand in the account with their amounts, and a receipt line knows what of it went back.
    """
    return [*_broken_chains(), *_false_reversals(), *_false_documents(), *_false_returns()]


def _broken_chains() -> Iterator[str]:
    entries = (
        SupplierEntry.select(
            SupplierEntry.supplier,
            SupplierEntry.document,
            SupplierEntry.amount_fen,
            SupplierEntry.balance_fen,
        )
        .order_by(SupplierEntry.supplier, SupplierEntry.id)
        .tuples()
        .iterator()
    )
    ends: dict[int, int] = {}
    broken: dict[int, list[str]] = {}
    for supplier_id, chain in groupby(entries, key=lambda row: row[0]):
        fen = 0
        for _supplier, document, amount_fen, balance_fen in chain:
            fen += amount_fen
            if fen != balance_fen:
                broken.setdefault(supplier_id, []).append(document)
        ends[supplier_id] = fen
    for ref, name, payable in tuples(Supplier.select(Supplier.id, Supplier.name, Supplier.payable_fen)):
        for document in broken.get(ref, ()):
            yield _("{supplier}: the balance after {document} does not follow from the one before.").format(
                supplier=name, document=document
            )
        if payable != ends.get(ref, 0):
            yield _("{supplier}: what is owed differs from the account.").format(supplier=name)


def _false_reversals() -> Iterator[str]:
    first = SupplierEntry.alias()
    query = (
        SupplierEntry.select(SupplierEntry.document)
        .join(first, on=(first.id == SupplierEntry.reversal_of))
        .where(
            (SupplierEntry.kind != EntryKind.REVERSAL.value)
            | (SupplierEntry.supplier != first.supplier)
            | (SupplierEntry.amount_fen + first.amount_fen != 0)
        )
        .order_by(SupplierEntry.id)
    )
    for (document,) in tuples(query):
        yield _("An entry of {document} does not undo the one it reverses.").format(document=document)


def _false_documents() -> Iterator[str]:
    """Payments, returns and invoices that are not in the account as they say."""
    credit = (
        SupplierReturnLine.select(fn.SUM(SupplierReturnLine.credit_fen))
        .where(SupplierReturnLine.supplier_return == SupplierReturn.id)
        .where(SupplierReturn.reversed_at.is_null())
    )
    payments = SupplierPayment.select(
        SupplierPayment.no, SupplierPayment.amount_fen, _entered(SupplierPayment)
    )
    returns = SupplierReturn.select(SupplierReturn.no, fn.COALESCE(credit, 0), _entered(SupplierReturn))
    for query in (payments, returns):
        for no, amount_fen, entered_fen in tuples(query):
            if int(amount_fen) + int(entered_fen or 0) != 0:
                yield _("{number} is not in the account of its supplier as it says.").format(number=no)
    differences = SupplierInvoice.select(fn.SUM(SupplierInvoice.difference_fen)).where(
        (SupplierInvoice.supplier == Supplier.id) & SupplierInvoice.voided_at.is_null()
    )
    undone = SupplierEntry.alias()
    standing = (
        SupplierEntry.select(fn.SUM(SupplierEntry.amount_fen))
        .left_outer_join(undone, on=(undone.reversal_of == SupplierEntry.id))
        .where((SupplierEntry.supplier == Supplier.id) & undone.id.is_null())
        .where(SupplierEntry.kind == EntryKind.DIFFERENCE.value)
    )
    for name, wanted, found in tuples(Supplier.select(Supplier.name, differences, standing)):
        if int(wanted or 0) != int(found or 0):
            yield _("{supplier}: its invoices differ from its account.").format(supplier=name)


def _entered(document: Any) -> Any:
    mine = (SupplierEntry.document == document.no) & (SupplierEntry.supplier == document.supplier)
    return SupplierEntry.select(fn.SUM(SupplierEntry.amount_fen)).where(mine)


def _false_returns() -> Iterator[str]:
    """Receipt lines of which more or less went back than they say, or than came."""
    back = (
        SupplierReturnLine.select(
            SupplierReturnLine.receipt_line_id, fn.SUM(SupplierReturnLine.qty_milli).alias("qty_milli")
        )
        .join(SupplierReturn)
        .where(SupplierReturn.reversed_at.is_null())
        .group_by(SupplierReturnLine.receipt_line_id)
        .alias("back")
    )
    gone = fn.COALESCE(back.c.qty_milli, 0)
    query = (
        GoodsReceiptLine.select(GoodsReceipt.no, Part.code)
        .join(GoodsReceipt)
        .switch(GoodsReceiptLine)
        .join(Part)
        .left_outer_join(back, on=(back.c.receipt_line_id == GoodsReceiptLine.id))
        .where(
            (GoodsReceiptLine.returned_milli != gone)
            | (GoodsReceiptLine.returned_milli > GoodsReceiptLine.qty_milli)
        )
    )
    for no, code in tuples(query.order_by(GoodsReceiptLine.id)):
        yield _("{number}, {part}: what went back to the supplier is not what the returns say.").format(
            number=no, part=code
        )
