"""The reception sheet: everything on it is stored, a strange odometer is questioned, nothing typed is lost."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from garage.domain.documents import Mark
from garage.domain.fault_clock import FaultClass
from garage.domain.orders import Damage, OldPartChoice, Side
from garage.domain.settlements import PayMethod
from garage.domain.vehicles import OdometerSource
from garage.domain.warranty import RepairCategory
from garage.services import customers, orders, vehicles
from garage.services.orders import Reception
from garage.ui.desk import Desk
from garage.ui.forms.reception import ReceptionForm
from garage.ui.kit import messages


@pytest.fixture(autouse=True)
def discarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form that is closed at the end of a test asks nobody."""
    monkeypatch.setattr(messages, "confirm", lambda *_args, **_named: True)


@pytest.fixture
def order(desk: Desk) -> int:
    by = desk.by()
    owner = customers.add(
        by, customers.CustomerData(name="王女士", phones=("13800138000",), address="创业路 88 号")
    )
    car = vehicles.add(by, vehicles.VehicleData(plate="粤B12345", brand="大众", model="朗逸"), owner_id=owner)
    vehicles.record_reading(by, car, 86_000, OdometerSource.RECEPTION)
    return orders.open_order(by, car, complaint="刹车异响")


@pytest.fixture
def form(desk: Desk, order: int, qtbot: QtBot) -> ReceptionForm:
    shown = ReceptionForm(None, desk, orders.open_page(order))
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown


@pytest.mark.usefixtures("language")
def test_it_opens_with_what_is_known(form: ReceptionForm) -> None:
    assert form.complaint.value() == "刹车异响"
    assert "86,000" in form.body.boxes["odo"]._hint.text()
    assert form.seen.isChecked()
    assert not form.is_dirty()


def test_ctrl_enter_saves_the_whole_sheet(form: ReceptionForm, order: int, desk: Desk) -> None:
    form.odo.setText("86412")
    form.fuel.set_value(5)
    form.category.set_value(RepairCategory.MINOR_REPAIR)
    form.brought_by.set_value("王先生")
    form.brought_by_phone.set_value("139 0013 9000")
    form.warning_lamps.set_value("ABS")
    form.belongings.set_value("雨伞")
    form.present.set_value(frozenset({"jack", "papers"}))
    form.valuables.set_value(True)
    form.old_parts.set_value(OldPartChoice.TAKE)
    form.pay_method.set_value(PayMethod.WECHAT)
    form.call_time.set_value("18:00–20:00")
    form.wash.set_value(True)
    form.fault_class.set_value(FaultClass.MAJOR)
    form.walk.outline.add_mark((Side.LEFT, 300, 400))
    QTest.keyClick(form.complaint, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(form.odo, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not form.isVisible()
    assert orders.open_page(order).reception == Reception(
        complaint="刹车异响",
        brought_by="王先生",
        brought_by_phone="13900139000",
        category=RepairCategory.MINOR_REPAIR,
        odometer_km=86_412,
        fuel_eighths=5,
        warning_lamps="ABS",
        belongings="雨伞",
        present=frozenset({"jack", "papers"}),
        valuables_removed=True,
        old_parts=OldPartChoice.TAKE,
        wash=True,
        call_time="18:00–20:00",
        pay_method=PayMethod.WECHAT,
        promised_at=desk.now() + timedelta(hours=1),
        fault_class=FaultClass.MAJOR,
        marks=(Mark(Side.LEFT, 300, 400, Damage.SCRATCH),),
        walk_around_done=True,
        warranty_seen=True,
    )


def test_a_lower_odometer_asks_why_and_a_reason_lets_it_pass(form: ReceptionForm, order: int) -> None:
    reason = form.body.boxes["reset_reason"]
    assert reason.isHidden()
    form.odo.clear()
    QTest.keyClicks(form.odo, "1200")
    assert not reason.isHidden()
    assert not form.submit()
    assert "86,000" in form.body.boxes["odo"].error.text()
    form.reset_reason.set_value("更换仪表")
    assert form.submit()
    assert orders.open_page(order).reception.odometer_km == 1200


def test_a_jump_has_to_be_confirmed(form: ReceptionForm, order: int) -> None:
    tick = form.body.boxes["odo_confirmed"]
    form.odo.clear()
    QTest.keyClicks(form.odo, "186000")
    assert not tick.isHidden()
    assert not form.submit()
    assert tick.error.text()
    form.odo_confirmed.setChecked(True)
    assert form.submit()
    assert orders.open_page(order).reception.odometer_km == 186_000


def test_a_wrong_phone_is_marked_and_everything_typed_stays(form: ReceptionForm) -> None:
    form.brought_by_phone.set_value("123")
    form.belongings.set_value("儿童座椅")
    assert not form.submit()
    assert form.body.boxes["brought_by_phone"].error.text()
    assert form.belongings.value() == "儿童座椅"


def test_a_walk_around_without_odometer_is_refused_at_the_odometer(form: ReceptionForm) -> None:
    form.walk.done.setChecked(True)
    assert not form.submit()
    assert form.body.boxes["odo"].error.text()


def test_marks_count_as_something_to_lose(form: ReceptionForm) -> None:
    form.walk.outline.add_mark((Side.TOP, 500, 500))
    assert form.is_dirty()


def test_somebody_else_saved_meanwhile_and_mine_is_kept(
    form: ReceptionForm, order: int, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = orders.open_page(order)
    orders.save_reception(desk.by(), order, page.version, Reception(complaint="另一位的记录"))
    monkeypatch.setattr(messages, "stale", lambda *_args: "keep")
    form.belongings.set_value("雨伞")
    assert not form.submit()
    assert form.submit()
    assert orders.open_page(order).reception.belongings == "雨伞"
