"""The call list of a campaign names everybody with room for the answer, over as many pages as it needs."""

from datetime import date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from garage.domain.campaigns import Answer, CampaignKind, TargetState
from garage.domain.documents import Imprint, Letterhead
from garage.domain.documents_campaigns import CallList, ListedTarget
from garage.reports.render import render

GARAGE = Letterhead("诚信汽修", "创业路 88 号", "0755-82345678")
PRINTED = Imprint("张三", datetime(2026, 11, 21, 9, 0))
WAITS = ListedTarget(
    "深圳市宏达物流有限公司第一分公司 <b>&",
    "13800138000",
    TargetState.TO_CALL,
    "18:00–20:00",
    "粤B·D12345",
    "比亚迪 T5",
    "12 个月消费 ¥12,345.00 · 上次来店 2026-05-03",
)
CALLED = ListedTarget(
    "王女士",
    "13900139000",
    TargetState.CALLED,
    called_at=datetime(2026, 11, 20, 10, 5),
    answer=Answer.COMING,
    note="带朋友来",
)
LIST = CallList(
    GARAGE,
    PRINTED,
    "CM-2026-00001",
    CampaignKind.FREE_SERVICE,
    "冬季免费检测",
    date(2026, 12, 5),
    date(2026, 12, 13),
    date(2026, 11, 21),
    "本店",
    "免费检测 30 项",
    "周婷",
    (WAITS, CALLED),
)


def pages(pdf: bytes) -> list[str]:
    """The words of each page, without spaces."""
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.parametrize(("language", "coming"), [("zh_CN", "来"), ("en", "Iscoming")])
def test_the_list_says_whom_to_call_and_what_was_said(language: str, coming: str) -> None:
    [said] = pages(render(LIST, language))
    for words in (
        "冬季免费检测",
        "2026-12-05",
        "第一分公司<b>&",
        "13800138000",
        "18:00–20:00",
        "免费检测30项",
    ):
        assert words in said
    for words in ("¥12,345.00", "周婷", "11-2010:05", "带朋友来", coming):
        assert words in said


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_long_list_goes_on_with_its_headings(language: str) -> None:
    many = LIST.__class__(**{**LIST.__dict__, "targets": (WAITS,) * 80})
    found = pages(render(many, language))
    assert len(found) > 3
    assert "".join(found).count("13800138000") == 80
