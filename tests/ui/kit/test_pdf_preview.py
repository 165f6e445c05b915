import stat
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from garage.errors import FieldError, MachineError
from garage.ui.kit import messages, print_system, printing
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.pdf_file import free_name
from garage.ui.kit.pdf_preview import Papers, PdfPreview
from garage.ui.kit.remembered import PrintHabit, recall, remember_print
from tests.ui.kit.conftest import Boxes

Show = Callable[[QWidget], None]
CONTROL = Qt.KeyboardModifier.ControlModifier
USUAL = PrintHabit(paper="A5")


@pytest.fixture
def printers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The printers of this computer, the default one first; a test may take them away."""
    names = ["Office", "Counter"]
    monkeypatch.setattr(print_system, "printer_names", lambda: list(names))
    return names


@pytest.fixture
def preview(two_pages: bytes, show: Show, printers: list[str]) -> PdfPreview:
    preview = open_preview(two_pages)
    show(preview)
    return preview


def open_preview(pdf: bytes, usual: PrintHabit = USUAL) -> PdfPreview:
    """A preview that can be made for two papers: A5 on two pages, A4 on one."""
    papers = Papers((("A5", "A5 landscape"), ("A4", "A4")), lambda code: pdf if code == "A5" else one_page())
    return PdfPreview(None, pdf, "Settlement", "settlement.pdf", "settlement", papers, usual)


def one_page() -> bytes:
    paper = BytesIO()
    canvas = Canvas(paper, pagesize=(595, 842))
    canvas.drawString(100, 700, "Settlement slip")
    canvas.showPage()
    canvas.save()
    return paper.getvalue()


@pytest.fixture
def lp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A print system that writes down what it was given."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "lp"
    program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/args\ncat > {tmp_path}/spooled.pdf\n')
    status = folder / "lpstat"
    status.write_text("#!/bin/sh\ntrue\n")
    for one in (program, status):
        one.chmod(one.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return tmp_path


def job(**changes: object) -> printing.Job:
    values = {"printer": "Office", "copies": 2, "first": 1, "last": 2, "title": "Settlement"} | changes
    return printing.Job(**values)  # type: ignore[arg-type]


def choose(field: ChoiceField, value: str) -> None:
    """Choose as a person does."""
    field.set_value(value)
    field.activated.emit(field.currentIndex())


def test_pages_are_counted(preview: PdfPreview) -> None:
    assert preview.page_count() == 2
    assert preview.findChild(QLabel, "page_count").text() == "2 pages"


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(MachineError):
        printing.open_pdf(b"not a pdf")


def test_paper_is_that_of_the_page(two_pages: bytes) -> None:
    layout = printing.page_layout(printing.open_pdf(two_pages))
    assert layout.pageSize().id() == QPageSize.PageSizeId.A5
    assert layout.orientation() == QPageLayout.Orientation.Landscape


def test_written_file_is_the_document_and_its_folder_is_remembered(
    preview: PdfPreview, tmp_path: Path, two_pages: bytes, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(preview.saved):
        preview.write(tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == two_pages
    assert recall("print/folder") == str(tmp_path)
    assert not list(tmp_path.glob("*.part"))


def test_folder_that_is_gone_is_a_machine_error(preview: PdfPreview, tmp_path: Path) -> None:
    with pytest.raises(MachineError):
        preview.write(tmp_path / "gone" / "a.pdf")


def test_name_offered_is_free(tmp_path: Path) -> None:
    (tmp_path / "slip.pdf").touch()
    (tmp_path / "slip (2).pdf").touch()
    assert free_name(tmp_path, "slip.pdf") == "slip (3).pdf"
    assert free_name(tmp_path, "other.pdf") == "other.pdf"


# What is chosen


def test_the_bar_begins_with_the_default_printer_and_the_usual_copies(
    two_pages: bytes, printers: list[str]
) -> None:
    bar = open_preview(two_pages, PrintHabit(paper="A5", copies=2)).bar
    assert (bar.printer.value(), bar.paper.value(), bar.copies.value()) == ("Office", "A5", 2)


def test_another_paper_makes_the_document_anew(preview: PdfPreview, tmp_path: Path) -> None:
    choose(preview.bar.paper, "A4")
    assert preview.page_count() == 1
    assert preview.findChild(QLabel, "page_count").text() == "1 page"
    assert not preview.bar.pages.isVisible()
    preview.write(tmp_path / "a.pdf")
    assert round(PdfReader(tmp_path / "a.pdf").pages[0].mediabox.height) == 842


def test_what_was_chosen_is_there_next_time(
    preview: PdfPreview, two_pages: bytes, lp: Path, qtbot: QtBot
) -> None:
    choose(preview.bar.printer, "Counter")
    choose(preview.bar.paper, "A4")
    preview.bar.copies.setText("3")
    with qtbot.waitSignal(preview.printed, check_params_cb=lambda *said: said == ("Counter", 3)):
        qtbot.keyClick(preview, Qt.Key.Key_P, CONTROL)
    again = open_preview(two_pages).bar
    assert again.habit() == PrintHabit("Counter", "A4", 3)
    other = PdfPreview(None, two_pages, "Receipt", "receipt.pdf", "receipt").bar
    assert (other.printer.value(), other.copies.value()) == ("Office", 1), "each kind has its own habits"


def test_looking_and_closing_remembers_nothing(preview: PdfPreview, two_pages: bytes, qtbot: QtBot) -> None:
    choose(preview.bar.printer, "Counter")
    preview.bar.copies.setText("9")
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert open_preview(two_pages).bar.habit() == PrintHabit("Office", "A5", 1)


def test_a_printer_that_is_gone_is_named_and_the_default_one_chosen(
    two_pages: bytes, printers: list[str], show: Show
) -> None:
    remember_print("settlement", PrintHabit("Old LQ", "A5", 1))
    preview = open_preview(two_pages)
    show(preview)
    assert preview.bar.printer.value() == "Office"
    assert preview.bar.boxes[0].error.text() == "“Old LQ” is gone."
    choose(preview.bar.printer, "Counter")
    assert preview.bar.boxes[0].error.text() == ""


def test_a_printer_that_goes_while_one_looks_prints_nowhere_else(
    preview: PdfPreview, printers: list[str], lp: Path, qtbot: QtBot
) -> None:
    choose(preview.bar.printer, "Counter")
    printers.remove("Counter")
    qtbot.keyClick(preview, Qt.Key.Key_P, CONTROL)
    assert not (lp / "args").exists()
    assert preview.bar.boxes[0].error.text() == "“Counter” is gone."
    assert preview.bar.printer.value() == "Office"


@pytest.mark.parametrize("kept", ["80mm", "../etc", ""])
def test_a_paper_that_suits_no_more_gives_way_to_the_usual_one(
    two_pages: bytes, printers: list[str], kept: str
) -> None:
    remember_print("settlement", PrintHabit("Office", kept, 2))
    assert open_preview(two_pages).bar.habit() == PrintHabit("Office", "A5", 2)


@pytest.mark.parametrize("copies", ["0", "100", "two", ""])
def test_impossible_copies_are_marked_and_nothing_is_printed(
    preview: PdfPreview, lp: Path, qtbot: QtBot, copies: str
) -> None:
    preview.bar.copies.setText(copies)
    qtbot.keyClick(preview, Qt.Key.Key_P, CONTROL)
    assert not (lp / "args").exists()
    assert preview.bar.boxes[2].error.text()
    assert preview.bar.copies.text() == copies
    assert preview.focusWidget() is preview.bar.copies


@pytest.mark.parametrize(
    ("typed", "pages"), [("", (1, 4)), ("3", (3, 3)), (" 2-3 ", (2, 3)), ("２－４", (2, 4))]
)
def test_pages_are_read(typed: str, pages: tuple[int, int]) -> None:
    assert printing.page_range(typed, 4) == pages


@pytest.mark.parametrize("typed", ["0", "5", "3-2", "2-5", "a", "1-", "1,3"])
def test_pages_that_are_not_there_are_refused(typed: str) -> None:
    with pytest.raises(FieldError, match="1 to 4"):
        printing.page_range(typed, 4)


def test_only_the_pages_typed_are_printed(preview: PdfPreview, lp: Path, qtbot: QtBot) -> None:
    preview.bar.pages.setText("2")
    preview.bar.pages.setFocus()
    qtbot.keyClick(preview.bar.pages, Qt.Key.Key_Return)
    assert "-P 2-2" in (lp / "args").read_text()


# On the way to the printer


def test_without_a_printer_saving_is_offered(
    preview: PdfPreview, printers: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    printers.clear()
    monkeypatch.setattr(messages, "confirm", lambda _parent, title, *_rest: asked.append(title) or True)
    monkeypatch.setattr(PdfPreview, "save_as", lambda _self: asked.append("save") or True)
    qtbot.keyClick(preview, Qt.Key.Key_P, CONTROL)
    assert asked == ["No printer is set up on this computer", "save"]


def test_a_printer_that_refuses_leaves_the_preview_and_offers_a_file(
    preview: PdfPreview, lp: Path, qtbot: QtBot, boxes: Boxes
) -> None:
    (lp / "bin" / "lp").write_text("#!/bin/sh\necho no such queue >&2\nexit 1\n")
    qtbot.keyClick(preview, Qt.Key.Key_P, CONTROL)
    assert boxes.said == [
        "“Office” does not print. Check that it is switched on and has paper, or save the document as a PDF."
    ]
    assert preview.isVisible()
    assert recall("print/settlement/printer") == ""


def test_a_stopped_printer_gets_nothing(preview: PdfPreview, lp: Path, qtbot: QtBot, boxes: Boxes) -> None:
    (lp / "bin" / "lpstat").write_text("#!/bin/sh\necho 'printer Office disabled since now -'\n")
    qtbot.keyClick(preview, Qt.Key.Key_P, CONTROL)
    assert boxes.said[0].startswith("“Office” is stopped and takes nothing.")
    assert not (lp / "args").exists()


def test_a_printer_that_waits_for_paper_says_so(
    preview: PdfPreview, lp: Path, qtbot: QtBot, boxes: Boxes
) -> None:
    (lp / "bin" / "lpstat").write_text("#!/bin/sh\nprintf '\\tAlerts: media-empty-error\\n'\n")
    with qtbot.waitSignal(preview.printed):
        qtbot.keyClick(preview, Qt.Key.Key_P, CONTROL)
    assert boxes.said == ["“Office” will print later It has the document, but it has no paper."]


@pytest.mark.parametrize("program", ["lp", "lpstat"])
def test_a_print_system_that_does_not_answer_is_left_alone(
    two_pages: bytes, lp: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(print_system, "_LP_SECONDS", 0.2)
    (lp / "bin" / program).write_text("#!/bin/sh\nexec sleep 30\n")
    with pytest.raises(MachineError, match="does not answer"):
        print_system.send_by_lp(printing.open_pdf(two_pages), job())


def test_without_lp_the_pages_are_painted(
    preview: PdfPreview, lp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[printing.Job] = []
    (lp / "bin" / "lp").unlink()
    monkeypatch.setenv("PATH", str(lp / "bin"))
    monkeypatch.setattr(printing, "paint", lambda _pdf, _printer, job, _tell: painted.append(job) or True)
    assert preview.print_out()
    assert painted == [printing.Job("Office", 1, 1, 2, "Settlement")]


def test_escape_closes(preview: PdfPreview, qtbot: QtBot) -> None:
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert not preview.isVisible()


def test_lp_gets_the_file_itself(two_pages: bytes, lp: Path) -> None:
    print_system.send_by_lp(printing.open_pdf(two_pages), job())
    assert (lp / "spooled.pdf").read_bytes() == two_pages
    told = "-d Office -n 2 -t Settlement -o media=A5 -o print-scaling=none -o collate=true -"
    assert (lp / "args").read_text().strip() == told


@pytest.mark.parametrize(
    ("native", "dpi"), [(180, 180), (203, 203), (300, 300), (360, 360), (600, 300), (1200, 300)]
)
def test_pages_are_painted_at_a_whole_part_of_the_printers_fineness(native: int, dpi: int) -> None:
    assert printing.fineness(native) == dpi


def test_painted_pages_keep_size_and_number(two_pages: bytes, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    assert printing.paint(printing.open_pdf(two_pages), printer, job(copies=1), tell)
    assert told == [(0, 2), (1, 2)]
    pages = PdfReader(tmp_path / "out.pdf").pages
    assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages] == [(595, 420)] * 2


def test_painting_can_be_stopped(two_pages: bytes, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    assert not printing.paint(printing.open_pdf(two_pages), printer, job(), lambda done, _total: done == 0)
