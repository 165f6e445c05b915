"""Jobs of everyday size waste no sheet: one page, nothing too small to read or to sign."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from garage.domain.documents import JobCard
from garage.domain.lines import PartGrade
from garage.domain.orders import Priority
from garage.i18n import LANGUAGES, words
from garage.reports.papers import A4, PAPERS
from garage.reports.pen import MM
from garage.reports.pieces import notes, signatures
from garage.reports.render import render
from garage.reports.tables import described
from garage.reports.text import Style
from tests.reports.samples import HEAD, LINES, authorisation, job_card, settlement
from tests.reports.sets import many_lines, ordinary


def least_type(file: bytes) -> float:
    """Points of the smallest letters in a PDF."""
    sizes = []

    def seen(_text: str, _cm: object, _tm: object, _font: object, size: float) -> None:
        sizes.append(size)

    for page in PdfReader(io.BytesIO(file)).pages:
        page.extract_text(visitor_text=seen)
    return min(size for size in sizes if size)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(ordinary()))
def test_a_job_of_eight_lines_is_one_page(printed, kind: str, language: str) -> None:
    sheet = printed(ordinary()[kind], language)
    assert sheet.pages() == 1
    flat = sheet.flat()
    for line in ordinary()[kind].lines:
        assert line.name in flat
        assert line.spec.replace(" ", "") in flat
        assert line.code.replace(" ", "") in flat


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(ordinary()))
def test_an_everyday_paper_has_no_type_below_seven_points(kind: str, language: str) -> None:
    assert least_type(render(ordinary()[kind], language)) >= 6.99


@pytest.mark.parametrize("language", LANGUAGES)
def test_parts_of_long_grades_still_leave_a_slip_of_one_page(printed, language: str) -> None:
    lines = tuple(
        replace(line, grade=PartGrade.EQUIVALENT) if line.grade else line
        for line in ordinary()["settlement"].lines
    )
    for document in (settlement(lines), authorisation(lines), job_card(lines)):
        assert printed(document, language).pages() == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("priority", [Priority.NORMAL, Priority.WAITING])
def test_four_works_and_four_parts_with_a_long_complaint_fit_one_job_card(
    printed, priority: Priority, language: str
) -> None:
    head = replace(HEAD, complaint=HEAD.complaint + "空调不够冷，请一并检查。")
    card: JobCard = replace(job_card(LINES[:8]), head=head, priority=priority)
    sheet = printed(card, language)
    assert sheet.pages() == 1
    assert "空调不够冷" in sheet.flat()


def test_body_type_has_eight_points_and_small_type_seven() -> None:
    assert min(paper.body.size for paper in PAPERS.values()) >= 8
    assert min(paper.small.size for paper in PAPERS.values()) >= 7


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_a_line_to_sign_on_leaves_eight_millimetres_for_the_hand(paper) -> None:
    lines = signatures(paper, [("Customer", "")], words("en"), dated=True)
    assert lines.height(paper.inner) >= 8 * MM


def test_a_specification_stands_beside_its_part_as_long_as_the_line_has_room() -> None:
    alone = described(A4, "前制动片", "").block
    both = described(A4, "前制动片", "陶瓷 4片/套").block
    assert both.height(120) == alone.height(120)
    assert both.height(60) == pytest.approx(alone.height(60) + A4.small.line_height)


def test_terms_in_two_columns_are_of_like_height() -> None:
    style = Style(7)
    lines = ["条" * 100, "款", "款", "款", "款"]
    width = 14 + 2 * 30 * style.size
    assert notes(style, lines, halved=True).height(width) < 0.7 * notes(style, lines).height(width)


@pytest.mark.parametrize("language", LANGUAGES)
def test_forty_lines_repeat_their_headings_and_keep_rows_with_the_totals(printed, language: str) -> None:
    slip = settlement(many_lines(40))
    sheet = printed(slip, language)
    due, subtotal = {"en": ("Payable", "Subtotal"), "zh_CN": ("应付金额", "小计")}[language]
    pages = [sheet.text(page) for page in range(1, sheet.pages() + 1)]
    assert 2 <= len(pages) <= 4
    last = next(page for page in pages if due in page)
    assert last.index(subtotal) < last.index(due)
