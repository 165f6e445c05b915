"""The main window shown page by page: every tab, every page of a tab, and every list behind the chips of a page."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from garage.ui.kit.chips import ChipBar
from garage.ui.kit.table_view import ListView
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import CUSTOMERS, FOLLOW_UP, ORDERS, PARTS, REPORTS, RETURNS, TODAY
from garage.ui.pages.sections import SectionsPage

NAMES = {
    TODAY: "today",
    CUSTOMERS: "customers",
    ORDERS: "orders",
    PARTS: "parts",
    RETURNS: "returns",
    FOLLOW_UP: "follow_up",
    REPORTS: "reports",
}
BEGUN_ELSEWHERE = {
    "follow_up-appointments",  # a time in the calendar is chosen, and the key said beside it
    "parts-figures",
    "reports-month",
    "reports-receivables",
    "reports-summaries",  # its draft has a button of its own
    "returns-figures",
    "returns-old_parts",
    "returns-reworks",
    "returns-sending",
}
"""Pages whose first row is made on an order, on another page or by the books: these say so in words."""


def pages(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Each page in sight, one after the other, with what it is called in a picture; the bar on its first row."""
    for tab, name in NAMES.items():
        page = window.show_tab(tab)
        if not isinstance(page, SectionsPage):
            yield name, _with_a_row(page)
            continue
        for section in page.sections:
            yield f"{name}-{section.name}", _with_a_row(page.show_page(section.name))


def empty_words(page: QWidget) -> list[str]:
    """What the empty lists in sight say."""
    return [words.text() for words in page.findChildren(QLabel, "empty_text") if words.isVisible()]


def first_steps(page: QWidget) -> list[str]:
    """What the empty lists in sight offer."""
    return [one.text() for one in page.findChildren(QPushButton, "empty_action") if one.isVisible()]


def lists(page: QWidget) -> Iterator[str]:
    """Each list of a page in sight, one after the other, by the names of the chips that lead there."""
    QApplication.processEvents()
    for bar in page.findChildren(ChipBar):
        if bar.isVisible():
            for chip in bar.findChildren(QPushButton):
                if chip.isVisible():
                    chip.click()
                    _with_a_row(page)
                    yield chip.objectName()


def _with_a_row(page: QWidget) -> QWidget:
    QApplication.processEvents()
    for view in page.findChildren(ListView):
        if view.isVisible() and view.model() and view.current_row() is None and view.rows().rowCount():
            view.selectRow(0)
    QApplication.processEvents()
    return page
