"""Forms of counting, for the catalogue."""

from typing import Any

from garage.domain.stocktakes import CountScope
from garage.services import parts, stocktake_list, stocktakes, write_off_list, write_offs
from garage.services.count_scopes import Scope
from garage.services.stocktake_list import StocktakeRow
from garage.services.write_offs import WrittenLine
from garage.ui.desk import Desk
from garage.ui.forms.stocktake import BeginStocktakeForm, PostForm
from garage.ui.forms.write_off import WriteOffForm, WriteOffReversal


def a_count(desk: Desk) -> StocktakeRow:
    """A stocktake of everything, one part of it counted one short."""
    if not stocktake_list.open_count():
        begun = stocktakes.begin(desk.by(), Scope(CountScope.ALL))
        line = stocktake_list.lines_of(begun.id)[0]
        stocktakes.count(desk.by(), begun.id, {line.part_id: max(0, line.book_milli - 1_000)})
    return stocktake_list.page(opened=True).rows[0]


def reversal(desk: Desk) -> WriteOffReversal:
    """A part that was written off is found again."""
    part = next(row.id for row in parts.page().rows if row.on_hand_milli >= 1_000)
    write_offs.write_off(desk.by(), [WrittenLine(part, 1_000)], "盘亏", approved_by=desk.by().staff_id)
    return WriteOffReversal(desk, None, write_off_list.page().rows[0])


def forms() -> dict[str, tuple[str, Any]]:
    """Entries of the catalogue: none needs an order that has come any further than reception."""
    return {
        "begin_stocktake": ("receive", lambda desk, _page: BeginStocktakeForm(desk, None)),
        "post_stocktake": ("receive", lambda desk, _page: PostForm(None, desk, a_count(desk))),
        "write_off_reversal": ("receive", lambda desk, _page: reversal(desk)),
        "write_off": (
            "receive",
            lambda desk, _page: WriteOffForm(desk, None, [row.id for row in parts.page().rows[:2]]),
        ),
    }
