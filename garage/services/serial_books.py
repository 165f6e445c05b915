"""Whether the serial numbers that are kept agree with the pieces that moved."""

from collections.abc import Iterator

from peewee import Case, fn

from garage.domain.quantities import PIECE
from garage.i18n import _
from garage.models.counter_sales import CounterSale, CounterSaleLine
from garage.models.listing import tuples
from garage.models.orders import OrderLine, WorkOrder
from garage.models.purchasing import SupplierReturn, SupplierReturnLine
from garage.models.stock import GoodsIssue, LineSerial, StockMovement
from garage.models.stocktakes import WriteOff, WriteOffLine
from garage.services import serials


def check_books() -> Iterator[str]:
    """Every slip or sale with numbers has one for each piece, no line holds and no paper took more than its pieces."""
    pieces = (
        LineSerial.select(LineSerial.issue, LineSerial.order_line, fn.COUNT(LineSerial.id).alias("count"))
        .group_by(LineSerial.issue, LineSerial.order_line)
        .alias("pieces")
    )
    moved = (StockMovement.document == GoodsIssue.no) & (StockMovement.order_line == pieces.c.order_line_id)
    wrong = (
        GoodsIssue.select(GoodsIssue.no)
        .join(pieces, on=(pieces.c.issue_id == GoodsIssue.id))
        .left_outer_join(StockMovement, on=moved)
        .where(fn.COALESCE(StockMovement.qty_milli, 0) + pieces.c.count * PIECE != 0)
        .order_by(GoodsIssue.id)
    )
    for (no,) in tuples(wrong):
        yield _("{number} has more or fewer serial numbers than pieces.").format(number=no)
    held = (
        OrderLine.select(WorkOrder.no, OrderLine.position)
        .join(WorkOrder)
        .switch(OrderLine)
        .join(LineSerial, on=((LineSerial.order_line == OrderLine.id) & ~LineSerial.returned))
        .group_by(OrderLine.id, WorkOrder.no)
        .having(fn.COUNT(LineSerial.id) * PIECE > OrderLine.issued_milli)
        .order_by(OrderLine.id)
    )
    for no, position in tuples(held):
        text = _("{order}, line {n}: it holds more serial numbers than pieces.")
        yield text.format(order=no, n=position)
    yield from _false_sales()
    yield from _false_papers()


def _false_sales() -> Iterator[str]:
    out = fn.SUM(Case(None, [(LineSerial.returned, 0)], 1)) * PIECE
    line = CounterSaleLine
    query = (
        line.select(CounterSale.no)
        .join(CounterSale)
        .switch(line)
        .join(LineSerial, on=(LineSerial.sale_line == line.id))
        .group_by(line.id, CounterSale.no)
        .having(
            (fn.COUNT(LineSerial.id) * PIECE != line.qty_milli) | (out > line.qty_milli - line.returned_milli)
        )
        .order_by(line.id)
    )
    for (no,) in tuples(query):
        yield _("{number} has more or fewer serial numbers than pieces.").format(number=no)


def _false_papers() -> Iterator[str]:
    """A supplier return or a write-off took at least the pieces whose numbers it names; reversed, none is out."""
    named = (
        LineSerial.select(
            LineSerial.back_document.alias("no"),
            LineSerial.part.alias("part"),
            fn.COUNT(LineSerial.id).alias("count"),
            fn.SUM(Case(None, [(LineSerial.returned, 0)], 1)).alias("out"),
        )
        .where(serials.GONE)
        .group_by(LineSerial.back_document, LineSerial.part)
        .alias("named")
    )
    for paper, line, of_line in (
        (SupplierReturn, SupplierReturnLine, SupplierReturnLine.supplier_return),
        (WriteOff, WriteOffLine, WriteOffLine.write_off),
    ):
        lines = line.select(fn.COALESCE(fn.SUM(line.qty_milli), 0))
        taken = lines.where((of_line == paper.id) & (line.part == named.c.part))
        wrong = (named.c.count * PIECE > taken) | (paper.reversed_at.is_null(False) & (named.c.out > 0))
        query = paper.select(paper.no).join(named, on=(named.c.no == paper.no)).where(wrong)
        for (no,) in tuples(query.order_by(paper.id)):
            yield _("{number} has more or fewer serial numbers than pieces.").format(number=no)
