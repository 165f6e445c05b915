"""Acts on the part file, and the one door to what is read of it."""

from dataclasses import dataclass
from typing import Any

from garage.domain.lines import PartGrade
from garage.domain.money import MAX_PRICE_FEN
from garage.domain.old_parts import Hazard
from garage.domain.part_file import MOST_MARKUP_BP, PriceBasis, short_names
from garage.domain.price_lists import Priced
from garage.domain.quantities import MAX_QTY_MILLI, format_quantity
from garage.domain.search import name_terms
from garage.domain.text import half_width, one_line, several_lines
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.parts import Part, Supplier
from garage.models.statements import statement
from garage.services import part_numbers, price_lists, price_owner, search
from garage.services.command import Area, By, command, create, update
from garage.services.part_list import PartFilter, StockSummary, find, groups, page, summary
from garage.services.part_numbers import Numbers, by_barcode, duplicates
from garage.services.part_rows import PartHit, PartRow, hits, stock_of
from garage.services.substitutes import Substitute, substitutes

__all__ = [
    "PartCard",
    "PartData",
    "PartFilter",
    "PartHit",
    "PartRow",
    "StockSummary",
    "Substitute",
    "add",
    "by_barcode",
    "change",
    "duplicates",
    "find",
    "groups",
    "open_part",
    "page",
    "stock_of",
    "substitutes",
    "summary",
]

MAX_SHELF_LIFE_DAYS = 36_500
MOST_MONTHS = 240
MOST_KM = 2_000_000


@dataclass(frozen=True, kw_only=True)
class PartData:
    """A part as it is typed (F1); prices are for one, quantities in `unit`.

    `barcode` and `oe_no` are the first of their kind, the further ones follow them. `max_qty_milli` 0 is none. The
    supplier's warranty is `warranty_months`, 0 without one, and `warranty_km` where kilometres count too. Fitted, a part
    lives `life_months` or `life_km`, whichever comes first; None where that is not known.
    """

    code: str
    name: str
    oe_no: str = ""
    more_oe_nos: tuple[str, ...] = ()
    barcode: str = ""
    more_barcodes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    group: str = ""
    brand: str = ""
    spec: str = ""
    unit: str = ""
    grade: PartGrade = PartGrade.OTHER
    price_fen: int = 0
    price_basis: PriceBasis = PriceBasis.FIXED
    markup_bp: int = 0
    member_price_fen: int | None = None
    min_qty_milli: int = 0
    max_qty_milli: int = 0
    bin: str = ""
    second_bin: str = ""
    supplier_id: int | None = None
    serial_tracked: bool = False
    old_part_back: bool = False
    hazard: Hazard | None = None
    warranty_months: int = 0
    warranty_km: int | None = None
    shelf_life_days: int | None = None
    life_months: int | None = None
    life_km: int | None = None
    fits: str = ""
    note: str = ""
    active: bool = True


@dataclass(frozen=True)
class PartCard:
    """Everything about one part."""

    id: int
    version: int
    data: PartData
    supplier: str
    stock: PartRow


# Acts


@command(Area.STOCK)
def add(by: By, data: PartData) -> int:
    """Add a part; FieldError("code") when the code is empty or taken, else the field that is wrong."""
    values, numbers = _clean(None, data)
    row = create(by, Part, **values)
    part_numbers.keep_numbers(by, row.id, numbers)
    price_lists.note_change(by, Priced.PART, row, None)
    _index(row.id, values, numbers)
    return int(row.id)


@command(Area.STOCK)
def change(by: By, part_id: int, version: int, data: PartData, *, approved_by: int | None = None) -> None:
    """Change a part; RuleError when one that is on hand, spoken for or on order shall go out of use.

    FieldError("approved_by") when its price changes and no owner acts or approves.
    """
    values, numbers = _clean(part_id, data)
    if not data.active:
        _refuse_while_needed(part_id)
    row = Part.get_by_id(part_id)
    was = price_lists.terms_of(Priced.PART, row)
    changed = update(by, row, version, **values)
    price_owner.check_terms(
        by, Priced.PART, part_id, was, price_lists.terms_of(Priced.PART, row), approved_by
    )
    price_lists.note_change(by, Priced.PART, row, was)
    renumbered = part_numbers.keep_numbers(by, part_id, numbers)
    if renumbered and not changed:  # the lock covers the numbers too
        Part.update(version=version + 1).where(Part.id == part_id).execute()
    if changed or renumbered:
        _index(part_id, values, numbers)


def _refuse_while_needed(part_id: int) -> None:
    stock = open_part(part_id).stock
    if stock.on_hand_milli or stock.reserved_milli:
        text = _("{count} on hand, {reserved} spoken for: it stays in use.").format(
            count=format_quantity(stock.on_hand_milli), reserved=format_quantity(stock.reserved_milli)
        )
        raise RuleError(Reason("on_hand", text, "stock"))
    if stock.on_order_milli:
        text = _("{count} on order: it stays in use.").format(count=format_quantity(stock.on_order_milli))
        raise RuleError(Reason("on_order", text, "purchasing"))


def _clean(part_id: int | None, data: PartData) -> tuple[dict[str, Any], Numbers]:
    barcodes, oe_nos = (data.barcode, *data.more_barcodes), (data.oe_no, *data.more_oe_nos)
    numbers = part_numbers.clean_numbers(barcodes, oe_nos, data.aliases)
    values = {
        "code": one_line("code", half_width(data.code), 40).upper(),
        "name": one_line("name", data.name, 120),
        "oe_no": next(iter(numbers.oe_nos), ""),
        "barcode": next(iter(numbers.barcodes), ""),
        "group": one_line("group", data.group, 40),
        "brand": one_line("brand", data.brand, 60),
        "spec": one_line("spec", data.spec, 80),
        "unit": one_line("unit", data.unit, 20),
        "grade": data.grade.value,
        **_bins(data),
        "supplier": data.supplier_id,
        "serial_tracked": data.serial_tracked,
        "old_part_back": data.old_part_back,
        "hazard": data.hazard.value if data.hazard else "",
        "shelf_life_days": data.shelf_life_days,
        "fits": several_lines("fits", data.fits),
        "note": several_lines("note", data.note),
        "active": data.active,
        **_prices(data),
        **_limits(data),
        **_warranty(data),
        **_life(data),
    }
    _check(part_id, values)
    return values, numbers


def _bins(data: PartData) -> dict[str, Any]:
    """Each once, and no second one without a first."""
    named = {"bin": one_line("bin", data.bin, 40), "second_bin": one_line("second_bin", data.second_bin, 40)}
    places = [*dict.fromkeys(place for place in named.values() if place), "", ""]
    return {"bin": places[0], "second_bin": places[1]}


def _prices(data: PartData) -> dict[str, Any]:
    price, member = _within("price", data.price_fen, MAX_PRICE_FEN), data.member_price_fen
    if member is not None and _within("member_price", member, MAX_PRICE_FEN) > price:
        raise FieldError("member_price", _("Not more than the selling price."))
    on_cost = data.price_basis is PriceBasis.COST_PLUS
    return {
        "price_fen": price,
        "price_basis": data.price_basis.value,
        "markup_bp": _within("markup", data.markup_bp, MOST_MARKUP_BP) if on_cost else 0,
        "member_price_fen": member,
    }


def _limits(data: PartData) -> dict[str, Any]:
    least, most = data.min_qty_milli, data.max_qty_milli
    _within("min_qty", least, MAX_QTY_MILLI)
    if _within("max_qty", most, MAX_QTY_MILLI) and most < least:
        raise FieldError("max_qty", _("Not less than the minimum stock."))
    return {"min_qty_milli": least, "max_qty_milli": most}


def _warranty(data: PartData) -> dict[str, Any]:
    """Kilometres alone end nothing: who gives a warranty names its months."""
    months, km = data.warranty_months, data.warranty_km
    if not 0 <= months <= MOST_MONTHS:
        raise FieldError(
            "warranty_months", _("Between {least:,} and {most:,}.").format(least=0, most=MOST_MONTHS)
        )
    if km is not None and not 1 <= km <= MOST_KM:
        raise FieldError("warranty_km", _("Between {least:,} and {most:,}.").format(least=1, most=MOST_KM))
    if km is not None and not months:
        raise FieldError("warranty_months", _("How many months? Kilometres alone are no warranty."))
    return {"warranty_months": months, "warranty_km": km}


def _life(data: PartData) -> dict[str, Any]:
    """How long it lives once it is fitted."""
    life = {"life_months": (data.life_months, MOST_MONTHS), "life_km": (data.life_km, MOST_KM)}
    for field, (typed, most) in life.items():
        if typed is not None and not 1 <= typed <= most:
            raise FieldError(field, _("Between {least:,} and {most:,}.").format(least=1, most=most))
    return {field: typed for field, (typed, _most) in life.items()}


def _check(part_id: int | None, values: dict[str, Any]) -> None:
    if not values["code"]:
        raise FieldError("code", _("A part needs a code."))
    if not values["name"]:
        raise FieldError("name", _("A name is needed."))
    taken = Part.get_or_none((Part.code == values["code"]) & (Part.id != (part_id or 0)))
    if taken is not None:
        raise FieldError("code", _("{name} has this code already.").format(name=taken.name))
    days, supplier = values["shelf_life_days"], values["supplier"]
    if days is not None and not 0 < days <= MAX_SHELF_LIFE_DAYS:
        raise FieldError("shelf_life_days", _("A number of days from 1 to 36500."))
    if supplier is not None and Supplier.get_or_none(Supplier.id == supplier) is None:
        raise FieldError("supplier_id", _("This supplier does not exist."))


def _within(field: str, value: int, limit: int) -> int:
    if not 0 <= value <= limit:
        raise FieldError(field, _("It cannot be less than zero or that large."))
    return value


def _index(part_id: int, values: dict[str, Any], numbers: Numbers) -> None:
    """A part out of use is not found any more."""
    terms = {values["code"], values["bin"], values["second_bin"], *numbers.barcodes, *numbers.oe_nos}
    for name in {values["name"], *numbers.aliases, *short_names(values["name"])}:
        terms |= name_terms(name)
    search.index("part", part_id, terms if values["active"] else ())


def index_anew() -> int:
    """Make the parts in use findable by their bin and by what they are called otherwise, inside an act; how many."""
    columns = (Part.id, Part.code, Part.name, Part.oe_no, Part.barcode, Part.bin, Part.second_bin)
    named = Part.select(*columns).where(Part.active)
    rows = [row for row in named if row.bin or short_names(row.name) or not row.name.isalnum()]
    more = part_numbers.further_numbers([row.id for row in rows])
    for row in rows:
        known = more.get(row.id, Numbers())
        barcodes, oe_nos = (row.barcode, *known.barcodes), (row.oe_no, *known.oe_nos)
        places = {"bin": row.bin, "second_bin": row.second_bin}
        values = {"code": row.code, "name": row.name, "active": True, **places}
        _index(row.id, values, Numbers(barcodes, oe_nos, known.aliases))
    return len(rows)


# Reads


def open_part(part_id: int) -> PartCard:
    """One part; raises KeyError when there is none."""
    row: Any = _part.object(part_id)
    if row is None:
        raise KeyError(part_id)
    more = part_numbers.further_numbers([part_id]).get(part_id, Numbers())
    read: dict[str, Any] = {name: getattr(row, name, None) for name in PartData.__dataclass_fields__}
    read |= {"grade": PartGrade(row.grade), "price_basis": PriceBasis(row.price_basis)}
    read["hazard"] = Hazard(row.hazard) if row.hazard else None
    data = PartData(
        **{**read, "more_barcodes": more.barcodes, "more_oe_nos": more.oe_nos, "aliases": more.aliases}
    )
    supplier = _supplier.value(row.supplier_id) if row.supplier_id else ""
    [stock] = hits([part_id])
    return PartCard(row.id, row.version, data, supplier, stock)


@statement
def _part(part_id: Any) -> Any:
    return Part.select().where(Part.id == part_id)


@statement
def _supplier(supplier_id: Any) -> Any:
    return Supplier.select(Supplier.name).where(Supplier.id == supplier_id)
