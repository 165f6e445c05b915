"""The proof that the stock's books balance: chains, sums, signs, reversals, and the documents that wrote them."""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from peewee import JOIN, Case, Select, Window, fn

from garage.domain.quantities import format_quantity
from garage.domain.stock import COMES_IN, GOES_OUT, MovementKind
from garage.domain.stocktakes import StocktakeState
from garage.i18n import _
from garage.models.counter_sales import CounterSale, CounterSaleLine
from garage.models.database import database, transaction
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part
from garage.models.purchasing import SupplierReturn, SupplierReturnLine
from garage.models.stock import GoodsIssue, GoodsReceipt, GoodsReceiptLine, StockMovement
from garage.models.stocktakes import Stocktake, StocktakeLine, WriteOff, WriteOffLine

SLIPS = (MovementKind.ISSUE, MovementKind.RETURN)
"""Kinds that an issue or return slip writes; its lines are those of the order."""

WITH_LINES = tuple(
    kind
    for kind in MovementKind
    if kind not in {*SLIPS, MovementKind.PRICE_DIFFERENCE, MovementKind.REVERSAL}
)
"""Kinds whose documents keep lines of their own."""


def check_books() -> list[str]:
    """What is wrong in the books, in words; empty when they balance (invariants 2, 3, 7, 20).

    Every card's chain of balances is unbroken, its sums are what the part says it has, every kind moves the way it
    must, a reversal undoes its movement, what is drawn is what order lines say, and the lines of every document are
    its movements. The engine does it in whole sets, so that a million movements take seconds.
    """
    with transaction():
        return [
            *_broken_chains(),
            *differing_stocks(),
            *_false_directions(),
            *_false_reversals(),
            *_false_issues(),
            *_false_slips(),
            *_false_documents(),
            *_half_reversed(),
        ]


def differing_stocks() -> list[str]:
    """Parts whose stock or value is not the sum of their ledger, in words."""
    ledger = (
        StockMovement.select(
            StockMovement.part,
            fn.SUM(StockMovement.qty_milli).alias("qty_milli"),
            fn.SUM(StockMovement.value_fen).alias("value_fen"),
        )
        .group_by(StockMovement.part)
        .alias("ledger")
    )
    moved, worth = fn.COALESCE(ledger.c.qty_milli, 0), fn.COALESCE(ledger.c.value_fen, 0)
    query = (
        Part.select(Part.code)
        .join(ledger, JOIN.LEFT_OUTER, on=(ledger.c.part_id == Part.id))
        .where((Part.on_hand_milli != moved) | (Part.value_fen != worth))
        .order_by(Part.id)
    )
    return [
        _("Part {part}: its stock differs from its ledger.").format(part=code) for (code,) in _rows(query)
    ]


def _broken_chains() -> Iterator[str]:
    """Where the balance of a card first differs from all that has moved so far, or nothing is worth something."""

    def so_far(column: Any) -> Any:
        return fn.SUM(column).over(
            partition_by=[StockMovement.part],
            order_by=[StockMovement.id],
            frame_type=Window.ROWS,
            start=Window.preceding(),
        )

    step = StockMovement.select(
        StockMovement.id,
        StockMovement.part,
        StockMovement.document,
        StockMovement.balance_milli,
        StockMovement.balance_fen,
        so_far(StockMovement.qty_milli).alias("milli"),
        so_far(StockMovement.value_fen).alias("fen"),
    ).alias("step")
    row = step.c
    nothing = (row.balance_milli == 0) & (row.balance_fen != 0)
    broken = (row.milli != row.balance_milli) | (row.fen != row.balance_fen) | nothing
    told: set[int] = set()
    for part_id, document in _rows(
        _from(step, row.part_id, row.document).where(broken).order_by(row.part_id, row.id)
    ):
        if part_id not in told:
            told.add(part_id)
            yield _("Part {part}: the balance after {document} does not follow from the one before.").format(
                part=part_id, document=document
            )


def _false_directions() -> Iterator[str]:
    """In is more, out is less, and only a difference of price moves nothing."""
    kind, qty, value = StockMovement.kind, StockMovement.qty_milli, StockMovement.value_fen
    wrong = (
        kind.in_(_values(COMES_IN)) & ((qty <= 0) | (value < 0)),
        kind.in_(_values(GOES_OUT)) & ((qty >= 0) | (value > 0)),
        (kind == MovementKind.PRICE_DIFFERENCE.value) & (qty != 0),
        (kind == MovementKind.REVERSAL.value) & StockMovement.reversal_of.is_null(),
        (kind != MovementKind.REVERSAL.value) & StockMovement.reversal_of.is_null(False),
    )
    query = StockMovement.select(StockMovement.document).where(reduce(or_, wrong))
    for (document,) in _rows(query.order_by(StockMovement.id)):
        yield _("A movement on {document} goes the wrong way.").format(document=document)


def _false_reversals() -> Iterator[str]:
    """What went out comes back at its value; what came in may be worth all that is left with the last unit."""
    first = StockMovement.alias()
    query = (
        StockMovement.select(StockMovement.document)
        .join(first, on=(first.id == StockMovement.reversal_of))
        .where(
            (first.kind == MovementKind.REVERSAL.value)
            | (StockMovement.part != first.part)
            | (StockMovement.qty_milli + first.qty_milli != 0)
            | ((first.qty_milli < 0) & (StockMovement.value_fen + first.value_fen != 0))
        )
        .order_by(StockMovement.id)
    )
    for (document,) in _rows(query):
        yield _("A reversal on {document} does not undo its movement.").format(document=document)


def _false_issues() -> Iterator[str]:
    moved = (
        StockMovement.select(StockMovement.order_line, fn.SUM(StockMovement.qty_milli).alias("qty_milli"))
        .where(StockMovement.order_line.is_null(False))
        .group_by(StockMovement.order_line)
        .alias("moved")
    )
    in_ledger = fn.COALESCE(moved.c.qty_milli, 0)
    query = (
        OrderLine.select(WorkOrder.no, OrderLine.position, OrderLine.issued_milli, in_ledger)
        .join(WorkOrder, on=(WorkOrder.id == OrderLine.order))
        .left_outer_join(moved, on=(moved.c.order_line_id == OrderLine.id))
        .where(OrderLine.issued_milli + in_ledger != 0)
        .order_by(OrderLine.id)
    )
    for no, position, issued, balance in _rows(query):
        yield _("{order}, line {n}: {issued} issued, but {moved} in the ledger.").format(
            order=no, n=position, issued=format_quantity(issued), moved=format_quantity(-int(balance))
        )


def _false_slips() -> Iterator[str]:
    """Parts go to orders, and come back, with a slip."""
    kind = Case(None, [(GoodsIssue.is_return, MovementKind.RETURN.value)], MovementKind.ISSUE.value)
    moved = StockMovement.select(StockMovement.kind, StockMovement.document)
    without = moved.where(StockMovement.kind.in_(_values(SLIPS))) - GoodsIssue.select(kind, GoodsIssue.no)
    for _kind, document in sorted(_rows(without)):
        yield _("The ledger names {document}, which is not there.").format(document=document)


def _false_documents() -> Iterator[str]:
    """Documents of which a part's lines are not its movements, to the thousandth and the fen; either may be missing."""
    moved = StockMovement.select(
        StockMovement.document.alias("no"),
        StockMovement.part.alias("part"),
        (StockMovement.qty_milli * -1).alias("milli"),
        (StockMovement.value_fen * -1).alias("fen"),
    ).where(StockMovement.kind.in_(_values(WITH_LINES)))
    both = _together([*_lines(), moved])
    query = (
        _from(both, both.c.no, both.c.part)
        .group_by(both.c.no, both.c.part)
        .having((fn.SUM(both.c.milli) != 0) | (fn.SUM(both.c.fen) != 0))
        .order_by(both.c.no, both.c.part)
    )
    names = {}
    faults = list(_rows(query))
    if faults:
        names = dict(_rows(Part.select(Part.id, Part.code)))
    for no, part_id in faults:
        yield _("{document}, part {part}: the ledger does not say what the document says.").format(
            document=no, part=names.get(part_id, part_id)
        )


def _lines(*, taken_back: bool = False) -> list[Any]:
    """(number, part, signed quantity, signed value) of every line that has moved its part, or of those taken back."""

    def lines(line: Any, document: Any, which: Any, sign: Any = 1) -> Any:
        counted = line is StocktakeLine
        milli = line.difference_milli if counted else line.qty_milli
        fen = line.difference_fen if counted else getattr(line, "value_fen", None) or line.cost_fen
        columns = (document.no.alias("no"), line.part.alias("part"))
        query = line.select(*columns, (milli * sign).alias("milli"), (fen * sign).alias("fen")).join(document)
        return query.where(which) if which is not None else query

    def undone(at: Any) -> Any:
        return at.is_null(False) if taken_back else None

    back = Case(None, [(CounterSale.return_of.is_null(False), 1)], -1)
    posted = [lines(StocktakeLine, Stocktake, Stocktake.state == StocktakeState.POSTED.value)]
    return [
        lines(GoodsReceiptLine, GoodsReceipt, undone(GoodsReceipt.reversed_at)),
        lines(SupplierReturnLine, SupplierReturn, undone(SupplierReturn.reversed_at), -1),
        lines(WriteOffLine, WriteOff, undone(WriteOff.reversed_at), -1),
        lines(CounterSaleLine, CounterSale, undone(CounterSale.voided_at), back),
        *([] if taken_back else posted),
    ]


def _half_reversed() -> Iterator[str]:
    """A document that was taken back has every movement reversed, any other none."""
    first = StockMovement.alias()
    undone = (
        StockMovement.select(
            first.document.alias("no"),
            StockMovement.part.alias("part"),
            StockMovement.qty_milli.alias("milli"),
            StockMovement.value_fen.alias("fen"),
        )
        .join(first, on=(first.id == StockMovement.reversal_of))
        .where(first.kind.in_(_values(WITH_LINES)))
    )
    both = _together([*_lines(taken_back=True), undone])
    query = _from(both, both.c.no).group_by(both.c.no, both.c.part).having(fn.SUM(both.c.milli) != 0)
    for (no,) in sorted(set(_rows(query))):
        yield _("{document} is taken back, or not, but the ledger says otherwise.").format(document=no)


def _together(queries: list[Any]) -> Any:
    return reduce(lambda left, right: left.union_all(right), queries).alias("both")


def _from(source: Any, *columns: Any) -> Any:
    return Select([source], columns).bind(database)


def _values(kinds: Any) -> list[str]:
    return sorted(kind.value for kind in kinds)


def _rows(query: Any) -> Iterator[tuple[Any, ...]]:
    return iter(query.tuples().iterator())
