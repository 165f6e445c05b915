"""Plate first: a known car is shown, an unknown one is asked for as little as can be."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from garage.domain.contacts import Talk
from garage.services import (
    appointments,
    complaint_rows,
    complaints,
    contacts,
    customers,
    orders,
    questions,
    vehicles,
)
from garage.services.appointments import AppointmentData
from garage.services.complaints import ComplaintData
from garage.services.contacts import About
from garage.ui.desk import Desk
from garage.ui.forms.arrival import UNKNOWN, ArrivalForm
from garage.ui.kit import messages

Open = Callable[[str], ArrivalForm]


@pytest.fixture(autouse=True)
def discarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form that is closed at the end of a test asks nobody."""
    monkeypatch.setattr(messages, "confirm", lambda *_args, **_named: True)


@pytest.fixture
def lavida(desk: Desk) -> int:
    owner = customers.add(
        desk.by(), customers.CustomerData(name="王女士", phones=("13800138000",), address="创业路 88 号")
    )
    data = vehicles.VehicleData(plate="粤B12345", vin="LSVAB4186E2184847", brand="大众", model="朗逸")
    return vehicles.add(desk.by(), data, owner_id=owner)


@pytest.fixture
def opened(desk: Desk, qtbot: QtBot) -> Open:
    def make(plate: str = "") -> ArrivalForm:
        form = ArrivalForm(None, desk, plate)
        qtbot.addWidget(form)
        form.made = []
        form.saved.connect(form.made.append)
        with qtbot.waitActive(form):
            form.show()
            form.activateWindow()
        return form

    return make


@pytest.mark.usefixtures("language")
def test_a_known_plate_shows_its_car_and_ctrl_enter_receives_it(opened: Open, lavida: int) -> None:
    form = opened("粤b·12345")
    assert not form.card.isHidden()
    assert all(form.body.boxes[name].isHidden() for name in UNKNOWN)
    QTest.keyClick(form.plate, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page = orders.open_page(form.made[0])
    assert (page.vehicle_id, page.customer) == (lavida, "王女士")


@pytest.mark.usefixtures("language")
def test_what_waits_for_the_driver_stands_on_the_card(opened: Open, lavida: int, desk: Desk) -> None:
    owner = vehicles.owner_of(lavida)
    assert opened("粤B12345").card.findChild(QLabel, "arrival_waits").isHidden()
    at = desk.now().replace(minute=30)
    booked = appointments.book(desk.by(), AppointmentData(at, request="更换机油", vehicle_id=lavida))
    complaint = complaints.register(desk.by(), ComplaintData("刹车又响了", customer_id=owner))
    contact = contacts.log(desk.by(), Talk(), About(owner, lavida))
    questions.ask(desk.by(), contact, "保修到什么时候？")
    said = opened("粤B12345").card.findChild(QLabel, "arrival_waits").text()
    for words in ("更换机油", complaint_rows.one(complaint).no, "刹车又响了", "保修到什么时候？"):
        assert words in said
    appointments.cancel(desk.by(), booked, None, "不来了")
    assert "更换机油" not in opened("粤B12345").card.findChild(QLabel, "arrival_waits").text()


def test_a_car_that_is_in_the_shop_opens_its_order(opened: Open, lavida: int, desk: Desk) -> None:
    running = orders.open_order(desk.by(), lavida)
    form = opened("粤B12345")
    assert "WO-2026-00001" in form.save_button.text()
    assert form.submit()
    assert form.made == [running]


def test_a_vin_in_the_plates_line_finds_the_car(opened: Open, lavida: int) -> None:
    form = opened("LSVAB4186E2184847")
    assert form._vehicle_id == lavida


def test_an_unknown_plate_needs_only_a_name(opened: Open) -> None:
    form = opened("粤B99999")
    assert not form.submit()
    assert form.body.boxes["name"].error.text()
    form.name.set_value("李雷")
    assert form.submit()
    page = orders.open_page(form.made[0])
    assert (page.plate, page.customer, page.phones) == ("粤B99999", "李雷", ())


@pytest.mark.parametrize("plate", ["", "粤B1234临"])
def test_a_car_without_a_permanent_plate_needs_its_vin(opened: Open, plate: str) -> None:
    form = opened(plate)
    form.name.set_value("李雷")
    assert not form.submit()
    wrong = "vin" if plate else "plate"
    assert form.body.boxes[wrong].error.text()
    assert customers.count() == 0
    form.vin.set_value("LFV3A23C7B3012345")
    assert form.submit()
    assert orders.open_page(form.made[0]).vin == "LFV3A23C7B3012345"


def test_a_malformed_vin_leaves_no_customer_behind(opened: Open) -> None:
    form = opened("粤B99999")
    form.name.set_value("李雷")
    form.vin.set_value("123")
    assert not form.submit()
    assert form.body.boxes["vin"].error.text()
    assert customers.count() == 0
    assert form.name.value() == "李雷"


def test_a_strange_plate_warns_but_never_blocks(opened: Open) -> None:
    form = opened("外A1")
    form._notice()
    assert "外A1" in form.notice.remarks()[0].text
    form.name.set_value("李雷")
    assert form.submit()


def test_a_phone_on_file_offers_that_customer_and_the_car_goes_to_him(opened: Open, lavida: int) -> None:
    form = opened("粤B99999")
    form.phone.setText("138 0013 8000")
    form.phone.editingFinished.emit()
    form.notice.links()[0].click()
    assert form.name.text() == "王女士"
    assert not form.name.isEnabled()
    assert form.submit()
    assert orders.open_page(form.made[0]).customer == "王女士"
    assert customers.count() == 1


def test_a_wrong_phone_is_marked_at_the_phone(opened: Open) -> None:
    form = opened("粤B99999")
    form.name.set_value("李雷")
    form.phone.set_value("12345")
    assert not form.submit()
    assert form.body.boxes["phones"].error.text()


def test_nothing_typed_says_what_is_needed(opened: Open) -> None:
    form = opened("")
    form.name.set_value("李雷")
    assert not form.submit()
    assert form.body.boxes["plate"].error.text()


def test_a_plate_that_came_along_is_never_typed_over(opened: Open, lavida: int) -> None:
    unknown = opened("粤B88888")
    assert unknown.focusWidget() is unknown.name
    known = opened("粤B12345")
    assert known.focusWidget() is known.save_button
