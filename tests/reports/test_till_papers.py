"""The customer's statement and the slip of a cash-up: what they say, on every paper, with names nobody should have."""

from datetime import date, datetime
from typing import Any

import pytest

from garage.domain.cash_ups import CashUpLine, CashUpRow
from garage.domain.documents import Imprint, Letterhead, Party
from garage.domain.documents_till import CashUpSlip, CustomerStatement
from garage.domain.receivables import BillKind, OpenBill, StatementEntry, StatementKind, ageing
from garage.domain.settlements import Balance, PayMethod
from garage.reports.render import file_name, papers
from tests.reports.samples import BAD_NAME, GARAGE, IMPRINT, LONG_NAME, NOW

DAY = date(2026, 11, 1)
BILL = OpenBill(
    *(BillKind.ORDER, 3, "WO-2026-00003", "ST-2026-00003", "粤B·12345", datetime(2026, 11, 3), DAY),
    Balance(168_032, 0, 50_000),
)
LINES = (
    StatementEntry(
        datetime(2026, 11, 3), StatementKind.BILL, "ST-2026-00003", "WO-2026-00003", 168_032, 228_032
    ),
    StatementEntry(
        datetime(2026, 11, 9), StatementKind.BALANCE, "RC-2026-00007", "WO-2026-00003", -50_000, 178_032
    ),
    StatementEntry(
        datetime(2026, 11, 10), StatementKind.ALLOWANCE, "ST-2026-00001", "老客户", -60_000, 118_032
    ),
)


def statement(**more: Any) -> CustomerStatement:
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "00003-20261101-20261130",
        "customer": Party("顺达物流", "0755-83012345", "周经理", "深圳市罗湖区笋岗汽配城 B 座 112 号"),
        "since": DAY,
        "until": date(2026, 11, 30),
        "opening_fen": 60_000,
        "lines": LINES,
        "closing_fen": 118_032,
        "bills": (BILL,),
        "ageing": ageing([BILL], date(2026, 11, 30)),
    }
    return CustomerStatement(**{**about, **more})


def row(**more: Any) -> CashUpRow:
    lines = (
        CashUpLine(PayMethod.CASH, 84_200, 84_150, "找零少找了半块"),
        CashUpLine(PayMethod.WECHAT, 20_000, 20_000, ""),
        CashUpLine(PayMethod.CARD, 0, 0, ""),
    )
    about: dict[str, Any] = {
        "id": 2,
        "version": 1,
        "no": "CU-2026-00002",
        "from_at": datetime(2026, 11, 20, 18),
        "until_at": NOW,
        "who": "李晓燕",
        "approved_by": "",
        "left_fen": 50_000,
        "taken_fen": 34_150,
        "taken_to": "招商银行",
        "notes": ((10_000, 8), (50, 3)),
        "note": "",
        "voided_at": None,
        "void_reason": "",
        "lines": lines,
    }
    return CashUpRow(**{**about, **more})


def slip(**more: Any) -> CashUpSlip:
    told = row(**more)
    return CashUpSlip(GARAGE, IMPRINT, told.no, told)


USUAL = {"statement": statement(), "slip": slip()}
HOSTILE: dict[str, Any] = {
    "statement": statement(
        customer=Party(BAD_NAME, "什么号码", LONG_NAME[:40], LONG_NAME[:120]),
        lines=tuple(
            StatementEntry(NOW, StatementKind.ALLOWANCE, "9" * 40, LONG_NAME[:200] + BAD_NAME, -(10**12))
            for _line in range(3)
        ),
    ),
    "slip": slip(
        who=BAD_NAME,
        taken_to=LONG_NAME[:100],
        note=LONG_NAME[:200],
        void_reason=LONG_NAME[:200],
        lines=(CashUpLine(PayMethod.CASH, 10**12, -(10**12), LONG_NAME[:200] + BAD_NAME),),
    ),
}
EMPTY: dict[str, Any] = {
    "statement": CustomerStatement(
        Letterhead("诚信汽修"), Imprint("", NOW), "00001-1", Party(""), DAY, DAY, 0, (), 0, (), None
    ),
    "slip": slip(lines=(), notes=(), who="", taken_to=""),
}
FACTS = {
    "statement": {
        "en": ["顺达物流", "StatementofAccount", "Balancebroughtforward", "1,180.32", "Upto30dayslate"],
        "zh_CN": ["顺达物流", "客户对账单", "期初余额", "人民币壹仟壹佰捌拾元零叁角贰分", "未清单据"],
    },
    "slip": {
        "en": ["DailyCash-up", "CU-2026-00002", "-0.50", "找零少找了半块", "Staysinthetill"],
        "zh_CN": ["日结单", "微信", "841.50", "招商银行", "清点人李晓燕"],
    },
}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("kind", USUAL)
def test_each_paper_says_what_it_is_about(printed: Any, kind: str, language: str) -> None:
    for paper in papers(type(USUAL[kind])):
        words = printed(USUAL[kind], language, paper).flat()
        for fact in FACTS[kind][language]:
            assert fact in words, (paper, fact)
        assert "银行卡" not in words


@pytest.mark.parametrize("documents", [HOSTILE, EMPTY])
@pytest.mark.parametrize("kind", USUAL)
def test_long_names_marks_and_nothing_at_all_print_too(
    printed: Any, kind: str, documents: dict[str, Any]
) -> None:
    for paper in papers(type(USUAL[kind])):
        assert printed(documents[kind], "zh_CN", paper).pages() >= 1


def test_a_year_of_entries_flows_over_pages_with_its_headings(printed: Any) -> None:
    sheet = printed(statement(lines=LINES * 70))
    assert sheet.pages() > 3
    for page in range(1, sheet.pages()):
        assert "Owes more" in sheet.text(page)


def test_files_are_called_after_their_papers() -> None:
    assert [file_name(document) for document in USUAL.values()] == [
        "statement-00003-20261101-20261130.pdf",
        "cash-up-CU-2026-00002.pdf",
    ]
