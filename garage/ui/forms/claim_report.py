"""The fault report of a claim, and the questions about what no warranty covers."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from garage.domain.claims import QUESTIONS, REPLACING, Remedy, wears
from garage.domain.labels import label
from garage.domain.plates import display_plate
from garage.i18n import _
from garage.services import claim_edits, claim_pages
from garage.services.claim_edits import FaultReport
from garage.ui.desk import Desk
from garage.ui.forms.document_form import DocumentForm
from garage.ui.forms.order_head import words
from garage.ui.kit.actions import make_action
from garage.ui.kit.choice_fields import ChoiceField, TickField
from garage.ui.kit.date_fields import DateField
from garage.ui.kit.line_fields import CodeField, KilometreField, LineField, TextField


class ClaimReportForm(DocumentForm):
    """故障报告: where the car was, what was seen, why, and what was done about it."""

    def __init__(self, parent: QWidget | None, desk: Desk, claim_id: int) -> None:
        self._desk, self._claim_id = desk, claim_id
        row = claim_pages.row_of(claim_id)
        about = " · ".join(filter(None, (row.no, row.supplier, display_plate(row.plate), row.model)))
        super().__init__(parent, _("Fault report"), about, width=760)
        self.setObjectName("claim_report_form")
        self._car(desk)
        self._fault()
        self.remedy.edited.connect(self._fit)

    def _car(self, desk: Desk) -> None:
        now = desk.now
        self.add_field("fault_on", _("Day of the fault"), DateField(now=now), required=True)
        hint = _("Of the car, or the day we fitted the part")
        self.add_field("bought_on", _("Bought or fitted on"), DateField(now=now), hint, beside=True)
        self.add_field("odometer_km", _("Odometer"), KilometreField(), beside=True)
        self.add_field("place", _("Place"), LineField(limit=120))
        self.add_field("engine_no", _("Engine or unit number"), CodeField(limit=30), beside=True)

    def _fault(self) -> None:
        self.add_field("symptoms", _("Symptoms"), TextField(limit=1000, lines=2))
        self.add_field("cause", _("Cause"), TextField(limit=1000, lines=2))
        choices = [(one, label(one)) for one in Remedy]
        self.remedy = self.add_field(
            "remedy", _("Done about it"), ChoiceField(choices=choices, placeholder=_("Choose what was done"))
        )
        self.add_field("major", "", TickField(_("Major fault: report it at once")), beside=True)
        self.add_field("tried", _("Why adjusting or repairing was not enough"), LineField(limit=300))
        self.add_field("component_why", _("Why replacing the component was not enough"), LineField(limit=300))
        self.add_field("note", _("Note"), LineField(limit=200))

    def read(self) -> tuple[int, Mapping[str, Any]]:
        page = claim_pages.one(self._claim_id, self._desk.today())
        return page.row.version, vars(claim_pages.report_asked(self._claim_id))

    def load(self) -> None:
        super().load()
        self._fit()

    def write(self, version: int) -> None:
        values = {name: self.widget(name).value() for name in FaultReport.__dataclass_fields__}  # type: ignore[attr-defined]
        claim_edits.save_report(self._desk.by(), self._claim_id, version, FaultReport(**values))

    def _fit(self) -> None:
        """Only what the remedy has to explain is asked."""
        remedy = self.remedy.value()
        self.body.boxes["tried"].setVisible(remedy in REPLACING)
        self.body.boxes["component_why"].setVisible(remedy is Remedy.REPLACE_ASSEMBLY)
        self.grow_soon()


class ClaimQuestionsForm(DocumentForm):
    """What no warranty covers, asked one by one or answered at once; a yes shows the rule that refuses."""

    def __init__(self, parent: QWidget | None, desk: Desk, claim_id: int) -> None:
        self._desk, self._claim_id = desk, claim_id
        row = claim_pages.row_of(claim_id)
        about = " · ".join(filter(None, (row.no, row.supplier, row.part)))
        super().__init__(parent, _("Is it covered?"), about, width=760)
        self.setObjectName("claim_questions_form")
        page = claim_pages.one(claim_id, desk.today())
        if worn := [line.name for line in page.facts.parts() if wears(line.name, line.group)]:
            self.add_widget(words(_("Look at wear: {parts}").format(parts=", ".join(worn)), "warn"))
        self._add_all_no()
        choices = [(False, _("No")), (True, _("Yes – not covered"))]
        for question in QUESTIONS:
            field = ChoiceField(choices=choices, placeholder=_("Choose"))
            field.setMaximumWidth(260)
            self.add_field(question.code, _(question.text), field, required=True)
            field.edited.connect(lambda one=question: self._warn(one.code, one.rule))

    def _add_all_no(self) -> None:
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        action = make_action(
            self, _("No to all that are open"), self.say_no, "Ctrl+0", "check", name="all_no"
        )
        button = QPushButton(action.icon(), action.text())
        button.setObjectName("all_no_button")
        button.setAccessibleName(action.text())
        button.setToolTip(action.toolTip())
        button.setAutoDefault(False)
        button.clicked.connect(action.trigger)
        inside.addStretch(1)
        inside.addWidget(button)
        self.add_widget(row)

    def say_no(self) -> None:
        """Nothing of it applies; what was answered already stays."""
        for question in QUESTIONS:
            if self._answer(question.code) is None:
                self.widget(question.code).set_value(False)  # type: ignore[attr-defined]
                self.body.boxes[question.code].show_error("")
        self.save_button.setFocus()

    def read(self) -> tuple[int, Mapping[str, Any]]:
        page = claim_pages.one(self._claim_id, self._desk.today())
        return page.row.version, {
            question.code: page.facts.answers.get(question.code) for question in QUESTIONS
        }

    def write(self, version: int) -> None:
        answers = {question.code: bool(self._answer(question.code)) for question in QUESTIONS}
        claim_edits.answer(self._desk.by(), self._claim_id, version, answers)

    def _answer(self, code: str) -> Any:
        field: Any = self.widget(code)
        return field.value()

    def _warn(self, code: str, rule: str) -> None:
        self.body.boxes[code].show_error(_(rule) if self._answer(code) else "")
        self.grow_soon()
