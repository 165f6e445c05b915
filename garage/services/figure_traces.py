"""What a row behind a figure is itself the sum of: a mechanic's jobs, a part's movements, a supplier's entries (G7)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from garage.domain.labels import label
from garage.domain.money import share_out
from garage.domain.month_care_rows import Change, ChangeRow
from garage.domain.month_tables import KeyFigure
from garage.domain.supplier_accounts import EntryKind
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.purchasing import SupplierEntry
from garage.services import month_lines, month_people, roll_forward
from garage.services.figure_rows import Behind
from garage.services.month_orders import between

_EVERYTHING = 1_000_000


@dataclass(frozen=True)
class Trace:
    """One of the rows that make a row: when, on which document, what it was, and how much of the figure it is."""

    at: datetime
    no: str
    what: str
    amount: int


def traces(figure: KeyFigure, one: Behind) -> list[Trace]:
    """The oldest first; together they are what the figure counts of the row. None where the row is a document or file."""
    read = _READERS.get(figure.key)
    return read(one) if read else []


def file_of(row: Any, ref: int) -> tuple[str, int] | None:
    """Whose file a row tells of, "customer" or "vehicle" and its id; None where of no file."""
    if not isinstance(row, ChangeRow):
        return None
    return ("customer" if row.kind == Change.NEW_CUSTOMER.value else "vehicle"), ref


def _billed(one: Behind) -> list[Trace]:
    """The shares of a mechanic in what was billed."""
    of = month_lines.numbers(one.month)
    mine = [done for done in month_people.done(one.month) if done.person == one.ref and done.hours_centi]
    return [
        Trace(done.at, of[done.order_id][0], _about(done.name, of[done.order_id][1]), done.hours_centi)
        for done in mine
    ]


def _clocked(one: Behind) -> list[Trace]:
    """The stretches of work; the hundredths of an hour are handed out so that they add up."""
    worked = month_people.worked(one.month, one.ref)
    parts = share_out(one.row.clocked_centi, [work.seconds for work in worked])
    return [
        Trace(work.started_at, work.order_no, work.name, part)
        for work, part in zip(worked, parts, strict=True)
    ]


def _stock(one: Behind) -> list[Trace]:
    """What lay there when the month began, and every movement since."""
    begin = Trace(one.month.since, "", _("Opening"), one.row.opening_fen)
    return [begin, *_moved(one, 1)]


def _went(one: Behind) -> list[Trace]:
    """What went out, less what came back of it."""
    return _moved(one, -1, came=False)


def _moved(one: Behind, sign: int, *, came: bool | None = None) -> list[Trace]:
    page = roll_forward.movements(one.month.period, limit=_EVERYTHING, part_id=one.ref, came=came)
    return [Trace(row.at, row.document, label(row.kind), sign * row.value_fen) for row in reversed(page.rows)]


def _account(one: Behind) -> list[Trace]:
    """What was owed when the month began, and every entry since."""
    entry = SupplierEntry
    query = entry.select(entry.at, entry.document, entry.kind, entry.amount_fen)
    found = tuples(query.where((entry.supplier == one.ref) & between(entry.at, one.month)).order_by(entry.id))
    begin = Trace(one.month.since, "", _("Opening"), one.row.opening_fen)
    return [begin, *(Trace(at, no, label(EntryKind(kind)), fen) for at, no, kind, fen in found)]


def _about(name: str, plate: str) -> str:
    return " · ".join(filter(None, (name, plate)))


_READERS: dict[str, Callable[[Behind], list[Trace]]] = {
    "hours": _billed,
    "clocked": _clocked,
    "stock": _stock,
    "turns": _went,
    "payable": _account,
}
