"""Suppliers' terms: what each of them asks of a claim and pays for it, one line for each."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QResizeEvent

from garage.domain.claims import ReturnDuty
from garage.domain.decimals import format_decimal
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.i18n import _, ngettext
from garage.services import claim_terms
from garage.services.claim_terms import TermsRow
from garage.services.command import Area
from garage.ui.desk import Desk
from garage.ui.forms.settings_section import ListSection
from garage.ui.forms.supplier_terms import SupplierTermsForm
from garage.ui.kit.table_model import Column
from garage.ui.pages.claim_words import leave_out
from garage.ui.pages.returns_sheets import terms_sheet


class SupplierTermsPanel(ListSection):
    """Enter changes the terms of the supplier under the bar."""

    areas = frozenset({Area.RETURNS, Area.STOCK})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "supplier_terms", _("Suppliers' terms"), bare=True)
        self._change = self.add_button(
            _("Change terms…"), self.open_current, "Ctrl+E", "pencil", primary=True
        )
        self.list.set_empty(
            _("What suppliers ask of a claim stands here. Enter a supplier under “Parts stock” first.")
        )
        self.list.sheet = terms_sheet()
        self.setFocusProxy(self.list)
        self.show_columns(_columns(), lambda row: row.supplier_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        leave_out(self.list, event.size().width())

    def rows(self) -> Sequence[TermsRow]:
        return claim_terms.rows()

    def open_current(self) -> None:
        row: TermsRow | None = self.list.current_row()
        if row is not None:
            self.open_form(SupplierTermsForm(self.window(), self.desk, row.supplier_id))

    def refresh_actions(self) -> None:
        for part in self._change:
            part.setEnabled(self.list.current_row() is not None)


def _columns() -> list[Column]:
    def faded(row: TermsRow) -> str | None:
        return None if row.version and row.active else "muted"

    def said(write: Callable[[TermsRow], str]) -> Callable[[TermsRow], str]:
        return lambda row: write(row) if row.version else "–"

    return [
        Column("supplier", _("Supplier"), 0, "left", lambda row: row.supplier, faded, bold=True),
        Column("warranty", _("Warranty"), 176, "left", said(_warranty), faded),
        Column("claim", _("Days to claim"), 104, "right", said(_claim_days), faded),
        Column(
            "old",
            _("Old part"),
            164,
            "left",
            said(lambda row: label(row.terms.return_duty)),
            faded,
            icon=lambda row: "box" if row.version and row.terms.return_duty is ReturnDuty.ALWAYS else None,
        ),
        Column("parts", _("Parts at"), 170, "left", said(_parts), faded),
        Column("labour", _("Labour an hour"), 110, "right", said(_labour), faded),
        Column(
            "first",
            _("Approval first"),
            100,
            "left",
            said(lambda row: _("yes") if row.terms.approval_first else _("no")),
            faded,
        ),
        Column("mode", _("It pays in"), 112, "left", said(lambda row: label(row.terms.settle_mode)), faded),
        Column("contact", _("Contact"), 150, "left", said(_contact), faded, _contact),
    ]


def _warranty(row: TermsRow) -> str:
    months, km = row.terms.months, row.terms.km
    said = [ngettext("{n} month", "{n} months", months).format(n=months)] if months else []
    said += [_("{km:,} km").format(km=km)] if km is not None else []
    return " / ".join(said) or _("not known")


def _claim_days(row: TermsRow) -> str:
    return f"{row.terms.claim_days}" if row.terms.claim_days else _("no limit")


def _parts(row: TermsRow) -> str:
    share = row.terms.price_bp
    more = f" {'+' if share > 0 else '−'}{format_decimal(abs(share), 2)} %" if share else ""
    return label(row.terms.price_basis) + more


def _labour(row: TermsRow) -> str:
    rate = row.terms.labour_rate_fen
    if rate is None:
        return _("our price")
    return format_yuan(rate) if rate else _("none")


def _contact(row: TermsRow) -> str:
    return " ".join(filter(None, (row.terms.contact, row.terms.phone)))
