"""Every document on every paper it can stand on: nothing outside what the printer reaches, nothing on another."""

import re
import subprocess
from dataclasses import replace
from html import unescape
from itertools import takewhile
from typing import NamedTuple

import pytest
from pypdf import PdfReader

from garage.domain.documents import Document, IssuedPart
from garage.domain.lines import LineKind, PartGrade
from garage.i18n import LANGUAGES
from garage.reports.papers import PAPERS, Paper
from garage.reports.pen import MM
from garage.reports.render import KINDS, papers
from tests.reports.conftest import Print
from tests.reports.samples import (
    CAR,
    IMPRINT,
    NOW,
    gate_pass,
    issue_slip,
    job_card,
    receipt,
    settlement,
    supplement,
)
from tests.reports.sets import ORDINARY, hostile, many_lines, usual

LONG = "前制动片陶瓷更换及制动盘研磨卡钳导向销清洁润滑含制动液更换与路试检查确认无误后交车复检"[:40]
NARROW_REACH = 72
"""Millimetres that an 80 mm roll is printed over."""
FORM_REACH = 210
"""Millimetres between the strips of a continuous form."""


class Word(NamedTuple):
    """A word on a page with its box, in points from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def eight() -> dict[str, Document]:
    """Jobs of eight lines, every other name forty characters long."""
    lines = tuple(replace(line, name=LONG) if place % 2 else line for place, line in enumerate(ORDINARY))
    parts = tuple(
        IssuedPart(
            f"06K-{place:05d}-AB", line.name, PartGrade.EQUIVALENT, "个", 1_000, "C-01-3", cost_fen=28_080
        )
        for place, line in enumerate(lines)
    )
    car = replace(CAR, model=LONG)
    return {
        "job_card": job_card(lines),
        "issue_slip": replace(issue_slip(), parts=parts, car=car),
        "settlement": settlement(lines),
        "receipt": replace(receipt(), payer=LONG),
        "exit_pass": replace(gate_pass(), car=car, approved_by="张三"),
        "supplement": replace(supplement(lines), answered_at=NOW),
    }


def three_hundred() -> dict[str, Document]:
    """Jobs of three hundred lines."""
    lines = many_lines(300)
    parts = tuple(
        IssuedPart(line.code, line.name, PartGrade.GENUINE, line.unit, line.qty_milli, "C-01")
        for line in lines
        if line.kind is LineKind.PART
    )
    return {
        "job_card": job_card(lines),
        "issue_slip": replace(issue_slip(), parts=parts),
        "settlement": settlement(lines),
    }


SETS = {"usual": usual(), "eight": eight(), "300": three_hundred(), "hostile": hostile()}
CASES = [
    (name, kind, paper)
    for name, documents in SETS.items()
    for kind, document in documents.items()
    for paper in papers(type(document))
]


def pages_of(sheet: Print) -> list[tuple[float, float, list[Word]]]:
    """Width, height and words of each page."""
    told = subprocess.run(
        ["pdftotext", "-bbox", str(sheet.path), "-"], capture_output=True, text=True, check=True
    ).stdout
    number = r'"([\d.-]+)"'
    found = []
    for page in told.split("<page ")[1:]:
        size = re.match(f"width={number} height={number}", page)
        assert size
        boxes = re.findall(
            f"<word xMin={number} yMin={number} xMax={number} yMax={number}>(.*?)</word>", page
        )
        words = [Word(*map(float, box[:4]), unescape(box[4])) for box in boxes]
        found.append((float(size[1]), float(size[2]), words))
    return found


def outside(paper: Paper, width: float, height: float, words: list[Word]) -> list[Word]:
    side = paper.side_mm * MM - 1
    return [
        word
        for word in words
        if word.left < side or word.right > width - side or word.top < 0 or word.bottom > height + 0.5
    ]


def collisions(words: list[Word]) -> list[tuple[Word, Word]]:
    """Pairs that share more than a line's leading."""
    met = []
    words = sorted(words, key=lambda word: word.top)
    for place, one in enumerate(words):
        for other in takewhile(lambda word, one=one: word.top < one.bottom, words[place + 1 :]):
            high = min(one.bottom, other.bottom) - other.top
            wide = min(one.right, other.right) - max(one.left, other.left)
            least = min(one.bottom - one.top, other.bottom - other.top)
            if wide > 1 and high > 0.45 * least:
                met.append((one, other))
    return met


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "kind", "paper"), CASES)
def test_nothing_is_cut_off_and_nothing_stands_on_another(
    printed, name: str, kind: str, paper: str, language: str
) -> None:
    for width, height, words in pages_of(printed(SETS[name][kind], language, paper)):
        assert words
        assert not outside(PAPERS[paper], width, height, words)
        assert not collisions(words)


def test_papers_keep_to_what_their_printers_reach() -> None:
    for paper in PAPERS.values():
        if paper.roll:
            assert paper.width_mm - 2 * paper.side_mm <= NARROW_REACH
        if paper.impact:
            assert paper.width_mm - 2 * paper.side_mm <= FORM_REACH


@pytest.mark.parametrize("paper", [paper.code for paper in PAPERS.values() if not paper.greys])
def test_pins_and_thermal_heads_get_black_and_white_only(printed, paper: str) -> None:
    documents = [document for document in usual().values() if paper in papers(type(document))]
    assert documents
    for document in documents:
        again = replace(document, imprint=replace(IMPRINT, copy=1))
        content = PdfReader(printed(again, "zh_CN", paper).path).pages[0].get_contents().get_data()
        greys = set(re.findall(rb"([\d.]+) [gG]\b", content))
        assert greys <= {b"0", b"1"}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_names_papers_that_exist(kind: str) -> None:
    about = KINDS[kind]
    assert set(about.papers) <= set(PAPERS)
    assert about.copies >= 1
    assert papers(about.document)[0] == about.papers[0], "one document has the same papers under every name"
