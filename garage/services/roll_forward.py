"""收发存 of any days per part and group, always what the ledger says, and the movements behind a figure (F6)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN, SQL, Case, Cast, fn

from garage.domain.pages import Page
from garage.domain.roll_forward import IN_KINDS, Flow, KindFlow, PartFlow, Period
from garage.domain.stock import MovementKind
from garage.models.listing import Cursor, keyset, tuples
from garage.models.parts import Part
from garage.models.staff import Staff
from garage.models.statements import statement
from garage.models.stock import StockMovement
from garage.services.part_rows import BINS


@dataclass(frozen=True)
class Moved:
    """One movement behind a figure; `side` is the kind it counts as, that of a reversal is what it takes back."""

    at: datetime
    id: int
    kind: MovementKind
    side: MovementKind
    document: str
    part_id: int
    code: str
    name: str
    unit: str
    qty_milli: int
    value_fen: int
    who: str
    reason: str


def roll(period: Period, group: str | None = None) -> list[PartFlow]:
    """Every part that has stock or moved in these days, by code; of one group when named.

    What is left at the end is what is kept now less what moved since; so only movements since the first day are
    read, from their index, however long the ledger is.
    """
    values = (period.since, period.until, *([] if group is None else [group]))
    rows = _rolled.rows(*values, grouped=group is not None)
    return [PartFlow._make((*row[:7], Flow._make(row[7:]))) for row in rows]


@statement
def _rolled(since: Any, until: Any, *group: Any, grouped: bool) -> Any:
    moved = _moved_since(since, until)
    here, worth = Part.on_hand_milli, Part.value_fen
    every_milli, every_fen, later_milli, later_fen, came_milli, came_fen = (
        fn.COALESCE(column, 0)
        for column in (
            moved.c.all_milli,
            moved.c.all_fen,
            moved.c.later_milli,
            moved.c.later_fen,
            moved.c.came_milli,
            moved.c.came_fen,
        )
    )
    figures = (
        here - every_milli,
        worth - every_fen,
        came_milli,
        came_fen,
        came_milli - every_milli + later_milli,
        came_fen - every_fen + later_fen,
        here - later_milli,
        worth - later_fen,
    )
    words = (Part.id, Part.code, Part.name, Part.spec, Part.unit, Part.group, BINS)
    query = (
        Part.select(*words, *(Cast(figure, "BIGINT") for figure in figures))
        .join(moved, JOIN.LEFT_OUTER, on=(moved.c.part_id == Part.id))
        .where((here != later_milli) | (here != every_milli) | (came_milli != 0))
        .order_by(Part.code)
    )
    return query.where(Part.group == group[0]) if grouped else query


def _moved_since(since: Any, until: Any) -> Any:
    """Sums of each part since the first day: all of them, those after the last day, and what came meanwhile."""
    milli, fen, at = StockMovement.qty_milli, StockMovement.value_fen, StockMovement.moved_at
    later, came = at >= until, (at < until) & _came()
    # Not the bare column: its index would have the whole ledger read, part by part.
    part = Cast(StockMovement.part, "INTEGER")
    return (
        StockMovement.select(
            part.alias("part_id"),
            fn.SUM(milli).alias("all_milli"),
            fn.SUM(fen).alias("all_fen"),
            _sum(later, milli).alias("later_milli"),
            _sum(later, fen).alias("later_fen"),
            _sum(came, milli).alias("came_milli"),
            _sum(came, fen).alias("came_fen"),
        )
        .where(at >= since)
        .group_by(part)
        .alias("moved")
    )


def by_kind(
    period: Period, *, part_id: int | None = None, group: str | None = None, upto: int | None = None
) -> list[KindFlow]:
    """What came and went by each kind, of one part or group or of all, in the order of the kinds.

    `upto` leaves out movements with a higher id.
    """
    side = side_of()
    query = StockMovement.select(
        side,
        fn.COUNT(StockMovement.id),
        fn.SUM(StockMovement.qty_milli),
        fn.SUM(StockMovement.value_fen),
    ).group_by(SQL("1"))
    found = {
        MovementKind(kind): (int(count), int(milli), int(fen))
        for kind, count, milli, fen in tuples(within(query, period, part_id, group, upto))
    }
    flows = []
    for kind in MovementKind:
        if kind in found:
            count, milli, fen = found[kind]
            sign = 1 if kind in IN_KINDS else -1
            flows.append(KindFlow(kind, kind in IN_KINDS, count, sign * milli, sign * fen))
    return sorted(flows, key=lambda flow: not flow.came)


def movements(
    period: Period,
    cursor: Cursor | None = None,
    limit: int = 50,
    *,
    part_id: int | None = None,
    group: str | None = None,
    side: MovementKind | None = None,
    came: bool | None = None,
    upto: int | None = None,
) -> Page[Moved]:
    """What stands behind a figure, the last first: of a part or group, of one kind, of what came or of what went."""
    of = side_of()
    query = _behind(of)
    if side is not None:
        query = query.where(of == side.value)
    if came is not None:
        query = query.where(of.in_(_IN) if came else of.not_in(_IN))
    query = within(query, period, part_id, group, upto)
    if cursor is not None:
        cursor = (str(cursor[0]), cursor[1])  # as both engines compare it with what they keep
    order = (StockMovement.moved_at, StockMovement.id)
    return keyset(query, order, cursor, limit, lambda rows: [_moved(*row) for row in rows])


def _behind(of: Any) -> Any:
    return (
        StockMovement.select(
            StockMovement.moved_at,
            StockMovement.id,
            StockMovement.kind,
            of,
            StockMovement.document,
            Part.id,
            Part.code,
            Part.name,
            Part.unit,
            StockMovement.qty_milli,
            StockMovement.value_fen,
            fn.COALESCE(Staff.name, ""),
            StockMovement.reason,
        )
        .join(Part, on=(Part.id == StockMovement.part))
        .switch(StockMovement)
        .left_outer_join(Staff, on=(Staff.id == StockMovement.moved_by))
    )


def _moved(at: datetime, ref: int, kind: str, side: str, *rest: Any) -> Moved:
    return Moved(at, ref, MovementKind(kind), MovementKind(side), *rest)


def within(
    query: Any,
    period: Period,
    part_id: int | None = None,
    group: str | None = None,
    upto: int | None = None,
) -> Any:
    """Movements of these days, read through their index."""
    query = query.where((StockMovement.moved_at >= period.since) & (StockMovement.moved_at < period.until))
    if part_id is not None:
        query = query.where(StockMovement.part == part_id)
    if upto is not None:
        query = query.where(StockMovement.id <= upto)
    if group is not None:
        query = query.where(StockMovement.part.in_(Part.select(Part.id).where(Part.group == group)))
    return query


_IN = [kind.value for kind in IN_KINDS]


def side_of() -> Any:
    """The kind a movement counts as: a reversal is less of what it takes back."""
    first = StockMovement.alias()
    taken_back = first.select(first.kind).where(first.id == StockMovement.reversal_of)
    return Case(None, [(StockMovement.kind == MovementKind.REVERSAL.value, taken_back)], StockMovement.kind)


def _came() -> Any:
    """What is on the side "came" by its sign alone: more, or a reversal that is less; differences of price are."""
    qty = StockMovement.qty_milli
    return ((qty < 0) == (StockMovement.kind == MovementKind.REVERSAL.value)) | (qty == 0)


def _sum(which: Any, column: Any) -> Any:
    return fn.SUM(Case(None, [(which, column)], 0))
