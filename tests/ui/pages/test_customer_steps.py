"""What is done for the customer in sight from the lists of the page, and another file that may be the same."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from garage.domain.customer_page import FileTab
from garage.domain.members import Less
from garage.domain.merges import FileKind, MergeState
from garage.services import coupons, customers, duplicates, letter_rows, points, vehicles
from garage.services.customers import CustomerData
from garage.services.vehicles import VehicleData
from garage.ui.desk import Desk
from garage.ui.forms import print_members
from garage.ui.forms.complaint import ComplaintForm
from garage.ui.forms.letter import WriteLetterForm
from garage.ui.forms.log_contact import LogContactForm
from garage.ui.forms.member_settings import PointsForm
from garage.ui.forms.merge_files import MergeForm
from garage.ui.forms.offer import CouponForm
from garage.ui.kit import messages
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.pages.customers import CustomersPage
from tests.ui.keys import ambiguous
from tests.ui.looks import cut, nameless

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
WANG = CustomerData(name="王女士", phones=("13800138000",), address="创业路 88 号")


@pytest.fixture(autouse=True)
def printed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Papers are noted, not shown; a form left with something typed in it is closed without a question."""
    papers: list[tuple[str, str]] = []
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")
    monkeypatch.setattr(
        print_members, "show", lambda _parent, _desk, kind, number, _build: papers.append((kind, number))
    )
    return papers


@pytest.fixture
def wang(desk: Desk) -> int:
    ref = customers.add(desk.by(), WANG)
    vehicles.add(desk.by(), replace(VehicleData(), plate="粤B12345", model="朗逸"), owner_id=ref)
    return ref


@pytest.fixture
def page(desk: Desk, wang: int, qtbot: QtBot) -> CustomersPage:
    shown = CustomersPage(desk)
    qtbot.addWidget(shown)
    shown.resize(1280, 602)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.show_customer(wang)
    return shown


def form_on(page: CustomersPage, kind: type[FormDialog], qtbot: QtBot) -> FormDialog:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(kind)))
    [form] = [one for one in page.findChildren(kind) if one.isVisible()]
    return form


@pytest.mark.usefixtures("language")
def test_every_list_has_its_steps_in_sight_and_offers_the_first_where_it_is_empty(
    page: CustomersPage, qtbot: QtBot
) -> None:
    for tab in FileTab:
        page.detail.tabs.show_list(tab)
        qtbot.wait(20)
        steps = page.steps.of_tab.get(tab, ())
        shown = [page.findChild(QPushButton, f"{step.objectName()}_button") for step in steps]
        assert all(button.isVisible() for button in shown), tab
        if steps:
            view = page.detail.tabs.lists[tab]
            offered = [button.text() for button in view.findChildren(QPushButton) if button.isVisible()]
            assert offered == [steps[0].text()]
        assert not cut(page), tab
        assert not nameless(page), tab
        assert not ambiguous(page), tab


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize(
    ("key", "modifiers", "form"),
    [
        (Qt.Key.Key_L, CONTROL, WriteLetterForm),
        (Qt.Key.Key_C, CONTROL | SHIFT, ComplaintForm),
        (Qt.Key.Key_V, CONTROL | SHIFT, CouponForm),
        (Qt.Key.Key_P, CONTROL | SHIFT, PointsForm),
    ],
)
def test_each_step_has_its_key(
    page: CustomersPage, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier, form: type[FormDialog]
) -> None:
    qtbot.keyClick(page, key, modifiers)
    assert form_on(page, form, qtbot)


@pytest.mark.usefixtures("language")
def test_a_talk_is_logged_from_its_list_with_the_key_of_the_window_in_the_tip(
    page: CustomersPage, qtbot: QtBot
) -> None:
    page.detail.tabs.show_list(FileTab.TALKS)
    button = page.findChild(QPushButton, "customer_talk_button")
    assert "(F4)" in button.toolTip()
    button.click()
    assert form_on(page, LogContactForm, qtbot)


@pytest.mark.usefixtures("language")
def test_points_are_given_to_the_customer_in_sight_and_stand_in_the_list_at_once(
    page: CustomersPage, wang: int, qtbot: QtBot, printed: list[tuple[str, str]]
) -> None:
    page.detail.tabs.show_list(FileTab.MEMBER)
    qtbot.keyClick(page, Qt.Key.Key_P, CONTROL | SHIFT)
    form = form_on(page, PointsForm, qtbot)
    assert not form.widget("customer").isVisible()
    form.widget("points").set_value(300)
    assert not form.submit()
    form.widget("reason").set_value("开业活动")
    assert form.submit()
    assert points.balance(wang) == 300
    assert page.detail.tabs.lists[FileTab.MEMBER].rows().rowCount() == 1
    qtbot.keyClick(page, Qt.Key.Key_P, CONTROL)
    assert printed == [("points_statement", f"{wang}-20261121")]


@pytest.mark.usefixtures("language")
def test_a_coupon_is_for_the_customer_in_sight_and_printed_at_once(
    page: CustomersPage, wang: int, desk: Desk, qtbot: QtBot, printed: list[tuple[str, str]]
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_V, CONTROL | SHIFT)
    form = form_on(page, CouponForm, qtbot)
    assert not form.widget("whom").isVisible()
    form.widget("title").set_value("洗车券")
    assert not form.submit()
    form.widget("off").set_value(Less(off_fen=5_000))
    form.widget("valid_until").set_date(desk.today())
    assert form.submit()
    [row] = coupons.of_customer(wang, desk.today())
    page.detail.tabs.show_list(FileTab.MEMBER)
    assert page.detail.tabs.lists[FileTab.MEMBER].rows().row_at(0).no == row.no
    toast = page.findChild(messages.Toast)
    toast.findChild(QPushButton).click()
    assert [kind for kind, _number in printed] == ["coupons"]


@pytest.mark.usefixtures("language")
def test_a_letter_is_written_to_the_customer_in_sight(page: CustomersPage, wang: int, qtbot: QtBot) -> None:
    page.detail.tabs.show_list(FileTab.LETTERS)
    qtbot.keyClick(page, Qt.Key.Key_L, CONTROL)
    form = form_on(page, WriteLetterForm, qtbot)
    form.widget("subject").set_value("提醒")
    assert not form.submit()
    form.widget("body").set_value("请来取备用钥匙。")
    assert form.submit()
    [row] = letter_rows.of_customer(wang)
    assert page.detail.tabs.lists[FileTab.LETTERS].rows().row_at(0).no == row.no


def test_nothing_can_be_done_for_nobody(page: CustomersPage) -> None:
    page.detail.show_nobody()
    steps = [step for steps in page.steps.of_tab.values() for step in steps]
    assert not any(step.isEnabled() for step in (*steps, page.merging.likely_action))


# Another file that may be the same


def link(page: CustomersPage, action: QAction) -> QPushButton:
    names = {"compare_likely": "compare_likely_link", "keep_apart": "keep_likely_apart"}
    found = page.findChild(QPushButton, names[action.objectName()])
    assert found is not None
    return found


@pytest.mark.usefixtures("language")
def test_another_file_with_the_same_phone_is_named_and_opens_side_by_side(
    page: CustomersPage, wang: int, desk: Desk, qtbot: QtBot
) -> None:
    assert not page.detail.head.same.isVisible()
    other = customers.add(desk.by(), CustomerData(name="王丽华", phones=("13900139000", "13800138000")))
    page.show_customer(wang)
    assert page.detail.head.same.isVisible()
    said = page.detail.head.same_words.text()
    assert "王丽华" in said
    assert "138 0013 8000" in said
    assert not cut(page)
    assert not ambiguous(page)
    link(page, page.merging.likely_action).click()
    form = form_on(page, MergeForm, qtbot)
    assert (form.found.kept.id, form.found.gone.id) == (wang, other)
    assert form.submit()
    assert not page.detail.head.same.isVisible()


@pytest.mark.usefixtures("language")
def test_another_car_with_the_same_plate_is_named_and_opens_side_by_side(
    page: CustomersPage, wang: int, desk: Desk, qtbot: QtBot
) -> None:
    li = customers.add(desk.by(), CustomerData(name="李雷", phones=("13700137000",)))
    again = vehicles.add(desk.by(), replace(VehicleData(), plate="粤B12345"), owner_id=li)
    page.show_customer(wang)
    assert "粤B·12345" in page.detail.head.same_words.text()
    qtbot.keyClick(page, Qt.Key.Key_M, CONTROL)
    form = form_on(page, MergeForm, qtbot)
    assert (form.found.kind, form.found.gone.id) == (FileKind.VEHICLE, again)


@pytest.mark.usefixtures("language")
def test_two_files_that_are_not_the_same_are_named_no_more(
    page: CustomersPage, wang: int, desk: Desk, qtbot: QtBot
) -> None:
    wife = customers.add(desk.by(), replace(WANG, name="陈先生"))
    page.show_customer(wife)
    assert page.detail.head.same.isVisible()
    link(page, page.merging.apart_action).click()
    assert not page.detail.head.same.isVisible()
    assert not page.merging.likely_action.isEnabled()
    page.show_customer(wang)
    assert not page.detail.head.same.isVisible()
    assert duplicates.history()[0].state is MergeState.DISTINCT
    assert QApplication.activeModalWidget() is None
