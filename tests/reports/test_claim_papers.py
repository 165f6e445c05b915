"""Papers of claims on their way to the money: what they say, on every paper, with names nobody should have."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from garage.domain.claim_notices import Channel
from garage.domain.claims import Remedy, SettleMode
from garage.domain.documents import Imprint, Letterhead, Party
from garage.domain.documents_settling import (
    ListedClaim,
    MonthlyClaims,
    NoticedPart,
    PackedPart,
    PackingList,
    Problem,
    ProblemList,
    ReportedFault,
    SettlementNotice,
    WeeklyFaults,
)
from garage.domain.shipments import ShipmentState
from garage.reports.render import file_name
from tests.reports.samples import BAD_NAME, GARAGE, IMPRINT, LONG_NAME, NOW

SUPPLIER = Party("深圳市众诚汽配有限公司", "0755-83012345", "周经理", "深圳市罗湖区笋岗汽配城 B 座 112 号")
VIN = "LSVAB4186E2184847"
PUMP = ListedClaim(
    number="WC-2026-00001",
    order_no="WO-2026-00031",
    plate="粤B·8K3M6",
    vin=VIN,
    model="大众 朗逸",
    fault_on=date(2026, 11, 3),
    odometer_km=86_412,
    part="水泵总成",
    fault="水封失效，渗漏",
    tag_nos=("OP-2026-00001",),
    parts_fen=32_000,
    labour_fen=24_000,
    other_fen=0,
    approved_fen=48_000,
    reasons=("工时按标准 2.0 小时",),
)
SENSOR = replace(
    PUMP,
    number="WC-2026-00002",
    order_no="WO-2026-00044",
    plate="粤B·D12345",
    part="氧传感器",
    fault="信号漂移",
    tag_nos=("OP-2026-00004", "OP-2026-00005"),
    parts_fen=45_000,
    labour_fen=6_000,
    other_fen=1_500,
    approved_fen=52_500,
    reasons=(),
)


def month(**more: Any) -> MonthlyClaims:
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "CL-2026-00003",
        "supplier": SUPPLIER,
        "period": "2026-11",
        "due_on": date(2026, 12, 10),
        "sent_at": datetime(2026, 12, 4, 10, 30),
        "channel": Channel.EMAIL,
        "claims": (PUMP, SENSOR),
        "made_by": "李晓燕",
    }
    return MonthlyClaims(**{**about, **more})


def notice(**more: Any) -> SettlementNotice:
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "CN-2026-00002",
        "issued_at": NOW,
        "supplier": SUPPLIER,
        "claims": (PUMP, SENSOR),
        "old_parts": (
            NoticedPart("OP-2026-00001", "水泵总成", "WC-2026-00001", "SH-2026-00001"),
            NoticedPart("OP-2026-00004", "氧传感器", "WC-2026-00002", "旧件-1"),
        ),
        "claimed_fen": 108_500,
        "approved_fen": 100_500,
        "mode": SettleMode.CREDIT,
        "due_on": date(2026, 12, 21),
        "invoice_no": "26442000000012345678",
        "invoiced_on": date(2026, 11, 23),
        "settled_at": None,
        "payment_no": "",
        "made_by": "李晓燕",
    }
    return SettlementNotice(**{**about, **more})


def packing(**more: Any) -> PackingList:
    pump = PackedPart(
        "OP-2026-00001",
        "SB-1102",
        "水泵总成",
        1_000,
        "只",
        "SB20251107",
        "水封失效",
        "WC-2026-00001",
        "粤B·8K3M6",
    )
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "SH-2026-00001",
        "state": ShipmentState.SENT,
        "supplier": SUPPLIER,
        "parts": (pump, replace(pump, number="OP-2026-00004", name="氧传感器", serial="", code="YCGQ-02")),
        "sent_at": NOW,
        "carrier": "顺丰速运",
        "waybill_no": "SF1234567890",
        "packages": 1,
        "freight_fen": 2_300,
        "received_on": None,
        "received_by": "",
        "received_note": "",
        "packed_by": "孙仓管",
    }
    return PackingList(**{**about, **more})


def week(**more: Any) -> WeeklyFaults:
    fault = ReportedFault(
        "WC-2026-00001",
        date(2026, 11, 17),
        VIN,
        "大众 朗逸",
        86_412,
        "水泵总成",
        "水温高，水泵渗漏",
        "水封失效",
        Remedy.REPLACE_PART,
        False,
    )
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "0003-20261116",
        "supplier": SUPPLIER,
        "first": date(2026, 11, 16),
        "last": date(2026, 11, 22),
        "faults": (fault, replace(fault, claim_no="WC-2026-00006", major=True, part="转向机")),
        "made_by": "李晓燕",
    }
    return WeeklyFaults(**{**about, **more})


def problems(**more: Any) -> ProblemList:
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "0003-2026-11",
        "supplier": SUPPLIER,
        "period": "2026-11",
        "problems": (
            Problem("水泵总成", 5, 4, ("水封失效", "叶轮松动"), 280_000, 210_000, 2),
            Problem("氧传感器", 2, 2, ("信号漂移",), 105_000, 0, 2),
        ),
        "made_by": "李晓燕",
    }
    return ProblemList(**{**about, **more})


USUAL = {
    "month": month(),
    "notice": notice(),
    "packing": packing(),
    "week": week(),
    "problems": problems(),
}
FACTS = {
    "month": {
        "zh_CN": ("索赔月报", "CL-2026-00003", "WC-2026-00001", "1,085.00", "壹仟零捌拾伍元整"),
        "en": ("Monthly Claim List", "Due", "2026-12-10", "By e-mail", "320.00", "Material"),
    },
    "notice": {
        "zh_CN": ("索赔结算通知单", "工时按标准2.0小时", "壹仟零伍元整", "OP-2026-00004", "转配件款"),
        "en": ("Claim Settlement Notice", "1,005.00", "80.00", "Why deducted", "Credit for parts"),
    },
    "packing": {
        "zh_CN": ("旧件装箱单", "顺丰速运", "SF1234567890", "SB20251107", "23.00"),
        "en": ("Packing List of Old Parts", "Taken over by the carrier", "Receipt of the supplier"),
    },
    "week": {
        "zh_CN": ("质量故障周报", "重大故障", "水温高，水泵渗漏", VIN),
        "en": ("Weekly Fault Report", "2026-11-16 to 2026-11-22", "major fault", "86,412 km"),
    },
    "problems": {
        "zh_CN": ("质量问题清单", "2026-11（截至 2026-11-21）", "叶轮松动", "3,850.00"),
        "en": (
            "List of Quality Problems",
            "2026-11, as of 2026-11-21",
            "Measure, by whom and when",
            "2,100.00",
        ),
    },
}
_BAD_CLAIM = replace(
    PUMP,
    plate=BAD_NAME,
    model=BAD_NAME,
    part=LONG_NAME[:150],
    fault=LONG_NAME[:200],
    reasons=(LONG_NAME[:150],),
)
_BAD_PARTY = Party(BAD_NAME * 3, "0755-83012345", BAD_NAME, LONG_NAME[:120])
_BAD_PART = PackedPart(
    "OP-2026-00001",
    BAD_NAME,
    LONG_NAME[:120],
    1_000,
    "只",
    BAD_NAME,
    LONG_NAME[:150],
    "WC-2026-00001",
    BAD_NAME,
)
HOSTILE: dict[str, Any] = {
    "month": month(supplier=_BAD_PARTY, claims=(_BAD_CLAIM,) * 40, note=LONG_NAME[:200], made_by=BAD_NAME),
    "notice": notice(
        supplier=_BAD_PARTY,
        claims=(_BAD_CLAIM,) * 40,
        old_parts=(NoticedPart("OP-2026-00001", LONG_NAME[:120], "WC-2026-00001", BAD_NAME),) * 40,
        note=LONG_NAME[:200],
        void_reason=BAD_NAME,
        made_by=BAD_NAME,
    ),
    "packing": packing(
        supplier=_BAD_PARTY, parts=(_BAD_PART,) * 60, carrier=BAD_NAME, received_note=LONG_NAME[:200]
    ),
    "week": week(
        supplier=_BAD_PARTY,
        faults=(replace(week().faults[1], model=BAD_NAME, part=LONG_NAME[:120], symptoms=LONG_NAME[:300]),)
        * 30,
    ),
    "problems": problems(
        supplier=_BAD_PARTY,
        problems=(Problem(LONG_NAME[:120], 99_999, 9_999, (BAD_NAME,) * 6, 9_999_999_999, 0, 99),) * 30,
    ),
}
_NOTHING = {"garage": Letterhead(""), "imprint": Imprint("", NOW), "supplier": Party("")}
EMPTY: dict[str, Any] = {
    "month": month(**_NOTHING, claims=(PUMP,), made_by="", sent_at=None, channel=None),
    "notice": notice(**_NOTHING, claims=(), old_parts=(), invoice_no="", invoiced_on=None),
    "packing": packing(**_NOTHING, sent_at=None, state=ShipmentState.DRAFT, carrier="", waybill_no=""),
    "week": week(**_NOTHING, made_by=""),
    "problems": problems(**_NOTHING, problems=()),
}


def test_each_paper_has_a_file_name_of_its_own() -> None:
    assert [file_name(document) for document in USUAL.values()] == [
        "claim-list-CL-2026-00003.pdf",
        "claim-settlement-CN-2026-00002.pdf",
        "packing-list-SH-2026-00001.pdf",
        "weekly-faults-0003-20261116.pdf",
        "quality-problems-0003-2026-11.pdf",
    ]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_voided_notice_says_why_and_names_no_claim(printed, language: str) -> None:
    paper = notice(claims=(), old_parts=(), void_reason="供应商改单", imprint=replace(IMPRINT, voided=True))
    said = printed(paper, language).flat()
    assert "供应商改单" in said
    assert "WC-2026" not in said


def test_a_settled_notice_names_its_voucher(printed) -> None:
    paper = notice(mode=SettleMode.CASH, settled_at=datetime(2026, 12, 9, 15, 0), payment_no="PV-2026-00012")
    assert "PV-2026-00012" in printed(paper, "en").flat()
