"""Papers of buying: what they say, on every paper, with names nobody should have; and nothing of ours to suppliers."""

from dataclasses import replace
from datetime import date
from typing import Any

from garage.domain.documents import Imprint, Letterhead, Party
from garage.domain.documents_purchasing import (
    Expense,
    ExpenseList,
    GoodsReceiptSlip,
    OrderedGoods,
    PurchaseOrderPaper,
    ReceivedGoods,
)
from garage.domain.lines import PartGrade
from garage.domain.settlements import PayMethod
from garage.reports.render import file_name
from tests.reports.samples import BAD_NAME, GARAGE, IMPRINT, LONG_NAME, NOW

SUPPLIER = Party("深圳市众诚汽配有限公司", "0755-83012345", "周经理", "深圳市罗湖区笋岗汽配城 B 座 112 号")
DAY = date(2026, 11, 25)
GOODS = (
    OrderedGoods("ZD-F01", "5C0 698 151", "前制动片", "天合", "GDB3430", "套", 4_000, 21_500, 86_000),
    OrderedGoods("JL-0451", "", "机油滤清器", "曼牌", "W712/95", "个", 12_000, 2_600, 31_200, "要原厂包装"),
)
CAME = (
    ReceivedGoods(
        "ZD-F01",
        "前制动片",
        PartGrade.EQUIVALENT,
        "套",
        4_000,
        1_000,
        "包装破损",
        "A-01",
        None,
        21_500,
        87_000,
    ),
    ReceivedGoods("JY-5W30", "机油", PartGrade.GENUINE, "桶", 6_000, 0, "", "B-02", DAY, 19_200, 115_200),
)
SPENT = (
    Expense(
        NOW,
        "孙仓管",
        "粤B·12345",
        "WO-2026-00123",
        "SB-06A 水泵",
        1_000,
        "个",
        "路口汽配",
        PayMethod.CASH,
        36_000,
        "GR-2026-00017",
    ),
    Expense(
        NOW,
        "张三",
        "粤B·12345",
        "WO-2026-00123",
        "YG-650 雨刮片",
        2_000,
        "支",
        "小马汽配",
        None,
        7_000,
        "GR-2026-00018",
    ),
)


def order(**more: Any) -> PurchaseOrderPaper:
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "PO-2026-00012",
        "supplier": SUPPLIER,
        "ordered_on": date(2026, 11, 21),
        "expected_on": DAY,
        "buyer": "孙仓管",
        "note": "周一上午送到",
        "lines": GOODS,
        "total_fen": 117_200,
    }
    return PurchaseOrderPaper(**{**about, **more})


def slip(**more: Any) -> GoodsReceiptSlip:
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "GR-2026-00016",
        "at": NOW,
        "supplier": SUPPLIER.name,
        "delivery_no": "SH-20261121-07",
        "order_no": "PO-2026-00012",
        "invoice_no": "24312000000001238",
        "opening": False,
        "lines": CAME,
        "freight_fen": 1_000,
        "total_fen": 202_200,
        "tax_fen": 23_262,
        "keeper": "孙仓管",
        "inspector": "赵质检",
        "buyer": "张三",
        "note": "",
    }
    return GoodsReceiptSlip(**{**about, **more})


def expenses(**more: Any) -> ExpenseList:
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "2026-W47",
        "first": date(2026, 11, 16),
        "last": date(2026, 11, 22),
        "buyer": "",
        "lines": SPENT,
    }
    return ExpenseList(**{**about, **more})


USUAL: dict[str, Any] = {"order": order(), "receipt": slip(), "expenses": expenses()}
HOSTILE: dict[str, Any] = {
    "order": order(
        garage=replace(GARAGE, name=LONG_NAME[:60] + BAD_NAME, address=LONG_NAME[:120]),
        supplier=Party(BAD_NAME, "什么号码", LONG_NAME[:40], LONG_NAME[:160]),
        note=LONG_NAME[:200],
        lines=(
            OrderedGoods(
                "Y" * 40,
                "9" * 60,
                LONG_NAME[:120],
                LONG_NAME[:60],
                "长" * 80,
                "个" * 10,
                999_999_999,
                10**11,
                10**13,
            ),
        ),
        total_fen=10**13,
    ),
    "receipt": slip(
        supplier=BAD_NAME,
        delivery_no="9" * 60,
        invoice_no="9" * 60,
        note=LONG_NAME[:200],
        lines=(
            replace(
                CAME[0],
                code="Y" * 40,
                name=LONG_NAME[:120],
                finding=LONG_NAME[:120],
                bin="长" * 40,
                expires_on=DAY,
            ),
        ),
    ),
    "expenses": expenses(
        buyer=LONG_NAME[:40],
        lines=(
            replace(SPENT[0], buyer=BAD_NAME, part=LONG_NAME[:160], vendor=LONG_NAME[:80], amount_fen=10**13),
        ),
    ),
}
EMPTY: dict[str, Any] = {
    "order": order(
        garage=Letterhead("诚信汽修"),
        imprint=Imprint("", NOW),
        supplier=Party(""),
        expected_on=None,
        buyer="",
        note="",
        lines=(),
        total_fen=0,
    ),
    "receipt": slip(
        supplier="", delivery_no="", order_no="", invoice_no="", lines=(), keeper="", inspector="", buyer=""
    ),
    "expenses": expenses(lines=()),
}
FACTS = {
    "order": {
        "en": ["Purchase Order", "Goods expected", "2026-11-25", "5C0 698 151", "1,172.00", "天合"],
        "zh_CN": ["采购订单", "要求到货", "供方确认", "人民币壹仟壹佰柒拾贰元整", "要原厂包装"],
    },
    "receipt": {
        "en": ["Goods Receipt", "Rejected", "of it freight 10.00", "tax included 232.62", "2 supplier"],
        "zh_CN": ["采购入库单", "拒收数", "其中运费10.00", "含税额232.62", "包装破损", "验收人赵质检"],
    },
    "expenses": {
        "en": ["Expenses for Outside Purchases", "2026-11-16 to 2026-11-22", "430.00", "Supplier's account"],
        "zh_CN": ["外采费用周报", "按采购人", "孙仓管360.00", "人民币肆佰叁拾元整", "供应商挂账"],
    },
}


def test_a_long_order_flows_over_pages_with_its_headings(printed) -> None:
    sheet = printed(order(lines=GOODS * 60))
    assert sheet.pages() > 1
    for page in range(1, sheet.pages() + 1):
        assert "Part code" in sheet.text(page)


def test_a_draft_says_that_it_is_one(printed) -> None:
    assert "PurchaseOrder(draft)" in printed(order(draft=True)).flat()


def test_whoever_may_not_see_costs_prints_the_receipt_without(printed) -> None:
    lines = tuple(replace(line, price_fen=None, amount_fen=None) for line in CAME)
    words = printed(slip(lines=lines, freight_fen=0, total_fen=None, tax_fen=None)).flat()
    assert "215.00" not in words
    assert "Unitprice" not in words


def test_opening_stock_is_called_so(printed) -> None:
    assert "OpeningStock" in printed(slip(opening=True)).flat()


def test_files_are_called_after_their_papers() -> None:
    assert [file_name(document) for document in USUAL.values()] == [
        "purchase-order-PO-2026-00012.pdf",
        "goods-receipt-GR-2026-00016.pdf",
        "outside-purchases-2026-W47.pdf",
    ]
