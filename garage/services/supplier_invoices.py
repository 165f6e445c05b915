"""Suppliers' invoices over goods received: what is due when, and what they ask more or less than was booked in."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from peewee import fn

from garage.domain.money import MAX_FEN, format_yuan, round_half_up
from garage.domain.pages import Page
from garage.domain.stock import MovementKind
from garage.domain.supplier_accounts import EntryKind
from garage.domain.supplier_invoices import invoiced_amounts, stock_share
from garage.domain.text import half_width, one_line, said_why
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.listing import Cursor, keyset, tuples
from garage.models.parts import Part, Supplier
from garage.models.purchasing import SupplierEntry, SupplierInvoice, SupplierReturn, SupplierReturnLine
from garage.models.stock import GoodsReceipt, GoodsReceiptLine, StockMovement
from garage.services import supplier_accounts
from garage.services.command import Area, By, command, create, update
from garage.services.receipt_booking import note_last_costs
from garage.services.stock import Cards

MOST_OPEN = 200
"""Receipts without an invoice that are offered: many small suppliers never write one."""


@dataclass(frozen=True)
class BookedLine:
    """One receipt line that an invoice may cover; `booked_fen` is what the account owes for all that came.

    Of that `returned_milli` went back, for which the supplier gave `credited_fen`, be it more or less than it cost.
    """

    id: int
    receipt_id: int
    receipt_no: str
    received_at: datetime
    delivery_no: str
    part_id: int
    code: str
    name: str
    unit: str
    qty_milli: int
    returned_milli: int
    booked_fen: int
    credited_fen: int

    @property
    def kept_fen(self) -> int:
        """What was booked in for the pieces that did not go back."""
        return self.booked_fen - round_half_up(self.booked_fen * self.returned_milli, self.qty_milli)

    def asked_fen(self, *, net: bool) -> int:
        """What an invoice that agrees asks for it; `net` leaves out what went back."""
        return self.kept_fen if net else self.booked_fen


@dataclass(frozen=True)
class InvoiceRow:
    """An invoice in the supplier's list; `receipts` are the numbers of what it covers."""

    id: int
    invoice_no: str
    invoiced_on: date
    due_on: date
    amount_fen: int
    tax_fen: int
    difference_fen: int
    stock_fen: int
    note: str
    voided_at: datetime | None
    void_reason: str
    receipts: tuple[str, ...]


@dataclass(frozen=True)
class Invoice:
    """What an invoice says: its number and day, what it asks for, tax included, and when.

    Without `due_on` it is due after the supplier's days of payment. `lines` names what it says of single receipt
    lines; with `net_of_returns` it leaves out what went back before it came.
    """

    invoice_no: str
    invoiced_on: date
    receipt_ids: Collection[int]
    amount_fen: int
    tax_fen: int = 0
    due_on: date | None = None
    lines: Mapping[int, int] | None = None
    net_of_returns: bool = False
    note: str = ""


@command(Area.STOCK, Area.MONEY)
def enter_invoice(by: By, supplier_id: int, invoice: Invoice) -> int:
    """Enter an invoice over goods received, with what it asks more or less than they were booked at; returns its id.

    The difference goes to the account in one entry, and to the stock as far as the goods are still there
    (`domain.supplier_invoices`); what the parts cost last follows it. FieldError names the field that is wrong ("receipts", "amount", "tax",
    "invoice_no", "invoiced_on", "due_on"); KeyError when there is no such supplier.
    """
    number, due_on = _checked(by, supplier_id, invoice)
    booked = open_lines(supplier_id, invoice.receipt_ids)
    if not booked or {line.receipt_id for line in booked} != set(invoice.receipt_ids):
        raise FieldError("receipts", _("Choose goods of this supplier that no invoice covers yet."))
    differences = _differences(invoice, booked)
    net = invoice.net_of_returns
    more = invoice.amount_fen - sum(line.booked_fen - line.credited_fen * net for line in booked)
    stock_fen = _revalue(by, number, booked, differences, net=net)
    row = create(
        by,
        SupplierInvoice,
        supplier=supplier_id,
        invoice_no=number,
        invoiced_on=invoice.invoiced_on,
        due_on=due_on,
        amount_fen=invoice.amount_fen,
        tax_fen=invoice.tax_fen,
        difference_fen=more,
        stock_fen=stock_fen,
        note=one_line("note", invoice.note, 200),
    )
    _cover(by, row.id, booked, differences, net=net)
    note_last_costs(by, (line.part_id for line in booked), number)
    if more:
        supplier_accounts.enter(by, supplier_id, EntryKind.DIFFERENCE, more, number, due_on=due_on)
    return int(row.id)


def _differences(invoice: Invoice, booked: Sequence[BookedLine]) -> list[int]:
    """What an invoice asks more or less for each line than what it covers was booked at; FieldError("amount")."""
    expected = [line.asked_fen(net=invoice.net_of_returns) for line in booked]
    said = [(invoice.lines or {}).get(line.id) for line in booked]
    amounts = invoiced_amounts(invoice.amount_fen, expected, said)
    known = [fen for fen in said if fen is not None]
    if min(known, default=0) < 0 or (len(known) == len(said) and sum(known) != invoice.amount_fen):
        text = _("The lines come to {amount}.").format(amount=format_yuan(sum(known)))
        raise FieldError("amount", text)
    if min(amounts) < 0:
        raise FieldError("amount", _("The lines come to more than the invoice."))
    return [amount - fen for amount, fen in zip(amounts, expected, strict=True)]


def _checked(by: By, supplier_id: int, invoice: Invoice) -> tuple[str, date]:
    supplier = Supplier.find(supplier_id)
    if supplier is None:
        raise KeyError(supplier_id)
    number = one_line("invoice_no", half_width(invoice.invoice_no), 40)
    if not number:
        raise FieldError("invoice_no", _("An invoice has a number."))
    written = fn.UPPER(SupplierInvoice.invoice_no)
    same = (SupplierInvoice.supplier == supplier_id) & (written == number.upper())
    if SupplierInvoice.select().where(same & SupplierInvoice.voided_at.is_null()).exists():
        raise FieldError("invoice_no", _("This invoice of the supplier is entered already."))
    if invoice.invoiced_on > by.today:
        raise FieldError("invoiced_on", _("The invoice cannot be of a day to come."))
    due_on = invoice.due_on or invoice.invoiced_on + timedelta(days=supplier.payment_days)
    if due_on < invoice.invoiced_on:
        raise FieldError("due_on", _("It cannot be due before it was written."))
    if not 0 < invoice.amount_fen <= MAX_FEN:
        raise FieldError("amount", _("An amount is needed."))
    if not 0 <= invoice.tax_fen < invoice.amount_fen:
        raise FieldError("tax", _("The tax is a part of the amount."))
    return number, due_on


def _revalue(
    by: By, number: str, booked: Sequence[BookedLine], differences: Sequence[int], *, net: bool
) -> int:
    """Put into the stock what the pieces still there cost more or less; what is left is of the newest receipts."""
    if not any(differences):
        return 0
    cards = Cards(line.part_id for line in booked)
    here = {line.part_id: cards.balance(line.part_id).qty_milli for line in booked}
    stock_fen = 0
    newest_first = sorted(zip(booked, differences, strict=True), key=lambda pair: -pair[0].id)
    for line, difference in newest_first:
        kept = line.qty_milli - line.returned_milli
        still = min(here[line.part_id], kept)
        here[line.part_id] -= still
        value = stock_share(difference, kept if net else line.qty_milli, still)
        value = max(value, -cards.balance(line.part_id).value_fen)
        if value:
            cards.enter(MovementKind.PRICE_DIFFERENCE, line.part_id, 0, value, line_id=line.id)
            stock_fen += value
    cards.post(by, number)
    return stock_fen


def _cover(
    by: By, invoice_id: int, booked: Sequence[BookedLine], differences: Sequence[int], *, net: bool
) -> None:
    for receipt in GoodsReceipt.select().where(GoodsReceipt.id.in_({line.receipt_id for line in booked})):
        update(by, receipt, receipt.version, act="invoice", invoice=invoice_id)
    for line, difference in zip(booked, differences, strict=True):
        pieces = line.qty_milli - (line.returned_milli if net else 0)
        if difference and pieces:
            row = GoodsReceiptLine.update(difference_fen=difference, invoiced_milli=pieces)
            row.where(GoodsReceiptLine.id == line.id).execute()


@command(Area.STOCK, Area.MONEY)
def void_invoice(by: By, invoice_id: int, reason: str) -> None:
    """Void an invoice: its goods wait for another one, its difference goes out of the account and of the stock.

    Of the stock as far as the pieces it was put on are still there. FieldError("reason") without one; RuleError when
    it is void already; KeyError when there is none.
    """
    why = said_why(reason)
    invoice = SupplierInvoice.find(invoice_id)
    if invoice is None:
        raise KeyError(invoice_id)
    if invoice.voided_at is not None:
        raise RuleError(Reason("void", _("This invoice is void already.")))
    receipts = list(GoodsReceipt.select().where(GoodsReceipt.invoice == invoice_id))
    of_it = GoodsReceiptLine.receipt.in_([receipt.id for receipt in receipts])
    lines = list(GoodsReceiptLine.select().where(of_it).order_by(GoodsReceiptLine.id.desc()))
    put = _put_in(invoice.invoice_no, lines)
    _refuse_returned(lines, put)
    _take_out(by, invoice.invoice_no, lines, put, why)
    GoodsReceiptLine.update(difference_fen=0, invoiced_milli=0).where(of_it).execute()
    note_last_costs(by, (line.part_id for line in lines), invoice.invoice_no)
    for receipt in receipts:
        update(by, receipt, receipt.version, act="invoice void", reason=why, invoice=None)
    kind = EntryKind.DIFFERENCE
    supplier_accounts.take_back(by, invoice.supplier_id, kind, invoice.invoice_no, note=why)
    update(by, invoice, invoice.version, act="void", reason=why, voided_at=by.at, void_reason=why)


@dataclass(frozen=True)
class _PutIn:
    """What an invoice put into the stock for a receipt line, and how many pieces of the part were there."""

    movement_id: int
    value_fen: int
    there_milli: int


def _put_in(number: str, lines: Sequence[Any]) -> dict[int, _PutIn]:
    """{receipt line: what the invoice of that number put into the stock for it}."""
    undone = StockMovement.alias()
    columns = (
        StockMovement.line_id,
        StockMovement.id,
        StockMovement.value_fen,
        StockMovement.balance_milli,
    )
    query = (
        StockMovement.select(*columns)
        .left_outer_join(undone, on=(undone.reversal_of == StockMovement.id))
        .where(StockMovement.part.in_({line.part_id for line in lines}))
        .where(StockMovement.kind == MovementKind.PRICE_DIFFERENCE.value)
        .where(StockMovement.line_id.in_([line.id for line in lines]))
        .where((StockMovement.document == number) & undone.id.is_null())
    )
    return {line_id: _PutIn(*row) for line_id, *row in tuples(query)} if lines else {}


def _refuse_returned(lines: Sequence[Any], put: Mapping[int, _PutIn]) -> None:
    """RuleError for goods that went back at the invoice's price: reversing that would bring them back at it."""
    went = SupplierReturnLine.select(SupplierReturn.no, SupplierReturnLine.receipt_line_id, StockMovement.id)
    query = (
        went.join(SupplierReturn)
        .switch(SupplierReturnLine)
        .join(StockMovement, on=(StockMovement.line_id == SupplierReturnLine.id))
        .where(StockMovement.part.in_({line.part_id for line in lines}))
        .where(StockMovement.kind == MovementKind.SUPPLIER_RETURN.value)
        .where(SupplierReturnLine.receipt_line_id.in_(list(put)) & SupplierReturn.reversed_at.is_null())
    )
    rows = tuples(query.order_by(SupplierReturn.id)) if put else []
    if after := {no: None for no, line_id, moved in rows if moved > put[line_id].movement_id}:
        text = _("{number}: goods went back at this invoice's price. Reverse that return first.")
        raise RuleError(Reason("returned", text.format(number=_(", ").join(after)), "suppliers"))


def _take_out(by: By, number: str, lines: Sequence[Any], put: Mapping[int, _PutIn], why: str) -> None:
    """Undo the differences put into the stock, for the pieces that are still there: again those of the newest."""
    if not put:
        return
    cards = Cards(line.part_id for line in lines)
    here = {line.part_id: cards.balance(line.part_id).qty_milli for line in lines}
    there = {line.part_id: put[line.id].there_milli for line in lines if line.id in put}
    for line in lines:
        had = min(there.get(line.part_id, 0), line.qty_milli - line.returned_milli)
        still = min(here[line.part_id], had)
        here[line.part_id] -= still
        if line.part_id in there:
            there[line.part_id] -= had
        if one := put.get(line.id):
            back = min(stock_share(one.value_fen, had, still), cards.balance(line.part_id).value_fen)
            cards.enter(MovementKind.REVERSAL, line.part_id, 0, -back, reversal_of_id=one.movement_id)
    cards.post(by, number, why)


# Reads


def open_lines(supplier_id: int, receipt_ids: Collection[int] | None = None) -> list[BookedLine]:
    """Lines that may stand on an invoice of the supplier and that none covers yet, the last receipt first.

    Of receipts on its account, and of those that were booked in at nothing, because their price was not known.
    Of these receipts, or else of the last `MOST_OPEN`.
    """
    query = _uncovered(supplier_id, receipt_ids)
    rows = tuples(_open(query).order_by(GoodsReceipt.id.desc(), GoodsReceiptLine.position))
    credited = _credits([row[0] for row in rows])
    lines = []
    for _receipt, group in groupby(rows, key=lambda row: row[1]):
        of_receipt = list(group)
        costs: list[int | None] = [row[11] for row in of_receipt]
        amounts = invoiced_amounts(
            of_receipt[0][12] or 0, [row[11] for row in of_receipt], [None] * len(costs)
        )
        lines += [
            BookedLine(*(*row[:11], fen, credited.get(row[0], 0)))
            for row, fen in zip(of_receipt, amounts, strict=True)
        ]
    return lines


def _uncovered(supplier_id: int, receipt_ids: Collection[int] | None) -> list[int]:
    """Ids of deliveries of the supplier that stand, were not paid on the spot and have no invoice, the last first."""
    query = GoodsReceipt.select(GoodsReceipt.id).where(
        (GoodsReceipt.supplier == supplier_id)
        & (GoodsReceipt.kind == MovementKind.RECEIPT.value)
        & (GoodsReceipt.method == "")
        & GoodsReceipt.invoice.is_null()
        & GoodsReceipt.reversed_at.is_null()
    )
    if receipt_ids is not None:
        query = query.where(GoodsReceipt.id.in_(list(receipt_ids)))
    return [ref for (ref,) in tuples(query.order_by(GoodsReceipt.id.desc()).limit(MOST_OPEN))]


def _open(receipt_ids: Sequence[int]) -> Any:
    """Accepted lines with what the account owes for their receipt: without an entry, of what cost nothing only."""
    undone, costly = SupplierEntry.alias(), GoodsReceiptLine.alias()
    cost = costly.select(costly.id).where((costly.receipt == GoodsReceipt.id) & (costly.cost_fen > 0))
    entered = (SupplierEntry.document == GoodsReceipt.no) & (SupplierEntry.kind == EntryKind.RECEIPT.value)
    return (
        GoodsReceiptLine.select(
            GoodsReceiptLine.id,
            GoodsReceipt.id,
            GoodsReceipt.no,
            GoodsReceipt.received_at,
            GoodsReceipt.delivery_no,
            Part.id,
            Part.code,
            Part.name,
            Part.unit,
            GoodsReceiptLine.qty_milli,
            GoodsReceiptLine.returned_milli,
            GoodsReceiptLine.cost_fen,
            SupplierEntry.amount_fen,
        )
        .join(GoodsReceipt)
        .switch(GoodsReceiptLine)
        .join(Part)
        .left_outer_join(SupplierEntry, on=entered)
        .left_outer_join(undone, on=(undone.reversal_of == SupplierEntry.id))
        .where(GoodsReceipt.id.in_(receipt_ids) & (GoodsReceiptLine.qty_milli > 0))
        .where(undone.id.is_null() & (SupplierEntry.id.is_null(False) | ~fn.EXISTS(cost)))
    )


def _credits(line_ids: Sequence[int]) -> dict[int, int]:
    query = (
        SupplierReturnLine.select(SupplierReturnLine.receipt_line_id, fn.SUM(SupplierReturnLine.credit_fen))
        .join(SupplierReturn)
        .where(SupplierReturnLine.receipt_line_id.in_(line_ids) & SupplierReturn.reversed_at.is_null())
        .group_by(SupplierReturnLine.receipt_line_id)
    )
    return {ref: int(fen) for ref, fen in tuples(query)} if line_ids else {}


def page(supplier_id: int, cursor: Cursor | None = None, limit: int = 50) -> Page[InvoiceRow]:
    """Invoices of a supplier, the last entered first."""
    columns = [
        getattr(SupplierInvoice, name) for name in InvoiceRow.__dataclass_fields__ if name != "receipts"
    ]
    query = SupplierInvoice.select(*columns).where(SupplierInvoice.supplier == supplier_id)

    def made(rows: list[tuple[Any, ...]]) -> list[InvoiceRow]:
        covered: dict[int, list[str]] = {}
        receipts = GoodsReceipt.select(GoodsReceipt.invoice, GoodsReceipt.no).order_by(GoodsReceipt.id)
        for ref, no in tuples(receipts.where(GoodsReceipt.invoice.in_([row[0] for row in rows]))):
            covered.setdefault(ref, []).append(no)
        return [InvoiceRow(*(*row, tuple(covered.get(row[0], ())))) for row in rows]

    return keyset(query, (SupplierInvoice.id,), cursor, limit, made)
