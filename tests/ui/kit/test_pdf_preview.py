import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from garage.errors import MachineError
from garage.ui.kit import messages, printing
from garage.ui.kit.pdf_preview import PdfPreview, free_name
from garage.ui.kit.remembered import recall

Show = Callable[[QWidget], None]


@pytest.fixture
def preview(two_pages: bytes, show: Show) -> PdfPreview:
    preview = PdfPreview(None, two_pages, "Settlement", "settlement.pdf", kind="settlement")
    show(preview)
    return preview


@pytest.fixture
def lp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A print system that writes down what it was given."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "lp"
    program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/args\ncat > {tmp_path}/spooled.pdf\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return tmp_path


def job(**changes: object) -> printing.Job:
    values = {"printer": "Office", "copies": 2, "first": 1, "last": 2, "title": "Settlement"} | changes
    return printing.Job(**values)  # type: ignore[arg-type]


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


def test_without_a_printer_saving_is_offered(
    preview: PdfPreview, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(printing, "printer_names", list)
    monkeypatch.setattr(messages, "confirm", lambda _parent, title, *_rest: asked.append(title) or True)
    monkeypatch.setattr(PdfPreview, "save_as", lambda _self: asked.append("save"))
    qtbot.keyClick(preview, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["No printer is set up on this computer", "save"]


def test_escape_closes(preview: PdfPreview, qtbot: QtBot) -> None:
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert not preview.isVisible()


def test_lp_gets_the_file_itself(two_pages: bytes, lp: Path) -> None:
    printing.send_by_lp(printing.open_pdf(two_pages), job())
    assert (lp / "spooled.pdf").read_bytes() == two_pages
    assert (lp / "args").read_text().split() == [
        "-d",
        "Office",
        "-n",
        "2",
        "-t",
        "Settlement",
        "-o",
        "media=A5",
        "-",
    ]


def test_lp_gets_a_page_range_only_when_some_are_wanted(two_pages: bytes, lp: Path) -> None:
    printing.send_by_lp(printing.open_pdf(two_pages), job(first=2))
    assert "-P 2-2" in (lp / "args").read_text()


def test_lp_that_refuses_is_a_machine_error_with_its_words(two_pages: bytes, lp: Path) -> None:
    (lp / "bin" / "lp").write_text("#!/bin/sh\necho no such queue >&2\nexit 1\n")
    with pytest.raises(MachineError) as caught:
        printing.send_by_lp(printing.open_pdf(two_pages), job())
    assert "no such queue" in str(caught.value.details)


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


def test_printing_remembers_printer_and_copies_for_the_kind(
    preview: PdfPreview, lp: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PdfPreview, "_job", lambda _self, _printer: job())
    with qtbot.waitSignal(
        preview.printed, check_params_cb=lambda name, copies: (name, copies) == ("Office", 2)
    ):
        preview.send(_native_printer(monkeypatch))
    assert recall("print/settlement/printer") == "Office"
    assert recall("print/settlement/copies") == "2"


def _native_printer(monkeypatch: pytest.MonkeyPatch) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    monkeypatch.setattr(printer, "outputFormat", lambda: QPrinter.OutputFormat.NativeFormat)
    return printer
