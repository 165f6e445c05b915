"""Acts on the lines of an order while it is being estimated."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from garage.domain.lines import (
    COUNTING,
    LineKind,
    LineMoney,
    LineStatus,
    PartGrade,
    PayType,
    Totals,
    WorkType,
    gross_fen,
    totals,
)
from garage.domain.money import MAX_PRICE_FEN, labour_amount_fen, line_amount_fen, round_half_up
from garage.domain.orders import EDITABLE, IN_SHOP, OrderState
from garage.domain.quantities import MAX_HOURS_CENTI, MAX_QTY_MILLI
from garage.domain.stock import RESERVING
from garage.domain.text import one_line, said_why
from garage.domain.warranty import RepairCategory
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models import statements
from garage.models.database import Document
from garage.models.operations import Operation
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part
from garage.models.statements import insert_many, statement
from garage.services import line_discounts, line_links, pay_types, sale_prices, shop
from garage.services.command import Area, By, audit, command, stale, update
from garage.services.order_moves import elsewhere

MAX_LINES = 300


@dataclass(frozen=True)
class LineData:
    """One line as it is typed; hours centi, quantity milli, money fen."""

    kind: LineKind
    name: str
    pay_type: PayType = PayType.CUSTOMER
    code: str = ""
    operation_id: int | None = None
    part_id: int | None = None
    trade: WorkType | None = None
    category: RepairCategory | None = None
    grade: PartGrade | None = None
    brand: str = ""
    spec: str = ""
    unit: str = ""
    hours_centi: int = 0
    rate_fen: int = 0
    qty_milli: int = 1000
    unit_price_fen: int = 0
    discount_fen: int = 0
    customer_supplied: bool = False
    vendor: str = ""
    vendor_cost_fen: int = 0
    original_line_id: int | None = None
    recommendation_id: int | None = None
    package_id: int | None = None

    @property
    def gross_fen(self) -> int:
        """Gross amount, rounded half up once."""
        return gross_fen(
            self.kind,
            rate_fen=self.rate_fen,
            hours_centi=self.hours_centi,
            unit_price_fen=self.unit_price_fen,
            qty_milli=self.qty_milli,
            customer_supplied=self.customer_supplied,
        )


@dataclass(frozen=True)
class Line(LineData):
    """A stored line with its progress."""

    id: int = 0
    position: int = 0
    status: LineStatus = LineStatus.OPEN
    issued_milli: int = 0
    started_at: Any = None
    done_at: Any = None
    supplement_id: int | None = None

    @property
    def money(self) -> LineMoney:
        """The figures that totals add up."""
        return _money(self)

    @property
    def draws_stock(self) -> bool:
        """A part that has to be issued from stock."""
        return self.kind is LineKind.PART and not self.customer_supplied


def lines_of(order_id: int) -> list[Line]:
    """Lines of an order that count, in their order: what the customer agreed to and still stands."""
    return [line for line in all_lines_of(order_id) if line.status in COUNTING]


def all_lines_of(order_id: int) -> list[Line]:
    """Every line of an order in its order, those proposed, declined or taken off too."""
    return [_line(row) for row in _lines.rows(order_id)]


@statement
def _lines(order_id: Any) -> Any:
    columns = [OrderLine._meta.combined[name] for name in _FIELDS]
    return OrderLine.select(*columns).where(OrderLine.order == order_id).order_by(OrderLine.position)


_FIELDS = tuple(Line.__dataclass_fields__)
_CHOICES: dict[str, dict[str, Any]] = {
    name: {"": None} | {choice.value: choice for choice in kind}
    for name, kind in (
        ("kind", LineKind),
        ("pay_type", PayType),
        ("trade", WorkType),
        ("category", RepairCategory),
        ("grade", PartGrade),
        ("status", LineStatus),
    )
}


def _line(row: Sequence[Any]) -> Line:
    """The line whose fields are the values of `row`, filled at once: one by one they take three times as long."""
    values = dict(zip(_FIELDS, row, strict=True))
    for name, choices in _CHOICES.items():
        values[name] = choices[values[name]]
    line = Line.__new__(Line)
    vars(line).update(values)
    return line


def category_of(line: Line, order: WorkOrder) -> RepairCategory:
    """What decides the warranty of a line: its own category, else the order's, else minor repair."""
    return line.category or RepairCategory(order.category or RepairCategory.MINOR_REPAIR)


def order_totals(lines: Sequence[Line | LineData]) -> Totals:
    """Totals of lines, stored or still being typed."""
    return totals(map(_money, lines))


def _money(line: LineData) -> LineMoney:
    of_package = line.package_id is not None
    return LineMoney(line.kind, line.pay_type, line.gross_fen, line.discount_fen, of_package)


def _at(index: int, column: str) -> str:
    return f"lines.{index}.{column}"


def check_line(index: int, line: LineData) -> LineData:
    """The line with clean texts; FieldError on "lines.<index>.<column>" for the first cell that is wrong."""
    name = one_line(_at(index, "name"), line.name, 120)
    if not name:
        raise FieldError(_at(index, "name"), _("A line needs a name."))
    prices = (line.rate_fen, line.unit_price_fen, line.vendor_cost_fen)
    if min(*prices, line.hours_centi, line.qty_milli) < 0:
        raise FieldError(_at(index, "price"), _("A line cannot be below zero."))
    if line.hours_centi > MAX_HOURS_CENTI or line.qty_milli > MAX_QTY_MILLI:
        raise FieldError(_at(index, "qty"), _("This quantity is too large."))
    if line.kind is LineKind.LABOUR and not line.hours_centi:
        raise FieldError(_at(index, "qty"), _("Labour needs hours."))
    if line.kind is not LineKind.LABOUR and not line.qty_milli:
        raise FieldError(_at(index, "qty"), _("A quantity is needed."))
    if line.customer_supplied and line.kind is not LineKind.PART:
        raise FieldError(_at(index, "customer_supplied"), _("Only a part can be the customer's own."))
    if not 0 <= line.discount_fen <= line.gross_fen:
        raise FieldError(_at(index, "discount"), _("The discount must lie between 0 and the line's amount."))
    if max(*prices, line.gross_fen) > MAX_PRICE_FEN:
        raise FieldError(_at(index, "price"), _("This amount is too large."))
    return LineData(
        **{
            **{field: getattr(line, field) for field in LineData.__dataclass_fields__},
            "name": name,
            "code": one_line(_at(index, "code"), line.code, 60),
            "brand": one_line(_at(index, "brand"), line.brand, 60),
            "spec": one_line(_at(index, "spec"), line.spec, 80),
            "unit": one_line(_at(index, "unit"), line.unit, 20),
            "vendor": one_line(_at(index, "vendor"), line.vendor, 80),
            "part_id": line.part_id if line.kind is LineKind.PART and not line.customer_supplied else None,
            "operation_id": line.operation_id if line.kind is LineKind.LABOUR else None,
            "unit_price_fen": 0 if line.customer_supplied else line.unit_price_fen,
        }
    )


def with_original(index: int, line: LineData, order: WorkOrder) -> LineData:
    """The line with what its pay type asks for: rework names a line with which the same vehicle left before."""
    field = _at(index, "pay_type")
    if line.pay_type is PayType.FREE_SERVICE:
        pay_types.refuse_second_free_service(field, order)
    if line.pay_type is not PayType.REWORK or line.original_line_id is None:
        return replace(line, original_line_id=None)
    return replace(line, original_line_id=pay_types.line_repeated(field, order, line.original_line_id))


def line_columns(order_id: int, position: int, line: LineData, by: By) -> dict[str, Any]:
    """Columns of a line that is stored for the first time."""
    return {
        "order": order_id,
        "position": position,
        "kind": line.kind.value,
        "pay_type": line.pay_type.value,
        "code": line.code,
        "name": line.name,
        "operation": line.operation_id,
        "part": line.part_id,
        "trade": line.trade.value if line.trade else "",
        "category": line.category.value if line.category else "",
        "grade": line.grade.value if line.grade else "",
        "brand": line.brand,
        "spec": line.spec,
        "unit": line.unit,
        "hours_centi": line.hours_centi,
        "rate_fen": line.rate_fen,
        "qty_milli": line.qty_milli,
        "unit_price_fen": line.unit_price_fen,
        "gross_fen": line.gross_fen,
        "discount_fen": line.discount_fen,
        "customer_supplied": line.customer_supplied,
        "vendor": line.vendor,
        "vendor_cost_fen": line.vendor_cost_fen,
        "original_line": line.original_line_id,
        "recommendation_id": line.recommendation_id,
        "package": line.package_id,
        "status": LineStatus.OPEN.value,
        "version": 1,
        "issued_milli": 0,
        **by.stamp(),
    }


@command(Area.ORDERS)
def save_lines(by: By, order_id: int, version: int, lines: Sequence[LineData], why: str = "") -> int:
    """Replace the lines of an order that is still being estimated; returns the order's new version.

    FieldError names the cell ("lines.2.name"), or "discount_reason" without a `why` of a new discount; RuleError when the lines are frozen; StaleError when
    someone saved the order since `version`.
    """
    order = WorkOrder.get_by_id(order_id)
    if OrderState(order.state) not in EDITABLE:
        raise RuleError(Reason("frozen", _("The estimate is finished: its lines are frozen."), "order"))
    if len(lines) > MAX_LINES:
        raise FieldError("lines", _("At most {n} lines fit on one order.").format(n=MAX_LINES))
    clean = [with_original(index, check_line(index, line), order) for index, line in enumerate(lines)]
    before = lines_of(order_id)
    if any(line.package_id for line in clean):
        from garage.services import package_lines  # noqa: PLC0415 - it makes lines

        clean = package_lines.at_their_price(clean, before, by.today, order.customer_id)
    links = line_links.let_go(order_id)
    _delete_lines.run(order_id)
    rows = (line_columns(order_id, position, line, by) for position, line in enumerate(clean, 1))
    insert_many(OrderLine, rows)
    line_links.take_up(order_id, links)
    touch(by, order, version)
    audit_lines(by, order, before, clean, why)
    return int(order.version)


@statement
def _delete_lines(order_id: Any) -> Any:
    return OrderLine.delete().where(OrderLine.order == order_id)


def touch(by: By, row: Document, version: int) -> None:
    """Count a document's version up although none of its own columns changed."""
    if not statements.update(type(row), row.id, version, {}):
        update(by, row, version)
    row.version = version + 1


def audit_lines(
    by: By, order: WorkOrder, before: Sequence[LineData], after: Sequence[LineData], why: str = ""
) -> None:
    """Log the lines that were typed, every price that is not the list price, and every discount and why (C7)."""

    def brief(lines: Sequence[LineData]) -> dict[str, object]:
        return {
            f"{n}": f"{line.name} {line.gross_fen - line.discount_fen}" for n, line in enumerate(lines, 1)
        }

    audit(by, "lines", "work_order", order.id, before=brief(before), after=brief(after))
    listed = _listed(by, after, order.customer_id)
    line_discounts.log(by, order.id, before, after, why)
    for line in after:
        price = line.gross_fen if line.kind is LineKind.LABOUR else line.unit_price_fen
        usual = listed(line)
        if usual[0] and price not in usual:
            before_, after_ = {line.name: usual[0]}, {line.name: price}
            audit(by, "price override", "work_order", order.id, before=before_, after=after_)


Listed = Callable[[LineData], tuple[int, ...]]


def _listed(by: By, lines: Sequence[LineData], customer_id: int) -> Listed:
    """What a unit of a part, or labour in all, costs by the lists of the day in fen; 0 where no list has it.

    For a member the price for members stands behind it.
    """
    member = sale_prices.is_member(customer_id)
    parts = {ref: prices for ref, *prices in _prices.rows([line.part_id for line in lines if line.part_id])}
    rows = _operations.rows([line.operation_id for line in lines if line.operation_id])
    operations = {ref: terms for ref, *terms in rows}
    rate = shop.labour_rate_fen(by.today)

    def prices(line: LineData) -> tuple[int, ...]:
        if line.kind is not LineKind.LABOUR:
            usual, less = parts.get(line.part_id, (0, None))
        else:
            fixed, less, hours = operations.get(line.operation_id, (None, None, line.hours_centi))
            usual = labour_amount_fen(rate, hours) if fixed is None else fixed
        return (usual, less) if member and less is not None else (usual,)

    return prices


@statement
def _operations(operation_ids: Any) -> Any:
    columns = Operation.id, Operation.fixed_price_fen, Operation.member_price_fen, Operation.hours_centi
    return Operation.select(*columns).where(Operation.id.in_(operation_ids))


@statement
def _prices(part_ids: Any) -> Any:
    return Part.select(Part.id, Part.price_fen, Part.member_price_fen).where(Part.id.in_(part_ids))


@command(Area.ORDERS)
def link_part(by: By, line_id: int, part_id: int) -> None:
    """Name the stock part that an authorised part line, written in free words, is drawn from.

    What was authorised (name, quantity, price) stays as it was. StaleError when another part was named meanwhile.
    """
    row = OrderLine.get_by_id(line_id)
    order = WorkOrder.get_by_id(row.order_id)
    if OrderState(order.state) not in RESERVING:
        raise elsewhere(by, order)
    if row.kind != LineKind.PART.value or row.customer_supplied:
        raise RuleError(Reason("not_a_part", _("Only a part line is drawn from stock."), "lines"))
    if row.issued_milli:
        raise RuleError(Reason("issued", _("Parts are issued on this line already."), "parts"))
    if row.part_id not in {None, part_id}:
        raise stale(row)
    update(by, row, row.version, act="link part", part=Part.get_by_id(part_id).id)


@command(Area.ORDERS)
def bill_issued(by: By, order_id: int, reason: str) -> int:
    """Less was needed than authorised: part lines are billed by what was drawn; returns how many changed.

    Only downwards, so the customer's consent still covers it; the authorisation keeps what was signed.
    FieldError("reason") without one; RuleError when the order is not in the shop or nothing differs.
    """
    why = said_why(reason)
    order = WorkOrder.get_by_id(order_id)
    if OrderState(order.state) not in IN_SHOP:
        raise elsewhere(by, order)
    changed = 0
    standing = OrderLine.status.in_([status.value for status in COUNTING])
    rows = OrderLine.select().where((OrderLine.order == order_id) & standing).order_by(OrderLine.position)
    for row in rows:
        line = _line([getattr(row, name) for name in _FIELDS])
        if not line.draws_stock or line.issued_milli >= line.qty_milli:
            continue
        gross = line_amount_fen(line.unit_price_fen, line.issued_milli)
        discount = round_half_up(line.discount_fen * line.issued_milli, line.qty_milli)
        update(
            by,
            row,
            row.version,
            act="bill issued",
            reason=why,
            qty_milli=line.issued_milli,
            gross_fen=gross,
            discount_fen=min(discount, gross),
        )
        changed += 1
    if not changed:
        raise RuleError(Reason("all_issued", _("Everything authorised is issued."), "parts"))
    return changed
