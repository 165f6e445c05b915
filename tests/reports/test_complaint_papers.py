"""The complaint form goes through every round, the daily sheet over as many pages as it needs; nothing typed is markup."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from garage.domain.complaints import (
    ComplaintAct,
    ComplaintCategory,
    ComplaintChannel,
    ComplaintLevel,
    ComplaintState,
)
from garage.domain.documents import Imprint, Letterhead, Party
from garage.domain.documents_complaints import (
    ComplaintDay,
    ComplaintPaper,
    HandledRound,
    ListedComplaint,
    Signed,
)
from garage.reports.render import render

GARAGE = Letterhead("诚信汽修", "创业路 88 号", "0755-82345678")
PRINTED = Imprint("张三", datetime(2026, 11, 30, 9, 0))
AT = datetime(2026, 11, 22, 10, 5)
FIRST = HandledRound(
    1,
    datetime(2026, 11, 22, 16, 40),
    date(2026, 12, 1),
    findings="制动片有杂质 <b>&",
    our_fault=True,
    responsible="李师傅",
    verified=Signed("王班长", AT),
    cause="来料未检",
    measures="换片并抽检同批次",
    compensation_fen=5_000,
    planned=Signed("张三", AT),
    implemented_note="已换",
    implemented=Signed("李师傅", AT),
    informed_who="王女士",
    informed_how=ComplaintChannel.PHONE,
    informed=Signed("周婷", AT),
    satisfied=False,
    revisit_note="还是有异响",
    revisited=Signed("周婷", AT),
)
FORM = ComplaintPaper(
    GARAGE,
    PRINTED,
    "CP-2026-00001",
    Signed("周婷", datetime(2026, 11, 21, 16, 40)),
    ComplaintChannel.FOLLOW_UP,
    ComplaintLevel.SERIOUS,
    ComplaintState.REOPENED,
    Party("深圳市宏达物流有限公司第一分公司", "13800138000"),
    "刹车修好第二天又响了",
    (FIRST,),
    ComplaintCategory.REPAIR,
    complainant="王女士",
    plate="粤B·12345",
    model="大众 朗逸",
    order_no="WO-2026-00001",
    demand="免费重修",
    assigned_to="王班长",
    escalated=Signed("张三", AT),
)


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.parametrize(("language", "title"), [("zh_CN", "投诉处理表"), ("en", "Complaint Form")])
def test_the_form_fits_on_a_sheet_and_says_every_step(language: str, title: str) -> None:
    [said] = pages(render(FORM, language))
    for word in (title, "CP-2026-00001", "制动片有杂质 <b>&", "¥50.00", "2026-12-01", "还是有异响", "李师傅"):
        assert word in said


@pytest.mark.parametrize(("language", "fault"), [("zh_CN", "我方责任"), ("en", "our fault")])
def test_a_copy_for_others_says_neither_whose_fault_nor_whose_work_it_was(language: str, fault: str) -> None:
    own = "\n".join(pages(render(FORM, language)))
    copy = "\n".join(pages(render(replace(FORM, inside=False), language)))
    assert fault in own
    assert fault not in copy
    assert "制动片有杂质 <b>&" in copy


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_form_without_a_step_leaves_room_on_one_sheet_and_a_second_round_follows_the_first(
    language: str,
) -> None:
    fresh = HandledRound(1, datetime(2026, 11, 22, 16, 40), date(2026, 12, 1))
    bare = ComplaintPaper(
        GARAGE,
        PRINTED,
        "CP-2026-00002",
        Signed("周婷", AT),
        ComplaintChannel.LETTER,
        ComplaintLevel.NORMAL,
        ComplaintState.REGISTERED,
        Party("", "13800138000"),
        "太贵",
        (fresh,),
    )
    assert len(pages(render(bare, language))) == 1
    second = HandledRound(2, AT, date(2026, 12, 3), reopen_reason="还是有异响" * 60)
    twice = ComplaintPaper(**{**FORM.__dict__, "rounds": (FIRST, second)})
    said = "\n".join(pages(render(twice, language)))
    assert said.index("2026-12-01") < said.index("2026-12-03")


@pytest.mark.parametrize(("language", "done"), [("zh_CN", "核实"), ("en", "Verify")])
def test_the_sheet_of_a_day_says_what_was_done_and_goes_on_as_long_as_it_must(
    language: str, done: str
) -> None:
    line = ListedComplaint(
        "CP-2026-00001",
        datetime(2026, 11, 21, 16, 40),
        ComplaintChannel.PHONE,
        ComplaintLevel.SERIOUS,
        ComplaintState.VERIFIED,
        "深圳市宏达物流有限公司第一分公司",
        "刹车修好第二天又响了" * 5,
        date(2026, 12, 1),
        ComplaintCategory.REPAIR,
        potential=True,
        phone="13800138000",
        plate="粤B·D12345",
        order_no="WO-2026-00001",
        demand="免费重修",
        assigned_to="王班长",
        done=(ComplaintAct.VERIFY,),
    )
    sheet = ComplaintDay(GARAGE, PRINTED, "20261121", date(2026, 11, 21), (line,) * 30)
    found = pages(render(sheet, language))
    assert len(found) > 1
    assert done in found[0]
    assert len(pages(render(ComplaintDay(GARAGE, PRINTED, "20261121", date(2026, 11, 21)), language))) == 1
