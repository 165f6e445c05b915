"""The care day, at its edges: Today before and after, and the month with its workbook."""

from PySide6.QtWidgets import QFileDialog

from garage.domain.month_of_year import Month
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import REPORTS, TODAY
from garage.ui.pages.month import MonthPage
from garage.ui.tour.care_calls import section_page
from garage.ui.tour.hand import Hand, Story

MAY = Month(2026, 5)
WORKBOOK = f"month-{MAY}.xlsx"


def today(hand: Hand, picture: str) -> Story[None]:
    """What is late, what is due today and this week."""
    window = yield from hand.at(MainWindow)
    yield hand.keys(f"Ctrl+{TODAY + 1}")
    yield from hand.until(window.page(TODAY).isVisible, "today")
    yield from hand.picture(picture)


def month(hand: Hand) -> Story[None]:
    """The month that is over, compared; every sheet of it goes into a workbook."""
    page: MonthPage = yield from section_page(hand, REPORTS, "month")
    yield page.setFocus
    yield hand.keys("Left")
    yield from hand.until(lambda: page.month == MAY, str(MAY))
    yield from hand.picture("the-month")
    yield hand.keys("Ctrl+E")
    yield from hand.at(QFileDialog)
    target = hand.folder / WORKBOOK
    yield hand.fill("fileNameEdit", str(target.absolute()))
    yield hand.keys("Return")
    yield from hand.until(target.exists, WORKBOOK)
    yield from hand.at(MainWindow)
    yield from hand.picture("month-in-excel", toasts=True)
