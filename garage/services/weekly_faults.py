"""Weekly fault reports: what failed this week, told to each supplier or maker in one paper (S4, E5)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import fn

from garage.domain.claims import ClaimState
from garage.domain.dates import week_of
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.claims import Claim
from garage.models.listing import tuples
from garage.models.parts import Supplier
from garage.services import claim_edits, kept_weeks
from garage.services.command import Area, By, command, update

KEPT_DAYS = 60
"""How far back a report can be printed again."""


@dataclass(frozen=True)
class WeekDue:
    """A supplier that has to be told of faults, and since which day the oldest waits."""

    supplier_id: int
    supplier: str
    faults: int
    since: date


@dataclass(frozen=True)
class Told:
    """A report that was made: to whom, when, and of which claims."""

    supplier_id: int
    supplier: str
    at: datetime
    claim_ids: tuple[int, ...]


def due(today: date, *, major: bool = True) -> list[WeekDue]:
    """Suppliers that were not told of faults up to the end of the week of `today`, by name; `major` ones too, or not."""
    untold = _untold(week_of(today)[1])
    query = (
        Claim.select(Claim.supplier, Supplier.name, fn.COUNT(Claim.id), fn.MIN(Claim.fault_on))
        .join(Supplier, on=(Supplier.id == Claim.supplier))
        .where(untold if major else untold & ~Claim.major)
        .group_by(Claim.supplier, Supplier.name)
        .order_by(Supplier.name, Claim.supplier)
    )
    return [WeekDue(ref, name, int(count), since) for ref, name, count, since in tuples(query)]


def untold(supplier_id: int, today: date) -> list[int]:
    """Claims of a supplier whose faults it was not told of, by the day of the fault."""
    mine = (Claim.supplier == supplier_id) & _untold(week_of(today)[1])
    return [ref for (ref,) in tuples(Claim.select(Claim.id).where(mine).order_by(Claim.fault_on, Claim.id))]


def told(today: date) -> list[Told]:
    """Reports of the last weeks, the newest first, to be printed again."""
    since = datetime.combine(today - timedelta(days=KEPT_DAYS), time())
    query = (
        Claim.select(Claim.supplier, Supplier.name, Claim.reported_at, Claim.id)
        .join(Supplier, on=(Supplier.id == Claim.supplier))
        .where(Claim.reported_at >= since)
        .order_by(Claim.id.desc())
    )
    found: dict[tuple[int, str, datetime], list[int]] = {}
    for supplier, name, at, ref in tuples(query):
        found.setdefault((supplier, name, at), []).append(ref)
    reports = [Told(*key, tuple(sorted(refs))) for key, refs in found.items()]
    return sorted(reports, key=lambda one: one.at, reverse=True)


def _untold(until: date) -> Any:
    told_by_itself = [ClaimState.DRAFT.value, ClaimState.SUBMITTED.value]
    return Claim.reported_at.is_null() & Claim.state.in_(told_by_itself) & (Claim.fault_on <= until)


@command(Area.RETURNS)
def tell(by: By, supplier_id: int, claim_ids: Collection[int]) -> None:
    """The supplier was told of these faults with this week's report; the answer to a major one is waited for.

    What it was told is kept: the paper of a report that was made is never another.
    FieldError("claims") without any, RuleError naming each that is another supplier's or was reported before.
    """
    found = list(Claim.select().where(Claim.id.in_(list(claim_ids))).order_by(Claim.id))
    if not found:
        raise FieldError("claims", _("Choose at least one claim."))
    wrong = [claim for claim in found if claim.supplier_id != supplier_id]
    if wrong:
        text = _("{number} is for another supplier.")
        raise RuleError([Reason("supplier", text.format(number=claim.no)) for claim in wrong])
    told = [claim for claim in found if claim.reported_at is not None]
    if told:
        text = _("{number} is reported already.")
        raise RuleError([Reason("reported", text.format(number=claim.no)) for claim in told])
    for claim in found:
        if claim.major:
            claim_edits.report_major(by, claim.id, claim.version)
        else:
            update(by, claim, claim.version, act="week", reported_at=by.at)
    kept_weeks.keep(by, supplier_id, claim_ids)
