"""Customer care in the settings: who calls, who is away, the days of the calls, what customers are asked (G1, G2)."""

from collections.abc import Sequence
from dataclasses import asdict

from PySide6.QtWidgets import QWidget

from garage.domain.decimals import parse_decimal
from garage.domain.followups import LIMITS, CallRules
from garage.errors import FieldError
from garage.i18n import _
from garage.services import callers, care_settings, staff
from garage.services.callers import AbsenceRow
from garage.services.command import Area
from garage.ui.desk import Desk
from garage.ui.forms.reasons import ReasonForm
from garage.ui.forms.settings_section import FormSection, ListSection
from garage.ui.kit import fields
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import NumberField
from garage.ui.kit.table_model import Column


def _people() -> list[tuple[int, str]]:
    return [(one.id, one.name) for one in staff.people()]


class CareSection(FormSection):
    """Named caller and deputy, the days, the topics."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Customer care"), _("Who calls the customers, when, and what they are asked."))
        self.setObjectName("care_settings")
        self._desk = desk
        nobody = [(None, _("nobody in particular"))]
        self._caller = self.add_field("caller", _("Who calls"), fields.ChoiceField(choices=nobody))
        self._deputy = self.add_field("deputy", _("Deputy"), fields.ChoiceField(choices=nobody), beside=True)
        for name, caption in (
            ("first_from", _("1st call, days after the car left")),
            ("first_to", _("late after days")),
            ("second_from", _("2nd call, days after the 1st")),
            ("second_to", _("late after days")),
            ("attempts", _("Attempts at one call")),
            ("gap_days", _("Days between attempts")),
            ("survey_months", _("Months between surveys of public customers")),
            ("lapse_days", _("Given up, days after the last day")),
        ):
            most = LIMITS[name][1]
            number = NumberField(
                lambda text, field, most=most: parse_decimal(text, places=0, limit=most, field=field), str
            )
            beside = name not in {"first_from", "second_from", "attempts", "survey_months"}
            self.add_field(name, caption, number, required=True, beside=beside)
        self._topics = self.add_field(
            "topics", _("Satisfaction with"), fields.ListField(add_text=_("Add a topic"), limit=20)
        )

    def load(self) -> None:
        nobody = [(None, _("nobody in particular"))]
        named = callers.named()
        for field, who in ((self._caller, named.caller_id), (self._deputy, named.deputy_id)):
            field.set_choices([*nobody, *_people()])
            field.set_value(who)
        for name, days in asdict(care_settings.rules()).items():
            self.body.boxes[name].field.set_value(days)  # type: ignore[attr-defined]
        self._topics.set_value([care_settings.topic_name(topic) for topic in care_settings.topics()])

    def save(self) -> object:
        by = self._desk.by()
        typed = {name: self.body.boxes[name].field.value() for name in LIMITS}  # type: ignore[attr-defined]
        care_settings.set_all(
            by, CallRules(**typed), self._topics.value(), self._caller.value(), self._deputy.value()
        )
        return None


class AbsenceForm(FormDialog):
    """Days on which somebody is away, and who stands in."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent, _("Somebody is away"), width=480)
        self.setObjectName("absence_form")
        self._desk = desk
        self.add_field(
            "staff", _("Who"), fields.ChoiceField(choices=_people(), placeholder=_("Choose")), required=True
        )
        garage = [(None, _("the garage's deputy"))]
        self.add_field(
            "deputy", _("Stands in"), fields.ChoiceField(choices=[*garage, *_people()]), beside=True
        )
        self.add_field("first_on", _("First day"), fields.DateField(now=desk.now), required=True)
        self.add_field("last_on", _("Last day"), fields.DateField(now=desk.now), required=True, beside=True)
        self.add_field("note", _("Note"), fields.LineField(limit=80))

    def load(self) -> None:
        self.widget("staff").set_value(callers.named().caller_id)  # type: ignore[attr-defined]
        self.widget("first_on").set_date(self._desk.today())  # type: ignore[attr-defined]

    def save(self) -> int:
        values = {name: box.field.value() for name, box in self.body.boxes.items()}  # type: ignore[attr-defined]
        if values["staff"] is None:
            raise FieldError("staff", _("Choose who is away."))
        return callers.be_away(
            self._desk.by(),
            values["staff"],
            values["first_on"],
            values["last_on"],
            values["deputy"],
            values["note"],
        )


class AbsenceSection(ListSection):
    """Who is away today and in the days to come; their calls go to whoever stands in."""

    areas = frozenset({Area.STAFF, Area.CARE})

    def __init__(self, desk: Desk) -> None:
        about = _("While the caller is away, the calls go to whoever stands in, by themselves.")
        super().__init__(desk, "absences", _("Away"), about)
        self._end, self._end_button = self.add_button(_("Back sooner…"), self.end, "Delete", "undo")
        self.add_button(_("Somebody is away…"), self.add, "Ctrl+N", "plus", primary=True)
        self.list.set_empty(_("Nobody is away."))
        self.show_columns(
            (
                Column("name", _("Who"), 110, "left", lambda row: row.name, bold=True),
                Column("days", _("Days"), 200, "left", lambda row: f"{row.first_on} – {row.last_on}"),
                Column(
                    "deputy", _("Stands in"), 130, "left", lambda row: row.deputy or _("the garage's deputy")
                ),
                Column("note", _("Note"), 0, "left", lambda row: row.note),
            ),
            lambda row: row.id,
        )

    def rows(self) -> Sequence[AbsenceRow]:
        return callers.absences(self.desk.today())

    def refresh_actions(self) -> None:
        for part in (self._end, self._end_button):
            part.setEnabled(self.list.current_row() is not None)

    def add(self) -> None:
        """Somebody is away."""
        self.open_form(AbsenceForm(self.desk, self))

    def end(self) -> None:
        """The absence under the bar does not count any more."""
        row = self.list.current_row()
        if row is not None:
            self.open_form(
                ReasonForm(
                    self,
                    _("Back sooner"),
                    f"{row.name} · {row.first_on} – {row.last_on}",
                    _("The calls go to {name} again.").format(name=row.name),
                    lambda why: callers.be_back(self.desk.by(), row.id, row.version, why),
                    limit=80,
                )
            )
