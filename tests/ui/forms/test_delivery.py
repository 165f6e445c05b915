"""Goods come in against a purchase order: scanned, inspected, dearer, too many, too few, and at two seats."""

import pytest
from pytestqt.qtbot import QtBot

from garage.domain.purchasing import PurchaseState
from garage.domain.stock import MovementKind
from garage.models.parts import Part
from garage.services import goods_receipts, parts, purchase_books
from garage.ui.desk import Desk
from garage.ui.forms.goods_receipt import GoodsReceiptForm
from garage.ui.kit import messages
from tests.services.buying import Buyer
from tests.services.stockroom import Stockroom
from tests.ui.forms.test_goods_receipt import BARCODE, cell, leave_open_forms, oil, pads, put, scan

__all__ = ["leave_open_forms", "oil", "pads"]


@pytest.fixture
def buyer(desk: Desk) -> Buyer:
    return Buyer(Stockroom(desk.by(), 2))


def receiving(qtbot: QtBot, desk: Desk, order: int) -> GoodsReceiptForm:
    form = GoodsReceiptForm(desk, order_id=order)
    qtbot.addWidget(form)
    form.show()
    return form


def set_cell(form: GoodsReceiptForm, row: int, column: str, text: str) -> None:
    put(form, row, form.grid.lines.place_of(column), text)


@pytest.mark.usefixtures("language")
def test_a_delivery_is_scanned_against_its_order(
    qtbot: QtBot, desk: Desk, buyer: Buyer, pads: int, oil: int
) -> None:
    order = buyer.order((pads, 2, 21_500), (oil, 6, 19_200))
    form = receiving(qtbot, desk, order)
    for _time in range(2):
        scan(qtbot, form, BARCODE)
    assert [(row["open"], row["qty"]) for row in form.grid.rows()] == [(2000, 2000), (6000, None)]
    assert form.widget("rest").isVisible()
    with qtbot.waitSignal(form.saved):
        assert form.submit()
    card = buyer.card(order)
    assert card.row.state is PurchaseState.PARTLY
    assert [line.open_milli for line in card.lines] == [0, 6000]
    assert parts.open_part(pads).stock.value_fen == 43_000


def test_everything_came_as_ordered_by_one_key(qtbot: QtBot, desk: Desk, buyer: Buyer, pads: int) -> None:
    order = buyer.order((pads, 2, 21_500))
    form = receiving(qtbot, desk, order)
    form.take_all()
    assert not form.widget("rest").isVisible()
    assert form.submit()
    assert buyer.card(order).row.state is PurchaseState.RECEIVED


def test_another_price_is_shown_beside_the_ordered_one(
    qtbot: QtBot, desk: Desk, buyer: Buyer, pads: int
) -> None:
    form = receiving(qtbot, desk, buyer.order((pads, 2, 21_500)))
    form.take_all()
    place = form.grid.lines.place_of("ordered")
    assert cell(form, 0, place) == "215.00"
    set_cell(form, 0, "unit_cost", "220")
    assert cell(form, 0, place) == "215.00 (+5.00)"
    set_cell(form, 0, "unit_cost", "210")
    assert cell(form, 0, place) == "215.00 (-5.00)"


def test_what_was_rejected_needs_its_finding(qtbot: QtBot, desk: Desk, buyer: Buyer, pads: int) -> None:
    order = buyer.order((pads, 2, 21_500))
    form = receiving(qtbot, desk, order)
    set_cell(form, 0, "rejected", "2")
    assert not form.submit()
    assert "finding" in form.grid.lines.lines[0].errors
    set_cell(form, 0, "finding", "型号不对")
    assert form.submit()
    assert buyer.card(order).row.state is PurchaseState.ORDERED


@pytest.mark.parametrize(("answer", "booked"), [("yes", True), ("no", False)])
def test_more_than_ordered_is_asked_about(
    qtbot: QtBot,
    desk: Desk,
    buyer: Buyer,
    pads: int,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    booked: bool,
) -> None:
    order = buyer.order((pads, 2, 21_500))
    form = receiving(qtbot, desk, order)
    set_cell(form, 0, "qty", "3")
    monkeypatch.setattr(messages.Box, "ask", lambda _box: answer)
    assert form.submit() is booked
    assert buyer.card(order).lines[0].received_milli == (3000 if booked else 0)
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")


def test_what_will_not_come_closes_the_order(qtbot: QtBot, desk: Desk, buyer: Buyer, pads: int) -> None:
    order = buyer.order((pads, 2, 21_500))
    form = receiving(qtbot, desk, order)
    set_cell(form, 0, "qty", "1")
    form.widget("rest").setCurrentIndex(1)
    assert form.submit()
    assert buyer.card(order).row.state is PurchaseState.CLOSED


def test_what_another_seat_received_meanwhile_is_not_open_any_more(
    qtbot: QtBot, desk: Desk, buyer: Buyer, pads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = buyer.order((pads, 5, 21_500))
    form = receiving(qtbot, desk, order)
    set_cell(form, 0, "qty", "2")
    buyer.deliver(order, (3, 64_500))
    told: list[str] = []
    monkeypatch.setattr(messages, "warn", lambda _parent, _title, text: told.append(text))
    assert not form.submit()
    assert "张三" in told[0]
    assert (form.grid.rows()[0]["open"], form.grid.rows()[0]["qty"]) == (2000, 2000)
    assert form.submit()
    assert buyer.card(order).row.state is PurchaseState.RECEIVED


def test_freight_is_part_of_the_cost_and_what_keeps_has_its_day(
    qtbot: QtBot, desk: Desk, buyer: Buyer, pads: int
) -> None:
    Part.update(shelf_life_days=30).where(Part.id == pads).execute()
    form = receiving(qtbot, desk, buyer.order((pads, 2, 21_500)))
    assert not form.grid.isColumnHidden(form.grid.lines.place_of("expires"))
    form.take_all()
    form.widget("freight_fen").set_value(1_000)
    assert "¥440.00" in form._total.text()
    set_cell(form, 0, "expires", "昨天晚上")
    assert not form.submit()
    assert "expires" in form.grid.lines.lines[0].errors
    set_cell(form, 0, "expires", "2027-06-30")
    assert form.submit()
    [line] = goods_receipts.lines_of(1)
    assert (line.cost_fen, line.freight_fen, str(line.expires_on)) == (44_000, 1_000, "2027-06-30")


def test_a_part_that_was_not_ordered_comes_along(
    qtbot: QtBot, desk: Desk, buyer: Buyer, pads: int, oil: int
) -> None:
    order = buyer.order((pads, 2, 21_500))
    form = receiving(qtbot, desk, order)
    form.take_all()
    form.add_part(oil)
    set_cell(form, 1, "cost", "0")
    assert form.submit()
    assert parts.open_part(oil).stock.on_hand_milli == 1000
    assert buyer.card(order).row.state is PurchaseState.RECEIVED


def test_opening_stock_has_neither_order_nor_inspection(
    qtbot: QtBot, desk: Desk, buyer: Buyer, pads: int
) -> None:
    buyer.order((pads, 2, 21_500))
    form = GoodsReceiptForm(desk, kind=MovementKind.OPENING)
    qtbot.addWidget(form)
    form.show()
    for name in ("order_id", "supplier_id", "freight_fen", "inspected_by", "rest"):
        assert not form.widget(name).isVisible()
    assert form.grid.isColumnHidden(form.grid.lines.place_of("rejected"))


def test_what_was_scanned_before_the_order_was_chosen_counts_on_it(
    qtbot: QtBot, desk: Desk, buyer: Buyer, pads: int, oil: int
) -> None:
    order = buyer.order((pads, 5, 21_500))
    form = GoodsReceiptForm(desk)
    qtbot.addWidget(form)
    form.show()
    for part in (pads, pads, oil):
        form.add_part(part)
    form.order.set_value(order)
    form.order.edited.emit()
    rows = form.grid.rows()
    assert [(row["part_id"], row["open"], row["qty"]) for row in rows] == [
        (pads, 5000, 2000),
        (oil, None, 1000),
    ]
    assert form.widget("supplier_id").value() == buyer.supplier


def test_goods_of_an_order_that_are_opening_stock_after_all_leave_the_order_alone(
    qtbot: QtBot, desk: Desk, buyer: Buyer, pads: int
) -> None:
    """The order was chosen, then the kind: what was typed stays, rejected pieces and the order do not."""
    order = buyer.order((pads, 2, 21_500))
    form = receiving(qtbot, desk, order)
    form.take_all()
    set_cell(form, 0, "rejected", "1")
    set_cell(form, 0, "finding", "破损")
    form.kind.set_value(MovementKind.OPENING)
    assert form.submit()
    assert buyer.card(order).row.state is PurchaseState.ORDERED
    [line] = goods_receipts.lines_of(goods_receipts.page().rows[0].id)
    assert (line.qty_milli, line.rejected_milli) == (2_000, 0)
    assert purchase_books.check_books() == []
