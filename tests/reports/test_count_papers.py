"""Papers of counting: what they say, blind or not, on every paper, with names nobody should have."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from garage.domain.documents import Imprint, Letterhead
from garage.domain.documents_stocktakes import (
    CountSheet,
    DifferenceEntry,
    DifferenceList,
    SheetEntry,
    WriteOffSlip,
    WrittenOffGoods,
)
from garage.domain.stocktakes import CountScope, StocktakeState
from garage.reports.render import file_name
from tests.reports.samples import BAD_NAME, GARAGE, IMPRINT, LONG_NAME, NOW

SNAPSHOT = datetime(2026, 11, 21, 8, 30)


def sheet(**more: Any) -> CountSheet:
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "TK-2026-00004",
        "scope": CountScope.BIN,
        "scope_text": "A-",
        "snapshot_at": SNAPSHOT,
        "blind": False,
        "begun_by": "孙仓管",
        "note": "双十一后抽盘",
        "lines": (
            SheetEntry("A-01", "JL-0451", "机油滤清器", "W7", "个", 60_000, None),
            SheetEntry("A-02", "ZD-F01", "前制动片（陶瓷）", "", "套", 10_000, 9_500),
        ),
    }
    return CountSheet(**{**about, **more})


def differences(**more: Any) -> DifferenceList:
    lines = (
        DifferenceEntry(
            "A-01", "JL-0451", "机油滤清器", "W7", "个", 60_000, 58_000, -3_000, "领料未开单", "孙仓管"
        ),
        DifferenceEntry("B-02", "YS-26", "雨刮片 26 寸", "", "支", 18_000, 19_000, 3_500, "货架后面", "李"),
    )
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "TK-2026-00001",
        "scope": CountScope.ROLLING,
        "scope_text": "90",
        "state": StocktakeState.POSTED,
        "snapshot_at": SNAPSHOT,
        "posted_at": NOW,
        "parts": 14,
        "counted": 12,
        "lines": lines,
        "gain_fen": 3_500,
        "loss_fen": -3_000,
        "counters": ("孙仓管", "李"),
        "reviewed_by": "王班长",
        "approved_by": "张三",
        "note": "",
    }
    return DifferenceList(**{**about, **more})


def slip(**more: Any) -> WriteOffSlip:
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "WF-2026-00002",
        "at": NOW,
        "reason": "过期变质",
        "note": "保质期到 2026-08",
        "lines": (WrittenOffGoods("B-04", "FDY-4L", "防冻液 4L", "-35℃", "桶", 2_000, 11_200),),
        "value_fen": 11_200,
        "keeper": "孙仓管",
        "approved_by": "张三",
    }
    return WriteOffSlip(**{**about, **more})


USUAL: dict[str, Any] = {
    "sheet": sheet(),
    "blind": sheet(blind=True, lines=tuple(replace(line, book_milli=None) for line in sheet().lines)),
    "differences": differences(),
    "slip": slip(),
}
LONG = LONG_NAME[:120]
HOSTILE: dict[str, Any] = {
    "sheet": sheet(
        garage=replace(GARAGE, name=LONG_NAME[:60] + BAD_NAME),
        scope=CountScope.GROUP,
        scope_text=BAD_NAME,
        begun_by=LONG_NAME[:40],
        note=LONG_NAME[:200],
        lines=(SheetEntry("9" * 40, "Y" * 60, LONG, LONG_NAME[:80], "桶桶桶桶", 999_999_999, 999_999_999),),
    ),
    "differences": differences(
        garage=replace(GARAGE, name=LONG_NAME[:60] + BAD_NAME),
        note=f"{BAD_NAME}{LONG}",
        counters=(LONG_NAME[:40],) * 4,
        gain_fen=10**12,
        loss_fen=-(10**12),
        lines=(
            DifferenceEntry(
                "9" * 40, "Y" * 60, LONG, LONG, "桶桶桶", 999_999_999, 0, -(10**12), LONG, LONG_NAME[:40]
            ),
        ),
    ),
    "slip": slip(
        reason=LONG_NAME[:200],
        note=f"{BAD_NAME}{LONG}",
        reverse_reason=LONG_NAME[:200],
        approved_by=LONG_NAME[:40],
        value_fen=10**12,
        lines=(WrittenOffGoods("9" * 40, "Y" * 60, LONG, LONG, "桶桶桶", 999_999_999, 10**12),),
    ),
}
BARE = Letterhead("诚信汽修")
EMPTY: dict[str, Any] = {
    "sheet": sheet(garage=BARE, imprint=Imprint("", NOW), note="", begun_by="", lines=()),
    "differences": differences(
        garage=BARE,
        lines=(),
        gain_fen=None,
        loss_fen=None,
        counters=(),
        reviewed_by="",
        approved_by="",
        posted_at=None,
    ),
    "slip": slip(garage=BARE, reason="", note="", lines=(), value_fen=None, keeper="", approved_by=""),
}
FACTS = {
    "sheet": {
        "en": ["Count Sheet", "Bin A-", "In the books", "9.5", "write 0 where nothing lies", "孙仓管"],
        "zh_CN": ["盘点表", "库位A-", "账面数", "实盘数", "盘点人", "快照2026-11-2108:30"],
    },
    "blind": {"en": ["Count Sheet (blind)", "Counted again"], "zh_CN": ["盘点表（盲盘）", "复盘数"]},
    "differences": {
        "en": ["Count Differences", "Not counted for 90 days", "12 of 14", "−30.00", "+5.00", "领料未开单"],
        "zh_CN": ["盘点差异表", "90天未盘", "盘盈", "+35.00", "孙仓管、李", "批准人张三"],
    },
    "slip": {"en": ["Write-off", "112.00", "2 approver"], "zh_CN": ["报损单", "②审批", "过期变质"]},
}


def test_a_blind_sheet_says_nothing_of_the_books(printed) -> None:
    words = printed(USUAL["blind"]).flat()
    assert "Inthebooks" not in words
    assert "60" not in words


def test_whoever_may_not_see_costs_prints_none(printed) -> None:
    bare = tuple(replace(line, value_fen=None) for line in differences().lines)
    words = printed(differences(lines=bare, gain_fen=None, loss_fen=None)).flat()
    assert "30.00" not in words
    assert "Value" not in words
    goods = tuple(replace(line, value_fen=None) for line in slip().lines)
    assert "112.00" not in printed(slip(lines=goods, value_fen=None)).flat()


def test_what_is_not_posted_yet_says_so_and_a_count_without_difference_too(printed) -> None:
    words = printed(differences(state=StocktakeState.REVIEWED, lines=(), posted_at=None)).flat()
    assert "notposted" in words
    assert "Whatwascountediswhatthebookssaid" in words


def test_a_thousand_parts_flow_over_pages_with_their_headings_and_are_signed_once(printed) -> None:
    made = printed(sheet(lines=sheet().lines * 500))
    assert made.pages() > 15
    assert all("In the" in made.text(page) for page in range(1, made.pages()))
    assert sum("Checked by" in made.text(page) for page in range(1, made.pages() + 1)) == 1


def test_files_are_called_after_their_papers() -> None:
    assert [file_name(USUAL[kind]) for kind in ("sheet", "differences", "slip")] == [
        "count-sheet-TK-2026-00004.pdf",
        "count-differences-TK-2026-00001.pdf",
        "write-off-WF-2026-00002.pdf",
    ]
