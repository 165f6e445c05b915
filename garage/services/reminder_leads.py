"""How long before something falls due its owner is told, as the garage has set it (G6)."""

import json
from dataclasses import asdict

from garage.domain.reminders import Leads, check_leads
from garage.services import named_settings
from garage.services.command import Area, By, command

SETTING = "reminder_leads"


def leads() -> Leads:
    """The leads of the settings, else the usual ones."""
    stored = named_settings.stored(SETTING)
    known = json.loads(stored) if stored else {}
    return Leads(**{name: int(known.get(name, value)) for name, value in asdict(Leads()).items()})


@command(Area.SHOP, Area.CARE)
def set_leads(by: By, wanted: Leads) -> None:
    """Change the leads; what is planned already is told by the new ones. FieldError as `check_leads`."""
    from garage.services import appointment_calls, reminder_plans  # noqa: PLC0415 - which ask for the leads themselves

    check_leads(wanted)
    before, after = asdict(leads()), asdict(wanted)
    changed = {name: value for name, value in after.items() if value != before[name]}
    if changed:
        former = {name: before[name] for name in changed}
        named_settings.keep(by, SETTING, json.dumps(after), "reminder leads", before=former, after=changed)
        reminder_plans.foresee_all()
        appointment_calls.follow_lead(by.today, before["appointment"], wanted.appointment)
