"""The short forms of a campaign: approved, closed, called off; a customer added, taken off, or answering later (G4)."""

from PySide6.QtWidgets import QWidget

from garage.domain.campaigns import Answer
from garage.domain.labels import label
from garage.domain.target_rules import rule_words
from garage.errors import FieldError, Reason
from garage.i18n import _, ngettext
from garage.services import (
    campaign_rows,
    campaign_targets,
    campaigns,
    customers,
    staff,
    target_choice,
    vehicles,
)
from garage.services.campaign_rows import CampaignRow, TargetRow
from garage.ui.desk import Desk
from garage.ui.forms.campaign_words import about_campaign, say_notice
from garage.ui.forms.log_contact import find_people
from garage.ui.forms.order_head import words
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField, TextField
from garage.ui.kit.search_field import Hit, SearchField


class CampaignActForm(FormDialog):
    """An act on one campaign; `saved` carries its id."""

    def __init__(
        self, parent: QWidget | None, desk: Desk, row: CampaignRow, title: str, name: str, width: int = 600
    ) -> None:
        super().__init__(parent, title, about_campaign(row), default_text=title, width=width)
        self.setObjectName(name)
        self._desk, self._row = desk, row

    def renew(self) -> None:
        self._row = campaign_rows.one(self._row.id, self._desk.now())


class ApproveForm(CampaignActForm):
    """An owner says yes to a list: how many customers, who of them is called, until when."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: CampaignRow) -> None:
        super().__init__(parent, desk, row, _("Approve the campaign"), "campaign_approve_form")
        rule = row.rule
        if rule is not None:
            found = target_choice.preview(rule, desk.today())
            text = ngettext("{n} customer", "{n} customers", found.count).format(n=f"{found.count:,}")
            self.add_widget(words(text, "title"))
            self.add_widget(words(rule_words(rule)))
        text, tone = say_notice(row.call_by, desk.today())
        self.add_widget(words(text, tone))
        if not row.letter_text:
            self.add_widget(words(_("There is no letter: nobody is written to."), "warn"))
        self.add_widget(
            words(_("The list stands from now on; single customers can be added and taken off."), "muted")
        )
        self._by = self.add_field(
            "approved_by", _("Approved by"), ChoiceField(choices=staff.owners()), required=True
        )

    def load(self) -> None:
        if staff.is_owner(self._desk.by().staff_id):
            self._by.set_value(self._desk.by().staff_id)

    def go_to(self, reason: Reason) -> None:
        if reason.goto in {"targets", "starts_on"}:
            self.reject()
        else:
            super().go_to(reason)

    def save(self) -> int:
        campaigns.approve(self._desk.by(), self._row.id, self._row.version, self._by.value())
        return self._row.id


class CloseCampaignForm(CampaignActForm):
    """What it came to, and what is to be better next time."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: CampaignRow) -> None:
        super().__init__(parent, desk, row, _("Close the campaign"), "campaign_close_form")
        self.add_widget(words(campaign_rows.result(row.id), "section"))
        self._note = self.add_field(
            "note", _("What to do better next time"), TextField(limit=campaigns.NOTE, lines=3)
        )

    def save(self) -> int:
        campaigns.close(self._desk.by(), self._row.id, self._row.version, self._note.value())
        return self._row.id


class AddTargetForm(CampaignActForm):
    """A customer whom the rule did not find."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: CampaignRow) -> None:
        super().__init__(parent, desk, row, _("Add a customer"), "campaign_add_form")
        self._customer = self.add_field(
            "customer",
            _("Customer"),
            SearchField(_find_customers, placeholder=_("phone, plate, name or initials"), limit=40),
            required=True,
        )
        self._reason = self.add_field("reason", _("Why too"), LineField(limit=120), required=True)

    def save(self) -> int:
        found = self._customer.value()
        if found is None:
            raise FieldError("customer", _("Who is invited too?"))
        campaign_targets.add(self._desk.by(), self._row.id, found[1], self._reason.value())
        return self._row.id


def _find_customers(text: str) -> list[Hit]:
    """Customers only; of a car its owner."""
    hits: dict[int, Hit] = {}
    for hit in find_people(text):
        kind, ref = hit.ref
        owner = ref if kind == "customer" else vehicles.owner_of(ref)
        if owner is None or owner in hits:
            continue
        [row] = customers.rows([owner])
        hits[owner] = Hit(("customer", owner), row.name, hit.subtitle if kind == "customer" else hit.title)
    return list(hits.values())


class AnswerForm(FormDialog):
    """What a customer says later; `saved` carries the id of his place."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: TargetRow) -> None:
        about = " · ".join(filter(None, (row.customer, row.plate, row.model)))
        super().__init__(parent, _("Note an answer"), about, default_text=_("Save the answer"), width=520)
        self.setObjectName("campaign_answer_form")
        self._desk, self._row = desk, row
        self._answer = self.add_field(
            "answer",
            _("The customer's answer"),
            ChoiceField(choices=[(one, label(one)) for one in Answer], placeholder=_("Choose one")),
            required=True,
        )
        self._note = self.add_field("note", _("Note"), LineField(limit=campaign_targets.NOTE))

    def load(self) -> None:
        self._answer.set_value(self._row.answer)
        self._note.set_value(self._row.note)

    def save(self) -> int:
        row = self._row
        said = self._answer.value()
        campaign_targets.answer(self._desk.by(), row.id, row.version, said, self._note.value())
        return row.id

    def renew(self) -> None:
        self._row = campaign_rows.target(self._row.id)


def cancel_form(parent: QWidget | None, desk: Desk, row: CampaignRow) -> ReasonForm:
    """It is called off."""
    heard = row.standing.counted.called
    told = _("Nobody is called or written to any more.")
    if heard:
        text = ngettext(
            "{n} customer has heard of it and has to be told.",
            "{n} customers have heard of it and have to be told.",
            heard,
        )
        told = f"{told} {text.format(n=heard)}"
    return ReasonForm(
        parent,
        _("Call the campaign off"),
        about_campaign(row),
        told,
        lambda why: campaigns.cancel(desk.by(), row.id, row.version, why),
    )


def remove_form(parent: QWidget | None, desk: Desk, row: TargetRow) -> ReasonForm:
    """A customer is not invited after all."""
    return ReasonForm(
        parent,
        _("Take off the list"),
        " · ".join(filter(None, (row.customer, row.plate, row.model))),
        _("The customer is neither called nor written to; what was said stays in the log."),
        lambda why: campaign_targets.remove(desk.by(), row.id, row.version, why),
        limit=120,
    )
