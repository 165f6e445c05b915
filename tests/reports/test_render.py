"""Every document, in both languages, read back from the produced file."""

import re
import sys
from dataclasses import replace

import pytest

from garage.domain.capitals import rmb_capitals
from garage.domain.documents import (
    AuthorisationForm,
    GatePass,
    IssueSlip,
    JobCard,
    PaymentReceipt,
    ReceptionSheet,
    SettlementSlip,
)
from garage.domain.money import format_plain, format_yuan
from garage.domain.quantities import format_hours
from garage.domain.vehicles import Fuel
from garage.domain.warranty import RepairCategory
from garage.i18n import LANGUAGES
from garage.reports.papers import PAPERS
from garage.reports.render import file_name, papers, render
from tests.reports.samples import (
    CAR,
    GARAGE,
    IMPRINT,
    LONG_NAME,
    NOW,
    RARE,
    authorisation,
    empty,
    gate_pass,
    hostile,
    issue_slip,
    job_card,
    labour,
    long,
    many_lines,
    part,
    receipt,
    reception,
    settlement,
    usual,
)

KINDS = list(usual())
ON_PAPERS = [(kind, paper) for kind, document in usual().items() for paper in papers(type(document))]
MONEY = re.compile(r"\(?-?[\d,]+\.\d\d\)?")

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
        "en": ["Issue Slip", "GI-2026-00045", "due", "3 store/workshop"],
        "zh_CN": ["领料单", "应交回", "280.80", "①存根", "②客户", "③仓库"],
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


def charged_rows(sheet) -> tuple[list[int], list[tuple[int, int, int]]]:
    """Last figures of the numbered rows, and (amount, discount, charged) of the subtotal rows, in fen."""

    def fen(words: str) -> int:
        return 0 if words == "–" else int(words.replace(",", "").replace(".", "").strip("()"))

    rows, subtotals = [], []
    for line in sheet.text().splitlines():
        words = line.split()
        if words[:1] == ["Subtotal"]:
            amount, discount, charged = map(fen, words[1:])
            subtotals.append((amount, discount, charged))
        elif words and words[0].isdigit() and len(words) > 3 and MONEY.fullmatch(words[-1]):
            rows.append(fen(words[-1]))
    return rows, subtotals


@pytest.mark.parametrize("lines", [None, many_lines(200)], ids=["usual", "200 lines"])
def test_the_totals_of_a_slip_are_the_sums_of_its_printed_lines(printed, lines) -> None:
    slip = settlement(lines) if lines else settlement()
    rows, subtotals = charged_rows(printed(slip))
    assert len(rows) == len(slip.lines)
    assert sum(rows) == sum(charged for _amount, _discount, charged in subtotals)
    assert sum(amount for amount, _discount, _charged in subtotals) == (
        slip.labour_fen + slip.parts_fen + slip.other_fen
    )
    assert sum(rows) - slip.order_discount_fen - slip.rounding_off_fen == slip.payable_fen
    assert format_yuan(slip.payable_fen) in printed(slip).text()


def test_the_totals_of_an_authorisation_are_the_sums_of_its_printed_lines(printed) -> None:
    form = authorisation()
    rows, _subtotals = charged_rows(printed(form))
    assert sum(rows) == form.total_fen


def test_a_line_that_is_not_charged_shows_its_amount_in_brackets_and_who_bears_it(printed) -> None:
    words = printed(settlement()).text()
    row = next(line for line in words.splitlines() if "(96.00)" in line)
    assert row.split()[-1] == "0.00"
    assert "Warranty rework" in words
    assert "Amounts in brackets are not charged" in words


def test_no_brackets_need_no_explanation(printed) -> None:
    assert "brackets" not in printed(settlement((labour(1, "四轮定位", 100),))).text()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lines", [None, many_lines(40)], ids=["usual", "40 lines"])
def test_a_job_card_has_no_prices(printed, lines, language: str) -> None:
    card = job_card(lines) if lines else job_card()
    for paper in papers(JobCard):
        words = printed(card, language, paper).text()
        assert not set("¥￥元") & set(words)
        amounts = {
            fen for line in card.lines for fen in (line.gross_fen, line.charged_fen, line.unit_price_fen)
        }
        assert not [fen for fen in amounts - {0} if format_plain(fen) in words]
        assert set(MONEY.findall(words)) <= {format_hours(line.hours_centi) for line in card.lines}


def test_cost_is_only_on_the_stock_copy(printed) -> None:
    assert "Cost" in printed(issue_slip(cost=True)).text()
    words = printed(issue_slip(cost=False)).text()
    assert "Cost" not in words
    assert not MONEY.search(words)


def test_the_slip_gives_each_warranty_its_own_sentence(printed) -> None:
    slip = replace(
        settlement(),
        warranty=((RepairCategory.ASSEMBLY_REPAIR, 20_000, 100), (RepairCategory.SERVICE_LEVEL_2, 5_000, 30)),
    )
    words = printed(slip).text()
    assert "Assembly overhaul: 20,000 km or 100 days" in words
    assert "Level-2 service: 5,000 km or 30 days" in words


def test_declined_advice_asks_for_a_signature_and_accepted_advice_does_not(printed) -> None:
    declined = printed(settlement()).text()
    assert declined.count("Customer's signature") == 2 + 1  # the last is that of the slip itself
    assert declined.count("necessary for safety") == 1
    taken = replace(settlement(), advice=settlement().advice[2:])
    assert printed(taken).text().count("Customer's signature") == 1


def test_only_new_energy_cars_read_about_the_battery(printed) -> None:
    assert "Battery, motor" not in printed(settlement()).text()
    head = settlement().head
    electric = replace(settlement(), head=replace(head, car=replace(CAR, fuel=Fuel.ELECTRIC)))
    assert "Battery, motor" in printed(electric).text()


def test_an_estimate_becomes_an_authorisation_with_its_number(printed) -> None:
    estimate = printed(authorisation(number="")).text()
    assert "authorise this repair" not in estimate
    assert "Consent given" not in estimate
    signed = printed(authorisation()).text()
    assert "authorise this repair" in signed
    assert "Consent given 2026-11-21 09:40" in signed


def test_capitals_and_figures_say_the_same(printed) -> None:
    for fen in (1, 100_000, 10_703_053):
        words = printed(replace(receipt(), total_fen=fen)).flat()
        assert rmb_capitals(fen) in words
        assert format_yuan(fen) in words


def test_an_unmarked_car_is_said_to_have_no_damage(printed) -> None:
    assert "No damage was marked." in printed(replace(reception(), marks=())).text()


def test_a_logo_is_printed_and_a_broken_one_is_left_out(tmp_path) -> None:
    import io

    from PIL import Image
    from pypdf import PdfReader

    stream = io.BytesIO()
    Image.new("RGB", (300, 100), "navy").save(stream, "PNG")
    for document in (settlement(), receipt(), gate_pass()):
        for logo, count in ((stream.getvalue(), 1), (b"no picture", 0)):
            file = render(replace(document, garage=replace(GARAGE, logo=logo)), "en")
            assert len(PdfReader(io.BytesIO(file)).pages[0].images) == count


def test_papers_are_refused_to_documents_they_do_not_suit() -> None:
    with pytest.raises(ValueError, match="80mm"):
        render(settlement(), "en", "80mm")


def test_each_kind_of_document_has_a_usual_paper() -> None:
    usual_papers = {kind: papers(kind)[0] for kind in map(type, usual().values())}
    assert usual_papers == {
        ReceptionSheet: "A4",
        AuthorisationForm: "A4",
        JobCard: "A5",
        IssueSlip: "241x139.7",
        SettlementSlip: "A4",
        PaymentReceipt: "241x93.1",
        GatePass: "A6",
    }


def test_files_are_named_after_document_and_number() -> None:
    assert [file_name(document) for document in usual().values()] == [
        "reception-WO-2026-00123.pdf",
        "authorisation-WO-2026-00123-A1.pdf",
        "estimate-WO-2026-00123.pdf",
        "job-card-WO-2026-00123.pdf",
        "issue-slip-GI-2026-00045.pdf",
        "return-slip-GB-2026-00007.pdf",
        "settlement-ST-2026-00001.pdf",
        "receipt-RC-2026-00031.pdf",
        "exit-pass-EP-2026-00029.pdf",
    ]


def test_a_free_exit_says_that_nothing_is_to_pay(printed) -> None:
    assert "Nothing to pay" in printed(replace(gate_pass(), kind="FREE")).text()


def test_an_unknown_rare_character_prints_as_a_box(printed) -> None:
    assert "吉□" in printed(replace(receipt(), payer=f"吉{RARE}")).flat()


def test_reportlab_is_loaded_at_the_first_paper_only() -> None:
    import subprocess

    code = "import sys, garage.reports.render; sys.exit('reportlab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_moment_of_printing_is_that_of_the_imprint(printed) -> None:
    later = replace(IMPRINT, printed_at=NOW.replace(hour=8, minute=1))
    assert "2026-11-21 08:01" in printed(replace(gate_pass(), imprint=later)).text()
