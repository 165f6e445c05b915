"""Each document of the stockroom tells who did what with it, in words, on both engines."""

import ast
from pathlib import Path

import pytest

import garage.services
from garage.domain.counter_sales import SaleLine
from garage.domain.history import ACTS
from garage.domain.history_stock import NOUNS
from garage.domain.settlements import PayMethod, Tender
from garage.domain.stocktakes import CountScope
from garage.models.counter_sales import CounterSale
from garage.models.purchasing import PurchaseOrder, SupplierPayment, SupplierReturn
from garage.models.stock import GoodsReceipt
from garage.models.stocktakes import Stocktake, WriteOff
from garage.services import (
    count_scans,
    counter_returns,
    counter_sales,
    goods_receipts,
    purchasing,
    stocktakes,
    supplier_invoices,
    supplier_payments,
    supplier_returns,
    write_offs,
)
from garage.services.command import By
from garage.services.count_scopes import Scope
from garage.services.counter_sales import Buyer, SaleTerms
from garage.services.document_history import Kind, of_document
from garage.services.goods_receipts import AgainstOrder, GoodsLine
from garage.services.purchase_orders import lines_of
from garage.services.purchasing import OrderedPart
from garage.services.write_offs import WrittenLine
from tests.services.buying_from import BuyingFrom
from tests.services.stockroom import Stockroom, milli


@pytest.fixture
def shop(boss: By, mechanic: int) -> BuyingFrom:
    return BuyingFrom(Stockroom(boss, mechanic))


def told(kind: Kind, ref: int) -> list[tuple[str, str, str]]:
    return [(row.act, row.text, row.reason) for row in of_document(kind, ref)]


def test_a_sale_tells_of_its_discount_its_money_and_the_goods_that_came_back(shop: BuyingFrom) -> None:
    part = shop.room.part(3, 3_000, price_fen=10_000)
    cash = [Tender(PayMethod.CASH, 10_000)]
    terms = SaleTerms(discount_reason="老客户")
    sold = counter_sales.sell(shop.by, Buyer(), [SaleLine(part, 2_000, 5_000)], cash, terms)
    line = next(iter(counter_returns.CounterSaleLine.select())).id
    counter_returns.take_back(shop.by, sold.id, {line: 1_000}, "不合适", [Tender(PayMethod.CASH, 5_000)])
    assert told(Kind.SALE, sold.id) == [
        ("Sold over the counter", "CS-2026-00001 · ¥100.00", ""),
        ("Owner approved", "Approved by: 张三", "老客户"),
        ("Not the list price", "机油滤清器: ¥100.00 → ¥50.00", ""),
        ("Payment received", "RC-2026-00001 · ¥100.00", ""),
        ("Goods taken back", "CS-2026-00002 · ¥50.00", ""),
        ("Money paid back", "RC-2026-00002 · -¥50.00", ""),
    ]


def test_a_void_sale_says_why(shop: BuyingFrom) -> None:
    part = shop.room.part(1, 100)
    sold = counter_sales.sell(
        shop.by, Buyer(), [SaleLine(part, 1_000, 0)], (), SaleTerms(discount_reason="赠送")
    )
    counter_returns.void(shop.by, sold.id, CounterSale.get_by_id(sold.id).version, "录错")
    assert told(Kind.SALE, sold.id)[-1] == ("Counter sale voided", "", "录错")


def test_a_purchase_order_tells_its_way_to_the_goods_and_back(shop: BuyingFrom) -> None:
    part = shop.room.part()
    goods = [OrderedPart(part, milli(2), 1_000)]
    order = purchasing.create_order(shop.by, supplier_id=shop.id, lines=goods)
    purchasing.place(shop.by, order, 1)
    [line] = lines_of(order)
    against = AgainstOrder(order, PurchaseOrder.get_by_id(order).version)
    came = [GoodsLine(part, milli(2), 2_000, purchase_line_id=line.id)]
    shop_receipt = goods_receipts.receive_goods(
        shop.by, kind=goods_receipts.MovementKind.RECEIPT, lines=came, against=against
    )
    receipt = GoodsReceipt.get(GoodsReceipt.no == shop_receipt).id
    goods_receipts.reverse_receipt(shop.by, receipt, "送错")
    said = told(Kind.PURCHASE, order)
    assert [act for act, _text, _why in said] == [
        "Purchase order begun",
        "Ordered from the supplier",
        "Goods booked in",
        "Goods came in",
        "Receipt reversed",
        "Goods are awaited again",
    ]
    assert said[0][1] == f"PO-2026-00001 · {shop.name}"
    assert said[1][1].startswith("State: Draft → Ordered")
    assert [act for act, _text, why in told(Kind.RECEIPT, receipt) if why] == ["Receipt reversed"]


def test_an_invoice_tells_its_amount_and_its_receipt_of_it(shop: BuyingFrom) -> None:
    receipt = shop.deliver((shop.room.part(), 1, 1_000))
    ref = shop.invoice(1_100, receipt)
    supplier_invoices.void_invoice(shop.by, ref, "开错了")
    assert told(Kind.INVOICE, ref) == [
        ("Supplier's invoice entered", "88001 · ¥11.00 · 2026-12-21", ""),
        ("Supplier's invoice voided", "", "开错了"),
    ]
    acts = [act for act, _text, _why in told(Kind.RECEIPT, GoodsReceipt.get().id)]
    assert acts == ["Goods booked in", "Supplier's invoice entered", "Supplier's invoice voided"]


def test_a_return_to_a_supplier_and_a_payment_tell_who_took_them_back_and_why(shop: BuyingFrom) -> None:
    part = shop.room.part()
    shop.deliver((part, 2, 2_000))
    returned = SupplierReturn.get(SupplierReturn.no == shop.give_back((part, 1, 1_000)))
    supplier_returns.reverse_return(shop.by, returned.no, "又要了")
    assert told(Kind.RETURN, returned.id) == [
        ("Goods given back to the supplier", "SR-2026-00001 · 装不上", ""),
        ("Return to the supplier reversed", "", "又要了"),
    ]
    paid = shop.pay(1_500)
    void = supplier_payments.void_payment(shop.by, paid, "付错了")
    for no in (paid, void):
        assert told(Kind.PAYMENT, SupplierPayment.get(SupplierPayment.no == no).id) == [
            ("Supplier paid", "PV-2026-00001 · ¥15.00 · Bank transfer", ""),
            ("Supplier's payment voided", "PV-2026-00002 · -¥15.00 · Bank transfer · 付错了", ""),
        ]


def test_a_stocktake_tells_who_explained_what_and_who_looked_after_unknown_codes(shop: BuyingFrom) -> None:
    part = shop.room.part(5, 500, code="A-1")
    begun = stocktakes.begin(shop.by, Scope(CountScope.ALL))
    count_scans.note_unknown(shop.by, begun.id, "XX-9")
    stocktakes.count(shop.by, begun.id, {part: milli(4)})
    stocktakes.explain(shop.by, begun.id, part, "领料未登记")
    count_scans.forget_unknown(shop.by, begun.id)
    stocktakes.review(shop.by, begun.id, 1)
    stocktakes.post(shop.by, begun.id, Stocktake.get_by_id(begun.id).version)
    said = told(Kind.STOCKTAKE, begun.id)
    assert [act for act, _text, _why in said] == [
        "Stocktake begun",
        "Unknown code scanned",
        "Difference explained",
        "Unknown codes looked after",
        "Count reviewed",
        "Differences posted",
    ]
    assert said[1][1] == "Codes: XX-9"
    assert said[2] == ("Difference explained", "Part: A-1", "领料未登记")
    assert said[3][1].startswith("Codes: XX-9")
    assert "Approved by: 张三" in said[5][1]


def test_a_write_off_tells_its_reason_and_who_approved(shop: BuyingFrom) -> None:
    part = shop.room.part(2, 200)
    write_offs.write_off(shop.by, [WrittenLine(part, 1_000)], "过期")
    ref = WriteOff.get().id
    write_offs.reverse(shop.by, ref, 1, "找到了")
    assert told(Kind.WRITE_OFF, ref) == [
        ("Goods written off", "WF-2026-00001 · 过期 · 张三", ""),
        ("Write-off reversed", "", "找到了"),
    ]


def test_what_is_not_there_has_no_history(boss: By) -> None:
    assert boss
    assert [of_document(kind, 99) for kind in Kind] == [[]] * len(Kind)


def test_every_act_on_these_documents_that_the_services_name_has_words() -> None:
    """Acts are named where `update` and `audit` are called; those of their tables must all be known."""
    folder = Path(garage.services.__file__).parent
    stockroom = (
        "counter_*",
        "purchas*",
        "goods_receipts",
        "supplier_*",
        "stocktakes",
        "count_scans",
        "write_offs",
        "sale_money",
    )
    files = {path for pattern in stockroom for path in folder.glob(f"{pattern}.py")}
    named = {
        word.value.value
        for path in files
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        for word in call.keywords
        if word.arg == "act" and isinstance(word.value, ast.Constant)
    }
    known = {act for noun, act in ACTS if noun in NOUNS}
    assert named - known - {"opening balance"} == set()
