"""Customers and vehicles in a real window."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from garage.domain.customer_page import FileTab
from garage.domain.merges import Side
from garage.domain.vehicles import OdometerSource
from garage.services import complaints, customers, file_merges, orders, vehicles
from garage.services.command import By
from garage.services.complaints import ComplaintData
from garage.services.customers import CustomerData
from garage.services.vehicles import VehicleData
from garage.ui.desk import Desk
from garage.ui.forms.customer import CustomerForm
from garage.ui.forms.odometer import OdometerForm
from garage.ui.forms.vehicle import VehicleForm
from garage.ui.forms.vehicle_owner import VehicleOwnerForm
from garage.ui.kit import messages
from garage.ui.pages.customer_words import days_away, due_tone, file_words
from garage.ui.pages.customers import CustomersPage

TODAY = date(2026, 11, 21)
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Town:
    """Wang owns a Lavida and once owned a Model 3; Li owns the Model 3 now; Shan's file is late."""

    def __init__(self, by: By) -> None:
        def add(name: str, phone: str, contact: date = TODAY, address: str = "深圳市") -> int:
            data = CustomerData(name=name, phones=(phone,), address=address)
            return customers.add(by, data, first_contact_on=contact)

        self.wang = add("王建国", "13800138000")
        self.li = add("李雷", "13900139000")
        self.shan = add("单雪梅", "13700137000", TODAY - timedelta(days=5), address="")
        lavida = VehicleData(
            plate="粤B12345",
            vin="LSVAB4186E2184847",
            brand="大众",
            model="朗逸",
            insurance_until=date(2026, 12, 1),
        )
        self.lavida = vehicles.add(by, lavida, owner_id=self.wang, since=date(2021, 3, 1))
        model3 = VehicleData(plate="沪AD12345", brand="特斯拉", model="Model 3")
        self.model3 = vehicles.add(by, model3, owner_id=self.wang, since=date(2025, 1, 1))
        vehicles.change_owner(by, self.model3, self.li, TODAY)
        vehicles.record_reading(by, self.lavida, 86_412, OdometerSource.RECEPTION)
        self.order = orders.open_order(by, self.lavida, complaint="刹车异响")


@pytest.fixture(autouse=True)
def leave_open_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form that a test leaves with something typed in it is closed without a question."""
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")


@pytest.fixture
def town(desk: Desk) -> Town:
    return Town(desk.by())


@pytest.fixture
def page(desk: Desk, town: Town, qtbot: QtBot) -> CustomersPage:
    shown = CustomersPage(desk)
    qtbot.addWidget(shown)
    shown.resize(1240, 600)
    shown.show()
    shown.activateWindow()
    qtbot.waitExposed(shown)
    return shown


def names(page: CustomersPage) -> list[str]:
    model = page.list.view.rows()
    return [model.row_at(row).customer.name for row in range(model.rowCount())]


def commit(page: CustomersPage, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(page.list.line, event)
    page.list.look()


@pytest.mark.usefixtures("language")
def test_the_page_opens_on_the_newest_customer(page: CustomersPage, town: Town) -> None:
    QAbstractItemModelTester(page.list.view.rows())
    assert names(page) == ["单雪梅", "李雷", "王建国"]
    assert page.detail.customer_id == town.shan
    assert page.detail.head.name.text() == "单雪梅"
    assert "3" in page.list.view.footer.text()


@pytest.mark.usefixtures("language")
def test_the_head_names_the_level_of_a_member_and_says_nothing_of_others(
    page: CustomersPage, town: Town, desk: Desk
) -> None:
    head = page.detail.head
    assert not head.member.isVisible()
    data = CustomerData(name="单雪梅", phones=("13700137000",), member_level="金卡")
    customers.change(desk.by(), town.shan, customers.open_customer(town.shan).version, data)
    page.detail.show_customer(town.shan)
    assert head.member.isVisible()
    assert "金卡" in head.member.text()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("b123", ["王建国"]),
        ("0013800", ["王建国"]),
        ("4847", ["王建国"]),
        ("shanxuemei", ["单雪梅"]),
        ("sxm", ["单雪梅"]),
        ("d12345", ["李雷"]),
    ],
)
def test_any_fragment_finds_its_customer(page: CustomersPage, typed: str, found: list[str]) -> None:
    commit(page, typed)
    assert sorted(names(page)) == sorted(found)


def test_a_plate_typed_shows_that_car_at_once(page: CustomersPage, town: Town, qtbot: QtBot) -> None:
    page.find()
    qtbot.keyClicks(page.list.line, "12345")
    qtbot.waitUntil(lambda: len(names(page)) == 2)
    qtbot.keyClick(page.list.line, Qt.Key.Key_Down)
    assert page.detail.customer_id in {town.wang, town.li}
    page.list.line.setText("粤b·12345")
    page.list.look()
    assert (page.detail.customer_id, page.detail.vehicle_id) == (town.wang, town.lavida)


def test_nobody_found_offers_a_new_customer_with_what_was_typed(page: CustomersPage, qtbot: QtBot) -> None:
    commit(page, "13612345678")
    assert names(page) == []
    qtbot.keyClick(page.list.line, Qt.Key.Key_Return)
    form = page.findChild(CustomerForm)
    assert form.widget("phones").raw() == ["136 1234 5678"]


def test_late_files_have_a_chip_with_their_number(page: CustomersPage, desk: Desk, town: Town) -> None:
    chip = page.list.chips.chip("overdue_files")
    assert chip.text().endswith("1")
    page.list.chips.choose("overdue_files")
    assert names(page) == ["单雪梅"]
    assert (
        page.detail.head.file_words.text() == file_words(("address", "vehicle"), date(2026, 11, 18), TODAY)[0]
    )
    late = customers.open_customer(town.shan)
    vehicles.add(desk.by(), VehicleData(plate="粤B99999", model="轩逸"), owner_id=town.shan)
    customers.change(
        desk.by(),
        town.shan,
        late.version,
        CustomerData(name="单雪梅", phones=("13700137000",), address="深圳市"),
    )
    assert names(page) == []
    assert chip.text().endswith("0")


def test_an_act_elsewhere_refreshes_the_page_and_keeps_who_is_shown(
    page: CustomersPage, desk: Desk, town: Town
) -> None:
    page.show_vehicle(town.lavida)
    customers.add(desk.by(), CustomerData(name="赵敏"))
    vehicles.record_reading(desk.by(), town.lavida, 86_500, OdometerSource.PHONE)
    assert names(page)[0] == "赵敏"
    assert page.detail.vehicle_id == town.lavida
    assert page.detail.car.facts["odometer"].value.text() == "86,500 km"


def test_a_hidden_page_refreshes_when_it_is_shown_again(page: CustomersPage, desk: Desk) -> None:
    page.hide()
    customers.add(desk.by(), CustomerData(name="赵敏"))
    assert "赵敏" not in names(page)
    page.show()
    assert names(page)[0] == "赵敏"


def test_a_customer_further_down_than_the_list_is_shown_all_the_same(
    page: CustomersPage, desk: Desk, town: Town
) -> None:
    page.hide()
    for at in range(130):
        customers.add(desk.by(), CustomerData(name=f"客户{at}"))
    page.show_customer(town.wang)
    assert page.detail.customer_id == town.wang
    assert page.list.view.current_row() is None


@pytest.mark.usefixtures("language")
def test_everything_about_the_car_is_there(page: CustomersPage, town: Town) -> None:
    page.show_vehicle(town.lavida)
    card = page.detail.car
    assert card.plate.text() == "粤B·12345"
    assert card.facts["insurance"].value.property("tone") == "bad"
    assert (
        card.visits.rows().rowCount() == card.readings.rows().rowCount() == card.owners.rows().rowCount() == 1
    )
    assert card.tabs.tabText(3).endswith("1")
    assert [car.vehicle_id for car in customers.open_customer(town.wang).vehicles] == [
        town.lavida,
        town.model3,
    ]


def test_a_car_chosen_in_the_list_of_cars_is_shown(page: CustomersPage, town: Town) -> None:
    page.show_customer(town.wang)
    assert page.detail.vehicle_id == town.lavida
    page.detail.cars.select_key(town.model3)
    assert page.detail.car.plate.text() == "沪A·D12345"
    assert page.detail.car.owners.rows().rowCount() == 2


def test_enter_on_an_order_opens_it(page: CustomersPage, town: Town, qtbot: QtBot) -> None:
    page.show_vehicle(town.lavida)
    visits = page.detail.car.visits
    visits.selectRow(0)
    with qtbot.waitSignal(page.order_opened) as opened:
        qtbot.keyClick(visits, Qt.Key.Key_Return)
    assert opened.args == [town.order]


def test_ctrl_r_asks_for_reception_of_the_car(page: CustomersPage, town: Town, qtbot: QtBot) -> None:
    page.show_vehicle(town.lavida)
    with qtbot.waitSignal(page.reception_wanted) as wanted:
        qtbot.keyClick(page, Qt.Key.Key_R, CONTROL)
    assert wanted.args == [town.lavida]


@pytest.mark.parametrize(
    ("key", "modifiers", "form"),
    [
        (Qt.Key.Key_N, CONTROL, CustomerForm),
        (Qt.Key.Key_E, CONTROL, CustomerForm),
        (Qt.Key.Key_N, CONTROL | SHIFT, VehicleForm),
        (Qt.Key.Key_E, CONTROL | SHIFT, VehicleForm),
        (Qt.Key.Key_O, CONTROL | SHIFT, VehicleOwnerForm),
        (Qt.Key.Key_M, CONTROL | SHIFT, OdometerForm),
    ],
)
def test_every_form_has_its_shortcut(
    page: CustomersPage, town: Town, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier, form: type
) -> None:
    page.show_vehicle(town.lavida)
    qtbot.keyClick(page, key, modifiers)
    assert page.findChild(form).isVisible()


def test_a_customer_without_a_car_is_asked_for_the_first(page: CustomersPage, town: Town) -> None:
    page.show_customer(town.shan)
    assert page.findChild(QPushButton, "first_car").isVisible()
    assert not page.receive_action.isEnabled()


def test_a_saved_customer_is_shown(page: CustomersPage, qtbot: QtBot) -> None:
    page.new_customer()
    form = page.findChild(CustomerForm)
    form.widget("name").setText("赵敏")
    assert form.submit()
    assert page.detail.head.name.text() == "赵敏"
    assert page.list.view.current_row().customer.name == "赵敏"


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (-3, "3 days ago", "bad"),
        (0, "today", "bad"),
        (1, "in 1 day", "bad"),
        (30, "in 30 days", "bad"),
        (31, "in 31 days", "warn"),
        (60, "in 60 days", "warn"),
        (61, "in 61 days", ""),
    ],
)
def test_what_falls_due_is_red_within_30_days_and_amber_within_60(days: int, words: str, tone: str) -> None:
    day = TODAY + timedelta(days=days)
    assert (days_away(day, TODAY), due_tone(day, TODAY)) == (words, tone)


# Everything that follows a customer


@pytest.mark.usefixtures("language")
def test_each_list_says_what_belongs_there_and_most_offer_the_first_step(
    page: CustomersPage, town: Town
) -> None:
    page.show_customer(town.shan)
    for tab in FileTab:
        page.detail.tabs.show_list(tab)
        view = page.detail.tabs.lists[tab]
        assert view.rows().rowCount() == 0
        said = [label.text() for label in view.findChildren(QLabel) if label.isVisibleTo(view)]
        assert any(said)


def test_a_list_is_read_when_it_is_seen_and_its_order_opens_by_enter(
    page: CustomersPage, town: Town, qtbot: QtBot
) -> None:
    page.show_customer(town.wang)
    tabs = page.detail.tabs
    assert tabs.tabText(1) == "Orders 1"
    tabs.show_list(FileTab.ORDERS)
    view = tabs.lists[FileTab.ORDERS]
    QAbstractItemModelTester(view.rows())
    view.setFocus()
    view.selectRow(0)
    with qtbot.waitSignal(page.order_opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [town.order]


def test_a_complaint_opens_by_its_number(page: CustomersPage, town: Town, qtbot: QtBot, desk: Desk) -> None:
    words = ComplaintData("等了太久", customer_id=town.wang, complainant="王建国")
    complaints.register(desk.by(), words)
    page.show_customer(town.wang)
    page.detail.tabs.show_list(FileTab.COMPLAINTS)
    view = page.detail.tabs.lists[FileTab.COMPLAINTS]
    view.selectRow(0)
    with qtbot.waitSignal(page.document_opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args[0].startswith("CP-")


def test_the_lists_of_the_next_customer_begin_with_the_cars(page: CustomersPage, town: Town) -> None:
    page.show_customer(town.wang)
    page.detail.tabs.show_list(FileTab.TALKS)
    page.refresh()
    assert page.detail.tabs.current_list() is FileTab.TALKS
    page.show_customer(town.li)
    assert page.detail.tabs.currentIndex() == 0


def test_a_merged_file_is_shown_as_the_one_it_is_in(page: CustomersPage, town: Town, desk: Desk) -> None:
    versions = (customers.open_customer(ref).version for ref in (town.wang, town.shan))
    file_merges.merge_customers(desk.by(), town.wang, town.shan, *versions, {"name": Side.KEPT})
    page.show_customer(town.shan)
    assert page.detail.customer_id == town.wang
    assert "单雪梅" not in names(page)


def test_completing_an_overdue_file_takes_it_off_the_list_and_the_next_is_shown(
    page: CustomersPage, town: Town, desk: Desk
) -> None:
    late = customers.add(desk.by(), CustomerData(name="郑先生"), first_contact_on=TODAY - timedelta(days=9))
    page.show_overdue_files()
    assert set(names(page)) == {"单雪梅", "郑先生"}
    vehicles.add(desk.by(), VehicleData(plate="粤B55555", model="飞度"), owner_id=late)
    file = customers.open_customer(late)
    told = CustomerData(name="郑先生", phones=("13600136000",), address="人民路 1 号")
    customers.change(desk.by(), late, file.version, told)
    assert names(page) == ["单雪梅"]
