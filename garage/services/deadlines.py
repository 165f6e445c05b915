"""The times in which customers are answered, called and written to, as the garage has set them (A10, G1, G4, G5)."""

import json
from dataclasses import asdict

from garage.domain.deadlines import Deadlines, check_deadlines
from garage.services import named_settings
from garage.services.command import Area, By, command

SETTING = "deadlines"


def chosen() -> Deadlines:
    """Those of the settings; those of the rules while nobody has chosen."""
    text = named_settings.stored(SETTING)
    return Deadlines(**json.loads(text)) if text else Deadlines()


@command(Area.SHOP, Area.CARE)
def choose(by: By, wanted: Deadlines) -> None:
    """From now on; a day that is written down already stays. FieldError on the figure that cannot be."""
    check_deadlines(wanted)
    before, after = asdict(chosen()), asdict(wanted)
    changed = {name: value for name, value in after.items() if value != before[name]}
    if changed:
        former = {name: before[name] for name in changed}
        named_settings.keep(by, SETTING, json.dumps(after), "deadlines", before=former, after=changed)
