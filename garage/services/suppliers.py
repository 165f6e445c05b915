"""Acts on suppliers: where parts come from."""

from dataclasses import dataclass
from typing import Any

from garage.domain.text import normalise, one_line, several_lines
from garage.domain.uscc import check_uscc
from garage.errors import FieldError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.parts import Supplier
from garage.services.command import Area, By, command, create, update

MOST_DAYS = 365
"""Of payment or delivery: a year."""


@dataclass(frozen=True)
class SupplierRow:
    """A supplier as screens show it: when it is paid and how long it takes in days, what is owed to it in fen."""

    id: int
    version: int
    name: str
    contact: str
    phone: str
    note: str
    active: bool
    address: str = ""
    uscc: str = ""
    email: str = ""
    bank_account: str = ""
    payment_days: int = 0
    lead_days: int = 0
    return_policy: str = ""
    payable_fen: int = 0


_COLUMNS = [getattr(Supplier, name) for name in SupplierRow.__dataclass_fields__]


def suppliers(*, everyone: bool = False) -> list[SupplierRow]:
    """Suppliers in use (all with `everyone`), by name."""
    query = Supplier.select(*_COLUMNS).order_by(Supplier.name, Supplier.id)
    rows = [SupplierRow(*row) for row in tuples(query)]
    return [row for row in rows if everyone or row.active]


def open_supplier(supplier_id: int) -> SupplierRow:
    """The supplier with this id; raises KeyError when there is none."""
    found = tuples(Supplier.select(*_COLUMNS).where(Supplier.id == supplier_id))
    if not found:
        raise KeyError(supplier_id)
    return SupplierRow(*found[0])


@command(Area.STOCK)
def add(
    by: By,
    *,
    name: str,
    contact: str = "",
    phone: str = "",
    note: str = "",
    address: str = "",
    uscc: str = "",
    email: str = "",
    bank_account: str = "",
    payment_days: int = 0,
    lead_days: int = 0,
    return_policy: str = "",
) -> int:
    """Add a supplier; FieldError("name") when it has none or the name is taken, or on what cannot be."""
    _refuse_taken(name, None)
    texts = {"contact": contact, "phone": phone, "note": note, "address": address, "uscc": uscc}
    texts |= {"name": name, "email": email, "bank_account": bank_account, "return_policy": return_policy}
    return int(create(by, Supplier, **_clean(texts), **_days(payment_days, lead_days)).id)


@command(Area.STOCK)
def change(
    by: By,
    supplier_id: int,
    version: int,
    *,
    payment_days: int | None = None,
    lead_days: int | None = None,
    active: bool = True,
    **texts: str,
) -> None:
    """Change a supplier or put it out of use; what is not named stays. Errors as in `add`."""
    if "name" in texts:
        _refuse_taken(texts["name"], supplier_id)
    values = {**_clean(texts), **_days(payment_days, lead_days)}
    update(by, Supplier.get_by_id(supplier_id), version, active=active, **values)


_LIMITS = {
    "name": 80,
    "contact": 40,
    "phone": 40,
    "note": 200,
    "address": 120,
    "email": 80,
    "bank_account": 80,
}


def _clean(texts: dict[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field, text in texts.items():
        if field == "uscc":
            values[field] = check_uscc(text) if normalise(text) else ""
        elif field == "return_policy":
            values[field] = several_lines(field, text, 500)
        else:
            values[field] = one_line(field, text, _LIMITS[field])
    if values.get("name", "–") == "":
        raise FieldError("name", _("A name is needed."))
    email = values.get("email", "")
    if email and (" " in email or "." not in email.rpartition("@")[2] or email.startswith("@")):
        raise FieldError("email", _("This is no e-mail address."))
    return values


def _days(payment: int | None, lead: int | None) -> dict[str, int]:
    days = {"payment_days": payment, "lead_days": lead}
    for field, count in days.items():
        if count is not None and not 0 <= count <= MOST_DAYS:
            raise FieldError(field, _("Between 0 and {most} days.").format(most=MOST_DAYS))
    return {field: count for field, count in days.items() if count is not None}


def _refuse_taken(name: str, supplier_id: int | None) -> None:
    clean = one_line("name", name, _LIMITS["name"])
    if any(row.name == clean and row.id != supplier_id for row in suppliers(everyone=True)):
        raise FieldError("name", _("This supplier is there already."))
