"""Rows of parts: what is on hand, spoken for and on its way, for whatever shows parts."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from peewee import Case, fn

from garage.domain.lines import COUNTING, LineKind, PartGrade
from garage.domain.part_file import BETWEEN_BINS
from garage.domain.stock import RESERVING, Balance
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part
from garage.models.statements import statement
from garage.services import supply

BINS: Any = Case(None, [(Part.second_bin == "", Part.bin)], Part.bin + BETWEEN_BINS + Part.second_bin)
"""Where a part lies, in words: its bin, or both of them."""


class PartRow(NamedTuple):
    """A part with what is on hand, spoken for and on its way (A6).

    `bin` names both where it lies in two; `cost_fen` is the average of one unit, `last_cost_fen` what one cost last.
    """

    id: int
    code: str
    name: str
    oe_no: str
    brand: str
    spec: str
    unit: str
    grade: PartGrade
    price_fen: int
    bin: str
    on_hand_milli: int
    reserved_milli: int
    on_order_milli: int
    min_qty_milli: int
    max_qty_milli: int
    value_fen: int
    active: bool
    group: str
    barcode: str
    member_price_fen: int | None
    last_cost_fen: int | None
    serial_tracked: bool
    old_part_back: bool
    created_at: datetime
    last_in_at: datetime | None
    last_out_at: datetime | None
    counted_at: datetime | None

    @property
    def available_milli(self) -> int:
        """On hand and not spoken for; below zero when authorised orders lack it."""
        return self.on_hand_milli - self.reserved_milli

    @property
    def cost_fen(self) -> int:
        """Moving average cost of one unit."""
        return Balance(self.on_hand_milli, self.value_fen).average_fen

    @property
    def low(self) -> bool:
        """Less is available than should be."""
        return self.available_milli < self.min_qty_milli

    @property
    def used_at(self) -> datetime:
        """When it last went out, else came in, else was entered: since then it has lain."""
        return self.last_out_at or self.last_in_at or self.created_at


PartHit = PartRow
"""What a search finds."""


def stock_of(part_ids: Iterable[int]) -> dict[int, PartRow]:
    """{part id: what is on hand and where} of some parts, in one query."""
    return {row.id: row for row in hits(sorted(set(part_ids)))}


def hits(refs: Sequence[int]) -> list[PartRow]:
    """Parts with these ids, in their order; an id of none is left out."""
    if not refs:
        return []
    found = {row.id: row for row in read(_some.columns(list(refs)))}
    return [found[ref] for ref in refs if ref in found]


@statement
def _some(refs: Any) -> Any:
    query, _available, _coming = rows()
    return query.where(Part.id.in_(refs))


# What the queries share


def reserved() -> Any:
    """What is spoken for of each part, read from the open orders: they are few, whatever else grows."""
    in_shop = WorkOrder.select(WorkOrder.id).where(
        WorkOrder.state.in_(sorted(state.value for state in RESERVING))
    )
    return (
        OrderLine.select(
            OrderLine.part.alias("part"),
            fn.SUM(OrderLine.qty_milli - OrderLine.issued_milli).alias("qty_milli"),
        )
        .where(
            # Not a join: with statistics SQLite would then read every line ever written.
            OrderLine.order.in_(in_shop)
            & (OrderLine.kind == LineKind.PART.value)
            & ~OrderLine.customer_supplied
            & OrderLine.part.is_null(False)
            & OrderLine.status.in_([status.value for status in COUNTING])
        )
        .group_by(OrderLine.part)
        .alias("reserved")
    )


_RESERVED, _COMING, _GRADE = 11, 12, 7
"""Places of the columns that are made what they mean."""


def rows() -> tuple[Any, Any, Any]:
    """All parts as `read` takes them, what is available of each, and what is on its way."""
    spoken, ordered = reserved(), supply.open_milli()
    spoken_for = fn.COALESCE(spoken.c.qty_milli, 0)
    coming = fn.COALESCE(ordered.c.qty_milli, 0)
    plain = [BINS if name == "bin" else getattr(Part, name) for name in _OWN]
    query = Part.select(*plain[:_RESERVED], spoken_for, coming, *plain[_RESERVED:])
    query = query.left_outer_join(spoken, on=(spoken.c.part == Part.id))
    query = query.left_outer_join(ordered, on=(ordered.c.part == Part.id))
    return query, Part.on_hand_milli - spoken_for, coming


_NAMES = tuple(PartRow._fields)
_OWN = tuple(name for name in _NAMES if name not in {"reserved_milli", "on_order_milli"})


_GRADES = {grade.value: grade for grade in PartGrade}


def read(columns: Sequence[Iterable[Any]]) -> list[PartRow]:
    """The parts of a query of `rows`, given column by column."""
    made = list(columns)
    made[_GRADE] = map(_GRADES.__getitem__, made[_GRADE])
    made[_RESERVED], made[_COMING] = map(int, made[_RESERVED]), map(int, made[_COMING])
    return list(map(PartRow._make, zip(*made, strict=True)))
