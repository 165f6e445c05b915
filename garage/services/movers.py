"""What sells, what lies, and where the money is: use in ninety days, turnover, and the value of each group (F4, F6)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from peewee import JOIN, Case, Cast, fn

from garage.domain.money import round_half_up
from garage.domain.stock import USED, MovementKind
from garage.models.parts import Part
from garage.models.stock import StockMovement
from garage.services import stock_limits
from garage.services.part_rows import BINS
from garage.services.roll_forward import side_of

WINDOW = 90
"""Days whose use is counted."""

_GIVEN_BACK = (MovementKind.RETURN, MovementKind.SALE_RETURN)


class Pace(StrEnum):
    """How a part goes: used in the window, not for the days that make it slow, or dead."""

    FAST = "FAST"
    USED = "USED"
    SLOW = "SLOW"
    DEAD = "DEAD"


class Mover(NamedTuple):
    """A part and its use in the window, what came back taken off; `turns_bp` how often a year its value goes round."""

    part_id: int
    code: str
    name: str
    unit: str
    group: str
    bin: str
    on_hand_milli: int
    value_fen: int
    uses: int
    used_milli: int
    used_fen: int
    idle_days: int | None
    pace: Pace

    @property
    def turns_bp(self) -> int | None:
        """Turns a year in hundredths of a percent of the stock's value; None where nothing lies on the shelf."""
        return round_half_up(self.used_fen * 365 * 100, self.value_fen * WINDOW) if self.value_fen else None

    @property
    def lasts_days(self) -> int | None:
        """Days that the stock lasts at this pace; None when it is not used."""
        return round_half_up(self.on_hand_milli * WINDOW, self.used_milli) if self.used_milli > 0 else None


@dataclass(frozen=True)
class GroupValue:
    """What a group of parts is worth on the shelf, and how much of that is dead."""

    group: str
    parts: int
    value_fen: int
    dead_fen: int


def movers(today: date) -> list[Mover]:
    """Every part that lies on the shelf or was used in the window, the most used first."""
    limits = stock_limits.limits()
    rows = [_mover(today, limits.slow, limits.dead, *row) for row in _rows(today).tuples().iterator()]
    usual = sorted((row.uses for row in rows if row.uses), reverse=True)
    least = usual[len(usual) // 4] if usual else 0
    marked = [row._replace(pace=Pace.FAST) if _is_fast(row, least) else row for row in rows]
    return sorted(marked, key=lambda row: (-row.uses, -row.used_milli, row.code))


def _is_fast(row: Mover, least: int) -> bool:
    """Among the quarter of used parts that are asked for most often, and more than once."""
    return row.pace is Pace.USED and row.uses >= max(least, 2)


def value_by_group(rows: Sequence[Mover]) -> list[GroupValue]:
    """What lies on the shelf by group, the dearest first."""
    groups: dict[str, list[Mover]] = defaultdict(list)
    for row in rows:
        if row.on_hand_milli:
            groups[row.group].append(row)
    found = [
        GroupValue(
            group,
            len(of),
            sum(row.value_fen for row in of),
            sum(row.value_fen for row in of if row.pace is Pace.DEAD),
        )
        for group, of in groups.items()
    ]
    return sorted(found, key=lambda one: (-one.value_fen, one.group))


def _rows(today: date) -> Any:
    kind = StockMovement.kind
    used = kind.in_([one.value for one in USED])
    undone = (kind == MovementKind.REVERSAL.value) & side_of().in_([one.value for one in USED])
    counted = used | undone | kind.in_([one.value for one in _GIVEN_BACK])
    since = datetime.combine(today - timedelta(days=WINDOW), time())
    # Not the bare column: its index would have the whole ledger read, part by part.
    part = Cast(StockMovement.part, "INTEGER")
    moved = (
        StockMovement.select(
            part.alias("part_id"),
            fn.SUM(Case(None, [(used, 1), (undone, -1)], 0)).alias("uses"),
            fn.SUM(StockMovement.qty_milli * -1).alias("milli"),
            fn.SUM(StockMovement.value_fen * -1).alias("fen"),
        )
        .where((StockMovement.moved_at >= since) & counted)
        .group_by(part)
        .alias("moved")
    )
    sums = [Cast(fn.COALESCE(column, 0), "BIGINT") for column in (moved.c.uses, moved.c.milli, moved.c.fen)]
    return (
        Part.select(
            Part.id,
            Part.code,
            Part.name,
            Part.unit,
            Part.group,
            BINS,
            Part.on_hand_milli,
            Part.value_fen,
            *sums,
            Part.last_out_at,
            Part.last_in_at,
            Part.created_at,
        )
        .join(moved, JOIN.LEFT_OUTER, on=(moved.c.part_id == Part.id))
        .where((Part.on_hand_milli > 0) | (moved.c.uses > 0))
    )


def _mover(today: date, slow: int, dead: int, *row: Any) -> Mover:
    *columns, out_at, in_at, made_at = row
    touched: datetime = out_at or in_at or made_at
    idle = (today - touched.date()).days
    pace = Pace.USED
    if columns[6]:
        pace = Pace.DEAD if idle > dead else Pace.SLOW if idle > slow else Pace.USED
    return Mover._make((*columns, idle if columns[6] else None, pace))
