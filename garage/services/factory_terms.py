"""The warranties of makers and of local rules on cars and their systems, kept as terms (E9)."""

from dataclasses import dataclass, replace
from typing import Any

from garage.domain.factory_terms import USUAL, Term
from garage.domain.text import one_line
from garage.domain.vehicles import Fuel
from garage.errors import FieldError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.parts import Supplier
from garage.models.statements import statement
from garage.models.vehicles import Vehicle
from garage.models.warranty_terms import FactoryTerm
from garage.services.command import Area, By, command, create, update

MOST_MONTHS = 240
MOST_KM = 2_000_000


@dataclass(frozen=True)
class TermRow:
    """A term as it is kept; `plate` of the car whose own it is, `supplier` whom to claim from, both "" without."""

    id: int
    version: int
    active: bool
    term: Term
    plate: str
    supplier: str


# Acts


@command(Area.RETURNS)
def add(by: By, term: Term) -> int:
    """Add a term; returns its id. FieldError on "name", "months", "km", "vehicle_id", "supplier_id" or "part_group"."""
    return int(create(by, FactoryTerm, **_clean(None, term)).id)


@command(Area.RETURNS)
def change(by: By, term_id: int, version: int, term: Term) -> None:
    """Change a term; errors as in `add`, StaleError when somebody saved it since `version`, KeyError without it."""
    update(by, _row(term_id), version, **_clean(term_id, term))


@command(Area.RETURNS)
def retire(by: By, term_id: int, version: int, *, active: bool = False) -> None:
    """Put a term out of use, or back with `active`; FieldError("part_group") when another says the same by now.

    StaleError, KeyError.
    """
    if active:
        _clean(term_id, row(term_id).term)
    update(by, _row(term_id), version, act="restore" if active else "retire", active=active)


@command(Area.RETURNS)
def add_usual(by: By) -> int:
    """Add what makers usually give, unless a term says it already; returns how many."""
    fresh = [_clean(None, term, refuse=False) for term in usual()]
    wanted = [values for values in fresh if _double(None, values) is None]
    for values in wanted:
        create(by, FactoryTerm, **values)
    return len(wanted)


def usual() -> list[Term]:
    """The usual terms in the language of the screen; all but that of the whole car are about a part group."""
    whole = USUAL[-1]
    return [
        replace(term, name=_(term.name), part_group="" if term is whole else _(term.name)) for term in USUAL
    ]


def _row(term_id: int) -> Any:
    row = FactoryTerm.find(term_id)
    if row is None:
        raise KeyError(term_id)
    return row


def _clean(term_id: int | None, term: Term, *, refuse: bool = True) -> dict[str, Any]:
    values = {
        "name": one_line("name", term.name, 60),
        "brand": one_line("brand", term.brand, 40),
        "fuels": ",".join(fuel.value for fuel in Fuel if fuel in term.fuels),
        "part_group": one_line("part_group", term.part_group, 40),
        "vehicle": term.vehicle_id,
        "supplier": term.supplier_id,
        "months": term.months,
        "km": term.km,
        "local_rule": term.local_rule,
        "note": one_line("note", term.note, 200),
    }
    if not values["name"]:
        raise FieldError("name", _("A name is needed."))
    if not 1 <= term.months <= MOST_MONTHS:
        raise FieldError("months", _("Between {least:,} and {most:,}.").format(least=1, most=MOST_MONTHS))
    if term.km is not None and not 1 <= term.km <= MOST_KM:
        raise FieldError("km", _("Between {least:,} and {most:,}.").format(least=1, most=MOST_KM))
    if term.vehicle_id is not None and Vehicle.find(term.vehicle_id) is None:
        raise FieldError("vehicle_id", _("This car is not on file."))
    if term.supplier_id is not None and Supplier.find(term.supplier_id) is None:
        raise FieldError("supplier_id", _("This supplier does not exist."))
    if refuse and (double := _double(term_id, values)) is not None:
        text = _("{name} says this of the same cars and the same group already.")
        raise FieldError("part_group", text.format(name=double))
    return values


def _double(term_id: int | None, values: dict[str, Any]) -> str | None:
    """A term in use of the same group for the same cars: nobody could say which of the two holds."""
    same = ("brand", "fuels", "part_group", "vehicle", "local_rule")
    wanted = [_folded(values[name]) for name in same]
    for row in FactoryTerm.select().where(FactoryTerm.active & (FactoryTerm.id != (term_id or 0))):
        there = [row.brand, row.fuels, row.part_group, row.vehicle_id, bool(row.local_rule)]
        if [_folded(value) for value in there] == wanted:
            return str(row.name)
    return None


def _folded(value: object) -> object:
    return value.casefold() if isinstance(value, str) else value


# Reads


def rows(*, everyone: bool = False) -> list[TermRow]:
    """Terms in use (all with `everyone`), by name."""
    query = (
        FactoryTerm.select(
            FactoryTerm.id,
            FactoryTerm.version,
            FactoryTerm.active,
            Vehicle.plate,
            Vehicle.vin,
            Supplier.name,
            *_COLUMNS,
        )
        .left_outer_join(Vehicle, on=(Vehicle.id == FactoryTerm.vehicle))
        .left_outer_join(Supplier, on=(Supplier.id == FactoryTerm.supplier))
        .order_by(FactoryTerm.name, FactoryTerm.id)
    )
    if not everyone:
        query = query.where(FactoryTerm.active)
    return [
        TermRow(ref, version, bool(active), _term(*values), plate or vin or "", supplier or "")
        for ref, version, active, plate, vin, supplier, *values in tuples(query)
    ]


def row(term_id: int) -> TermRow:
    """One term; raises KeyError."""
    found = next((one for one in rows(everyone=True) if one.id == term_id), None)
    if found is None:
        raise KeyError(term_id)
    return found


def _term(name: str, months: int, km: int | None, group: str, brand: str, fuels: str, *rest: Any) -> Term:
    vehicle, supplier, local, note = rest
    some = frozenset(Fuel(value) for value in fuels.split(",") if value)
    return Term(name, months, km, group, brand, some, vehicle, supplier, bool(local), note)


def of_vehicle(vehicle_id: int) -> list[Term]:
    """Terms in use that may be about that car: every car's and its own."""
    return [_term(*values) for values in _of_vehicle.rows(vehicle_id)]


@statement
def _of_vehicle(vehicle_id: Any) -> Any:
    about = FactoryTerm.vehicle.is_null() | (FactoryTerm.vehicle == vehicle_id)
    return FactoryTerm.select(*_COLUMNS).where(FactoryTerm.active & about).order_by(FactoryTerm.id)


_COLUMNS = (
    FactoryTerm.name,
    FactoryTerm.months,
    FactoryTerm.km,
    FactoryTerm.part_group,
    FactoryTerm.brand,
    FactoryTerm.fuels,
    FactoryTerm.vehicle,
    FactoryTerm.supplier,
    FactoryTerm.local_rule,
    FactoryTerm.note,
)
