"""How long before something falls due its owner is told, in the settings (G6)."""

from dataclasses import asdict

from garage.domain.decimals import parse_decimal
from garage.domain.reminders import MOST_LEAD, MOST_LEAD_KM, YEARLY_KM, Leads
from garage.i18n import _
from garage.services import reminder_leads
from garage.ui.desk import Desk
from garage.ui.forms.settings_section import FormSection
from garage.ui.kit.line_fields import NumberField


class RemindersSection(FormSection):
    """Days and kilometres of each kind."""

    def __init__(self, desk: Desk) -> None:
        words = _("How long before something falls due its owner is told. What is planned already follows.")
        super().__init__(_("Reminders"), words)
        self.setObjectName("reminder_settings")
        self._desk = desk
        for name, caption, beside in (
            ("service", _("Service, days before"), False),
            ("service_km", _("Service, km before"), True),
            ("insurance", _("Insurance, days before"), False),
            ("inspection", _("Annual inspection, days before"), True),
            ("part", _("Parts, days before"), False),
            ("appointment", _("Appointments, days before"), True),
            ("expire", _("Dropped when nobody came, days after"), False),
            ("yearly_km", _("Usual km in a year"), True),
        ):
            most = {"service_km": MOST_LEAD_KM, "yearly_km": YEARLY_KM[1]}.get(name, MOST_LEAD)
            number = NumberField(
                lambda text, field, most=most: parse_decimal(text, places=0, limit=most, field=field), str
            )
            self.add_field(name, caption, number, required=True, beside=beside)

    def load(self) -> None:
        for name, value in asdict(reminder_leads.leads()).items():
            self.body.boxes[name].field.set_value(value)  # type: ignore[attr-defined]

    def save(self) -> object:
        typed = {name: box.field.value() for name, box in self.body.boxes.items()}  # type: ignore[attr-defined]
        reminder_leads.set_leads(self._desk.by(), Leads(**typed))
        return None
