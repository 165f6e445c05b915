"""What the papers say: totals, prices, cost, warranty, advice, and what stands in for what is missing."""

import io
import re
import sys
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

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
from garage.domain.documents_consent import DelayNotice, SupplementForm
from garage.domain.documents_quality import CompletionCertificate, InspectionSheet
from garage.domain.fault_clock import FaultClass
from garage.domain.labels import label
from garage.domain.money import format_plain, format_yuan
from garage.domain.orders import ConsentChannel
from garage.domain.quantities import format_hours
from garage.domain.vehicles import Fuel
from garage.domain.warranty import RepairCategory
from garage.i18n import LANGUAGES
from garage.reports.render import file_name, papers, render
from tests.reports.samples import (
    CAR,
    GARAGE,
    IMPRINT,
    NOW,
    RARE,
    answered_supplement,
    authorisation,
    gate_pass,
    issue_slip,
    job_card,
    labour,
    receipt,
    reception,
    settlement,
    supplement,
)
from tests.reports.samples_quality import certificate, inspection_sheet
from tests.reports.sets import hostile, many_lines, usual

MONEY = re.compile(r"\(?-?[\d,]+\.\d\d\)?")


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


def test_each_copy_of_the_issue_slip_is_marked_and_only_the_store_sees_the_cost(printed) -> None:
    pages = printed(issue_slip(cost=True), paper="A5").text().split("\f")[:3]
    assert [
        mark in page for page, mark in zip(pages, ("1 office", "2 workshop", "3 store"), strict=True)
    ] == [True] * 3
    assert ["Cost" in page for page in pages] == [False, False, True]
    assert [bool(MONEY.search(page)) for page in pages] == [False, False, True]
    assert all("Page 1 of 1" in page for page in pages)


def test_a_form_that_prints_through_its_parts_shows_no_cost(printed) -> None:
    words = printed(issue_slip(cost=True)).text()
    assert "Cost" not in words
    assert not MONEY.search(words)
    assert all(name in words for name in ("1 office", "2 workshop", "3 store"))


def test_without_the_right_to_costs_no_copy_has_them(printed) -> None:
    assert "Cost" not in printed(issue_slip(cost=False), paper="A5").text()


@pytest.mark.parametrize("paper", ["241x139.7", "A5"])
def test_serial_numbers_and_who_gave_and_took_stand_on_the_slip(printed, paper: str) -> None:
    slip = issue_slip()
    tracked = replace(slip.parts[0], serials=(("SN-001", "OLD-9"), ("SN-002", "")))
    words = printed(replace(slip, parts=(tracked,), note="B & <b>库</b>"), paper=paper).text()
    assert all(word in words for word in ("SN-001", "OLD-9", "SN-002", "B & <b>库</b>"))
    back = printed(issue_slip(is_return=True), paper=paper).text()
    signed = [line for line in back.splitlines() if "Returned by" in line]
    assert signed
    for line in signed:
        assert line.index("Returned by") < line.index(slip.received_by) < line.index("Taken in by")


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


def signature_lines(printed_words: str) -> list[str]:
    """What stands on each line that the customer signs on."""
    return [
        line.split("Customer's signature")[1].split("Date")[0].strip()
        for line in printed_words.splitlines()
        if "Customer's signature" in line
    ]


def test_a_supplement_answered_by_telephone_says_how_and_leaves_the_signature_empty(printed) -> None:
    phoned = replace(answered_supplement(), taken_by="张三")
    words = printed(phoned).text()
    [line] = signature_lines(words)
    assert line == ""
    assert "by phone" in words.lower()
    assert "王丽华, taken by 张三" in words
    signed = printed(replace(phoned, channel=ConsentChannel.SIGNED, note="")).text()
    assert signature_lines(signed) == ["王丽华"]
    assert "taken by" not in signed


def test_advice_declined_by_telephone_says_how_and_leaves_the_signature_empty(printed) -> None:
    slip = settlement()
    [first, *_rest] = [one for one in slip.advice if one.declined]
    advised = replace(first, signed_by="王丽华", declined_at=NOW)
    phoned = replace(advised, channel=ConsentChannel.PHONE, note="13800138000", taken_by="张三")
    words = printed(replace(slip, advice=(phoned,))).text()
    assert signature_lines(words)[0] == ""
    assert "王丽华, taken by 张三" in words
    assert signature_lines(printed(replace(slip, advice=(advised,))).text())[0] == "王丽华"


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


def test_the_reception_sheet_offers_every_fault_class_and_ticks_the_one_set(printed) -> None:
    words = printed(reception()).text()
    assert all(label(one) in words for one in FaultClass)

    def drawn(one: FaultClass | None) -> bytes:
        sheet = io.BytesIO(render(replace(reception(), fault_class=one), "en", "A4"))
        return bytes(PdfReader(sheet).pages[0].get_contents().get_data())

    assert drawn(None) == drawn(None)
    assert len({drawn(one) for one in (None, *FaultClass)}) == 1 + len(FaultClass)


def test_a_logo_is_printed_and_a_broken_one_is_left_out(tmp_path) -> None:
    from PIL import Image

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
        InspectionSheet: "A4",
        CompletionCertificate: "A4L",
        SupplementForm: "A5",
        DelayNotice: "A5",
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
        "inspection-WO-2026-00123.pdf",
        "certificate-QC-2026-00017.pdf",
        "certificate-QC-2026-00017.pdf",
        "supplement-WO-2026-00123-S1.pdf",
        "supplement-WO-2026-00123-S1.pdf",
        "delay-WO-2026-00123-D1.pdf",
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_certificate_with_its_card_is_one_page_also_when_words_are_long(printed, language: str) -> None:
    assert printed(certificate(), language).pages() == 1
    assert printed(hostile()["certificate"], language).pages() == 1


def test_what_is_known_only_at_the_gate_is_left_for_the_pen(printed) -> None:
    assert "86,432 km" not in printed(certificate()).text()
    left = replace(certificate(), left_on=date(2026, 11, 22), odometer_out_km=86_432)
    assert printed(left).text().count("86,432 km") == 2


def test_a_void_certificate_says_why(printed) -> None:
    void = replace(certificate(), imprint=replace(IMPRINT, voided=True), void_reason="车主姓名写错")
    assert "Void: 车主姓名写错" in printed(void).text()


def test_an_inspection_is_never_parted_between_two_pages(printed) -> None:
    sheet = printed(inspection_sheet())
    second = sheet.text(2)
    assert second.count("Standard") == second.count("Value or note")
    assert "Reported fault is gone" in second.split("Final inspection, round 2")[1]


def test_a_job_card_marks_what_a_supplement_added(printed) -> None:
    card = replace(job_card(), added=(job_card().lines[0].position,))
    assert printed(card).flat().count("[supplement]") == 1
    assert "[supplement]" not in printed(job_card()).flat()


def test_a_supplement_to_be_signed_has_no_answer_yet(printed) -> None:
    flat = printed(supplement()).flat()
    assert "Answer" not in flat
    assert "¥1,012.00" in flat


def test_a_supplement_that_is_no_matter_of_safety_does_not_say_so(printed) -> None:
    flat = printed(replace(supplement(), safety=False)).flat()
    assert "safety" not in flat
