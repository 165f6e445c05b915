"""The papers of the counter: what they say, on every paper, with names nobody should have."""

from dataclasses import replace
from datetime import date
from typing import Any

from garage.domain.documents import PaymentReceipt
from garage.domain.documents_sales import SaleSlip, SoldGoods
from garage.domain.settlements import PayMethod, ReceiptKind
from garage.reports.render import file_name
from tests.reports.samples import BAD_NAME, GARAGE, IMPRINT, LONG_NAME, NOW


def slip(**more: Any) -> SaleSlip:
    lines = (
        SoldGoods("ZD-F01", "前制动片（陶瓷）", "朗逸/宝来", "套", 2_000, 26_800, 53_600, 1_600),
        SoldGoods("DP-80", "蓄电池 12V 80Ah", "", "只", 1_000, 52_000, 52_000),
    )
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "CS-2026-00005",
        "at": NOW,
        "buyer": "陈师傅",
        "phone": "13700001111",
        "lines": lines,
        "gross_fen": 105_600,
        "discount_fen": 1_600,
        "rounding_off_fen": 50,
        "payable_fen": 103_950,
        "tax_bp": 1_300,
        "tax_fen": 11_959,
        "tenders": ((PayMethod.WECHAT, 50_000), (PayMethod.CASH, 53_950)),
        "change_fen": 1_050,
        "owed_fen": 0,
        "due_on": None,
        "sold_by": "孙仓管",
    }
    return SaleSlip(**{**about, **more})


def back(**more: Any) -> SaleSlip:
    line = SoldGoods("ZD-F01", "前制动片（陶瓷）", "朗逸/宝来", "套", 1_000, 26_800, 26_000)
    about = {"lines": (line,), "payable_fen": 26_000, "rounding_off_fen": 0, "tenders": (), "change_fen": 0}
    return slip(
        **{**about, "return_of": "CS-2026-00005", "number": "CS-2026-00006", "note": "装不上", **more}
    )


def receipt(**more: Any) -> PaymentReceipt:
    tenders = ((PayMethod.CASH, 103_950),)
    made = PaymentReceipt(
        GARAGE,
        IMPRINT,
        "RC-2026-00009",
        NOW,
        "陈师傅",
        "",
        "",
        "",
        tenders,
        103_950,
        105_000,
        1_050,
        0,
        "孙仓管",
    )
    return replace(made, sale_no="CS-2026-00005", **more)


_BAD: dict[str, Any] = {
    "buyer": BAD_NAME,
    "phone": "什么号码",
    "note": LONG_NAME[:200],
    "void_reason": LONG_NAME[:200],
    "lines": (
        SoldGoods("Y" * 60, LONG_NAME[:120], LONG_NAME[:60], "个", 999_999_999, 10**10, 10**12, 10**11),
    ),
    "payable_fen": 10**12,
    "owed_fen": 10**12,
    "due_on": date(2026, 12, 21),
}
_NOTHING: dict[str, Any] = {
    "buyer": "",
    "phone": "",
    "lines": (),
    "tenders": (),
    "change_fen": 0,
    "tax_bp": 0,
    "sold_by": "",
}
USUAL = {
    "sale": slip(),
    "return": back(),
    "receipt": receipt(),
    "account": slip(tenders=(), change_fen=0, owed_fen=103_950, due_on=date(2026, 12, 21)),
}
HOSTILE = {
    "sale": slip(**_BAD),
    "return": back(**_BAD),
    "receipt": receipt(payer=BAD_NAME, void_reason=LONG_NAME[:200]),
}
EMPTY = {"sale": slip(**_NOTHING)}
FACTS = {
    "sale": {
        "en": ["Parts Sales Slip", "¥1,039.50", "Rounded off", "Change", "VAT 13 %", "2 customer"],
        "zh_CN": ["配件销售单", "人民币壹仟零叁拾玖元伍角", "抹零", "找零", "②客户", "销售员"],
    },
    "return": {
        "en": ["Sales Return Slip", "CS-2026-00005", "¥260.00", "Taken back by"],
        "zh_CN": ["销售退货单", "原销售单", "人民币贰佰陆拾元整", "装不上"],
    },
    "receipt": {
        "en": ["Payment Receipt", "Sale no.", "CS-2026-00005", "Parts sold", "Balance due"],
        "zh_CN": ["收款收据", "销售单号", "CS-2026-00005", "配件款"],
    },
    "account": {
        "en": ["On account", "¥1,039.50, due on 2026-12-21"],
        "zh_CN": ["挂账", "2026-12-21"],
    },
}


def test_a_receipt_of_a_sale_speaks_of_no_plate_and_no_order(printed) -> None:
    words = printed(receipt()).text()
    assert "Plate" not in words
    assert "Order no." not in words
    assert "Held as deposit" not in printed(receipt(kind=ReceiptKind.REFUND)).text()


def test_a_reprint_and_a_void_slip_say_so(printed) -> None:
    void = printed(slip(imprint=replace(IMPRINT, copy=2, voided=True), void_reason="客人不要了")).flat()
    assert "Reprint2" in void
    assert "VOID" in void
    assert "客人不要了" in void


def test_files_are_called_after_their_papers() -> None:
    names = [file_name(USUAL[kind]) for kind in ("sale", "return", "receipt")]
    assert names == [
        "parts-sale-CS-2026-00005.pdf",
        "sales-return-CS-2026-00006.pdf",
        "receipt-RC-2026-00009.pdf",
    ]
