"""The buying page: proposals become orders, orders are placed and received, receipts reversed, weeks listed."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from garage.domain.orders import OrderState
from garage.domain.purchasing import PurchaseState
from garage.domain.staff import Role
from garage.services import (
    goods_receipts,
    purchase_limits,
    purchase_orders,
    purchasing,
    spot_purchases,
    staff,
)
from garage.services.parts import PartData
from garage.services.purchase_orders import PurchaseFilter
from garage.ui.desk import Desk
from garage.ui.forms import print_buying, to_excel
from garage.ui.forms.goods_receipt import GoodsReceiptForm
from garage.ui.forms.purchase_limit import PurchaseLimitForm
from garage.ui.forms.purchase_order import ExpectForm, PlaceOrderForm, PurchaseOrderForm
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit import second_press
from garage.ui.kit.messages import Toast
from garage.ui.pages.purchasing import RECEIPTS, SPOT, BuyingPage
from tests.services.buying import Buyer
from tests.services.stockroom import Stockroom

NOW = datetime(2026, 11, 21, 9)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def buyer(desk: Desk) -> Buyer:
    return Buyer(Stockroom(desk.by(), 2))


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, buyer: Buyer) -> BuyingPage:
    made = BuyingPage(desk)
    qtbot.addWidget(made)
    made.resize(1280, 640)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def form_of(page: BuyingPage, kind: type[QDialog]) -> Any:
    """The form that is open now."""
    [form] = [one for one in page.findChildren(kind) if one.isVisible()]
    return form


def said(page: BuyingPage) -> str:
    """What the newest message says."""
    return page.window().findChildren(Toast)[-1].accessibleName()


def save(qtbot: QtBot, form: QDialog) -> None:
    """Save a form by its key."""
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return, CONTROL)


def test_the_workbook_of_the_proposals_is_what_the_supplier_under_the_bar_lacks(
    qtbot: QtBot, page: BuyingPage, buyer: Buyer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    buyer.room.part(code="A", min_qty_milli=2_000, supplier=buyer.supplier)
    page.proposals.refresh()
    page.proposals.suppliers.setFocus()
    target = tmp_path / "made.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    for asks in (page, page.proposals.suppliers.leads_to):
        target.unlink(missing_ok=True)
        assert to_excel.export(asks, NOW) is not None
        qtbot.waitUntil(target.exists, timeout=20_000)
        rows = [row[:2] for row in openpyxl.load_workbook(target).worksheets[0].iter_rows(values_only=True)]
        assert rows[0][0] == page.proposals.grid.accessibleName()
        assert rows[-2:] == [("Code", "Part"), ("A", "机油滤清器")]


@pytest.mark.usefixtures("language")
def test_an_empty_page_says_what_belongs_there(qtbot: QtBot, page: BuyingPage) -> None:
    for chip in ("proposals", *PurchaseFilter, RECEIPTS, SPOT):
        page.show_chip(chip)
        assert page.chips.current() == chip
    assert not page.proposals.below.isVisible()
    page.show_chip(PurchaseFilter.DRAFT)
    with qtbot.waitSignal(page.orders.list.selected, timeout=100, raising=False):
        page.orders.list.findChild(type(page.chips.chip(SPOT)), "empty_action").click()
    form_of(page, PurchaseOrderForm).reject()


@pytest.mark.usefixtures("language")
def test_a_proposal_becomes_an_order_by_one_key_and_is_placed_by_another(
    qtbot: QtBot, page: BuyingPage, buyer: Buyer
) -> None:
    part = buyer.room.part(min_qty_milli=2000, supplier=buyer.supplier, last_cost_fen=150)
    page.proposals.refresh()
    assert page.chips.chip("proposals").text().endswith(" 1")
    page.proposals.grid.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), "7")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert page.proposals.total.text().endswith("¥10.50")
    page.proposals.order_action.trigger()
    [order] = purchase_orders.page(date(2026, 11, 21), PurchaseFilter.DRAFT).rows
    [line] = purchase_orders.lines_of(order.id)
    assert (line.part_id, line.qty_milli, line.price_fen) == (part, 7000, 150)
    assert order.no in said(page)
    page.show_order(order.id)
    assert page.chips.current() == PurchaseFilter.DRAFT
    page.orders.place()
    form = form_of(page, PlaceOrderForm)
    save(qtbot, form)
    assert buyer.card(order.id).row.state is PurchaseState.ORDERED
    assert page.chips.chip(PurchaseFilter.COMING).text().endswith(" 1")


def test_all_suppliers_at_once_and_what_names_none_waits(page: BuyingPage, buyer: Buyer) -> None:
    other = buyer.add_supplier("安达配件")
    for supplier in (buyer.supplier, other, None):
        buyer.room.part(min_qty_milli=2000, supplier=supplier, last_cost_fen=150)
    page.proposals.refresh()
    assert len(page.proposals.order_all()) == 2
    assert page.proposals.suppliers.rows().rowCount() == 1
    page.proposals.all_action.trigger()
    assert len(purchase_orders.page(date(2026, 11, 21), PurchaseFilter.ALL).rows) == 2
    page.proposals.supplier.set_value(other)
    page.proposals.order_action.trigger()
    assert len(purchase_orders.page(date(2026, 11, 21), PurchaseFilter.ALL).rows) == 3


def test_the_key_pressed_twice_drafts_one_suppliers_order(
    qtbot: QtBot, page: BuyingPage, buyer: Buyer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_press, "DEAF_MS", 5_000)
    for supplier in (buyer.supplier, buyer.add_supplier("安达配件")):
        buyer.room.part(min_qty_milli=2000, supplier=supplier, last_cost_fen=150)
    page.proposals.refresh()
    page.proposals.grid.setFocus()
    for _press in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CONTROL)
    assert len(purchase_orders.page(date(2026, 11, 21), PurchaseFilter.ALL).rows) == 1
    second_press.count_every_press()


def test_what_was_typed_stays_while_somebody_else_changes_something(page: BuyingPage, buyer: Buyer) -> None:
    buyer.room.part(min_qty_milli=2000, supplier=buyer.supplier, last_cost_fen=150)
    page.proposals.refresh()
    grid = page.proposals.grid
    grid.lines.setData(grid.lines.index(0, grid.lines.place_of("qty")), "5")
    buyer.room.receive((buyer.room.part(), 1, 100))
    assert grid.rows()[0]["qty"] == 5000
    grid.lines.setData(grid.lines.index(0, grid.lines.place_of("price")), "abc")
    page.proposals.order_action.trigger()
    assert grid.lines.first_error() is not None
    assert purchase_orders.counts(date(2026, 11, 21))[PurchaseFilter.DRAFT] == 0


def test_a_part_left_empty_is_not_ordered(page: BuyingPage, buyer: Buyer) -> None:
    for code in ("A", "B"):
        buyer.room.part(code=code, min_qty_milli=2000, supplier=buyer.supplier, last_cost_fen=150)
    page.proposals.refresh()
    page.proposals.grid.go_to(0, "qty")
    page.proposals.grid.remove_row()
    [order] = page.proposals.order_this()
    assert [line.code for line in purchase_orders.lines_of(order)] == ["B"]


@pytest.mark.usefixtures("language")
def test_an_order_is_received_from_the_list_and_its_job_is_told(
    qtbot: QtBot, page: BuyingPage, buyer: Buyer
) -> None:
    part, job = buyer.room.part(), buyer.room.order(OrderState.ON_HOLD)
    buyer.room.line(job, part, 2)
    buyer.hold_for_parts(job)
    order = buyer.order((part, 2, 100))
    page.show_order(order)
    qtbot.keyClick(page.orders.list, Qt.Key.Key_Return)
    form = form_of(page, GoodsReceiptForm)
    form.take_all()
    save(qtbot, form)
    assert buyer.card(order).row.state is PurchaseState.RECEIVED
    assert "京A·12345" in said(page)
    with qtbot.waitSignal(page.order_opened) as opened:
        page.window().findChildren(Toast)[-1].findChild(type(page.chips.chip(SPOT))).click()
    assert opened.args == [job]


def test_a_delivery_that_no_job_waits_for_is_simply_booked_in(
    qtbot: QtBot, page: BuyingPage, buyer: Buyer
) -> None:
    part = buyer.room.part()
    form = page.receive_goods()
    form.add_part(part)
    form.grid.lines.setData(form.grid.lines.index(0, form.grid.lines.place_of("cost")), "0")
    form.widget("supplier_id").set_value(buyer.supplier)
    assert form.submit()
    assert said(page).startswith("GR-2026-00001")
    page.window().findChildren(Toast)[-1].findChild(type(page.chips.chip(SPOT))).click()
    assert page.chips.current() == RECEIPTS
    assert page.receipts.list.current_row().no == "GR-2026-00001"


def test_the_bar_goes_to_what_was_just_booked_in(page: BuyingPage, buyer: Buyer) -> None:
    part = buyer.room.part()
    first = buyer.room.receive((part, 1, 100))
    page.show_document(first)
    form = page.receive_goods()
    form.add_part(part)
    form.grid.lines.setData(form.grid.lines.index(0, form.grid.lines.place_of("cost")), "0")
    form.widget("supplier_id").set_value(buyer.supplier)
    assert form.submit()
    assert page.receipts.list.current_row().no == "GR-2026-00002" != first


@pytest.mark.usefixtures("language")
def test_a_draft_is_changed_an_order_awaited_later_and_withdrawn(
    qtbot: QtBot, page: BuyingPage, buyer: Buyer
) -> None:
    part = buyer.room.part()
    draft = buyer.draft((part, 2, 100))
    page.show_order(draft)
    qtbot.keyClick(page.orders.list, Qt.Key.Key_Return)
    form_of(page, PurchaseOrderForm).reject()
    purchasing.place(buyer.by, draft, 1)
    page.show_order(draft)
    page.orders.expect()
    form = form_of(page, ExpectForm)
    form.widget("expected_on").set_value(date(2026, 12, 1))
    assert form.submit()
    assert buyer.card(draft).row.expected_on == date(2026, 12, 1)
    page.show_order(draft)
    page.orders.end()
    reason = form_of(page, ReasonForm)
    reason.widget("reason").set_value("缺货")
    assert reason.submit()
    assert buyer.card(draft).row.state is PurchaseState.CANCELLED


def test_the_rest_of_an_order_is_closed_and_closed_orders_do_nothing_more(
    page: BuyingPage, buyer: Buyer
) -> None:
    order = buyer.order((buyer.room.part(), 5, 100))
    buyer.deliver(order, (1, 100))
    page.show_order(order)
    page.orders.end()
    reason = form_of(page, ReasonForm)
    reason.widget("reason").set_value("停产")
    assert reason.submit()
    page.show_order(order)
    assert page.chips.current() == PurchaseFilter.ALL
    for act in (page.orders.change, page.orders.place, page.orders.expect, page.orders.end):
        act()
    assert [one for one in page.findChildren(QDialog) if one.isVisible()] == []


def test_the_owner_sets_the_limit_and_the_storekeeper_does_not_see_it(
    desk: Desk, page: BuyingPage, buyer: Buyer
) -> None:
    page.show_chip(PurchaseFilter.DRAFT)
    page.orders.set_limit()
    form = form_of(page, PurchaseLimitForm)
    form.widget("limit").set_value(10_000)
    assert form.submit()
    assert purchase_limits.limit_fen() == 10_000
    keeper = next(one.id for one in staff.people(Role.STOREKEEPER) if Role.OWNER not in one.roles)
    desk.act_as(keeper)
    page.show_chip(PurchaseFilter.DRAFT)
    assert not page.orders._limit[1].isVisible()
    order = buyer.draft((buyer.room.part(), 2, 10_000))
    page.show_order(order)
    page.orders.place()
    place = form_of(page, PlaceOrderForm)
    assert place.widget("approved_by").isVisible()
    assert not place.submit()
    assert not place.body.boxes["approved_by"].error.isHidden()
    place.widget("approved_by").set_value(1)
    assert place.submit()
    assert buyer.card(order).approved_by == "张三"


def test_a_mechanic_sees_no_price(desk: Desk, page: BuyingPage, buyer: Buyer) -> None:
    desk.act_as(2)
    names = [column.name for column in page.orders.lines.rows().columns]
    assert page.orders.lines.isColumnHidden(names.index("price"))
    names = [column.name for column in page.receipts.list.rows().columns]
    assert page.receipts.list.isColumnHidden(names.index("cost"))
    assert page.spot.list.isColumnHidden([one.name for one in page.spot.list.rows().columns].index("amount"))
    page.show_chip(SPOT)
    assert not page.spot.sum.isVisible()


def test_a_scanned_number_leads_to_its_document(page: BuyingPage, buyer: Buyer) -> None:
    part = buyer.room.part()
    order = buyer.order((part, 5, 100))
    number = buyer.deliver(order, (1, 100))
    assert page.show_document("PO-2026-00001")
    assert page.orders.row().id == order  # type: ignore[union-attr]
    assert page.show_document(number)
    assert page.receipts.list.current_row().no == number
    assert not page.show_document("PO-2026-00002")


@pytest.mark.usefixtures("language")
def test_the_week_of_spot_purchases(qtbot: QtBot, page: BuyingPage, buyer: Buyer) -> None:
    job = buyer.room.order()
    for bought_by, method in ((1, "CASH"), (2, "WECHAT")):
        from garage.domain.settlements import PayMethod

        spot_purchases.buy(
            buyer.by,
            buyer.room.line(job, None, 1),
            qty_milli=1000,
            cost_fen=100 * bought_by,
            vendor="路口汽配",
            method=PayMethod(method),
            bought_by=bought_by,
            received_by=2,
            new_part=PartData(code=f"X{bought_by}", name="水泵"),
        )
    page.show_chip(SPOT)
    assert page.spot.list.rows().rowCount() == 2
    assert page.spot.sum.text().endswith("¥3.00")
    page.spot.buyer.set_value(2)
    page.spot.refresh()
    assert page.spot.sum.text().endswith("¥2.00")
    with qtbot.waitSignal(page.order_opened) as opened:
        qtbot.keyClick(page.spot.list, Qt.Key.Key_Return)
    assert opened.args == [job]
    page.spot.take_back()
    reason = form_of(page, ReasonForm)
    reason.widget("reason").set_value("买错")
    assert reason.submit()
    assert page.spot.sum.text().endswith("¥0.00")
    at = [one.name for one in page.spot.list.rows().columns].index("amount")
    assert page.spot.list.rows().index(0, at).data() == "(¥2.00)", "no total of a workbook counts it"
    page.spot.go(-1)
    assert page.spot.list.rows().rowCount() == 0
    assert page.spot.start == date(2026, 11, 9)
    page.spot.show_week(date(2026, 11, 21))
    assert page.spot.start == date(2026, 11, 16)


def test_a_receipt_is_reversed_with_a_reason(page: BuyingPage, buyer: Buyer) -> None:
    buyer.room.receive((buyer.room.part(), 1, 100))
    page.show_chip(RECEIPTS)
    page.receipts.reverse()
    reason = form_of(page, ReasonForm)
    reason.widget("reason").set_value("录错")
    assert reason.submit()
    assert goods_receipts.page().rows[0].reverse_reason == "录错"
    page.receipts.reverse()
    assert [one for one in page.findChildren(ReasonForm) if one.isVisible()] == []


def test_papers_and_the_workbook_are_made_of_the_row_under_the_bar(
    monkeypatch: pytest.MonkeyPatch, page: BuyingPage, buyer: Buyer
) -> None:
    made: list[tuple[str, Any]] = []
    for name in ("print_purchase_order", "purchase_order_to_excel", "print_goods_receipt"):
        monkeypatch.setattr(print_buying, name, lambda _p, _d, ref, name=name: made.append((name, ref)))
    monkeypatch.setattr(
        print_buying, "print_expenses", lambda _p, _d, first, who: made.append((str(first), who))
    )
    order = buyer.order((buyer.room.part(), 5, 100))
    buyer.deliver(order, (1, 100))
    page.show_order(order)
    page.orders.print_order()
    page.orders.export()
    page.show_chip(RECEIPTS)
    page.receipts.print_receipt()
    page.spot.print_list()
    assert made == [
        ("print_purchase_order", order),
        ("purchase_order_to_excel", order),
        ("print_goods_receipt", 1),
        ("2026-11-16", None),
    ]
