"""Forms of buying: the purchase order, the order for one line of a job, and what was bought outside for it."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.purchasing import PurchaseState
from garage.domain.settlements import PayMethod
from garage.errors import RuleError, StaleError
from garage.models.parts import Part
from garage.services import orders, purchase_limits, purchase_orders, purchasing, serials, spot_purchases
from garage.services.purchasing import OrderedPart
from garage.ui.desk import Desk
from garage.ui.forms import order_steps, print_buying, to_excel, ways_buying
from garage.ui.forms.purchase_order import OrderForLineForm, PurchaseOrderForm
from garage.ui.forms.spot_purchase import ON_ACCOUNT, SpotPurchaseForm, lines_to_buy
from garage.ui.kit import messages
from tests.services.buying import Buyer
from tests.services.stockroom import Stockroom, issued

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person answers yes to every question."""
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")


@pytest.fixture
def buyer(desk: Desk) -> Buyer:
    return Buyer(Stockroom(desk.by(), 2))


@pytest.fixture
def form(qtbot: QtBot, desk: Desk, buyer: Buyer) -> PurchaseOrderForm:
    made = PurchaseOrderForm(desk)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def put(form: PurchaseOrderForm, row: int, column: str, text: str) -> None:
    lines = form.grid.lines
    lines.setData(lines.index(row, lines.place_of(column)), text)


@pytest.mark.usefixtures("language")
def test_an_order_is_drafted_by_keyboard_alone(qtbot: QtBot, form: PurchaseOrderForm, buyer: Buyer) -> None:
    part = buyer.room.part(code="ZD-F01", supplier=buyer.supplier, last_cost_fen=21_500)
    assert form.focusWidget() is form.search
    qtbot.keyClicks(form.search, "ZD-F01")
    qtbot.keyClick(form.search, Qt.Key.Key_Return)
    form.grid.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), "4")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QApplication.processEvents()
    with qtbot.waitSignal(form.saved) as saved:
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return, CONTROL)
    card = purchase_orders.open_order(saved.args[0])
    assert (card.row.state, card.row.supplier_id) == (PurchaseState.DRAFT, buyer.supplier)
    assert [(line.part_id, line.qty_milli, line.price_fen) for line in card.lines] == [(part, 4000, 21_500)]


def test_a_part_scanned_again_counts_one_more(form: PurchaseOrderForm, buyer: Buyer) -> None:
    part = buyer.room.part(last_cost_fen=100)
    form.add_part(part)
    form.add_part(part)
    assert [(row["qty"], row["amount"]) for row in form.grid.rows()] == [(2000, 200)]


def test_what_somebody_lacks_comes_to_what_all_of_it_costs(form: PurchaseOrderForm, buyer: Buyer) -> None:
    part = buyer.room.part(last_cost_fen=100, supplier=buyer.supplier)
    form.add_missing(part, 3000)
    form.add_missing(part, 2000)
    assert [(row["qty"], row["amount"]) for row in form.grid.rows()] == [(5000, 500)]
    assert form.widget("supplier_id").value() == buyer.supplier
    assert form.grid.total_fen() == 500


@pytest.mark.usefixtures("language")
def test_what_is_missing_is_marked_and_what_was_typed_stays(form: PurchaseOrderForm, buyer: Buyer) -> None:
    assert not form.submit()
    form.add_part(buyer.room.part())
    put(form, 0, "qty", "0")
    assert not form.submit()
    assert set(form.grid.lines.lines[0].errors) == {"qty", "price"}
    put(form, 0, "qty", "3")
    put(form, 0, "price", "12.50")
    assert not form.submit()
    assert not form.body.boxes["supplier_id"].error.isHidden()
    form.widget("supplier_id").set_value(buyer.supplier)
    form.widget("expected_on").set_value(date(2026, 11, 1))
    assert not form.submit()
    assert not form.body.boxes["expected_on"].error.isHidden()
    assert form.grid.rows()[0]["amount"] == 3750
    form.widget("expected_on").set_value(None)
    assert form.submit()


def test_a_code_that_nobody_knows_is_said(qtbot: QtBot, form: PurchaseOrderForm) -> None:
    qtbot.keyClicks(form.search, "6901234567892")
    qtbot.keyClick(form.search, Qt.Key.Key_Return)
    assert (
        "6901234567892" in form.body.boxes["search"].error.accessibleName()
        or not form.body.boxes["search"].error.isHidden()
    )


def test_a_draft_keeps_the_job_that_waits(qtbot: QtBot, desk: Desk, buyer: Buyer) -> None:
    part = buyer.room.part()
    line = buyer.room.line(buyer.room.order(), part, 1)
    draft = purchasing.create_order(buyer.by, buyer.supplier, [OrderedPart(part, 1000, 100, line, "急")])
    form = PurchaseOrderForm(desk, None, draft)
    qtbot.addWidget(form)
    form.show()
    QAbstractItemModelTester(form.grid.lines)
    form.add_part(part)
    put(form, 1, "price", "1")
    assert form.submit()
    stored = [(one.order_line_id, one.note) for one in purchase_orders.lines_of(draft)]
    assert stored == [(line, "急"), (None, "")]


@pytest.mark.parametrize(("answer", "qty"), [("keep", 5000), ("reload", 7000)])
def test_a_draft_that_somebody_else_saved_asks_whose_goes_on(
    qtbot: QtBot,
    desk: Desk,
    buyer: Buyer,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    qty: int,
) -> None:
    told: list[tuple[str, str]] = []

    def ask(_parent: object, error: StaleError) -> str:
        told.extend((change.before, change.after) for change in error.changes)
        return answer

    monkeypatch.setattr(messages, "stale", ask)
    part = buyer.room.part()
    draft = buyer.draft((part, 1, 100))
    form = PurchaseOrderForm(desk, None, draft)
    qtbot.addWidget(form)
    form.show()
    put(form, 0, "qty", "5")
    theirs = [OrderedPart(part, 7000, 100)]
    purchasing.change_order(buyer.by, draft, 1, supplier_id=buyer.supplier, lines=theirs)
    assert not form.submit()
    assert [(old.rpartition("¥")[2], new.rpartition("¥")[2]) for old, new in told] == [("1.00", "7.00")]
    assert form.grid.rows()[0]["qty"] == qty
    assert form.submit()
    assert purchase_orders.lines_of(draft)[0].qty_milli == qty


# For one line of a job


@pytest.mark.usefixtures("language")
def test_what_a_line_lacks_is_ordered_in_one_step(qtbot: QtBot, desk: Desk, buyer: Buyer) -> None:
    part = buyer.room.part(1, 100, supplier=buyer.supplier)
    job = buyer.room.order()
    buyer.room.line(job, part, 3)
    page = orders.open_page(job)
    form = OrderForLineForm(None, desk, page, page.lines)
    qtbot.addWidget(form)
    form.show()
    assert form.widget("qty").milli() == 2000
    assert form.widget("supplier_id").value() == buyer.supplier
    assert not form.widget("approved_by").isVisible()
    form.widget("price").set_value(90)
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    with qtbot.waitSignal(form.saved) as saved:
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return, CONTROL)
    assert purchase_orders.open_order(saved.args[0]).row.state is PurchaseState.ORDERED


def test_above_the_limit_that_form_asks_for_an_owner(qtbot: QtBot, desk: Desk, buyer: Buyer) -> None:
    purchase_limits.set_limit(buyer.by, 1000)
    job = buyer.room.order()
    buyer.room.line(job, buyer.room.part(supplier=buyer.supplier), 3)
    page = orders.open_page(job)
    form = OrderForLineForm(None, desk, page, page.lines)
    qtbot.addWidget(form)
    form.show()
    form.widget("price").set_value(334)
    assert form.widget("approved_by").isVisible()
    form.widget("place").set_value(False)
    assert not form.widget("approved_by").isVisible()


def test_an_order_that_lacks_nothing_says_so(desk: Desk, buyer: Buyer) -> None:
    job = buyer.room.order()
    buyer.room.line(job, buyer.room.part(3, 300), 3)
    with pytest.raises(RuleError):
        ways_buying.order_parts(None, desk, orders.open_page(job))  # type: ignore[arg-type]


def test_both_ways_stand_in_the_menu_of_an_order_that_may_draw(buyer: Buyer) -> None:
    job = buyer.room.order()
    assert [one.name for one in ways_buying.MORE if one.legal(orders.open_page(job))] == []
    buyer.room.line(job, buyer.room.part(), 3)
    assert [one.name for one in ways_buying.MORE if one.legal(orders.open_page(job))] == [
        "order_parts",
        "buy_outside",
    ]
    assert order_steps  # the menu is built of them


# Bought outside


@pytest.mark.usefixtures("language")
def test_a_part_that_is_not_on_file_is_bought_booked_and_handed_over(
    qtbot: QtBot, desk: Desk, buyer: Buyer
) -> None:
    job = buyer.room.order()
    line = buyer.room.line(job, None, 1, name="水泵总成")
    form = SpotPurchaseForm(None, desk, orders.open_page(job))
    qtbot.addWidget(form)
    form.show()
    assert form.widget("name").value() == "水泵总成"
    assert not form.submit()
    form.widget("cost").set_value(38_000)
    assert not form.submit()
    assert not form.body.boxes["vendor"].error.isHidden()
    form.widget("vendor").set_value("路口汽配")
    assert not form.submit()
    assert not form.body.boxes["code"].error.isHidden()
    form.widget("code").set_value("SB-06A")
    with qtbot.waitSignal(form.saved):
        assert form.submit()
    assert issued(line) == 1000
    [row] = spot_purchases.week(date(2026, 11, 16))
    assert (row.name, row.method, row.amount_fen) == ("水泵总成", PayMethod.CASH, 38_000)


def test_only_a_line_in_free_words_asks_which_part_it_is(qtbot: QtBot, desk: Desk, buyer: Buyer) -> None:
    job = buyer.room.order()
    known = buyer.room.line(job, buyer.room.part(), 1)
    free = buyer.room.line(job, None, 2, name="水泵")
    page = orders.open_page(job)
    assert [line.id for line in lines_to_buy(page)] == [known, free]
    form = SpotPurchaseForm(None, desk, page, free)
    qtbot.addWidget(form)
    form.show()
    assert form.widget("part_id").isVisible()
    assert form.widget("qty").milli() == 2000
    form.line.set_value(known)
    form.line.edited.emit()
    for name in ("part_id", "code", "name"):
        assert not form.widget(name).isVisible()


def test_a_suppliers_account_may_bear_it(qtbot: QtBot, desk: Desk, buyer: Buyer) -> None:
    job = buyer.room.order()
    buyer.room.line(job, buyer.room.part(), 1)
    form = SpotPurchaseForm(None, desk, orders.open_page(job))
    qtbot.addWidget(form)
    form.show()
    form.widget("cost").set_value(100)
    form.widget("method").set_value(ON_ACCOUNT)
    form.widget("vendor").set_value("路口汽配")
    assert not form.submit()
    assert not form.body.boxes["method"].error.isHidden()
    form.widget("supplier_id").set_value(buyer.supplier)
    assert form.submit()
    assert not Part.select().where(Part.on_hand_milli > 0).exists()


def test_a_tracked_part_asks_for_its_serial_numbers(qtbot: QtBot, desk: Desk, buyer: Buyer) -> None:
    job = buyer.room.order()
    line = buyer.room.line(job, buyer.room.part(serial_tracked=True), 1)
    form = SpotPurchaseForm(None, desk, orders.open_page(job))
    qtbot.addWidget(form)
    form.show()
    assert form.widget("serials").isVisible()
    form.widget("cost").set_value(100)
    form.widget("vendor").set_value("路口汽配")
    assert not form.submit()
    assert not form.body.boxes["serials"].error.isHidden()
    form.widget("serials").set_value("DC-0042")
    assert form.submit()
    assert serials.out_on(line) == ["DC-0042"]


# The workbook


def test_the_workbook_of_an_order_holds_words_as_words(
    qtbot: QtBot, desk: Desk, buyer: Buyer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = buyer.room.part(code="+86", name="=1+1", brand="@x", oe_no="-5")
    order = buyer.order((part, 2.5, 12_345))
    path = tmp_path / "order.xlsx"
    monkeypatch.setattr(to_excel, "ask_path", lambda _parent, _title, _day: path)
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    written: list[int] = []
    monkeypatch.setattr(to_excel, "say_written", lambda _parent, _path, count: written.append(count))
    assert print_buying.purchase_order_to_excel(parent, desk, order) is not None
    qtbot.waitUntil(lambda: written == [1])
    sheet = load_workbook(path).active
    found = [row for row in sheet.iter_rows(values_only=True) if row[0] == "+86"]
    assert [row[1:8] for row in found] == [("-5", "=1+1", "@x", 2.5, None, 123.45, 308.63)]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1")
    assert cell.data_type == "s"
    assert any("京城汽配" in str(row[0]) for row in sheet.iter_rows(values_only=True))


def test_no_file_chosen_writes_nothing(
    desk: Desk, buyer: Buyer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(to_excel, "ask_path", lambda _parent, _title, _day: None)
    order = buyer.order((buyer.room.part(), 1, 1))
    parent = QWidget()
    qtbot.addWidget(parent)
    assert print_buying.purchase_order_to_excel(parent, desk, order) is None
