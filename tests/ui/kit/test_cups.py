"""Papers given to a real print system: what leaves the queue is what was on screen."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from garage.domain.documents import Document
from garage.errors import MachineError
from garage.reports.papers import PAPERS
from garage.reports.pen import MM
from garage.reports.render import papers, render
from garage.ui.kit import print_system, printing
from tests.cups_server import PrintServer
from tests.reports.samples import receipt, settlement
from tests.reports.sets import many_lines, usual

DPI = 300
"""As fine as Qt's queue of 1200 dots is painted."""
SHEETS = {paper: document for document in usual().values() for paper in papers(type(document))}
"""A document for each paper."""

PAINT = """
import json, sys
from pathlib import Path
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from garage.ui.kit import print_system, printing

app = QApplication([])
printer = QPrinter(QPrinter.PrinterMode.HighResolution)
printer.setPrinterName("Office")
pdf = printing.open_pdf(Path(sys.argv[1]).read_bytes())
job = printing.Job("Office", 2, 1, pdf.document.pageCount(), "Slip")
printing.paint(pdf, printer, job, lambda done, total: True)
print(json.dumps(print_system.printer_names()))
"""
"""Qt asks for the print system once in a process: this one has it from its environment."""


@pytest.fixture
def cups(print_server: PrintServer, monkeypatch: pytest.MonkeyPatch, qapp: object) -> PrintServer:
    monkeypatch.setenv("CUPS_SERVER", print_server.environment["CUPS_SERVER"])
    return print_server


def pdf_of(document: Document, paper: str) -> printing.OpenPdf:
    return printing.open_pdf(render(document, "zh_CN", paper))


def send(pdf: printing.OpenPdf, queue: str = "Office", copies: int = 1, first: int = 1, last: int = 0) -> str:
    last = last or pdf.document.pageCount()
    return print_system.send_by_lp(pdf, printing.Job(queue, copies, first, last, "结算清单 ST-2026-00001"))


def words(page: object) -> str:
    return "".join(page.extract_text().split())


def barcode(path: Path, dpi: int = 203) -> tuple[str, object]:
    """What a scanner reads on the first sheet, by default as a thermal printer draws it, and its length in mm."""
    target = path.with_suffix("")
    subprocess.run(["pdftoppm", "-r", str(dpi), "-singlefile", "-gray", str(path), str(target)], check=True)
    with Image.open(target.with_suffix(".pgm")) as image:
        (code,) = zxingcpp.read_barcodes(image)
    left, right = code.position.top_left, code.position.top_right
    dots = ((left.x - right.x) ** 2 + (left.y - right.y) ** 2) ** 0.5
    return code.text, pytest.approx(dots * 25.4 / dpi, abs=0.4)


@pytest.mark.parametrize("paper", SHEETS)
def test_letters_arrive_as_letters_on_a_sheet_of_the_right_size(cups: PrintServer, paper: str) -> None:
    pdf = pdf_of(SHEETS[paper], paper)
    with cups.arrival() as sheet:
        assert send(pdf) == ""
    page = PdfReader(sheet).pages[0]
    before = PdfReader(io.BytesIO(pdf.data)).pages[0]
    assert words(page) == words(before)
    assert not page.images
    fonts = subprocess.run(["pdffonts", str(sheet)], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in fonts.splitlines()[2:]]
    assert rows
    assert {(row[0].partition("+")[2].partition("-")[0], row[1], row[-5]) for row in rows} == {
        ("NotoSansSC", "TrueType", "yes")
    }
    size = (float(page.mediabox.width), float(page.mediabox.height))
    wanted = (float(before.mediabox.width), float(before.mediabox.height))
    continuous = PAPERS[paper].impact or PAPERS[paper].roll
    laid = wanted if continuous else tuple(sorted(wanted))  # cut sheets lie upright in the printer
    assert size == pytest.approx(laid, abs=1)
    if PAPERS[paper].impact:
        assert size[1] == round(PAPERS[paper].height_mm * MM), "a form that is too short creeps"


@pytest.mark.parametrize("paper", ["A5", "80mm", "241x93.1"])
def test_the_printed_barcode_is_read_and_as_wide_as_it_was_drawn(
    cups: PrintServer, tmp_path: Path, paper: str
) -> None:
    pdf = pdf_of(SHEETS[paper], paper)
    (tmp_path / "paper.pdf").write_bytes(pdf.data)
    with cups.arrival() as sheet:
        send(pdf)
    assert barcode(sheet) == barcode(tmp_path / "paper.pdf")


def test_copies_come_in_sets(cups: PrintServer) -> None:
    pdf = pdf_of(settlement(many_lines(40)), "A4")
    count = pdf.document.pageCount()
    with cups.arrival() as sheet:
        send(pdf, copies=2)
    pages = [words(page) for page in PdfReader(sheet).pages]
    assert count > 1
    assert pages == pages[:count] * 2
    assert len(set(pages)) == count


def test_only_the_wanted_pages_are_printed(cups: PrintServer) -> None:
    pdf = pdf_of(settlement(many_lines(100)), "A4")
    with cups.arrival() as sheet:
        send(pdf, first=2, last=3)
    all_pages = [words(page) for page in PdfReader(io.BytesIO(pdf.data)).pages]
    assert [words(page) for page in PdfReader(sheet).pages] == all_pages[1:3]


@pytest.mark.parametrize(("queue", "reason"), [("Off", "Paused"), ("Full", "Rejecting Jobs")])
def test_a_queue_that_is_off_or_refuses_says_so_and_gets_nothing(
    cups: PrintServer, queue: str, reason: str
) -> None:
    with pytest.raises(MachineError) as caught:
        send(pdf_of(receipt(), "80mm"), queue)
    assert caught.value.text == f"“{queue}” is stopped and takes nothing."
    assert list(caught.value.details.values()) == [reason]
    assert not cups.ask("lpstat", "-o", queue)


def test_a_printer_without_paper_gets_the_document_and_says_what_it_waits_for(cups: PrintServer) -> None:
    with cups.arrival("Hungry"):
        assert send(pdf_of(receipt(), "80mm"), "Hungry") == "it has no paper"


def test_a_queue_that_is_gone_is_told_in_the_words_of_the_print_system(cups: PrintServer) -> None:
    with pytest.raises(MachineError) as caught:
        send(pdf_of(receipt(), "80mm"), "Gone")
    assert caught.value.text == "“Gone” does not print."
    assert "does not exist" in str(caught.value.details)


def test_without_a_print_system_nothing_is_lost(
    cups: PrintServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "no.sock"))
    with pytest.raises(MachineError, match="does not print"):
        send(pdf_of(receipt(), "80mm"))


@pytest.mark.parametrize("paper", ["A5", "80mm"])
def test_painted_pages_arrive_dot_for_dot(cups: PrintServer, tmp_path: Path, paper: str) -> None:
    pdf = pdf_of(SHEETS[paper], paper)
    (tmp_path / "paper.pdf").write_bytes(pdf.data)
    with cups.arrival() as sheet:
        told = subprocess.run(
            [sys.executable, "-c", PAINT, tmp_path / "paper.pdf"],
            env={**cups.environment, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            check=True,
        )
    assert json.loads(told.stdout) == ["Office", "Full", "Hungry", "Off"]
    pages = PdfReader(sheet).pages
    assert len(pages) == 2 * pdf.document.pageCount()
    (picture,) = pages[0].images
    assert picture.indirect_reference.get_object()["/Filter"] == "/FlateDecode"
    assert picture.image.convert("RGB").tobytes() == on_screen(pdf).tobytes()
    assert barcode(sheet, DPI) == barcode(tmp_path / "paper.pdf", DPI)


def on_screen(pdf: printing.OpenPdf) -> Image.Image:
    """The first page as Qt draws it, on white."""
    dots = (pdf.document.pagePointSize(0) * (DPI / 72)).toSize()
    sheet = QImage(dots, QImage.Format.Format_RGB888)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    painter.drawImage(0, 0, pdf.document.render(0, dots))
    painter.end()
    lines = (bytes(sheet.constScanLine(row))[: dots.width() * 3] for row in range(dots.height()))
    return Image.frombytes("RGB", (dots.width(), dots.height()), b"".join(lines))
