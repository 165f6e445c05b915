"""Every document, in both languages, read back from the produced file."""

import re
from dataclasses import replace

import pytest

from garage.domain.documents import (
    PaymentReceipt,
)
from garage.i18n import LANGUAGES
from garage.reports.papers import PAPERS
from garage.reports.render import papers
from tests.reports.samples import (
    GARAGE,
    IMPRINT,
    LONG_NAME,
    labour,
    part,
    receipt,
    settlement,
)
from tests.reports.sets import empty, hostile, long, usual

KINDS = list(usual())
ON_PAPERS = [(kind, paper) for kind, document in usual().items() for paper in papers(type(document))]

KEY_FACTS = {
    "reception": {
        "en": ["Reception Sheet", "Scratch", "Spare tyre", "km left", "86,412 km", "LSVAB4186E2184847"],
        "zh_CN": ["接车登记表", "划痕", "备胎", "剩余公里", "86,412 km", "左前门，长约 10 cm", "苏B·12345"],
    },
    "authorisation": {
        "en": [
            "Repair Authorisation",
            "Estimated total",
            "¥1,406.60",
            "WeChat Pay",
            "Customer",
            "2026-11-21 17:30",
        ],
        "zh_CN": [
            "维修委托书",
            "预算合计",
            "人民币壹仟肆佰零陆元陆角整",
            "增项",
            "旧件",
            "路试",
            "超出预算 10%",
        ],
    },
    "estimate": {"en": ["Estimate", "WO-2026-00123", "¥1,406.60"], "zh_CN": ["维修估价单", "不作为维修委托"]},
    "job_card": {
        "en": ["Job Card", "Customer waits", "Self-check", "Final inspection", "do not touch"],
        "zh_CN": ["派工单", "客户等候", "班组长检验", "返工", "不得触动", "赵铁柱、孙小明", "A-01-3"],
    },
    "issue_slip": {
        "en": ["Issue Slip", "GI-2026-00045", "due", "3 store (yellow)"],
        "zh_CN": ["领料单", "应交回", "①存根", "②车间", "③仓库"],
    },
    "return_slip": {"en": ["Return Slip", "Taken in by"], "zh_CN": ["退料单", "退料人", "收料人"]},
    "settlement": {
        "en": [
            "Settlement Slip",
            "(96.00)",
            "Warranty rework",
            "¥1,356.00",
            "2,000 km or 10 days",
            "[Safety]",
        ],
        "zh_CN": [
            "机动车维修费用结算清单",
            "人民币壹仟叁佰伍拾陆元整",
            "抹零",
            "同质件",
            "2,000 公里或 10 日",
            "托修方签字",
            "400-800-1234",
            "2027-05-21 / 91,400 km",
            "工作日 18:00–20:00",
        ],
    },
    "receipt": {
        "en": ["Payment Receipt", "Cash ¥400.00", "WeChat Pay ¥987.00", "¥1,387.00", "Change"],
        "zh_CN": ["收款收据", "人民币壹仟叁佰捌拾柒元整", "找零", "¥100.00"],
    },
    "exit_pass": {
        "en": ["Exit Pass", "Paid in full", "184847", "Valid on 2026-11-21 only, once"],
        "zh_CN": ["车辆出门证", "结清放行", "184847", "当日一次有效", "苏B·12345"],
    },
    "inspection_sheet": {
        "en": [
            "Inspection Sheet",
            "Sent back1 ×",
            "Final inspection, round 2",
            "60 km/h",
            "86,419 km",
            "赵铁柱",
        ],
        "zh_CN": ["维修质量检验单", "总检（第2次）", "故障码P0121", "路试后里程", "返工要求"],
    },
    "certificate": {
        "en": [
            "Completion Certificate",
            "for the customer",
            "kept by the garage",
            "Warranty card",
            "5,000 km or 30 days",
        ],
        "zh_CN": [
            "机动车维修竣工出厂合格证",
            "正联",
            "副联",
            "质量保证卡",
            "该车按维修合同维修，经检验合格，准予出厂。",
            "返修记录",
            "样式",
            "5,000 公里或 30 日",
        ],
    },
    "minor_certificate": {"en": ["Minor Repair Certificate"], "zh_CN": ["机动车小修合格证"]},
    "supplement": {
        "en": ["Supplement Form", "WO-2026-00123-S1", "21.3 mm", "¥2,418.60", "2026-11-22 11:00", "safety"],
        "zh_CN": [
            "增项确认单",
            "人民币贰仟肆佰壹拾捌元陆角整",
            "同意",
            "不同意：安全风险已告知",
            "涉及行车安全",
        ],
    },
    "answered_supplement": {
        "en": ["agreed", "declined", "¥940.00", "¥2,346.60", "Answered 2026-11-21 17:42", "Explained:"],
        "zh_CN": ["不同意", "¥2,346.60", "已告知：制动液含水量过高", "王丽华"],
    },
    "delay": {
        "en": ["Delay Notice", "2026-11-22 11:00", "2026-11-21 17:30", "By phone", "138 0013 8000"],
        "zh_CN": ["延期交车告知单", "2026-11-22 11:00", "配件供应商送货延误"],
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_says_what_it_is_for(printed, kind: str, language: str) -> None:
    words = printed(usual()[kind], language).flat()
    missing = [fact for fact in KEY_FACTS[kind][language] if "".join(fact.split()) not in words]
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_names_garage_operator_time_and_page(printed, kind: str, language: str) -> None:
    words = printed(usual()[kind], language).flat()
    assert GARAGE.name in words
    assert f"{IMPRINT.operator}2026-11-2117:42" in words
    assert ("第1页/共" if language == "zh_CN" else "Page1of") in words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "paper"), ON_PAPERS)
def test_fonts_are_ours_embedded_and_subset(printed, kind: str, paper: str, language: str) -> None:
    fonts = printed(usual()[kind], language, paper).fonts()
    assert fonts
    for row in fonts:
        assert re.fullmatch(r"[A-Z]{6}\+NotoSansSC-(Regular|Bold)", row[0])
        assert row[-5:-2] == ["yes", "yes", "yes"]  # embedded, subset, with a map back to Unicode


@pytest.mark.parametrize(("kind", "paper"), ON_PAPERS)
def test_the_barcode_is_the_printed_number(printed, kind: str, paper: str) -> None:
    number = {
        "reception": "WO-2026-00123",
        "authorisation": "WO-2026-00123-A1",
        "estimate": "WO-2026-00123",
        "job_card": "WO-2026-00123",
        "issue_slip": "GI-2026-00045",
        "return_slip": "GB-2026-00007",
        "settlement": "ST-2026-00001",
        "receipt": "RC-2026-00031",
        "exit_pass": "EP-2026-00029",
        "inspection_sheet": "WO-2026-00123",
        "certificate": "QC-2026-00017",
        "minor_certificate": "QC-2026-00017",
        "supplement": "WO-2026-00123-S1",
        "answered_supplement": "WO-2026-00123-S1",
        "delay": "WO-2026-00123-D1",
    }[kind]
    sheet = printed(usual()[kind], "en", paper)
    assert sheet.barcodes() == [number]
    assert number in sheet.text()


@pytest.mark.parametrize(("kind", "paper"), ON_PAPERS)
def test_the_page_has_the_size_of_its_paper(printed, kind: str, paper: str) -> None:
    wide, high = printed(usual()[kind], "en", paper).size_mm()
    assert wide == pytest.approx(PAPERS[paper].width_mm, abs=0.2)
    if PAPERS[paper].height_mm:
        assert high == pytest.approx(PAPERS[paper].height_mm, abs=0.2)
    else:
        assert 60 < high < 300


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(empty()))
def test_empty_fields_leave_a_form_of_one_page(printed, kind: str, language: str) -> None:
    assert printed(empty()[kind], language).pages() == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(hostile()))
def test_names_with_markup_controls_and_emoji_print_as_typed(printed, kind: str, language: str) -> None:
    document = hostile()[kind]
    for paper in papers(type(document)):
        words = printed(document, language, paper).flat()
        assert '<b>&"王</b>□□某某' in words


def test_a_name_of_500_characters_wraps_and_is_complete(printed) -> None:
    slip = settlement((labour(1, LONG_NAME, 100), part(2, "X" * 500, 1_000, 100)))
    words = printed(slip).flat()
    assert words.count("前制动片(陶瓷)更换") == 13
    assert words.count("X") == 500


def test_copied_text_has_rare_standard_characters_above_the_bmp(printed) -> None:
    character = "\U0002b5af"
    words = printed(replace(receipt(), payer=f"陈{character}")).flat()
    assert f"陈{character}" in words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(long()))
def test_two_hundred_lines_flow_over_pages_with_their_headings(printed, kind: str, language: str) -> None:
    sheet = printed(long()[kind], language)
    count = sheet.pages()
    assert count > 4
    heads = {"zh_CN": ("序号", f"第{{}}页/共{count}页"), "en": ("No.", f"Page{{}}of{count}")}[language]
    for page in range(1, count + 1):
        words = "".join(sheet.text(page).split())
        assert heads[1].format(page) in words
        assert heads[0] in words or page == count  # the last may hold notes and signatures alone


@pytest.mark.parametrize("language", LANGUAGES)
def test_reprints_and_voided_papers_say_so(printed, language: str) -> None:
    voided = replace(receipt(), imprint=replace(IMPRINT, copy=2, voided=True), void_reason="金额录错")
    for paper in papers(PaymentReceipt):
        words = printed(voided, language, paper).flat()
        assert {"zh_CN": "重印2", "en": "Reprint2"}[language] in words
        assert set({"zh_CN": "作废", "en": "VOID"}[language]) <= set(words)
        assert "金额录错" in words
    first = printed(receipt(), language).flat()
    assert {"zh_CN": "重印", "en": "Reprint"}[language] not in first
