"""How often repairs come back: rework lines against lines done in a period, by operation, mechanic and part (D4)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from garage.domain.lines import COUNTING, LineKind, PayType
from garage.domain.money import round_half_up
from garage.models.orders import LineShare, OrderLine, WorkOrder
from garage.models.statements import statement
from garage.services import staff

FULL_BP = 10_000
_STANDING = [status.value for status in COUNTING]


class RateBy(StrEnum):
    """What the rates are told by."""

    OPERATION = "OPERATION"
    MECHANIC = "MECHANIC"
    PART = "PART"


@dataclass(frozen=True)
class Rate:
    """What was done in the period, and what of it, or of earlier work, had to be done again.

    `key` is the operation, part or person, or the words of a line that was typed freely.
    """

    key: int | str
    name: str
    done: int
    again: int

    @property
    def rate_bp(self) -> int | None:
        """Comebacks of a hundred lines, in basis points; None where nothing was done."""
        return round_half_up(self.again * FULL_BP, self.done) if self.done else None


def rates(which: RateBy, first: date, last: date) -> list[Rate]:
    """The rates of cars that left on these days, the most comebacks first; its cost goes with the period alone.

    A comeback counts against the work that did not hold: the latest before it, the first repair or a rework.
    """
    since, until = datetime.combine(first, time()), datetime.combine(last + timedelta(days=1), time())
    rows = [_Done(*row) for row in _lines.rows(since, until)]
    again = {(row.order_id, row.root_id) for row in rows if row.pays == PayType.REWORK and row.root_id}
    failed = _failed(again)
    if which is RateBy.MECHANIC:
        return _by_mechanic(rows, _shares.rows(since, until), failed)
    kind = LineKind.LABOUR if which is RateBy.OPERATION else LineKind.PART
    done = [row for row in rows if row.kind == kind and row.pays != PayType.REWORK]
    names = {row.key: row.name for row in (*(one for one in failed if one.kind == kind), *done)}
    came = Counter(row.key for row in failed if row.kind == kind)
    return _sorted(names, Counter(row.key for row in done), came)


@dataclass(frozen=True)
class _Done:
    """A line that counts, of a car that left."""

    id: int
    order_id: int
    kind: str
    pays: str
    root_id: int | None
    operation_id: int | None
    part_id: int | None
    name: str

    @property
    def key(self) -> int | str:
        return (self.operation_id if self.kind == LineKind.LABOUR else self.part_id) or self.name


def _failed(again: Iterable[tuple[int, int]]) -> list[_Done]:
    """The line before each rework: of the first repair, or of the rework before it; with the first one's thing."""
    wanted = sorted(again)
    roots = sorted({root for _order, root in wanted})
    chain = [_Done(*row) for row in (_chain.rows(roots) if roots else ())]
    of_root = {row.id: row for row in chain if row.id in set(roots)}
    found = []
    for order_id, root in wanted:
        before = [row for row in chain if root in {row.id, row.root_id} and row.order_id < order_id]
        if before and root in of_root:
            begun = of_root[root]
            latest = max(before, key=lambda row: (row.order_id, row.kind == LineKind.LABOUR, row.id))
            found.append(
                _Done(
                    latest.id,
                    latest.order_id,
                    begun.kind,
                    latest.pays,
                    root,
                    begun.operation_id,
                    begun.part_id,
                    begun.name,
                )
            )
    return found


def _by_mechanic(
    done: Sequence[_Done], shares: Sequence[tuple[int, int]], failed: Sequence[_Done]
) -> list[Rate]:
    """Whoever shared in a line did it, and shared in what did not hold."""
    first = {row.id for row in done if row.kind == LineKind.LABOUR and row.pays != PayType.REWORK}
    did = Counter(person for line_id, person in shares if line_id in first)
    of_failed: dict[int, list[int]] = {}
    ids = sorted({row.id for row in failed})
    for line_id, person in _shares_of.rows(ids) if ids else ():
        of_failed.setdefault(line_id, []).append(person)
    came = Counter(person for row in failed for person in of_failed.get(row.id, ()))
    return _sorted(staff.names(did.keys() | came.keys()), did, came)


def _sorted(names: dict[Any, str], done: Counter[Any], again: Counter[Any]) -> list[Rate]:
    found = [Rate(key, names.get(key, "?"), done[key], again[key]) for key in done.keys() | again.keys()]
    return sorted(found, key=lambda one: (-one.again, -(one.rate_bp or 0), -one.done, one.name))


def overall(first: date, last: date) -> tuple[int, int]:
    """(labour lines done, visits of these days that did one again)."""
    since, until = datetime.combine(first, time()), datetime.combine(last + timedelta(days=1), time())
    rows = [_Done(*row) for row in _lines.rows(since, until)]
    done = sum(row.kind == LineKind.LABOUR and row.pays != PayType.REWORK for row in rows)
    return done, len({row.order_id for row in rows if row.pays == PayType.REWORK and row.root_id})


_COLUMNS: tuple[Any, ...] = (
    OrderLine.id,
    OrderLine.order,
    OrderLine.kind,
    OrderLine.pay_type,
    OrderLine.original_line,
    OrderLine.operation,
    OrderLine.part,
    OrderLine.name,
)


@statement
def _lines(since: Any, until: Any) -> Any:
    left = (WorkOrder.exited_at >= since) & (WorkOrder.exited_at < until)
    lines = OrderLine.select(*_COLUMNS).join(WorkOrder, on=(WorkOrder.id == OrderLine.order))
    kinds = OrderLine.kind.in_([LineKind.LABOUR.value, LineKind.PART.value, LineKind.SUBLET.value])
    return lines.where(left & kinds & OrderLine.status.in_(_STANDING)).order_by(OrderLine.id)


@statement
def _chain(root_ids: Any) -> Any:
    lines = OrderLine.select(*_COLUMNS).join(WorkOrder, on=(WorkOrder.id == OrderLine.order))
    of_chain = OrderLine.id.in_(root_ids) | OrderLine.original_line.in_(root_ids)
    left = WorkOrder.exited_at.is_null(False) & OrderLine.status.in_(_STANDING)
    return lines.where(of_chain & left).order_by(OrderLine.id)


@statement
def _shares(since: Any, until: Any) -> Any:
    left = (WorkOrder.exited_at >= since) & (WorkOrder.exited_at < until)
    shares = LineShare.select(LineShare.line, LineShare.staff).join(
        OrderLine, on=(OrderLine.id == LineShare.line)
    )
    return shares.join(WorkOrder, on=(WorkOrder.id == OrderLine.order)).where(left)


@statement
def _shares_of(line_ids: Any) -> Any:
    return LineShare.select(LineShare.line, LineShare.staff).where(LineShare.line.in_(line_ids))
