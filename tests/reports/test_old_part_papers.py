"""Papers of old parts: tags a scanner reads, lists that are signed, with names nobody should have."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from garage.domain.documents import Imprint, Letterhead
from garage.domain.documents_old_parts import (
    DisposalList,
    DisposedPart,
    OldPartEntry,
    OldPartList,
    OldPartTag,
    OldPartTags,
)
from garage.domain.old_parts import DisposalKind, Hazard, OldPartPurpose, OldPartState
from garage.i18n import LANGUAGES
from garage.reports.papers import PAPERS
from garage.reports.render import file_name
from tests.reports.samples import BAD_NAME, GARAGE, IMPRINT, LONG_NAME, NOW
from tests.reports.test_papers import collisions, outside, pages_of

TAG = OldPartTag(
    number="OP-2026-00007",
    order_no="WO-2026-00123",
    plate="沪A·D12345",
    vin="LSVAB4186E2184847",
    code="FDJ-90A",
    name="发电机总成",
    qty_milli=1_000,
    unit="台",
    serial="SN-77",
    fault="怠速时充电灯亮",
    odometer_km=86_412,
    removed_at=NOW,
    removed_by="李师傅",
    shelf="A-1",
    purpose=OldPartPurpose.CLAIM,
    hazard=None,
)
WORST = replace(
    TAG,
    code="Y" * 60,
    name=BAD_NAME + LONG_NAME[:100],
    unit="桶桶桶桶",
    serial="9" * 60,
    fault=LONG_NAME[:400],
    removed_by=LONG_NAME[:40],
    shelf="架" * 40,
    hazard=Hazard.TRACTION_BATTERY,
    purpose=OldPartPurpose.UNDECIDED,
    qty_milli=999_999_999,
)
DAY = date(2026, 11, 21)


def listed(**more: Any) -> OldPartList:
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "20261101-20261121",
        "first": date(2026, 11, 1),
        "last": DAY,
        "entries": (OldPartEntry(TAG, OldPartState.SHELVED, "A-1"),),
    }
    return OldPartList(**{**about, **more})


def handed(**more: Any) -> OldPartList:
    about = {"number": "WO-2026-00123", "order_no": "WO-2026-00123", "taken_by": "王女士", "handed_at": NOW}
    return listed(**{**about, "car": "沪A·D12345 · 大众 朗逸", **more})


def left(**more: Any) -> OldPartList:
    about = {"taken_by": "", "entries": (), "left": (OldPartEntry(TAG, OldPartState.TAGGED, ""),)}
    return handed(**{**about, "left_by": "王女士 · 签字", **more})


def twice() -> OldPartList:
    """Two people on two days."""
    first = OldPartEntry(TAG, OldPartState.RETURNED_CUSTOMER, "王女士", "王女士", NOW)
    second = replace(first, who="李先生", at=NOW + timedelta(days=5))
    return handed(entries=(first, second), taken_by="王女士, 李先生", handed_at=second.at)


def disposed(**more: Any) -> DisposalList:
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "DL-2026-00003",
        "kind": DisposalKind.HAZARDOUS,
        "at": NOW,
        "taker": "绿源环保",
        "licence_no": "粤危废031",
        "manifest_no": "4403-71",
        "weight_g": 18_600,
        "amount_fen": 12_000,
        "note": "上门回收",
        "keeper": "孙仓管",
        "parts": (DisposedPart(replace(TAG, hazard=Hazard.LEAD_BATTERY), "无再利用价值", "张三"),),
    }
    return DisposalList(**{**about, **more})


WORST_ENTRY = OldPartEntry(WORST, OldPartState.SCRAP_APPROVED, LONG_NAME[:60])
BARE = replace(
    TAG, vin="", code="", serial="", fault="", odometer_km=None, removed_by="", shelf="", plate="", unit=""
)
USUAL: dict[str, Any] = {
    "tags": OldPartTags(TAG.number, (TAG,)),
    "register": listed(),
    "handed": handed(),
    "left": left(),
    "disposal": disposed(),
}
CASES: dict[str, Any] = {
    **USUAL,
    "worst_tags": OldPartTags(TAG.number, (WORST, BARE)),
    "worst_register": listed(entries=(WORST_ENTRY,) * 3),
    "worst_handed": handed(entries=(WORST_ENTRY,), taken_by=LONG_NAME[:60], car=LONG_NAME[:80]),
    "twice_handed": twice(),
    "worst_left": left(
        entries=(WORST_ENTRY,) * 2,
        left=(WORST_ENTRY,) * 3,
        taken_by=LONG_NAME[:60],
        left_by=LONG_NAME[:80],
        car=LONG_NAME[:80],
    ),
    "worst_disposal": disposed(
        taker=LONG_NAME[:100],
        licence_no="9" * 60,
        note=LONG_NAME[:200],
        void_reason=BAD_NAME,
        amount_fen=10**12,
        parts=(DisposedPart(WORST, LONG_NAME[:200], LONG_NAME[:40]),) * 2,
    ),
    "empty_register": listed(garage=Letterhead("诚信汽修"), imprint=Imprint("", NOW), entries=()),
    "empty_disposal": disposed(kind=DisposalKind.SCRAP, weight_g=None, note="", keeper="", parts=()),
}
SIZES = {
    "tags": ("60x40", "70x50"),
    "register": ("A4L",),
    "handed": ("A4L",),
    "left": ("A4L",),
    "disposal": ("A4",),
}
PRINTED = [(name, paper) for name in CASES for paper in SIZES[name.rpartition("_")[2]]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "paper"), PRINTED)
def test_nothing_is_cut_off_and_nothing_stands_on_another(
    printed, name: str, paper: str, language: str
) -> None:
    for width, height, words in pages_of(printed(CASES[name], language, paper)):
        assert words
        assert not outside(PAPERS[paper], width, height, words)
        assert not collisions(words)


FACTS = {
    "tags": {
        "en": ["发电机总成×1台", "Off2026-11-21", "86,412km", "…184847", "李师傅", "Forthesupplier", "A-1"],
        "zh_CN": ["拆下2026-11-21", "返还供应商", "WO-2026-00123", "怠速时充电灯亮", "SN-77"],
    },
    "register": {
        "en": ["RegisterofOldParts", "OP-2026-00007", "Onitsshelf", "2026-11-01–2026-11-21"],
        "zh_CN": ["旧件登记表", "在架", "沪A·D12345"],
    },
    "handed": {"en": ["OldPartsHandedOver", "王女士"], "zh_CN": ["旧件交接单", "客户", "取走"]},
    "left": {
        "en": ["OldPartsLeftwiththeGarage", "leavesthemwiththegarage", "发电机总成", "Customer'ssignature"],
        "zh_CN": ["旧件留厂单", "留给本厂", "发电机总成", "托修方签字"],
    },
    "disposal": {
        "en": ["DisposalofOldParts", "18.6kg", "¥120.00", "Lead-acidbattery", "4403-71"],
        "zh_CN": ["旧件处置单", "铅酸蓄电池", "联单号", "粤危废031", "批准人张三"],
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", FACTS)
def test_a_paper_says_what_it_is_about_in_its_language(printed, kind: str, language: str) -> None:
    words = printed(USUAL[kind], language).flat()
    assert [fact for fact in FACTS[kind][language] if fact not in words] == []


@pytest.mark.parametrize("paper", ["60x40", "70x50"])
@pytest.mark.parametrize("tag", [TAG, WORST])
def test_a_scanner_reads_the_number_of_the_tag(printed, paper: str, tag: OldPartTag) -> None:
    sheet = printed(OldPartTags(tag.number, (tag, tag)), "en", paper)
    assert sheet.barcodes() == ["OP-2026-00007"]
    assert sheet.pages() == 2
    assert sheet.size_mm() == (PAPERS[paper].width_mm, PAPERS[paper].height_mm)


def test_a_list_of_hundreds_keeps_its_headings_and_is_signed_once(printed) -> None:
    made = printed(listed(entries=listed().entries * 300), "en")
    assert made.pages() > 5
    assert all("Mechanic" in made.text(page) for page in range(1, made.pages()))
    assert sum("Checked by" in made.text(page) for page in range(1, made.pages() + 1)) == 1


def test_files_are_called_after_their_papers() -> None:
    assert [file_name(document) for document in USUAL.values()] == [
        "old-part-tags-OP-2026-00007.pdf",
        "old-part-register-20261101-20261121.pdf",
        "old-parts-handed-over-WO-2026-00123.pdf",
        "old-parts-left-WO-2026-00123.pdf",
        "disposal-DL-2026-00003.pdf",
    ]


def test_parts_that_were_taken_on_two_days_stand_under_whoever_took_them(printed) -> None:
    said = printed(twice(), "en").flat()
    took = "Thecustomerhaslookedatthesereplacedpartsandtakesthemalong."
    assert f"王女士·2026-11-2117:42:{took}" in said
    assert f"李先生·2026-11-2617:42:{took}" in said
    assert "王女士·" not in printed(handed(), "en").flat()
