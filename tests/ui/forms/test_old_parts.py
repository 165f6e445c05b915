"""Old parts that people owe are booked in or charged from one list; an order says so before it leaves."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from garage.domain.old_parts import DutyState
from garage.models.orders import OrderLine
from garage.models.parts import Part
from garage.services import old_part_duties, old_part_list
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.handover import HandoverForm
from garage.ui.forms.old_parts import CLOSED, OldPartForm, OldPartsDialog, TakeBackChargeForm
from garage.ui.forms.owed_panel import OwedPanel
from garage.ui.forms.ready import ReadyForm
from garage.ui.kit.form_dialog import FormDialog
from tests.services.road import Road

Page = Callable[[], OrderPage]
Open = Callable[[FormDialog], None]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def owing(road: Road) -> Road:
    """The order drew two sets of pads whose old ones have to come back: 700.00 in all."""
    Part.update(old_part_back=True).execute()
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    return road


@pytest.fixture
def listed(desk: Desk, owing: Road, qtbot: QtBot) -> OldPartsDialog:
    dialog = OldPartsDialog(None, desk)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def form_on(dialog: OldPartsDialog, qtbot: QtBot) -> OldPartForm:
    qtbot.waitUntil(lambda: dialog.findChild(OldPartForm) is not None)
    form = dialog.findChild(OldPartForm)
    assert form is not None
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    return form


@pytest.mark.usefixtures("language")
def test_everybody_who_owes_is_listed_with_what_it_stands_for(listed: OldPartsDialog) -> None:
    section = listed.section
    QAbstractItemModelTester(section.list.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    [row] = section.rows()
    assert (row.who, row.qty_milli, row.value_fen) == ("李师傅", 2_000, 70_000)
    assert "700.00" in section.sum.text()


@pytest.mark.usefixtures("language")
def test_enter_books_a_piece_in_and_the_rest_stays_owed(listed: OldPartsDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(listed.section.list, Qt.Key.Key_Return)
    form = form_on(listed, qtbot)
    form.widget("qty").setText("1")
    form.widget("note").setText("旧件架 2 层")
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    assert [row.qty_milli for row in old_part_duties.open_duties()] == [1_000]
    assert [row.note for row in old_part_list.closed().rows] == ["旧件架 2 层"]
    assert "350.00" in listed.section.sum.text()


def test_a_lost_one_is_charged_with_a_reason_and_the_amount_follows_the_quantity(
    listed: OldPartsDialog, qtbot: QtBot
) -> None:
    qtbot.keyClick(listed.section.list, Qt.Key.Key_M, CTRL)
    form = form_on(listed, qtbot)
    assert form.widget("charge").fen() == 70_000
    form.widget("qty").setFocus()
    form.widget("qty").setText("1")
    QTest.keyClick(form.widget("qty"), Qt.Key.Key_Tab)
    assert form.widget("charge").fen() == 35_000
    assert not form.submit()
    assert form.body.boxes["reason"].error.text()
    form.widget("reason").setPlainText("客户带走")
    assert form.submit()
    listed.section.chips.choose(CLOSED)
    row = listed.section.list.current_row()
    assert (row.state, row.charge_fen, row.note) == (DutyState.CHARGED, 35_000, "客户带走")


def test_too_many_is_marked_and_stays(listed: OldPartsDialog, qtbot: QtBot) -> None:
    listed.section.book_in()
    form = form_on(listed, qtbot)
    form.widget("qty").setText("3")
    assert not form.submit()
    assert form.body.boxes["qty"].error.text()
    assert form.widget("qty").text() == "3"
    form.mark_clean()


def test_what_another_seat_booked_in_is_told(listed: OldPartsDialog, qtbot: QtBot, owing: Road) -> None:
    listed.section.book_in()
    form = form_on(listed, qtbot)
    duty = old_part_duties.open_duties()[0]
    old_part_duties.clear(owing.boss, duty.id, duty.version)
    asked: list[str] = []
    form.settle_clash = lambda error: asked.append(error.by)  # type: ignore[method-assign]
    assert not form.submit()
    assert asked == ["张三"]
    form.mark_clean()


@pytest.mark.usefixtures("language")
def test_an_order_that_leaves_says_what_it_owes(desk: Desk, owing: Road, page: Page, opened: Open) -> None:
    owing.work()
    owing.inspect()
    ready = ReadyForm(None, desk, page())
    opened(ready)
    assert ready.owed.isVisible()
    assert "李师傅" in ready.owed._words.text()
    ready.mark_clean()
    ready.reject()
    owing.make_ready()
    form = HandoverForm(None, desk, page())
    opened(form)
    assert form.owed.isVisible()
    for duty in old_part_duties.open_duties(order_id=owing.order):
        old_part_duties.clear(owing.boss, duty.id, duty.version)
    form.owed.refresh()
    assert not form.owed.isVisible()


def test_parts_on_no_bill_are_to_come_back(desk: Desk, owing: Road, qtbot: QtBot) -> None:
    panel = OwedPanel(desk, owing.order)
    qtbot.addWidget(panel)
    before = panel._words.text()
    OrderLine.update(qty_milli=1_000).where(OrderLine.part == owing.part).execute()
    panel.refresh()
    assert len(panel._words.text().splitlines()) == len(before.splitlines()) + 1
    assert "前刹车片" in panel._words.text().splitlines()[-1]


def test_those_who_may_not_see_costs_see_no_account(desk: Desk, owing: Road, qtbot: QtBot) -> None:
    desk.act_as(owing.mechanic)
    dialog = OldPartsDialog(None, desk)
    qtbot.addWidget(dialog)
    dialog.show()
    section = dialog.section
    hidden = {
        column.name
        for place, column in enumerate(section.list.rows().columns)
        if section.list.isColumnHidden(place)
    }
    assert hidden == {"value"}
    assert section.sum.text() == ""


@pytest.mark.usefixtures("language")
def test_a_charge_is_taken_back_where_it_stands(listed: OldPartsDialog, qtbot: QtBot, owing: Road) -> None:
    section = listed.section
    [duty] = old_part_duties.open_duties()
    old_part_duties.charge(owing.boss, duty.id, duty.version, 5_000, "丢失")
    section.chips.chip(CLOSED).click()
    section.list.selectRow(0)
    assert section._back[1].isVisible()
    qtbot.keyClick(section.list, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: listed.findChild(TakeBackChargeForm) is not None)
    form = listed.findChild(TakeBackChargeForm)
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    assert form.isVisible(), "a reason is needed"
    form.widget("reason").set_value("旧件已找到")
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    assert [row.qty_milli for row in old_part_duties.open_duties()] == [2_000]
    assert old_part_list.closed().rows == ()
