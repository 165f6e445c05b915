"""Work is given to mechanics with shares that make 100 %."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from garage.domain.lines import LineKind, WorkType
from garage.domain.orders import OrderState, Priority
from garage.services import order_facts, staff, workshop
from garage.services.order_lines import LineData
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.dispatch import DispatchForm
from garage.ui.forms.mechanics_table import NAME, SHARE, MechanicsModel
from garage.ui.kit.form_dialog import FormDialog
from tests.services.road import Road

CTRL = Qt.KeyboardModifier.ControlModifier
Page = Callable[[], OrderPage]
Open = Callable[[FormDialog], None]


def labour(name: str, trade: WorkType) -> LineData:
    return LineData(LineKind.LABOUR, name, trade=trade, hours_centi=100, rate_fen=12_000)


@pytest.fixture
def form(desk: Desk, road: Road, page: Page, opened: Open) -> DispatchForm:
    staff.add(
        desk.by(), name="陈电工", roles={staff.Role.MECHANIC}, team="二班", trades={WorkType.ELECTRICAL}
    )
    road.receive(labour("更换前刹车片", WorkType.MECHANICAL), labour("线束检修", WorkType.ELECTRICAL))
    road.authorise()
    made = DispatchForm(None, desk, page())
    opened(made)
    return made


def shares(page: OrderPage) -> list[dict[int, int]]:
    return list(order_facts.shares_of(page.id).values())


def test_ctrl_enter_takes_the_suggestion(language: str, form: DispatchForm, page: Page, qtbot: QtBot) -> None:
    assert form.mechanics.hasFocus()
    qtbot.keyClick(form.mechanics, Qt.Key.Key_Return, CTRL)
    now = page()
    assert now.state is OrderState.DISPATCHED
    assert [sum(one.values()) for one in shares(now)] == [10_000, 10_000]
    assert now.bay_id is not None  # the only bay


def test_space_gives_all_chosen_lines_to_one_more(
    form: DispatchForm, page: Page, road: Road, qtbot: QtBot
) -> None:
    form.table.selectAll()
    model = form.mechanics.model()
    rows = {one.staff_id: row for row, one in enumerate(model.people)}
    model.choose([road.mechanic])
    form.mechanics.setCurrentIndex(model.index(rows[road.leader], NAME))
    qtbot.keyClick(form.mechanics, Qt.Key.Key_Space)
    assert form.submit()
    assert shares(page()) == [{road.mechanic: 5_000, road.leader: 5_000}] * 2


def test_of_two_a_typed_share_leaves_the_rest_to_the_other(
    form: DispatchForm, page: Page, road: Road, qtbot: QtBot
) -> None:
    form.table.selectAll()
    model = form.mechanics.model()
    model.choose([road.mechanic, road.leader])
    row = next(row for row, one in enumerate(model.people) if one.staff_id == road.mechanic)
    form.mechanics.setCurrentIndex(model.index(row, NAME))
    qtbot.keyClick(form.mechanics, Qt.Key.Key_7)
    editor = form.mechanics.findChild(QLineEdit)
    qtbot.keyClick(editor, Qt.Key.Key_0)
    qtbot.keyClick(editor, Qt.Key.Key_Return, CTRL)  # in the middle of the cell
    assert shares(page())[0] == {road.mechanic: 7_000, road.leader: 3_000}


def test_a_team_is_one_key(form: DispatchForm, page: Page, road: Road, qtbot: QtBot) -> None:
    form.table.selectAll()
    qtbot.keyClick(form, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: len(form.mechanics.model().shares) == 2)
    assert form.submit()
    assert shares(page())[0] == {road.mechanic: 5_000, road.leader: 5_000}


def test_shares_that_do_not_make_100_are_refused_in_words(form: DispatchForm, page: Page, road: Road) -> None:
    form.table.selectRow(1)
    model = form.mechanics.model()
    model.choose([road.mechanic])
    row = next(row for row, one in enumerate(model.people) if one.staff_id == road.mechanic)
    model.setData(model.index(row, SHARE), "60")
    assert not form.submit()
    assert "线束检修" in form.body.boxes["shares"].error.text()
    assert page().state is OrderState.AUTHORISED


def test_a_line_without_mechanic_is_named(form: DispatchForm) -> None:
    form.table.selectRow(0)
    form.mechanics.model().choose([])
    assert not form.submit()
    assert "更换前刹车片" in form.body.boxes["shares"].error.text()


def test_hands_change_later_in_the_same_form(
    form: DispatchForm, desk: Desk, page: Page, road: Road, opened: Open
) -> None:
    assert form.submit()
    again = DispatchForm(None, desk, page())
    opened(again)
    again.table.selectAll()
    again.mechanics.model().choose([road.leader])
    again.widget("priority").set_value(Priority.URGENT)
    assert again.submit()
    assert shares(page()) == [{road.leader: 10_000}] * 2
    assert page().priority is Priority.URGENT


def test_the_trade_of_the_line_tells_who_fits(form: DispatchForm) -> None:
    form.table.selectRow(1)
    model = form.mechanics.model()
    fits = {one.name: model.fits(one) for one in model.people}
    assert fits == {"李师傅": True, "王班长": True, "陈电工": True}
    form.table.selectRow(0)
    assert not next(model.fits(one) for one in model.people if one.name == "陈电工")


def test_the_model_keeps_to_the_rules_of_models(form: DispatchForm, road: Road) -> None:
    model = MechanicsModel(workshop.mechanics())
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.choose([road.mechanic])
    model.setData(model.index(0, NAME), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert sum(model.shares.values()) == 10_000
    assert not model.setData(model.index(0, SHARE), "many")
