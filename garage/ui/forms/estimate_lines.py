"""Lines of an estimate as rows of the grid, and back: what is typed, picked and worked out."""

from collections.abc import Iterable
from typing import Any

from garage.domain.counter_sales import usual_price_fen
from garage.domain.labels import label
from garage.domain.lines import CHARGED, COUNTING, LineKind, PartGrade, PayType, WorkType
from garage.domain.money import round_half_up
from garage.domain.price_lists import hours_and_rate
from garage.domain.quantities import format_quantity
from garage.domain.warranty import RepairCategory
from garage.errors import FieldError
from garage.i18n import _
from garage.services import operations
from garage.services.operations import OperationRow
from garage.services.order_lines import Line, LineData
from garage.services.parts import PartHit

Row = dict[str, Any]

CELLS = {
    "customer_supplied": "own",
    "code": "name",
    "brand": "name",
    "spec": "name",
    "vendor": "vendor",
}
"""Cells of the grid for fields of a line that are called otherwise or have no cell of their own."""


def blank_row() -> Row:
    """A row in which nothing was typed."""
    return {
        "kind": LineKind.LABOUR,
        "name": "",
        "name_ref": None,
        "linked": "",
        "code": "",
        "operation_id": None,
        "part_id": None,
        "trade": None,
        "category": None,
        "grade": None,
        "brand": "",
        "spec": "",
        "unit": "",
        "qty": None,
        "price": None,
        "discount": None,
        "pay_type": PayType.CUSTOMER,
        "own": False,
        "vendor": "",
        "cost": None,
        "original_line_id": None,
        "original": "",
        "recommendation_id": None,
        "package_id": None,
        "state": "",
        "muted": False,
    }


def row_of(line: LineData | Line, *, original: str = "") -> Row:
    """The row that shows a line; quantity in milli whatever the kind."""
    labour = line.kind is LineKind.LABOUR
    return blank_row() | {
        "kind": line.kind,
        "name": line.name,
        "linked": line.name if line.operation_id or line.part_id else "",
        "code": line.code,
        "operation_id": line.operation_id,
        "part_id": line.part_id,
        "trade": line.trade,
        "category": line.category,
        "grade": line.grade,
        "brand": line.brand,
        "spec": line.spec,
        "unit": line.unit,
        "qty": line.hours_centi * 10 if labour else line.qty_milli,
        "price": line.rate_fen if labour else line.unit_price_fen,
        "discount": line.discount_fen or None,
        "pay_type": line.pay_type,
        "own": line.customer_supplied,
        "vendor": line.vendor,
        "cost": line.vendor_cost_fen or None,
        "original_line_id": line.original_line_id,
        "original": original,
        "recommendation_id": line.recommendation_id,
        "package_id": line.package_id,
        **_standing(line),
    }


def _standing(line: LineData | Line) -> Row:
    """A line that does not count says why, in muted ink."""
    if not isinstance(line, Line) or line.status in COUNTING:
        return {"state": "", "muted": False}
    return {"state": label(line.status), "muted": True}


def line_of(row: Row) -> LineData:
    """The line that a row says; hours keep two decimals (`hours_problem` tells when there are more)."""
    kind = row["kind"] or LineKind.LABOUR
    labour, part = kind is LineKind.LABOUR, kind is LineKind.PART
    qty, price = row["qty"] or 0, row["price"] or 0
    return LineData(
        kind=kind,
        name=row["name"] or "",
        pay_type=row["pay_type"] or PayType.CUSTOMER,
        code=row["code"],
        operation_id=row["operation_id"] if labour else None,
        part_id=row["part_id"] if part else None,
        trade=row["trade"] if labour else None,
        category=row["category"],
        grade=row["grade"] if part else None,
        brand=row["brand"] if part else "",
        spec=row["spec"] if part else "",
        unit="" if labour else row["unit"] or "",
        hours_centi=round_half_up(qty, 10) if labour else 0,
        rate_fen=price if labour else 0,
        qty_milli=1000 if labour else qty,
        unit_price_fen=0 if labour or row["own"] else price,
        discount_fen=row["discount"] or 0,
        customer_supplied=bool(row["own"]) and part,
        vendor=(row["vendor"] or "") if kind is LineKind.SUBLET else "",
        vendor_cost_fen=(row["cost"] or 0) if kind is LineKind.SUBLET else 0,
        original_line_id=row["original_line_id"] if row["pay_type"] is PayType.REWORK else None,
        recommendation_id=row["recommendation_id"],
        package_id=row["package_id"],
    )


def lines_of_rows(rows: Iterable[Row]) -> list[LineData]:
    """All lines; FieldError("lines.<n>.qty") for hours with more than two decimals."""
    found = []
    for number, row in enumerate(rows):
        if row["kind"] is LineKind.LABOUR and (row["qty"] or 0) % 10:
            raise FieldError(f"lines.{number}.qty", _("Hours have at most two decimals."))
        found.append(line_of(row))
    return found


def cell_of(field: str) -> tuple[int, str] | None:
    """Row and column of "lines.<n>.<field>", None for a field that is no cell."""
    head, number, name = (*field.split("."), "", "")[:3]
    if head != "lines" or not number.isdigit():
        return None
    return int(number), CELLS.get(name, name)


def from_operation(operation: OperationRow, rate_fen: int, *, member: bool = False) -> Row:
    """What picking an operation fills in."""
    fixed = operations.fixed_fen(operation, rate_fen, member=member)
    hours_centi, rate_fen = hours_and_rate(operation.hours_centi, fixed, rate_fen)
    return {
        "kind": LineKind.LABOUR,
        "name": operation.name,
        "linked": operation.name,
        "code": operation.code,
        "operation_id": operation.id,
        "part_id": None,
        "trade": operation.trade,
        "category": operation.category,
        "qty": hours_centi * 10,
        "price": rate_fen,
    }


def from_part(part: PartHit, *, member: bool = False) -> Row:
    """What picking a part fills in."""
    return {
        "kind": LineKind.PART,
        "name": part.name,
        "linked": part.name,
        "code": part.code,
        "operation_id": None,
        "part_id": part.id,
        "trade": None,
        "grade": part.grade,
        "brand": part.brand,
        "spec": part.spec,
        "unit": part.unit,
        "price": usual_price_fen(part.price_fen, part.member_price_fen, member=member),
    }


def takes(row: Row) -> bool:
    """Whether the row is for goods off the shelf."""
    return row["kind"] is LineKind.PART and not row["own"]


def say_stock(row: Row, stock: PartHit | None, wanted_milli: int) -> str:
    """On hand, or how much is short for all rows of the part together, `wanted_milli` (A6)."""
    if not takes(row):
        return ""
    if stock is None:
        return "" if not row["name"] else _("not in file")
    short = wanted_milli - stock.available_milli
    if short > 0:
        return _("short {n}").format(n=format_quantity(short))
    return format_quantity(stock.on_hand_milli)


def is_charged(row: Row) -> bool:
    """Whether the customer or the insurer pays."""
    return row["pay_type"] in CHARGED


DEFAULTS_BY_KIND: dict[LineKind, Row] = {
    LineKind.LABOUR: {
        "grade": None,
        "own": False,
        "part_id": None,
        "vendor": "",
        "cost": None,
    },
    LineKind.PART: {"trade": None, "operation_id": None, "vendor": "", "cost": None},
    LineKind.OTHER: {
        "grade": None,
        "own": False,
        "part_id": None,
        "operation_id": None,
        "trade": None,
    },
    LineKind.SUBLET: {
        "grade": None,
        "own": False,
        "part_id": None,
        "operation_id": None,
        "trade": None,
    },
}
"""What no longer holds when a row becomes of another kind."""

CATEGORIES = tuple(RepairCategory)
GRADES = tuple(PartGrade)
TRADES = tuple(WorkType)
