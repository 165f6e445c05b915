"""What the blanks of a letter stand for: whom it is for, his car and last visit, the campaign, the garage (G4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import fn

from garage import i18n
from garage.domain.customers import CustomerKind
from garage.domain.letter_texts import Blank, spelled
from garage.domain.orders import OrderState
from garage.domain.phones import display_phone
from garage.domain.plates import display_plate
from garage.models.campaigns import Campaign
from garage.models.customers import Customer
from garage.models.orders import WorkOrder
from garage.models.statements import statement
from garage.models.vehicles import Ownership, Vehicle
from garage.services import shop


@dataclass(frozen=True)
class Recipient:
    """Whom a letter is for: as the window of the envelope names him, and what the blanks stand for."""

    customer_id: int | None
    name: str
    kind: CustomerKind
    contact: str
    address: str
    values: dict[Blank, str]

    @property
    def addressee(self) -> str:
        """The name on the envelope; an organisation's mail names who reads it."""
        named = self.contact and self.kind is not CustomerKind.PERSON and self.contact != self.name
        return f"{self.name} {self.contact}" if named else self.name


def recipients(
    pairs: Sequence[tuple[int, int | None]], language: str, campaign: Any = None
) -> list[Recipient]:
    """For each customer with the car that it is about, his only one when none is named; a few queries for all."""
    ids = sorted({customer for customer, _car in pairs})
    if not ids:
        return []
    people = {row.id: row for row in _customers.objects(ids)}
    only = _only_cars(ids)
    wanted = [(customer, car or only.get(customer)) for customer, car in pairs]
    cars = sorted({car for _customer, car in wanted if car is not None})
    named = {ref: (plate, model) for ref, plate, model in _cars.rows(cars)} if cars else {}
    visits = _visits(ids)
    common = _common(language, campaign)
    _ = i18n.words(language)
    made = []
    for customer, car in wanted:
        row = people[customer]
        plate, model = named.get(car or 0, ("", ""))
        last = visits.get((customer, car)) or visits.get((customer, None))
        values = common | {
            Blank.CUSTOMER: row.name,
            Blank.PLATE: display_plate(plate) if plate else _("your car"),
            Blank.MODEL: model or _("your car"),
            Blank.LAST_VISIT: spelled(last.date(), language) if last else _("some time ago"),
        }
        made.append(Recipient(row.id, row.name, CustomerKind(row.kind), row.contact, row.address, values))
    return made


def somebody(name: str, language: str) -> Recipient:
    """One who is no customer yet: a complaint came from him, or a question."""
    values = _common(language, None) | {Blank.CUSTOMER: name}
    return Recipient(None, name, CustomerKind.PERSON, "", "", values)


def _common(language: str, campaign: Campaign | None) -> dict[Blank, str]:
    """What is the same in every letter."""
    garage = shop.profile()
    values = {Blank.GARAGE: garage.name, Blank.PHONE: display_phone(garage.phone or garage.hotline)}
    if campaign is not None:
        values |= {
            Blank.TITLE: campaign.title,
            Blank.STARTS: spelled(campaign.starts_on, language),
            Blank.ENDS: spelled(campaign.ends_on, language),
            Blank.PLACE: campaign.place or garage.address or garage.name,
        }
    return values


@statement
def _customers(ids: Any) -> Any:
    return Customer.select().where(Customer.id.in_(ids))


@statement
def _cars(ids: Any) -> Any:
    model = fn.TRIM(Vehicle.brand.concat(" ").concat(Vehicle.model))
    return Vehicle.select(Vehicle.id, Vehicle.plate, model).where(Vehicle.id.in_(ids))


def _only_cars(ids: list[int]) -> dict[int, int]:
    """The car of everybody who owns one car now."""
    cars: dict[int, list[int]] = {}
    for customer, car in _owned.rows(ids):
        cars.setdefault(customer, []).append(car)
    return {customer: owned[0] for customer, owned in cars.items() if len(owned) == 1}


@statement
def _owned(ids: Any) -> Any:
    mine = Ownership.customer.in_(ids) & Ownership.until.is_null()
    return Ownership.select(Ownership.customer, Ownership.vehicle).where(mine)


def _visits(ids: list[int]) -> dict[tuple[int, int | None], datetime]:
    """When each customer came last, with each car and with any."""
    found: dict[tuple[int, int | None], datetime] = {}
    for customer, car, _order, at in _latest.rows(ids, OrderState.CANCELLED.value):
        for key in ((customer, car), (customer, None)):
            found[key] = max(found.get(key, at), at)
    return found


@statement
def _latest(ids: Any, cancelled: Any) -> Any:
    """The last order of each customer with each car, with its moment in the type that both engines give a column."""
    newest = (
        WorkOrder.select(fn.MAX(WorkOrder.id))
        .where(WorkOrder.customer.in_(ids) & (WorkOrder.state != cancelled))
        .group_by(WorkOrder.customer, WorkOrder.vehicle)
    )
    columns = (WorkOrder.customer, WorkOrder.vehicle, WorkOrder.id, WorkOrder.received_at)
    return WorkOrder.select(*columns).where(WorkOrder.id.in_(newest))
