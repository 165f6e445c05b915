"""The suppliers' page: found as a person types, the account follows, every list has its rows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from garage.domain.staff import Role
from garage.domain.supplier_accounts import Age
from garage.models.stock import GoodsReceipt
from garage.services import staff, suppliers
from garage.ui.desk import Desk
from garage.ui.forms.supplier import SupplierForm
from garage.ui.forms.supplier_prices import PriceHistoryDialog
from tests.services.buying_from import BuyingFrom
from tests.services.settling import Settling
from tests.ui.conftest import Clock
from tests.ui.pages.claim_shop import small_jpeg
from tests.ui.pages.supplier_shop import Open, form_on, opened, quiet, shop

__all__ = ["opened", "quiet", "shop"]


@pytest.mark.usefixtures("language")
def test_the_page_opens_and_says_what_belongs_there(opened: Open) -> None:
    page = opened()
    QAbstractItemModelTester(page.list.view.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert page.list.view.findChild(object, "empty_text").text()
    assert not page.pay_action.isEnabled()
    assert page.detail.nothing.isVisible()


@pytest.mark.usefixtures("language")
def test_the_chosen_supplier_shows_its_account_and_every_list(opened: Open, shop: BuyingFrom) -> None:
    page = opened()
    assert page.detail.supplier_id == shop.id
    for at, name in enumerate(page.detail.lists):
        page.detail.tabs.setCurrentIndex(at)
        view = page.detail.lists[name]
        QAbstractItemModelTester(view.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal)
        assert view.rows().rowCount() == (1 if name in {"account", "deliveries", "parts"} else 0)
    assert "100.00" in page.detail.card.balance.text()


def test_a_supplier_is_found_by_initials_and_a_missing_one_is_offered(
    qtbot: QtBot, opened: Open, desk: Desk, shop: BuyingFrom
) -> None:
    other = suppliers.add(desk.by(), name="骆驼蓄电池")
    page = opened()
    qtbot.keyClicks(page.list.line, "ltxdc")
    page.list.look()
    assert page.detail.supplier_id == other
    page.list.line.setText("bosch")
    page.list.look()
    qtbot.keyClick(page.list.line, Qt.Key.Key_Return)
    form = form_on(page, SupplierForm)
    assert isinstance(form, SupplierForm)
    assert form.widget("name").text() == "bosch"
    assert form.submit()
    assert suppliers.open_supplier(page.detail.supplier_id or 0).name == "bosch"


def test_a_scanned_number_leads_to_its_row(opened: Open, shop: BuyingFrom) -> None:
    other = BuyingFrom(shop.room, name="广州汽配")
    paid = shop.pay(1_000)
    back = shop.give_back((shop.line(GoodsReceipt.get().no).part_id, 1, 1_000))
    page = opened()
    page.show_supplier(other.id)
    assert page.show_document(paid)
    assert page.detail.supplier_id == shop.id
    assert page.detail.lists["account"].current_row().document == paid
    assert page.show_document(back)
    assert page.detail.current() == "returns"
    assert not page.show_document("PV-2026-09999")
    assert not page.show_document("GR-2026-00001")


def test_a_bought_part_leads_to_its_file(opened: Open, shop: BuyingFrom, qtbot: QtBot) -> None:
    page = opened()
    page.detail.show_list("parts")
    view = page.detail.lists["parts"]
    view.selectRow(0)
    with qtbot.waitSignal(page.part_opened) as heard:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert heard.args == [view.current_row().part_id]


def test_a_claim_in_the_account_leads_to_its_notice(opened: Open, shop: BuyingFrom, qtbot: QtBot) -> None:
    claims = Settling(shop.room, "常州轴承厂", picture=small_jpeg())
    claims.issue(claims.granted(claims.pump()))
    page = opened()
    page.show_supplier(claims.supplier)
    view = page.detail.lists["account"]
    view.selectRow(0)
    with qtbot.waitSignal(page.document_asked) as heard:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert heard.args == ["CN-2026-00001"]


@pytest.mark.usefixtures("language")
def test_what_a_part_cost_at_every_supplier_stands_side_by_side(opened: Open, shop: BuyingFrom) -> None:
    part = shop.line(GoodsReceipt.get().no).part_id
    shop.deliver((part, 10, 11_000))
    BuyingFrom(shop.room, name="广州汽配").deliver((part, 1, 900))
    page = opened()
    page.detail.show_list("parts")
    page.detail.lists["parts"].selectRow(0)
    page.rows.prices_action.trigger()
    dialog = form_on(page, PriceHistoryDialog)
    assert isinstance(dialog, PriceHistoryDialog)
    rows = dialog.list.rows()
    told = [[rows.index(line, at).data() for at in (1, 3, 5)] for line in range(rows.rowCount())]
    assert told == [["广州汽配", "9.00", "–"], [shop.name, "11.00", "+10 %"], [shop.name, "10.00", "–"]]


def test_money_is_kept_from_a_mechanic(opened: Open, desk: Desk, shop: BuyingFrom) -> None:
    desk.act_as(next(one.id for one in staff.people() if one.roles == {Role.MECHANIC}))
    page = opened()
    assert not page.list.owed.isVisible()
    assert page.list.view.isColumnHidden(4)
    assert not page.pay_action.isEnabled()
    assert not page.return_action.isEnabled()
    assert not page.statement_action.isEnabled()
    desk.act_as(1)
    assert page.list.owed.isVisible()
    assert page.pay_action.isEnabled()


def test_the_page_follows_what_happens_elsewhere(opened: Open, shop: BuyingFrom) -> None:
    page = opened()
    shop.pay(2_500)
    assert "75.00" in page.detail.card.balance.text()
    assert page.detail.lists["account"].rows().rowCount() == 2


def test_alt_shift_and_a_number_goes_to_a_tab(qtbot: QtBot, opened: Open, shop: BuyingFrom) -> None:
    page = opened()
    both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    for number, name in enumerate(page.detail.lists):
        qtbot.keyClick(page, Qt.Key.Key_1 + number, both)
        assert page.detail.current() == name


def test_the_workbook_of_the_list_has_every_age(opened: Open, shop: BuyingFrom, clock: Clock) -> None:
    clock.forward(days=40)
    page = opened()
    row = page.list.view.rows().row_at(0)
    told = {column.name: column.text(row) for column in page.list.view.sheet_columns()}
    assert (told["payable"], told[Age.DAYS_30], told[Age.NOT_DUE]) == ("¥100.00", "¥100.00", "¥0.00")
    [tip] = [column.tooltip(row) for column in page.list.view.rows().columns if column.name == "overdue"]
    assert "100.00" in tip
