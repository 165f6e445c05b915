"""Dated offers: less to pay from a day until a day, on the lines they are for (C8)."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from peewee import JOIN, fn

from garage.domain.benefits import OfferTerms
from garage.domain.members import Less, OfferScope, check_less
from garage.domain.money import MAX_FEN
from garage.domain.settlements import SettlementState
from garage.domain.text import one_line, said_why
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.members import Benefit, Offer
from garage.models.operations import Operation
from garage.models.orders import WorkOrder
from garage.models.packages import ServicePackage
from garage.models.settlements import Settlement
from garage.models.statements import statement
from garage.services import price_owner
from garage.services.command import Area, By, command, create, update


class OfferTime(StrEnum):
    """Where an offer stands on a day."""

    RUNNING = "RUNNING"
    COMING = "COMING"
    OVER = "OVER"
    WITHDRAWN = "WITHDRAWN"


@dataclass(frozen=True)
class OfferData:
    """An offer as it is typed: a share or an amount off, of the lines it is for."""

    name: str
    from_on: date
    until_on: date
    scope: OfferScope = OfferScope.ALL
    package_id: int | None = None
    operation_id: int | None = None
    off_bp: int = 0
    off_fen: int = 0
    min_spend_fen: int = 0
    members_only: bool = False
    once: bool = False
    campaign_id: int | None = None


@dataclass(frozen=True)
class OfferRow:
    """A stored offer; `what` names its package or operation, `used` counts the bills it made less, by `given_fen`."""

    id: int
    version: int
    data: OfferData
    what: str
    withdrawn_reason: str
    used: int
    given_fen: int

    def time(self, today: date) -> OfferTime:
        """Where it stands today."""
        if self.withdrawn_reason:
            return OfferTime.WITHDRAWN
        if today < self.data.from_on:
            return OfferTime.COMING
        return OfferTime.OVER if today > self.data.until_on else OfferTime.RUNNING


# Acts


@command(Area.CARE, Area.MONEY)
def add(by: By, data: OfferData) -> int:
    """A new offer. FieldError on "name" (also for no owner), "from_on", "until_on", "off", "min_spend_fen", "what"."""
    price_owner.alone(by, "name")
    return int(create(by, Offer, **_columns(_clean(data))).id)


@command(Area.CARE, Area.MONEY)
def change(by: By, offer_id: int, version: int, data: OfferData) -> None:
    """Change an offer; bills that were made keep what they were granted. Errors as in `add`."""
    price_owner.alone(by, "name")
    update(by, Offer.get_by_id(offer_id), version, **_columns(_clean(data)))


@command(Area.CARE, Area.MONEY)
def withdraw(by: By, offer_id: int, version: int, reason: str) -> None:
    """An offer ends before its day. FieldError("reason"); RuleError when it was withdrawn before."""
    why = said_why(reason)
    price_owner.alone(by, "reason")
    row = Offer.get_by_id(offer_id)
    if row.withdrawn_reason:
        raise RuleError(Reason("withdrawn", _("This offer is withdrawn already.")))
    update(by, row, version, act="withdraw", reason=why, withdrawn_reason=why)


def _columns(data: OfferData) -> dict[str, Any]:
    names = {"package_id": "package", "operation_id": "operation", "campaign_id": "campaign"}
    return {names.get(name, name): value for name, value in asdict(data).items()} | {
        "scope": data.scope.value
    }


def _clean(data: OfferData) -> OfferData:
    name = one_line("name", data.name, 40)
    if not name:
        raise FieldError("name", _("What is the offer called on the slip?"))
    if data.until_on < data.from_on:
        raise FieldError("until_on", _("It ends before it begins."))
    check_less(Less(data.off_bp, data.off_fen))
    if not 0 <= data.min_spend_fen <= MAX_FEN:
        raise FieldError("min_spend_fen", _("This amount is too large."))
    package = data.package_id if data.scope is OfferScope.PACKAGE else None
    operation = data.operation_id if data.scope is OfferScope.OPERATION else None
    if (data.scope is OfferScope.PACKAGE and package is None) or (
        data.scope is OfferScope.OPERATION and operation is None
    ):
        raise FieldError("what", _("What is it for?"))
    return replace(data, name=name, package_id=package, operation_id=operation)


# Reads


def rows() -> list[OfferRow]:
    """Every offer, the one that ends last first."""
    return _made(_select().order_by(Offer.until_on.desc(), Offer.id.desc()))


def row(offer_id: int) -> OfferRow:
    """One offer; raises KeyError when there is none."""
    found = _made(_select().where(Offer.id == offer_id))
    if not found:
        raise KeyError(offer_id)
    return found[0]


def _select() -> Any:
    used = _used.alias("used")
    return (
        Offer.select(Offer, ServicePackage.name, Operation.name, used.c.bills, used.c.fen)
        .join(ServicePackage, JOIN.LEFT_OUTER, on=(ServicePackage.id == Offer.package))
        .join_from(Offer, Operation, JOIN.LEFT_OUTER, on=(Operation.id == Offer.operation))
        .join_from(Offer, used, JOIN.LEFT_OUTER, on=(used.c.offer_id == Offer.id))
    )


_used = (
    Benefit.select(
        Benefit.offer.alias("offer_id"), fn.COUNT(1).alias("bills"), fn.SUM(Benefit.amount_fen).alias("fen")
    )
    .join(Settlement)
    .where(Benefit.offer.is_null(False) & (Settlement.state != SettlementState.VOIDED.value))
    .group_by(Benefit.offer)
)


def _made(query: Any) -> list[OfferRow]:
    fields = Offer._meta.sorted_field_names
    made = []
    for values in tuples(query):
        stored = dict(zip(fields, values, strict=False))
        package, operation, bills, fen = values[len(fields) :]
        data = OfferData(
            stored["name"],
            stored["from_on"],
            stored["until_on"],
            OfferScope(stored["scope"]),
            stored["package"],
            stored["operation"],
            stored["off_bp"],
            stored["off_fen"],
            stored["min_spend_fen"],
            bool(stored["members_only"]),
            bool(stored["once"]),
            stored["campaign"],
        )
        what = package or operation or ""
        reason = stored["withdrawn_reason"]
        made.append(
            OfferRow(stored["id"], stored["version"], data, what, reason, int(bills or 0), int(fen or 0))
        )
    return made


def running(customer_id: int, today: date, *, member: bool) -> list[OfferTerms]:
    """The offers of a day that are for this customer, those that end first at the start."""
    found = _running.objects(today, today)
    used = _once_used(customer_id, [one.id for one in found if one.once])
    return [terms(one) for one in found if (member or not one.members_only) and one.id not in used]


@statement
def _running(today: Any, same: Any) -> Any:
    days = (Offer.until_on >= today) & (Offer.from_on <= same)
    return Offer.select().where(days & (Offer.withdrawn_reason == "")).order_by(Offer.until_on, Offer.id)


def _once_used(customer_id: int, offer_ids: Collection[int]) -> set[int]:
    """Of these offers those that a bill of the customer has used."""
    if not offer_ids:
        return set()
    query = (
        Benefit.select(Benefit.offer)
        .join(Settlement)
        .join(WorkOrder)
        .where(
            Benefit.offer.in_(list(offer_ids))
            & (WorkOrder.customer == customer_id)
            & (Settlement.state != SettlementState.VOIDED.value)
        )
    )
    return {ref for (ref,) in tuples(query)}


def terms(row: Any) -> OfferTerms:
    """What a bill asks of a stored offer."""
    return OfferTerms(
        row.id,
        row.name,
        OfferScope(row.scope),
        Less(row.off_bp, row.off_fen),
        row.min_spend_fen,
        row.package_id,
        row.operation_id,
    )
