"""A piece of a tracked part that is sold over the counter is known by its number, until it comes back."""

from typing import Any

import pytest

from garage.domain.counter_sales import SaleLine
from garage.domain.documents import Imprint
from garage.domain.settlements import PayMethod, Tender
from garage.errors import FieldError
from garage.models.counter_sales import CounterSaleLine
from garage.models.stock import LineSerial
from garage.services import (
    books,
    counter_returns,
    counter_sales,
    goods_issues,
    issue_slips,
    papers_sales,
    sale_list,
    serial_books,
    serials,
    shop,
)
from garage.services.command import By
from garage.services.counter_sales import Buyer, Sold
from garage.services.goods_issues import IssueLine
from garage.services.serials import Fitted
from tests.services.stockroom import Stockroom, on_hand


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


@pytest.fixture
def battery(room: Stockroom) -> int:
    """Three tracked batteries on the shelf."""
    return room.part(3, 30_000, serial_tracked=True, name="蓄电池", price_fen=20_000)


def sell(room: Stockroom, part: int, qty: int, *numbers: str) -> Sold:
    line = SaleLine(part, qty * 1000, 20_000, serials=numbers)
    cash = [Tender(PayMethod.CASH, 20_000 * qty)]
    return counter_sales.sell(room.by, Buyer(name="顺达物流"), [line], cash)


def line_of(sold: Sold) -> int:
    return int(CounterSaleLine.get(CounterSaleLine.sale == sold.id).id)


def back(room: Stockroom, sold: Sold, qty: int, *numbers: str) -> Sold:
    line = line_of(sold)
    cash = [Tender(PayMethod.CASH, 20_000 * qty)]
    named = {line: numbers} if numbers else None
    return counter_returns.take_back(room.by, sold.id, {line: qty * 1000}, "装不上", cash, named)


def test_a_sold_piece_is_found_by_its_number_and_stands_on_the_slip(room: Stockroom, battery: int) -> None:
    sold = sell(room, battery, 2, " sn-1 ", "SN-2")
    [found] = serials.find("sn-1")
    assert (found.sale_id, found.sale_no, found.order_id) == (sold.id, sold.no, None)
    assert found.where == f"{sold.no} · 顺达物流"
    assert (found.part, found.at, found.returned) == ("蓄电池", room.by.at, False)
    [line] = papers_sales.sale_slip(sold.id, Imprint(room.by.at, "")).lines
    assert line.serials == ("SN-1", "SN-2")
    assert books.check() == []


@pytest.mark.parametrize("numbers", [[], ["A"], ["A", "A"], ["A", " "]])
def test_nothing_tracked_is_sold_without_a_number_for_each_piece(
    room: Stockroom, battery: int, numbers: list[str]
) -> None:
    with pytest.raises(FieldError) as refused:
        sell(room, battery, 2, *numbers)
    assert refused.value.field == "lines.0.serials"
    assert on_hand(battery).qty_milli == 3000


def test_a_number_that_was_sold_goes_out_again_only_when_it_is_back(room: Stockroom, battery: int) -> None:
    sold = sell(room, battery, 1, "SN-1")
    order = room.order()
    wanted = [IssueLine(room.line(order, battery), 1000, (Fitted("SN-1"),))]
    with pytest.raises(FieldError) as refused:
        goods_issues.issue_parts(room.by, order, lines=wanted, received_by=room.mechanic)
    assert sold.no in refused.value.text
    with pytest.raises(FieldError):
        sell(room, battery, 1, "sn-1")
    back(room, sold, 1)
    goods_issues.issue_parts(room.by, order, lines=wanted, received_by=room.mechanic)
    assert [row.returned for row in serials.find("SN-1")] == [False, True]


def test_one_number_is_not_sold_twice_in_one_sale(room: Stockroom, battery: int) -> None:
    lines = [SaleLine(battery, 1000, 20_000, serials=("SN-1",))] * 2
    with pytest.raises(FieldError) as refused:
        counter_sales.sell(room.by, Buyer(), lines, [Tender(PayMethod.CASH, 40_000)])
    assert refused.value.field == "lines.1.serials"


def test_a_return_says_which_pieces_came_back(room: Stockroom, battery: int) -> None:
    sold = sell(room, battery, 3, "SN-1", "SN-2", "SN-3")
    with pytest.raises(FieldError) as refused:
        back(room, sold, 1)
    assert refused.value.field == f"serials.{line_of(sold)}"
    with pytest.raises(FieldError):
        back(room, sold, 1, "SN-9")
    first, rest = back(room, sold, 1, "sn-2"), back(room, sold, 2)
    said = [papers_sales.sale_slip(one.id, Imprint(room.by.at, "")).lines[0].serials for one in (first, rest)]
    assert said == [("SN-2",), ("SN-1", "SN-3")]
    assert sale_list.one(sold.id).lines[0].out == ()
    assert books.check() == []


def test_a_void_sale_brings_its_pieces_back(room: Stockroom, battery: int) -> None:
    sold = sell(room, battery, 1, "SN-1")
    counter_returns.void(room.by, sold.id, sale_list.one(sold.id).row.version, "录错")
    assert [row.returned for row in serials.find("SN-1")] == [True]
    sell(room, battery, 1, "SN-1")
    assert books.check() == []


def test_the_books_tell_a_sale_with_more_numbers_than_pieces(room: Stockroom, battery: int) -> None:
    sold = sell(room, battery, 2, "SN-1", "SN-2")
    LineSerial.delete().where(LineSerial.new_serial == "SN-2").execute()
    assert list(serial_books.check_books()) == [f"{sold.no} has more or fewer serial numbers than pieces."]


def test_a_return_slip_of_a_job_names_the_pieces_that_came_back(room: Stockroom, battery: int) -> None:
    order = room.order()
    line = room.line(order, battery, 2)
    pieces = (Fitted("SN-1", "OLD-1"), Fitted("SN-2"))
    out = goods_issues.issue_parts(
        room.by, order, lines=[IssueLine(line, 2000, pieces)], received_by=room.mechanic
    )
    came = goods_issues.return_parts(
        room.by, order, lines=[IssueLine(line, 1000, (Fitted("SN-2"),))], received_by=room.mechanic
    )
    assert _on_slip(room, came.id) == [("SN-2", "")]
    assert _on_slip(room, out.id) == [("SN-1", "OLD-1"), ("SN-2", "")]


def _on_slip(room: Stockroom, issue: int) -> list[Any]:
    imprint = Imprint(room.by.at, "")
    paper = issue_slips.slip(issue, shop.letterhead(), imprint, with_cost=False)
    return [pair for part in paper.parts for pair in part.serials]
