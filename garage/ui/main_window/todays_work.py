"""Where a card of the day leads: to the row that it is about and the form of its next step, or to the list of its kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from garage.domain.summaries import SummaryKind, SummaryPeriod
from garage.domain.today import Card, TodayKind
from garage.ui.main_window.places import CUSTOMERS, FOLLOW_UP, ORDERS, PARTS, REPORTS, RETURNS

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from garage.ui.main_window.window import MainWindow

Way = Callable[["MainWindow", Card], object]


def go_for(window: MainWindow, card: Card) -> None:
    """Go where a card is done."""
    WAYS[card.kind](window, card)


def _begin(window: MainWindow, tab: int, action: QAction, row: Any, ref: int) -> None:
    """Open the form of the next step of what a card is about, once that is in sight; a step without one is not taken."""
    there = window.stack.currentWidget() is window.page(tab) and row is not None and row.id == ref
    if there and action.isEnabled() and action.text().endswith("…"):
        action.trigger()


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


def _bill(window: MainWindow, card: Card) -> None:
    if card.ref:
        window.show_order(card.ref)
    else:
        window.show_tab(REPORTS).show_page("receivables")


def _sale(window: MainWindow, card: Card) -> None:
    if card.no:
        window.show_document(card.no)
    else:
        window.show_tab(REPORTS).show_page("receivables")


def _claims(window: MainWindow, _card: Card) -> None:
    window.show_tab(RETURNS).show_page("claims")


def _week(window: MainWindow, card: Card) -> None:
    page = window.show_tab(RETURNS).show_page("sending")
    page.show_chip("lists")
    page.lists.report_week(card.ref)


def _notice(window: MainWindow, card: Card) -> None:
    page = window.show_tab(RETURNS).show_page("sending")
    page.show_chip("notices")
    if card.ref:
        page.notices.show_notice(card.ref)


def _low_stock(window: MainWindow, _card: Card) -> None:
    window.show_tab(PARTS).show_page("buying")


def _call(window: MainWindow, card: Card) -> None:
    page = window.show_tab(FOLLOW_UP).show_page("calls")
    if card.ref:
        page.show_call(card.ref)
        shown = page.detail.page
        _begin(window, FOLLOW_UP, page.acts.next, shown and shown.row, card.ref)


def _question(window: MainWindow, card: Card) -> None:
    page = window.show_tab(FOLLOW_UP).show_page("calls")
    page.show_question(card.ref)
    _begin(window, FOLLOW_UP, page.acts.next, page.detail.question, card.ref)


def _complaint(window: MainWindow, card: Card) -> None:
    page = window.show_tab(FOLLOW_UP).show_page("complaints")
    if card.ref:
        page.show_case(card.ref)
        _begin(window, FOLLOW_UP, page.acts.next, page.detail.row, card.ref)
    else:
        page.show_chip("DUE")


def _appointment(window: MainWindow, card: Card) -> None:
    if card.ref and not isinstance(card.due, datetime):  # nobody comes yet: the customer is to be reminded
        reminders = window.show_tab(FOLLOW_UP).show_page("reminders")
        reminders.show_appointment(card.ref)
        _begin(window, FOLLOW_UP, reminders.next, reminders.list.current_row(), card.ref)
        return
    page = window.show_tab(FOLLOW_UP).show_page("appointments")
    if card.ref:
        page.show_appointment(card.ref)
    else:
        page.show_day(window.desk.today())


def _reminder(window: MainWindow, card: Card) -> None:
    page = window.show_tab(FOLLOW_UP).show_page("reminders")
    if card.ref:
        page.show_reminder(card.ref)
        _begin(window, FOLLOW_UP, page.next, page.list.current_row(), card.ref)


def _campaign(window: MainWindow, card: Card) -> None:
    page = window.show_tab(FOLLOW_UP).show_page("campaigns")
    if card.ref:
        page.show_case(card.ref)


def _letter(window: MainWindow, card: Card) -> None:
    page = window.show_tab(FOLLOW_UP).show_page("letters")
    if card.ref:
        page.show_case(card.ref)
        _begin(window, FOLLOW_UP, page.acts.next, page.detail.row, card.ref)
    else:
        page.show_chip("TO_SEND")


def _summary(window: MainWindow, card: Card) -> None:
    page = window.show_tab(REPORTS)
    month = len(card.no) > len("2026")
    kind = SummaryKind.MONTH if month else SummaryKind.YEAR
    page.show_summary(
        SummaryPeriod(kind, date.fromisoformat(f"{card.no}-01" if month else f"{card.no}-01-01"))
    )


def _measure(window: MainWindow, card: Card) -> None:
    page = window.show_tab(REPORTS).show_page("summaries")
    if card.ref:
        page.show_measure(card.ref)
        _begin(window, REPORTS, page.acts.done, page.sheet.measures.current_row(), card.ref)


def _training(window: MainWindow, card: Card) -> None:
    records = window.show_tab(REPORTS).show_page("trainings").list
    if card.ref:
        records.show_training(card.ref)
        _begin(window, REPORTS, records.renew_action, records.list.current_row(), card.ref)
    else:
        records.show_due()


WAYS: dict[TodayKind, Way] = {
    TodayKind.COMPLAINT_VERIFY: _complaint,
    TodayKind.COMPLAINT_TELL: _complaint,
    TodayKind.COMPLAINT_REVISIT: _complaint,
    TodayKind.LATE_JOB: _order,
    TodayKind.ESCALATE: _order,
    TodayKind.APPOINTMENT: _appointment,
    TodayKind.CAMPAIGN_CALLS: _campaign,
    TodayKind.CAMPAIGN_LETTERS: _campaign,
    TodayKind.CAMPAIGN_END: _campaign,
    TodayKind.LETTER: _letter,
    TodayKind.REMINDER: _reminder,
    TodayKind.CALL: _call,
    TodayKind.QUESTION: _question,
    TodayKind.TELL_ANSWER: _question,
    TodayKind.RECEIVABLE: _bill,
    TodayKind.SALE_OWED: _sale,
    TodayKind.REWORK: _document,
    TodayKind.REWORK_DECIDE: _document,
    TodayKind.REWORK_REFER: _document,
    TodayKind.REWORK_OWED: _document,
    TodayKind.CLAIM_ANSWER: _document,
    TodayKind.CLAIMS: _claims,
    TodayKind.MAJOR_FAULT: _document,
    TodayKind.WEEK_REPORT: _week,
    TodayKind.NOTICE_OWED: _notice,
    TodayKind.FILE: _file,
    TodayKind.LOW_STOCK: _low_stock,
    TodayKind.SUMMARY: _summary,
    TodayKind.MEASURE: _measure,
    TodayKind.TRAINING: _training,
}
