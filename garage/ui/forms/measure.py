"""A measure: what is to be done, by whom and until when; and what came of it (G7)."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from garage.i18n import _
from garage.services import measures, staff
from garage.services.measures import MeasureData, MeasureRow
from garage.ui.desk import Desk
from garage.ui.forms.document_form import DocumentForm
from garage.ui.forms.order_head import words
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.date_fields import DateField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import TextField


class MeasureForm(DocumentForm):
    """A new measure of a summary or a complaint, or the open one that is named; `saved` carries its id."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        measure: MeasureRow | None = None,
        summary_id: int | None = None,
        complaint_id: int | None = None,
    ) -> None:
        title = _("Measure") if measure is not None else _("New measure")
        about = _("It stays open, and stands in the next summary, until it is done or dropped.")
        super().__init__(parent, title, about, width=560)
        self.setObjectName("measure_form")
        self._desk, self._measure = desk, measure
        self._of = {"summary_id": summary_id, "complaint_id": complaint_id}
        self._text = self.add_field(
            "text", _("What is to be done"), TextField(limit=measures.LENGTH, lines=3), required=True
        )
        people = [(one.id, one.name) for one in staff.people()]
        nobody = [(None, _("Nobody named yet"))]
        self._staff = self.add_field("staff", _("Who does it"), ChoiceField(choices=[*nobody, *people]))
        self._until = self.add_field("due_on", _("Until"), DateField(now=desk.now), beside=True)

    def read(self) -> tuple[int, Mapping[str, Any]]:
        if self._measure is None:
            return 0, {"text": "", "staff": None, "due_on": None}
        row = measures.one(self._measure.id)
        return row.version, {"text": row.text, "staff": row.staff_id, "due_on": row.due_on}

    def write(self, version: int) -> int:
        text = " ".join(self._text.value().split())
        data = MeasureData(text, self._staff.value(), self._until.date())
        if self._measure is None:
            return measures.add(self._desk.by(), data, **self._of)
        measures.change(self._desk.by(), self._measure.id, version, data)
        return self._measure.id


class MeasureDoneForm(FormDialog):
    """It was carried out; `saved` carries its id."""

    def __init__(self, desk: Desk, parent: QWidget | None, measure: MeasureRow) -> None:
        title = _("Measure done")
        super().__init__(parent, title, default_text=title, width=520)
        self.setObjectName("measure_done_form")
        self._desk, self._measure = desk, measure
        self.add_widget(words(measure.text, "section"))
        self._result = self.add_field(
            "result", _("What came of it"), TextField(limit=measures.LENGTH, lines=3), required=True
        )

    def renew(self) -> None:
        self._measure = measures.one(self._measure.id)

    def save(self) -> int:
        measures.done(self._desk.by(), self._measure.id, self._measure.version, self._result.value())
        return self._measure.id


def drop_form(desk: Desk, parent: QWidget | None, measure: MeasureRow) -> ReasonForm:
    """It is not carried out after all."""
    return ReasonForm(
        parent,
        _("Drop the measure"),
        measure.text,
        _("It stays in the books with the reason, and no summary names it any more."),
        lambda why: measures.drop(desk.by(), measure.id, measure.version, why),
    )
