"""When a part is to be counted again, is slow, or is dead: the days that the garage has set."""

import json
from dataclasses import asdict

from garage.domain.part_file import StockLimits, check_limits
from garage.services import named_settings
from garage.services.command import Area, By, command

SETTING = "stock_limits"


def limits() -> StockLimits:
    """The days of the settings, else those that are usual."""
    stored = named_settings.stored(SETTING)
    return StockLimits(**json.loads(stored)) if stored else StockLimits()


@command(Area.SHOP, Area.STOCK)
def set_limits(by: By, wanted: StockLimits) -> None:
    """Change the days; FieldError as `check_limits`."""
    check_limits(wanted)
    before, after = asdict(limits()), asdict(wanted)
    changed = {name: days for name, days in after.items() if days != before[name]}
    if changed:
        former = {name: before[name] for name in changed}
        named_settings.keep(by, SETTING, json.dumps(after), "stock limits", before=former, after=changed)
