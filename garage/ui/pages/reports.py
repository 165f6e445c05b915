"""The tab of reports: the month in figures, as a workbook and in words, what is owed, and the till."""

from PySide6.QtWidgets import QWidget

from garage.i18n import N_, _
from garage.ui.desk import Desk
from garage.ui.pages.sections import Section, SectionsPage

SECTIONS: tuple[Section, ...] = (
    Section("month", N_("The month"), "garage.ui.pages.month", "MonthPage"),
    Section("receivables", N_("Receivables"), "garage.ui.pages.receivables", "ReceivablesPage"),
    Section("cash_ups", N_("Cash-up"), "garage.ui.pages.cash_ups", "CashUpPage"),
)


class ReportsPage(SectionsPage):
    """The pages of reports."""

    sections = SECTIONS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "reports", _("Reports"), parent)
