"""Papers between the garage and a supplier: what they say, on every paper, with names nobody should have."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from garage.domain.documents import Imprint, Letterhead, Party
from garage.domain.documents_suppliers import (
    PaymentVoucher,
    ReturnedGoods,
    StatementLine,
    SupplierReturnSlip,
    SupplierStatement,
)
from garage.domain.settlements import PayMethod
from garage.domain.supplier_accounts import Ageing, EntryKind
from garage.reports.render import file_name
from tests.reports.samples import BAD_NAME, GARAGE, IMPRINT, LONG_NAME, NOW

SUPPLIER = Party("深圳市众诚汽配有限公司", "0755-83012345", "周经理", "深圳市罗湖区笋岗汽配城 B 座 112 号")
ACCOUNT = "工商银行深圳笋岗支行 4000 0215 0920 0123 456"
DAY = date(2026, 11, 1)
LINES = (
    StatementLine(datetime(2026, 11, 3, 9), EntryKind.RECEIPT, "GR-2026-00011", "", DAY, 120_000, 180_000),
    StatementLine(datetime(2026, 11, 9, 9), EntryKind.DIFFERENCE, "24312000000001238", "", DAY, 600, 180_600),
    StatementLine(
        datetime(2026, 11, 9, 9), EntryKind.RETURN, "SR-2026-00003", "装不上", None, -30_000, 150_600
    ),
    StatementLine(datetime(2026, 11, 20), EntryKind.PAYMENT, "PV-2026-00007", "", None, -100_000, 50_600),
)
AGES = Ageing((40_000, 10_600, 0, 0, 0))


def statement(**more: Any) -> SupplierStatement:
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "0003-20261101-20261130",
        "supplier": SUPPLIER,
        "bank_account": ACCOUNT,
        "since": DAY,
        "until": date(2026, 11, 30),
        "opening_fen": 60_000,
        "lines": LINES,
        "closing_fen": 50_600,
        "ageing": AGES,
    }
    return SupplierStatement(**{**about, **more})


def slip(**more: Any) -> SupplierReturnSlip:
    lines = (
        ReturnedGoods("ZD-F01", "前制动片（陶瓷）", "套", 2_000, 38_000, "GR-2026-00003", "ZC-20261009"),
        ReturnedGoods("JL-0451", "机油滤清器", "个", 5_000, 7_500),
    )
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "SR-2026-00003",
        "at": NOW,
        "supplier": SUPPLIER,
        "reason": "型号不符，装不上",
        "carrier": "德邦快递 DPK2026102288",
        "note": "",
        "lines": lines,
        "credit_fen": 45_500,
        "handed_out_by": "孙仓管",
    }
    return SupplierReturnSlip(**{**about, **more})


def voucher(**more: Any) -> PaymentVoucher:
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "PV-2026-00007",
        "at": NOW,
        "supplier": SUPPLIER,
        "bank_account": ACCOUNT,
        "method": PayMethod.TRANSFER,
        "amount_fen": 100_000,
        "balance_fen": 50_600,
        "paid_by": "李晓燕",
        "note": "十一月货款",
    }
    return PaymentVoucher(**{**about, **more})


USUAL = {"statement": statement(), "return": slip(), "voucher": voucher()}
HOSTILE: dict[str, Any] = {
    "statement": statement(
        garage=replace(GARAGE, name=LONG_NAME[:60] + BAD_NAME),
        supplier=Party(BAD_NAME, "什么号码", LONG_NAME[:40], LONG_NAME[:120]),
        bank_account=LONG_NAME[:80],
        lines=tuple(replace(line, note=LONG_NAME[:200], document="9" * 40) for line in LINES),
    ),
    "return": slip(
        supplier=Party(BAD_NAME, "什么号码", LONG_NAME[:40]),
        reason=LONG_NAME[:200],
        carrier=LONG_NAME[:80],
        note=LONG_NAME[:200],
        reverse_reason=LONG_NAME[:200],
        lines=(
            ReturnedGoods(
                "Y" * 60, LONG_NAME[:120], "个", 999_999_999, 10**12, "GR-2026-00003", "长" * 60, 10**12
            ),
        ),
    ),
    "voucher": voucher(
        supplier=Party(BAD_NAME),
        bank_account=LONG_NAME[:80],
        note=LONG_NAME[:200],
        void_reason=LONG_NAME[:200],
    ),
}
EMPTY: dict[str, Any] = {
    "statement": SupplierStatement(
        Letterhead("诚信汽修"),
        Imprint("", NOW),
        "0001-20261101-20261130",
        Party(""),
        "",
        DAY,
        DAY,
        0,
        (),
        0,
        Ageing(),
    ),
    "return": slip(lines=(), supplier=Party(""), reason="", carrier="", handed_out_by="", credit_fen=0),
    "voucher": voucher(supplier=Party(""), bank_account="", note="", paid_by=""),
}

FACTS = {
    "statement": {
        "en": [
            SUPPLIER.name,
            "Supplier Statement",
            "Balance brought forward",
            "¥506.00",
            "Not due yet",
            "Invoice difference",
        ],
        "zh_CN": [
            SUPPLIER.name,
            "供应商对账单",
            "期初余额",
            "人民币伍佰零陆元整",
            "逾期30天内¥106.00",
            "采购退货装不上",
        ],
    },
    "return": {
        "en": [SUPPLIER.name, "Supplier Return", "Credit in all", "455.00", "2 supplier"],
        "zh_CN": [SUPPLIER.name, "采购退货单", "退货金额合计", "人民币肆佰伍拾伍元整", "②供应商", "德邦快递"],
    },
    "voucher": {
        "en": [SUPPLIER.name, "Payment Voucher", "Bank transfer", "¥1,000.00", "Still owed"],
        "zh_CN": [SUPPLIER.name, "付款单", "人民币壹仟元整", "银行转账", "开户行及账号"],
    },
}


def test_a_year_of_entries_flows_over_pages_with_its_headings(printed) -> None:
    line = LINES[0]
    lines = tuple(replace(line, at=line.at + timedelta(days=n)) for n in range(200))
    sheet = printed(statement(lines=lines))
    assert sheet.pages() > 3
    for page in range(1, sheet.pages()):
        assert "Owed more" in sheet.text(page)
    assert "Sum of the period" in sheet.text(sheet.pages())


def test_what_goods_were_worth_stands_on_the_garages_own_copy_alone(printed) -> None:
    assert "361.11" not in printed(slip()).flat()
    own = slip(lines=(replace(slip().lines[0], value_fen=36_111),))
    assert "361.11" in printed(own).flat()


def test_a_refund_and_a_reversal_say_so(printed) -> None:
    refund = printed(voucher(amount_fen=-20_000, balance_fen=-30_000)).flat()
    assert "Supplier'sRefundVoucher" in refund
    assert "Paidinadvance" in refund
    void = printed(voucher(reversal_of="PV-2026-00006", void_reason="付错供应商")).flat()
    assert "PV-2026-00006" in void
    assert "付错供应商" in void


def test_files_are_called_after_their_papers() -> None:
    assert [file_name(document) for document in USUAL.values()] == [
        "supplier-statement-0003-20261101-20261130.pdf",
        "supplier-return-SR-2026-00003.pdf",
        "supplier-payment-PV-2026-00007.pdf",
    ]
