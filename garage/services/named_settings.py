"""Single choices of the garage, each kept as text under its name."""

from collections.abc import Mapping
from typing import Any

from garage.models.shop import Setting
from garage.models.statements import insert, statement
from garage.services.command import By, audit


def stored(name: str) -> str | None:
    """What is kept under a name, None while nobody has chosen."""
    text: str | None = _setting.value(name)
    return text


@statement
def _setting(name: Any) -> Any:
    return Setting.select(Setting.value).where(Setting.name == name)


def keep(
    by: By, name: str, text: str, act: str, *, before: Mapping[str, object], after: Mapping[str, object]
) -> None:
    """Keep a choice and write it in the log; the caller is the act."""
    if not Setting.update(value=text).where(Setting.name == name).execute():
        insert(Setting, {"name": name, "value": text})
    row = Setting.get(Setting.name == name)
    audit(by, act, "setting", row.id, before=dict(before), after=dict(after))
