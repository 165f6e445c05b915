"""Acts on service packages: operations, parts and other fees that drop into an estimate in one step (A9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from garage.domain.lines import LineKind
from garage.domain.money import MAX_PRICE_FEN
from garage.domain.pages import Page
from garage.domain.price_lists import Priced, PriceTerms, check_terms
from garage.domain.quantities import MAX_HOURS_CENTI, MAX_QTY_MILLI
from garage.domain.search import name_terms
from garage.domain.text import half_width, one_line
from garage.errors import FieldError
from garage.i18n import _
from garage.models.listing import Cursor, tuples
from garage.models.operations import Operation
from garage.models.packages import PackageLine, ServicePackage
from garage.models.parts import Part
from garage.models.statements import instance, statement
from garage.services import operations, package_lines, price_lists, price_owner, search
from garage.services.command import Area, By, audit, command, create, update

MOST_LINES = 60


@dataclass(frozen=True)
class PackageLineData:
    """One line of a package.

    Labour is an operation, or words with hours; a part is one on file, or words for the part that fits the car.
    `hours_centi` and `unit_price_fen` None are those of the list; the price of labour is for the whole line.
    """

    kind: LineKind
    name: str = ""
    operation_id: int | None = None
    part_id: int | None = None
    qty_milli: int = 1000
    hours_centi: int | None = None
    unit_price_fen: int | None = None


@dataclass(frozen=True, kw_only=True)
class PackageData:
    """A package as it is typed; `price_fen` None is the sum of its lines."""

    code: str
    name: str
    note: str = ""
    price_fen: int | None = None
    member_price_fen: int | None = None
    lines: tuple[PackageLineData, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PackageRow:
    """A package in a list: what its lines come to today, and what it costs."""

    id: int
    version: int
    code: str
    name: str
    note: str
    price_fen: int | None
    member_price_fen: int | None
    active: bool
    sum_fen: int
    lines: int

    @property
    def charged_fen(self) -> int:
        """What it costs: never more than its lines."""
        return self.sum_fen if self.price_fen is None else min(self.price_fen, self.sum_fen)


# Acts


@command(Area.OPERATIONS)
def add(by: By, data: PackageData, *, approved_by: int | None = None) -> int:
    """Add a package; FieldError("code") when the code is empty or taken, else the field or cell that is wrong.

    FieldError("approved_by") when it names a price of its own and no owner acts or approves: what a package
    costs less than its lines is no discount that anybody answers for later.
    """
    values, lines = _clean(by, None, data)
    row = create(by, ServicePackage, **values)
    if price_lists.terms_of(Priced.PACKAGE, row) != PriceTerms() or _own_prices(lines):
        price_owner.check(by, "service_package", row.id, approved_by)
    _write(row.id, lines)
    price_lists.note_change(by, Priced.PACKAGE, row, None)
    _index(row.id, values)
    return int(row.id)


@command(Area.OPERATIONS)
def change(
    by: By,
    package_id: int,
    version: int,
    data: PackageData,
    *,
    active: bool = True,
    approved_by: int | None = None,
) -> None:
    """Change a package and its lines; what was estimated with it stays. One out of use is not found any more.

    FieldError as in `add`, "approved_by" when a price of its own changes.
    """
    values, lines = _clean(by, package_id, data)
    row = ServicePackage.get_by_id(package_id)
    was = price_lists.terms_of(Priced.PACKAGE, row)
    before = lines_of(package_id)
    changed = update(by, row, version, **values, active=active)
    if lines != before:
        _write(package_id, lines)
        audit(by, "lines", "service_package", package_id, before=_brief(before), after=_brief(lines))
        if not changed:  # the lock covers the lines too
            ServicePackage.update(version=version + 1).where(ServicePackage.id == package_id).execute()
    if price_lists.terms_of(Priced.PACKAGE, row) != was or _own_prices(lines) != _own_prices(before):
        price_owner.check(by, "service_package", package_id, approved_by)
    price_lists.note_change(by, Priced.PACKAGE, row, was)
    if changed:
        _index(package_id, values if active else {})


@command(Area.OPERATIONS)
def add_starter(by: By) -> int:
    """Add the packages of STARTER whose code is free, with the operations they need; returns how many."""
    taken = {code for (code,) in tuples(ServicePackage.select(ServicePackage.code))}
    fresh = [one for one in STARTER if one[0] not in taken]
    for code, name, work, goods in fresh:
        labour = [PackageLineData(LineKind.LABOUR, operation_id=_starter(by, one)) for one in work]
        named = [PackageLineData(LineKind.PART, words, qty_milli=milli) for words, milli in goods]
        add(by, PackageData(code=code, name=name, lines=(*labour, *named)))
    return len(fresh)


def _starter(by: By, code: str) -> int:
    """The operation with that code, made from the starter set when there is none."""
    row = Operation.get_or_none(Operation.code == code)
    if row is not None:
        return int(row.id)
    return operations.add(by, next(data for data in operations.STARTER if data.code == code))


# Input


def _own_prices(lines: Sequence[PackageLineData]) -> list[tuple[Any, ...]]:
    """The lines that do not cost what the list says."""
    own = (
        (line.kind, line.name, line.operation_id, line.part_id, line.hours_centi, line.unit_price_fen)
        for line in lines
    )
    return [one for one in own if one[-2:] != (None, None)]


def _clean(
    by: By, package_id: int | None, data: PackageData
) -> tuple[dict[str, Any], tuple[PackageLineData, ...]]:
    code = one_line("code", half_width(data.code), 40).upper()
    name = one_line("name", data.name, 120)
    if not code:
        raise FieldError("code", _("A package needs a code."))
    if not name:
        raise FieldError("name", _("A name is needed."))
    taken = ServicePackage.get_or_none(
        (ServicePackage.code == code) & (ServicePackage.id != (package_id or 0))
    )
    if taken is not None:
        raise FieldError("code", _("{name} has this code already.").format(name=taken.name))
    if not data.lines:
        raise FieldError("lines", _("There is no line yet."))
    if len(data.lines) > MOST_LINES:
        raise FieldError("lines", _("At most {n} lines fit into one package.").format(n=MOST_LINES))
    lines = tuple(_checked(place, line) for place, line in enumerate(data.lines))
    rows = [instance(PackageLine, _stored(package_id or 0, place, line)) for place, line in enumerate(lines)]
    terms = PriceTerms(price_fen=data.price_fen, member_price_fen=data.member_price_fen)
    check_terms(Priced.PACKAGE, terms, package_lines.sum_of(rows, by.today))
    values = {
        "code": code,
        "name": name,
        "note": one_line("note", data.note, 200),
        "price_fen": data.price_fen,
        "member_price_fen": data.member_price_fen,
    }
    return values, lines


def _checked(place: int, line: PackageLineData) -> PackageLineData:
    """The line with a clean name; FieldError on "lines.<n>.name", "qty" or "price"."""

    def at(column: str) -> str:
        return f"lines.{place}.{column}"

    labour, part = line.kind is LineKind.LABOUR, line.kind is LineKind.PART
    name = one_line(at("name"), line.name, 120)
    operation = line.operation_id if labour else None
    goods = line.part_id if part else None
    _refuse_unknown(at("name"), operation, goods)
    if not name and operation is None and goods is None:
        raise FieldError(at("name"), _("A line needs a name."))
    if line.kind is LineKind.SUBLET:
        raise FieldError(at("kind"), _("What others do is agreed on with each job."))
    hours, price = line.hours_centi, line.unit_price_fen
    if labour and ((hours is None and operation is None) or not 0 < (hours or 1) <= MAX_HOURS_CENTI):
        raise FieldError(at("qty"), _("Labour needs hours."))
    if not labour and not 0 < line.qty_milli <= MAX_QTY_MILLI:
        raise FieldError(at("qty"), _("A quantity is needed."))
    if price is not None and not 0 <= price <= MAX_PRICE_FEN:
        raise FieldError(at("price"), _("It cannot be less than zero or that large."))
    if line.kind is LineKind.OTHER and price is None:
        raise FieldError(at("price"), _("A price is needed."))
    return PackageLineData(
        line.kind,
        "" if operation or goods else name,
        operation,
        goods,
        1000 if labour else line.qty_milli,
        hours if labour else None,
        price,
    )


def _refuse_unknown(field: str, operation_id: int | None, part_id: int | None) -> None:
    if operation_id is not None and Operation.find(operation_id) is None:
        raise FieldError(field, _("This operation does not exist."))
    if part_id is not None and Part.find(part_id) is None:
        raise FieldError(field, _("This part does not exist."))


def _stored(package_id: int, place: int, line: PackageLineData) -> dict[str, Any]:
    return {
        "package": package_id,
        "position": place + 1,
        "kind": line.kind.value,
        "name": line.name,
        "operation": line.operation_id,
        "part": line.part_id,
        "qty_milli": line.qty_milli,
        "hours_centi": line.hours_centi,
        "unit_price_fen": line.unit_price_fen,
    }


def _write(package_id: int, lines: Sequence[PackageLineData]) -> None:
    PackageLine.delete().where(PackageLine.package == package_id).execute()
    PackageLine.insert_many([_stored(package_id, place, line) for place, line in enumerate(lines)]).execute()


def _brief(lines: Sequence[PackageLineData]) -> dict[str, object]:
    """Lines as the log keeps them: what it is, how much, at which price of its own."""
    return {
        f"{n}": [
            line.name or line.operation_id or line.part_id,
            line.hours_centi if line.kind is LineKind.LABOUR else line.qty_milli,
            line.unit_price_fen,
        ]
        for n, line in enumerate(lines, 1)
    }


def _index(package_id: int, values: dict[str, Any]) -> None:
    terms = {values["code"]} | name_terms(values["name"]) if values else ()
    search.index("package", package_id, terms)


# Reads


def page(
    today: date, cursor: Cursor | None = None, limit: int = 50, *, everyone: bool = False
) -> Page[PackageRow]:
    """Packages in use (all with `everyone`), by code."""
    query = ServicePackage.select().order_by(ServicePackage.code).limit(limit + 1)
    if not everyone:
        query = query.where(ServicePackage.active)
    if cursor is not None:
        query = query.where(ServicePackage.code > cursor[0])
    found = list(query)
    shown = _rows(found[:limit], today)
    return Page(tuple(shown), (shown[-1].code,) if len(found) > limit else None)


def find(fragment: str, today: date, limit: int = 20) -> list[PackageRow]:
    """Packages in use by a piece of their code, name, pinyin or initials, best first."""
    refs = search.refs("package", fragment, limit)
    return read(refs, today) if refs else []


def read(refs: Sequence[int], today: date) -> list[PackageRow]:
    """These packages in this order."""
    found = {row.id: row for row in _rows(_some.objects(list(refs)), today)} if refs else {}
    return [found[ref] for ref in refs if ref in found]


@statement
def _some(refs: Any) -> Any:
    return ServicePackage.select().where(ServicePackage.id.in_(refs))


def _rows(found: Sequence[Any], today: date) -> list[PackageRow]:
    sums = package_lines.sums([row.id for row in found], today)
    counts = package_lines.counts(list(sums))
    names = ("id", "version", "code", "name", "note", "price_fen", "member_price_fen", "active")
    return [
        PackageRow(**{name: getattr(row, name) for name in names}, sum_fen=sums[row.id], lines=counts[row.id])
        for row in found
    ]


def package(package_id: int) -> PackageData:
    """One package as it is typed; raises KeyError when there is none."""
    row = ServicePackage.find(package_id)
    if row is None:
        raise KeyError(package_id)
    names = ("code", "name", "note", "price_fen", "member_price_fen")
    return PackageData(**{name: getattr(row, name) for name in names}, lines=lines_of(package_id))


def lines_of(package_id: int) -> tuple[PackageLineData, ...]:
    """The lines of a package in their order."""
    return tuple(
        PackageLineData(
            LineKind(row.kind),
            row.name,
            row.operation_id,
            row.part_id,
            row.qty_milli,
            row.hours_centi,
            row.unit_price_fen,
        )
        for row in package_lines.stored([package_id])
    )


STARTER: tuple[tuple[str, str, tuple[str, ...], tuple[tuple[str, int], ...]], ...] = (
    (
        "TC05",
        "5000公里保养",
        ("BY01", "LT04"),
        (("机油", 4_000), ("机油滤清器", 1_000)),
    ),
    (
        "TC10",
        "10000公里保养",
        ("BY01", "BY04", "BY05", "LT04"),
        (("机油", 4_000), ("机油滤清器", 1_000), ("空气滤清器", 1_000), ("空调滤清器", 1_000)),
    ),
    (
        "TC40",
        "40000公里保养",
        ("BY01", "BY04", "BY05", "BY07", "BY09", "LT04"),
        (
            ("机油", 4_000),
            ("机油滤清器", 1_000),
            ("空气滤清器", 1_000),
            ("空调滤清器", 1_000),
            ("火花塞", 4_000),
            ("制动液", 1_000),
        ),
    ),
)
"""Usual services of a passenger car: work from the starter set, and parts that are chosen for each car."""
