"""The vehicle form, the change of owner and the odometer, with a real database behind them."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from garage.domain.vehicles import OdometerSource
from garage.services import customers, vehicles
from garage.services.customers import CustomerData
from garage.services.vehicles import VehicleData
from garage.ui.desk import Desk
from garage.ui.forms.customer import CustomerForm
from garage.ui.forms.odometer import OdometerForm
from garage.ui.forms.vehicle import VehicleForm
from garage.ui.forms.vehicle_owner import VehicleOwnerForm
from garage.ui.kit import messages
from garage.ui.kit.form_dialog import FormDialog

Show = Callable[[FormDialog], FormDialog]

LAVIDA = VehicleData(plate="粤B12345", vin="LSVAB4186E2184847", brand="大众", model="朗逸")


@pytest.fixture(autouse=True)
def leave_open_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form that a test leaves with something typed in it is closed without a question."""
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")


@pytest.fixture
def wang(desk: Desk) -> int:
    return customers.add(desk.by(), CustomerData(name="王建国", phones=("13800138000",)))


@pytest.fixture
def lavida(desk: Desk, wang: int) -> int:
    return vehicles.add(desk.by(), LAVIDA, owner_id=wang, since=date(2025, 1, 1))


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    def open_(form: FormDialog) -> FormDialog:
        qtbot.addWidget(form)
        with qtbot.waitActive(form):
            form.show()
            form.activateWindow()
        return form

    return open_


@pytest.mark.usefixtures("language")
def test_a_new_car_is_saved_by_keyboard(desk: Desk, show: Show, qtbot: QtBot, wang: int) -> None:
    form = show(VehicleForm(desk, None, owner_id=wang, plate="粤BD12345"))
    qtbot.keyClicks(form.widget("vin"), "lrw3e7faxlc123456")
    qtbot.keyClicks(form.widget("insurance_until"), "2027-3-5")
    qtbot.keyClicks(form.widget("service_days"), "180")
    with qtbot.waitSignal(form.saved) as saved:
        qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    car = vehicles.open_vehicle(saved.args[0], desk.today())
    assert (car.plate, car.vin, car.owner.customer_id) == ("粤BD12345", "LRW3E7FAXLC123456", wang)
    assert (car.insurance_until, car.service_days, car.registered_on) == (date(2027, 3, 5), 180, None)


@pytest.mark.parametrize(
    ("plate", "said", "tone"),
    [
        ("粤BD12345", "New energy, small", "muted"),
        ("粤b·12345", "Ordinary", "muted"),
        ("粤B12345X", "Unknown form", "warn"),
        ("粤B12", "", "muted"),
    ],
)
def test_the_kind_of_plate_is_said_while_typing(
    desk: Desk, show: Show, wang: int, plate: str, said: str, tone: str
) -> None:
    field = show(VehicleForm(desk, None, owner_id=wang)).widget("plate")
    field.setText(plate)
    assert (field.remark.text(), field.remark.property("tone")) == (said, tone)


def test_the_vin_counts_while_it_grows_and_then_tells_the_model_year(
    desk: Desk, show: Show, wang: int
) -> None:
    field = show(VehicleForm(desk, None, owner_id=wang)).widget("vin")
    field.setText("LSVAB41")
    assert field.remark.text() == "7/17"
    field.setText("LSVAB4186E2184847")
    assert field.remark.text() == "Model year 2014"
    field.setText("LFV3A23C8B3012345")
    assert field.remark.property("tone") == "warn"


def test_strange_plate_and_check_digit_warn_but_are_saved(desk: Desk, show: Show, wang: int) -> None:
    form = show(VehicleForm(desk, None, owner_id=wang, plate="粤B12345X"))
    form.widget("vin").setText("LFV3A23C8B3012345")
    form.widget("brand").setFocus()
    form.look()
    assert len(form.notice.remarks()) == 2
    assert form.submit()


def test_a_plate_is_not_called_strange_before_its_field_is_left(desk: Desk, show: Show, wang: int) -> None:
    form = show(VehicleForm(desk, None, owner_id=wang))
    form.widget("plate").setFocus()
    form.widget("plate").setText("粤B1")
    form.look()
    assert form.notice.remarks() == ()


@pytest.mark.parametrize("vin", ["LSVAB4186I2184847", "LSVAB4186E218484"])
def test_a_malformed_vin_is_refused_and_stays(desk: Desk, show: Show, wang: int, vin: str) -> None:
    form = show(VehicleForm(desk, None, owner_id=wang, plate="粤B12345"))
    form.widget("vin").setText(vin)
    assert not form.submit()
    assert form.body.boxes["vin"].error.text()
    assert form.widget("vin").text() == vin
    assert form.widget("plate").text() == "粤B·12345"


def test_the_same_plate_is_noticed_and_the_known_car_can_be_opened(
    desk: Desk, show: Show, qtbot: QtBot, wang: int, lavida: int
) -> None:
    form = show(VehicleForm(desk, None, owner_id=wang, plate="粤B12345"))
    with qtbot.waitSignal(form.existing_chosen) as chosen:
        qtbot.mouseClick(form.notice.links()[0], Qt.MouseButton.LeftButton)
    assert chosen.args == [lavida]
    assert not form.isVisible()


def test_another_cars_vin_is_refused_at_its_field(desk: Desk, show: Show, wang: int, lavida: int) -> None:
    form = show(VehicleForm(desk, None, owner_id=wang, plate="粤B99999"))
    form.widget("vin").setText("LSVAB4186E2184847")
    assert not form.submit()
    assert "王建国" in form.body.boxes["vin"].error.text()


def test_a_reading_taken_meanwhile_does_not_disturb_the_form(desk: Desk, show: Show, lavida: int) -> None:
    form = show(VehicleForm(desk, None, lavida))
    form.widget("colour").setText("白")
    vehicles.record_reading(desk.by(), lavida, 86_412, OdometerSource.RECEPTION)
    assert form.submit()
    assert vehicles.open_vehicle(lavida, desk.today()).colour == "白"


def test_without_an_owner_the_form_asks_for_one(desk: Desk, show: Show, qtbot: QtBot, wang: int) -> None:
    form = show(VehicleForm(desk, None, plate="粤B12345"))
    assert not form.submit()
    assert form.body.boxes["owner"].error.text()
    qtbot.keyClicks(form.widget("owner"), "wjg")
    qtbot.keyClick(form.widget("owner"), Qt.Key.Key_Return)
    assert form.submit()
    assert vehicles.by_plate("粤B12345")[0].owner_id == wang


@pytest.mark.usefixtures("language")
def test_a_car_changes_its_owner_and_keeps_its_history(
    desk: Desk, show: Show, qtbot: QtBot, wang: int, lavida: int
) -> None:
    li = customers.add(desk.by(), CustomerData(name="李雷", phones=("13900139000",)))
    form = show(VehicleOwnerForm(desk, None, lavida))
    qtbot.keyClicks(form.owner, "9000")
    qtbot.keyClick(form.owner, Qt.Key.Key_Return)
    with qtbot.waitSignal(form.saved):
        qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    car = vehicles.open_vehicle(lavida, desk.today())
    assert [owner.customer_id for owner in car.owners] == [li, wang]
    assert car.owners[1].until == date(2026, 11, 20)


def test_the_present_owner_is_refused_at_the_field(desk: Desk, show: Show, qtbot: QtBot, lavida: int) -> None:
    form = show(VehicleOwnerForm(desk, None, lavida))
    qtbot.keyClicks(form.owner, "wjg")
    qtbot.keyClick(form.owner, Qt.Key.Key_Return)
    assert not form.submit()
    assert form.body.boxes["owner"].error.text()
    assert form.owner.text() == "王建国"


def test_a_new_owner_can_be_made_on_the_way(desk: Desk, show: Show, qtbot: QtBot, lavida: int) -> None:
    form = show(VehicleOwnerForm(desk, None, lavida))
    qtbot.keyClicks(form.owner, "13900139000")
    qtbot.mouseClick(form.findChild(QPushButton, "new_owner"), Qt.MouseButton.LeftButton)
    inner = form.findChild(CustomerForm)
    assert inner.widget("phones").raw() == ["139 0013 9000"]
    inner.widget("name").setText("李雷")
    assert inner.submit()
    assert form.owner.hit().title == "李雷"
    assert form.submit()


@pytest.mark.usefixtures("language")
def test_a_lower_reading_needs_its_reason(desk: Desk, show: Show, qtbot: QtBot, lavida: int) -> None:
    vehicles.record_reading(desk.by(), lavida, 864_120, OdometerSource.RECEPTION)
    form = show(OdometerForm(desk, None, lavida))
    qtbot.keyClicks(form.km, "86412")
    assert not form.submit()
    assert form.body.boxes["reset_reason"].error.text()
    assert form.km.km() == 86_412
    form.reason.setText("typing error")
    with qtbot.waitSignal(form.saved):
        qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    latest = vehicles.readings(lavida)[0]
    assert (latest.km, latest.reset_reason) == (86_412, "typing error")


def test_a_great_jump_is_asked_about_once_more(desk: Desk, show: Show, lavida: int) -> None:
    vehicles.record_reading(desk.by(), lavida, 86_412, OdometerSource.RECEPTION)
    form = show(OdometerForm(desk, None, lavida))
    form.km.setText("186412")
    assert not form.submit()
    assert form.confirmed.isVisible()
    form.confirmed.setChecked(True)
    assert form.submit()
    assert vehicles.open_vehicle(lavida, desk.today()).odometer_km == 186_412
