"""The rework record, and the repairs on the warranty card: what they say, with names nobody should have."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from garage.domain.documents import Imprint, Letterhead
from garage.domain.documents_claims import ClaimPhoto
from garage.domain.documents_quality import CardRepair
from garage.domain.documents_rework import RecordedAttempt, ReworkRecord
from garage.domain.rework import ReworkCause, ReworkState
from garage.reports.render import file_name
from tests.reports.samples import BAD_NAME, GARAGE, HEAD, IMPRINT, LONG_NAME, NOW
from tests.reports.samples_quality import certificate
from tests.ui.pages.claim_shop import small_jpeg

FIRST = RecordedAttempt(
    "WO-2026-00101", "更换前刹车片", date(2026, 11, 11), date(2026, 11, 11), 85_100, "李师傅"
)
AGAIN = replace(FIRST, order_no="WO-2026-00115", came_on=date(2026, 11, 15), odometer_km=85_600)


def record(**more: Any) -> ReworkRecord:
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "RW-2026-00003",
        "head": HEAD,
        "state": ReworkState.REFERRED,
        "line": "更换前刹车片",
        "first_no": "WO-2026-00101",
        "fault": "两天后又异响，低速制动时明显",
        "undrivable": True,
        "covered_to": date(2026, 12, 1),
        "covered_km": 88_536,
        "earlier": 2,
        "opened_at": datetime(2026, 11, 21, 9, 30),
        "due_on": date(2026, 11, 24),
        "cause": ReworkCause.PART,
        "evidence": "左前制动片磨损不均，厚度差 1.8 mm",
        "evidence_at": datetime(2026, 11, 22, 10, 0),
        "evidence_by": "李师傅",
        "decided_at": datetime(2026, 11, 22, 11, 0),
        "decided_by": "张三",
        "reason": "配件批次问题",
        "referred_to": "顺达汽车修理厂",
        "referred_at": datetime(2026, 11, 23, 9, 0),
        "referral_cost_fen": 92_000,
        "referral_result": "更换制动盘与制动片，异响消除",
        "attempts": (FIRST, AGAIN, replace(AGAIN, order_no="WO-2026-00118", elsewhere="顺达汽车修理厂")),
        "photos": (ClaimPhoto(small_jpeg(), "左前制动片"),),
    }
    return ReworkRecord(**{**about, **more})


USUAL = {"rework": record()}
FACTS = {
    "rework": {
        "zh_CN": ("返修记录", "RW-2026-00003", "更换前刹车片", "WO-2026-00115", "¥920.00", "我方配件质量"),
        "en": ("Rework Record", "2026-11-24", "88,536 km", "Faulty part of ours", "At another garage"),
    },
}
HOSTILE: dict[str, Any] = {
    "rework": record(
        line=LONG_NAME[:120],
        fault=LONG_NAME[:600],
        evidence=LONG_NAME[:600],
        evidence_by=BAD_NAME,
        decided_by=BAD_NAME,
        reason=LONG_NAME[:200],
        referred_to=BAD_NAME,
        referral_result=LONG_NAME[:200],
        attempts=(replace(FIRST, line=LONG_NAME[:120], mechanics=BAD_NAME, elsewhere=BAD_NAME),) * 12,
        photos=(ClaimPhoto(small_jpeg(), BAD_NAME),) * 24,
    ),
}
EMPTY: dict[str, Any] = {
    "rework": record(
        garage=Letterhead(""),
        imprint=Imprint("", NOW),
        state=ReworkState.CLAIMED,
        covered_to=None,
        covered_km=None,
        earlier=0,
        cause=None,
        evidence="",
        evidence_at=None,
        evidence_by="",
        decided_at=None,
        decided_by="",
        reason="",
        referred_to="",
        referred_at=None,
        referral_result="",
        attempts=(FIRST,),
        photos=(),
    ),
}


def test_the_record_has_a_file_name_of_its_own() -> None:
    assert file_name(record()) == "rework-record-RW-2026-00003.pdf"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_warranty_card_names_what_was_repaired_again(printed, language: str) -> None:
    repair = CardRepair("更换前刹车片", date(2026, 11, 23), date(2026, 11, 24), "王女士", "赵质检")
    sheet = printed(replace(certificate(), repairs=(repair,)), language)
    assert "2026-11-24" in sheet.flat()
    assert "赵质检" in sheet.flat()
    assert sheet.pages() == 1


def test_the_card_has_room_for_the_last_repairs_with_long_names(printed) -> None:
    day = date(2026, 11, 23)
    many = tuple(
        CardRepair(LONG_NAME[:40], day, day.replace(day=n), BAD_NAME, "赵质检") for n in range(10, 16)
    )
    sheet = printed(replace(certificate(), repairs=many), "zh_CN")
    assert "2026-11-15" in sheet.flat()
    assert "2026-11-11" not in sheet.flat()
    assert sheet.pages() == 1
