"""In the settings: in how many hours and days customers are answered, called and written to (A10, G1, G4, G5)."""

from dataclasses import asdict

from garage.domain.deadlines import LIMITS, Deadlines
from garage.domain.decimals import parse_decimal
from garage.i18n import _
from garage.services import deadlines
from garage.ui.desk import Desk
from garage.ui.forms.settings_section import FormSection
from garage.ui.kit.line_fields import NumberField


class DeadlinesSection(FormSection):
    """A number each; as the rules have it until somebody changes it."""

    def __init__(self, desk: Desk) -> None:
        words = _(
            "In what time customers are answered, called and written to. Days that are written down stay."
        )
        super().__init__(_("Deadlines"), words)
        self.setObjectName("deadline_settings")
        self._desk = desk
        for name, caption, beside in (
            ("verify_hours", _("Complaint verified, hours"), False),
            ("result_days", _("Complaint answered, working days"), True),
            ("revisit_days", _("Asked again, days after the answer"), False),
            ("hand_up_days", _("Open question to the manager, days"), True),
            ("call_days", _("Invited by telephone, days before"), False),
            ("letter_days", _("Invitation sent, days after the call"), True),
            ("send_days", _("Other letters sent, days"), False),
            ("file_days", _("Customer's file complete, days"), True),
        ):
            most = LIMITS[name][1]
            number = NumberField(
                lambda text, field, most=most: parse_decimal(text, places=0, limit=most, field=field), str
            )
            usual = _("usual: {n}").format(n=getattr(Deadlines, name))
            self.add_field(name, caption, number, usual, required=True, beside=beside)

    def load(self) -> None:
        for name, value in asdict(deadlines.chosen()).items():
            self.body.boxes[name].field.set_value(value)  # type: ignore[attr-defined]

    def save(self) -> object:
        typed = {name: box.field.value() for name, box in self.body.boxes.items()}  # type: ignore[attr-defined]
        deadlines.choose(self._desk.by(), Deadlines(**typed))
        return None
