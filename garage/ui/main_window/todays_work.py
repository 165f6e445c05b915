"""Where a card of the day leads: to the row that it is about, or to the list of all of its kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from garage.domain.today import Card, TodayKind
from garage.ui.main_window.places import CUSTOMERS, FOLLOW_UP, ORDERS, PARTS, RETURNS

if TYPE_CHECKING:
    from garage.ui.main_window.window import MainWindow

Way = Callable[["MainWindow", Card], object]


def go_for(window: MainWindow, card: Card) -> None:
    """Go where a card is done."""
    WAYS[card.kind](window, card)


def _order(window: MainWindow, card: Card) -> None:
    if card.ref:
        window.show_order(card.ref)
    else:
        window.go_to_tab(ORDERS)


def _document(window: MainWindow, card: Card) -> None:
    if card.no:
        window.show_document(card.no)
    else:
        window.go_to_tab(RETURNS)


def _file(window: MainWindow, card: Card) -> None:
    page = window.show_tab(CUSTOMERS)
    if card.ref:
        page.show_customer(card.ref)
    else:
        page.show_overdue_files()
    page.list.view.setFocus()


def _claims(window: MainWindow, _card: Card) -> None:
    window.show_tab(RETURNS).show_page("claims")


def _low_stock(window: MainWindow, _card: Card) -> None:
    window.show_tab(PARTS).show_page("buying")


def _call(window: MainWindow, card: Card) -> None:
    page = window.show_tab(FOLLOW_UP).show_page("calls")
    if card.ref:
        page.show_call(card.ref)


def _question(window: MainWindow, card: Card) -> None:
    page = window.show_tab(FOLLOW_UP).show_page("calls")
    page.show_question(card.ref)


def _complaint(window: MainWindow, card: Card) -> None:
    page = window.show_tab(FOLLOW_UP).show_page("complaints")
    if card.ref:
        page.show_complaint(card.ref)
    else:
        page.show_chip("DUE")


def _appointment(window: MainWindow, card: Card) -> None:
    page = window.show_tab(FOLLOW_UP).show_page("appointments")
    if card.ref:
        page.show_appointment(card.ref)
    else:
        page.show_day(window.desk.today())


def _reminder(window: MainWindow, card: Card) -> None:
    page = window.show_tab(FOLLOW_UP).show_page("reminders")
    if card.ref:
        page.show_reminder(card.ref)


WAYS: dict[TodayKind, Way] = {
    TodayKind.COMPLAINT_VERIFY: _complaint,
    TodayKind.COMPLAINT_TELL: _complaint,
    TodayKind.COMPLAINT_REVISIT: _complaint,
    TodayKind.LATE_JOB: _order,
    TodayKind.ESCALATE: _order,
    TodayKind.APPOINTMENT: _appointment,
    TodayKind.REMINDER: _reminder,
    TodayKind.CALL: _call,
    TodayKind.QUESTION: _question,
    TodayKind.TELL_ANSWER: _question,
    TodayKind.RECEIVABLE: _order,
    TodayKind.REWORK: _document,
    TodayKind.CLAIM_ANSWER: _document,
    TodayKind.CLAIMS: _claims,
    TodayKind.FILE: _file,
    TodayKind.LOW_STOCK: _low_stock,
}
