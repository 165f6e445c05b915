"""Under the head of the board: how claims fared in the last year, and the fault that comes again and again (E8)."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from garage.domain.decimals import format_decimal
from garage.domain.month_of_year import month_of
from garage.domain.returns_figures import together
from garage.i18n import _, ngettext
from garage.services import returns_figures

_YEAR = 11
"""Months back that with the present one make a year."""


class RatesLink(QPushButton):
    """One line of figures; a click leads to where they stand supplier by supplier."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("board_rates")
        self.setProperty("link", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(_("All claim figures, month by month and supplier by supplier"))

    def show_rates(self, today: date, supplier_id: int | None = None) -> None:
        """Read them; nothing is shown before anything was claimed."""
        words = _words(today, supplier_id)
        self.setText(words)
        self.setAccessibleName(words or _("Claim figures"))
        self.setVisible(bool(words))


def _words(today: date, supplier_id: int | None) -> str:
    month = month_of(today)
    rows = returns_figures.by_supplier(str(month.back(_YEAR)), str(month), today)
    rates = together([row for row in rows if supplier_id in {None, row.supplier_id}])
    said = []
    if rates.claims:
        claims = ngettext("{n} claim in 12 months", "{n} claims in 12 months", rates.claims)
        said.append(claims.format(n=rates.claims))
    if rates.pass_bp is not None:
        said.append(_("{percent}% of them passed").format(percent=format_decimal(rates.pass_bp, 2)))
    if rates.return_bp is not None:
        said.append(_("{percent}% of old parts sent").format(percent=format_decimal(rates.return_bp, 2)))
    faults = returns_figures.frequent_faults(today)
    if faults and supplier_id is None:
        most = ngettext("most often: {fault} ({n} job)", "most often: {fault} ({n} jobs)", faults[0].jobs)
        said.append(most.format(fault=faults[0].name, n=faults[0].jobs))
    return " · ".join(said)
