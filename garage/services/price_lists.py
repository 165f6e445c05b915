"""Acts on dated prices of operations, parts and packages: from a day on, never backwards (A9)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from garage.domain.money import MAX_PRICE_FEN, labour_amount_fen
from garage.domain.part_file import PriceBasis, price_from_cost
from garage.domain.price_lists import Priced, PriceTerms, check_terms
from garage.domain.text import one_line
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.database import Document
from garage.models.operations import Operation
from garage.models.packages import OperationPrice, PackagePrice, ServicePackage
from garage.models.part_file import PartPrice
from garage.models.parts import Part
from garage.models.statements import statement
from garage.services import price_owner
from garage.services.command import Area, By, command, create, refuse_stale, update

MOST_DAYS_AHEAD = 1_000


@dataclass(frozen=True)
class Table:
    """Where a kind keeps its prices: its rows, their dated prices, and their columns for the fields of terms.

    `renamed` are fields that the row itself keeps under another name than the dated price.
    """

    row: Any
    price: Any
    ref: str
    columns: Mapping[str, str]
    renamed: Mapping[str, str]

    @property
    def of(self) -> Any:
        """The field that refers from a price to what it is of."""
        return getattr(self.price, self.ref)


_MEMBER = {"member_price_fen": "member_price_fen"}
TABLES = {
    Priced.OPERATION: Table(
        Operation,
        OperationPrice,
        "operation",
        {"price_fen": "fixed_price_fen", "hours_centi": "hours_centi"} | _MEMBER,
        {},
    ),
    Priced.PART: Table(
        Part,
        PartPrice,
        "part",
        {"price_fen": "price_fen", "basis": "basis", "markup_bp": "markup_bp"} | _MEMBER,
        {"basis": "price_basis"},
    ),
    Priced.PACKAGE: Table(ServicePackage, PackagePrice, "package", {"price_fen": "price_fen"} | _MEMBER, {}),
}


def terms_of(kind: Priced, row: Any) -> PriceTerms:
    """The present terms of an operation, a part or a package."""
    table = TABLES[kind]
    return _terms(row, {field: table.renamed.get(field, name) for field, name in table.columns.items()})


def terms_of_price(kind: Priced, price: Any) -> PriceTerms:
    """The terms of a dated price."""
    return _terms(price, TABLES[kind].columns)


def _terms(row: Any, columns: Mapping[str, str]) -> PriceTerms:
    values = {field: getattr(row, name) for field, name in columns.items()}
    if "basis" in values:
        values["basis"] = PriceBasis(values["basis"])
    return PriceTerms(**values)


def _columns(kind: Priced, terms: PriceTerms, *, of_row: bool) -> dict[str, Any]:
    table = TABLES[kind]
    renamed = table.renamed if of_row else {}
    return {renamed.get(field, name): getattr(terms, field) for field, name in table.columns.items()}


# Acts


@command(Area.STOCK, Area.OPERATIONS)
def set_price(
    by: By,
    kind: Priced,
    ref: int,
    terms: PriceTerms,
    starts_on: date,
    *,
    reason: str = "",
    version: int | None = None,
    approved_by: int | None = None,
) -> int:
    """A price from a day on: today it counts at once, later it waits; returns the id of the dated price.

    FieldError("starts_on") for a day that is over, or for which a price waits already; else on what is wrong with
    the terms, or "approved_by" when no owner acts or approves. StaleError when what it is of was saved since `version`.
    """
    if starts_on <= by.today:
        apply_due(by)  # else one that nobody has applied yet would come over this one
    row = TABLES[kind].row.get_by_id(ref)
    refuse_stale(row, version)
    why = _checked(by, kind, row, terms, starts_on, reason)
    if _waiting_for.value(ref, starts_on, kind=kind) is not None:
        raise FieldError("starts_on", _("A price for that day waits already: change that one."))
    price_owner.check_terms(by, kind, ref, terms_of(kind, row), terms, approved_by)
    price = _create(by, kind, ref, terms, starts_on, why)
    if starts_on <= by.today:
        _apply(by, kind, price)
    return int(price.id)


@command(Area.STOCK, Area.OPERATIONS)
def change_price(
    by: By,
    kind: Priced,
    price_id: int,
    version: int,
    terms: PriceTerms,
    starts_on: date,
    *,
    reason: str = "",
    approved_by: int | None = None,
) -> None:
    """Change a price that has not come yet; errors as in `set_price`, RuleError once it counts or is withdrawn."""
    price = _coming(kind, price_id)
    ref = getattr(price, f"{TABLES[kind].ref}_id")
    why = _checked(by, kind, TABLES[kind].row.get_by_id(ref), terms, starts_on, reason)
    if _waiting_for.value(ref, starts_on, kind=kind) not in {None, price_id}:
        raise FieldError("starts_on", _("A price for that day waits already: change that one."))
    price_owner.check(by, price._meta.table_name, price_id, approved_by)
    kept = {"reason": why, "starts_on": starts_on}
    update(by, price, version, kept, reason=why, **_columns(kind, terms, of_row=False))
    if starts_on <= by.today:
        _apply(by, kind, price)


@command(Area.STOCK, Area.OPERATIONS)
def withdraw(
    by: By, kind: Priced, price_id: int, version: int, *, reason: str = "", approved_by: int | None = None
) -> None:
    """Take a price back that has not come yet; it stays in the history. An owner acts or approves."""
    price = _coming(kind, price_id)
    price_owner.check(by, price._meta.table_name, price_id, approved_by)
    update(by, price, version, act="withdraw", reason=one_line("reason", reason, 200), withdrawn_at=by.at)


def apply_due(by: By) -> int:
    """Make every price whose day has come the present one; returns how many there were.

    For the start of the program and for each minute of it: nothing is written while none is due. Of two seats that
    do it at once one finds nothing left.
    """
    return _apply_due(by) if any(_due.rows(by.today, kind=kind) for kind in Priced) else 0


@command(Area.STOCK, Area.OPERATIONS)
def _apply_due(by: By) -> int:
    count = 0
    for kind, table in TABLES.items():
        for (ref,) in _due.rows(by.today, kind=kind):
            _apply(by, kind, table.price.get_by_id(ref))
            count += 1
    return count


@command(Area.STOCK)
def follow_cost(by: By, part_ids: Iterable[int], reason: str = "") -> int:
    """Parts sold at cost + % follow what they cost last; returns how many prices changed.

    The last purchase cost with its share of freight, rounded up to the jiao. A price for members above the new
    price comes down with it. A part of which no cost is known keeps its price.
    """
    changed = 0
    for row in _on_cost.objects(sorted(set(part_ids))):
        was = terms_of(Priced.PART, row)
        values = _columns(Priced.PART, _worked_out(row, was), of_row=True)
        if update(by, row, row.version, act="price", reason=reason, **values):
            note_change(by, Priced.PART, row, was, reason)
            changed += 1
    return changed


def note_change(by: By, kind: Priced, row: Any, was: PriceTerms | None, reason: str = "") -> None:
    """Keep in the history what changed in the terms of `row`, inside the act that changed it.

    `was` is None for what is new. What had no history gets its former price first.
    """
    terms = terms_of(kind, row)
    if terms == was:
        return
    if was is not None and _any.value(row.id, kind=kind) is None:
        _keep_former(kind, row, was)
    _create(by, kind, row.id, terms, by.today, reason, applied=True)


# Inside


def _checked(by: By, kind: Priced, row: Any, terms: PriceTerms, starts_on: date, reason: str) -> str:
    if starts_on < by.today:
        raise FieldError("starts_on", _("A price starts today or later."))
    if starts_on > by.today + timedelta(days=MOST_DAYS_AHEAD):
        raise FieldError("starts_on", _("That day is too far ahead."))
    check_terms(kind, terms, _usual_fen(kind, row, terms, starts_on))
    return one_line("reason", reason, 200)


def _usual_fen(kind: Priced, row: Any, terms: PriceTerms, on: date) -> int:
    """What one costs by these terms when it has no price of its own; a package the sum of its lines."""
    from garage.services import package_lines, shop  # noqa: PLC0415 - both read prices themselves

    match kind:
        case Priced.PACKAGE:
            return package_lines.sums([row.id], on)[row.id]
        case Priced.OPERATION:
            return labour_amount_fen(shop.labour_rate_fen(on), terms.hours_centi)
    return terms.price_fen or 0


def _coming(kind: Priced, price_id: int) -> Any:
    price = TABLES[kind].price.get_by_id(price_id)
    if price.applied:
        raise RuleError(Reason("applied", _("This price counts already: set another one."), "prices"))
    if price.withdrawn_at is not None:
        raise RuleError(Reason("withdrawn", _("This price was withdrawn."), "prices"))
    return price


def _create(
    by: By, kind: Priced, ref: int, terms: PriceTerms, starts_on: date, why: str, *, applied: bool = False
) -> Any:
    table = TABLES[kind]
    values = {table.ref: ref, "starts_on": starts_on, "applied": applied, "reason": why}
    return create(by, table.price, **values, **_columns(kind, terms, of_row=False))


def _keep_former(kind: Priced, row: Document, was: PriceTerms) -> None:
    """What was there before there were dated prices counted from its first day on."""
    table = TABLES[kind]
    table.price.create(
        **{table.ref: row.id},
        **_columns(kind, was, of_row=False),
        starts_on=row.created_at.date(),
        applied=True,
        created_at=row.created_at,
        created_by=row.created_by,
    )


def _apply(by: By, kind: Priced, price: Any) -> None:
    """The dated price becomes the present one."""
    table = TABLES[kind]
    row = table.row.get_by_id(getattr(price, f"{table.ref}_id"))
    was, terms = terms_of(kind, row), terms_of_price(kind, price)
    if _any.value(row.id, kind=kind) is None:
        _keep_former(kind, row, was)
    if kind is Priced.PART:
        terms = _worked_out(row, terms)
    update(by, row, row.version, act="price", reason=price.reason, **_columns(kind, terms, of_row=True))
    columns = _columns(kind, terms, of_row=False)
    update(by, price, price.version, act="apply", applied=True, **columns)


def _worked_out(part: Any, terms: PriceTerms) -> PriceTerms:
    """Terms on the cost with the price that they come to, as far as a cost is known."""
    if terms.basis is not PriceBasis.COST_PLUS or not part.last_cost_fen:
        return terms
    member = terms.member_price_fen
    price = min(price_from_cost(part.last_cost_fen, terms.markup_bp), MAX_PRICE_FEN)
    values = vars(terms) | {"price_fen": price, "member_price_fen": member and min(member, price)}
    return PriceTerms(**values)


@statement
def _due(today: Any, *, kind: Priced) -> Any:
    """Waiting prices whose day has come, the earlier first; by the index on what waits."""
    price = TABLES[kind].price
    waits = (price.applied == 0) & (price.starts_on <= today) & price.withdrawn_at.is_null()
    return price.select(price.id).where(waits).order_by(price.starts_on, price.id)


@statement
def _waiting_for(ref: Any, day: Any, *, kind: Priced) -> Any:
    table = TABLES[kind]
    waits = (table.price.applied == 0) & (table.price.starts_on == day) & table.price.withdrawn_at.is_null()
    return table.price.select(table.price.id).where((table.of == ref) & waits)


@statement
def _any(ref: Any, *, kind: Priced) -> Any:
    """A price that counted once."""
    table = TABLES[kind]
    return table.price.select(table.price.id).where((table.of == ref) & (table.price.applied == 1)).limit(1)


@statement
def _on_cost(part_ids: Any) -> Any:
    on_cost = Part.id.in_(part_ids) & (Part.price_basis == PriceBasis.COST_PLUS.value)
    return Part.select().where(on_cost & (Part.last_cost_fen > 0)).order_by(Part.id)
