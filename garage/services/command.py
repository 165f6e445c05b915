"""Acts: one transaction each, with who and when, audit rows, and one notice of what changed."""

import functools
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any, ParamSpec, TypeVar

import peewee

from garage.domain.history_titles import SHOWN
from garage.errors import Reason, RuleError, StaleError
from garage.i18n import _
from garage.models import statements
from garage.models.audit import AreaVersion, AuditEntry
from garage.models.database import (
    Document,
    Row,
    RowGone,
    in_transaction,
    machine_error,
    may_retry,
    transaction,
)
from garage.models.statements import insert, insert_many, statement
from garage.services import merged_files

P = ParamSpec("P")
R = TypeVar("R")

TRIES = 5


class Area(StrEnum):
    """Parts of the program that a page may show; an act names those it changes."""

    SHOP = "SHOP"
    STAFF = "STAFF"
    OPERATIONS = "OPERATIONS"
    CUSTOMERS = "CUSTOMERS"
    ORDERS = "ORDERS"
    MONEY = "MONEY"
    STOCK = "STOCK"
    CARE = "CARE"
    RETURNS = "RETURNS"


@dataclass(frozen=True)
class By:
    """Who acts and when: the first argument of every act. Times are local, to the second."""

    staff_id: int
    at: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", self.at.replace(microsecond=0, tzinfo=None))

    @property
    def today(self) -> date:
        """Day of the act."""
        return self.at.date()

    def stamp(self) -> dict[str, Any]:
        """Columns of a new document."""
        return {"created_at": self.at, "created_by": self.staff_id}


Listener = Callable[[frozenset[Area]], None]
_listeners: list[Listener] = []
_touched: set[Area] = set()


def subscribe(listener: Listener) -> Callable[[], None]:
    """Call `listener` with the changed areas after each commit; returns the way to stop it."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener) if listener in _listeners else None


def command(*areas: Area) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function an act on `areas`: one transaction, retried when another seat got in between.

    A nested act joins the outer transaction. A rollback publishes nothing. Raises MachineError when the
    database cannot work now, RuleError("gone") when a row it was asked for went with a restored backup.
    """

    def decorate(act: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(act)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            if in_transaction():
                _touched.update(areas)
                return act(*args, **kwargs)
            for attempt in range(TRIES):
                _touched.clear()
                _touched.update(areas)
                try:
                    with transaction():
                        result = act(*args, **kwargs)
                        _bump(_touched)
                except RowGone as error:
                    text = _("This is no longer in the records: a backup was restored meanwhile.")
                    raise RuleError(Reason("gone", text)) from error
                except peewee.DatabaseError as error:
                    if may_retry(error) and attempt < TRIES - 1:
                        continue
                    if (known := machine_error(error)) is not None:
                        raise known from error
                    raise
                changed = frozenset(_touched)
                for listener in tuple(_listeners):
                    listener(changed)
                return result
            raise AssertionError("unreachable")

        return run

    return decorate


def _bump(areas: set[Area]) -> None:
    if areas and _count_up.run(areas) < len(areas):
        new = areas - area_versions().keys()
        insert_many(AreaVersion, ({"area": area, "version": 1} for area in sorted(new)))


@statement
def _count_up(areas: Any) -> Any:
    return AreaVersion.update(version=AreaVersion.version + 1).where(AreaVersion.area.in_(areas))


def area_versions() -> dict[str, int]:
    """Version of every area, for a seat that polls what another one changed."""
    return {row.area: row.version for row in AreaVersion.select()}


def _stored(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return value.id if isinstance(value, Row) else value


def plain(value: object) -> object:
    """A column's value as the log keeps it, where JSON does not know how."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return f"{len(value)} bytes" if isinstance(value, bytes) else _stored(value)


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=plain)


def as_json(values: Mapping[str, object] | None) -> str:
    """`values` as the audit log keeps them."""
    return _JSON.encode(dict(values)) if values else ""


def audit(
    by: By,
    act: str,
    noun: str,
    ref: int,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
) -> None:
    """Write one line of the log (invariant 24)."""
    insert(
        AuditEntry,
        {
            "at": by.at,
            "staff_id": by.staff_id,
            "act": act,
            "noun": noun,
            "ref": ref,
            "before": as_json(before),
            "after": as_json(after),
            "reason": reason,
        },
    )


def create(by: By, model: Any, /, **values: Any) -> Any:
    """Insert a document of `model` with its audit line; returns the row.

    The row itself keeps what was filled in, and the log what it was before each change: see `history.made`. A customer
    or a car whose file was merged meanwhile is the one it is in now.
    """
    row = model.create(**merged_files.led(values), **by.stamp())
    audit(by, "create", model._meta.table_name, row.id)
    return row


def update(
    by: By,
    row: Document,
    version: int,
    columns: Mapping[str, Any] | None = None,
    /,
    act: str = "change",
    reason: str = "",
    **values: Any,
) -> bool:
    """Save changed columns of a document that was read at `version`; False when nothing differs.

    `reason` is the log's; a column of that name stands in `columns`.

    Raises StaleError when someone saved it since: nothing is written, the error says who changed what.
    """
    values = merged_files.led(values | dict(columns or {}))
    fields = type(row)._meta.combined  # a reference is named as the row or as its column
    before: dict[str, Any] = {name: row.__data__.get(fields[name].name) for name in values}
    stored = {name: _stored(value) for name, value in values.items()}
    changed = {name: value for name, value in stored.items() if before[name] != value}
    model = type(row)
    if not changed:
        if row.version != version:
            raise stale(row)
        return False
    if not statements.update(model, row.id, version, changed):
        raise stale(row)
    row.__data__.update({fields[name].name: value for name, value in changed.items()}, version=version + 1)
    said = [name for name in changed if _worth_a_word(by, name, before[name], changed[name], reason)]
    audit(
        by,
        act,
        model._meta.table_name,
        row.id,
        before={name: before[name] for name in said if not _empty(before[name])},
        after={name: changed[name] for name in said if not _empty(changed[name])},
        reason=reason,
    )
    return True


def _empty(value: object) -> bool:
    """What the log leaves out: a column that one side of an entry does not name was empty on that side."""
    return value is None or value is False or value == ""


def _worth_a_word(by: By, name: str, before: object, after: object, reason: str) -> bool:
    """Whether an entry names a change: not a frozen document, nor what the entry says anyway, when and why."""
    if name == "snapshot":
        return False
    return name in SHOWN or not _empty(before) or (after != by.at and (not reason or after != reason))


def refuse_stale(row: Document, version: int | None) -> None:
    """StaleError when `row` was saved since it was shown at `version`; None for whoever showed nothing."""
    if version is not None and row.version != version:
        raise stale(row)


def stale(row: Document) -> StaleError:
    """The error that tells who saved `row` last, when, and what they changed."""
    from garage.services import staleness  # noqa: PLC0415 - many words, which hardly any act needs

    return staleness.of(row)
