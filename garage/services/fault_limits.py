"""The times that a fault may take, as the garage has set them (B7)."""

import json
from collections.abc import Mapping
from typing import Any

from garage.domain.fault_clock import FaultClass, Limits, check_limits, suggested_class
from garage.models.shop import Setting
from garage.models.statements import insert, statement
from garage.services.command import Area, By, audit, command

SETTING = "fault_limits"


def limits() -> Limits:
    """The times allowed: those of the settings, else those of the service promise (S3)."""
    stored = _setting.value(SETTING)
    return _read(json.loads(stored)) if stored else Limits()


@statement
def _setting(name: Any) -> Any:
    return Setting.select(Setting.value).where(Setting.name == name)


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
    if not changed:
        return
    text = json.dumps(after)
    if not Setting.update(value=text).where(Setting.name == SETTING).execute():
        insert(Setting, {"name": SETTING, "value": text})
    row = Setting.get(Setting.name == SETTING)
    audit(
        by, "fault limits", "setting", row.id, before={name: before[name] for name in changed}, after=changed
    )


def suggestion(hours_centi: int) -> FaultClass:
    """The class that the flat-rate hours of a job speak for."""
    return suggested_class(hours_centi, limits())
