"""The forms of a complaint's loop: one for each step that asks for something (G5)."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from garage.domain.complaints import ComplaintAct, ComplaintCategory, ComplaintChannel, ComplaintLevel
from garage.domain.labels import label
from garage.domain.phones import display_phone
from garage.errors import FieldError
from garage.i18n import _
from garage.services import complaint_rounds, complaint_rows, complaints, customers, staff
from garage.services.complaint_rounds import RoundRow
from garage.services.complaint_rows import ComplaintRow
from garage.ui.desk import Desk
from garage.ui.forms.complaint_words import about_complaint, say_clock
from garage.ui.forms.order_head import words
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit.choice_fields import ChoiceField, TickField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField, MoneyField, TextField


class ComplaintActForm(FormDialog):
    """A step of one complaint, whose words and clock stand at the head; `saved` carries its id."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: ComplaintRow, act: ComplaintAct) -> None:
        title = label(act).rstrip("…")
        super().__init__(parent, title, about_complaint(row), default_text=title, width=620)
        self.setObjectName(f"complaint_{act.lower()}_form")
        self._desk, self._row = desk, row
        said = words(row.content, "section")
        said.setObjectName("complaint_content")
        self.add_widget(said)
        text, tone = say_clock(row, desk.now())
        if row.clock is not None:
            self.add_widget(words(text, tone or "muted"))

    def renew(self) -> None:
        self._row = complaint_rows.one(self._row.id)

    @property
    def turn(self) -> RoundRow:
        """The present round."""
        return complaint_rounds.of_complaint(self._row.id)[-1]

    def add_person(self, name: str, text: str, *, nobody: str = "", required: bool = False) -> ChoiceField:
        """Somebody who works here."""
        people = [(one.id, one.name) for one in staff.people()]
        none = [(None, nobody)] if nobody else []
        made: ChoiceField = self.add_field(
            name,
            text,
            ChoiceField(choices=[*none, *people], placeholder="" if nobody else _("Choose a person")),
            required=required,
        )
        return made

    def add_text(
        self, name: str, text: str, hint: str = "", *, lines: int = 3, required: bool = False
    ) -> TextField:
        """Several lines."""
        made: TextField = self.add_field(
            name, text, TextField(limit=2000, lines=lines), hint, required=required
        )
        return made


class ClassifyForm(ComplaintActForm):
    """What it is about, and how serious."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: ComplaintRow) -> None:
        super().__init__(parent, desk, row, ComplaintAct.CLASSIFY)
        self._category = self.add_field(
            "category",
            _("What it is about"),
            ChoiceField(
                choices=[(one, label(one)) for one in ComplaintCategory], placeholder=_("Choose one")
            ),
            required=True,
        )
        self._level = self.add_field(
            "level",
            _("Level"),
            ChoiceField(choices=[(one, label(one)) for one in ComplaintLevel]),
            _("A serious complaint goes to the owner at once."),
            beside=True,
        )
        self._potential = self.add_field(
            "potential", "", TickField(_("Only a potential one: unhappy, but nobody complained"))
        )

    def load(self) -> None:
        self._category.set_value(self._row.category)
        self._level.set_value(self._row.level)
        self._potential.set_value(self._row.potential)

    def save(self) -> int:
        row = self._row
        if self._category.value() is None:
            raise FieldError("category", _("Choose what it is about."))
        complaints.classify(
            self._desk.by(),
            row.id,
            row.version,
            self._category.value(),
            self._level.value(),
            potential=self._potential.value(),
        )
        return row.id


class AssignForm(ComplaintActForm):
    """Somebody looks after it."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: ComplaintRow) -> None:
        super().__init__(parent, desk, row, ComplaintAct.ASSIGN)
        self._to = self.add_person("assigned_to", _("Who looks after it"), required=True)

    def load(self) -> None:
        self._to.set_value(self._row.assigned_to_id)

    def save(self) -> int:
        if self._to.value() is None:
            raise FieldError("assigned_to", _("Choose a person"))
        complaints.assign(self._desk.by(), self._row.id, self._row.version, self._to.value())
        return self._row.id


class VerifyForm(ComplaintActForm):
    """What really happened, and whether the garage answers for it."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: ComplaintRow) -> None:
        super().__init__(parent, desk, row, ComplaintAct.VERIFY)
        self._findings = self.add_text(
            "findings", _("What was found out"), _("Seen, measured, heard from whom."), lines=4, required=True
        )
        self._fault = self.add_field(
            "our_fault",
            _("Do we answer for it?"),
            ChoiceField(
                choices=[("yes", _("Yes, it is our fault")), ("no", _("No, it is not our fault"))],
                placeholder=_("Choose one"),
            ),
            required=True,
        )
        self._who = self.add_person("responsible", _("Whose work it was"), nobody=_("nobody in particular"))

    def save(self) -> int:
        row, fault = self._row, self._fault.value()
        if fault is None:
            raise FieldError("our_fault", _("Say yes or no."))
        complaints.verify(
            self._desk.by(),
            row.id,
            row.version,
            self._findings.value(),
            our_fault=fault == "yes",
            responsible=self._who.value(),
        )
        return row.id


class PlanForm(ComplaintActForm):
    """Why it happened, what is done about it, what the customer gets."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: ComplaintRow) -> None:
        super().__init__(parent, desk, row, ComplaintAct.PLAN)
        if self.turn.findings:
            self.add_widget(words(_("Found out: {words}").format(words=self.turn.findings), "muted"))
        self._cause = self.add_text("cause", _("Why it happened"), required=True, lines=2)
        self._measures = self.add_text(
            "measures",
            _("Measures"),
            _("For this customer, and so that it does not happen again."),
            required=True,
        )
        self._money = self.add_field(
            "compensation_fen",
            _("What the customer gets for it"),
            MoneyField(),
            _("Noted only; money is paid or allowed on the order."),
        )

    def load(self) -> None:
        turn = self.turn
        self._cause.set_value(turn.cause)
        self._measures.set_value(turn.measures)
        self._money.set_fen(turn.compensation_fen or None)

    def save(self) -> int:
        complaints.plan(
            self._desk.by(),
            self._row.id,
            self._row.version,
            self._cause.value(),
            self._measures.value(),
            self._money.fen(),
        )
        return self._row.id


class ImplementForm(ComplaintActForm):
    """The measures are done."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: ComplaintRow) -> None:
        super().__init__(parent, desk, row, ComplaintAct.IMPLEMENT)
        self.add_widget(words(self.turn.measures))
        self._note = self.add_text("note", _("What was done"), lines=2)

    def save(self) -> int:
        complaints.implement(self._desk.by(), self._row.id, self._row.version, self._note.value())
        return self._row.id


class InformForm(ComplaintActForm):
    """The customer hears of the result."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: ComplaintRow) -> None:
        super().__init__(parent, desk, row, ComplaintAct.INFORM)
        self.add_widget(words(self.turn.measures))
        self.add_widget(phones_line(row))
        self._who = self.add_field("who", _("Who was told"), LineField(limit=40), required=True)
        ways = [one for one in ComplaintChannel if one is not ComplaintChannel.FOLLOW_UP]
        self._how = self.add_field(
            "how", _("How"), ChoiceField(choices=[(one, label(one)) for one in ways]), beside=True
        )

    def load(self) -> None:
        self._who.set_value((self._row.complainant or self._row.customer)[:40])
        self._how.set_value(ComplaintChannel.PHONE)

    def save(self) -> int:
        complaints.inform(
            self._desk.by(), self._row.id, self._row.version, self._who.value(), self._how.value()
        )
        return self._row.id


class RevisitForm(ComplaintActForm):
    """The customer is asked again; a content one closes the loop, another begins it anew."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: ComplaintRow) -> None:
        super().__init__(parent, desk, row, ComplaintAct.REVISIT)
        self.add_widget(phones_line(row))
        self._satisfied = self.add_field(
            "satisfied",
            _("Is the customer content now?"),
            ChoiceField(
                choices=[("yes", _("Yes, content")), ("no", _("No, still unhappy"))],
                placeholder=_("Choose one"),
            ),
            required=True,
        )
        self._note = self.add_text("note", _("What the customer said"), lines=2)
        self._go_on = self.add_field("go_on", "", TickField(""))
        self._satisfied.edited.connect(self._fit)

    def load(self) -> None:
        self._go_on.set_value(True)
        self._fit()

    def save(self) -> int:
        row, said = self._row, self._satisfied.value()
        if said is None:
            raise FieldError("satisfied", _("Say yes or no."))
        complaints.revisit(
            self._desk.by(),
            row.id,
            row.version,
            self._note.value(),
            satisfied=said == "yes",
            go_on=self._go_on.value(),
        )
        return row.id

    def _fit(self) -> None:
        unhappy = self._satisfied.value() == "no"
        text = _("Begin anew at once, with both clocks from now") if unhappy else _("Close the complaint")
        self._go_on.setText(text)
        self.grow_soon()


class EscalateForm(ComplaintActForm):
    """An owner hears of it."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: ComplaintRow) -> None:
        super().__init__(parent, desk, row, ComplaintAct.ESCALATE)
        self._to = self.add_field("to", _("To whom"), ChoiceField(choices=staff.owners()), required=True)
        self._reason = self.add_field("reason", _("Reason"), TextField(limit=200, lines=2), required=True)

    def save(self) -> int:
        complaints.escalate(
            self._desk.by(), self._row.id, self._row.version, self._to.value(), self._reason.value()
        )
        return self._row.id


def phones_line(row: ComplaintRow) -> QWidget:
    """The numbers to call, large."""
    numbers = [row.phone] if row.phone else []
    known = customers.live_phones_of(row.customer_id) if row.customer_id is not None else ()
    shown = dict.fromkeys([*numbers, *known])
    line = words("   ".join(map(display_phone, shown)) or _("no number known"), "title")
    line.setObjectName("call_numbers")
    line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return line


def _reason_form(parent: QWidget | None, desk: Desk, row: ComplaintRow, act: ComplaintAct) -> ReasonForm:
    ends = {ComplaintAct.REOPEN: complaints.reopen, ComplaintAct.WITHDRAW: complaints.withdraw}
    told = {
        ComplaintAct.REOPEN: _("Another round begins with both clocks from now; what was done before stays."),
        ComplaintAct.WITHDRAW: _("It is closed without a result; its number stays in the books."),
    }
    title = label(act).rstrip("…")

    def do(why: str) -> int:
        ends[act](desk.by(), row.id, row.version, why)
        return row.id

    return ReasonForm(parent, title, about_complaint(row), told[act], do)


_FORMS: dict[ComplaintAct, Callable[[QWidget | None, Desk, ComplaintRow], FormDialog]] = {
    ComplaintAct.CLASSIFY: ClassifyForm,
    ComplaintAct.ASSIGN: AssignForm,
    ComplaintAct.VERIFY: VerifyForm,
    ComplaintAct.PLAN: PlanForm,
    ComplaintAct.IMPLEMENT: ImplementForm,
    ComplaintAct.INFORM: InformForm,
    ComplaintAct.REVISIT: RevisitForm,
    ComplaintAct.ESCALATE: EscalateForm,
}


def form_of(act: ComplaintAct, parent: QWidget | None, desk: Desk, row: ComplaintRow) -> FormDialog | None:
    """The form of an act; None of one that asks nothing."""
    if act in _FORMS:
        return _FORMS[act](parent, desk, row)
    return None if act is ComplaintAct.CLOSE else _reason_form(parent, desk, row, act)
