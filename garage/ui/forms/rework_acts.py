"""What is done with a rework case: opened, evidence recorded, decided, sent to another garage (D2–D4)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.lines import COUNTING
from garage.domain.rework import NOT_OURS, OURS, must_refer, needs_owner
from garage.domain.staff import Role
from garage.errors import FieldError
from garage.i18n import _
from garage.services import orders, rework_cases, rework_deciders, rework_rows, staff
from garage.services.orders import OrderPage
from garage.services.rework_deciders import DECIDING
from garage.services.rework_rows import CaseRow
from garage.ui.desk import Desk
from garage.ui.forms.estimate_rework import Earlier, earlier_lines
from garage.ui.forms.order_head import about, words
from garage.ui.forms.photos import PhotoPanel
from garage.ui.forms.rework_words import about_case, say_attempt, say_clock
from garage.ui.kit import fields
from garage.ui.kit.form_dialog import FormDialog


class OpenCaseForm(FormDialog):
    """The customer says that an earlier repair did not hold; `saved` carries the id of the case."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        title = _("Open a rework case")
        super().__init__(parent, title, about(page), default_text=title, width=680)
        self.setObjectName("open_case_form")
        self._desk, self._page = desk, page
        self._original = self.add_field(
            "original",
            _("What did not hold"),
            fields.ChoiceField(placeholder=_("Choose the earlier work")),
            required=True,
        )
        self._fault = self.add_field(
            "fault",
            _("In the customer's words"),
            fields.TextField(limit=2000, lines=3),
            _("For example: noise again after two days"),
            required=True,
        )
        self._undrivable = self.add_field("undrivable", "", fields.TickField(_("The car cannot be driven")))
        self._line = self.add_field("line", _("Line of today that is about it"), fields.ChoiceField())
        told = _(
            "From today's reception the garage has three days to show a cause that is not its repair."
            " Without evidence the rework is free."
        )
        self.add_widget(words(told, "muted"))

    def load(self) -> None:
        earlier = earlier_lines(self._page)
        self._original.set_choices([(row.line_id, say_earlier(row)) for row in earlier])
        standing = [line for line in self._page.lines if line.status in COUNTING]
        known = {row.line_id for row in earlier}
        again = next((line for line in standing if line.original_line_id in known), None)
        alone = earlier[0].line_id if len(earlier) == 1 else None
        self._original.set_value(again.original_line_id if again is not None else alone)
        self._line.set_choices([(None, _("none yet")), *((line.id, line.name) for line in standing)])
        self._line.set_value(again.id if again is not None else None)
        self._fault.set_value(self._page.reception.complaint)
        self._original.setFocus()
        if not earlier:
            self.say_at_foot(_("This car has no earlier work that could be done again."))

    def save(self) -> int:
        chosen = self._original.value()
        if chosen is None:
            raise FieldError("original", _("Choose the line that did not hold."))
        return rework_cases.open_case(
            self._desk.by(),
            self._page.id,
            chosen,
            self._fault.value(),
            self._undrivable.value(),
            self._line.value(),
        )

    def renew(self) -> None:
        self._page = orders.open_page(self._page.id)


def say_earlier(row: Earlier) -> str:
    """An earlier line in a list to choose from."""
    return " · ".join((row.name, row.no, row.on.isoformat(), row.left or _("warranty run out")))


class CaseForm(FormDialog):
    """A form about one case; `saved` carries its id."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: CaseRow, title: str, width: int) -> None:
        super().__init__(parent, title, about_case(row), default_text=title, width=width)
        self._desk, self._row = desk, row

    def renew(self) -> None:
        self._row = rework_rows.one(self._row.id)

    def add_reason(self, text: str, *, required: bool = False) -> fields.LineField:
        """One line that says why."""
        made: fields.LineField = self.add_field(
            "reason", text, fields.LineField(limit=200), required=required, stretch=2
        )
        return made

    def add_approver(self, *, owner_only: bool = False) -> fields.ChoiceField:
        """Who stands for it, where the person at the desk may not; what the counter called unclear is the owner's."""
        unclear = rework_deciders.is_owners(self._row.order_id, self._row.original_line_id)
        people = staff.owners() if owner_only or unclear else _deciders()
        field = fields.ChoiceField(choices=people, placeholder=_("Choose who decides"))
        made: fields.ChoiceField = self.add_field("approved_by", _("Decided by"), field, beside=True)
        mine = self._desk.by().staff_id
        if mine in dict(people):
            made.set_value(mine)
            self.body.boxes["approved_by"].hide()
        return made


def _deciders() -> list[tuple[int, str]]:
    found = {one.id: one.name for role in (Role.OWNER, Role.FOREMAN) for one in staff.people(role)}
    return list(found.items()) if DECIDING else []


class EvidenceForm(CaseForm):
    """What was found, and which cause it shows."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: CaseRow) -> None:
        super().__init__(parent, desk, row, _("Record the evidence"), 780)
        self.setObjectName("rework_evidence_form")
        self._cause = self.add_field("cause", _("Cause"), cause_field((*OURS, *NOT_OURS)), required=True)
        self._evidence = self.add_field(
            "evidence",
            _("What shows it"),
            fields.TextField(limit=2000, lines=5),
            _("Measured, seen, read out; the photos go with the case …"),
            required=True,
        )
        self.photos = PhotoPanel(desk, "rework_case")
        self.photos.show_of(row.id)
        self.add_section(_("Photos"))
        self.add_widget(self.photos, 1)
        self._say()

    def _say(self) -> None:
        clock, ink = say_clock(self._row, self._desk.today())
        told = _("Only a cause that is not our repair, recorded in time, stops the clock.")
        self.add_widget(words(told, "muted"))
        if clock:
            self.add_widget(words(f"{clock[:1].upper()}{clock[1:]}", ink))

    def load(self) -> None:
        self._cause.set_value(self._row.cause)
        self._evidence.set_value(self._row.evidence)

    def save(self) -> int:
        rework_cases.record_evidence(
            self._desk.by(), self._row.id, self._row.version, self._cause.value(), self._evidence.value()
        )
        return self._row.id


def cause_field(causes: Sequence[object]) -> fields.ChoiceField:
    """Causes to choose from."""
    return fields.ChoiceField(
        choices=[(one, label(one)) for one in causes],  # type: ignore[arg-type]
        placeholder=_("Choose the cause"),
    )


class OursForm(CaseForm):
    """It was our repair: it is done again for nothing."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: CaseRow) -> None:
        super().__init__(parent, desk, row, _("Our fault: free rework"), 620)
        self.setObjectName("rework_ours_form")
        self._cause = self.add_field("cause", _("What went wrong"), cause_field(OURS), required=True)
        self._approver = self.add_approver()
        self._reason = self.add_reason(_("Remark"))
        attempt, ink = say_attempt(row)
        told = _("The line costs the customer nothing. {attempt}.").format(attempt=attempt)
        self.add_widget(words(told, ink if must_refer(row.earlier) else "muted"))

    def load(self) -> None:
        self._cause.set_value(self._row.cause if self._row.cause in OURS else None)

    def save(self) -> int:
        rework_cases.decide_ours(
            self._desk.by(),
            self._row.id,
            self._row.version,
            self._cause.value(),
            self._reason.value(),
            approved_by=self._approver.value(),
        )
        return self._row.id


class NotOursForm(CaseForm):
    """Another cause was shown: the customer is quoted the normal price; late, only by an owner with a reason."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: CaseRow) -> None:
        super().__init__(parent, desk, row, _("Not our fault: normal quote"), 640)
        self.setObjectName("rework_not_ours_form")
        late = needs_owner(row.case, desk.today())
        assumed = row.case.assumed
        self._cause = self._evidence = None
        if assumed:
            self._cause = self.add_field("cause", _("Cause"), cause_field(NOT_OURS), required=True)
            self._evidence = self.add_field(
                "evidence", _("What shows it"), fields.TextField(limit=2000, lines=4), required=True
            )
        else:
            self.add_widget(words(f"{label(row.cause)}: {row.evidence}" if row.cause else ""))
        self._reason = self.add_reason(_("Reason") if late else _("Remark"), required=late)
        self._approver = self.add_approver(owner_only=late)
        told = _(
            "What was free becomes a normal line, or a supplement where the customer has signed already."
        )
        self.add_widget(words(told, "muted"))
        if late:
            self.add_widget(words(_("The time for evidence is over: only an owner may say this."), "warn"))

    def save(self) -> int:
        rework_cases.decide_not_ours(
            self._desk.by(),
            self._row.id,
            self._row.version,
            self._reason.value(),
            cause=self._cause.value() if self._cause is not None else None,
            evidence=self._evidence.value() if self._evidence is not None else "",
            approved_by=self._approver.value(),
        )
        return self._row.id


class ReferForm(CaseForm):
    """Another garage repairs it, at our cost."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: CaseRow) -> None:
        super().__init__(parent, desk, row, _("Refer to another garage"), 620)
        self.setObjectName("rework_refer_form")
        self._garage = self.add_field(
            "garage", _("Garage"), fields.LineField(limit=80), required=True, stretch=2
        )
        self._on = self.add_field("on", _("Day"), fields.DateField(now=desk.now), required=True, beside=True)
        self._cost = self.add_field(
            "cost", _("What it costs us"), fields.MoneyField(), _("as agreed; its bill can be told later")
        )
        self._approver = self.add_approver()
        told = _(
            "The customer pays nothing. Before the bill the cost stands on the order as a sublet line; after it"
            " only with the case."
        )
        self.add_widget(words(told, "muted"))

    def load(self) -> None:
        self._on.set_date(self._desk.today())

    def save(self) -> int:
        on = self._on.date()
        if on is None:
            raise FieldError("on", _("Which day?"))
        rework_cases.refer(
            self._desk.by(),
            self._row.id,
            self._row.version,
            self._garage.value(),
            self._cost.fen(),
            on,
            approved_by=self._approver.value(),
        )
        return self._row.id


class KeepForm(CaseForm):
    """It was done again twice, and an owner says why we try once more all the same."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: CaseRow) -> None:
        super().__init__(parent, desk, row, _("Try again ourselves"), 620)
        self.setObjectName("rework_keep_form")
        self._reason = self.add_reason(_("Why no other garage"), required=True)
        self._approver = self.add_approver(owner_only=True)
        told = _(
            "It was done again twice: the law asks for another garage at our cost. An owner may say why we try"
            " once more, for example because the customer wants it so."
        )
        self.add_widget(words(told, "muted"))

    def save(self) -> int:
        rework_cases.keep(
            self._desk.by(),
            self._row.id,
            self._row.version,
            self._reason.value(),
            approved_by=self._approver.value(),
        )
        return self._row.id


class BackForm(CaseForm):
    """The car is back from the other garage."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: CaseRow) -> None:
        super().__init__(parent, desk, row, _("Back from the other garage"), 620)
        self.setObjectName("rework_back_form")
        self._result = self.add_field(
            "result", _("What they found and did"), fields.LineField(limit=200), required=True, stretch=2
        )
        self._cost = self.add_field("cost", _("Their bill"), fields.MoneyField(), beside=True)

    def load(self) -> None:
        self._cost.set_fen(self._row.referral_cost_fen)

    def save(self) -> int:
        rework_cases.take_back(
            self._desk.by(), self._row.id, self._row.version, self._result.value(), self._cost.fen()
        )
        return self._row.id
