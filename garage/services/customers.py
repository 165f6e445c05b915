"""Acts on customers, their phones and their files, and what the customer's page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from peewee import fn

from garage.domain.customers import CustomerKind, missing_for_file
from garage.domain.pages import Page
from garage.domain.phones import display_phone, normalise_phone
from garage.domain.search import fold
from garage.domain.text import clean_line, normalise, one_line, several_lines
from garage.domain.uscc import check_uscc
from garage.errors import FieldError
from garage.i18n import _
from garage.models.customers import Customer, Phone
from garage.models.listing import Cursor, keyset, tuples
from garage.models.staff import Staff
from garage.models.statements import statement
from garage.models.vehicles import Ownership, Vehicle
from garage.services import campaign_moves, credit_terms, customer_files, file_search, merged_files, search
from garage.services.command import Area, By, audit, command, create, update

LINES = {"name": 120, "contact": 40, "address": 160, "preferred_call_time": 40, "member_level": 20}
TEXTS = {"needs": 2000, "note": 2000}
MOST_PHONES = 10
_PHONE = (Phone.customer, Phone.number, Phone.position, Phone.dead_on)
_PLAIN = ("uscc", "marketing_ok", "credit_limit_fen", "credit_days")

Filter = Literal["all", "overdue_files"]


@dataclass(frozen=True)
class CustomerData:
    """What a person types about a customer; the first phone is the one to call first."""

    kind: CustomerKind = CustomerKind.PERSON
    name: str = ""
    phones: tuple[str, ...] = ()
    contact: str = ""
    address: str = ""
    uscc: str = ""
    preferred_call_time: str = ""
    member_level: str = ""
    needs: str = ""
    note: str = ""
    marketing_ok: bool = True
    credit_limit_fen: int = credit_terms.NONE
    credit_days: int = credit_terms.DAYS


@dataclass(frozen=True)
class VehicleRow:
    """A car of a customer: owned from `since`, still if `until` is None."""

    vehicle_id: int
    plate: str
    vin: str
    model: str
    since: date
    until: date | None
    odometer_km: int | None
    next_service_on: date | None


@dataclass(frozen=True, kw_only=True)
class CustomerPage(CustomerData):
    """A customer's page: the data as stored, the cars, and what the file still lacks (A10).

    `missing_for_file` names fields as `domain.customers.missing_for_file` does.
    """

    id: int
    version: int
    vehicles: tuple[VehicleRow, ...]
    first_contact_on: date
    file_due_on: date
    missing_for_file: tuple[str, ...]
    created_at: datetime
    created_by: str


@dataclass(frozen=True)
class CustomerRow:
    """One customer in the list, with the plates of the present cars."""

    id: int
    kind: CustomerKind
    name: str
    phones: tuple[str, ...]
    plates: tuple[str, ...]
    first_contact_on: date
    file_due_on: date
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Duplicate:
    """Another customer who may be the same one; `reason` says in words why (A11)."""

    customer_id: int
    name: str
    reason: str


# Input


def _columns(data: CustomerData) -> dict[str, Any]:
    columns: dict[str, Any] = {
        field: one_line(field, getattr(data, field), most) for field, most in LINES.items()
    }
    columns |= {field: several_lines(field, getattr(data, field), most) for field, most in TEXTS.items()}
    if not columns["name"]:
        raise FieldError("name", _("A name is needed."))
    columns["kind"] = data.kind.value
    columns["uscc"] = check_uscc(data.uscc) if data.uscc.strip() else ""
    columns["marketing_ok"] = data.marketing_ok
    return columns


def _credit(data: CustomerData) -> tuple[int, int]:
    return data.credit_limit_fen, data.credit_days


def _phones(typed: Sequence[str]) -> list[str]:
    numbers: list[str] = []
    for text in typed:
        if not text.strip():
            continue
        try:
            numbers.append(normalise_phone(text))
        except FieldError as error:
            raise FieldError("phones", f"{clean_line(text, len(text))}: {error.text}") from error
    if len(numbers) > MOST_PHONES:
        raise FieldError("phones", _("At most {most} phone numbers.").format(most=MOST_PHONES))
    return list(dict.fromkeys(numbers))


def _save(customer_id: int, numbers: Sequence[str], *, phones_differ: bool) -> None:
    """Write what hangs on the row: phones and search."""
    if phones_differ:
        dead = dict(tuples(Phone.select(Phone.number, Phone.dead_on).where(Phone.customer == customer_id)))
        Phone.delete().where(Phone.customer == customer_id).execute()
        rows = [(customer_id, number, place, dead.get(number)) for place, number in enumerate(numbers)]
        if rows:
            Phone.insert_many(rows, fields=_PHONE).execute()
    file_search.index_customer(customer_id)
    customer_files.look(customer_id)


# Acts


@command(Area.CUSTOMERS)
def add(by: By, data: CustomerData, *, first_contact_on: date | None = None) -> int:
    """Add a customer; the file is owed two days after first contact (A10).

    FieldError on the field that is wrong: name, phones, uscc, first_contact_on, a text too long, or what only an
    owner gives: credit and a member level.
    """
    columns, numbers = _columns(data), _phones(data.phones)
    columns |= credit_terms.check(by, (credit_terms.NONE, credit_terms.DAYS), _credit(data))
    credit_terms.check_level(by, "", columns["member_level"])
    if (contact := first_contact_on or by.today) > by.today:
        raise FieldError("first_contact_on", _("The first contact cannot lie in the future."))
    due = customer_files.due_on(contact)
    row = create(by, Customer, **columns, first_contact_on=contact, file_due_on=due)
    if numbers:
        audit(by, "phones", "customer", row.id, after={"phones": numbers})
    _save(row.id, numbers, phones_differ=bool(numbers))
    return int(row.id)


@command(Area.CUSTOMERS)
def change(by: By, customer_id: int, version: int, data: CustomerData) -> None:
    """Save a customer as typed; errors as in `add`, StaleError when someone saved since `version`."""
    columns, numbers = _columns(data), _phones(data.phones)
    row = _row(customer_id)
    columns |= credit_terms.check(by, (row.credit_limit_fen, row.credit_days), _credit(data))
    credit_terms.check_level(by, row.member_level, columns["member_level"])
    before = list(phones_of(customer_id))
    changed = update(by, row, version, **columns)
    if before != numbers:
        audit(by, "phones", "customer", customer_id, before={"phones": before}, after={"phones": numbers})
        if not changed:  # the lock covers the phones too
            Customer.update(version=version + 1).where(Customer.id == customer_id).execute()
    _save(customer_id, numbers, phones_differ=before != numbers)
    if not data.marketing_ok:
        campaign_moves.leave(by, customer_id)


def _row(customer_id: int) -> Any:
    row = Customer.get_or_none(Customer.id == customer_id)
    if row is None:
        raise KeyError(customer_id)
    return row


# Reads


def exists(customer_id: int) -> bool:
    """Whether there is such a customer; a file that was merged is none any more."""
    own = (Customer.id == customer_id) & Customer.merged_into.is_null()
    return bool(Customer.select().where(own).exists())


def phones_of(customer_id: int) -> tuple[str, ...]:
    """Phones of a customer in stored form, the one to call first at the start, those that are dead at the end."""
    return tuple(number for (number, _dead_on) in _numbers_of.rows(customer_id))


def live_phones_of(customer_id: int) -> tuple[str, ...]:
    """Phones of a customer that are worth calling."""
    return tuple(number for (number, dead_on) in _numbers_of.rows(customer_id) if dead_on is None)


@statement
def _numbers_of(customer_id: Any) -> Any:
    own = Phone.select(Phone.number, Phone.dead_on).where(Phone.customer == customer_id)
    return own.order_by(Phone.dead_on.is_null(False), Phone.position)


def _cars(customer_id: int) -> tuple[VehicleRow, ...]:
    """Cars owned now, then those owned before; the latest first."""
    rows = (
        Ownership.select(
            Vehicle.id,
            Vehicle.plate,
            Vehicle.vin,
            Vehicle.brand,
            Vehicle.model,
            Ownership.since,
            Ownership.until,
            Vehicle.odometer_km,
            Vehicle.next_service_on,
        )
        .join(Vehicle, on=(Vehicle.id == Ownership.vehicle))
        .where(Ownership.customer == customer_id)
        .order_by(Ownership.since.desc(), Ownership.id.desc())
    )
    cars = [
        VehicleRow(ref, plate, vin, f"{brand} {model}".strip(), *rest)
        for ref, plate, vin, brand, model, *rest in tuples(rows)
    ]
    return tuple(sorted(cars, key=lambda car: car.until is not None))


def open_customer(customer_id: int) -> CustomerPage:
    """The page of one customer, of a file that was merged the one it is in now; raises KeyError when there is none."""
    row = merged_files.kept(_row(customer_id))
    author = Staff.get_or_none(Staff.id == row.created_by)
    (listed,) = _listed([tuple(getattr(row, column.name) for column in _LISTED)])
    return CustomerPage(
        **{field: getattr(row, field) for field in (*LINES, *TEXTS, *_PLAIN)},
        kind=listed.kind,
        phones=listed.phones,
        id=row.id,
        version=row.version,
        vehicles=_cars(row.id),
        first_contact_on=row.first_contact_on,
        file_due_on=row.file_due_on,
        missing_for_file=listed.missing,
        created_at=row.created_at,
        created_by=author.name if author else "",
    )


def duplicates(
    *, name: str, phones: Sequence[str] = (), uscc: str = "", exclude: int | None = None
) -> list[Duplicate]:
    """Customers that share a phone, the credit code or the name: a notice, never a block (A11).

    Each customer comes once, with the strongest reason. A phone that is not well typed is passed over.
    """
    found: dict[int, Duplicate] = {}

    def note(rows: Any, reason: str) -> None:
        for ref, other in tuples(rows.order_by(Customer.id)):
            if ref != exclude:
                found.setdefault(ref, Duplicate(ref, other, reason))

    customers = Customer.select(Customer.id, Customer.name).where(Customer.merged_into.is_null())
    for number in _well_typed(phones):
        same_phone = Phone.select(Phone.customer).where(Phone.number == number)
        reason = _("The same phone: {phone}").format(phone=display_phone(number))
        note(customers.where(Customer.id.in_(same_phone)), reason)
    if code := normalise(uscc):
        known = Customer.id.in_(search.exact("customer", code)) & (Customer.uscc == code)
        note(customers.where(known), _("The same credit code"))
    if fold(name):
        likely = customers.where(Customer.id.in_(search.exact("customer", name)))
        same = [ref for ref, other in tuples(likely) if fold(other) == fold(name)]  # not a contact's name
        note(customers.where(Customer.id.in_(same)), _("The same name"))
    return list(found.values())


def _well_typed(phones: Sequence[str]) -> list[str]:
    numbers = []
    for text in phones:
        try:
            numbers.append(normalise_phone(text))
        except FieldError:
            continue
    return numbers


# Lists

_LISTED = (
    Customer.id,
    Customer.kind,
    Customer.name,
    Customer.address,
    Customer.first_contact_on,
    Customer.file_due_on,
)


def _listed(rows: Sequence[tuple[Any, ...]]) -> list[CustomerRow]:
    """Rows of `_LISTED` with what belongs to them: two queries for the whole page."""
    refs = [row[0] for row in rows]
    numbers: dict[int, list[str]] = {ref: [] for ref in refs}
    live: set[int] = set()
    phones = Phone.select(Phone.customer, Phone.number, Phone.dead_on).where(Phone.customer.in_(refs))
    for ref, number, dead_on in tuples(phones.order_by(Phone.dead_on.is_null(False), Phone.position)):
        numbers[ref].append(number)
        if dead_on is None:
            live.add(ref)
    ever = set()
    cars: dict[int, list[tuple[str, str]]] = {ref: [] for ref in refs}
    owned = (
        Ownership.select(Ownership.customer, Ownership.until, Vehicle.plate, Vehicle.model)
        .join(Vehicle, on=(Vehicle.id == Ownership.vehicle))
        .where(Ownership.customer.in_(refs))
        .order_by(Ownership.id)
    )
    for ref, until, plate, model in tuples(owned):
        ever.add(ref)
        if until is None:
            cars[ref].append((plate, model))
    return [
        CustomerRow(
            id=ref,
            kind=CustomerKind(kind),
            name=name,
            phones=tuple(numbers[ref]),
            plates=tuple(plate for plate, _model in cars[ref] if plate),
            first_contact_on=first_contact,
            file_due_on=due,
            missing=missing_for_file(
                name=name,
                phones=numbers[ref] if ref in live else (),
                address=address,
                vehicles=ref in ever,
                vehicle_models_known=all(model for _plate, model in cars[ref]),
            ),
        )
        for ref, kind, name, address, first_contact, due in rows
    ]


def page(
    cursor: Cursor | None = None,
    limit: int = 50,
    filter: Filter = "all",  # noqa: A002 - the screen calls it so
    *,
    today: date | None = None,
) -> Page[CustomerRow]:
    """Customers, the newest first; `overdue_files` needs `today` (ValueError without it)."""
    query = Customer.select(*_LISTED).where(Customer.merged_into.is_null())
    if filter == "overdue_files":
        if today is None:
            raise ValueError("today")
        query = query.where(customer_files.overdue(today))
    return keyset(query, [Customer.id], cursor, limit, _listed)


def count() -> int:
    """Number of customers."""
    everybody = Customer.select(fn.COUNT(Customer.id))
    gone = everybody.where(Customer.merged_into > 0)  # the few are counted quicker than those who are left
    return int(everybody.scalar()) - int(gone.scalar())


def overdue_files(today: date) -> list[CustomerRow]:
    """Customers whose file should have been complete before `today` and is not, longest overdue first."""
    late = Customer.select(*_LISTED).where(customer_files.overdue(today))
    return _listed(tuples(late.order_by(Customer.file_due_on, Customer.id)))


def rows(refs: Sequence[int]) -> list[CustomerRow]:
    """These customers in this order; ids that do not exist are passed over."""
    found = {
        row.id: row for row in _listed(tuples(Customer.select(*_LISTED).where(Customer.id.in_(list(refs)))))
    }
    return [found[ref] for ref in refs if ref in found]
