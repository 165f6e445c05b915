"""What a service package is made of, at the prices of a day, as lines of an estimate (A9)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from garage.domain.counter_sales import usual_price_fen
from garage.domain.lines import LineKind, PartGrade
from garage.domain.packages import package_price, spread
from garage.domain.price_lists import hours_and_rate
from garage.domain.quantities import format_quantity
from garage.i18n import _
from garage.models.packages import PackageLine, ServicePackage
from garage.models.statements import statement
from garage.services import operations, sale_prices, shop
from garage.services.operations import OperationRow
from garage.services.order_lines import LineData
from garage.services.part_rows import PartRow, stock_of


@dataclass(frozen=True)
class Dropped:
    """A package as lines of an estimate, which come to its price to the fen, and what has to be said of them."""

    name: str
    lines: tuple[LineData, ...]
    price_fen: int
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class _List:
    """What the lines of some packages are made of."""

    rate_fen: int
    operations: Mapping[int, OperationRow]
    parts: Mapping[int, PartRow]


def drop(package_id: int, on: date, customer_id: int | None = None) -> Dropped:
    """The lines of a package at the prices of a day, for a customer who may be a member.

    What it costs less than its lines is their discount. A part or operation out of use, and a part that is only
    named, stays a line of words: a remark says so, and what is short is said too.
    """
    package = ServicePackage.get_by_id(package_id)
    member = sale_prices.is_member(customer_id)
    rows = stored([package_id])
    known = _listed(rows, on)
    lines = [_line(row, known, member=member) for row in rows]
    gross = [line.gross_fen for line in lines]
    price = package_price(sum(gross), package.price_fen, package.member_price_fen, member=member)
    off = spread(gross, price)
    priced = tuple(
        replace(line, discount_fen=less, package_id=package_id) for line, less in zip(lines, off, strict=True)
    )
    return Dropped(package.name, priced, price, tuple(_remarks(rows, lines, known)))


def at_their_price(
    lines: Sequence[LineData], known: Sequence[LineData], on: date, customer_id: int | None
) -> list[LineData]:
    """The lines; those that cost less than their package says now, or said when they were stored, are of none."""
    named = {line.package_id for line in lines if line.package_id}
    published = [line for line in known if line.package_id in named]
    for ref in sorted(named):
        published += drop(ref, on, customer_id).lines
    return [
        line if any(_as_published(line, one) for one in published) else replace(line, package_id=None)
        for line in lines
    ]


def _as_published(line: LineData, published: LineData) -> bool:
    """Whether a line is that of a package, at no lower price and with no larger share of discount."""
    same = ("package_id", "kind", "part_id", "operation_id", "name")
    if any(getattr(line, name) != getattr(published, name) for name in same):
        return False
    if line.rate_fen < published.rate_fen or line.unit_price_fen < published.unit_price_fen:
        return False
    return line.discount_fen * published.gross_fen <= published.discount_fen * line.gross_fen


def sums(package_ids: Iterable[int], on: date) -> dict[int, int]:
    """{package id: fen that its lines come to one by one at the list prices of a day}."""
    found = dict.fromkeys(package_ids, 0)
    rows = stored(sorted(found))
    known = _listed(rows, on)
    for row in rows:
        found[row.package_id] += _line(row, known, member=False).gross_fen
    return found


def sum_of(rows: Sequence[Any], on: date) -> int:
    """Fen that lines which are not stored yet come to one by one."""
    known = _listed(rows, on)
    return sum(_line(row, known, member=False).gross_fen for row in rows)


def _listed(rows: Sequence[Any], on: date) -> _List:
    work = operations.some(sorted({row.operation_id for row in rows if row.operation_id}))
    goods = stock_of({row.part_id for row in rows if row.part_id})
    return _List(shop.labour_rate_fen(on), work, goods)


def _line(row: Any, known: _List, *, member: bool) -> LineData:
    match LineKind(row.kind):
        case LineKind.LABOUR:
            return _labour(row, known, member=member)
        case LineKind.PART:
            return _part(row, known, member=member)
        case kind:
            return LineData(kind, row.name, qty_milli=row.qty_milli, unit_price_fen=row.unit_price_fen or 0)


def _labour(row: Any, known: _List, *, member: bool) -> LineData:
    one = known.operations.get(row.operation_id)
    hours, fixed = row.hours_centi, row.unit_price_fen
    if one is not None:
        hours = one.hours_centi if hours is None else hours
        fixed = operations.fixed_fen(one, known.rate_fen, member=member) if fixed is None else fixed
    hours, rate = hours_and_rate(hours or 0, fixed, known.rate_fen)
    line = LineData(LineKind.LABOUR, row.name, hours_centi=hours, rate_fen=rate)
    if one is None:
        return line
    known_by = one.id if one.active else None
    return replace(
        line, name=one.name, code=one.code, operation_id=known_by, trade=one.trade, category=one.category
    )


def _part(row: Any, known: _List, *, member: bool) -> LineData:
    one = known.parts.get(row.part_id)
    line = LineData(LineKind.PART, row.name, qty_milli=row.qty_milli, unit_price_fen=row.unit_price_fen or 0)
    if one is None:
        return replace(line, grade=PartGrade.OTHER)
    price = usual_price_fen(one.price_fen, one.member_price_fen, member=member)
    return replace(
        line,
        name=one.name,
        code=one.code,
        part_id=one.id if one.active else None,
        grade=one.grade,
        brand=one.brand,
        spec=one.spec,
        unit=one.unit,
        unit_price_fen=price if row.unit_price_fen is None else row.unit_price_fen,
    )


def _remarks(rows: Sequence[Any], lines: Sequence[LineData], known: _List) -> list[str]:
    said, by_car = [], []
    for row, line in zip(rows, lines, strict=True):
        one = known.parts.get(row.part_id)
        if row.operation_id and not line.operation_id:
            said.append(_("{name} is out of use.").format(name=line.name))
        elif row.part_id and not line.part_id:
            said.append(_("{name} is out of use: choose another part.").format(name=line.name))
        elif line.kind is LineKind.PART and one is None:
            by_car.append(line.name)
        elif one is not None and (short := line.qty_milli - max(0, one.available_milli)) > 0:
            missing = f"{format_quantity(short)} {one.unit}".strip()
            said.append(_("{name}: {missing} short.").format(name=line.name, missing=missing))
    if by_car:
        said.append(_("{name}: choose the part that fits the car.").format(name=_(", ").join(by_car)))
    return said


def counts(package_ids: Sequence[int]) -> dict[int, int]:
    """{package id: how many lines it has}."""
    found = Counter(row.package_id for row in stored(package_ids))
    return {ref: found[ref] for ref in package_ids}


def stored(package_ids: Sequence[int]) -> list[Any]:
    """The rows of the lines of some packages, each package's in their order."""
    return _lines.objects(list(package_ids)) if package_ids else []


@statement
def _lines(package_ids: Any) -> Any:
    lines = PackageLine.select().where(PackageLine.package.in_(package_ids))
    return lines.order_by(PackageLine.package, PackageLine.position)
