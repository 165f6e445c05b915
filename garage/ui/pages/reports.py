"""The tab of reports: the month in figures, as a workbook and in words, what is owed, the till, and training."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from garage.domain.summaries import SummaryPeriod
from garage.i18n import N_, _
from garage.ui.desk import Desk
from garage.ui.pages.sections import Section, SectionsPage

SECTIONS: tuple[Section, ...] = (
    Section("month", N_("The month"), "garage.ui.pages.month", "MonthPage"),
    Section("summaries", N_("Summaries"), "garage.ui.pages.summaries", "SummariesPage"),
    Section("receivables", N_("Receivables"), "garage.ui.pages.receivables", "ReceivablesPage"),
    Section("cash_ups", N_("Cash-up"), "garage.ui.pages.cash_ups", "CashUpPage"),
    Section("trainings", N_("Training"), "garage.ui.pages.trainings", "TrainingsPage"),
)


class ReportsPage(SectionsPage):
    """The pages of reports."""

    sections = SECTIONS

    document_asked = Signal(str)
    file_asked = Signal(str, int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "reports", _("Reports"), parent)

    def meet(self, page: Any) -> None:
        if hasattr(page, "document_asked"):
            page.document_asked.connect(self.document_asked)
        if hasattr(page, "file_asked"):
            page.file_asked.connect(self.file_asked)
        if hasattr(page, "summary_asked"):
            page.summary_asked.connect(self.show_summary)

    def show_summary(self, period: SummaryPeriod) -> None:
        """The summary of a month or a year."""
        self.show_page("summaries").show_period(period)
