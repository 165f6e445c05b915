"""A piece of a tracked part that goes back to its supplier or is written off is known by its number."""

from dataclasses import replace

import pytest

from garage.domain.documents import Imprint
from garage.errors import FieldError
from garage.models.stock import LineSerial
from garage.models.stocktakes import WriteOff
from garage.services import (
    books,
    goods_issues,
    papers_stocktakes,
    papers_suppliers,
    serial_books,
    serials,
    supplier_returns,
    write_offs,
)
from garage.services.command import By
from garage.services.goods_issues import IssueLine
from garage.services.serials import Fitted
from garage.services.supplier_returns import ReturnLine
from garage.services.write_offs import WrittenLine
from tests.services.buying_from import BuyingFrom
from tests.services.stockroom import Stockroom, on_hand


@pytest.fixture
def shop(boss: By, mechanic: int) -> BuyingFrom:
    return BuyingFrom(Stockroom(boss, mechanic))


@pytest.fixture
def battery(shop: BuyingFrom) -> int:
    """Three tracked batteries, delivered in two deliveries."""
    part = shop.room.part(serial_tracked=True, name="蓄电池")
    shop.deliver((part, 2, 20_000))
    shop.deliver((part, 1, 10_000))
    return part


def give_back(shop: BuyingFrom, part: int, qty: int, *numbers: str) -> str:
    line = ReturnLine(part, qty * 1000, 0, serials=numbers)
    return supplier_returns.return_goods(shop.by, shop.id, [line], "漏液")


def spoil(shop: BuyingFrom, part: int, qty: int, *numbers: str) -> int:
    line = WrittenLine(part, qty * 1000, numbers)
    return int(WriteOff.get(WriteOff.no == write_offs.write_off(shop.by, [line], "摔坏")).id)


def fit(shop: BuyingFrom, part: int, number: str) -> None:
    order = shop.room.order()
    line = IssueLine(shop.room.line(order, part), 1000, (Fitted(number),))
    goods_issues.issue_parts(shop.by, order, lines=[line], received_by=shop.room.mechanic)


def imprint(shop: BuyingFrom) -> Imprint:
    return Imprint(shop.by.at, "")


def test_pieces_that_go_back_are_named_on_the_paper_and_found_by_number(
    shop: BuyingFrom, battery: int
) -> None:
    no = give_back(shop, battery, 2, " sn-1 ", "SN-2")
    first, second = papers_suppliers.return_slip(no, imprint(shop), with_cost=False).lines
    assert (first.serials, second.serials) == (("SN-1", "SN-2"), ())
    [found] = serials.find("sn-1")
    assert (found.order_id, found.sale_id, found.paper_no) == (None, None, no)
    assert found.where == f"{no} · 深圳众诚汽配"
    assert (found.at, found.returned) == (shop.by.at, False)
    assert [one.new for one in serials.of_part(battery)] == ["SN-2", "SN-1"]
    assert books.check() == []


@pytest.mark.parametrize("numbers", [[], ["A"], ["A", "A"], ["A", " "], ["A", "B", "C"]])
def test_no_tracked_piece_goes_back_without_a_number_of_its_own(
    shop: BuyingFrom, battery: int, numbers: list[str]
) -> None:
    with pytest.raises(FieldError) as refused:
        give_back(shop, battery, 2, *numbers)
    assert refused.value.field == "lines.0.serials"
    assert on_hand(battery).qty_milli == 3000


def test_a_number_stands_on_one_line_of_a_return_only(shop: BuyingFrom, battery: int) -> None:
    lines = [ReturnLine(battery, 1000, 0, serials=("A",)) for _line in range(2)]
    with pytest.raises(FieldError) as refused:
        supplier_returns.return_goods(shop.by, shop.id, lines, "漏液")
    assert refused.value.field == "lines.1.serials"


def test_what_went_back_or_was_written_off_is_not_fitted_until_that_is_reversed(
    shop: BuyingFrom, battery: int
) -> None:
    no, spoilt = give_back(shop, battery, 1, "A"), spoil(shop, battery, 1, "B")
    for number, where in (("A", no), ("B", WriteOff.get_by_id(spoilt).no)):
        with pytest.raises(FieldError, match=where):
            fit(shop, battery, number)
    supplier_returns.reverse_return(shop.by, no, "又要了")
    write_offs.reverse(shop.by, spoilt, 1, "没坏")
    assert [one.returned for one in serials.of_part(battery)] == [True, True]
    for number in "AB":
        fit(shop, battery, number)
    assert list(serial_books.check_books()) == []


def test_a_piece_that_is_out_on_an_order_neither_goes_back_nor_is_written_off(
    shop: BuyingFrom, battery: int
) -> None:
    fit(shop, battery, "A")
    for act in (give_back, spoil):
        with pytest.raises(FieldError) as refused:
            act(shop, battery, 1, "A")
        assert refused.value.field == "lines.0.serials"


def test_what_is_lost_may_be_written_off_without_its_number(shop: BuyingFrom, battery: int) -> None:
    ref = spoil(shop, battery, 2, "A")
    [line] = papers_stocktakes.write_off(ref, imprint(shop), with_cost=False).lines
    assert line.serials == ("A",)
    with pytest.raises(FieldError) as refused:
        spoil(shop, battery, 1, "B", "C")
    assert refused.value.field == "lines.0.serials"
    assert books.check() == []


def test_the_books_find_a_paper_that_names_more_pieces_than_it_took(shop: BuyingFrom, battery: int) -> None:
    no = give_back(shop, battery, 1, "A")
    LineSerial.insert(part=battery, new_serial="B", back_document=no).execute()
    assert books.check() == [f"{no} has more or fewer serial numbers than pieces."]


def test_the_books_find_a_piece_that_is_still_gone_by_a_reversed_paper(
    shop: BuyingFrom, battery: int
) -> None:
    ref = spoil(shop, battery, 1, "A")
    write_offs.reverse(shop.by, ref, 1, "没坏")
    LineSerial.update(returned=False).execute()
    no = WriteOff.get_by_id(ref).no
    assert books.check() == [f"{no} has more or fewer serial numbers than pieces."]


def test_an_owner_approves_when_a_write_off_is_reversed(shop: BuyingFrom, battery: int) -> None:
    ref = spoil(shop, battery, 1)
    keeper = replace(shop.by, staff_id=shop.room.mechanic)
    with pytest.raises(FieldError) as refused:
        write_offs.reverse(keeper, ref, 1, "没坏")
    assert refused.value.field == "approved_by"
    write_offs.reverse(keeper, ref, 1, "没坏", approved_by=shop.by.staff_id)
    assert on_hand(battery).qty_milli == 3000


def test_two_lines_of_an_issue_do_not_take_the_same_number(shop: BuyingFrom, battery: int) -> None:
    order = shop.room.order()
    lines = [IssueLine(shop.room.line(order, battery), 1000, (Fitted("A"),)) for _line in range(2)]
    with pytest.raises(FieldError):
        goods_issues.issue_parts(shop.by, order, lines=lines, received_by=shop.room.mechanic)
    assert on_hand(battery).qty_milli == 3000
