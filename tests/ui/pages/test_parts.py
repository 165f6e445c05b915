"""The stock page: parts are found as a person types, the ledger follows, goods come in and go out again."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

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
from garage.ui.kit import theme
from garage.ui.kit.toast import Toast
from garage.ui.pages.part_detail import PURCHASES
from garage.ui.pages.part_receipts import ReceiptSection
from tests.services.stockroom import Stockroom, deliverer
from tests.ui.conftest import MORNING
from tests.ui.pages.shelves import Open, cell, codes, hidden, leave_open_forms, opened, room, shelf, window

__all__ = ["leave_open_forms", "opened", "room", "shelf"]


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
    for key in ("all", "low", "out", "on_order", "to_count", "slow", "retired"):
        page.list.chips.choose(key)
        shown[key] = codes(page)
        assert page.list.chips.chip(key).text().endswith(f" {len(shown[key])}")
    assert shown == {
        "all": ["BP-001", "JL-001", "ZZ-009"],
        "low": ["BP-001"],
        "out": ["ZZ-009"],
        "on_order": [],
        "to_count": [],
        "slow": [],
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


def test_the_page_follows_the_stock(desk: Desk, shelf: list[int], opened: Open) -> None:
    page = opened()
    page.show_part(shelf[1])
    receive_goods(
        desk.by(),
        kind=MovementKind.RECEIPT,
        lines=[GoodsLine(shelf[1], 5_000, 10_000)],
        supplier_id=deliverer(desk.by()),
    )
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
    page.resize(1900, 900)
    assert not {"cost", "value"} & hidden(page.list.view)
    desk.act_as(next(one.id for one in staff.people() if one.roles == {Role.MECHANIC}))
    assert {"cost", "value"} <= hidden(page.list.view)
    assert hidden(page.detail.ledger) == {"value", "balance_value"}
    assert not page.list.value.isVisible()
    assert not page.detail.card.facts["cost"].isVisible()
    assert not page.detail.tabs.isTabVisible(PURCHASES)
    desk.act_as(1)
    assert not {"cost", "value"} & hidden(page.list.view)
    assert page.list.value.isVisible()
    assert page.detail.tabs.isTabVisible(PURCHASES)


def test_a_filter_brings_its_own_column(desk: Desk, shelf: list[int], opened: Open) -> None:
    moments = {"created_at": MORNING - timedelta(days=200), "counted_at": None}
    Part.update(**moments, last_in_at=MORNING - timedelta(days=181)).execute()
    Part.update(last_out_at=MORNING - timedelta(days=100)).where(Part.id == shelf[1]).execute()
    page = opened()
    assert {"counted", "idle"} <= hidden(page.list.view)
    page.list.chips.choose("slow")
    assert "idle" not in hidden(page.list.view)
    told = {code: cell(page, code, "idle") for code in codes(page)}
    assert {code: str(words).split()[0] for code, words in told.items()} == {"BP-001": "181", "JL-001": "100"}
    ink = {code: cell(page, code, "idle", Qt.ItemDataRole.ForegroundRole) for code in codes(page)}
    assert ink == {"BP-001": theme.colour("warn"), "JL-001": None}, "dead after half a year"
    page.list.chips.choose("to_count")
    assert "counted" not in hidden(page.list.view)
    assert codes(page) == ["BP-001", "JL-001"]


def test_the_list_keeps_to_a_group(qtbot: QtBot, desk: Desk, shelf: list[int], opened: Open) -> None:
    Part.update(group="Filters").where(Part.id == shelf[1]).execute()
    page = opened()
    page.list.group.set_value("Filters")
    page.list.group.edited.emit()
    assert codes(page) == ["JL-001"]
    assert page.list.chips.chip("all").text().endswith(" 1")
    assert "185.00" in page.list.value.text()
    qtbot.keyClicks(page.list.line, "0")
    page.list.look()
    assert codes(page) == ["JL-001"]
    page.show_part(shelf[0])
    assert page.list.view.current_row().code == "BP-001"


def test_goods_are_received_by_keyboard_and_the_number_is_told(
    qtbot: QtBot, desk: Desk, language: str, shelf: list[int], opened: Open
) -> None:
    page = opened()
    qtbot.keyClick(page, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    form = window(GoodsReceiptForm)
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.keyClicks(form.search, "JL-001")
    qtbot.keyClick(form.search, Qt.Key.Key_Return)
    form.grid.lines.setData(form.grid.lines.index(0, 5), "18.5")
    form.widget("supplier_id").set_value(deliverer(desk.by()))
    qtbot.keyClick(form.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert cell(page, "JL-001", "on_hand") == "11"
    assert "GR-2026-00002" in page.findChild(Toast).text()


def test_a_wrong_receipt_is_reversed_with_a_reason(
    qtbot: QtBot, desk: Desk, language: str, shelf: list[int], opened: Open
) -> None:
    page = opened()
    with qtbot.waitSignal(page.receipts_asked) as asked:
        page.receipts_action.trigger()
    assert asked.args == [""]
    section = ReceiptSection(desk)
    qtbot.addWidget(section)
    section.show()
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
    qtbot: QtBot, desk: Desk, shelf: list[int], room: Stockroom
) -> None:
    order = room.order()
    room.issue(order, (room.line(order, shelf[0], 4), 3))
    section = ReceiptSection(desk)
    qtbot.addWidget(section)
    section.show()
    section.reverse()
    form = window(ReasonForm)
    form.widget("reason").setPlainText("wrong")
    assert not form.submit()
    assert form.isVisible()
    assert goods_receipts.page().rows[0].reversed_at is None


def test_every_action_has_a_shortcut_that_its_button_tells(language: str, opened: Open) -> None:
    page = opened()
    buttons = [one for one in page.findChildren(QPushButton) if one.objectName().endswith("_button")]
    actions = {action.objectName(): action for action in page.findChildren(QAction)}
    assert {"new_part_button", "receive_goods_button", "part_labels_button"} <= {
        one.objectName() for one in buttons
    }
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
    receive_goods(
        desk.by(),
        kind=MovementKind.RECEIPT,
        lines=[GoodsLine(shelf[2], 1_000, 1)],
        supplier_id=deliverer(desk.by()),
    )
    assert codes(page) == []
    assert len(testers) == 2


def test_a_workbook_of_the_list_holds_the_value_but_not_for_mechanics(
    desk: Desk, shelf: list[int], opened: Open
) -> None:
    page = opened()
    view = page.list.view
    assert {"code", "available", "cost", "value"} <= {one.name for one in view.sheet_columns()}
    assert not {"idle", "counted", "state"} & {one.name for one in view.sheet_columns()}
    page.list.chips.choose("out")
    assert view.describe() == page.list.chips.chip("out").text()
    desk.act_as(next(one.id for one in staff.people() if one.roles == {Role.MECHANIC}))
    assert not {"cost", "value"} & {one.name for one in view.sheet_columns()}
