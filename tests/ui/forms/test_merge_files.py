"""Two files side by side in a real window: choosing by keyboard, merging, undoing, and what is refused."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.merges import FileKind, MergeState, Side
from garage.models.customers import Customer
from garage.services import customers, duplicates, file_merges, orders, vehicles
from garage.services.customers import CustomerData
from garage.services.vehicles import VehicleData
from garage.ui.desk import Desk
from garage.ui.forms.choose_file import ChooseFileForm
from garage.ui.forms.duplicates import DuplicatesDialog
from garage.ui.forms.merge_files import MergeForm, undo_form
from garage.ui.forms.side_field import SideField
from garage.ui.kit import messages
from garage.ui.pages.customer_merging import CustomerMerging

CONTROL = Qt.KeyboardModifier.ControlModifier


class Twins:
    """Wang on file twice, each file with a car."""

    def __init__(self, desk: Desk) -> None:
        by = desk.by()
        self.one = customers.add(
            by, CustomerData(name="王女士", phones=("13800138000",), address="创业路 88 号")
        )
        self.other = customers.add(
            by, CustomerData(name="王丽华", phones=("13800138000", "13900139000"), needs="周末取车")
        )
        self.car = vehicles.add(
            by, replace(VehicleData(), plate="粤B12345", brand="大众", model="朗逸"), owner_id=self.one
        )
        self.same_car = vehicles.add(
            by, replace(VehicleData(), plate="粤B88888", brand="大众", model="朗逸"), owner_id=self.other
        )


@pytest.fixture(autouse=True)
def leave_open_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form that a test leaves with something chosen in it is closed without a question."""
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")


@pytest.fixture
def twins(desk: Desk) -> Twins:
    return Twins(desk)


@pytest.fixture
def form(desk: Desk, twins: Twins, qtbot: QtBot) -> MergeForm:
    made = MergeForm(desk, None, FileKind.CUSTOMER, twins.one, twins.other)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def side(form: MergeForm, name: str) -> SideField:
    found = form.findChild(SideField, name)
    assert found is not None
    return found


@pytest.mark.usefixtures("language")
def test_the_form_shows_only_fields_that_differ(form: MergeForm) -> None:
    assert {field.objectName() for field in form.findChildren(SideField)} == {"name", "address", "needs"}
    assert form.findChild(QLabel, "same_in_both").text()
    assert (side(form, "address").value(), side(form, "needs").value()) == (Side.KEPT, Side.GONE)


def test_arrow_keys_choose_and_ctrl_enter_merges(form: MergeForm, twins: Twins, qtbot: QtBot) -> None:
    assert side(form, "name").value() is Side.GONE  # written last
    assert side(form, "name").isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert side(form, "name").value() is Side.KEPT
    with qtbot.waitSignal(form.saved):
        qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    page = customers.open_customer(twins.other)
    assert (page.id, page.name, page.needs, len(page.phones)) == (twins.one, "王女士", "周末取车", 2)


def test_one_key_takes_everything_from_one_side(form: MergeForm, qtbot: QtBot) -> None:
    qtbot.keyClick(form, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert {field.value() for field in form.findChildren(SideField)} == {Side.KEPT}
    assert form.is_dirty()


def opened(page: QWidget) -> MergeForm:
    [shown] = [one for one in page.findChildren(MergeForm) if one.isVisible()]
    return shown


def test_the_other_file_can_be_the_one_that_stays_and_the_page_goes_to_it(
    desk: Desk, twins: Twins, qtbot: QtBot
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    merging = CustomerMerging(desk, page)
    merging.compare(FileKind.CUSTOMER, twins.one, twins.other)
    opened(page).widget("reason").setText("同一个人")
    opened(page).swap()
    swapped = opened(page)
    assert swapped.widget("reason").text() == "同一个人"
    assert (swapped.found.kept.id, swapped.found.gone.id) == (twins.other, twins.one)
    with qtbot.waitSignal(merging.customer_wanted) as wanted:
        swapped.submit()
    assert wanted.args == [twins.other]
    assert Customer.get_by_id(twins.one).merged_into_id == twins.other


def test_two_cars_in_the_shop_cannot_be_made_one(desk: Desk, twins: Twins, qtbot: QtBot) -> None:
    for car in (twins.car, twins.same_car):
        orders.open_order(desk.by(), car)
    form = MergeForm(desk, None, FileKind.VEHICLE, twins.car, twins.same_car)
    qtbot.addWidget(form)
    form.show()
    assert not form.save_button.isEnabled()
    form.submit()
    assert form.isVisible()
    assert duplicates.history() == []


def test_a_file_saved_meanwhile_is_shown_anew(
    form: MergeForm, desk: Desk, twins: Twins, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = customers.open_customer(twins.other)
    customers.change(desk.by(), twins.other, page.version, CustomerData(name="王丽丽", phones=page.phones))
    monkeypatch.setattr("garage.ui.kit.messages.stale", lambda *_args: "keep")
    assert not form.submit()
    assert form.isVisible()
    assert form.submit()
    assert Customer.get_by_id(twins.other).merged_into_id == twins.one


# The window of pairs


@pytest.fixture
def window(desk: Desk, twins: Twins, qtbot: QtBot) -> DuplicatesDialog:
    made = DuplicatesDialog(desk)
    qtbot.addWidget(made)
    QAbstractItemModelTester(made.pairs.rows())
    QAbstractItemModelTester(made.history.rows())
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.usefixtures("language")
def test_the_window_lists_pairs_with_their_reason(window: DuplicatesDialog) -> None:
    [pair] = [window.pairs.rows().row_at(at) for at in range(window.pairs.rows().rowCount())]
    assert (pair.one, pair.other, pair.shared) == ("王女士", "王丽华", "138 0013 8000")
    assert window.compare_action.isEnabled()
    assert not window.undo_action.isEnabled()


def test_not_the_same_takes_a_pair_away_and_can_be_taken_back(window: DuplicatesDialog) -> None:
    window.apart_action.trigger()
    assert window.pairs.rows().rowCount() == 0
    window.tabs.setCurrentIndex(1)
    assert window.history.current_row().state is MergeState.DISTINCT
    window.undo_action.trigger()
    assert window.pairs.rows().rowCount() == 1


def test_a_pair_can_be_merged_the_other_way_round(
    window: DuplicatesDialog, twins: Twins, qtbot: QtBot
) -> None:
    window.compare_action.trigger()
    opened(window).widget("reason").setText("同一个人")
    opened(window).swap()
    swapped = opened(window)
    assert swapped.widget("reason").text() == "同一个人"
    with qtbot.waitSignal(swapped.saved):
        swapped.submit()
    [merged] = [window.history.rows().row_at(at) for at in range(window.history.rows().rowCount())]
    assert (merged.kept_id, merged.gone_id) == (twins.other, twins.one)


def test_a_merge_is_undone_from_the_list(
    window: DuplicatesDialog, desk: Desk, twins: Twins, qtbot: QtBot
) -> None:
    versions = (Customer.get_by_id(ref).version for ref in (twins.one, twins.other))
    merge = file_merges.merge_customers(desk.by(), twins.one, twins.other, *versions)
    assert window.history.rows().rowCount() == 1
    form = undo_form(window, desk, merge, "王女士", "王丽华", "2026-11-21")
    qtbot.addWidget(form)
    form.show()
    assert not form.submit()  # no reason yet
    form.widget("reason").setPlainText("两个人")
    assert form.submit()
    assert window.history.rows().row_at(0).state is MergeState.UNDONE
    assert customers.open_customer(twins.other).id == twins.other


@pytest.mark.usefixtures("language")
def test_any_other_file_can_be_found_by_hand(desk: Desk, twins: Twins, qtbot: QtBot) -> None:
    form = ChooseFileForm(None, FileKind.CUSTOMER, twins.one, "王女士")
    qtbot.addWidget(form)
    form.show()
    assert not form.submit()
    assert [hit.ref for hit in form._find("138")] == [twins.other]
    form.other.pick(form._find("138")[0])
    with qtbot.waitSignal(form.saved) as chosen:
        form.submit()
    assert chosen.args == [twins.other]
