"""Who saved a document meanwhile: what the error of an act on it says."""

import json

from garage.domain.history import Entry, Names, said_changes
from garage.errors import Change, StaleError
from garage.i18n import _
from garage.models.audit import AuditEntry
from garage.models.database import Document
from garage.models.listing import tuples
from garage.models.orders import OrderLine
from garage.models.shop import Bay
from garage.models.staff import Staff


def of(row: Document) -> StaleError:
    """The error that tells who saved `row` last, when, and what they changed."""
    last = (
        AuditEntry.select(AuditEntry, Staff.name.alias("who"))
        .left_outer_join(Staff, on=(Staff.id == AuditEntry.staff_id))
        .where((AuditEntry.noun == type(row)._meta.table_name) & (AuditEntry.ref == row.id))
        .order_by(AuditEntry.id.desc())
        .objects()
        .first()
    )
    if last is None:
        return StaleError(_("Someone else changed this meanwhile."))
    entry = Entry(
        last.noun, last.ref, last.act, json.loads(last.before or "{}"), json.loads(last.after or "{}")
    )
    who = last.who or _("the program")
    text = _("{who} changed this at {time}.").format(who=who, time=f"{last.at:%H:%M}")
    return StaleError(text, by=who, at=f"{last.at:%Y-%m-%d %H:%M}", changes=_changes(entry))


def _changes(entry: Entry) -> list[Change]:
    """What an entry changed: of an order in words, of anything else as it is kept."""
    if entry.noun in _IN_WORDS:
        return [Change(name, old, new, title) for name, title, old, new in said_changes(entry, _names(entry))]
    columns = {**entry.after, **entry.before}
    return [Change(name, str(entry.before.get(name, "")), str(entry.after.get(name, ""))) for name in columns]


_IN_WORDS = {"work_order", "order_line"}


def _names(entry: Entry) -> Names:
    """Who, which line and which bay an entry about an order may speak of."""
    order_id = OrderLine.get_by_id(entry.ref).order_id if entry.noun == "order_line" else entry.ref
    lines = OrderLine.select(OrderLine.id, OrderLine.name).where(OrderLine.order == order_id)
    tables = (Staff.select(Staff.id, Staff.name), lines, Bay.select(Bay.id, Bay.name))
    return Names(*(dict(tuples(table)) for table in tables))
