"""The record of a call and the register: what they say, with names nobody should have."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from garage.domain.contacts import ContactChannel, Direction, Outcome
from garage.domain.documents import Car, Party
from garage.domain.documents_calls import AskedQuestion, CallRecord, CallRegister, RegisteredCall
from garage.domain.followups import Purpose
from garage.i18n import LANGUAGES
from garage.reports.render import render
from tests.reports.samples import BAD_NAME, GARAGE, IMPRINT, LONG_NAME

RECORD = CallRecord(
    GARAGE,
    IMPRINT,
    "WO-2026-00001-1",
    Party("王女士", "13800138000"),
    datetime(2026, 11, 24, 18, 5),
    "周婷",
    Direction.OUT,
    ContactChannel.PHONE,
    Outcome.REACHED,
    Car("粤B·12345", "LSVAB4186E2184847", "大众 朗逸"),
    "WO-2026-00001",
    date(2026, 11, 21),
    ("更换前刹车片", "全车检查"),
    Purpose.REPAIR,
    1,
    2,
    "13800138000",
    "王女士",
    ("质量", "价格", "态度", "时间", "清洁"),
    (("质量", 5), ("时间", 3)),
    "刹车声音没有了",
    "等的时间长了一点",
    "下个月做保养",
    "磨合期避免急刹",
    "冬季检测",
    questions=(
        AskedQuestion("发票能改抬头吗？", "可以", datetime(2026, 11, 25, 9, 0)),
        AskedQuestion("能上门取车吗？"),
    ),
    next_service_on=date(2027, 5, 21),
    next_service_km=96_400,
)
CALL = RegisteredCall(
    datetime(2026, 11, 24, 18, 5),
    Direction.OUT,
    ContactChannel.PHONE,
    Outcome.REACHED,
    "周婷",
    "深圳市宏达物流有限公司第一分公司",
    "13800138000",
    "粤B·D12345",
    "WO-2026-00001",
    1,
    "车况良好；希望取车时间再早一点",
    43,
)
REGISTER = CallRegister(
    GARAGE,
    IMPRINT,
    "20261101-20261130",
    date(2026, 11, 1),
    date(2026, 11, 30),
    (CALL, replace(CALL, round=2)),
)
USUAL = {"record": RECORD, "register": REGISTER}
FACTS = {
    "record": {
        "zh_CN": ("回访记录表", "首次回访，第 2 次拨打", "刹车声音没有了", "2027-05-21 / 96,400", "尚未答复"),
        "en": ("Follow-up Record", "1st call, attempt 2", "Reached", "not answered yet"),
    },
    "register": {
        "zh_CN": ("电话回访登记表", "二次回访", "粤B·D12345", "4.3"),
        "en": ("Register of Calls", "2nd call", "2 in all", "4.3"),
    },
}
HOSTILE: dict[str, Any] = {
    "record": replace(
        RECORD,
        customer=Party(BAD_NAME, "13800138000", BAD_NAME),
        caller=BAD_NAME,
        spoke_with=BAD_NAME,
        topics=(BAD_NAME[:20], *("很长的满意度项目名称很长很长",) * 7),
        opinion=LONG_NAME[:500],
        needs=LONG_NAME[:500],
        questions=(AskedQuestion(LONG_NAME[:500], LONG_NAME[:500]),) * 3,
    ),
    "register": replace(
        REGISTER,
        calls=(replace(CALL, customer=BAD_NAME, caller=BAD_NAME, said=LONG_NAME[:1500], phone="400 800"),)
        * 12,
    ),
}
EMPTY: dict[str, Any] = {
    "record": replace(
        RECORD,
        customer=Party(""),
        car=None,
        order_no="",
        left_on=None,
        work=(),
        purpose=None,
        round=None,
        attempt=None,
        phone="",
        spoke_with="",
        scores=(),
        questions=(),
        **dict.fromkeys(("car_use", "opinion", "needs", "advice", "next_topic"), ""),
        next_service_on=None,
        next_service_km=None,
    ),
    "register": replace(REGISTER, calls=()),
}


def pages(document: Any, language: str) -> int:
    return len(PdfReader(BytesIO(render(document, language))).pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_record_is_one_sheet_and_a_register_as_many_as_it_needs(language: str) -> None:
    assert pages(RECORD, language) == 1
    assert pages(REGISTER, language) == 1
    assert pages(replace(REGISTER, calls=(CALL,) * 120), language) > 2
