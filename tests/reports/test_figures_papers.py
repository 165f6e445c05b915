"""The roll-forward and the close of a day on paper: figures that add up, on every page, with names nobody should have."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from garage.domain.documents import Imprint, Letterhead
from garage.domain.documents_figures import DayCloseSheet, DayMovement, RollSheet
from garage.domain.roll_forward import NOTHING, Flow, KindFlow, PartFlow, Period, by_group, total
from garage.domain.stock import MovementKind
from garage.reports.render import file_name
from tests.reports.samples import BAD_NAME, GARAGE, IMPRINT, LONG_NAME, NOW

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
PARTS = (
    PartFlow(
        1,
        "JL-0451",
        "机油滤清器",
        "",
        "个",
        "滤清器",
        "A-01",
        Flow(12_000, 21_600, 30_000, 57_000, 18_000, 33_685, 24_000, 44_915),
    ),
    PartFlow(
        2,
        "YH-5W30",
        "全合成机油",
        "5W-30 SP",
        "升",
        "油品",
        "B-02",
        Flow(208_000, 582_400, 0, 0, 61_500, 172_200, 146_500, 410_200),
    ),
    PartFlow(
        3,
        "ZD-F01",
        "前制动片（陶瓷）",
        "",
        "套",
        "",
        "",
        Flow(4_000, 104_000, -2_000, -52_000, 2_000, 52_000, 0, 0),
    ),
)
KINDS = (
    KindFlow(MovementKind.RECEIPT, True, 5, 26_000, 3_315),
    KindFlow(MovementKind.RETURN, True, 1, 2_000, 1_685),
    KindFlow(MovementKind.ISSUE, False, 31, 81_500, 257_885),
)


def roll(**more: Any) -> RollSheet:
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "20261001-20261031",
        "period": OCTOBER,
        "group": None,
        "parts": PARTS,
        "groups": tuple(by_group(PARTS)),
        "kinds": KINDS,
        "total": total(part.flow for part in PARTS),
    }
    return RollSheet(**{**about, **more})


def close(**more: Any) -> DayCloseSheet:
    at = datetime(2026, 11, 21, 9, 12)
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "DC-20261121-7",
        "day": date(2026, 11, 21),
        "closed_at": datetime(2026, 11, 21, 18, 5),
        "closed_by": "孙仓管",
        "note": "机油桶已核对",
        "opening_fen": 708_000,
        "in_fen": 57_000,
        "out_fen": 12_880,
        "value_fen": 752_120,
        "kinds": KINDS,
        "movements": (
            DayMovement(at, "GR-2026-00011", "JL-0451", "机油滤清器", "个", 30_000, 57_000, "孙仓管"),
            DayMovement(at, "GI-2026-00042", "YH-5W30", "全合成机油", "升", -4_600, -12_880, "孙仓管"),
        ),
        "later": 0,
    }
    return DayCloseSheet(**{**about, **more})


USUAL: dict[str, Any] = {"roll": roll(), "close": close()}
HUGE = Flow(*[999_999_999, 10**13] * 4)
HOSTILE: dict[str, Any] = {
    "roll": roll(
        group=LONG_NAME[:40],
        parts=(
            PartFlow(
                1, "W" * 40, LONG_NAME[:100] + BAD_NAME, LONG_NAME[:80], "标准箱套", LONG_NAME[:40], "", HUGE
            ),
        ),
        groups=tuple(by_group([part._replace(group=part.group + LONG_NAME[:40]) for part in PARTS])),
        total=HUGE,
    ),
    "close": close(
        note=LONG_NAME[:200],
        closed_by=BAD_NAME,
        movements=tuple(
            replace(one, document="9" * 40, code="W" * 40, name=LONG_NAME[:120], value_fen=-(10**13))
            for one in close().movements
        ),
        later=12,
    ),
}
EMPTY: dict[str, Any] = {
    "roll": roll(
        garage=Letterhead("诚信汽修"), imprint=Imprint("", NOW), parts=(), groups=(), kinds=(), total=NOTHING
    ),
    "close": close(kinds=(), movements=(), note="", closed_by=""),
}
FACTS = {
    "roll": {
        "en": ["Stock Roll-forward", "2026-10-01 to 2026-10-31", "5W-30 SP", "No group", "Sum: Outward"],
        "zh_CN": ["收发存表", "期初", "期末", "收入", "发出", "未分类", "4,551.15"],
    },
    "close": {
        "en": ["Daily Stock Close", "Value before", "¥7,521.20", "Change of the stock's value", "441.20"],
        "zh_CN": ["库存日结单", "结存金额", "¥7,521.20", "机油桶已核对", "孙仓管"],
    },
}


def test_a_thousand_parts_flow_over_pages_with_their_headings(printed) -> None:
    sheet = printed(roll(parts=PARTS * 60))
    assert sheet.pages() > 4
    for page in range(1, sheet.pages() - 1):
        assert "Opening" in sheet.text(page)
    assert "By kind" in sheet.text(sheet.pages())


def test_movements_after_the_close_are_said_on_it(printed) -> None:
    assert "3movementsofthisdaycameaftertheclose" in printed(close(later=3)).flat()
    assert "cameafter" not in printed(close()).flat()


def test_a_long_day_flows_over_pages(printed) -> None:
    one = close().movements[0]
    many = tuple(replace(one, at=one.at + timedelta(minutes=n)) for n in range(120))
    sheet = printed(close(movements=many))
    assert sheet.pages() > 2
    assert "Document" in sheet.text(2)


def test_files_are_called_after_their_papers() -> None:
    assert [file_name(document) for document in USUAL.values()] == [
        "roll-forward-20261001-20261031.pdf",
        "day-close-DC-20261121-7.pdf",
    ]
