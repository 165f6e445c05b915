"""The settlement slip as a PDF: warm against ReportLab drawing the same words, and the first of a process."""

import io
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from benchmarks import bulk
from benchmarks.result import Result, against, below, compiled
from benchmarks.visit import Visit, new_car, open_garage
from garage.domain import snapshots
from garage.domain.documents import SettlementSlip
from garage.models import database
from garage.reports.render import render
from garage.services import settlements

ROUNDS, FIRSTS = 60, 7
LANGUAGE = "zh_CN"
FIRST = """
import sys, time
from garage.domain import snapshots
from garage.domain.documents import SettlementSlip
from garage.reports.render import render
slip = snapshots.load(SettlementSlip, sys.stdin.read())
begun = time.perf_counter()
render(slip, "zh_CN")
print(time.perf_counter() - begun)
"""


def run(folder: Path) -> list[Result]:
    """Milliseconds of a warm slip in turns with the plain drawing, and seconds of a process's first."""
    slip = _slip(folder)
    drawn = _drawn(slip)
    ours, plain = [], []
    for _round in range(ROUNDS):
        begun = perf_counter()
        render(slip, LANGUAGE)
        between = perf_counter()
        _draw(drawn)
        ours.append(between - begun)
        plain.append(perf_counter() - between)
    text = snapshots.dump(slip)
    firsts = [_first(folder, text) for _round in range(FIRSTS)]
    return [
        against("Settlement slip PDF, warm", median(ours) * 1e3, median(plain) * 1e3, "ms", 1.5),
        below("Settlement slip PDF, first in a process", median(firsts), "s", 0.3),
    ]


def _first(folder: Path, slip: str) -> float:
    told = subprocess.run(
        [sys.executable, "-c", FIRST],
        env=compiled(folder),
        input=slip,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(told.stdout)


def _slip(folder: Path) -> SettlementSlip:
    bulk.create(folder / "papers.db")
    garage = open_garage()
    visit = Visit(garage, new_car(garage, 1))
    visit.run()
    slip = settlements.settled_slip(visit.settled.settlement_no)
    database.close()
    return slip


def _drawn(slip: SettlementSlip) -> list[list[tuple[str, float, float, float, str]]]:
    """Pages of (font, size, x, y, words): all that the slip writes."""
    pages: list[list[tuple[str, float, float, float, str]]] = [[]]
    write, turn = Canvas.drawString, Canvas.showPage

    def noted(canvas: Any, x: float, y: float, words: str, *more: Any, **options: Any) -> None:
        pages[-1].append((canvas._fontname, canvas._fontsize, x, y, words))  # noqa: SLF001
        write(canvas, x, y, words, *more, **options)

    def turned(canvas: Any) -> None:
        pages.append([])
        turn(canvas)

    Canvas.drawString, Canvas.showPage = noted, turned
    try:
        render(slip, LANGUAGE)
    finally:
        Canvas.drawString, Canvas.showPage = write, turn
    return [page for page in pages if page]


def _draw(pages: list[list[tuple[str, float, float, float, str]]]) -> bytes:
    """The same words at the same places, and nothing else, as ReportLab does it when it is told nothing."""
    rl_config.useA85 = 1
    file = io.BytesIO()
    canvas = Canvas(file, pageCompression=1, initialFontName=pages[0][0][0])
    for page in pages:
        for font, size, x, y, words in page:
            canvas.setFont(font, size)
            canvas.drawString(x, y, words)
        canvas.showPage()
    canvas.save()
    rl_config.useA85 = 0
    return file.getvalue()
