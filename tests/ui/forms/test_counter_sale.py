"""The forms of the counter: sold by scanner and keyboard, changed prices answered for, goods taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from garage.domain.counter_sales import SaleLine
from garage.domain.settlements import Cover, PayMethod, Tender
from garage.models.counter_sales import CounterSale
from garage.models.customers import Customer
from garage.models.parts import Part
from garage.services import (
    counter_sales,
    customers,
    parts,
    purchase_orders,
    sale_list,
    sale_money,
    staff,
    substitutes,
    suppliers,
)
from garage.services.counter_sales import Buyer, SaleTerms, Sold
from garage.ui.desk import Desk
from garage.ui.forms.counter_return import CounterReturnForm
from garage.ui.forms.counter_sale import CounterSaleForm
from garage.ui.forms.owner_search import customer_hit
from garage.ui.forms.sale_money import SaleMethodForm, SalePaymentForm
from garage.ui.kit import messages
from garage.ui.kit.form_dialog import FormDialog
from tests.services.stockroom import Stockroom

CONTROL = Qt.KeyboardModifier.ControlModifier
OIL, PADS = "6901234567892", "6901234567885"


@pytest.fixture(autouse=True)
def leave_open_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form that a test leaves with something typed in it is closed without a question."""
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")


@pytest.fixture
def room(desk: Desk) -> Stockroom:
    return Stockroom(desk.by(), 2)


@pytest.fixture
def oil(room: Stockroom) -> int:
    """Nine cans at 100.00, 90.00 for members."""
    return room.part(
        9, 90_000, code="JY-5W30", name="机油", barcode=OIL, price_fen=10_000, member_price_fen=9_000
    )


@pytest.fixture
def pads(room: Stockroom) -> int:
    return room.part(2, 20_000, code="ZD-F01", name="刹车片", barcode=PADS, price_fen=26_850)


@pytest.fixture
def customer(desk: Desk) -> int:
    return customers.add(
        desk.by(),
        customers.CustomerData(
            name="顺达物流", phones=("13800138000",), credit_limit_fen=50_000, credit_days=30
        ),
    )


@pytest.fixture
def form(qtbot: QtBot, desk: Desk, oil: int, pads: int) -> CounterSaleForm:
    return shown(qtbot, CounterSaleForm(desk))


def shown(qtbot: QtBot, form: FormDialog) -> FormDialog:
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    return form


def scan(qtbot: QtBot, form: CounterSaleForm, code: str) -> None:
    qtbot.keyClicks(form.search, code)
    qtbot.keyClick(form.search, Qt.Key.Key_Return)


def put(form: FormDialog, row: int, column: str, text: str) -> None:
    lines = form.grid.lines
    lines.setData(lines.index(row, lines.place_of(column)), text)


def cash(fen: int) -> list[Tender]:
    return [Tender(PayMethod.CASH, fen)]


def sale(desk: Desk, part: int, qty: int, fen: int, **terms: object) -> Sold:
    """Sold for cash, or on account of `customer`."""
    buyer = Buyer(terms.pop("customer", None), "李师傅")
    agreed = SaleTerms(**terms)
    money = () if agreed.on_account else cash(qty * fen)
    return counter_sales.sell(desk.by(), buyer, [SaleLine(part, qty * 1000, fen)], money, agreed)


def test_a_quantity_that_cannot_be_read_leaves_no_total_that_adds_up(
    qtbot: QtBot, form: CounterSaleForm
) -> None:
    """What the row held before is not what is being sold: no amount, no tick, and Enter sells nothing."""
    scan(qtbot, form, OIL)
    assert (form.money.total.text(), form.tenders.change_fen()) == ("¥100.00", 0)
    put(form, 0, "qty", "1x")
    assert (form.money.total.text(), form.tenders.outcome.text()) == ("–", "")
    assert "100" not in form.save_button.text()
    qtbot.keyClick(form.tenders.rows()[0].amount, Qt.Key.Key_Return)
    assert not form.submit()
    assert not CounterSale.select().count()
    put(form, 0, "qty", "2")
    assert (form.money.total.text(), form.tenders.change_fen()) == ("¥200.00", 0)


@pytest.mark.usefixtures("language")
def test_two_scans_and_two_enters_sell_for_cash(
    qtbot: QtBot, form: CounterSaleForm, oil: int, pads: int
) -> None:
    QAbstractItemModelTester(form.grid.lines, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for code in (OIL, PADS, OIL):
        scan(qtbot, form, code)
        assert form.focusWidget() is form.search
    assert [(row["part_id"], row["qty"]) for row in form.grid.rows()] == [(oil, 2000), (pads, 1000)]
    assert "¥468.50" in form.save_button.text()
    qtbot.keyClick(form.search, Qt.Key.Key_Return)
    [amount] = [row.amount for row in form.tenders.rows()]
    assert amount.hasFocus()
    assert amount.text() == "468.50"
    qtbot.keyClick(form, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClicks(amount, "500")
    with qtbot.waitSignal(form.saved) as saved:
        qtbot.keyClick(amount, Qt.Key.Key_Return)
    [sold] = saved.args
    assert (sold.no, sold.change_fen) == ("CS-2026-00001", 3_150)
    assert sale_list.one(sold.id).row.buyer == ""


def test_what_is_not_there_is_marked_at_once_and_nothing_typed_is_lost(
    qtbot: QtBot, form: CounterSaleForm
) -> None:
    scan(qtbot, form, PADS)
    put(form, 0, "qty", "3")
    assert "2" in form.grid.status.text()
    assert not form.submit()
    assert form.grid.rows()[0]["qty"] == 3000
    assert not CounterSale.select().count()


def test_what_is_short_can_be_ordered_and_a_substitute_taken(
    qtbot: QtBot, form: CounterSaleForm, desk: Desk, room: Stockroom, pads: int
) -> None:
    supplier = suppliers.add(desk.by(), name="众诚汽配")
    Part.update(supplier=supplier).where(Part.id == pads).execute()
    other = room.part(9, 90_000, code="BOSCH-F01", name="刹车片 博世", price_fen=20_000)
    substitutes.set_substitute(desk.by(), pads, other)
    scan(qtbot, form, PADS)
    assert not form.shortage.isVisible()
    put(form, 0, "qty", "5")
    assert form.shortage.isVisible()
    drafted = form.shortage.order()
    assert drafted.submit()
    [order] = purchase_orders.page(desk.today(), purchase_orders.PurchaseFilter.DRAFT).rows
    [line] = purchase_orders.lines_of(order.id)
    assert (order.supplier_id, line.part_id, line.qty_milli) == (supplier, pads, 3_000)
    assert form.grid.rows()[0]["qty"] == 5_000
    form.shortage.instead_button.click()
    row = form.grid.rows()[0]
    assert (row["part_id"], row["qty"], row["price"]) == (other, 5_000, 20_000)
    assert not form.shortage.isVisible()
    assert form.grid.lines.first_error() is None


@pytest.mark.parametrize("code", ["]C02*JY-5W30", "2*jy-5w30", f"2*{OIL}"])
def test_a_scan_says_how_many_and_which_kind_of_code_it_was(
    qtbot: QtBot, form: CounterSaleForm, oil: int, code: str
) -> None:
    scan(qtbot, form, code)
    assert [(row["part_id"], row["qty"]) for row in form.grid.rows()] == [(oil, 2_000)]
    scan(qtbot, form, "]C0JY-5W30")
    assert [row["qty"] for row in form.grid.rows()] == [3_000]


def test_nonsense_from_the_scanner_is_said_and_can_be_typed_over(qtbot: QtBot, form: CounterSaleForm) -> None:
    scan(qtbot, form, "12345678")
    assert form.body.boxes["search"].error.text()
    assert form.search.selectedText() == "12345678"
    assert not form.grid.rows()
    form.search.clear()
    assert not form.submit()
    assert form.body.boxes["search"].error.text()


def test_less_than_the_list_price_asks_why_and_much_less_for_the_owner(
    qtbot: QtBot, desk: Desk, form: CounterSaleForm
) -> None:
    boxes = form.body.boxes
    scan(qtbot, form, OIL)
    assert boxes["discount_reason"].isHidden()
    put(form, 0, "discount", "5")
    assert boxes["discount_reason"].isVisible()
    assert boxes["discount_by"].isHidden()
    put(form, 0, "price", "50")
    assert boxes["discount_by"].isVisible()
    assert not form.submit()
    assert boxes["discount_reason"].error.text()
    form.widget("discount_reason").setText("trade")
    assert form.submit()
    [row] = CounterSale.select()
    assert (row.payable_fen, row.discount_by, row.discount_reason) == (4_500, desk.by().staff_id, "trade")


def test_a_member_gets_the_member_price_and_a_typed_price_stays(
    form: CounterSaleForm, oil: int, pads: int, customer: int
) -> None:
    form.add_part(oil)
    form.add_part(pads)
    put(form, 1, "price", "250")
    Customer.update(member_level="金卡").execute()
    form.buyer.pick(customer_hit(customer))
    assert [row["price"] for row in form.grid.rows()] == [9_000, 25_000]
    assert form.widget("phone").text() == "13800138000"
    form.buyer.clear()
    form.buyer.textEdited.emit("")
    assert form.grid.rows()[0]["price"] == 10_000


def test_the_phone_goes_with_the_customer_unless_somebody_typed_another(
    form: CounterSaleForm, desk: Desk, customer: int
) -> None:
    other = customers.add(desk.by(), customers.CustomerData(name="王伟", phones=("13900139000",)))
    for ref, phone in ((customer, "13800138000"), (other, "13900139000")):
        form.buyer.pick(customer_hit(ref))
        assert form.widget("phone").text() == phone
    form.buyer.set_value(None)
    form.buyer.picked.emit(None)
    assert form.widget("phone").text() == ""
    form.widget("phone").setText("137 0000 1111")
    form.buyer.pick(customer_hit(customer))
    assert form.widget("phone").text() == "137 0000 1111"


def test_the_last_price_of_this_customer_stands_under_the_grid(
    qtbot: QtBot, desk: Desk, oil: int, customer: int
) -> None:
    sale(desk, oil, 1, 9_500, customer=customer, discount_reason="老客户")
    form = shown(qtbot, CounterSaleForm(desk, None, customer))
    form.add_part(oil)
    assert "¥95.00" in form.findChild(object, "part_told").text()


def test_on_account_wants_a_customer_and_says_what_is_above_the_limit(
    qtbot: QtBot, form: CounterSaleForm, pads: int, oil: int, customer: int
) -> None:
    rest, override = form.body.boxes["rest"], form.body.boxes["override"]
    form.add_part(oil)
    assert rest.isHidden()
    form.buyer.pick(customer_hit(customer))
    assert rest.isVisible()
    put(form, 0, "qty", "6")
    form.widget("rest").setCurrentIndex(1)
    form.widget("rest").edited.emit()
    assert override.isVisible()
    assert not form.submit()
    assert override.error.text()
    form.widget("override").setText("month end")
    assert form.submit()
    [debt] = sale_money.debts(customer)
    assert debt.owed_fen == 60_000


def test_a_part_that_another_seat_sold_meanwhile_is_marked(
    qtbot: QtBot, desk: Desk, form: CounterSaleForm, pads: int
) -> None:
    scan(qtbot, form, PADS)
    put(form, 0, "qty", "2")
    assert form.grid.status.text() == ""
    sale(desk, pads, 1, 26_850)
    assert form.grid.rows()[0]["on_hand"] == 1000
    assert form.grid.status.text()


def test_parts_that_orders_need_are_sold_knowingly(
    qtbot: QtBot, form: CounterSaleForm, room: Stockroom, pads: int
) -> None:
    room.line(room.order(), pads, 2)
    scan(qtbot, form, PADS)
    assert "ZD-F01" in form.findChild(object, "spoken_for").text()
    assert form.submit()


@pytest.mark.usefixtures("language")
def test_goods_come_back_by_scanner_for_exactly_their_money(qtbot: QtBot, desk: Desk, oil: int) -> None:
    sold = sale(desk, oil, 3, 10_000)
    form = shown(qtbot, CounterReturnForm(desk, None, sold.id))
    assert form.focusWidget() is form.scan
    for code in (OIL, OIL):
        qtbot.keyClicks(form.scan, code)
        qtbot.keyClick(form.scan, Qt.Key.Key_Return)
    assert form.money.total.text() == "¥200.00"
    assert form.tenders.value() == cash(20_000)
    assert not form.submit()
    assert form.body.boxes["reason"].error.text()
    form.widget("reason").setText("too many")
    with qtbot.waitSignal(form.saved) as saved:
        qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    assert saved.args[0].no == "CS-2026-00002"
    assert parts.open_part(oil).stock.on_hand_milli == 8000


def test_more_than_was_sold_cannot_come_back(qtbot: QtBot, desk: Desk, oil: int) -> None:
    form = shown(qtbot, CounterReturnForm(desk, None, sale(desk, oil, 1, 10_000).id))
    qtbot.keyClicks(form.scan, PADS)
    qtbot.keyClick(form.scan, Qt.Key.Key_Return)
    assert form.body.boxes["scan"].error.text()
    put(form, 0, "qty", "2")
    assert form.grid.status.text()
    form.widget("reason").setText("x")
    assert not form.submit()
    assert form.grid.status.isVisible()
    assert form.body.boxes["lines"].error.isHidden(), "said once"
    qtbot.keyClick(form, Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    assert form.grid.rows()[0]["qty"] == 1000
    assert form.submit()


def test_on_account_goods_that_come_back_lower_the_debt_first(
    qtbot: QtBot, desk: Desk, oil: int, customer: int
) -> None:
    sold = sale(desk, oil, 3, 10_000, customer=customer, on_account=True, approved_by=1)
    counter_sales.take_payment(desk.by(), sold.id, cash(15_000), Cover.PART)
    form = shown(qtbot, CounterReturnForm(desk, None, sold.id))
    put(form, 0, "qty", "1")
    assert form.body.boxes["tenders"].isHidden()
    put(form, 0, "qty", "2")
    assert form.money.total.text() == "¥50.00"
    form.widget("reason").setText("too many")
    assert form.submit()


@pytest.mark.usefixtures("language")
def test_what_was_on_account_is_paid_in_part_and_another_till_is_told_of(
    qtbot: QtBot, desk: Desk, oil: int, customer: int
) -> None:
    sold = sale(desk, oil, 3, 10_000, customer=customer, on_account=True, approved_by=1)
    form = shown(qtbot, SalePaymentForm(desk, None, sold.id))
    form.widget("cover").setCurrentIndex(1)
    form.widget("cover").edited.emit()
    amount = form.tenders.rows()[0].amount
    qtbot.keyClicks(amount, "100")
    counter_sales.take_payment(desk.by(), sold.id, cash(5_000), Cover.PART)
    assert not form.submit()
    assert form.money.total.text() == "¥250.00"
    assert amount.text() == "100"
    assert form.submit()
    assert sale_money.balance(sold.id).owed_fen == 15_000


@pytest.mark.usefixtures("language")
def test_the_method_of_a_receipt_is_put_right(qtbot: QtBot, desk: Desk, oil: int) -> None:
    sold = sale(desk, oil, 1, 10_000)
    form = shown(qtbot, SaleMethodForm(desk, None, sold.id))
    assert form.submit()
    standing = [row for row in sale_list.one(sold.id).receipts if row.stands]
    assert [row.tenders for row in standing] == [(Tender(PayMethod.WECHAT, 10_000),)]


def test_the_name_of_a_buyer_who_is_not_on_file_is_kept(
    qtbot: QtBot, desk: Desk, form: CounterSaleForm
) -> None:
    scan(qtbot, form, OIL)
    form.buyer.setText("chen")
    form.widget("phone").setText("137 0000 1111")
    assert form.submit()
    [row] = CounterSale.select()
    assert (row.buyer, row.customer_id, row.phone) == ("chen", None, "137 0000 1111")


def test_a_keeper_may_not_approve_a_discount(qtbot: QtBot, desk: Desk, form: CounterSaleForm) -> None:
    keeper = next(one.id for one in staff.people() if one.name == "孙仓管")
    desk.act_as(keeper)
    scan(qtbot, form, OIL)
    put(form, 0, "price", "10")
    form.widget("discount_reason").setText("friend")
    form.widget("discount_by").setCurrentIndex(-1)
    assert not form.submit()
    assert form.body.boxes["discount_by"].error.text()
