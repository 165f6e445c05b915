"""The suppliers' file and their list: fields, filters, search, what is overdue, and the rating of a period."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from garage.domain.stock import MovementKind
from garage.domain.supplier_rating import Criterion, Grade
from garage.errors import FieldError
from garage.models.parts import Supplier
from garage.models.purchasing import PurchaseOrderLine
from garage.models.stock import GoodsReceiptLine
from garage.services import (
    purchasing,
    supplier_invoices,
    supplier_list,
    supplier_payments,
    supplier_ratings,
    suppliers,
)
from garage.services.command import By
from garage.services.goods_receipts import GoodsLine, receive_goods
from garage.services.purchase_receipts import AgainstOrder
from garage.services.purchasing import OrderedPart
from garage.services.supplier_list import SupplierFilter
from tests.services.buying_from import BuyingFrom
from tests.services.stockroom import Stockroom


@pytest.fixture
def shop(boss: By, mechanic: int) -> BuyingFrom:
    return BuyingFrom(Stockroom(boss, mechanic))


def names(shop: BuyingFrom, which: SupplierFilter = SupplierFilter.ALL, typed: str = "") -> list[str]:
    today = shop.by.today
    page = supplier_list.page(None, 50, which, today=today, rated_since=today, typed=typed)
    return [line.supplier.name for line in page.rows]


def test_a_supplier_is_kept_with_all_its_fields(shop: BuyingFrom) -> None:
    about = {
        "name": "广州宏达汽配",
        "contact": "刘经理",
        "phone": "020-88886666",
        "address": "广州市白云区汽配城 3 栋 12 号",
        "uscc": "91440300708461136T",
        "email": "liu@hongda.cn",
        "bank_account": "工商银行广州白云支行 3602 0001 0920 0123 456",
        "payment_days": 60,
        "lead_days": 2,
        "return_policy": "未拆封七天内可退\n电子件不退",
        "note": "月结",
    }
    ref = suppliers.add(shop.by, **about)
    row = suppliers.open_supplier(ref)
    assert {name: getattr(row, name) for name in about} == about
    suppliers.change(shop.by, ref, row.version, name=row.name, note="季结")
    again = suppliers.open_supplier(ref)
    assert (again.note, again.payment_days, again.uscc) == ("季结", 60, row.uscc)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "深圳众诚汽配"),
        ("uscc", "91440300708461136X"),
        ("email", "liu hongda.cn"),
        ("email", "liu@hongda"),
        ("payment_days", 366),
        ("lead_days", -1),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(shop: BuyingFrom, field: str, value: object) -> None:
    with pytest.raises(FieldError) as refused:
        suppliers.add(shop.by, **{"name": "广州宏达", field: value})
    assert refused.value.field == field


def test_the_list_begins_with_whom_most_is_owed(shop: BuyingFrom) -> None:
    part = shop.room.part()
    little, none = BuyingFrom(shop.room, name="小米配件"), BuyingFrom(shop.room, name="无往来")
    shop.deliver((part, 1, 1_000))
    little.deliver((part, 1, 10))
    assert names(shop) == [shop.name, "小米配件", "无往来"]
    assert names(shop, typed="xmpj") == ["小米配件"]
    assert none.owed == 0


def test_filters_show_who_is_owed_overdue_in_advance_and_out_of_use(shop: BuyingFrom) -> None:
    part = shop.room.part()
    ahead, soon = BuyingFrom(shop.room, name="预付"), BuyingFrom(shop.room, name="未到期", days=90)
    gone = suppliers.add(shop.by, name="停用")
    suppliers.change(shop.by, gone, 1, name="停用", active=False)
    shop.deliver((part, 1, 1_000))
    soon.deliver((part, 1, 500))
    ahead.pay(300, in_advance=True)
    shop.later(31)
    assert names(shop, SupplierFilter.OWED) == [shop.name, "未到期"]
    assert names(shop, SupplierFilter.OVERDUE) == [shop.name]
    assert names(shop, SupplierFilter.ADVANCE) == ["预付"]
    assert names(shop, SupplierFilter.RETIRED) == ["停用"]
    figures = supplier_list.summary(shop.by.today)
    assert list(figures.counts.values()) == [3, 2, 1, 1, 1]
    assert (figures.payable_fen, figures.overdue_fen) == (1_500, 1_000)


def test_a_supplier_out_of_use_with_a_debt_stays_in_sight(shop: BuyingFrom) -> None:
    supplier_payments.open_account(shop.by, shop.id, 100)
    row = suppliers.open_supplier(shop.id)
    suppliers.change(shop.by, shop.id, row.version, name=row.name, active=False)
    assert names(shop) == [shop.name]


def test_the_list_reads_page_by_page(shop: BuyingFrom) -> None:
    for place in range(4):
        BuyingFrom(shop.room, name=f"供应商 {place}")
    today, found, cursor = shop.by.today, [], None
    while True:
        page = supplier_list.page(cursor, 2, today=today, rated_since=today)
        found += [line.id for line in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert sorted(found) == sorted(row.id for row in Supplier.select())


def test_a_rating_looks_at_a_period_and_at_what_stands(shop: BuyingFrom) -> None:
    part = shop.room.part()
    for price in (1_000, 1_000, 1_200):
        shop.deliver((part, 1, price))
    back = shop.deliver((part, 1, 1_000))
    shop.give_back((part, 1, 1_000), receipt=back)
    GoodsReceiptLine.update(rejected_milli=1_000).where(GoodsReceiptLine.id == shop.line(back).id).execute()
    today = shop.by.today
    rating = supplier_ratings.ratings([shop.id], today, today)[shop.id]
    assert rating.bp == {
        Criterion.ON_TIME: None,
        Criterion.ACCEPTED: 8_750,
        Criterion.RETURNED: 2_500,
        Criterion.PRICE: 500,
    }
    assert (rating.lines, rating.grade) == (4, Grade.D)
    assert supplier_list.line(shop.id, today, today).rating == rating
    tomorrow = today + timedelta(days=1)
    assert supplier_ratings.ratings([shop.id], tomorrow, tomorrow)[shop.id].lines == 0


def test_what_an_invoice_asks_more_makes_a_supplier_dearer(shop: BuyingFrom) -> None:
    """Each delivery is booked in at 10.00; the invoice of the second asks 12.00."""
    part, today = shop.room.part(), shop.by.today

    def dearer() -> int | None:
        return supplier_ratings.ratings([shop.id], today, today)[shop.id].bp[Criterion.PRICE]

    shop.deliver((part, 10, 10_000))
    second = shop.deliver((part, 10, 10_000))
    assert dearer() == 0
    invoice = shop.invoice(12_000, second)
    assert dearer() == 1_000
    supplier_invoices.void_invoice(shop.by, invoice, "开错了")
    assert dearer() == 0


def test_a_delivery_is_on_time_by_the_day_its_order_expected(shop: BuyingFrom) -> None:
    part = shop.room.part()
    for days in (0, 1, 2):
        order = purchasing.create_order(
            shop.by, shop.id, [OrderedPart(part, 1_000, 500)], expected_on=shop.by.today + timedelta(days=1)
        )
        purchasing.place(shop.by, order, purchasing.find(order).version)
        home, shop.room.by = shop.by, replace(shop.by, at=shop.by.at + timedelta(days=days))
        row = purchasing.find(order)
        line = PurchaseOrderLine.get(PurchaseOrderLine.purchase_order == order)
        against = AgainstOrder(order, row.version)
        deliver_against(shop, part, line.id, against)
        shop.room.by = home
    rating = supplier_ratings.ratings([shop.id], shop.by.today, shop.by.today + timedelta(days=9))[shop.id]
    assert rating.bp[Criterion.ON_TIME] == 6_667


def test_a_day_put_off_is_late_by_the_day_promised_first(shop: BuyingFrom) -> None:
    part, home = shop.room.part(), shop.by
    promised = home.today + timedelta(days=1)
    order = purchasing.create_order(home, shop.id, [OrderedPart(part, 1_000, 500)], expected_on=promised)
    purchasing.place(home, order, purchasing.find(order).version)
    for days in (20, 39):
        purchasing.expect(home, order, purchasing.find(order).version, home.today + timedelta(days=days))
    shop.later(39)
    line = PurchaseOrderLine.get(PurchaseOrderLine.purchase_order == order)
    deliver_against(shop, part, line.id, AgainstOrder(order, purchasing.find(order).version))
    assert supplier_ratings.ratings([shop.id], home.today, shop.by.today)[shop.id].bp[Criterion.ON_TIME] == 0


def test_an_order_that_is_overdue_is_late_before_anything_came(shop: BuyingFrom) -> None:
    part, home = shop.room.part(), shop.by
    due = home.today + timedelta(days=1)
    order = purchasing.create_order(home, shop.id, [OrderedPart(part, 1_000, 500)], expected_on=due)

    def on_time(day: date) -> int | None:
        return supplier_ratings.ratings([shop.id], home.today, day)[shop.id].bp[Criterion.ON_TIME]

    late = due + timedelta(days=1)
    assert on_time(late) is None, "a draft is promised by nobody"
    purchasing.place(home, order, purchasing.find(order).version)
    assert on_time(due) is None
    assert on_time(late) == 0
    purchasing.expect(home, order, purchasing.find(order).version, late + timedelta(days=30))
    assert on_time(late) == 0
    purchasing.cancel(home, order, purchasing.find(order).version, "不要了")
    assert on_time(late) is None


def deliver_against(shop: BuyingFrom, part: int, line_id: int, against: AgainstOrder) -> str:
    goods = [GoodsLine(part, 1_000, 500, purchase_line_id=line_id)]
    return receive_goods(
        shop.by, kind=MovementKind.RECEIPT, lines=goods, supplier_id=shop.id, against=against
    )
