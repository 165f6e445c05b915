"""Our workbooks as an office program works them out; where there is none, our own reckoner does it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl

from garage import i18n
from tests.reports.formulas import FormulaError, Reckoner

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
if OFFICE is None and sys.platform == "linux" and os.environ.get("CI"):
    raise RuntimeError("no office program: tools/system_libraries.py installs one for the tests")
ERRORS = ("#", "Err:")


def recalculated(path: Path, folder: Path) -> openpyxl.Workbook:
    """The workbook as LibreOffice works it out anew."""
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [str(OFFICE), "--headless", profile, "--convert-to", "xlsx", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return openpyxl.load_workbook(folder / path.name, data_only=True)


def check_rows(path: Path) -> list[tuple[str, str]]:
    """(sheet, cell) of every difference."""
    book = openpyxl.load_workbook(path)
    labels = {i18n.words(language)("Difference") for language in i18n.LANGUAGES}
    return [
        (page.title, cell.coordinate)
        for page in book.worksheets
        for row in page.iter_rows()
        if row[0].value in labels
        for cell in row[1:]
        if cell.data_type == "f"
    ]


def every_check_is_zero(path: Path, folder: Path) -> None:
    """Formulas come out without an error and every check row with nothing, by our reckoner and by LibreOffice."""
    ours, checks = Reckoner(path), check_rows(path)
    assert len(checks) >= 20
    assert {place: ours.value(*place) for place in checks} == dict.fromkeys(checks, 0)
    for place in ours.formulas:
        try:
            ours.value(*place)
        except FormulaError as error:
            raise AssertionError(f"{place}: {error}") from error
    if OFFICE is None:
        return
    theirs = recalculated(path, folder)
    assert {place: theirs[place[0]][place[1]].value for place in checks} == dict.fromkeys(checks, 0)
    shown = [
        (page.title, cell.coordinate, cell.value)
        for page in theirs.worksheets
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "e" or str(cell.value).startswith(ERRORS)
    ]
    assert shown == []
