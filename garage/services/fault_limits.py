"""The times that a fault may take, as the garage has set them (B7)."""

import json
from collections.abc import Mapping

from garage.domain.fault_clock import FaultClass, Limits, check_limits, suggested_class
from garage.services import named_settings
from garage.services.command import Area, By, command

SETTING = "fault_limits"


def limits() -> Limits:
    """The times allowed: those of the settings, else those of the service promise (S3)."""
    stored = named_settings.stored(SETTING)
    return _read(json.loads(stored)) if stored else Limits()


def _plain(limits_: Limits) -> dict[str, int]:
    times = {one.value: minutes for one, minutes in limits_.by_class}
    return {"wait": limits_.wait, **times, "escalate": limits_.escalate}


def _read(stored: Mapping[str, int]) -> Limits:
    usual = _plain(Limits())
    times = {name: int(stored.get(name, minutes)) for name, minutes in usual.items()}
    by_class = tuple((one, times[one.value]) for one in FaultClass)
    return Limits(times["wait"], by_class, times["escalate"])


@command(Area.SHOP, Area.ORDERS)
def set_limits(by: By, wanted: Limits) -> None:
    """Change the times allowed, for the orders in the shop too; FieldError as `check_limits`."""
    check_limits(wanted)
    before = _plain(limits())
    after = _plain(wanted)
    changed = {name: minutes for name, minutes in after.items() if minutes != before[name]}
    if changed:
        former = {name: before[name] for name in changed}
        named_settings.keep(by, SETTING, json.dumps(after), "fault limits", before=former, after=changed)


def suggestion(hours_centi: int) -> FaultClass:
    """The class that the flat-rate hours of a job speak for."""
    return suggested_class(hours_centi, limits())
