"""The lines of a service package: operations and parts found while typing, with or without prices of their own."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from garage.domain.labels import label
from garage.domain.lines import LineKind
from garage.domain.money import format_plain, format_yuan, labour_amount_fen, line_amount_fen, round_half_up
from garage.domain.quantities import format_hours, format_quantity
from garage.errors import FieldError
from garage.i18n import _
from garage.services import operations, parts, shop
from garage.services.operations import OperationRow
from garage.services.packages import PackageLineData
from garage.services.parts import PartHit
from garage.ui.kit.grid import GridColumn, LineGrid, Row
from garage.ui.kit.search_field import Hit

KINDS = (LineKind.LABOUR, LineKind.PART, LineKind.OTHER)
_HITS = 12


class PackageGrid(LineGrid):
    """Rows are lines; an empty price or empty hours are those of the list."""

    def __init__(self, today: Callable[[], date]) -> None:
        self._rate_fen = shop.labour_rate_fen(today())
        columns = [
            GridColumn("kind", _("Kind"), 104, "choice", choices=[(kind, label(kind)) for kind in KINDS]),
            GridColumn("name", _("Operation or part"), 0, "search", search=self._find, limit=120),
            GridColumn("qty", _("Qty / hours"), 104, "quantity"),
            GridColumn("unit", _("Unit"), 60, text=lambda row: row["unit"]),
            GridColumn("list", _("By the list"), 110, "money", text=self._listed),
            GridColumn("price", _("Own price"), 110, "money"),
            GridColumn("amount", _("Amount"), 110, "money", text=self._said),
        ]
        super().__init__(columns, new_row=_blank, name="lines", title=_("Lines of the package"))
        self.field_name = "lines"
        self.picked.connect(self._fill)
        self.edited.connect(self._on_edited)

    def show_lines(self, lines: Sequence[PackageLineData]) -> None:
        """The lines of a package as they are stored."""
        work = operations.some(sorted({line.operation_id for line in lines if line.operation_id}))
        goods = parts.stock_of(line.part_id for line in lines if line.part_id)
        self.set_rows([_row(line, work, goods) for line in lines])

    def lines_typed(self) -> tuple[PackageLineData, ...]:
        """The lines; FieldError("lines…") for what cannot be read."""
        return tuple(_line(place, row) for place, row in enumerate(self.value()))

    def total_fen(self) -> int:
        """What the lines come to one by one, as far as they can be read."""
        return sum(self._amount(row) or 0 for row in self.rows())

    def _amount(self, row: Row) -> int | None:
        price = row["price"]
        if row["kind"] is LineKind.LABOUR:
            return self._labour(row) if price is None else price
        price = row["list"] if price is None else price
        return None if price is None else line_amount_fen(price, row["qty"] or 0)

    def _labour(self, row: Row) -> int | None:
        if row["fixed"] is not None:
            return int(row["fixed"])
        hours = row["hours"] if row["qty"] is None else round_half_up(row["qty"], 10)
        return None if hours is None else labour_amount_fen(self._rate_fen, hours)

    def _listed(self, row: Row) -> str:
        fen = self._labour(row) if row["kind"] is LineKind.LABOUR else row["list"]
        if fen is None:
            return _("by the car") if row["kind"] is LineKind.PART and row["name"] else ""
        return format_plain(fen)

    def _said(self, row: Row) -> str:
        amount = self._amount(row)
        return "" if amount is None or not row["name"] else format_plain(amount)

    def _find(self, text: str) -> list[Hit]:
        at = self.currentIndex()
        kind = self.lines.lines[at.row()].values["kind"] if at.isValid() else LineKind.LABOUR
        work = [_operation_hit(one, self._rate_fen) for one in operations.find(text, _HITS)]
        goods = [_part_hit(one) for one in parts.find(text, _HITS)]
        return [*goods, *work] if kind is LineKind.PART else [*work, *goods]

    def _fill(self, place: int, _column: str, hit: Hit) -> None:
        found, before = hit.ref, self.lines.lines[place].values
        if isinstance(found, OperationRow):
            values = _of_operation(found)
        else:
            values = _of_part(found) | {"qty": before["qty"] or 1000}
        self.set_values(place, values | {"name_ref": None})

    def _on_edited(self, place: int) -> None:
        """Words of one's own name no operation and no part any more; a kind takes what it knows along."""
        row = self.lines.lines[place].values
        if row["linked"] and (row["name"] != row["linked"] or row["kind"] is not _kind_of(row)):
            self.set_values(place, _UNLINKED)
        if row["kind"] is not LineKind.LABOUR and row["name"] and row["qty"] is None:
            self.set_values(place, {"qty": 1000})


_UNLINKED: Row = {
    "linked": "",
    "operation_id": None,
    "part_id": None,
    "hours": None,
    "fixed": None,
    "list": None,
    "unit": "",
}


def _blank() -> Row:
    return {"kind": LineKind.LABOUR, "name": "", "name_ref": None, "qty": None, "price": None} | _UNLINKED


def _kind_of(row: Row) -> LineKind:
    return LineKind.LABOUR if row["operation_id"] else LineKind.PART


def _of_operation(one: OperationRow) -> Row:
    known = {"operation_id": one.id, "hours": one.hours_centi, "fixed": one.fixed_price_fen}
    named = {"kind": LineKind.LABOUR, "name": one.name, "linked": one.name}
    return _UNLINKED | named | known | {"qty": one.hours_centi * 10}


def _of_part(one: PartHit) -> Row:
    named = {"kind": LineKind.PART, "name": one.name, "linked": one.name}
    return _UNLINKED | named | {"part_id": one.id, "list": one.price_fen, "unit": one.unit}


def _row(line: PackageLineData, work: dict[int, Any], goods: dict[int, Any]) -> Row:
    row = _blank() | {"kind": line.kind, "name": line.name, "qty": line.qty_milli}
    if line.operation_id in work:
        row |= _of_operation(work[line.operation_id])
    elif line.part_id in goods:
        row |= _of_part(goods[line.part_id])
    if line.hours_centi is not None:
        row["qty"] = line.hours_centi * 10
    return row | {"price": line.unit_price_fen}


def _line(place: int, row: Row) -> PackageLineData:
    labour = row["kind"] is LineKind.LABOUR
    if labour and (row["qty"] or 0) % 10:
        raise FieldError(f"lines.{place}.qty", _("Hours have at most two decimals."))
    hours = (row["qty"] or 0) // 10 if labour and row["qty"] is not None else None
    return PackageLineData(
        row["kind"],
        row["name"] or "",
        row["operation_id"],
        row["part_id"],
        1000 if labour else row["qty"] or 0,
        None if hours == row["hours"] else hours,
        row["price"],
    )


def _operation_hit(one: OperationRow, rate_fen: int) -> Hit:
    words = _("{hours} h").format(hours=format_hours(one.hours_centi))
    price = format_yuan(operations.price_fen(one, rate_fen))
    return Hit(one, one.name, f"{one.code} · {words}", price, code=one.code)


def _part_hit(one: PartHit) -> Hit:
    words = " · ".join(word for word in (one.code, one.brand, one.spec, label(one.grade)) if word)
    stock = _("{n} on hand").format(n=format_quantity(one.on_hand_milli))
    return Hit(one, one.name, words, f"{format_yuan(one.price_fen)} · {stock}", code=one.code)
