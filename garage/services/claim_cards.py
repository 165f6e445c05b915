"""Cards of the day about claims beside their month's list: faults to report, major ones at once, and money due (G9)."""

from collections.abc import Iterator
from typing import Any

from garage.domain.claim_notices import OPEN
from garage.domain.claims import UNDECIDED
from garage.domain.dates import week_of
from garage.domain.plates import display_plate
from garage.domain.today import Card, TodayKind, week_end
from garage.i18n import ngettext
from garage.models.claims import Claim, ClaimNotice
from garage.models.parts import Supplier
from garage.models.statements import statement
from garage.services import weekly_faults
from garage.services.command import By

MOST = 100


def claims(by: By) -> Iterator[Card]:
    """Major faults that no supplier was told of, the week's other faults of each supplier, and notices to be paid."""
    yield from _majors()
    yield from _weeks(by)
    yield from _notices(by)


def _majors() -> Iterator[Card]:
    """At once is the day of the fault (S4)."""
    for ref, no, supplier, plate, fault_on in _unreported.rows(MOST):
        about = " · ".join((no, display_plate(plate)))
        yield Card(TodayKind.MAJOR_FAULT, ref, supplier, about, fault_on, no)


@statement
def _unreported(most: Any) -> Any:
    undecided = sorted(state.value for state in UNDECIDED)
    return (
        Claim.select(Claim.id, Claim.no, Supplier.name, Claim.plate, Claim.fault_on)
        .join(Supplier, on=(Supplier.id == Claim.supplier))
        .where(Claim.state.in_(undecided) & Claim.major & Claim.reported_at.is_null())
        .order_by(Claim.fault_on, Claim.id)
        .limit(most)
    )


def _weeks(by: By) -> Iterator[Card]:
    """A report is due by the Sunday of the week in which its first fault came."""
    for week in weekly_faults.due(by.today, major=False):
        about = ngettext("{n} fault", "{n} faults", week.faults).format(n=week.faults)
        sunday = week_of(week.since)[1]
        yield Card(TodayKind.WEEK_REPORT, week.supplier_id, week.supplier, about, sunday)


def _notices(by: By) -> Iterator[Card]:
    """What suppliers granted and have not paid on its day, or have to this week."""
    for ref, no, supplier, fen, due in _unpaid.rows(week_end(by.today), MOST):
        yield Card(TodayKind.NOTICE_OWED, ref, supplier, no, due, no, fen=int(fen))


@statement
def _unpaid(until: Any, most: Any) -> Any:
    open_ = sorted(state.value for state in OPEN)
    columns = (ClaimNotice.id, ClaimNotice.no, Supplier.name, ClaimNotice.approved_fen, ClaimNotice.due_on)
    return (
        ClaimNotice.select(*columns)
        .join(Supplier, on=(Supplier.id == ClaimNotice.supplier))
        .where(ClaimNotice.state.in_(open_) & (ClaimNotice.due_on <= until))
        .order_by(ClaimNotice.due_on, ClaimNotice.id)
        .limit(most)
    )
