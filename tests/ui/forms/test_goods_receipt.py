"""The goods receipt form: one scan after another, costs to the fen, unknown codes become new parts."""

from itertools import count

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from garage.domain.staff import Role
from garage.domain.stock import Balance, MovementKind
from garage.services import goods_receipts, parts, purchase_orders, purchasing, staff, stock, suppliers
from garage.services.parts import PartData
from garage.services.purchasing import OrderedPart
from garage.ui.desk import Desk
from garage.ui.forms import part_search
from garage.ui.forms.goods_receipt import GoodsReceiptForm
from garage.ui.forms.part import PartForm
from garage.ui.kit import messages
from tests.services.stockroom import deliverer

CONTROL = Qt.KeyboardModifier.ControlModifier
QTY, UNIT_COST, COST, AVERAGE = 4, 5, 7, 8
BARCODE = "6901234567892"


@pytest.fixture(autouse=True)
def leave_open_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form that a test leaves with something typed in it is closed without a question."""
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")


@pytest.fixture
def pads(desk: Desk) -> int:
    return parts.add(desk.by(), PartData(code="ZD-F01", name="前制动片", unit="套", barcode=BARCODE))


@pytest.fixture
def oil(desk: Desk) -> int:
    return parts.add(desk.by(), PartData(code="JY-5W30", name="全合成机油 5W-30", unit="桶"))


@pytest.fixture
def form(qtbot: QtBot, desk: Desk, pads: int, oil: int) -> GoodsReceiptForm:
    form = GoodsReceiptForm(desk)
    form.widget("supplier_id").set_value(deliverer(desk.by()))
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    return form


def scan(qtbot: QtBot, form: GoodsReceiptForm, code: str) -> None:
    qtbot.keyClicks(form.search, code)
    qtbot.keyClick(form.search, Qt.Key.Key_Return)


def put(form: GoodsReceiptForm, row: int, column: int, text: str) -> None:
    form.grid.lines.setData(form.grid.lines.index(row, column), text)


def cell(form: GoodsReceiptForm, row: int, column: int) -> str:
    return str(form.grid.lines.index(row, column).data())


def test_one_scan_after_another_adds_lines_and_the_same_part_counts_one_more(
    qtbot: QtBot, form: GoodsReceiptForm, pads: int, oil: int
) -> None:
    assert form.focusWidget() is form.search
    for code in (BARCODE, "JY-5W30", BARCODE):
        scan(qtbot, form, code)
        assert form.search.text() == ""
        assert form.focusWidget() is form.search
    assert [(row["part_id"], row["qty"]) for row in form.grid.rows()] == [(pads, 2000), (oil, 1000)]


@pytest.mark.parametrize("typed", ["28.51", "3.16"])
def test_a_cost_far_from_the_last_one_is_asked_about_before_it_is_booked(
    qtbot: QtBot, desk: Desk, form: GoodsReceiptForm, pads: int, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(messages, "confirm", lambda *words: asked.append(words[2]) or len(asked) > 1)
    goods = [goods_receipts.GoodsLine(pads, 1000, 950)]
    goods_receipts.receive_goods(desk.by(), kind=MovementKind.OPENING, lines=goods)
    scan(qtbot, form, BARCODE)
    put(form, 0, UNIT_COST, "28.50")
    put(form, 0, QTY, "5")
    put(form, 0, UNIT_COST, typed)
    assert not form.submit()
    assert f"¥{typed}" in asked[0]
    assert "¥9.50" in asked[0]
    assert stock.on_hand()[pads][0] == 1000
    assert form.submit()
    assert stock.on_hand()[pads][0] == 6000


def test_up_to_three_times_the_last_cost_is_booked_without_a_question(
    qtbot: QtBot, desk: Desk, form: GoodsReceiptForm, pads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "confirm", lambda *_words: pytest.fail("nobody has to ask"))
    goods = [goods_receipts.GoodsLine(pads, 1000, 950)]
    goods_receipts.receive_goods(desk.by(), kind=MovementKind.OPENING, lines=goods)
    scan(qtbot, form, BARCODE)
    put(form, 0, UNIT_COST, "28.50")
    assert form.submit()


def test_a_part_is_found_by_its_initials(qtbot: QtBot, form: GoodsReceiptForm, pads: int) -> None:
    scan(qtbot, form, "qzdp")
    assert [row["part_id"] for row in form.grid.rows()] == [pads]


def test_the_quantity_comes_after_a_part_that_was_looked_up_by_words(
    qtbot: QtBot, form: GoodsReceiptForm, pads: int
) -> None:
    scan(qtbot, form, "qzdp")
    assert form.focusWidget() is form.grid
    qtbot.keyClick(form.grid, Qt.Key.Key_3)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert [(row["part_id"], row["qty"]) for row in form.grid.rows()] == [(pads, 3000)]


def test_the_quantity_comes_after_a_code_that_was_typed_slowly(
    qtbot: QtBot, form: GoodsReceiptForm, oil: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = count()
    monkeypatch.setattr(part_search, "perf_counter", lambda: float(next(seconds)))
    scan(qtbot, form, "JY-5W30")
    assert [row["part_id"] for row in form.grid.rows()] == [oil]
    assert form.focusWidget() is form.grid


@pytest.mark.parametrize("number", ["30", "-5", "5", "05,"])
def test_a_number_in_the_search_takes_no_part_that_it_is_a_piece_of(
    qtbot: QtBot, form: GoodsReceiptForm, number: str
) -> None:
    scan(qtbot, form, number)
    scan(qtbot, form, "")
    assert form.grid.rows() == []
    assert form.search.text() == number
    assert form.findChildren(PartForm) == []


def test_a_part_found_by_a_number_is_taken_when_it_was_chosen(
    qtbot: QtBot, form: GoodsReceiptForm, oil: int
) -> None:
    scan(qtbot, form, "30")
    qtbot.keyClick(form.search, Qt.Key.Key_Down)
    qtbot.keyClick(form.search, Qt.Key.Key_Return)
    assert [row["part_id"] for row in form.grid.rows()] == [oil]


def test_the_paper_of_an_order_is_scanned_into_the_form(
    qtbot: QtBot, desk: Desk, pads: int, oil: int
) -> None:
    supplier = suppliers.add(desk.by(), name="众诚汽配")
    order = purchasing.create_order(desk.by(), supplier, [OrderedPart(pads, 2000, 9_000)])
    no = purchase_orders.open_order(order).row.no
    purchasing.place(desk.by(), order, purchase_orders.open_order(order).row.version)
    form = GoodsReceiptForm(desk)
    qtbot.addWidget(form)
    form.show()
    form.add_part(pads)
    assert not form.take_document("PO-2026-09999")
    assert form.take_document(no)
    assert form.order.value() == order
    assert [(row["part_id"], row["qty"]) for row in form.grid.rows()] == [(pads, 1000)]


def test_goods_are_booked_in_by_keyboard_alone(
    qtbot: QtBot, language: str, form: GoodsReceiptForm, pads: int
) -> None:
    scan(qtbot, form, BARCODE)
    form.grid.setFocus()
    for typed in ("3", "", "100"):
        for key in typed:
            qtbot.keyClick(QApplication.focusWidget(), key)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        QApplication.processEvents()
    assert form.focusWidget() is form.search
    with qtbot.waitSignal(form.saved) as saved:
        qtbot.keyClick(form.search, Qt.Key.Key_Return, CONTROL)
    assert saved.args == ["GR-2026-00001"]
    stock_now = parts.open_part(pads).stock
    assert (stock_now.on_hand_milli, stock_now.value_fen) == (3000, 10_000)


def test_the_cost_of_one_and_of_the_line_follow_from_each_other(form: GoodsReceiptForm, pads: int) -> None:
    form.add_part(pads)
    put(form, 0, QTY, "3")
    put(form, 0, COST, "100")
    assert cell(form, 0, UNIT_COST) == "33.33"
    put(form, 0, QTY, "4")
    assert (cell(form, 0, UNIT_COST), cell(form, 0, COST)) == ("25.00", "100.00")
    put(form, 0, UNIT_COST, "18.5")
    assert cell(form, 0, COST) == "74.00"
    put(form, 0, QTY, "2.5")
    assert (cell(form, 0, UNIT_COST), cell(form, 0, COST)) == ("18.50", "46.25")


def test_the_cost_of_the_line_is_booked_to_the_fen(form: GoodsReceiptForm, pads: int) -> None:
    form.add_part(pads)
    put(form, 0, QTY, "3")
    put(form, 0, COST, "100")
    assert form.submit()
    assert parts.open_part(pads).stock.value_fen == 10_000
    assert stock.ledger(pads).rows[0].balance == Balance(3000, 10_000)


def test_the_total_runs_along(form: GoodsReceiptForm, pads: int, oil: int) -> None:
    form.add_part(pads)
    form.add_part(oil)
    put(form, 0, COST, "100")
    put(form, 1, UNIT_COST, "1,580.32")
    assert "¥1,680.32" in form._total.text()
    form.grid.setCurrentIndex(form.grid.lines.index(0, QTY))
    form.grid.remove_row()
    assert "¥1,580.32" in form._total.text()


def test_undo_takes_a_scan_back_with_what_it_counted(form: GoodsReceiptForm, pads: int, oil: int) -> None:
    form.add_part(pads)
    form.add_part(pads)
    form.add_part(oil)
    form.grid.undo()
    assert [(row["part_id"], row["qty"]) for row in form.grid.rows()] == [(pads, 2000)]
    form.grid.undo()
    assert [(row["part_id"], row["qty"]) for row in form.grid.rows()] == [(pads, 1000)]
    put(form, 0, UNIT_COST, "5")
    assert cell(form, 0, COST) == "5.00"


def test_a_line_without_cost_is_marked_and_all_that_was_typed_stays(
    form: GoodsReceiptForm, pads: int, oil: int
) -> None:
    form.add_part(pads)
    form.add_part(oil)
    put(form, 0, UNIT_COST, "18.5")
    put(form, 1, QTY, "two")
    assert not form.submit()
    assert form.grid.lines.lines[1].errors.keys() == {"qty", "cost"}
    assert (cell(form, 0, COST), cell(form, 1, QTY)) == ("18.50", "two")
    assert form.grid.status.text()
    assert form.grid.currentIndex().row() == 1
    put(form, 1, QTY, "2")
    put(form, 1, COST, "0")
    assert form.submit()
    assert parts.open_part(oil).stock.on_hand_milli == 2000


def test_an_empty_receipt_says_so_at_the_search(form: GoodsReceiptForm) -> None:
    assert not form.submit()
    assert form.body.boxes["search"].error.text()
    assert goods_receipts.page().rows == ()


def test_a_cell_that_the_books_refuse_is_marked(form: GoodsReceiptForm, pads: int) -> None:
    form.add_part(pads)
    form.show_error("lines.0.cost", "Too much.")
    assert form.grid.lines.lines[0].errors == {"cost": "Too much."}
    assert form.grid.currentIndex().column() == COST


def test_an_unknown_scan_offers_a_new_part_which_gets_its_line(qtbot: QtBot, form: GoodsReceiptForm) -> None:
    scan(qtbot, form, "6900000000007")
    new = QApplication.activeModalWidget()
    assert isinstance(new, PartForm)
    assert new.widget("code").text() == "6900000000007"
    assert list(new.widget("barcodes").value()) == ["6900000000007"]
    new.widget("code").setText("JL-009")
    new.widget("name").setText("机油滤清器")
    assert new.submit()
    assert [(row["code"], row["qty"]) for row in form.grid.rows()] == [("JL-009", 1000)]
    qtbot.waitUntil(lambda: form.focusWidget() is form.search)
    assert form.search.text() == ""


def test_a_scan_is_never_taken_for_a_piece_of_another_code(
    qtbot: QtBot, desk: Desk, form: GoodsReceiptForm
) -> None:
    parts.add(desk.by(), PartData(code="69000000", name="垫片", barcode="6900000000014"))
    scan(qtbot, form, "90000000")
    assert isinstance(QApplication.activeModalWidget(), PartForm)
    assert form.grid.rows() == []


def test_of_two_makes_with_one_barcode_the_person_chooses(
    qtbot: QtBot, desk: Desk, form: GoodsReceiptForm
) -> None:
    other = parts.add(desk.by(), PartData(code="ZD-F02", name="前制动片", barcode=BARCODE))
    scan(qtbot, form, BARCODE)
    assert form.grid.rows() == []
    assert len(form.search.popup.hits()) == 2
    wanted = [hit.ref for hit in form.search.popup.hits()].index(other)
    form.search.popup.step(wanted - form.search.popup.view.currentIndex().row())
    form.search.pick(form.search.popup.hits()[wanted])
    assert [row["part_id"] for row in form.grid.rows()] == [other]


def test_a_delivery_asks_who_brought_it_and_opening_stock_does_not(
    qtbot: QtBot, desk: Desk, form: GoodsReceiptForm, pads: int
) -> None:
    form.widget("supplier_id").set_value(None)
    scan(qtbot, form, BARCODE)
    put(form, 0, UNIT_COST, "9.50")
    assert not form.submit()
    assert form.body.boxes["supplier_id"].error.isVisible()
    form.kind.set_value(MovementKind.OPENING)
    assert form.submit()
    assert stock.on_hand()[pads][0] == 1000


def test_a_delivery_keeps_its_supplier_and_number_and_opening_stock_has_none(
    qtbot: QtBot, desk: Desk, form: GoodsReceiptForm, pads: int
) -> None:
    supplier = suppliers.add(desk.by(), name="众诚汽配")
    form.widget("supplier_id").set_value(supplier)
    form.widget("delivery_no").setText("ZC-881")
    form.add_part(pads)
    put(form, 0, COST, "1")
    assert form.submit()
    opening = GoodsReceiptForm(desk, None, MovementKind.OPENING)
    qtbot.addWidget(opening)
    opening.show()
    assert not opening.body.boxes["supplier_id"].isVisible()
    opening.add_part(pads)
    put(opening, 0, COST, "2")
    assert opening.submit()
    newest, oldest = goods_receipts.page().rows
    assert (oldest.kind, oldest.supplier, oldest.delivery_no) == (MovementKind.RECEIPT, "众诚汽配", "ZC-881")
    assert (newest.kind, newest.supplier, newest.delivery_no) == (MovementKind.OPENING, "", "")


def test_a_mechanic_does_not_see_the_average_so_far(qtbot: QtBot, desk: Desk, form: GoodsReceiptForm) -> None:
    mechanic = next(person.id for person in staff.people() if person.roles == {Role.MECHANIC})
    desk.act_as(mechanic)
    his = GoodsReceiptForm(desk)
    qtbot.addWidget(his)
    assert his.grid.isColumnHidden(AVERAGE)
    assert not form.grid.isColumnHidden(AVERAGE)


def test_the_lines_are_a_sound_model(form: GoodsReceiptForm, pads: int, oil: int) -> None:
    tester = QAbstractItemModelTester(form.grid.lines, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for part in (pads, oil, pads):
        form.add_part(part)
    form.grid.remove_row()
    form.grid.undo()
    assert tester.model() is form.grid.lines
