"""Acts on suppliers: where parts come from."""

from dataclasses import dataclass
from typing import Any

from garage.domain.text import one_line
from garage.errors import FieldError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.parts import Supplier
from garage.services.command import Area, By, command, create, update


@dataclass(frozen=True)
class SupplierRow:
    """A supplier as screens show it."""

    id: int
    version: int
    name: str
    contact: str
    phone: str
    note: str
    active: bool


def suppliers(*, everyone: bool = False) -> list[SupplierRow]:
    """Suppliers in use (all with `everyone`), by name."""
    columns = [getattr(Supplier, name) for name in SupplierRow.__dataclass_fields__]
    rows = [
        SupplierRow(*row) for row in tuples(Supplier.select(*columns).order_by(Supplier.name, Supplier.id))
    ]
    return [row for row in rows if everyone or row.active]


@command(Area.STOCK)
def add(by: By, *, name: str, contact: str = "", phone: str = "", note: str = "") -> int:
    """Add a supplier; FieldError("name") when it has none or the name is taken."""
    return int(create(by, Supplier, **_clean(None, name, contact, phone, note)).id)


@command(Area.STOCK)
def change(
    by: By,
    supplier_id: int,
    version: int,
    *,
    name: str,
    contact: str = "",
    phone: str = "",
    note: str = "",
    active: bool = True,
) -> None:
    """Change a supplier or put it out of use; errors as in `add`."""
    values = _clean(supplier_id, name, contact, phone, note)
    update(by, Supplier.get_by_id(supplier_id), version, active=active, **values)


def _clean(supplier_id: int | None, name: str, contact: str, phone: str, note: str) -> dict[str, Any]:
    clean = one_line("name", name, 80)
    if not clean:
        raise FieldError("name", _("A name is needed."))
    if any(row.name == clean and row.id != supplier_id for row in suppliers(everyone=True)):
        raise FieldError("name", _("This supplier is there already."))
    return {
        "name": clean,
        "contact": one_line("contact", contact, 40),
        "phone": one_line("phone", phone, 40),
        "note": one_line("note", note, 200),
    }
