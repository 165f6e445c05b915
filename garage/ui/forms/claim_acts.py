"""Short forms about a claim: approval, write-off, inspection by the supplier."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from garage.domain.money import format_yuan
from garage.domain.staff import Role
from garage.i18n import _
from garage.services import claim_edits, claim_pages, claims
from garage.services.claim_pages import ClaimPage
from garage.services.command import By
from garage.ui.desk import Desk
from garage.ui.forms.on_account import approver_field
from garage.ui.forms.order_head import words
from garage.ui.kit.date_fields import DateField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField, TextField


def about(page: ClaimPage) -> str:
    """A claim in one line."""
    row = page.row
    return " · ".join(filter(None, (row.no, row.supplier, row.part, format_yuan(row.claimed_fen))))


class _ClaimForm(FormDialog):
    """A form over a claim as it was when the form was opened; after a clash it takes the newer one."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: ClaimPage, title: str) -> None:
        super().__init__(parent, title, about(page), title, width=560)
        self._desk, self._ref, self._version = desk, page.row.id, page.row.version

    def renew(self) -> None:
        self._version = claim_pages.row_of(self._ref).version


class ApprovalForm(_ClaimForm):
    """The supplier approved the work: its number and the day."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: ClaimPage) -> None:
        super().__init__(parent, desk, page, _("Supplier approved"))
        self.setObjectName("claim_approval_form")
        self._no = self.add_field("approval_no", _("Approval number"), LineField(limit=40), required=True)
        day = DateField(now=desk.now)
        self._on = self.add_field("approved_on", _("Approved on"), day, required=True, beside=True)
        self._who = self.add_field("said_by", _("Who said so"), LineField(limit=40))

    def load(self) -> None:
        self._on.set_date(self._desk.today())

    def save(self) -> None:
        day = self._on.date() or self._desk.today()
        number, who = self._no.value(), self._who.value()
        claim_edits.approve(self._desk.by(), self._ref, self._version, number, day, who)


class WriteOffClaimForm(_ClaimForm):
    """The money is given up; an owner approves."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: ClaimPage) -> None:
        super().__init__(parent, desk, page, _("Give the money up"))
        self.setObjectName("claim_write_off_form")
        lost = format_yuan(page.row.claimed_fen)
        text = _("{amount} stay with the garage. The old part may be disposed of then.")
        self.add_widget(words(text.format(amount=lost)))
        self._reason = self.add_field("reason", _("Reason"), TextField(limit=200, lines=2), required=True)
        self._owner = self.add_field("approved_by", _("Approved by"), approver_field(desk))
        self.body.boxes["approved_by"].setVisible(Role.OWNER not in desk.person.roles)

    def save(self) -> None:
        owner = Role.OWNER in self._desk.person.roles
        approver = None if owner else self._owner.value()
        claims.write_off(
            self._desk.by(), self._ref, self._version, self._reason.value(), approved_by=approver
        )


class ReinspectionForm(_ClaimForm):
    """What the supplier found when it looked at the old part again."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: ClaimPage) -> None:
        super().__init__(parent, desk, page, _("Inspection by the supplier"))
        self.setObjectName("claim_reinspection_form")
        self._note = self.add_field("note", _("What it found"), TextField(limit=300, lines=3), required=True)

    def load(self) -> None:
        self._note.set_value(claim_pages.one(self._ref, self._desk.today()).reinspection)

    def save(self) -> None:
        claims.reinspect(self._desk.by(), self._ref, self._version, self._note.value())


class WhyForm(_ClaimForm):
    """Says what will happen to a claim, asks why, and does it."""

    def __init__(
        self,
        parent: QWidget | None,
        desk: Desk,
        page: ClaimPage,
        title: str,
        consequence: str,
        act: Callable[[By, int, int, str], None],
    ) -> None:
        super().__init__(parent, desk, page, title)
        self.setObjectName("claim_why_form")
        self._act = act
        self.add_widget(words(consequence))
        self._reason = self.add_field("reason", _("Reason"), TextField(limit=200, lines=2), required=True)

    def save(self) -> None:
        self._act(self._desk.by(), self._ref, self._version, self._reason.value())


def drop(parent: QWidget | None, desk: Desk, page: ClaimPage) -> WhyForm:
    """A draft is not claimed after all."""
    told = _("The draft is closed; its lines can be claimed anew. Its number stays in the books.")
    return WhyForm(parent, desk, page, _("Do not claim"), told, claims.drop)


def resubmit(parent: QWidget | None, desk: Desk, page: ClaimPage) -> WhyForm:
    """Ask again for what was not given."""
    told = _("The decision is opened again, and the claim belongs to this month's list.")
    return WhyForm(parent, desk, page, _("Submit again"), told, claims.resubmit)


def take_back(parent: QWidget | None, desk: Desk, page: ClaimPage) -> WhyForm:
    """What was entered as the decision is wrong."""
    told = _("The claim waits for the supplier's decision again.")
    return WhyForm(parent, desk, page, _("Take the decision back"), told, claims.take_back_decision)
