"""What a supplier said that approves the work before it begins: asked, approved, or an owner begins without it (E5)."""

from enum import StrEnum

from PySide6.QtWidgets import QWidget

from garage.domain.staff import Role
from garage.i18n import N_, _
from garage.services import claim_approvals
from garage.services.claim_approvals import Awaited
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.on_account import approver_field
from garage.ui.forms.order_head import about, words
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.date_fields import DateField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField, TextField


class Said(StrEnum):
    """What there is to note."""

    APPROVED = "APPROVED"
    ASKED = "ASKED"
    WITHOUT = "WITHOUT"


_WORDS = {
    Said.APPROVED: N_("It approved the work"),
    Said.ASKED: N_("It was asked; the answer is awaited"),
    Said.WITHOUT: N_("The work begins without it"),
}
_FIELDS = {
    Said.APPROVED: ("approval_no", "approved_on", "said_by"),
    Said.ASKED: (),
    Said.WITHOUT: ("reason", "approved_by"),
}


class SupplierApprovalForm(FormDialog):
    """One supplier at a time; the claim that keeps its word is drafted where there is none."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage, waiting: Awaited) -> None:
        super().__init__(parent, _("Supplier's approval"), about(page), _("Save"), width=560)
        self.setObjectName("supplier_approval_form")
        self._desk, self._order_id, self._waiting = desk, page.id, waiting
        told = _("{supplier} wants to approve this work before it begins: {work}")
        self.add_widget(words(told.format(supplier=waiting.supplier, work=waiting.work)))
        choices = [(one, _(_WORDS[one])) for one in Said]
        self._said = self.add_field("said", _("What the supplier said"), ChoiceField(choices=choices))
        self._no = self.add_field("approval_no", _("Approval number"), LineField(limit=40), required=True)
        day = DateField(now=desk.now)
        self._on = self.add_field("approved_on", _("Approved on"), day, required=True, beside=True)
        self._who = self.add_field("said_by", _("Who said so"), LineField(limit=40))
        hint = _("The supplier may refuse the claim for it. The reason stands in the log.")
        self._why = self.add_field("reason", _("Reason"), TextField(limit=200, lines=2), hint, required=True)
        self._owner = self.add_field("approved_by", _("Approved by"), approver_field(desk))
        self._said.edited.connect(self._show_fields)

    def load(self) -> None:
        self._on.set_date(self._desk.today())
        self._show_fields()
        self._no.setFocus()

    def save(self) -> None:
        by, ref = self._desk.by(), (self._order_id, self._waiting.supplier_id)
        said = self._said.value()
        if said is Said.ASKED:
            claim_approvals.ask(by, *ref)
        elif said is Said.APPROVED:
            day = self._on.date() or self._desk.today()
            claim_approvals.approve(by, *ref, self._no.value(), day, self._who.value())
        else:
            owner = None if self._is_owner() else self._owner.value()
            claim_approvals.begin_without(by, *ref, self._why.value(), approved_by=owner)

    def _is_owner(self) -> bool:
        return Role.OWNER in self._desk.person.roles

    def _show_fields(self) -> None:
        for said, names in _FIELDS.items():
            shown = said is self._said.value()
            for box in map(self.body.boxes.__getitem__, names):
                box.setVisible(shown)
                box.field.setVisible(shown)  # what is hidden is not asked for either
        if self._is_owner():
            self.body.boxes["approved_by"].hide()
