"""Acts on the part file, and its reads: what is on hand, what is spoken for, what is short."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from peewee import Case, fn

from garage.domain.lines import COUNTING, LineKind, PartGrade
from garage.domain.pages import Page
from garage.domain.quantities import MAX_QTY_MILLI, format_quantity
from garage.domain.search import fold, name_terms
from garage.domain.stock import RESERVING, Balance
from garage.domain.text import half_width, one_line, several_lines
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.listing import Cursor, tuples
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part, Supplier
from garage.services import search
from garage.services.command import Area, By, command, create, update

MAX_PRICE_FEN = 10**11
MAX_SHELF_LIFE_DAYS = 36_500


@dataclass(frozen=True, kw_only=True)
class PartData:
    """A part as it is typed (F1); price and least stock are for one and in `unit`."""

    code: str
    name: str
    oe_no: str = ""
    barcode: str = ""
    brand: str = ""
    spec: str = ""
    unit: str = ""
    grade: PartGrade = PartGrade.OTHER
    price_fen: int = 0
    min_qty_milli: int = 0
    bin: str = ""
    supplier_id: int | None = None
    old_part_back: bool = False
    shelf_life_days: int | None = None
    fits: str = ""
    note: str = ""
    active: bool = True


@dataclass(frozen=True)
class PartHit:
    """A part as a line of an estimate needs it, with what is on hand and spoken for (A6)."""

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

    @property
    def available_milli(self) -> int:
        """On hand and not spoken for; below zero when authorised orders lack it."""
        return self.on_hand_milli - self.reserved_milli


@dataclass(frozen=True)
class PartRow(PartHit):
    """A part in the stock list; `cost_fen` is the average of one unit."""

    min_qty_milli: int
    value_fen: int
    active: bool

    @property
    def cost_fen(self) -> int:
        """Moving average cost of one unit."""
        return Balance(self.on_hand_milli, self.value_fen).average_fen

    @property
    def low(self) -> bool:
        """Less is available than should be."""
        return self.available_milli < self.min_qty_milli


@dataclass(frozen=True)
class PartCard:
    """Everything about one part."""

    id: int
    version: int
    data: PartData
    supplier: str
    stock: PartRow


class PartFilter(StrEnum):
    """Chips above the stock list: in use or on hand, below the least stock, nothing on hand, out of use."""

    ALL = "all"
    LOW = "low"
    OUT = "out"
    RETIRED = "retired"


@dataclass(frozen=True)
class StockSummary:
    """How many parts each filter shows, and what everything on hand is worth at moving average cost."""

    counts: dict[PartFilter, int]
    value_fen: int


# Acts


@command(Area.STOCK)
def add(by: By, data: PartData) -> int:
    """Add a part; FieldError("code") when the code is empty or taken, else the field that is wrong."""
    values = _clean(None, data)
    row = create(by, Part, **values)
    _index(row.id, values)
    return int(row.id)


@command(Area.STOCK)
def change(by: By, part_id: int, version: int, data: PartData) -> None:
    """Change a part; RuleError when one that is on hand or spoken for shall go out of use."""
    values = _clean(part_id, data)
    stock = open_part(part_id).stock
    if not data.active and (stock.on_hand_milli or stock.reserved_milli):
        text = _("{count} on hand, {reserved} spoken for: it stays in use.").format(
            count=format_quantity(stock.on_hand_milli), reserved=format_quantity(stock.reserved_milli)
        )
        raise RuleError(Reason("on_hand", text, "stock"))
    if update(by, Part.get_by_id(part_id), version, **values):
        _index(part_id, values)


def _clean(part_id: int | None, data: PartData) -> dict[str, Any]:
    values = {
        "code": one_line("code", half_width(data.code), 40).upper(),
        "name": one_line("name", data.name, 120),
        "oe_no": one_line("oe_no", half_width(data.oe_no), 60).upper(),
        "barcode": one_line("barcode", half_width(data.barcode), 60),
        "brand": one_line("brand", data.brand, 60),
        "spec": one_line("spec", data.spec, 80),
        "unit": one_line("unit", data.unit, 20),
        "grade": data.grade.value,
        "price_fen": _within("price", data.price_fen, MAX_PRICE_FEN),
        "min_qty_milli": _within("min_qty", data.min_qty_milli, MAX_QTY_MILLI),
        "bin": one_line("bin", data.bin, 40),
        "supplier_id": data.supplier_id,
        "old_part_back": data.old_part_back,
        "shelf_life_days": data.shelf_life_days,
        "fits": several_lines("fits", data.fits),
        "note": several_lines("note", data.note),
        "active": data.active,
    }
    if not values["code"]:
        raise FieldError("code", _("A part needs a code."))
    if not values["name"]:
        raise FieldError("name", _("A name is needed."))
    taken = Part.get_or_none((Part.code == values["code"]) & (Part.id != (part_id or 0)))
    if taken is not None:
        raise FieldError("code", _("{name} has this code already.").format(name=taken.name))
    if data.shelf_life_days is not None and not 0 < data.shelf_life_days <= MAX_SHELF_LIFE_DAYS:
        raise FieldError("shelf_life_days", _("A number of days from 1 to 36500."))
    if data.supplier_id is not None and Supplier.get_or_none(Supplier.id == data.supplier_id) is None:
        raise FieldError("supplier_id", _("This supplier does not exist."))
    return values


def _within(field: str, value: int, limit: int) -> int:
    if not 0 <= value <= limit:
        raise FieldError(field, _("It cannot be less than zero or that large."))
    return value


def _index(part_id: int, values: dict[str, Any]) -> None:
    """A part out of use is not found any more."""
    terms = {values["code"], values["oe_no"], values["barcode"]} | name_terms(values["name"])
    search.index("part", part_id, terms if values["active"] else ())


# Reads


def page(
    cursor: Cursor | None = None, limit: int = 50, which: PartFilter | str = PartFilter.ALL
) -> Page[PartRow]:
    """Parts of a filter, by code."""
    query, available = _rows()
    query = query.where(_filters(available)[PartFilter(which)]).order_by(Part.code).limit(limit + 1)
    if cursor is not None:
        query = query.where(Part.code > cursor[0])
    rows = [_row(*row) for row in tuples(query)]
    return Page(tuple(rows[:limit]), (rows[limit - 1].code,) if len(rows) > limit else None)


def summary() -> StockSummary:
    """The whole stock in figures."""
    reserved = _reserved()
    available = Part.on_hand_milli - fn.COALESCE(reserved.c.qty_milli, 0)
    counts = [fn.SUM(Case(None, [(shown, 1)], 0)) for shown in _filters(available).values()]
    query = Part.select(*counts, fn.SUM(Part.value_fen))
    [row] = tuples(query.left_outer_join(reserved, on=(reserved.c.part == Part.id)))
    *numbers, value = (int(number or 0) for number in row)
    return StockSummary(dict(zip(PartFilter, numbers, strict=True)), value)


def find(fragment: str, limit: int = 20) -> list[PartRow]:
    """Parts in use by a piece of their code, OE number, barcode, name, pinyin or initials, best first."""
    return _hits(search.refs("part", fragment, limit))


def by_barcode(text: str) -> list[PartRow]:
    """Parts in use that bear what was scanned as barcode or code: none, one, or several of one make."""
    scanned = half_width(text)
    bearing = (Part.barcode == scanned) | (Part.code == scanned.upper())
    if not scanned:
        return []
    return _hits(
        [ref for (ref,) in tuples(Part.select(Part.id).where(bearing & Part.active).order_by(Part.code))]
    )


def duplicates(*, oe_no: str = "", barcode: str = "", part_id: int | None = None) -> list[PartRow]:
    """Other parts in use with the same OE number, however it is spaced, or the same barcode: a notice."""
    oe, bar = fold(oe_no), fold(barcode)
    refs = {ref for term in (oe, bar) if term for ref in search.exact("part", term)} - {part_id}
    rows = tuples(Part.select(Part.id, Part.oe_no, Part.barcode).where(Part.id.in_(sorted(refs))))
    same = [
        ref for ref, its_oe, its_bar in rows if (oe and fold(its_oe) == oe) or (bar and fold(its_bar) == bar)
    ]
    return _hits(sorted(same))


def open_part(part_id: int) -> PartCard:
    """One part; raises KeyError when there is none."""
    row: Any = Part.get_or_none(Part.id == part_id)
    if row is None:
        raise KeyError(part_id)
    fields = {name: getattr(row, name) for name in PartData.__dataclass_fields__}
    data = PartData(**{**fields, "grade": PartGrade(row.grade)})
    supplier = Supplier.get_or_none(Supplier.id == row.supplier_id)
    query, _available = _rows()
    [stock] = tuples(query.where(Part.id == part_id))
    return PartCard(row.id, row.version, data, supplier.name if supplier else "", _row(*stock))


def _hits(refs: Sequence[int]) -> list[PartRow]:
    query, _available = _rows()
    found = {row[0]: _row(*row) for row in tuples(query.where(Part.id.in_(list(refs))))}
    return [found[ref] for ref in refs if ref in found]


def _filters(available: Any) -> dict[PartFilter, Any]:
    return {
        PartFilter.ALL: Part.active | (Part.on_hand_milli > 0),
        PartFilter.LOW: Part.active & (available < Part.min_qty_milli),
        PartFilter.OUT: Part.active & (Part.on_hand_milli == 0),
        PartFilter.RETIRED: ~Part.active,
    }


def _reserved() -> Any:
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


def _rows() -> tuple[Any, Any]:
    """All parts as `_row` takes them, and what is available of each."""
    reserved = _reserved()
    spoken_for = fn.COALESCE(reserved.c.qty_milli, 0)
    query = Part.select(
        Part.id,
        Part.code,
        Part.name,
        Part.oe_no,
        Part.brand,
        Part.spec,
        Part.unit,
        Part.grade,
        Part.price_fen,
        Part.bin,
        Part.on_hand_milli,
        spoken_for,
        Part.min_qty_milli,
        Part.value_fen,
        Part.active,
    ).left_outer_join(reserved, on=(reserved.c.part == Part.id))
    return query, Part.on_hand_milli - spoken_for


def _row(*columns: Any) -> PartRow:
    row = PartRow(*columns)
    return replace(row, grade=PartGrade(row.grade), reserved_milli=int(row.reserved_milli))
