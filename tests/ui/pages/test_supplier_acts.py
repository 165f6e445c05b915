"""What is done with a supplier, by keyboard: paid, invoiced, given goods back, put right."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from garage.models.stock import GoodsReceipt
from garage.reports.sheet import SheetColumn, write_table
from garage.services import serials, supplier_payments, supplier_returns, suppliers
from garage.ui.desk import Desk
from garage.ui.forms.reasons import ReasonForm
from garage.ui.forms.supplier import SupplierForm
from garage.ui.forms.supplier_invoice import SupplierInvoiceForm
from garage.ui.forms.supplier_payment import OpeningBalanceForm, SupplierPaymentForm
from garage.ui.forms.supplier_return import SupplierReturnForm
from garage.ui.forms.supplier_statement import StatementDialog
from garage.ui.kit import messages
from tests.services.buying_from import BuyingFrom
from tests.ui.pages.supplier_shop import Open, form_on, opened, quiet, shop

__all__ = ["opened", "quiet", "shop"]

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_supplier_is_paid_by_keyboard(
    qtbot: QtBot, opened: Open, shop: BuyingFrom, quiet: list[tuple[str, str]]
) -> None:
    page = opened()
    qtbot.keyClick(page.list.view, Qt.Key.Key_M, CONTROL)
    form = form_on(page, SupplierPaymentForm)
    assert isinstance(form, SupplierPaymentForm)
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    assert form.focusWidget() is form.widget("amount")
    assert form.widget("amount").text() == "100.00"
    qtbot.keyClicks(form.widget("amount"), "40")
    qtbot.keyClick(form.widget("amount"), Qt.Key.Key_Return, CONTROL)
    assert shop.owed == 6_000
    assert quiet == [("supplier_payment", "PV-2026-00001")]
    assert "60.00" in page.detail.card.balance.text()


def test_paying_too_much_is_asked_and_what_was_typed_stays(opened: Open, shop: BuyingFrom) -> None:
    page = opened()
    page.pay()
    form = form_on(page, SupplierPaymentForm)
    assert isinstance(form, SupplierPaymentForm)
    form.widget("amount").setText("150")
    assert not form.submit()
    box = form.body.boxes["in_advance"]
    assert box.isVisible()
    assert "50.00" in box.error.text()
    assert form.widget("amount").value() == 15_000
    form.widget("in_advance").setChecked(True)
    assert form.submit()
    assert shop.owed == -5_000
    assert page.back_action.isEnabled()


def test_an_account_that_moved_meanwhile_is_shown_before_it_is_paid(opened: Open, shop: BuyingFrom) -> None:
    page = opened()
    page.pay()
    form = form_on(page, SupplierPaymentForm)
    assert isinstance(form, SupplierPaymentForm)
    shop.pay(4_000)
    assert not form.submit()
    assert "60.00" in form.money.total.text()
    form.widget("amount").setText("60")
    assert form.submit()
    assert shop.owed == 0


@pytest.mark.usefixtures("language")
def test_an_invoice_covers_what_is_ticked(opened: Open, shop: BuyingFrom) -> None:
    page = opened()
    page.detail.show_list("deliveries")
    page.detail.lists["deliveries"].selectRow(0)
    page.detail.lists["deliveries"].opened.emit(page.detail.lists["deliveries"].current_row())
    form = form_on(page, SupplierInvoiceForm)
    assert isinstance(form, SupplierInvoiceForm)
    assert [row["chosen"] for row in form.grid.rows()] == [True]
    form.widget("amount").setText("110")
    assert not form.submit()
    assert form.body.boxes["invoice_no"].error.text()
    form.widget("invoice_no").setText("24312000000001238")
    assert form.submit()
    assert shop.owed == 11_000
    assert page.detail.current() == "invoices"
    assert GoodsReceipt.get().invoice_id is not None


def test_an_invoice_without_what_went_back_is_measured_by_what_stayed(opened: Open, shop: BuyingFrom) -> None:
    """Four of ten at 10.00 went back for nothing: the six that stayed were booked in at 60.00."""
    receipt = GoodsReceipt.get()
    shop.give_back((shop.line(receipt.no).part_id, 4, 0), receipt=receipt.no)
    page = opened()
    page.enter_invoice()
    form = form_on(page, SupplierInvoiceForm)
    assert isinstance(form, SupplierInvoiceForm)
    form.grid.choose(receipt.id)
    assert form.body.boxes["net"].isVisible()
    assert form.grid.rows()[0]["booked"] == 10_000
    form.widget("net").setChecked(True)
    assert form.grid.rows()[0]["booked"] == 6_000
    form.widget("amount").setText("60")
    form.widget("invoice_no").setText("24312000000001238")
    assert form.submit()
    assert shop.owed == 6_000


def test_one_tick_takes_the_whole_receipt(opened: Open, shop: BuyingFrom, qtbot: QtBot) -> None:
    part = shop.room.part()
    shop.deliver((part, 1, 500), (shop.room.part(), 2, 700))
    page = opened()
    page.enter_invoice()
    form = form_on(page, SupplierInvoiceForm)
    assert isinstance(form, SupplierInvoiceForm)
    lines = form.grid.lines
    lines.setData(lines.index(0, 0), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert [row["chosen"] for row in form.grid.rows()] == [True, True, False]
    said = lines.place_of("said")
    lines.setData(lines.index(1, said), "8.00")
    assert lines.index(1, said + 1).data() == "1.00"
    lines.setData(lines.index(0, 0), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert form.grid.rows()[1]["said"] is None


def test_goods_go_back_by_scanning_them(
    qtbot: QtBot, opened: Open, shop: BuyingFrom, quiet: list[tuple[str, str]]
) -> None:
    page = opened()
    qtbot.keyClick(page.list.view, Qt.Key.Key_B, CONTROL)
    form = form_on(page, SupplierReturnForm)
    assert isinstance(form, SupplierReturnForm)
    for code in ("6901234567892", "JL-01"):
        qtbot.keyClicks(form.scan, code)
        qtbot.keyClick(form.scan, Qt.Key.Key_Return)
    assert [(row["qty"], row["credit"]) for row in form.grid.rows()] == [(2_000, 2_000)]
    qtbot.keyClicks(form.scan, "XX")
    qtbot.keyClick(form.scan, Qt.Key.Key_Return)
    assert "XX" in form.body.boxes["scan"].error.text()
    assert not form.submit()
    assert form.body.boxes["reason"].error.text()
    form.widget("reason").setText("wrong type")
    assert form.submit()
    assert shop.owed == 8_000
    assert quiet == [("supplier_return", "SR-2026-00001")]


def test_too_much_is_marked_in_its_cell_and_stays(opened: Open, shop: BuyingFrom) -> None:
    page = opened()
    page.give_back()
    form = form_on(page, SupplierReturnForm)
    assert isinstance(form, SupplierReturnForm)
    qty = form.grid.lines.place_of("qty")
    form.grid.lines.setData(form.grid.lines.index(0, qty), "11")
    form.widget("reason").setText("wrong")
    assert not form.submit()
    assert form.grid.rows()[0]["qty"] == 11_000
    assert "10" in form.grid.status.text()
    form.grid.lines.setData(form.grid.lines.index(0, qty), "10")
    assert form.submit()


def test_what_is_proposed_as_credit_for_a_whole_delivery_is_all_that_it_cost(
    opened: Open, shop: BuyingFrom
) -> None:
    """Three for 10.00: the cent that one does not show goes back with the last."""
    shop.deliver((shop.room.part(), 3, 1_000))
    page = opened()
    page.give_back()
    form = form_on(page, SupplierReturnForm)
    assert isinstance(form, SupplierReturnForm)
    lines = form.grid.lines
    lines.setData(lines.index(0, lines.place_of("qty")), "3")
    assert (form.grid.rows()[0]["cost"], form.grid.rows()[0]["credit"]) == (333, 1_000)


def test_a_credit_that_was_typed_is_not_worked_out_again(opened: Open, shop: BuyingFrom) -> None:
    page = opened()
    page.give_back()
    form = form_on(page, SupplierReturnForm)
    assert isinstance(form, SupplierReturnForm)
    lines = form.grid.lines
    lines.setData(lines.index(0, lines.place_of("qty")), "2")
    lines.setData(lines.index(0, lines.place_of("credit")), "15.00")
    lines.setData(lines.index(0, lines.place_of("qty")), "3")
    assert form.grid.rows()[0]["credit"] == 1_500


def test_documents_are_taken_back_from_their_rows(opened: Open, shop: BuyingFrom, qtbot: QtBot) -> None:
    shop.pay(1_000)
    number = shop.give_back((shop.line(GoodsReceipt.get().no).part_id, 1, 1_000))
    shop.invoice(11_000, GoodsReceipt.get().no)
    page = opened()
    for name, place in (("invoices", 0), ("returns", 0), ("account", 4)):
        page.detail.show_list(name)
        page.detail.lists[name].selectRow(place)
        assert page.rows.undo_action.isEnabled(), name
        page.rows.take_back()
        form = form_on(page, ReasonForm)
        assert isinstance(form, ReasonForm)
        form.widget("reason").setPlainText("mistake")
        assert form.submit()
    returned = supplier_returns.find(number)
    assert returned is not None
    assert returned.reversed_at is not None
    assert shop.owed == 10_000


@pytest.mark.usefixtures("language")
def test_the_statement_follows_its_days(opened: Open, shop: BuyingFrom, quiet: list[tuple[str, str]]) -> None:
    page = opened()
    page.show_statement()
    dialog = form_on(page, StatementDialog)
    assert isinstance(dialog, StatementDialog)
    assert dialog.list.rows().rowCount() == 1
    assert "100.00" in dialog.figures.text()
    dialog.until.setText("2026-11-20")
    assert dialog.list.rows().rowCount() == 0
    dialog.until.setText("2026-09-01")
    assert not dialog.print_button.isEnabled()
    dialog.until.setText("2026-11-21")
    dialog.print()
    assert quiet == [("supplier_statement", f"{shop.id:04d}-20261001-20261121")]


@pytest.mark.usefixtures("language")
def test_an_opening_balance_asks_why_when_it_is_another(opened: Open, shop: BuyingFrom) -> None:
    page = opened()
    page.enter_opening()
    form = form_on(page, OpeningBalanceForm)
    assert isinstance(form, OpeningBalanceForm)
    form.widget("amount").setText("-50")
    assert form.submit()
    assert shop.owed == 5_000
    QApplication.processEvents()
    page.enter_opening()
    form = form_on(page, OpeningBalanceForm)
    assert isinstance(form, OpeningBalanceForm)
    form.widget("amount").setText("20")
    assert not form.submit()
    form.widget("reason").setText("typed wrong")
    assert form.submit()
    assert (shop.owed, supplier_payments.opening_fen(shop.id)) == (12_000, 2_000)


@pytest.mark.usefixtures("language")
def test_an_opening_balance_of_another_seat_is_told_and_put_right_with_a_reason(
    opened: Open, shop: BuyingFrom, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "stale", lambda *_args: "mine")
    page = opened()
    page.enter_opening()
    form = form_on(page, OpeningBalanceForm)
    assert isinstance(form, OpeningBalanceForm)
    form.widget("amount").setText("50")
    supplier_payments.open_account(desk.by(), shop.id, 7_000)
    assert not form.submit()
    assert form.widget("amount").text() == "50"
    form.widget("reason").setText("typed wrong there")
    assert form.submit()
    assert supplier_payments.opening_fen(shop.id) == 5_000


@pytest.mark.usefixtures("language")
def test_a_supplier_is_changed_with_enter_and_put_out_of_use(qtbot: QtBot, opened: Open, desk: Desk) -> None:
    ref = suppliers.add(desk.by(), name="众诚汽配", phone="0755-83012345", payment_days=30)
    page = opened()
    qtbot.keyClick(page.list.view, Qt.Key.Key_Return)
    form = form_on(page, SupplierForm)
    assert isinstance(form, SupplierForm)
    assert (form.widget("phone").text(), form.widget("payment_days").text()) == ("0755-83012345", "30")
    form.widget("uscc").setText("91440300708461136X")
    assert not form.submit()
    assert form.body.boxes["uscc"].error.text()
    form.widget("uscc").setText("91440300708461136t")
    form.widget("payment_days").setText("45")
    form.widget("active").setChecked(False)
    assert form.submit()
    row = suppliers.open_supplier(ref)
    assert (row.uscc, row.payment_days, row.active) == ("91440300708461136T", 45, False)
    assert page.list.view.rows().rowCount() == 0
    page.list.chips.choose("retired")
    assert page.list.view.rows().rowCount() == 1


def test_the_statement_goes_to_excel_with_its_sums(opened: Open, shop: BuyingFrom, tmp_path: Path) -> None:
    shop.pay(2_500)
    page = opened()
    page.show_statement()
    dialog = form_on(page, StatementDialog)
    assert isinstance(dialog, StatementDialog)
    target = tmp_path / "statement.xlsx"
    heads = [SheetColumn(one.title, "figure", one.total) for one in dialog.list.sheet_columns()]
    rows = [[one.text(row) for one in dialog.list.sheet_columns()] for row in dialog.list.rows()._rows]
    assert write_table(target, "statement", heads, rows) == 2
    assert rows[0][4:7] == ["100.00", "", "100.00"]
    assert rows[1][4:7] == ["", "25.00", "75.00"]


@pytest.mark.usefixtures("language")
def test_each_tracked_piece_that_goes_back_is_named_by_a_scan(
    qtbot: QtBot, opened: Open, shop: BuyingFrom
) -> None:
    part = shop.room.part(code="DC-60", barcode="6901234567000", serial_tracked=True)
    shop.deliver((part, 2, 60_000))
    page = opened()
    page.show_supplier(shop.id)
    page.give_back()
    form = form_on(page, SupplierReturnForm)
    assert isinstance(form, SupplierReturnForm)
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    assert form.serial.isHidden()
    for number in ("SN-1", "SN-2"):
        qtbot.keyClicks(form.scan, "DC-60")
        qtbot.keyClick(form.scan, Qt.Key.Key_Return)
        assert form.serial.scan.hasFocus()
        form.widget("reason").setText("leaks")
        assert not form.submit()
        qtbot.keyClicks(form.serial.scan, number)
        qtbot.keyClick(form.serial.scan, Qt.Key.Key_Return)
    assert form.scan.hasFocus()
    assert form.submit()
    assert [(one.new, one.returned) for one in serials.of_part(part)] == [("SN-2", False), ("SN-1", False)]
