"""The stock page: parts are found as a person types, the ledger follows, goods come in and go out again."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from garage.domain.lines import PartGrade
from garage.domain.orders import OrderState
from garage.domain.staff import Role
from garage.domain.stock import MovementKind
from garage.models.parts import Part
from garage.services import goods_receipts, parts, staff
from garage.services.goods_receipts import GoodsLine, receive_goods
from garage.services.parts import PartData
from garage.ui.desk import Desk
from garage.ui.forms.goods_receipt import GoodsReceiptForm
from garage.ui.forms.part import PartForm
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit import messages, theme
from garage.ui.kit.table_view import ListView
from garage.ui.kit.toast import Toast
from garage.ui.pages.part_receipts import ListDialog, ReceiptSection
from garage.ui.pages.parts import PartsPage
from tests.services.stockroom import Stockroom

Open = Callable[[], PartsPage]

SHELF = (
    PartData(
        code="BP-001", name="前刹车片", brand="菲罗多", unit="套", price_fen=60_016, min_qty_milli=4_000
    ),
    PartData(
        code="JL-001",
        name="机油滤清器",
        oe_no="06A115561B",
        barcode="6901234567892",
        grade=PartGrade.EQUIVALENT,
        min_qty_milli=2_000,
    ),
    PartData(code="ZZ-009", name="冷却液"),
)


@pytest.fixture(autouse=True)
def leave_open_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form that a test leaves with something typed in it is closed without a question."""
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")


@pytest.fixture
def room(desk: Desk) -> Stockroom:
    return Stockroom(desk.by(), next(one.id for one in staff.people() if one.name == "李师傅"))


@pytest.fixture
def shelf(desk: Desk) -> list[int]:
    """Ten pads, ten filters, no coolant."""
    ids = [parts.add(desk.by(), data) for data in SHELF]
    goods = [GoodsLine(ids[0], 10_000, 350_000), GoodsLine(ids[1], 10_000, 18_500)]
    receive_goods(desk.by(), kind=MovementKind.OPENING, lines=goods)
    return ids


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Open:
    def make() -> PartsPage:
        page = PartsPage(desk)
        qtbot.addWidget(page)
        page.resize(1280, 620)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return make


def codes(page: PartsPage) -> list[str]:
    model = page.list.view.rows()
    return [model.row_at(row).code for row in range(model.rowCount())]


def cell(page: PartsPage, code: str, column: str, role: int = Qt.ItemDataRole.DisplayRole) -> object:
    model = page.list.view.rows()
    places = [known.name for known in model.columns]
    return model.index(codes(page).index(code), places.index(column)).data(role)


def window(kind: type) -> object:
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    return found


def test_an_empty_stock_says_what_belongs_here_and_makes_the_first_part(
    qtbot: QtBot, language: str, opened: Open
) -> None:
    page = opened()
    assert page.detail.nothing.isVisible()
    assert not page.edit_action.isEnabled()
    button = page.list.view.findChild(QPushButton, "empty_action")
    assert button.isVisible()
    button.click()
    form = window(PartForm)
    form.widget("code").setText("a1")
    form.widget("name").setText("Pads")
    assert form.submit()
    assert codes(page) == ["A1"]
    assert page.list.view.current_row().code == "A1"
    assert page.detail.nothing.isHidden()


def test_the_list_shows_what_is_there_and_what_it_is_worth(
    language: str, shelf: list[int], room: Stockroom, opened: Open
) -> None:
    room.line(room.order(OrderState.AUTHORISED), shelf[0], 8)
    page = opened()
    assert codes(page) == ["BP-001", "JL-001", "ZZ-009"]
    told = {name: cell(page, "BP-001", name) for name in ("on_hand", "reserved", "available", "min", "price")}
    assert told == {"on_hand": "10", "reserved": "8", "available": "2", "min": "4", "price": "¥600.16"}
    assert (cell(page, "BP-001", "cost"), cell(page, "BP-001", "value")) == ("¥350.00", "¥3,500.00")
    assert "¥3,685.00" in page.list.value.text()
    assert "3" in page.list.view.footer.text()


def test_low_is_an_amber_word_and_out_a_red_one(shelf: list[int], room: Stockroom, opened: Open) -> None:
    room.line(room.order(OrderState.AUTHORISED), shelf[0], 8)
    page = opened()
    ink = Qt.ItemDataRole.ForegroundRole
    assert cell(page, "BP-001", "state", ink) == theme.colour("warn")
    assert cell(page, "ZZ-009", "state", ink) == theme.colour("bad")
    assert cell(page, "BP-001", "state")
    assert cell(page, "ZZ-009", "state")
    assert cell(page, "JL-001", "state") == ""


def test_chips_filter_and_count(shelf: list[int], room: Stockroom, opened: Open) -> None:
    room.line(room.order(OrderState.AUTHORISED), shelf[0], 8)
    page = opened()
    shown = {}
    for key in ("all", "low", "out", "retired"):
        page.list.chips.choose(key)
        shown[key] = codes(page)
        assert page.list.chips.chip(key).text().endswith(f" {len(shown[key])}")
    assert shown == {
        "all": ["BP-001", "JL-001", "ZZ-009"],
        "low": ["BP-001"],
        "out": ["ZZ-009"],
        "retired": [],
    }


@pytest.mark.parametrize("typed", ["jylq", "06a 115", "jl-0", "6901234567892", "youlvqing"])
def test_a_part_is_found_as_a_person_types(qtbot: QtBot, shelf: list[int], opened: Open, typed: str) -> None:
    page = opened()
    qtbot.keyClicks(page.list.line, typed)
    qtbot.waitUntil(lambda: codes(page) == ["JL-001"])
    qtbot.keyClick(page.list.line, Qt.Key.Key_Return)
    assert page.list.view.hasFocus()
    assert page.detail.part_id == shelf[1]


def test_a_scan_is_answered_at_once(qtbot: QtBot, shelf: list[int], opened: Open) -> None:
    page = opened()
    qtbot.keyClicks(page.list.line, "6901234567892")
    qtbot.keyClick(page.list.line, Qt.Key.Key_Return)
    assert page.detail.part_id == shelf[1]


def test_a_filter_holds_while_searching(qtbot: QtBot, desk: Desk, shelf: list[int], opened: Open) -> None:
    parts.change(desk.by(), shelf[2], 1, PartData(code="ZZ-009", name="冷却液", active=False))
    page = opened()
    page.list.line.setText("lqy")
    page.list.look()
    assert codes(page) == []
    page.list.chips.choose("retired")
    assert codes(page) == ["ZZ-009"]
    page.list.line.setText("jylq")
    page.list.look()
    assert codes(page) == []


def test_what_was_looked_for_in_vain_is_filled_in(qtbot: QtBot, shelf: list[int], opened: Open) -> None:
    page = opened()
    qtbot.keyClicks(page.list.line, "XY-7")
    qtbot.keyClick(page.list.line, Qt.Key.Key_Return)
    form = window(PartForm)
    assert form.widget("code").text() == "XY-7"
    assert form.focusWidget() is form.widget("name")


def test_the_ledger_shows_every_movement_and_enter_opens_its_order(
    qtbot: QtBot, language: str, shelf: list[int], room: Stockroom, opened: Open
) -> None:
    order = room.order()
    room.issue(order, (room.line(order, shelf[0], 4), 3))
    page = opened()
    page.show_part(shelf[0])
    rows = page.detail.ledger.rows()
    told = [[rows.index(line, at).data() for at in range(rows.columnCount())] for line in range(2)]
    assert [line[3:7] for line in told] == [
        ["−3", "−1,050.00", "7", "2,450.00"],
        ["+10", "+3,500.00", "10", "3,500.00"],
    ]
    assert "京A·12345" in told[0][8]
    page.detail.ledger.selectRow(1)
    with qtbot.assertNotEmitted(page.order_opened):
        qtbot.keyClick(page.detail.ledger, Qt.Key.Key_Return)
    page.detail.ledger.selectRow(0)
    with qtbot.waitSignal(page.order_opened) as opened_order:
        qtbot.keyClick(page.detail.ledger, Qt.Key.Key_Return)
    assert opened_order.args == [order]


def test_the_page_follows_the_stock(desk: Desk, shelf: list[int], opened: Open) -> None:
    page = opened()
    page.show_part(shelf[1])
    receive_goods(desk.by(), kind=MovementKind.RECEIPT, lines=[GoodsLine(shelf[1], 5_000, 10_000)])
    assert cell(page, "JL-001", "on_hand") == "15"
    assert page.detail.part_id == shelf[1]
    assert page.detail.card.facts["on_hand"].text() == "15"
    assert page.detail.ledger.rows().rowCount() == 2


def test_a_part_far_down_is_shown_in_the_list_as_well(desk: Desk, opened: Open) -> None:
    for number in range(300):
        Part.create(code=f"P{number:04d}", name="Part", grade="OTHER", **desk.by().stamp())
    last = parts.add(desk.by(), PartData(code="ZZ-999", name="Last"))
    page = opened()
    page.list.chips.choose("low")
    page.show_part(last)
    assert page.list.view.current_row().code == "ZZ-999"
    assert page.detail.part_id == last
    page.show_part(parts.page().rows[0].id)
    assert page.list.view.current_row().code == "P0000"


def test_a_part_out_of_use_is_shown_under_its_filter(desk: Desk, shelf: list[int], opened: Open) -> None:
    parts.change(desk.by(), shelf[2], 1, PartData(code="ZZ-009", name="冷却液", active=False))
    page = opened()
    page.show_part(shelf[2])
    assert page.list.chips.current() == "retired"
    assert page.list.view.current_row().code == "ZZ-009"


def test_a_part_that_is_not_there_is_refused(opened: Open) -> None:
    with pytest.raises(KeyError):
        opened().show_part(4711)


def test_costs_are_kept_from_mechanics(qtbot: QtBot, desk: Desk, shelf: list[int], opened: Open) -> None:
    page = opened()
    page.show_part(shelf[0])
    list_hidden = _hidden(page.list.view)
    assert list_hidden == set()
    desk.act_as(next(one.id for one in staff.people() if one.roles == {Role.MECHANIC}))
    assert _hidden(page.list.view) == {"cost", "value"}
    assert _hidden(page.detail.ledger) == {"value", "balance_value"}
    assert not page.list.value.isVisible()
    assert not page.detail.card.facts["cost"].isVisible()
    desk.act_as(1)
    assert _hidden(page.list.view) == set()
    assert page.list.value.isVisible()


def _hidden(view: ListView) -> set[str]:
    return {column.name for at, column in enumerate(view.rows().columns) if view.isColumnHidden(at)}


def test_goods_are_received_by_keyboard_and_the_number_is_told(
    qtbot: QtBot, language: str, shelf: list[int], opened: Open
) -> None:
    page = opened()
    qtbot.keyClick(page, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    form = window(GoodsReceiptForm)
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.keyClicks(form.search, "JL-001")
    qtbot.keyClick(form.search, Qt.Key.Key_Return)
    form.grid.lines.setData(form.grid.lines.index(0, 5), "18.5")
    qtbot.keyClick(form.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert cell(page, "JL-001", "on_hand") == "11"
    assert "GR-2026-00002" in page.findChild(Toast).text()


def test_a_wrong_receipt_is_reversed_with_a_reason(
    qtbot: QtBot, language: str, shelf: list[int], opened: Open
) -> None:
    page = opened()
    page.receipts_action.trigger()
    section = window(ListDialog).section
    assert isinstance(section, ReceiptSection)
    assert section.lines.rows().rowCount() == 2
    section.reverse()
    form = window(ReasonForm)
    assert not form.submit()
    form.widget("reason").setPlainText("数错了")
    assert form.submit()
    [row] = goods_receipts.page().rows
    assert row.reverse_reason == "数错了"
    assert section.list.current_row().reversed_at is not None
    assert not section._reverse[0].isEnabled()
    assert cell(page, "BP-001", "on_hand") == "0"


def test_a_receipt_that_cannot_go_back_says_why(
    qtbot: QtBot, shelf: list[int], room: Stockroom, opened: Open
) -> None:
    order = room.order()
    room.issue(order, (room.line(order, shelf[0], 4), 3))
    page = opened()
    page.show_receipts()
    window(ListDialog).section.reverse()
    form = window(ReasonForm)
    form.widget("reason").setPlainText("wrong")
    assert not form.submit()
    assert form.isVisible()
    assert goods_receipts.page().rows[0].reversed_at is None


def test_every_action_has_a_shortcut_that_its_button_tells(language: str, opened: Open) -> None:
    page = opened()
    buttons = [one for one in page.findChildren(QPushButton) if one.objectName().endswith("_button")]
    actions = {action.objectName(): action for action in page.actions()}
    assert len(buttons) == 6
    for button in buttons:
        action = actions[button.objectName().removesuffix("_button")]
        assert action.shortcut().toString() in button.toolTip()
        assert button.accessibleName()


def test_the_models_are_sound(shelf: list[int], desk: Desk, opened: Open) -> None:
    page = opened()
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(view.rows(), fatal) for view in (page.list.view, page.detail.ledger)]
    page.show_part(shelf[0])
    page.list.chips.choose("out")
    receive_goods(desk.by(), kind=MovementKind.RECEIPT, lines=[GoodsLine(shelf[2], 1_000, 1)])
    assert codes(page) == []
    assert len(testers) == 2
