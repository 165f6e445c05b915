"""What a supplier or maker asks of a claim and what it pays, asked once and then followed by every claim."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from garage.domain.claims import ClaimBasis, ReturnDuty, SettleMode, Terms
from garage.domain.decimals import format_decimal, parse_decimal
from garage.domain.labels import label
from garage.i18n import _
from garage.services import claim_terms
from garage.ui.desk import Desk
from garage.ui.forms.document_form import DocumentForm
from garage.ui.kit.choice_fields import ChoiceField, TickField
from garage.ui.kit.line_fields import KilometreField, LineField, MoneyField, NumberField, TextField

_ZERO = ("months", "claim_days", "price_bp")
"""Fields that show nothing for 0."""


class SupplierTermsForm(DocumentForm):
    """The terms of one supplier; `saved` carries its id."""

    def __init__(self, parent: QWidget | None, desk: Desk, supplier_id: int) -> None:
        self._desk, self._supplier_id = desk, supplier_id
        name = claim_terms.one(supplier_id).supplier
        super().__init__(parent, _("Claim terms"), name, width=760)
        self.setObjectName("supplier_terms_form")
        self._warranty()
        self._money()
        self._contact()

    def _warranty(self) -> None:
        self.add_section(_("Warranty and claim"))
        unknown, endless = _("not known"), _("no limit")
        self.add_field("months", _("Warranty in months"), NumberField(_whole, str, placeholder=unknown))
        km = KilometreField()
        km.setPlaceholderText(endless)
        self.add_field("km", _("and kilometres"), km, beside=True)
        days = NumberField(_whole, str, placeholder=endless)
        self.add_field("claim_days", _("Days to claim after the fault"), days, beside=True)
        duties = [(one, label(one)) for one in ReturnDuty]
        self.add_field("return_duty", _("Old part"), ChoiceField(choices=duties))
        due = NumberField(_whole, str, placeholder="10")
        self.add_field("due_day", _("List due on day"), due, _("Of the next month"), beside=True)
        answer = NumberField(_whole, str, placeholder="2")
        self.add_field("answer_days", _("Answers within"), answer, _("In working days"), beside=True)
        self.add_field("approval_first", "", TickField(_("Approves the work before it begins")))
        self.add_field("reinspects", "", TickField(_("Inspects old parts itself")), beside=True)

    def _money(self) -> None:
        self.add_section(_("What it pays"))
        bases = [(one, label(one)) for one in ClaimBasis]
        self.add_field("price_basis", _("Parts at"), ChoiceField(choices=bases))
        share = NumberField(_percent, lambda bp: format_decimal(bp, 2), placeholder="0")
        self.add_field("price_bp", _("% more or less"), share, _("−10: a tenth less"), beside=True)
        rate = MoneyField()
        rate.setPlaceholderText(_("our price"))
        self.add_field("labour_rate_fen", _("Labour an hour"), rate, _("0: none"), beside=True)
        modes = [(one, label(one)) for one in SettleMode]
        self.add_field("settle_mode", _("It pays in"), ChoiceField(choices=modes), beside=True)

    def _contact(self) -> None:
        self.add_field("contact", _("Contact for claims"), LineField(limit=40))
        self.add_field("phone", _("Phone"), LineField(limit=40), beside=True)
        self.add_field("email", _("E-mail"), LineField(limit=80), beside=True)
        self.add_field("note", _("Note"), TextField(limit=500, lines=1))

    def read(self) -> tuple[int, Mapping[str, Any]]:
        row = claim_terms.one(self._supplier_id)
        shown = dict(vars(row.terms))
        return row.version, shown | {name: shown[name] or None for name in _ZERO}

    def write(self, version: int) -> int:
        usual = Terms()
        typed: dict[str, Any] = {}
        for name in vars(usual):
            field: Any = self.widget(name)
            typed[name] = field.value()
        plain = {name: typed[name] or 0 for name in _ZERO}
        days = {name: typed[name] or getattr(usual, name) for name in ("due_day", "answer_days")}
        claim_terms.save(self._desk.by(), self._supplier_id, Terms(**typed | plain | days), version)
        return self._supplier_id


def _whole(text: str, field: str) -> int:
    return parse_decimal(text, places=0, limit=claim_terms.MOST_DAYS, field=field)


def _percent(text: str, field: str) -> int:
    figures = text.replace("%", "").replace("−", "-")
    return parse_decimal(figures, places=2, limit=claim_terms.MOST_BP, field=field, negative=True)
